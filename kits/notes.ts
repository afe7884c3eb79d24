import type { Clinic } from "../clinic/clinic.ts";
import { isAllInside } from "../services/devices.ts";
import type { KitPractice } from "./part.ts";

/** What whoever makes a kit should know before they hand it over, each a full sentence. */
export function kitNotes({ clinic, law, verdict }: KitPractice): readonly string[] {
  return [
    ...brokenNotes(verdict.findings.map(({ rule }) => rule)),
    ...blankNotes(clinic, law.profession === undefined),
    ...narrowTunnelNotes(clinic),
    ...otherKindNotes(clinic),
  ];
}

function brokenNotes(rules: readonly string[]): readonly string[] {
  if (rules.length === 0) return [];
  const listed = new Intl.ListFormat("en", { type: "conjunction" }).format(new Set(rules));
  return [
    `This practice breaks rules (${listed}), and a deployment would be refused: the papers say what holds only once they are kept. \`stillroom check\` says how to mend it. Make the kit again afterwards, and hand this one to nobody.`,
  ];
}

/** What the papers leave to be written by hand though the stack file could say it. */
function blankNotes({ papers, stack }: Clinic, noProfession: boolean): readonly string[] {
  const keys = [
    ...(["name", "phone", "mail", "address"] as const)
      .filter((key) => papers?.[key] === undefined)
      .map((key) => `stillroom:papers.${key}`),
    ...(noProfession ? ["stillroom:law.profession"] : []),
  ];
  if (keys.length === 0) return [];
  const listed = new Intl.ListFormat("en", { type: "conjunction" }).format(keys);
  return [
    `Some papers have lines to fill in by hand that they would print if Pulumi.${stack}.yaml had ${listed}. Fill them in before you hand the papers over.`,
  ];
}

/** The machine's own tunnel leads nowhere else, and where all is inside of it, no other VPN leads to the practice. */
function narrowTunnelNotes(clinic: Clinic): readonly string[] {
  const { workstations, devices } = clinic;
  const own = devices?.machine?.address;
  if (own === undefined || workstations === undefined) return [];
  const isOwn = workstations.tunnel.endpoints.every(({ address }) => address === own);
  const allInside = isAllInside(clinic);
  const where = `docs/guides/devices.md, "With the kill switch"`;
  if (isOwn && allInside) {
    return [
      `stillroom:workstations names the machine's own tunnel (${own}), which leads to the machine alone: computers with this kill switch meet, write and make appointments there, and reach no other site and no mail server. ${where}, says whom that suits.`,
    ];
  }
  if (isOwn) {
    return [
      `stillroom:workstations names the machine's own tunnel (${own}), which leads to the machine alone: computers with this kill switch reach SSH there and nothing else, no call, no page and no name. Name another VPN for everybody who meets or writes; ${where}, says whom this one suits.`,
    ];
  }
  if (allInside) {
    return [
      `stillroom:workstations names another VPN than the machine's own tunnel, inside which everything of the practice is: computers with this kill switch let nothing out by that tunnel, and so reach no call and no page. Name the machine's own tunnel (${own}), or leave the kill switch off those computers; ${where}, says more.`,
    ];
  }
  return [];
}

/** How the kernel, systemd (systemd.net-naming-scheme(7)) and NetworkManager name cards of kinds that the kill switch on Linux lets nothing out by. */
const OTHER_KIND =
  /^(?:(?:gre|gretap|erspan|ip6?_?vti|vti|ip6?tnl|tunl|sit|bond|team|br|bridge|vlan|eth|wlan)\d|(?:en|wl|ww)[opsx][0-9a-f])|\.\d+$/;

function otherKindNotes({ workstations }: Clinic): readonly string[] {
  const name = workstations?.tunnel.interface;
  if (name === undefined || !OTHER_KIND.test(name)) return [];
  return [
    `stillroom:workstations.tunnel.interface is ${name}, which is how network cards, VLANs, bridges, bonds or tunnels such as GRE and VTI are named: computers with Linux let nothing out by one of those. Name the VPN's own interface, as \`ip link\` shows it while the VPN is up; docs/guides/workstations.md says which kinds fit.`,
  ];
}
