import { html } from "hono/html";
import type { Factors } from "../../staff/sessions.ts";
import { fieldOf, problemSummary, saidStatus, textField, type Form, type Problem } from "../forms.ts";
import { NOTHING, page, tokenField, type Html } from "../layout.ts";
import type { Visit } from "../visit.ts";

/** The first step: name and password. */
export function signInPage(visit: Visit, problems: readonly Problem[], form: Form | undefined, said?: string): Html {
  const { words } = visit;
  const own = words.signIn;
  const name = form === undefined ? "" : fieldOf(form, "name");
  const body = html`${problemSummary(visit, problems)} ${saidStatus(said)}
    <form method="post" action="/sign-in" novalidate>
      ${textField(
        {
          ...{ name: "name", label: own.name, value: name },
          attributes: 'autocomplete="username" autocapitalize="none" spellcheck="false" required',
        },
        problems,
      )}
      ${passwordField(visit, { name: "password", label: own.password, kind: "current-password" }, problems)}
      <button>${own.goOn}</button>
    </form>
    <p class="hint">${own.lost}</p>`;
  return page(visit, { title: own.title, body });
}

/** A field for a password, which may be pasted, and shown (the script brings the button to life). */
export function passwordField(
  { words }: Visit,
  field: {
    readonly name: string;
    readonly label: string;
    readonly hint?: string;
    readonly kind: "current-password" | "new-password";
  },
  problems: readonly Problem[],
): Html {
  const { name, label, kind } = field;
  const hint = field.hint === undefined ? {} : { hint: field.hint };
  const attributes = `type="password" autocomplete="${kind}" autocapitalize="none" spellcheck="false" required`;
  return html`${textField({ name, label, ...hint, attributes }, problems)}
    <button
      type="button"
      class="quiet"
      data-shows="${name}"
      data-show="${words.signIn.show}"
      data-hide="${words.signIn.hide}"
      hidden
    >
      ${words.signIn.show}
    </button>`;
}

/** A half session, and what its passkey is to sign. */
export interface SecondStep {
  readonly factors: Factors;
  /** For the browser's own `navigator.credentials.get`, as JSON; undefined without a passkey. */
  readonly request: string | undefined;
  readonly token: string;
}

/** The second step: a passkey, or a code of an app. */
export function secondStepPage(visit: Visit, step: SecondStep, problems: readonly Problem[]): Html {
  const own = visit.words.secondStep;
  const body = html`${problemSummary(visit, problems)}
    ${step.factors.code || step.factors.passkey ? NOTHING : html`<p>${own.noFactor}</p>`}
    ${factorForms(visit, { ...step, action: "/second-step", button: own.codeButton }, problems)}
    <form method="post" action="/sign-out">
      ${tokenField(step)}
      <button class="quiet">${own.anew}</button>
    </form>`;
  return page(visit, { title: own.title, body });
}

/** Forms for each second factor that a person has. */
export function factorForms(
  visit: Visit,
  step: SecondStep & {
    /** Without `/code` and `/passkey`. */
    readonly action: string;
    /** What the code's button says. */
    readonly button: string;
    /** What the forms carry along. */
    readonly to?: string;
  },
  problems: readonly Problem[],
): Html {
  const own = visit.words.secondStep;
  const along = step.to === undefined ? NOTHING : html`<input type="hidden" name="to" value="${step.to}" />`;
  return html`${
    step.request === undefined
      ? NOTHING
      : html`<section aria-labelledby="passkey-title">
          <h2 id="passkey-title">${own.passkeyTitle}</h2>
          <p>${own.passkeyText}</p>
          ${passkeyForm(visit, {
            ...{ action: `${step.action}/passkey`, token: step.token, button: own.passkeyButton },
            ...{ asks: "get", options: step.request, along },
          })}
        </section>`
  }
  ${
    step.factors.code
      ? html`<section aria-labelledby="code-title">
          <h2 id="code-title">${own.codeTitle}</h2>
          <form method="post" action="${step.action}/code" novalidate>
            ${tokenField(step)} ${along} ${codeField(visit, problems)}
            <button>${step.button}</button>
          </form>
        </section>`
      : NOTHING
  }`;
}

/** Six digits of an authenticator app. */
export function codeField({ words }: Visit, problems: readonly Problem[]): Html {
  const attributes = 'inputmode="numeric" autocomplete="one-time-code" pattern="[0-9 ]*" maxlength="11" required';
  return textField(
    { name: "code", label: words.secondStep.code, hint: words.secondStep.codeHint, attributes },
    problems,
  );
}

/** A form that the script fills with what the passkey answered (desk/browser/passkey.ts). */
export function passkeyForm(
  { words }: Visit,
  form: {
    readonly action: string;
    readonly token: string;
    readonly button: string;
    readonly asks: "get" | "create";
    /** As JSON. */
    readonly options: string;
    /** Further fields. */
    readonly along?: Html;
  },
): Html {
  return html`<form
    method="post"
    action="${form.action}"
    data-passkey="${form.asks}"
    data-options="${form.options}"
    data-failed="${words.secondStep.passkeyFailed}"
    data-unsupported="${words.secondStep.passkeyUnsupported}"
  >
    ${tokenField(form)} ${form.along ?? NOTHING}
    <input type="hidden" name="answer" value="" />
    <button>${form.button}</button>
    <p class="status" role="status"></p>
  </form>`;
}
