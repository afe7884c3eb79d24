import { html } from "hono/html";
import type { Settings } from "../settings.ts";

/** What one of `html`'s templates gives. */
export type Html = ReturnType<typeof html>;

/** A whole page around its body. */
export function page({ title, language }: Pick<Settings, "title" | "language">, body: Html): Html {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html>`;
}
