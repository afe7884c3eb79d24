import { ACME_WEBROOT, CERTIFICATE } from "../../services/certificates.ts";
import type { Release } from "../../render/release.ts";
import { appended, replaced } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import { coturnOptions, coturnSwitch, type Coturn } from "../readers/coturn.ts";
import { placed, type Directive } from "../readers/nginx/nginx.ts";
import {
  answerOf,
  foldersOf,
  headersAt,
  inForce,
  isOn,
  namesOf,
  placesOf,
  rejects,
  serverFor,
  serversFor,
  socketsOf,
  tellsNothing,
  type Place,
  type Server,
  type Socket,
} from "../readers/nginx/request.ts";
import { secondsIn } from "../readers/nginx/time.ts";
import { listOf } from "../readers/systemd/systemd.ts";
import { unitOf } from "../readers/systemd/units.ts";
import { shown, stringsOf, type Plain } from "../reading.ts";
import type { Breach, Rule } from "../rule.ts";

const PROTOCOLS: ReadonlySet<string> = new Set(["tlsv1.2", "tlsv1.3"]);
const HALF_A_YEAR = 15_552_000;
/** Mozilla Server Side TLS, intermediate: a day, in seconds. */
const LONGEST_SESSION = 86_400;

/** Nothing is said in clear on the way, and nobody can be talked out of that. */
export const tls: Rule = {
  id: "tls",
  title: "Everything travels under TLS 1.2 or newer with forward secrecy, and browsers are told to insist on it.",
  severity: "high",
  serves: "Transmission security: HIPAA 45 CFR 164.312(e), GDPR art. 32(1)(a); Mozilla Server Side TLS, intermediate.",
  mend: "Put templates/nginx, templates/coturn, templates/prosody and templates/certificates back as they are in the repository (`git diff templates` shows what changed).",
  looksAt:
    "nginx's servers and their protocols, ciphers and headers, the certificates that nginx, coturn and Prosody use, and what renews and trusts them.",
  check: (release, configuration) => [
    ...webBreaches(release, configuration),
    ...relayBreaches(configuration),
    ...signallingBreaches(configuration),
    ...renewalBreaches(release),
    ...givenBreaches(release),
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
  const { video, messaging, homeserver, desk } = release.subject.names;
  const named = [
    video,
    ...(configuration.synapse() === undefined ? [] : [messaging, homeserver]),
    ...(release.subject.clinic.desk.enabled ? [desk] : []),
  ];
  const missing = named
    .filter((name) => serverFor(nginx, name) === undefined)
    .map((name) => ({ where: ENTRY.nginx, what: `No TLS server answers under ${name}.` }));
  // Programs behind nginx that answer with secrets.
  const passing = named.filter((name) => name === homeserver || name === desk);
  const sockets = socketsOf(nginx);
  const own = new Set<string>(Object.values(release.subject.names).map(String));
  return [
    ...missing,
    ...serversOn(sockets.filter((socket) => socket.tls)).flatMap(secureBreaches),
    ...sockets.filter((socket) => socket.tls).flatMap(strangerBreaches),
    ...sockets.filter((socket) => !socket.tls).flatMap(clearStrangerBreaches),
    ...passing.flatMap((name) => serversFor(nginx, name)).flatMap(lengthBreaches),
    ...serversOn(sockets.filter((socket) => !socket.tls)).flatMap((server) => clearBreaches(server, own)),
  ];
}

/** Each server once, though it listens on several sockets. */
function serversOn(sockets: readonly Socket[]): readonly Server[] {
  return [...new Set(sockets.flatMap(({ servers }) => servers))];
}

function called(server: Server): string {
  return namesOf(server).join(" ") || "without a name";
}

/**
 * A server that answers for unknown names can decide the version for those beside it (ngx_http_ssl_module, `ssl_protocols`: "the
 * value from the default server can be used"), so each is looked at, also one that refuses every handshake.
 */
function secureBreaches(server: Server): readonly Breach[] {
  const levels = [...server.levels, server.directive.block ?? []];
  const breaches = [...strengthBreaches(server, levels), ...pastBreaches(server, levels)];
  if (rejects(server)) return breaches;
  const expected = { ssl_certificate: CERTIFICATE.chain, ssl_certificate_key: CERTIFICATE.key };
  for (const [key, path] of Object.entries(expected)) {
    const found = inForce(levels, key);
    if (found.length === 1 && found[0]?.args[0] === path) continue;
    breaches.push({
      ...placed(found[0] ?? server.directive),
      what: `The server ${called(server)} has ${found.map(({ args }) => args.join(" ")).join(", ") || "nothing"} as ${key}, not ${path}.`,
    });
  }
  return [...breaches, ...insistenceBreaches(server)];
}

type Levels = Server["levels"];

/** Mozilla Server Side TLS, intermediate, without its finite-field ciphers. */
const CIPHER = /^ECDHE-(?:ECDSA|RSA)-(?:AES\d+-GCM-SHA\d+|CHACHA20-POLY1305)$/;
/** OpenSSL's names of them, SSL_CTX_set1_groups_list(3); `auto` leaves it to OpenSSL (ngx_http_ssl_module). */
const CURVE = /^(?:auto|X25519|X25519MLKEM768|prime256v1|P-256|secp384r1|P-384|secp521r1|P-521)$/i;

function strengthBreaches(server: Server, levels: Levels): readonly Breach[] {
  const breaches: Breach[] = [];
  const say = (directive: Directive | undefined, what: string) =>
    breaches.push({ ...placed(directive ?? server.directive), what: `The server ${called(server)} ${what}` });
  // Two of them in one block add up (ngx_conf_set_bitmask_slot).
  const protocols = inForce(levels, "ssl_protocols");
  const old = protocols.flatMap(({ args }) => args).filter((protocol) => !PROTOCOLS.has(protocol.toLowerCase()));
  if (protocols.length === 0) say(undefined, "leaves the versions of TLS to nginx, whose own list holds 1.0 and 1.1.");
  if (old.length > 0) say(protocols.at(-1), `speaks ${old.join(", ")}.`);
  const ciphers = inForce(levels, "ssl_ciphers")[0];
  const weak = (ciphers?.args[0] ?? "the program's own list").split(":").filter((cipher) => !CIPHER.test(cipher));
  if (weak.length > 0) say(ciphers, `allows ${weak.join(", ")}.`);
  const curves = inForce(levels, "ssl_ecdh_curve")[0];
  const odd = (curves?.args[0] ?? "auto").split(":").filter((curve) => !CURVE.test(curve));
  if (odd.length > 0)
    say(curves, `agrees on keys by ${odd.join(", ")}, which is none of the curves that are known to be strong.`);
  return breaches;
}

/** What makes recorded traffic readable later, or goes round the settings above (ngx_http_ssl_module; RFC 8446, 8 and E.1). */
function pastBreaches(server: Server, levels: Levels): readonly Breach[] {
  const breaches: Breach[] = [];
  const say = (directive: Directive, what: string) => breaches.push({ ...placed(directive), what });
  const tickets = inForce(levels, "ssl_session_tickets")[0];
  if (tickets?.args[0]?.toLowerCase() !== "off") {
    say(
      tickets ?? server.directive,
      `The server ${called(server)} gives out session tickets: who gets their key later reads what was said.`,
    );
  }
  const timeout = inForce(levels, "ssl_session_timeout")[0];
  const seconds = timeout === undefined ? 0 : (secondsIn(timeout.args[0] ?? "") ?? Infinity);
  if (timeout !== undefined && seconds > LONGEST_SESSION) {
    say(
      timeout,
      `ssl_session_timeout is ${timeout.args.join(" ")}, longer than a day: a session's keys lie in memory for as long.`,
    );
  }
  for (const directive of inForce(levels, "ssl_session_ticket_key"))
    say(directive, "The key of session tickets lies in a file: who gets it reads what was said.");
  for (const directive of inForce(levels, "ssl_conf_command"))
    say(directive, `ssl_conf_command ${directive.args.join(" ")} goes round the settings that these rules look at.`);
  const early = inForce(levels, "ssl_early_data")[0];
  if (early !== undefined && early.args[0]?.toLowerCase() !== "off")
    say(early, "ssl_early_data lets anybody on the way send a request a second time.");
  return breaches;
}

/** RFC 6797: wherever a request can end, since a header of its own takes away those from above. */
function insistenceBreaches(server: Server): readonly Breach[] {
  return placesOf(server).flatMap((place): readonly Breach[] => {
    const headers = headersAt(place).get("strict-transport-security") ?? [];
    const [, value = "", always] = headers[0]?.args ?? [];
    if (headers.length === 1 && always === "always" && ageOf(value) >= HALF_A_YEAR) return [];
    const where =
      place.location === undefined
        ? `The server ${called(server)}`
        : `The location ${place.location.args.join(" ")} of ${called(server)}`;
    return [
      {
        ...placed(headers[0] ?? place.location ?? server.directive),
        what: `${where} does not tell browsers to insist on TLS (Strict-Transport-Security, always, half a year or longer).`,
      },
    ];
  });
}

/** RFC 6797, 6.1: seconds, or 0 where a browser would not take the header: a directive must not stand twice. */
function ageOf(value: string): number {
  const ages = value.split(";").filter((part) => /^\s*max-age/i.test(part));
  return Number(/^\s*max-age="?(\d+)"?\s*$/i.exec(ages.join())?.[1] ?? 0);
}

/** Who asks for a name that is not ours, or for the bare address, must learn nothing, not even our certificate's names. */
function strangerBreaches({ family, port, fallback }: Socket): readonly Breach[] {
  if (rejects(fallback)) return [];
  return [
    {
      ...placed(fallback.directive),
      what: `On port ${port} of IPv${family}, names that are not ours are answered with our certificate, which lists our names.`,
    },
  ];
}

/** In clear too: who goes through all addresses must not find which name belongs to this one. */
function clearStrangerBreaches({ family, port, fallback }: Socket): readonly Breach[] {
  return placesOf(fallback)
    .map((place) => answerOf(place, fallback))
    .filter((answer) => !tellsNothing(answer))
    .map(({ directive }) => ({
      ...placed(directive),
      what: `On port ${port} of IPv${family}, whoever asks for no name of ours gets an answer, by which this address can be told for ours; the default server there answers with a status alone, such as \`return 444;\`.`,
    }));
}

/** BREACH (2013): where what a visitor sent and a secret are compressed together, the length tells the secret under TLS too. */
function lengthBreaches(server: Server): readonly Breach[] {
  return placesOf(server)
    .filter((place) => answerOf(place, server).kind === "passed" && isOn(place.levels, "gzip"))
    .map((place) => ({
      ...placed(inForce(place.levels, "gzip")[0] ?? server.directive),
      what: `gzip compresses what the program behind ${called(server)} answers for ${place.location?.args.join(" ") ?? "what no location takes"}, so its length tells of what is in it.`,
    }));
}

/** In clear there is only the way to TLS, and what a certificate's issuer asks for (RFC 8555, 8.3). */
function clearBreaches(server: Server, own: ReadonlySet<string>): readonly Breach[] {
  return placesOf(server)
    .filter((place) => {
      const answer = answerOf(place, server);
      if (tellsNothing(answer)) return false;
      if (answer.kind === "status") return Math.floor(answer.status / 100) !== 3 || !leadsToTls(answer.text ?? "", own);
      if (answer.kind === "files") return answer.alias || answer.from !== ACME_WEBROOT || !isChallenge(place);
      return true;
    })
    .map((place) => ({
      ...placed(answerOf(place, server).directive),
      what: `The server ${called(server)} answers in clear with something else than the way to TLS.`,
    }));
}

function isChallenge({ location }: Place): boolean {
  const folders = location === undefined ? undefined : foldersOf(location);
  return folders?.join().startsWith(CHALLENGES) === true;
}

const CHALLENGES = "/.well-known/acme-challenge/";

function leadsToTls(address: string, own: ReadonlySet<string>): boolean {
  const host = /^https:\/\/([^/$]+|\$host|\$server_name)(?=\/|\$request_uri|$)/.exec(address)?.[1];
  return host !== undefined && (host.startsWith("$") || own.has(host.toLowerCase()));
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
  return [...breaches, ...relayCipherBreaches(coturn), ...relayCurveBreaches(coturn)];
}

/** openssl-ciphers(1), "CIPHER LIST FORMAT": colons, commas and blanks part the words, and so do semicolons (ssl/ssl_ciph.c, ITEM_SEP). */
function relayCipherBreaches(coturn: Coturn): readonly Breach[] {
  const found = coturnOptions(coturn, "cipher-list").at(-1);
  const place = { where: ENTRY.coturn, ...(found === undefined ? {} : { line: found.line }) };
  if (found === undefined)
    return [{ ...place, what: "cipher-list is not set, so the relay allows OpenSSL's own list, old ciphers and all." }];
  const words = found.value.split(/[:;, ]+/).filter((word) => word !== "");
  const weak = words.filter((word) => !RELAY_CIPHER.test(word) && !TAKEN_AWAY.test(word));
  if (weak.length > 0)
    return [{ ...place, what: `The relay allows ${weak.join(", ")}, which is not known to have forward secrecy.` }];
  // OpenSSL refuses a list that lets nothing in, and coturn goes on with OpenSSL's own (mainrelay.c, set_ctx).
  if (words.some((word) => RELAY_CIPHER.test(word))) return [];
  return [{ ...place, what: `The relay's list ${shown(found.value)} names no cipher, so OpenSSL's own list counts.` }];
}

/** openssl-ciphers(1): what has ECDHE, under any of its names, and authenticated encryption. */
const RELAY_CIPHER =
  /^(?:k?(?:ECDHE|EECDH)\+(?:AESGCM|CHACHA20)|(?:AESGCM|CHACHA20)\+k?(?:ECDHE|EECDH)|ECDHE-(?:ECDSA|RSA)-(?:AES(?:128-GCM-SHA256|256-GCM-SHA384)|CHACHA20-POLY1305))$/;

/** openssl-ciphers(1): kinds of ciphers to which none of those above belongs, so that without them the same are left. */
const TAKEN_AWAY =
  /^[!-](?:[ae]?NULL|EXP(?:ORT)?|LOW|MEDIUM|RC[24]|MD5|3?DES|IDEA|SEED|CAMELLIA|ARIA|PSK|SRP|a?DSS|k?RSA|SHA(?:1|256|384)?|k?(?:DH|DHE|EDH)|ADH|AECDH|AESCCM8?)$/;

/** turnserver(1), `ec-curve-name`: prime256v1 unless it is said. */
function relayCurveBreaches(coturn: Coturn): readonly Breach[] {
  const found = coturnOptions(coturn, "ec-curve-name").at(-1);
  if (found === undefined || CURVE.test(found.value)) return [];
  const what = `The relay agrees on keys by ${found.value}, which is none of the curves that are known to be strong.`;
  return [{ where: ENTRY.coturn, line: found.line, what }];
}

const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "::1"]);

