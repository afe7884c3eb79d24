import { isIP } from "node:net";
import { isMap, type Plain } from "../../reading.ts";
import { rememberedText } from "../../remembered.ts";

/** A host that a piece of configuration names, and the key under which it does. */
export interface NamedHost {
  readonly host: string;
  readonly key: readonly string[];
}

/** Every host in the strings of a value: in addresses (`https://host/…`, `stun:host:3478`, `//host/…`) and as bare names. */
export function hostsIn(value: Plain | undefined): readonly NamedHost[] {
  const found: NamedHost[] = [];
  putHosts(value, [], found);
  return found;
}

function putHosts(value: Plain | undefined, key: readonly string[], found: NamedHost[]): void {
  if (typeof value === "string") for (const host of hostsInText(value)) found.push({ host, key });
  else if (Array.isArray(value)) for (const part of value as readonly Plain[]) putHosts(part, key, found);
  else if (isMap(value)) for (const [name, part] of Object.entries(value)) putHosts(part, [...key, name], found);
}

/** RFC 3986, 3.2: an authority after `//`; RFC 7064 and RFC 7065: `stun:` and `turn:` have one without. */
const ADDRESS =
  /(?:\/\/|\b(?:stuns?|turns?|mailto|xmpp):(?:[^\s/@]*@)?)(?:[^\s/@]*@)?(\[[0-9a-f:.]+\]|[^\s/:?#,;"'<>()\\]+)/gi;
/** RFC 1123: a whole string that is a name with a letter in its last label, perhaps with a user before and a port behind. */
const BARE = /^(?:[^\s@/]+@)?((?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)+[a-z][a-z0-9-]*[a-z0-9])\.?(?::\d+)?$/i;
/** Ends of file names that look like a name's last label. */
const FILE =
  /\.(?:js|mjs|css|html|json|svg|png|jpg|ico|wasm|wav|mp3|pem|key|conf|lua|yaml|yml|txt|log|sock|socket|secret|map)$/i;

const hostsInText = rememberedText((text): readonly string[] => {
  if (!/[.:/\\]/.test(text)) return NONE;
  const found = [...text.matchAll(ADDRESS)].map(([, host = ""]) => host);
  const bare = FILE.test(text) ? undefined : BARE.exec(text.trim())?.[1];
  const others = [bare, bareAddress(text.trim())].filter((host) => host !== undefined);
  const all = [...found, ...others, ...hostsForBrowser(text)];
  return all.length === 0 ? NONE : [...new Set(all.map((host) => host.toLowerCase().replace(/^\[|\]$|\.$/g, "")))];
});

const NONE: readonly string[] = [];

/** An IP address that stands alone, perhaps in brackets and with a port. */
function bareAddress(text: string): string | undefined {
  const host = /^\[?([0-9a-f:.]+?)(?:\]?|\]:\d+)$/i.exec(text)?.[1] ?? "";
  if (isIP(host) !== 0) return host;
  const withPort = /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(text)?.[1] ?? "";
  return isIP(withPort) === 4 ? withPort : undefined;
}

/** Where a link on a page of ours would start: nothing of it is a host's name, so a link that stays has this one. */
const HERE = "https://here.invalid/";
/** What browsers take for the beginning of an address of another host: WHATWG URL, 4.4, takes `\` for `/`. */
const ELSEWHERE = /^(?:(?:https?|wss?|ftp):|[\\/]{2})/i;

/**
 * The hosts to which a browser would go: it leaves out tabs and line breaks, and reads numbers as addresses (WHATWG URL, 4.4).
 * `https:host` is a path where a page begins with `https:` itself, and a host for programs that read it on its own.
 */
function hostsForBrowser(text: string): readonly string[] {
  const address = text.trim().replace(/[\t\r\n]/g, "");
  if (!ELSEWHERE.test(address)) return [];
  const readings = [
    ...(URL.canParse(address, HERE) ? [new URL(address, HERE)] : []),
    ...(URL.canParse(address) ? [new URL(address)] : []),
  ];
  return readings.filter(({ host }) => host !== "here.invalid").map(({ hostname }) => hostname);
}

/** Whether a host is this machine itself: loopback, or a name that only its own programs know. */
export function isInside(host: string): boolean {
  if (host === "localhost" || host.endsWith(".localhost") || host.endsWith(".internal")) return true;
  if (isIP(host) === 0) return false;
  // To listen on no address in particular names nobody.
  return host.startsWith("127.") || host === "::1" || host === "0.0.0.0" || host === "::";
}
