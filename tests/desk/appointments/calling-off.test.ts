import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  cancelAppointment,
  endAppointment,
  makeAppointment,
  openRoom,
} from "../../../desk/appointments/appointments.ts";
import { openLink } from "../../../desk/appointments/links.ts";
import { activate, deactivate } from "../../../desk/staff/people.ts";
import type { Staff } from "../../../desk/staff/roles.ts";
import { until } from "../../services/private-debian.ts";
import { CANNOT_RUN_PRIVATE_DEBIAN, deskDatabase, type TestDesk } from "../desk-database.ts";
import { ADDRESS, personOf, wordIn } from "../people-of-the-desk.ts";

const MINUTE = 60_000;

describe("What a host planned who is shut out", { skip: CANNOT_RUN_PRIVATE_DEBIAN }, () => {
  const database = deskDatabase();

  const planned = async (
    test: TestDesk,
    host: Staff,
    label: string,
    minutes: number,
  ): Promise<{ readonly id: string; readonly link: string }> => {
    const startsAt = new Date(test.desk.now().getTime() + minutes * MINUTE);
    const made = await makeAppointment(test.desk, host, { host: host.id, label, startsAt, minutes: 50 });
    assert.equal(made.kind, "made");
    return { id: made.id, link: wordIn(made.address) };
  };
  const stateOf = async ({ desk }: TestDesk, id: string): Promise<string | undefined> =>
    (await desk.sql<{ state: string }[]>`SELECT state FROM appointments WHERE id = ${id}`)[0]?.state;

  it("is called off with a line each, so that no guest waits; what is over, and what others planned, stays as it is", async () => {
    const test = await database.open();
    const ada = await personOf(test.desk, "ada", ["host"]);
    const bea = await personOf(test.desk, "bea", ["host"]);
    const admin = await personOf(test.desk, "dan", ["admin"]);
    const past = await planned(test, ada, "AA", 0);
    test.clock.pass(80 * 60);
    const [open, ended, called, later] = [
      await planned(test, ada, "BB", 5),
      await planned(test, ada, "CC", 6),
      await planned(test, ada, "DD", 7),
      await planned(test, ada, "EE", 10_000),
    ];
    const other = await planned(test, bea, "BB", 5);
    assert.equal((await openRoom(test.desk, ada, open.id)).kind, "open");
    assert.equal((await endAppointment(test.desk, ada, ended.id)).kind, "done");
    assert.equal((await cancelAppointment(test.desk, ada, called.id)).kind, "done");
    const before = (await test.desk.sql`SELECT FROM audit`).length;
    assert.deepEqual(await deactivate(test.desk, admin, ada.id), { kind: "done" });
    const states = await Promise.all([past, open, ended, called, later, other].map(({ id }) => stateOf(test, id)));
    assert.deepEqual(states, ["planned", "cancelled", "ended", "cancelled", "cancelled", "planned"]);
    const lines = await test.desk.sql<{ line: string }[]>`
      SELECT actor || ' ' || action || ' ' || subject AS line FROM audit WHERE seq > ${before} ORDER BY seq`;
    assert.deepEqual(
      lines.map(({ line }) => line),
      [
        `${admin.id} person-deactivated ${ada.id}`,
        ...[open, later].map(({ id }) => `${admin.id} appointment-cancelled ${id}`),
      ],
    );
    const refused = { kind: "refused", why: "cancelled" };
    assert.deepEqual(await openLink(test.desk, open.link, undefined, ADDRESS), refused);
    assert.equal((await openLink(test.desk, other.link, undefined, ADDRESS)).kind, "open");
    // Who comes back begins anew: guests were told that it is off.
    assert.equal((await activate(test.desk, admin, ada.id)).kind, "invited");
    assert.equal(await stateOf(test, later.id), "cancelled");
  });

  it("is called off too where it is being made at that moment", async () => {
    const test = await database.open();
    const ada = await personOf(test.desk, "ada", ["host"]);
    const { desk } = test;
    const shutOut = await desk.sql.begin(async (sql) => {
      // The log's own lock, in which each act waits for its line: the appointment is there, and not yet for anybody else.
      await sql`SELECT pg_advisory_xact_lock(4051)`;
      const making = planned(test, ada, "AA", 60);
      const waiting = async (): Promise<number> =>
        (await test.administrator`SELECT FROM pg_locks WHERE NOT granted`).length;
      await until("the appointment to wait", async () => (await waiting()) === 1);
      const done = deactivate(desk, "machine", ada.id);
      await until("the shutting out to wait", async () => (await waiting()) >= 2);
      return { making, done };
    });
    const { id } = await shutOut.making;
    assert.deepEqual(await shutOut.done, { kind: "done" });
    assert.equal(await stateOf(test, id), "cancelled");
  });
});
