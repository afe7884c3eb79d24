import type { Query } from "../database/connect.ts";
import { ROOM_SECONDS } from "../appointments/room-token.ts";
import type { Order, Why } from "./order.ts";

/** Seconds. Further ahead than the life of a message is a clock that was wrong (templates/prosody, mod_room_orders). */
const MOST_AHEAD = 60;

/**
 * Has everybody leave a room who came with a token from before this moment. Written in the transaction of the act, so that neither is
 * there without the other, and sent soon after (`telling.ts`).
 *
 * @param sql the transaction, which holds the appointment's row: any token that is out was made before it got that
 * @param now read in the transaction, and not before
 */
export async function orderOut(sql: Query, room: string, why: Why, now: Date): Promise<void> {
  await sql`INSERT INTO room_orders (room, before, why) VALUES (${room}, ${secondAfter(now)}, ${why})`;
}

/** The same for guests alone, by their devices' ids. */
export async function orderGuestsOut(
  sql: Query,
  room: string,
  devices: readonly string[],
  why: Why,
  now: Date,
): Promise<void> {
  for (const device of devices)
    await sql`INSERT INTO room_orders (room, guest, before, why) VALUES (${room}, ${device}, ${secondAfter(now)}, ${why})`;
}

/** An order as it is kept. */
export interface KeptOrder extends Order {
  readonly id: string;
}

/** What an instance of the rooms' server was not told yet, the oldest first. */
export async function untold(sql: Query, instance: string, most: number): Promise<readonly KeptOrder[]> {
  const rows = await sql<(Omit<KeptOrder, "guest"> & { readonly guest: string | null })[]>`
    SELECT id, room, guest, before::float8 AS before, why FROM room_orders
    WHERE told_to IS DISTINCT FROM ${instance} ORDER BY id LIMIT ${most}`;
  return rows.map(({ guest, ...order }) => (guest === null ? order : { ...order, guest }));
}

export async function markTold(sql: Query, orders: readonly KeptOrder[], instance: string): Promise<void> {
  await sql`UPDATE room_orders SET told_to = ${instance} WHERE id = ANY(${orders.map(({ id }) => id)})`;
}

/** Deletes orders that the rooms' server can't understand, so that no other one waits for them. */
export async function setAside(sql: Query, orders: readonly KeptOrder[]): Promise<void> {
  await sql`DELETE FROM room_orders WHERE id = ANY(${orders.map(({ id }) => id)})`;
}

/**
 * Deletes what speaks of tokens alone that are over by themselves. What was written while the clock was ahead speaks of the next minute at
 * most from now on: it would stay for as long as the clock was ahead.
 */
export async function forgetOrders(sql: Query, now: Date): Promise<void> {
  const second = Math.floor(now.getTime() / 1000);
  await sql`DELETE FROM room_orders WHERE before <= ${second - ROOM_SECONDS}`;
  await sql`UPDATE room_orders SET before = ${second + MOST_AHEAD} WHERE before > ${second + MOST_AHEAD}`;
}

/** Tokens say the second in which they were made: one of this very second is older than the act. */
function secondAfter(now: Date): number {
  return Math.floor(now.getTime() / 1000) + 1;
}
