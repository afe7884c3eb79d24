import type { Query } from "../database/connect.ts";
import type { Desk } from "../desk.ts";
import { roomEndsAt, type Planned } from "./times.ts";

/**
 * Calls off what a host who is shut out had planned, so that no guest waits for somebody who can't come any more.
 *
 * @param sql the transaction in which the host is shut out
 * @returns the appointments' ids, for the log
 */
export async function callOffAppointmentsOf(desk: Desk, sql: Query, host: string): Promise<readonly string[]> {
  const rows = await sql<(Planned & { readonly id: string })[]>`
    SELECT id, starts_at AS "startsAt", minutes FROM appointments
    WHERE host = ${host} AND state IN ('planned', 'open') ORDER BY starts_at, id FOR UPDATE`;
  const now = desk.now();
  const ids = rows.filter((row) => roomEndsAt(row) > now).map(({ id }) => id);
  await sql`UPDATE appointments SET state = 'cancelled', ended_at = ${now} WHERE id = ANY(${ids})`;
  return ids;
}
