import { accounts } from "./accounts.ts";
import { audit } from "./audit.ts";
import { bans } from "./bans.ts";
import { certificates } from "./certificates.ts";
import { coturn } from "./coturn.ts";
import { dataVolume } from "./data-volume.ts";
import { deviceNames } from "./device-names.ts";
import { devices } from "./devices.ts";
import { desk } from "./desk.ts";
import { element } from "./element.ts";
import { firewall } from "./firewall.ts";
import { jitsiMeet } from "./jitsi-meet.ts";
import { journal } from "./journal.ts";
import { kernel } from "./kernel.ts";
import { mounts } from "./mounts.ts";
import { nginx } from "./nginx.ts";
import { postgresql } from "./postgresql.ts";
import { resolver } from "./resolver.ts";
import { jicofo } from "./jicofo.ts";
import { prosody } from "./prosody.ts";
import { videobridge } from "./videobridge.ts";
import type { Service } from "./service.ts";
import { sources } from "./sources.ts";
import { ssh } from "./ssh.ts";
import { synapse } from "./synapse.ts";
import { time } from "./time.ts";
import { updates } from "./updates.ts";
import { wireguard } from "./wireguard.ts";

/**
 * Every service that a clinic's machine can have. The firewall comes last: it is made from what all others declare.
 */
export const SERVICES: readonly Service[] = [
  sources,
  kernel,
  mounts,
  accounts,
  journal,
  ssh,
  resolver,
  time,
  updates,
  audit,
  bans,
  wireguard,
  devices,
  deviceNames,
  certificates,
  dataVolume,
  postgresql,
  synapse,
  element,
  prosody,
  jicofo,
  videobridge,
  coturn,
  jitsiMeet,
  desk,
  nginx,
  firewall,
];
