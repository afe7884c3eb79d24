import { Command, CommanderError, Option } from "commander";
import { FORMATS, type Format } from "./reports/formats.ts";

/** How a run ended: 0 all is good, 1 there are findings, 2 the input or the call can't be used. */
export type ExitCode = 0 | 1 | 2;

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
