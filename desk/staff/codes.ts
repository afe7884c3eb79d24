import { Secret, TOTP } from "otpauth";
import type { Query } from "../database/connect.ts";

/** RFC 6238 as every authenticator app speaks it: SHA-1, six digits, thirty seconds. */
const FORM = { algorithm: "SHA1", digits: 6, period: 30 } as const;
/** RFC 4226, section 4, R6: 160 bits are recommended. */
const SECRET_BYTES = 20;
/** RFC 6238, 5.2: one step to either side for a clock that is off and a person who is slow. */
const WINDOW = 1;

/** @returns base32 */
export function newCodeSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** The address that an authenticator app reads from a QR code (Google Authenticator's wiki, "Key Uri Format"). */
export function codeAddress(title: string, name: string, secret: string): string {
  return new TOTP({ ...FORM, issuer: title, label: name, secret: Secret.fromBase32(secret) }).toString();
}

/**
 * The step whose code was given, or undefined for none.
 *
 * @param secret base32
 */
export function stepOfCode(secret: string, code: string, now: Date): number | undefined {
  const token = code.replaceAll(/\s/g, "");
  if (!/^[0-9]{6}$/.test(token)) return undefined;
  const timestamp = now.getTime();
  const delta = TOTP.validate({ ...FORM, token, secret: Secret.fromBase32(secret), timestamp, window: WINDOW });
  return delta === null ? undefined : TOTP.counter({ period: FORM.period, timestamp }) + delta;
}

/** A used one that is farther ahead was written while the clock was wrong. */
const DAY_OF_STEPS = 86_400 / FORM.period;

/** Marks a step as used; false where it, or a later one, was used before (RFC 6238, 5.2: never twice). */
export async function useStep(sql: Query, staff: string, step: number): Promise<boolean> {
  const { count } = await sql`UPDATE staff SET totp_step = ${step} WHERE id = ${staff}
    AND (totp_step < ${step} OR totp_step > ${step + DAY_OF_STEPS})`;
  return count === 1;
}
