import { spawn, type ChildProcess } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cachedFolder } from "../../scripts/sandbox/cache.ts";
import { CommandFailed, run } from "../../scripts/sandbox/command.ts";
import { archiveSources, bootstrap, type Debian } from "../../scripts/sandbox/image.ts";

/** Why tests with Debian's real programs can't run here, or false where they can. */
export const CANNOT_RUN_DEBIAN: string | false =
  process.platform !== "linux"
    ? "needs Linux"
    : process.getuid?.() !== 0
      ? "needs root for a chroot with Debian's own programs"
      : false;

/** The daemons whose configuration this folder's tests prove, and what they are looked at with. */
const PACKAGES = ["coturn", "lua-cjson", "lua5.4", "nginx", "openssl", "prosody", "ruby-hocon", "ssl-cert"];

/** What reads the files of the base, as the release's own packages bring it. */
export const BASE_PROGRAMS = [
  "auditd",
  "chrony",
  "cloud-init",
  "fail2ban",
  "iptables",
  "nftables",
  "nodejs",
  "openssh-server",
  "python3-systemd",
  "sudo",
  "systemd",
  "systemd-resolved",
  "unattended-upgrades",
  "wireguard-tools",
];

/** Debian's programs with files of ours laid over them; gone without a trace when stopped. */
export interface Debianland {
  /** Runs a program to its end and gives what it printed. */
  readonly run: (argv: readonly string[]) => Promise<string>;
  /** Starts a program that stays; it ends with {@link Debianland.stop}. */
  readonly start: (argv: readonly string[]) => ChildProcess;
  /** Everything that started programs have printed. */
  readonly printed: () => string;
  readonly stop: () => Promise<void>;
}

export interface PlacedFile {
  readonly path: string;
  readonly text: string;
  readonly mode?: string;
}

/** A Debian with the programs of some packages in a folder of its own, over which `files` are laid. */
export async function debianWith(
  debian: Debian,
  files: readonly PlacedFile[],
  packages: readonly string[] = PACKAGES,
): Promise<Debianland> {
  const root = await programs(debian, packages);
  const folder = await mkdtemp(join(tmpdir(), "stillroom-debian-"));
  await chmod(folder, 0o755);
  for (const name of ["upper", "work", "merged"]) await mkdir(join(folder, name));
  for (const file of files) {
    const path = join(folder, "upper", file.path);
    await mkdir(dirname(path), { recursive: true, mode: 0o755 });
    await writeFile(path, file.text);
    await chmod(path, Number.parseInt(file.mode ?? "0644", 8));
  }
  const started: ChildProcess[] = [];
  let output = "";
  return {
    run: (argv) => run(inside(root, folder, argv), { timeout: 60_000 }),
    start: (argv) => {
      const [program = "", ...parameters] = inside(root, folder, argv);
      const child = spawn(program, parameters, { stdio: ["ignore", "pipe", "pipe"] });
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += String(chunk)));
      started.push(child);
      return child;
    },
    printed: () => output,
    stop: async () => {
      await Promise.all(started.map(ended));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** In a mount namespace of its own, so that no mount outlives the program. */
function inside(root: string, folder: string, argv: readonly string[]): readonly string[] {
  const mounts = [
    'mount -t overlay overlay -o "lowerdir=$1,upperdir=$2/upper,workdir=$2/work" "$2/merged"',
    'mount --bind /dev "$2/merged/dev"',
    'mount --bind /proc "$2/merged/proc"',
    'merged="$2/merged"; shift 2; exec chroot "$merged" "$@"',
  ].join(" && ");
  return ["unshare", "--mount", "--propagation", "private", "sh", "-c", mounts, "sh", root, folder, ...argv];
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await Promise.race([gone, sleep(5000).then(() => child.kill("SIGKILL"))]);
}

const known = new Map<string, Promise<string>>();

/** Looked at once in each process. */
function programs(debian: Debian, packages: readonly string[]): Promise<string> {
  const name = [debian, ...packages].join(" ");
  const folder =
    known.get(name) ??
    cachedFolder(`programs-${debian}`, { version: 2, packages }, async (empty) => {
      await bootstrap(debian, packages, await archiveSources(debian), empty);
    });
  known.set(name, folder);
  return folder;
}

/** A port of the loopback address that nobody listens on just now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === "string") reject(new Error("no port"));
        else resolve(address.port);
      });
    });
  });
}

/** Waits until `look` holds, for a minute at most. */
export async function until(what: string, look: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await look())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}.`);
    await sleep(50);
  }
}

/** What a program said when it failed; fails itself where the program succeeded. */
export async function failureOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof CommandFailed) return error.stdout + error.stderr;
    throw error;
  }
  throw new Error("The program succeeded where it should have failed.");
}
