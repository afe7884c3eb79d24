/**
 * Runs index.ts in the current folder for one stack, on the mock runtime of Pulumi's SDK: no engine, no state. Our own
 * resources are created for real by our provider; any other resource is only taken note of.
 * `node program-on-mocks.ts STACK [FOLDER]`: with a folder the release is delivered into it instead of to a machine.
 */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import * as pulumi from "@pulumi/pulumi";
import type { MockResourceArgs, MockResourceResult } from "@pulumi/pulumi/runtime/index.js";
import { parse } from "yaml";
import { openDataVolume } from "../../components/provider/data-volume.ts";
import { deliver, deliverIntoFolder, readState, undeliver } from "../../components/provider/delivery.ts";
import { bearHostKey, takeUpHostKey } from "../../components/provider/own-host-key.ts";
import { providerOf } from "../../components/provider/provider.ts";
import type { Delivery } from "../../components/provider/release-resource.ts";
import type { Properties } from "../../components/provider/resource-kind.ts";

const [, , stack = "", folder] = process.argv;

const toMachine: Delivery = { bearHostKey, deliver, openDataVolume, readState, takeUpHostKey, undeliver };
const delivery: Delivery =
  folder === undefined
    ? toMachine
    : {
        ...toMachine,
        deliver: (_machine, release, report) => deliverIntoFolder(release, folder, report),
        openDataVolume: () => Promise.resolve(undefined),
        // A folder has no SSH server: it stays with the key that it was given.
        bearHostKey: ({ hostKey }) => Promise.resolve({ kind: "host-key", publicKey: hostKey }),
        takeUpHostKey: () => Promise.resolve(undefined),
      };

/** Stand-ins for what only a cloud could answer. */
const STAND_IN_ADDRESSES: Readonly<Record<string, object>> = {
  "hcloud:index/primaryIp:PrimaryIp": { ipAddress: "198.51.100.7" },
  "hcloud:index/server:Server": { ipv6Address: "2001:db8:51::7" },
};

const provider = providerOf(delivery, (_urn, line, severity) => {
  console.log(severity === "warning" ? `note: ${line}` : `  ${line}`);
});

async function newResource(args: MockResourceArgs): Promise<MockResourceResult> {
  const inputs = args.inputs as Properties;
  if (args.custom !== true || !args.type.startsWith("stillroom:"))
    return { id: "7", state: { ...STAND_IN_ADDRESSES[args.type], ...inputs } };
  const urn = `urn:pulumi:${stack}::stillroom::${args.type}::${args.name}`;
  const checked = await provider.check?.(urn, {}, inputs);
  const reasons = checked?.failures?.map((failure) => failure.reason) ?? [];
  if (reasons.length > 0) throw new Error(reasons.join("\n"));
  const created = await provider.create?.(urn, inputs);
  return { id: created?.id, state: created?.outs as object };
}

/** As `pulumi up` prints an output: a secret stays one. */
async function shownValue(value: unknown): Promise<unknown> {
  const output: pulumi.Output<unknown> = pulumi.output({ value }).apply((whole) => whole.value);
  if (await pulumi.isSecret(output)) return "[secret]";
  return new Promise((resolve) => output.apply(resolve));
}

/** What `pulumi up` would hand over: objects as JSON, texts as they are. */
function configurationOf(file: string): Readonly<Record<string, string>> {
  const { config } = parse(readFileSync(file, "utf8")) as { readonly config: Readonly<Record<string, unknown>> };
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

await pulumi.runtime.setMocks({ newResource, call: ({ inputs }) => inputs as object }, "stillroom", stack, false);
pulumi.runtime.setAllConfig({ ...configurationOf(`Pulumi.${stack}.yaml`) });
try {
  const outputs = (await import(pathToFileURL("index.ts").href)) as object;
  const shown = Object.fromEntries(
    await Promise.all(Object.entries(outputs).map(async ([name, value]) => [name, await shownValue(value)])),
  ) as object;
  console.log(JSON.stringify(shown, undefined, 2));
} catch (error) {
  console.log(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
