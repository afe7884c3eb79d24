import * as pulumi from "@pulumi/pulumi";
import type { Connection } from "./provider/connection.ts";

/** The SSH host key that a cloud's machine makes for itself; `components/provider/own-host-key.ts` does the work. */
export class OwnHostKey extends pulumi.CustomResource {
  /** `ssh-ed25519 AAAA…` */
  declare readonly publicKey: pulumi.Output<string>;

  /**
   * @param args.connection by the key of the machine's birth
   * @param args.machine the server's id: another server makes another key
   * @param args.insideAlone where SSH is reached through the tunnel alone, which a machine that was just made has not
   */
  constructor(
    name: string,
    args: {
      readonly connection: pulumi.Input<Connection>;
      readonly machine: pulumi.Input<string>;
      readonly insideAlone?: boolean;
    },
    opts?: pulumi.CustomResourceOptions,
  ) {
    super("stillroom:index:OwnHostKey", name, { ...args, publicKey: undefined }, opts);
  }
}
