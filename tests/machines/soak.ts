import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { deliver, type DeliveryProblem } from "../../components/provider/delivery.ts";
import type { AgentMessage, Outcome, Patience } from "../../host/protocol.ts";
import { AGENT } from "../../host/places.ts";
import type { Release } from "../../render/release.ts";
import { run } from "../../scripts/sandbox/command.ts";
import { fileOf } from "../host/sample-release.ts";
import { counted, countOnly, haltAt, haltedAgent, installHalt, type Moment } from "./halt.ts";
import {
  nginxConfiguration,
  practiceOf,
  QUICK,
  RULES,
  rulesAlone,
  until,
  type PracticeMachine,
} from "./practice-machine.ts";

export const FAULTS = ["killed", "power cut", "connection cut", "disk full"] as const;
export type Fault = (typeof FAULTS)[number];

/** One delivery that met a fault. */
export interface SoakResult {
  readonly fault: Fault;
  readonly moment: Moment;
  /** Which release the machine ran afterwards, whole. `passed by`: the delivery has no such moment, so nothing happened to it. */
  readonly ended: "old" | "new" | "passed by";
  readonly seconds: number;
}

/** Nobody who was cut off confirms that he still gets in. */
const PATIENCE: Patience = { ...QUICK, accessSeconds: 10 };

const FILES = 60;
const INSTALLED_ANEW = "hello";

/** Which of the two versions of its files and of its packet filter a release has. */
interface Version {
  readonly files: 0 | 1;
  readonly filter: 0 | 1;
}

/** A machine on which deliveries meet faults. */
export interface Soak {
  readonly run: (fault: Fault, moment: Moment, turn: Turn) => Promise<SoakResult>;
  /** For each kind of turn, how many operations each step of its delivery has. */
  readonly lengths: (turn: Turn) => Promise<Readonly<Record<string, number>>>;
}

/** What a delivery changes beside files and units. */
export const TURNS = ["files", "packages", "firewall"] as const;
export type Turn = (typeof TURNS)[number];

export async function startSoak(here: PracticeMachine): Promise<Soak> {
  const { machine, connection } = here;
  await installHalt(machine);
  let running: Version = { files: 0, filter: 0 };
  const kept = async (version: Version): Promise<void> => {
    const outcome = await deliver(connection, releaseAs(here, version), () => undefined, PATIENCE);
    assert.ok(outcome.kind === "kept" || outcome.kind === "unchanged", JSON.stringify(outcome, undefined, 1));
    running = version;
  };
  await kept(running);
  const key = await machine.exec(["cat", "/var/lib/stillroom/secrets/beacon_key"]);
  const fill = (text: string): string =>
    text.replaceAll("@@secret:beacon_key@@", key).replaceAll("@@fact:address4@@", here.machine.addresses.address4);

  const prepare = async (turn: Turn): Promise<void> => {
    if (turn === "packages") await machine.exec(["dpkg", "--purge", INSTALLED_ANEW]);
  };

  return {
    lengths: async (turn) => {
      await prepare(turn);
      await countOnly(machine);
      await kept(after(running, turn));
      return counted(machine);
    },
    run: async (fault, moment, turn) => {
      const begun = Date.now();
      // Whatever the run before left: a machine that is not whole shows again.
      running = await runningOn(here);
      const versions = [running, after(running, turn)] as const;
      const [old, next] = [releaseAs(here, versions[0]), releaseAs(here, versions[1])];
      await prepare(turn);
      await haltAt(machine, moment);
      const said: AgentMessage[] = [];
      let over = false;
      const delivery = deliver(connection, next, (message) => said.push(message), PATIENCE).finally(() => {
        over = true;
      });
      let agent: number | undefined;
      await until(async () => over || (agent = await haltedAgent(machine)) !== undefined);
      if (agent !== undefined) await inflict(here, fault, agent, () => over);
      const outcome = await delivery;
      if (fault === "disk full") await resizeDisk(here, "6g");
      if (agent !== undefined) await decided(here, fault);
      const digest = (await machine.exec(["cat", "/var/lib/stillroom/current"])).trim();
      assert.ok(digest === old.digest || digest === next.digest, `it runs ${digest}`);
      const now = digest === old.digest ? old : next;
      await assertWhole(here, now, fill);
      if (outcome.kind === "kept") assert.equal(digest, next.digest);
      if (outcome.kind === "went-back") {
        assert.equal(digest, old.digest);
        assert.ok(outcome.failure.what !== "" && outcome.failure.mend !== "");
      }
      if (agent !== undefined && outcome.kind !== "kept") assertClear(fault, outcome);
      running = now === old ? versions[0] : versions[1];
      const ended = agent === undefined ? "passed by" : now === next ? "new" : "old";
      return { fault, moment, ended, seconds: (Date.now() - begun) / 1000 };
    },
  };
}

async function runningOn(here: PracticeMachine): Promise<Version> {
  const digest = (await here.machine.exec(["cat", "/var/lib/stillroom/current"])).trim();
  const found = VERSIONS.find((version) => releaseAs(here, version).digest === digest);
  assert.ok(found !== undefined, `it runs ${digest}`);
  return found;
}

const VERSIONS: readonly Version[] = [
  { files: 0, filter: 0 },
  { files: 0, filter: 1 },
  { files: 1, filter: 0 },
  { files: 1, filter: 1 },
];

/** Every turn changes files and what reads them; some change more. */
function after({ files, filter }: Version, turn: Turn): Version {
  return { files: other(files), filter: turn === "firewall" ? other(filter) : filter };
}

const other = (version: 0 | 1): 0 | 1 => (version === 0 ? 1 : 0);

