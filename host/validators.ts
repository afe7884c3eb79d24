import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Validator } from "../services/service.ts";
import { run } from "./command.ts";
import { diskCause, StepFailed } from "./failure.ts";
import type { Places } from "./places.ts";

/** Seconds for a program in a folder's view, where nobody waits. */
const SECONDS = 60;

/**
 * Asks each program whether it would start with its new files: the validator runs in a mount namespace of its own in
 * which the staged tree lies over the machine's. What it writes there vanishes with it.
 *
 * @param written paths of the new release, as they lie in `tree`
 * @param removed paths that the new release takes away
 * @param seconds that each program gets
 */
export async function validate(
  places: Places,
  tree: string,
  written: readonly string[],
  removed: readonly string[],
  validators: readonly Validator[],
  seconds: number,
): Promise<void> {
  const inView = writeView(places, tree, written, removed);
  try {
    for (const validator of validators) {
      const ended = await run([...inView, ...validator.argv], { seconds });
      if (ended.late) {
        throw new StepFailed(
          "validate",
          `${validator.name} did not finish judging its new configuration within ${seconds} seconds and was stopped.`,
          "The machine runs as before. Look whether it is busy or short of memory (`uptime`, `free -h`) and deliver again; if it happens again, report it as a fault of Stillroom.",
        );
      }
      const disk = ended.status === 0 ? undefined : diskCause(ended.words);
      if (disk !== undefined) {
        throw new StepFailed("validate", `${disk.what} ${validator.name} could not judge: ${ended.words}`, disk.mend);
      }
      if (ended.status !== 0) {
        throw new StepFailed(
          "validate",
          `${validator.name} refuses its new configuration: ${ended.words}`,
          "The machine runs as before. Mend what the message names in the stack file; if nothing there can cause it, report it as a fault of Stillroom.",
        );
      }
    }
  } finally {
    dropView(places);
  }
}

/**
 * For a folder: the same view, over the system on which the folder lies, where that can be had.
 *
 * @returns for each validator that didn't run or refused, why
 */
export async function validateWherePossible(
  places: Places,
  tree: string,
  written: readonly string[],
  validators: readonly Validator[],
): Promise<readonly string[]> {
  if (validators.length === 0) return [];
  const inView = writeView(places, tree, written, []);
  const notes: string[] = [];
  try {
    const view = await run([...inView, "true"], { seconds: SECONDS });
    for (const validator of validators) {
      const [program = ""] = validator.argv;
      if (view.status !== 0) {
        notes.push(
          `Left out, ${validator.name} was not validated: no view of the new files can be made here (${view.words}).`,
        );
      } else if ((await run(["which", program], { seconds: 10 })).status !== 0) {
        notes.push(`Left out, ${validator.name} was not validated: ${program} is not installed here.`);
      } else {
        const ended = await run([...inView, ...validator.argv], { seconds: SECONDS });
        if (ended.status !== 0)
          notes.push(`${validator.name} as installed here does not take its new configuration: ${ended.words}`);
      }
    }
  } finally {
    dropView(places);
  }
  return notes;
}

/**
 * The command that comes before a validator's own. unshare(1): `--propagation private` keeps the mounts from the machine; with
 * `--pid`, `--fork` and `--kill-child` nothing that the validator starts outlives it, not even what left its process group.
 */
function writeView(
  places: Places,
  tree: string,
  written: readonly string[],
  removed: readonly string[],
): readonly string[] {
  mkdirSync(places.volatile, { recursive: true, mode: 0o700 });
  const script = join(places.volatile, "view.sh");
  writeFileSync(script, viewScript(places, tree, written, removed), { mode: 0o600 });
  const user = process.getuid?.() === 0 ? [] : ["--user", "--map-root-user"];
  const together = ["--pid", "--fork", "--kill-child=SIGKILL"];
  return ["unshare", ...user, ...together, "--mount", "--propagation", "private", "sh", script];
}

/** Takes away what a view needs beside its own memory; also after an agent that was killed. */
export function dropView(places: Places): void {
  for (const name of ["view.sh", "view"]) rmSync(join(places.volatile, name), { recursive: true, force: true });
}

