import type { Context, Handler } from "hono";
import { getCookie } from "hono/cookie";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Desk } from "../desk.ts";
import { formToken, isFormToken } from "../sealing.ts";
import type { Language } from "../settings.ts";
import { may, type Permission, type Staff } from "../staff/roles.ts";
import { SESSION_COOKIE, visitorOf } from "../staff/sessions.ts";
import { formOf, type Form } from "./forms.ts";
import { languageOf } from "./language.ts";
import { page, type Html } from "./layout.ts";
import { wordsIn, type Words } from "./words.ts";
import { ZONE_COOKIE, zoneOf } from "./zone.ts";
import { html } from "hono/html";

/** The desk with what its pages load. */
export interface Site {
  readonly desk: Desk;
  /** Where the style sheet and the script are, each under its hash. */
  readonly style: string;
  readonly script: string;
}

/** One request, as a page needs to know it. */
export interface Visit {
  readonly site: Site;
  readonly words: Words;
  /** The visitor's IANA time zone. */
  readonly zone: string;
  readonly path: string;
}

/** A request of a person who is signed in. */
export interface StaffVisit extends Visit {
  readonly staff: Staff;
  /** The session's. */
  readonly cookie: string;
  /** Whether the second factor was seen in the last minutes (`FRESH_MINUTES`). */
  readonly fresh: boolean;
  /** For every form on the page. */
  readonly token: string;
}

/** @param language the account's; where there is none, the browser's counts */
export function visitOf(site: Site, context: Context, language?: Language): Visit {
  const chosen = language ?? languageOf(context.req.header("accept-language"), site.desk.settings.language);
  return {
    ...{ site, words: wordsIn(chosen) },
    ...{ zone: zoneOf(getCookie(context, ZONE_COOKIE)), path: context.req.path },
  };
}

/** Why a request comes to nothing. */
export type Fault = keyof Words["faults"];

const STATUS: Readonly<Record<Fault, ContentfulStatusCode>> = {
  "not-found": 404,
  "not-from-here": 403,
  "no-form": 400,
  "too-large": 413,
  failed: 500,
};

/** A plain page that says what a person can do; nothing of the inside. */
export function faultPage(visit: Visit, context: Context, fault: Fault): Response | Promise<Response> {
  const { title, text } = visit.words.faults[fault];
  return shown(
    context,
    page(visit, {
      title,
      body: html`<p>${text}</p>
        <p><a href="/">${visit.words.frame.begin}</a></p>`,
    }),
    STATUS[fault],
  );
}

export function shown(
  context: Context,
  document: Html,
  status: ContentfulStatusCode = 200,
): Response | Promise<Response> {
  return context.html(document, status);
}

type Answer = Response | Promise<Response>;

/**
 * Answers a page to a person who is signed in and may see it. Strangers are led to the first page; for who may not, there is no such page.
 *
 * @param permission undefined where everybody who is signed in may
 */
export function forStaff(
  site: Site,
  permission: Permission | undefined,
  answer: (visit: StaffVisit, context: Context) => Answer,
): Handler {
  return async (context) => {
    const cookie = getCookie(context, SESSION_COOKIE);
    const visitor = await visitorOf(site.desk, cookie, context.req.query("by") === "page" ? "page" : "person");
    if (visitor.kind !== "whole" || cookie === undefined) return context.redirect("/", 303);
    const { staff, fresh } = visitor;
    const visit = visitOf(site, context, staff.language);
    if (permission !== undefined && !may(staff, permission)) return faultPage(visit, context, "not-found");
    return answer({ ...visit, staff, cookie, fresh, token: formToken(site.desk.settings.sealKey, cookie) }, context);
  };
}

/** Takes a form from a person who is signed in and may send it, from a page that was made for this session. */
export function fromStaff(
  site: Site,
  permission: Permission | undefined,
  answer: (visit: StaffVisit, context: Context, form: Form) => Answer,
): Handler {
  return forStaff(site, permission, async (visit, context) => {
    const form = await formOf(context);
    if (form === undefined) return faultPage(visit, context, "no-form");
    if (!isFromHere(site, getCookie(context, SESSION_COOKIE), form)) return faultPage(visit, context, "not-from-here");
    return answer(visit, context, form);
  });
}

/** What asks for the second factor once more, and where that leads back to. */
export const CONFIRMED = { people: "/people", account: "/account", mail: "/mail" } as const;
export type ConfirmedPlace = keyof typeof CONFIRMED;

/** As {@link forStaff}, for who has given the second factor just now; everybody else gives it first. */
export function forConfirmed(
  site: Site,
  permission: Permission | undefined,
  place: ConfirmedPlace,
  answer: (visit: StaffVisit, context: Context) => Answer,
): Handler {
  return forStaff(site, permission, (visit, context) =>
    visit.fresh ? answer(visit, context) : context.redirect(`/confirm?to=${place}`, 303),
  );
}

/** As {@link fromStaff}, for who has given the second factor just now; everybody else gives it first. */
export function fromConfirmed(
  site: Site,
  permission: Permission | undefined,
  place: ConfirmedPlace,
  answer: (visit: StaffVisit, context: Context, form: Form) => Answer,
): Handler {
  return fromStaff(site, permission, (visit, context, form) =>
    visit.fresh ? answer(visit, context, form) : context.redirect(`/confirm?to=${place}`, 303),
  );
}

/** Whether a form came from a page that was made for this cookie. */
export function isFromHere({ desk }: Site, cookie: string | undefined, form: Form): boolean {
  return cookie !== undefined && isFormToken(desk.settings.sealKey, cookie, form.get("token") ?? "");
}
