import type { Query } from "../database/connect.ts";
import type { Desk } from "../desk.ts";
import { unsealed } from "../sealing.ts";
import { hashOf } from "../secret-word.ts";
import { stepOfCode, useStep } from "./codes.ts";
import { isPasskeyOf } from "./passkeys.ts";

/** Whether it is a code of the person's app, of now, that was not used before; it counts as used then. */
export async function isCodeOf(desk: Desk, sql: Query, staff: string, code: string): Promise<boolean> {
  const [row] = await sql<{ totp: string | null }[]>`SELECT totp FROM staff WHERE id = ${staff}`;
  const step =
    row?.totp == null ? undefined : stepOfCode(unsealed(desk.settings.sealKey, staff, row.totp), code, desk.now());
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

/** Takes the challenge out of a session, so that it is answered once. */
export async function takeChallenge(sql: Query, cookie: string): Promise<string | undefined> {
  const hash = hashOf(cookie);
  const [row] = await sql<
    { challenge: string | null }[]
  >`SELECT challenge FROM sessions WHERE hash = ${hash} FOR UPDATE`;
  await sql`UPDATE sessions SET challenge = NULL WHERE hash = ${hash}`;
  return row?.challenge ?? undefined;
}
