import { isIPv6 } from "node:net";
import type { Clinic } from "../clinic/clinic.ts";
import type { Declaration, Destination, Egress, FileDeclaration, Port, Service } from "./service.ts";
import { DEVICES_TUNNEL } from "./devices.ts";
import { TUNNEL } from "./wireguard.ts";

type Family = 4 | 6;

const FAMILIES: readonly Family[] = [4, 6];

/**
 * The packet filter in both directions and both address families, made from what all other services declare. Whatever nobody
 * declared is dropped. Drops are counted by the rules and never logged: a log line would hold a visitor's address.
 *
 * Not ufw or iptables-persistent: each wants to own the rule files, they can't be installed together (ufw Breaks
 * iptables-persistent), and neither falls back to a closed machine when its file can't be loaded.
 */
export const firewall: Service = {
  name: "firewall",
  wanted: () => true,
  declare: (clinic, others): Declaration => {
    const ports = others.flatMap((declaration) => declaration.ports ?? []);
    const egress = egressOf(clinic, others);
    const filled = filledChainsOf(egress);
    return {
      files: [
        ...FAMILIES.map((family) => rulesFile(clinic, family, ports, egress, filled)),
        ...FAMILIES.flatMap((family) => [
          smallRulesFile(clinic, family, ports, "birth"),
          smallRulesFile(clinic, family, ports, "closed"),
        ]),
        {
          path: "/etc/stillroom/egress.json",
          format: "json",
          data: { chains: [...filled.values()].map(({ chain, to }) => ({ chain, to })) },
        },
        { path: "/usr/local/lib/stillroom/load-firewall", format: "shell", mode: "0755", birth: true },
        { path: "/usr/local/lib/stillroom/egress-addresses", format: "javascript", mode: "0755" },
        { path: "/etc/systemd/system/stillroom-firewall.service", format: "systemd", birth: true },
        { path: "/etc/systemd/system/stillroom-egress.service", format: "systemd" },
        { path: "/etc/systemd/system/stillroom-egress.timer", format: "systemd" },
        { path: "/etc/systemd/system/stillroom-egress.path", format: "systemd" },
      ],
      directories: [{ path: "/var/lib/stillroom/egress", mode: "0700", owner: "root", group: "root" }],
      packages: [
        { name: "iptables", repository: "debian" },
        { name: "nodejs", repository: "debian" },
      ],
      units: [
        {
          name: "stillroom-firewall.service",
          onChange: "reload",
          files: ["/etc/iptables/", "/usr/local/lib/stillroom/load-firewall"],
        },
        {
          name: "stillroom-egress.path",
          onChange: "restart",
          files: ["/etc/systemd/system/stillroom-egress.path"],
        },
        {
          name: "stillroom-egress.timer",
          onChange: "restart",
          files: [
            "/etc/stillroom/egress.json",
            "/usr/local/lib/stillroom/egress-addresses",
            "/etc/systemd/system/stillroom-egress.timer",
          ],
        },
      ],
      steps: [
        {
          name: "current addresses into the packet filter",
          argv: ["/usr/local/lib/stillroom/egress-addresses"],
          after: "units",
        },
      ],
      validators: FAMILIES.flatMap((family) =>
        ["rules", "birth", "closed"].map((name) => ({
          name: `${name}.v${family} loads`,
          argv: [
            family === 4 ? "/usr/sbin/iptables-restore" : "/usr/sbin/ip6tables-restore",
            "--test",
            `/etc/iptables/${name}.v${family}`,
          ],
        })),
      ),
      proofs: [
        { kind: "unit-active", unit: "stillroom-firewall.service" },
        { kind: "unit-active", unit: "stillroom-egress.timer" },
        { kind: "command", name: "both address families drop by default", argv: ["/bin/sh", "-c", DROPS_BY_DEFAULT] },
        { kind: "command", name: "no other packet filter is enabled", argv: ["/bin/sh", "-c", NO_OTHER_FILTER] },
      ],
    };
  },
};

const DROPS_BY_DEFAULT =
  'for program in iptables ip6tables; do for chain in INPUT OUTPUT FORWARD; do "$program" -S "$chain" | grep -qx -e "-P $chain DROP" || exit 1; done; done';

/** Each would load rules of its own over ours, or flush them, at the next boot. */
const NO_OTHER_FILTER =
  'for unit in ufw nftables netfilter-persistent firewalld; do if systemctl --quiet is-enabled "$unit.service" 2>/dev/null; then echo "$unit is enabled: disable it"; exit 1; fi; done';

/** A chain that a program on the machine keeps filled, since only the machine knows the addresses. */
interface FilledChain {
  readonly chain: string;
  readonly to: Destination;
}

/** What leaves by which account; behind a tunnel the resolvers are the ones inside, which need no looking up. */
function egressOf(clinic: Clinic, others: readonly Declaration[]): readonly Egress[] {
  const declared = others.flatMap((declaration) => declaration.egress ?? []);
  if (clinic.egress.kind === "allow-list") return declared;
  const cidrs = clinic.egress.wireguard.resolvers.map((address) => `${address}/${isIPv6(address) ? 128 : 32}`);
  return declared.map((one) =>
    one.to.kind === "fact" && one.to.fact === "resolvers" ? { ...one, to: { kind: "addresses", cidrs } } : one,
  );
}

