import { createHash } from "node:crypto";
import {
  appendFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  renameSync,
  statSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Release } from "../render/release.ts";
import { run } from "./command.ts";
import { inside, type Places } from "./places.ts";

/** A folder in which it is written down what is to be seen of a machine, and what could not be. */
export interface Gathering {
  /** On the machine, root's alone. */
  readonly folder: string;
  /** What is missing or cut off, each as "NAME: why". */
  readonly missing: readonly string[];
}

/** What was seen of a machine at one moment. */
export interface Evidence extends Gathering {
  /** SHA-256 of its file SHA256SUMS, which has those of all others; undefined where that could not be written. */
  readonly digest: string | undefined;
}

/** What a file of the evidence holds, by a command's own words. */
export type Look = readonly [file: string, argv: readonly string[]];

const FOLDER = "/var/lib/stillroom/evidence";

/** What a look may take: a hostile machine must neither keep us from closing it nor fill its disk. */
export interface Bounds {
  readonly seconds: number;
  readonly bytes: number;
}

const MEBIBYTE = 1024 * 1024;
/** Before the door closes: all of these looks at the same time. */
const AT_ONCE: Bounds = { seconds: 10, bytes: 16 * MEBIBYTE };
/** Behind the closed door, one look after the other. */
const THOROUGH: Bounds = { seconds: 120, bytes: 256 * MEBIBYTE };
/** What stays free for the services, and for what closes and opens the machine: a fifth of the disk, or of a large one these bytes. */
const LEFT_FREE = { part: 0.2, bytes: 2048 * MEBIBYTE };

/** What closing the machine changes or ends, and what is gone in a moment. Every program is one of Debian's base or of the release. */
const FLEETING: readonly Look[] = [
  ["sockets", ["ss", "--all", "--numeric", "--processes", "--extended"]],
  ["connections", ["cat", "/proc/net/nf_conntrack"]],
  ["packet-filter-v4", ["iptables-save", "--counters"]],
  ["packet-filter-v6", ["ip6tables-save", "--counters"]],
  ["packet-filter-nft", ["nft", "--handle", "list", "ruleset"]],
  ["addresses", ["ip", "-details", "address"]],
  ["routes", ["sh", "-c", "ip rule; ip route show table all; ip -6 rule; ip -6 route show table all; ip neighbour"]],
  ["sessions", ["loginctl", "list-sessions", "--no-pager"]],
];

/** What stays as it is while the machine is closed. A program that is missing says so in its file. */
export function lasting(release: Release): readonly Look[] {
  const ours = release.files.map((file) => file.path);
  const logins = ["_COMM=sshd", "+", "_COMM=sshd-session", "+", "_COMM=sudo"];
  return [
    // journalctl(1), --reverse: the newest first, since what is too long is cut off at its end.
    ["logins", ["journalctl", "--no-pager", "--reverse", "--output=short-iso-precise", ...logins]],
    ["mounts", ["cat", "/proc/self/mountinfo"]],
    ["kernel-modules", ["cat", "/proc/modules"]],
    ["kernel-command-line", ["cat", "/proc/cmdline"]],
    ["timers", ["systemctl", "list-timers", "--all", "--no-pager", "--plain"]],
    ["units", ["systemctl", "list-units", "--all", "--no-pager", "--plain"]],
    ["unit-files", ["systemctl", "list-unit-files", "--no-pager", "--plain"]],
    ["crontabs", ["sh", "-c", "head -v -n -0 /etc/crontab /etc/cron.*/* /var/spool/cron/crontabs/* 2>/dev/null; true"]],
    ["accounts", ["head", "-v", "-n", "-0", "/etc/passwd", "/etc/group"]],
    ["packages", ["dpkg-query", "--show"]],
    ["our-files", ["sha256sum", "--", ...ours]],
    ["set-id-files", ["find", "/", "-xdev", "-type", "f", "-perm", "/6000", "-exec", "sha256sum", "--", "{}", "+"]],
    ["package-verification", ["dpkg", "--verify"]],
    // find(1), -printf: times of change, access and status, then mode, owner, group, size, path.
    ["all-files", ["find", "/", "-xdev", "-printf", "%T+ %A+ %C+ %m %u %g %s %p\\n"]],
    ["journal", ["journalctl", "--no-pager", "--reverse", "--output=export"]],
  ];
}

