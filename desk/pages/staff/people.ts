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
import { actButton, confirmedAct, onceShown } from "./acts.ts";

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
    ${
      visit.fresh
        ? NOTHING
        : html`<p>${own.confirmFirst}</p>
            <p><a class="button second" href="/confirm?to=people">${own.confirm}</a></p>`
    }
    <ul class="cards">
      ${people.map((person) => personCard(visit, person))}
    </ul>
    ${visit.fresh ? addForm(visit, problems, form) : NOTHING}`;
  return staffPage(visit, { title: own.title, body });
}

function addForm(visit: StaffVisit, problems: readonly Problem[], form: Form | undefined): Html {
  const { words } = visit;
  const own = words.people;
  return html`<section aria-labelledby="add-title">
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
      ${rolesField(visit, { id: "roles", checked: form?.getAll("roles") ?? [] }, problems)}
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
}

/** What a person may do; `id` tells the fields of one form from another's. */
function rolesField(
  { words }: StaffVisit,
  { id, checked }: { readonly id: string; readonly checked: readonly string[] },
  problems: readonly Problem[],
): Html {
  const own = words.people;
  return html`<fieldset
    id="${id}"
    ${problems.some(({ field }) => field === id) ? html`aria-describedby="${id}-problem"` : NOTHING}
  >
    <legend>${own.roles}</legend>
    ${problemOf(id, problems)}
    ${ROLES.map(
      (role) =>
        html`<div class="check">
          <input
            type="checkbox"
            id="${id}-${role}"
            name="roles"
            value="${role}"
            ${checked.includes(role) ? raw("checked") : NOTHING}
            aria-describedby="${id}-${role}-hint"
          />
          <label for="${id}-${role}">${own.role[role].name}</label>
          <p class="hint" id="${id}-${role}-hint">${own.role[role].may}</p>
        </div>`,
    )}
  </fieldset>`;
}

function personCard(visit: StaffVisit, person: Person): Html {
  const own = visit.words.people;
  const { id, name, roles, active, enrolled } = person;
  const state = !active ? own.inactive : enrolled ? own.active : own.invited;
  return html`<li class="card ${active ? "" : "ended"}">
    <h2>${name}</h2>
    <p class="facts">
      ${roles.map((role) => own.role[role].name).join(", ")} ·
      ${state}${id === visit.staff.id ? ` · ${own.yourself}` : ""}
    </p>
    ${visit.fresh ? personActs(visit, person) : NOTHING}
  </li>`;
}

function personActs(visit: StaffVisit, { id, name, roles, active }: Person): Html {
  const own = visit.words.people;
  if (!active) return actButton(visit, `/people/${id}/activate`, own.activate(name));
  const shutOut = { to: `/people/${id}/deactivate`, act: own.deactivate(name), sure: own.deactivateSure };
  return html`<details>
      <summary>${own.changeRoles(name)}</summary>
      <form method="post" action="/people/${id}/roles">
        ${tokenField(visit)} ${rolesField(visit, { id: `roles-${id}`, checked: roles }, [])}
        <button>${own.rolesButton}</button>
      </form>
    </details>
    ${confirmedAct(visit, { to: `/people/${id}/reset`, act: own.reset(name), sure: own.resetSure })}
    ${id === visit.staff.id ? NOTHING : confirmedAct(visit, shutOut)}`;
}

/** An enrolment's link that was made just now. */
export function invitedPage(visit: StaffVisit, address: string): Html {
  const own = visit.words.people;
  const body = html`<p><strong>${visit.words.link.once}</strong> ${own.handOver(LINK_HOURS)}</p>
    ${onceShown(visit, address)}
    <p><a href="/people">${own.all}</a></p>`;
  return staffPage(visit, { title: own.linkTitle, body });
}
