import { onMachine, type VerbRequest } from "./machine-verb.ts";
import { carriedOut, UNDERTAKING_STEPS } from "./undertaking-verb.ts";

/** `stillroom isolate`: evidence first, then only administrators get in and nothing gets out, until `stillroom release`. */
export function isolate(request: VerbRequest): Promise<0 | 1 | 2> {
  return onMachine(request, UNDERTAKING_STEPS, ({ connection }, report) => {
    const words = {
      kept: `${connection.host} is isolated: administrators get in over SSH, nothing gets out, after a reboot too. Its services go on running. "stillroom release ${request.stackFile}" ends it.`,
      unchanged: `${connection.host} is isolated already. "stillroom release ${request.stackFile}" ends it.`,
    };
    return carriedOut(connection, { command: "isolate" }, words, report);
  });
}