/**
 * Writes down what is gone once the machine is closed, for its own root alone; nothing is sent anywhere. It takes seconds, whatever is
 * wrong with the machine, and never throws: what could not be seen is told.
 *
 * @param now names the folder
 */
export async function beginEvidence(
  places: Places,
  now: Date,
  say: (detail: string) => void,
  looks = FLEETING,
  bounds = AT_ONCE,
): Promise<Gathering> {
  const folder = `${FOLDER}/${now.toISOString().replace(/[:.]/g, "-")}`;
  const at = inside(places, folder);
  say(`Writing down what is to be seen, in ${folder}`);
  const obstacle = madeFolder(at);
  if (obstacle !== undefined) return { folder, missing: [`what is gone in a moment: ${obstacle}`] };
  // Looks at the same time share the room.
  const each = { ...bounds, bytes: Math.min(bounds.bytes, Math.floor(roomIn(at) / (looks.length + 1))) };
  const seen = [writeProcesses(at, each), ...looks.map((one) => look(at, one, each))];
  return { folder, missing: (await Promise.all(seen)).flat() };
}

/** Makes it where it isn't there, for root alone. Gives back why it can't be. */
function madeFolder(path: string): string | undefined {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return undefined;
  } catch (error) {
    return String(error);
  }
}

const SUMS = "SHA256SUMS";

/** Whether all of it was written down, as far as it could be: the list of hashes comes last. */
export function isComplete(places: Places, folder: string): boolean {
  return existsSync(join(inside(places, folder), SUMS));
}

/**
 * Writes down the rest, and the hashes of all of it; never throws either. What an earlier run wrote before it was stopped stays as it is.
 *
 * @param begun what `beginEvidence` gave back
 */
export async function completeEvidence(
  places: Places,
  begun: Gathering,
  looks: readonly Look[],
  say: (detail: string) => void,
  bounds = THOROUGH,
): Promise<Evidence> {
  const folder = inside(places, begun.folder);
  const missing = [...begun.missing];
  const obstacle = madeFolder(folder);
  if (obstacle !== undefined)
    return { folder: begun.folder, missing: [...missing, `the rest: ${obstacle}`], digest: undefined };
  for (const one of looks.filter(([name]) => !isFile(join(folder, name)))) {
    say(one[0]);
    missing.push(...(await look(folder, one, { ...bounds, bytes: Math.min(bounds.bytes, roomIn(folder)) })));
  }
  const digest = await writeSums(folder).catch((error: unknown) => {
    missing.push(`${SUMS}: ${String(error)}`);
    return undefined;
  });
  return { folder: begun.folder, missing, digest };
}

async function writeSums(folder: string): Promise<string> {
  let sums = "";
  for (const file of readdirSync(folder).sort()) sums += `${await sha256(join(folder, file))}  ${file}\n`;
  const file = join(folder, SUMS);
  writeFileSync(unfinished(file), sums, { mode: 0o600 });
  renameSync(unfinished(file), file);
  return createHash("sha256").update(sums).digest("hex");
}

/** Bytes that evidence may still take where a folder lies: none where that is not known. */
function roomIn(folder: string): number {
  try {
    return roomOf(statfsSync(folder));
  } catch {
    return 0;
  }
}

/** statfs(2): `bavail` blocks are free, for accounts other than root, of `blocks` with `bsize` bytes each. */
export function roomOf(disk: { readonly bsize: number; readonly blocks: number; readonly bavail: number }): number {
  const kept = Math.min(LEFT_FREE.part * disk.blocks * disk.bsize, LEFT_FREE.bytes);
  return Math.max(0, Math.floor(disk.bavail * disk.bsize - kept));
}

/** Under this name it is written; a file with its own name is one that nobody stopped in the middle. */
const unfinished = (file: string): string => `${file}.part`;

function isFile(path: string): boolean {
  return seen(() => statSync(path).isFile()) ?? false;
}

