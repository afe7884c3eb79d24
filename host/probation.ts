import { awaitAccess } from "./access.ts";
import { armFirewallBack, disarmFirewallBack } from "./firewall.ts";
import type { Journal } from "./journal.ts";
import { changeLedger, readLedger, type FirewallRules } from "./ledger.ts";
import type { Places } from "./places.ts";
import type { AgentMessage } from "./protocol.ts";

/**
 * Loads a new packet filter, which counts when somebody gets in over a new connection; otherwise it takes itself back.
 *
 * @param before the rules in force until now
 * @param seconds until the word must have come
 * @throws StepFailed when it does not come
 */
export async function onProbation(
  places: Places,
  before: FirewallRules,
  seconds: number,
  send: (message: AgentMessage) => void,
  load: () => Promise<Journal>,
): Promise<Journal> {
  rememberRules(places, before);
  await armFirewallBack(places, before, seconds + 2);
  const journal = await load();
  await awaitAccess(places, seconds, send);
  await disarmFirewallBack(places);
  return journal;
}

/** The packet filter before any release of ours. */
function rememberRules(places: Places, before: FirewallRules): void {
  if (readLedger(places).firewall === undefined) changeLedger(places, (ledger) => ({ ...ledger, firewall: before }));
}
