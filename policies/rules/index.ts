import type { Rule } from "../rule.ts";
import { asRendered } from "./as-rendered.ts";
import { certificateIssued } from "./certificate-issued.ts";
import { clockKept } from "./clock-kept.ts";
import { databaseClosed } from "./database-closed.ts";
import { deliveryComplete } from "./delivery-complete.ts";
import { directoryClosed } from "./directory-closed.ts";
import { devicesInside } from "./devices-inside.ts";
import { encryptionAtRest } from "./encryption-at-rest.ts";
import { e2eeRequired } from "./e2ee-required.ts";
import { federationClosed } from "./federation-closed.ts";
import { firewallDefaultDeny } from "./firewall-default-deny.ts";
import { firewallMatchesPorts } from "./firewall-matches-ports.ts";
import { kernelHardened } from "./kernel-hardened.ts";
import { killSwitch } from "./kill-switch.ts";
import { listensAsDeclared } from "./listens-as-declared.ts";
import { logRetention } from "./log-retention.ts";
import { deskClosed } from "./desk-closed.ts";
import { machineNarrowed } from "./machine-narrowed.ts";
import { machineSize } from "./machine-size.ts";
import { meetingsByInvitation } from "./meetings-by-invitation.ts";
import { messageRetention } from "./message-retention.ts";
import { neutralNames } from "./neutral-names.ts";
import { noSecretsInFiles } from "./no-secrets-in-files.ts";
import { noThirdParty } from "./no-third-party.ts";
import { onlyItsServiceReads } from "./only-its-service-reads.ts";
import { onlyRootWrites } from "./only-root-writes.ts";
import { packagesSigned } from "./packages-signed.ts";
import { recordingImpossible } from "./recording-impossible.ts";
import { regionUnderLaw } from "./region-under-law.ts";
import { registrationClosed } from "./registration-closed.ts";
import { relayClosed } from "./relay-closed.ts";
import { servicesSandboxed } from "./services-sandboxed.ts";
import { sshHardened } from "./ssh-hardened.ts";
import { tls } from "./tls.ts";
import { understood } from "./understood.ts";
import { waiversOf } from "./waivers.ts";
import { webClosed } from "./web-closed.ts";

const OVER_RELEASES: readonly Rule[] = [
  e2eeRequired,
  recordingImpossible,
  neutralNames,
  understood,
  firewallDefaultDeny,
  firewallMatchesPorts,
  listensAsDeclared,
  killSwitch,
  devicesInside,
  meetingsByInvitation,
  registrationClosed,
  federationClosed,
  directoryClosed,
  noThirdParty,
  relayClosed,
  webClosed,
  tls,
  certificateIssued,
  databaseClosed,
  deskClosed,
  sshHardened,
  servicesSandboxed,
  kernelHardened,
  machineNarrowed,
  clockKept,
  onlyRootWrites,
  onlyItsServiceReads,
  noSecretsInFiles,
  packagesSigned,
  logRetention,
  messageRetention,
  encryptionAtRest,
  regionUnderLaw,
  machineSize,
  deliveryComplete,
  asRendered,
];

/** Every rule, the promises first. */
export const RULES: readonly Rule[] = [...OVER_RELEASES, waiversOf(OVER_RELEASES)];
