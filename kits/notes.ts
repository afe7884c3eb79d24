import type { Clinic } from "../clinic/clinic.ts";
import type { KitPractice } from "./part.ts";

/** What whoever makes a kit should know before they hand it over, each a full sentence. */
export function kitNotes({ clinic, law, verdict }: KitPractice): readonly string[] {
  return [
    ...brokenNotes(verdict.findings.map(({ rule }) => rule)),
    ...blankNotes(clinic, law.profession === undefined),
    ...narrowTunnelNotes(clinic),
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

/** The machine's own tunnel leads nowhere else: a computer that may use nothing but that one can only look after the machine. */
function narrowTunnelNotes({ workstations, devices }: Clinic): readonly string[] {
  const own = devices?.machine?.address;
  if (own === undefined || !workstations?.tunnel.endpoints.every(({ address }) => address === own)) return [];
  return [
    `stillroom:workstations names the machine's own tunnel (${own}), which leads to the machine alone: computers with this kill switch reach SSH there and nothing else, no call, no page and no name. Name another VPN for everybody who meets or writes; docs/guides/devices.md, "With the kill switch", says whom this one suits.`,
  ];
}
