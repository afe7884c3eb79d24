import { appended, replaced } from "../breaking.ts";
import { ENTRY } from "../configuration.ts";
import { differs, equals, originIn, unmet, type Demand } from "../demands.ts";
import { placeOf, serverFor } from "../readers/nginx-request.ts";
import { modulesOf } from "../readers/prosody.ts";
import { at, isMap, shown, stringsOf, type Plain } from "../reading.ts";
import type { Breach, Rule } from "../rule.ts";

/** element-hq/synapse schema/synapse-config.schema.yaml, v1.157.1. An absent whitelist means every server there is. */
const SYNAPSE: readonly Demand[] = [
  equals("federation_domain_whitelist", [], "every other server could join rooms and ask for names."),
  equals("trusted_key_servers", [], "another server would be asked for keys."),
  differs("allow_public_rooms_over_federation", true, "other servers could list rooms."),
  differs("allow_profile_lookup_over_federation", true, "other servers could ask who has an account."),
  differs("allow_device_name_lookup_over_federation", true, "other servers could ask for device names."),
  differs("serve_server_wellknown", true, "other servers would be told how to reach this one."),
];

/** No other server speaks with ours, neither over Matrix nor over XMPP. */
export const federationClosed: Rule = {
  id: "federation-closed",
  title: "No other server can speak with this one, over Matrix or XMPP.",
  severity: "high",
  serves: "Confidentiality: HIPAA 45 CFR 164.312(e)(1), GDPR art. 5(1)(f) and 25(2).",
  mend: "Leave templates/synapse, templates/prosody and templates/nginx as they are.",
  looksAt:
    "Synapse's listeners and white list, what nginx passes on to it, Prosody's modules for other servers, and what the packet filter lets in.",
  check: (release, configuration) => [
    ...synapseBreaches(configuration),
    ...prosodyBreaches(configuration),
    ...webBreaches(release, configuration),
    ...release.ports
      .filter(({ from, to }) => FEDERATION_PORTS.some((port) => from <= port && port <= to))
      .map(({ purpose }) => ({
        where: "the ports of the release",
        what: `A port for other servers is declared (${purpose}).`,
      })),
  ],
  breaks: [
    {
      how: "the whitelist is left out, which means every server",
      apply: (release) => replaced(release, ENTRY.synapse, "federation_domain_whitelist: []", ""),
    },
    {
      how: "Synapse's listener serves federation too",
      apply: (release) => replaced(release, ENTRY.synapse, "names: [client]", "names: [client, federation]"),
    },
    {
      how: "Synapse listens on every interface",
      apply: (release) => replaced(release, ENTRY.synapse, 'bind_addresses: ["127.0.0.1"]', 'bind_addresses: ["::"]'),
    },
    {
      how: "Prosody loads its server-to-server module on one host",
      apply: (release) => appended(release, ENTRY.prosody, 'VirtualHost "meet.internal"\n modules_enabled { "s2s" }'),
    },
    {
      how: "Prosody no longer disables what it loads by itself",
      apply: (release) => replaced(release, ENTRY.prosody, '"s2s";', ""),
    },
  ],
};

/** Matrix server-server API v1.15, "Server discovery"; RFC 6120, 3.2.1. */
const FEDERATION_PORTS = [8448, 5269];
const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "::1"]);

type Configuration = Parameters<Rule["check"]>[1];

function synapseBreaches(configuration: Configuration): readonly Breach[] {
  const synapse = configuration.synapse();
  if (synapse === undefined) return [];
  const origin = originIn(ENTRY.synapse, configuration.file(ENTRY.synapse)?.text);
  return [...unmet(synapse, SYNAPSE, origin), ...listenerBreaches(at(synapse, "listeners"))];
}

/** Synapse's own default is a listener with federation on every interface, so the list must be there and whole. */
function listenerBreaches(listeners: Plain | undefined): readonly Breach[] {
  const say = (what: string): Breach => ({ where: ENTRY.synapse, what });
  if (!Array.isArray(listeners) || listeners.length === 0)
    return [say(`listeners is ${shown(listeners)}, no list of listeners.`)];
  return (listeners as readonly Plain[]).flatMap((listener): readonly Breach[] => {
    const breaches: Breach[] = [];
    const addresses = stringsOf(at(listener, "bind_addresses"));
    if (addresses === undefined || addresses.length === 0 || !addresses.every((address) => LOOPBACK.has(address))) {
      breaches.push(
        say(`A listener binds to ${shown(at(listener, "bind_addresses"))}; nginx alone may reach it, on loopback.`),
      );
    }
    if (at(listener, "type") !== "http") breaches.push(say(`A listener is of type ${shown(at(listener, "type"))}.`));
    const resources = at(listener, "resources");
    const names = Array.isArray(resources)
      ? (resources as readonly Plain[]).flatMap((resource) =>
          isMap(resource) ? (stringsOf(resource["names"]) ?? ["?"]) : ["?"],
        )
      : ["?"];
    const others = names.filter((name) => name !== "client");
    if (others.length > 0) breaches.push(say(`A listener serves ${others.join(", ")} beside the client API.`));
    return breaches;
  });
}

function prosodyBreaches(configuration: Configuration): readonly Breach[] {
  const prosody = configuration.prosody();
  return [...prosody.hosts.values()].flatMap((host): readonly Breach[] => {
    const modules = modulesOf(prosody, host);
    return ["s2s", "dialback", "s2s_bidi"]
      .filter((module) => modules.has(module))
      .map((module) => ({
        where: ENTRY.prosody,
        what: `On ${host.name} the module ${module} is loaded, which speaks with other servers.`,
      }));
  });
}

function webBreaches(release: Parameters<Rule["check"]>[0], configuration: Configuration): readonly Breach[] {
  if (configuration.synapse() === undefined) return [];
  const name = release.subject.names.homeserver;
  const server = serverFor(configuration.nginx(), name);
  if (server === undefined) return [];
  return ["/_matrix/federation/v1/version", "/_matrix/key/v2/server", "/_matrix/federation/v1/openid/userinfo"].flatMap(
    (path): readonly Breach[] => {
      const place = placeOf(server, path);
      const proxy = place?.levels.at(-1)?.find((directive) => directive.name === "proxy_pass");
      if (place !== undefined && proxy === undefined) return [];
      return [
        {
          where: proxy?.path ?? ENTRY.nginx,
          ...(proxy === undefined ? {} : { line: proxy.line }),
          what: `https://${name}${path} reaches Synapse from outside.`,
        },
      ];
    },
  );
}
