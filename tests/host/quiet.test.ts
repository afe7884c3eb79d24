import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { placesIn } from "../../host/places.ts";
import { PATIENCE, type Outcome } from "../../host/protocol.ts";
import { awaitQuiet } from "../../host/quiet.ts";
import { carryOut } from "../../host/undertaking.ts";
import type { Unit } from "../../services/service.ts";
import { releaseOf } from "./sample-release.ts";
import { withStandInPrograms } from "./stand-in-programs.ts";

/** Every unit is enabled and runs. */
const SYSTEMCTL = `for word in "$@"; do case "$1 $word" in
"show "*.service) printf 'ActiveState=active\\nUnitFileState=enabled\\n\\n' ;;
esac; done`;

describe("people whom a restart would cut off", () => {
  let answers: string[] = [];
  const server = createServer((_request, response) => {
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer === undefined || answer === "") response.writeHead(500).end();
    else response.end(`conferences ${answer}\n`);
  });
  let bridge: Unit;
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    // A server that listens on TCP has an AddressInfo, never a path.
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
    const waitFor = { counts: "conferences", url, name: "conferences" };
    bridge = { name: "bridge.service", onChange: "restart", files: ["/etc/one.conf"], waitFor };
  });
  after(() => server.close());

  const quiet = (unit: Unit): Promise<void> => awaitQuiet(placesIn("/nowhere"), [unit], 0, () => undefined);

  it("are there too where their program does not say so; where nothing listens nobody is", async () => {
    answers = ["0"];
    await quiet(bridge);
    answers = ["2"];
    await assert.rejects(quiet(bridge), /Running conferences: 2\. A restart would cut them off\./);
    answers = [""];
    await assert.rejects(quiet(bridge), /can't be learnt \(http:\S+ answered 500 without conferences\)\. A restart/);
    const waitFor = { counts: "conferences", url: "http://127.0.0.1:9/metrics", name: "conferences" };
    await quiet({ ...bridge, waitFor });
  });

  it("are asked for again right before their programs restart, and those restart first", async () => {
    answers = ["0"];
    await changing((outcome, restarted) => {
      assert.equal(outcome.kind, "kept", JSON.stringify(outcome));
      assert.deepEqual(restarted, ["bridge.service", "database.service"]);
    });
    answers = ["0", "1"];
    await changing((outcome, restarted) => {
      assert.ok(outcome.kind === "went-back", JSON.stringify(outcome));
      assert.equal(outcome.failure.step, "wait");
      assert.deepEqual(restarted, []);
    });
  });

  /** Changes one file that a database and a bridge read, the database first by the release's order. */
  async function changing(look: (outcome: Outcome, restarted: readonly string[]) => void): Promise<void> {
    await withStandInPrograms({ systemctl: SYSTEMCTL }, async ({ root, places, started }) => {
      mkdirSync(join(root, "etc"));
      const copy = join(root, "new");
      writeFileSync(copy, "new\n");
      const database: Unit = { name: "database.service", onChange: "restart", files: ["/etc/one.conf"] };
      const undertaking = {
        about: "A change",
        cause: "rotation",
        folder: "change",
        release: releaseOf({ units: [database, bridge] }),
        changes: () =>
          Promise.resolve([
            { path: "/etc/one.conf", becomes: { kind: "file", copy, mode: 0o644, uid: undefined, gid: undefined } },
          ] as const),
        prove: () => Promise.resolve({ proofs: [], notes: [] }),
      } as const;
      const outcome = await carryOut(places, undertaking, { ...PATIENCE, quietSeconds: 0 }, () => undefined);
      const restarted = started().filter((line) => line.startsWith("systemctl restart "));
      look(
        outcome,
        restarted.map((line) => line.slice("systemctl restart ".length)),
      );
    });
  }
});
