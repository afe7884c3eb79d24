import type { Context, Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { clientAddress } from "../../attempts/client-address.ts";
import { formToken } from "../../sealing.ts";
import {
  choosePassword,
  codeToEnrol,
  enrolCode,
  enrolmentOf,
  enrolPasskey,
  ENROLMENT_COOKIE,
  openEnrolment,
  passkeyToEnrol,
} from "../../staff/enrolment.ts";
import { changesBefore } from "../../staff/changes.ts";
import { KNOWN_COOKIE, KNOWN_DAYS, rememberDevice } from "../../staff/known-devices.ts";
import { askForPasskey, signInWithCode, signInWithPasskey, signInWithPassword } from "../../staff/sign-in.ts";
import { SESSION_COOKIE, signOut, visitorOf } from "../../staff/sessions.ts";
import { fieldOf, formOf, type Problem } from "../forms.ts";
import { homeOf } from "../layout.ts";
import { faultPage, isFromHere, shown, visitOf, type Site, type Visit } from "../visit.ts";
import { chooseFactorPage, choosePasswordPage, enrolmentWelcomePage } from "./enrolment.ts";
import { secondStepPage, signInPage } from "./sign-in.ts";

type Answer = Response | Promise<Response>;

/** The ways to a session: the two steps of signing in, the enrolment, and out again. */
export function addSigningIn(app: Hono, site: Site): void {
  const { desk } = site;

  app.get("/", async (context) => {
    const cookie = getCookie(context, SESSION_COOKIE);
    const visitor = await visitorOf(desk, cookie);
    if (visitor.kind === "whole" && cookie !== undefined) {
      const changes = await changesBefore(desk, visitor.staff, cookie);
      return context.redirect(changes.length > 0 ? "/account/changes" : homeOf(visitor.staff), 303);
    }
    if (visitor.kind === "half") return context.redirect("/second-step", 303);
    const visit = visitOf(site, context);
    const said = context.req.query("said") === "signed-out" ? visit.words.signIn.signedOut : undefined;
    return shown(context, signInPage(visit, [], undefined, said));
  });

  app.post("/sign-in", async (context) => {
    const visit = visitOf(site, context);
    const form = await formOf(context);
    if (form === undefined) return faultPage(visit, context, "no-form");
    const [name, password] = [fieldOf(form, "name"), fieldOf(form, "password")];
    const empty = [
      ...(name.trim() === "" ? [{ field: "name", text: visit.words.signIn.nameMissing }] : []),
      ...(password === "" ? [{ field: "password", text: visit.words.signIn.passwordMissing }] : []),
    ];
    if (empty.length > 0) return shown(context, signInPage(visit, empty, form), 422);
    const answer = await signInWithPassword(desk, {
      ...{ name, password, address: addressOf(context), device: getCookie(context, KNOWN_COOKIE) },
    });
    if (answer.kind === "refused")
      return shown(context, signInPage(visit, [problemIn(visit, answer)], form), statusOf(answer));
    setStrictCookie(context, SESSION_COOKIE, answer.cookie);
    return context.redirect("/second-step", 303);
  });

  app.get("/second-step", (context) => secondStep(context, []));
  app.post("/second-step/code", (context) =>
    fromHalf(
      context,
      (cookie, form) => signInWithCode(desk, cookie, fieldOf(form, "code"), getCookie(context, KNOWN_COOKIE)),
      "code",
    ),
  );
  app.post("/second-step/passkey", (context) =>
    fromHalf(context, (cookie, form) => signInWithPasskey(desk, cookie, jsonIn(fieldOf(form, "answer")))),
  );

  app.post("/sign-out", async (context) => {
    const cookie = getCookie(context, SESSION_COOKIE);
    const visit = visitOf(site, context);
    const form = await formOf(context);
    if (form === undefined) return faultPage(visit, context, "no-form");
    const visitor = await visitorOf(desk, cookie);
    if (visitor.kind === "nobody" || cookie === undefined) return context.redirect("/", 303);
    if (!isFromHere(site, cookie, form)) return faultPage(visit, context, "not-from-here");
    await signOut(desk, cookie);
    deleteCookie(context, SESSION_COOKIE, COOKIE);
    // Without "cookies", which would reach those of every other name of the practice (Clear Site Data, 3.1).
    context.header("Clear-Site-Data", '"cache", "storage"');
    return context.redirect(visitor.kind === "whole" ? "/?said=signed-out" : "/", 303);
  });

  app.get("/enrol", (context) => shown(context, enrolmentWelcomePage(visitOf(site, context), [])));
  app.post("/enrol/open", async (context) => {
    const visit = visitOf(site, context);
    const form = await formOf(context);
    if (form === undefined) return faultPage(visit, context, "no-form");
    const answer = await openEnrolment(desk, fieldOf(form, "link"), addressOf(context));
    if (answer.kind === "refused")
      return shown(context, enrolmentWelcomePage(visit, [problemIn(visit, answer)]), statusOf(answer));
    setStrictCookie(context, ENROLMENT_COOKIE, answer.cookie);
    return context.redirect("/enrol/password", 303);
  });
  app.get("/enrol/password", (context) => password(context, []));
  app.post("/enrol/password", (context) =>
    fromEnrolment(context, async (cookie, form, visit) => {
      const answer = await choosePassword(desk, cookie, fieldOf(form, "password"));
      if (answer.kind === "taken") return context.redirect("/enrol/factor", 303);
      if (answer.why === "over") return enrolmentOver(context, visit);
      return password(context, [{ ...problemIn(visit, answer), field: "password" }]);
    }),
  );
  app.get("/enrol/factor", (context) => factor(context, []));
  app.post("/enrol/code", (context) =>
    fromEnrolment(context, async (cookie, form, visit) =>
      enrolled(context, visit, await enrolCode(desk, cookie, fieldOf(form, "code")), "code"),
    ),
  );
  app.post("/enrol/passkey", (context) =>
    fromEnrolment(context, async (cookie, form, visit) =>
      enrolled(context, visit, await enrolPasskey(desk, cookie, jsonIn(fieldOf(form, "answer")))),
    ),
  );

  async function secondStep(context: Context, problems: readonly Problem[]): Promise<Response> {
    const cookie = getCookie(context, SESSION_COOKIE);
    const visitor = await visitorOf(desk, cookie);
    if (visitor.kind !== "half" || cookie === undefined) return context.redirect("/", 303);
    const { factors, staff } = visitor;
    const asked = factors.passkey ? await askForPasskey(desk, cookie) : undefined;
    const request = asked?.kind === "request" ? JSON.stringify(asked.request) : undefined;
    const token = formToken(desk.settings.sealKey, cookie);
    const visit = visitOf(site, context, staff.language);
    return shown(
      context,
      secondStepPage(visit, { factors, request, token }, problems),
      problems.length > 0 ? 422 : 200,
    );
  }

  /** Sets the cookie of a whole session, and that of a device that is known from now on. */
  async function signedIn(context: Context, session: string): Promise<void> {
    setStrictCookie(context, SESSION_COOKIE, session);
    const known = await rememberDevice(desk, session, getCookie(context, KNOWN_COOKIE));
    setCookie(context, KNOWN_COOKIE, known, { ...COOKIE, maxAge: KNOWN_DAYS * 86_400 });
  }

  async function fromHalf(
    context: Context,
    take: (cookie: string, form: URLSearchParams) => ReturnType<typeof signInWithCode>,
    field?: string,
  ): Promise<Response> {
    const visit = visitOf(site, context);
    const cookie = getCookie(context, SESSION_COOKIE);
    const form = await formOf(context);
    if (form === undefined) return faultPage(visit, context, "no-form");
    if (cookie === undefined) return context.redirect("/", 303);
    if (!isFromHere(site, cookie, form)) return faultPage(visit, context, "not-from-here");
    const answer = await take(cookie, form);
    if (answer.kind === "refused") {
      if (answer.why === "not-begun") return context.redirect("/", 303);
      return secondStep(context, [
        { ...(field === undefined ? {} : { field }), text: factorProblem(visit, answer, field) },
      ]);
    }
    await signedIn(context, answer.cookie);
    return context.redirect("/", 303);
  }

  async function fromEnrolment(
    context: Context,
    answer: (cookie: string, form: URLSearchParams, visit: Visit) => Answer,
  ): Promise<Response> {
    const visit = visitOf(site, context);
    const cookie = getCookie(context, ENROLMENT_COOKIE);
    const form = await formOf(context);
    if (form === undefined) return faultPage(visit, context, "no-form");
    if (cookie === undefined) return enrolmentOver(context, visit);
    if (!isFromHere(site, cookie, form)) return faultPage(visit, context, "not-from-here");
    return answer(cookie, form, visit);
  }

  async function password(context: Context, problems: readonly Problem[]): Promise<Response> {
    const visit = visitOf(site, context);
    const cookie = getCookie(context, ENROLMENT_COOKIE);
    const enrolment = await enrolmentOf(desk, cookie);
    if (enrolment.kind === "refused" || cookie === undefined) return enrolmentOver(context, visit);
    const token = formToken(desk.settings.sealKey, cookie);
    return shown(
      context,
      choosePasswordPage(visit, { name: enrolment.name, token }, problems),
      problems.length > 0 ? 422 : 200,
    );
  }

  async function factor(context: Context, problems: readonly Problem[]): Promise<Response> {
    const visit = visitOf(site, context);
    const cookie = getCookie(context, ENROLMENT_COOKIE);
    const enrolment = await enrolmentOf(desk, cookie);
    if (enrolment.kind === "refused" || cookie === undefined) return enrolmentOver(context, visit);
    if (enrolment.next === "password") return context.redirect("/enrol/password", 303);
    const code = await codeToEnrol(desk, cookie);
    const passkey = await passkeyToEnrol(desk, cookie);
    if (code.kind === "refused" || passkey.kind === "refused") return enrolmentOver(context, visit);
    const { address, secret } = code;
    const choice = {
      address,
      secret,
      creation: JSON.stringify(passkey.creation),
      token: formToken(desk.settings.sealKey, cookie),
    };
    return shown(context, chooseFactorPage(visit, choice, problems), problems.length > 0 ? 422 : 200);
  }

  async function enrolled(
    context: Context,
    visit: Visit,
    answer: Awaited<ReturnType<typeof enrolCode>>,
    field?: string,
  ): Promise<Response> {
    if (answer.kind === "refused") {
      if (answer.why === "over") return enrolmentOver(context, visit);
      return factor(context, [
        { ...(field === undefined ? {} : { field }), text: factorProblem(visit, answer, field) },
      ]);
    }
    deleteCookie(context, ENROLMENT_COOKIE, COOKIE);
    await signedIn(context, answer.cookie);
    return context.redirect("/", 303);
  }
}

function enrolmentOver(context: Context, visit: Visit): Answer {
  return shown(context, enrolmentWelcomePage(visit, [{ text: visit.words.refusals.over }]), 410);
}

type Refused = {
  readonly why: "wrong" | "over" | "too-many-attempts" | "busy" | "too-short" | "too-long" | "is-name" | "too-common";
  readonly seconds?: number;
};

export function problemIn({ words }: Visit, { why, seconds = 0 }: Refused): Problem {
  return { text: why === "too-many-attempts" || why === "busy" ? words.refusals[why](seconds) : words.refusals[why] };
}

/** @param field undefined for a passkey */
export function factorProblem(visit: Visit, answer: Refused, field: string | undefined): string {
  if (answer.why !== "wrong") return problemIn(visit, answer).text;
  return field === "code" ? visit.words.secondStep.codeWrong : visit.words.secondStep.passkeyFailed;
}

function statusOf({ why }: Refused): 410 | 422 | 429 | 503 {
  if (why === "over") return 410;
  if (why === "busy") return 503;
  return why === "too-many-attempts" ? 429 : 422;
}

function addressOf(context: Context): string {
  return clientAddress(context.req.header("x-forwarded-for"));
}

const COOKIE = { path: "/", secure: true, httpOnly: true, sameSite: "Strict" } as const;

/** For as long as the browser is open; how long it counts is the database's to say. */
function setStrictCookie(context: Context, name: string, word: string): void {
  setCookie(context, name, word, COOKIE);
}

/** What a browser's passkey answered, or nothing where it is no JSON. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
