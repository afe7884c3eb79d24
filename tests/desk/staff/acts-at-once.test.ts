import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { choosePassword, codeToEnrol, enrolCode, openEnrolment } from "../../../desk/staff/enrolment.ts";
import { changeRoles, deactivate, enrolByCommand, resetFactors } from "../../../desk/staff/people.ts";
import type { Staff } from "../../../desk/staff/roles.ts";
import { until } from "../../services/private-debian.ts";
import { CANNOT_RUN_PRIVATE_DEBIAN, deskDatabase, type TestDesk } from "../desk-database.ts";
import { ADDRESS, codeAt, invitedLink, PASSWORD, personOf } from "../people-of-the-desk.ts";

describe("Two acts at once", { skip: CANNOT_RUN_PRIVATE_DEBIAN, timeout: 120_000 }, () => {
  const database = deskDatabase();
  let test: TestDesk;

  const waitingForLocks = async (): Promise<number> => {
    const [row] = await test.administrator<{ count: number }[]>`
      SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    return row?.count ?? 0;
  };

  /** Begins one act after the other while somebody else holds what both of them need first, and then lets them go on. */
  const behind = async <First, Second>(
    held: string,
    first: () => Promise<First>,
    second: () => Promise<Second>,
  ): Promise<readonly [First, Second]> => {
    let letGo = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let isHeld = (): void => undefined;
    const taken = new Promise<void>((resolve) => {
      isHeld = resolve;
    });
    const holder = test.desk.sql.begin(async (sql) => {
      await sql.unsafe(held);
      isHeld();
      await released;
    });
    await taken;
    const one = first();
    await until("the first one's wait", async () => (await waitingForLocks()) === 1);
    const two = second();
    await until("the second one's wait", async () => (await waitingForLocks()) === 2);
    letGo();
    await holder;
    return Promise.all([one, two]);
  };

  const adminsLeft = async (): Promise<number> => {
    const [row] = await test.administrator<{ count: number }[]>`
      SELECT count(*)::int AS count FROM staff WHERE active AND 'admin' = ANY(roles)`;
    return row?.count ?? 0;
  };

  const unmaking: readonly (readonly [string, (by: Staff, other: Staff) => Promise<{ readonly kind: string }>])[] = [
    ["take the other's role", (by, { id }) => changeRoles(test.desk, by, id, ["host"])],
    ["shut the other out", (by, { id }) => deactivate(test.desk, by, id)],
  ];
  for (const [what, act] of unmaking) {
    it(`leave an admin there where two of them ${what}`, async () => {
      test = await database.open();
      const one = await personOf(test.desk, "anna", ["admin"]);
      const other = await personOf(test.desk, "bela", ["admin"]);
      const held = "SELECT FROM staff FOR UPDATE";
      const answers = await behind(
        held,
        () => act(one, other),
        () => act(other, one),
      );
      assert.deepEqual(answers.map(({ kind }) => kind).sort(), ["done", "refused"]);
      assert.equal(await adminsLeft(), 1);
    });
  }

  it("lock nobody up where keys are reset while the person ends the enrolment", async () => {
    test = await database.open();
    const open = await openEnrolment(test.desk, await invitedLink(test.desk, "ada", ["host"]), ADDRESS);
    assert.ok(open.kind === "open");
    await choosePassword(test.desk, open.cookie, PASSWORD);
    const code = await codeToEnrol(test.desk, open.cookie);
    assert.ok(code.kind === "code");
    const [row] = await test.administrator<{ id: string }[]>`SELECT id FROM staff`;
    const [reset, ended] = await behind(
      "SELECT FROM staff FOR UPDATE",
      () => resetFactors(test.desk, "machine", row?.id ?? ""),
      () => enrolCode(test.desk, open.cookie, codeAt(code.secret, test.desk.now())),
    );
    assert.equal(reset.kind, "invited");
    assert.deepEqual(ended, { kind: "refused", why: "over" });
  });

  it("lock nobody up where the machine's command enrols anew while the link before is opened", async () => {
    test = await database.open();
    const link = await invitedLink(test.desk, "ada", ["host"]);
    // The log's one lock (desk-schema.sql, audit_chain).
    const [enrolment, opened] = await behind(
      "INSERT INTO audit (actor, action, subject) VALUES ('machine', 'mail-tried', 'none')",
      () => enrolByCommand(test.desk, { name: "ada", roles: ["host", "admin"], language: "en" }),
      () => openEnrolment(test.desk, link, ADDRESS),
    );
    assert.equal(enrolment.kind, "invited");
    assert.deepEqual(opened, { kind: "refused", why: "over" });
    const told = await test.administrator<{ action: string }[]>`SELECT action FROM audit ORDER BY seq`;
    assert.deepEqual(
      told.map(({ action }) => action),
      ["enrolment-made", "mail-tried", "enrolment-made", "roles-changed"],
    );
  });
});
