import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { newSecretWord } from "../../../desk/secret-word.ts";
import { deactivate, resetFactors } from "../../../desk/staff/people.ts";
import { signOut, visitorOf } from "../../../desk/staff/sessions.ts";
import { knownHere, rememberDevice } from "../../../desk/staff/known-devices.ts";
import {
  askForPasskey,
  signInWithCode,
  signInWithPasskey,
  signInWithPassword,
  type PasswordAttempt,
} from "../../../desk/staff/sign-in.ts";
import { appToAdd, keysOf } from "../../../desk/staff/account.ts";
import { changesBefore } from "../../../desk/staff/changes.ts";
import { askAgain, confirmWithCode } from "../../../desk/staff/confirming.ts";
import { choosePassword, codeToEnrol, enrolCode, openEnrolment } from "../../../desk/staff/enrolment.ts";
import { CANNOT_RUN_PRIVATE_DEBIAN, deskDatabase, type TestDesk } from "../desk-database.ts";
import { ADDRESS, codeAt, enrolled, PASSWORD, wordIn, type Enrolled } from "../people-of-the-desk.ts";

describe("Signing in", { skip: CANNOT_RUN_PRIVATE_DEBIAN }, () => {
  const database = deskDatabase();
  let test: TestDesk;
  let ada: Enrolled;

  const fresh = async (): Promise<void> => {
    test = await database.open();
    ada = await enrolled(test.desk, "ada", ["host"]);
    test.clock.pass(60);
  };
  const half = async (device?: string): Promise<string> => {
    const answer = await signInWithPassword(test.desk, { name: "ada", password: PASSWORD, address: ADDRESS, device });
    assert.equal(answer.kind, "half");
    return answer.cookie;
  };

  const linesOf = async (action: string, subject?: string): Promise<number> =>
    (
      await test.administrator`SELECT FROM audit WHERE action = ${action} AND subject = coalesce(${subject ?? null}, subject)`
    ).length;

  it("takes password and code, and nothing is reached between the two", async () => {
    await fresh();
    const cookie = await half();
    const visitor = await visitorOf(test.desk, cookie);
    assert.deepEqual(visitor, { kind: "half", staff: ada.staff, factors: { passkey: false, code: true } });
    const whole = await signInWithCode(test.desk, cookie, codeAt(ada.secret, test.desk.now()));
    assert.equal(whole.kind, "whole");
    assert.deepEqual(await visitorOf(test.desk, whole.cookie), { kind: "whole", staff: ada.staff, fresh: true });
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

  it("looks at no more passwords for a name, and says how long to wait", async () => {
    await fresh();
    const guess = (round: number) =>
      signInWithPassword(test.desk, { name: "ada", password: `guess number ${round}`, address: `198.51.100.${round}` });
    for (let round = 0; round < 9; round += 1) assert.deepEqual(await guess(round), { kind: "refused", why: "wrong" });
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
    assert.ok(whys.filter((why) => why === "wrong").length <= 9, "no more than the limit were looked at");
    assert.equal(whys.filter((why) => why === "half").length, 0);
  });

  it("looks at passwords on a device where the person signed in before, whatever is guessed elsewhere", async () => {
    await fresh();
    const bea = await enrolled(test.desk, "bea", ["host"]);
    const own = { name: "ada", password: PASSWORD, address: ADDRESS };
    const device = await rememberDevice(test.desk, ada.cookie, undefined);
    assert.match(device, /^[\w-]{43}$/);
    // From everywhere at ada's name, and from ada's own address at all names.
    for (let round = 0; round < 12; round += 1)
      await signInWithPassword(test.desk, { ...own, password: "a guess", address: `203.0.113.${round}` });
    for (let round = 0; round < 30; round += 1)
      await signInWithPassword(test.desk, { ...own, name: `name${round}`, password: "a guess" });
    const tooMany = "too-many-attempts";
    const whyOf = async (more: Partial<PasswordAttempt>): Promise<string> => {
      const answer = await signInWithPassword(test.desk, { ...own, ...more });
      return answer.kind === "refused" ? answer.why : answer.kind;
    };
    assert.equal(await whyOf({ device }), "half");
    // Without it, with an invented one, or with one of another person's, the counts hold.
    const others = await rememberDevice(test.desk, bea.cookie, undefined);
    for (const one of [undefined, newSecretWord(), "", others, `${device}x`])
      assert.equal(await whyOf({ device: one }), tooMany);
    assert.equal(await whyOf({ name: "bea", device }), tooMany);
    // Two people share a computer.
    const both = await rememberDevice(test.desk, bea.cookie, device);
    assert.deepEqual([await whyOf({ device: both }), await whyOf({ name: "bea", device: both })], ["half", "half"]);
    assert.equal(await rememberDevice(test.desk, bea.cookie, both), both, "known already");
    // Whoever takes the device guesses no more than four times, and shuts nobody out on the others.
    const second = await rememberDevice(test.desk, ada.cookie, undefined);
    for (let round = 0; round < 4; round += 1) assert.equal(await whyOf({ device, password: "a guess" }), "wrong");
    assert.equal(await whyOf({ device }), tooMany);
    assert.equal(await whyOf({ device: second }), "half");
    test.clock.pass(900);
    assert.equal(await whyOf({ device }), "half");
    // Known for ninety days, and not after a new enrolment.
    test.clock.pass(90 * 86_400);
    for (let round = 0; round < 12; round += 1) await whyOf({ password: "a guess" });
    assert.equal(await whyOf({ device }), tooMany);
  });

  it("forgets a device with the keys of its person, and keeps ten at most", async () => {
    await fresh();
    const devices: string[] = [];
    for (let round = 0; round < 12; round += 1) {
      devices.push(await rememberDevice(test.desk, ada.cookie, undefined));
      test.clock.pass(1);
    }
    const known = await Promise.all(devices.map((device) => knownHere(test.desk, device, "ada")));
    assert.deepEqual(
      known.map((one) => one !== undefined),
      devices.map((_, round) => round >= 2),
    );
    const kept = JSON.stringify(await test.administrator`SELECT known_devices::text AS row FROM known_devices`);
    for (const device of devices) assert.ok(!kept.includes(device), "hashes alone are kept");
    await deactivate(test.desk, "machine", ada.staff.id);
    assert.equal((await test.administrator`SELECT FROM known_devices`).length, 0);
    assert.equal(
      await rememberDevice(test.desk, newSecretWord(), undefined),
      "",
      "nobody is remembered without a session",
    );
  });

  it("lets nobody try more than a hundred passwords of one account in any hour", async () => {
    await fresh();
    const device = await rememberDevice(test.desk, ada.cookie, undefined);
    // What costs the time is not asked: which attempts are looked at is.
    const tried: number[] = [];
    const passwords = {
      ...test.desk.passwords,
      verify: () => {
        tried.push(test.clock.now().getTime());
        return Promise.resolve(false);
      },
    };
    const guess = async (from: string | undefined): Promise<void> => {
      await signInWithPassword(
        { ...test.desk, passwords },
        { name: "ada", password: "a guess", address: `address ${tried.length}`, device: from },
      );
    };
    // The windows begin with one attempt, and their rest comes at their very end.
    for (let quarter = 0; quarter < 6; quarter += 1) {
      for (const from of [undefined, device]) await guess(from);
      test.clock.pass(quarter === 0 ? 899 : 0);
      for (let round = 0; round < 14; round += 1) for (const from of [undefined, device]) await guess(from);
      test.clock.pass(quarter === 0 ? 1 : 900);
    }
    const most = Math.max(...tried.map((from) => tried.filter((at) => at >= from && at < from + 3_600_000).length));
    assert.ok(most <= 100, `${most} in an hour`);
    assert.ok(most > 60, `only ${most} were tried`);
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

  it("lets nobody who knows the password shut the person out on a device where the person signed in before", async () => {
    await fresh();
    const device = await rememberDevice(test.desk, ada.cookie, undefined);
    const stolen = await rememberDevice(test.desk, ada.cookie, undefined);
    const right = (): string => codeAt(ada.secret, test.desk.now());
    const whyOf = async (code: string, from?: string): Promise<string> => {
      const answer = await signInWithCode(test.desk, await half(), code, from);
      return answer.kind === "refused" ? answer.why : answer.kind;
    };
    for (let round = 0; round < 5; round += 1) {
      assert.equal(await whyOf("000000"), "wrong");
      assert.equal(await whyOf("000000", stolen), "wrong");
    }
    assert.deepEqual([await whyOf(right()), await whyOf(right(), stolen)], ["too-many-attempts", "too-many-attempts"]);
    assert.equal((await confirmWithCode(test.desk, ada.staff, ada.cookie, "000000")).kind, "refused");
    assert.equal(await whyOf(right(), device), "whole");
    test.clock.pass(60);
    const confirmed = await confirmWithCode(test.desk, ada.staff, ada.cookie, right());
    assert.equal(confirmed.kind, "confirmed", "nor in a session");
    // A new enrolment has a count of its own.
    const reset = await resetFactors(test.desk, "machine", ada.staff.id);
    assert.equal(reset.kind, "invited");
    const open = await openEnrolment(test.desk, wordIn(reset.address), ADDRESS);
    assert.equal(open.kind, "open");
    await choosePassword(test.desk, open.cookie, PASSWORD);
    const app = await codeToEnrol(test.desk, open.cookie);
    assert.equal(app.kind, "code");
    assert.equal((await enrolCode(test.desk, open.cookie, codeAt(app.secret, test.desk.now()))).kind, "whole");
  });

  it("counts no answers of passkeys, and writes few lines about them", async () => {
    await fresh();
    for (let round = 0; round < 8; round += 1) {
      const answer = await signInWithPasskey(test.desk, await half(), {});
      assert.deepEqual(answer, { kind: "refused", why: "wrong" });
    }
    assert.equal(await linesOf("factor-refused"), 5);
    const code = codeAt(ada.secret, test.desk.now());
    assert.equal((await signInWithCode(test.desk, await half(), code)).kind, "whole");
  });

  it("tells of a wrong second step on a strange device, and writes down the right password", async () => {
    await fresh();
    const device = await rememberDevice(test.desk, ada.cookie, undefined);
    const signedIn = async (): Promise<readonly string[]> => {
      test.clock.pass(60);
      const answer = await signInWithCode(test.desk, await half(device), codeAt(ada.secret, test.desk.now()), device);
      assert.equal(answer.kind, "whole");
      return (await changesBefore(test.desk, ada.staff, answer.cookie)).map(({ what }) => what);
    };
    await signInWithCode(test.desk, await half(device), "000000", device);
    assert.deepEqual(await signedIn(), []);
    assert.equal(await linesOf("password-right"), 0);
    for (let round = 0; round < 3; round += 1) await signInWithCode(test.desk, await half(), "000000");
    assert.equal(await linesOf("password-right"), 1);
    assert.deepEqual(await signedIn(), ["wrong-second-step"]);
    test.clock.pass(3600);
    await half();
    assert.equal(await linesOf("password-right"), 2);
  });

  it("writes one line an hour about names that don't exist, and five about one that does", async () => {
    await fresh();
    const bea = await enrolled(test.desk, "bea", ["host"]);
    const guesses = async (): Promise<readonly number[]> => {
      for (let round = 0; round < 9; round += 1)
        for (const name of ["ada", `nobody${round}`])
          await signInWithPassword(test.desk, { name, password: "a guess", address: `${name} ${round}` });
      await signInWithPassword(test.desk, { name: "bea", password: "a guess", address: "another" });
      return [await linesOf("sign-in-refused", "none"), await linesOf("sign-in-refused", ada.staff.id)];
    };
    assert.deepEqual(await guesses(), [1, 5]);
    test.clock.pass(3600);
    assert.deepEqual(await guesses(), [2, 10]);
    assert.equal(await linesOf("sign-in-refused", bea.staff.id), 2, "nobody's lines push another's out");
  });

  it("knows no app under another key of the desk, and says so without failing", async () => {
    await fresh();
    const desk = {
      ...test.desk,
      settings: { ...test.desk.settings, sealKey: "another key of the desk's, as long as the one" },
    };
    const begun = await signInWithPassword(desk, { name: "ada", password: PASSWORD, address: ADDRESS });
    assert.equal(begun.kind, "half");
    const visitor = await visitorOf(desk, begun.cookie);
    assert.deepEqual(visitor.kind === "half" && visitor.factors, { passkey: false, code: false });
    const code = codeAt(ada.secret, desk.now());
    assert.deepEqual(await signInWithCode(desk, begun.cookie, code), { kind: "refused", why: "wrong" });
    assert.deepEqual((await askAgain(desk, ada.staff, ada.cookie)).factors, { passkey: false, code: false });
    assert.equal((await keysOf(desk, ada.staff)).app, undefined);
    assert.equal(await linesOf("app-unreadable"), 1);
    // One that is being set up begins anew.
    const { secret } = await appToAdd(test.desk, ada);
    assert.notEqual((await appToAdd(desk, ada)).secret, secret);
  });

  it("trusts no session, device or used code that a wrong clock left in the future", async () => {
    await fresh();
    const year = 365 * 86_400;
    test.clock.pass(year);
    const ahead = await half();
    const code = codeAt(ada.secret, test.desk.now());
    const whole = await signInWithCode(test.desk, ahead, code);
    assert.equal(whole.kind, "whole");
    const device = await rememberDevice(test.desk, whole.cookie, undefined);
    const again = await half();
    test.clock.pass(-year);
    assert.equal((await visitorOf(test.desk, whole.cookie)).kind, "nobody");
    assert.equal((await visitorOf(test.desk, again)).kind, "nobody");
    assert.equal(await knownHere(test.desk, device, "ada"), undefined);
    const now = codeAt(ada.secret, test.desk.now());
    assert.equal((await signInWithCode(test.desk, await half(), now)).kind, "whole");
    assert.equal((await signInWithCode(test.desk, await half(), now)).kind, "refused", "once all the same");
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

  it("ends a session after half an hour in which nothing was asked, and after twelve in any case", async () => {
    await fresh();
    test.clock.pass(1800 - 61);
    assert.equal((await visitorOf(test.desk, ada.cookie)).kind, "whole");
    for (let half = 0; half < 20; half += 1) {
      test.clock.pass(1799);
      assert.equal((await visitorOf(test.desk, ada.cookie)).kind, "whole");
    }
    test.clock.pass(1800);
    assert.equal((await visitorOf(test.desk, ada.cookie)).kind, "nobody");
    await fresh();
    assert.equal((await visitorOf(test.desk, ada.cookie)).kind, "whole");
    // A page that asks by itself is told, and keeps nothing alive.
    for (let minute = 1; minute < 30; minute += 1) {
      test.clock.pass(60);
      assert.equal((await visitorOf(test.desk, ada.cookie, "page")).kind, "whole");
    }
    test.clock.pass(60);
    assert.equal((await visitorOf(test.desk, ada.cookie, "page")).kind, "nobody");
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
      SELECT actor, action, subject FROM audit ORDER BY seq OFFSET 3`;
    assert.deepEqual(
      rows.map(({ actor, action, subject }) => [actor, action, subject]),
      [
        ["guest", "sign-in-refused", id],
        ["guest", "sign-in-refused", "none"],
        ["guest", "password-right", id],
        ["guest", "factor-refused", id],
        [id, "signed-in", id],
        [id, "signed-out", id],
      ],
    );
  });
});
