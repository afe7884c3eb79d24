import { isIP } from "node:net";
import { isMap, type Plain } from "../reading.ts";

/** A host that a piece of configuration names, and the key under which it does. */
export interface NamedHost {
  readonly host: string;
  readonly key: readonly string[];
}

/** Every host in the strings of a value: in addresses (`https://host/…`, `stun:host:3478`, `//host/…`) and as bare names. */
export function* hostsIn(value: Plain | undefined, key: readonly string[] = []): Generator<NamedHost> {
  if (typeof value === "string") for (const host of hostsInText(value)) yield { host, key };
  else if (Array.isArray(value)) for (const part of value as readonly Plain[]) yield* hostsIn(part, key);
  else if (isMap(value)) for (const [name, part] of Object.entries(value)) yield* hostsIn(part, [...key, name]);
}

/** RFC 3986, 3.2: an authority after `//`; RFC 7064 and RFC 7065: `stun:` and `turn:` have one without. */
const ADDRESS =
  /(?:\/\/|\b(?:stuns?|turns?|mailto|xmpp):(?:[^\s/@]*@)?)(?:[^\s/@]*@)?(\[[0-9a-f:.]+\]|[^\s/:?#,;"'<>()\\]+)/gi;
/** RFC 1123: a whole string that is a name with a letter in its last label, perhaps with a user before and a port behind. */
const BARE = /^(?:[^\s@/]+@)?((?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)+[a-z][a-z0-9-]*[a-z0-9])\.?(?::\d+)?$/i;
/** Ends of file names that look like a name's last label. */
const FILE =
  /\.(?:js|mjs|css|html|json|svg|png|jpg|ico|wasm|wav|mp3|pem|key|conf|lua|yaml|yml|txt|log|sock|socket|secret|map)$/i;

function hostsInText(text: string): readonly string[] {
  if (!/[.:/]/.test(text)) return [];
  const found = [...text.matchAll(ADDRESS)].map(([, host = ""]) => host);
  const bare = FILE.test(text) ? undefined : BARE.exec(text.trim())?.[1];
  return [...found, ...(bare === undefined ? [] : [bare])].map((host) =>
    host.toLowerCase().replace(/^\[|\]$|\.$/g, ""),
  );
}

/** Whether a host is this machine itself: loopback, or a name that only its own programs know. */
export function isInside(host: string): boolean {
  if (host === "localhost" || host.endsWith(".localhost") || host.endsWith(".internal")) return true;
  if (isIP(host) === 0) return false;
  return host.startsWith("127.") || host === "::1";
}
