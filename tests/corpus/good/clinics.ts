import { CLINIC } from "../../fixtures/clinic.ts";
import { INVITING } from "../../fixtures/inviting-clinic.ts";
import { MAIL, MAILING } from "../../fixtures/mailing-clinic.ts";
import { TUNNELLED } from "../../fixtures/tunnelled-clinic.ts";
import type { GoodTree } from "../tree.ts";

/** What a stack file may ask for: as rendered, every rule is content, `as-rendered` too. */
export const TREES: readonly GoodTree[] = [
  { how: "the clinic of the fixtures" },
  { how: "Debian's older release", clinic: { ...CLINIC, machine: { ...CLINIC.machine, debian: 12 } } },
  {
    how: "certificates of the practice's own, from a file with the line ends of Windows",
    clinic: {
      ...CLINIC,
      certificates: {
        issuer: "practice",
        chain: undefined,
        root: "-----BEGIN CERTIFICATE-----\r\nMAo=\r\n-----END CERTIFICATE-----\r\n",
      },
    },
  },
  { how: "a desk for appointments", clinic: INVITING },
  {
    how: "a desk, and no messaging at all",
    clinic: { ...INVITING, messaging: { ...CLINIC.messaging, enabled: false } },
  },
  { how: "a desk that sends links by mail", clinic: MAILING },
  {
    how: "a desk that sends links by a server which changes to encryption, out of a tunnel",
    clinic: {
      ...MAILING,
      desk: { ...MAILING.desk, mail: { ...MAIL, port: 587, user: "rooms" } },
      egress: TUNNELLED.egress,
    },
  },
  { how: "a mail server, and no desk", clinic: { ...CLINIC, desk: { ...CLINIC.desk, mail: MAIL } } },
  { how: "no messaging at all", clinic: { ...CLINIC, messaging: { ...CLINIC.messaging, enabled: false } } },
];