/** One chain for each destination that is known by name or as a fact, keyed by the destination. */
function filledChainsOf(egress: readonly Egress[]): ReadonlyMap<string, FilledChain> {
  const chains = new Map<string, FilledChain>();
  const taken = new Set<string>();
  for (const { account, to } of egress) {
    if (to.kind === "addresses" || chains.has(keyOf(to))) continue;
    const chain = freeName(to.kind === "fact" ? to.fact : slug(account).slice(0, 20), taken);
    taken.add(chain);
    chains.set(keyOf(to), { chain, to });
  }
  return chains;
}

function keyOf(to: Destination): string {
  return JSON.stringify(to);
}

/** iptables(8): a chain's name has at most 28 characters. */
function freeName(word: string, taken: ReadonlySet<string>): string {
  let name = `to-${word}`;
  for (let count = 2; taken.has(name); count += 1) name = `to-${word}-${count}`;
  return name;
}

/** A purpose or an account as one word, for a comment or a chain's name. */
function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

function rulesFile(
  clinic: Clinic,
  family: Family,
  ports: readonly Port[],
  egress: readonly Egress[],
  filled: ReadonlyMap<string, FilledChain>,
): FileDeclaration {
  return {
    path: `/etc/iptables/rules.v${family}`,
    format: "iptables",
    mode: "0640",
    data: {
      administration: administrationRules(clinic, family, ports),
      inside: insideRules(ports),
      open: ports.filter((port) => port.reachableBy === "anyone").map(ruleOf),
      chains: [...filled.values()].map(({ chain }) => chain),
      egress: egress.flatMap((one) => egressRules(one, family, filled)),
      tunnel: tunnelOf(clinic, family, ports),
    },
  };
}

/** What a machine has before its first release (`birth`), and what it falls back to when its rules can't be loaded (`closed`). */
function smallRulesFile(
  clinic: Clinic,
  family: Family,
  ports: readonly Port[],
  name: "birth" | "closed",
): FileDeclaration {
  return {
    path: `/etc/iptables/${name}.v${family}`,
    template: `/etc/iptables/small.v${family}`,
    format: "iptables",
    mode: "0640",
    birth: true,
    data: {
      birth: name === "birth",
      administration: administrationRules(clinic, family, doorsOutside(ports)),
      // Where the rules can't be loaded the tunnel may still be up, and lead to the only door that a cloud's firewall leaves open.
      tunnel: name === "closed" ? ports.filter(isTunnel).map(ruleOf) : [],
      inside: name === "closed" ? insideRules(ports.filter(isDoor)) : [],
    },
  };
}

/** Administrators' own, SSH also where it is inside the tunnel. */
function isDoor({ account, protocol, reachableBy }: Port): boolean {
  return reachableBy === "administrators" || (reachableBy === "devices" && account === "root" && protocol === "tcp");
}

/** The port of the devices' tunnel itself. */
function isTunnel({ account, protocol }: Port): boolean {
  return account === "root" && protocol === "udp";
}

/** Where no release is in force yet there is no tunnel, and administrators come from their networks. */
export function doorsOutside(ports: readonly Port[]): readonly Port[] {
  const doors = new Map(ports.filter(isDoor).map((port) => [port.from, port]));
  return [...doors.values()].map((port) => ({ ...port, reachableBy: "administrators" }));
}

/** What only the practice's devices reach, through their tunnel. */
function insideRules(ports: readonly Port[]) {
  return ports
    .filter((port) => port.reachableBy === "devices")
    .map((port) => ({ ...ruleOf(port), interface: DEVICES_TUNNEL.interface }));
}

function ruleOf(port: Port) {
  return { protocol: port.protocol, ports: portRange(port), purpose: slug(port.purpose) };
}

function administrationRules(clinic: Clinic, family: Family, ports: readonly Port[]) {
  const networks = clinic.administrationFrom.filter((network) => network.includes(":") === (family === 6));
  return ports
    .filter((port) => port.reachableBy === "administrators")
    .flatMap((port) =>
      networks.map((from) => ({
        from,
        protocol: port.protocol,
        ports: portRange(port),
        purpose: slug(port.purpose),
      })),
    );
}

function portRange(port: Port): string {
  return port.from === port.to ? String(port.from) : `${port.from}:${port.to}`;
}

function egressRules(
  one: Egress,
  family: Family,
  filled: ReadonlyMap<string, FilledChain>,
): readonly { readonly [key: string]: string | undefined }[] {
  const rule = {
    account: one.account,
    protocol: one.protocol,
    ports: one.ports.join(","),
    purpose: slug(one.purpose),
  };
  if (one.to.kind === "addresses") {
    return one.to.cidrs
      .filter((cidr) => cidr.includes(":") === (family === 6))
      .map((cidr) => ({ ...rule, to: cidr, chain: undefined }));
  }
  return [{ ...rule, to: undefined, chain: filled.get(keyOf(one.to))?.chain }];
}

/** The tunnel's own packets, whose far end has an address of one family only, and connections that administrators have outside of it. */
function tunnelOf(clinic: Clinic, family: Family, ports: readonly Port[]) {
  if (clinic.egress.kind === "allow-list") return undefined;
  const { address, port } = clinic.egress.wireguard.endpoint;
  const endpoint = isIPv6(address) === (family === 6) ? { address, port } : undefined;
  const administration = administrationRules(clinic, family, ports).map((rule) => ({ ...rule, ...TUNNEL }));
  return { interface: TUNNEL.interface, mark: TUNNEL.mark, endpoint, administration };
}
