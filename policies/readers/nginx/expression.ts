/** One part of an expression that PCRE2 and JavaScript take in the same way, with at most one quantifier behind it. */
const PART =
  /(?:\\[^A-Za-z0-9]|\\[dw]|\[\^?[^\][\\^]+\]|[^\\[\](){}*+?|^$])([*+?]|\{\d{1,2}(?:,\d{0,2})?\})?|[|^$]|\((?:\?:)?|\)(?![*+?{])/y;
/** Each may have a text tried in as many ways as it has characters, so few of them keep that bounded. */
const MOST_QUANTIFIERS = 4;
const MOST_CHARACTERS = 500;

/**
 * An expression of nginx (PCRE2, pcre2pattern(3)) as JavaScript's, where both mean the same by it: literals, classes, groups
 * without a quantifier, anchors, `\d` and `\w`.
 *
 * @returns undefined for any other: what it matches can't be told
 */
export function supportedExpression(pattern: string, ignoreCase: boolean): RegExp | undefined {
  if (pattern === "" || pattern.length > MOST_CHARACTERS || /[^\x20-\x7e]/.test(pattern)) return undefined;
  let quantifiers = 0;
  PART.lastIndex = 0;
  while (PART.lastIndex < pattern.length) {
    const part = PART.exec(pattern);
    if (part === null) return undefined;
    if (part[1] !== undefined) quantifiers += 1;
  }
  if (quantifiers > MOST_QUANTIFIERS) return undefined;
  try {
    return new RegExp(pattern, ignoreCase ? "i" : "");
  } catch {
    return undefined; // a class whose ends are turned round, a group that is not closed
  }
}
