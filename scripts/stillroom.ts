import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { QUESTIONS } from "./new-practice/questions.ts";
import { FORMATS, type Format } from "./reports/formats.ts";
import type { VerbRequest } from "./verbs/machine-verb.ts";
import type { AskingRequest } from "./verbs/undertaking-verb.ts";

/** How a run ended: 0 all is good, 1 there are findings, 2 the input or the call can't be used. */
export type ExitCode = 0 | 1 | 2;

const STACKFILE = "a stack file, called Pulumi.<stack>.yaml";

/** As commander gives them. */
interface VerbOptions {
  /** File that says how the machine is reached; undefined for the stack's own word. */
  readonly connection?: string;
  readonly json?: boolean;
}

interface AskingOptions extends VerbOptions {
  readonly yes?: boolean;
}

interface DriftOptions extends VerbOptions {
  readonly putBack?: boolean;
  readonly accept?: boolean;
  readonly reason?: string;
}

interface FleetOptions {
  readonly parallel?: number;
  readonly waves?: readonly number[];
  readonly tolerate?: number;
  readonly credentials?: string;
  readonly resume?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

const FLEET_ACTIONS = [
  ["check", "Judges every practice's stack file by every rule."],
  ["preview", "Judges, then shows what Pulumi would change, with the policy pack."],
  ["up", "Judges, previews and updates, wave after wave, the canary first."],
  ["status", "Asks every machine how it is."],
  ["drift", "Compares every machine with its release."],
  ["destroy", "Takes practices down, wave after wave."],
] as const;

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    if (!/^\d{1,6}$/.test(text) || Number(text) < least || Number(text) > most)
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
    return Number(text);
  };
}

function waveSizes(text: string): readonly number[] {
  return text.split(",").map(wholeNumber(1, 10_000));
}

function requestOf(stackFile: string, { connection, json = false }: VerbOptions): VerbRequest {
  return { stackFile, connection, json };
}

function askingRequestOf(stackFile: string, options: AskingOptions): AskingRequest {
  return { ...requestOf(stackFile, options), yes: options.yes ?? false };
}

/** It can't be called so, whatever the machine is. */
async function badCall(what: string, json = false): Promise<ExitCode> {
  const { badInput, told } = await import("./verbs/machine-verb.ts");
  return told(badInput(what), json);
}

