/** JSON in which every character can be seen: what `jq` or an editor shows can't turn a line around or hide a part of it. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/[^\n\P{C}]|[\p{Zl}\p{Zp}]/gu, (character) =>
    // A character beyond U+FFFF is written as its two halves (RFC 8259, 7).
    character
      .split("")
      .map((half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}
