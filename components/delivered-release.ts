import * as pulumi from "@pulumi/pulumi";
import { takeApart } from "../render/manifest.ts";
import type { Release } from "../render/release.ts";
import type { Connection } from "./provider/connection.ts";

/** A release on its machine; `components/provider/release-resource.ts` does the work. */
export class DeliveredRelease extends pulumi.CustomResource {
  /** Digest of what runs. */
  declare readonly digest: pulumi.Output<string>;
  /** How it was reached, and is from now on. */
  declare readonly connection: pulumi.Output<Connection>;

  constructor(
    name: string,
    args: {
      readonly release: Release;
      readonly connection: pulumi.Input<Connection>;
      /** Opens the data volume, where the machine encrypts that itself. */
      readonly volumeKey: pulumi.Output<string> | undefined;
    },
    opts?: pulumi.CustomResourceOptions,
  ) {
    const { release, connection, volumeKey } = args;
    const secret = volumeKey === undefined ? {} : { volumeKey: pulumi.secret(volumeKey) };
    super("stillroom:index:Release", name, { ...takeApart(release), connection, ...secret, digest: undefined }, opts);
  }
}
