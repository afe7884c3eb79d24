import { existsSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { run } from "./command.ts";
import { syncDirectory } from "./durable.ts";
import { put } from "./file-state.ts";
import { disarmFirewallBack, restoreRules } from "./firewall.ts";
import { recover } from "./go-back.ts";
import { changeLedger, readLedger, type Ledger } from "./ledger.ts";
import { purgePackages } from "./packages.ts";
import { AGENT, inside, type Places } from "./places.ts";
import { removeRecoverUnit } from "./recover-unit.ts";
import { currentRelease } from "./releases.ts";
import { removeEmpty } from "./switch.ts";
import { quiet, reloadDefinitions, revive } from "./units.ts";

/** userdel(8), "EXIT VALUES": an earlier run that was stopped has come so far. */
const NO_ACCOUNT = 6;

/**
 * Makes the machine what it was before its first delivery: our units stopped, our files gone or what they were, packages and
 * accounts that we brought removed, the packet filter as it was. The data of the services go with them. From its first act on the machine
 * runs no release, and says so: one that was stopped goes on when it is called again, and a delivery begins anew.
 *
 * @returns sentences on what is left over and why
 */
export async function remove(places: Places, say: (detail: string) => void): Promise<readonly string[]> {
  await recover(places, false);
  const ledger = beginRemoval(places);
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

  for (const folder of (ledger.removal ?? []).filter((path) => !isState(places, path))) {
    rmSync(inside(places, folder), { recursive: true, force: true });
  }
  await removeRecoverUnit(places);
  await reloadDefinitions();
  for (const unit of ledger.units) left.push(...(await revive(unit)));
  for (const account of ledger.accounts) {
    const ended = await run(["userdel", account], { seconds: 30 });
    if (ended.status !== 0 && ended.status !== NO_ACCOUNT)
      left.push(`The account ${account} could not be removed: ${ended.words}`);
  }
  for (const folder of [places.volatile, inside(places, "/etc/stillroom")]) {
    rmSync(folder, { recursive: true, force: true });
  }
  removeEmpty(places, ledger.directories);
  // With it goes what could be put back; and the agent goes last, since it is what goes on where this was stopped.
  forget(places.ledger);
  for (const folder of [places.state, inside(places, dirname(AGENT))]) rmSync(folder, { recursive: true, force: true });
  return left;
}

/** Lets the release count no more, once it is written down which of its folders go with all that is in them. */
function beginRemoval(places: Places): Ledger {
  const folders = (currentRelease(places)?.directories ?? []).map((directory) => directory.path);
  changeLedger(places, (ledger) => ({
    ...ledger,
    removal: [...new Set([...(ledger.removal ?? []), ...folders.filter((path) => ledger.directories.includes(path))])],
  }));
  forget(places.current);
  return readLedger(places);
}

/** The agent's own notes go last. */
function isState(places: Places, path: string): boolean {
  return inside(places, path) === places.state;
}

function forget(file: string): void {
  rmSync(file, { force: true });
  syncDirectory(dirname(file));
}
