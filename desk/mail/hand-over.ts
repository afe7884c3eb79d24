import { connect, type Socket } from "node:net";
import { connect as connectEncrypted, type TLSSocket } from "node:tls";
import type { MailServer } from "../settings.ts";
import { domainOf } from "./message.ts";
import { repliesOn, type Reply } from "./replies.ts";

/** Why a mail was not taken. `unsure`: all of it was handed over, and the server's last word did not come. */
export type MailFault =
  | "unreachable"
  /** The server does not encrypt, or not as it is safe today. */
  | "no-encryption"
  | "certificate"
  | "password"
  | "sender"
  | "address"
  | "message"
  /** The server itself asks to try again later. */
  | "later"
  /** It said what no mail server says, or knows no way of signing in that we know. */
  | "not-understood"
  | "unsure";

/** What is handed over, with the two addresses of its envelope (RFC 5321, 2.3.1), as `addressIn` gives them. */
export interface Letter {
  readonly from: string;
  readonly to: string;
  /** As `messageOf` gives it. */
  readonly message: string;
}

export type HandedOver = { readonly kind: "taken" } | { readonly kind: "refused"; readonly why: MailFault };

/** All in all: a person waits for it at a page. */
const SECONDS = 30;

/**
 * Hands one mail to the practice's own server (RFC 6409), and to nobody else. Nothing but the server's greeting and `STARTTLS` passes before the
 * connection is encrypted (TLS 1.2 or later) and the server's certificate was seen to be its own, by a CA that Node.js trusts; there is no way back to clear.
 *
 * @param seconds after which it is given up, whatever the server does
 */
export async function handOver(
  server: MailServer,
  password: string,
  letter: Letter,
  seconds = SECONDS,
): Promise<HandedOver> {
  const call: Call = { meaning: "unreachable", sockets: [] };
  const deadline = setTimeout(() => {
    hangUp(call);
  }, seconds * 1000);
  try {
    const line = await encryptedLine(call, server, domainOf(letter.from));
    const fault =
      typeof line === "string"
        ? line
        : ((await signIn(line, server.user, password)) ?? (await send(call, line, letter)));
    if (typeof line !== "string") line.socket.end("QUIT\r\n");
    return fault === undefined ? { kind: "taken" } : { kind: "refused", why: fault };
  } catch {
    // A connection's own error is told by the moment; its words may hold what was sent.
    const isForged = call.sockets.some(
      (socket) => "authorizationError" in socket && Boolean(socket.authorizationError),
    );
    return { kind: "refused", why: isForged ? "certificate" : call.meaning };
  } finally {
    clearTimeout(deadline);
    // Whoever took the mail gets a moment to read the farewell.
    setTimeout(() => {
      hangUp(call);
    }, 1000).unref();
  }
}

/** One call at the server. */
interface Call {
  /** What it means if the connection fails now. */
  meaning: MailFault;
  readonly sockets: (Socket | TLSSocket)[];
}

function hangUp({ sockets }: Call): void {
  for (const socket of sockets) socket.destroy();
}

/** A connection on which one says something and gets a reply. */
interface Line {
  readonly socket: Socket;
  readonly say: (words: string) => Promise<Reply>;
  /** What the server said that it can, upper case (RFC 5321, 4.1.1.1). */
  readonly extensions: readonly string[];
}

/** A line that nobody else hears, with a server that is the one named; or why there is none. */
async function encryptedLine(call: Call, server: MailServer, self: string): Promise<Line | MailFault> {
  const { server: host, port, encryption } = server;
  if (encryption === "tls")
    return greeted(await encrypted(call, connectEncrypted({ ...tlsOf(host), port })), self, "greeted");
  const socket = connect({ host, port });
  call.sockets.push(socket);
  const replies = repliesOn(socket);
  const greeting = await replies.next();
  if (greeting.code !== 220) return faultIn(greeting, "not-understood");
  const ask = (words: string): Promise<Reply> => {
    socket.write(`${words}\r\n`);
    return replies.next();
  };
  const hello = await ask(`EHLO ${self}`);
  if (!extensionsIn(hello).includes("STARTTLS")) return faultIn(hello, "no-encryption");
  const go = await ask("STARTTLS");
  if (go.code !== 220) return faultIn(go, "no-encryption");
  // RFC 3207, 6: whatever was said in clear counts for nothing, and what came too early may be anybody's.
  if (replies.leave()) return "no-encryption";
  return greeted(await encrypted(call, connectEncrypted({ ...tlsOf(host), socket })), self, "anew");
}

