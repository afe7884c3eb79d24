import { html, raw } from "hono/html";
import type { Appointment } from "../../appointments/appointments.ts";
import { calendarOf } from "../../appointments/calendar.ts";
import { opensAt, roomOpensAt } from "../../appointments/times.ts";
import { may } from "../../staff/roles.ts";
import { choiceField, fieldOf, problemSummary, saidStatus, textField, type Form, type Problem } from "../forms.ts";
import { NOTHING, staffPage, tokenField, type Html } from "../layout.ts";
import type { StaffVisit } from "../visit.ts";
import { timeText, wallTimeOf } from "../zone.ts";
import { linkByMail, type Shown } from "./mail.ts";
import { canEnter, linkState, named, openButton, opensText, when } from "./appointments.ts";
import { actButton, confirmedAct, onceShown } from "./acts.ts";

const USUAL_MINUTES = 50;

/** For whom somebody can make an appointment. */
export type Hosts = readonly { readonly id: string; readonly name: string }[];

export function newAppointmentPage(
  visit: StaffVisit,
  hosts: Hosts,
  problems: readonly Problem[],
  form: Form | undefined,
): Html {
  const own = visit.words.newAppointment;
  const given = (name: string, otherwise: string): string => (form === undefined ? otherwise : fieldOf(form, name));
  const body = html`${problemSummary(visit, problems)}
    <form method="post" action="/appointments" novalidate>
      ${tokenField(visit)}
      ${
        hosts.length > 1
          ? choiceField(
              { name: "host", label: own.host, value: given("host", visit.staff.id) },
              hosts.map(({ id, name }) => ({ value: id, text: name })),
              problems,
            )
          : html`<input type="hidden" name="host" value="${hosts[0]?.id ?? ""}" />`
      }
      ${textField(
        {
          ...{ name: "label", label: own.label, hint: own.labelHint, value: given("label", "") },
          attributes: 'maxlength="12" autocomplete="off" spellcheck="false" required',
        },
        problems,
      )}
      ${timeFields(visit, problems, { date: given("date", ""), time: given("time", ""), minutes: given("minutes", `${USUAL_MINUTES}`) })}
      <div class="acts"><button>${own.make}</button> <a href="/appointments">${visit.words.frame.back}</a></div>
    </form>`;
  return staffPage(visit, { title: own.title, body });
}

function timeFields(
  { words, zone, site }: StaffVisit,
  problems: readonly Problem[],
  given: { readonly date: string; readonly time: string; readonly minutes: string },
): Html {
  const own = words.newAppointment;
  const { date } = wallTimeOf(zone, site.desk.now());
  return html`<div class="row">
      ${textField({ name: "date", label: own.date, value: given.date, attributes: `type="date" min="${date}" required` }, problems)}
      ${textField({ name: "time", label: own.time, value: given.time, attributes: 'type="time" required' }, problems)}
      ${textField(
        {
          name: "minutes",
          label: own.minutes,
          value: given.minutes,
          attributes: 'type="number" inputmode="numeric" min="10" max="180" required',
        },
        problems,
      )}
    </div>
    <input type="hidden" name="zone" value="${zone}" />
    <p class="hint">${words.frame.zone(zone)}</p>`;
}

