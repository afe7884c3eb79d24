import { randomBytes } from "node:crypto";
import { writeAudit } from "../audit/write.ts";
import { consentStands } from "../consent/standing.ts";
import type { Query } from "../database/connect.ts";
import { idOrNone } from "../database/id.ts";
import type { Desk } from "../desk.ts";
import { orderOut } from "../rooms/orders.ts";
import {
  may,
  mayForAll,
  NOT_ALLOWED,
  NOT_FOUND,
  type NotAllowed,
  type NotFound,
  type Permission,
  type Staff,
} from "../staff/roles.ts";
import { linkAddress, newLink, revokeLinksOf } from "./links.ts";
import { roomAddress, roomToken } from "./room-token.ts";
import { endsAt, roomEndsAt, roomOpensAt, type Planned } from "./times.ts";
import { WAITS_SECONDS } from "./waiting.ts";

export type AppointmentState = "planned" | "open" | "ended" | "cancelled";

/** An appointment as its host or an assistant sees it. */
export interface Appointment extends Planned {
  readonly id: string;
  readonly host: { readonly id: string; readonly name: string };
  readonly guest: { readonly id: string; readonly label: string };
  readonly state: AppointmentState;
  /** Whether a link is out that was not revoked. */
  readonly linked: boolean;
  /** Devices on which that link was opened. */
  readonly devices: number;
  /** Whether on a device that came by a link which counts somebody consents to meet by video: whoever waits does. */
  readonly consented: boolean;
  /** Devices that wait just now and were not let in, in the order in which they came. */
  readonly waiting: readonly Waiting[];
}

/** A device that waits. */
export interface Waiting {
  readonly device: string;
  readonly since: Date;
}

/** What an appointment is made from. */
export interface NewAppointment extends Planned {
  /** Whose it is: the own id for a host, any host's for an assistant. */
  readonly host: string;
  /** Initials or a word, 1 to 12 characters: never a name. */
  readonly label: string;
  /** The id of the guest whom the host calls so already, where this was asked and it is the same person. */
  readonly guest?: string;
}

/** The host calls somebody so already, and whoever has a label sees that guest's coming times: nothing was made, and it is asked first. */
export interface LabelKnown {
  readonly kind: "label-known";
  readonly guest: { readonly id: string; readonly label: string };
  /** The appointment at which they met last, if they did. */
  readonly last: KnownAppointment | undefined;
  /** The one at which they meet next, if they do. */
  readonly next: KnownAppointment | undefined;
}

/** Which appointment it is, and when. */
export interface KnownAppointment extends Planned {
  readonly id: string;
}

/** A field of {@link NewAppointment} that can't be as it is. */
export interface BadField {
  readonly kind: "refused";
  readonly why: "label" | "time-past" | "time-far" | "minutes" | "host";
}

/** The appointment was ended or cancelled, or its time is over. */
export interface AppointmentOver {
  readonly kind: "refused";
  readonly why: "over";
}

const OVER: AppointmentOver = { kind: "refused", why: "over" };

/** A link's address: shown once, and kept as a hash alone. */
export interface LinkMade {
  readonly kind: "made";
  /** The appointment's. */
  readonly id: string;
  /** The whole address for the guest. */
  readonly address: string;
}

const DAY = 86_400_000;
/** Further ahead is a slip of the keyboard. */
const MOST_DAYS_AHEAD = 730;
const SHORTEST_MINUTES = 10;
const LONGEST_MINUTES = 180;
const LONGEST_LABEL = 12;

/** A span of time, its end left out. */
export interface Span {
  readonly from: Date;
  readonly until: Date;
}

/** What a person may see that begins within a span, in the order of time: a host's own, or every host's for an assistant. */
export async function appointmentsOf(
  desk: Desk,
  by: Staff,
  { from, until }: Span,
): Promise<{ readonly kind: "appointments"; readonly appointments: readonly Appointment[] } | NotAllowed> {
  if (!may(by, "see-appointments")) return NOT_ALLOWED;
  const { sql } = desk;
  const rows = await seen(
    desk,
    sql`starts_at >= ${from} AND starts_at < ${until} AND ${mine(sql, by, "see-appointments")}`,
  );
  return { kind: "appointments", appointments: rows };
}