function tlsOf(host: string) {
  return { host, servername: host, minVersion: "TLSv1.2", rejectUnauthorized: true } as const;
}

/** Waits until a connection is encrypted and the server's certificate was verified. */
async function encrypted(call: Call, socket: TLSSocket): Promise<TLSSocket> {
  call.sockets.push(socket);
  const connected = (): void => {
    call.meaning = "no-encryption";
  };
  // Over a connection that stands there is no such event, and what fails from now on is the encryption.
  if (socket.connecting) socket.once("connect", connected);
  else connected();
  await new Promise<void>((resolve, reject) => {
    socket.once("secureConnect", resolve).once("error", reject);
    socket.once("close", () => {
      reject(new Error("the connection ended"));
    });
  });
  call.meaning = "unreachable";
  return socket;
}

/** @param how RFC 3207, 4.2: after STARTTLS the server does not greet again */
async function greeted(socket: TLSSocket, self: string, how: "greeted" | "anew"): Promise<Line | MailFault> {
  const replies = repliesOn(socket);
  const say = (words: string): Promise<Reply> => {
    socket.write(`${words}\r\n`);
    return replies.next();
  };
  if (how === "greeted") {
    const greeting = await replies.next();
    if (greeting.code !== 220) return faultIn(greeting, "not-understood");
  }
  const hello = await say(`EHLO ${self}`);
  return hello.code === 250 ? { socket, say, extensions: extensionsIn(hello) } : faultIn(hello, "not-understood");
}

function extensionsIn({ code, lines }: Reply): readonly string[] {
  return code === 250 ? lines.slice(1).map((line) => line.toUpperCase()) : [];
}

/** RFC 4954, 4, by PLAIN (RFC 4616) or, where a server knows only that, LOGIN. Both show the password to the server, on a line that is encrypted. */
async function signIn(line: Line, user: string, password: string): Promise<MailFault | undefined> {
  const ways = line.extensions.find((extension) => extension.startsWith("AUTH "))?.split(" ") ?? [];
  const words = ways.includes("PLAIN")
    ? ["AUTH PLAIN", base64(`\0${user}\0${password}`)]
    : ways.includes("LOGIN")
      ? ["AUTH LOGIN", base64(user), base64(password)]
      : [];
  if (words.length === 0) return "not-understood";
  for (const [at, word] of words.entries()) {
    const reply = await line.say(word);
    if (reply.code !== (at === words.length - 1 ? 235 : 334)) return faultIn(reply, "password");
  }
  return undefined;
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

/** RFC 5321, 3.3. */
async function send(call: Call, line: Line, { from, to, message }: Letter): Promise<MailFault | undefined> {
  const steps = [
    { words: `MAIL FROM:<${from}>`, good: [250], otherwise: "sender" },
    { words: `RCPT TO:<${to}>`, good: [250, 251], otherwise: "address" },
    { words: "DATA", good: [354], otherwise: "message" },
  ] as const;
  for (const { words, good, otherwise } of steps) {
    const reply = await line.say(words);
    if (!good.some((code) => code === reply.code)) return faultIn(reply, otherwise);
  }
  call.meaning = "unsure";
  // 4.5.2: a line that begins with a dot gets another one.
  const last = await line.say(`${message.replaceAll(/^\./gm, "..")}.`);
  return last.code === 250 ? undefined : faultIn(last, "message");
}

/** RFC 5321, 4.2.1: what begins with 4 may be otherwise later. */
function faultIn({ code }: Reply, otherwise: MailFault): MailFault {
  return code >= 400 && code < 500 ? "later" : otherwise;
}
