import { roomEndsAt, roomOpensAt, type Planned } from "../appointments/times.ts";
import type { Query } from "../database/connect.ts";
import type { Desk } from "../desk.ts";
import { orderOut } from "./orders.ts";

/**
 * Closes every room that a host can have opened: for whoever is shut out, loses the keys or is a host no more.
 *
 * @param sql the transaction in which that happened: whoever opens a room at this moment is waited for, and looks after it
 */
export async function orderHostOut(desk: Desk, sql: Query, host: string): Promise<void> {
  const rows = await sql<(Planned & { readonly room: string })[]>`
    SELECT starts_at AS "startsAt", minutes, room FROM appointments
    WHERE host = ${host} AND state IN ('planned', 'open') FOR UPDATE`;
  const now = desk.now();
  for (const row of rows)
    if (roomOpensAt(row) <= now && roomEndsAt(row) > now) await orderOut(sql, row.room, "room-ended", now);
}
