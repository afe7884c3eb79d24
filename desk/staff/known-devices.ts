import { cookieOf, wordsIn } from "../cookie-words.ts";
import type { Query } from "../database/connect.ts";
import type { Desk } from "../desk.ts";
import { hashOf, newSecretWord } from "../secret-word.ts";
import { visitorOf } from "./sessions.ts";

/**
 * The cookie of a device on which somebody signed in before, with a word for each such person (OWASP, "Slow Down Online Guessing Attacks
 * with Device Cookies"): whoever guesses elsewhere can't shut its owner out. It opens nothing by itself.
 */
export const KNOWN_COOKIE = "__Host-known";
/** So long after the last signing-in a device is known. */
export const KNOWN_DAYS = 90;
/** Devices of one person; the one that was used longest ago is forgotten. */
const MOST_DEVICES = 10;

/**
 * Whether a device is known for a name. One that is seen in the future was written while the clock was wrong, and is not; requests at once
 * are let pass.
 *
 * @param cookie what {@link KNOWN_COOKIE} held, if anything
 * @returns the device, for what is counted by it
 */
export async function knownHere(desk: Desk, cookie: string | undefined, name: string): Promise<string | undefined> {
  const words = wordsIn(cookie);
  if (words.length === 0) return undefined;
  const [row] = await desk.sql<{ hash: Buffer }[]>`
    SELECT known_devices.hash FROM known_devices JOIN staff ON staff.id = known_devices.staff AND staff.active
    WHERE staff.name = ${name} AND known_devices.hash IN ${desk.sql(words.map(hashOf))} AND known_devices.seen_at > ${knownSince(desk)}
      AND known_devices.seen_at <= ${new Date(desk.now().getTime() + 60_000)} ORDER BY known_devices.hash`;
  return row?.hash.toString("base64url");
}

/** Forgets every device of a person but this one. @param cookie what {@link KNOWN_COOKIE} held, if anything */
export async function forgetOtherDevices(sql: Query, staff: string, cookie: string | undefined): Promise<void> {
  const own = wordsIn(cookie).map(hashOf);
  await sql`DELETE FROM known_devices WHERE staff = ${staff} ${own.length === 0 ? sql`` : sql`AND hash NOT IN ${sql(own)}`}`;
}

/**
 * Remembers the device of somebody who has just given both factors.
 *
 * @param session the cookie of the whole session
 * @param cookie what {@link KNOWN_COOKIE} held, if anything
 * @returns its new content
 */
export async function rememberDevice(desk: Desk, session: string, cookie: string | undefined): Promise<string> {
  const words = wordsIn(cookie);
  const visitor = await visitorOf(desk, session);
  if (visitor.kind !== "whole") return cookieOf(words);
  const { id } = visitor.staff;
  const now = desk.now();
  return desk.sql.begin(async (sql) => {
    const known =
      words.length === 0
        ? []
        : await sql<{ hash: Buffer }[]>`
            UPDATE known_devices SET seen_at = ${now} WHERE staff = ${id} AND hash IN ${sql(words.map(hashOf))} RETURNING hash`;
    const own = words.find((word) => known.some(({ hash }) => hash.equals(hashOf(word))));
    if (own !== undefined) return cookieOf([own, ...words]);
    const word = newSecretWord();
    await sql`INSERT INTO known_devices (hash, staff, seen_at) VALUES (${hashOf(word)}, ${id}, ${now})`;
    await sql`DELETE FROM known_devices WHERE staff = ${id} AND hash NOT IN (
      SELECT hash FROM known_devices WHERE staff = ${id} ORDER BY seen_at DESC, hash = ${hashOf(word)} DESC LIMIT ${MOST_DEVICES})`;
    return cookieOf([word, ...words]);
  });
}

/** Devices that were last used before it are known no more. */
export function knownSince(desk: Desk): Date {
  return new Date(desk.now().getTime() - KNOWN_DAYS * 86_400_000);
}
