import type { Rule } from "../rule.ts";
import { encryptionAtRest } from "./encryption-at-rest.ts";
import { federationClosed } from "./federation-closed.ts";
import { firewallDefaultDeny } from "./firewall-default-deny.ts";
import { firewallMatchesPorts } from "./firewall-matches-ports.ts";
import { killSwitch } from "./kill-switch.ts";
import { machineSize } from "./machine-size.ts";
import { neutralNames } from "./neutral-names.ts";
import { noSecretsInFiles } from "./no-secrets-in-files.ts";
import { regionUnderLaw } from "./region-under-law.ts";
import { registrationClosed } from "./registration-closed.ts";
import { sshHardened } from "./ssh-hardened.ts";
import { understood } from "./understood.ts";
import { waiversOf } from "./waivers.ts";

const OVER_RELEASES: readonly Rule[] = [
  neutralNames,
  understood,
  firewallDefaultDeny,
  firewallMatchesPorts,
  killSwitch,
  registrationClosed,
  federationClosed,
  sshHardened,
  noSecretsInFiles,
  encryptionAtRest,
  regionUnderLaw,
  machineSize,
];

/** Every rule, the promises first. */
export const RULES: readonly Rule[] = [...OVER_RELEASES, waiversOf(OVER_RELEASES)];
