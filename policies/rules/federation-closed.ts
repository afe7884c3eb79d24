import type { Release } from "../../render/release.ts";
import { appended, replaced } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import { absent, equals, only, placeIn, unmet, type Demand, type Origin } from "../demands.ts";
import { answerOf, placeOf, serversFor, socketsOf } from "../readers/nginx/request.ts";
import { modulesOf, placeOfModule } from "../readers/prosody/prosody.ts";
import { reachingSynapse } from "../readers/synapse/reach.ts";
import { isMap, shown, stringsOf, type Plain } from "../reading.ts";
import type { Breach, Rule } from "../rule.ts";

/**
 * element-hq/synapse schema/synapse-config.schema.yaml, v1.157.1, and synapse/config/*.py of 1.163.2 for what it no longer documents. An
 * absent whitelist means every server there is.
 */
const SYNAPSE: readonly Demand[] = [
  equals("federation_domain_whitelist", [], "every other server could join rooms and ask for names."),
  equals("trusted_key_servers", [], "another server would be asked for keys."),
  absent("perspectives", "it is an old name for servers that are asked for keys."),
  equals("allow_profile_lookup_over_federation", false, "other servers could ask who has an account."),
  only("allow_public_rooms_over_federation", false, "other servers could list rooms."),
  only("allow_device_name_lookup_over_federation", false, "other servers could ask for device names."),
  only("federation_whitelist_endpoint_enabled", false, "people would be told of other servers."),
  only("federation_verify_certificates", true, "another server could be anybody."),
  only("federation_certificate_verification_whitelist", [], "another server could be anybody."),
  only("federation_custom_ca_list", [], "other servers would be trusted by a certificate of one's own."),
  only("serve_server_wellknown", false, "other servers would be told how to reach this one."),
  ...["bind_port", "unsecure_port", "bind_host", "metrics_port", "metrics_bind_host", "manhole"].map((key) =>
    absent(key, "it is an old way to open a listener, which serves federation or more."),
  ),
  only("send_federation", false, "it sends to other servers."),
];

