import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { describe, it } from "node:test";
import { auditLines } from "../../../desk/audit/lines.ts";
import { auditAfter, auditStart, readAudit } from "../../../desk/audit/read.ts";
import { verifyAudit, type AuditVerdict, type Mark } from "../../../desk/audit/verify.ts";
import { writeAudit } from "../../../desk/audit/write.ts";
import type { Sql } from "../../../desk/database/connect.ts";
import type { Desk } from "../../../desk/desk.ts";
import { AUDIT_DAYS, CANNOT_RUN_PRIVATE_DEBIAN, deskDatabase } from "../desk-database.ts";
import { personOf } from "../people-of-the-desk.ts";

const NOBODY_ID = "00000000-0000-4000-8000-000000000000";

describe("The audit log in its database", { skip: CANNOT_RUN_PRIVATE_DEBIAN }, () => {
  const database = deskDatabase();

  const filled = async (entries: number): Promise<{ readonly desk: Desk; readonly administrator: Sql }> => {
    const { desk, administrator } = await database.open();
    for (let number = 0; number < entries; number += 1) await writeAudit(desk.sql, "guest", "link-opened", NOBODY_ID);
    return { desk, administrator };
  };

  const look = async (desk: Desk, marks: readonly Mark[] = []): Promise<AuditVerdict> =>
    verifyAudit(await auditStart(desk.sql), await auditAfter(desk.sql, 0, 1000), marks, new Date(), AUDIT_DAYS);

  const head = async (desk: Desk): Promise<Mark> => {
    const verdict = await look(desk);
    assert.ok(verdict.kind === "unchanged" && verdict.head !== undefined);
    return verdict.head;
  };

  it("is worked out alike by the database and by who verifies it", async () => {
    const { desk } = await filled(5);
    const verdict = await look(desk);
    assert.ok(verdict.kind === "unchanged");
    assert.deepEqual([verdict.entries, verdict.head?.seq], [5, 5]);
  });

  it("holds one chain however many write at once", async () => {
    const { desk } = await database.open();
    await Promise.all(
      Array.from({ length: 50 }, () =>
        desk.sql.begin(async (sql) => {
          const writer = randomUUID();
          await writeAudit(sql, "guest", "link-opened", writer);
          await writeAudit(sql, "machine", "forgotten", writer);
        }),
      ),
    );
    const verdict = await look(desk);
    assert.ok(verdict.kind === "unchanged");
    assert.equal(verdict.entries, 100);
    // Two of one transaction stand together: nobody wrote between them.
    const subjects = (await auditAfter(desk.sql, 0, 100)).map(({ subject }) => subject);
    for (let pair = 0; pair < 100; pair += 2) assert.equal(subjects[pair], subjects[pair + 1]);
  });

  it("keeps nothing of an act that did not come to its end, and leaves no gap", async () => {
    const { desk } = await filled(2);
    await assert.rejects(
      desk.sql.begin(async (sql) => {
        await writeAudit(sql, "guest", "link-opened", NOBODY_ID);
        throw new Error("on purpose");
      }),
      /on purpose/,
    );
    await writeAudit(desk.sql, "guest", "link-opened", NOBODY_ID);
    const verdict = await look(desk);
    assert.ok(verdict.kind === "unchanged" && verdict.head?.seq === 3);
  });

  it("lets the desk add an entry, and nothing else", async () => {
    const { desk } = await filled(3);
    const { sql } = desk;
    const refused: readonly string[] = [
      "UPDATE audit SET actor = 'guest'",
      "UPDATE audit SET seq = seq + 1",
      "DELETE FROM audit",
      "TRUNCATE audit",
      "INSERT INTO audit (seq, at, actor, action, subject, before, hash) VALUES (9, now(), 'guest', 'let-in', 'x', '', '')",
      "INSERT INTO audit (actor, action, subject, at) VALUES ('guest', 'let-in', 'x', now())",
      "UPDATE audit_start SET seq = 3",
      "DELETE FROM audit_start",
      "INSERT INTO audit_start DEFAULT VALUES",
      "ALTER TABLE audit DISABLE TRIGGER audit_chain",
      "DROP TRIGGER audit_chain ON audit",
      "DROP TABLE audit",
      "ALTER TABLE audit ADD COLUMN more text",
      "ALTER TABLE staff ADD COLUMN more text",
      "CREATE TABLE more (id integer)",
      "CREATE SCHEMA more",
      "CREATE FUNCTION more() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
      "CREATE OR REPLACE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
      "CREATE TEMP TABLE own (seq bigint); CREATE TRIGGER own BEFORE INSERT ON own FOR EACH ROW EXECUTE FUNCTION public.audit_chain()",
      "CREATE EXTENSION dblink",
      "ALTER ROLE desk SUPERUSER",
      "SET ROLE postgres",
      "SET session_replication_role = replica",
      "COPY audit TO PROGRAM 'cat'",
      "SELECT pg_read_file('/etc/passwd')",
      "SELECT audit_forget(29)",
      "CREATE OR REPLACE FUNCTION audit_forget() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'",
    ];
    const telling = ["herr-schmidt", "00000000-0000-4000-8000-00000000000", "x"];
    for (const word of telling) {
      await assert.rejects(
        sql`INSERT INTO audit (actor, action, subject) VALUES ('guest', 'let-in', ${word})`,
        /audit_subject/,
      );
      await assert.rejects(
        sql`INSERT INTO audit (actor, action, subject) VALUES (${word}, 'let-in', 'none')`,
        /audit_actor/,
      );
    }
    // To who may grant nothing PostgreSQL says so in a warning.
    await sql.unsafe("GRANT UPDATE, DELETE ON audit TO desk");
    for (const statement of refused) {
      await assert.rejects(
        sql.unsafe(statement),
        /permission denied|must be owner|audit_forget\(integer\) does not exist/,
        statement,
      );
    }
    const verdict = await look(desk);
    assert.ok(verdict.kind === "unchanged" && verdict.entries === 3);
  });

  it("can't be led astray by a table of the desk's own with the same name", async () => {
    const { desk } = await filled(2);
    await desk.sql.begin(async (sql) => {
      // Where a role may make temporary tables (this database was copied, and not delivered to) they come first where a name is looked for.
      await sql.unsafe("CREATE TEMPORARY TABLE audit (LIKE public.audit)");
      await sql.unsafe("CREATE TEMPORARY TABLE audit_start (LIKE public.audit_start)");
      await sql.unsafe(`INSERT INTO public.audit (actor, action, subject) VALUES ('guest', 'let-in', '${NOBODY_ID}')`);
      await sql.unsafe("DROP TABLE pg_temp.audit, pg_temp.audit_start");
    });
    const verdict = await look(desk);
    assert.ok(verdict.kind === "unchanged" && verdict.head?.seq === 3);
  });

  it("leaves the desk nothing of its own in the database once it was delivered to: no table, no large object, no password, no settings", async () => {
    const { desk, administrator } = await filled(1);
    const { name } = desk.settings.database;
    // What a desk that was taken over may do to its own role.
    await desk.sql.unsafe("ALTER ROLE desk PASSWORD 'of a stranger'");
    await desk.sql.unsafe("ALTER ROLE desk SET search_path = pg_temp, public");
    await desk.sql.unsafe(`ALTER ROLE desk IN DATABASE ${name} SET default_transaction_read_only = on`);
    const left = async (): Promise<unknown> => {
      const rows = await administrator`
        SELECT (SELECT count(*)::int FROM pg_db_role_setting WHERE setrole = 'desk'::regrole) AS settings,
          (SELECT count(*)::int FROM pg_authid WHERE rolname = 'desk' AND rolpassword IS NOT NULL) AS passwords`;
      return { ...rows[0] };
    };
    assert.deepEqual(await left(), { settings: 2, passwords: 1 });
    await database.deliver(desk);
    assert.deepEqual(await left(), { settings: 0, passwords: 0 });
    const refused = [
      "CREATE TEMPORARY TABLE more (id integer)",
      "SELECT lo_create(0)",
      "SELECT lo_creat(-1)",
      "SELECT lo_from_bytea(0, 'kept here')",
      "SELECT lo_put(1, 0, 'kept here')",
      "SELECT lo_import('/etc/hostname')",
      "SELECT lo_import('/etc/hostname', 0)",
    ];
    for (const statement of refused) await assert.rejects(desk.sql.unsafe(statement), /permission denied/, statement);
    assert.equal((await look(desk)).kind, "unchanged");
  });

  it("takes no name and no text, only ids and words", async () => {
    const { desk } = await database.open();
    for (const subject of ["K. L.", "ada@quiet-harbour.example", "", "x".repeat(37), "a b", "a\nb"]) {
      await assert.rejects(writeAudit(desk.sql, "guest", "let-in", subject), /check constraint/);
      await assert.rejects(writeAudit(desk.sql, { id: subject }, "let-in", NOBODY_ID), /check constraint/);
    }
  });

  const CHANGES: readonly (readonly [string, string])[] = [
    ["an actor", "UPDATE audit SET actor = 'machine' WHERE seq = 3"],
    ["an action", "UPDATE audit SET action = 'let-in' WHERE seq = 3"],
    ["a subject", "UPDATE audit SET subject = gen_random_uuid() WHERE seq = 3"],
    ["a time", "UPDATE audit SET at = at + interval '1 millisecond' WHERE seq = 3"],
    ["a hash before", "UPDATE audit SET before = sha256(before) WHERE seq = 3"],
    ["a hash", "UPDATE audit SET hash = sha256(hash) WHERE seq = 3"],
    ["a number", "UPDATE audit SET seq = 9 WHERE seq = 6"],
    ["a row that is gone", "DELETE FROM audit WHERE seq = 3"],
    ["the first row", "DELETE FROM audit WHERE seq = 1"],
    ["the last row", "DELETE FROM audit WHERE seq = 6"],
    [
      "a row in another's place",
      "UPDATE audit SET seq = 7 WHERE seq = 2; UPDATE audit SET seq = 2 WHERE seq = 3; UPDATE audit SET seq = 3 WHERE seq = 7",
    ],
    [
      "a row that was added",
      "ALTER TABLE audit DISABLE TRIGGER audit_chain; INSERT INTO audit SELECT 7, at, actor, action, subject, hash, sha256(hash) FROM audit WHERE seq = 6",
    ],
    ["a start that was moved", "UPDATE audit_start SET seq = 2"],
    [
      "a start that hides the first rows",
      "UPDATE audit_start SET seq = 2, hash = (SELECT hash FROM audit WHERE seq = 2); DELETE FROM audit WHERE seq <= 2",
    ],
    [
      "the whole, written anew",
      `CREATE TABLE was AS SELECT * FROM audit ORDER BY seq; DELETE FROM audit;
       INSERT INTO audit (actor, action, subject) SELECT 'machine', action, subject FROM was ORDER BY seq`,
    ],
    ["everything gone", "DELETE FROM audit"],
  ];
  for (const [what, statements] of CHANGES) {
    it(`shows ${what} to who remembers its end, though the database's administrator did it`, async () => {
      const { desk, administrator } = await filled(2);
      const early = await head(desk);
      for (let number = 0; number < 4; number += 1) await writeAudit(desk.sql, "guest", "link-opened", NOBODY_ID);
      const marks = [early, await head(desk)];
      assert.equal((await look(desk, marks)).kind, "unchanged");
      await administrator.unsafe(statements);
      assert.equal((await look(desk, marks)).kind, "changed");
    });
  }

  it("forgets the oldest entries alone, and goes on from them", async () => {
    const { desk, administrator } = await filled(6);
    // The database's own clock can't be set: the first three are made as old as they would be, with their hashes.
    await administrator.unsafe(`ALTER TABLE audit DISABLE TRIGGER audit_chain;
      UPDATE audit SET at = at - interval '366 days' WHERE seq <= 3; ALTER TABLE audit ENABLE TRIGGER audit_chain`);
    const [row] = await desk.sql<{ gone: string }[]>`SELECT audit_forget() AS gone`;
    assert.equal(row?.gone, "3");
    assert.deepEqual(await desk.sql`SELECT audit_forget() AS gone`.then(([again]) => again), { gone: "0" });
    assert.equal((await auditStart(desk.sql)).seq, 3);
    await writeAudit(desk.sql, "guest", "link-opened", NOBODY_ID);
    const verdict = await look(desk);
    assert.ok(verdict.kind === "unchanged");
    assert.deepEqual([verdict.entries, verdict.head?.seq], [4, 7]);
  });

  it("goes on from the start when everything was forgotten", async () => {
    const { desk, administrator } = await filled(3);
    await administrator.unsafe("UPDATE audit SET at = at - interval '366 days'");
    await desk.sql`SELECT audit_forget()`;
    await writeAudit(desk.sql, "guest", "link-opened", NOBODY_ID);
    const verdict = await look(desk);
    assert.ok(verdict.kind === "unchanged" && verdict.entries === 1 && verdict.head?.seq === 4);
  });

  it("is read by an admin, page by page, and that is written down", async () => {
    const { desk } = await filled(120);
    const admin = await personOf(desk, "anna", ["admin"]);
    const first = await readAudit(desk, admin, undefined);
    assert.ok(first.kind === "entries");
    assert.deepEqual([first.entries.length, first.entries[0]?.seq, first.entries.at(-1)?.seq], [100, 120, 21]);
    const second = await readAudit(desk, admin, 21);
    assert.ok(second.kind === "entries");
    assert.deepEqual([second.entries.length, second.entries[0]?.seq], [20, 20]);
    const last = (await auditAfter(desk.sql, 120, 10)).map(({ actor, action }) => [actor, action]);
    assert.deepEqual(last, [
      [admin.id, "audit-read"],
      [admin.id, "audit-read"],
    ]);
    for (const roles of [["host"], ["assistant"], ["support"]] as const) {
      const other = await personOf(desk, roles[0], roles);
      assert.deepEqual(await readAudit(desk, other, undefined), { kind: "refused", why: "not-allowed" });
    }
  });

  it("travels in pages of which each says whether it is the last", async () => {
    const { desk } = await filled(5);
    const page = await auditLines(desk.sql, 2, 2);
    assert.deepEqual(
      page.map((line) => (line.kind === "entry" ? line.seq : line.kind)),
      ["start", 3, 4, "end"],
    );
    assert.deepEqual(page.at(-1), { kind: "end", more: true });
    assert.deepEqual((await auditLines(desk.sql, 4, 2)).at(-1), { kind: "end", more: false });
  });
});
