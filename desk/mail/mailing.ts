import { appointmentOf } from "../appointments/appointments.ts";
import { linkAddress } from "../appointments/links.ts";
import { linkEndsAt } from "../appointments/times.ts";
import { tooMany, type TooMany } from "../attempts/limits.ts";
import { writeAudit, type Action, type Subject } from "../audit/write.ts";
import type { Desk } from "../desk.ts";
import { hashOf } from "../secret-word.ts";
import type { Language } from "../settings.ts";
import { may, NOT_ALLOWED, NOT_FOUND, type NotAllowed, type NotFound, type Staff } from "../staff/roles.ts";
import { addressIn } from "./address.ts";
import { handOver, type MailFault } from "./hand-over.ts";
import { messageOf } from "./message.ts";
import { passwordFor } from "./password.ts";
import { MAIL_WORDS } from "./words.ts";

/** Why a mail did not go. `not-an-address`: nothing was tried; `no-password`: an admin has to enter it first. */
export interface NotMailed {
  readonly kind: "refused";
  readonly why: "not-an-address" | "no-password" | MailFault;
}

/** What a link is sent with. */
export interface LinkToMail {
  /** What stands behind # in the link's address: the desk itself knows only its hash. */
  readonly link: string;
  /** As a person typed it. It is used for this one mail, and kept nowhere. */
  readonly to: string;
  /** The guest's. */
  readonly language: Language;
}

/** The link that was sent opens nothing: it was replaced or revoked, or the appointment is over. */
export interface LinkDead {
  readonly kind: "refused";
  readonly why: "dead";
}

/**
 * Sends an appointment's link through the practice's own server. What is written down is that it was begun, before anything leaves, and that it
 * failed, with the appointment's id alone: no mail goes without a line, whatever breaks.
 */
export async function mailLink(
  desk: Desk,
  by: Staff,
  id: string,
  { link, to, language }: LinkToMail,
): Promise<{ readonly kind: "taken" } | NotMailed | LinkDead | TooMany | NotAllowed | NotFound> {
  if (!may(by, "plan-appointments")) return NOT_ALLOWED;
  const found = await appointmentOf(desk, by, id);
  if (found.kind === "refused") return found;
  const { state } = found.appointment;
  const over = state === "ended" || state === "cancelled" || linkEndsAt(found.appointment) <= desk.now();
  const [living] = await desk.sql`
    SELECT FROM links WHERE hash = ${hashOf(link)} AND appointment = ${found.appointment.id} AND revoked_at IS NULL`;
  if (living === undefined || over) return { kind: "refused", why: "dead" };
  const { subject, text } = MAIL_WORDS[language];
  const letter = { to, subject, text: `${text}\n\n${linkAddress(desk, link)}\n` };
  return mail(desk, by, letter, { begun: "link-mailed", failed: "link-mail-failed", about: found.appointment.id });
}

/** Sends a mail without a link, so that an admin sees whether mail arrives. */
export async function mailTrial(
  desk: Desk,
  by: Staff,
  to: string,
): Promise<{ readonly kind: "taken" } | NotMailed | TooMany | NotAllowed | NotFound> {
  if (!may(by, "set-up-mail")) return NOT_ALLOWED;
  const { trialSubject, trial } = MAIL_WORDS[by.language];
  const letter = { to, subject: trialSubject, text: `${trial}\n` };
  return mail(desk, by, letter, { begun: "mail-tried", failed: "mail-trial-failed", about: "none" });
}

interface ToWrite {
  readonly begun: Action;
  readonly failed: Action;
  readonly about: Subject;
}

async function mail(
  desk: Desk,
  by: Staff,
  { to, subject, text }: { readonly to: string; readonly subject: string; readonly text: string },
  { begun, failed, about }: ToWrite,
): Promise<{ readonly kind: "taken" } | NotMailed | TooMany | NotFound> {
  const server = desk.settings.mail;
  if (server === undefined) return NOT_FOUND;
  const address = addressIn(to);
  if (address === undefined) return { kind: "refused", why: "not-an-address" };
  const known = await passwordFor(desk, server);
  if (known === undefined) return { kind: "refused", why: "no-password" };
  const wait = desk.limits.mailsByPerson.take(by.id, desk.now());
  if (wait > 0) return tooMany(wait);
  await desk.sql.begin((sql) => writeAudit(sql, by, begun, about));
  const { from } = server;
  const message = messageOf({ from, to: address, subject, text }, desk.now());
  const answer = await handOver(server, known.password, { from, to: address, message });
  if (answer.kind === "refused") await desk.sql.begin((sql) => writeAudit(sql, by, failed, about));
  return answer;
}