/** No other server speaks with ours, neither over Matrix nor over XMPP. */
export const federationClosed: Rule = {
  id: "federation-closed",
  title: "No other server can speak with this one, over Matrix or XMPP.",
  severity: "high",
  serves: "Confidentiality: HIPAA 45 CFR 164.312(e)(1), GDPR art. 5(1)(f) and 25(2).",
  mend: "Put templates/synapse, templates/prosody and templates/nginx back as they are in the repository (`git diff templates/synapse templates/prosody templates/nginx` shows what changed).",
  looksAt:
    "Synapse's listeners and white list, what nginx hands on to it and where it listens, Prosody's modules for other servers, and the ports that are declared.",
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

function synapseBreaches(configuration: Configuration): readonly Breach[] {
  const synapse = configuration.synapse();
  if (synapse === undefined) return [];
  const origin = configuration.synapseOrigin();
  return [...unmet(synapse, SYNAPSE, origin), ...listenerBreaches(synapse, origin)];
}

/** What a listener of ours says; anything else may serve more than clients. */
const LISTENER = new Set([
  "port",
  "type",
  "bind_addresses",
  "tls",
  "x_forwarded",
  "resources",
  "tag",
  "request_id_header",
]);

/** Synapse's own default is a listener with federation on every interface, so the list must be there and whole. */
function listenerBreaches(synapse: Plain, origin: Origin): readonly Breach[] {
  const say = (what: string): Breach => ({ ...placeIn(origin, ["listeners"]), what });
  const listeners = isMap(synapse) ? synapse["listeners"] : undefined;
  if (!Array.isArray(listeners) || listeners.length === 0)
    return [say(`listeners is ${shown(listeners)}, no list of listeners.`)];
  return (listeners as readonly Plain[]).flatMap((listener) =>
    isMap(listener)
      ? faultsOf(listener).map((what) => say(`A listener ${what}.`))
      : [say(`A listener is ${shown(listener)}, no settings of one.`)],
  );
}

function faultsOf(listener: { readonly [key: string]: Plain }): readonly string[] {
  const faults = Object.keys(listener)
    .filter((key) => !LISTENER.has(key))
    .map((key) => `has ${key}, by which it may serve more than clients`);
  const { bind_addresses: bound, type, tls } = listener;
  const addresses = stringsOf(bound);
  if (addresses === undefined || addresses.length === 0 || !addresses.every((address) => LOOPBACK.has(address)))
    faults.push(`binds to ${shown(bound)}; nginx alone may reach it, on loopback`);
  if (type !== "http") faults.push(`is of type ${shown(type)}, not "http"`);
  if (tls !== undefined && tls !== false) faults.push("speaks TLS itself, as one for other servers does");
  const names = resourcesOf(listener["resources"]);
  if (names === undefined) faults.push(`serves ${shown(listener["resources"])}, which is no list of resources`);
  const others = names?.filter((name) => name !== "client") ?? [];
  if (others.length > 0) faults.push(`serves ${others.join(", ")} beside the client API`);
  return faults;
}

/** Names of what a listener serves (synapse/config/server.py, KNOWN_RESOURCES); undefined where that can't be told. */
function resourcesOf(resources: Plain | undefined): readonly string[] | undefined {
  if (!Array.isArray(resources) || resources.length === 0) return undefined;
  const names: string[] = [];
  for (const resource of resources as readonly Plain[]) {
    const listed = isMap(resource) ? stringsOf(resource["names"]) : undefined;
    if (listed === undefined || listed.length === 0) return undefined;
    names.push(...listed);
  }
  return names;
}

/** Modules that speak with other servers and programs (modules/ of Prosody 13.0). */
const SPEAKING: ReadonlySet<string> = new Set([
  "s2s",
  "s2s_bidi",
  "dialback",
  "s2s_auth_dane_in",
  "server_contact_info",
  "component",
]);

function prosodyBreaches(configuration: Configuration): readonly Breach[] {
  const prosody = configuration.prosody();
  return [...prosody.hosts.values()].flatMap((host) =>
    [...modulesOf(prosody, host)]
      .filter((module) => SPEAKING.has(module))
      .map((module) => ({
        ...placeOfModule(prosody, host, module),
        what: `On ${host.name} the module ${module} is loaded, which speaks with other servers.`,
      })),
  );
}

/** Matrix server-server API v1.15. What is not below them, other servers have no use for. */
const FEDERATION = ["/_matrix/federation/", "/_matrix/key/", "/.well-known/matrix/server/"];

function webBreaches(release: Release, configuration: Configuration): readonly Breach[] {
  if (configuration.synapse() === undefined) return [];
  const name = release.subject.names.homeserver;
  const handing = reachingSynapse(configuration.nginx(), FEDERATION).map(({ path, line, name: directive, args }) => ({
    where: path,
    line,
    what: `${directive} ${args.join(" ")} can hand on requests of other servers to ${name}.`,
  }));
  const listening = socketsOf(configuration.nginx())
    .filter(({ port }) => FEDERATION_PORTS.includes(port))
    .map(({ port, fallback }) => ({
      where: fallback.directive.path,
      line: fallback.directive.line,
      what: `nginx listens on port ${port}, where other servers call.`,
    }));
  return [...handing, ...listening, ...invitingBreaches(release, configuration)];
}

/** Where another server asks for the way (Matrix server-server API v1.15, "Server discovery"). */
const DISCOVERY = "/.well-known/matrix/server";

function invitingBreaches(release: Release, configuration: Configuration): readonly Breach[] {
  const { homeserver } = release.subject.names;
  return serversFor(configuration.nginx(), homeserver).flatMap((server) => {
    const place = placeOf(server, DISCOVERY);
    if (place === undefined) return [];
    const answer = answerOf(place, server);
    if (answer.kind === "status" && answer.status >= 400) return [];
    return [
      {
        where: answer.directive.path,
        line: answer.directive.line,
        what: `https://${homeserver}${DISCOVERY} is answered, which can tell other servers how to reach this one.`,
      },
    ];
  });
}
