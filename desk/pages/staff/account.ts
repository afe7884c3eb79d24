import { html } from "hono/html";
import type { PasskeyCreation } from "../../staff/passkeys.ts";
import type { KnownChange } from "../../staff/changes.ts";
import type { Keys } from "../../staff/account.ts";
import type { Factors, OwnSession } from "../../staff/sessions.ts";
import { problemSummary, saidStatus, type Problem } from "../forms.ts";
import { NOTHING, staffPage, tokenField, type Html } from "../layout.ts";
import { CONFIRMED, type ConfirmedPlace, type StaffVisit } from "../visit.ts";
import { shortText } from "../zone.ts";
import { actButton, confirmedAct } from "./acts.ts";
import { appForm } from "./enrolment.ts";
import { factorForms, passkeyForm, passwordField } from "./sign-in.ts";

/** The own account: how one signs in, and where one is signed in. */
export function accountPage(
  visit: StaffVisit,
  { keys, sessions }: { readonly keys: Keys; readonly sessions: readonly OwnSession[] },
  problems: readonly Problem[],
  said: string | undefined,
): Html {
  const { words, staff } = visit;
  const own = words.account;
  const body = html`${problemSummary(visit, problems)} ${saidStatus(said)}
    <p>${own.yourName(staff.name)}</p>
    <section aria-labelledby="password-title">
      <h2 id="password-title">${own.passwordTitle}</h2>
      <p>${own.passwordText}</p>
      <p><a class="button second" href="/account/password">${own.changePassword}</a></p>
    </section>
    <section aria-labelledby="steps-title">
      <h2 id="steps-title">${own.stepsTitle}</h2>
      <p>${own.stepsText}</p>
      ${keyCards(visit, keys)}
      <div class="acts">
        <a class="button second" href="/account/passkey">${own.addPasskey}</a>
        <a class="button second" href="/account/app">${own.addApp}</a>
      </div>
    </section>
    <section aria-labelledby="sessions-title">
      <h2 id="sessions-title">${own.sessionsTitle}</h2>
      <p>${own.sessionsText}</p>
      <ul class="cards">
        ${sessions.map((session) => sessionCard(visit, session))}
      </ul>
      ${
        sessions.length > 1
          ? html`<div class="acts">${actButton(visit, "/account/sessions/end", own.endOthers)}</div>`
          : html`<p>${own.onlyHere}</p>`
      }
    </section>
    <p class="hint">${words.frame.zone(visit.zone)}</p>`;
  return staffPage(visit, { title: own.title, body });
}

function keyCards(visit: StaffVisit, { passkeys, app }: Keys): Html {
  const own = visit.words.account;
  const isOnly = passkeys.length + (app === undefined ? 0 : 1) === 1;
  const at = (time: Date): string => shortText(visit.words.language, visit.zone, time);
  const card = (text: string, to: string): Html =>
    html`<li class="card">
      <h3>${text}</h3>
      ${isOnly ? html`<p>${own.only}</p>` : confirmedAct(visit, { to, act: own.remove, sure: own.removeSure })}
    </li>`;
  return html`<ul class="cards">
    ${passkeys.map(({ id, made }) => card(own.passkeyMade(at(made)), `/account/passkey/${id}/remove`))}
    ${app === undefined ? NOTHING : card(own.appMade(at(app)), "/account/app/remove")}
  </ul>`;
}

function sessionCard(visit: StaffVisit, { id, since, seen, here }: OwnSession): Html {
  const own = visit.words.account;
  const at = (time: Date): string => shortText(visit.words.language, visit.zone, time);
  return html`<li class="card">
    <h3>${here ? own.here : own.since(at(since))}</h3>
    <p class="facts">${here ? own.since(at(since)) : own.seen(at(seen))}</p>
    ${here ? NOTHING : html`<div class="acts">${actButton(visit, `/account/sessions/${id}/end`, own.end)}</div>`}
  </li>`;
}

/** The password until now, and a new one. */
export function changePasswordPage(visit: StaffVisit, problems: readonly Problem[]): Html {
  const { words, staff } = visit;
  const own = words.account;
  const body = html`${problemSummary(visit, problems)}
    <form method="post" action="/account/password" novalidate>
      ${tokenField(visit)}
      <input type="hidden" name="name" value="${staff.name}" autocomplete="username" />
      ${passwordField(visit, { name: "current", label: own.current, kind: "current-password" }, problems)}
      ${passwordField(
        visit,
        { name: "password", label: words.enrolment.password, hint: words.enrolment.passwordHint, kind: "new-password" },
        problems,
      )}
      <p>${own.passwordSure}</p>
      <div class="acts"><button>${own.passwordButton}</button></div>
    </form>
    ${backToAccount(visit)}`;
  return staffPage(visit, { title: own.changePassword, body });
}

/** A further passkey. */
export function addPasskeyPage(visit: StaffVisit, creation: PasskeyCreation, problems: readonly Problem[]): Html {
  const { account, enrolment } = visit.words;
  const body = html`${problemSummary(visit, problems)}
    <p>${enrolment.passkeyText}</p>
    ${passkeyForm(visit, {
      ...{ action: "/account/passkey", token: visit.token, button: enrolment.passkeyButton },
      ...{ asks: "create", options: JSON.stringify(creation) },
    })}
    ${backToAccount(visit)}`;
  return staffPage(visit, { title: account.addPasskey, body });
}

/** An app in place of the one before, if any. */
export function addAppPage(
  visit: StaffVisit,
  app: { readonly address: string; readonly secret: string },
  problems: readonly Problem[],
): Html {
  const own = visit.words.account;
  const body = html`${problemSummary(visit, problems)}
    <p>${own.addAppText}</p>
    ${appForm(visit, { ...app, action: "/account/app", token: visit.token }, problems)} ${backToAccount(visit)}`;
  return staffPage(visit, { title: own.addApp, body });
}

function backToAccount({ words }: StaffVisit): Html {
  return html`<p><a href="/account">${words.account.back}</a></p>`;
}

/** The second step once more, before what asks for it. */
export function confirmPage(
  visit: StaffVisit,
  asked: { readonly factors: Factors; readonly request: string | undefined; readonly to: ConfirmedPlace },
  problems: readonly Problem[],
): Html {
  const own = visit.words.confirm;
  const forms = { ...asked, token: visit.token, action: "/confirm", button: own.button };
  const body = html`${problemSummary(visit, problems)}
    <p>${own.text}</p>
    ${factorForms(visit, forms, problems)}
    <p><a href="${CONFIRMED[asked.to]}">${own.back}</a></p>`;
  return staffPage(visit, { title: own.title, body });
}

/** What changed of the own keys before this session. */
export function changesPage(visit: StaffVisit, changes: readonly KnownChange[]): Html {
  const { words, zone } = visit;
  const own = words.changes;
  const body = html`<p>${own.text}</p>
    <ul>
      ${changes.map(({ what, at }) => html`<li>${own.what[what](shortText(words.language, zone, at))}</li>`)}
    </ul>
    <p><strong>${own.notYou}</strong></p>
    <form method="post" action="/account/changes">
      ${tokenField(visit)}
      <div class="acts"><button>${own.known}</button></div>
    </form>
    <p><a href="/account">${words.frame.account}</a></p>
    <p class="hint">${words.frame.zone(zone)}</p>`;
  return staffPage(visit, { title: own.title, body });
}
