import { html } from "hono/html";
import { tokenField, type Html } from "../layout.ts";
import type { StaffVisit } from "../visit.ts";

/** A button that does one thing at once. */
export function actButton(visit: StaffVisit, to: string, act: string): Html {
  return html`<form method="post" action="${to}">${tokenField(visit)}<button class="second">${act}</button></form>`;
}

/** A button for what can't be taken back: behind a first one, with what it means. */
export function confirmedAct(
  visit: StaffVisit,
  { to, act, sure }: { readonly to: string; readonly act: string; readonly sure: string },
): Html {
  return html`<details>
    <summary>${act}</summary>
    <p>${sure}</p>
    <form method="post" action="${to}">${tokenField(visit)}<button class="grave">${act}</button></form>
  </details>`;
}

/** An address that can't be shown again, with a button that copies it (desk/browser/copying.ts). */
export function onceShown({ words }: StaffVisit, address: string): Html {
  const own = words.link;
  return html`<div class="field">
      <label for="address">${own.address}</label>
      <input id="address" value="${address}" readonly spellcheck="false" translate="no" />
    </div>
    <div class="acts">
      <button type="button" data-copies="address" data-copied="${own.copied}" hidden>${own.copy}</button>
    </div>
    <p class="status" role="status" id="copied"></p>`;
}
