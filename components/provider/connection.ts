/** Where and as whom a machine is reached. No secret: the private key comes from the deliverer's agent or key file. */
export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** `ssh-ed25519 AAAA…`; any other key that the machine shows is refused. */
  readonly hostKey: string;
}
