import { writeAudit, writeAuditWithin } from "../audit/write.ts";
import { giveAllBack, takeAll, tooMany, type Counts, type TooMany } from "../attempts/limits.ts";
import type { Desk } from "../desk.ts";
import { opened } from "../sealing.ts";
import { hashOf } from "../secret-word.ts";
import type { Query } from "../database/connect.ts";
import { noteChange } from "./changes.ts";
import { knownHere } from "./known-devices.ts";
import { passkeyRequest, type PasskeyRequest } from "./passkeys.ts";
import { codesAt, isAnswerOf, isCodeOf, writePasskeyRefused } from "./second-factor.ts";
import { beginSession, visitorOf } from "./sessions.ts";
import { isStaffName } from "./staff-name.ts";

/** A password that was given, and from where. */
export interface PasswordAttempt {
  readonly name: string;
  readonly password: string;
  /** See `clientAddress`. */
  readonly address: string;
  /** What `KNOWN_COOKIE` held, if anything. */
  readonly device?: string | undefined;
}

/** Too many passwords are being looked at just now. */
export interface Busy {
  readonly kind: "refused";
  readonly why: "busy";
  readonly seconds: number;
}

export const BUSY: Busy = { kind: "refused", why: "busy", seconds: 3 };

/** Not it; nothing tells a wrong password from a name that does not exist or a person who was deactivated. */
export interface Wrong {
  readonly kind: "refused";
  readonly why: "wrong";
}

export const WRONG: Wrong = { kind: "refused", why: "wrong" };

/** The five minutes for the second factor are over, or there never was a password. */
export interface NotBegun {
  readonly kind: "refused";
  readonly why: "not-begun";
}

const NOT_BEGUN: NotBegun = { kind: "refused", why: "not-begun" };

/** Signed in: the cookie of a new session, for `SESSION_COOKIE`. */
export interface SignedIn {
  readonly kind: "whole";
  readonly cookie: string;
}

/**
 * The first step: a name and a password give five minutes in which to give the second factor (`visitorOf` says which the person has).
 * The answer to a wrong name takes as long as the one to a wrong password. On a device on which the person signed in before, attempts are
 * counted by that device: guesses from elsewhere, or from the same address, shut nobody out there.
 *
 * @returns the cookie of a half session, for `SESSION_COOKIE`
 */
export async function signInWithPassword(
  desk: Desk,
  { name, password, address, device }: PasswordAttempt,
): Promise<{ readonly kind: "half"; readonly cookie: string } | Wrong | TooMany | Busy> {
  const { passwordsByAddress, passwordsByName, passwordsByDevice, passwordsByPerson } = desk.limits;
  const given = name.trim().toLowerCase();
  const known = isStaffName(given) ? await knownHere(desk, device, given) : undefined;
  const counts: Counts =
    known === undefined
      ? [
          [passwordsByAddress, address],
          // What can't be a name is one, so that its length takes no room.
          [passwordsByName, isStaffName(given) ? given : "?"],
        ]
      : [
          [passwordsByDevice, known],
          [passwordsByPerson, given],
        ];
  const now = desk.now();
  const wait = takeAll(counts, now);
  if (wait > 0) return tooMany(wait);
  const [person] = await desk.sql<{ id: string; password: string | null; totp: string | null; active: boolean }[]>`
    SELECT id, password, totp, active FROM staff WHERE name = ${given}`;
  const hash = person?.active === true ? (person.password ?? undefined) : undefined;
  const right = await desk.passwords.verify(password, hash, known === undefined ? "stranger" : "known");
  if (right === false) {
    // One line is enough for names that don't exist: whoever invents them can't push the other lines out of sight.
    const lines = person === undefined ? desk.limits.linesOnceAnHour : desk.limits.linesByPerson;
    const subject = person?.id ?? "none";
    await writeAuditWithin({ lines, now }, desk.sql, "guest", "sign-in-refused", subject);
    return WRONG;
  }
  giveAllBack(counts);
  if (right === undefined) return BUSY;
  if (person === undefined) return WRONG;
  const once = { lines: desk.limits.linesOnceAnHour, now };
  if (known === undefined) await writeAuditWithin(once, desk.sql, "guest", "password-right", person.id);
  const isUnreadable = person.totp !== null && opened(desk.settings.sealKey, person.id, person.totp) === undefined;
  if (isUnreadable) await writeAuditWithin(once, desk.sql, "machine", "app-unreadable", person.id);
  return { kind: "half", cookie: await beginSession(desk.sql, person.id, false, now) };
}

