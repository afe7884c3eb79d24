import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { administer } from "../../desk/administer.ts";
import { auditPageIn } from "../../desk/audit/page.ts";
import { verifyAudit } from "../../desk/audit/verify.ts";
import type { Desk } from "../../desk/desk.ts";
import { openEnrolment } from "../../desk/staff/enrolment.ts";
import { AUDIT_DAYS, CANNOT_RUN_PRIVATE_DEBIAN, deskDatabase } from "./desk-database.ts";
import { ADDRESS, wordIn } from "./people-of-the-desk.ts";

describe("The desk by command", { skip: CANNOT_RUN_PRIVATE_DEBIAN }, () => {
  const database = deskDatabase();

  const call = async (
    desk: Desk,
    ...argv: readonly string[]
  ): Promise<{ readonly exit: number; readonly out: string; readonly err: string }> => {
    const [out, err]: [string[], string[]] = [[], []];
    const exit = await administer(desk, argv, { log: (line) => out.push(line), error: (line) => err.push(line) });
    return { exit, out: out.join("\n"), err: err.join("\n") };
  };

  it("enrols a person, and prints nothing but the address where a program would read it", async () => {
    const { desk, administrator } = await database.open();
    const { exit, out, err } = await call(desk, "enrol", "ada", "host,admin", "de");
    assert.equal(exit, 0);
    assert.match(out, /^https:\/\/desk\.quiet-harbour\.example\/enrol#[\w-]{43}$/);
    assert.match(err, /Hand this address to ada .* within 24 hours/);
    assert.equal((await openEnrolment(desk, wordIn(out), ADDRESS)).kind, "open");
    const [row] = await administrator`SELECT name, roles, language FROM staff`;
    assert.deepEqual(row, { name: "ada", roles: ["host", "admin"], language: "de" });
    assert.equal((await call(desk, "enrol", "ada", "support")).exit, 0);
    const [again] = await administrator`SELECT roles, language FROM staff`;
    assert.deepEqual(again, { roles: ["support"], language: "en" });
  });

  it("does nothing where the call is wrong", async () => {
    const { desk, administrator } = await database.open();
    for (const argv of [
      [],
      ["enrol"],
      ["enrol", "ada"],
      ["enrol", "Ada", "host"],
      ["enrol", "ada", "hosts"],
      ["enrol", "ada", "host,"],
      ["enrol", "ada", "host", "it"],
      ["audit", "-1"],
      ["audit", "1; DROP TABLE audit"],
      ["delete"],
    ]) {
      const { exit, out, err } = await call(desk, ...argv);
      assert.deepEqual([exit, out], [2, ""], argv.join(" "));
      assert.match(err, /^Usage:/);
    }
    assert.equal((await administrator`SELECT FROM staff`).length, 0);
    assert.equal((await administrator`SELECT FROM audit`).length, 0);
  });

  it("prints the audit log so that it can be worked out again elsewhere", async () => {
    const { desk } = await database.open();
    await call(desk, "enrol", "ada", "host");
    await call(desk, "enrol", "bea", "host");
    const page = auditPageIn((await call(desk, "audit")).out);
    assert.ok(page);
    assert.deepEqual([page.entries.length, page.more], [2, false]);
    assert.equal(verifyAudit(page.start, page.entries, [], new Date(), AUDIT_DAYS).kind, "unchanged");
    assert.equal(auditPageIn((await call(desk, "audit", "1")).out)?.entries.length, 1);
  });

  it("forgets when it is told to, and says what", async () => {
    const { desk, clock } = await database.open();
    await call(desk, "enrol", "ada", "host");
    clock.pass(24 * 3600);
    const { exit, out } = await call(desk, "forget");
    assert.equal(exit, 0);
    assert.deepEqual(JSON.parse(out), {
      sessions: 0,
      enrolments: 1,
      appointments: 0,
      consents: 0,
      guests: 0,
      auditEntries: 0,
    });
  });
});
