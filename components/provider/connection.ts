/** Where and as whom a machine is reached. No secret: the private key comes from the deliverer's agent or key file. */
export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** `ssh-ed25519 AAAA…`; any other key that the machine shows is refused. */
  readonly hostKey: string;
  /**
   * The key with which a cloud's machine was born, and which it laid down for `hostKey`. Never accepted in its place: its private
   * half stood in the user data and stands in the engine's state.
   */
  readonly birthKey?: string;
  /** The same machine inside the practice's tunnel, for its devices; undefined where nobody can be inside. */
  readonly inside?: {
    readonly host: string;
    /** SSH is inside alone: that address is tried before the other. */
    readonly first: boolean;
  };
}

/** The addresses of a machine in the order in which they are tried. */
export function hostsOf({ host, inside }: Connection): readonly [first: string, other?: string] {
  if (inside === undefined) return [host];
  return inside.first ? [inside.host, host] : [host, inside.host];
}

/** For each part whether a value will do, and the sentence for one that won't. */
export const ENDPOINT: Readonly<Record<keyof Connection, readonly [(value: unknown) => boolean, string]>> = {
  host: [isWord, "It must be the machine's address or name."],
  port: [
    (value) => Number.isInteger(value) && Number(value) > 0 && Number(value) < 65_536,
    "It must be a port, 1 to 65535.",
  ],
  user: [isWord, "It must be the account that delivers."],
  hostKey: [
    isPublicKey,
    "It must be the machine's public SSH host key, `ssh-ed25519 AAAA…`: without it anyone on the way could pose as the machine.",
  ],
  birthKey: [
    (value) => value === undefined || isPublicKey(value),
    "It must be the public SSH host key that the machine was born with, `ssh-ed25519 AAAA…`, or be left out.",
  ],
  inside: [
    (value) => value === undefined || insideIn(value) !== undefined,
    "It must be the machine's address in the tunnel and whether that is tried first, `{host: 10.64.0.1, first: false}`, or be left out.",
  ],
};

/** The connection that fields make which `ENDPOINT` accepts; any other field is left out. */
export function connectionFrom(fields: Readonly<Record<keyof Connection, unknown>>): Connection {
  const inside = insideIn(fields.inside);
  return {
    host: String(fields.host),
    port: Number(fields.port),
    user: String(fields.user),
    hostKey: String(fields.hostKey),
    ...(typeof fields.birthKey === "string" ? { birthKey: fields.birthKey } : {}),
    ...(inside === undefined ? {} : { inside }),
  };
}

function insideIn(value: unknown): Connection["inside"] {
  if (typeof value !== "object" || value === null || !("host" in value) || !("first" in value)) return undefined;
  const { host, first } = value;
  return typeof host === "string" && isWord(host) && typeof first === "boolean" ? { host, first } : undefined;
}

function isPublicKey(value: unknown): boolean {
  return typeof value === "string" && /^[a-z0-9@.-]+ [A-Za-z0-9+/]+=*( .*)?$/.test(value);
}

function isWord(value: unknown): boolean {
  return typeof value === "string" && /^\S+$/.test(value);
}
