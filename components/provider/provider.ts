import type * as pulumi from "@pulumi/pulumi";
import { hostKeyResource, volumeKeyResource } from "./born-secret.ts";
import type { EngineLog } from "./engine-log.ts";
import { ownHostKeyResource } from "./own-host-key.ts";
import { releaseResource, type Delivery } from "./release-resource.ts";
import type { Properties, ResourceKind } from "./resource-kind.ts";

/** The provider of our own resource types, as `pulumi.provider.main` serves it. */
export function providerOf(delivery: Delivery, log: EngineLog): pulumi.provider.Provider {
  const kinds: Readonly<Record<string, ResourceKind>> = {
    "stillroom:index:HostKey": hostKeyResource,
    "stillroom:index:OwnHostKey": ownHostKeyResource(delivery, log),
    "stillroom:index:Release": releaseResource(delivery, log),
    "stillroom:index:VolumeKey": volumeKeyResource,
  };

  function kindOf(urn: string): ResourceKind {
    // urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME (pulumi/pulumi, sdk/go/common/resource/urn)
    const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
    const kind = kinds[type];
    if (kind === undefined)
      throw new Error(`There is no resource type ${type}; ours are ${Object.keys(kinds).join(", ")}.`);
    return kind;
  }

  return {
    version: "0.1.0",
    check: (urn, state: Properties, inputs: Properties) =>
      Promise.resolve({ inputs, failures: [...kindOf(urn).check(inputs, state)] }),
    // No property replaces: a new address or host key means delivering again, and nothing is taken off the old machine.
    diff: (_id, urn, state: Properties, inputs: Properties) =>
      Promise.resolve({ changes: kindOf(urn).changed(state, inputs) }),
    create: async (urn, inputs: Properties) => {
      const { id, state } = await kindOf(urn).create(urn, inputs);
      return { id, outs: state };
    },
    update: async (id, urn, state: Properties, inputs: Properties) => ({
      outs: await kindOf(urn).update(id, urn, state, inputs),
    }),
    read: async (id, urn, state: Properties) => ({ id, props: await kindOf(urn).read(urn, state) }),
    delete: (_id, urn, state: Properties) => kindOf(urn).remove(urn, state),
  };
}
