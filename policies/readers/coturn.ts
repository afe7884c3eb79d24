import type { Breach } from "../rule.ts";
import type { Reading, Source } from "../reading.ts";

/** turnserver.conf as options in order, aliases under their own name. */
export type Coturn = readonly CoturnOption[];

export interface CoturnOption {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

/**
 * What coturn takes after an option's name: `switch` a yes or no, `present` nothing that matters (it is on as soon as it stands
 * there), `sticky` a yes or no of which a yes stays, `number` digits, `text` any words.
 */
type Kind = "switch" | "present" | "sticky" | "number" | "text";

function options(kind: Kind, names: string) {
  return names.split(" ").map((name): readonly [string, Kind] => [name, kind]);
}

/** Every option of coturn 4.6.1: src/apps/relay/mainrelay.c, `long_options` and `set_option`. coturn passes over any other, with a warning. */
const OPTIONS: ReadonlyMap<string, Kind> = new Map([
  ...options("switch", "lt-cred-mech no-auth oauth daemon no-software-attribute fingerprint check-origin-consistency"),
  ...options("switch", "no-udp no-tcp no-tls no-dtls no-udp-relay no-tcp-relay stun-only no-stun no-stdout-log syslog"),
  ...options(
    "switch",
    "simple-log udp-self-balance no-multicast-peers allow-loopback-peers secure-stun mobility no-cli",
  ),
  ...options("switch", "web-admin web-admin-listen-on-workers server-relay no-tlsv1 no-tlsv1_1 no-tlsv1_2 log-binding"),
  ...options("switch", "no-stun-backward-compatibility response-origin-only-with-rfc5780 verbose"),
  ...options("sticky", "Verbose dh566 dh1066 keep-address-family"),
  ...options("present", "use-auth-secret no-auth-pings no-dynamic-ip-list no-dynamic-realms secret-ts-exp-time"),
  ...options("present", "prometheus prometheus-username-labels new-log-timestamp no-sslv2 no-sslv3 no-rfc5780 version"),
  ...options("number", "listening-port tls-listening-port alt-listening-port alt-tls-listening-port tcp-proxy-port"),
  ...options("number", "relay-threads min-port max-port prometheus-port user-quota total-quota max-bps bps-capacity"),
  ...options("number", "stale-nonce max-allocate-lifetime channel-lifetime permission-lifetime max-allocate-timeout"),
  ...options("number", "cli-port cli-max-output-sessions web-admin-port ne"),
  ...options("text", "listening-device listening-ip relay-device relay-ip external-ip user userdb psql-userdb"),
  ...options("text", "mysql-userdb mongo-userdb redis-userdb redis-statsdb static-auth-secret realm server-name"),
  ...options("text", "cert pkey pkey-pwd log-file new-log-timestamp-format aux-server alternate-server"),
  ...options(
    "text",
    "tls-alternate-server rest-api-separator allowed-peer-ip denied-peer-ip cipher-list pidfile CA-file",
  ),
  ...options("text", "dh-file proc-user proc-group cli-ip cli-password web-admin-ip ec-curve-name secret-key-file"),
  ...options("text", "allocation-default-address-family acme-redirect syslog-facility"),
]);

/** Options that mean another one (same table). */
const ALIASES: Readonly<Record<string, string>> = {
  db: "userdb",
  prod: "no-software-attribute",
  "sql-userdb": "psql-userdb",
};

/** read_config_file reads at most so many bytes at once, and what is left of a longer line as a line of its own. */
const LONGEST = 1000;

/**
 * coturn 4.6.1, src/apps/relay/mainrelay.c (read_config_file, parse_arg_string): one option a line, name and value parted by
 * blanks or equals signs, a value may stand in double quotes, `#` starts a comment line and means nothing further on.
 */
export function readCoturn(source: Source): Reading<Coturn> {
  const doubts: Breach[] = [];
  const value = source.text.split("\n").flatMap((text, index): readonly CoturnOption[] => {
    const written = text.replace(/^[ \t]+/, "").replace(/[ \t\r\v\f]+$/, "");
    if (written.startsWith("#") || written === "") return [];
    const option = parseLine(written, index + 1);
    if (typeof option !== "string") return [option];
    doubts.push({ where: source.path, line: index + 1, what: option });
    return [];
  });
  return { value, doubts };
}

/** The option, or a sentence for what can't be told. */
function parseLine(written: string, line: number): CoturnOption | string {
  // Its name alone: what stands behind it may be a secret.
  const shown = `"${(/^[\w.-]*/.exec(written)?.[0] ?? "").slice(0, 60)}"`;
  if (Buffer.byteLength(written) > LONGEST) return `${shown} is so long that coturn reads it as several lines.`;
  const [, word = "", rest = ""] = /^([^ =\t]*)(?:[ =\t]+([^]*))?$/.exec(written) ?? [];
  const name = ALIASES[word] ?? word;
  const kind = OPTIONS.get(name);
  if (kind === undefined || !/^[\t\x20-\x7e\x80-\u{10ffff}]*$/u.test(written)) {
    return `${shown} is no option of coturn, which passes over it.`;
  }
  if (written.endsWith(";")) return `${shown} ends in a semicolon, which coturn takes for a part of its value.`;
  const value = rest.startsWith('"') ? rest.slice(1).trimEnd().replace(/"$/, "") : rest;
  if (value.includes('"')) return `Where the value of ${shown} ends can't be told.`;
  if ((kind === "switch" || kind === "sticky") && yesOrNo(value) === undefined) {
    return `${shown} is neither yes nor no, at which coturn ends.`;
  }
  if (kind === "number" && !/^\d+$/.test(value) && !(name === "stale-nonce" && value === "")) {
    return `${shown} is no plain number, and what coturn makes of it can't be told.`;
  }
  if (kind === "text" && value === "") return `${shown} has no value, and what coturn makes of it can't be told.`;
  return { name, value, line };
}

/** get_bool_value: nothing means yes; otherwise the first letter decides, or the word on or off. */
function yesOrNo(value: string): boolean | undefined {
  if (value === "" || /^[1-9ytYT]/.test(value) || ["on", "On", "ON"].includes(value)) return true;
  return /^[0nfNF]/.test(value) || ["off", "Off", "OFF"].includes(value) ? false : undefined;
}

export function coturnOptions(coturn: Coturn, name: string): readonly CoturnOption[] {
  return coturn.filter((option) => option.name === name);
}

/** Whether a switch is on: it stands there, and what counts of its values does not say no. */
export function coturnSwitch(coturn: Coturn, name: string): boolean {
  const found = coturnOptions(coturn, name);
  const last = found.at(-1);
  if (last === undefined) return false;
  switch (OPTIONS.get(name)) {
    case "present":
      return true;
    case "sticky":
      return found.some(({ value }) => yesOrNo(value) === true);
    default:
      return yesOrNo(last.value) === true;
  }
}
