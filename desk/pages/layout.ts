import { html, raw } from "hono/html";
import { may } from "../staff/roles.ts";
import type { StaffVisit, Visit } from "./visit.ts";

/** What one of `html`'s templates gives: every value in it is escaped. */
export type Html = ReturnType<typeof html>;

export const NOTHING: Html = raw("");

/** What a page consists of besides the frame that they all have. */
export interface Page {
  /** The heading, and the first part of the window's title. */
  readonly title: string;
  readonly body: Html;
  /** What is being done here; the script on the page does it (desk/browser/main.ts). */
  readonly work?: "opening" | "enrolling" | "waiting" | "waiting-list";
}

/** A whole page for somebody who is not signed in. */
export function page(visit: Visit, content: Page): Html {
  return document(visit, content, html`<span class="title">${visit.site.desk.settings.title}</span>`);
}

/** A whole page for a person of the staff, with the ways to the others that the person may see. */
export function staffPage(visit: StaffVisit, content: Page): Html {
  const { words, staff, path, site } = visit;
  const ways = WAYS.filter(
    ({ name, permission }) => may(staff, permission) && (name !== "mail" || site.desk.settings.mail !== undefined),
  );
  const header = html`<span class="title">${site.desk.settings.title}</span>
    <nav aria-label="${words.frame.menu}">
      <ul>
        ${ways.map(
          ({ to, name }) =>
            html`<li>
              <a href="${to}" ${path.startsWith(to) ? raw('aria-current="page"') : NOTHING}
                >${words.frame.ways[name]}</a
              >
            </li>`,
        )}
        <li>
          <a href="/account" ${path.startsWith("/account") ? raw('aria-current="page"') : NOTHING}
            >${words.frame.account}</a
          >
        </li>
      </ul>
    </nav>
    <form method="post" action="/sign-out">
      ${tokenField(visit)}<button class="quiet">${words.frame.signOut(staff.name)}</button>
    </form>`;
  return document(visit, content, header);
}

/** Where a person begins: the first page that the roles reach. */
export function homeOf(staff: StaffVisit["staff"]): string {
  return WAYS.find(({ permission }) => may(staff, permission))?.to ?? "/";
}

const WAYS = [
  { to: "/appointments", name: "appointments", permission: "see-appointments" },
  { to: "/people", name: "people", permission: "manage-people" },
  { to: "/mail", name: "mail", permission: "set-up-mail" },
  { to: "/audit", name: "audit", permission: "read-audit" },
  { to: "/counts", name: "counts", permission: "see-counts" },
] as const;

/** What every form carries, so that no other site can send it. */
export function tokenField({ token }: { readonly token: string }): Html {
  return html`<input type="hidden" name="token" value="${token}" />`;
}

/** The page's own policy for Referer, since the server's, no-referrer, takes a form's Origin away too (Fetch, "append a request Origin header"). */
const REFERRER = html`<meta name="referrer" content="same-origin" />`;

function document({ words, zone, site }: Visit, { title, body, work }: Page, header: Html): Html {
  return html`<!doctype html>
    <html lang="${words.language}" data-zone="${zone}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${REFERRER}
        <meta name="color-scheme" content="light dark" />
        <title>${title} · ${site.desk.settings.title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${site.style}" />
        <script src="${site.script}" defer></script>
      </head>
      <body data-work="${work ?? "none"}">
        <a class="skip" href="#content">${words.frame.skip}</a>
        <header>${header}</header>
        <main id="content" tabindex="-1">
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`;
}
