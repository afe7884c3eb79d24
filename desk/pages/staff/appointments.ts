import { html } from "hono/html";
import type { Appointment } from "../../appointments/appointments.ts";
import { endsAt, roomEndsAt, roomOpensAt } from "../../appointments/times.ts";
import { may, mayForAll, type Staff } from "../../staff/roles.ts";
import { saidStatus } from "../forms.ts";
import { NOTHING, staffPage, tokenField, type Html } from "../layout.ts";
import type { StaffVisit } from "../visit.ts";
import { dayText, timeText } from "../zone.ts";

/** What the page of appointments shows. */
export interface Agenda {
  readonly today: readonly Appointment[];
  readonly coming: readonly Appointment[];
}

export function appointmentsPage(visit: StaffVisit, { today, coming }: Agenda, said?: string): Html {
  const { words } = visit;
  const own = words.appointments;
  const body = html`${saidStatus(said)}
    <p><a class="button" href="/appointments/new">${own.make}</a></p>
    <section aria-labelledby="waiting-title">
      <h2 id="waiting-title">${own.waitingTitle}</h2>
      <div id="waiting">${waitingList(visit, today)}</div>
      <p class="status" role="status" id="waiting-status"></p>
    </section>
    <section aria-labelledby="today-title">
      <h2 id="today-title">${own.today}</h2>
      ${today.length === 0 ? html`<p>${own.noneToday}</p>` : list(visit, today)}
    </section>
    <section aria-labelledby="coming-title">
      <h2 id="coming-title">${own.coming}</h2>
      ${coming.length === 0 ? html`<p>${own.noneComing}</p>` : list(visit, coming)}
    </section>
    <p class="hint">${words.frame.zone(visit.zone)}</p>`;
  return staffPage(visit, { title: own.title, body, work: "waiting-list" });
}

/** Who waits, with the way in: the part of the page that the script asks for again (desk/browser/waiting-list.ts). */
export function waitingList(visit: StaffVisit, appointments: readonly Appointment[]): Html {
  const { words, staff, site } = visit;
  const own = words.appointments;
  const waited = (since: Date): number => Math.floor((site.desk.now().getTime() - since.getTime()) / 60_000);
  const items = appointments.flatMap((appointment) =>
    appointment.waiting.map(({ device, since }) => ({ appointment, device, minutes: waited(since) })),
  );
  if (items.length === 0) return html`<p data-waiting="${own.waitingCount(0)}">${own.nobodyWaits}</p>`;
  return html`<ul class="cards" data-waiting="${own.waitingCount(items.length)}">
    ${items.map(
      ({ appointment, device, minutes }) =>
        html`<li class="card waits">
          <h3>${named(visit, appointment)}</h3>
          <p>${when(visit, appointment)} · ${own.waits(minutes)}</p>
          ${
            holds(staff, appointment)
              ? html`${appointment.state === "planned" ? html`<p class="hint">${own.openFirst}</p>` : NOTHING}
                  <div class="acts">
                    ${appointment.state === "planned" ? openButton(visit, appointment) : NOTHING}
                    <form method="post" action="/waiting/${device}/let-in">
                      ${tokenField(visit)}
                      <button id="let-in-${device}" class="${appointment.state === "planned" ? "second" : ""}">
                        ${own.letIn(appointment.guest.label)}
                      </button>
                    </form>
                  </div>`
              : NOTHING
          }
        </li>`,
    )}
  </ul>`;
}

function list(visit: StaffVisit, appointments: readonly Appointment[]): Html {
  const own = visit.words.appointments;
  return html`<ul class="cards">
    ${appointments.map(
      (appointment) =>
        html`<li class="card ${appointment.state}">
          <h3><a href="/appointments/${appointment.id}">${named(visit, appointment)}</a></h3>
          <p>${when(visit, appointment)}</p>
          <p class="facts">${own.states[appointment.state]} · ${linkState(visit, appointment)}</p>
          ${canEnter(visit, appointment) ? html`<div class="acts">${openButton(visit, appointment)}</div>` : NOTHING}
        </li>`,
    )}
  </ul>`;
}

/** Whom it is with, and for who sees others' appointments, whose it is. */
export function named({ staff, words }: StaffVisit, { guest, host }: Appointment): string {
  return mayForAll(staff, "see-appointments") && host.id !== staff.id
    ? words.appointments.guestOf(guest.label, host.name)
    : guest.label;
}

/** Day, time and length. */
export function when({ words, zone, site }: StaffVisit, appointment: Appointment): Html {
  const { startsAt, minutes } = appointment;
  const text = (instant: Date): string => timeText(words.language, zone, instant);
  const isToday = dayText(words.language, zone, startsAt) === dayText(words.language, zone, site.desk.now());
  return html`<time datetime="${startsAt.toISOString()}"
      >${isToday ? NOTHING : `${dayText(words.language, zone, startsAt)}, `}${text(startsAt)}–${text(endsAt(appointment))}</time
    >
    (${words.frame.minutes(minutes)})`;
}

export function linkState({ words }: StaffVisit, { linked, devices }: Appointment): string {
  return linked ? words.appointments.devices(devices) : words.appointments.noLink;
}

/** Whether the room is this person's to open, now. */
export function canEnter({ staff, site }: StaffVisit, appointment: Appointment): boolean {
  const stands = appointment.state === "planned" || appointment.state === "open";
  const now = site.desk.now();
  return holds(staff, appointment) && stands && roomOpensAt(appointment) <= now && roomEndsAt(appointment) > now;
}

/** When the room can be opened, for the person who will. */
export function opensText({ words, zone }: StaffVisit, opens: Date): string {
  return words.appointment.opens(dayText(words.language, zone, opens), timeText(words.language, zone, opens));
}

export function openButton(visit: StaffVisit, { id, state }: Appointment): Html {
  const own = visit.words.appointments;
  return html`<form method="post" action="/appointments/${id}/open">
    ${tokenField(visit)}<button>${state === "open" ? own.openAgain : own.open}</button>
  </form>`;
}

function holds(staff: Staff, { host }: Appointment): boolean {
  return may(staff, "hold-room") && host.id === staff.id;
}
