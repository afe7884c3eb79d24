import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Connection } from "../../components/provider/connection.ts";
import { deliver, readState, undeliver, type DeliveryProblem } from "../../components/provider/delivery.ts";
import { connect } from "../../components/provider/ssh.ts";
import { AGENT } from "../../host/places.ts";
import type { Outcome, Patience } from "../../host/protocol.ts";
import type { Release } from "../../render/release.ts";
import { broughtBy } from "../../render/render.ts";
import { stopLab } from "../../scripts/sandbox/lab.ts";
import { sandboxObstacle } from "../../scripts/sandbox/obstacle.ts";
import { firewall } from "../../services/firewall.ts";
import type { Service } from "../../services/service.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { releaseOf } from "../host/sample-release.ts";
import { haltAt, haltedAgent, installHalt } from "./halt.ts";
import {
  fromMirror,
  LOCKED_OUT,
  QUICK,
  startPracticeMachine,
  until,
  type PracticeMachine,
} from "./practice-machine.ts";

const skip = (await sandboxObstacle()) ?? false;

const administration: Service = {
  name: "administration",
  wanted: () => true,
  declare: () => ({
    files: [],
    ports: [{ protocol: "tcp", from: 22, to: 22, reachableBy: "administrators", account: "root", purpose: "ssh" }],
  }),
};

/** How many things the step does before it comes to the open connection: it remembers the rules, and arms the self-revert. */
const ARMING = 10;

/** The kernel follows no connection there, so not the deliverer's own either, until the new rules ask for it. */
describe("a first delivery to a machine on which no packet filter runs", { skip, timeout: 900_000 }, () => {
  let here: PracticeMachine;
  let release: Release;

  before(async () => {
    here = await startPracticeMachine([], ["iptables"]);
    // As our own user data has it (render/user-data.ts, manage_etc_hosts): sudo looks the machine's own name up, and no resolver answers here.
    await shell("echo 127.0.1.1 $(hostname) >> /etc/hosts");
    // Beforehand, so that each delivery here is a matter of seconds.
    await shell("apt-get -q -y install --no-install-recommends iptables");
    release = releaseWith({});
    await installHalt(here.machine);
    await assertUntouched();
  });
  after(() => stopLab(here.lab));

  /** @param rules texts in the place of the rule files' own, by path */
  function releaseWith(rules: Readonly<Record<string, string>>): Release {
    const { lab, signer } = here;
    const mirror = fromMirror(lab.mirror.uri, signer);
    const administrationFrom = [`${lab.here.address4}/32`, `${lab.here.address6}/128`];
    const parts = broughtBy([administration, firewall], { ...CLINIC, administrationFrom });
    return releaseOf({
      ...parts,
      subject: { ...releaseOf({}).subject, administrationFrom },
      repositories: mirror.repositories,
      files: [...parts.files.map((file) => ({ ...file, text: rules[file.path] ?? file.text })), ...mirror.files],
    });
  }

  const shell = (script: string): Promise<string> => here.machine.exec(["sh", "-c", script]);
  const overV6 = (): Connection => ({ ...here.connection, host: here.machine.addresses.address6 });
  const bring = (
    what: Release,
    patience: Patience = QUICK,
    connection: Connection = here.connection,
  ): Promise<Outcome | DeliveryProblem> => deliver(connection, what, () => undefined, patience);
  const rulesNow = (): Promise<string> => shell("iptables-save; ip6tables-save");
  const timers = (): Promise<string> =>
    shell("systemctl list-units --all --plain --no-legend 'stillroom-firewall-back*'");
  const undecided = async (): Promise<boolean> =>
    (await shell("ls /var/lib/stillroom/journal.json 2>/dev/null || true")) !== "";

  /** No rule, no chain that drops, no timer, and everybody gets in. */
  async function assertUntouched(): Promise<void> {
    const rules = await rulesNow();
    assert.doesNotMatch(rules, /^-A|^:\S+ (?!ACCEPT)/m);
    assert.equal(await timers(), "");
    await assertReached();
  }

  async function assertReached(): Promise<void> {
    for (const connection of [here.connection, overV6()]) {
      const session = await connect(connection);
      assert.ok(!("kind" in session), JSON.stringify(session));
      session.close();
    }
  }

  /** The new rules are in force, and nothing else is. */
  async function assertFiltered(): Promise<void> {
    const rules = await rulesNow();
    assert.equal(rules.match(/^:(?:INPUT|OUTPUT|FORWARD) DROP /gm)?.length, 6, rules);
    assert.doesNotMatch(rules, /^\*raw|notrack|open-connection/m);
  }

  it("takes itself back where the rules shut the deliverer out", async () => {
    const shut = releaseWith({ "/etc/iptables/rules.v4": LOCKED_OUT, "/etc/iptables/rules.v6": LOCKED_OUT });
    const outcome = await bring(shut, { ...QUICK, accessSeconds: 6 });
    assert.ok(outcome.kind === "went-back", JSON.stringify(outcome));
    assert.equal(outcome.failure.step, "access", JSON.stringify(outcome.failure));
    await assertUntouched();
  });

  it("shuts nobody out and leaves nothing when the agent is killed before the new rules come, and is kept otherwise", async () => {
    const helped: boolean[] = [];
    for (let operation = ARMING; ; operation += 1) {
      await haltAt(here.machine, { step: "firewall", operation });
      let ended: Outcome | DeliveryProblem | undefined;
      const delivery = bring(release).then((outcome) => (ended = outcome));
      let agent: number | undefined;
      await until(async () => ended !== undefined || (agent = await haltedAgent(here.machine)) !== undefined);
      if (agent === undefined) break;
      helped.push((await rulesNow()).includes("--notrack"));
      await assertReached();
      await here.machine.exec(["kill", "-KILL", String(agent)]);
      assert.equal((await delivery).kind, "problem");
      // Once it is left to the timer, otherwise the next run takes it back.
      const first = helped.at(-1) === true && helped.at(-2) !== true;
      if (!first) await here.machine.exec(["node", AGENT, "recover"]);
      await until(async () => !(await undecided()) && (await timers()) === "");
      await assertUntouched();
    }
    // It was begun early enough, and some of the moments were those that this is about.
    assert.equal(helped[0], false);
    assert.ok(helped.includes(true));
    const state = await readState(here.connection);
    assert.ok(state.kind === "state" && state.digest === release.digest, JSON.stringify(state));
    await assertFiltered();
  });

  it("is kept, over IPv6", async () => {
    const gone = await undeliver(here.connection);
    assert.equal(gone.kind, "gone", JSON.stringify(gone));
    await assertUntouched();
    const outcome = await bring(release, QUICK, overV6());
    assert.ok(outcome.kind === "kept", JSON.stringify(outcome));
    await assertFiltered();
  });
});
