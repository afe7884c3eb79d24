import { createHash, createHmac, randomBytes } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";
import type { Proof } from "../../services/service.ts";
import { address4OfMachine } from "../facts.ts";
import type { Places } from "../places.ts";
import { secretOf } from "../secrets.ts";
import type { Sight } from "./prove.ts";

type TurnProof = Extract<Proof, { kind: "turn" }>;

/** A private address to which no relay of ours may ever send (RFC 1918). */
const PRIVATE = "10.0.0.1";
const PEER_PORT = 53;
const FORBIDDEN = 403;
const UNAUTHORIZED = 401;

/** The relay as a participant meets it at the machine's own address. */
export function proveTurn(places: Places, proof: TurnProof): Promise<Sight> {
  return relaySight({ address: address4OfMachine(), port: proof.port }, secretOf(places, proof.secret));
}

/** An allocation is refused without a credential and made with one, and it relays to no private address. Over UDP. */
export async function relaySight(
  server: { readonly address: string; readonly port: number },
  secret: string,
): Promise<Sight> {
  const socket = createSocket(server.address.includes(":") ? "udp6" : "udp4");
  try {
    const stranger = await ask(socket, server, ALLOCATE, [REQUESTED_UDP]);
    if (stranger.error !== UNAUTHORIZED) {
      return { passed: false, seen: `Without a credential it answered ${outcomeOf(stranger)} instead of 401.` };
    }
    const credential = credentialOf(stranger, secret);
    const known = await ask(socket, server, ALLOCATE, [REQUESTED_UDP], credential);
    if (known.error !== undefined) return { passed: false, seen: `With a good credential it answered ${known.error}.` };
    const relayed = await ask(socket, server, CREATE_PERMISSION, [peerAttribute(PRIVATE, PEER_PORT)], credential);
    await ask(socket, server, REFRESH, [NO_LIFETIME], credential);
    if (relayed.error !== FORBIDDEN) {
      return { passed: false, seen: `Asked to relay to ${PRIVATE} it answered ${outcomeOf(relayed)} instead of 403.` };
    }
    return { passed: true, seen: `401 without a credential, an allocation with one, 403 for ${PRIVATE}.` };
  } catch (error) {
    return { passed: false, seen: error instanceof Error ? error.message : String(error) };
  } finally {
    socket.close();
  }
}

/** RFC 8656, section 17 (methods) and 18 (attributes); RFC 8489, section 14. */
const ALLOCATE = 0x0003;
const REFRESH = 0x0004;
const CREATE_PERMISSION = 0x0008;
const COOKIE = 0x2112a442;
const USERNAME = 0x0006;
const MESSAGE_INTEGRITY = 0x0008;
const ERROR_CODE = 0x0009;
const LIFETIME = 0x000d;
const XOR_PEER_ADDRESS = 0x0012;
const REALM = 0x0014;
const NONCE = 0x0015;
const REQUESTED_TRANSPORT = 0x0019;
const UDP = 17;

interface Attribute {
  readonly type: number;
  readonly value: Buffer;
}

const REQUESTED_UDP: Attribute = { type: REQUESTED_TRANSPORT, value: Buffer.from([UDP, 0, 0, 0]) };
const NO_LIFETIME: Attribute = { type: LIFETIME, value: Buffer.alloc(4) };

interface Answer {
  /** The error code; undefined for success. */
  readonly error: number | undefined;
  readonly attributes: ReadonlyMap<number, Buffer>;
}

interface Credential {
  readonly attributes: readonly Attribute[];
  readonly key: Buffer;
}

/** turnserver(1), `--use-auth-secret`: the name is an expiry time, the password its HMAC-SHA1. The key: RFC 8489, section 9.2.2. */
function credentialOf(challenge: Answer, secret: string): Credential {
  const realm = challenge.attributes.get(REALM) ?? Buffer.alloc(0);
  const nonce = challenge.attributes.get(NONCE) ?? Buffer.alloc(0);
  const name = `${Math.floor(Date.now() / 1000) + 60}:proof`;
  const password = createHmac("sha1", secret).update(name).digest("base64");
  return {
    attributes: [
      { type: USERNAME, value: Buffer.from(name) },
      { type: REALM, value: realm },
      { type: NONCE, value: nonce },
    ],
    key: createHash("md5")
      .update(`${name}:${realm.toString("utf8")}:${password}`)
      .digest(),
  };
}

