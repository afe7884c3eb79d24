import "./web-crypto.ts";
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from "@simplewebauthn/server";
import type { Query } from "../database/connect.ts";
import type { Settings } from "../settings.ts";

/** What a browser's `navigator.credentials.create` is asked for; `challenge` is to be remembered. */
export type PasskeyCreation = PublicKeyCredentialCreationOptionsJSON;
/** What a browser's `navigator.credentials.get` is asked for; `challenge` is to be remembered. */
export type PasskeyRequest = PublicKeyCredentialRequestOptionsJSON;

/** ES256, EdDSA and RS256 (IANA COSE Algorithms), whatever else the Node.js of a computer could check. */
const ALGORITHMS = [-7, -8, -257];

type Where = Pick<Settings, "origin" | "title">;

/** A passkey as it is kept. */
export interface NewPasskey {
  /** base64url */
  readonly id: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
}

interface PasskeyRow {
  readonly id: string;
  readonly public_key: Buffer;
  readonly counter: string;
  readonly transports: string[];
}

/**
 * @param person the id: an authenticator keeps one passkey of this desk for each
 * @param known the person's other passkeys, whose authenticators shall make no second one
 */
export function passkeyCreation(
  { origin, title }: Where,
  { id, name }: { readonly id: string; readonly name: string },
  known: readonly string[] = [],
): Promise<PasskeyCreation> {
  return generateRegistrationOptions({
    rpName: title,
    rpID: new URL(origin).hostname,
    userName: name,
    userID: new TextEncoder().encode(id),
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: known.map((passkey) => ({ id: passkey })),
    // WebAuthn level 2, 5.4.6: a PIN or a finger, not only a touch.
    authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
  });
}

/** @returns undefined where the answer is none to this challenge, of this desk's own page, with the person verified */
export async function createdPasskey(
  { origin }: Where,
  challenge: string,
  response: unknown,
): Promise<NewPasskey | undefined> {
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      // The library looks at every field, and throws at a wrong one.
      response: response as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: new URL(origin).hostname,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    if (!verified) return undefined;
    const { id, publicKey, counter, transports } = registrationInfo.credential;
    return { id, publicKey, counter, transports: transports ?? [] };
  } catch {
    return undefined;
  }
}

export async function addPasskey(
  sql: Query,
  staff: string,
  { id, publicKey, counter, transports }: NewPasskey,
  now: Date,
): Promise<void> {
  await sql`INSERT INTO passkeys (id, staff, public_key, counter, transports, made_at)
    VALUES (${id}, ${staff}, ${Buffer.from(publicKey)}, ${counter}, ${[...transports]}, ${now})`;
}

/** Asks for one of a person's passkeys. */
export async function passkeyRequest(sql: Query, { origin }: Where, staff: string): Promise<PasskeyRequest> {
  const rows = await sql<
    Pick<PasskeyRow, "id" | "transports">[]
  >`SELECT id, transports FROM passkeys WHERE staff = ${staff}`;
  return generateAuthenticationOptions({
    rpID: new URL(origin).hostname,
    userVerification: "required",
    allowCredentials: rows.map(({ id, transports }) => ({ id, transports })),
  });
}

/** Whether one of a person's passkeys signed this challenge on this desk's own page, with the person verified. */
export async function isPasskeyOf(
  sql: Query,
  { origin }: Where,
  staff: string,
  challenge: string,
  response: unknown,
): Promise<boolean> {
  const id = idIn(response);
  if (id === undefined) return false;
  // Kept from others until the counter is written: two with the same count are one copy too many.
  const [row] = await sql<PasskeyRow[]>`
    SELECT id, public_key, counter, transports FROM passkeys WHERE id = ${id} AND staff = ${staff} FOR UPDATE`;
  if (row === undefined) return false;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      // The library looks at every field, and throws at a wrong one.
      response: response as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: new URL(origin).hostname,
      credential: {
        id: row.id,
        publicKey: new Uint8Array(row.public_key),
        counter: Number(row.counter),
        transports: row.transports,
      },
      requireUserVerification: true,
    });
    if (!verified) return false;
    await sql`UPDATE passkeys SET counter = ${authenticationInfo.newCounter} WHERE id = ${id}`;
    return true;
  } catch {
    return false;
  }
}

/** base64url, as a browser gives it; anything else could be no key in the database. */
function idIn(response: unknown): string | undefined {
  if (typeof response !== "object" || response === null || !("id" in response)) return undefined;
  return typeof response.id === "string" && /^[\w-]+$/.test(response.id) ? response.id : undefined;
}
