import type { Context, Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { clientAddress } from "../../attempts/client-address.ts";
import { GUEST_COOKIE, openLink } from "../../appointments/links.ts";
import { placesOf, type Place } from "../../appointments/places.ts";
import { enterRoom, guestView, waitHere } from "../../appointments/waiting.ts";
import { giveConsent, withdrawConsent } from "../../consent/consents.ts";
import { cookieOf, wordsIn as wordsInCookie } from "../../cookie-words.ts";
import { formToken, isFormToken } from "../../sealing.ts";
import { LANGUAGES } from "../../settings.ts";
import { fieldOf, formOf, type Form, type Problem } from "../forms.ts";
import { faultPage, shown, visitOf, type Site, type Visit } from "../visit.ts";
import { wordsIn } from "../words.ts";
import { dayText, timeText } from "../zone.ts";
import { closedLinkPage, meetingPage, otherMeetingPage, welcomePage } from "./meeting.ts";
import { consentVersion } from "./wording.ts";

/** As desk/browser/waiting.ts sends it: the token of the page that asks. */
const PLACE_HEADER = "place";
const COOKIE = { path: "/", secure: true, httpOnly: true, sameSite: "Lax" } as const;

/** What a link opens, from the first look to the way into the room. */
export function addMeetingGuests(app: Hono, site: Site): void {
  const { desk } = site;

  app.get("/v", (context) => {
    const said = context.req.query("said") === "withdrawn" ? visitOf(site, context).words.consent.withdrawn : undefined;
    return show(context, { said });
  });

  app.post("/v/open", async (context) => {
    const visit = visitOf(site, context);
    const form = await formOf(context);
    if (form === undefined) return faultPage(visit, context, "no-form");
    const link = fieldOf(form, "link");
    const address = clientAddress(context.req.header("x-forwarded-for"));
    const other = fieldOf(form, "other") === "open" ? "open" : "ask";
    const answer = await openLink(desk, link, getCookie(context, GUEST_COOKIE), address, other);
    const own = visit.words.guest;
    switch (answer.kind) {
      case "open":
        setCookie(context, GUEST_COOKIE, answer.cookie, COOKIE);
        return context.redirect("/v", 303);
      case "other":
        return shown(context, otherMeetingPage(visit, link, answer));
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
    fromGuest(context, async (word, form, visit) => {
      const language = LANGUAGES.find((known) => known === fieldOf(form, "language"));
      const version = fieldOf(form, "version");
      const { consent } = visit.words;
      const refused = (text: string) => show(context, { problems: [{ field: "agreed", text }], word });
      if (fieldOf(form, "agreed") !== "yes") return refused(consent.notAgreed);
      // What is kept is what was shown: a page from before a new wording is shown again.
      if (language === undefined || version !== consentVersion(wordsIn(language))) return refused(consent.changed);
      const answer = await giveConsent(desk, word, { version, language });
      if (answer.kind === "refused" && answer.why === "too-often") return refused(consent.tooOften);
      return context.redirect("/v#wait-title", 303);
    }),
  );

  app.post("/v/withdraw", (context) =>
    fromGuest(context, async (word) => {
      await withdrawConsent(desk, word);
      return context.redirect("/v?said=withdrawn", 303);
    }),
  );

  // Where it can't be, the page that follows says where the guest stands.
  app.post("/v/wait", (context) =>
    fromGuest(context, async (word) => {
      await waitHere(desk, word);
      return context.redirect("/v", 303);
    }),
  );

  // To the place whose token the form holds.
  app.post("/v/place", (context) => fromGuest(context, () => context.redirect("/v", 303)));

  // A page says by its token which place it shows: two of them can be open on one device.
  app.get("/v/state", async (context) => {
    const words = wordsInCookie(getCookie(context, GUEST_COOKIE));
    const view = await guestView(desk, wordFor(words, context.req.header(PLACE_HEADER)) ?? words[0]);
    return view.kind === "nobody" ? context.json({ state: "nobody" }, 404) : context.json({ state: view.state });
  });

  app.post("/v/enter", (context) =>
    fromGuest(context, async (word) => {
      const answer = await enterRoom(desk, word);
      return answer.kind === "enter" ? context.json({ address: answer.address }) : context.json({}, 409);
    }),
  );

  /** @param word of the place to show; else the one that was used last and still counts */
  async function show(
    context: Context,
    { problems = [], said, word }: { problems?: readonly Problem[]; said?: string | undefined; word?: string },
  ): Promise<Response> {
    const visit = visitOf(site, context);
    const places = await placesOf(desk.sql, getCookie(context, GUEST_COOKIE), desk.now());
    const own = places.find((place) => place.word === word) ?? places[0];
    const view = own === undefined ? undefined : await guestView(desk, own.word);
    if (own === undefined || view?.kind !== "guest") return shown(context, welcomePage(visit));
    const tokenOf = (place: { readonly word: string }): string => formToken(desk.settings.sealKey, place.word);
    // Behind a link that was taken back there is nothing more to be done than to take back what was agreed to there.
    const isShown = (place: Place): boolean => place !== own && (!place.revoked || place.consented);
    const others = places.filter(isShown).map((place) => ({ ...place, token: tokenOf(place) }));
    const guest = { ...visit, token: tokenOf(own), others };
    return shown(context, meetingPage(guest, view, problems, said), problems.length > 0 ? 422 : 200);
  }

  /** The word of the place for whose page a token was made. */
  function wordFor(words: readonly string[], token: string | undefined): string | undefined {
    return words.find((word) => isFormToken(desk.settings.sealKey, word, token ?? ""));
  }

  /** Takes a form from a page of a guest's: for the place whose page it was, which is the device's first from then on. */
  async function fromGuest(
    context: Context,
    answer: (word: string, form: Form, visit: Visit) => Response | Promise<Response>,
  ): Promise<Response> {
    const visit = visitOf(site, context);
    const words = wordsInCookie(getCookie(context, GUEST_COOKIE));
    const form = await formOf(context);
    if (form === undefined) return faultPage(visit, context, "no-form");
    if (words.length === 0) return context.redirect("/v", 303);
    const word = wordFor(words, form.get("token") ?? undefined);
    if (word === undefined) return faultPage(visit, context, "not-from-here");
    if (word !== words[0]) setCookie(context, GUEST_COOKIE, cookieOf([word, ...words]), COOKIE);
    return answer(word, form, visit);
  }
}
