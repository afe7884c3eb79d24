import { html } from "hono/html";
import type { LabelKnown } from "../../appointments/appointments.ts";
import { endsAt, type Planned } from "../../appointments/times.ts";
import { fieldOf, type Form } from "../forms.ts";
import { staffPage, tokenField, type Html } from "../layout.ts";
import type { StaffVisit } from "../visit.ts";
import { dayText, timeText } from "../zone.ts";

/** What the form of a new appointment gave, and gives again with the answer. */
const GIVEN = ["host", "label", "date", "time", "minutes", "zone"] as const;

/** Asks whether the guest of a new appointment is the one whom the host calls so already. Nothing was made yet. */
export function sameGuestPage(visit: StaffVisit, form: Form, { guest, last, next }: LabelKnown): Html {
  const own = visit.words.sameGuest;
  const met: readonly (readonly [string, Planned | undefined])[] = [
    [own.last, last],
    [own.next, next],
  ];
  const given = GIVEN.map((name) => html`<input type="hidden" name="${name}" value="${fieldOf(form, name)}" />`);
  const answer = (value: string, text: string, look: string): Html =>
    html`<form method="post" action="/appointments">
      ${tokenField(visit)} ${given}
      <input type="hidden" name="guest" value="${value}" />
      <button class="${look}">${text}</button>
    </form>`;
  const body = html`<p>${own.known(guest.label)}</p>
    <dl>
      ${met.map(
        ([name, planned]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${planned === undefined ? own.none : whenText(visit, planned)}</dd>
          </div>`,
      )}
    </dl>
    <p>${own.why}</p>
    <div class="acts">${answer(guest.id, own.same, "")} ${answer(SOMEBODY_ELSE, own.different, "second")}</div>
    <p><a href="/appointments">${visit.words.frame.back}</a></p>`;
  return staffPage(visit, { title: own.title, body });
}

/** In the place of a guest's id: the label has to be another one. */
export const SOMEBODY_ELSE = "else";

function whenText({ words, zone }: StaffVisit, planned: Planned): Html {
  const { startsAt } = planned;
  const text = (instant: Date): string => timeText(words.language, zone, instant);
  return html`<time datetime="${startsAt.toISOString()}"
    >${dayText(words.language, zone, startsAt)}, ${text(startsAt)}–${text(endsAt(planned))}</time
  >`;
}
