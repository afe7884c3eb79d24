import type { Clinic, Law } from "../../clinic/clinic.ts";
import { jurisdictionsOf } from "../../clinic/law/jurisdictions.ts";
import { deskAuditDays } from "../../clinic/law/logs.ts";
import { consentDays, possibleRecordYears } from "../../clinic/law/retention.ts";
import type { Release } from "../../render/release.ts";
import { TOKEN, XMPP } from "../../services/prosody.ts";
import { replaced } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import { absent, equals, unmet, type Demand } from "../demands.ts";
import type { Breach, Rule } from "../rule.ts";

/** The desk's tables, and how long its log is kept. */
const SCHEMA = "/usr/local/lib/stillroom/desk-schema.sql";

/** Invitations lead into the practice's own rooms, and who was met when is forgotten in time. */
export const deskClosed: Rule = {
  id: "desk-closed",
  title:
    "The desk is reached through the web server alone, invites to the practice's own rooms, and deletes when the practice's law says.",
  severity: "high",
  serves:
    "Storage limitation and access control: GDPR art. 5(1)(e) and 25(2), HIPAA 45 CFR 164.312(a)(1) and 164.316(b)(2)(i).",
  mend: "Put templates/desk and services/desk.ts back as they are in the repository (`git diff templates/desk services/desk.ts` shows what changed); how long appointments are kept is stillroom:desk.appointmentDays.",
  looksAt:
    "The desk's settings and how long its database keeps the audit log, against the stack file and the table of law.",
  check: deskBreaches,
  breaks: [
    {
      how: "the desk answers the network itself, in clear",
      on: withDesk,
      apply: (release) => replaced(release, ENTRY.desk, '"host": "127.0.0.1"', '"host": "0.0.0.0"'),
    },
    {
      how: "invitations lead to somebody else's rooms",
      on: withDesk,
      apply: (release) => replaced(release, ENTRY.desk, /"video": ".*"/, '"video": "https://meet.example.net"'),
    },
    {
      how: "appointments are kept for longer than the stack file says",
      on: withDesk,
      apply: (release) => replaced(release, ENTRY.desk, /"appointmentDays": \d+/, '"appointmentDays": 3650'),
    },
    {
      how: "the audit log is forgotten after a month",
      on: withDesk,
      apply: (release) => replaced(release, SCHEMA, /integer := \d+;/, "integer := 30;"),
    },
    {
      how: "links are handed to a mail server that the practice did not name",
      on: withDesk,
      apply: (release) =>
        replaced(
          release,
          ENTRY.desk,
          '"maxOccupants"',
          '"mail": { "server": "mail.example.net", "port": 465, "encryption": "tls", "from": "rooms@example.net", "user": "rooms" },\n  "maxOccupants"',
        ),
    },
  ],
};

/** The same practice, with a desk. */
function withDesk(clinic: Clinic): Clinic {
  return { ...clinic, desk: { ...clinic.desk, enabled: true } };
}

function deskBreaches(release: Release, configuration: Configuration): readonly Breach[] {
  const settings = configuration.desk();
  if (settings === undefined) return [];
  const { subject } = release;
  const { names, desk, video, law } = subject.clinic;
  const demands: readonly Demand[] = [
    equals("origin", `https://${names.desk}`, "invitations would lead elsewhere."),
    equals(
      "video",
      `https://${names.video}`,
      "whoever is invited would be sent elsewhere, with a token of this practice.",
    ),
    equals("maxOccupants", video.maxOccupants, "the desk and the rooms would count differently."),
    equals("rooms.issuer", TOKEN.issuer, "no room would take its tokens."),
    equals("rooms.audience", TOKEN.audience, "no room would take its tokens."),
    equals("rooms.subject", XMPP.domain, "no room would take its tokens."),
    equals("rooms.ordersPort", 5280, "nobody would leave a room because a meeting was ended or a consent taken back."),
    equals("database.socket", "/run/postgresql", "appointments would lie in a database that nobody looked at."),
    equals("database.name", "desk", "appointments would lie in a database that nobody looked at."),
    equals("listen.host", "127.0.0.1", "it would answer without the web server's encryption and limits."),
    equals("listen.port", 8200, "the web server hands on to another port."),
    equals("retention.appointmentDays", desk.appointmentDays, "stillroom:desk.appointmentDays says so."),
    equals(
      "retention.consentDays",
      consentDays(law),
      `the law of ${jurisdictionsOf(law).join(" and ")} says so (clinic/law/records.ts).`,
    ),
  ];
  return [
    ...unmet(settings.value, [...demands, ...mailDemands(desk)], settings.origin),
    ...yearsBreaches(law),
    ...auditBreaches(release),
  ];
}

/** A link lets in whoever reads it: it goes to the one server that the stack file names, and the program knows no way of sending it in clear. */
function mailDemands({ mail }: Clinic["desk"]): readonly Demand[] {
  if (mail === undefined) return [absent("mail", "the stack file names no mail server, so no link may be sent.")];
  const { server, port, from, user } = mail;
  // RFC 8314, 3.3 and 3.1.
  const encryption = port === 465 ? "tls" : "starttls";
  return [
    equals("mail.server", server, "links would be handed to somebody else."),
    equals("mail.port", port, "links would be handed to another program."),
    equals("mail.encryption", encryption, `port ${port} begins otherwise, so no link could be sent.`),
    equals("mail.from", from, "links would come from somebody else."),
    equals("mail.user", user, "the desk would sign in as somebody else."),
  ];
}

/** The one number by which the database forgets its log; all else in the file is held to what was reviewed (policies/reviewed-files.ts). */
function auditBreaches({ files, subject }: Release): readonly Breach[] {
  const days = deskAuditDays(subject.clinic.law);
  return files
    .filter(({ path }) => path === SCHEMA)
    .flatMap(({ path, text }) =>
      text.split("\n").flatMap((line, index): readonly Breach[] => {
        const said = /^\tdays CONSTANT integer := (.*);$/.exec(line)?.[1];
        if (said === undefined || said === String(days)) return [];
        return [
          {
            where: path,
            line: index + 1,
            what: `The database forgets its log after ${said} days, and the law's table says ${days}.`,
          },
        ];
      }),
    );
}

/** A release carries no profession, but the years that one led to: they have to be some profession's. */
function yearsBreaches(law: Law): readonly Breach[] {
  const { recordYears } = law;
  if (recordYears === undefined || possibleRecordYears(law).includes(recordYears)) return [];
  return [
    {
      where: "stillroom:law.profession",
      what: `The release says that consents are kept for ${recordYears} years, to which no profession leads under the law of ${jurisdictionsOf(law).join(" and ")} (clinic/law/records.ts).`,
      mend: "Name the profession in the stack file, or take it out, and render again.",
    },
  ];
}
