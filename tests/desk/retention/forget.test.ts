import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { makeAppointment } from "../../../desk/appointments/appointments.ts";
import { openLink } from "../../../desk/appointments/links.ts";
import { giveConsent, withdrawConsent } from "../../../desk/consent/consents.ts";
import { setPassword } from "../../../desk/mail/password.ts";
import { forget, type Forgotten } from "../../../desk/retention/forget.ts";
import type { MailServer } from "../../../desk/settings.ts";
import { noteChange } from "../../../desk/staff/changes.ts";
import { deactivate } from "../../../desk/staff/people.ts";
import { signInWithPassword } from "../../../desk/staff/sign-in.ts";
import { until } from "../../services/private-debian.ts";
import { CANNOT_RUN_PRIVATE_DEBIAN, deskDatabase, type TestDesk } from "../desk-database.ts";
import { ADDRESS, enrolled, invitedLink, PASSWORD, personOf, wordIn } from "../people-of-the-desk.ts";

const HOUR = 3600;
const DAY = 24 * HOUR;
const NOTHING: Forgotten = { sessions: 0, enrolments: 0, appointments: 0, consents: 0, guests: 0, auditEntries: 0 };

describe("What is over", { skip: CANNOT_RUN_PRIVATE_DEBIAN }, () => {
  const database = deskDatabase();

  const counts = async ({ administrator }: TestDesk): Promise<Readonly<Record<string, number>>> => {
    const tables = ["guests", "appointments", "links", "devices", "consents"];
    const rows = tables.map(
      async (table) => [table, (await administrator`SELECT FROM ${administrator(table)}`).length] as const,
    );
    return Object.fromEntries(await Promise.all(rows));
  };

  /** An appointment in an hour, of fifty minutes, whose guest consented. */
  const met = async (test: TestDesk, label: string): Promise<string> => {
    const host = await personOf(test.desk, `host-${label.toLowerCase()}`, ["host"]);
    const startsAt = new Date(test.clock.now().getTime() + HOUR * 1000);
    const made = await makeAppointment(test.desk, host, { host: host.id, label, startsAt, minutes: 50 });
    assert.ok(made.kind === "made");
    test.clock.pass(HOUR);
    const open = await openLink(test.desk, wordIn(made.address), undefined, ADDRESS);
    assert.ok(open.kind === "open");
    assert.equal(
      (await giveConsent(test.desk, open.cookie, { version: "b".repeat(64), language: "en" })).kind,
      "given",
    );
    return open.cookie;
  };

  it("is nothing as long as it may be needed", async () => {
    const test = await database.open();
    await met(test, "Red");
    test.clock.pass(50 * 60 + 90 * DAY - 1);
    assert.deepEqual(await forget(test.desk), NOTHING);
    assert.deepEqual(await counts(test), { guests: 1, appointments: 1, links: 1, devices: 1, consents: 1 });
  });

  it("goes with links and devices; a guest stays as long as a consent does, and goes with it", async () => {
    const test = await database.open({ retention: { appointmentDays: 1, consentDays: 10 } });
    await met(test, "Red");
    test.clock.pass(50 * 60 + DAY);
    assert.deepEqual(await forget(test.desk), { ...NOTHING, appointments: 1 });
    assert.deepEqual(await counts(test), { guests: 1, appointments: 0, links: 0, devices: 0, consents: 1 });
    test.clock.pass(9 * DAY);
    assert.deepEqual(await forget(test.desk), { ...NOTHING, consents: 1, guests: 1 });
    assert.deepEqual(await counts(test), { guests: 0, appointments: 0, links: 0, devices: 0, consents: 0 });
    assert.deepEqual(await forget(test.desk), NOTHING);
    const told = await test.administrator<
      { subject: string }[]
    >`SELECT subject FROM audit WHERE action = 'forgotten' ORDER BY seq`;
    assert.deepEqual(
      told.map(({ subject }) => subject),
      ["appointments", "consents", "guests"],
    );
  });

  it("counts a consent's days from when it was taken back", async () => {
    const test = await database.open({ retention: { appointmentDays: 90, consentDays: 10 } });
    const cookie = await met(test, "Red");
    test.clock.pass(HOUR);
    await withdrawConsent(test.desk, cookie);
    test.clock.pass(10 * DAY - 1);
    assert.deepEqual(await forget(test.desk), NOTHING);
    test.clock.pass(1);
    assert.deepEqual(await forget(test.desk), { ...NOTHING, consents: 1 });
  });

  it("are sessions and enrolments whose time has run out", async () => {
    const test = await database.open();
    await enrolled(test.desk, "ada", ["host"]);
    await signInWithPassword(test.desk, { name: "ada", password: PASSWORD, address: ADDRESS });
    await invitedLink(test.desk, "bea", ["host"]);
    test.clock.pass(299);
    assert.deepEqual(await forget(test.desk), NOTHING);
    test.clock.pass(1);
    assert.deepEqual(await forget(test.desk), { ...NOTHING, sessions: 1 });
    test.clock.pass(HOUR - 300);
    assert.deepEqual(await forget(test.desk), { ...NOTHING, sessions: 1 });
    test.clock.pass(23 * HOUR);
    assert.deepEqual(await forget(test.desk), { ...NOTHING, enrolments: 1 });
  });

  it("is what changed of a person's keys after a month, and at once with the keys", async () => {
    const test = await database.open();
    const changes = async (): Promise<readonly string[]> =>
      (await test.desk.sql<{ what: string }[]>`SELECT what FROM changes ORDER BY what`).map(({ what }) => what);
    const ada = await enrolled(test.desk, "ada", ["host"]);
    const bea = await enrolled(test.desk, "bea", ["host"]);
    await noteChange(test.desk.sql, ada.staff.id, "password-changed", test.desk.now());
    test.clock.pass(1);
    await noteChange(test.desk.sql, bea.staff.id, "factor-added", test.desk.now());
    test.clock.pass(30 * DAY - 2);
    await forget(test.desk);
    assert.deepEqual(await changes(), ["factor-added", "password-changed"]);
    test.clock.pass(1);
    await forget(test.desk);
    assert.deepEqual(await changes(), ["factor-added"]);
    assert.deepEqual(await deactivate(test.desk, "machine", bea.staff.id), { kind: "done" });
    assert.deepEqual(await changes(), []);
  });

  it("is the mail server's password, once the settings name no server", async () => {
    const mail: MailServer = {
      server: "mail.quiet-harbour.example",
      port: 465,
      encryption: "tls",
      from: "rooms@quiet-harbour.example",
      user: "rooms",
    };
    const test = await database.open({ mail });
    const admin = await personOf(test.desk, "dan", ["admin"]);
    assert.deepEqual(await setPassword(test.desk, admin, "nine green otters"), { kind: "done" });
    const rows = async (): Promise<number> => (await test.desk.sql`SELECT FROM mail_password`).length;
    await forget(test.desk);
    assert.equal(await rows(), 1);
    const { mail: none, ...settings } = test.desk.settings;
    assert.equal(none, mail);
    await forget({ ...test.desk, settings });
    assert.equal(await rows(), 0);
  });

  it("are entries of the audit log, by its own rule", async () => {
    const test = await database.open();
    await met(test, "Red");
    await test.administrator.unsafe("UPDATE audit SET at = at - interval '366 days' WHERE seq <= 2");
    assert.deepEqual(await forget(test.desk), { ...NOTHING, auditEntries: 2 });
    assert.deepEqual(await forget(test.desk), NOTHING);
  });

  it("never takes the guest of an appointment that is being made at that moment", async () => {
    const test = await database.open({ retention: { appointmentDays: 1, consentDays: 1 } });
    await met(test, "Red");
    test.clock.pass(2 * DAY);
    const { forgetting } = await test.administrator.begin(async (sql) => {
      // What makeAppointment does to a guest of before, and then its transaction is not over yet.
      await sql`UPDATE guests SET label = label`;
      await sql`INSERT INTO appointments (guest, host, starts_at, minutes, room)
        SELECT id, host, ${test.clock.now()}, 50, ${"d".repeat(32)} FROM guests`;
      const begun = forget(test.desk);
      begun.catch(() => undefined);
      await until("the deletion to wait", async () => (await sql`SELECT FROM pg_locks WHERE NOT granted`).length > 0);
      return { forgetting: begun };
    });
    assert.deepEqual(await forgetting, { ...NOTHING, appointments: 1, consents: 1 });
    assert.deepEqual(await counts(test), { guests: 1, appointments: 1, links: 0, devices: 0, consents: 0 });
  });
});
