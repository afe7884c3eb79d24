import { readFileSync, readdirSync, readlinkSync } from "node:fs";
import type { Places } from "./places.ts";
import type { Failure } from "./protocol.ts";

/** A program that has a share in the lock. */
export interface Holder {
  readonly pid: number;
  /** As the kernel has it, at most 15 characters (proc_pid_comm(5)). */
  readonly program: string;
}

/**
 * Who holds the lock now. proc_locks(5) would name the flock(1) that took it and is gone; but proc_pid_fdinfo(5) shows a lock at every
 * open file that shares it, and none at those of programs that only wait for it.
 */
export function holdersOf(places: Places): readonly Holder[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => holds(pid, places.lock))
    .map((pid) => ({ pid: Number(pid), program: attempt(() => readFileSync(`/proc/${pid}/comm`, "utf8").trim(), "") }));
}

function holds(pid: string, path: string): boolean {
  const opened = attempt(() => readdirSync(`/proc/${pid}/fd`), []);
  return opened.some((fd) =>
    attempt(
      () =>
        readlinkSync(`/proc/${pid}/fd/${fd}`) === path &&
        /^lock:.*\bFLOCK\b/m.test(readFileSync(`/proc/${pid}/fdinfo/${fd}`, "utf8")),
      false,
    ),
  );
}

/** A process may end while it is looked at. */
function attempt<Value>(look: () => Value, otherwise: Value): Value {
  try {
    return look();
  } catch {
    return otherwise;
  }
}

/** What whoever wanted the lock is told, by what it was wanted for. */
export function busy(holders: readonly Holder[], wantedFor: "isolation" | "another change"): Failure {
  const named = holders.map(({ pid, program }) => `process ${pid} (${program})`).join(", ");
  const who = named === "" ? "" : `, by ${named}`;
  const ids = holders.map(({ pid }) => ` ${pid}`).join("");
  switch (wantedFor) {
    case "isolation":
      return {
        step: "lock",
        what: `This machine is NOT isolated: something else changes it, and holds its lock${who}.`,
        mend: `Isolate it again when that has ended, or end that first, with "sudo kill${ids}" on the machine: what it left half done is taken back before the machine is isolated. Until then close the cloud's own firewall, at the provider's console.`,
      };
    case "another change":
      return {
        step: "lock",
        what: `Another delivery to this machine is under way, and holds its lock${who}.`,
        mend: `Wait until it has ended and do this again; nothing was changed by this one. Where it is no delivery but a service that one has left behind, "sudo systemctl status${ids}" on the machine says which one: restart that service.`,
      };
  }
}
