import { html, raw } from "hono/html";
import type { OtherMeeting } from "../../appointments/links.ts";
import type { Place } from "../../appointments/places.ts";
import type { GuestState, GuestView } from "../../appointments/waiting.ts";
import { endsAt, type Planned } from "../../appointments/times.ts";
import { openingForm, problemSummary, saidStatus, type Problem } from "../forms.ts";
import { NOTHING, page, tokenField, type Html } from "../layout.ts";
import type { Visit } from "../visit.ts";
import { dayText, timeText } from "../zone.ts";
import { consentVersion } from "./wording.ts";

/** A guest's device, and what every form on its page carries. */
export interface GuestVisit extends Visit {
  readonly token: string;
  /** The device's places at other appointments, each with its token. */
  readonly others: readonly (Place & { readonly token: string })[];
}

/** The page behind a link, for as long as it counts: what is to be done depends on where the guest stands. */
export function meetingPage(visit: GuestVisit, view: GuestView, problems: readonly Problem[], said?: string): Html {
  const own = visit.words.guest;
  const body = html`${problemSummary(visit, problems)} ${saidStatus(said)}
  ${view.revoked ? NOTHING : html`<p class="when">${whenText(visit, view)}</p>`}
  ${PARTS[view.state](visit, view, problems)} ${upcoming(visit, view)} ${otherPlaces(visit)} ${openingHere()}`;
  return page(visit, { title: own.titles[view.state], body, work: "waiting" });
}

const PARTS: Readonly<Record<GuestState, (visit: GuestVisit, view: GuestView, problems: readonly Problem[]) => Html>> =
  {
    early: (visit, view) =>
      html`<p>${visit.words.guest.early(timeText(visit.words.language, visit.zone, view.opensAt))}</p>
        ${stateAsked(visit, "early")} ${equipment(visit)} ${checklist(visit)} ${encryption(visit)}`,
    ready: (visit, view, problems) =>
      html`<p>${visit.words.guest.welcome}</p>
        ${equipment(visit)} ${checklist(visit)} ${encryption(visit)}
        ${view.consented ? goWaiting(visit) : consentForm(visit, problems)} ${stateAsked(visit, "ready")}`,
    waiting: (visit) =>
      html`<div class="calm">
          <p class="status" role="status" id="state">${visit.words.guest.waiting}</p>
          <p>${visit.words.guest.waitingHow}</p>
        </div>
        ${stateAsked(visit, "waiting")} ${checklist(visit)} ${withdrawForm(visit)}`,
    admitted: (visit) =>
      html`<p>${visit.words.guest.admitted}</p>
        <p>
          <button type="button" id="enter" data-token="${visit.token}" data-failed="${visit.words.guest.enterFailed}">
            ${visit.words.guest.enter}
          </button>
        </p>
        <p class="status" role="status" id="state"></p>
        ${stateAsked(visit, "admitted")} ${withdrawForm(visit)}`,
    over: (visit, view) =>
      html`<p>${visit.words.guest.over}</p>
        ${view.consented ? withdrawForm(visit) : NOTHING}`,
    cancelled: (visit, view) =>
      html`<p>${visit.words.guest.cancelled}</p>
        ${view.consented ? withdrawForm(visit) : NOTHING}`,
    revoked: (visit, view) =>
      html`<p>${visit.words.guest.revoked}</p>
        ${view.consented ? withdrawForm(visit) : NOTHING}`,
  };

/** What the script asks about every few seconds (desk/browser/waiting.ts): from which state, and with what words it says what it does. */
function stateAsked(visit: GuestVisit, state: GuestState): Html {
  const own = visit.words.guest;
  return html`<div
    id="asked"
    data-state="${state}"
    data-token="${visit.token}"
    data-shared="${visit.others.length > 0 ? "yes" : "no"}"
    data-offline="${own.offline}"
    data-entering="${own.entering}"
    data-enter-failed="${own.enterFailed}"
    data-waiting="${own.waiting}"
  ></div>`;
}

