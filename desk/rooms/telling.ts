import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Desk } from "../desk.ts";
import type { Settings } from "../settings.ts";
import type { Order } from "./order.ts";
import { forgetOrders, markTold, setAside, untold, type KeptOrder } from "./orders.ts";
import { signedToken } from "./signed-token.ts";

/** Orders in one message: some 200 bytes each, of 64 kB that the server takes. */
const MOST_AT_ONCE = 100;
const MESSAGE_SECONDS = 30;
const PATIENCE_MILLISECONDS = 5000;
const PATH = "/room-orders";
/** The server may start again while it is told, but not each time. */
const MOST_CHANGES = 3;
/** How often the server is asked whether it is still the one that was told. */
const PAUSE_MILLISECONDS = 1000;
const LONGEST_PAUSE_MILLISECONDS = 5000;

/** The rooms' server did not take an order; the sentence is for the desk's log. */
export class NotTold extends Error {}

/** What is said to the rooms' server at once. */
export interface Message {
  /** The instance for which it is; another one takes nothing of it. */
  readonly instance: string;
  readonly orders: readonly Order[];
  /** That these and those before are all that count. */
  readonly complete: boolean;
}

/** As the rooms' server takes it (templates/prosody, mod_room_orders). */
export function signedMessage({ ordersKey }: Settings["rooms"], message: Message, now: Date): string {
  const iat = Math.floor(now.getTime() / 1000);
  return signedToken(ordersKey, { ...message, aud: "room-orders", iat, exp: iat + MESSAGE_SECONDS });
}

/**
 * Tells the rooms' server every order that it does not have. It keeps them in memory alone, and says in each answer which instance of it
 * speaks: an instance that is new to the table is told all of them. So neither end loses one, whichever of them is killed when.
 *
 * @param before the instance that spoke last time, if any
 * @param say is told of orders that the server can't understand: they are deleted, so that they hold up no other
 * @returns the instance that has everything now
 * @throws NotTold
 */
export async function tellOrders(desk: Desk, before: string, say: (sentence: string) => void): Promise<string> {
  const { sql } = desk;
  await forgetOrders(sql, desk.now());
  let instance = before;
  for (let changes = 0; changes <= MOST_CHANGES;) {
    const kept = instance === "" ? [] : await untold(sql, instance, MOST_AT_ONCE);
    const complete = kept.length < MOST_AT_ONCE;
    const answer = await said(desk, { instance, orders: kept.map(withoutId), complete });
    if (answer.kind === "other-instance") {
      ({ instance } = answer);
      changes += 1;
    } else {
      const refused = kept.filter((_, place) => answer.refused.includes(place));
      if (refused.length > 0) {
        await setAside(sql, refused);
        say(
          `The rooms' server can't understand ${refused.length} of its orders: they were deleted. The others were taken.`,
        );
      }
      if (kept.length > 0) await markTold(sql, kept, instance);
      if (complete) return instance;
    }
  }
  throw new NotTold("it starts again and again");
}

function withoutId({ room, guest, before, why }: KeptOrder): Order {
  return guest === undefined ? { room, before, why } : { room, guest, before, why };
}

/**
 * Tells orders for as long as the desk runs, each within a second or two where the rooms' server answers.
 *
 * @param say is told once when orders begin to fail, and once when they are taken again; and of each that is deleted
 * @returns ends it, once what has begun has ended
 */
export function keepTelling(desk: Desk, say: (sentence: string) => void): () => Promise<void> {
  const end = new AbortController();
  const telling = (async (): Promise<void> => {
    let failures = 0;
    let instance = "";
    while (!end.signal.aborted) {
      try {
        instance = await tellOrders(desk, instance, say);
        if (failures > 0) say("The rooms' server takes orders again.");
        failures = 0;
      } catch (error) {
        failures += 1;
        if (failures === 1) say(sentenceFor(error));
      }
      const pause = Math.min(PAUSE_MILLISECONDS * 2 ** Math.min(failures, 10), LONGEST_PAUSE_MILLISECONDS);
      await sleep(pause, undefined, { signal: end.signal }).catch(() => undefined);
    }
  })();
  return () => {
    end.abort();
    return telling;
  };
}

function sentenceFor(error: unknown): string {
  // A database's error can quote a row in its message: only its kind is written down.
  const why =
    error instanceof NotTold
      ? error.message
      : `the database failed (${error instanceof Error ? error.name : "unknown"})`;
  return `The rooms' server was not told who has to leave: ${why}. It is tried again and again.`;
}

type Answer =
  /** @param refused the places of orders that are none, from 0 on */
  | { readonly kind: "taken"; readonly refused: readonly unknown[] }
  | { readonly kind: "other-instance"; readonly instance: string };

async function said({ settings: { rooms }, now }: Desk, message: Message): Promise<Answer> {
  const { status, body } = await posted(rooms.ordersPort, signedMessage(rooms, message, now()));
  const { instance, refused } = saidIn(body);
  if (status === 200 && instance === message.instance) return { kind: "taken", refused };
  if (status === 409 && instance !== undefined && instance !== message.instance)
    return { kind: "other-instance", instance };
  throw new NotTold(`it answered ${status}`);
}

interface Said {
  readonly instance: string | undefined;
  readonly refused: readonly unknown[];
}

const NOTHING_SAID: Said = { instance: undefined, refused: [] };

function saidIn(body: string): Said {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== "object" || value === null || !("instance" in value)) return NOTHING_SAID;
    const { instance } = value;
    const refused: unknown = "refused" in value ? value.refused : undefined;
    return {
      instance: typeof instance === "string" && instance !== "" ? instance : undefined,
      refused: Array.isArray(refused) ? refused : [],
    };
  } catch {
    return NOTHING_SAID;
  }
}

const LARGEST_ANSWER = 4096;

function posted(port: number, body: string): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      reject(new NotTold(why));
    };
    const call = request(
      {
        host: "127.0.0.1",
        port,
        path: PATH,
        method: "POST",
        agent: false,
        headers: { "Content-Type": "application/jwt", "Content-Length": Buffer.byteLength(body) },
      },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (chunk: string) => {
          text += chunk;
          if (text.length > LARGEST_ANSWER) call.destroy(new Error("its answer is too long"));
        });
        answer.once("end", () => {
          resolve({ status: answer.statusCode ?? 0, body: text });
        });
        answer.once("error", (error) => {
          fail(error.message);
        });
      },
    );
    // As a whole, so that an answer that drips does not hold everything up.
    const patience = setTimeout(() => call.destroy(new Error("it did not answer in time")), PATIENCE_MILLISECONDS);
    call.once("close", () => {
      clearTimeout(patience);
      fail("it broke off");
    });
    call.once("error", (error) => {
      fail(error.message);
    });
    call.end(body);
  });
}
