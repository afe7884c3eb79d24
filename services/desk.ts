import type { Clinic } from "../clinic/clinic.ts";
import { deskAuditDays } from "../clinic/law/logs.ts";
import { consentDays } from "../clinic/law/retention.ts";
import { TOKEN, WEB_PORT, XMPP } from "./prosody.ts";
import type { Egress, Service } from "./service.ts";

const ACCOUNT = "desk";
const CONFIGURATION = "/etc/stillroom/desk.json";
/** `serve`, `check`, and the administrator's words (desk/main.ts). */
const PROGRAM = "/usr/local/lib/stillroom/desk";
/** What its pages run in a browser. */
const PAGE_PROGRAM = "/usr/local/lib/stillroom/desk-page.js";
const DATABASE = "/usr/local/lib/stillroom/desk-database";
const SCHEMA = "/usr/local/lib/stillroom/desk-schema.sql";
const UNIT = "/etc/systemd/system/desk.service";

/** Where nginx hands on what is asked under the desk's name. */
export const DESK_PORT = 8200;

/** The desk's database, and the role that may use it: PostgreSQL lets an account in as the role of its own name. */
export const DESK_DATABASE = { name: "desk", role: ACCOUNT } as const;

/** Appointments, invitations and the way into a room: a small program of ours (desk/), behind nginx, with its own database. */
export const desk: Service = {
  name: "desk",
  wanted: (clinic) => clinic.desk.enabled,
  declare: (clinic) => ({
    packages: [{ name: "nodejs", repository: "debian" }],
    accounts: [{ name: ACCOUNT, home: "/nonexistent" }],
    egress: mailEgress(clinic),
    secrets: [{ name: "desk_key", kind: "token" }],
    files: [
      { path: CONFIGURATION, format: "json", mode: "0640", group: ACCOUNT, data: settingsOf(clinic) },
      { path: PROGRAM, format: "javascript", mode: "0755", bundle: { entry: "desk/main.ts", runs: "node" } },
      {
        path: PAGE_PROGRAM,
        format: "javascript",
        mode: "0755",
        bundle: { entry: "desk/browser/main.ts", runs: "browser" },
      },
      { path: SCHEMA, format: "text", data: { auditDays: deskAuditDays(clinic.law) } },
      { path: DATABASE, format: "shell", mode: "0755" },
      { path: UNIT, format: "systemd", data: { mail: clinic.desk.mail !== undefined } },
    ],
    units: [
      {
        name: "desk.service",
        onChange: "restart",
        files: [CONFIGURATION, PROGRAM, PAGE_PROGRAM, SCHEMA, DATABASE, UNIT],
      },
    ],
    validators: [{ name: "the desk's settings", argv: ["node", PROGRAM, "check", CONFIGURATION] }],
    proofs: [
      { kind: "unit-active", unit: "desk.service" },
      { kind: "listening", protocol: "tcp", address: "127.0.0.1", port: DESK_PORT },
      { kind: "https", host: clinic.names.desk, path: "/", status: 200, contains: "<form" },
      // Nobody is let in who has not signed in.
      { kind: "https", host: clinic.names.desk, path: "/appointments", status: 303 },
    ],
  }),
};

function settingsOf(clinic: Clinic) {
  const { names, branding, law, video } = clinic;
  return {
    origin: `https://${names.desk}`,
    video: `https://${names.video}`,
    title: branding.title,
    colour: branding.colour.toLowerCase(),
    language: branding.language,
    maxOccupants: video.maxOccupants,
    issuer: TOKEN.issuer,
    audience: TOKEN.audience,
    subject: XMPP.domain,
    ordersPort: WEB_PORT,
    port: DESK_PORT,
    database: DESK_DATABASE.name,
    mail: mailOf(clinic),
    appointmentDays: clinic.desk.appointmentDays,
    consentDays: consentDays(law),
  };
}

/** RFC 8314, 3.3 and 3.1: what each port begins with. */
function mailOf({ desk: { mail } }: Clinic) {
  return mail && { ...mail, encryption: mail.port === 465 ? "tls" : "starttls" };
}

/** Out of the machine only to the mail server that the practice names, on its one port. */
function mailEgress({ desk: { mail } }: Clinic): readonly Egress[] {
  if (mail === undefined) return [];
  return [
    {
      account: ACCOUNT,
      protocol: "tcp",
      ports: [mail.port],
      to: { kind: "names", names: [mail.server] },
      purpose: "mail",
    },
  ];
}
