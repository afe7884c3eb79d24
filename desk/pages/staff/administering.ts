import type { Context, Hono } from "hono";
import { countsOf } from "../../appointments/appointments.ts";
import { readAudit } from "../../audit/read.ts";
import { machineStateOf } from "../../machine/state.ts";
import { LANGUAGES } from "../../settings.ts";
import { activate, changeRoles, deactivate, invite, people, resetFactors } from "../../staff/people.ts";
import { ROLES, type Role } from "../../staff/roles.ts";
import { fieldOf, type Form, type Problem } from "../forms.ts";
import { faultPage, forStaff, fromConfirmed, shown, type Site, type StaffVisit } from "../visit.ts";
import { dayAround } from "../zone.ts";
import { auditPage } from "./audit.ts";
import { countsPage } from "./counts.ts";
import { invitedPage, peoplePage } from "./people.ts";

/** Accounts and the audit log for an admin, counts for support. */
export function addAdministering(app: Hono, site: Site): void {
  const { desk } = site;

  app.get(
    "/people",
    forStaff(site, "manage-people", (visit, context) =>
      showPeople(visit, context, [], {
        said: saidIn(visit, context.req.query("said")),
      }),
    ),
  );
  app.post(
    "/people",
    fromConfirmed(site, "manage-people", "people", async (visit, context, form) => {
      const roles = rolesIn(form);
      const language = LANGUAGES.find((known) => known === fieldOf(form, "language")) ?? desk.settings.language;
      const answer = await invite(desk, visit.staff, { name: fieldOf(form, "name").trim(), roles, language });
      if (answer.kind === "invited") return shown(context, invitedPage(visit, answer.address));
      if (answer.why === "not-allowed") return faultPage(visit, context, "not-found");
      const field = answer.why === "taken" ? "name" : answer.why;
      return showPeople(visit, context, [{ field, text: visit.words.people.problems[answer.why] }], { form });
    }),
  );
  app.post("/people/:id/reset", invites(resetFactors));
  app.post("/people/:id/activate", invites(activate));
  app.post(
    "/people/:id/deactivate",
    fromConfirmed(site, "manage-people", "people", async (visit, context) => {
      const answer = await deactivate(desk, visit.staff, context.req.param("id") ?? "");
      if (answer.kind === "done") return context.redirect("/people?said=deactivated", 303);
      if (answer.why !== "self") return faultPage(visit, context, "not-found");
      return showPeople(visit, context, [{ text: visit.words.people.problems.self }], {});
    }),
  );
  app.post(
    "/people/:id/roles",
    fromConfirmed(site, "manage-people", "people", async (visit, context, form) => {
      const answer = await changeRoles(desk, visit.staff, context.req.param("id") ?? "", rolesIn(form));
      if (answer.kind === "done") return context.redirect("/people?said=roles", 303);
      if (answer.why === "not-allowed" || answer.why === "not-found") return faultPage(visit, context, "not-found");
      return showPeople(visit, context, [{ text: visit.words.people.problems[answer.why] }], {});
    }),
  );
  app.get(
    "/audit",
    forStaff(site, "read-audit", async (visit, context) => {
      const before = /^[0-9]{1,15}$/.exec(context.req.query("before") ?? "")?.[0];
      const read = await readAudit(desk, visit.staff, before === undefined ? undefined : Number(before));
      const known = await people(desk, visit.staff);
      if (read.kind === "refused" || known.kind === "refused") return faultPage(visit, context, "not-found");
      const names = new Map(known.people.map(({ id, name }) => [id, name]));
      return shown(context, auditPage(visit, read.entries, names));
    }),
  );
  app.get(
    "/counts",
    forStaff(site, "see-counts", async (visit, context) => {
      // Whoever asks, the day is the same one: in zones of one's own choice one could count the appointments of any hour.
      const answer = await countsOf(desk, visit.staff, dayAround("UTC", desk.now()));
      const machine = await machineStateOf(desk, visit.staff);
      if (answer.kind === "refused" || machine.kind === "refused") return faultPage(visit, context, "not-found");
      return shown(context, countsPage(visit, answer.counts, machine.state));
    }),
  );

  async function showPeople(
    visit: StaffVisit,
    context: Context,
    problems: readonly Problem[],
    more: { readonly form?: Form; readonly said?: string | undefined },
  ): Promise<Response> {
    const answer = await people(desk, visit.staff);
    if (answer.kind === "refused") return faultPage(visit, context, "not-found");
    return shown(context, peoplePage(visit, answer.people, problems, more), problems.length > 0 ? 422 : 200);
  }

  function invites(does: typeof resetFactors | typeof activate): ReturnType<typeof fromConfirmed> {
    return fromConfirmed(site, "manage-people", "people", async (visit, context) => {
      const answer = await does(desk, visit.staff, context.req.param("id") ?? "");
      if (answer.kind === "refused") return faultPage(visit, context, "not-found");
      return shown(context, invitedPage(visit, answer.address));
    });
  }
}

function rolesIn(form: Form): readonly Role[] {
  return ROLES.filter((role) => form.getAll("roles").includes(role));
}

function saidIn({ words }: StaffVisit, word: string | undefined): string | undefined {
  const own = words.people;
  return new Map([
    ["deactivated", own.deactivated],
    ["roles", own.rolesChanged],
    ["confirmed", own.confirmed],
  ]).get(word ?? "");
}
