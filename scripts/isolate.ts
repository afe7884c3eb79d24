import { machineOf } from "./machine-connection.ts";
import { carriedOut, type VerbOptions } from "./undertaking-verb.ts";

/** `stillroom isolate`: evidence first, then only administrators get in and nothing gets out, until `stillroom release`. */
export async function isolate(file: string, options: VerbOptions): Promise<0 | 1 | 2> {
  const machine = await machineOf(file, options.connection);
  if (machine.kind === "none") {
    console.error(machine.text);
    return 2;
  }
  const words = {
    kept: `${machine.connection.host} is isolated: administrators get in over SSH, nothing gets out, after a reboot too. Its services go on running. "stillroom release ${file}" ends it.`,
    unchanged: `${machine.connection.host} is isolated already. "stillroom release ${file}" ends it.`,
  };
  return carriedOut(machine.connection, { command: "isolate" }, words, options);
}
