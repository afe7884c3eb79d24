import { fileURLToPath } from "node:url";
import { CommandFailed, run } from "./command.ts";

export interface FolderDelivery {
  readonly good: boolean;
  /** What only a machine can do, each a sentence. */
  readonly leftOut: readonly string[];
}

const CHECKOUT = fileURLToPath(new URL("../../", import.meta.url));

/** Runs index.ts for the reference practice on the mock runtime; the agent delivers into a folder. */
export async function deliverReferenceInto(folder: string, say: (line: string) => void): Promise<FolderDelivery> {
  const leftOut: string[] = [];
  const onLine = (line: string): void => {
    if (line.startsWith("note: ")) leftOut.push(line.slice("note: ".length));
    else say(line);
  };
  const program = `${import.meta.dirname}/program-on-mocks.ts`;
  try {
    await run([process.execPath, program, "prod", folder], { folder: CHECKOUT, onLine });
    return { good: true, leftOut };
  } catch (error) {
    if (error instanceof CommandFailed) return { good: false, leftOut };
    throw error;
  }
}
