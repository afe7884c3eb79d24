import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { newSecretWord } from "../../../desk/secret-word.ts";
import { deactivate } from "../../../desk/staff/people.ts";
import { signOut, visitorOf } from "../../../desk/staff/sessions.ts";
import { askForPasskey, signInWithCode, signInWithPasskey, signInWithPassword } from "../../../desk/staff/sign-in.ts";
import { CANNOT_RUN_PRIVATE_DEBIAN, deskDatabase, type TestDesk } from "../desk-database.ts";
import { ADDRESS, codeAt, enrolled, PASSWORD, type Enrolled } from "../people-of-the-desk.ts";

describe("Signing in", { skip: CANNOT_RUN_PRIVATE_DEBIAN }, () => {
  const database = deskDatabase();
  let test: TestDesk;
  let ada: Enrolled;

  const fresh = async (): Promise<void> => {
    test = await database.open();
    ada = await enrolled(test.desk, "ada", ["host"]);
    test.clock.pass(60);
  };
  const half = async (): Promise<string> => {
    const answer = await signInWithPassword(test.desk, { name: "ada", password: PASSWORD, address: ADDRESS });
    assert.equal(answer.kind, "half");
    return answer.cookie;
  };

  it("takes password and code, and nothing is reached between the two", async () => {
    await fresh();
    const cookie = await half();
    const visitor = await visitorOf(test.desk, cookie);
    assert.deepEqual(visitor, { kind: "half", staff: ada.staff, factors: { passkey: false, code: true } });
    const whole = await signInWithCode(test.desk, cookie, codeAt(ada.secret, test.desk.now()));
    assert.equal(whole.kind, "whole");
    assert.deepEqual(await visitorOf(test.desk, whole.cookie), { kind: "whole", staff: ada.staff });
  });

  it("goes on under a new cookie, and the one before is dead", async () => {
    await fresh();
    const cookie = await half();
    const whole = await signInWithCode(test.desk, cookie, codeAt(ada.secret, test.desk.now()));
    assert.equal(whole.kind, "whole");
    assert.notEqual(whole.cookie, cookie);
    assert.deepEqual(await visitorOf(test.desk, cookie), { kind: "nobody" });
    // One that somebody else chose is never taken up.
    assert.deepEqual(await visitorOf(test.desk, newSecretWord()), { kind: "nobody" });
  });

  it("takes each code once, and none from before it", async () => {
    await fresh();
    const code = codeAt(ada.secret, test.desk.now());
    const earlier = codeAt(ada.secret, new Date(test.desk.now().getTime() - 30_000));
    assert.equal((await signInWithCode(test.desk, await half(), code)).kind, "whole");
    for (const used of [code, earlier]) {
      assert.deepEqual(await signInWithCode(test.desk, await half(), used), { kind: "refused", why: "wrong" });
    }
    test.clock.pass(30);
    const next = codeAt(ada.secret, test.desk.now());
    assert.equal((await signInWithCode(test.desk, await half(), next)).kind, "whole");
  });

  it("takes a code that two give at once from one of them", async () => {
    await fresh();
    const code = codeAt(ada.secret, test.desk.now());
    const cookies = [await half(), await half(), await half()];
    const answers = await Promise.all(cookies.map((cookie) => signInWithCode(test.desk, cookie, code)));
    assert.deepEqual(answers.map(({ kind }) => kind).sort(), ["refused", "refused", "whole"]);
  });

  it("makes one session of a half one, though two good codes come at once", async () => {
    await fresh();
    for (let round = 0; round < 5; round += 1) {
      test.clock.pass(90);
      const cookie = await half();
      const [now, before] = [test.desk.now(), new Date(test.desk.now().getTime() - 30_000)];
      const codes = [codeAt(ada.secret, before), codeAt(ada.secret, now)];
      const answers = await Promise.all(codes.map((code) => signInWithCode(test.desk, cookie, code)));
      assert.equal(answers.filter(({ kind }) => kind === "whole").length, 1);
      test.clock.pass(3600);
    }
  });

  it("takes a code one step off and none two steps off", async () => {
    await fresh();
    test.clock.pass(300);
    const shifted = (seconds: number): string =>
      codeAt(ada.secret, new Date(test.desk.now().getTime() + seconds * 1000));
    for (const seconds of [-60, 60]) {
      assert.equal((await signInWithCode(test.desk, await half(), shifted(seconds))).kind, "refused");
    }
    assert.equal((await signInWithCode(test.desk, await half(), shifted(-30))).kind, "whole");
    assert.equal((await signInWithCode(test.desk, await half(), shifted(30))).kind, "whole");
  });

  it("refuses what is no code", async () => {
    await fresh();
    for (const code of ["", "12345", "1234567", "abcdef", "１２３４５６"]) {
      assert.equal((await signInWithCode(test.desk, await half(), code)).kind, "refused");
    }
  });

  it("tells nobody whether a name exists", async () => {
    await fresh();
    const bea = await enrolled(test.desk, "bea", ["host"]);
    await deactivate(test.desk, "machine", bea.staff.id);
    const answers = await Promise.all([
      signInWithPassword(test.desk, { name: "nobody", password: PASSWORD, address: ADDRESS }),
      signInWithPassword(test.desk, { name: "ada", password: "another one, long", address: ADDRESS }),
      signInWithPassword(test.desk, { name: "bea", password: PASSWORD, address: ADDRESS }),
    ]);
    for (const answer of answers) assert.deepEqual(answer, { kind: "refused", why: "wrong" });
  });

  it("needs as long for a name that does not exist as for a wrong password", async () => {
    await fresh();
    const timeOf = async (name: string, address: string): Promise<number> => {
      const begun = performance.now();
      await signInWithPassword(test.desk, { name, password: "another one, long", address });
      return performance.now() - begun;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    // In turn, so that whatever else the computer does weighs on both.
    for (let round = 0; round < 15; round += 1) {
      known.push(await timeOf("ada", `known ${round}`));
      unknown.push(await timeOf(`nobody${round}`, `unknown ${round}`));
    }
    const ratio = median(unknown) / median(known);
    assert.ok(ratio > 0.6 && ratio < 1.67, `unknown names take ${ratio} times as long`);
  });

  it("looks at no more passwords for a name, and says how long to wait", async () => {
    await fresh();
    const guess = (round: number) =>
      signInWithPassword(test.desk, { name: "ada", password: `guess number ${round}`, address: `198.51.100.${round}` });
    for (let round = 0; round < 20; round += 1) assert.equal((await guess(round)).kind, "refused");
    test.clock.pass(300);
    const right = { name: "ada", password: PASSWORD, address: ADDRESS };
    assert.deepEqual(await signInWithPassword(test.desk, right), {
      kind: "refused",
      why: "too-many-attempts",
      seconds: 600,
    });
    test.clock.pass(600);
    assert.equal((await signInWithPassword(test.desk, right)).kind, "half");
  });

  it("looks at no more passwords from an address, whatever the names", async () => {
    await fresh();
    for (let round = 0; round < 30; round += 1) {
      const answer = await signInWithPassword(test.desk, { name: `name${round}`, password: "guess", address: ADDRESS });
      assert.deepEqual(answer, { kind: "refused", why: "wrong" });
    }
    const right = { name: "ada", password: PASSWORD };
    assert.equal((await signInWithPassword(test.desk, { ...right, address: ADDRESS })).kind, "refused");
    assert.equal((await signInWithPassword(test.desk, { ...right, address: "198.51.100.8" })).kind, "half");
  });

  it("looks at no more when they come all at once", async () => {
    await fresh();
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, round) =>
        signInWithPassword(test.desk, { name: "ada", password: `guess ${round}`, address: ADDRESS }),
      ),
    );
    const whys = answers.map((answer) => (answer.kind === "refused" ? answer.why : answer.kind));
    assert.ok(whys.filter((why) => why === "wrong").length <= 20, "no more than the limit were looked at");
    assert.equal(whys.filter((why) => why === "half").length, 0);
  });

  it("lets nobody guess codes", async () => {
    await fresh();
    const cookie = await half();
    for (let round = 0; round < 5; round += 1) {
      assert.deepEqual(await signInWithCode(test.desk, cookie, "000000"), { kind: "refused", why: "wrong" });
    }
    // A new half session starts no new count.
    const answer = await signInWithCode(test.desk, await half(), codeAt(ada.secret, test.desk.now()));
    assert.equal(answer.kind === "refused" && answer.why, "too-many-attempts");
  });

  it("takes no second factor without a password", async () => {
    await fresh();
    const code = codeAt(ada.secret, test.desk.now());
    const notBegun = { kind: "refused", why: "not-begun" } as const;
    assert.deepEqual(await signInWithCode(test.desk, undefined, code), notBegun);
    assert.deepEqual(await signInWithCode(test.desk, newSecretWord(), code), notBegun);
    assert.deepEqual(await signInWithCode(test.desk, ada.cookie, code), notBegun);
    assert.deepEqual(await askForPasskey(test.desk, ada.cookie), notBegun);
    assert.deepEqual(await signInWithPasskey(test.desk, undefined, {}), notBegun);
  });

  it("forgets a password that no second factor follows within five minutes", async () => {
    await fresh();
    const cookie = await half();
    test.clock.pass(299);
    assert.equal((await visitorOf(test.desk, cookie)).kind, "half");
    test.clock.pass(1);
    assert.equal((await visitorOf(test.desk, cookie)).kind, "nobody");
    assert.equal((await signInWithCode(test.desk, cookie, codeAt(ada.secret, test.desk.now()))).kind, "refused");
  });

  it("ends a session after an hour in which nothing was asked, and after twelve in any case", async () => {
    await fresh();
    test.clock.pass(3600 - 61);
    assert.equal((await visitorOf(test.desk, ada.cookie)).kind, "whole");
    for (let hour = 0; hour < 10; hour += 1) {
      test.clock.pass(3599);
      assert.equal((await visitorOf(test.desk, ada.cookie)).kind, "whole");
    }
    test.clock.pass(3600);
    assert.equal((await visitorOf(test.desk, ada.cookie)).kind, "nobody");
    await fresh();
    for (let round = 0; round < 24; round += 1) {
      await visitorOf(test.desk, ada.cookie);
      test.clock.pass(1795);
    }
    assert.equal((await visitorOf(test.desk, ada.cookie)).kind, "whole");
    test.clock.pass(120);
    assert.equal((await visitorOf(test.desk, ada.cookie)).kind, "nobody");
  });

  it("ends a session that is signed out, in the database", async () => {
    await fresh();
    await signOut(test.desk, ada.cookie);
    assert.deepEqual(await visitorOf(test.desk, ada.cookie), { kind: "nobody" });
    assert.equal((await test.administrator`SELECT FROM sessions`).length, 0);
    await signOut(test.desk, ada.cookie);
  });

  it("shuts a person out at once who is deactivated", async () => {
    await fresh();
    const cookie = await half();
    await deactivate(test.desk, "machine", ada.staff.id);
    assert.equal((await visitorOf(test.desk, ada.cookie)).kind, "nobody");
    assert.equal((await signInWithCode(test.desk, cookie, codeAt(ada.secret, test.desk.now()))).kind, "refused");
    // Nor does a session help that was begun at that very moment.
    await fresh();
    await test.administrator`UPDATE staff SET active = false`;
    assert.equal((await visitorOf(test.desk, ada.cookie)).kind, "nobody");
  });

  it("keeps neither cookie, code nor password as they are", async () => {
    await fresh();
    const cookie = await half();
    const tables = ["staff", "sessions", "enrolments", "passkeys", "audit"];
    for (const table of tables) {
      const rows = JSON.stringify(
        await test.administrator`SELECT ${test.administrator(table)}::text AS row FROM ${test.administrator(table)}`,
      );
      for (const secret of [cookie, ada.cookie, ada.secret, PASSWORD])
        assert.ok(!rows.includes(secret), `${table} shows a secret`);
    }
    const [row] = await test.administrator<{ password: string }[]>`SELECT password FROM staff`;
    assert.match(row?.password ?? "", /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it("writes down who signed in and what was refused, without a name", async () => {
    await fresh();
    await signInWithPassword(test.desk, { name: "ada", password: "another one, long", address: ADDRESS });
    await signInWithPassword(test.desk, { name: "nobody", password: "another one, long", address: ADDRESS });
    const cookie = await half();
    await signInWithCode(test.desk, cookie, "000000");
    const whole = await signInWithCode(test.desk, cookie, codeAt(ada.secret, test.desk.now()));
    assert.equal(whole.kind, "whole");
    await signOut(test.desk, whole.cookie);
    const { id } = ada.staff;
    const rows = await test.administrator<{ actor: string; action: string; subject: string }[]>`
      SELECT actor, action, subject FROM audit ORDER BY seq OFFSET 2`;
    assert.deepEqual(
      rows.map(({ actor, action, subject }) => [actor, action, subject]),
      [
        ["guest", "sign-in-refused", id],
        ["guest", "sign-in-refused", "none"],
        ["guest", "factor-refused", id],
        [id, "signed-in", id],
        [id, "signed-out", id],
      ],
    );
  });
});

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
