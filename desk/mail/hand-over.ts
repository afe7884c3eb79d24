import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { Readable } from "node:stream";
import { checkServerIdentity, TLSSocket } from "node:tls";
import SMTPConnection, { type SMTPError } from "nodemailer/lib/smtp-connection";
import type { MailServer } from "../settings.ts";
import { domainOf } from "./message.ts";

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
 * No server of good faith says more in one conversation; a line has 512 octets at most (RFC 5321, 4.5.3.1.5). nodemailer 10.6.0 bounds one reply, and
 * not what waits to be looked at: each empty line is a place in an array that is moved as a whole whenever one is taken out
 * (`_onData` and `_processResponse` in its smtp-connection), and this process does nothing else meanwhile.
 */
const MOST_OCTETS = 16_384;

/** Replies to `AUTH` of a server that does not know it, or not this way of it (RFC 5321, 4.2.4; RFC 4954, 4 and 6). */
const KNOWS_NO_SUCH_WAY: readonly number[] = [500, 502, 503, 504];

/**
 * Hands one mail to the practice's own server (RFC 6409), and to nobody else. Nothing but the server's greeting, `EHLO` and `STARTTLS` passes before
 * the connection is encrypted (TLS 1.2 or later) and the server's certificate was seen to be its own, by a CA that Node.js trusts; there is no way back
 * to clear.
 *
 * @param seconds after which it is given up, whatever the server does
 */
export async function handOver(
  { server: host, port, encryption, user }: MailServer,
  password: string,
  { from, to, message }: Letter,
  seconds = SECONDS,
): Promise<HandedOver> {
  // Connected here, by a name that is looked up as every program on the machine does: nodemailer would ask name servers by itself, and
  // believe what it heard before.
  const socket = connect({ host, port });
  const connection: SMTPConnection = new SMTPConnection({
    connection: socket,
    host,
    servername: host,
    secure: encryption === "tls",
    requireTLS: true,
    tls: {
      minVersion: "TLSv1.2",
      rejectUnauthorized: true,
      checkServerIdentity: (name, certificate) => {
        // What is said in encryption is heard from here on.
        end.listen(connection._socket);
        return checkServerIdentity(name, certificate);
      },
    },
    name: domainOf(from),
  });
  const end = endOf(socket, connection, seconds);
  let isUnderWay = false;
  /** Read from the moment on in which the server asks for it. */
  const letter = Readable.from(
    (function* () {
      isUnderWay = true;
      yield message;
    })(),
  );
  const conversation = async (): Promise<MailFault | undefined> => {
    await once(socket, "connect");
    await done((callback) => {
      connection.connect(callback);
    });
    if (!connection.allowsAuth) return "not-understood";
    await done((callback) => {
      connection.login({ user, pass: password }, callback);
    });
    await done((callback) => {
      connection.send({ from, to }, letter, callback);
    });
    return undefined;
  };
  try {
    const why = await Promise.race([conversation(), end.reached]);
    return why === undefined ? { kind: "taken" } : { kind: "refused", why };
  } catch (error) {
    return { kind: "refused", why: faultIn(error, connection._socket, isUnderWay) };
  } finally {
    end.forget();
    if (connection.stage === "connected") connection.quit();
    // Whoever took the mail gets a moment to read the farewell.
    setTimeout(() => socket.destroy(), 1000).unref();
  }
}

/** When to stop: when the connection fails, and when the server takes too long or says too much, which ends it. */
interface End {
  readonly reached: Promise<never>;
  /** Counts what a line says, for which it has to be the first to hear it. */
  readonly listen: (line: SMTPConnection["_socket"]) => void;
  readonly forget: () => void;
}

function endOf(socket: Socket, connection: SMTPConnection, seconds: number): End {
  let fail: (error: Error) => void = () => undefined;
  const reached = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const hangUp = (why: string): void => {
    fail(new Error(why));
    // So that it looks at nothing more.
    connection.close();
    socket.destroy();
  };
  let octets = 0;
  const listen: End["listen"] = (line) => {
    if (line)
      line.on("data", (chunk: Buffer) => {
        octets += chunk.length;
        if (octets > MOST_OCTETS) hangUp("It says too much.");
      });
  };
  listen(socket);
  for (const each of [socket, connection]) each.on("error", fail);
  const deadline = setTimeout(hangUp, seconds * 1000, "It takes too long.");
  return {
    reached,
    listen,
    forget: () => {
      clearTimeout(deadline);
    },
  };
}

/** What Node.js calls back with, as a promise. */
function done(begin: (callback: (error?: SMTPError | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    begin((error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

/** What a failure says about the server, by its reply or by what was reached without one. An error's words may hold what was sent, and go nowhere. */
function faultIn(error: unknown, line: SMTPConnection["_socket"], isUnderWay: boolean): MailFault {
  // Of a socket's own error it has less, and of ours nothing.
  const { code, command, responseCode: reply } = error as Partial<SMTPError>;
  if (isUnderWay && (command !== "DATA" || reply === undefined)) return "unsure";
  // RFC 5321, 4.2.1: what begins with 4 may be otherwise later.
  if (reply !== undefined && reply >= 400 && reply < 500) return "later";
  const isEncrypted = line instanceof TLSSocket && line.authorized;
  if (code === "ETLS") return "no-encryption";
  if (reply === undefined) {
    if (!(line instanceof TLSSocket) || isEncrypted) return "unreachable";
    // Typed as if it were always there.
    const forged: unknown = line.authorizationError;
    return forged ? "certificate" : "no-encryption";
  }
  switch (command) {
    case "EHLO":
      return isEncrypted ? "not-understood" : "no-encryption";
    case "MAIL FROM":
      return "sender";
    case "RCPT TO":
      return "address";
    case "DATA":
      return "message";
    default:
      return command?.startsWith("AUTH") === true && !KNOWS_NO_SUCH_WAY.includes(reply) ? "password" : "not-understood";
  }
}
