import type { Source } from "../../reading.ts";
import { remembered } from "../../remembered.ts";
import { hostsIn } from "./hosts.ts";

/** Something on a page or in a style sheet by which a browser would go elsewhere or run something. */
export type PageContact = { readonly line: number } & (
  | { readonly kind: "host"; readonly host: string }
  /** The beginning of a tag. */
  | { readonly kind: "tag"; readonly tag: string }
);

/** Every host that a page names and every tag that could load or run what nobody looked at. */
export const readPage = remembered((source) => [
  ...readStyleSheet(source),
  ...lines(source).flatMap(({ words, line }): readonly PageContact[] => {
    const tag = LOADING.exec(words)?.[0];
    return tag === undefined ? [] : [{ kind: "tag", tag, line }];
  }),
]);

/** Every host that a style sheet names. */
export const readStyleSheet = remembered((source): readonly PageContact[] =>
  lines(source).flatMap(({ words, line }) => hostsOf(words).map((host) => ({ kind: "host" as const, host, line }))),
);

function lines({ text }: Source): readonly { readonly words: string; readonly line: number }[] {
  return text.split("\n").map((words, index) => ({ words, line: index + 1 }));
}

/** Tags of HTML that load, run or lead elsewhere, but for a script and a style sheet of ours, which have an address on our own site. */
const LOADING =
  /<(?:(?:iframe|frame|object|embed|base|form|img|video|audio|source|picture|svg|math|style|template|portal|body|input|button|a)\b|meta\s(?=[^>]*http-equiv)|(?:script|link)\b(?![^>]*\s(?:src|href)="\/[a-z.]+"))[^>]*/i;

/** Hosts after the escapes of HTML, and then perhaps those of CSS, are undone, which hide a slash or a letter. */
function hostsOf(words: string): readonly string[] {
  const plain = words
    .replace(/&#x([0-9a-f]{1,6});?/gi, (_, code: string) => character(Number.parseInt(code, 16)))
    .replace(/&#(\d{1,7});?/g, (_, code: string) => character(Number(code)))
    .replace(/&(?:sol|bsol|colon|period|Tab|NewLine);/g, (name) => ENTITIES[name] ?? name);
  const styled = plain.replace(/\\([0-9a-f]{1,6})\s?/gi, (_, code: string) => character(Number.parseInt(code, 16)));
  return [...new Set([...hostsInParts(plain), ...hostsInParts(styled)])];
}

function hostsInParts(words: string): readonly string[] {
  return words
    .split(/[\s"'=(),;<>]+/)
    .filter((part) => /[\\/]{2}|^(?:https?|wss?|stuns?|turns?):/i.test(part))
    .flatMap((part) => hostsIn(part).map(({ host }) => host));
}

/** HTML, "Named character references", those of which an address can be made. */
const ENTITIES: Readonly<Record<string, string>> = {
  "&sol;": "/",
  "&bsol;": "\\",
  "&colon;": ":",
  "&period;": ".",
  "&Tab;": "",
  "&NewLine;": "",
};

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : "";
}
