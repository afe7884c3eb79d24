/**
 * Text that somebody else wrote, for a terminal, a log or a page: control characters, marks that turn a line around and
 * everything else that nobody sees become `\u{…}`, so that they can be seen and do nothing.
 */
export function visible(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** As `visible`, for text of several lines: line breaks and tabs stay, for they do nothing to a terminal. */
export function visibleLines(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replace(/\r$/, "").split("\t").map(visible).join("\t"))
    .join("\n");
}
