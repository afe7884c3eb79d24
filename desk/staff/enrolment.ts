import { writeAudit, type Actor } from "../audit/write.ts";
import { tooMany, type TooMany } from "../attempts/limits.ts";
import type { Query } from "../database/connect.ts";
import type { Desk } from "../desk.ts";
import { orderHostOut } from "../rooms/host-rooms.ts";
import { hashOf, isSecretWord, newSecretWord } from "../secret-word.ts";
import { pendingApp, takeApp, type AppToAdd } from "./app.ts";
import { addPasskey, createdPasskey, passkeyCreation, type PasskeyCreation } from "./passkeys.ts";
import { passwordFault, type PasswordFault } from "./passwords.ts";
import { noteChange } from "./changes.ts";
import { beginSession, endSessionsOf } from "./sessions.ts";
import { BUSY, WRONG, type Busy, type SignedIn, type Wrong } from "./sign-in.ts";

/** The cookie of who enrols: like the session's. It takes the link's place when that is opened. */
export const ENROLMENT_COOKIE = "__Host-enrol";

const HOUR = 3_600_000;
/** A link that nobody opened. */
export const LINK_HOURS = 24;
/** Once it is open. */
export const OPEN_HOURS = 1;

/** There is no such link, it was opened before, or its time is over. */
export interface Over {
  readonly kind: "refused";
  readonly why: "over";
}

const OVER: Over = { kind: "refused", why: "over" };

interface EnrolmentRow {
  readonly staff: string;
  readonly name: string;
  readonly enrolled_at: Date | null;
  readonly password: string | null;
  readonly totp: string | null;
  readonly challenge: string | null;
}

/**
 * Makes the one link with which a person sets a password and a second factor. Earlier links, password, factors and sessions of that
 * person end now: whoever lost a device can't wait for the new one.
 *
 * @param sql the transaction of the act
 * @returns what stands behind # in the address
 */
export async function newEnrolment(desk: Desk, sql: Query, actor: Actor, staff: string): Promise<string> {
  const link = newSecretWord();
  await takeKeysAway(desk, sql, staff);
  const endsAt = new Date(desk.now().getTime() + LINK_HOURS * HOUR);
  await sql`INSERT INTO enrolments (hash, staff, ends_at) VALUES (${hashOf(link)}, ${staff}, ${endsAt})`;
  await writeAudit(sql, actor, "enrolment-made", staff);
  return link;
}

/**
 * Takes everything away by which a person signs in or is signed in: password, app, passkeys, enrolments, sessions, and what is told of them.
 * Whoever is in a room with one of them leaves it.
 */
export async function takeKeysAway(desk: Desk, sql: Query, staff: string): Promise<void> {
  // First, since everybody else takes appointments before keys: each would wait for the other.
  await orderHostOut(desk, sql, staff);
  await sql`DELETE FROM enrolments WHERE staff = ${staff}`;
  await sql`DELETE FROM passkeys WHERE staff = ${staff}`;
  await sql`DELETE FROM known_devices WHERE staff = ${staff}`;
  await sql`DELETE FROM changes WHERE staff = ${staff}`;
  await sql`UPDATE staff SET password = NULL, totp = NULL WHERE id = ${staff}`;
  await endSessionsOf(sql, staff);
}

/** `https://desk…/enrol#…`: what is behind # reaches no log. */
export function enrolmentAddress({ settings }: Desk, link: string): string {
  return `${settings.origin}/enrol#${link}`;
}

/**
 * Opens a link, once: from then on a cookie stands for it, and the link is dead. Only one that does not open is counted against the
 * address (see `openLink`).
 *
 * @param link what stood behind #
 * @param address see `clientAddress`
 * @returns the cookie's word, for {@link ENROLMENT_COOKIE}
 */
export async function openEnrolment(
  desk: Desk,
  link: string,
  address: string,
): Promise<{ readonly kind: "open"; readonly cookie: string; readonly name: string } | Over | TooMany> {
  const cookie = newSecretWord();
  const now = desk.now();
  const endsAt = new Date(now.getTime() + OPEN_HOURS * HOUR);
  const row = !isSecretWord(link)
    ? undefined
    : await desk.sql.begin(async (sql) => {
        const [opened] = await sql<{ id: string; name: string }[]>`
      UPDATE enrolments SET hash = ${hashOf(cookie)}, opened = true, ends_at = LEAST(ends_at, ${endsAt})
      FROM staff WHERE staff.id = enrolments.staff AND staff.active
        AND enrolments.hash = ${hashOf(link)} AND NOT opened AND ends_at > ${now} RETURNING staff.id, staff.name`;
        if (opened !== undefined) await writeAudit(sql, "guest", "enrolment-opened", opened.id);
        return opened;
      });
  if (row !== undefined) return { kind: "open", cookie, name: row.name };
  const wait = desk.limits.linksByAddress.take(address, now);
  return wait > 0 ? tooMany(wait) : OVER;
}

/** How far somebody is who enrols: first the password, then a passkey or an app. */
export async function enrolmentOf(
  desk: Desk,
  cookie: string | undefined,
): Promise<{ readonly kind: "open"; readonly name: string; readonly next: "password" | "factor" } | Over> {
  const row = await rowOf(desk.sql, cookie, desk.now());
  return row === undefined
    ? OVER
    : { kind: "open", name: row.name, next: row.password === null ? "password" : "factor" };
}

