import { execFile, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { promisify } from "node:util";

const run = promisify(execFile);

const KNOCK = new URL("./knock.mjs", import.meta.url).pathname;

/** Where an account that can't read the checkout finds it. */
export const KNOCK_INSIDE = "/srv/knock.mjs";

export interface Knock {
  readonly protocol: "tcp" | "udp";
  readonly to: string;
  readonly port: number;
  /** The address from which it comes, where it is not the interface's own. */
  readonly from?: string;
}

/** A port that answers: TCP on every address, UDP on the one that is named. */
export type OpenDoor = readonly ["tcp", number] | readonly ["udp", number, string];

export interface Ran {
  readonly code: number;
  readonly output: string;
}

/** A network namespace with, if it has a tree, its own view of the file system: enough of a machine to send real packets. */
export interface Namespace {
  readonly pid: number;
  /** Runs a command as root inside. */
  readonly run: (...argv: readonly string[]) => Promise<Ran>;
  /** Which of these doors answer to an account inside. */
  readonly knock: (account: string, doors: readonly Knock[]) => Promise<readonly boolean[]>;
  readonly listen: (doors: readonly OpenDoor[]) => Promise<void>;
  readonly end: () => void;
}

/** Why no such namespace can be made here; undefined where it can. */
export async function namespaceObstacle(): Promise<string | undefined> {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "Needs Linux and root: network namespaces.";
  for (const program of [
    "iptables-restore",
    "ip6tables-restore",
    "ip",
    "nsenter",
    "unshare",
    "setpriv",
    "apt-get",
    "python3",
  ]) {
    const found = await run("sh", ["-c", `command -v ${program}`]).then(
      () => true,
      () => false,
    );
    if (!found) return `Needs ${program}, which is not installed here; scripts/test installs it.`;
  }
  const scratch = mkdtempSync(join(tmpdir(), "stillroom-namespace-"));
  const overlay = await run("unshare", ["--net", "--mount", "sh", "-c", overlayScript("")], {
    env: { ...process.env, SCRATCH: scratch },
  }).then(
    () => true,
    () => false,
  );
  rmSync(scratch, { recursive: true });
  return overlay ? undefined : "Needs network and mount namespaces with overlayfs, which this system refuses.";
}

/** A tmpfs over `$SCRATCH`, and in it an overlay of the host's own root with `tree` on top: programs are the host's, changes are nobody's. */
function overlayScript(tree: string): string {
  return [
    "set -e",
    "mount --make-rprivate /",
    'mount -t tmpfs none "$SCRATCH"',
    'mkdir "$SCRATCH/up" "$SCRATCH/work" "$SCRATCH/root" "$SCRATCH/tree"',
    tree === "" ? "" : `cp -a ${tree}/. "$SCRATCH/tree"`,
    `install -D -m 644 ${KNOCK} "$SCRATCH/tree${KNOCK_INSIDE}"`,
    'mount -t overlay none -o "lowerdir=$SCRATCH/tree:/,upperdir=$SCRATCH/up,workdir=$SCRATCH/work" "$SCRATCH/root"',
    'mount -t proc none "$SCRATCH/root/proc"',
    'mount --bind /dev "$SCRATCH/root/dev"',
    'mount -t tmpfs none "$SCRATCH/root/run"',
  ].join("\n");
}

/** @param tree a folder whose files lie over the host's root, as seen from inside; undefined: the host's own view */
export async function startNamespace(tree: string | undefined): Promise<Namespace> {
  const scratch = mkdtempSync(join(tmpdir(), "stillroom-namespace-"));
  const script = tree === undefined ? "set -e" : overlayScript(tree);
  // `cat` ends with our own end of the pipe, so that nothing outlives the test, whatever happens to it.
  const holder = spawn(
    "unshare",
    ["--net", "--mount", "sh", "-c", `${script}\nip link set lo up\necho ready\nexec cat`],
    {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, SCRATCH: scratch },
    },
  );
  const { pid } = holder;
  if (pid === undefined) throw new Error("unshare did not start.");
  await saysReady(holder);
  const enter = [
    "--target",
    String(pid),
    "--net",
    "--mount",
    ...(tree === undefined ? [] : ["chroot", join(scratch, "root")]),
  ];
  const knockProgram = tree === undefined ? KNOCK : KNOCK_INSIDE;
  const listeners: ChildProcess[] = [];
  const inside = async (...argv: readonly string[]): Promise<Ran> => {
    try {
      const { stdout, stderr } = await run("nsenter", [...enter, ...argv], { timeout: 60_000 });
      return { code: 0, output: stdout + stderr };
    } catch (error) {
      const { code, stdout, stderr } = error as { code?: number; stdout?: string; stderr?: string };
      return { code: code ?? 1, output: `${stdout ?? ""}${stderr ?? ""}` };
    }
  };
  return {
    pid,
    run: inside,
    knock: async (account, doors) => {
      const asAccount =
        account === "root" ? [] : ["setpriv", "--reuid", account, "--regid", "nogroup", "--clear-groups"];
      const { code, output } = await inside(
        ...asAccount,
        "/usr/bin/node",
        knockProgram,
        "knock",
        JSON.stringify(doors),
      );
      if (code !== 0) throw new Error(`knock as ${account} failed: ${output}`);
      return JSON.parse(output) as boolean[];
    },
    listen: async (doors) => {
      const listener = spawn("nsenter", [...enter, "/usr/bin/node", knockProgram, "listen", JSON.stringify(doors)], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      listeners.push(listener);
      await saysReady(listener);
    },
    end: () => {
      for (const listener of listeners) listener.kill();
      holder.stdin.end();
      holder.once("exit", () => {
        rmSync(scratch, { recursive: true, force: true });
      });
    },
  };
}

async function saysReady(child: ChildProcess): Promise<void> {
  if (child.stdout === null) throw new Error("A child without output can't say that it is ready.");
  const ready = once(child.stdout, "data");
  const gone = once(child, "exit").then(([code]) => {
    throw new Error(`A namespace's process ended at once, with ${String(code)}.`);
  });
  await Promise.race([ready, gone]);
}
