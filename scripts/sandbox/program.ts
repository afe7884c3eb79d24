import { CommandFailed, run } from "./command.ts";
import { isInstalled } from "./obstacle.ts";
import { STACK, type Sandbox } from "./sandbox.ts";

/** Whether a Pulumi engine can run the program here. */
export const engineIsHere = (): boolean => isInstalled("pulumi") && isInstalled("pulumi-language-nodejs");

/**
 * Runs the program of index.ts against the sandbox's machine: by the real engine with its state in a folder of the lab
 * where there is one, else on the SDK's own mock runtime, whose deliveries go through our provider's own create.
 *
 * @param onLine is told each line that the program or the engine prints
 * @returns false where the program is refused or the delivery fails; its lines say why
 */
export async function runProgram(sandbox: Sandbox, onLine: (line: string) => void): Promise<boolean> {
  try {
    await (engineIsHere() ? runUnderEngine(sandbox, onLine) : runOnMocks(sandbox, onLine));
    return true;
  } catch (error) {
    if (error instanceof CommandFailed) return false;
    throw error;
  }
}

async function runUnderEngine(sandbox: Sandbox, onLine: (line: string) => void): Promise<void> {
  const state = `${sandbox.lab.folder}/state`;
  await run(["mkdir", "-p", state]);
  const options = {
    folder: sandbox.project,
    environment: {
      ...deliverer(sandbox),
      PULUMI_BACKEND_URL: `file://${state}`,
      PULUMI_CONFIG_PASSPHRASE: "sandbox",
      PULUMI_SKIP_UPDATE_CHECK: "1",
    },
  };
  await run(["pulumi", "stack", "init", STACK, "--non-interactive"], options);
  const up = [
    "pulumi",
    "up",
    "--stack",
    STACK,
    "--yes",
    "--skip-preview",
    "--suppress-progress",
    "--non-interactive",
    "--color=never",
  ];
  await run(up, { ...options, onLine });
}

async function runOnMocks(sandbox: Sandbox, onLine: (line: string) => void): Promise<void> {
  const program = `${import.meta.dirname}/program-on-mocks.ts`;
  const options = { folder: sandbox.project, environment: deliverer(sandbox), onLine };
  await run([process.execPath, program, STACK], options);
}

/** The delivery opens the machine with the sandbox's own key, never with one of the person who runs it. */
function deliverer(sandbox: Sandbox): Readonly<Record<string, string>> {
  return { STILLROOM_SSH_KEY: sandbox.administrator.key.file, SSH_AUTH_SOCK: "" };
}
