import { replaced, withText } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import type { Release } from "../../../render/release.ts";
import { INVITING } from "../../fixtures/inviting-clinic.ts";
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
  ["the database is reached elsewhere", /"socket": "[^"]*"/, '"socket": "/tmp"'],
  ["appointments lie in the messages' database", /"name": "desk"/, '"name": "synapse"'],
  ["it listens on every address of either family", /"host": "127\.0\.0\.1"/, '"host": "::"'],
  ["it listens on another port", /"port": 8200/, '"port": 8008'],
  ["appointments are kept for a day longer", /"appointmentDays": 90/, '"appointmentDays": 91'],
  ["consents are forgotten with the appointments", /"consentDays": \d+/, '"consentDays": 90'],
  ["the audit log is kept for ever", /"auditDays": \d+/, '"auditDays": 36500'],
  ["days are written as a text", /"appointmentDays": 90/, '"appointmentDays": "90"'],
];

export const TREES: readonly BrokenTree[] = [
  ...SETTINGS.map(([how, line, instead]) => ({
    how: `the desk: ${how}`,
    clinic: INVITING,
    apply: (release: Release) => replaced(release, ENTRY.desk, line, instead),
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
