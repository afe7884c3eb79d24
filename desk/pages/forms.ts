import { html, raw } from "hono/html";
import type { Context } from "hono";
import { NOTHING, type Html } from "./layout.ts";
import type { Visit } from "./visit.ts";

/** The fields of a form that was sent. */
export type Form = URLSearchParams;

/** @returns undefined where it is not what a form of ours sends, or holds a character that no text has */
export async function formOf(context: Context): Promise<Form | undefined> {
  const type = context.req.header("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded") return undefined;
  const form = new URLSearchParams(await context.req.text());
  // PostgreSQL keeps none (its manual, "Character Types"), and nobody types one.
  return [...form].flat().some((text) => text.includes("\0")) ? undefined : form;
}

export function fieldOf(form: Form, name: string): string {
  return form.get(name) ?? "";
}

/** What is wrong with what was given: with a field, or with all of it. */
export interface Problem {
  /** The field's name. */
  readonly field?: string;
  readonly text: string;
}

/** All that is wrong, above the form: it gets the focus, and leads to each field. */
export function problemSummary({ words }: Pick<Visit, "words">, problems: readonly Problem[]): Html {
  if (problems.length === 0) return NOTHING;
  return html`<div class="problems" id="problems" role="alert" tabindex="-1" autofocus>
    <h2>${words.frame.problems}</h2>
    <ul>
      ${problems.map(
        ({ field, text }) => html`<li>${field === undefined ? text : html`<a href="#${field}">${text}</a>`}</li>`,
      )}
    </ul>
  </div>`;
}

/** A field of a form, by its name, which is its id too. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly value?: string;
  /** `input`'s other attributes, ours alone: they are written as they stand. */
  readonly attributes?: string;
}

/** A labelled `input` with its hint and with what is wrong in it beside it. */
export function textField(
  { name, label, hint, value = "", attributes = "" }: Field,
  problems: readonly Problem[],
): Html {
  const problem = problems.find(({ field }) => field === name);
  const described = [
    hint === undefined ? [] : [`${name}-hint`],
    problem === undefined ? [] : [`${name}-problem`],
  ].flat();
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${hint === undefined ? NOTHING : html`<p class="hint" id="${name}-hint">${hint}</p>`} ${problemOf(name, problems)}
    <input
      id="${name}"
      name="${name}"
      value="${value}"
      ${described.length === 0 ? NOTHING : html`aria-describedby="${described.join(" ")}"`}
      ${problem === undefined ? NOTHING : raw('aria-invalid="true"')}
      ${raw(attributes)}
    />
  </div>`;
}

/** What is wrong with a field, to stand beside it. */
export function problemOf(name: string, problems: readonly Problem[]): Html {
  const problem = problems.find(({ field }) => field === name);
  return problem === undefined ? NOTHING : html`<p class="problem" id="${name}-problem">${problem.text}</p>`;
}

/** What is chosen from a list. */
export function choiceField(
  { name, label, value }: Field,
  choices: readonly { readonly value: string; readonly text: string }[],
  problems: readonly Problem[],
): Html {
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${problemOf(name, problems)}
    <select id="${name}" name="${name}">
      ${choices.map(
        (choice) =>
          html`<option value="${choice.value}" ${choice.value === value ? raw("selected") : NOTHING}>
            ${choice.text}
          </option>`,
      )}
    </select>
  </div>`;
}

/** Something that was done, said to who hears the page too. */
export function saidStatus(text: string | undefined): Html {
  return html`<p class="status" role="status" id="status">${text ?? ""}</p>`;
}

/** A form that takes what stands behind # in the page's address (desk/browser/opening.ts). */
export function openingForm(
  { words }: Pick<Visit, "words">,
  form: { readonly action: string; readonly button: string; readonly missing: string },
): Html {
  return html`<form method="post" action="${form.action}" id="opening" hidden>
      <input type="hidden" name="link" value="" />
      <button>${form.button}</button>
    </form>
    <p id="no-link" hidden>${form.missing}</p>
    <noscript><p class="problem">${words.frame.noScript}</p></noscript>`;
}
