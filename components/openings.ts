import type { Release } from "../render/release.ts";

/** One thing that a cloud's firewall lets through; replies to it follow by themselves, since both clouds' firewalls keep state. */
export interface Opening {
  readonly direction: "in" | "out";
  readonly protocol: "tcp" | "udp";
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
  /** Who may come in or where it may go to, in CIDR notation. */
  readonly networks: readonly string[];
  readonly purpose: string;
}

const ANYONE = ["0.0.0.0/0", "::/0"];

/**
 * What a cloud's firewall must let through for a release. It is coarser than the machine's own firewall, which knows accounts and
 * follows names to their addresses: a destination that is a name or a fact is open to any address here, on its port alone.
 */
export function openingsOf(release: Release): readonly Opening[] {
  const outside = release.ports.filter((port) => port.reachableBy !== "devices");
  const incoming = outside.map<Opening>((port) => ({
    direction: "in",
    protocol: port.protocol,
    from: port.from,
    to: port.to,
    networks: port.reachableBy === "anyone" ? ANYONE : release.subject.administrationFrom,
    purpose: port.purpose,
  }));
  const outgoing = release.egress.flatMap((egress) =>
    egress.ports.map<Opening>((port) => ({
      direction: "out",
      protocol: egress.protocol,
      from: port,
      to: port,
      networks: egress.to.kind === "addresses" ? egress.to.cidrs : ANYONE,
      purpose: egress.purpose,
    })),
  );
  return merged([...incoming, ...outgoing]);
}

/** One opening for each port: the firewalls count rules, and several accounts often need the same one. */
function merged(openings: readonly Opening[]): readonly Opening[] {
  const byPort = new Map<string, Opening>();
  for (const opening of openings) {
    const port = `${opening.direction} ${opening.protocol} ${opening.from}-${opening.to}`;
    const known = byPort.get(port);
    byPort.set(port, known === undefined ? opening : joined(known, opening));
  }
  return [...byPort.values()];
}

function joined(one: Opening, other: Opening): Opening {
  const networks = new Set([...one.networks, ...other.networks]);
  const narrow = (network: string): boolean =>
    ANYONE.includes(network) || !networks.has(network.includes(":") ? "::/0" : "0.0.0.0/0");
  const purposes = new Set([one.purpose, other.purpose].flatMap((purpose) => purpose.split("; ")));
  return { ...one, networks: [...networks].filter(narrow), purpose: [...purposes].join("; ") };
}
