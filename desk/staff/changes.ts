import type { Query } from "../database/connect.ts";
import type { Desk } from "../desk.ts";
import { hashOf } from "../secret-word.ts";
import type { Staff } from "./roles.ts";

/** What is told at the next sign-in (OWASP ASVS 4.0.3, 2.2.3). */
export const CHANGES = ["enrolled", "password-changed", "factor-added", "factor-removed", "wrong-second-step"] as const;
export type Change = (typeof CHANGES)[number];

/** For so many days each session tells, whoever said in another one that it is known: that may have been somebody else. */
const TOLD_DAYS = 7;

/** A change of a person's keys, or a wrong second step on a strange device; the last one of its kind. */
export interface KnownChange {
  readonly what: Change;
  readonly at: Date;
}

/** Remembers a change, to be told at the person's next sign-ins. */
export async function noteChange(sql: Query, staff: string, what: Change, at: Date): Promise<void> {
  await sql`INSERT INTO changes (staff, what, at) VALUES (${staff}, ${what}, ${at})
    ON CONFLICT (staff, what) DO UPDATE SET at = EXCLUDED.at`;
}

/** What changed before this session began: what is done within it needs no telling, nor what was said to be known there. */
export async function changesBefore(
  desk: Desk,
  { id }: Pick<Staff, "id">,
  cookie: string,
): Promise<readonly KnownChange[]> {
  const rows = await desk.sql<{ what: string; at: Date }[]>`
    SELECT what, changes.at FROM changes JOIN sessions ON sessions.staff = changes.staff AND sessions.hash = ${hashOf(cookie)}
    WHERE changes.staff = ${id} AND changes.at < sessions.made_at AND NOT sessions.told
      AND changes.at > ${new Date(desk.now().getTime() - TOLD_DAYS * 86_400_000)} ORDER BY changes.at`;
  return rows.flatMap(({ what, at }) =>
    CHANGES.filter((known) => known === what).map((known) => ({ what: known, at })),
  );
}

/** The person knows: what {@link changesBefore} gave is not told again in this session. */
export async function acknowledgeChanges(desk: Desk, { id }: Pick<Staff, "id">, cookie: string): Promise<void> {
  await desk.sql`UPDATE sessions SET told = true WHERE staff = ${id} AND hash = ${hashOf(cookie)}`;
}