/**
 * Prosody speaks without TLS to nginx, Jicofo and the bridge, and so on loopback alone. What is not said for one kind of ports
 * comes from `interfaces`, and without that it is every address (core/portmanager.lua of Prosody 13.0).
 */
function signallingBreaches(configuration: Configuration): readonly Breach[] {
  const { global, hosts } = configuration.prosody();
  const others = [global, ...[...hosts.values()].map(({ options }) => options)]
    .flatMap((options) => Object.entries(options))
    .filter(([name]) => /_interfaces$|(?:^|_)interface$/.test(name));
  return [["interfaces", global["interfaces"]] as const, ...others]
    .filter(([, value]) => !isLoopback(value))
    .map(([name, value]) => ({
      where: ENTRY.prosody,
      what: `${name} is ${shown(value)}, so Prosody could be reached in clear from outside.`,
    }));
}

function isLoopback(value: Plain | undefined): boolean {
  const addresses = typeof value === "string" ? [value] : stringsOf(value);
  return addresses?.every((address) => LOOPBACK.has(address)) === true;
}

const TIMER = "certificates.timer";
const TIMER_FILE = `/etc/systemd/system/${TIMER}`;

/** systemd.time(7), "Calendar Events": every hour, or every day at one time. A renewal waits for weeks, but a first certificate for DNS alone. */
const OFTEN_ENOUGH = /^(?:hourly|daily|\*-\*-\* (?:\*|[01]?\d|2[0-3]):[0-5]?\d(?::[0-5]?\d)?)$/;

