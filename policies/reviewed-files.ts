import { createHash } from "node:crypto";
import type { Release } from "../render/release.ts";
import type { Breach } from "./rule.ts";
import reviewed from "./reviewed-files.json" with { type: "json" };

/**
 * Programs of ours on which promises rest, each with the SHA-256 of the text that people reviewed. A change of one is a change of
 * the promise: it is read again, and then `node scripts/reviewed-files.ts` writes the new hashes.
 */
export const REVIEWED: {
  /** The in-page guard and Prosody's modules. */
  readonly encryption: Readonly<Record<string, string>>;
  /** What loads the packet filter and fills its chains. */
  readonly firewall: Readonly<Record<string, string>>;
  /** What makes links into rooms. */
  readonly invitation: Readonly<Record<string, string>>;
} = reviewed;

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The hash of a program's text, which may name the practice's own site and is the same for every practice otherwise. */
export function hashOf(text: string, video: string): string {
  return sha256(text.replaceAll(`"https://${video}"`, '"https://video.invalid"'));
}

/** Where a release holds another text than the reviewed one, or none. */
export function unreviewed(release: Release, hashes: Readonly<Record<string, string>>): readonly Breach[] {
  return Object.entries(hashes).flatMap(([path, hash]): readonly Breach[] => {
    const file = release.files.find((candidate) => candidate.path === path);
    if (file === undefined) return [{ where: path, what: "The release does not hold this file." }];
    if (hashOf(file.text, release.subject.names.video) === hash) return [];
    return [
      {
        where: path,
        what: "The file is not the one that was reviewed.",
        mend: "Take the change back, or have it reviewed and run scripts/reviewed-files.ts.",
      },
    ];
  });
}
