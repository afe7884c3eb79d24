import { createHmac, randomBytes } from "node:crypto";
import type { Proof } from "../../services/service.ts";
import type { Places } from "../places.ts";
import { secretOf } from "../secrets.ts";
import type { Sight } from "./prove.ts";
import { HandshakeRefused, openWebSocket, type WebSocketLine } from "./websocket.ts";

type XmppProof = Extract<Proof, { kind: "xmpp" }>;

/** Nobody gets in without a token, and who has one does. */
export async function proveXmpp(places: Places, proof: XmppProof): Promise<Sight> {
  try {
    const room = `proof-${randomBytes(8).toString("hex")}`;
    const without = await signIn(proof, room, undefined);
    if (without === "accepted") return { passed: false, seen: "It let somebody in without a token." };
    const token = signedToken(proof, room, secretOf(places, proof.token.secret));
    const with_ = await signIn(proof, room, token);
    if (with_ !== "accepted") return { passed: false, seen: `It did not let in who has a good token: ${with_}.` };
    return { passed: true, seen: `Without a token: ${without}. With one: accepted.` };
  } catch (error) {
    return { passed: false, seen: error instanceof Error ? error.message : String(error) };
  }
}

/** RFC 7395, sections 3.3 and 3.4: an XMPP stream in a WebSocket; RFC 6120, section 6: SASL. */
async function signIn(proof: XmppProof, room: string, token: string | undefined): Promise<string> {
  const query = token === undefined ? `room=${room}` : `room=${room}&token=${token}`;
  let line: WebSocketLine;
  try {
    line = await openWebSocket(proof.host, `/xmpp-websocket?${query}`, "xmpp");
  } catch (error) {
    // Only a clear "no" to somebody without a token is a refusal; a gateway without a server behind it (502) isn't.
    if (error instanceof HandshakeRefused && /^HTTP\/1\.1 40[13] /.test(error.message))
      return `refused (${error.message})`;
    throw error;
  }
  try {
    line.send(`<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" to="${proof.domain}" version="1.0"/>`);
    let answer = await line.receive();
    while (!answer.includes("<mechanisms") && !isClosing(answer)) answer = await line.receive();
    if (isClosing(answer)) return `refused (${answer.slice(0, 200)})`;
    line.send('<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="ANONYMOUS"/>');
    answer = await line.receive();
    return answer.startsWith("<success") ? "accepted" : `refused (${answer.slice(0, 200)})`;
  } finally {
    line.close();
  }
}

function isClosing(answer: string): boolean {
  return answer.startsWith("<close") || answer.includes("stream:error");
}

/** RFC 7519 with HS256 (RFC 7518, section 3.2); a minute of life. */
export function signedToken(proof: XmppProof, room: string, key: string): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: proof.token.issuer,
    aud: proof.token.audience,
    sub: proof.domain,
    room,
    iat: now,
    exp: now + 60,
  };
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`;
  return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
}
