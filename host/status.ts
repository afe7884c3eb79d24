import { X509Certificate } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { hostname } from "node:os";
import type { Release } from "../render/release.ts";
import { run } from "./command.ts";
import { historyOf, lastProofs, type HistoryEntry, type Proved } from "./history.ts";
import { isolationOf, type Isolation } from "./isolation.ts";
import { readJournal } from "./journal.ts";
import { isBeingRemoved } from "./ledger.ts";
import { isLocked } from "./lock.ts";
import { inside, type Places } from "./places.ts";
import { currentDigest, currentRelease } from "./releases.ts";
import { propertyIn, shownUnits } from "./units.ts";

/** How a machine is, as it says itself. Times are ISO 8601 in UTC. */
export interface MachineStatus {
  readonly kind: "status";
  /** When it was asked, by its own clock. */
  readonly at: string;
  readonly host: string;
  /** Undefined where it runs no release of ours. */
  readonly digest: string | undefined;
  /** How the running release came; undefined where it runs none. */
  readonly delivered: HistoryEntry | undefined;
  /** A delivery was stopped half-way and nobody has decided it yet; without a release, perhaps a removal. */
  readonly interrupted: boolean;
  /** Undefined where it is not. */
  readonly isolation: Isolation | undefined;
  /** Something is being changed at this moment. */
  readonly busy: boolean;
  readonly units: readonly UnitStatus[];
  readonly certificates: readonly CertificateStatus[];
  readonly disks: readonly DiskStatus[];
  readonly updates: UpdateStatus;
  readonly proved: Proved | undefined;
  readonly clock: ClockStatus;
  /** Its WireGuard; undefined where the release brings none. */
  readonly tunnel: TunnelStatus | undefined;
}

export interface UnitStatus {
  readonly name: string;
  /** `active`, `failed`, `inactive` … (systemctl(1)). */
  readonly active: string;
  /** `running`, `exited`, `waiting`, `dead` … */
  readonly sub: string;
  /** Since when it is so; undefined where it never ran. */
  readonly since: string | undefined;
  /** A condition in its own definition kept it from starting (systemd.unit(5), "Conditions and Asserts"). */
  readonly held: boolean;
  /** It keeps its data on the encrypted volume, and holds back until that is open. */
  readonly needsVolume: boolean;
}

export type CertificateStatus =
  | {
      readonly file: string;
      readonly names: readonly string[];
      /** The issuer's name; undefined where the certificate signs itself. */
      readonly issuer: string | undefined;
      /** The last moment in which it is good. */
      readonly until: string;
    }
  | { readonly file: string; readonly trouble: string };

export interface DiskStatus {
  readonly mount: string;
  readonly bytes: number;
  readonly free: number;
  /** 0 to 100, of the room that others than root have. */
  readonly usedPercent: number;
  /** 0 to 100; undefined where the file system makes as many files as it has room. */
  readonly filesPercent: number | undefined;
}

export interface UpdateStatus {
  readonly pending: readonly { readonly name: string; readonly version: string; readonly security: boolean }[];
  /** In apt's own words, where the pending ones can't be told. */
  readonly trouble: string | undefined;
  /** When the package lists were last fetched, and unattended-upgrades last ran, by the daily timers. */
  readonly listsFetched: string | undefined;
  readonly lastRun: string | undefined;
  /** Since when a restart of the machine is needed; undefined where none is. */
  readonly restartNeeded: string | undefined;
}

export type TunnelStatus =
  | {
      readonly interface: string;
      /** By which others know the machine, 44 characters of base64. */
      readonly publicKey: string;
    }
  | { readonly interface: string; readonly trouble: string };

/** `hosts`: a container, whose clock is its host's. */
export type ClockStatus = "synchronised" | "not synchronised" | "hosts";

