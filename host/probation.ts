import { awaitAccess } from "./access.ts";
import { StepFailed } from "./failure.ts";
import { armFirewallBack, armFirewallBackAgain, claimRules, stopFirewallTimers } from "./firewall.ts";
import type { Journal } from "./journal.ts";
import { changeLedger, readLedger, type FirewallRules } from "./ledger.ts";
import { FOLLOWING, followFromClient, openConnection } from "./open-connection.ts";
import type { Places } from "./places.ts";
import type { AgentMessage } from "./protocol.ts";

/** Seconds that loading new rules may take longer than the word that we still get in. */
const LOADING = 20;

/**
 * Loads a new packet filter, which counts when somebody gets in over a new connection; otherwise it takes itself back.
 *
 * @param before the rules in force until now
 * @param seconds until the word must have come
 * @throws StepFailed when it does not come, or comes after the self-revert: then it came in over the rules from before
 */
export async function onProbation(
  places: Places,
  before: FirewallRules,
  seconds: number,
  send: (message: AgentMessage) => void,
  load: () => Promise<Journal>,
): Promise<Journal> {
  rememberRules(places, before);
  await armFirewallBack(places, before, FOLLOWING + LOADING + seconds);
  await followFromClient(before, openConnection(), send);
  const journal = await load();
  await armFirewallBackAgain(seconds + 2);
  await awaitAccess(places, seconds, send);
  if (claimRules(places) === undefined) {
    throw new StepFailed(
      "access",
      "The packet filter had taken itself back before it was seen that a new connection gets in; it is as before.",
      "The machine was too slow. Look at its load with uptime, and deliver again.",
    );
  }
  // The rules from before stay known until the whole release counts: a proof may yet fail.
  await stopFirewallTimers();
  return journal;
}

/** The packet filter before any release of ours. */
function rememberRules(places: Places, before: FirewallRules): void {
  if (readLedger(places).firewall === undefined) changeLedger(places, (ledger) => ({ ...ledger, firewall: before }));
}
