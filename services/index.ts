import { audit } from "./audit.ts";
import { bans } from "./bans.ts";
import { certificates } from "./certificates.ts";
import { element } from "./element.ts";
import { firewall } from "./firewall.ts";
import { journal } from "./journal.ts";
import { kernel } from "./kernel.ts";
import { postgresql } from "./postgresql.ts";
import { resolver } from "./resolver.ts";
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
  journal,
  ssh,
  resolver,
  time,
  updates,
  audit,
  bans,
  wireguard,
  certificates,
  postgresql,
  synapse,
  element,
  firewall,
];
