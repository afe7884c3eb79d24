import type { Release } from "../../render/release.ts";
import { knownValue, recordOf, textOf, type CloudResource } from "./rule.ts";

/** A server that the same program makes, as far as it is known. */
export interface MadeMachine {
  /** The name that the cloud shows. */
  readonly name: string;
  readonly size: string;
  readonly region: string;
}

/** Undefined for what is no server. */
export function machineIn({ type, properties, provider }: CloudResource): MadeMachine | undefined {
  const text = (key: string): string => textOf(knownValue(properties, key));
  if (type === "hcloud:index/server:Server")
    return { name: text("name"), size: text("serverType"), region: text("location") };
  if (type !== "aws:ec2/instance:Instance") return undefined;
  const region = textOf(provider?.["region"]);
  return { name: textOf(recordOf(knownValue(properties, "tags"))["Name"]), size: text("instanceType"), region };
}

/**
 * Where the servers of a release's name are others than the release was judged for: the law was asked about that region, and the
 * services were counted for that size.
 *
 * @param made the servers that the engine has named before the release
 */
export function strangeMachines({ subject }: Release, made: readonly MadeMachine[]): readonly string[] {
  const { machine, names } = subject;
  if (machine.provider === "existing") return [];
  return made
    .filter(({ name }) => name === names.host)
    .flatMap(({ size, region }) => [
      ...(region === machine.region
        ? []
        : [
            `The server ${names.host} stands in "${region}", and the release was judged for "${machine.region ?? ""}".`,
          ]),
      ...(size === machine.size
        ? []
        : [`The server ${names.host} is a "${size}", and the release was judged for a "${machine.size ?? ""}".`]),
    ]);
}
