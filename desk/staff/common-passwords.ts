import { createHash } from "node:crypto";
import { COMMON_PASSWORD_HASHES } from "./common-password-hashes.ts";

/** Four of SHA-256: one good password in 400,000 is refused by mistake, and another one is taken. */
export const HASH_BYTES = 4;

/**
 * Whether it is among the 10,000 most common passwords of 12 characters or more (OWASP ASVS 4.0.3, 2.1.7), in small or large letters.
 *
 * @param password after NFKC
 */
export function isCommonPassword(password: string): boolean {
  known ??= hashesIn(Buffer.from(COMMON_PASSWORD_HASHES, "base64"));
  return known.has(shortHashOf(password.toLowerCase()));
}

let known: ReadonlySet<number> | undefined;

function hashesIn(bytes: Buffer): ReadonlySet<number> {
  return new Set(
    Array.from({ length: bytes.length / HASH_BYTES }, (_, index) => bytes.readUInt32BE(index * HASH_BYTES)),
  );
}

/** @param password after NFKC, in small letters */
export function shortHashOf(password: string): number {
  return createHash("sha256").update(password).digest().readUInt32BE();
}
