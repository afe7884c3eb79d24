import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rm, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stringify } from "yaml";
import { run, type CommandOptions } from "./command.ts";
import { machineImage, type Debian } from "./image.ts";
import type { Addresses, Lab } from "./lab.ts";
import { inNamespace } from "./namespace.ts";
import { childrenOf, end, goneWithin, identityOf, startDetached, type ProcessIdentity } from "./process.ts";

export interface MachineRequest {
  /** Also its first host name, until the user data gives another. */
  readonly name: string;
  readonly debian: Debian;
  readonly addresses: Addresses;
  /** `#cloud-config`, as a cloud would hand it over. */
  readonly userData: string;
}

/** A Debian machine in a systemd-nspawn container, booted like a cloud's: by systemd and cloud-init. */
export interface Machine {
  readonly name: string;
  readonly addresses: Addresses;
  readonly folder: string;
  /** Runs a program inside as root, past SSH and the firewall, and gives what it printed. Throws CommandFailed. */
  readonly exec: (argv: readonly string[], options?: CommandOptions) => Promise<string>;
  /** Restarts it and waits until it is up again. */
  readonly reboot: () => Promise<void>;
  /** Ends everything in it at once, as a power cut does, and starts it again. What its kernel had not written yet is not lost: the kernel is this system's. */
  readonly cutPower: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** What `takeDown` must know after a crash. */
interface MachineState {
  readonly supervisor: ProcessIdentity;
}

/** Network devices in the container: systemd-nspawn(1), --network-bridge. */
const INTERFACE = "host0";

const MEMORY_FOR_CHANGES = "6g";

/**
 * Boots a machine in a lab and waits until cloud-init is done.
 *
 * @throws Error where it does not come up, or cloud-init says that the user data failed
 */
export async function startMachine(lab: Lab, request: MachineRequest): Promise<Machine> {
  const folder = join(lab.folder, "machines", request.name);
  await mkdir(folder, { recursive: true });
  try {
    await mountRoot(folder, await machineImage(request.debian));
    await seed(lab, folder, request);
    const supervisor = startDetached(supervision(lab, folder, request.name), join(folder, "console.log"));
    await writeFile(join(folder, "machine.json"), JSON.stringify({ supervisor } satisfies MachineState));
    const machine = machineAt(folder, request, supervisor);
    await booted(machine, supervisor);
    await cloudInitDone(machine);
    return machine;
  } catch (error) {
    await takeDown(folder);
    throw error;
  }
}

/** Stops what runs in a machine's folder and leaves nothing of it: processes, mounts, control groups, files. */
export async function takeDown(folder: string): Promise<void> {
  const state = await readState(folder).catch(() => undefined);
  if (state !== undefined) await stopSupervisor(state.supervisor);
  const mounts = await readFile("/proc/self/mounts", "utf8");
  for (const mount of mounts.split("\n").reverse()) {
    const [, at = ""] = mount.split(" ");
    if (at.startsWith(`${folder}/`)) await run(["umount", "--lazy", at]);
  }
  for (const group of controlGroups(folder)) await removeGroup(group);
  await rm(folder, { recursive: true, force: true });
}

async function readState(folder: string): Promise<MachineState> {
  return JSON.parse(await readFile(join(folder, "machine.json"), "utf8")) as MachineState;
}

/** The image stays as it is; what the machine writes goes into memory. */
async function mountRoot(folder: string, image: string): Promise<void> {
  const at = (name: string): string => join(folder, name);
  await mkdir(at("memory"));
  await run(["mount", "-t", "tmpfs", "-o", `size=${MEMORY_FOR_CHANGES},mode=0755`, "stillroom", at("memory")]);
  for (const name of ["memory/upper", "memory/work", "root"]) await mkdir(at(name));
  const layers = `lowerdir=${image},upperdir=${at("memory/upper")},workdir=${at("memory/work")}`;
  await run(["mount", "-t", "overlay", "stillroom", "-o", layers, at("root")]);
}

/** cloud-init documentation, "NoCloud", source files: /var/lib/cloud/seed/nocloud/. */
async function seed(lab: Lab, folder: string, request: MachineRequest): Promise<void> {
  const nocloud = join(folder, "root/var/lib/cloud/seed/nocloud");
  await mkdir(nocloud, { recursive: true });
  const network = {
    version: 2,
    ethernets: {
      [INTERFACE]: {
        addresses: [`${request.addresses.address4}/${lab.prefix4}`, `${request.addresses.address6}/${lab.prefix6}`],
        routes: [
          { to: "0.0.0.0/0", via: lab.gateway.address4 },
          { to: "::/0", via: lab.gateway.address6 },
        ],
        nameservers: { addresses: [lab.gateway.address4, lab.gateway.address6] },
      },
    },
  };
  await writeFile(
    join(nocloud, "meta-data"),
    stringify({ "instance-id": request.name, "local-hostname": request.name }),
  );
  await writeFile(join(nocloud, "network-config"), stringify(network));
  await writeFile(join(nocloud, "user-data"), request.userData);
}

/** Starts the container, again after each reboot (systemd-nspawn ends with 133 then), until it is switched off. */
function supervision(lab: Lab, folder: string, name: string): readonly string[] {
  const unique = `stillroom-${lab.number}-${name}`;
  const container = inNamespace(lab.namespace, [
    "systemd-nspawn",
    "--quiet",
    "--boot",
    "--console=pipe",
    `--directory=${join(folder, "root")}`,
    `--machine=${unique}`,
    `--hostname=${name}`,
    `--network-bridge=${lab.bridge}`,
    "--resolv-conf=off",
    "--timezone=off",
    "--link-journal=no",
    // Not needed by anything that runs inside, and with it root there could reach this system's disks.
    "--drop-capability=CAP_MKNOD",
    // Where systemd runs this system it bounds the container's devices itself; elsewhere our own control groups do.
    ...(systemdRunsHere() ? [] : ["--register=no", "--keep-unit"]),
  ]);
  const loop = `while :; do "$@"; status=$?; [ "$status" = 133 ] || rm '${switchedOn(folder)}' 2>/dev/null || exit "$status"; done`;
  return ["bash", "-c", [...enterGroups(folder), loop].join("\n"), "supervisor", ...container];
}

/** Lies in a machine's folder when it shall start again however it ended. */
const switchedOn = (folder: string): string => join(folder, "switched-on");

/** sd_booted(3). */
const systemdRunsHere = (): boolean => existsSync("/run/systemd/system");

/**
 * Without systemd every container would share one control group and fight over it. Version 1 keeps a hierarchy for each
 * controller, version 2 one for all.
 */
function controlGroups(folder: string): readonly string[] {
  if (systemdRunsHere()) return [];
  const name = folder.replace(/^\/+/, "").replaceAll("/", "-");
  const hierarchies = existsSync("/sys/fs/cgroup/cgroup.controllers")
    ? ["/sys/fs/cgroup"]
    : ["systemd", "unified", "devices"].map((controller) => `/sys/fs/cgroup/${controller}`);
  return hierarchies.filter((hierarchy) => existsSync(hierarchy)).map((hierarchy) => join(hierarchy, name));
}

function enterGroups(folder: string): readonly string[] {
  return controlGroups(folder).flatMap((group) => [
    `mkdir -p ${group}`,
    ...(group.startsWith("/sys/fs/cgroup/devices/")
      ? DEVICE_POLICY.map((rule) => `echo ${rule} > ${group}/devices.${rule.startsWith("a") ? "deny" : "allow"}`)
      : []),
    `echo $$ > ${group}/cgroup.procs`,
  ]);
}

/**
 * What systemd-nspawn lets a registered container use: null, zero, full, random, urandom, tty, console, ptmx, pseudo
 * terminals and tun, and making device nodes but not opening them (systemd, src/nspawn/nspawn-register.c).
 */
const DEVICE_POLICY: readonly string[] = [
  "a",
  ...["1:3", "1:5", "1:7", "1:8", "1:9", "5:0", "5:1", "5:2", "136:*", "10:200"].map((device) => `'c ${device} rwm'`),
  "'c *:* m'",
  "'b *:* m'",
];

async function removeGroup(group: string): Promise<void> {
  for (const below of await readdir(group, { withFileTypes: true }).catch(() => [])) {
    if (below.isDirectory()) await removeGroup(join(group, below.name));
  }
  // A group can't go while a process of it is still dying.
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      await rmdir(group);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
      await sleep(50);
    }
  }
}

