import { Ajv2020 } from "ajv/dist/2020.js";
import { TIGHTENINGS } from "./tightening.ts";

/** Stands for all of them at once (pulumi/pulumi, `analyzer.ReconcilePolicyPackConfig`). */
const EVERY_POLICY = "all";

/**
 * What is wrong with the configuration that an organisation gives to one policy, as a sentence; undefined where nothing is. The engine asks the
 * schema too, but lets pass what the schema does not name: a misspelt demand would be one that nobody hears.
 *
 * @param policies names of all policies of the pack
 */
export function configurationFault(
  policy: string,
  properties: Readonly<Record<string, unknown>>,
  policies: readonly string[],
): string | undefined {
  if (policy !== EVERY_POLICY && !policies.includes(policy)) {
    return `The policy configuration names "${policy}", which is no policy of this pack. There are: ${policies.join(", ")}.`;
  }
  const known = TIGHTENINGS[policy]?.schema.properties ?? {};
  const validate = new Ajv2020({ strict: true }).compile({
    type: "object",
    properties: known,
    additionalProperties: false,
  });
  if (validate(properties)) return undefined;
  const [error] = validate.errors ?? [];
  const what = `${error?.instancePath ?? ""} ${error?.message ?? "is not what its schema asks for"}`.trim();
  const names = Object.keys(known);
  return `The policy configuration of "${policy}" can't be used: ${what} (given: ${JSON.stringify(properties)}). ${
    names.length === 0
      ? "It takes an enforcement level and nothing else."
      : `It takes ${names.join(" and ")}, and only to be stricter than the rule is by itself.`
  }`;
}
