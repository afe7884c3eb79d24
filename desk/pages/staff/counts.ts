import { html } from "hono/html";
import type { Counts } from "../../appointments/appointments.ts";
import type { MachineState } from "../../machine/state.ts";
import { MACHINE_WORDS } from "../words/machine.ts";
import { NOTHING, staffPage, type Html } from "../layout.ts";
import type { StaffVisit } from "../visit.ts";
import { shortText } from "../zone.ts";

/** Renewed long before (scripts/verbs/status.ts): with fewer left it has failed for days. */
const CERTIFICATE_DAYS = 14;
const FREE_PERCENT = 10;

/** How many there are of what, and how the machine is. */
export function countsPage(visit: StaffVisit, counts: Counts, machine: MachineState): Html {
  const own = visit.words.counts;
  const kinds = ["people", "appointmentsToday", "waiting", "openRooms"] as const;
  const body = html`<p>${own.text}</p>
    <dl class="counts">${kinds.map((kind) => line(own[kind], String(counts[kind])))}</dl>
    ${machineSection(visit, machine)}`;
  return staffPage(visit, { title: own.title, body });
}

function machineSection(visit: StaffVisit, machine: MachineState): Html {
  const { language } = visit.staff;
  const own = MACHINE_WORDS[language];
  const { certificateDays, freePercent } = machine;
  const moment = (date: Date | undefined): string =>
    date === undefined ? own.unknown : shortText(language, visit.zone, date);
  const answering = (answers: boolean): string => (answers ? own.answers : own.silent);
  const certificate =
    certificateDays === undefined ? own.unknown : certificateDays < 0 ? own.certificateOver : own.days(certificateDays);
  const amiss =
    !machine.web || !machine.rooms || (certificateDays ?? 0) < CERTIFICATE_DAYS || (freePercent ?? 0) < FREE_PERCENT;
  return html`<h2>${own.title}</h2>
    <p>${own.text}</p>
    <dl>
      ${line(own.web, answering(machine.web))} ${line(own.rooms, answering(machine.rooms))}
      ${line(own.certificate, certificate)}
      ${line(own.free, freePercent === undefined ? own.unknown : `${freePercent} %`)}
      ${line(own.delivered, moment(machine.delivered))} ${line(own.updated, moment(machine.updated))}
      ${line(own.restart, machine.restartDue ? own.due : own.notDue)}
    </dl>
    ${amiss ? html`<p>${own.help}</p>` : NOTHING}`;
}

function line(name: string, value: string): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}