async function stopSupervisor(supervisor: ProcessIdentity): Promise<void> {
  const leader = leaderOf(supervisor);
  // systemd(1): SIGRTMIN+4 powers the machine off. Node has no name for it; 34 is SIGRTMIN in glibc.
  if (leader !== undefined) process.kill(leader.pid, 38);
  if (await goneWithin(supervisor, 20_000)) return;
  const container = childrenOf(supervisor.pid).map((pid) => identityOf(pid));
  await end(supervisor);
  for (const child of container) {
    if (child !== undefined) await end(child);
  }
}

/** The container's first process: the child of systemd-nspawn, itself the supervisor's child. */
function leaderOf(supervisor: ProcessIdentity): ProcessIdentity | undefined {
  const [container] = childrenOf(supervisor.pid);
  const [leader] = container === undefined ? [] : childrenOf(container);
  return leader === undefined ? undefined : identityOf(leader);
}

function machineAt(
  folder: string,
  { name, addresses }: Pick<MachineRequest, "name" | "addresses">,
  supervisor: ProcessIdentity,
): Machine {
  const exec = (argv: readonly string[], options?: CommandOptions): Promise<string> => {
    const leader = leaderOf(supervisor);
    if (leader === undefined) throw new Error(`The machine ${name} is not running.`);
    return run(["nsenter", `--target=${leader.pid}`, "--all", "--", "env", "-i", ...ENVIRONMENT, ...argv], options);
  };
  const machine: Machine = {
    name,
    addresses,
    folder,
    exec,
    reboot: async () => {
      const leader = leaderOf(supervisor);
      await exec(["systemctl", "reboot"]);
      if (leader !== undefined && !(await goneWithin(leader, 60_000))) throw new Error(`${name} does not go down.`);
      await booted(machine, supervisor);
    },
    cutPower: async () => {
      const leader = leaderOf(supervisor);
      if (leader === undefined) throw new Error(`The machine ${name} is not running.`);
      await writeFile(switchedOn(folder), "");
      process.kill(leader.pid, "SIGKILL");
      if (!(await goneWithin(leader, 60_000))) throw new Error(`${name} does not go down.`);
      await booted(machine, supervisor);
    },
    stop: () => takeDown(folder),
  };
  return machine;
}

