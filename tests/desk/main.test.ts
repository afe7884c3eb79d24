import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, describe, it } from "node:test";
import { bundleText } from "../../render/bundle.ts";
import { until } from "../services/private-debian.ts";
import { CANNOT_RUN_PRIVATE_DEBIAN, deskDatabase, SETTINGS } from "./desk-database.ts";

describe(
  "The desk's program, as it is bundled for a machine",
  { skip: CANNOT_RUN_PRIVATE_DEBIAN, timeout: 300_000 },
  () => {
    const database = deskDatabase();
    let folder: string;
    let running: ChildProcess | undefined;
    before(() => {
      folder = mkdtempSync(join(tmpdir(), "stillroom-desk-"));
      writeFileSync(join(folder, "desk"), bundleText({ entry: "desk/main.ts", runs: "node" }));
      writeFileSync(join(folder, "desk-page.js"), "// A stand-in for the pages' script.\n");
    });
    afterEach(() => {
      running?.kill("SIGKILL");
    });
    after(() => {
      rmSync(folder, { recursive: true });
    });

    const settingsFile = (settings: unknown): string => {
      const file = join(folder, "desk.json");
      writeFileSync(file, JSON.stringify(settings));
      return file;
    };

    /** Runs it to its end, or until it is killed. */
    const start = (
      ...argv: readonly string[]
    ): { readonly child: ChildProcess; readonly ended: Promise<unknown[]>; readonly said: () => string } => {
      const child = spawn(process.execPath, [join(folder, "desk"), ...argv], { stdio: ["ignore", "pipe", "pipe"] });
      running = child;
      let said = "";
      child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
      child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
      return { child, ended: once(child, "close"), said: () => said };
    };

    it("says of settings whether they can be used, and does no more", async () => {
      const good = start("check", settingsFile(SETTINGS));
      assert.deepEqual(await good.ended, [0, null]);
      assert.equal(good.said(), "");
      const bad = start("check", settingsFile({ ...SETTINGS, sealKey: "short" }));
      assert.deepEqual(await bad.ended, [2, null]);
      assert.match(bad.said(), /^"sealKey" is wrong or missing/);
    });

    it("ends when it is told to, takes nothing new, and cuts off no request that has begun", async () => {
      const { desk, administrator } = await database.open();
      // Any port that is free at the moment when it is taken.
      const settings = { ...desk.settings, listen: { host: "127.0.0.1", port: 0 } };
      const { child, ended, said } = start("serve", settingsFile(settings), join(folder, "desk-page.js"));
      const listens = (): string | undefined => /Listening on (\S+)\.\n/.exec(said())?.[1];
      await until("the desk", () => Promise.resolve(listens() !== undefined || child.exitCode !== null));
      const from = `http://${listens() ?? said()}`;
      assert.equal((await fetch(from)).status, 200);

      // The request waits in the database until the test lets it go on.
      const locked = administrator.begin(async (sql) => {
        await sql`LOCK TABLE sessions IN ACCESS EXCLUSIVE MODE`;
        const begun = fetch(`${from}/appointments`, {
          redirect: "manual",
          headers: { Cookie: `__Host-desk=${"x".repeat(43)}` },
        });
        // Not what the desk deletes of itself at its start, which may wait too. Within a transaction the view stays as it was first seen
        // (PostgreSQL's manual, 27.2.2).
        await until("the request", async () => {
          await sql`SELECT pg_stat_clear_snapshot()`;
          const waiting = await sql`
            SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%FROM sessions JOIN staff%'`;
          return waiting.length > 0;
        });
        child.kill("SIGTERM");
        await until("no new connections", () =>
          fetch(from).then(
            () => false,
            () => true,
          ),
        );
        return { begun };
      });
      const answer = await (await locked).begun;
      assert.equal(answer.status, 303);
      assert.deepEqual(await ended, [0, null]);
    });
  },
);
