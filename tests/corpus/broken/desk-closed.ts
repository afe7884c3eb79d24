import type { Law } from "../../../clinic/clinic.ts";
import { replaced, withText } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import type { Release } from "../../../render/release.ts";
import { INVITING } from "../../fixtures/inviting-clinic.ts";
import { MAIL, MAILING } from "../../fixtures/mailing-clinic.ts";
import type { BrokenTree } from "../tree.ts";

/** A setting with another value than the practice's: its line in the file, and what stands there instead. */
const SETTINGS: readonly (readonly [how: string, line: RegExp, instead: string])[] = [
  ["invitations name another desk", /"origin": ".*"/, '"origin": "https://desk.elm-court.example"'],
  ["invitations are written for plain HTTP", /"origin": "https:/, '"origin": "http:'],
  [
    "the rooms lie under a name that begins like ours",
    /"video": "(.*)"/,
    '"video": "https://meet.quiet-harbour.example.elm.example"',
  ],
  ["the rooms are the homeserver's", /"video": ".*"/, '"video": "https://matrix.quiet-harbour.example"'],
  ["more are invited than the room takes", /"maxOccupants": \d+/, '"maxOccupants": 60'],
  ["tokens are made by somebody else", /"issuer": ".*"/, '"issuer": "desk"'],
  ["tokens are for somebody else", /"audience": ".*"/, '"audience": "*"'],
  ["tokens are for another domain", /"subject": ".*"/, '"subject": "auth.meet.internal"'],
  ["orders about rooms go to another program", /"ordersPort": 5280/, '"ordersPort": 8200'],
  ["the database is reached elsewhere", /"socket": "[^"]*"/, '"socket": "/tmp"'],
  ["appointments lie in the messages' database", /"name": "desk"/, '"name": "synapse"'],
  ["it listens on every address of either family", /"host": "127\.0\.0\.1"/, '"host": "::"'],
  ["it listens on another port", /"port": 8200/, '"port": 8008'],
  ["appointments are kept for a day longer", /"appointmentDays": 90/, '"appointmentDays": 91'],
  ["consents are forgotten with the appointments", /"consentDays": \d+/, '"consentDays": 90'],
  ["days are written as a text", /"appointmentDays": 90/, '"appointmentDays": "90"'],
];

/** The same, where a mail server is named. */
const MAIL_SETTINGS: readonly (readonly [how: string, line: RegExp, instead: string])[] = [
  ["links are handed to a server whose name begins like ours", /"server": "(.*)"/, '"server": "$1.elm.example"'],
  ["links are handed to a server's other port", /"port": 465/, '"port": 2525'],
  ["the mail port is a text", /"port": 465/, '"port": "465"'],
  ["mail begins in clear where the port is for encryption", /"encryption": "tls"/, '"encryption": "starttls"'],
  ["mail is not encrypted", /"encryption": "tls"/, '"encryption": "none"'],
  ["links come from another address", /"from": ".*"/, '"from": "rooms@elm-court.example"'],
  ["the desk signs in at the mail server as somebody else", /"user": ".*"/, '"user": "root"'],
];

/** Years that some profession would have to lead to, and none does. */
const FOREIGN_YEARS: readonly (readonly [how: string, law: Law])[] = [
  ["one year, as by no profession in Germany", { jurisdiction: "DE", hipaaCovered: false, recordYears: 1 }],
  ["twenty years, as in another country", { jurisdiction: "DE", hipaaCovered: false, recordYears: 20 }],
  ["no year at all", { jurisdiction: "DE", also: ["AT"], hipaaCovered: false, recordYears: 0 }],
];

export const TREES: readonly BrokenTree[] = [
  ...MAIL_SETTINGS.map(([how, line, instead]) => ({
    how: `the desk: ${how}`,
    clinic: MAILING,
    apply: (release: Release) => replaced(release, ENTRY.desk, line, instead),
  })),
  {
    how: "the desk: mail changes to encryption on the way, and the file says from the first byte",
    clinic: { ...MAILING, desk: { ...MAILING.desk, mail: { ...MAIL, port: 587 } } },
    apply: (release) => replaced(release, ENTRY.desk, '"encryption": "starttls"', '"encryption": "tls"'),
  },
  {
    how: "the desk: mail goes out where none is asked for, through the practice's own name",
    clinic: INVITING,
    apply: (release) =>
      replaced(
        release,
        ENTRY.desk,
        '"maxOccupants"',
        '"mail": { "server": "mail.quiet-harbour.example", "port": 465, "encryption": "tls", "from": "a@quiet-harbour.example", "user": "a" },\n  "maxOccupants"',
      ),
  },
  {
    how: "the desk: mail has a password in the file",
    clinic: MAILING,
    apply: (release) => replaced(release, ENTRY.desk, '"encryption"', '"password": "x",\n    "encryption"'),
    speaks: "understood",
  },
  ...SETTINGS.map(([how, line, instead]) => ({
    how: `the desk: ${how}`,
    clinic: INVITING,
    apply: (release: Release) => replaced(release, ENTRY.desk, line, instead),
  })),
  ...["36500", "30", "366 + 1", "0x16e"].map((days) => ({
    how: `the desk: the audit log is kept for ${days} days`,
    clinic: INVITING,
    apply: (release: Release) =>
      replaced(release, "/usr/local/lib/stillroom/desk-schema.sql", /integer := \d+;/, `integer := ${days};`),
  })),
  ...FOREIGN_YEARS.map(([how, law]) => ({
    how: `the desk: consents are kept for ${how}`,
    clinic: { ...INVITING, law },
    apply: (release: Release) => release,
  })),
  {
    how: "the desk: how long anything is kept is not said",
    clinic: INVITING,
    apply: (release) => withText(release, ENTRY.desk, (text) => text.replace(/,\s*"retention": \{[^}]*\}/, "")),
  },
  {
    how: "the desk: a setting that nobody knows",
    clinic: INVITING,
    apply: (release) => replaced(release, ENTRY.desk, '"maxOccupants"', '"debug": true,\n  "maxOccupants"'),
    speaks: "understood",
  },
  {
    how: "the desk: a setting stands there twice",
    clinic: INVITING,
    apply: (release) =>
      replaced(release, ENTRY.desk, '"maxOccupants"', '"video": "https://meet.elm.example",\n  "maxOccupants"'),
    speaks: "understood",
  },
];