/** One appointment. */
export async function appointmentOf(
  desk: Desk,
  by: Staff,
  id: string,
): Promise<{ readonly kind: "appointment"; readonly appointment: Appointment } | NotAllowed | NotFound> {
  if (!may(by, "see-appointments")) return NOT_ALLOWED;
  const { sql } = desk;
  const [row] = await seen(desk, sql`appointments.id = ${idOrNone(id)} AND ${mine(sql, by, "see-appointments")}`);
  return row === undefined ? NOT_FOUND : { kind: "appointment", appointment: row };
}

/** Everybody for whom the person may make appointments. */
export async function hostsFor(
  desk: Desk,
  by: Staff,
): Promise<
  { readonly kind: "hosts"; readonly hosts: readonly { readonly id: string; readonly name: string }[] } | NotAllowed
> {
  if (!may(by, "plan-appointments")) return NOT_ALLOWED;
  const { sql } = desk;
  const own = mayForAll(by, "plan-appointments") ? sql`true` : sql`id = ${by.id}`;
  const hosts = await sql<{ id: string; name: string }[]>`
    SELECT id, name FROM staff WHERE active AND 'host' = ANY(roles) AND ${own} ORDER BY name`;
  return { kind: "hosts", hosts: [...hosts] };
}

/** Makes an appointment, its room's name and its first link. A label is one guest's for a host: who has the same letters gets another one. */
export async function makeAppointment(
  desk: Desk,
  by: Staff,
  { host, label, guest: same, startsAt, minutes }: NewAppointment,
): Promise<LinkMade | LabelKnown | BadField | NotAllowed> {
  if (!may(by, "plan-appointments")) return NOT_ALLOWED;
  const word = labelIn(label);
  if (word === undefined) return { kind: "refused", why: "label" };
  const fault = timeFault({ startsAt, minutes }, desk.now());
  if (fault !== undefined) return fault;
  if (host !== by.id && !mayForAll(by, "plan-appointments")) return { kind: "refused", why: "host" };
  return desk.sql.begin(async (sql) => {
    // Who is shut out at this moment is waited for, or calls this one off too (`callOffAppointmentsOf`).
    const [found] = await sql<{ id: string }[]>`
      SELECT id FROM staff WHERE id = ${idOrNone(host)} AND active AND 'host' = ANY(roles) FOR SHARE`;
    if (found === undefined) return { kind: "refused", why: "host" };
    const [fresh] = await sql<{ id: string }[]>`
      INSERT INTO guests (host, label, made_at) VALUES (${host}, ${word}, ${desk.now()})
      ON CONFLICT (host, label) DO NOTHING RETURNING id`;
    const known = fresh === undefined ? await guestCalled(sql, host, word) : undefined;
    if (known !== undefined && known.id !== same) return labelKnown(sql, known, desk.now());
    const guest = known ?? fresh;
    const room = randomBytes(16).toString("hex");
    const [made] = await sql<{ id: string }[]>`
      INSERT INTO appointments (guest, host, starts_at, minutes, room, made_at)
      VALUES (${guest?.id ?? null}, ${host}, ${startsAt}, ${minutes}, ${room}, ${desk.now()}) RETURNING id`;
    const id = made?.id ?? "";
    const link = await newLink(sql, id, desk.now());
    await writeAudit(sql, by, "appointment-made", id);
    return { kind: "made", id, address: linkAddress(desk, link) };
  });
}

/** The guest whom a host calls so; kept from being forgotten until the act is done. */
async function guestCalled(
  sql: Query,
  host: string,
  label: string,
): Promise<{ readonly id: string; readonly label: string } | undefined> {
  const [guest] = await sql<{ id: string; label: string }[]>`
    SELECT id, label FROM guests WHERE host = ${host} AND label = ${label} FOR UPDATE`;
  return guest;
}

async function labelKnown(sql: Query, guest: LabelKnown["guest"], now: Date): Promise<LabelKnown> {
  const of = sql`SELECT id, starts_at AS "startsAt", minutes FROM appointments WHERE guest = ${guest.id}`;
  const [last] = await sql<
    KnownAppointment[]
  >`${of} AND state <> 'cancelled' AND starts_at <= ${now} ORDER BY starts_at DESC LIMIT 1`;
  const [next] = await sql<
    KnownAppointment[]
  >`${of} AND state IN ('planned', 'open') AND starts_at > ${now} ORDER BY starts_at LIMIT 1`;
  return { kind: "label-known", guest, last, next };
}

