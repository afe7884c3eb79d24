import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { deskAuditDays } from "../../clinic/law/logs.ts";
import { withLook, type DeliveryProblem, type Report } from "../../components/provider/agent-session.ts";
import type { Connection } from "../../components/provider/connection.ts";
import type { Session } from "../../components/provider/ssh.ts";
import type { AuditEntry, AuditStart } from "../../desk/audit/entry.ts";
import { auditPageIn } from "../../desk/audit/page.ts";
import { verifyAudit, type AuditVerdict, type Mark } from "../../desk/audit/verify.ts";
import { visible } from "../../policies/visible-text.ts";
import { failureText, onMachine, type Ending, type VerbRequest } from "./machine-verb.ts";

const COMMAND = "/usr/local/lib/stillroom/desk audit";
/** A year's log of a busy practice comes in a few pages; each is read from the disk once. */
const PAGE_SECONDS = 300;

/** The whole log, as the machine gave it. */
interface Log {
  readonly kind: "log";
  readonly start: AuditStart;
  readonly entries: readonly AuditEntry[];
}

/**
 * `stillroom audit verify`: works the desk's audit log out again on this computer, and compares it with what earlier looks remembered
 * beside the stack file, where nobody on the machine can write.
 *
 * @returns 0 unchanged, 1 changed, 2 when nothing can be said: no machine, no desk, or a file of marks that can't be read
 */
export function auditVerify(request: VerbRequest): Promise<0 | 1 | 2> {
  return onMachine(request, ["connect", "read", "verify"], async ({ connection, clinic }, report) => {
    const file = join(dirname(request.stackFile), `Pulumi.${clinic.stack}.audit.json`);
    const marks = marksIn(file);
    if (marks === undefined) return unusable(MARKS_UNREADABLE(file));
    const log = await logOf(connection, report);
    if (log.kind === "problem") return unusable(failureText(log.failure));
    report({ kind: "progress", step: "verify", detail: entriesText(log.entries.length) });
    const days = deskAuditDays(clinic.law);
    const verdict = verifyAudit(log.start, log.entries, marks, new Date(), days);
    const head = verdict.kind === "unchanged" && verdict.head !== undefined ? [{ ...verdict.head, days }] : [];
    if (verdict.kind === "unchanged") keepMarks(file, [...marks, ...head], log.start);
    return endingOf(verdict, marks, basename(file));
  });
}

function MARKS_UNREADABLE(file: string): string {
  return `${file} can't be read as what earlier looks remembered. Take it from your version control again; without it a log that was written anew as a whole can't be told from the true one.`;
}

function logOf(connection: Connection, report: Report): Promise<Log | DeliveryProblem> {
  return withLook<Log>(connection, async (session) => {
    const entries: AuditEntry[] = [];
    for (;;) {
      report({ kind: "progress", step: "read", detail: `After entry ${entries.at(-1)?.seq ?? 0}` });
      const page = await pageOf(session, entries.at(-1)?.seq ?? 0);
      if ("failure" in page) return page;
      entries.push(...page.entries);
      if (!page.more) return { kind: "log", start: page.start, entries };
    }
  });
}

async function pageOf(
  session: Session,
  after: number,
): Promise<NonNullable<ReturnType<typeof auditPageIn>> | DeliveryProblem> {
  const ran = await session.run(`${COMMAND} ${after}`, undefined, undefined, PAGE_SECONDS);
  const page = ran.status === 0 ? auditPageIn(ran.stdout) : undefined;
  return page ?? { kind: "problem", failure: { step: "read", ...whyNoPage(ran) } };
}

function whyNoPage({ status, stderr }: { readonly status: number | undefined; readonly stderr: string }): {
  readonly what: string;
  readonly mend: string;
} {
  if (status === 127) {
    return {
      what: "This machine has no desk.",
      mend: "Deliver a release with one, or name the stack file of the machine that has it.",
    };
  }
  const said = status === 0 ? "what came is no whole log" : stderr.trim();
  return {
    what: `The audit log can't be read: ${said}.`,
    mend: "See with stillroom status STACKFILE whether the desk runs, and try again.",
  };
}

/** @returns none where nothing was remembered yet; undefined where the file is no such file */
function marksIn(file: string): readonly Mark[] | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOENT" ? [] : undefined;
  }
  try {
    const value: unknown = JSON.parse(text);
    const marks: unknown = typeof value === "object" && value !== null && "marks" in value ? value.marks : undefined;
    return Array.isArray(marks) && marks.every(isMark) ? marks : undefined;
  } catch {
    return undefined;
  }
}

function isMark(value: unknown): value is Mark {
  if (typeof value !== "object" || value === null || !("seq" in value && "hash" in value && "at" in value))
    return false;
  const { seq, hash, at } = value;
  if ("days" in value && !Number.isSafeInteger(value.days)) return false;
  return (
    Number.isSafeInteger(seq) && typeof hash === "string" && typeof at === "string" && !Number.isNaN(Date.parse(at))
  );
}

/** Remembers the last entry of each day that was looked at, as long as the log itself holds it. By a rename: all of it or nothing. */
function keepMarks(file: string, marks: readonly Mark[], start: AuditStart): void {
  const known = marks.filter(({ seq }) => seq > start.seq);
  const ofDays = new Map(
    known.toSorted((one, other) => one.seq - other.seq).map((mark) => [mark.at.slice(0, 10), mark]),
  );
  writeFileSync(`${file}.next`, `${JSON.stringify({ marks: [...ofDays.values()] }, undefined, 2)}\n`);
  renameSync(`${file}.next`, file);
}

function endingOf(verdict: AuditVerdict, marks: readonly Mark[], file: string): Ending {
  if (verdict.kind === "changed") {
    const text = `The audit log was changed. ${visible(verdict.what)}\nKeep the machine as it is (stillroom isolate STACKFILE), and find out who could write to its database.`;
    return { exit: 1, text, json: verdict };
  }
  const first =
    marks.length === 0
      ? ` Nothing was remembered before; from now on ${file} does, so keep it in your version control.`
      : "";
  const last = verdict.head === undefined ? "" : ` The last is ${verdict.head.seq} of ${verdict.head.at}.`;
  const text = `The audit log is unchanged: ${entriesText(verdict.entries)}, each follows on the one before.${visible(last)}${unknownText(verdict.unknown)}${first}`;
  return { exit: 0, text, json: verdict };
}

function unknownText(unknown: readonly string[]): string {
  if (unknown.length === 0) return "";
  const words = visible(unknown.toSorted().join(", "));
  return ` Some entries have words that this version does not know: ${words}. Look with the version that the machine runs.`;
}

function entriesText(number: number): string {
  return number === 1 ? "1 entry" : `${number} entries`;
}

function unusable(text: string): Ending {
  return { exit: 2, text, json: { kind: "unusable", what: text } };
}
