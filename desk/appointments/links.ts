import { writeAudit } from "../audit/write.ts";
import { tooMany, type TooMany } from "../attempts/limits.ts";
import type { Query } from "../database/connect.ts";
import type { Desk } from "../desk.ts";
import { hashOf, newSecretWord } from "../secret-word.ts";
import { linkEndsAt, opensAt, type Planned } from "./times.ts";

/** The cookie of a device that opened a link: Secure, HttpOnly, SameSite=Lax since the guest comes from a mail, Path=/. */
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

/** @param sql the transaction of the act */
export async function revokeLinksOf(sql: Query, appointment: string, now: Date): Promise<void> {
  await sql`UPDATE links SET revoked_at = ${now} WHERE appointment = ${appointment} AND revoked_at IS NULL`;
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

interface LinkRow extends Planned {
  readonly appointment: string;
  readonly state: string;
  readonly revoked: boolean;
  readonly devices: number;
}

/**
 * Opens a guest's link on a device, which takes it once: the device goes on by the cookie that it gets here.
 *
 * @param link what stood behind #
 * @param cookie what {@link GUEST_COOKIE} held on that device, if anything: where it is this link's already, it stays as it is
 * @param address see `clientAddress`
 * @returns the word for {@link GUEST_COOKIE}
 */
export async function openLink(
  desk: Desk,
  link: string,
  cookie: string | undefined,
  address: string,
): Promise<{ readonly kind: "open"; readonly cookie: string } | Early | LinkRefused | TooMany> {
  const { linksByAddress } = desk.limits;
  const now = desk.now();
  const wait = linksByAddress.take(address, now);
  if (wait > 0) return tooMany(wait);
  const hash = hashOf(link);
  return desk.sql.begin(async (sql) => {
    // The appointment is kept from others first, and looked at anew then: two devices at once are counted one after the other.
    await sql`SELECT FROM appointments WHERE id = (SELECT appointment FROM links WHERE hash = ${hash}) FOR UPDATE`;
    const [row] = await sql<LinkRow[]>`
      SELECT appointments.id AS appointment, starts_at AS "startsAt", minutes, state, revoked_at IS NOT NULL AS revoked,
        (SELECT count(*) FROM devices WHERE devices.link = links.hash)::int AS devices
      FROM links JOIN appointments ON appointments.id = links.appointment WHERE links.hash = ${hash}`;
    if (row === undefined) return { kind: "refused", why: "unknown" };
    linksByAddress.giveBack(address);
    const why = whyClosed(row, now);
    if (why !== undefined) return { kind: "refused", why };
    if (opensAt(row) > now) return { kind: "early", opensAt: opensAt(row), startsAt: row.startsAt };
    if (cookie !== undefined) {
      const [known] = await sql`SELECT FROM devices WHERE hash = ${hashOf(cookie)} AND link = ${hash}`;
      if (known !== undefined) return { kind: "open", cookie };
    }
    if (row.devices >= MOST_DEVICES) {
      await writeAudit(sql, "guest", "link-refused", row.appointment);
      return { kind: "refused", why: "too-many-devices" };
    }
    const word = newSecretWord();
    await sql`INSERT INTO devices (hash, link, appointment, opened_at) VALUES (${hashOf(word)}, ${hash}, ${row.appointment}, ${now})`;
    await writeAudit(sql, "guest", "link-opened", row.appointment);
    return { kind: "open", cookie: word };
  });
}

function whyClosed(row: LinkRow, now: Date): "revoked" | "cancelled" | "over" | undefined {
  if (row.state === "cancelled") return "cancelled";
  if (row.revoked) return "revoked";
  return row.state === "ended" || linkEndsAt(row) <= now ? "over" : undefined;
}
