import { html } from "hono/html";
import { LANGUAGES, type MailServer } from "../../settings.ts";
import { choiceField, fieldOf, problemSummary, saidStatus, textField, type Form, type Problem } from "../forms.ts";
import { NOTHING, staffPage, tokenField, type Html } from "../layout.ts";
import type { StaffVisit } from "../visit.ts";
import { dayText } from "../zone.ts";

/** What a page with a form for mail shows besides: what is wrong, what was sent, what was typed. */
export interface Shown {
  readonly problems: readonly Problem[];
  readonly said?: string | undefined;
  readonly form?: Form;
}

const ADDRESS_ATTRIBUTES =
  'type="email" maxlength="254" autocomplete="off" autocapitalize="none" spellcheck="false" required';

/**
 * The practice's mail server for an admin: its password goes in here, and never comes out.
 *
 * @param since when the password was entered; undefined without one
 */
export function mailPage(
  visit: StaffVisit,
  server: MailServer,
  since: Date | undefined,
  { problems, said, form }: Shown,
): Html {
  const { words, zone } = visit;
  const own = words.mail;
  const facts: readonly (readonly [string, string])[] = [
    [own.server, `${server.server}, ${server.port}`],
    [own.from, server.from],
    [own.user, server.user],
    [own.password, since === undefined ? own.noPassword : own.passwordSince(dayText(words.language, zone, since))],
  ];
  const body = html`${problemSummary(visit, problems)} ${saidStatus(said)}
    <p>${own.text}</p>
    <dl>
      ${facts.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
    <section aria-labelledby="password-title">
      <h2 id="password-title">${own.passwordTitle}</h2>
      <form method="post" action="/mail/password" novalidate>
        ${tokenField(visit)}
        ${textField(
          {
            ...{ name: "password", label: own.password, hint: own.passwordHint },
            attributes: 'type="password" maxlength="256" autocomplete="new-password" required',
          },
          problems,
        )}
        <button>${own.passwordButton}</button>
      </form>
    </section>
    ${
      since === undefined
        ? NOTHING
        : html`<section aria-labelledby="trial-title">
            <h2 id="trial-title">${own.trialTitle}</h2>
            <p>${own.trialText}</p>
            <form method="post" action="/mail/trial" novalidate>
              ${tokenField(visit)} ${addressField(visit, problems, form)}
              <button class="second">${own.trialButton}</button>
            </form>
          </section>`
    }`;
  return staffPage(visit, { title: own.title, body });
}

/** On the page of a link that was just made: a form that sends it. Nothing where the practice names no mail server. */
export function linkByMail(
  visit: StaffVisit,
  appointment: { readonly id: string },
  link: string,
  { problems, form }: Shown,
): Html {
  if (visit.site.desk.settings.mail === undefined) return NOTHING;
  const { words } = visit;
  const own = words.mail;
  return html`<section aria-labelledby="mail-title">
    <h2 id="mail-title">${own.sendTitle}</h2>
    <p>${own.sendText}</p>
    <form method="post" action="/appointments/${appointment.id}/mail" novalidate>
      ${tokenField(visit)} <input type="hidden" name="link" value="${link}" /> ${addressField(visit, problems, form)}
      ${choiceField(
        {
          name: "language",
          label: own.language,
          value: form === undefined ? words.language : fieldOf(form, "language"),
        },
        LANGUAGES.map((language) => ({ value: language, text: words.people.languages[language] })),
        problems,
      )}
      <button class="second">${own.sendButton}</button>
    </form>
  </section>`;
}

function addressField({ words }: StaffVisit, problems: readonly Problem[], form: Form | undefined): Html {
  const value = form === undefined ? "" : fieldOf(form, "to");
  return textField({ name: "to", label: words.mail.to, value, attributes: ADDRESS_ATTRIBUTES }, problems);
}
