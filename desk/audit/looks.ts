import type { Query } from "../database/connect.ts";
import type { Desk } from "../desk.ts";
import type { Staff } from "../staff/roles.ts";
import { writeAudit } from "./write.ts";

/** Who looked at one appointment (an id), or at the list of them. */
export type Look =
  | { readonly action: "appointment-seen"; readonly subject: string }
  | { readonly action: "appointments-seen"; readonly subject: "appointments" };

/**
 * Writes down that a person looked at what is kept of guests (OWASP ASVS 4.0.3, 8.3.5): one line for each person, appointment and hour,
 * however often a page is loaded or asks by itself. The hour is the database's own.
 */
export async function noteLook(desk: Desk, by: Staff, look: Look): Promise<void> {
  if (await isNoted(desk.sql, by, look)) return;
  await desk.sql.begin(async (sql) => {
    // The lock that each new line takes (desk-schema.sql, audit_chain): of two looks at once one writes.
    await sql`SELECT pg_advisory_xact_lock(4051)`;
    if (!(await isNoted(sql, by, look))) await writeAudit(sql, by, look.action, look.subject);
  });
}

async function isNoted(sql: Query, by: Staff, { action, subject }: Look): Promise<boolean> {
  const lines = await sql`
    SELECT FROM audit WHERE actor = ${by.id} AND action = ${action} AND subject = ${subject}
    AND at > now() - interval '1 hour' LIMIT 1`;
  return lines.length > 0;
}
