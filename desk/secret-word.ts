import { createHash, randomBytes } from "node:crypto";

/** 256 random bits in base64url: 43 characters that stand in a link or a cookie. Kept as {@link hashOf} alone. */
export function newSecretWord(): string {
  return randomBytes(32).toString("base64url");
}

/** SHA-256 of a link's or a cookie's word: what the database knows it by. 256 random bits need no slow hash. */
export function hashOf(word: string): Buffer {
  return createHash("sha256").update(word).digest();
}
