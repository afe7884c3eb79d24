import { createHash } from "node:crypto";
import { closeSync, mkdirSync, openSync, readFileSync, readdirSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Release } from "../render/release.ts";
import { run } from "./command.ts";
import { inside, type Places } from "./places.ts";

/** What was seen of a machine at one moment. */
export interface Evidence {
  /** On the machine, root's alone. */
  readonly folder: string;
  /** SHA-256 of its file SHA256SUMS, which has those of all others. */
  readonly digest: string;
}

const FOLDER = "/var/lib/stillroom/evidence";

/** Seconds and bytes that one look gets: a hostile machine must not keep us from closing it, nor fill its disk. */
const SECONDS = 120;
const MOST_BYTES = 256 * 1024 * 1024;
/** Looks at the same time: nobody should wait long for the door to close. */
const AT_ONCE = 4;

/**
 * What each file of the evidence holds, by a command's own words. First what is gone in a moment. Every program is one of Debian's base
 * or of the release; where one is missing, its file says so.
 */
function looks(release: Release): readonly (readonly [file: string, argv: readonly string[]])[] {
  const ours = release.files.map((file) => file.path);
  return [
    ["sockets", ["ss", "--all", "--numeric", "--processes", "--extended"]],
    ["connections", ["cat", "/proc/net/nf_conntrack"]],
    ["packet-filter-v4", ["iptables-save", "--counters"]],
    ["packet-filter-v6", ["ip6tables-save", "--counters"]],
    ["packet-filter-nft", ["nft", "--handle", "list", "ruleset"]],
    ["addresses", ["ip", "-details", "address"]],
    ["routes", ["sh", "-c", "ip rule; ip route show table all; ip -6 rule; ip -6 route show table all; ip neighbour"]],
    ["sessions", ["loginctl", "list-sessions", "--no-pager"]],
    [
      "logins",
      [
        "journalctl",
        "--no-pager",
        "--output=short-iso-precise",
        "_COMM=sshd",
        "+",
        "_COMM=sshd-session",
        "+",
        "_COMM=sudo",
      ],
    ],
    ["mounts", ["cat", "/proc/self/mountinfo"]],
    ["kernel-modules", ["cat", "/proc/modules"]],
    ["kernel-command-line", ["cat", "/proc/cmdline"]],
    ["timers", ["systemctl", "list-timers", "--all", "--no-pager", "--plain"]],
    ["units", ["systemctl", "list-units", "--all", "--no-pager", "--plain"]],
    ["unit-files", ["systemctl", "list-unit-files", "--no-pager", "--plain"]],
    ["crontabs", ["sh", "-c", "head -v -n -0 /etc/crontab /etc/cron.*/* /var/spool/cron/crontabs/* 2>/dev/null; true"]],
    ["accounts", ["head", "-v", "-n", "-0", "/etc/passwd", "/etc/group"]],
    ["journal", ["journalctl", "--no-pager", "--output=export"]],
    ["packages", ["dpkg-query", "--show"]],
    ["package-verification", ["dpkg", "--verify"]],
    ["our-files", ["sha256sum", "--", ...ours]],
    ["set-id-files", ["find", "/", "-xdev", "-type", "f", "-perm", "/6000", "-exec", "sha256sum", "--", "{}", "+"]],
    // find(1), -printf: times of change, access and status, then mode, owner, group, size, path.
    ["all-files", ["find", "/", "-xdev", "-printf", "%T+ %A+ %C+ %m %u %g %s %p\\n"]],
  ];
}

/**
 * Writes down what is to be seen on the machine, for its own root alone; nothing is sent anywhere.
 *
 * @param now names the folder
 */
export async function gatherEvidence(
  places: Places,
  release: Release,
  now: Date,
  say: (detail: string) => void,
): Promise<Evidence> {
  const name = `${FOLDER}/${now.toISOString().replace(/[:.]/g, "-")}`;
  const folder = inside(places, name);
  mkdirSync(inside(places, FOLDER), { recursive: true, mode: 0o700 });
  mkdirSync(folder, { mode: 0o700 });
  say(`Writing down what is to be seen, in ${name}`);
  writeFileSync(join(folder, "processes"), processes(), { mode: 0o600 });
  const left = [...looks(release)];
  const takeTurns = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [file, argv] = next;
      say(file);
      await look(join(folder, file), argv);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, takeTurns));
  const sums = readdirSync(folder)
    .sort()
    .map((file) => `${sha256(join(folder, file))}  ${file}\n`)
    .join("");
  writeFileSync(join(folder, "SHA256SUMS"), sums, { mode: 0o600 });
  return { folder: name, digest: createHash("sha256").update(sums).digest("hex") };
}

/** The command itself, what it printed, and how it ended. */
async function look(file: string, argv: readonly string[]): Promise<void> {
  writeFileSync(file, `# ${argv.slice(0, 12).join(" ")}${argv.length > 12 ? " …" : ""}\n`, { mode: 0o600 });
  // head(1) bounds it, and a command that is cut off ends by itself.
  const bounded = [
    'file=$1; shift; { "$@" 2>&1; echo "# ended with $?"; } | head -c "$0" >> "$file"',
    String(MOST_BYTES),
    file,
  ];
  const ended = await run(["sh", "-c", ...bounded, ...argv], { seconds: SECONDS });
  if (ended.status !== 0) appendLine(file, `# ${ended.words}`);
}

function appendLine(file: string, line: string): void {
  const opened = openSync(file, "a");
  writeFileSync(opened, `${line}\n`);
  closeSync(opened);
}

/** From /proc itself, since a changed `ps` is the first thing that an intruder brings (proc(5)). Each line is one process as JSON. */
function processes(): string {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      const at = (part: string): string => `/proc/${pid}/${part}`;
      return JSON.stringify({
        pid: Number(pid),
        program: seen(() => readlinkSync(at("exe"))),
        programHash: seen(() => sha256(at("exe"))),
        command: seen(() => readFileSync(at("cmdline"), "utf8").split("\0").slice(0, -1)),
        folder: seen(() => readlinkSync(at("cwd"))),
        status: seen(() => readFileSync(at("status"), "utf8").split("\n").slice(0, 12)),
        group: seen(() => readFileSync(at("cgroup"), "utf8").trim()),
        started: seen(
          () =>
            readFileSync(at("stat"), "utf8")
              .replace(/^.*\) /, "")
              .split(" ")[19],
        ),
        files: seen(() => readdirSync(at("fd")).map((fd) => seen(() => readlinkSync(at(`fd/${fd}`))))),
      });
    })
    .join("\n");
}

/** A process may end while it is looked at, and a kernel thread has no program. */
function seen<Part>(look: () => Part): Part | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

function sha256(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}
