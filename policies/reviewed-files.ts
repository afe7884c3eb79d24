import { createHash } from "node:crypto";
import reviewed from "./reviewed-files.json" with { type: "json" };

/**
 * Programs of ours on which the promise of encryption rests, each with the SHA-256 of the text that people reviewed. A change
 * of one is a change of the promise: it is read again, and then `node scripts/reviewed-files.ts` writes the new hashes.
 */
export const REVIEWED: Readonly<Record<string, string>> = reviewed;

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
