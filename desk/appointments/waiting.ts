import { writeAudit } from "../audit/write.ts";
import { consentStands } from "../consent/standing.ts";
import type { Query } from "../database/connect.ts";
import type { Desk } from "../desk.ts";
import { hashOf } from "../secret-word.ts";
import { roomAddress, roomToken } from "./room-token.ts";
import { linkEndsAt, opensAt, roomEndsAt, type Planned } from "./times.ts";

/** A page asks each 3 seconds: whoever was not heard for so long has gone. */
export const WAITS_SECONDS = 15;
/** Heard again within that, nothing is written. */
const SEEN_SECONDS = 5;

/** A way into the room is written down once in so long for each device. */
const TOKEN_MILLISECONDS = 600_000;

/** Where a guest stands. `early` and `ready` can't wait yet; `ready` has come and may wait once there is a consent. */
export type GuestState = "early" | "ready" | "waiting" | "admitted" | "over" | "cancelled" | "revoked";

/** What a guest's own page shows: of the appointment, and nothing of anybody else's. */
export interface GuestView extends Planned {
  readonly kind: "guest";
  readonly state: GuestState;
  readonly opensAt: Date;
  /** Whether the link that led here was taken back: then the page shows nothing of the meeting, which may be somebody else's by now. */
  readonly revoked: boolean;
  /** Whether a consent was given on this device that was not withdrawn. */
  readonly consented: boolean;
  /** Later appointments of the same guest that stand: for whoever agreed here, and for nobody who only has the link. */
  readonly upcoming: readonly Planned[];
}

/** No device's cookie, or one of an appointment that was deleted. */
export interface NoGuest {
  readonly kind: "nobody";
}

const NOBODY: NoGuest = { kind: "nobody" };

/** It is not the time for it: the state says why. */
export interface NotNow {
  readonly kind: "refused";
  readonly why: "state";
  readonly state: GuestState;
}

/** There has to be a consent first. */
export interface NoConsent {
  readonly kind: "refused";
  readonly why: "no-consent";
}

const NO_CONSENT: NoConsent = { kind: "refused", why: "no-consent" };

/** A device with its appointment. */
export interface DeviceRow extends Planned {
  readonly device: string;
  readonly appointment: string;
  readonly guest: string;
  readonly room: string;
  readonly appointmentState: string;
  readonly revoked: boolean;
  readonly waitsSince: Date | null;
  readonly seenAt: Date | null;
  readonly admittedAt: Date | null;
  readonly enteredAt: Date | null;
  readonly consented: boolean;
}

/** @param lock keeps appointment and device from others until the transaction ends */
export async function deviceOf(
  sql: Query,
  cookie: string | undefined,
  lock?: "for-update",
): Promise<DeviceRow | undefined> {
  if (cookie === undefined) return undefined;
  const hash = hashOf(cookie);
  // The appointment first, as every act of the staff does: two never wait for each other.
  if (lock !== undefined) {
    await sql`SELECT FROM appointments WHERE id = (SELECT appointment FROM devices WHERE hash = ${hash}) FOR UPDATE`;
  }
  const [row] = await sql<DeviceRow[]>`
    SELECT devices.id AS device, appointments.id AS appointment, guest, room, starts_at AS "startsAt", minutes,
      state AS "appointmentState", revoked_at IS NOT NULL AS revoked, waits_since AS "waitsSince", seen_at AS "seenAt",
      admitted_at AS "admittedAt", entered_at AS "enteredAt",
      ${consentStands(sql)} AS consented
    FROM devices JOIN appointments ON appointments.id = devices.appointment JOIN links ON links.hash = devices.link
    WHERE devices.hash = ${hash} ${lock === undefined ? sql`` : sql`FOR UPDATE OF devices`}`;
  return row;
}

/** Where a device's guest stands at a moment. */
export function stateOf(row: Omit<DeviceRow, "device" | "guest" | "room">, now: Date): GuestState {
  if (row.appointmentState === "cancelled") return "cancelled";
  if (row.revoked) return "revoked";
  if (row.appointmentState === "ended" || roomEndsAt(row) <= now) return "over";
  if (opensAt(row) > now) return "early";
  if (!row.consented) return "ready";
  if (row.admittedAt !== null) return "admitted";
  return row.waitsSince === null ? "ready" : "waiting";
}

/**
 * What the guest's page shows, and that the device is still there.
 *
 * @param cookie what `GUEST_COOKIE` held, if anything
 */
export async function guestView(desk: Desk, cookie: string | undefined): Promise<GuestView | NoGuest> {
  const { sql } = desk;
  const now = desk.now();
  const row = await deviceOf(sql, cookie);
  // Once nothing can be taken back any more, the device is a stranger's.
  if (row === undefined || linkEndsAt(row) <= now) return NOBODY;
  const state = stateOf(row, now);
  if (state === "waiting" && now.getTime() - (row.seenAt?.getTime() ?? 0) >= SEEN_SECONDS * 1000) {
    await sql`UPDATE devices SET seen_at = ${now} WHERE id = ${row.device}`;
  }
  const { startsAt, minutes, revoked, consented } = row;
  const stands = state !== "revoked" && state !== "cancelled";
  const upcoming =
    stands && consented
      ? await sql<Planned[]>`
        SELECT starts_at AS "startsAt", minutes FROM appointments WHERE guest = ${row.guest} AND id <> ${row.appointment}
        AND state IN ('planned', 'open') AND starts_at > ${now} ORDER BY starts_at`
      : [];
  return {
    kind: "guest",
    state,
    startsAt,
    minutes,
    opensAt: opensAt(row),
    revoked,
    consented,
    upcoming: [...upcoming],
  };
}

/** Takes a place in the waiting room; who waits already keeps it. */
export async function waitHere(
  desk: Desk,
  cookie: string | undefined,
): Promise<{ readonly kind: "waiting" } | NotNow | NoConsent | NoGuest> {
  const now = desk.now();
  return desk.sql.begin(async (sql) => {
    const row = await deviceOf(sql, cookie, "for-update");
    if (row === undefined) return NOBODY;
    const state = stateOf(row, now);
    if (state !== "ready" && state !== "waiting") return { kind: "refused", why: "state", state };
    if (!row.consented) return NO_CONSENT;
    await sql`UPDATE devices SET waits_since = coalesce(waits_since, ${now}), seen_at = ${now} WHERE id = ${row.device}`;
    return { kind: "waiting" };
  });
}

/** Gives a device that was let in the one address of its room, with a token of its own for ten minutes. */
export async function enterRoom(
  desk: Desk,
  cookie: string | undefined,
): Promise<{ readonly kind: "enter"; readonly address: string } | NotNow | NoConsent | NoGuest> {
  const now = desk.now();
  return desk.sql.begin(async (sql) => {
    const row = await deviceOf(sql, cookie, "for-update");
    if (row === undefined) return NOBODY;
    const state = stateOf(row, now);
    if (state === "ready" && !row.consented) return NO_CONSENT;
    if (state !== "admitted") return { kind: "refused", why: "state", state };
    // Within the life of one token a second one tells nothing new, and who asks for them in a loop writes no log full.
    if (now.getTime() - (row.enteredAt?.getTime() ?? 0) >= TOKEN_MILLISECONDS) {
      await sql`UPDATE devices SET entered_at = ${now} WHERE id = ${row.device}`;
      await writeAudit(sql, "guest", "room-entered", row.appointment);
    }
    const token = roomToken(desk.settings, row, { role: "guest", id: row.device }, now);
    return { kind: "enter", address: roomAddress(desk.settings, row.room, token) };
  });
}