const ATTEMPTS = 4;
const PATIENCE_MS = 700;

async function ask(
  socket: Socket,
  server: { readonly address: string; readonly port: number },
  method: number,
  attributes: readonly Attribute[],
  credential?: Credential,
): Promise<Answer> {
  const transaction = randomBytes(12);
  const message = messageOf(method, transaction, attributes, credential);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const answer = await oneAnswer(socket, server, message, transaction);
    if (answer !== undefined) return answer;
  }
  throw new Error(`Nothing answered at ${server.address}:${server.port}.`);
}

function oneAnswer(
  socket: Socket,
  server: { readonly address: string; readonly port: number },
  message: Buffer,
  transaction: Buffer,
): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const done = (answer: Answer | undefined): void => {
      clearTimeout(timer);
      socket.off("message", listen);
      resolve(answer);
    };
    const listen = (received: Buffer): void => {
      if (received.subarray(8, 20).equals(transaction)) done(answerOf(received));
    };
    const timer = setTimeout(done, PATIENCE_MS, undefined);
    socket.on("message", listen);
    socket.send(message, server.port, server.address, (error) => {
      if (error !== null) done(undefined);
    });
  });
}

/** RFC 8489, section 5 (header) and 14.5: the length under the HMAC counts the integrity attribute itself. */
function messageOf(
  method: number,
  transaction: Buffer,
  attributes: readonly Attribute[],
  credential: Credential | undefined,
): Buffer {
  const body = Buffer.concat([...attributes, ...(credential?.attributes ?? [])].map(attributeBytes));
  const header = Buffer.alloc(20);
  header.writeUInt16BE(method, 0);
  header.writeUInt16BE(body.length + (credential === undefined ? 0 : 24), 2);
  header.writeUInt32BE(COOKIE, 4);
  transaction.copy(header, 8);
  const message = Buffer.concat([header, body]);
  if (credential === undefined) return message;
  const integrity = createHmac("sha1", credential.key).update(message).digest();
  return Buffer.concat([message, attributeBytes({ type: MESSAGE_INTEGRITY, value: integrity })]);
}

function attributeBytes(attribute: Attribute): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(attribute.type, 0);
  head.writeUInt16BE(attribute.value.length, 2);
  return Buffer.concat([head, attribute.value, Buffer.alloc((4 - (attribute.value.length % 4)) % 4)]);
}

/** RFC 8489, section 14.2: port and address are masked with the cookie. */
function peerAttribute(address: string, port: number): Attribute {
  const value = Buffer.alloc(8);
  value.writeUInt8(1, 1);
  value.writeUInt16BE(port ^ (COOKIE >>> 16), 2);
  value.writeUInt32BE((Buffer.from(address.split(".").map(Number)).readUInt32BE(0) ^ COOKIE) >>> 0, 4);
  return { type: XOR_PEER_ADDRESS, value };
}

function answerOf(message: Buffer): Answer {
  const attributes = new Map<number, Buffer>();
  for (let at = 20; at + 4 <= message.length;) {
    const length = message.readUInt16BE(at + 2);
    attributes.set(message.readUInt16BE(at), message.subarray(at + 4, at + 4 + length));
    at += 4 + length + ((4 - (length % 4)) % 4);
  }
  // RFC 8489, section 14.8: class and number of the error.
  const code = attributes.get(ERROR_CODE);
  const isError = (message.readUInt16BE(0) & 0x0110) === 0x0110;
  return { error: isError ? (code?.[2] ?? 0) * 100 + (code?.[3] ?? 0) : undefined, attributes };
}

function outcomeOf(answer: Answer): string {
  return answer.error === undefined ? "success" : String(answer.error);
}
