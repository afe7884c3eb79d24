import { tooMany, type TooMany } from "../attempts/limits.ts";
import { writeAudit } from "../audit/write.ts";
import type { Query } from "../database/connect.ts";
import type { Desk } from "../desk.ts";
import { hashOf } from "../secret-word.ts";
import { passkeyRequest, type PasskeyRequest } from "./passkeys.ts";
import type { Staff } from "./roles.ts";
import { isAnswerOf, isCodeOf } from "./second-factor.ts";
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
  const [row] = await desk.sql<Factors[]>`
    SELECT totp IS NOT NULL AS code, EXISTS (SELECT FROM passkeys WHERE staff = ${id}) AS passkey FROM staff WHERE id = ${id}`;
  const factors = { code: row?.code === true, passkey: row?.passkey === true };
  if (!factors.passkey) return { factors, request: undefined };
  const request = await passkeyRequest(desk.sql, desk.settings, id);
  await desk.sql`UPDATE sessions SET challenge = ${request.challenge} WHERE hash = ${hashOf(cookie)}`;
  return { factors, request };
}

/** The second factor within a session, with a code of an authenticator app. */
export function confirmWithCode(
  desk: Desk,
  staff: Pick<Staff, "id">,
  cookie: string,
  code: string,
): Promise<Confirmed | Wrong | TooMany> {
  return confirmed(desk, staff, cookie, (sql) => isCodeOf(desk, sql, staff.id, code));
}

/** The second factor within a session, with a passkey. @param response what `navigator.credentials.get` gave, as JSON */
export function confirmWithPasskey(
  desk: Desk,
  staff: Pick<Staff, "id">,
  cookie: string,
  response: unknown,
): Promise<Confirmed | Wrong | TooMany> {
  return confirmed(desk, staff, cookie, (sql) => isAnswerOf(desk, sql, staff.id, cookie, response));
}

async function confirmed(
  desk: Desk,
  staff: Pick<Staff, "id">,
  cookie: string,
  isRight: (sql: Query) => Promise<boolean>,
): Promise<Confirmed | Wrong | TooMany> {
  const wait = desk.limits.factorsByAccount.take(staff.id, desk.now());
  if (wait > 0) return tooMany(wait);
  const answer = await desk.sql.begin(async (sql): Promise<Confirmed | Wrong> => {
    if (!(await isRight(sql))) {
      await writeAudit(sql, staff, "factor-refused", staff.id);
      return WRONG;
    }
    const { count } = await sql`
      UPDATE sessions SET factor_at = ${desk.now()} WHERE hash = ${hashOf(cookie)} AND staff = ${staff.id} AND whole`;
    return count === 1 ? { kind: "confirmed" } : WRONG;
  });
  if (answer.kind === "confirmed") desk.limits.factorsByAccount.giveBack(staff.id);
  return answer;
}
