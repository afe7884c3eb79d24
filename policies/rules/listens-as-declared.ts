import { appended, replaced, withText } from "../breaking.ts";
import { ENTRY } from "../configuration.ts";
import { listenersOf, type Listener } from "../listeners.ts";
import type { Port } from "../../services/service.ts";
import type { Breach, Rule } from "../rule.ts";

/** What answers from outside is just what was declared: the packet filter is a second wall, not the first. */
export const listensAsDeclared: Rule = {
  id: "listens-as-declared",
  title: "Programs listen to the outside on exactly the declared ports, over both address families.",
  severity: "high",
  serves: "Access control and data protection by default: HIPAA 45 CFR 164.312(a), GDPR art. 25(2) and 32.",
  mend: "Let the program listen on 127.0.0.1, or declare the port in its service in services/.",
  looksAt:
    "The addresses and ports in nginx's, sshd's, coturn's, the videobridge's, Jicofo's, Prosody's, Synapse's, PostgreSQL's, chrony's, systemd-resolved's, dnsmasq's and WireGuard's configuration, held against the ports that services declare.",
  check: (release, configuration) => {
    const listening = listenersOf(release, configuration);
    const undeclared = listening
      .filter((listener) => !release.ports.some((port) => isHeardBy(port, listener)))
      .map(undeclaredBreach);
    const unheard = release.ports.flatMap((port): readonly Breach[] => {
      const heard = new Set(
        listening.filter((one) => isHeardBy(port, one)).map((one) => `${one.port} over IPv${one.family}`),
      );
      if (heard.size === 2 * (port.to - port.from + 1)) return [];
      const found = heard.size === 0 ? "nowhere" : `only on port ${[...heard].join(" and ")}`;
      return [
        {
          where: `${ENTRY.firewall}rules.v4`,
          what: `${port.protocol} port ${port.from} (${port.purpose}) is open over IPv4 and IPv6, but programs listen ${found}.`,
          mend: "Take the port out of its service in services/, or let the program listen there again.",
        },
      ];
    });
    return [...undeclared, ...unheard];
  },
  breaks: [
    {
      how: "Prosody takes clients on every address",
      apply: (release) =>
        replaced(release, ENTRY.prosody, 'c2s_interfaces = { "127.0.0.1" }', 'c2s_interfaces = { "*" }'),
    },
    {
      how: "the chat server listens on every address, since none is named",
      apply: (release) => replaced(release, ENTRY.synapse, 'bind_addresses: ["127.0.0.1"]', "bind_addresses: []"),
    },
    {
      how: "nginx serves pages over IPv4 alone",
      apply: (release) => withText(release, ENTRY.nginx, (text) => text.replaceAll(/^ *listen \[::\]:443 .*$/gm, "")),
    },
    {
      how: "the relay also listens for DTLS",
      apply: (release) => replaced(release, ENTRY.coturn, /^no-dtls$/m, "# no-dtls"),
    },
    {
      how: "sshd listens on another port than the one that is open",
      apply: (release) => appended(release, "/etc/ssh/sshd_config.d/00-stillroom.conf", "Port 2022"),
    },
  ],
};

/** The accounts for which services declare ports, by the program that each runs; every other program answers its own machine alone. */
const ACCOUNTS: Readonly<Record<string, string>> = {
  nginx: "www-data",
  sshd: "root",
  coturn: "turnserver",
  "the videobridge": "jvb",
  WireGuard: "root",
  dnsmasq: "dnsmasq",
};

function isHeardBy({ protocol, from, to, account }: Port, listener: Listener): boolean {
  if (account !== ACCOUNTS[listener.program] || protocol !== listener.protocol) return false;
  return from <= listener.port && listener.port <= to;
}

function undeclaredBreach({ program, protocol, family, port, where, line }: Listener): Breach {
  return {
    where,
    ...(line === undefined ? {} : { line }),
    what: `Over IPv${family}, ${program} listens to the outside on ${protocol} port ${port}, which no service declares.`,
  };
}
