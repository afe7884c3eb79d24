import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { stringify } from "yaml";

const REPOSITORY = resolve(import.meta.dirname, "../..");

/** What `pulumi` needs of a checkout to run the program, its provider and its policy pack. */
const PARTS = [
  ..."Pulumi.yaml index.ts package.json package-lock.json tsconfig.json clinic components desk guard host policies render services templates".split(
    " ",
  ),
];

/** Why the real engine can't be asked here, or undefined where it can. */
export function engineObstacle(...plugins: readonly string[]): string | undefined {
  const missing = ["pulumi", "pulumi-language-nodejs", ...plugins].filter((program) => !isOnPath(program));
  return missing.length === 0 ? undefined : `${missing.join(" and ")} not on the PATH`;
}

function isOnPath(program: string): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
}

export interface Ran {
  readonly status: number | null;
  /** Standard output and error together. */
  readonly text: string;
}

/** A copy of the project with a state and a stack of its own, whose provider delivers to a stand-in. */
export interface Project {
  readonly folder: string;
  /** The file that stands for the machine. */
  readonly machine: string;
  readonly pulumi: (command: string, environment?: Readonly<Record<string, string>>) => Ran;
  readonly configure: (configuration: Readonly<Record<string, unknown>>) => void;
  /** Changes a file of the copy; throws where there is nothing to change. */
  readonly edit: (file: string, from: string | RegExp, to: string) => void;
  /** The stack's state as it is kept, secrets encrypted. */
  readonly state: () => string;
  readonly remove: () => void;
}

export function newProject(): Project {
  const base = mkdtempSync(join(tmpdir(), "engine-"));
  const folder = join(base, "project");
  for (const part of PARTS) {
    cpSync(join(REPOSITORY, part), join(folder, part), {
      recursive: true,
      filter: (source) => !source.includes("node_modules"),
    });
  }
  symlinkSync(join(REPOSITORY, "node_modules"), join(folder, "node_modules"));
  cpSync(join(import.meta.dirname, "stand-in-serve.ts"), join(folder, "components/provider/serve.ts"));
  mkdirSync(join(base, "state"));
  const machine = join(base, "machine");
  const pulumi: Project["pulumi"] = (command, environment = {}) => {
    const ran = spawnSync("pulumi", [...command.split(" "), "--non-interactive", "--color=never"], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
      env: {
        ...process.env,
        // The program and the plugins run on the Node.js of this test.
        PATH: [dirname(process.execPath), process.env["PATH"]].join(delimiter),
        PULUMI_HOME: join(base, "home"),
        PULUMI_BACKEND_URL: `file://${join(base, "state")}`,
        PULUMI_CONFIG_PASSPHRASE: "a passphrase of this test",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        STAND_IN_MACHINE: machine,
        ...environment,
      },
    });
    return { status: ran.status, text: ran.stdout + ran.stderr };
  };
  const made = pulumi("stack init prod");
  if (made.status !== 0) throw new Error(made.text);
  return {
    folder,
    machine,
    pulumi,
    configure: (configuration) => {
      const file = join(folder, "Pulumi.prod.yaml");
      const salt = /^encryptionsalt: .*$/m.exec(readFileSync(file, "utf8"))?.[0] ?? "";
      writeFileSync(file, `${salt}\n${stringify({ config: configuration })}`);
    },
    edit: (file, from, to) => {
      const path = join(folder, file);
      const before = readFileSync(path, "utf8");
      const after = before.replace(from, to);
      if (after === before) throw new Error(`There is nothing to change in ${file}.`);
      writeFileSync(path, after);
    },
    state: () => pulumi("stack export").text,
    remove: () => {
      rmSync(base, { recursive: true, force: true });
    },
  };
}
