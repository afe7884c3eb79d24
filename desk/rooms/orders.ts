import type { Query } from "../database/connect.ts";
import { ROOM_SECONDS } from "../appointments/room-token.ts";
import type { Order, Why } from "./order.ts";

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

/** Deletes what speaks of tokens alone that are over by themselves. */
export async function forgetOrders(sql: Query, now: Date): Promise<void> {
  await sql`DELETE FROM room_orders WHERE before <= ${Math.floor(now.getTime() / 1000) - ROOM_SECONDS}`;
}

/** Tokens say the second in which they were made: one of this very second is older than the act. */
function secondAfter(now: Date): number {
  return Math.floor(now.getTime() / 1000) + 1;
}