/**
 * Moves an appointment to another time. Whoever waits for it goes on waiting; whoever was let in has to be let in again, and who is in the
 * room leaves. One that only gets longer is not disturbed.
 */
export async function moveAppointment(
  desk: Desk,
  by: Staff,
  id: string,
  planned: Planned,
): Promise<{ readonly kind: "done" } | BadField | AppointmentOver | NotAllowed | NotFound> {
  if (!may(by, "plan-appointments")) return NOT_ALLOWED;
  const fault = timeFault(planned, desk.now());
  if (fault !== undefined) return fault;
  return desk.sql.begin(async (sql) => {
    const row = await locked(sql, by, id, "plan-appointments");
    if (row === undefined) return NOT_FOUND;
    if (isClosed(row)) return OVER;
    await sql`UPDATE appointments SET starts_at = ${planned.startsAt}, minutes = ${planned.minutes} WHERE id = ${row.id}`;
    if (!isOnlyLonger(planned, row)) {
      await sql`UPDATE devices SET admitted_at = NULL WHERE appointment = ${row.id}`;
      await orderOut(sql, row.room, "room-moved", desk.now());
    }
    await writeAudit(sql, by, "appointment-moved", row.id);
    return { kind: "done" };
  });
}

function isOnlyLonger(planned: Planned, before: Planned): boolean {
  return planned.startsAt.getTime() === before.startsAt.getTime() && planned.minutes >= before.minutes;
}

/** Calls an appointment off: its links are dead, nobody gets into its room any more, and whoever is in leaves. */
export async function cancelAppointment(
  desk: Desk,
  by: Staff,
  id: string,
): Promise<{ readonly kind: "done" } | AppointmentOver | NotAllowed | NotFound> {
  return close(desk, by, id, { permission: "plan-appointments", state: "cancelled", action: "appointment-cancelled" });
}

/** Ends an appointment: its links are dead, nobody gets into its room any more, and whoever is in leaves. */
export async function endAppointment(
  desk: Desk,
  by: Staff,
  id: string,
): Promise<{ readonly kind: "done" } | AppointmentOver | NotAllowed | NotFound> {
  return close(desk, by, id, { permission: "hold-room", state: "ended", action: "appointment-ended" });
}

/** A new link in the place of every earlier one, which are dead from now on with the devices that opened them, also those in the room. */
export async function replaceLink(
  desk: Desk,
  by: Staff,
  id: string,
): Promise<LinkMade | AppointmentOver | NotAllowed | NotFound> {
  if (!may(by, "plan-appointments")) return NOT_ALLOWED;
  return desk.sql.begin(async (sql) => {
    const row = await locked(sql, by, id, "plan-appointments");
    if (row === undefined) return NOT_FOUND;
    if (isClosed(row) || roomEndsAt(row) <= desk.now()) return OVER;
    await revokeLinksOf(sql, row, desk.now());
    const link = await newLink(sql, row.id, desk.now());
    await writeAudit(sql, by, "link-made", row.id);
    return { kind: "made", id: row.id, address: linkAddress(desk, link) };
  });
}

/** Makes every link of an appointment worth nothing, and the devices that opened it too, also those in the room. */
export async function revokeLinks(
  desk: Desk,
  by: Staff,
  id: string,
): Promise<{ readonly kind: "done" } | NotAllowed | NotFound> {
  if (!may(by, "plan-appointments")) return NOT_ALLOWED;
  return desk.sql.begin(async (sql) => {
    const row = await locked(sql, by, id, "plan-appointments");
    if (row === undefined) return NOT_FOUND;
    await revokeLinksOf(sql, row, desk.now());
    await writeAudit(sql, by, "links-revoked", row.id);
    return { kind: "done" };
  });
}

/** The room opens later. */
export interface TooEarly {
  readonly kind: "refused";
  readonly why: "early";
  readonly opensAt: Date;
}

