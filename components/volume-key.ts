import * as pulumi from "@pulumi/pulumi";

/** The key of a data volume that the machine encrypts itself. Losing it is losing the data: it goes with the volume and not before. */
export class VolumeKey extends pulumi.CustomResource {
  /** Secret; 64 hexadecimal digits. */
  declare readonly key: pulumi.Output<string>;

  constructor(name: string, opts?: pulumi.CustomResourceOptions) {
    super("stillroom:index:VolumeKey", name, { key: undefined }, opts);
  }
}