const ENVIRONMENT = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LANG=C.UTF-8"];

async function booted(machine: Machine, supervisor: ProcessIdentity): Promise<void> {
  const deadline = Date.now() + 180_000;
  while (Date.now() < deadline) {
    await sleep(100);
    if (identityOf(supervisor.pid)?.started !== supervisor.started) {
      const words = await readFile(join(machine.folder, "console.log"), "utf8");
      throw new Error(`The machine ${machine.name} ended while it booted:\n${words.slice(-2000)}`);
    }
    if (leaderOf(supervisor) === undefined) continue;
    const state = await machine.exec(["systemctl", "is-system-running"]).catch((error: unknown) => {
      return error instanceof Error && "stdout" in error ? String(error.stdout) : "";
    });
    // systemctl(1): "degraded" is up with a failed unit; which of them may fail is for the caller to judge.
    if (["running", "degraded"].includes(state.trim())) return;
  }
  throw new Error(`The machine ${machine.name} did not finish booting within three minutes.`);
}

interface CloudInitStatus {
  readonly status: string;
  readonly errors: readonly string[];
}

async function cloudInitDone(machine: Machine): Promise<void> {
  const printed = await machine
    .exec(["cloud-init", "status", "--wait", "--format", "json"])
    .catch((error: unknown) => (error instanceof Error && "stdout" in error ? String(error.stdout) : ""));
  const status = JSON.parse(
    printed.slice(printed.indexOf("{")) || '{"status":"nothing","errors":[]}',
  ) as CloudInitStatus;
  if (status.status !== "done" || status.errors.length > 0) {
    throw new Error(`cloud-init on ${machine.name} says "${status.status}": ${status.errors.join("; ")}`);
  }
  // A key that cloud-init does not know is no error to it when it boots, only to its schema.
  await machine.exec(["cloud-init", "schema", "--system"]);
}
