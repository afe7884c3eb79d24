import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

export type Command = (name: string, parameters?: Readonly<Record<string, unknown>>) => Promise<unknown>;

/**
 * Speaks Marionette, the protocol by which Firefox is driven (Firefox Source Docs, "Marionette protocol", version 3): over TCP, each
 * message its length, a colon and JSON; `[0, id, name, parameters]` is answered by `[1, id, error, result]`.
 */
export async function marionette(port: number): Promise<Command> {
  const socket = await connected(port);
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let received = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    for (;;) {
      const colon = received.indexOf(":");
      const length = Number(received.subarray(0, colon));
      if (colon < 0 || received.length < colon + 1 + length) return;
      const message = JSON.parse(received.subarray(colon + 1, colon + 1 + length).toString()) as unknown;
      received = received.subarray(colon + 1 + length);
      if (!Array.isArray(message)) continue; // its greeting
      const [, id, error, result] = message as [1, number, { message: string } | null, unknown];
      const { resolve, reject } = waiting.get(id) ?? {};
      waiting.delete(id);
      if (error === null) resolve?.(result);
      else reject?.(new Error(error.message));
    }
  });
  let last = 0;
  return (name, parameters = {}) =>
    new Promise((resolve, reject) => {
      const id = (last += 1);
      waiting.set(id, { resolve, reject });
      const text = JSON.stringify([0, id, name, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
}

async function connected(port: number): Promise<Socket> {
  for (let tries = 0; ; tries++) {
    const socket = connect(port, "127.0.0.1");
    try {
      await once(socket, "connect");
      return socket;
    } catch (error) {
      if (tries === 600) throw error;
      await pause(100);
    }
  }
}
