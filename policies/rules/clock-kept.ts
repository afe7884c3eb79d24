import type { Release } from "../../render/release.ts";
import { appended, replaced, withText } from "../breaking.ts";
import type { SettingLine } from "../readers/small-programs.ts";
import type { Breach, Rule } from "../rule.ts";

const CHRONY = "/etc/chrony/chrony.conf";

/** Tokens, certificates and logs are worth as much as the time that they are held against. */
export const clockKept: Rule = {
  id: "clock-kept",
  title: "The machine's clock follows servers that can prove who they are, and answers nobody.",
  severity: "high",
  serves: "Integrity of records and access: HIPAA 45 CFR 164.312(b) and (c)(1), GDPR art. 32(1)(b).",
  mend: "Put templates/time back as it is in the repository (`git diff templates/time` shows what changed).",
  looksAt: "The servers that chrony asks, how it asks and believes them, and whom it answers.",
  check: (release, configuration) => {
    const lines = configuration.smallPrograms().filter(({ program }) => program === "chrony");
    const servers = lines.filter(({ key }) => key === "server");
    return [...serverBreaches(release, servers), ...demandBreaches(lines, servers.length)];
  },
  breaks: [
    {
      how: "every server is asked only once somebody says so",
      apply: (release) => withText(release, CHRONY, (text) => text.replace(/ iburst/g, " offline")),
    },
    {
      how: "a server is believed against all others",
      apply: (release) => replaced(release, CHRONY, " iburst", " iburst trust"),
    },
    {
      how: "a server outside the provider's network does not prove who it is",
      apply: (release) => appended(release, CHRONY, "server ptbtime1.ptb.de iburst"),
    },
    {
      how: "the clock is never put right at once",
      apply: (release) => replaced(release, CHRONY, /^makestep.*\n/m, ""),
    },
    {
      how: "more servers must agree than are asked",
      apply: (release) => appended(release, CHRONY, "minsources 9"),
    },
  ],
};

/** Servers whose answers never leave the provider's own network, so that nobody stands between (Hetzner's wiki, "NTP"; AWS, "Amazon Time Sync Service"). */
const INSIDE: Readonly<Record<Release["subject"]["machine"]["provider"], readonly string[]>> = {
  hetzner: ["ntp1.hetzner.de", "ntp2.hetzner.com", "ntp3.hetzner.net"],
  aws: ["169.254.169.123"],
  existing: [],
};

function serverBreaches({ subject }: Release, servers: readonly SettingLine[]): readonly Breach[] {
  const breaches = servers.flatMap((line): readonly Breach[] => {
    const [host = "", ...words] = line.value.toLowerCase().split(/\s+/);
    const odd = words.join(" ").replace(PLAIN, "").trim();
    const proved = words.includes("nts") || INSIDE[subject.clinic.machine.provider].includes(host);
    return [
      ...(odd === ""
        ? []
        : [at(line, `The server ${host} is said to be "${odd}", so whether and how it is believed can't be told.`)]),
      ...(proved
        ? []
        : [at(line, `The server ${host} is asked without nts (RFC 8915): anybody on the way can set the clock.`)]),
    ];
  });
  if (servers.length === 0)
    return [{ where: CHRONY, what: "No server is named, so nothing keeps the machine's clock." }];
  return breaches;
}

/** chrony.conf(5), 4.3 and 4.6, "server": what leaves it one that is asked, between each 16 seconds and about each hour, and believed like any other. */
const PLAIN = /(?<=^| )(?:iburst|burst|nts|prefer|xleave|minpoll (?:[4-9]|10)|maxpoll (?:[6-9]|1[0-2]))(?= |$)/g;

/** What must be said, since chrony's own default is another; the last line counts (chrony.conf(5), "DESCRIPTION"). */
function demandBreaches(lines: readonly SettingLine[], servers: number): readonly Breach[] {
  const last = (name: string) => lines.findLast(({ key }) => key === name);
  const demands: readonly (readonly [string, (value: string | undefined) => boolean, string])[] = [
    ["port", (value) => value === "0", "the clock could answer others"],
    ["cmdport", (value) => value === "0", "any account of the machine may ask whom it asks"],
    ["makestep", (value) => stepsSoon(value ?? ""), "a clock that is far off takes days until it is right"],
    [
      "minsources",
      (value) => servers === 0 || Number(value ?? "1") <= servers,
      "with fewer servers the clock is never set",
    ],
  ];
  return demands
    .filter(([key, good]) => !good(last(key)?.value))
    .map(([key, , why]) => {
      const found = last(key);
      const what = `${key} is ${found?.value ?? "not set"}: ${why}.`;
      return found === undefined ? { where: CHRONY, what } : at(found, what);
    });
}

/** chrony.conf(5), `makestep threshold limit`: seconds, and how many updates it is for; below 0 it is for all. */
function stepsSoon(value: string): boolean {
  const [threshold = 0, limit = 0, ...more] = value.split(/\s+/).map(Number);
  return more.length === 0 && threshold > 0 && threshold <= 10 && Number.isInteger(limit) && limit !== 0;
}

function at({ path, line }: SettingLine, what: string): Breach {
  return { where: path, line, what };
}
