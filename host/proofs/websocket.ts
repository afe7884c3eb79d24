import { createHash, randomBytes } from "node:crypto";
import { connect, type TLSSocket } from "node:tls";

/** A text-only WebSocket to this machine (RFC 6455): what a proof needs of it and no more. */
export interface WebSocketLine {
  readonly send: (text: string) => void;
  /** The next whole text message; rejects when the line closes or nothing comes for a while. */
  readonly receive: () => Promise<string>;
  readonly close: () => void;
}

/** The server answered the handshake with something else than a WebSocket. */
export class HandshakeRefused extends Error {}

const SECONDS = 10;
const MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** @throws HandshakeRefused with the server's status line; any other error when nobody answers */
export async function openWebSocket(host: string, path: string, protocol: string): Promise<WebSocketLine> {
  const socket = await connectLocally(host);
  const key = randomBytes(16).toString("base64");
  socket.write(
    [
      `GET ${path} HTTP/1.1`,
      `Host: ${host}`,
      `Origin: https://${host}`,
      "Upgrade: websocket",
      "Connection: Upgrade",
      `Sec-WebSocket-Key: ${key}`,
      "Sec-WebSocket-Version: 13",
      `Sec-WebSocket-Protocol: ${protocol}`,
      "\r\n",
    ].join("\r\n"),
  );
  const incoming = receiver(socket);
  const head = await incoming.until("\r\n\r\n");
  const accept = createHash("sha1")
    .update(key + MAGIC)
    .digest("base64");
  if (!head.startsWith("HTTP/1.1 101 ") || !head.includes(accept)) {
    socket.destroy();
    throw new HandshakeRefused(head.split("\r\n")[0]);
  }
  return {
    send: (text) => socket.write(frame(TEXT, Buffer.from(text, "utf8"))),
    receive: () => receiveText(incoming, socket),
    close: () => socket.destroy(),
  };
}

/** The certificate isn't looked at here: this is our own machine on the loopback, and the HTTPS proof looks at it. */
function connectLocally(host: string): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: "127.0.0.1",
      port: 443,
      servername: host,
      rejectUnauthorized: false,
      timeout: SECONDS * 1000,
    });
    socket.once("secureConnect", () => {
      resolve(socket);
    });
    socket.once("timeout", () => socket.destroy(new Error(`nothing came for ${SECONDS} seconds`)));
    socket.once("error", reject);
  });
}

interface Receiver {
  readonly until: (mark: string) => Promise<string>;
  readonly bytes: (count: number) => Promise<Buffer>;
}

function receiver(socket: TLSSocket): Receiver {
  let buffered: Buffer = Buffer.from([]);
  let ended: Error | undefined;
  let wake: () => void = () => undefined;
  socket.on("data", (chunk: Buffer) => {
    buffered = Buffer.concat([buffered, chunk]);
    wake();
  });
  socket.on("error", (error) => {
    ended ??= error;
    wake();
  });
  socket.on("close", () => {
    ended ??= new Error("the connection was closed");
    wake();
  });
  const more = async (): Promise<void> => {
    if (ended !== undefined) throw ended;
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  };
  const take = (count: number): Buffer => {
    const taken = buffered.subarray(0, count);
    buffered = buffered.subarray(count);
    return taken;
  };
  return {
    until: async (mark) => {
      while (!buffered.includes(mark)) await more();
      return take(buffered.indexOf(mark) + mark.length).toString("latin1");
    },
    bytes: async (count) => {
      while (buffered.length < count) await more();
      return take(count);
    },
  };
}

const TEXT = 0x1;
const CLOSE = 0x8;
const PING = 0x9;
const PONG = 0xa;

/** RFC 6455, section 5.2; a client masks what it sends (5.3). */
function frame(opcode: number, payload: Buffer): Buffer {
  const mask = randomBytes(4);
  const masked = Buffer.from(payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0)));
  const length =
    payload.length < 126
      ? Buffer.from([0x80 | payload.length])
      : Buffer.from([0x80 | 126, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([Buffer.from([0x80 | opcode]), length, mask, masked]);
}

async function receiveText(incoming: Receiver, socket: TLSSocket): Promise<string> {
  let text: Buffer = Buffer.from([]);
  for (;;) {
    const [first = 0, second = 0] = await incoming.bytes(2);
    const payload = await incoming.bytes(await payloadLength(incoming, second & 0x7f));
    const opcode = first & 0x0f;
    if (opcode === CLOSE) throw new Error("the other side closed the WebSocket");
    if (opcode === PING) socket.write(frame(PONG, payload));
    if (opcode > TEXT) continue;
    text = Buffer.concat([text, payload]);
    if ((first & 0x80) !== 0) return text.toString("utf8");
  }
}

async function payloadLength(incoming: Receiver, short: number): Promise<number> {
  if (short < 126) return short;
  if (short === 126) return (await incoming.bytes(2)).readUInt16BE(0);
  return Number((await incoming.bytes(8)).readBigUInt64BE(0));
}
