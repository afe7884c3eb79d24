/** Where and as whom a machine is reached. No secret: the private key comes from the deliverer's agent or key file. */
export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** `ssh-ed25519 AAAA…`; any other key that the machine shows is refused. */
  readonly hostKey: string;
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
    (value) => typeof value === "string" && /^[a-z0-9@.-]+ [A-Za-z0-9+/]+=*( .*)?$/.test(value),
    "It must be the machine's public SSH host key, `ssh-ed25519 AAAA…`: without it anyone on the way could pose as the machine.",
  ],
};

function isWord(value: unknown): boolean {
  return typeof value === "string" && /^\S+$/.test(value);
}
