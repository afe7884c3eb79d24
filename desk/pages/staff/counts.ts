import { html } from "hono/html";
import type { Counts } from "../../appointments/appointments.ts";
import { staffPage, type Html } from "../layout.ts";
import type { StaffVisit } from "../visit.ts";

/** How many there are of what. */
export function countsPage(visit: StaffVisit, counts: Counts): Html {
  const own = visit.words.counts;
  const kinds = ["people", "appointmentsToday", "waiting", "openRooms"] as const;
  const body = html`<p>${own.text}</p>
    <dl class="counts">
      ${kinds.map(
        (kind) =>
          html`<div>
            <dt>${own[kind]}</dt>
            <dd>${counts[kind]}</dd>
          </div>`,
      )}
    </dl>`;
  return staffPage(visit, { title: own.title, body });
}
