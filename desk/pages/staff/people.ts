import { html, raw } from "hono/html";
import { LINK_HOURS } from "../../staff/enrolment.ts";
import type { Person } from "../../staff/people.ts";
import { ROLES } from "../../staff/roles.ts";
import { LANGUAGES } from "../../settings.ts";
import {
  choiceField,
  fieldOf,
  problemOf,
  problemSummary,
  saidStatus,
  textField,
  type Form,
  type Problem,
} from "../forms.ts";
import { NOTHING, staffPage, tokenField, type Html } from "../layout.ts";
import type { StaffVisit } from "../visit.ts";
import { actButton, confirmedAct, onceShown } from "./appointment.ts";

/** Everybody with an account, and a form for another. */
export function peoplePage(
  visit: StaffVisit,
  people: readonly Person[],
  problems: readonly Problem[],
  { form, said }: { readonly form?: Form; readonly said?: string | undefined } = {},
): Html {
  const { words } = visit;
  const own = words.people;
  const body = html`${problemSummary(visit, problems)} ${saidStatus(said)}
    <ul class="cards">
      ${people.map((person) => personCard(visit, person))}
    </ul>
    <section aria-labelledby="add-title">
      <h2 id="add-title">${own.addTitle}</h2>
      <form method="post" action="/people" novalidate>
        ${tokenField(visit)}
        ${textField(
          {
            ...{
              name: "name",
              label: own.name,
              hint: own.nameHint,
              value: form === undefined ? "" : fieldOf(form, "name"),
            },
            attributes: 'maxlength="32" autocomplete="off" autocapitalize="none" spellcheck="false" required',
          },
          problems,
        )}
        <fieldset
          id="roles"
          ${problems.some(({ field }) => field === "roles") ? raw('aria-describedby="roles-problem"') : NOTHING}
        >
          <legend>${own.roles}</legend>
          ${problemOf("roles", problems)}
          ${ROLES.map(
            (role) =>
              html`<div class="check">
                <input
                  type="checkbox"
                  id="role-${role}"
                  name="roles"
                  value="${role}"
                  ${form?.getAll("roles").includes(role) === true ? raw("checked") : NOTHING}
                  aria-describedby="role-${role}-hint"
                />
                <label for="role-${role}">${own.role[role].name}</label>
                <p class="hint" id="role-${role}-hint">${own.role[role].may}</p>
              </div>`,
          )}
        </fieldset>
        ${choiceField(
          {
            name: "language",
            label: own.language,
            value: form === undefined ? words.language : fieldOf(form, "language"),
          },
          LANGUAGES.map((language) => ({ value: language, text: own.languages[language] })),
          problems,
        )}
        <button>${own.add}</button>
      </form>
    </section>`;
  return staffPage(visit, { title: own.title, body });
}

function personCard(visit: StaffVisit, { id, name, roles, active, enrolled }: Person): Html {
  const own = visit.words.people;
  const state = !active ? own.inactive : enrolled ? own.active : own.invited;
  const self = id === visit.staff.id;
  return html`<li class="card ${active ? "" : "ended"}">
    <h2>${name}</h2>
    <p class="facts">
      ${roles.map((role) => own.role[role].name).join(", ")} · ${state}${self ? ` · ${own.yourself}` : ""}
    </p>
    ${
      active
        ? html`${confirmedAct(visit, { to: `/people/${id}/reset`, act: own.reset(name), sure: own.resetSure })}
          ${
            self
              ? NOTHING
              : confirmedAct(visit, {
                  to: `/people/${id}/deactivate`,
                  act: own.deactivate(name),
                  sure: own.deactivateSure,
                })
          }`
        : actButton(visit, `/people/${id}/activate`, own.activate(name))
    }
  </li>`;
}

/** An enrolment's link that was made just now. */
export function invitedPage(visit: StaffVisit, address: string): Html {
  const own = visit.words.people;
  const body = html`<p><strong>${visit.words.link.once}</strong> ${own.handOver(LINK_HOURS)}</p>
    ${onceShown(visit, address)}
    <p><a href="/people">${own.all}</a></p>`;
  return staffPage(visit, { title: own.linkTitle, body });
}