function releaseAs(here: PracticeMachine, { files, filter }: Version): Release {
  const words = ["ebb", "flow"][files] ?? "";
  return practiceOf(here, {
    words,
    nginx: nginxConfiguration(words),
    contains: words,
    rules: filter === 0 ? RULES : RULES.replace("COMMIT\n", "-A INPUT -p tcp -m tcp --dport 8448 -j ACCEPT\nCOMMIT\n"),
    extraFiles: Array.from({ length: FILES }, (_, index) =>
      fileOf(`/etc/stillroom/many/${words}-${index % 3}/${index}`, `${words} ${index}\n`, {
        mode: index % 2 === 0 ? "0640" : "0644",
      }),
    ),
  });
}

async function inflict(here: PracticeMachine, fault: Fault, agent: number, over: () => boolean): Promise<void> {
  const { machine } = here;
  switch (fault) {
    case "killed":
      await machine.exec(["kill", "-KILL", String(agent)]);
      break;
    case "power cut":
      await machine.cutPower();
      break;
    case "connection cut":
      // The server's end of every session: to both sides the connection is gone.
      await machine.exec(["pkill", "--signal", "KILL", "sshd-session"]);
      await machine.exec(["kill", "-CONT", String(agent)]);
      break;
    case "disk full":
      await resizeDisk(here, `${await usedKilobytes(here)}k`);
      await machine.exec(["kill", "-CONT", String(agent)]);
      await until(over);
      break;
  }
}

/** All that the machine writes lies in one memory file system of this system. */
const diskOf = ({ machine }: PracticeMachine): string => join(machine.folder, "memory");

async function usedKilobytes(here: PracticeMachine): Promise<number> {
  const printed = await run(["df", "--block-size=1K", "--output=used", diskOf(here)]);
  return Number(printed.split("\n")[1]);
}

async function resizeDisk(here: PracticeMachine, size: string): Promise<void> {
  await run(["mount", "-o", `remount,size=${size}`, diskOf(here)]);
}

/** After a kill the next run decides; after a power cut the boot already has; otherwise the agent itself did. */
async function decided({ machine }: PracticeMachine, fault: Fault): Promise<void> {
  if (fault === "killed") await machine.exec(["node", AGENT, "recover"]);
  await until(
    async () => (await machine.exec(["sh", "-c", "ls /var/lib/stillroom/journal.json 2>/dev/null || true"])) === "",
  );
}

/** One message that says what happened and what to do. */
function assertClear(fault: Fault, outcome: Outcome | DeliveryProblem): void {
  if (outcome.kind !== "went-back" && outcome.kind !== "problem") return;
  const text = `${outcome.failure.what} ${outcome.failure.mend}`;
  if (fault === "disk full") assert.match(text, /disk of the machine is full|space left|room/i);
  else assert.match(text, /deliver again|Deliver again|next delivery|network that you deliver from/);
}

/** Every file's bytes, mode and owner, units, packet filter, packages, SSH; and nothing is left over. */
async function assertWhole(here: PracticeMachine, release: Release, fill: (text: string) => string): Promise<void> {
  const { machine, connection } = here;
  const paths = release.files.map((file) => file.path);
  const script = [
    `stat --printf '%n %a %U %G\\n' ${paths.join(" ")}`,
    "echo --",
    `sha256sum ${paths.join(" ")}`,
    "echo --",
    "find /etc/stillroom/many -type f | wc -l",
    "echo --",
    `systemctl is-active ${release.units.map((unit) => unit.name).join(" ")}`,
    `systemctl is-enabled ${release.units.map((unit) => unit.name).join(" ")}`,
    "echo --",
    "iptables-save",
    "echo --",
    "ip6tables-save",
    "echo --",
    // The agent's own half-written note (`writeDurably`) is none of them: the next one takes its place.
    "find /etc /usr/local /var/lib/stillroom -xdev \\( -name '*.stillroom-*' -o -name '*.next' \\) ! -path '/var/lib/stillroom/*.json.next'",
    "ls -d /var/lib/stillroom/journal.json /var/lib/stillroom/before /var/lib/stillroom/releases/*/tree /usr/sbin/policy-rc.d /run/stillroom/view* 2>/dev/null",
    "systemctl list-units --all --plain --no-legend 'stillroom-firewall-back*'",
    "dpkg --audit",
    "echo --",
    "dpkg-query --show --showformat '${db:Status-Status}\\n' nginx-light",
  ].join("\n");
  const parts = (await machine.exec(["sh", "-c", script])).split("--\n");
  const [stats = "", sums = "", many = "", units = "", filter4 = "", filter6 = "", left = "", packages = ""] = parts;
  assert.deepEqual(
    stats.trim().split("\n"),
    release.files.map(
      (file) => `${file.path} ${Number.parseInt(file.mode, 8).toString(8)} ${file.owner} ${file.group}`,
    ),
  );
  assert.deepEqual(
    sums.trim().split("\n"),
    release.files.map((file) => `${createHash("sha256").update(fill(file.text)).digest("hex")}  ${file.path}`),
  );
  assert.equal(Number(many), FILES);
  assert.match(units, /^(active\n)+(enabled\n)+$/);
  for (const [version, filter] of [
    ["v4", filter4],
    ["v6", filter6],
  ] as const) {
    const wanted = release.files.find((file) => file.path === `/etc/iptables/rules.${version}`)?.text ?? "";
    assert.equal(rulesAlone(filter).trim(), rulesAlone(wanted).trim());
  }
  assert.equal(left, "");
  assert.equal(packages.trim(), "installed");
  const again = await deliver(connection, release, () => undefined, PATIENCE);
  assert.equal(again.kind, "unchanged", JSON.stringify(again));
}