/** Opens the room for its host: one address with a token as moderator. */
export async function openRoom(
  desk: Desk,
  by: Staff,
  id: string,
): Promise<{ readonly kind: "open"; readonly address: string } | AppointmentOver | TooEarly | NotAllowed | NotFound> {
  if (!may(by, "hold-room")) return NOT_ALLOWED;
  return desk.sql.begin(async (sql) => {
    const row = await locked(sql, by, id, "hold-room");
    if (row === undefined) return NOT_FOUND;
    if (isClosed(row) || roomEndsAt(row) <= desk.now()) return OVER;
    const opensAt = roomOpensAt(row);
    if (opensAt > desk.now()) return { kind: "refused", why: "early", opensAt };
    // Who was shut out while the row was waited for, or is a host no more, gets no token that nobody takes back (`orderHostOut`).
    const [holder] = await sql<Pick<Staff, "roles">[]>`SELECT roles FROM staff WHERE id = ${by.id} AND active`;
    if (holder === undefined || !may(holder, "hold-room")) return NOT_ALLOWED;
    await sql`UPDATE appointments SET state = 'open' WHERE id = ${row.id}`;
    await writeAudit(sql, by, "room-opened", row.id);
    const token = roomToken(desk.settings, row, { role: "host", id: row.id }, desk.now());
    return { kind: "open", address: roomAddress(desk.settings, row.room, token) };
  });
}

/** Lets a device in that waits: from then on it can fetch its token. Only the appointment's own host does so. */
export async function letIn(
  desk: Desk,
  by: Staff,
  device: string,
): Promise<
  | { readonly kind: "done" }
  | AppointmentOver
  | { readonly kind: "refused"; readonly why: "not-waiting" }
  | NotAllowed
  | NotFound
> {
  if (!may(by, "let-in")) return NOT_ALLOWED;
  return desk.sql.begin(async (sql) => {
    const [found] = await sql<{ appointment: string }[]>`
      SELECT devices.appointment FROM devices JOIN links ON links.hash = devices.link AND links.revoked_at IS NULL
      WHERE devices.id = ${idOrNone(device)}`;
    const row = found === undefined ? undefined : await locked(sql, by, found.appointment, "let-in");
    if (row === undefined) return NOT_FOUND;
    if (isClosed(row) || roomEndsAt(row) <= desk.now()) return OVER;
    const { count } = await sql`
      UPDATE devices SET admitted_at = ${desk.now()} WHERE id = ${device} AND admitted_at IS NULL
      AND waits_since IS NOT NULL AND seen_at > ${stillThere(desk.now())}`;
    if (count === 0) return { kind: "refused", why: "not-waiting" };
    await writeAudit(sql, by, "let-in", row.id);
    return { kind: "done" };
  });
}

/** How many there are of what: all that support sees. */
export interface Counts {
  readonly people: number;
  readonly appointmentsToday: number;
  readonly waiting: number;
  readonly openRooms: number;
}

/** @param today the day as the practice reckons it */
export async function countsOf(
  desk: Desk,
  by: Staff,
  today: Span,
): Promise<{ readonly kind: "counts"; readonly counts: Counts } | NotAllowed> {
  if (!may(by, "see-counts")) return NOT_ALLOWED;
  const now = desk.now();
  const [counts] = await desk.sql<Counts[]>`SELECT
    (SELECT count(*) FROM staff WHERE active)::int AS people,
    (SELECT count(*) FROM appointments WHERE starts_at >= ${today.from} AND starts_at < ${today.until}
      AND state <> 'cancelled')::int AS "appointmentsToday",
    (SELECT count(*) FROM devices WHERE waits_since IS NOT NULL AND admitted_at IS NULL AND seen_at > ${stillThere(now)})::int AS waiting,
    (SELECT count(*) FROM appointments WHERE state = 'open'
      AND starts_at + make_interval(mins => minutes + 30) > ${now})::int AS "openRooms"`;
  return { kind: "counts", counts: counts ?? { people: 0, appointmentsToday: 0, waiting: 0, openRooms: 0 } };
}

interface LockedRow extends Planned {
  readonly id: string;
  readonly room: string;
  readonly state: AppointmentState;
}

/** An appointment that the person may act on, kept from others until the act is done. */
async function locked(sql: Query, by: Staff, id: string, permission: Permission): Promise<LockedRow | undefined> {
  const [row] = await sql<LockedRow[]>`
    SELECT id, starts_at AS "startsAt", minutes, room, state FROM appointments
    WHERE id = ${idOrNone(id)} AND ${mine(sql, by, permission)} FOR UPDATE`;
  return row;
}

/** Whose appointments a permission reaches. */
function mine(sql: Query, by: Staff, permission: Permission): ReturnType<Query> {
  const all = (permission === "see-appointments" || permission === "plan-appointments") && mayForAll(by, permission);
  return all ? sql`true` : sql`appointments.host = ${by.id}`;
}

