import type { Query } from "../database/connect.ts";
import type { Desk } from "../desk.ts";
import { hashOf, newSecretWord } from "../secret-word.ts";
import type { Language } from "../settings.ts";
import { writeAudit } from "../audit/write.ts";
import type { Role, Staff } from "./roles.ts";

/** The cookie of who signs in: Secure, HttpOnly, SameSite=Strict, Path=/, no Domain (RFC 6265bis, 4.1.3.2, `__Host-`). */
export const SESSION_COOKIE = "__Host-desk";

const MINUTE = 60_000;
/** The password was right and the second factor is still to come. */
export const HALF_MINUTES = 5;
/** OWASP ASVS 4.0.3, 3.3.2, level 2: 12 hours, or 30 minutes of inactivity; a meeting of 50 minutes shall not end one's session. */
export const IDLE_MINUTES = 60;
export const WHOLE_HOURS = 12;

/** Which second factors a person has. */
export interface Factors {
  readonly passkey: boolean;
  readonly code: boolean;
}

/** Who stands behind a cookie. */
export type Visitor =
  | { readonly kind: "nobody" }
  /** Has given a password, and may do nothing but give the second factor. */
  | { readonly kind: "half"; readonly staff: Staff; readonly factors: Factors }
  | { readonly kind: "whole"; readonly staff: Staff };

interface SessionRow {
  readonly whole: boolean;
  readonly made_at: Date;
  readonly seen_at: Date;
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly language: Language;
  readonly code: boolean;
  readonly passkey: boolean;
}

/** Begins a session with a cookie of its own: none goes on under a cookie that was there before. */
export async function beginSession(sql: Query, staff: string, whole: boolean, now: Date): Promise<string> {
  const cookie = newSecretWord();
  await sql`INSERT INTO sessions (hash, staff, whole, made_at, seen_at) VALUES (${hashOf(cookie)}, ${staff}, ${whole}, ${now}, ${now})`;
  return cookie;
}

/** @param cookie what {@link SESSION_COOKIE} held, if anything */
export async function visitorOf(desk: Desk, cookie: string | undefined): Promise<Visitor> {
  if (cookie === undefined) return { kind: "nobody" };
  const now = desk.now();
  const hash = hashOf(cookie);
  const [row] = await desk.sql<SessionRow[]>`
    SELECT sessions.whole, sessions.made_at, sessions.seen_at, staff.id, staff.name, staff.roles, staff.language,
      staff.totp IS NOT NULL AS code, EXISTS (SELECT FROM passkeys WHERE passkeys.staff = staff.id) AS passkey
    FROM sessions JOIN staff ON staff.id = sessions.staff AND staff.active WHERE sessions.hash = ${hash}`;
  if (row === undefined || isOver(row, now)) return { kind: "nobody" };
  const staff = { id: row.id, name: row.name, roles: row.roles, language: row.language };
  if (!row.whole) return { kind: "half", staff, factors: { passkey: row.passkey, code: row.code } };
  // Once a minute is enough to tell an hour.
  if (now.getTime() - row.seen_at.getTime() >= MINUTE)
    await desk.sql`UPDATE sessions SET seen_at = ${now} WHERE hash = ${hash}`;
  return { kind: "whole", staff };
}

function isOver({ whole, made_at: madeAt, seen_at: seenAt }: SessionRow, now: Date): boolean {
  const age = now.getTime() - madeAt.getTime();
  if (!whole) return age >= HALF_MINUTES * MINUTE;
  return age >= WHOLE_HOURS * 60 * MINUTE || now.getTime() - seenAt.getTime() >= IDLE_MINUTES * MINUTE;
}

/** Ends a session in the database: its cookie is worth nothing from then on. */
export async function signOut(desk: Desk, cookie: string): Promise<void> {
  await desk.sql.begin(async (sql) => {
    const [ended] = await sql<{ staff: string; whole: boolean }[]>`
      DELETE FROM sessions WHERE hash = ${hashOf(cookie)} RETURNING staff, whole`;
    if (ended?.whole === true) await writeAudit(sql, { id: ended.staff }, "signed-out", ended.staff);
  });
}

/** Ends every session of a person. */
export async function endSessionsOf(sql: Query, staff: string): Promise<void> {
  await sql`DELETE FROM sessions WHERE staff = ${staff}`;
}
