import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { connect as connectTcp } from "node:net";

/** An XMPP session, as much of it as the tests need. */
export interface XmppSession {
  readonly jid: string;
  readonly send: (stanza: string) => void;
  /** The first stanza from now or before that holds all of `parts` and was not taken yet. */
  readonly take: (...parts: string[]) => Promise<string>;
  /** Whether no such stanza comes within so many milliseconds. */
  readonly absent: (milliseconds: number, ...parts: string[]) => Promise<boolean>;
  readonly close: () => void;
}

/** The server refused to let the session in; the message is its own. */
export class NotAuthorized extends Error {}

/** A WebSocket that is open, wherever: here, or in a browser's page. */
export interface OpenSocket {
  readonly send: (text: string) => void;
  readonly close: () => void;
  /** Calls back with each text that comes from now on. */
  readonly listen: (take: (text: string) => void) => void;
}

/** How stanzas travel. */
interface Stream {
  readonly open: () => void;
  readonly send: (text: string) => void;
  readonly close: () => void;
  /** Takes the first piece that came and holds all of `parts`. */
  readonly take: (milliseconds: number, ...parts: string[]) => Promise<string>;
}

const SASL = `xmlns="urn:ietf:params:xml:ns:xmpp-sasl"`;

/**
 * A session over a WebSocket (RFC 7395) by SASL ANONYMOUS; who it is says the `token` parameter of the URL.
 *
 * @param address the address that the proxy in front would name, where it is of importance
 * @throws NotAuthorized where the server answers the login with a failure or offers no login at all
 */
export async function connectParticipant(url: string, domain: string, address?: string): Promise<XmppSession> {
  return bind(await loggedIn(url, domain, address));
}

/**
 * The same over a socket that is open already, with the token in its URL.
 *
 * @throws NotAuthorized
 */
export async function participantOver(socket: OpenSocket, domain: string): Promise<XmppSession> {
  return bind(await loggedInOver(socket, domain));
}

/** Asks that the session can be taken up again after a lost connection (XEP-0198, 3), and gives its id. */
export async function keepAfterLoss(session: XmppSession): Promise<string> {
  session.send(`<enable xmlns="urn:xmpp:sm:3" resume="true"/>`);
  return /id="([^"]+)"/.exec((await session.take("<enabled")).replaceAll("'", '"'))?.[1] ?? "";
}

/**
 * Takes up a lost session on a new connection (XEP-0198, 5).
 *
 * @throws NotAuthorized where the login or the session is refused
 */
export async function resumeParticipant(url: string, domain: string, id: string): Promise<XmppSession> {
  const stream = await loggedIn(url, domain);
  stream.open();
  await stream.take(PATIENCE, "urn:xmpp:sm:3");
  stream.send(`<resume xmlns="urn:xmpp:sm:3" previd="${id}" h="0"/>`);
  const answer = await stream.take(PATIENCE, "urn:xmpp:sm:3");
  if (!answer.includes("<resumed")) {
    stream.close();
    throw new NotAuthorized(answer);
  }
  return sessionOn(stream, "");
}

async function loggedIn(url: string, domain: string, address?: string): Promise<Stream> {
  // Node's WebSocket takes headers (undici, WebSocketInit), unlike a browser's.
  const headers = address === undefined ? {} : { "X-Forwarded-For": address };
  const socket = new WebSocket(url, { protocols: ["xmpp"], headers });
  await once(socket, "open");
  const open: OpenSocket = {
    send: (text) => {
      socket.send(text);
    },
    close: () => {
      socket.close();
    },
    listen: (take) => {
      socket.addEventListener("message", (event) => {
        take(String(event.data));
      });
    },
  };
  return loggedInOver(open, domain);
}

async function loggedInOver(socket: OpenSocket, domain: string): Promise<Stream> {
  const received: string[] = [];
  const heard = new EventEmitter();
  socket.listen((text) => {
    received.push(text);
    heard.emit("more");
  });
  const stream: Stream = {
    open: () => {
      socket.send(`<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" to="${domain}" version="1.0"/>`);
    },
    send: socket.send,
    close: socket.close,
    take: (milliseconds, ...parts) =>
      firstWith(heard, milliseconds, parts, () => {
        const index = received.findIndex((stanza) => parts.every((part) => normal(stanza).includes(part)));
        return index < 0 ? undefined : received.splice(index, 1)[0];
      }),
  };
  stream.open();
  if (!(await stream.take(PATIENCE, "features")).includes("ANONYMOUS")) {
    socket.close();
    throw new NotAuthorized("no login is offered");
  }
  stream.send(`<auth ${SASL} mechanism="ANONYMOUS"/>`);
  await success(stream);
  return stream;
}

