import { isIPv6 } from "node:net";
import type { Workstations } from "../../../clinic/clinic.ts";
import type { KitFileDeclaration, KitPart } from "../../part.ts";
import { DHCP_SERVERS, NEIGHBOURS } from "../joining-a-network.ts";
import { COMMAND_WORDS } from "./command-words.ts";
import { MACOS_WORDS } from "./words.ts";

/**
 * What keeps a Mac silent while its VPN is down: an anchor for pf, the job of launchd that keeps it in force, and the command.
 *
 * A Mac numbers tunnels as they come (`utun4` today, `utun6` tomorrow; xnu, bsd/net/if_utun.c), and pf's rules know no groups of
 * interfaces there (bsd/net/pf_if.c, pfi_kif_match), so the stack file's interface can't be asked for. Every tunnel passes instead:
 * what goes into one comes out by a network card, as packets to whoever is at its other end, and there the same rules ask again.
 * Marks are unknown to it, too.
 */
export const macosKillSwitch: KitPart = {
  name: "workstations/macos",
  words: MACOS_WORDS,
  declare: ({ clinic: { workstations, branding } }) =>
    workstations === undefined
      ? { kind: "missing", key: "stillroom:workstations" }
      : {
          kind: "files",
          files: [
            { path: "vpn-only", format: "shell", executable: true, data: { ...COMMAND_WORDS[branding.language] } },
            rulesFor(workstations),
            { path: "main.pf", format: "pf", data: {} },
            { path: "local.vpn-only.plist", format: "plist", data: {} },
          ],
        },
};

/** More than a Mac has by far; through a tunnel with a higher number nothing leaves. */
const MOST_UTUN = 64;
const MOST_IPSEC = 8;

const TUNNELS = [...numbered("utun", MOST_UTUN), ...numbered("ipsec", MOST_IPSEC)];

function numbered(name: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, number) => `${name}${number}`);
}

function rulesFor({ tunnel, printer }: Workstations): KitFileDeclaration {
  return {
    path: "rules.pf",
    format: "pf",
    data: {
      tunnels: TUNNELS,
      endpoints: tunnel.endpoints.map(({ address, protocol, port }) => ({
        family: familyOf(address),
        address,
        protocol,
        port,
      })),
      dhcpServers: DHCP_SERVERS,
      neighbours: printer !== undefined && isIPv6(printer) ? [...NEIGHBOURS, printer] : NEIGHBOURS,
      printer,
      printerFamily: printer === undefined ? undefined : familyOf(printer),
    },
  };
}

/** As pf.conf(5) names it. */
function familyOf(address: string): "inet" | "inet6" {
  return isIPv6(address) ? "inet6" : "inet";
}
