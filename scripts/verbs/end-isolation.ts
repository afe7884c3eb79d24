import type { Connection } from "../../components/provider/connection.ts";
import { readState } from "../../components/provider/delivery.ts";
import { visible } from "../../policies/visible-text.ts";
import { failureText } from "./machine-verb.ts";
import { withMachine } from "../practice/machine-connection.ts";
import { agreed, carriedOut, type VerbOptions } from "./undertaking-verb.ts";

/** The isolation itself is a difference, and the one that shall end. */
const RULES = /^\/etc\/iptables\/rules\.v[46] /;

/** `stillroom release`: ends an isolation, after saying how the machine differs from its release. */
export function endIsolation(file: string, options: VerbOptions): Promise<0 | 1 | 2> {
  return withMachine(file, options.connection, ({ connection }) => ended(connection, file, options));
}

async function ended(connection: Connection, file: string, options: VerbOptions): Promise<0 | 1 | 2> {
  const state = await readState(connection);
  if (state.kind === "problem") {
    console.error(failureText(state.failure));
    return 1;
  }
  const differences = state.drift.filter((line) => !RULES.test(line));
  if (differences.length > 0) {
    const told = differences.map((line) => `  ${visible(line)}`).join("\n");
    const before = `The machine differs from its release; "stillroom drift ${file}" shows it line by line:\n${told}\nWith the end of its isolation it is open to everybody again, as it is.`;
    if (!(await agreed(before, options))) return 2;
  }
  const words = {
    kept: `${connection.host} has the packet filter of its release again: the isolation has ended. The evidence stays on the machine, in /var/lib/stillroom/evidence.`,
    unchanged: `${connection.host} is not isolated.`,
  };
  return carriedOut(connection, { command: "end-isolation" }, words, options);
}
