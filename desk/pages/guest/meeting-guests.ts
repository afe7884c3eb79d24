import type { Context, Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { clientAddress } from "../../attempts/client-address.ts";
import { GUEST_COOKIE, openLink } from "../../appointments/links.ts";
import { enterRoom, guestView, waitHere } from "../../appointments/waiting.ts";
import { giveConsent, withdrawConsent } from "../../consent/consents.ts";
import { formToken } from "../../sealing.ts";
import { LANGUAGES } from "../../settings.ts";
import { fieldOf, formOf, type Form, type Problem } from "../forms.ts";
import { faultPage, isFromHere, shown, visitOf, type Site, type Visit } from "../visit.ts";
import { wordsIn } from "../words.ts";
import { dayText, timeText } from "../zone.ts";
import { closedLinkPage, meetingPage, welcomePage } from "./meeting.ts";
import { consentVersion } from "./wording.ts";

const COOKIE = { path: "/", secure: true, httpOnly: true, sameSite: "Lax" } as const;

/** What a link opens, from the first look to the way into the room. */
export function addMeetingGuests(app: Hono, site: Site): void {
  const { desk } = site;

  app.get("/v", (context) => {
    const said = context.req.query("said") === "withdrawn" ? visitOf(site, context).words.consent.withdrawn : undefined;
    return show(context, [], said);
  });

  app.post("/v/open", async (context) => {
    const visit = visitOf(site, context);
    const form = await formOf(context);
    if (form === undefined) return faultPage(visit, context, "no-form");
    const link = fieldOf(form, "link");
    const address = clientAddress(context.req.header("x-forwarded-for"));
    const answer = await openLink(desk, link, getCookie(context, GUEST_COOKIE), address);
    const own = visit.words.guest;
    switch (answer.kind) {
      case "open":
        setCookie(context, GUEST_COOKIE, answer.cookie, COOKIE);
        return context.redirect("/v", 303);
      case "early": {
        const { language } = visit.words;
        const [opens, starts] = [answer.opensAt, answer.startsAt];
        const text = own.tooEarly(
          `${dayText(language, visit.zone, starts)}, ${timeText(language, visit.zone, starts)} (${visit.zone})`,
          `${dayText(language, visit.zone, opens)}, ${timeText(language, visit.zone, opens)}`,
        );
        return shown(context, closedLinkPage(visit, link, text, { title: own.titles.early, opensAt: opens }));
      }
      case "refused": {
        const tooMany = answer.why === "too-many-attempts";
        const text = tooMany ? visit.words.refusals["too-many-attempts"](answer.seconds) : own.closed[answer.why];
        return shown(context, closedLinkPage(visit, link, text, { title: own.closedTitle }), tooMany ? 429 : 410);
      }
    }
  });

  app.post("/v/consent", (context) =>
    fromGuest(context, async (cookie, form, visit) => {
      const language = LANGUAGES.find((known) => known === fieldOf(form, "language"));
      const version = fieldOf(form, "version");
      const { consent } = visit.words;
      if (fieldOf(form, "agreed") !== "yes") return show(context, [{ field: "agreed", text: consent.notAgreed }]);
      // What is kept is what was shown: a page from before a new wording is shown again.
      if (language === undefined || version !== consentVersion(wordsIn(language)))
        return show(context, [{ field: "agreed", text: consent.changed }]);
      await giveConsent(desk, cookie, { version, language });
      return context.redirect("/v#wait-title", 303);
    }),
  );

  app.post("/v/withdraw", (context) =>
    fromGuest(context, async (cookie) => {
      await withdrawConsent(desk, cookie);
      return context.redirect("/v?said=withdrawn", 303);
    }),
  );

  // Where it can't be, the page that follows says where the guest stands.
  app.post("/v/wait", (context) =>
    fromGuest(context, async (cookie) => {
      await waitHere(desk, cookie);
      return context.redirect("/v", 303);
    }),
  );

  app.get("/v/state", async (context) => {
    const view = await guestView(desk, getCookie(context, GUEST_COOKIE));
    return view.kind === "nobody" ? context.json({ state: "nobody" }, 404) : context.json({ state: view.state });
  });

  app.post("/v/enter", (context) =>
    fromGuest(context, async (cookie) => {
      const answer = await enterRoom(desk, cookie);
      return answer.kind === "enter" ? context.json({ address: answer.address }) : context.json({}, 409);
    }),
  );

  async function show(context: Context, problems: readonly Problem[], said?: string): Promise<Response> {
    const visit = visitOf(site, context);
    const cookie = getCookie(context, GUEST_COOKIE);
    const view = await guestView(desk, cookie);
    if (view.kind === "nobody" || cookie === undefined) return shown(context, welcomePage(visit));
    const token = formToken(desk.settings.sealKey, cookie);
    return shown(context, meetingPage({ ...visit, token }, view, problems, said), problems.length > 0 ? 422 : 200);
  }

  async function fromGuest(
    context: Context,
    answer: (cookie: string, form: Form, visit: Visit) => Promise<Response>,
  ): Promise<Response> {
    const visit = visitOf(site, context);
    const cookie = getCookie(context, GUEST_COOKIE);
    const form = await formOf(context);
    if (form === undefined) return faultPage(visit, context, "no-form");
    if (cookie === undefined) return context.redirect("/v", 303);
    if (!isFromHere(site, cookie, form)) return faultPage(visit, context, "not-from-here");
    return answer(cookie, form, visit);
  }
}
