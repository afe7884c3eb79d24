import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  addApp,
  addOwnPasskey,
  appToAdd,
  changePassword,
  keysOf,
  passkeyToAdd,
  removeApp,
  removePasskey,
  type Self,
} from "../../../desk/staff/account.ts";
import { acknowledgeChanges, changesBefore } from "../../../desk/staff/changes.ts";
import { askAgain, confirmWithCode, confirmWithPasskey } from "../../../desk/staff/confirming.ts";
import { knownHere, rememberDevice } from "../../../desk/staff/known-devices.ts";
import { changeRoles, deactivate, resetFactors } from "../../../desk/staff/people.ts";
import { beginSession, endOtherSessions, sessionsOf, visitorOf } from "../../../desk/staff/sessions.ts";
import { signInWithCode, signInWithPassword } from "../../../desk/staff/sign-in.ts";
import { openEnrolment } from "../../../desk/staff/enrolment.ts";
import { CANNOT_RUN_PRIVATE_DEBIAN, deskDatabase, SETTINGS, type TestDesk } from "../desk-database.ts";
import { ADDRESS, codeAt, enrolled, PASSWORD, wordIn, type Enrolled } from "../people-of-the-desk.ts";
import { standInAuthenticator, type Authenticator } from "./stand-in-authenticator.ts";

const NEXT = "twelve grey herons";

