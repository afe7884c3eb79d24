import { isIPv6 } from "node:net";
import type { Workstations } from "../../../clinic/clinic.ts";

/** What may leave outside of the tunnel, at one layer of the Windows Filtering Platform: a line of rules.txt. */
export interface Permission {
  readonly layer: string;
  /** `field=value`; those of one field are alternatives, different fields must all fit. */
  readonly conditions: readonly string[];
}

type Family = 4 | 6;

/** Packets to one network: what a layer that knows protocols asks of them. */
interface Destination {
  readonly network: string;
  readonly more: readonly string[];
}

/** IANA protocol numbers. */
const PROTOCOLS = { tcp: 6, udp: 17, icmp6: 58 } as const;

/** Where a DHCP server on the same site may be: to everybody on the link, and RFC 1918 and RFC 6598 for what is renewed. */
const DHCP_SERVERS = ["255.255.255.255/32", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/** Groups of one neighbour each, everybody on the link, and neighbours themselves (RFC 4291, 2.7.1 and 2.5.6). */
const NEIGHBOURS = ["ff02::1:ff00:0/104", "ff02::1/128", "fe80::/10"];

/**
 * Where a packet that leaves is asked (Microsoft, "Management Filtering Layer Identifiers"): a connection once, each packet with its
 * protocol and ports, and each packet, also one that a program wrote by itself, by its addresses. No layer overrules another.
 */
const KNOWING_PROTOCOLS = ["ale-auth-connect", "outbound-transport"];
const KNOWING_ADDRESSES = "outbound-ippacket";

/** Every layer at which what leaves this computer is asked. */
export const LEAVING: readonly string[] = [...KNOWING_PROTOCOLS, KNOWING_ADDRESSES].flatMap((layer) => [
  `${layer}-v4`,
  `${layer}-v6`,
]);

/**
 * The same that a computer with Linux lets out beside the tunnel, as far as these layers can tell: there are neither marks nor hop
 * limits here ("Filtering Conditions Available at Each Filtering Layer").
 */
export function permissionsOf(workstations: Workstations): readonly Permission[] {
  const loopback = LEAVING.map((layer) => ({ layer, conditions: ["loopback"] }));
  return [...loopback, ...permissionsIn(4, workstations), ...permissionsIn(6, workstations)];
}

function permissionsIn(family: Family, workstations: Workstations): readonly Permission[] {
  const destinations = [
    ...endpointsOf(workstations, family),
    ...joining(family, printerOf(workstations, family)),
    ...printing(printerOf(workstations, family)),
  ];
  const asked = KNOWING_PROTOCOLS.flatMap((layer) =>
    destinations.map(({ network, more }) => ({
      layer: `${layer}-v${family}`,
      conditions: [`remote-address=${network}`, ...more],
    })),
  );
  const networks = [...new Set(destinations.map(({ network }) => network))];
  return [
    ...asked,
    ...networks.map((network) => ({
      layer: `${KNOWING_ADDRESSES}-v${family}`,
      conditions: [`remote-address=${network}`],
    })),
  ];
}

function endpointsOf({ tunnel }: Workstations, family: Family): readonly Destination[] {
  return tunnel.endpoints
    .filter(({ address }) => isOf(family, address))
    .map(({ address, protocol, port }) => ({
      network: alone(address),
      more: [`protocol=${PROTOCOLS[protocol]}`, `remote-port=${port}`],
    }));
}

/** DHCP (RFC 2131, 4.1); routers, neighbours and listeners' reports (RFC 4861, RFC 3810), DHCPv6 (RFC 8415, 7.1 and 7.2). */
function joining(family: Family, printer: string | undefined): readonly Destination[] {
  const udp = `protocol=${PROTOCOLS.udp}`;
  if (family === 4) return DHCP_SERVERS.map((network) => ({ network, more: [udp, "local-port=68", "remote-port=67"] }));
  const icmp = (network: string, ...types: readonly number[]): Destination => ({
    network,
    more: [`protocol=${PROTOCOLS.icmp6}`, ...types.map((type) => `icmp-type=${type}`)],
  });
  const neighbours = printer === undefined ? NEIGHBOURS : [...NEIGHBOURS, alone(printer)];
  return [
    icmp("ff02::2/128", 133),
    ...neighbours.map((network) => icmp(network, 135, 136)),
    icmp("ff02::16/128", 143),
    { network: "ff02::1:2/128", more: [udp, "local-address=fe80::/10", "local-port=546", "remote-port=547"] },
  ];
}

/** LPD, IPP and raw printing (IANA service names: printer, ipp, pdl-datastream). */
function printing(printer: string | undefined): readonly Destination[] {
  if (printer === undefined) return [];
  const ports = [515, 631, 9100].map((port) => `remote-port=${port}`);
  return [{ network: alone(printer), more: [`protocol=${PROTOCOLS.tcp}`, ...ports] }];
}

function printerOf({ printer }: Workstations, family: Family): string | undefined {
  return printer !== undefined && isOf(family, printer) ? printer : undefined;
}

function alone(address: string): string {
  return `${address}/${isIPv6(address) ? 128 : 32}`;
}

function isOf(family: Family, address: string): boolean {
  return isIPv6(address) === (family === 6);
}
