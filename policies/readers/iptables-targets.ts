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
}

interface TargetOption {
  /** How many words follow. */
  readonly words: number;
  /** What it makes of the target; left out where it changes nothing about where a packet goes. */
  readonly read?: (words: readonly string[]) => Target | undefined;
}

const ONE: TargetOption = { words: 1 };
const NONE: TargetOption = { words: 0 };

function setMark(of: "packet" | "connection"): TargetOption {
  return {
    words: 1,
    read: ([text = ""]) => {
      const mark = markValue(text.replace(/\/0x[fF]{8}$/, ""));
      return mark === undefined ? undefined : { kind: "set-mark", of, mark };
    },
  };
}

function redirecting(name: string, options: Readonly<Record<string, TargetOption>>): Omit<TargetReading, "name"> {
  return { target: { kind: "redirect", name }, options };
}

/** iptables-extensions(8), "TARGET EXTENSIONS", 1.8.11. */
const TARGETS: Readonly<Record<string, Omit<TargetReading, "name">>> = {
  ACCEPT: { target: { kind: "accept" }, options: {} },
  DROP: { target: { kind: "drop" }, options: {} },
  RETURN: { target: { kind: "return" }, options: {} },
  REJECT: { target: { kind: "drop" }, tables: ["filter"], options: { "--reject-with": ONE } },
  // These count, log or trim and hand the packet on.
  LOG: {
    target: { kind: "continue" },
    options: {
      "--log-level": ONE,
      "--log-prefix": ONE,
      "--log-tcp-sequence": NONE,
      "--log-tcp-options": NONE,
      "--log-ip-options": NONE,
      "--log-uid": NONE,
    },
  },
  NFLOG: {
    target: { kind: "continue" },
    options: { "--nflog-group": ONE, "--nflog-prefix": ONE, "--nflog-size": ONE, "--nflog-threshold": ONE },
  },
  AUDIT: { target: { kind: "continue" }, options: { "--type": ONE } },
  TCPMSS: {
    target: { kind: "continue" },
    tables: ["mangle"],
    options: { "--clamp-mss-to-pmtu": NONE, "--set-mss": ONE },
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
  DNAT: redirecting("DNAT", { "--to-destination": ONE, "--random": NONE, "--persistent": NONE }),
  SNAT: redirecting("SNAT", { "--to-source": ONE, "--random": NONE, "--random-fully": NONE, "--persistent": NONE }),
  MASQUERADE: redirecting("MASQUERADE", { "--to-ports": ONE, "--random": NONE, "--random-fully": NONE }),
  REDIRECT: redirecting("REDIRECT", { "--to-ports": ONE, "--random": NONE }),
  NETMAP: redirecting("NETMAP", { "--to": ONE }),
  TPROXY: redirecting("TPROXY", { "--on-port": ONE, "--on-ip": ONE, "--tproxy-mark": ONE }),
};

/** The others of iptables-extensions(8): they hand packets to programs, copies to elsewhere, or change what a packet says. */
const NOT_FOLLOWED: ReadonlySet<string> = new Set(
  [
    "CHECKSUM CLASSIFY CLUSTERIP CONNSECMARK DNPT DSCP ECN HL HMARK IDLETIMER LED NFQUEUE QUEUE RATEEST SECMARK SET SNPT",
    "SYNPROXY TCPOPTSTRIP TEE TOS TRACE TTL",
  ].flatMap((names) => names.split(" ")),
);

/** The target of this name; undefined where it is none and so would be a user chain. */
export function targetOf(name: string): TargetReading | undefined {
  const known = Object.hasOwn(TARGETS, name) ? TARGETS[name] : undefined;
  if (known !== undefined) return { name, ...known };
  return NOT_FOLLOWED.has(name) ? { name, target: undefined, options: {} } : undefined;
}
