import type { TableName, Target } from "./iptables.ts";
import { markValue } from "./iptables-matches.ts";

/** A target that is no user chain, and what its own options make of it. */
export interface TargetReading {
  readonly name: string;
  /** Undefined where its options have to say it and did not yet, or where it is not understood. */
  readonly target: Target | undefined;
  /** The tables in which it may stand; undefined for any. */
  readonly tables?: readonly TableName[];
  readonly options: Readonly<Record<string, TargetOption>>;
  /** Whether it writes down who sent a packet. */
  readonly records: boolean;
}

interface TargetOption {
  /** How many words follow. */
  readonly words: number;
  /** What the one word looks like. */
  readonly form?: RegExp;
  /** What it makes of the target; left out where it changes nothing about where a packet goes. */
  readonly read?: (words: readonly string[]) => Target | undefined;
}

const NONE: TargetOption = { words: 0 };

/** One word of this form, which changes nothing about where a packet goes. */
function word(form: RegExp): TargetOption {
  return { words: 1, form };
}

const ADDRESS = /^[0-9a-fA-F.:[\]@_a-z-]+$/;
const PORTS = /^[1-9]\d{0,4}(?:-[1-9]\d{0,4})?$/;
const COUNT = /^\d{1,5}$/;

function setMark(of: "packet" | "connection"): TargetOption {
  return {
    words: 1,
    read: ([text = ""]) => {
      const mark = markValue(text.replace(/\/0x[fF]{8}$/, ""));
      return mark === undefined ? undefined : { kind: "set-mark", of, mark };
    },
  };
}

type KnownTarget = Omit<TargetReading, "name" | "records">;

function redirecting(name: string, options: Readonly<Record<string, TargetOption>>): KnownTarget {
  return { target: { kind: "redirect", name }, options };
}

/** iptables-extensions(8), "TARGET EXTENSIONS", 1.8.11. */
const TARGETS: Readonly<Record<string, KnownTarget>> = {
  ACCEPT: { target: { kind: "accept" }, options: {} },
  DROP: { target: { kind: "drop" }, options: {} },
  RETURN: { target: { kind: "return" }, options: {} },
  REJECT: {
    target: { kind: "drop" },
    tables: ["filter"],
    options: { "--reject-with": word(/^(?:icmp6?|tcp|adm|port|addr|no)-[a-z-]+$/) },
  },
  // These count, log or trim and hand the packet on.
  LOG: {
    target: { kind: "continue" },
    options: {
      "--log-level": word(/^[0-7]$|^[a-z]+$/),
      "--log-prefix": word(/^.{0,29}$/),
      "--log-tcp-sequence": NONE,
      "--log-tcp-options": NONE,
      "--log-ip-options": NONE,
      "--log-uid": NONE,
    },
  },
  NFLOG: {
    target: { kind: "continue" },
    options: {
      "--nflog-group": word(COUNT),
      "--nflog-prefix": word(/^.{0,63}$/),
      "--nflog-size": word(COUNT),
      "--nflog-threshold": word(COUNT),
    },
  },
  AUDIT: { target: { kind: "continue" }, options: { "--type": word(/^(?:accept|drop|reject)$/) } },
  TCPMSS: {
    target: { kind: "continue" },
    tables: ["mangle"],
    options: { "--clamp-mss-to-pmtu": NONE, "--set-mss": word(COUNT) },
  },
  MARK: { target: undefined, options: { "--set-mark": setMark("packet"), "--set-xmark": setMark("packet") } },
  CONNMARK: {
    target: undefined,
    options: { "--set-mark": setMark("connection"), "--set-xmark": setMark("connection") },
  },
  NOTRACK: { target: { kind: "untrack" }, tables: ["raw"], options: {} },
  CT: {
    target: undefined,
    tables: ["raw"],
    options: { "--notrack": { words: 0, read: () => ({ kind: "untrack" }) } },
  },
  DNAT: redirecting("DNAT", { "--to-destination": word(ADDRESS), "--random": NONE, "--persistent": NONE }),
  SNAT: redirecting("SNAT", {
    "--to-source": word(ADDRESS),
    "--random": NONE,
    "--random-fully": NONE,
    "--persistent": NONE,
  }),
  MASQUERADE: redirecting("MASQUERADE", { "--to-ports": word(PORTS), "--random": NONE, "--random-fully": NONE }),
  REDIRECT: redirecting("REDIRECT", { "--to-ports": word(PORTS), "--random": NONE }),
  NETMAP: redirecting("NETMAP", { "--to": word(/^[0-9a-fA-F.:/]+$/) }),
  TPROXY: redirecting("TPROXY", {
    "--on-port": word(PORTS),
    "--on-ip": word(ADDRESS),
    "--tproxy-mark": word(/^[0-9a-fx/]+$/i),
  }),
};

/** The others of iptables-extensions(8): they hand packets to programs, copies to elsewhere, or change what a packet says. */
const NOT_FOLLOWED: ReadonlySet<string> = new Set(
  [
    "CHECKSUM CLASSIFY CLUSTERIP CONNSECMARK DNPT DSCP ECN HL HMARK IDLETIMER LED NFQUEUE QUEUE RATEEST SECMARK SET SNPT",
    "SYNPROXY TCPOPTSTRIP TEE TOS TRACE TTL ULOG",
  ].flatMap((names) => names.split(" ")),
);

/** They write an address into the kernel's log, hand it to a program that does, or put it into a list that stays. */
const RECORDING: ReadonlySet<string> = new Set(["AUDIT", "LOG", "NFLOG", "SET", "TRACE", "ULOG"]);

/** The target of this name; undefined where it is none and so would be a user chain. */
export function targetOf(name: string): TargetReading | undefined {
  const known = Object.hasOwn(TARGETS, name) ? TARGETS[name] : undefined;
  const records = RECORDING.has(name);
  if (known !== undefined) return { name, ...known, records };
  return NOT_FOLLOWED.has(name) ? { name, target: undefined, options: {}, records } : undefined;
}
