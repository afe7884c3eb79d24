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
};

function isPublicKey(value: unknown): boolean {
  return typeof value === "string" && /^[a-z0-9@.-]+ [A-Za-z0-9+/]+=*( .*)?$/.test(value);
}

function isWord(value: unknown): boolean {
  return typeof value === "string" && /^\S+$/.test(value);
}