/** A session of one of the machine's own services over TCP by SCRAM-SHA-1 (RFC 5802), as jicofo and the videobridge log in. */
export async function connectService(
  port: number,
  domain: string,
  account: string,
  password: string,
): Promise<XmppSession> {
  const socket = connectTcp(port, "127.0.0.1");
  let received = "";
  const heard = new EventEmitter();
  socket.setEncoding("utf8").on("data", (chunk: string) => {
    received += chunk;
    heard.emit("more");
  });
  socket.on("error", () => undefined);
  await once(socket, "connect");
  const stream: Stream = {
    open: () => {
      const names = `xmlns="jabber:client" xmlns:stream="http://etherx.jabber.org/streams"`;
      socket.write(`<?xml version="1.0"?><stream:stream ${names} to="${domain}" version="1.0">`);
    },
    send: (text) => {
      socket.write(text);
    },
    close: () => {
      socket.destroy();
    },
    // A TCP stream has no frames: whatever came so far is looked at and taken as one.
    take: (milliseconds, ...parts) =>
      firstWith(heard, milliseconds, parts, () => {
        if (!parts.every((part) => normal(received).includes(part))) return undefined;
        const all = received;
        received = "";
        return all;
      }),
  };
  stream.open();
  await stream.take(PATIENCE, "</stream:features>");

  const nonce = randomBytes(18).toString("base64");
  const first = `n=${account},r=${nonce}`;
  stream.send(`<auth ${SASL} mechanism="SCRAM-SHA-1">${base64(`n,,${first}`)}</auth>`);
  const challenge = await stream.take(PATIENCE, "xmpp-sasl", ">");
  const offered = /<challenge[^>]*>([^<]+)</.exec(challenge)?.[1];
  if (offered === undefined) {
    socket.destroy();
    throw new NotAuthorized(challenge);
  }
  const serverFirst = Buffer.from(offered, "base64").toString();
  const field = (name: string): string => new RegExp(`(?:^|,)${name}=([^,]+)`).exec(serverFirst)?.[1] ?? "";
  const salted = pbkdf2Sync(password, Buffer.from(field("s"), "base64"), Number(field("i")), 20, "sha1");
  const clientKey = hmac(salted, "Client Key");
  const withoutProof = `c=biws,r=${field("r")}`;
  const signature = hmac(createHash("sha1").update(clientKey).digest(), [first, serverFirst, withoutProof].join(","));
  const proof = Buffer.from(clientKey.map((byte, index) => byte ^ (signature[index] ?? 0))).toString("base64");
  stream.send(`<response ${SASL}>${base64(`${withoutProof},p=${proof}`)}</response>`);
  await success(stream);
  return bind(stream);
}

async function success(stream: Stream): Promise<void> {
  const answer = await stream.take(PATIENCE, "xmpp-sasl");
  if (!answer.includes("<success")) {
    stream.close();
    throw new NotAuthorized(answer);
  }
}

async function bind(stream: Stream): Promise<XmppSession> {
  stream.open();
  await stream.take(PATIENCE, "xmpp-bind");
  stream.send(`<iq type="set" id="bind" xmlns="jabber:client"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"/></iq>`);
  const bound = await stream.take(PATIENCE, "<jid>");
  return sessionOn(stream, /<jid>([^<]+)<\/jid>/.exec(bound)?.[1] ?? "");
}

function sessionOn(stream: Stream, jid: string): XmppSession {
  return {
    jid,
    send: stream.send,
    take: (...parts) => stream.take(PATIENCE, ...parts),
    absent: (milliseconds, ...parts) =>
      stream.take(milliseconds, ...parts).then(
        () => false,
        () => true,
      ),
    close: stream.close,
  };
}

/** Prosody writes attributes in single quotes. */
const normal = (stanza: string): string => stanza.replaceAll("'", '"');

/** In milliseconds: for what must come, on however busy a system. */
const PATIENCE = 60_000;

const base64 = (text: string): string => Buffer.from(text).toString("base64");

const hmac = (key: Buffer, text: string): Buffer => createHmac("sha1", key).update(text).digest();

/** What `look` finds, now or when more has come. */
async function firstWith(
  heard: EventEmitter,
  milliseconds: number,
  parts: readonly string[],
  look: () => string | undefined,
): Promise<string> {
  const signal = AbortSignal.timeout(milliseconds);
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    try {
      await once(heard, "more", { signal });
    } catch {
      throw new Error(`No stanza with ${parts.join(" and ")} came.`);
    }
  }
}