/** As commander names an option's value. */
function camelCase(flag: string): string {
  return flag.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

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
      const { check } = await import("./verbs/check.ts");
      code = await check(files, options.tree, options.format);
    });

  const stamp = program
    .command("new")
    .summary("write the stack file of a new practice, or of many")
    .description(
      "Writes Pulumi.NAME.yaml, with comments, so that it passes `check`: in a terminal it asks for what is not said, otherwise it takes flags, or a CSV file with a column for each flag. A name, a title and the * of a domain become two neutral words. What stillroom.defaults.yaml says is not asked. Exit 2: an answer is missing or makes no good practice, and nothing was written.",
    )
    .argument("[NAME]", "the stack's name, seen by whoever may see the state; default: two neutral words")
    .option("--from <CSV>", "a file with many, - for standard input; flags hold where a column is empty")
    .addOption(jsonOption());
  for (const { name, ask, form } of QUESTIONS) stamp.option(`--${name} <${form === "list" ? "LIST" : "VALUE"}>`, ask);
  stamp.action(async (name: string | undefined, options: Readonly<Record<string, string | boolean | undefined>>) => {
    const { newPractices } = await import("./verbs/new.ts");
    const said = QUESTIONS.flatMap((question) => {
      const value = options[camelCase(question.name)];
      return typeof value === "string" ? [[question.name, value]] : [];
    });
    const { from, json } = options;
    const answers = Object.fromEntries(said) as Readonly<Record<string, string>>;
    code = await newPractices({
      name,
      answers,
      from: typeof from === "string" ? from : undefined,
      json: json === true,
    });
  });

  program
    .command("explain")
    .summary("where each value of a key comes from")
    .description(
      "Says what a key of the stack file is for, what it is in each practice, and who says so: the stack file, the defaults that practices share (stillroom.defaults.yaml), or Stillroom. Exit 2: there is no such key, or a file can't be used.",
    )
    .argument("<KEY>", "such as names.video, or names for all that it holds")
    .argument("[STACKFILE...]", "stack files; all of this folder where none is named")
    .addOption(jsonOption())
    .action(async (key: string, files: readonly string[], options: VerbOptions) => {
      const { explain } = await import("./verbs/explain.ts");
      code = explain(key, files, options.json ?? false);
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
      const { renderInto } = await import("./verbs/render.ts");
      code = renderInto(file, options.out);
    });

  program
    .command("kit")
    .summary("what a practice hands to its people, in a folder and a zip")
    .description(
      "Writes what the practice's own people need on their computers and on paper, as the stack file asks for it: a folder to open, and the same in one zip to hand over. The same stack file gives the same bytes. What the stack file does not say enough for is named, and the rest is made.",
    )
    .argument("<STACKFILE>", STACKFILE)
    .requiredOption("--out <DIR>", "an empty folder, a new one, or one that an earlier kit is in")
    .addOption(jsonOption())
    .action(async (file: string, options: VerbOptions & { readonly out: string }) => {
      const { kitInto } = await import("./verbs/kit.ts");
      code = kitInto(file, options.out, options.json ?? false);
    });

  program
    .command("status")
    .summary("how a practice's machine is")
    .description(
      "Asks the machine of a stack file how it is: release, services, certificate, disks, updates, proofs, clock. Exit 0: all is well. Exit 1: something needs a hand, and the last lines say what to do.",
    )
    .argument("<STACKFILE>", STACKFILE)
    .addOption(connectionOption())
    .addOption(jsonOption())
    .action(async (file: string, options: VerbOptions) => {
      const { status } = await import("./verbs/status.ts");
      code = await status(requestOf(file, options));
    });

  program
    .command("drift")
    .summary("how a machine differs from its release")
    .description(
      "Compares files, folders, units and packages of the machine with the release that it runs, line by line. Exit 0: no difference that nobody accepted. Exit 1: there are some, or what was asked for could not be done.",
    )
    .argument("<STACKFILE>", STACKFILE)
    .addOption(new Option("--put-back", "make files, modes and units as released, with all that a delivery does"))
    .addOption(new Option("--accept", "leave the differences as they are, if no rule objects").conflicts("putBack"))
    .addOption(new Option("--reason <TEXT>", "why they are accepted; the machine keeps it"))
    .addOption(connectionOption())
    .addOption(jsonOption())
    .action(async (file: string, options: DriftOptions) => {
      if ((options.accept === true) !== (options.reason !== undefined)) {
        code = await badCall('--accept and --reason "why" belong together.', options.json);
        return;
      }
      if (options.reason?.trim() === "") {
        code = await badCall(
          "--reason is empty: say why the differences may stay, for whoever looks later.",
          options.json,
        );
        return;
      }
      const request = requestOf(file, options);
      if (options.putBack === true) {
        const { putBack } = await import("./verbs/put-back.ts");
        code = await putBack(request);
      } else if (options.reason !== undefined) {
        const { acceptDrift } = await import("./verbs/accept-drift.ts");
        code = await acceptDrift(request, options.reason);
      } else {
        const { drift } = await import("./verbs/drift.ts");
        code = await drift(request);
      }
    });

  program
    .command("history")
    .summary("what was done to a machine")
    .description(
      "Lists what changed the machine, newest first, with how it ended, and the releases that it can go back to.",
    )
    .argument("<STACKFILE>", STACKFILE)
    .addOption(connectionOption())
    .addOption(jsonOption())
    .action(async (file: string, options: VerbOptions) => {
      const { history } = await import("./verbs/history.ts");
      code = await history(requestOf(file, options));
    });

  program
    .command("audit")
    .summary("the desk's audit log")
    .command("verify")
    .summary("find any change in the desk's audit log")
    .description(
      "Works the log's chain out again on this computer, and compares it with what earlier looks remembered in Pulumi.<stack>.audit.json beside the stack file. Exit 0: unchanged. Exit 1: changed, with the entry and what is wrong with it. Exit 2: nothing can be said.",
    )
    .argument("<STACKFILE>", STACKFILE)
    .addOption(connectionOption())
    .addOption(jsonOption())
    .action(async (file: string, options: VerbOptions) => {
      const { auditVerify } = await import("./verbs/audit-verify.ts");
      code = await auditVerify(requestOf(file, options));
    });

  program
    .command("rollback")
    .summary("bring an earlier release again")
    .description(
      "Brings a release again that ran on the machine before, with all that a delivery does: validators, a packet filter on probation, proofs, and going back. The rules of today judge it first. Exit 1: it was refused or went back.",
    )
    .usage("[options] [N] <STACKFILE>")
    .argument("[N]", "how many releases back: 1, the default, is the one that ran before")
    .argument("[STACKFILE]", STACKFILE)
    .addOption(connectionOption())
    .addOption(jsonOption())
    .action(async (first: string | undefined, second: string | undefined, options: VerbOptions) => {
      const [steps, file] = second === undefined ? ["1", first] : [first ?? "1", second];
      if (file === undefined || !/^[1-9]\d?$/.test(steps)) {
        const what = "Call it as: stillroom rollback [N] STACKFILE, where N is a number from 1 on.";
        code = await badCall(what, options.json);
        return;
      }
      const { rollback } = await import("./verbs/rollback.ts");
      code = await rollback(requestOf(file, options), Number(steps));
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
    .action(async (name: string, file: string, options: AskingOptions) => {
      const { rotateSecret } = await import("./verbs/rotate-secret.ts");
      code = await rotateSecret(name, askingRequestOf(file, options));
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
      const { isolate } = await import("./verbs/isolate.ts");
      code = await isolate(requestOf(file, options));
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
    .action(async (file: string, options: AskingOptions) => {
      const { endIsolation } = await import("./verbs/end-isolation.ts");
      code = await endIsolation(askingRequestOf(file, options));
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
    .action(async (file: string, options: VerbOptions & { readonly keyFile?: string }) => {
      const { unlock } = await import("./verbs/unlock.ts");
      code = await unlock({ ...requestOf(file, options), keyFile: options.keyFile });
    });

  const fleet = program
    .command("fleet")
    .summary("the same for each of many practices: check, preview, up, status, drift, destroy");
  for (const [action, summary] of FLEET_ACTIONS) {
    const verb = fleet
      .command(action)
      .summary(summary)
      .description(
        `${summary} SELECTOR is a list of stacks' names with * for any letters, and ! before what to leave out: 'north-*,!north-1'. Exit 0: all is good. Exit 1: it is not, and the end says why for each.`,
      )
      .argument("[SELECTOR]", "which practices of this folder; default: all")
      .addOption(jsonOption());
    if (action !== "check") {
      verb
        .option("--parallel <N>", "how many at once", wholeNumber(1, 64), 4)
        .option(
          "--credentials <DIR>",
          "folder with <stack>.env for each practice: variables that no other practice's process gets",
        );
    }
    if (action === "up" || action === "destroy") {
      verb
        .option(
          "--waves <SIZES>",
          "how many in each wave, the canary first; the last holds for the rest",
          waveSizes,
          [1, 5, 20],
        )
        .option(
          "--tolerate <PERCENT>",
          "failures of a wave after which no more are begun; the canary has none",
          wholeNumber(0, 100),
          10,
        )
        .option("--resume", "leave out what the last run has done for good")
        .option("--yes", "do not ask");
    }
    verb.action(async (selector: string | undefined, options: FleetOptions) => {
      const { fleet: run } = await import("./verbs/fleet.ts");
      const {
        parallel = 1,
        waves = [1],
        tolerate = 0,
        credentials,
        resume = false,
        yes = false,
        json = false,
      } = options;
      code = await run({ action, selector, parallel, waves, tolerate, credentials, resume, yes, json });
    });
  }

  program
    .command("demo")
    .summary("a whole machine on this computer")
    .description(
      "Boots a Debian machine in a container, delivers a practice to it, proves that it works, and takes it down.",
    )
    .option("--keep", "leave the machine running, to look at")
    .addOption(new Option("--down", "take down a machine that was kept").conflicts("keep"))
    .action(async (options: { readonly keep?: boolean; readonly down?: boolean }) => {
      const { demo } = await import("./verbs/demo.ts");
      code = await demo({ keep: options.keep ?? false, down: options.down ?? false });
    });

  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    // The words for people stand on standard error already.
    return args.includes("--json") ? badCall(error.message, true) : 2;
  }
}
