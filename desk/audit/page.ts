import type { AuditEntry, AuditStart } from "./entry.ts";

/** What came of `desk audit` on the way. */
export interface AuditPage {
  readonly start: AuditStart;
  readonly entries: readonly AuditEntry[];
  readonly more: boolean;
}

/**
 * Reads what `desk audit` printed; a machine that isn't ours any more may say anything.
 *
 * @returns undefined where it is not the whole of a page
 */
export function auditPageIn(text: string): AuditPage | undefined {
  const lines = text.trimEnd().split("\n").map(parsed);
  const [first, ...rest] = lines;
  const last = rest.pop();
  const start = startIn(first);
  const entries = rest.map(entryIn).filter((entry) => entry !== undefined);
  const more = last?.["more"];
  if (start === undefined || entries.length !== rest.length || last?.["kind"] !== "end" || typeof more !== "boolean")
    return undefined;
  return { start, entries, more };
}

type Line = Readonly<Record<string, unknown>>;

function parsed(line: string): Line | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : undefined;
  } catch {
    return undefined;
  }
}

function startIn(line: Line | undefined): AuditStart | undefined {
  if (line?.["kind"] !== "start" || !isNumber(line["seq"]) || !isHash(line["hash"])) return undefined;
  return { seq: line["seq"], hash: line["hash"] };
}

function entryIn(line: Line | undefined): AuditEntry | undefined {
  if (line?.["kind"] !== "entry") return undefined;
  const { seq, at, actor, action, subject, before, hash } = line;
  const isWhole =
    isNumber(seq) && isText(at) && isText(actor) && isText(action) && isText(subject) && isHash(before) && isHash(hash);
  return isWhole ? { seq, at, actor, action, subject, before, hash } : undefined;
}

function isNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isHash(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}
