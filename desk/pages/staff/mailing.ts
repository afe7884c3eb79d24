import type { Context, Hono } from "hono";
import { appointmentOf } from "../../appointments/appointments.ts";
import { linkAddress } from "../../appointments/links.ts";
import type { TooMany } from "../../attempts/limits.ts";
import { mailLink, mailTrial, type NotMailed } from "../../mail/mailing.ts";
import { passwordFor, setPassword } from "../../mail/password.ts";
import { LANGUAGES } from "../../settings.ts";
import { fieldOf, type Problem } from "../forms.ts";
import { faultPage, forConfirmed, fromConfirmed, fromStaff, shown, type Site, type StaffVisit } from "../visit.ts";
import { linkPage } from "./appointment.ts";
import { mailPage, type Shown } from "./mail.ts";

/** Links by mail, and what an admin does for it. Without a mail server there is none of it. */
export function addMailing(app: Hono, site: Site): void {
  const { desk } = site;
  const server = desk.settings.mail;
  if (server === undefined) return;

  app.post(
    "/appointments/:id/mail",
    fromStaff(site, "plan-appointments", async (visit, context, form) => {
      const id = context.req.param("id") ?? "";
      const link = fieldOf(form, "link");
      const language = LANGUAGES.find((known) => known === fieldOf(form, "language")) ?? desk.settings.language;
      const sent = await mailLink(desk, visit.staff, id, { link, language, to: fieldOf(form, "to") });
      if (sent.kind === "refused" && sent.why === "dead")
        return context.redirect(`/appointments/${encodeURIComponent(id)}?said=link-dead`, 303);
      if (sent.kind === "refused" && (sent.why === "not-found" || sent.why === "not-allowed"))
        return faultPage(visit, context, "not-found");
      const found = await appointmentOf(desk, visit.staff, id);
      if (found.kind === "refused") return faultPage(visit, context, "not-found");
      const answer: Shown =
        sent.kind === "taken"
          ? { problems: [], said: visit.words.mail.sent }
          : { problems: [problemOf(visit, sent)], form };
      return shown(context, linkPage(visit, found.appointment, linkAddress(desk, link), answer), statusOf(answer));
    }),
  );
  app.get(
    "/mail",
    forConfirmed(site, "set-up-mail", "mail", (visit, context) =>
      showMail(visit, context, {
        problems: [],
        said: context.req.query("said") === "password" ? visit.words.mail.passwordKept : undefined,
      }),
    ),
  );
  app.post(
    "/mail/password",
    fromConfirmed(site, "set-up-mail", "mail", async (visit, context, form) => {
      const answer = await setPassword(desk, visit.staff, fieldOf(form, "password"));
      if (answer.kind === "done") return context.redirect("/mail?said=password", 303);
      if (answer.why !== "password") return faultPage(visit, context, "not-found");
      return showMail(visit, context, { problems: [{ field: "password", text: visit.words.mail.passwordMissing }] });
    }),
  );
  app.post(
    "/mail/trial",
    fromStaff(site, "set-up-mail", async (visit, context, form) => {
      const sent = await mailTrial(desk, visit.staff, fieldOf(form, "to"));
      if (sent.kind === "taken") return showMail(visit, context, { problems: [], said: visit.words.mail.trialSent });
      if (sent.why === "not-found" || sent.why === "not-allowed") return faultPage(visit, context, "not-found");
      return showMail(visit, context, { problems: [problemOf(visit, sent)], form });
    }),
  );

  async function showMail(visit: StaffVisit, context: Context, what: Shown): Promise<Response> {
    if (server === undefined) return faultPage(visit, context, "not-found");
    const known = await passwordFor(desk, server);
    return shown(context, mailPage(visit, server, known?.since, what), statusOf(what));
  }
}

function statusOf({ problems }: Shown): 200 | 422 {
  return problems.length > 0 ? 422 : 200;
}

/** What a person can do about it, at the field where it is in the address. */
function problemOf({ words }: StaffVisit, refused: NotMailed | TooMany): Problem {
  if (refused.why === "too-many-attempts") return { text: words.refusals["too-many-attempts"](refused.seconds) };
  const text = words.mail.faults[refused.why];
  return refused.why === "not-an-address" || refused.why === "address" ? { field: "to", text } : { text };
}