export function appointmentPage(
  visit: StaffVisit,
  appointment: Appointment,
  problems: readonly Problem[],
  { said, form }: { readonly said?: string | undefined; readonly form?: Form } = {},
): Html {
  const { words, zone } = visit;
  const own = words.appointment;
  const stands = appointment.state === "planned" || appointment.state === "open";
  const planned = wallTimeOf(zone, appointment.startsAt);
  const given = (name: string, otherwise: string): string => (form === undefined ? otherwise : fieldOf(form, name));
  const facts: readonly (readonly [string, Html | string])[] = [
    [own.when, when(visit, appointment)],
    [own.host, appointment.host.name],
    [own.state, words.appointments.states[appointment.state]],
    [own.link, linkState(visit, appointment)],
    [own.consent, appointment.consented ? own.consented : own.notConsented],
  ];
  const body = html`${problemSummary(visit, problems)} ${saidStatus(said)}
    <dl>
      ${facts.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
    ${enterOrWhen(visit, appointment)}
    ${
      stands
        ? html`<section aria-labelledby="link-title">
              <h2 id="link-title">${own.linkTitle}</h2>
              <p>${own.linkText}</p>
              <div class="acts">
                ${actButton(visit, `/appointments/${appointment.id}/link`, own.newLink)}
                ${appointment.linked ? actButton(visit, `/appointments/${appointment.id}/revoke`, own.revoke) : NOTHING}
              </div>
            </section>
            <details ${problems.length > 0 ? raw("open") : NOTHING}>
              <summary>${own.move}</summary>
              <form method="post" action="/appointments/${appointment.id}/move" novalidate>
                ${tokenField(visit)}
                ${timeFields(visit, problems, {
                  date: given("date", planned.date),
                  time: given("time", planned.time),
                  minutes: given("minutes", `${appointment.minutes}`),
                })}
                <button>${own.moveButton}</button>
              </form>
            </details>
            ${
              may(visit.staff, "hold-room") && appointment.host.id === visit.staff.id
                ? confirmedAct(visit, { to: `/appointments/${appointment.id}/end`, act: own.end, sure: own.endSure })
                : NOTHING
            }
            ${confirmedAct(visit, { to: `/appointments/${appointment.id}/cancel`, act: own.cancel, sure: own.cancelSure })}`
        : NOTHING
    }
    <p><a href="/appointments">${own.all}</a></p>`;
  return staffPage(visit, { title: own.title(named(visit, appointment)), body });
}

/** The way into the room for its host, or from when on there is one. */
function enterOrWhen(visit: StaffVisit, appointment: Appointment): Html {
  if (canEnter(visit, appointment)) return html`<div class="acts">${openButton(visit, appointment)}</div>`;
  const opens = roomOpensAt(appointment);
  const isOwn = may(visit.staff, "hold-room") && appointment.host.id === visit.staff.id;
  return isOwn && appointment.state === "planned" && opens > visit.site.desk.now()
    ? html`<p>${opensText(visit, opens)}</p>`
    : NOTHING;
}

/** A link that was made just now: it is shown here, and never again. */
export function linkPage(
  visit: StaffVisit,
  appointment: Appointment,
  address: string,
  mailed: Shown = { problems: [] },
): Html {
  const { words, site, zone } = visit;
  const own = words.link;
  const calendar = calendarOf({ ...appointment, title: site.desk.settings.title, address }, site.desk.now());
  const opens = timeText(words.language, zone, opensAt(appointment));
  const body = html`${problemSummary(visit, mailed.problems)} ${saidStatus(mailed.said)}
    <p>${when(visit, appointment)}</p>
    <p><strong>${own.once}</strong> ${own.handOver}</p>
    ${onceShown(visit, address)}
    <p>
      <a
        class="button second"
        download="appointment.ics"
        href="data:text/calendar;charset=utf-8,${encodeURIComponent(calendar)}"
        >${own.calendar}</a
      >
    </p>
    <p class="hint">${own.opens(opens)}</p>
    ${linkByMail(visit, appointment, new URL(address).hash.slice(1), mailed)}
    <p><a href="/appointments/${appointment.id}">${own.goOn}</a></p>`;
  return staffPage(visit, { title: own.title(named(visit, appointment)), body });
}

/** The room is open: its address opens a window of its own, so that the desk stays where guests are let in. */
export function roomPage(visit: StaffVisit, appointment: Appointment, address: string): Html {
  const own = visit.words.room;
  const body = html`<p>${own.text}</p>
    <p>
      <a class="button" id="enter" href="${address}" target="_blank" rel="noopener noreferrer" autofocus
        >${own.enter}</a
      >
    </p>
    <p class="hint">${own.minutes}</p>
    <p><a href="/appointments">${own.back}</a></p>`;
  return staffPage(visit, { title: own.title(named(visit, appointment)), body });
}
