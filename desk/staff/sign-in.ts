import { writeAudit } from "../audit/write.ts";
import type { Attempts } from "../attempts/attempts.ts";
import { tooMany, type TooMany } from "../attempts/limits.ts";
import type { Desk } from "../desk.ts";
import { hashOf } from "../secret-word.ts";
import type { Query } from "../database/connect.ts";
import { knownHere } from "./known-devices.ts";
import { passkeyRequest, type PasskeyRequest } from "./passkeys.ts";
import { isAnswerOf, isCodeOf } from "./second-factor.ts";
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
 * counted by that person alone: guesses from elsewhere, or from the same address, shut nobody out there.
 *
 * @returns the cookie of a half session, for `SESSION_COOKIE`
 */
export async function signInWithPassword(
  desk: Desk,
  { name, password, address, device }: PasswordAttempt,
): Promise<{ readonly kind: "half"; readonly cookie: string } | Wrong | TooMany | Busy> {
  const { passwordsByAddress, passwordsByName, passwordsByPerson } = desk.limits;
  const given = name.trim().toLowerCase();
  const known = isStaffName(given) ? await knownHere(desk, device, given) : undefined;
  const counts: readonly (readonly [Attempts, string])[] =
    known === undefined
      ? [
          [passwordsByAddress, address],
          // What can't be a name is one, so that its length takes no room.
          [passwordsByName, isStaffName(given) ? given : "?"],
        ]
      : [[passwordsByPerson, known]];
  const wait = takeAll(counts, desk.now());
  if (wait > 0) return tooMany(wait);
  const [person] = await desk.sql<{ id: string; password: string | null; active: boolean }[]>`
    SELECT id, password, active FROM staff WHERE name = ${given}`;
  const hash = person?.active === true ? (person.password ?? undefined) : undefined;
  const right = await desk.passwords.verify(password, hash, known === undefined ? "stranger" : "known");
  if (right === false) {
    await writeAudit(desk.sql, "guest", "sign-in-refused", person?.id ?? "none");
    return WRONG;
  }
  for (const [attempts, key] of counts) attempts.giveBack(key);
  if (right === undefined) return BUSY;
  if (person === undefined) return WRONG;
  return { kind: "half", cookie: await beginSession(desk.sql, person.id, false, desk.now()) };
}

/** Counts one attempt in each, or in none where one of them says to wait. */
function takeAll(counts: readonly (readonly [Attempts, string])[], now: Date): number {
  const taken: (readonly [Attempts, string])[] = [];
  for (const one of counts) {
    const [attempts, key] = one;
    const wait = attempts.take(key, now);
    if (wait > 0) {
      for (const [before, its] of taken) before.giveBack(its);
      return wait;
    }
    taken.push(one);
  }
  return 0;
}

/**
 * The second step, with a code of an authenticator app: each code counts once.
 *
 * @param cookie of the half session
 */
export async function signInWithCode(
  desk: Desk,
  cookie: string | undefined,
  code: string,
): Promise<SignedIn | Wrong | NotBegun | TooMany> {
  return withSecondFactor(desk, cookie, (sql, staff) => isCodeOf(desk, sql, staff, code));
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
): Promise<SignedIn | Wrong | NotBegun | TooMany> {
  return withSecondFactor(desk, cookie, (sql, staff, half) => isAnswerOf(desk, sql, staff, half, response));
}

async function withSecondFactor(
  desk: Desk,
  cookie: string | undefined,
  isRight: (sql: Query, staff: string, half: string) => Promise<boolean>,
): Promise<SignedIn | Wrong | NotBegun | TooMany> {
  const visitor = await visitorOf(desk, cookie);
  if (visitor.kind !== "half" || cookie === undefined) return NOT_BEGUN;
  const { staff } = visitor;
  const wait = desk.limits.factorsByAccount.take(staff.id, desk.now());
  if (wait > 0) return tooMany(wait);
  const answer = await desk.sql.begin(async (sql): Promise<SignedIn | Wrong> => {
    if (!(await isRight(sql, staff.id, cookie))) {
      await writeAudit(sql, "guest", "factor-refused", staff.id);
      return WRONG;
    }
    // The half one ends with it: nobody goes on under a cookie that was there before.
    const { count } = await sql`DELETE FROM sessions WHERE hash = ${hashOf(cookie)} AND NOT whole`;
    if (count === 0) return WRONG;
    const whole = await beginSession(sql, staff.id, true, desk.now());
    await writeAudit(sql, staff, "signed-in", staff.id);
    return { kind: "whole", cookie: whole };
  });
  if (answer.kind === "whole") desk.limits.factorsByAccount.giveBack(staff.id);
  return answer;
}
