import { CERTIFICATE } from "../../services/certificates.ts";
import type { Release } from "../../render/release.ts";
import { appended, replaced } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import { coturnOptions, coturnSwitch } from "../readers/coturn.ts";
import { everyDirective, type Directive } from "../readers/nginx.ts";
import { headersAt, inForce, listensOf, namesOf, serverFor, serversOf, type Server } from "../readers/nginx-request.ts";
import { optionOf } from "../readers/prosody.ts";
import { shown, stringsOf } from "../reading.ts";
import type { Breach, Rule } from "../rule.ts";

const PROTOCOLS: ReadonlySet<string> = new Set(["TLSv1.2", "TLSv1.3"]);
const HALF_A_YEAR = 15_552_000;

/** Nothing is said in clear on the way, and nobody can be talked out of that. */
export const tls: Rule = {
  id: "tls",
  title: "Everything travels under TLS 1.2 or newer with forward secrecy, and browsers are told to insist on it.",
  severity: "high",
  serves: "Transmission security: HIPAA 45 CFR 164.312(e), GDPR art. 32(1)(a); Mozilla Server Side TLS, intermediate.",
  mend: "Leave templates/nginx, templates/coturn and templates/prosody as they are.",
  looksAt:
    "nginx's servers and their protocols, ciphers and headers, and the certificates that nginx, coturn and Prosody use.",
  check: (release, configuration) => [
    ...webBreaches(release, configuration),
    ...relayBreaches(configuration),
    ...signallingBreaches(configuration),
  ],
  breaks: [
    {
      how: "one server speaks TLS 1.1 again",
      apply: (release) =>
        replaced(
          release,
          ENTRY.nginx,
          "root /usr/share/jitsi-meet;",
          "root /usr/share/jitsi-meet; ssl_protocols TLSv1.1 TLSv1.2;",
        ),
    },
    {
      how: "a cipher without forward secrecy is allowed",
      apply: (release) => replaced(release, ENTRY.nginx, "ssl_ciphers ", "ssl_ciphers AES128-GCM-SHA256:"),
    },
    {
      how: "one location adds a header and so loses the one that insists on TLS",
      apply: (release) =>
        replaced(release, ENTRY.nginx, "expires 1h;", 'expires 1h; add_header Cache-Control "public";'),
    },
    {
      how: "pages are served in clear beside the redirect",
      apply: (release) =>
        replaced(release, ENTRY.nginx, "return 301 https://$host$request_uri;", "root /usr/share/jitsi-meet;"),
    },
    {
      how: "names that are not ours get our certificate",
      apply: (release) => replaced(release, ENTRY.nginx, "ssl_reject_handshake on;", "return 404;"),
    },
    {
      how: "a host has Prosody's HTTP server listen everywhere",
      apply: (release) => appended(release, ENTRY.prosody, 'http_interfaces = { "*" }'),
    },
    { how: "coturn speaks TLS 1.0", apply: (release) => replaced(release, ENTRY.coturn, /^no-tlsv1$/m, "") },
    { how: "coturn's switch says no", apply: (release) => appended(release, ENTRY.coturn, "no-tlsv1_1=0") },
    {
      how: "Prosody listens on every interface",
      apply: (release) => appended(release, ENTRY.prosody, 'VirtualHost "meet.internal" { }\nc2s_interfaces = { "*" }'),
    },
  ],
};

function webBreaches(release: Release, configuration: Configuration): readonly Breach[] {
  const nginx = configuration.nginx();
  const { video, messaging, homeserver } = release.subject.names;
  const named = configuration.synapse() === undefined ? [video] : [video, messaging, homeserver];
  const missing = named
    .filter((name) => serverFor(nginx, name) === undefined)
    .map((name) => ({ where: ENTRY.nginx, what: `No TLS server answers under ${name}.` }));
  const servers = serversOf(nginx);
  const secure = servers.filter((server) => listensOf(server).some(({ tls: speaks }) => speaks));
  const open = servers.filter(
    (server) => listensOf(server).length === 0 || listensOf(server).some(({ tls: speaks }) => !speaks),
  );
  return [...missing, ...secure.flatMap(secureBreaches), ...strangerBreaches(secure), ...open.flatMap(openBreaches)];
}

function secureBreaches(server: Server): readonly Breach[] {
  const levels = [...server.levels, server.directive.block ?? []];
  const place = { where: server.directive.path, line: server.directive.line };
  const name = namesOf(server).join(" ");
  if (rejects(server)) return [];
  const breaches: Breach[] = [];
  const protocols = inForce(levels, "ssl_protocols")[0];
  const old = (protocols?.args ?? ["TLSv1"]).filter((protocol) => !PROTOCOLS.has(protocol));
  if (old.length > 0)
    breaches.push({
      ...(protocols === undefined ? place : placed(protocols)),
      what: `The server ${name} speaks ${old.join(", ")}.`,
    });
  const ciphers = inForce(levels, "ssl_ciphers")[0];
  const weak = (ciphers?.args[0] ?? "the program's own list")
    .split(":")
    .filter((cipher) => !/^ECDHE-(?:ECDSA|RSA)-(?:AES\d+-GCM-SHA\d+|CHACHA20-POLY1305)$/.test(cipher));
  if (weak.length > 0)
    breaches.push({
      ...(ciphers === undefined ? place : placed(ciphers)),
      what: `The server ${name} allows ${weak.join(", ")}.`,
    });
  const expected = { ssl_certificate: CERTIFICATE.chain, ssl_certificate_key: CERTIFICATE.key };
  for (const [key, path] of Object.entries(expected)) {
    const found = inForce(levels, key);
    if (found.length === 1 && found[0]?.args[0] === path) continue;
    breaches.push({
      ...place,
      what: `The server ${name} has ${found.map(({ args }) => args.join(" ")).join(", ") || "nothing"} as ${key}, not ${path}.`,
    });
  }
  return [...breaches, ...insistenceBreaches(server, name)];
}

