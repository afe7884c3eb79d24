import { appended, replaced } from "../breaking.ts";
import { ENTRY } from "../configuration.ts";
import { contains, rangeOf, type AddressRange, type Family } from "../readers/address-range.ts";
import { coturnOptions, coturnSwitch, type Coturn } from "../readers/coturn.ts";
import type { Breach, Rule } from "../rule.ts";

/** The relay leads to the videobridge on its own machine, and never into the machine or out of it. */
export const relayClosed: Rule = {
  id: "relay-closed",
  title: "The relay takes only credentials of a meeting, and leads to this machine's own address and nowhere else.",
  severity: "high",
  serves:
    "Access control: HIPAA 45 CFR 164.312(a), GDPR art. 32(1)(b); an open relay hides strangers behind the practice.",
  mend: "Leave templates/coturn as it is.",
  looksAt: "coturn's options: who is let in, and to which addresses it relays.",
  check: (_release, configuration) => {
    const coturn = configuration.coturn();
    const say = (what: string, line?: number): Breach => ({
      where: ENTRY.coturn,
      ...(line === undefined ? {} : { line }),
      what,
    });
    const missing = NEEDED.filter((name) => !coturnSwitch(coturn, name)).map((name) => say(`${name} is not set.`));
    const harmful = HARMFUL.flatMap((name) => coturnOptions(coturn, name))
      .filter(({ value }) => !/^(?:0|f|n|of)/i.test(value))
      .map(({ name, line }) =>
        say(`${name} is set, which lets people in without a meeting or leads them elsewhere.`, line),
      );
    const allowed = coturnOptions(coturn, "allowed-peer-ip")
      .filter(({ value }) => !OWN.has(value))
      .map(({ value, line }) => say(`The relay may lead to ${value}, which is not this machine's own address.`, line));
    const open = ([4, 6] as const)
      .filter((family) => !deniesAll(coturn, family))
      .map((family) => say(`Not every IPv${family} address is denied (denied-peer-ip), so the relay leads elsewhere.`));
    return [...missing, ...harmful, ...allowed, ...open];
  },
  breaks: [
    {
      how: "one address more may be relayed to",
      apply: (release) => appended(release, ENTRY.coturn, "allowed-peer-ip=10.0.0.1"),
    },
    {
      how: "the last of all IPv6 addresses is no longer denied",
      apply: (release) => replaced(release, ENTRY.coturn, "denied-peer-ip=::-ffff:", "denied-peer-ip=::-fffe:"),
    },
    {
      how: "a fixed account is let in beside",
      apply: (release) => appended(release, ENTRY.coturn, "lt-cred-mech\nuser=guest:guest"),
    },
    {
      how: "programs on the machine's loopback may be reached",
      apply: (release) => appended(release, ENTRY.coturn, "allow-loopback-peers"),
    },
    {
      how: "nobody is asked for a credential",
      apply: (release) => replaced(release, ENTRY.coturn, "use-auth-secret", "no-auth"),
    },
  ],
};

/** turnserver(1), coturn 4.6.1. */
const NEEDED = ["use-auth-secret", "no-multicast-peers", "no-tcp-relay", "no-cli"];
const HARMFUL = [
  "no-auth",
  "lt-cred-mech",
  "user",
  "userdb",
  "allow-loopback-peers",
  "oauth",
  "web-admin",
  "alternate-server",
  "server-relay",
];
const OWN: ReadonlySet<string> = new Set(["@@fact:address4@@", "@@fact:address6@@"]);

/** turnserver(1), denied-peer-ip: an address, a range `first-last`, or a network. */
function deniesAll(coturn: Coturn, family: Family): boolean {
  const all = rangeOf(family === 4 ? "0.0.0.0/0" : "::/0");
  return coturnOptions(coturn, "denied-peer-ip").some(({ value }) => {
    const [first = "", last] = value.split("-");
    const from = rangeOf(first);
    const to = last === undefined ? from : rangeOf(last);
    if (all === undefined || from?.family !== family || to?.family !== family) return false;
    const denied: AddressRange = { family, low: from.low, high: to.high };
    return contains(denied, all);
  });
}
