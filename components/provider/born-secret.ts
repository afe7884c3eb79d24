import { randomBytes, randomUUID } from "node:crypto";
import { secretValue } from "./property-values.ts";
import type { Properties, ResourceKind } from "./resource-kind.ts";

/** A resource that takes no input, is born once with random values and then never changes. */
function bornOnce(state: () => Promise<Properties>): ResourceKind {
  return {
    check: (inputs) =>
      Object.keys(inputs).map((property) => ({ property, reason: "This resource takes no input; leave it out." })),
    changed: () => false,
    create: async () => ({ id: randomUUID(), state: await state() }),
    update: () => Promise.reject(new Error("This resource never changes.")),
    read: (_urn, kept) => Promise.resolve(kept),
    remove: () => Promise.resolve(),
  };
}

/**
 * `stillroom:index:HostKey`: the SSH host key with which a machine is born, so that its very first connection can be pinned.
 * Outputs: `publicKey` (`ssh-ed25519 AAAA…`) and the secret `privateKey` (OpenSSH format).
 */
export const hostKeyResource: ResourceKind = bornOnce(async () => {
  const { ed25519Pair } = await import("./ed25519-pair.ts");
  const pair = ed25519Pair();
  return { publicKey: pair.public.trim(), privateKey: secretValue(`${pair.private.trim()}\n`) };
});

/**
 * `stillroom:index:VolumeKey`: the key of an encrypted data volume, 256 bits. It lies neither on the machine's disk nor at the
 * hosting company: it lives encrypted in the stack's state and travels over SSH when the volume is opened. Output: the
 * secret `key` (64 hexadecimal digits).
 */
export const volumeKeyResource: ResourceKind = bornOnce(() =>
  Promise.resolve({ key: secretValue(randomBytes(32).toString("hex")) }),
);