/**
 * The second step, with a code of an authenticator app: each code counts once. As passwords, codes are counted by the device where the person
 * signed in before, and all others' together.
 *
 * @param cookie of the half session
 * @param device what `KNOWN_COOKIE` held, if anything
 */
export async function signInWithCode(
  desk: Desk,
  cookie: string | undefined,
  code: string,
  device?: string,
): Promise<SignedIn | Wrong | NotBegun | TooMany> {
  const visitor = await visitorOf(desk, cookie);
  if (visitor.kind !== "half" || cookie === undefined) return NOT_BEGUN;
  const { id, name } = visitor.staff;
  const known = await knownHere(desk, device, name);
  const counts: Counts =
    known === undefined ? [[desk.limits.codesByStrangers, id]] : codesAt(desk.limits, id, `device ${known}`);
  const wait = takeAll(counts, desk.now());
  if (wait > 0) return tooMany(wait);
  const answer = await withSecondFactor(desk, cookie, id, async (sql) => {
    if (await isCodeOf(desk, sql, id, code)) return true;
    if (known === undefined) await noteChange(sql, id, "wrong-second-step", desk.now());
    await writeAudit(sql, "guest", "factor-refused", id);
    return false;
  });
  if (answer.kind === "whole") giveAllBack(counts);
  return answer;
}

/**
 * What the browser shall ask a passkey for. A new one takes the place of the one before.
 *
 * @param cookie of the half session
 */
export async function askForPasskey(
  desk: Desk,
  cookie: string | undefined,
): Promise<{ readonly kind: "request"; readonly request: PasskeyRequest } | NotBegun> {
  const visitor = await visitorOf(desk, cookie);
  if (visitor.kind !== "half" || cookie === undefined) return NOT_BEGUN;
  const request = await passkeyRequest(desk.sql, desk.settings, visitor.staff.id);
  await desk.sql`UPDATE sessions SET challenge = ${request.challenge} WHERE hash = ${hashOf(cookie)}`;
  return { kind: "request", request };
}

/**
 * The second step, with a passkey: each challenge counts once.
 *
 * @param cookie of the half session
 * @param response what the browser's `navigator.credentials.get` gave, as JSON
 */
export async function signInWithPasskey(
  desk: Desk,
  cookie: string | undefined,
  response: unknown,
): Promise<SignedIn | Wrong | NotBegun> {
  const visitor = await visitorOf(desk, cookie);
  if (visitor.kind !== "half" || cookie === undefined) return NOT_BEGUN;
  const { id } = visitor.staff;
  return withSecondFactor(desk, cookie, id, async (sql) => {
    if (await isAnswerOf(desk, sql, id, cookie, response)) return true;
    await writePasskeyRefused(desk, sql, "guest", id);
    return false;
  });
}

/** @param isRight has written down what is not right */
async function withSecondFactor(
  desk: Desk,
  half: string,
  staff: string,
  isRight: (sql: Query) => Promise<boolean>,
): Promise<SignedIn | Wrong> {
  return desk.sql.begin(async (sql): Promise<SignedIn | Wrong> => {
    if (!(await isRight(sql))) return WRONG;
    // The half one ends with it: nobody goes on under a cookie that was there before.
    const { count } = await sql`DELETE FROM sessions WHERE hash = ${hashOf(half)} AND NOT whole`;
    if (count === 0) return WRONG;
    const whole = await beginSession(sql, staff, true, desk.now());
    await writeAudit(sql, { id: staff }, "signed-in", staff);
    return { kind: "whole", cookie: whole };
  });
}
