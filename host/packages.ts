import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { Package } from "../services/service.ts";
import { run, type Ended } from "./command.ts";
import { diskCause, StepFailed } from "./failure.ts";

/** The packages of the release that aren't installed. */
export async function missingPackages(packages: readonly Package[]): Promise<readonly string[]> {
  const installed = await installedPackages();
  return [...new Set(packages.map((it) => it.name))].filter((name) => !installed.has(name));
}

/** Packages that are whole. */
export async function installedPackages(): Promise<ReadonlySet<string>> {
  return new Set((await packageStates()).filter((it) => it.state === "installed").map((it) => it.name));
}

/** dpkg-query(1): `${db:Status-Status}` is `installed` for a package that is whole, `unpacked`, `half-configured` … for one that isn't. */
async function packageStates(): Promise<readonly { readonly state: string; readonly name: string }[]> {
  const ended = await run(["dpkg-query", "--show", "--showformat=${db:Status-Status} ${Package}\n"], { seconds: 60 });
  const rows = ended.stdout.split("\n").map((line) => line.split(" "));
  return rows.map(([state = "", name = ""]) => ({ state, name })).filter(({ name }) => name !== "");
}

/**
 * Installs packages without a question and without starting anything: a daemon must never run with its package's own
 * configuration on a machine that is open to the world.
 *
 * Options: apt-get(8) `--no-install-recommends`, apt.conf(5) `DPkg::Lock::Timeout` (seconds), `APT::Update::Error-Mode`;
 * dpkg(1) `--force-confold`, `--force-confdef`.
 */
export async function installPackages(names: readonly string[]): Promise<void> {
  const update = await apt(["-o", "APT::Update::Error-Mode=any", "update"], 300);
  if (update.status !== 0) {
    throw new StepFailed("packages", `The package lists can't be fetched: ${update.words}`, mendOfLists(update.words));
  }
  await withoutStarts(async () => {
    // dpkg(1): apt refuses to go on where an earlier run was stopped in the middle.
    await run(["dpkg", "--force-confdef", "--force-confold", "--configure", "--pending"], {
      seconds: 900,
      env: UNATTENDED,
    });
    const whole = await installedPackages();
    const install = await apt(["install", "--no-install-recommends", ...names], 1800);
    if (install.status === 0) return;
    const left = await withdrawHalf(whole);
    throw new StepFailed(
      "packages",
      `The packages can't be installed: ${[install.words, ...left].join(" ")}`,
      diskCause(install.words)?.mend ??
        "Look at the package named in the message; whatever was half installed was taken away again. Mend the package or its repository, or wait until its maker has, and deliver again.",
    );
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
 * A package that broke while it was configured would stop every later installation, security updates too: what is new and
 * not whole goes away again. dpkg(1): `--force-remove-reinstreq`, `--force-depends`.
 *
 * @returns sentences on what can't be taken away
 */
async function withdrawHalf(whole: ReadonlySet<string>): Promise<readonly string[]> {
  const half = (await packageStates())
    .filter(({ name, state }) => !whole.has(name) && !SETTLED_STATES.includes(state))
    .map(({ name }) => name);
  if (half.length === 0) return [];
  const options = ["--force-remove-reinstreq", "--force-depends"];
  const ended = await run(["dpkg", ...options, "--purge", ...half], { seconds: 300, env: UNATTENDED });
  return ended.status === 0
    ? []
    : [`${half.join(", ")} stays half installed, look at \`dpkg --audit\`: ${ended.words}`];
}

/** dpkg-query(1), "Package status". */
const SETTLED_STATES: readonly string[] = ["installed", "config-files", "not-installed"];

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

/** Debian Policy, 9.3.3.2, and invoke-rc.d(8): maintainer scripts ask this program; 101 means "not allowed". */
const START_POLICY = "/usr/sbin/policy-rc.d";
const OURS = "# Written by Stillroom's agent while it installs packages.";

async function withoutStarts<Result>(install: () => Promise<Result>): Promise<Result> {
  const before = existsSync(START_POLICY) ? readFileSync(START_POLICY) : undefined;
  writeFileSync(START_POLICY, `#!/bin/sh\n${OURS}\nexit 101\n`, { mode: 0o755 });
  try {
    return await install();
  } finally {
    if (before === undefined || before.includes(OURS)) rmSync(START_POLICY, { force: true });
    else writeFileSync(START_POLICY, before);
  }
}

/** After a crash: a start policy of ours would keep every later package from starting its service. */
export function dropStartPolicy(): void {
  if (existsSync(START_POLICY) && readFileSync(START_POLICY).includes(OURS)) rmSync(START_POLICY);
}
