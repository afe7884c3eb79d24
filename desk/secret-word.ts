import { createHash, randomBytes } from "node:crypto";

/** 256 random bits in base64url: 43 characters that stand in a link or a cookie. Kept as {@link hashOf} alone. */
export function newSecretWord(): string {
  return randomBytes(32).toString("base64url");
}

/** Whether a text can be a link's or a cookie's word at all. */
export function isSecretWord(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}

/** SHA-256 of a link's or a cookie's word: what the database knows it by. 256 random bits need no slow hash. */
export function hashOf(word: string): Buffer {
  return createHash("sha256").update(word).digest();
}
