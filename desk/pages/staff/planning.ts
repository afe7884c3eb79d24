import type { Context, Hono } from "hono";
import {
  appointmentOf,
  appointmentsOf,
  cancelAppointment,
  endAppointment,
  hostsFor,
  letIn,
  makeAppointment,
  moveAppointment,
  openRoom,
  replaceLink,
  revokeLinks,
  type Appointment,
  type LinkMade,
} from "../../appointments/appointments.ts";
import type { Planned } from "../../appointments/times.ts";
import { noteLook } from "../../audit/looks.ts";
import { fieldOf, type Form, type Problem } from "../forms.ts";
import { faultPage, forStaff, fromStaff, shown, type Site, type StaffVisit } from "../visit.ts";
import type { Words } from "../words.ts";
import { dayAround, instantOf, zoneOf } from "../zone.ts";
import { appointmentPage, linkPage, newAppointmentPage, roomPage } from "./appointment.ts";
import { appointmentsPage, opensText, waitingList, type Agenda } from "./appointments.ts";
import { sameGuestPage, SOMEBODY_ELSE } from "./same-guest.ts";

const HOUR = 3_600_000;
/** As far ahead as appointments can be made. */
const AHEAD_HOURS = 731 * 24;
/** A meeting of last night is still today's. */
const BEHIND_HOURS = 4;

type Done = keyof Words["done"];

/** Appointments, their links, who waits, and the room. */
export function addPlanning(app: Hono, site: Site): void {
  const { desk } = site;

  app.get(
    "/appointments",
    forStaff(site, "see-appointments", async (visit, context) => {
      const said = context.req.query("said");
      const words = visit.words.done;
      return shown(
        context,
        appointmentsPage(visit, await agenda(visit), isDone(words, said) ? words[said] : undefined),
      );
    }),
  );
  app.get(
    "/appointments/waiting",
    forStaff(site, "see-appointments", async (visit, context) => {
      return shown(context, waitingList(visit, (await agenda(visit)).today));
    }),
  );
  app.get(
    "/appointments/new",
    forStaff(site, "plan-appointments", (visit, context) => newAppointment(visit, context, [])),
  );
  app.post(
    "/appointments",
    fromStaff(site, "plan-appointments", async (visit, context, form) => {
      const planned = plannedIn(visit, form);
      if (planned.kind === "problems") return newAppointment(visit, context, planned.problems, form);
      const [host, label, guest] = [fieldOf(form, "host"), fieldOf(form, "label"), fieldOf(form, "guest")];
      if (guest === SOMEBODY_ELSE) {
        const another = { field: "label", text: visit.words.sameGuest.another(label) };
        return newAppointment(visit, context, [another], form);
      }
      const asked = { ...planned, host, label, guest };
      const made = await makeAppointment(desk, visit.staff, asked);
      if (made.kind === "made") return showLink(visit, context, made);
      if (made.kind === "label-known") {
        for (const known of [made.last, made.next])
          if (known !== undefined) await noteLook(desk, visit.staff, { action: "appointment-seen", subject: known.id });
        return shown(context, sameGuestPage(visit, form, made));
      }
      if (made.why === "not-allowed") return faultPage(visit, context, "not-found");
      return newAppointment(visit, context, [problemOf(visit, made.why)], form);
    }),
  );
  app.get(
    "/appointments/:id",
    forStaff(site, "see-appointments", (visit, context) => {
      const said = context.req.query("said");
      const words = visit.words.done;
      return showAppointment(visit, context, [], { said: isDone(words, said) ? words[said] : undefined });
    }),
  );
  app.post(
    "/appointments/:id/link",
    fromStaff(site, "plan-appointments", async (visit, context) => {
      const made = await replaceLink(desk, visit.staff, idIn(context));
      return made.kind === "made" ? showLink(visit, context, made) : refused(visit, context, made.why);
    }),
  );
  app.post(
    "/appointments/:id/move",
    fromStaff(site, "plan-appointments", async (visit, context, form) => {
      const planned = plannedIn(visit, form);
      if (planned.kind === "problems") return showAppointment(visit, context, planned.problems, { form });
      const moved = await moveAppointment(desk, visit.staff, idIn(context), planned);
      if (moved.kind === "done") return context.redirect(`/appointments/${idIn(context)}?said=moved`, 303);
      if (moved.why === "over" || moved.why === "not-found" || moved.why === "not-allowed")
        return refused(visit, context, moved.why);
      return showAppointment(visit, context, [problemOf(visit, moved.why)], { form });
    }),
  );
  app.post("/appointments/:id/revoke", act("plan-appointments", "revoked", revokeLinks));
  app.post("/appointments/:id/cancel", act("plan-appointments", "cancelled", cancelAppointment));
  app.post("/appointments/:id/end", act("hold-room", "ended", endAppointment));
  app.post(
    "/appointments/:id/open",
    fromStaff(site, "hold-room", async (visit, context) => {
      const room = await openRoom(desk, visit.staff, idIn(context));
      if (room.kind === "refused" && room.why === "early")
        return showAppointment(visit, context, [], { said: opensText(visit, room.opensAt) });
      if (room.kind === "refused") return refused(visit, context, room.why);
      const found = await appointmentOf(desk, visit.staff, idIn(context));
      if (found.kind === "refused") return faultPage(visit, context, "not-found");
      return shown(context, roomPage(visit, found.appointment, room.address));
    }),
  );
  app.post(
    "/waiting/:device/let-in",
    fromStaff(site, "let-in", async (visit, context) => {
      const answer = await letIn(desk, visit.staff, context.req.param("device") ?? "");
      if (answer.kind === "done") return context.redirect("/appointments?said=let-in", 303);
      if (answer.why === "not-found" || answer.why === "not-allowed") return faultPage(visit, context, "not-found");
      return context.redirect(`/appointments?said=${answer.why}`, 303);
    }),
  );

  async function agenda({ staff, zone }: StaffVisit): Promise<Agenda> {
    await noteLook(desk, staff, { action: "appointments-seen", subject: "appointments" });
    const now = desk.now();
    const today = dayAround(zone, now);
    const begin = new Date(Math.min(today.from.getTime(), now.getTime() - BEHIND_HOURS * HOUR));
    const spans = [
      { from: begin, until: today.until },
      { from: today.until, until: new Date(now.getTime() + AHEAD_HOURS * HOUR) },
    ];
    const [first, second] = await Promise.all(spans.map((span) => appointmentsOf(desk, staff, span)));
    const listed = (answer: typeof first): readonly Appointment[] =>
      answer?.kind === "appointments" ? answer.appointments : [];
    return { today: listed(first), coming: listed(second).filter(({ state }) => state !== "cancelled") };
  }

  async function newAppointment(
    visit: StaffVisit,
    context: Context,
    problems: readonly Problem[],
    form?: Form,
  ): Promise<Response> {
    const found = await hostsFor(desk, visit.staff);
    const hosts = found.kind === "hosts" ? found.hosts : [];
    return shown(context, newAppointmentPage(visit, hosts, problems, form), problems.length > 0 ? 422 : 200);
  }

  async function showAppointment(
    visit: StaffVisit,
    context: Context,
    problems: readonly Problem[],
    more: { readonly said?: string | undefined; readonly form?: Form },
  ): Promise<Response> {
    const found = await appointmentOf(desk, visit.staff, idIn(context));
    if (found.kind === "refused") return faultPage(visit, context, "not-found");
    await noteLook(desk, visit.staff, { action: "appointment-seen", subject: found.appointment.id });
    return shown(context, appointmentPage(visit, found.appointment, problems, more), problems.length > 0 ? 422 : 200);
  }

  async function showLink(visit: StaffVisit, context: Context, { id, address }: LinkMade): Promise<Response> {
    const found = await appointmentOf(desk, visit.staff, id);
    if (found.kind === "refused") return faultPage(visit, context, "not-found");
    return shown(context, linkPage(visit, found.appointment, address));
  }

  function act(
    permission: "plan-appointments" | "hold-room",
    done: Done,
    does: typeof cancelAppointment | typeof revokeLinks,
  ): ReturnType<typeof fromStaff> {
    return fromStaff(site, permission, async (visit, context) => {
      const answer = await does(desk, visit.staff, idIn(context));
      if (answer.kind === "refused") return refused(visit, context, answer.why);
      return context.redirect(`/appointments/${idIn(context)}?said=${done}`, 303);
    });
  }

  function refused(
    visit: StaffVisit,
    context: Context,
    why: "over" | "not-found" | "not-allowed",
  ): Response | Promise<Response> {
    return why === "over"
      ? context.redirect(`/appointments/${idIn(context)}?said=over`, 303)
      : faultPage(visit, context, "not-found");
  }
}

