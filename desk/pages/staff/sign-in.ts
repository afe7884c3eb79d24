import { html } from "hono/html";
import type { Settings } from "../../settings.ts";
import type { Html } from "../layout.ts";

/** The first step: name and password. */
export function signInPage({ title }: Pick<Settings, "title">): Html {
  return html`<h1>${title}</h1>
    <form method="post" action="/sign-in">
      <label>Name <input name="name" autocomplete="username" required /></label>
      <label>Password <input name="password" type="password" autocomplete="current-password" required /></label>
      <button>Sign in</button>
    </form>`;
}
