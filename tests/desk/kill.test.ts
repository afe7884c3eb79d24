import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { auditAfter, auditStart } from "../../desk/audit/read.ts";
import { verifyAudit } from "../../desk/audit/verify.ts";
import { AUDIT_DAYS, CANNOT_RUN_PRIVATE_DEBIAN, deskDatabase, type DeskDatabase } from "./desk-database.ts";
import { personOf } from "./people-of-the-desk.ts";

const BUSY_DESK = fileURLToPath(new URL("busy-desk.ts", import.meta.url));
/** Acts that are told done before the blow. */
const ACTS = 60;

describe("Killing in the middle", { skip: CANNOT_RUN_PRIVATE_DEBIAN, timeout: 300_000 }, () => {
  const database = deskDatabase();
  const kill: Readonly<Record<string, (desk: ChildProcess, server: DeskDatabase) => Promise<void>>> = {
    // The library that speaks to PostgreSQL may take the whole process down with a connection (its issue 1208); systemd starts it again.
    PostgreSQL: async (desk, server) => {
      await server.killAndStart();
      if (desk.exitCode === null) desk.kill("SIGKILL");
    },
    "the desk": (desk) => Promise.resolve(void desk.kill("SIGKILL")),
  };
  for (const [what, blow] of Object.entries(kill)) {
    it(`loses nothing that anybody was told is done, and keeps the audit log whole: ${what}`, async () => {
      const { desk, administrator } = await database.open();
      const host = await personOf(desk, "hana", ["host"]);
      // So that no connection of this process is there to be broken.
      await desk.sql.end();
      const { name } = desk.settings.database;
      const busy = spawn(process.execPath, ["--no-warnings", BUSY_DESK, database.socket(), name, host.id], {
        stdio: ["ignore", "pipe", "ignore"],
      });
      const ended = once(busy, "close");
      let told = "";
      await new Promise<void>((resolve, reject) => {
        busy.stdout.on("data", (chunk: Buffer) => {
          told += chunk.toString("utf8");
          if (told.split("\n").length > ACTS) resolve();
        });
        busy.once("exit", () => {
          reject(new Error("The busy desk ended before anybody struck."));
        });
      });
      await blow(busy, database);
      await ended;

      const acts = told
        .split("\n")
        .slice(0, -1)
        .map((line) => line.split(" "));
      const toldIds = (kind: string): readonly string[] =>
        acts.filter(([act]) => act === kind).map(([, id = ""]) => id);
      const rows = await administrator<{ id: string; consents: number }[]>`
        SELECT id, (SELECT count(*)::int FROM consents WHERE appointment = appointments.id) AS consents FROM appointments`;
      const consentsOf = new Map(rows.map(({ id, consents }) => [id, consents]));
      for (const id of toldIds("appointment")) assert.ok(consentsOf.has(id), `appointment ${id} was lost`);
      for (const id of toldIds("consent")) assert.equal(consentsOf.get(id), 1, `the consent of ${id} was lost`);

      const entries = await auditAfter(administrator, 0, 100_000);
      assert.equal(verifyAudit(await auditStart(administrator), entries, [], new Date(), AUDIT_DAYS).kind, "unchanged");
      // Each act with its entry, and no entry without its act.
      const subjects = (action: string): readonly string[] =>
        entries.filter((entry) => entry.action === action).map(({ subject }) => subject);
      assert.deepEqual([...subjects("appointment-made")].sort(), [...consentsOf.keys()].sort());
      const consents = [...consentsOf.values()].reduce((sum, count) => sum + count, 0);
      assert.equal(subjects("consent-given").length, consents);
    });
  }
});
