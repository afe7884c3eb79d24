import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cachedFolder } from "../../scripts/sandbox/cache.ts";
import { run, type CommandOptions } from "../../scripts/sandbox/command.ts";
import { archiveSources, bootstrap } from "../../scripts/sandbox/image.ts";
import { buildPackages, digestOfBuilding } from "../../scripts/sandbox/packages/build.ts";
import type { ReleaseFile } from "../../render/release.ts";

/** Why tests in a private Debian can't run here, or false where they can. */
export const CANNOT_RUN_PRIVATE_DEBIAN: string | false =
  process.platform !== "linux" || process.getuid?.() !== 0
    ? "needs root on Linux for a chroot and namespaces of its own"
    : !existsSync("/usr/bin/mmdebstrap")
      ? "needs mmdebstrap"
      : false;

/** The real programs that the tests of messages and certificates talk to; pebble is the ACME project's own test CA. */
const PACKAGES = ["adduser", "certbot", "curl", "iproute2", "openssl", "pebble", "postgresql", "python3", "ssl-cert"];

/** Debian 13 with real programs, processes and a network of its own; no address but loopback. Gone without a trace when stopped. */
export interface PrivateDebian {
  /** Where its files are seen from outside, its Unix sockets among them. */
  readonly root: string;
  /** Runs a program to its end and gives what it printed. */
  readonly run: (argv: readonly string[], options?: CommandOptions) => Promise<string>;
  /** Starts a program that stays until {@link PrivateDebian.stop}. */
  readonly start: (argv: readonly string[], environment?: Readonly<Record<string, string>>) => void;
  /** Lays files over what is there, with their modes and owners. */
  readonly place: (files: readonly ReleaseFile[]) => Promise<void>;
  /** Starts Debian's PostgreSQL and waits until it answers on its socket. */
  readonly startDatabase: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Owner and group, for install(1). */
const POSTGRES = ["--owner", "postgres", "--group", "postgres"];

/** @param files laid over Debian's, with their modes and owners */
export async function privateDebian(files: readonly ReleaseFile[]): Promise<PrivateDebian> {
  const image = await programs();
  const folder = await mkdtemp(join(tmpdir(), "stillroom-private-debian-"));
  await chmod(folder, 0o755);
  for (const name of ["upper", "work", "merged"]) await mkdir(join(folder, name));
  // unshare(1): whatever runs in the new process namespace ends with its first process.
  const script = [
    'mount -t overlay overlay -o "lowerdir=$1,upperdir=$2/upper,workdir=$2/work" "$2/merged"',
    'mount --bind /dev "$2/merged/dev"',
    'mount -t tmpfs -o mode=1777 tmpfs "$2/merged/dev/shm"',
    'mount -t proc proc "$2/merged/proc"',
    "ip link set lo up",
    'exec chroot "$2/merged" sh -c "echo ready; exec sleep infinity"',
  ].join(" && ");
  const namespaces = ["--mount", "--net", "--pid", "--fork", "--kill-child", "--propagation", "private"];
  const holder = spawn("unshare", [...namespaces, "sh", "-c", script, "sh", image, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) =>
    holder.once("exit", () => {
      resolve();
    }),
  );
  await new Promise<void>((resolve, reject) => {
    holder.stdout.once("data", () => {
      resolve();
    });
    holder.once("exit", (status) => {
      reject(new Error(`The private Debian did not start: ${status ?? "signal"}`));
    });
  });
  const first = (await readFile(`/proc/${holder.pid}/task/${holder.pid}/children`, "utf8")).trim();
  const enter = ["nsenter", "--target", first, "--mount", "--net", "--pid", "chroot", join(folder, "merged")];
  const inside: PrivateDebian = {
    root: `/proc/${first}/root`,
    run: (argv, options) => run([...enter, ...argv], { timeout: 120_000, ...options }),
    start: (argv, environment) => {
      const [program = "", ...parameters] = [...enter, ...argv];
      spawn(program, parameters, { stdio: "ignore", env: { ...process.env, ...environment } });
    },
    place: async (laid) => {
      for (const file of laid) await place(inside, file);
    },
    startDatabase: async () => {
      await inside.run(["install", "--directory", ...POSTGRES, "/var/run/postgresql"]);
      // Not pg_ctlcluster(1), which sleeps for two seconds at each start; both give Debian's own configuration, and wait for an answer.
      const [cluster, log] = ["17/main", "/var/log/postgresql/postgresql-17-main.log"];
      const pgCtl = ["/usr/lib/postgresql/17/bin/pg_ctl", "start", "--wait", "--silent", "--log", log];
      const configuration = ["--options", `-c config_file=/etc/postgresql/${cluster}/postgresql.conf`];
      const data = ["--pgdata", `/var/lib/postgresql/${cluster}`];
      await inside.run(["runuser", "-u", "postgres", "--", ...pgCtl, ...data, ...configuration]);
    },
    stop: async () => {
      holder.kill("SIGKILL");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
  await inside.place(files);
  return inside;
}

async function place(inside: PrivateDebian, file: ReleaseFile): Promise<void> {
  const install = 'mkdir -p "$(dirname "$1")" && cat > "$1" && chown "$2" "$1" && chmod "$3" "$1"';
  await inside.run(["sh", "-c", install, "sh", file.path, `${file.owner}:${file.group}`, file.mode], {
    input: file.text,
  });
}

/** Waits until `look` holds, for 60 seconds at most. */
export async function until(what: string, look: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await look())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}.`);
    await sleep(50);
  }
}

async function programs(): Promise<string> {
  const recipe = { version: 2, packages: PACKAGES, built: await digestOfBuilding() };
  return cachedFolder("private-debian", recipe, async (folder) => {
    await bootstrap(13, PACKAGES, await archiveSources(13), folder);
    const debs = await mkdtemp(join(tmpdir(), "stillroom-debs-"));
    try {
      const synapse = (await buildPackages(debs)).find((it) => it.name === "matrix-synapse-py3");
      if (synapse === undefined) throw new Error("No package of Synapse was built.");
      await copyFile(synapse.file, join(folder, "synapse.deb"));
      await run(["chroot", folder, "dpkg", "--install", "/synapse.deb"]);
      await rm(join(folder, "synapse.deb"));
    } finally {
      await rm(debs, { recursive: true, force: true });
    }
  });
}