/** Looks and changes nothing. */
export async function statusOf(places: Places): Promise<MachineStatus> {
  const release = currentRelease(places);
  const history = historyOf(places, release?.digest);
  const busy = await isLocked(places);
  const [units, disks, updates, clock, tunnel] = await Promise.all([
    unitStatus(release),
    diskStatus(release),
    updateStatus(),
    clockStatus(),
    tunnelStatus(release),
  ]);
  return {
    kind: "status",
    at: new Date().toISOString(),
    host: hostname(),
    digest: release?.digest,
    delivered: history.entries.find((entry) => broughtBy(entry) && entry.digest === release?.digest),
    interrupted: isUndecided(places) && !busy,
    isolation: isolationOf(places),
    busy,
    units,
    certificates: certificateFiles(release).map((file) => certificateStatus(places, file)),
    disks,
    updates,
    proved: lastProofs(places),
    clock,
    tunnel,
  };
}

/** A change that was stopped half-way, or a removal. */
function isUndecided(places: Places): boolean {
  return readJournal(places) !== undefined || (currentDigest(places) === undefined && isBeingRemoved(places));
}

function broughtBy({ result, cause }: HistoryEntry): boolean {
  return result === "kept" && ["delivery", "rollback", "interrupted"].includes(cause);
}

/** systemctl(1), `show`: `--timestamp=unix` prints `@seconds`. */
async function unitStatus(release: Release | undefined): Promise<readonly UnitStatus[]> {
  const names = (release?.units ?? []).map((unit) => unit.name);
  const properties = "ActiveState,SubState,StateChangeTimestamp,ConditionResult,ConditionTimestamp";
  const shown = await shownUnits(names, "--timestamp=unix", `--property=${properties}`);
  const paths = new Set((release?.files ?? []).map((file) => file.path));
  return shown.map(([name, block]) => ({
    ...unitIn(name, block),
    needsVolume: paths.has(`/etc/systemd/system/${name}.d/data-volume.conf`),
  }));
}

/** @param block what `systemctl show` printed of one unit */
export function unitIn(name: string, block: string): Omit<UnitStatus, "needsVolume"> {
  const value = (property: string): string => propertyIn(block, property);
  const time = (property: string): number => Number(/^@(\d+)$/.exec(value(property))?.[1] ?? 0);
  const active = value("ActiveState") === "" ? "unknown" : value("ActiveState");
  const changed = time("StateChangeTimestamp");
  return {
    name,
    active,
    sub: value("SubState"),
    since: changed === 0 ? undefined : new Date(changed * 1000).toISOString(),
    held: active === "inactive" && value("ConditionResult") === "no" && time("ConditionTimestamp") > 0,
  };
}

