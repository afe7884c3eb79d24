import { readDurable, writeDurably } from "./durable.ts";
import type { FileState } from "./file-state.ts";
import type { Places } from "./places.ts";
import type { UnitState } from "./units.ts";

/** What the machine was before the first delivery, as far as deliveries changed it: what `pulumi destroy` puts back. */
export interface Ledger {
  /** By path on the machine. */
  readonly originals: Readonly<Record<string, FileState>>;
  /** Directories that weren't there, outermost first. */
  readonly directories: readonly string[];
  readonly accounts: readonly string[];
  /** Packages that weren't installed. */
  readonly packages: readonly string[];
  readonly units: readonly UnitState[];
  /** The packet filter's rules; undefined until a delivery brings its own. */
  readonly firewall: FirewallRules | undefined;
  /** Since a removal was begun: the folders that it takes away with all that is in them. */
  readonly removal?: readonly string[];
}

/** As iptables-save(8) and ip6tables-save(8) print them. */
export interface FirewallRules {
  readonly v4: string;
  readonly v6: string;
}

const EMPTY: Ledger = { originals: {}, directories: [], accounts: [], packages: [], units: [], firewall: undefined };

export function readLedger(places: Places): Ledger {
  return readDurable(places.ledger, EMPTY);
}

/** Whether a removal was begun that has not ended; true also while a delivery after it has not. */
export function isBeingRemoved(places: Places): boolean {
  return readLedger(places).removal !== undefined;
}

export function changeLedger(places: Places, change: (ledger: Ledger) => Ledger): void {
  writeDurably(places.ledger, JSON.stringify(change(readLedger(places))));
}