/** Writes the command itself, what it printed, and how it ended. Gives back what is missing of it, at most one. */
async function look(folder: string, [name, argv]: Look, { seconds, bytes }: Bounds): Promise<readonly string[]> {
  if (bytes < 1) return [`${name}: no room on the disk`];
  const file = join(folder, name);
  const part = unfinished(file);
  try {
    const head = `# ${argv.slice(0, 12).join(" ")}${argv.length > 12 ? " …" : ""}\n`;
    writeFileSync(part, head, { mode: 0o600 });
    // head(1) bounds it, and a command that is cut off ends by itself.
    const bounded = [
      'file=$1; shift; { "$@" 2>&1; echo "# ended with $?"; } | head -c "$0" >> "$file"',
      String(bytes),
      part,
    ];
    const ended = await run(["sh", "-c", ...bounded, ...argv], { seconds });
    if (ended.status !== 0) appendFileSync(part, `# ${ended.words}\n`);
    const whole = statSync(part).size - Buffer.byteLength(head) < bytes;
    renameSync(part, file);
    if (ended.status !== 0) return [`${name}: ${ended.words.split("\n").at(-1) ?? "it failed"}`];
    return whole ? [] : [`${name}: cut off after ${bytes} bytes`];
  } catch (error) {
    return [`${name}: ${String(error)}`];
  }
}

/** From /proc itself, since a changed `ps` is the first thing that an intruder brings (proc(5)). Each line is one process as JSON. */
async function writeProcesses(folder: string, { seconds, bytes }: Bounds): Promise<readonly string[]> {
  const file = join(folder, "processes");
  const end = Date.now() + seconds * 1000;
  const hashes = new Map<string, string | undefined>();
  let written = 0;
  try {
    const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    for (const [index, pid] of pids.entries()) {
      const why = Date.now() > end ? "no time" : written >= bytes ? "no room on the disk" : undefined;
      if (why !== undefined) return [`processes: ${why} for ${pids.length - index} of ${pids.length}`];
      const line = `${JSON.stringify(await processOf(pid, hashes, end))}\n`;
      appendFileSync(file, line, { mode: 0o600 });
      written += Buffer.byteLength(line);
    }
    return [];
  } catch (error) {
    return [`processes: ${String(error)}`];
  }
}

/** Arguments and open files of one process that are written down: a hostile one can have millions. */
const MOST_PARTS = 4096;

async function processOf(pid: string, hashes: Map<string, string | undefined>, end: number): Promise<object> {
  const at = (part: string): string => `/proc/${pid}/${part}`;
  return {
    pid: Number(pid),
    program: seen(() => readlinkSync(at("exe"))),
    programHash: await programHash(at("exe"), hashes, end),
    command: seen(() => readFileSync(at("cmdline"), "utf8").split("\0").slice(0, -1).slice(0, MOST_PARTS)),
    folder: seen(() => readlinkSync(at("cwd"))),
    status: seen(() => readFileSync(at("status"), "utf8").split("\n").slice(0, 12)),
    group: seen(() => readFileSync(at("cgroup"), "utf8").trim()),
    started: seen(
      () =>
        readFileSync(at("stat"), "utf8")
          .replace(/^.*\) /, "")
          .split(" ")[19],
    ),
    files: seen(() =>
      readdirSync(at("fd"))
        .slice(0, MOST_PARTS)
        .map((fd) => seen(() => readlinkSync(at(`fd/${fd}`)))),
    ),
  };
}

/** A process may end while it is looked at, and a kernel thread has no program. */
function seen<Part>(look: () => Part): Part | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/** One program runs in many processes, and is read once. */
async function programHash(
  path: string,
  known: Map<string, string | undefined>,
  end: number,
): Promise<string | undefined> {
  const which = seen(() => statSync(path, { bigint: true }));
  if (which === undefined) return undefined;
  const name = `${which.dev}:${which.ino}:${which.size}:${which.mtimeNs}`;
  if (!known.has(name)) known.set(name, await sha256(path, end).catch(() => undefined));
  return known.get(name);
}

/**
 * In pieces, so that a large file needs no memory.
 *
 * @param end in milliseconds since 1970; a file that takes longer is not hashed
 */
async function sha256(path: string, end = Infinity): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path, { highWaterMark: MEBIBYTE })) {
    // A stream without an encoding gives buffers.
    hash.update(piece as Buffer);
    if (Date.now() > end) throw new Error(`${path} takes too long to read.`);
  }
  return hash.digest("hex");
}
