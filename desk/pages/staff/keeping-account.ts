import type { Context, Hono } from "hono";
import { getCookie } from "hono/cookie";
import {
  addApp,
  addOwnPasskey,
  appToAdd,
  changePassword,
  keysOf,
  passkeyToAdd,
  removeApp,
  removePasskey,
  type Done,
  type LastFactor,
} from "../../staff/account.ts";
import { acknowledgeChanges, changesBefore } from "../../staff/changes.ts";
import { KNOWN_COOKIE } from "../../staff/known-devices.ts";
import { askAgain, confirmWithCode, confirmWithPasskey } from "../../staff/confirming.ts";
import type { NotFound } from "../../staff/roles.ts";
import { endOtherSessions, sessionsOf } from "../../staff/sessions.ts";
import { fieldOf, type Form, type Problem } from "../forms.ts";
import { homeOf } from "../layout.ts";
import {
  CONFIRMED,
  faultPage,
  forConfirmed,
  forStaff,
  fromConfirmed,
  fromStaff,
  shown,
  type ConfirmedPlace,
  type Site,
  type StaffVisit,
} from "../visit.ts";
import { accountPage, addAppPage, addPasskeyPage, changePasswordPage, changesPage, confirmPage } from "./account.ts";
import { factorProblem, jsonIn, problemIn } from "./signing-in.ts";

