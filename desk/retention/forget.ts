import { writeAudit } from "../audit/write.ts";
import type { Query } from "../database/connect.ts";
import type { Desk } from "../desk.ts";
import { knownSince } from "../staff/known-devices.ts";
import { HALF_MINUTES, IDLE_MINUTES, WHOLE_HOURS } from "../staff/sessions.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Long after nobody is told any more what changed of a person's keys (`changesBefore`). */
const CHANGE_DAYS = 30;

/** How many rows were deleted of what. */
export interface Forgotten {
  readonly sessions: number;
  readonly enrolments: number;
  readonly appointments: number;
  readonly consents: number;
  readonly guests: number;
  readonly auditEntries: number;
}

/**
 * Deletes what its time is over for. An appointment takes its links and devices with it; a guest goes with the last appointment and
 * consent. What a practice has to account for (appointments, consents, guests) leaves an entry in the audit log, without an id.
 */
export async function forget(desk: Desk): Promise<Forgotten> {
  const { appointmentDays, consentDays } = desk.settings.retention;
  const now = desk.now();
  const before = (milliseconds: number): Date => new Date(now.getTime() - milliseconds);
  return desk.sql.begin(async (sql) => {
    const sessions =
      await sql`DELETE FROM sessions WHERE (NOT whole AND made_at <= ${before((HALF_MINUTES / 60) * HOUR)})
      OR made_at <= ${before(WHOLE_HOURS * HOUR)} OR (whole AND seen_at <= ${before((IDLE_MINUTES / 60) * HOUR)})`;
    const enrolments = await sql`DELETE FROM enrolments WHERE ends_at <= ${now}`;
    const appointments = await sql`
      DELETE FROM appointments WHERE starts_at + make_interval(mins => minutes) <= ${before(appointmentDays * DAY)}`;
    const consents =
      await sql`DELETE FROM consents WHERE coalesce(withdrawn_at, given_at) <= ${before(consentDays * DAY)}`;
    // Locked first and looked at anew then: an appointment that is being made at this moment keeps its guest.
    await sql`SELECT FROM guests WHERE ${unused(sql)} FOR UPDATE`;
    const guests = await sql`DELETE FROM guests WHERE ${unused(sql)}`;
    await sql`DELETE FROM changes WHERE at <= ${before(CHANGE_DAYS * DAY)}`;
    if (desk.settings.mail === undefined) await sql`DELETE FROM mail_password`;
    await sql`DELETE FROM known_devices WHERE seen_at <= ${knownSince(desk)}`;
    const [audit] = await sql<{ start: string; gone: string }[]>`
      SELECT seq AS start, audit_forget() AS gone FROM audit_start`;
    const told = { appointments: appointments.count, consents: consents.count, guests: guests.count };
    for (const [what, count] of Object.entries(told))
      if (count > 0) await writeAudit(sql, "machine", "forgotten", what);
    const auditEntries = Math.max(0, Number(audit?.gone ?? 0) - Number(audit?.start ?? 0));
    return { ...told, sessions: sessions.count, enrolments: enrolments.count, auditEntries };
  });
}

function unused(sql: Query): ReturnType<Query> {
  return sql`NOT EXISTS (SELECT FROM appointments WHERE appointments.guest = guests.id)
    AND NOT EXISTS (SELECT FROM consents WHERE consents.guest = guests.id)`;
}

/**
 * Forgets at once and then every hour; holds no process up that wants to end.
 *
 * @param failed is told of each time that did not work; the next one is tried all the same
 * @returns ends it
 */
export function forgetHourly(desk: Desk, failed: (error: unknown) => void): () => void {
  const once = (): void => void forget(desk).catch(failed);
  once();
  const timer = setInterval(once, HOUR);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}