/** RFC 6797: at the server and at each of its locations, since a header of its own takes away those from above. */
function insistenceBreaches(server: Server, name: string): readonly Breach[] {
  const top = [...server.levels, server.directive.block ?? []];
  const places = [{ directive: server.directive, levels: top }];
  for (const { directive, chain } of everyDirective(server.directive.block ?? [])) {
    if (directive.block === undefined || directive.name !== "location") continue;
    places.push({ directive, levels: [...top, ...chain.map((outer) => outer.block ?? []), directive.block] });
  }
  return places.flatMap(({ directive, levels }) => {
    const headers = headersAt({ location: undefined, levels }).get("strict-transport-security") ?? [];
    const age = /max-age="?(\d+)/i.exec(headers[0]?.args[1] ?? "")?.[1];
    if (headers.length === 1 && Number(age) >= HALF_A_YEAR && headers[0]?.args[2] === "always") return [];
    const where =
      directive.name === "server" ? `The server ${name}` : `The location ${directive.args.join(" ")} of ${name}`;
    return [
      {
        ...placed(directive),
        what: `${where} does not tell browsers to insist on TLS (Strict-Transport-Security, always, half a year or longer).`,
      },
    ];
  });
}

/** Who asks for a name that is not ours, or for the bare address, must learn nothing, not even our certificate's names. */
function strangerBreaches(secure: readonly Server[]): readonly Breach[] {
  const fallback = secure.find((server) => listensAsDefault(server)) ?? secure[0];
  if (fallback === undefined || rejects(fallback)) return [];
  return [
    {
      where: fallback.directive.path,
      line: fallback.directive.line,
      what: "Names that are not ours are answered with our certificate, which lists our names.",
    },
  ];
}

function listensAsDefault(server: Server): boolean {
  return (server.directive.block ?? []).some(({ name, args }) => name === "listen" && args.includes("default_server"));
}

function rejects(server: Server): boolean {
  return (server.directive.block ?? []).some(({ name, args }) => name === "ssl_reject_handshake" && args[0] === "on");
}

/** In clear there is only the way to TLS, and what a certificate's issuer asks for (RFC 8555, 8.3). */
function openBreaches(server: Server): readonly Breach[] {
  const block = server.directive.block ?? [];
  const ends = (level: readonly Directive[]) =>
    level.some(({ name, args }) => name === "return" && (args[0] === "444" || /^https:\/\//.test(args[1] ?? "")));
  if (ends(block)) return [];
  const locations = block.filter(({ name }) => name === "location");
  const clear = locations.filter(
    ({ args, block: level }) => args.join(" ") !== "/.well-known/acme-challenge/" && !ends(level ?? []),
  );
  const all = locations.some(({ args }) => args.length === 1 && args[0] === "/");
  const found = all ? clear : [...clear, server.directive];
  return found.map((directive) => ({
    ...placed(directive),
    what: `The server ${namesOf(server).join(" ")} answers in clear with something else than the way to TLS.`,
  }));
}

function placed({ path, line }: Directive): { readonly where: string; readonly line: number } {
  return { where: path, line };
}

/** turnserver(1) of coturn 4.6.1: without these switches it speaks TLS 1.0 and 1.1. */
function relayBreaches(configuration: Configuration): readonly Breach[] {
  const coturn = configuration.coturn();
  const breaches: Breach[] = ["no-tlsv1", "no-tlsv1_1"]
    .filter((name) => !coturnSwitch(coturn, name))
    .map((name) => ({ where: ENTRY.coturn, what: `${name} is not set, so the relay speaks an old TLS.` }));
  for (const [name, path] of [
    ["cert", CERTIFICATE.chain],
    ["pkey", CERTIFICATE.key],
  ] as const) {
    const found = coturnOptions(coturn, name).at(-1)?.value;
    if (found !== path) breaches.push({ where: ENTRY.coturn, what: `${name} is ${found ?? "not set"}, not ${path}.` });
  }
  return breaches;
}

const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "::1"]);

/** Prosody speaks without TLS to nginx, Jicofo and the bridge, and so on loopback alone (core/portmanager.lua). */
function signallingBreaches(configuration: Configuration): readonly Breach[] {
  const prosody = configuration.prosody();
  const global = { name: "*", component: undefined, options: {} };
  return ["interfaces", "c2s_interfaces", "http_interfaces"].flatMap((name): readonly Breach[] => {
    const found = [global, ...prosody.hosts.values()].map((host) => optionOf(prosody, host, name));
    const bad = found.find((value) => {
      const interfaces = typeof value === "string" ? [value] : stringsOf(value);
      return (
        interfaces === undefined || interfaces.length === 0 || !interfaces.every((address) => LOOPBACK.has(address))
      );
    });
    const everywhere = found.every((value) => value !== undefined);
    if (bad === undefined && everywhere) return [];
    return [
      { where: ENTRY.prosody, what: `${name} is ${shown(bad)}, so Prosody could be reached in clear from outside.` },
    ];
  });
}