/** What everybody who is signed in does with the own account, and the second step once more where that is asked for. */
export function addKeepingAccount(app: Hono, site: Site): void {
  const { desk } = site;

  app.get(
    "/account",
    forStaff(site, undefined, (visit, context) => showAccount(visit, context, [])),
  );

  app.get(
    "/account/password",
    forConfirmed(site, undefined, "account", (visit, context) => shown(context, changePasswordPage(visit, []))),
  );
  app.post(
    "/account/password",
    fromConfirmed(site, undefined, "account", async (visit, context, form) => {
      const own = visit.words.account;
      const [current, next] = [fieldOf(form, "current"), fieldOf(form, "password")];
      const refused = (problem: Problem): Response | Promise<Response> =>
        shown(context, changePasswordPage(visit, [problem]), 422);
      if (current === "") return refused({ field: "current", text: own.currentMissing });
      const answer = await changePassword(desk, visit, { current, next, device: getCookie(context, KNOWN_COOKIE) });
      if (answer.kind === "done") return context.redirect("/account?said=password", 303);
      if (answer.why === "wrong") return refused({ field: "current", text: own.currentWrong });
      const isOfNext = answer.why !== "busy" && answer.why !== "too-many-attempts";
      return refused({ ...(isOfNext ? { field: "password" } : {}), ...problemIn(visit, answer) });
    }),
  );

  app.get(
    "/account/passkey",
    forConfirmed(site, undefined, "account", (visit, context) => showPasskey(visit, context, [])),
  );
  app.post(
    "/account/passkey",
    fromConfirmed(site, undefined, "account", async (visit, context, form) => {
      const answer = await addOwnPasskey(desk, visit, jsonIn(fieldOf(form, "answer")));
      if (answer.kind === "done") return context.redirect("/account?said=passkey", 303);
      return showPasskey(visit, context, [{ text: visit.words.account.passkeyRefused }]);
    }),
  );
  app.post(
    "/account/passkey/:id/remove",
    removes((visit, context) => removePasskey(desk, visit, context.req.param("id") ?? "")),
  );

  app.get(
    "/account/app",
    forConfirmed(site, undefined, "account", (visit, context) => showApp(visit, context, [])),
  );
  app.post(
    "/account/app",
    fromConfirmed(site, undefined, "account", async (visit, context, form) => {
      const answer = await addApp(desk, visit, fieldOf(form, "code"));
      if (answer.kind === "done") return context.redirect("/account?said=app", 303);
      return showApp(visit, context, [{ field: "code", text: factorProblem(visit, answer, "code") }]);
    }),
  );
  app.post(
    "/account/app/remove",
    removes((visit) => removeApp(desk, visit)),
  );

  app.post(
    "/account/sessions/end",
    fromStaff(site, undefined, async (visit, context) => {
      await endOtherSessions(desk, visit.staff, visit.cookie);
      return context.redirect("/account?said=ended", 303);
    }),
  );
  app.post(
    "/account/sessions/:id/end",
    fromStaff(site, undefined, async (visit, context) => {
      const ended = await endOtherSessions(desk, visit.staff, visit.cookie, context.req.param("id") ?? "");
      return ended === 0 ? faultPage(visit, context, "not-found") : context.redirect("/account?said=ended", 303);
    }),
  );

  app.get(
    "/account/changes",
    forStaff(site, undefined, async (visit, context) => {
      const changes = await changesBefore(desk, visit.staff, visit.cookie);
      return changes.length === 0
        ? context.redirect(homeOf(visit.staff), 303)
        : shown(context, changesPage(visit, changes));
    }),
  );
  app.post(
    "/account/changes",
    fromStaff(site, undefined, async (visit, context) => {
      await acknowledgeChanges(desk, visit.staff, visit.cookie);
      return context.redirect(homeOf(visit.staff), 303);
    }),
  );

  app.get(
    "/confirm",
    forStaff(site, undefined, (visit, context) => askFor(visit, context, placeIn(context.req.query("to")), [])),
  );
  app.post(
    "/confirm/code",
    confirms((visit, form) => confirmWithCode(desk, visit.staff, visit.cookie, fieldOf(form, "code")), "code"),
  );
  app.post(
    "/confirm/passkey",
    confirms((visit, form) => confirmWithPasskey(desk, visit.staff, visit.cookie, jsonIn(fieldOf(form, "answer")))),
  );

  async function showAccount(visit: StaffVisit, context: Context, problems: readonly Problem[]): Promise<Response> {
    const keys = await keysOf(desk, visit.staff);
    const sessions = await sessionsOf(desk, visit.staff, visit.cookie);
    const asked = context.req.query("said") ?? "";
    const said = Object.entries(visit.words.account.said).find(([word]) => word === asked)?.[1];
    return shown(context, accountPage(visit, { keys, sessions }, problems, said), problems.length > 0 ? 422 : 200);
  }

  async function showPasskey(visit: StaffVisit, context: Context, problems: readonly Problem[]): Promise<Response> {
    const creation = await passkeyToAdd(desk, visit);
    return shown(context, addPasskeyPage(visit, creation, problems), problems.length > 0 ? 422 : 200);
  }

  async function showApp(visit: StaffVisit, context: Context, problems: readonly Problem[]): Promise<Response> {
    const pending = await appToAdd(desk, visit);
    return shown(context, addAppPage(visit, pending, problems), problems.length > 0 ? 422 : 200);
  }

  function removes(
    remove: (visit: StaffVisit, context: Context) => Promise<Done | LastFactor | NotFound>,
  ): ReturnType<typeof fromConfirmed> {
    return fromConfirmed(site, undefined, "account", async (visit, context) => {
      const answer = await remove(visit, context);
      if (answer.kind === "done") return context.redirect("/account?said=removed", 303);
      if (answer.why === "not-found") return faultPage(visit, context, "not-found");
      return showAccount(visit, context, [{ text: visit.words.account.only }]);
    });
  }

  async function askFor(
    visit: StaffVisit,
    context: Context,
    to: ConfirmedPlace,
    problems: readonly Problem[],
  ): Promise<Response> {
    const { factors, request } = await askAgain(desk, visit.staff, visit.cookie);
    const asked = { factors, to, request: request && JSON.stringify(request) };
    return shown(context, confirmPage(visit, asked, problems), problems.length > 0 ? 422 : 200);
  }

  function confirms(
    confirm: (visit: StaffVisit, form: Form) => ReturnType<typeof confirmWithCode>,
    field?: string,
  ): ReturnType<typeof fromStaff> {
    return fromStaff(site, undefined, async (visit, context, form) => {
      const to = placeIn(fieldOf(form, "to"));
      const answer = await confirm(visit, form);
      if (answer.kind === "confirmed") return context.redirect(`${CONFIRMED[to]}?said=confirmed`, 303);
      const text = factorProblem(visit, answer, field);
      return askFor(visit, context, to, [{ ...(field === undefined ? {} : { field }), text }]);
    });
  }
}

/** Back to one of a few pages of ours, whatever was sent. */
function placeIn(text: string | undefined): ConfirmedPlace {
  return isPlace(text) ? text : "account";
}

function isPlace(text: string | undefined): text is ConfirmedPlace {
  return text !== undefined && Object.hasOwn(CONFIRMED, text);
}
