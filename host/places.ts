import { join } from "node:path";

/** Where the agent keeps its own things, below the root that it delivers into. */
export interface Places {
  /** `/`, or the folder of a delivery that stays inside a folder. */
  readonly root: string;
  /** True on a real machine: packages, units, the firewall and proofs exist only there. */
  readonly live: boolean;
  /** All that the agent remembers between runs; services have folders in it too, so each thing in it has its own mode. */
  readonly state: string;
  readonly secrets: string;
  readonly releases: string;
  /** The digest of the release that was kept, one line; absent before the first. */
  readonly current: string;
  /** Exists exactly while a switch isn't decided. */
  readonly journal: string;
  /** Copies of what the journal's files were before. */
  readonly before: string;
  /** What the machine was before its first delivery. */
  readonly ledger: string;
  readonly originals: string;
  /** How the last delivery ended. */
  readonly outcome: string;
  /** Ends that no deliverer said it heard, a file each. */
  readonly unheard: string;
  /** How the last hundred ended. */
  readonly history: string;
  /** What the release that was kept last showed when it was proved. */
  readonly proved: string;
  /** Files that programs of the release read, and that were there before it or came with packages. */
  readonly found: string;
  /** Differences from the release that a person has accepted. */
  readonly accepted: string;
  /** What was taken away when the machine was put back. */
  readonly takenAway: string;
  readonly lock: string;
  /** Gone after a boot; 0700. */
  readonly volatile: string;
}

/** Written down while a machine is isolated. */
export const ISOLATION_MARK = "/var/lib/stillroom/isolation.json";

/** The agent itself, on the machine. */
export const AGENT = "/usr/local/lib/stillroom/agent.cjs";

export function placesIn(root: string): Places {
  const state = join(root, "/var/lib/stillroom");
  return {
    root,
    live: root === "/",
    state,
    secrets: join(state, "secrets"),
    releases: join(state, "releases"),
    current: join(state, "current"),
    journal: join(state, "journal.json"),
    before: join(state, "before"),
    ledger: join(state, "ledger.json"),
    originals: join(state, "originals"),
    outcome: join(state, "outcome.json"),
    unheard: join(state, "unheard"),
    history: join(state, "history.json"),
    proved: join(state, "proved.json"),
    found: join(state, "found.json"),
    accepted: join(state, "accepted.json"),
    takenAway: join(state, "taken-away"),
    lock: join(state, "lock"),
    volatile: join(root, "/run/stillroom"),
  };
}

/** A path of the machine as it is reached from here. */
export function inside(places: Places, path: string): string {
  return join(places.root, path);
}
