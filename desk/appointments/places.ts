import { wordsIn } from "../cookie-words.ts";
import { consentStands } from "../consent/standing.ts";
import type { Query } from "../database/connect.ts";
import { hashOf } from "../secret-word.ts";
import { linkEndsAt, type Planned } from "./times.ts";

/** What a device has of one appointment. Links to two of them work on one device, each with a place of its own. */
export interface Place extends Planned {
  /** The device's word for it, one of those in `GUEST_COOKIE`. */
  readonly word: string;
  readonly appointment: string;
  /** Whether the meeting is still to be: where it is not, a consent can be taken back here, and no more. */
  readonly stands: boolean;
  /** Whether its link was taken back: then nothing of the meeting is shown here. */
  readonly revoked: boolean;
  /** Whether a consent that was given here stands. */
  readonly consented: boolean;
}

/**
 * The places that a device has and that still count, the one that was used last first.
 *
 * @param cookie what `GUEST_COOKIE` held, if anything
 */
export async function placesOf(sql: Query, cookie: string | undefined, now: Date): Promise<readonly Place[]> {
  const words = wordsIn(cookie);
  if (words.length === 0) return [];
  const rows = await sql<(Omit<Place, "word"> & { readonly hash: Buffer })[]>`
    SELECT devices.hash, appointments.id AS appointment, starts_at AS "startsAt", minutes,
      state IN ('planned', 'open') AND revoked_at IS NULL AS stands, revoked_at IS NOT NULL AS revoked,
      ${consentStands(sql)} AS consented
    FROM devices JOIN appointments ON appointments.id = devices.appointment JOIN links ON links.hash = devices.link
    WHERE devices.hash IN ${sql(words.map(hashOf))}`;
  return words.flatMap((word) => {
    const row = rows.find(({ hash }) => hash.equals(hashOf(word)));
    if (row === undefined || linkEndsAt(row) <= now) return [];
    const { appointment, startsAt, minutes, stands, revoked, consented } = row;
    return [{ word, appointment, startsAt, minutes, stands, revoked, consented }];
  });
}
