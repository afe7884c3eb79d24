import type { Machine } from "../../sandbox/machine.ts";
import { printed } from "./tools.ts";

export interface Listener {
  readonly protocol: string;
  readonly local: string;
  readonly program: string;
}

/** ss(8): every port on which a program listens beyond the loopback. */
export async function listeners(machine: Machine): Promise<readonly Listener[]> {
  const text = await machine.exec(["ss", "--no-header", "--listening", "--numeric", "--tcp", "--udp", "--processes"]);
  const all = text.split("\n").flatMap((line): readonly Listener[] => {
    const [protocol = "", , , , local = ""] = line.trim().split(/\s+/);
    if (local === "" || /^(?:127\.|\[::1\])/.test(local)) return [];
    return [{ protocol, local, program: /users:\(\("([^"]+)"/.exec(line)?.[1] ?? "" }];
  });
  const seen = new Map(all.map((one) => [`${one.protocol} ${one.local} ${one.program}`, one]));
  return [...seen.values()];
}

/** Files that act for their owner or group, whoever starts them. */
export async function privilegedFiles(machine: Machine): Promise<readonly string[]> {
  const text = await printed(machine, "find / -xdev -type f -perm /6000 -printf '%p %M %u:%g\\n' | sort");
  return text.split("\n").filter((line) => line !== "");
}

export interface Memory {
  readonly program: string;
  /** What it has for itself and its share of what it has with others, in MiB (proc(5), smaps_rollup, Pss). */
  readonly mib: number;
  readonly processes: number;
}

/** Every program that runs, the largest first. */
export async function memory(machine: Machine): Promise<readonly Memory[]> {
  const script =
    'for at in /proc/[0-9]*; do unit=$(sed -n "s|.*/\\([^/]*\\.service\\).*|\\1|p" $at/cgroup 2>/dev/null | head -n 1); pss=$(sed -n "s/^Pss: *\\([0-9]*\\) kB/\\1/p" $at/smaps_rollup 2>/dev/null); [ -z "$pss" ] || echo "${unit:-$(cat $at/comm)} $pss"; done';
  const found = new Map<string, Memory>();
  for (const line of (await printed(machine, script)).trim().split("\n")) {
    const [program = "", kib = "0"] = line.split(" ");
    const before = found.get(program) ?? { program, mib: 0, processes: 0 };
    found.set(program, { program, mib: before.mib + Number(kib) / 1024, processes: before.processes + 1 });
  }
  return [...found.values()].sort((a, b) => b.mib - a.mib);
}
