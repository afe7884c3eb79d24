import type { Query } from "../database/connect.ts";
import type { Desk } from "../desk.ts";
import { opened, sealed } from "../sealing.ts";
import { codeAddress, newCodeSecret, stepOfCode } from "./codes.ts";
import type { Staff } from "./roles.ts";

/** What a person needs to set an authenticator app up. */
export interface AppToAdd {
  /** For a QR code. */
  readonly address: string;
  /** In base32, for who types it. */
  readonly secret: string;
}

/**
 * The secret for an app, the same until it is confirmed, so that a page can be shown again.
 *
 * @param pending its seal, as it was kept before
 * @param keep keeps the seal of a new one
 */
export async function pendingApp(
  { settings }: Desk,
  { id, name }: Pick<Staff, "id" | "name">,
  pending: string | null,
  keep: (seal: string) => Promise<unknown>,
): Promise<AppToAdd> {
  const before = opened(settings.sealKey, id, pending);
  const secret = before ?? newCodeSecret();
  if (before === undefined) await keep(sealed(settings.sealKey, id, secret));
  return { address: codeAddress(settings.title, name, secret), secret };
}

/**
 * Takes the app that was pending in place of the one before, once a code of it shows that it works.
 *
 * @returns whether it does
 */
export async function takeApp(
  { settings, now }: Desk,
  sql: Query,
  staff: string,
  pending: string | null,
  code: string,
): Promise<boolean> {
  const secret = opened(settings.sealKey, staff, pending);
  const step = secret === undefined ? undefined : stepOfCode(secret, code, now());
  if (step === undefined) return false;
  await sql`UPDATE staff SET totp = ${pending}, totp_step = ${step}, totp_made_at = ${now()} WHERE id = ${staff}`;
  return true;
}
