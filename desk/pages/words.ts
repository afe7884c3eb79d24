import type { AppointmentState } from "../appointments/appointments.ts";
import type { LinkRefused } from "../appointments/links.ts";
import type { GuestState } from "../appointments/waiting.ts";
import type { Action } from "../audit/write.ts";
import type { NotMailed } from "../mail/mailing.ts";
import type { Language } from "../settings.ts";
import type { Change } from "../staff/changes.ts";
import type { Role } from "../staff/roles.ts";
import { de } from "./words/de.ts";
import { en } from "./words/en.ts";
import { es } from "./words/es.ts";
import { fr } from "./words/fr.ts";

interface TitleAndText {
  readonly title: string;
  readonly text: string;
}

/** All that the desk says, in one language: short sentences, and nothing that tells what is met for. */
export interface Words {
  readonly language: Language;
  /** Around every page. */
  readonly frame: {
    readonly skip: string;
    readonly menu: string;
    readonly ways: Readonly<Record<"appointments" | "people" | "mail" | "audit" | "counts", string>>;
    readonly signOut: (name: string) => string;
    readonly account: string;
    /** Above all that is wrong in a form. */
    readonly problems: string;
    readonly back: string;
    readonly begin: string;
    readonly minutes: (minutes: number) => string;
    readonly zone: (zone: string) => string;
    readonly noScript: string;
  };
  readonly faults: Readonly<Record<"not-found" | "not-from-here" | "no-form" | "too-large" | "failed", TitleAndText>>;
  readonly refusals: {
    readonly wrong: string;
    readonly over: string;
    readonly "too-short": string;
    readonly "too-long": string;
    readonly "is-name": string;
    readonly "too-common": string;
    readonly "too-many-attempts": (seconds: number) => string;
    readonly busy: (seconds: number) => string;
  };
  readonly signIn: {
    readonly title: string;
    readonly name: string;
    readonly password: string;
    readonly show: string;
    readonly hide: string;
    readonly goOn: string;
    readonly lost: string;
    readonly signedOut: string;
    readonly nameMissing: string;
    readonly passwordMissing: string;
  };
  readonly secondStep: {
    readonly title: string;
    readonly passkeyTitle: string;
    readonly passkeyText: string;
    readonly passkeyButton: string;
    readonly passkeyFailed: string;
    readonly passkeyUnsupported: string;
    readonly codeTitle: string;
    readonly code: string;
    readonly codeHint: string;
    readonly codeButton: string;
    readonly codeWrong: string;
    /** Where neither is left. */
    readonly noFactor: string;
    readonly anew: string;
  };
  readonly enrolment: {
    readonly title: string;
    readonly welcome: string;
    readonly begin: string;
    readonly noLink: (hours: number) => string;
    readonly passwordTitle: string;
    readonly yourName: string;
    readonly password: string;
    readonly passwordHint: string;
    readonly passwordButton: string;
    readonly factorTitle: string;
    readonly factorText: string;
    readonly passkeyTitle: string;
    readonly passkeyText: string;
    readonly passkeyButton: string;
    readonly appTitle: string;
    readonly appText: string;
    readonly qr: string;
    readonly secret: string;
    readonly appButton: string;
  };
  readonly appointments: {
    readonly title: string;
    readonly make: string;
    readonly waitingTitle: string;
    readonly nobodyWaits: string;
    readonly waitingCount: (count: number) => string;
    readonly waits: (minutes: number) => string;
    readonly openFirst: string;
    readonly letIn: (label: string) => string;
    readonly open: string;
    readonly openAgain: string;
    readonly today: string;
    readonly noneToday: string;
    readonly coming: string;
    readonly noneComing: string;
    readonly guestOf: (label: string, host: string) => string;
    readonly states: Readonly<Record<AppointmentState, string>>;
    readonly devices: (count: number) => string;
    readonly noLink: string;
  };
  /** What was done just now, or why it wasn't. */
  readonly done: Readonly<
    Record<"link-dead" | "moved" | "revoked" | "cancelled" | "ended" | "let-in" | "over" | "not-waiting", string>
  >;
  readonly newAppointment: {
    readonly title: string;
    readonly host: string;
    readonly label: string;
    readonly labelHint: string;
    readonly date: string;
    readonly time: string;
    readonly minutes: string;
    readonly make: string;
    readonly dateMissing: string;
    readonly timeMissing: string;
    readonly noSuchTime: string;
    readonly problems: Readonly<Record<"label" | "time-past" | "time-far" | "minutes" | "host", string>>;
  };
  readonly appointment: {
    readonly title: (label: string) => string;
    readonly when: string;
    readonly host: string;
    readonly state: string;
    readonly link: string;
    readonly consent: string;
    readonly consented: string;
    readonly notConsented: string;
    /** When the host can open the room: an hour before the appointment. */
    readonly opens: (day: string, time: string) => string;
    readonly linkTitle: string;
    readonly linkText: string;
    readonly newLink: string;
    readonly revoke: string;
    readonly move: string;
    readonly moveButton: string;
    readonly end: string;
    readonly endSure: string;
    readonly cancel: string;
    readonly cancelSure: string;
    readonly all: string;
  };
  readonly link: {
    readonly title: (label: string) => string;
    readonly once: string;
    readonly handOver: string;
    readonly address: string;
    readonly copy: string;
    readonly copied: string;
    readonly calendar: string;
    readonly opens: (time: string) => string;
    readonly goOn: string;
  };
  readonly room: {
    readonly title: (label: string) => string;
    readonly text: string;
    readonly enter: string;
    readonly minutes: string;
    readonly back: string;
  };
  readonly people: {
    readonly title: string;
    readonly addTitle: string;
    readonly name: string;
    readonly nameHint: string;
    readonly roles: string;
    readonly role: Readonly<Record<Role, { readonly name: string; readonly may: string }>>;
    readonly language: string;
    readonly languages: Readonly<Record<Language, string>>;
    readonly add: string;
    readonly active: string;
    readonly invited: string;
    readonly inactive: string;
    readonly yourself: string;
    readonly reset: (name: string) => string;
    readonly resetSure: string;
    readonly deactivate: (name: string) => string;
    readonly deactivateSure: string;
    readonly deactivated: string;
    readonly activate: (name: string) => string;
    readonly changeRoles: (name: string) => string;
    readonly rolesButton: string;
    readonly rolesChanged: string;
    readonly confirmFirst: string;
    readonly confirm: string;
    readonly confirmed: string;
    readonly linkTitle: string;
    readonly handOver: (hours: number) => string;
    readonly all: string;
    readonly problems: Readonly<Record<"name" | "taken" | "roles" | "self" | "own-role", string>>;
  };
  readonly mail: {
    readonly title: string;
    readonly text: string;
    readonly server: string;
    readonly from: string;
    readonly user: string;
    readonly password: string;
    readonly passwordSince: (time: string) => string;
    readonly noPassword: string;
    readonly passwordTitle: string;
    readonly passwordHint: string;
    readonly passwordButton: string;
    readonly passwordKept: string;
    readonly passwordMissing: string;
    readonly trialTitle: string;
    readonly trialText: string;
    readonly to: string;
    readonly trialButton: string;
    readonly trialSent: string;
    readonly sendTitle: string;
    readonly sendText: string;
    readonly language: string;
    readonly sendButton: string;
    readonly sent: string;
    readonly faults: Readonly<Record<NotMailed["why"], string>>;
  };
  /** The own account. */
  readonly account: {
    readonly title: string;
    readonly yourName: (name: string) => string;
    readonly passwordTitle: string;
    readonly passwordText: string;
    readonly changePassword: string;
    readonly current: string;
    readonly currentMissing: string;
    readonly currentWrong: string;
    readonly passwordSure: string;
    readonly passwordButton: string;
    readonly stepsTitle: string;
    readonly stepsText: string;
    readonly passkeyMade: (time: string) => string;
    readonly appMade: (time: string) => string;
    readonly remove: string;
    readonly removeSure: string;
    readonly only: string;
    readonly addPasskey: string;
    readonly addApp: string;
    readonly addAppText: string;
    readonly passkeyRefused: string;
    readonly sessionsTitle: string;
    readonly sessionsText: string;
    readonly here: string;
    readonly since: (time: string) => string;
    readonly seen: (time: string) => string;
    readonly end: string;
    readonly endOthers: string;
    readonly onlyHere: string;
    readonly back: string;
    readonly said: Readonly<Record<"confirmed" | "password" | "passkey" | "app" | "removed" | "ended", string>>;
  };
  /** The second step once more, before what is worth it. */
  readonly confirm: TitleAndText & { readonly button: string; readonly back: string };
  /** What changed of the own keys, told at the next sign-in. */
  readonly changes: TitleAndText & {
    readonly what: Readonly<Record<Change, (time: string) => string>>;
    readonly notYou: string;
    readonly known: string;
  };
  readonly audit: {
    readonly title: string;
    readonly text: string;
    readonly caption: string;
    readonly number: string;
    readonly at: string;
    readonly who: string;
    readonly what: string;
    readonly about: string;
    readonly guest: string;
    readonly machine: string;
    readonly older: string;
    readonly actions: Readonly<Record<Action, string>>;
  };
  readonly counts: {
    readonly title: string;
    readonly text: string;
    readonly people: string;
    readonly appointmentsToday: string;
    readonly waiting: string;
    readonly openRooms: string;
  };
  readonly guest: {
    readonly titles: Readonly<Record<GuestState, string>>;
    readonly invited: (title: string) => string;
    readonly open: string;
    readonly noLink: string;
    readonly welcome: string;
    /** Where the appointment was moved after the link had been opened. */
    readonly early: (opens: string) => string;
    readonly tooEarly: (starts: string, opens: string) => string;
    readonly closedTitle: string;
    readonly closed: Readonly<Record<LinkRefused["why"], string>>;
    readonly waitTitle: string;
    readonly waitText: string;
    readonly wait: string;
    readonly waiting: string;
    readonly waitingHow: string;
    readonly offline: string;
    readonly admitted: string;
    readonly enter: string;
    readonly entering: string;
    readonly enterFailed: string;
    readonly over: string;
    readonly cancelled: string;
    readonly revoked: string;
    readonly laterTitle: string;
    readonly laterText: string;
  };
  readonly equipment: {
    readonly title: string;
    readonly text: string;
    readonly cannotEncrypt: string;
    readonly start: string;
    readonly stop: string;
    readonly picture: string;
    readonly level: string;
    readonly camera: string;
    readonly microphone: string;
    readonly asking: string;
    readonly running: string;
    readonly heard: string;
    readonly stopped: string;
    readonly denied: string;
    readonly missing: string;
    readonly busy: string;
    readonly failed: string;
    readonly noCamera: string;
  };
  readonly checklist: { readonly title: string; readonly items: readonly string[] };
  readonly encryption: {
    readonly title: string;
    readonly yesTitle: string;
    readonly yes: string;
    readonly noTitle: string;
    readonly no: string;
    readonly browsersTitle: string;
    readonly browsers: string;
  };
  readonly consent: {
    readonly title: string;
    readonly wording: readonly string[];
    readonly agree: string;
    readonly give: string;
    readonly notAgreed: string;
    readonly changed: string;
    readonly withdraw: string;
    readonly withdrawText: string;
    readonly withdrawn: string;
    readonly tooOften: string;
  };
  /** Asked where a host has a guest of that label already. */
  readonly sameGuest: {
    readonly title: string;
    readonly known: (label: string) => string;
    readonly last: string;
    readonly next: string;
    readonly none: string;
    readonly why: string;
    readonly same: string;
    readonly different: string;
    readonly another: (label: string) => string;
  };
  /** For a device with places at two appointments. */
  readonly otherMeeting: {
    readonly title: string;
    readonly found: string;
    readonly stays: string;
    readonly unexpected: string;
    readonly go: string;
    readonly stay: string;
    readonly alsoTitle: string;
    readonly alsoGo: (when: string) => string;
  };
}

const WORDS: Readonly<Record<Language, Words>> = { en, de, fr, es };

export function wordsIn(language: Language): Words {
  return WORDS[language];
}