async function close(
  desk: Desk,
  by: Staff,
  id: string,
  how: {
    readonly permission: "plan-appointments" | "hold-room";
    readonly state: "cancelled" | "ended";
    readonly action: "appointment-cancelled" | "appointment-ended";
  },
): Promise<{ readonly kind: "done" } | AppointmentOver | NotAllowed | NotFound> {
  if (!may(by, how.permission)) return NOT_ALLOWED;
  return desk.sql.begin(async (sql) => {
    const row = await locked(sql, by, id, how.permission);
    if (row === undefined) return NOT_FOUND;
    if (isClosed(row)) return OVER;
    await sql`UPDATE appointments SET state = ${how.state}, ended_at = ${desk.now()} WHERE id = ${row.id}`;
    await orderOut(sql, row.room, "room-ended", desk.now());
    await writeAudit(sql, by, how.action, row.id);
    return { kind: "done" };
  });
}

function isClosed({ state }: LockedRow): boolean {
  return state === "ended" || state === "cancelled";
}

function stillThere(now: Date): Date {
  return new Date(now.getTime() - WAITS_SECONDS * 1000);
}

/** A label as it is kept: without spaces around it, and of characters that can be seen; undefined where it can't be one. */
function labelIn(text: string): string | undefined {
  const label = text.trim().normalize("NFC");
  const { length } = Array.from(label);
  return length >= 1 && length <= LONGEST_LABEL && /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]+$/u.test(label) ? label : undefined;
}

function timeFault(planned: Planned, now: Date): BadField | undefined {
  const { startsAt, minutes } = planned;
  if (!Number.isInteger(minutes) || minutes < SHORTEST_MINUTES || minutes > LONGEST_MINUTES)
    return { kind: "refused", why: "minutes" };
  if (!(endsAt(planned) > now)) return { kind: "refused", why: "time-past" };
  return startsAt.getTime() - now.getTime() > MOST_DAYS_AHEAD * DAY ? { kind: "refused", why: "time-far" } : undefined;
}

interface SeenRow extends Planned {
  readonly id: string;
  readonly host: string;
  readonly hostName: string;
  readonly guest: string;
  readonly label: string;
  readonly state: AppointmentState;
  readonly linked: boolean;
  readonly devices: number;
  readonly consented: boolean;
  readonly waitingDevices: readonly string[];
  readonly waitingSince: readonly Date[];
}

async function seen({ sql, now }: Desk, which: ReturnType<Query>): Promise<readonly Appointment[]> {
  const rows = await sql<SeenRow[]>`
    SELECT appointments.id, appointments.host, staff.name AS "hostName", appointments.guest, guests.label,
      starts_at AS "startsAt", minutes, state,
      EXISTS (SELECT FROM links WHERE links.appointment = appointments.id AND revoked_at IS NULL) AS linked,
      (SELECT count(*) FROM devices JOIN links ON links.hash = devices.link
        WHERE devices.appointment = appointments.id AND revoked_at IS NULL)::int AS devices,
      EXISTS (SELECT FROM devices JOIN links ON links.hash = devices.link
        WHERE devices.appointment = appointments.id AND revoked_at IS NULL AND ${consentStands(sql)}) AS consented,
      coalesce(waiting.ids, '{}') AS "waitingDevices", coalesce(waiting.since, '{}') AS "waitingSince"
    FROM appointments JOIN staff ON staff.id = appointments.host JOIN guests ON guests.id = appointments.guest,
      LATERAL (SELECT array_agg(devices.id ORDER BY waits_since) AS ids, array_agg(waits_since ORDER BY waits_since) AS since
        FROM devices JOIN links ON links.hash = devices.link AND links.revoked_at IS NULL
        WHERE devices.appointment = appointments.id AND appointments.state IN ('planned', 'open')
          AND waits_since IS NOT NULL AND admitted_at IS NULL AND seen_at > ${stillThere(now())}) AS waiting
    WHERE ${which} ORDER BY starts_at, appointments.id`;
  return rows.map(({ host, hostName, guest, label, waitingDevices, waitingSince, ...row }) => ({
    ...row,
    host: { id: host, name: hostName },
    guest: { id: guest, label },
    waiting: waitingDevices.map((device, index) => ({ device, since: waitingSince[index] ?? now() })),
  }));
}
