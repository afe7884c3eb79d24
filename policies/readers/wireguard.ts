import type { Breach } from "../rule.ts";
import type { Reading, Source } from "../reading.ts";

/** What wg-quick(8) sets up: one tunnel and who is at its other ends. */
export interface Wireguard {
  readonly settings: readonly WireguardSetting[];
}

export interface WireguardSetting {
  readonly section: "interface" | "peer";
  /** In lower case: keys may be written in any. */
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

/** Keys that only say who and where (wg(8), "CONFIGURATION FILE FORMAT"; wg-quick(8), "CONFIGURATION"). */
const KNOWN: Readonly<Record<WireguardSetting["section"], ReadonlySet<string>>> = {
  interface: new Set(["privatekey", "listenport", "fwmark", "address", "mtu"]),
  peer: new Set(["publickey", "presharedkey", "allowedips", "endpoint", "persistentkeepalive"]),
};

/**
 * wg-quick(8), wireguard-tools 1.0.20210914: sections in brackets, `Key = value`, `#` starts a comment anywhere. Other keys run
 * programs, change routes or name resolvers: what comes of them can't be told.
 */
export function readWireguard(source: Source): Reading<Wireguard> {
  const doubts: Breach[] = [];
  const settings: WireguardSetting[] = [];
  let section: WireguardSetting["section"] | undefined;
  for (const [index, text] of source.text.split("\n").entries()) {
    const line = index + 1;
    const trimmed = text.replace(/#.*$/, "").trim();
    if (trimmed === "") continue;
    const heading = /^\[(interface|peer)\]$/i.exec(trimmed)?.[1]?.toLowerCase();
    const assignment = /^([A-Za-z]+)[ \t]*=[ \t]*(.*)$/.exec(trimmed);
    const key = assignment?.[1]?.toLowerCase() ?? "";
    if (heading === "interface" || heading === "peer") section = heading;
    else if (section === undefined || assignment === null || !KNOWN[section].has(key))
      doubts.push({
        where: source.path,
        line,
        what: `${JSON.stringify(trimmed.slice(0, 60))} is not understood, so what the tunnel does can't be told.`,
      });
    else settings.push({ section, key, value: assignment[2] ?? "", line });
  }
  return { value: { settings }, doubts };
}
