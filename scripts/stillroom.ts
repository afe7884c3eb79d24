import { Command, CommanderError, Option } from "commander";
import { FORMATS, type Format } from "./reports/formats.ts";
import type { VerbOptions } from "./undertaking-verb.ts";
import type { UnlockOptions } from "./unlock.ts";

/** How a run ended: 0 all is good, 1 there are findings, 2 the input or the call can't be used. */
export type ExitCode = 0 | 1 | 2;

const STACKFILE = "a stack file, called Pulumi.<stack>.yaml";

function connectionOption(): Option {
  return new Option("--connection <FILE>", "JSON that says how the machine is reached, - for standard input");
}

function jsonOption(): Option {
  return new Option("--json", "one JSON document on standard output, and progress as lines of JSON on standard error");
}

/**
 * The command `stillroom`. What a verb needs is loaded only when it is called.
 *
 * @param args without the names of node and the script
 */
export async function run(args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = new Command("stillroom")
    .description(
      "A small practice's own hardened machine with encrypted video and messaging, described in one stack file.",
    )
    .exitOverride()
    .showHelpAfterError("Run it with --help to see how it is called.");

  program
    .command("check")
    .summary("judge stack files, or a rendered tree")
    .description(
      "Judges what stack files would put on their machines, by every rule, without a credential and without a network. Exit 0: every promise is kept. Exit 1: there are findings. Exit 2: a file can't be used.",
    )
    .argument("[STACKFILE...]", "stack files, each called Pulumi.<stack>.yaml")
    .option("--tree <DIR>", "judge a tree that `stillroom render` wrote and that was perhaps edited by hand")
    .addOption(
      new Option("--format <FORMAT>", "what the report on standard output is written in")
        .choices(FORMATS)
        .default("text"),
    )
    .action(async (files: readonly string[], options: { readonly tree?: string; readonly format: Format }) => {
      const { check } = await import("./check.ts");
      code = await check(files, options.tree, options.format);
    });

  program
    .command("render")
    .summary("write the machine's files into a folder")
    .description(
      "Writes the machine's file tree as it would be delivered, with a manifest beside it. What only the machine can know stays as @@secret:NAME@@ and @@fact:NAME@@.",
    )
    .argument("<STACKFILE>", "a stack file, called Pulumi.<stack>.yaml")
    .requiredOption("--out <DIR>", "an empty folder, a new one, or one that an earlier render wrote")
    .action(async (file: string, options: { readonly out: string }) => {
      const { renderInto } = await import("./render.ts");
      code = renderInto(file, options.out);
    });

  const secrets = program.command("secrets").summary("the secrets that were born on a machine");
  secrets
    .command("rotate")
    .summary("give one secret a new value")
    .description(
      "Gives a secret a new value in every file that holds it, restarts what reads those, and proves that all works; otherwise the old value is back everywhere. Says first what people will notice, and asks. Exit 1: the machine went back, or was not reached.",
    )
    .argument("<NAME>", "the secret; a wrong name lists the right ones")
    .argument("<STACKFILE>", STACKFILE)
    .option("--yes", "do not ask")
    .addOption(connectionOption())
    .addOption(jsonOption())
    .action(async (name: string, file: string, options: VerbOptions) => {
      const { rotateSecret } = await import("./rotate-secret.ts");
      code = await rotateSecret(name, file, options);
    });

  program
    .command("isolate")
    .summary("cut a machine off from everybody but its administrators")
    .description(
      "For an incident: writes down what is to be seen on the machine, for its root alone, and then lets only administrators in over SSH and nothing out, after a reboot too. Services go on running. It takes itself back if it would shut you out. Exit 1: the machine went back, or was not reached.",
    )
    .argument("<STACKFILE>", STACKFILE)
    .addOption(connectionOption())
    .addOption(jsonOption())
    .action(async (file: string, options: VerbOptions) => {
      const { isolate } = await import("./isolate.ts");
      code = await isolate(file, options);
    });

  program
    .command("release")
    .summary("end an isolation")
    .description(
      "Gives an isolated machine the packet filter of its release again, and proves that all works. Says first how the machine differs from its release, and asks. Exit 1: not everything works, or the machine was not reached.",
    )
    .argument("<STACKFILE>", STACKFILE)
    .option("--yes", "do not ask")
    .addOption(connectionOption())
    .addOption(jsonOption())
    .action(async (file: string, options: VerbOptions) => {
      const { endIsolation } = await import("./end-isolation.ts");
      code = await endIsolation(file, options);
    });

  program
    .command("unlock")
    .summary("open the encrypted data volume after a reboot")
    .description(
      "Hands the key of the data volume to the machine over SSH's standard input and waits until what waited for it runs. The key comes from the stack's own state, and stands in no argument, no file and no log. Exit 1: the volume is not open, or not everything runs.",
    )
    .argument("<STACKFILE>", STACKFILE)
    .option("--key-file <FILE>", "file that holds the key, - for standard input; default: the stack's output volumeKey")
    .addOption(connectionOption())
    .addOption(jsonOption())
    .action(async (file: string, options: UnlockOptions) => {
      const { unlock } = await import("./unlock.ts");
      code = await unlock(file, options);
    });

  program
    .command("demo")
    .summary("a whole machine on this computer")
    .description(
      "Boots a Debian machine in a container, delivers a practice to it, proves that it works, and takes it down.",
    )
    .option("--keep", "leave the machine running, to look at")
    .addOption(new Option("--down", "take down a machine that was kept").conflicts("keep"))
    .action(async (options: { readonly keep?: boolean; readonly down?: boolean }) => {
      const { demo } = await import("./demo.ts");
      code = await demo({ keep: options.keep ?? false, down: options.down ?? false });
    });

  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
}
