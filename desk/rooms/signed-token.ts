import { createHmac } from "node:crypto";

/**
 * Claims as the rooms' server takes them: a JSON Web Token by HS256 (RFC 7519; RFC 7515; RFC 7518, 3.2).
 *
 * @param key shared with that server
 */
export function signedToken(key: string, claims: Readonly<Record<string, unknown>>): string {
  const signed = [{ alg: "HS256", typ: "JWT" }, claims].map((part) => base64url(JSON.stringify(part))).join(".");
  return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
}

function base64url(text: string): string {
  return Buffer.from(text).toString("base64url");
}
