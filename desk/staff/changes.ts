import type { Query } from "../database/connect.ts";
import type { Desk } from "../desk.ts";
import { hashOf } from "../secret-word.ts";
import type { Staff } from "./roles.ts";

/** What is told at the next sign-in (OWASP ASVS 4.0.3, 2.2.3). */
export const CHANGES = ["enrolled", "password-changed", "factor-added", "factor-removed"] as const;
export type Change = (typeof CHANGES)[number];

/** A change of a person's keys, the last one of its kind. */
export interface KnownChange {
  readonly what: Change;
  readonly at: Date;
}

/** Remembers a change until its person says that it is known. */
export async function noteChange(sql: Query, staff: string, what: Change, at: Date): Promise<void> {
  await sql`INSERT INTO changes (staff, what, at) VALUES (${staff}, ${what}, ${at})
    ON CONFLICT (staff, what) DO UPDATE SET at = EXCLUDED.at`;
}

/** What changed before this session began: what is done within it needs no telling. */
export async function changesBefore(
  desk: Desk,
  { id }: Pick<Staff, "id">,
  cookie: string,
): Promise<readonly KnownChange[]> {
  const rows = await desk.sql<{ what: string; at: Date }[]>`
    SELECT what, changes.at FROM changes JOIN sessions ON sessions.staff = changes.staff AND sessions.hash = ${hashOf(cookie)}
    WHERE changes.staff = ${id} AND changes.at < sessions.made_at ORDER BY changes.at`;
  return rows.flatMap(({ what, at }) =>
    CHANGES.filter((known) => known === what).map((known) => ({ what: known, at })),
  );
}

/** The person knows: what {@link changesBefore} gave is not told again. */
export async function acknowledgeChanges(desk: Desk, { id }: Pick<Staff, "id">, cookie: string): Promise<void> {
  await desk.sql`DELETE FROM changes USING sessions WHERE changes.staff = ${id} AND sessions.staff = changes.staff
    AND sessions.hash = ${hashOf(cookie)} AND changes.at < sessions.made_at`;
}
