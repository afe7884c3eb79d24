import { existsSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { run } from "./command.ts";
import { put } from "./file-state.ts";
import { disarmFirewallBack, restoreRules } from "./firewall.ts";
import { recover } from "./go-back.ts";
import { readLedger } from "./ledger.ts";
import { purgePackages } from "./packages.ts";
import { AGENT, inside, type Places } from "./places.ts";
import { removeRecoverUnit } from "./recover-unit.ts";
import { currentRelease } from "./releases.ts";
import { removeEmpty } from "./switch.ts";
import { quiet, reloadDefinitions, revive } from "./units.ts";

/**
 * Makes the machine what it was before its first delivery: our units stopped, our files gone or what they were, packages and
 * accounts that we brought removed, the packet filter as it was. The data of the services go with them.
 *
 * @returns sentences on what is left over and why
 */
export async function remove(places: Places, say: (detail: string) => void): Promise<readonly string[]> {
  await recover(places, false);
  const ledger = readLedger(places);
  const release = currentRelease(places);
  const left: string[] = [];

  say("Stopping what was started");
  await disarmFirewallBack(places);
  for (const unit of [...ledger.units].reverse()) await quiet(unit);

  say(`Putting back ${Object.keys(ledger.originals).length} files`);
  for (const [path, original] of Object.entries(ledger.originals)) {
    if (original.kind !== "absent" || existsSync(dirname(inside(places, path)))) put(inside(places, path), original);
  }
  // Before iptables itself may go with the packages.
  if (ledger.firewall !== undefined) left.push(...(await restoreRules(ledger.firewall)));
  if (ledger.packages.length > 0) {
    say(`Removing ${ledger.packages.length} packages`);
    const ended = await purgePackages(ledger.packages);
    if (ended !== undefined && ended.status !== 0) left.push(`Packages could not be removed: ${ended.words}`);
  }

  for (const directory of release?.directories ?? []) {
    if (ledger.directories.includes(directory.path))
      rmSync(inside(places, directory.path), { recursive: true, force: true });
  }
  await removeRecoverUnit();
  await reloadDefinitions();
  for (const unit of ledger.units) left.push(...(await revive(unit)));
  for (const account of ledger.accounts) {
    const ended = await run(["userdel", account], { seconds: 30 });
    if (ended.status !== 0) left.push(`The account ${account} could not be removed: ${ended.words}`);
  }
  for (const folder of [places.volatile, places.state, dirname(AGENT), "/etc/stillroom"]) {
    rmSync(inside(places, folder), { recursive: true, force: true });
  }
  removeEmpty(places, ledger.directories);
  return left;
}