/** A certificate that nobody renews ends within weeks; an empty value takes back the times before it (systemd.timer(5)). */
function renewalBreaches(release: Release): readonly Breach[] {
  if (release.subject.clinic.certificates.issuer !== "acme") return [];
  const counted = listOf(unitOf(release, TIMER), "Timer", "OnCalendar");
  const renewed = counted.some(({ value }) => OFTEN_ENOUGH.test(value));
  const last = counted.at(-1);
  const times: readonly Breach[] = renewed
    ? []
    : [
        {
          where: last?.path ?? TIMER_FILE,
          ...(last === undefined ? {} : { line: last.line }),
          what: `OnCalendar is ${last?.value ?? "not set"}, so the certificate is not looked after at least once a day and runs out.`,
        },
      ];
  const missing = [
    { there: release.packages.some(({ name }) => name === "certbot"), name: "certbot", list: "packages" },
    { there: release.units.some(({ name }) => name === TIMER), name: TIMER, list: "units" },
  ].filter(({ there }) => !there);
  return [
    ...times,
    ...missing.map(({ name, list }) => ({
      where: `the ${list} of the release`,
      what: `${name} is not among them, so nobody renews the certificate.`,
    })),
  ];
}

/** Whom the machine believes beside the authorities of its system, and its chain: exactly what the stack file gives. */
function givenBreaches(release: Release): readonly Breach[] {
  const { certificates } = release.subject.clinic;
  const given = {
    root: certificates.root,
    issued: certificates.issuer === "practice" ? certificates.chain : undefined,
  };
  return Object.entries(given).flatMap(([name, pem]): readonly Breach[] => {
    const path = `/etc/stillroom/certificates/${name}.pem`;
    const key = `stillroom:certificates.${name === "root" ? "root" : "chain"}`;
    const found = release.files.find((file) => file.path === path);
    if (linesOf(found?.text) === linesOf(pem)) return [];
    return [{ where: path, what: `The file does not hold exactly the certificates that ${key} gives.` }];
  });
}

function linesOf(pem: string | undefined): string | undefined {
  return pem?.trim().replace(/\r\n/g, "\n");
}
