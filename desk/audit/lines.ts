import type { Sql } from "../database/connect.ts";
import type { AuditEntry, AuditStart } from "./entry.ts";
import { auditAfter, auditStart } from "./read.ts";

/** What `desk audit` prints, a line each: where the log begins, entries, and that this is all of it or that there are more. */
export type AuditLine =
  | ({ readonly kind: "start" } & AuditStart)
  | ({ readonly kind: "entry" } & AuditEntry)
  | { readonly kind: "end"; readonly more: boolean };

/** About 15 MB. */
const PAGE = 50_000;

/** A page of the log as it stands at one moment. */
export function auditLines(sql: Sql, after: number, most = PAGE): Promise<readonly AuditLine[]> {
  return sql.begin("isolation level repeatable read read only", async (moment) => {
    const start = await auditStart(moment);
    const entries = await auditAfter(moment, after, most);
    return [
      { kind: "start", ...start } as const,
      ...entries.map((entry) => ({ kind: "entry", ...entry }) as const),
      { kind: "end", more: entries.length === most } as const,
    ];
  });
}
