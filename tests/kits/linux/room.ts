import { spawn, type ChildProcess, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { run } from "../../../scripts/sandbox/command.ts";
import { childrenOf } from "../../../scripts/sandbox/process.ts";
import { until } from "./until.ts";

/**
 * A computer of the test's own: network, mounts and processes in namespaces that nobody else is in. It ends with this
 * process, however that ends, and takes everything that was started in it along.
 */
export interface Room {
  /** By which ip-link(8) finds its network. */
  readonly pid: number;
  /** @returns what it printed @throws CommandFailed */
  readonly shell: (script: string) => Promise<string>;
  /** Starts a program that runs on until it is killed; what it says to standard error can be read. */
  readonly start: (argv: readonly string[]) => StartedProgram;
  readonly end: () => Promise<void>;
}

export type StartedProgram = ChildProcessByStdio<null, null, Readable>;

const PATH = "/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin";

/** /run is empty in it, and /sys is that of its own network. */
export async function openRoom(): Promise<Room> {
  const holder = spawn(
    "unshare",
    ["--net", "--mount", "--pid", "--fork", "--mount-proc", "--kill-child", "--propagation", "private", "cat"],
    { stdio: ["pipe", "ignore", "inherit"] },
  );
  const held = (): number | undefined => (holder.pid === undefined ? undefined : childrenOf(holder.pid)[0]);
  await until(
    () => held() !== undefined,
    () => "unshare has a child",
  );
  const pid = held() ?? 0;
  const into = (...namespaces: readonly string[]): readonly string[] => [
    ...["nsenter", `--target=${pid}`, ...namespaces, "--", "env", `PATH=${PATH}`],
  ];
  const enter = into("--net", "--mount", "--pid");
  const shell = (script: string): Promise<string> => run([...enter, "sh", "-euc", script], { timeout: 60_000 });
  const started: StartedProgram[] = [];
  // Without the namespace of processes, for which nsenter would stand in between; so it ends with this process by itself.
  const start = (argv: readonly string[]): StartedProgram => {
    const words = ["--pdeathsig", "KILL", ...into("--net", "--mount"), ...argv];
    const child = spawn("setpriv", words, { stdio: ["ignore", "ignore", "pipe"] });
    started.push(child);
    return child;
  };
  // The mounts of unshare are made before it has anything run; /proc is its last.
  await until(
    () =>
      run([...enter, "sh", "-c", 'test "$(cat /proc/1/comm)" = cat']).then(
        () => true,
        () => false,
      ),
    () => "the room has its own /proc",
  );
  await shell("mount -t tmpfs none /run; mount -t sysfs none /sys; ip link set lo up");
  return {
    pid,
    shell,
    start,
    end: async () => {
      for (const child of [...started, holder]) await ended(child, "SIGKILL");
    },
  };
}

export async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "close");
  child.kill(signal);
  await gone;
}
