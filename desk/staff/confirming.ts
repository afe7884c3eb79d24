import { giveAllBack, takeAll, tooMany, type TooMany } from "../attempts/limits.ts";
import { writeAudit } from "../audit/write.ts";
import type { Query } from "../database/connect.ts";
import type { Desk } from "../desk.ts";
import { opened } from "../sealing.ts";
import { hashOf } from "../secret-word.ts";
import { passkeyRequest, type PasskeyRequest } from "./passkeys.ts";
import type { Staff } from "./roles.ts";
import { codesAt, isAnswerOf, isCodeOf, sessionPlace, writePasskeyRefused } from "./second-factor.ts";
import type { Factors } from "./sessions.ts";
import { WRONG, type Wrong } from "./sign-in.ts";

/** The second factor was seen again: what asks for one goes on for `FRESH_MINUTES`. */
export interface Confirmed {
  readonly kind: "confirmed";
}

/** Which second factors the person has, and what a passkey shall sign. */
export async function askAgain(
  desk: Desk,
  { id }: Pick<Staff, "id">,
  cookie: string,
): Promise<{ readonly factors: Factors; readonly request: PasskeyRequest | undefined }> {
  const [row] = await desk.sql<{ totp: string | null; passkey: boolean }[]>`
    SELECT totp, EXISTS (SELECT FROM passkeys WHERE staff = ${id}) AS passkey FROM staff WHERE id = ${id}`;
  const code = opened(desk.settings.sealKey, id, row?.totp) !== undefined;
  const factors = { code, passkey: row?.passkey === true };
  if (!factors.passkey) return { factors, request: undefined };
  const request = await passkeyRequest(desk.sql, desk.settings, id);
  await desk.sql`UPDATE sessions SET challenge = ${request.challenge} WHERE hash = ${hashOf(cookie)}`;
  return { factors, request };
}

/** The second factor within a session, with a code of an authenticator app. */
export async function confirmWithCode(
  desk: Desk,
  { id }: Pick<Staff, "id">,
  cookie: string,
  code: string,
): Promise<Confirmed | Wrong | TooMany> {
  const counts = codesAt(desk.limits, id, sessionPlace(cookie));
  const wait = takeAll(counts, desk.now());
  if (wait > 0) return tooMany(wait);
  const answer = await confirmed(desk, id, cookie, async (sql) => {
    if (await isCodeOf(desk, sql, id, code)) return true;
    await writeAudit(sql, { id }, "factor-refused", id);
    return false;
  });
  if (answer.kind === "confirmed") giveAllBack(counts);
  return answer;
}

/** The second factor within a session, with a passkey. @param response what `navigator.credentials.get` gave, as JSON */
export function confirmWithPasskey(
  desk: Desk,
  { id }: Pick<Staff, "id">,
  cookie: string,
  response: unknown,
): Promise<Confirmed | Wrong> {
  return confirmed(desk, id, cookie, async (sql) => {
    if (await isAnswerOf(desk, sql, id, cookie, response)) return true;
    await writePasskeyRefused(desk, sql, { id }, id);
    return false;
  });
}

/** @param isRight has written down what is not right */
async function confirmed(
  desk: Desk,
  staff: string,
  cookie: string,
  isRight: (sql: Query) => Promise<boolean>,
): Promise<Confirmed | Wrong> {
  return desk.sql.begin(async (sql): Promise<Confirmed | Wrong> => {
    if (!(await isRight(sql))) return WRONG;
    const { count } = await sql`
      UPDATE sessions SET factor_at = ${desk.now()} WHERE hash = ${hashOf(cookie)} AND staff = ${staff} AND whole`;
    return count === 1 ? { kind: "confirmed" } : WRONG;
  });
}
