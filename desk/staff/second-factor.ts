import type { Counts, Limits } from "../attempts/limits.ts";
import { writeAuditWithin, type Actor } from "../audit/write.ts";
import type { Query } from "../database/connect.ts";
import type { Desk } from "../desk.ts";
import { opened } from "../sealing.ts";
import { hashOf } from "../secret-word.ts";
import { stepOfCode, useStep } from "./codes.ts";
import { isPasskeyOf } from "./passkeys.ts";

/** Whether it is a code of the person's app, of now, that was not used before; it counts as used then. */
export async function isCodeOf(desk: Desk, sql: Query, staff: string, code: string): Promise<boolean> {
  const [row] = await sql<{ totp: string | null }[]>`SELECT totp FROM staff WHERE id = ${staff}`;
  const secret = opened(desk.settings.sealKey, staff, row?.totp);
  const step = secret === undefined ? undefined : stepOfCode(secret, code, desk.now());
  return step !== undefined && (await useStep(sql, staff, step));
}

/**
 * Whether one of the person's passkeys answers what the session asked, once.
 *
 * @param cookie of the session
 * @param response what the browser's `navigator.credentials.get` gave, as JSON
 */
export async function isAnswerOf(
  desk: Desk,
  sql: Query,
  staff: string,
  cookie: string,
  response: unknown,
): Promise<boolean> {
  const challenge = await takeChallenge(sql, cookie);
  return challenge !== undefined && (await isPasskeyOf(sql, desk.settings, staff, challenge, response));
}

/** What a code is counted in that is given on a known device, or within a session: that place, and all such places of the person. */
export function codesAt({ codesByPlace, codesByPerson }: Limits, staff: string, place: string): Counts {
  return [
    [codesByPlace, place],
    [codesByPerson, staff],
  ];
}

/** A session as a place where codes are given. */
export function sessionPlace(cookie: string): string {
  return `session ${hashOf(cookie).toString("base64url")}`;
}

/** Nobody guesses a passkey, so that its answers are not counted; the lines about those that are not right are. */
export async function writePasskeyRefused(desk: Desk, sql: Query, actor: Actor, staff: string): Promise<void> {
  await writeAuditWithin({ lines: desk.limits.linesByPerson, now: desk.now() }, sql, actor, "factor-refused", staff);
}

/** Takes the challenge out of a session, so that it is answered once. */
export async function takeChallenge(sql: Query, cookie: string): Promise<string | undefined> {
  const hash = hashOf(cookie);
  const [row] = await sql<
    { challenge: string | null }[]
  >`SELECT challenge FROM sessions WHERE hash = ${hash} FOR UPDATE`;
  await sql`UPDATE sessions SET challenge = NULL WHERE hash = ${hash}`;
  return row?.challenge ?? undefined;
}