/** Larger folders aren't copied into memory where the kernel can't overlay them. */
const COPY_MEGABYTES = 64;

/**
 * A shell script that lays the new files over the machine's and then becomes its arguments. Each folder concerned gets a
 * writable overlay (mount(8), "overlay") whose changes stay in memory, or, where the kernel stacks no further, a copy. What
 * else is mounted below such a folder is brought back in, to be read only: nothing in here can write to the machine's disk.
 */
function viewScript(places: Places, tree: string, written: readonly string[], removed: readonly string[]): string {
  const view = join(places.volatile, "view");
  const lines = [
    "set -e",
    `mkdir -p ${quoted(view)}`,
    `cd ${quoted(view)}`,
    `mount -t tmpfs -o mode=0700 tmpfs ${quoted(view)}`,
    `cd ${quoted(view)}`,
    "mkdir staged",
    `mount --bind ${quoted(tree)} staged`,
  ];
  const mounts = mountPoints();
  for (const [index, folder] of coveredFolders([...written, ...removed]).entries()) {
    lines.push(...cover(folder, index, mounts));
  }
  // tar(1): existing folders keep their own owners and modes, links to folders stay links.
  lines.push("tar -C staged -c . | tar -C / -x -p --no-overwrite-dir --keep-directory-symlink");
  if (removed.length > 0) lines.push(`rm -f ${removed.map(quoted).join(" ")}`);
  return `${lines.join("\n")}\ncd /\nexec "$@"\n`;
}

function cover(folder: string, index: number, mounts: readonly string[]): readonly string[] {
  const [at, upper, work, copy] = [quoted(folder), `${index}.upper`, `${index}.work`, `${index}.copy`];
  const below = mounts.filter((mount) => mount.startsWith(`${folder}/`));
  const handles = below.map((mount, number) => ({ mount: quoted(mount), handle: `${index}.${number}.mount` }));
  return [
    ...handles.flatMap(({ mount, handle }) => [
      `if [ -d ${mount} ]; then mkdir ${handle}; else : > ${handle}; fi`,
      `mount --bind ${mount} ${handle}`,
    ]),
    `mkdir ${upper} ${work} ${copy}`,
    `chown --reference=${at} ${upper} ${copy}`,
    `chmod --reference=${at} ${upper} ${copy}`,
    `if ! mount -t overlay -o lowerdir=${at},upperdir="$PWD"/${upper},workdir="$PWD"/${work} overlay ${at} 2>overlay.words; then`,
    `  if [ "$(du -smx ${at} | cut -f 1)" -gt ${COPY_MEGABYTES} ]; then cat overlay.words >&2; exit 1; fi`,
    `  cp -a ${at}/. ${copy}`,
    `  mount --bind ${copy} ${at}`,
    "fi",
    ...handles.flatMap(({ mount, handle }) => [`mount --bind ${handle} ${mount}`, `mount -o remount,bind,ro ${mount}`]),
  ];
}

/** The deepest folder that is there for each path, none inside another. */
export function coveredFolders(paths: readonly string[]): readonly string[] {
  const deepest = [...new Set(paths.map((path) => existingFolder(dirname(path))))].sort();
  const covered: string[] = [];
  for (const folder of deepest) {
    if (!covered.some((outer) => folder.startsWith(`${outer}/`))) covered.push(folder);
  }
  return covered;
}

function existingFolder(path: string): string {
  if (path === "/") {
    throw new StepFailed(
      "validate",
      "A release may not bring a folder of its own at the top of the file system.",
      "Report this as a fault of Stillroom.",
    );
  }
  return existsSync(path) && statSync(path).isDirectory() ? realpathSync(path) : existingFolder(dirname(path));
}

/** proc(5), /proc/pid/mountinfo: the fifth field, in which blanks are octal escapes. */
function mountPoints(): readonly string[] {
  return readFileSync("/proc/self/mountinfo", "utf8")
    .split("\n")
    .map((line) => line.split(" ")[4] ?? "")
    .map((path) =>
      path.replace(/\\([0-7]{3})/g, (_whole, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))),
    )
    .filter((path) => path !== "");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