/** Takes a password; it counts when the second factor is there too. May be chosen again until then. */
export async function choosePassword(
  desk: Desk,
  cookie: string | undefined,
  password: string,
): Promise<{ readonly kind: "taken" } | { readonly kind: "refused"; readonly why: PasswordFault } | Over | Busy> {
  const row = await rowOf(desk.sql, cookie, desk.now());
  if (row === undefined || cookie === undefined) return OVER;
  const fault = passwordFault(password, row.name, desk.settings);
  if (fault !== undefined) return { kind: "refused", why: fault };
  const hash = await desk.passwords.hash(password);
  if (hash === undefined) return BUSY;
  const { count } = await desk.sql`UPDATE enrolments SET password = ${hash} WHERE hash = ${hashOf(cookie)}`;
  return count === 1 ? { kind: "taken" } : OVER;
}

/** What it takes to set an authenticator app up. */
export async function codeToEnrol(
  desk: Desk,
  cookie: string | undefined,
): Promise<({ readonly kind: "code" } & AppToAdd) | Over> {
  return desk.sql.begin(async (sql) => {
    const row = await rowOf(sql, cookie, desk.now(), "for-update");
    if (row?.password == null || cookie === undefined) return OVER;
    const keep = (seal: string) => sql`UPDATE enrolments SET totp = ${seal} WHERE hash = ${hashOf(cookie)}`;
    return { kind: "code", ...(await pendingApp(desk, { id: row.staff, name: row.name }, row.totp, keep)) };
  });
}

/** Ends the enrolment with an authenticator app, once a code of it shows that it works; and signs the person in. */
export async function enrolCode(
  desk: Desk,
  cookie: string | undefined,
  code: string,
): Promise<SignedIn | Wrong | Over | TooMany> {
  return confirmed(desk, cookie, (sql, row) => takeApp(desk, sql, row.staff, row.totp, code));
}

/** What the browser shall make a passkey from. A new one takes the place of the one before. */
export async function passkeyToEnrol(
  desk: Desk,
  cookie: string | undefined,
): Promise<{ readonly kind: "creation"; readonly creation: PasskeyCreation } | Over> {
  const row = await rowOf(desk.sql, cookie, desk.now());
  if (row?.password == null || cookie === undefined) return OVER;
  const creation = await passkeyCreation(desk.settings, { id: row.staff, name: row.name });
  await desk.sql`UPDATE enrolments SET challenge = ${creation.challenge} WHERE hash = ${hashOf(cookie)}`;
  return { kind: "creation", creation };
}

/**
 * Ends the enrolment with a passkey, and signs the person in.
 *
 * @param response what the browser's `navigator.credentials.create` gave, as JSON
 */
export async function enrolPasskey(
  desk: Desk,
  cookie: string | undefined,
  response: unknown,
): Promise<SignedIn | Wrong | Over | TooMany> {
  return confirmed(desk, cookie, async (sql, row) => {
    if (row.challenge === null) return false;
    const passkey = await createdPasskey(desk.settings, row.challenge, response);
    if (passkey === undefined) return false;
    await addPasskey(sql, row.staff, passkey, desk.now());
    return true;
  });
}

async function confirmed(
  desk: Desk,
  cookie: string | undefined,
  takeFactor: (sql: Query, row: EnrolmentRow) => Promise<boolean>,
): Promise<SignedIn | Wrong | Over | TooMany> {
  const now = desk.now();
  return desk.sql.begin(async (sql): Promise<SignedIn | Wrong | Over | TooMany> => {
    if (cookie === undefined) return OVER;
    // The person first, as whoever takes the keys away does: each would wait for the other.
    await sql`SELECT FROM staff WHERE id = (SELECT staff FROM enrolments WHERE hash = ${hashOf(cookie)}) FOR UPDATE`;
    const row = await rowOf(sql, cookie, now, "for-update");
    if (row?.password == null) return OVER;
    // By the link: a new one has a count of its own, whatever was guessed before.
    const place = `enrolment ${hashOf(cookie).toString("base64url")}`;
    const wait = desk.limits.codesByPlace.take(place, now);
    if (wait > 0) return tooMany(wait);
    if (!(await takeFactor(sql, row))) {
      await writeAudit(sql, "guest", "factor-refused", row.staff);
      return WRONG;
    }
    desk.limits.codesByPlace.giveBack(place);
    await sql`UPDATE staff SET password = ${row.password}, enrolled_at = ${now} WHERE id = ${row.staff}`;
    await sql`DELETE FROM enrolments WHERE hash = ${hashOf(cookie)}`;
    // The first time there is nothing that changed.
    if (row.enrolled_at !== null) await noteChange(sql, row.staff, "enrolled", now);
    const session = await beginSession(sql, row.staff, true, now);
    await writeAudit(sql, { id: row.staff }, "enrolled", row.staff);
    return { kind: "whole", cookie: session };
  });
}

async function rowOf(
  sql: Query,
  cookie: string | undefined,
  now: Date,
  lock?: "for-update",
): Promise<EnrolmentRow | undefined> {
  if (cookie === undefined) return undefined;
  const [row] = await sql<EnrolmentRow[]>`
    SELECT enrolments.staff, staff.name, staff.enrolled_at, enrolments.password, enrolments.totp, enrolments.challenge
    FROM enrolments JOIN staff ON staff.id = enrolments.staff AND staff.active
    WHERE enrolments.hash = ${hashOf(cookie)} AND opened AND ends_at > ${now}
    ${lock === undefined ? sql`` : sql`FOR UPDATE OF enrolments`}`;
  return row;
}
