import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { newSecretWord } from "../../../desk/secret-word.ts";
import {
  choosePassword,
  codeToEnrol,
  enrolCode,
  enrolmentOf,
  enrolPasskey,
  openEnrolment,
  passkeyToEnrol,
} from "../../../desk/staff/enrolment.ts";
import { activate, deactivate, enrolByCommand, invite, people, resetFactors } from "../../../desk/staff/people.ts";
import { visitorOf } from "../../../desk/staff/sessions.ts";
import { askForPasskey, signInWithPasskey, signInWithPassword } from "../../../desk/staff/sign-in.ts";
import { CANNOT_RUN_PRIVATE_DEBIAN, deskDatabase, SETTINGS, type TestDesk } from "../desk-database.ts";
import { ADDRESS, codeAt, enrolled, invitedLink, PASSWORD, personOf, wordIn } from "../people-of-the-desk.ts";
import { standInAuthenticator, type Authenticator, type Behaviour } from "./stand-in-authenticator.ts";

const HOUR = 3600;
const OVER = { kind: "refused", why: "over" } as const;
const WRONG = { kind: "refused", why: "wrong" } as const;

describe("Enrolment", { skip: CANNOT_RUN_PRIVATE_DEBIAN }, () => {
  const database = deskDatabase();
  let test: TestDesk;

  const opened = async (name = "ada"): Promise<string> => {
    const answer = await openEnrolment(test.desk, await invitedLink(test.desk, name, ["host"]), ADDRESS);
    assert.equal(answer.kind, "open");
    return answer.cookie;
  };

  const withPassword = async (name = "ada"): Promise<string> => {
    const cookie = await opened(name);
    assert.deepEqual(await choosePassword(test.desk, cookie, PASSWORD), { kind: "taken" });
    return cookie;
  };

  /** Enrolled with a passkey. */
  const withPasskey = async (name = "ada"): Promise<Authenticator> => {
    const cookie = await withPassword(name);
    const asked = await passkeyToEnrol(test.desk, cookie);
    assert.equal(asked.kind, "creation");
    const authenticator = standInAuthenticator(SETTINGS.origin);
    const answer = await enrolPasskey(test.desk, cookie, authenticator.create(asked.creation));
    assert.equal(answer.kind, "whole");
    return authenticator;
  };

  const half = async (name = "ada"): Promise<string> => {
    const answer = await signInWithPassword(test.desk, { name, password: PASSWORD, address: ADDRESS });
    assert.equal(answer.kind, "half");
    return answer.cookie;
  };

  it("goes from a link over a password to an app, and signs in", async () => {
    test = await database.open();
    const cookie = await opened();
    assert.deepEqual(await enrolmentOf(test.desk, cookie), { kind: "open", name: "ada", next: "password" });
    assert.deepEqual(await codeToEnrol(test.desk, cookie), OVER);
    assert.deepEqual(await passkeyToEnrol(test.desk, cookie), OVER);
    await choosePassword(test.desk, cookie, PASSWORD);
    assert.deepEqual(await enrolmentOf(test.desk, cookie), { kind: "open", name: "ada", next: "factor" });
    // Nothing counts before the second factor is seen to work.
    assert.equal(
      (await signInWithPassword(test.desk, { name: "ada", password: PASSWORD, address: ADDRESS })).kind,
      "refused",
    );
    const code = await codeToEnrol(test.desk, cookie);
    assert.ok(code.kind === "code");
    assert.deepEqual(await codeToEnrol(test.desk, cookie), code);
    assert.match(
      code.address,
      /^otpauth:\/\/totp\/Quiet%20Harbour:ada\?issuer=Quiet%20Harbour&secret=[A-Z2-7]{32}&algorithm=SHA1&digits=6&period=30$/,
    );
    assert.deepEqual(await enrolCode(test.desk, cookie, "000000"), WRONG);
    const session = await enrolCode(test.desk, cookie, codeAt(code.secret, test.desk.now()));
    assert.ok(session.kind === "whole");
    assert.equal((await visitorOf(test.desk, session.cookie)).kind, "whole");
    assert.deepEqual(await enrolmentOf(test.desk, cookie), OVER);
    assert.deepEqual(await enrolCode(test.desk, cookie, codeAt(code.secret, test.desk.now())), OVER);
  });

  it("opens a link once, in one browser", async () => {
    test = await database.open();
    const link = await invitedLink(test.desk, "ada", ["host"]);
    const answers = await Promise.all([1, 2, 3].map(() => openEnrolment(test.desk, link, ADDRESS)));
    assert.deepEqual(answers.map(({ kind }) => kind).sort(), ["open", "refused", "refused"]);
    // Neither is the cookie a link, nor the link a cookie.
    const cookie = answers.flatMap((answer) => (answer.kind === "open" ? [answer.cookie] : []))[0] ?? "";
    assert.deepEqual(await openEnrolment(test.desk, cookie, ADDRESS), OVER);
    assert.deepEqual(await enrolmentOf(test.desk, link), OVER);
  });

  it("is over after a day, or an hour after the link was opened", async () => {
    test = await database.open();
    const link = await invitedLink(test.desk, "ada", ["host"]);
    const late = await invitedLink(test.desk, "bea", ["host"]);
    test.clock.pass(24 * HOUR - 1);
    const open = await openEnrolment(test.desk, link, ADDRESS);
    assert.ok(open.kind === "open");
    test.clock.pass(1);
    assert.deepEqual(await openEnrolment(test.desk, late, ADDRESS), OVER);
    assert.deepEqual(await enrolmentOf(test.desk, open.cookie), OVER);
    const cookie = await opened("cleo");
    test.clock.pass(HOUR);
    assert.deepEqual(await choosePassword(test.desk, cookie, PASSWORD), OVER);
  });

  it("lets nobody guess links", async () => {
    test = await database.open();
    for (let round = 0; round < 20; round += 1)
      assert.deepEqual(await openEnrolment(test.desk, newSecretWord(), ADDRESS), OVER);
    const answer = await openEnrolment(test.desk, newSecretWord(), ADDRESS);
    assert.deepEqual(answer, { kind: "refused", why: "too-many-attempts", seconds: 900 });
  });

  it("takes no short password, none without end, and not one's own name", async () => {
    test = await database.open();
    const link = await invitedLink(test.desk, "ada.of.the.harbour", ["host"]);
    const open = await openEnrolment(test.desk, link, ADDRESS);
    assert.ok(open.kind === "open");
    for (const [password, why] of [
      ["eleven char", "too-short"],
      ["🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊", "too-short"],
      ["x".repeat(129), "too-long"],
      ["Ada.of.the.harbour", "is-name"],
    ] as const) {
      assert.deepEqual(await choosePassword(test.desk, open.cookie, password), { kind: "refused", why });
    }
    assert.deepEqual(await choosePassword(test.desk, open.cookie, "twelve chars"), { kind: "taken" });
    assert.deepEqual(await choosePassword(test.desk, open.cookie, "x".repeat(128)), { kind: "taken" });
  });

  it("takes a passkey, with which one signs in", async () => {
    test = await database.open();
    const authenticator = await withPasskey();
    const cookie = await half();
    const visitor = await visitorOf(test.desk, cookie);
    assert.ok(visitor.kind === "half");
    assert.deepEqual(visitor.factors, { passkey: true, code: false });
    const asked = await askForPasskey(test.desk, cookie);
    assert.ok(asked.kind === "request");
    assert.deepEqual([asked.request.userVerification, asked.request.allowCredentials?.length], ["required", 1]);
    const answer = await signInWithPasskey(test.desk, cookie, authenticator.get(asked.request));
    assert.ok(answer.kind === "whole");
    assert.equal((await visitorOf(test.desk, answer.cookie)).kind, "whole");
    assert.equal((await visitorOf(test.desk, cookie)).kind, "nobody");
  });

  const OTHERWISE: readonly (readonly [string, Behaviour])[] = [
    ["made for another page", { origin: "https://desk.quiet-harbour.example.evil.example" }],
    ["made for the page without encryption", { origin: "http://desk.quiet-harbour.example" }],
    ["for another challenge", { challenge: newSecretWord() }],
    ["without the person being verified", { verifies: false }],
  ];
  for (const [what, behaviour] of OTHERWISE) {
    it(`takes no passkey ${what}, neither new nor known`, async () => {
      test = await database.open();
      const enrolling = await withPassword("bea");
      const creation = await passkeyToEnrol(test.desk, enrolling);
      assert.ok(creation.kind === "creation");
      const fresh = standInAuthenticator(SETTINGS.origin);
      assert.deepEqual(await enrolPasskey(test.desk, enrolling, fresh.create(creation.creation, behaviour)), WRONG);
      const known = await withPasskey();
      const cookie = await half();
      const asked = await askForPasskey(test.desk, cookie);
      assert.ok(asked.kind === "request");
      assert.deepEqual(await signInWithPasskey(test.desk, cookie, known.get(asked.request, behaviour)), WRONG);
    });
  }

  it("takes each answer of a passkey once", async () => {
    test = await database.open();
    const authenticator = await withPasskey();
    const cookie = await half();
    const asked = await askForPasskey(test.desk, cookie);
    assert.ok(asked.kind === "request");
    const answer = authenticator.get(asked.request);
    const answers = await Promise.all([1, 2].map(() => signInWithPasskey(test.desk, cookie, answer)));
    assert.equal(answers.filter(({ kind }) => kind === "whole").length, 1);
    const next = await half();
    assert.deepEqual(await signInWithPasskey(test.desk, next, answer), WRONG);
    await askForPasskey(test.desk, next);
    assert.deepEqual(await signInWithPasskey(test.desk, next, answer), WRONG);
  });

  it("takes no passkey that was copied: its count went back", async () => {
    test = await database.open();
    const authenticator = await withPasskey();
    for (const [counter, kind] of [
      [9, "whole"],
      [9, "refused"],
      [8, "refused"],
      [10, "whole"],
    ] as const) {
      const cookie = await half();
      const asked = await askForPasskey(test.desk, cookie);
      assert.ok(asked.kind === "request");
      assert.equal(
        (await signInWithPasskey(test.desk, cookie, authenticator.get(asked.request, { counter }))).kind,
        kind,
      );
    }
  });

  it("takes nobody else's passkey", async () => {
    test = await database.open();
    await withPasskey("ada");
    const others = await withPasskey("bea");
    const cookie = await half("ada");
    const asked = await askForPasskey(test.desk, cookie);
    assert.ok(asked.kind === "request");
    assert.deepEqual(await signInWithPasskey(test.desk, cookie, others.get(asked.request)), WRONG);
  });

  it("takes no answer that is none", async () => {
    test = await database.open();
    await withPasskey();
    for (const answer of [
      undefined,
      null,
      7,
      "text",
      {},
      { id: 7 },
      { id: "x", response: {} },
      { id: "a\u0000" },
      { id: "x".repeat(9999) },
    ]) {
      test.clock.pass(HOUR);
      const cookie = await half();
      await askForPasskey(test.desk, cookie);
      assert.deepEqual(await signInWithPasskey(test.desk, cookie, answer), WRONG);
    }
  });

  it("begins anew at a reset: password, passkeys, app and sessions are gone at once", async () => {
    test = await database.open();
    const admin = await personOf(test.desk, "anna", ["admin"]);
    const ada = await enrolled(test.desk, "ada", ["host"]);
    const answer = await resetFactors(test.desk, admin, ada.staff.id);
    assert.ok(answer.kind === "invited");
    assert.match(answer.address, /^https:\/\/desk\.quiet-harbour\.example\/enrol#[\w-]{43}$/);
    assert.equal((await visitorOf(test.desk, ada.cookie)).kind, "nobody");
    assert.equal(
      (await signInWithPassword(test.desk, { name: "ada", password: PASSWORD, address: ADDRESS })).kind,
      "refused",
    );
    const again = await resetFactors(test.desk, admin, ada.staff.id);
    assert.ok(again.kind === "invited");
    assert.deepEqual(await openEnrolment(test.desk, wordIn(answer.address), ADDRESS), OVER);
    assert.equal((await openEnrolment(test.desk, wordIn(again.address), ADDRESS)).kind, "open");
  });

  it("is no way in for who was deactivated meanwhile", async () => {
    test = await database.open();
    const cookie = await withPassword();
    const link = await invitedLink(test.desk, "bea", ["host"]);
    for (const name of ["ada", "bea"]) {
      const [row] = await test.administrator<{ id: string }[]>`SELECT id FROM staff WHERE name = ${name}`;
      assert.deepEqual(await deactivate(test.desk, "machine", row?.id ?? ""), { kind: "done" });
    }
    assert.deepEqual(await codeToEnrol(test.desk, cookie), OVER);
    assert.deepEqual(await openEnrolment(test.desk, link, ADDRESS), OVER);
  });

  it("is the business of admins alone, who don't shut themselves out", async () => {
    test = await database.open();
    const admin = await personOf(test.desk, "anna", ["admin"]);
    const host = await personOf(test.desk, "hana", ["host", "assistant", "support"]);
    const person = { name: "bea", roles: ["host"], language: "de" } as const;
    const refused = { kind: "refused", why: "not-allowed" } as const;
    for (const answer of [
      await people(test.desk, host),
      await invite(test.desk, host, person),
      await resetFactors(test.desk, host, admin.id),
      await deactivate(test.desk, host, admin.id),
      await activate(test.desk, host, admin.id),
    ]) {
      assert.deepEqual(answer, refused);
    }
    assert.equal((await invite(test.desk, admin, person)).kind, "invited");
    assert.deepEqual(await invite(test.desk, admin, person), { kind: "refused", why: "taken" });
    assert.deepEqual(await invite(test.desk, admin, { ...person, name: "Bea!" }), { kind: "refused", why: "name" });
    assert.deepEqual(await invite(test.desk, admin, { ...person, name: "cleo", roles: [] }), {
      kind: "refused",
      why: "roles",
    });
    assert.deepEqual(await deactivate(test.desk, admin, admin.id), { kind: "refused", why: "self" });
    assert.deepEqual(await deactivate(test.desk, admin, host.id), { kind: "done" });
    for (const id of [host.id, "nonsense"]) {
      assert.deepEqual(await deactivate(test.desk, admin, id), { kind: "refused", why: "not-found" });
      assert.deepEqual(await resetFactors(test.desk, admin, id), { kind: "refused", why: "not-found" });
    }
    assert.equal((await activate(test.desk, admin, host.id)).kind, "invited");
    const seen = await people(test.desk, admin);
    assert.ok(seen.kind === "people");
    assert.deepEqual(
      seen.people.map(({ name, roles, language, active, enrolled: keys }) => [
        name,
        roles.join(),
        language,
        active,
        keys,
      ]),
      [
        ["anna", "admin", "en", true, false],
        ["bea", "host", "de", true, false],
        ["hana", "host,assistant,support", "en", true, false],
      ],
    );
  });

  it("brings an account back by the machine's own command, with the roles that are named", async () => {
    test = await database.open();
    const ada = await enrolled(test.desk, "ada", ["host"]);
    await deactivate(test.desk, "machine", ada.staff.id);
    const answer = await enrolByCommand(test.desk, { name: "ada", roles: ["host", "admin"], language: "fr" });
    assert.equal(answer.id, ada.staff.id);
    const [row] = await test.administrator`SELECT roles, language, active, password, totp FROM staff`;
    assert.deepEqual(row, { roles: ["host", "admin"], language: "fr", active: true, password: null, totp: null });
  });
});
