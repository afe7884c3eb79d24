/**
 * Runs index.ts in the current folder for one stack, on the mock runtime of Pulumi's SDK: no engine, no state. Our own
 * resources are created for real by our provider; any other resource is only taken note of. `node program-on-mocks.ts STACK`
 */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import * as pulumi from "@pulumi/pulumi";
import type { MockResourceArgs, MockResourceResult } from "@pulumi/pulumi/runtime/index.js";
import { parse } from "yaml";
import { openDataVolume } from "../../components/provider/data-volume.ts";
import { deliver, readState, undeliver } from "../../components/provider/delivery.ts";
import { providerOf } from "../../components/provider/provider.ts";
import type { Properties } from "../../components/provider/resource-kind.ts";

const [, , stack = ""] = process.argv;
const provider = providerOf({ deliver, openDataVolume, readState, undeliver }, (_urn, line, severity) => {
  console.log(severity === "warning" ? `note: ${line}` : `  ${line}`);
});

async function newResource(args: MockResourceArgs): Promise<MockResourceResult> {
  const inputs = args.inputs as Properties;
  if (!args.type.startsWith("stillroom:")) return { id: `${args.name}-id`, state: inputs };
  const urn = `urn:pulumi:${stack}::stillroom::${args.type}::${args.name}`;
  const checked = await provider.check?.(urn, {}, inputs);
  const reasons = checked?.failures?.map((failure) => failure.reason) ?? [];
  if (reasons.length > 0) throw new Error(reasons.join("\n"));
  const created = await provider.create?.(urn, inputs);
  return { id: created?.id, state: created?.outs as object };
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
  const known = await new Promise<unknown>((resolve) => pulumi.output({ ...outputs }).apply(resolve));
  console.log(JSON.stringify(known, undefined, 2));
} catch (error) {
  console.log(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