/** Camera and microphone, tried on this device alone (desk/browser/equipment.ts). */
function equipment({ words }: Visit): Html {
  const own = words.equipment;
  return html`<section
    aria-labelledby="equipment-title"
    id="equipment"
    data-asking="${own.asking}"
    data-running="${own.running}"
    data-heard="${own.heard}"
    data-stopped="${own.stopped}"
    data-denied="${own.denied}"
    data-missing="${own.missing}"
    data-busy="${own.busy}"
    data-failed="${own.failed}"
    data-no-camera="${own.noCamera}"
  >
    <h2 id="equipment-title">${own.title}</h2>
    <p>${own.text}</p>
    <div class="problems" id="cannot-encrypt" hidden>
      <p>${own.cannotEncrypt}</p>
    </div>
    <div class="acts">
      <button type="button" class="second" id="try">${own.start}</button>
      <button type="button" class="second" id="stop" hidden>${own.stop}</button>
    </div>
    <p class="status" role="status" id="equipment-status"></p>
    <div id="trial" hidden>
      <video id="picture" autoplay muted playsinline aria-label="${own.picture}"></video>
      <div class="field">
        <label for="level">${own.level}</label>
        <meter id="level" min="0" max="1" value="0"></meter>
      </div>
      <div class="row">
        <div class="field">
          <label for="camera">${own.camera}</label
          ><select id="camera"></select>
        </div>
        <div class="field">
          <label for="microphone">${own.microphone}</label
          ><select id="microphone"></select>
        </div>
      </div>
    </div>
  </section>`;
}

function checklist({ words }: Visit): Html {
  const own = words.checklist;
  return html`<section aria-labelledby="checklist-title">
    <h2 id="checklist-title">${own.title}</h2>
    <ul>
      ${own.items.map((item) => html`<li>${item}</li>`)}
    </ul>
  </section>`;
}

function encryption({ words }: Visit): Html {
  const own = words.encryption;
  return html`<section aria-labelledby="encryption-title">
    <h2 id="encryption-title">${own.title}</h2>
    <h3>${own.yesTitle}</h3>
    <p>${own.yes}</p>
    <h3>${own.noTitle}</h3>
    <p>${own.no}</p>
    <h3>${own.browsersTitle}</h3>
    <p>${own.browsers}</p>
  </section>`;
}

function consentForm(visit: GuestVisit, problems: readonly Problem[]): Html {
  const own = visit.words.consent;
  const problem = problems.find(({ field }) => field === "agreed");
  return html`<section aria-labelledby="consent-title">
    <h2 id="consent-title">${own.title}</h2>
    ${own.wording.map((paragraph) => html`<p>${paragraph}</p>`)}
    <form method="post" action="/v/consent" novalidate>
      ${tokenField(visit)}
      <input type="hidden" name="version" value="${consentVersion(visit.words)}" />
      <input type="hidden" name="language" value="${visit.words.language}" />
      ${problem === undefined ? NOTHING : html`<p class="problem" id="agreed-problem">${problem.text}</p>`}
      <div class="check">
        <input
          type="checkbox"
          id="agreed"
          name="agreed"
          value="yes"
          required
          ${problem === undefined ? NOTHING : raw('aria-invalid="true" aria-describedby="agreed-problem"')}
        />
        <label for="agreed">${own.agree}</label>
      </div>
      <button>${own.give}</button>
    </form>
  </section>`;
}

function goWaiting(visit: GuestVisit): Html {
  const own = visit.words.guest;
  return html`<section aria-labelledby="wait-title" class="calm">
      <h2 id="wait-title">${own.waitTitle}</h2>
      <p>${own.waitText}</p>
      <form method="post" action="/v/wait">${tokenField(visit)}<button id="wait">${own.wait}</button></form>
    </section>
    ${withdrawForm(visit)}`;
}

