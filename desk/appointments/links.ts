import { writeAudit } from "../audit/write.ts";
import { tooMany, type TooMany } from "../attempts/limits.ts";
import { cookieOf } from "../cookie-words.ts";
import type { Query } from "../database/connect.ts";
import type { Desk } from "../desk.ts";
import { orderGuestsOut } from "../rooms/orders.ts";
import { hashOf, isSecretWord, newSecretWord } from "../secret-word.ts";
import { placesOf } from "./places.ts";
import { linkEndsAt, opensAt, type Planned } from "./times.ts";

/** The cookie of a device that opened links, with a word for each (`wordsIn`): Secure, HttpOnly, SameSite=Lax since the guest comes from a mail, Path=/. */
export const GUEST_COOKIE = "__Host-guest";

/** One to plan with and one to meet with. */
export const MOST_DEVICES = 2;

/** @returns what stands behind # in the address */
export async function newLink(sql: Query, appointment: string, now: Date): Promise<string> {
  const link = newSecretWord();
  await sql`INSERT INTO links (hash, appointment, made_at) VALUES (${hashOf(link)}, ${appointment}, ${now})`;
  return link;
}

/** `https://desk…/v#…`: what is behind # reaches no log, and no preview of a link takes it. */
export function linkAddress({ settings }: Desk, link: string): string {
  return `${settings.origin}/v#${link}`;
}

/**
 * Makes every link of an appointment worth nothing; whoever came by one and is in the room has to leave.
 *
 * @param sql the transaction of the act, which holds the appointment's row
 * @param now read in it
 */
export async function revokeLinksOf(
  sql: Query,
  { id, room }: { readonly id: string; readonly room: string },
  now: Date,
): Promise<void> {
  const admitted = await sql<{ id: string }[]>`
    SELECT devices.id FROM devices JOIN links ON links.hash = devices.link
    WHERE devices.appointment = ${id} AND admitted_at IS NOT NULL AND revoked_at IS NULL`;
  await sql`UPDATE links SET revoked_at = ${now} WHERE appointment = ${id} AND revoked_at IS NULL`;
  await orderGuestsOut(
    sql,
    room,
    admitted.map((device) => device.id),
    "link-taken-back",
    now,
  );
}

/** Why a link does not open. `unknown` is for what never was one and for what was deleted long ago. */
export interface LinkRefused {
  readonly kind: "refused";
  readonly why: "unknown" | "revoked" | "cancelled" | "over" | "too-many-devices";
}

/** It opens later; no device was counted. */
export interface Early {
  readonly kind: "early";
  readonly opensAt: Date;
  readonly startsAt: Date;
}

/** The device has a place at another appointment, which somebody may want to be led away from: nothing was opened, and it is asked first. */
export interface OtherMeeting extends Planned {
  readonly kind: "other";
  /** Where the device has its place. */
  readonly present: Planned;
}

interface LinkRow extends Planned {
  readonly appointment: string;
  readonly state: string;
  readonly revoked: boolean;
  readonly refusedAt: Date | null;
  readonly devices: number;
}

/** One line in the log for each link in so long, however often a device too many comes. */
const REFUSED_AGAIN_MILLISECONDS = 3_600_000;

/**
 * Opens a guest's link on a device, which takes it once: the device goes on by the word that its cookie gets here.
 *
 * A link is looked up first, and only one that does not exist is counted against the address: nobody finds 256 random bits by trying, and
 * behind one address there may be a whole practice or a mobile network. What that costs is one look into an index.
 *
 * @param link what stood behind #
 * @param cookie what {@link GUEST_COOKIE} held on that device, if anything: where it has this link already, the place stays what it is
 * @param address see `clientAddress`
 * @param other what to do on a device that has a place at another appointment
 * @returns the new content of {@link GUEST_COOKIE}, the places before it included
 */
export async function openLink(
  desk: Desk,
  link: string,
  cookie: string | undefined,
  address: string,
  other: "ask" | "open" = "ask",
): Promise<{ readonly kind: "open"; readonly cookie: string } | Early | OtherMeeting | LinkRefused | TooMany> {
  const { linksByAddress } = desk.limits;
  const now = desk.now();
  const hash = hashOf(link);
  const exists = isSecretWord(link) && (await desk.sql`SELECT FROM links WHERE hash = ${hash}`).length > 0;
  if (!exists) {
    const wait = linksByAddress.take(address, now);
    return wait > 0 ? tooMany(wait) : { kind: "refused", why: "unknown" };
  }
  return desk.sql.begin(async (sql) => {
    // The appointment is kept from others first, and looked at anew then: two devices at once are counted one after the other.
    await sql`SELECT FROM appointments WHERE id = (SELECT appointment FROM links WHERE hash = ${hash}) FOR UPDATE`;
    const [row] = await sql<LinkRow[]>`
      SELECT appointments.id AS appointment, starts_at AS "startsAt", minutes, state, revoked_at IS NOT NULL AS revoked,
        refused_at AS "refusedAt", (SELECT count(*) FROM devices WHERE devices.link = links.hash)::int AS devices
      FROM links JOIN appointments ON appointments.id = links.appointment WHERE links.hash = ${hash}`;
    if (row === undefined) return { kind: "refused", why: "unknown" };
    const why = whyClosed(row, now);
    if (why !== undefined) return { kind: "refused", why };
    const { appointment, startsAt, minutes } = row;
    if (opensAt(row) > now) return { kind: "early", opensAt: opensAt(row), startsAt };
    const places = await placesOf(sql, cookie, now);
    const known = places.find((place) => place.appointment === appointment && place.stands);
    const others = places.filter((place) => place.appointment !== appointment);
    const present = others.find(({ stands }) => stands);
    // Who opens the same link again wants this place, which is the device's own.
    if (known !== undefined) return { kind: "open", cookie: cookieOf([known, ...others].map(({ word }) => word)) };
    if (present !== undefined && other === "ask") return { kind: "other", startsAt, minutes, present };
    if (row.devices >= MOST_DEVICES) {
      if (now.getTime() - (row.refusedAt?.getTime() ?? 0) >= REFUSED_AGAIN_MILLISECONDS) {
        await sql`UPDATE links SET refused_at = ${now} WHERE hash = ${hash}`;
        await writeAudit(sql, "guest", "link-refused", appointment);
      }
      return { kind: "refused", why: "too-many-devices" };
    }
    const word = newSecretWord();
    await sql`INSERT INTO devices (hash, link, appointment, opened_at) VALUES (${hashOf(word)}, ${hash}, ${appointment}, ${now})`;
    await writeAudit(sql, "guest", "link-opened", appointment);
    return { kind: "open", cookie: cookieOf([word, ...others.map((place) => place.word)]) };
  });
}

function whyClosed(row: LinkRow, now: Date): "revoked" | "cancelled" | "over" | undefined {
  if (row.state === "cancelled") return "cancelled";
  if (row.revoked) return "revoked";
  return row.state === "ended" || linkEndsAt(row) <= now ? "over" : undefined;
}
