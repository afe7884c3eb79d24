import type { Attempts } from "../attempts/attempts.ts";
import type { Query } from "../database/connect.ts";
import type { Staff } from "../staff/roles.ts";

/** Everything that is written down; a word for an act, and nothing of its content. */
export const ACTIONS = [
  "signed-in",
  "signed-out",
  "sign-in-refused",
  "password-right",
  "app-unreadable",
  "factor-refused",
  "enrolment-made",
  "enrolment-opened",
  "enrolled",
  "person-deactivated",
  "person-activated",
  "roles-changed",
  "password-changed",
  "factor-added",
  "factor-removed",
  "sessions-ended",
  "appointment-made",
  "appointment-moved",
  "appointment-cancelled",
  "appointment-ended",
  "link-made",
  "link-mailed",
  "link-mail-failed",
  "links-revoked",
  "link-opened",
  "link-refused",
  "consent-given",
  "consent-withdrawn",
  "appointments-seen",
  "appointment-seen",
  "let-in",
  "room-opened",
  "room-entered",
  "audit-read",
  "mail-password-set",
  "mail-tried",
  "mail-trial-failed",
  "forgotten",
] as const;
export type Action = (typeof ACTIONS)[number];

/** Who did it: a person of the staff, somebody with a link, or the machine (its administrator's command, its clock). */
export type Actor = Pick<Staff, "id"> | "guest" | "machine";

/** An id, or `none` where there is none, or one of the few words for what the machine deletes. */
export type Subject = string;

/**
 * Writes one entry, last in the transaction of the act: both are there or neither is. The database itself gives it its number, time
 * and hash, one writer after the other until each transaction ends.
 *
 * @param sql the act's transaction
 */
export async function writeAudit(sql: Query, actor: Actor, action: Action, subject: Subject): Promise<void> {
  const who = typeof actor === "string" ? actor : actor.id;
  await sql`INSERT INTO audit (actor, action, subject) VALUES (${who}, ${action}, ${subject})`;
}

/**
 * As {@link writeAudit}, of what strangers can bring about as often as they like: at most as many lines about one subject as `lines` lets
 * through, so that nobody pushes the others out of sight.
 */
export async function writeAuditWithin(
  { lines, now }: { readonly lines: Attempts; readonly now: Date },
  sql: Query,
  actor: Actor,
  action: Action,
  subject: Subject,
): Promise<void> {
  if (lines.take(`${action} ${subject}`, now) === 0) await writeAudit(sql, actor, action, subject);
}