function withdrawForm(visit: GuestVisit): Html {
  const own = visit.words.consent;
  return html`<details>
    <summary>${own.withdraw}</summary>
    <p>${own.withdrawText}</p>
    <form method="post" action="/v/withdraw">${tokenField(visit)}<button class="grave">${own.withdraw}</button></form>
  </details>`;
}

function upcoming(visit: Visit, { upcoming: later }: GuestView): Html {
  if (later.length === 0) return NOTHING;
  const own = visit.words.guest;
  return html`<section aria-labelledby="later-title">
    <h2 id="later-title">${own.laterTitle}</h2>
    <p>${own.laterText}</p>
    <ul>
      ${later.map((planned) => html`<li>${whenText(visit, planned)}</li>`)}
    </ul>
  </section>`;
}

function otherPlaces(visit: GuestVisit): Html {
  if (visit.others.length === 0) return NOTHING;
  const own = visit.words.otherMeeting;
  return html`<section aria-labelledby="also-title">
    <h2 id="also-title">${own.alsoTitle}</h2>
    ${visit.others.map(
      (place) =>
        html`<form method="post" action="/v/place">
          ${tokenField(place)}
          <button class="second">
            ${place.revoked ? visit.words.consent.withdraw : own.alsoGo(spanText(visit, place))}
          </button>
        </form>`,
    )}
  </section>`;
}

function whenText(visit: Visit, planned: Planned): Html {
  return html`<time datetime="${planned.startsAt.toISOString()}">${spanText(visit, planned)}</time>
    (${visit.words.frame.minutes(planned.minutes)}, ${visit.zone})`;
}

/** Day, and from when to when. */
function spanText({ words, zone }: Visit, planned: Planned): string {
  const text = (instant: Date): string => timeText(words.language, zone, instant);
  return `${dayText(words.language, zone, planned.startsAt)}, ${text(planned.startsAt)}–${text(endsAt(planned))}`;
}

/** Asks before a link leads a device to another meeting than the one that it has a place at; both stay possible. */
export function otherMeetingPage(visit: Visit, link: string, { present, ...found }: OtherMeeting): Html {
  const own = visit.words.otherMeeting;
  const body = html`<p>${own.found}</p>
    <p class="when">${whenText(visit, found)}</p>
    <p>${own.stays}</p>
    <p class="when">${whenText(visit, present)}</p>
    <p>${own.unexpected}</p>
    <form method="post" action="/v/open">
      <input type="hidden" name="link" value="${link}" />
      <input type="hidden" name="other" value="open" />
      <div class="acts"><button class="second">${own.go}</button> <a class="button" href="/v">${own.stay}</a></div>
    </form>`;
  return page(visit, { title: own.title, body });
}

/** Another link that is opened on a device with a cookie goes straight on. */
function openingHere(): Html {
  return html`<form method="post" action="/v/open" id="opening" data-at-once hidden>
    <input type="hidden" name="link" value="" />
  </form>`;
}

/** Where a link leads on a device that does not know it yet: nothing is opened before the button is pressed, so that no preview of it is a device. */
export function welcomePage(visit: Visit): Html {
  const own = visit.words.guest;
  const body = html`<p>${own.invited(visit.site.desk.settings.title)}</p>
    ${openingForm(visit, { action: "/v/open", button: own.open, missing: own.noLink })}`;
  return page(visit, { title: own.titles.ready, body, work: "opening" });
}

/** A link that does not open, or not yet. @param link put back behind #, so that loading the page again tries again */
export function closedLinkPage(
  visit: Visit,
  link: string,
  text: string | Html,
  { title, opensAt }: { readonly title: string; readonly opensAt?: Date },
): Html {
  const body = html`<p>${text}</p>
    ${opensAt === undefined ? NOTHING : html`${checklist(visit)} ${equipment(visit)} ${encryption(visit)}`}
    <div id="closed" data-link="${link}" data-opens="${opensAt?.toISOString() ?? ""}"></div>`;
  return page(visit, { title, body, work: "opening" });
}
