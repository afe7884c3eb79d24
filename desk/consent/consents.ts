import { writeAudit } from "../audit/write.ts";
import { deviceOf, stateOf, type NoGuest, type NotNow } from "../appointments/waiting.ts";
import type { Desk } from "../desk.ts";
import { orderGuestsOut } from "../rooms/orders.ts";
import { LANGUAGES, type Language } from "../settings.ts";
import { consentStands } from "./standing.ts";

/** What a guest said yes to. */
export interface ConsentGiven {
  /** SHA-256 of the wording that was shown, hexadecimal. */
  readonly version: string;
  readonly language: Language;
}

/** Changing one's mind that often on one device is a person's; more is a program's, and would fill the log. */
const MOST_CONSENTS = 20;

/**
 * Keeps a guest's consent to meet by video at this appointment, for the device on which it is given. Given twice, it is one. It can be
 * taken back as often as it was given.
 *
 * @param cookie what `GUEST_COOKIE` held, if anything
 */
export async function giveConsent(
  desk: Desk,
  cookie: string | undefined,
  { version, language }: ConsentGiven,
): Promise<
  { readonly kind: "given" } | NotNow | NoGuest | { readonly kind: "refused"; readonly why: "wording" | "too-often" }
> {
  const isWording = /^[0-9a-f]{64}$/.test(version) && LANGUAGES.includes(language);
  if (!isWording) return { kind: "refused", why: "wording" };
  const now = desk.now();
  return desk.sql.begin(async (sql) => {
    const row = await deviceOf(sql, cookie, "for-update");
    if (row === undefined) return { kind: "nobody" };
    const state = stateOf(row, now);
    if (state !== "ready" && state !== "waiting" && state !== "admitted")
      return { kind: "refused", why: "state", state };
    if (row.consented) return { kind: "given" };
    const given = await sql`SELECT FROM consents WHERE device = ${row.device}`;
    if (given.length >= MOST_CONSENTS) return { kind: "refused", why: "too-often" };
    const [made] = await sql<{ id: string }[]>`
      INSERT INTO consents (guest, appointment, device, kind, version, language, given_at)
      VALUES (${row.guest}, ${row.appointment}, ${row.device}, 'video', ${version}, ${language}, ${now}) RETURNING id`;
    await writeAudit(sql, "guest", "consent-given", made?.id ?? "none");
    return { kind: "given" };
  });
}

/**
 * Takes back the consent that was given on this device, in whatever state the appointment is: from then on it neither waits nor enters,
 * and leaves the room. Another device's consent is another's, who may be somebody else: by a link that was taken back nobody is put out.
 *
 * @param cookie what `GUEST_COOKIE` held, if anything
 */
export async function withdrawConsent(
  desk: Desk,
  cookie: string | undefined,
): Promise<{ readonly kind: "withdrawn" } | NoGuest> {
  const now = desk.now();
  return desk.sql.begin(async (sql) => {
    const row = await deviceOf(sql, cookie, "for-update");
    if (row === undefined) return { kind: "nobody" };
    const taken = await sql<{ id: string }[]>`
      UPDATE consents SET withdrawn_at = ${now} WHERE withdrawn_at IS NULL AND (device = ${row.device}
        OR (device IS NULL AND appointment = ${row.appointment} AND NOT ${row.revoked}::boolean)) RETURNING id`;
    // With one from before, which was every device's, each leaves that has none of its own.
    const without = await sql<{ id: string; admitted: boolean }[]>`
      SELECT devices.id, admitted_at IS NOT NULL AS admitted FROM devices JOIN links ON links.hash = devices.link
      WHERE devices.appointment = ${row.appointment} AND waits_since IS NOT NULL AND NOT ${consentStands(sql)}`;
    const ids = without.map(({ id }) => id);
    await sql`UPDATE devices SET waits_since = NULL, admitted_at = NULL WHERE id = ANY(${ids})`;
    const devices = without.filter(({ admitted }) => admitted).map(({ id }) => id);
    await orderGuestsOut(sql, row.room, devices, "consent-taken-back", desk.now());
    for (const { id } of taken) await writeAudit(sql, "guest", "consent-withdrawn", id);
    return { kind: "withdrawn" };
  });
}