describe("The own account", { skip: CANNOT_RUN_PRIVATE_DEBIAN }, () => {
  const database = deskDatabase();

  const opened = async (): Promise<{ readonly test: TestDesk; readonly ada: Enrolled }> => {
    const test = await database.open();
    const ada = await enrolled(test.desk, "ada", ["host"]);
    test.clock.pass(60);
    return { test, ada };
  };
  const kindOf = async (test: TestDesk, cookie: string): Promise<string> => (await visitorOf(test.desk, cookie)).kind;
  const elsewhere = ({ desk }: TestDesk, { staff }: Enrolled): Promise<string> =>
    beginSession(desk.sql, staff.id, true, desk.now());
  const actions = async ({ administrator }: TestDesk): Promise<readonly string[]> =>
    (await administrator<{ action: string }[]>`SELECT action FROM audit ORDER BY seq`).map(({ action }) => action);
  const addedPasskey = async ({ desk }: TestDesk, self: Self): Promise<Authenticator> => {
    const authenticator = standInAuthenticator(SETTINGS.origin);
    const creation = await passkeyToAdd(desk, self);
    assert.deepEqual(await addOwnPasskey(desk, self, authenticator.create(creation)), { kind: "done" });
    return authenticator;
  };

  it("gets a new password for the one that is known, and every other session ends", async () => {
    const { test, ada } = await opened();
    const { desk } = test;
    const other = await elsewhere(test, ada);
    const refusals: readonly (readonly [current: string, next: string, why: string])[] = [
      ["not the password", NEXT, "wrong"],
      [PASSWORD, "short", "too-short"],
      [PASSWORD, "1qaz2wsx3edc", "too-common"],
      [PASSWORD, "Quiet Harbour ada", "is-name"],
    ];
    for (const [current, next, why] of refusals) {
      const answer = await changePassword(desk, ada, { current, next });
      assert.ok(answer.kind === "refused" && answer.why === why, `${next}: ${JSON.stringify(answer)}`);
    }
    assert.equal(await kindOf(test, other), "whole");
    const [device, lost] = [
      await rememberDevice(desk, ada.cookie, undefined),
      await rememberDevice(desk, ada.cookie, undefined),
    ];
    assert.deepEqual(await changePassword(desk, ada, { current: PASSWORD, next: NEXT, device }), { kind: "done" });
    assert.ok(await knownHere(desk, device, "ada"));
    assert.equal(await knownHere(desk, lost, "ada"), undefined, "other devices are not known any more");
    assert.deepEqual([await kindOf(test, ada.cookie), await kindOf(test, other)], ["whole", "nobody"]);
    const signIn = async (password: string): Promise<string> =>
      (await signInWithPassword(desk, { name: "ada", password, address: ADDRESS })).kind;
    assert.deepEqual([await signIn(PASSWORD), await signIn(NEXT)], ["refused", "half"]);
    assert.equal((await actions(test)).filter((action) => action === "password-changed").length, 1);
  });

  it("lets nobody in a session that was taken over guess the password", async () => {
    const { test, ada } = await opened();
    for (let guess = 0; guess < 5; guess += 1) {
      const answer = await changePassword(test.desk, ada, { current: `guess number ${guess}`, next: NEXT });
      assert.ok(answer.kind === "refused" && answer.why === "wrong");
    }
    const answer = await changePassword(test.desk, ada, { current: PASSWORD, next: NEXT });
    assert.ok(answer.kind === "refused" && answer.why === "too-many-attempts");
  });

  it("takes a further passkey, and one of each device alone", async () => {
    const { test, ada } = await opened();
    const passkey = await addedPasskey(test, ada);
    const { passkeys, app } = await keysOf(test.desk, ada.staff);
    assert.equal(passkeys.length, 1);
    assert.ok(app);
    const creation = await passkeyToAdd(test.desk, ada);
    assert.deepEqual(
      creation.excludeCredentials?.map(({ id }) => id),
      passkeys.map(({ id }) => id),
    );
    // A challenge is answered once, and only for this desk.
    const answer = passkey.create(creation, { origin: "https://desk.elm-court.example" });
    assert.deepEqual(await addOwnPasskey(test.desk, ada, answer), { kind: "refused", why: "wrong" });
    assert.deepEqual(await addOwnPasskey(test.desk, ada, passkey.create(creation)), { kind: "refused", why: "wrong" });
    assert.deepEqual((await actions(test)).slice(-3), ["factor-added", "factor-refused", "factor-refused"]);
  });

  it("takes another app in place of the one before once it is seen to work", async () => {
    const { test, ada } = await opened();
    const { desk, clock } = test;
    const { secret } = await appToAdd(desk, ada);
    assert.equal((await appToAdd(desk, ada)).secret, secret);
    assert.notEqual(secret, ada.secret);
    const [row] = await test.administrator<{ totp: string }[]>`SELECT totp FROM sessions WHERE totp IS NOT NULL`;
    assert.ok(row && !row.totp.includes(secret), "it is kept sealed");
    assert.deepEqual(await addApp(desk, ada, "000000"), { kind: "refused", why: "wrong" });
    const confirmed = await confirmWithCode(desk, ada.staff, ada.cookie, codeAt(ada.secret, clock.now()));
    assert.equal(confirmed.kind, "confirmed", "the old one counts until then");
    clock.pass(60);
    const other = await elsewhere(test, ada);
    assert.deepEqual(await addApp(desk, ada, codeAt(secret, clock.now())), { kind: "done" });
    assert.deepEqual([await kindOf(test, other), await kindOf(test, ada.cookie)], ["nobody", "whole"]);
    assert.deepEqual((await actions(test)).slice(-2), ["factor-removed", "factor-added"]);
    clock.pass(60);
    const old = await confirmWithCode(desk, ada.staff, ada.cookie, codeAt(ada.secret, clock.now()));
    assert.equal(old.kind, "refused");
    const fresh = await confirmWithCode(desk, ada.staff, ada.cookie, codeAt(secret, clock.now()));
    assert.equal(fresh.kind, "confirmed");
  });

  it("keeps the last second factor, also where two are taken away at once", async () => {
    const { test, ada } = await opened();
    const { desk } = test;
    assert.deepEqual(await removeApp(desk, ada), { kind: "refused", why: "last-factor" });
    await addedPasskey(test, ada);
    const other = await elsewhere(test, ada);
    const [passkey] = (await keysOf(desk, ada.staff)).passkeys;
    assert.ok(passkey);
    const bea = await enrolled(desk, "bea", ["host"]);
    assert.deepEqual(await removePasskey(desk, bea, passkey.id), { kind: "refused", why: "not-found" });
    assert.equal((await keysOf(desk, ada.staff)).passkeys.length, 1, "another's is not there for her");
    assert.equal(await kindOf(test, other), "whole");
    const both = await Promise.all([removeApp(desk, ada), removePasskey(desk, ada, passkey.id)]);
    assert.deepEqual(both.map(({ kind }) => kind).toSorted(), ["done", "refused"]);
    assert.equal(await kindOf(test, other), "nobody");
    const { passkeys, app } = await keysOf(desk, ada.staff);
    assert.equal(passkeys.length + (app === undefined ? 0 : 1), 1);
    assert.equal((await actions(test)).filter((action) => action === "factor-removed").length, 1);
  });

  it("shows the own sessions, and ends one or all others", async () => {
    const { test, ada } = await opened();
    const { desk, clock } = test;
    const [one, two, three] = [await elsewhere(test, ada), await elsewhere(test, ada), await elsewhere(test, ada)];
    const bea = await enrolled(desk, "bea", ["host"]);
    clock.pass(60);
    await visitorOf(desk, ada.cookie);
    const sessions = await sessionsOf(desk, ada.staff, ada.cookie);
    assert.deepEqual(
      sessions.map(({ here }) => here),
      [true, false, false, false],
    );
    assert.equal(sessions[0]?.seen.getTime(), clock.now().getTime());
    const [hers] = await sessionsOf(desk, bea.staff, bea.cookie);
    const own = sessions[0].id;
    assert.ok(hers);
    for (const id of [hers.id, own, "1", "00000000-0000-4000-8000-000000000000"])
      assert.equal(await endOtherSessions(desk, ada.staff, ada.cookie, id), 0, id);
    assert.equal(await endOtherSessions(desk, ada.staff, ada.cookie, sessions[1]?.id), 1);
    assert.equal(await endOtherSessions(desk, ada.staff, ada.cookie), 2);
    for (const cookie of [one, two, three]) assert.equal(await kindOf(test, cookie), "nobody");
    assert.deepEqual([await kindOf(test, ada.cookie), await kindOf(test, bea.cookie)], ["whole", "whole"]);
    assert.equal((await actions(test)).filter((action) => action === "sessions-ended").length, 2);
  });

  it("is the person's for five minutes after a second factor, and then after another one", async () => {
    const { test, ada } = await opened();
    const { desk, clock } = test;
    const passkey = await addedPasskey(test, ada);
    const isFresh = async (): Promise<boolean> => {
      const visitor = await visitorOf(desk, ada.cookie);
      return visitor.kind === "whole" && visitor.fresh;
    };
    clock.pass(239);
    assert.equal(await isFresh(), true);
    clock.pass(1);
    assert.equal(await isFresh(), false);
    assert.equal((await confirmWithCode(desk, ada.staff, ada.cookie, "000000")).kind, "refused");
    assert.equal(await isFresh(), false);
    const code = codeAt(ada.secret, clock.now());
    assert.equal((await confirmWithCode(desk, ada.staff, ada.cookie, code)).kind, "confirmed");
    assert.equal(await isFresh(), true);
    clock.pass(300);
    assert.equal((await confirmWithCode(desk, ada.staff, ada.cookie, code)).kind, "refused", "no code counts twice");
    const { request } = await askAgain(desk, ada.staff, ada.cookie);
    assert.ok(request);
    const answer = passkey.get(request);
    assert.equal((await confirmWithPasskey(desk, ada.staff, ada.cookie, answer)).kind, "confirmed");
    assert.equal(await isFresh(), true);
    assert.equal((await confirmWithPasskey(desk, ada.staff, ada.cookie, answer)).kind, "refused");
  });

  it("tells at each sign-in of a week what changed before it, until the person says there that it is known", async () => {
    const { test, ada } = await opened();
    const { desk, clock } = test;
    const changes = async (cookie: string): Promise<readonly string[]> =>
      (await changesBefore(desk, ada.staff, cookie)).map(({ what }) => what);
    await changePassword(desk, ada, { current: PASSWORD, next: NEXT });
    assert.deepEqual(await changes(ada.cookie), [], "not within the session that did it, nor of the first enrolment");
    clock.pass(60);
    const later = await elsewhere(test, ada);
    assert.deepEqual(await changes(later), ["password-changed"]);
    await acknowledgeChanges(desk, ada.staff, ada.cookie);
    assert.deepEqual(await changes(later), ["password-changed"], "another session's word does not count for it");
    await acknowledgeChanges(desk, ada.staff, later);
    assert.deepEqual(await changes(later), []);
    // Whoever said so there may have been somebody else.
    clock.pass(6 * 86_400);
    assert.deepEqual(await changes(await elsewhere(test, ada)), ["password-changed"]);
    clock.pass(86_400);
    assert.deepEqual(await changes(await elsewhere(test, ada)), []);
  });

  it("is wiped when an admin shuts the person out", async () => {
    const { test, ada } = await opened();
    const { desk, administrator: sql } = test;
    await addedPasskey(test, ada);
    const reset = await resetFactors(desk, "machine", ada.staff.id);
    assert.ok(reset.kind === "invited");
    assert.equal((await openEnrolment(desk, wordIn(reset.address), ADDRESS)).kind, "open");
    await sql`UPDATE staff SET password = 'x', totp = 'x'`;
    await sql`INSERT INTO passkeys (id, staff, public_key) VALUES ('x', ${ada.staff.id}, '')`;
    await elsewhere(test, ada);
    assert.deepEqual(await deactivate(desk, "machine", ada.staff.id), { kind: "done" });
    const [row] = await sql`SELECT password, totp, active,
      (SELECT count(*)::int FROM passkeys) AS passkeys, (SELECT count(*)::int FROM sessions) AS sessions,
      (SELECT count(*)::int FROM enrolments) AS enrolments FROM staff`;
    assert.deepEqual(row, { password: null, totp: null, active: false, passkeys: 0, sessions: 0, enrolments: 0 });
    const told = await actions(test);
    assert.deepEqual(told.slice(-3), ["enrolment-made", "enrolment-opened", "person-deactivated"]);
  });

  it("has other roles at once when an admin says so, and no admin stops being one alone", async () => {
    const { test, ada } = await opened();
    const { desk } = test;
    const { staff: admin } = await enrolled(desk, "anna", ["admin"]);
    assert.deepEqual(await changeRoles(desk, ada.staff, ada.staff.id, ["admin"]), {
      kind: "refused",
      why: "not-allowed",
    });
    for (const id of ["1", "00000000-0000-4000-8000-000000000000"])
      assert.deepEqual(await changeRoles(desk, admin, id, ["host"]), { kind: "refused", why: "not-found" });
    assert.deepEqual(await changeRoles(desk, admin, ada.staff.id, []), { kind: "refused", why: "roles" });
    assert.deepEqual(await changeRoles(desk, admin, admin.id, ["host"]), { kind: "refused", why: "own-role" });
    assert.deepEqual(await changeRoles(desk, admin, ada.staff.id, ["host"]), { kind: "done" });
    assert.ok(!(await actions(test)).includes("roles-changed"), "nothing changed");
    assert.deepEqual(await changeRoles(desk, admin, ada.staff.id, ["support", "assistant"]), { kind: "done" });
    const visitor = await visitorOf(desk, ada.cookie);
    assert.ok(visitor.kind === "whole");
    assert.deepEqual(visitor.staff.roles, ["assistant", "support"]);
    assert.deepEqual(await changeRoles(desk, admin, admin.id, ["host", "admin"]), { kind: "done" });
    assert.equal((await actions(test)).filter((action) => action === "roles-changed").length, 2);
  });

  it("signs in as before with what was added", async () => {
    const { test, ada } = await opened();
    const { desk, clock } = test;
    const { secret } = await appToAdd(desk, ada);
    await addApp(desk, ada, codeAt(secret, clock.now()));
    clock.pass(60);
    const half = await signInWithPassword(desk, { name: "ada", password: PASSWORD, address: ADDRESS });
    assert.ok(half.kind === "half");
    assert.equal((await signInWithCode(desk, half.cookie, codeAt(secret, clock.now()))).kind, "whole");
  });
});
