import * as pulumi from "@pulumi/pulumi";

/** Says one thing about one resource to the person who watches `pulumi up`. */
export type EngineLog = (urn: string, line: string, severity: "status" | "warning") => void;

/** A log to the engine that started this plugin; a `status` shows only beside the running resource and is not kept. */
export function engineLog(args: readonly string[]): EngineLog {
  // The engine passes its address as the first argument that is no flag (sdk/nodejs/provider/internals.ts).
  const address = args.find((arg) => !arg.startsWith("-"));
  if (address !== undefined) pulumi.runtime.resetOptions("", "", -1, address, "", false, "");
  return (urn, line, severity) => {
    const resource = new pulumi.DependencyResource(urn);
    void (severity === "status" ? pulumi.log.info(line, resource, undefined, true) : pulumi.log.warn(line, resource));
  };
}