function idIn(context: Context): string {
  return context.req.param("id") ?? "";
}

function isDone(words: Words["done"], text: string | undefined): text is Done {
  return text !== undefined && Object.hasOwn(words, text);
}

/** What a form's fields say about the time, as it is in the zone that the page was written for. */
function plannedIn(
  visit: StaffVisit,
  form: Form,
): ({ readonly kind: "planned" } & Planned) | { readonly kind: "problems"; readonly problems: readonly Problem[] } {
  const { newAppointment: own } = visit.words;
  const [date, time, minutes] = [fieldOf(form, "date"), fieldOf(form, "time"), fieldOf(form, "minutes")];
  const startsAt = instantOf(zoneOf(fieldOf(form, "zone")), { date, time });
  const problems = [
    ...(date === "" ? [{ field: "date", text: own.dateMissing }] : []),
    ...(time === "" ? [{ field: "time", text: own.timeMissing }] : []),
    ...(date !== "" && time !== "" && startsAt === undefined ? [{ field: "time", text: own.noSuchTime }] : []),
    ...(/^[0-9]{1,4}$/.test(minutes) ? [] : [{ field: "minutes", text: own.problems.minutes }]),
  ];
  if (problems.length > 0 || startsAt === undefined) return { kind: "problems", problems };
  return { kind: "planned", startsAt, minutes: Number(minutes) };
}

function problemOf({ words }: StaffVisit, why: keyof Words["newAppointment"]["problems"]): Problem {
  const field = why === "time-past" || why === "time-far" ? "date" : why;
  return { field, text: words.newAppointment.problems[why] };
}
