import { readFileSync } from "node:fs";
import { addressIn } from "./mail/address.ts";

/** Languages that the desk's pages speak. */
export const LANGUAGES = ["en", "de", "fr", "es"] as const;
export type Language = (typeof LANGUAGES)[number];

/** What `/etc/stillroom/desk.json` says: it is written by a release, and its secrets by the machine. */
export interface Settings {
  /** `https://…`, without a path: where the desk itself is reached. */
  readonly origin: string;
  /** `https://…`, without a path: where the rooms are. */
  readonly video: string;
  /** The practice, as it is shown to everybody. */
  readonly title: string;
  /** `#rrggbb` */
  readonly colour: string;
  /** Where nobody asked for another. */
  readonly language: Language;
  /** What the room's server asks of a token (templates/prosody, mod_auth_room_token). */
  readonly rooms: RoomSettings;
  /** 32 characters or more, born on the machine. */
  readonly sealKey: string;
  /** Folder of the database server's Unix socket, and the database. */
  readonly database: { readonly socket: string; readonly name: string };
  readonly listen: { readonly host: string; readonly port: number };
  /** People in one room. */
  readonly maxOccupants: number;
  /** Missing where the practice names none: then no mail is sent. */
  readonly mail?: MailServer;
  /** Days after which the desk deletes. How long the audit log is kept is the database's own to say (desk-schema.sql). */
  readonly retention: {
    readonly appointmentDays: number;
    readonly consentDays: number;
  };
}

/** The practice's own mail server, which takes what the desk sends. Its password is entered at the desk (desk/mail/password.ts). */
export interface MailServer {
  /** Its name, as in its certificate. */
  readonly server: string;
  readonly port: number;
  /** `tls`: from the first byte; `starttls`: after a greeting in clear (RFC 3207), or not at all. */
  readonly encryption: "tls" | "starttls";
  /** The sender's address. */
  readonly from: string;
  readonly user: string;
}

export interface RoomSettings {
  /** 32 characters or more, shared with the room's server. */
  readonly key: string;
  readonly issuer: string;
  readonly audience: string;
  /** The XMPP domain of the participants. */
  readonly subject: string;
  /** 32 characters or more: signs orders to the room's server, and opens nothing. */
  readonly ordersKey: string;
  /** Where the room's server takes orders, on this machine's 127.0.0.1. */
  readonly ordersPort: number;
}

/** The file can't be used: one sentence for each fault. */
export interface UnusableSettings {
  readonly kind: "unusable";
  readonly faults: readonly string[];
}

/** @param path of the settings file */
export function readSettings(
  path: string,
): { readonly kind: "settings"; readonly settings: Settings } | UnusableSettings {
  try {
    return settingsIn(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    // The parser's own words would quote a secret.
    const why = error instanceof SyntaxError ? "it is no JSON" : error instanceof Error ? error.message : String(error);
    return { kind: "unusable", faults: [`${path} can't be read: ${why}. Deliver the release again.`] };
  }
}

/** Checks every value: a desk with half of its settings does not start. */
export function settingsIn(
  value: unknown,
): { readonly kind: "settings"; readonly settings: Settings } | UnusableSettings {
  const fields = valueAt(value, ["mail"]) === undefined ? FIELDS : [...FIELDS, ...MAIL_FIELDS];
  const faults = fields
    .filter(([path, accepts]) => !accepts(valueAt(value, path.split("."))))
    .map(([path, , sentence]) => `"${path}" is wrong or missing: ${sentence}`);
  if (faults.length > 0) return { kind: "unusable", faults };
  // Every field was looked at just now.
  return { kind: "settings", settings: value as Settings };
}

type Field = readonly [path: string, accepts: (value: unknown) => boolean, sentence: string];

const MAIL_FIELDS: readonly Field[] = [
  ["mail.server", (value) => isText(value) && isHost(value), "the name of a mail server."],
  ["mail.port", (value) => isWhole(value, 1) && value <= 65_535, "a port."],
  ["mail.encryption", (value) => value === "tls" || value === "starttls", "tls or starttls."],
  ["mail.from", (value) => isText(value) && addressIn(value) === value, "one mail address."],
  ["mail.user", isText, "whom the mail server knows the desk as."],
];

const FIELDS: readonly Field[] = [
  ["origin", isOrigin, "an https address without a path."],
  ["video", isOrigin, "an https address without a path."],
  ["title", isText, "a text."],
  ["colour", (value) => isText(value) && /^#[0-9a-f]{6}$/.test(value), "a colour like #2f5d62."],
  ["language", (value) => LANGUAGES.some((language) => language === value), `one of ${LANGUAGES.join(", ")}.`],
  ["rooms.key", isSecret, "32 characters or more."],
  ["rooms.issuer", isText, "a text."],
  ["rooms.audience", isText, "a text."],
  ["rooms.subject", isText, "the participants' XMPP domain."],
  ["rooms.ordersKey", isSecret, "32 characters or more."],
  ["rooms.ordersPort", (value) => isWhole(value, 1) && value <= 65_535, "a port."],
  ["sealKey", isSecret, "32 characters or more."],
  ["database.socket", (value) => isText(value) && value.startsWith("/"), "the folder of a Unix socket."],
  ["database.name", isText, "the name of a database."],
  ["listen.host", isText, "an address of this machine."],
  ["listen.port", (value) => isWhole(value, 0) && value <= 65_535, "a port."],
  ["maxOccupants", (value) => isWhole(value, 2), "a whole number, 2 or more."],
  ["retention.appointmentDays", (value) => isWhole(value, 1), "days, 1 or more."],
  ["retention.consentDays", (value) => isWhole(value, 1), "days, 1 or more."],
];

function valueAt(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return value;
  if (typeof value !== "object" || value === null) return undefined;
  return valueAt(new Map<string, unknown>(Object.entries(value)).get(key), rest);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** RFC 1123, 2.1. */
function isHost(value: string): boolean {
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/.test(value);
}

function isSecret(value: unknown): boolean {
  return isText(value) && value.length >= 32;
}

function isWhole(value: unknown, least: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= least;
}

function isOrigin(value: unknown): boolean {
  return isText(value) && URL.canParse(value) && value.startsWith("https://") && new URL(value).origin === value;
}
