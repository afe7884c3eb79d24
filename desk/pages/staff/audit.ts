import { html } from "hono/html";
import type { AuditEntry } from "../../audit/entry.ts";
import { ACTIONS } from "../../audit/write.ts";
import { NOTHING, staffPage, type Html } from "../layout.ts";
import type { StaffVisit } from "../visit.ts";
import { shortText } from "../zone.ts";

/** Entries of the audit log, newest first. @param names of the staff, by id */
export function auditPage(visit: StaffVisit, entries: readonly AuditEntry[], names: ReadonlyMap<string, string>): Html {
  const { words, zone } = visit;
  const own = words.audit;
  const whoIs = (text: string): string =>
    text === "guest" ? own.guest : text === "machine" ? own.machine : (names.get(text) ?? text.slice(0, 8));
  const isRest = (text: string): boolean => text === "none" || text === "guest" || text === "machine";
  const last = entries.at(-1)?.seq ?? 0;
  const body = html`<p>${own.text}</p>
    <div class="scrolls" role="region" aria-labelledby="audit-caption" tabindex="0">
      <table>
        <caption id="audit-caption">
          ${own.caption}
        </caption>
        <thead>
          <tr>
            <th scope="col">${own.number}</th>
            <th scope="col">${own.at}</th>
            <th scope="col">${own.who}</th>
            <th scope="col">${own.what}</th>
            <th scope="col">${own.about}</th>
          </tr>
        </thead>
        <tbody>
          ${entries.map(({ seq, at, actor, action, subject }) => {
            const known = ACTIONS.find((one) => one === action);
            const instant = new Date(at);
            return html`<tr>
              <td>${seq}</td>
              <td>
                <time datetime="${at}">${shortText(words.language, zone, instant)}</time>
              </td>
              <td>${whoIs(actor)}</td>
              <td>${known === undefined ? action : own.actions[known]}</td>
              <td>${isRest(subject) ? "–" : whoIs(subject)}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
    ${last > 1 ? html`<p><a href="/audit?before=${last}">${own.older}</a></p>` : NOTHING}
    <p class="hint">${words.frame.zone(zone)}</p>`;
  return staffPage(visit, { title: own.title, body });
}
