import { html, raw } from "hono/html";
import { renderSVG } from "uqr";
import { LINK_HOURS } from "../../staff/enrolment.ts";
import { openingForm, problemSummary, type Problem } from "../forms.ts";
import { page, tokenField, type Html } from "../layout.ts";
import type { Visit } from "../visit.ts";
import { codeField, passkeyForm, passwordField } from "./sign-in.ts";

/** Where an enrolment's link leads: what stands behind # comes to us by the script, on a press of the button. */
export function enrolmentWelcomePage(visit: Visit, problems: readonly Problem[]): Html {
  const own = visit.words.enrolment;
  const body = html`${problemSummary(visit, problems)}
    <p>${own.welcome}</p>
    ${openingForm(visit, { action: "/enrol/open", button: own.begin, missing: own.noLink(LINK_HOURS) })}`;
  return page(visit, { title: own.title, body, work: "opening" });
}

/** The first of two: a password. */
export function choosePasswordPage(
  visit: Visit,
  { name, token }: { readonly name: string; readonly token: string },
  problems: readonly Problem[],
): Html {
  const own = visit.words.enrolment;
  const body = html`${problemSummary(visit, problems)}
    <p>${own.yourName} <strong>${name}</strong></p>
    <form method="post" action="/enrol/password" novalidate>
      ${tokenField({ token })}
      <input type="hidden" name="name" value="${name}" autocomplete="username" />
      ${passwordField(
        visit,
        { name: "password", label: own.password, hint: own.passwordHint, kind: "new-password" },
        problems,
      )}
      <button>${own.passwordButton}</button>
    </form>`;
  return page(visit, { title: own.passwordTitle, body });
}

/** What the second of two can be: a passkey, or an app. */
export interface FactorChoice {
  readonly token: string;
  /** For the browser's own `navigator.credentials.create`, as JSON. */
  readonly creation: string;
  /** For the app: what the QR code says, and the secret in it. */
  readonly address: string;
  readonly secret: string;
}

export function chooseFactorPage(visit: Visit, choice: FactorChoice, problems: readonly Problem[]): Html {
  const own = visit.words.enrolment;
  const body = html`${problemSummary(visit, problems)}
    <p>${own.factorText}</p>
    <section aria-labelledby="passkey-title">
      <h2 id="passkey-title">${own.passkeyTitle}</h2>
      <p>${own.passkeyText}</p>
      ${passkeyForm(visit, {
        ...{ action: "/enrol/passkey", token: choice.token, button: own.passkeyButton },
        ...{ asks: "create", options: choice.creation },
      })}
    </section>
    <section aria-labelledby="app-title">
      <h2 id="app-title">${own.appTitle}</h2>
      ${appForm(visit, { ...choice, action: "/enrol/code" }, problems)}
    </section>`;
  return page(visit, { title: own.factorTitle, body });
}

/** What an app reads or takes by hand, and a field for its first code. */
export function appForm(
  visit: Visit,
  app: Pick<FactorChoice, "token" | "address" | "secret"> & { readonly action: string },
  problems: readonly Problem[],
): Html {
  const own = visit.words.enrolment;
  return html`<p>${own.appText}</p>
    <div class="qr" role="img" aria-label="${own.qr}">${raw(renderSVG(app.address, { border: 2 }))}</div>
    <p>${own.secret}</p>
    <p class="secret" translate="no">${app.secret.match(/.{1,4}/g)?.join(" ") ?? app.secret}</p>
    <form method="post" action="${app.action}" novalidate>
      ${tokenField(app)} ${codeField(visit, problems)}
      <button>${own.appButton}</button>
    </form>`;
}
