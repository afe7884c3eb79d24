import type { Rule } from "../rule.ts";
import { encryptionAtRest } from "./encryption-at-rest.ts";
import { firewallDefaultDeny } from "./firewall-default-deny.ts";
import { firewallMatchesPorts } from "./firewall-matches-ports.ts";
import { killSwitch } from "./kill-switch.ts";
import { machineSize } from "./machine-size.ts";
import { regionUnderLaw } from "./region-under-law.ts";
import { sshHardened } from "./ssh-hardened.ts";
import { understood } from "./understood.ts";
import { waiversOf } from "./waivers.ts";

const OVER_RELEASES: readonly Rule[] = [
  understood,
  firewallDefaultDeny,
  firewallMatchesPorts,
  killSwitch,
  sshHardened,
  encryptionAtRest,
  regionUnderLaw,
  machineSize,
];

/** Every rule, the promises first. */
export const RULES: readonly Rule[] = [...OVER_RELEASES, waiversOf(OVER_RELEASES)];
