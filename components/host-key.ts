import * as pulumi from "@pulumi/pulumi";

/** The SSH host key with which a machine is born, so that its first connection can be pinned. */
export class HostKey extends pulumi.CustomResource {
  /** `ssh-ed25519 AAAA…` */
  declare readonly publicKey: pulumi.Output<string>;
  /** Secret; OpenSSH format. */
  declare readonly privateKey: pulumi.Output<string>;

  constructor(name: string, opts?: pulumi.CustomResourceOptions) {
    super("stillroom:index:HostKey", name, { publicKey: undefined, privateKey: undefined }, opts);
  }
}
