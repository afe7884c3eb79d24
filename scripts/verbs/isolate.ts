import { withMachine } from "../practice/machine-connection.ts";
import { carriedOut, type VerbOptions } from "./undertaking-verb.ts";

/** `stillroom isolate`: evidence first, then only administrators get in and nothing gets out, until `stillroom release`. */
export function isolate(file: string, options: VerbOptions): Promise<0 | 1 | 2> {
  return withMachine(file, options.connection, ({ connection }) => {
    const words = {
      kept: `${connection.host} is isolated: administrators get in over SSH, nothing gets out, after a reboot too. Its services go on running. "stillroom release ${file}" ends it.`,
      unchanged: `${connection.host} is isolated already. "stillroom release ${file}" ends it.`,
    };
    return carriedOut(connection, { command: "isolate" }, words, options);
  });
}
