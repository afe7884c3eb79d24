import type { Package } from "../services/service.ts";
import { run, type Ended } from "./command.ts";
import { diskCause, StepFailed } from "./failure.ts";

/** The packages of the release that aren't installed. */
export async function missingPackages(packages: readonly Package[]): Promise<readonly string[]> {
  const installed = await installedPackages();
  return [...new Set(packages.map((it) => it.name))].filter((name) => !installed.has(name));
}

/** Packages that are whole. */
async function installedPackages(): Promise<ReadonlySet<string>> {
  return new Set((await packageStates()).filter((it) => it.state === "installed").map((it) => it.name));
}

/** Packages of which files are unpacked, whole or half. */
export async function presentPackages(): Promise<ReadonlySet<string>> {
  return new Set((await packageStates()).filter((it) => !ABSENT_STATES.includes(it.state)).map((it) => it.name));
}

/** Packages that are neither whole nor away: dpkg was stopped in the middle, or they broke. */
export async function halfPackages(): Promise<readonly string[]> {
  const settled = ["installed", ...ABSENT_STATES];
  return (await packageStates()).filter((it) => !settled.includes(it.state)).map((it) => it.name);
}

/** dpkg-query(1), "Package status". */
const ABSENT_STATES: readonly string[] = ["config-files", "not-installed"];

/** dpkg-query(1): `${db:Status-Status}` is `installed` for a package that is whole, `unpacked`, `half-configured` … for one that isn't. */
async function packageStates(): Promise<readonly { readonly state: string; readonly name: string }[]> {
  const ended = await run(["dpkg-query", "--show", "--showformat=${db:Status-Status} ${Package}\n"], { seconds: 60 });
  if (ended.status !== 0) {
    throw new StepFailed(
      "packages",
      `dpkg does not say which packages are installed: ${ended.words}`,
      diskCause(ended.words)?.mend ?? "See what `dpkg --audit` says on the machine, mend it and deliver again.",
    );
  }
  const rows = ended.stdout.split("\n").map((line) => line.split(" "));
  return rows.map(([state = "", name = ""]) => ({ state, name })).filter(({ name }) => name !== "");
}

/**
 * Installs packages without a question. The caller sees to it that nothing is started.
 *
 * Options: apt-get(8) `--no-install-recommends`, apt.conf(5) `DPkg::Lock::Timeout` (seconds), `APT::Update::Error-Mode`;
 * dpkg(1) `--force-confold`, `--force-confdef`.
 */
export async function installPackages(names: readonly string[]): Promise<void> {
  const update = await apt(["-o", "APT::Update::Error-Mode=any", "update"], 300);
  if (update.status !== 0) {
    throw new StepFailed("packages", `The package lists can't be fetched: ${update.words}`, mendOfLists(update.words));
  }
  // dpkg(1): apt refuses to go on where an earlier run was stopped in the middle.
  await configurePending();
  const install = await apt(["install", "--no-install-recommends", ...names], 1800);
  if (install.status === 0) return;
  throw new StepFailed(
    "packages",
    `The packages can't be installed: ${install.words}`,
    diskCause(install.words)?.mend ??
      "Look at the package named in the message; whatever was half installed was taken away again. Mend the package or its repository, or wait until its maker has, and deliver again.",
  );
}

/** dpkg(1), `--configure --pending`. */
function configurePending(): Promise<Ended> {
  return run(["dpkg", "--force-confdef", "--force-confold", "--configure", "--pending"], {
    seconds: 900,
    env: UNATTENDED,
  });
}

/** apt-secure(8) and apt.conf(5), `Acquire::Check-Date`: a repository's list counts from a date and until one. */
function mendOfLists(words: string): string {
  if (/not valid yet|is expired|not live until/i.test(words)) {
    return `The machine's clock says ${new Date().toISOString()}. If that is wrong, set it (\`timedatectl\`, \`chronyc makestep\`); if it is right, the mirror is out of date: name another one in the stack file. Then deliver again.`;
  }
  return (
    diskCause(words)?.mend ??
    "Look whether the machine reaches its package repositories (names, time, firewall) and deliver again."
  );
}

/**
 * Half a package would stop every later installation, security updates too, or be configured and started by one: what was not there
 * before goes away again, what was becomes whole. dpkg(1): `--force-remove-reinstreq`, `--force-depends`.
 *
 * @param before the packages that were present before
 * @returns sentences on what stays half
 */
export async function makeWhole(before: ReadonlySet<string>): Promise<readonly string[]> {
  const half = await halfPackages();
  if (half.length === 0) return [];
  const fresh = half.filter((name) => !before.has(name));
  const options = ["--force-remove-reinstreq", "--force-depends"];
  const purge =
    fresh.length === 0
      ? undefined
      : await run(["dpkg", ...options, "--purge", ...fresh], { seconds: 300, env: UNATTENDED });
  const configure = fresh.length < half.length ? await configurePending() : undefined;
  const left = await halfPackages();
  if (left.length === 0) return [];
  const words = [purge, configure].flatMap((ended) => (ended === undefined ? [] : [ended.words]));
  return [`${left.join(", ")} stays half installed, look at \`dpkg --audit\`: ${words.join(" ")}`];
}

const UNATTENDED = { DEBIAN_FRONTEND: "noninteractive", NEEDRESTART_SUSPEND: "1" };

/**
 * Answers the questions that packages would ask while they are configured. debconf-set-selections(1) reads lines of
 * owner, question, type and value.
 */
export async function answerQuestions(packages: readonly Package[]): Promise<void> {
  const lines = packages.flatMap(({ name, answers }) =>
    (answers ?? []).map(({ question, type, value }) => `${name} ${question} ${type} ${value}\n`),
  );
  if (lines.length === 0) return;
  const ended = await run(["debconf-set-selections"], { seconds: 60, input: lines.join("") });
  if (ended.status !== 0) {
    throw new StepFailed(
      "packages",
      `The questions of packages can't be answered: ${ended.words}`,
      "Look whether debconf works on the machine (`debconf-show debconf`) and deliver again.",
    );
  }
}

/** Takes packages away with their configuration; what only they needed goes too. */
export async function purgePackages(names: readonly string[]): Promise<Ended | undefined> {
  const installed = await installedPackages();
  const present = names.filter((name) => installed.has(name));
  return present.length === 0 ? undefined : apt(["purge", ...present], 900);
}

function apt(argv: readonly string[], seconds: number): Promise<Ended> {
  const options = [
    "DPkg::Lock::Timeout=300",
    "Dpkg::Options::=--force-confdef",
    "Dpkg::Options::=--force-confold",
    "Dpkg::Use-Pty=0",
  ];
  return run(["apt-get", "--assume-yes", "--quiet", ...options.flatMap((option) => ["-o", option]), ...argv], {
    seconds,
    env: UNATTENDED,
  });
}