/** What nginx serves (ngx_http_ssl_module, `ssl_certificate`): each file once. */
export function certificateFiles(release: Release | undefined): readonly string[] {
  const texts = (release?.files ?? []).filter((file) => file.path.startsWith("/etc/nginx/")).map((file) => file.text);
  const files = texts.flatMap((text) => [...text.matchAll(/^\s*ssl_certificate\s+"?([^\s";]+)"?\s*;/gm)]);
  return [...new Set(files.map(([, file = ""]) => file))];
}

export function certificateStatus(places: Places, file: string): CertificateStatus {
  try {
    // The first of the file is the server's own (ngx_http_ssl_module, "ssl_certificate").
    const certificate = new X509Certificate(readFileSync(inside(places, file)));
    const names = (certificate.subjectAltName ?? "").split(", ").map((name) => name.replace(/^DNS:/, ""));
    const issuer = certificate.issuer.split("\n").find((line) => /^(CN|O)=/.test(line)) ?? certificate.issuer;
    return {
      file,
      names: names.filter((name) => name !== ""),
      issuer: certificate.issuer === certificate.subject ? undefined : issuer.replace(/^\w+=/, ""),
      until: new Date(certificate.validTo).toISOString(),
    };
  } catch (error) {
    return { file, trouble: error instanceof Error ? error.message : String(error) };
  }
}

/** The file systems that the machine itself and the release's folders lie on, each once. df(1), `--output`. */
async function diskStatus(release: Release | undefined): Promise<readonly DiskStatus[]> {
  const folders = ["/", "/boot", "/var/log", "/srv/data", ...(release?.directories ?? []).map((it) => it.path)];
  const there = [...new Set(folders)].filter((folder) => existsSync(folder));
  const argv = ["df", "--block-size=1", "--output=target,size,avail,pcent,ipcent", ...there];
  return disksIn((await run(argv, { seconds: 30 })).stdout);
}

/** @param table what df printed */
export function disksIn(table: string): readonly DiskStatus[] {
  const rows = new Map<string, DiskStatus>();
  for (const line of table.split("\n").slice(1)) {
    const found = /^(.*?)\s+(\d+)\s+(\d+)\s+(\d+|-)%?\s+(\d+|-)%?$/.exec(line);
    if (found === null) continue;
    const [, mount = "", bytes = "", free = "", used = "", files = ""] = found;
    rows.set(mount, {
      mount,
      bytes: Number(bytes),
      free: Number(free),
      usedPercent: used === "-" ? 0 : Number(used),
      filesPercent: files === "-" ? undefined : Number(files),
    });
  }
  return [...rows.values()];
}

/** Touched by the daily runs: /usr/lib/apt/apt.systemd.daily of Debian's apt (2.6 and 3.0), UPDATE_STAMP and UPGRADE_STAMP. */
const LISTS_STAMP = "/var/lib/apt/periodic/update-stamp";
const UPGRADE_STAMP = "/var/lib/apt/periodic/upgrade-stamp";
/** Made by the kernels' own scripts (/etc/kernel/postinst.d/unattended-upgrades of unattended-upgrades 2.12, Debian 13). */
const RESTART_MARK = "/run/reboot-required";

/** apt-get(8): `--simulate` prints what an upgrade would install; without locks it waits for nobody and disturbs nobody. */
async function updateStatus(): Promise<UpdateStatus> {
  const argv = ["apt-get", "--simulate", "-o", "Debug::NoLocking=1", "dist-upgrade"];
  const ended = await run(argv, { seconds: 60 });
  return {
    pending: pendingIn(ended.stdout),
    trouble: ended.status === 0 ? undefined : ended.words,
    listsFetched: touched(LISTS_STAMP),
    lastRun: touched(UPGRADE_STAMP),
    restartNeeded: touched(RESTART_MARK),
  };
}

/**
 * @param text what `apt-get --simulate` printed; a line of it: `Inst tzdata [2025a-2] (2025b-4 Debian-Security:13/stable-security [all])`
 */
export function pendingIn(text: string): UpdateStatus["pending"] {
  return [...text.matchAll(/^Inst (\S+)(?: \[[^\]]*\])? \((\S+) ([^)]*)\)/gm)].map(
    ([, name = "", version = "", origin = ""]) => ({
      name,
      version,
      security: /-security\b|Debian-Security/.test(origin),
    }),
  );
}

function touched(file: string): string | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtime.toISOString();
}

/** systemd-detect-virt(1), `--container`; timedatectl(1), `show`: the kernel's own word, which chrony gives it (chrony.conf(5), rtcsync). */
async function clockStatus(): Promise<ClockStatus> {
  const container = await run(["systemd-detect-virt", "--quiet", "--container"], { seconds: 10 });
  if (container.status === 0) return "hosts";
  const ended = await run(["timedatectl", "show", "--property=NTPSynchronized", "--value"], { seconds: 10 });
  return ended.stdout.trim() === "yes" ? "synchronised" : "not synchronised";
}

/** wg-quick(8): a configuration is called like its interface. A release brings one of them at most. wg(8), `show`. */
async function tunnelStatus(release: Release | undefined): Promise<TunnelStatus | undefined> {
  const names = (release?.files ?? []).map(({ path }) => /^\/etc\/wireguard\/([\w-]+)\.conf$/.exec(path)?.[1]);
  const name = names.find((found) => found !== undefined);
  if (name === undefined) return undefined;
  const ended = await run(["wg", "show", name, "public-key"], { seconds: 10 });
  const publicKey = ended.stdout.trim();
  return /^[A-Za-z0-9+/]{43}=$/.test(publicKey)
    ? { interface: name, publicKey }
    : { interface: name, trouble: ended.words };
}
