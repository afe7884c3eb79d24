import { writeAudit } from "../audit/write.ts";
import type { Desk } from "../desk.ts";
import { opened, sealed } from "../sealing.ts";
import type { MailServer } from "../settings.ts";
import { may, NOT_ALLOWED, NOT_FOUND, type NotAllowed, type NotFound, type Staff } from "../staff/roles.ts";

/** Octets. A server's password has no rule but these: something, and of a length that a line of SMTP's can hold (RFC 4954, 4; RFC 5321, 4.5.3.1.4). */
const LONGEST = 256;

/** Keeps the mail server's password, in the place of the one before: sealed, for this server and this user alone. */
export async function setPassword(
  desk: Desk,
  by: Staff,
  password: string,
): Promise<{ readonly kind: "done" } | { readonly kind: "refused"; readonly why: "password" } | NotAllowed | NotFound> {
  if (!may(by, "set-up-mail")) return NOT_ALLOWED;
  const { mail, sealKey } = desk.settings;
  if (mail === undefined) return NOT_FOUND;
  if (password === "" || Buffer.byteLength(password) > LONGEST) return { kind: "refused", why: "password" };
  return desk.sql.begin(async (sql) => {
    await sql`INSERT INTO mail_password (sealed, set_at) VALUES (${sealed(sealKey, purposeOf(mail), password)}, ${desk.now()})
      ON CONFLICT (one) DO UPDATE SET sealed = EXCLUDED.sealed, set_at = EXCLUDED.set_at`;
    await writeAudit(sql, by, "mail-password-set", "none");
    return { kind: "done" };
  });
}

/** @returns undefined where nobody entered one for this server and this user */
export async function passwordFor(
  { sql, settings }: Desk,
  mail: MailServer,
): Promise<{ readonly password: string; readonly since: Date } | undefined> {
  const [row] = await sql<{ sealed: string; since: Date }[]>`SELECT sealed, set_at AS since FROM mail_password`;
  // What was entered for another server, or under another key, nobody else gets to see.
  const password = opened(settings.sealKey, purposeOf(mail), row?.sealed);
  return row === undefined || password === undefined ? undefined : { password, since: row.since };
}

function purposeOf({ server, user }: MailServer): string {
  return `mail ${user} at ${server}`;
}
