import type { Machine } from "../../sandbox/machine.ts";
import { printed } from "./tools.ts";

/** One test of lynis for which the machine did not get all points. */
export interface LostPoints {
  readonly test: string;
  readonly about: string;
  readonly points: number;
  /** Of these points, those that the container takes: on a machine of its own they are there. */
  readonly container: number;
  readonly why: string;
}

export interface LynisResult {
  readonly index: number;
  readonly points: number;
  readonly of: number;
  readonly lost: readonly LostPoints[];
}

/** Runs Debian's lynis on a machine that has it (lynis(8)), and reads the points of each test from its log. */
export async function lynis(machine: Machine): Promise<LynisResult> {
  await printed(machine, "lynis audit system --quick --no-colors > /dev/null");
  return readLynisLog(await machine.exec(["cat", "/var/log/lynis.log"]));
}

/** include/functions of lynis 3.1.4: AddHP writes how many points of how many an item got; several items make a test. */
export function readLynisLog(log: string): LynisResult {
  const items: {
    readonly test: string;
    readonly about: string;
    readonly got: number;
    readonly of: number;
    readonly words: string;
  }[] = [];
  let test = { id: "", about: "" };
  let words: string[] = [];
  for (const line of log.split("\n")) {
    const said = line.slice("2026-01-01 00:00:00 ".length);
    const begun = /^Performing test ID (\S+) \((.*)\)$/.exec(said);
    if (begun !== null) test = { id: begun[1] ?? "", about: begun[2] ?? "" };
    const [, got, of] =
      /^Hardening: assigned \w+ number of hardening points.*?\((\d+)(?: of (\d+))?\)/.exec(said) ?? [];
    if (got === undefined) words = [...words.slice(-3), said];
    else {
      items.push({ test: test.id, about: test.about, got: Number(got), of: Number(of ?? got), words: words.join(" ") });
      words = [];
    }
  }
  const points = items.reduce((sum, { got }) => sum + got, 0);
  const of = items.reduce((sum, item) => sum + item.of, 0);
  const tests = Map.groupBy(
    items.filter((item) => item.got < item.of),
    (item) => item.test,
  );
  const lost = [...tests].map(([id, all]): LostPoints => {
    const missing = (some: typeof all) => some.reduce((sum, item) => sum + item.of - item.got, 0);
    const reason = REASONS[id];
    const byContainer = all.filter(({ words: said }) => reason?.container?.test(said) === true);
    return {
      test: id,
      about: all[0]?.about ?? "",
      points: missing(all),
      container: missing(byContainer),
      why: reason?.why ?? "not explained",
    };
  });
  return { index: Math.floor((100 * points) / of), points, of, lost };
}

interface Reason {
  /** What the log says before points that the container takes. */
  readonly container?: RegExp;
  readonly why: string;
}

/** Tests of lynis 3.1.4 in which the machine loses points, and why it does as it does. */
const REASONS: Readonly<Record<string, Reason>> = {
  "ACCT-9622": {
    why: "process accounting writes down every program that anybody runs; auditd writes down what root does",
  },
  "ACCT-9628": {
    container: /./,
    why: "the kernel's audit belongs to the container's host; auditd runs on a machine of its own",
  },
  "AUTH-9230": { why: "no account has a password to hash" },
  "AUTH-9262": { why: "no account has a password whose strength could be looked at" },
  "AUTH-9286": {
    why: "no account has a password, and one that ages would lock an administrator's key out (pam_unix(8), account)",
  },
  "AUTH-9328": { why: "it looks into login.defs; ours is in /etc/profile.d" },
  "AUTH-9408": { why: "no password can be guessed; failed keys are in the journal, and fail2ban acts on them" },
  "DEB-0280": { why: "temporary files of services are their own (PrivateTmp=), and only administrators log in" },
  "DEB-0810": { why: "it asks another company's server before each update, which would then wait for a person" },
  "DEB-0811": { why: "updates come without a person who could read" },
  "DEB-0831": { why: "a program of ours looks for replaced libraries, and restarts the machine while nobody meets" },
  "DEB-0880": { why: "it looks for jail.local; ours is jail.d/90-stillroom.local, where it belongs (jail.conf(5))" },
  "FILE-6310": { why: "a cloud's image has one partition; messages lie on a volume of their own" },
  "FILE-6344": {
    why: "each service sees its own processes alone (ProtectProc=invisible); for the whole machine systemd does not support it (its README)",
  },
  "FINT-4350": {
    why: "`stillroom drift` compares every file and package with the release from outside, where nobody on the machine can change the list",
  },
  "FIRE-4508": { why: "it counts every rule that accepts as a fault; what no rule accepts is dropped" },
  "HRDN-7230": { why: "nobody uploads programs here, and a scanner reads everything as root" },
  "HTTP-6712": { why: "who visits is nobody's business: nginx writes no log of them" },
  "KRNL-6000": {
    container: /sysctl key (?!net\.)/,
    why: "net.ipv4.conf.*.log_martians would keep senders' addresses; the others are in the release, and the kernel is the container's host's",
  },
  "LOGG-2154": { why: "logs leave the machine to nobody" },
  "MACF-6290": {
    container: /./,
    why: "the container's host has no AppArmor; on a machine of its own Debian's profiles hold",
  },
  "MALW-3280": { why: "nobody uploads programs here, and a scanner reads everything as root" },
  "PKGS-7370": { why: "`stillroom drift` compares the packages' files" },
  "SSH-7408": { why: "SSH stays on its port: the packet filter answers administrators' networks alone" },
  "USB-3000": { why: "a data centre's machine has no socket; usb-storage and uas can't be loaded" },
};
