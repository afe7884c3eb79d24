import type { Desk } from "../desk.ts";
import type { Query } from "../database/connect.ts";
import { may, NOT_ALLOWED, type NotAllowed, type Staff } from "../staff/roles.ts";
import type { AuditEntry, AuditStart } from "./entry.ts";
import { writeAudit } from "./write.ts";

interface AuditRow {
  readonly seq: string;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly before: Buffer;
  readonly hash: Buffer;
}

/** Where the log begins. */
export async function auditStart(sql: Query): Promise<AuditStart> {
  const [row] = await sql<{ seq: string; hash: Buffer }[]>`SELECT seq, hash FROM audit_start`;
  return { seq: Number(row?.seq ?? 0), hash: row?.hash.toString("hex") ?? "0".repeat(64) };
}

/** Entries after a number, oldest first. */
export async function auditAfter(sql: Query, seq: number, most: number): Promise<readonly AuditEntry[]> {
  return (await sql<AuditRow[]>`SELECT * FROM audit WHERE seq > ${seq} ORDER BY seq LIMIT ${most}`).map(entryOf);
}

/**
 * A page of the log for an admin, newest first. That it was read is written down too.
 *
 * @param before the number above which nothing is shown; undefined for the newest
 */
export async function readAudit(
  desk: Desk,
  by: Staff,
  before: number | undefined,
): Promise<{ readonly kind: "entries"; readonly entries: readonly AuditEntry[] } | NotAllowed> {
  if (!may(by, "read-audit")) return NOT_ALLOWED;
  const entries = await desk.sql.begin(async (sql) => {
    const until = before ?? Number.MAX_SAFE_INTEGER;
    const rows = await sql<AuditRow[]>`SELECT * FROM audit WHERE seq < ${until} ORDER BY seq DESC LIMIT ${PAGE}`;
    await writeAudit(sql, by, "audit-read", "none");
    return rows.map(entryOf);
  });
  return { kind: "entries", entries };
}

const PAGE = 100;

function entryOf({ seq, at, actor, action, subject, before, hash }: AuditRow): AuditEntry {
  return {
    ...{ seq: Number(seq), at: at.toISOString(), actor, action, subject },
    ...{ before: before.toString("hex"), hash: hash.toString("hex") },
  };
}
