import { isIPv6 } from "node:net";
import type { Workstations } from "../../../clinic/clinic.ts";
import type { TemplateValue } from "../../../services/service.ts";
import type { KitFileDeclaration, KitPart } from "../../part.ts";
import { DHCP_SERVERS, NEIGHBOURS } from "../joining-a-network.ts";
import type { Language } from "../../words.ts";
import { COMMAND_WORDS } from "./command-words.ts";
import { LINUX_WORDS } from "./words.ts";

type Family = 4 | 6;

/**
 * What keeps a Linux computer silent while its VPN is down: the same rules for iptables and for nftables, and the command that puts
 * one of the two in force.
 *
 * Where a packet leaves decides, and nothing else about it: neither who sent it, nor what was connected before. By interface alone
 * passes only what goes into the tunnel; the tunnel's own packets are known by address, protocol and port, and by WireGuard's mark.
 */
export const linuxKillSwitch: KitPart = {
  name: "workstations/linux",
  words: LINUX_WORDS,
  declare: ({ clinic: { workstations, branding } }) =>
    workstations === undefined
      ? { kind: "missing", key: "stillroom:workstations" }
      : { kind: "files", files: filesFor(workstations, branding.language) },
};

function filesFor(workstations: Workstations, language: Language): readonly KitFileDeclaration[] {
  const { tunnel } = workstations;
  const [endpoints4, endpoints6] = [endpointsOf(workstations, 4), endpointsOf(workstations, 6)];
  const [printer4, printer6] = [printerOf(workstations, 4), printerOf(workstations, 6)];
  const neighbours = printer6 === undefined ? NEIGHBOURS : [...NEIGHBOURS, `${printer6}/128`];
  const kind = kindOf(tunnel.interface);
  const iptables = { format: "iptables" } as const;
  return [
    {
      path: "vpn-only",
      format: "shell",
      executable: true,
      data: { interface: tunnel.interface, kind, ...COMMAND_WORDS[language] },
    },
    {
      path: "rules.nft",
      format: "nftables",
      data: {
        interface: tunnel.interface,
        kind,
        endpoints4,
        endpoints6,
        dhcpServers: DHCP_SERVERS,
        neighbours,
        printer4,
        printer6,
      },
    },
    {
      ...iptables,
      path: "rules.v4",
      data: { interface: tunnel.interface, endpoints: endpoints4, dhcpServers: DHCP_SERVERS, printer: printer4 },
    },
    {
      ...iptables,
      path: "rules.v6",
      data: { interface: tunnel.interface, endpoints: endpoints6, neighbours, printer: printer6 },
    },
    { path: "vpn-only.service", format: "systemd", data: {} },
    { path: "vpn-only-keep.service", format: "systemd", data: {} },
  ];
}

/**
 * Of which kind a tunnel of this name is, as the kernel numbers them (linux/if_arp.h): ARPHRD_ETHER for OpenVPN's `tap0`, ARPHRD_PPP for
 * `ppp0`, else ARPHRD_NONE, which WireGuard, tun and xfrm have.
 */
function kindOf(name: string): string {
  if (name.startsWith("tap")) return "1";
  return name.startsWith("ppp") ? "512" : "65534";
}

function endpointsOf({ tunnel }: Workstations, family: Family): readonly TemplateValue[] {
  return tunnel.endpoints
    .filter(({ address }) => isOf(family, address))
    .map(({ address, protocol, port }) => ({ address, protocol, port, mark: tunnel.mark }));
}

function printerOf({ printer }: Workstations, family: Family): string | undefined {
  return printer !== undefined && isOf(family, printer) ? printer : undefined;
}

function isOf(family: Family, address: string): boolean {
  return isIPv6(address) === (family === 6);
}
