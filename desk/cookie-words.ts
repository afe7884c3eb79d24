/** As `newSecretWord` makes them: 256 bits in base64url. */
const WORD = /^[A-Za-z0-9_-]{43}$/;
/** More in one cookie are passed over: nobody of ours has them. */
const MOST = 8;
/** No letter of base64url. */
const BETWEEN = ".";

/** Whether a text can be a link's or a cookie's word at all. */
export function isSecretWord(text: string): boolean {
  return WORD.test(text);
}

/** The words of a cookie that keeps several, the one that was used last first. */
export function wordsIn(cookie: string | undefined): readonly string[] {
  return [...new Set(cookie?.split(BETWEEN).filter(isSecretWord))].slice(0, MOST);
}

/** A cookie with these words; the first is the one that is used now. */
export function cookieOf(words: readonly string[]): string {
  return [...new Set(words)].slice(0, MOST).join(BETWEEN);
}
