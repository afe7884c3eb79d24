import type { Query } from "../database/connect.ts";
import type { Desk } from "../desk.ts";
import { idOrNone } from "../database/id.ts";
import { opened } from "../sealing.ts";
import { hashOf, newSecretWord } from "../secret-word.ts";
import type { Language } from "../settings.ts";
import { writeAudit } from "../audit/write.ts";
import type { Role, Staff } from "./roles.ts";

/** The cookie of who signs in: Secure, HttpOnly, SameSite=Strict, Path=/, no Domain (RFC 6265bis, 4.1.3.2, `__Host-`). */
export const SESSION_COOKIE = "__Host-desk";

const MINUTE = 60_000;
/** The password was right and the second factor is still to come. */
export const HALF_MINUTES = 5;
/** OWASP ASVS 4.0.3, 3.3.2, level 2: 12 hours, or 30 minutes of inactivity. */
export const IDLE_MINUTES = 30;
export const WHOLE_HOURS = 12;
/** For so long after a second factor was seen, it need not be seen again for what asks for one (OWASP ASVS 4.0.3, 3.7.1). */
export const FRESH_MINUTES = 5;

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
  | {
      readonly kind: "whole";
      readonly staff: Staff;
      /** Whether the second factor was seen in the last {@link FRESH_MINUTES}. */
      readonly fresh: boolean;
    };

/** Who asks: the person, or a page that asks by itself, which keeps no session alive. */
export type AskedBy = "person" | "page";

interface SessionRow {
  readonly whole: boolean;
  readonly made_at: Date;
  readonly seen_at: Date;
  readonly factor_at: Date;
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly language: Language;
  readonly totp: string | null;
  readonly passkey: boolean;
}

/** Begins a session with a cookie of its own: none goes on under a cookie that was there before. */
export async function beginSession(sql: Query, staff: string, whole: boolean, now: Date): Promise<string> {
  const cookie = newSecretWord();
  await sql`INSERT INTO sessions (hash, staff, whole, made_at, seen_at, factor_at)
    VALUES (${hashOf(cookie)}, ${staff}, ${whole}, ${now}, ${now}, ${now})`;
  return cookie;
}

/** @param cookie what {@link SESSION_COOKIE} held, if anything */
export async function visitorOf(desk: Desk, cookie: string | undefined, by: AskedBy = "person"): Promise<Visitor> {
  if (cookie === undefined) return { kind: "nobody" };
  const now = desk.now();
  const hash = hashOf(cookie);
  const [row] = await desk.sql<SessionRow[]>`
    SELECT sessions.whole, sessions.made_at, sessions.seen_at, sessions.factor_at, staff.id, staff.name, staff.roles, staff.language,
      staff.totp, EXISTS (SELECT FROM passkeys WHERE passkeys.staff = staff.id) AS passkey
    FROM sessions JOIN staff ON staff.id = sessions.staff AND staff.active WHERE sessions.hash = ${hash}`;
  if (row === undefined || isOver(row, now)) return { kind: "nobody" };
  const staff = { id: row.id, name: row.name, roles: row.roles, language: row.language };
  if (!row.whole) {
    const code = opened(desk.settings.sealKey, row.id, row.totp) !== undefined;
    return { kind: "half", staff, factors: { passkey: row.passkey, code } };
  }
  // Once a minute is enough to tell half an hour.
  if (by === "person" && now.getTime() - row.seen_at.getTime() >= MINUTE)
    await desk.sql`UPDATE sessions SET seen_at = ${now} WHERE hash = ${hash}`;
  return { kind: "whole", staff, fresh: isWithin(row.factor_at, FRESH_MINUTES, now) };
}

function isOver(
  { whole, made_at: madeAt, seen_at: seenAt }: Pick<SessionRow, "whole" | "made_at" | "seen_at">,
  now: Date,
): boolean {
  if (!whole) return !isWithin(madeAt, HALF_MINUTES, now);
  return !isWithin(madeAt, WHOLE_HOURS * 60, now) || !isWithin(seenAt, IDLE_MINUTES, now);
}

/**
 * Whether a moment was less than so many minutes ago. One that is still to come was written while the clock was wrong, and was not; but
 * two requests at once may see each other's moment, so that a minute is let pass.
 */
function isWithin(moment: Date, minutes: number, now: Date): boolean {
  const age = now.getTime() - moment.getTime();
  return age >= -MINUTE && age < minutes * MINUTE;
}

/** Ends a session in the database: its cookie is worth nothing from then on. */
export async function signOut(desk: Desk, cookie: string): Promise<void> {
  await desk.sql.begin(async (sql) => {
    const [ended] = await sql<{ staff: string; whole: boolean }[]>`
      DELETE FROM sessions WHERE hash = ${hashOf(cookie)} RETURNING staff, whole`;
    if (ended?.whole === true) await writeAudit(sql, { id: ended.staff }, "signed-out", ended.staff);
  });
}

/** A session as its person sees it. */
export interface OwnSession {
  readonly id: string;
  readonly since: Date;
  readonly seen: Date;
  /** Whether it is the one that asks. */
  readonly here: boolean;
}

/** A person's sessions that have not run out, the one that asks first. */
export async function sessionsOf(desk: Desk, staff: Pick<Staff, "id">, cookie: string): Promise<readonly OwnSession[]> {
  const now = desk.now();
  const rows = await desk.sql<
    (Pick<SessionRow, "whole" | "made_at" | "seen_at" | "id"> & { readonly here: boolean })[]
  >`
    SELECT id, whole, made_at, seen_at, hash = ${hashOf(cookie)} AS here FROM sessions
    WHERE staff = ${staff.id} AND whole ORDER BY here DESC, seen_at DESC`;
  return rows
    .filter((row) => !isOver(row, now))
    .map(({ id, made_at: since, seen_at: seen, here }) => ({ id, since, seen, here }));
}

/**
 * Ends one of the person's other sessions, or all of them; not the one that asks, for which there is signing out.
 *
 * @returns how many ended
 */
export async function endOtherSessions(
  desk: Desk,
  staff: Pick<Staff, "id">,
  cookie: string,
  id?: string,
): Promise<number> {
  return desk.sql.begin(async (sql) => {
    const which = id === undefined ? sql`` : sql`AND id = ${idOrNone(id)}`;
    const { count } = await sql`
      DELETE FROM sessions WHERE staff = ${staff.id} AND hash <> ${hashOf(cookie)} ${which}`;
    if (count > 0) await writeAudit(sql, staff, "sessions-ended", staff.id);
    return count;
  });
}

/** Ends every session of a person. */
export async function endSessionsOf(sql: Query, staff: string): Promise<void> {
  await sql`DELETE FROM sessions WHERE staff = ${staff}`;
}
