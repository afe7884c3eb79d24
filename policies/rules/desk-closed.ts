import type { Clinic, Law } from "../../clinic/clinic.ts";
import { jurisdictionsOf } from "../../clinic/law/jurisdictions.ts";
import { deskAuditDays } from "../../clinic/law/logs.ts";
import { consentDays, possibleRecordYears } from "../../clinic/law/retention.ts";
import type { Release } from "../../render/release.ts";
import { TOKEN, XMPP } from "../../services/prosody.ts";
import { replaced } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import { equals, unmet, type Demand } from "../demands.ts";
import type { Breach, Rule } from "../rule.ts";

/** Invitations lead into the practice's own rooms, and who was met when is forgotten in time. */
export const deskClosed: Rule = {
  id: "desk-closed",
  title:
    "The desk is reached through the web server alone, invites to the practice's own rooms, and deletes when the practice's law says.",
  severity: "high",
  serves:
    "Storage limitation and access control: GDPR art. 5(1)(e) and 25(2), HIPAA 45 CFR 164.312(a)(1) and 164.316(b)(2)(i).",
  mend: "Put templates/desk and services/desk.ts back as they are in the repository (`git diff templates/desk services/desk.ts` shows what changed); how long appointments are kept is stillroom:desk.appointmentDays.",
  looksAt: "The desk's settings, against the stack file and the table of law.",
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
      apply: (release) => replaced(release, ENTRY.desk, /"auditDays": \d+/, '"auditDays": 30'),
    },
  ],
};

/** The same practice, with a desk. */
function withDesk(clinic: Clinic): Clinic {
  return { ...clinic, desk: { ...clinic.desk, enabled: true } };
}

function deskBreaches({ subject }: Release, configuration: Configuration): readonly Breach[] {
  const settings = configuration.desk();
  if (settings === undefined) return [];
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
    equals("retention.auditDays", deskAuditDays(law), "clinic/law/logs.ts says so."),
  ];
  return [...unmet(settings.value, demands, settings.origin), ...yearsBreaches(law)];
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
