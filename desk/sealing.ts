import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import { hashOf } from "./secret-word.ts";

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts a secret for the database with the desk's own key: AES-256-GCM, 96-bit random IV, 128-bit tag (NIST SP 800-38D).
 *
 * @param sealKey from the settings
 * @param about whose it is; sealed with it, so that one person's secret can't be put in another's row
 * @returns base64url
 */
export function sealed(sealKey: string, about: string, text: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyFor(sealKey, "seal"), iv).setAAD(Buffer.from(about));
  return Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]).toString("base64url");
}

/** @throws where it was sealed with another key, about somebody else, or changed: nothing the person in front could mend */
export function unsealed(sealKey: string, about: string, seal: string): string {
  const bytes = Buffer.from(seal, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", keyFor(sealKey, "seal"), bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString("utf8");
}

/** As {@link unsealed}; undefined without a seal, and for one of a key that the desk no longer has (`stillroom secrets rotate`). */
export function opened(sealKey: string, about: string, seal: string | null | undefined): string | undefined {
  if (seal === null || seal === undefined) return undefined;
  try {
    return unsealed(sealKey, about, seal);
  } catch {
    return undefined;
  }
}

/**
 * What every form carries beside the cookie, so that no other site can send one: it belongs to the cookie, and can be worked out by
 * nobody else (OWASP Cross-Site Request Forgery Prevention Cheat Sheet, "Signed Double-Submit Cookie").
 *
 * @param cookie the word in the session's, enrolment's or guest's cookie
 */
export function formToken(sealKey: string, cookie: string): string {
  return createHmac("sha256", keyFor(sealKey, "form")).update(hashOf(cookie)).digest("base64url");
}

/** Whether a form came from a page that was made for this cookie. */
export function isFormToken(sealKey: string, cookie: string, given: string): boolean {
  return timingSafeEqual(hashOf(given), hashOf(formToken(sealKey, cookie)));
}

/** A key for each purpose from the one secret (RFC 5869); it is random already, so no salt. */
function keyFor(sealKey: string, purpose: "seal" | "form"): Buffer {
  return Buffer.from(hkdfSync("sha256", sealKey, "", `desk ${purpose}`, 32));
}
