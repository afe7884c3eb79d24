import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { connectionToExisting } from "../../components/machine.ts";
import { connectionFrom, ENDPOINT, type Connection } from "../../components/provider/connection.ts";
import { readStackFile, type StackFile } from "./stack-file.ts";

type Clinic = Extract<StackFile, { kind: "clinic" }>["clinic"];

/** A practice's machine as a verb finds it. */
export interface FoundMachine {
  readonly kind: "machine";
  readonly clinic: Clinic;
  readonly connection: Connection;
}

/** Why it was not found: full sentences. */
export interface NoMachine {
  readonly kind: "none";
  readonly text: string;
}

/** Seconds that `pulumi` gets to read its state from where that is kept. */
const PULUMI_SECONDS = 60;

/**
 * How the machine of a stack file is reached: as a file says that a person names; else as the stack file says, for a machine
 * that the practice already had; else as the stack's own output does, which `pulumi up` wrote.
 *
 * @param connectionFile JSON with host, port, user and hostKey; `-` for standard input
 */
export async function machineOf(file: string, connectionFile: string | undefined): Promise<FoundMachine | NoMachine> {
  const stack = readStackFile(file);
  if (stack.kind === "unusable") return none(stack.text);
  const { clinic } = stack;
  const connection =
    connectionFile === undefined ? await connectionOfStack(file, clinic) : connectionInFile(connectionFile);
  return typeof connection === "string" ? none(connection) : { kind: "machine", clinic, connection };
}

async function connectionOfStack(file: string, clinic: Clinic): Promise<Connection | string> {
  const { machine, stack } = clinic;
  if (machine.provider === "existing") return connectionToExisting(clinic, machine);
  const output = await stackOutput(file, stack, "connection");
  if ("what" in output) return output.what;
  return connectionIn(output.value, `The output "connection" of the stack ${stack}`);
}

function connectionInFile(file: string): Connection | string {
  const name = file === "-" ? "Standard input" : file;
  try {
    return connectionIn(JSON.parse(readFileSync(file === "-" ? 0 : file, "utf8")), name);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `${name} can't be read as a connection (${reason}). Give JSON like ${EXAMPLE}`;
  }
}

const EXAMPLE = '{"host": "198.51.100.7", "port": 22, "user": "ops", "hostKey": "ssh-ed25519 AAAA…"}.';

function connectionIn(value: unknown, name: string): Connection | string {
  const fields: Readonly<Record<string, unknown>> =
    typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
  const faults = Object.entries(ENDPOINT).filter(([key, [accepts]]) => !accepts(fields[key]));
  if (faults.length > 0) {
    const told = faults.map(([key, [, sentence]]) => `"${key}" is wrong or missing. ${sentence}`).join(" ");
    return `${name} is no connection: ${told} It looks like ${EXAMPLE}`;
  }
  const { host, port, user, hostKey, birthKey, inside } = fields;
  return connectionFrom({ host, port, user, hostKey, birthKey, inside });
}

/**
 * One output of a stack, as `pulumi stack output --json` gives it (`pulumi stack output --help`, Pulumi 3.270: `--stack`, `--json`,
 * `--show-secrets`, and the global `--cwd`, `--non-interactive`, `--color`).
 *
 * @param file the stack file, beside which Pulumi finds its project
 * @param secret true where the output is a secret: only then is one shown
 * @returns the value, or a sentence on why there is none
 */
export async function stackOutput(
  file: string,
  stack: string,
  name: string,
  secret = false,
): Promise<{ readonly value: unknown } | { readonly what: string }> {
  const options = ["--non-interactive", "--color=never", "--cwd", dirname(file), "--stack", stack];
  const argv = ["stack", "output", name, "--json", ...(secret ? ["--show-secrets"] : []), ...options];
  const otherwise = `Else say how the machine is reached, with --connection FILE.`;
  try {
    const ended = await promisify(execFile)("pulumi", argv, { timeout: PULUMI_SECONDS * 1000 });
    return parsed(ended.stdout) ?? { what: `"pulumi stack output ${name}" of the stack ${stack} gave no JSON.` };
  } catch (error) {
    const words = wordsOf(error);
    if (words === undefined) {
      return {
        what: `The address of the machine stands in Pulumi's state, and there is no program "pulumi" on the PATH. Install Pulumi, or run this where it is. ${otherwise}`,
      };
    }
    return {
      what: `"pulumi stack output ${name}" of the stack ${stack} failed: ${words} Log in where the state is kept (pulumi login), run this beside Pulumi.yaml, and run "pulumi up" once with this version, which writes that output. ${otherwise}`,
    };
  }
}

/** The parser's own words are left out: they would quote a secret. */
function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** What a program said as it failed; undefined where it could not be found. */
function wordsOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "ENOENT") return undefined;
  const said = "stderr" in error && typeof error.stderr === "string" ? error.stderr.trim() : "";
  return (said === "" ? error.message : said).replace(/[^.!?]$/, "$&.");
}

function none(text: string): NoMachine {
  return { kind: "none", text };
}
