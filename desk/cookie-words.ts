import { isSecretWord } from "./secret-word.ts";

/** More in one cookie are passed over: nobody of ours has them. */
const MOST = 8;
/** No letter of base64url. */
const BETWEEN = ".";

/** The words of a cookie that keeps several, the one that was used last first. */
export function wordsIn(cookie: string | undefined): readonly string[] {
  return [...new Set(cookie?.split(BETWEEN).filter(isSecretWord))].slice(0, MOST);
}

/** A cookie with these words; the first is the one that is used now. */
export function cookieOf(words: readonly string[]): string {
  return [...new Set(words)].slice(0, MOST).join(BETWEEN);
}
