import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  cancelAppointment,
  makeAppointment,
  replaceLink,
  revokeLinks,
} from "../../../desk/appointments/appointments.ts";
import { mailLink, mailTrial } from "../../../desk/mail/mailing.ts";
import { setPassword } from "../../../desk/mail/password.ts";
import { MAIL_WORDS } from "../../../desk/mail/words.ts";
import type { MailServer } from "../../../desk/settings.ts";
import type { Staff } from "../../../desk/staff/roles.ts";
import { until } from "../../services/debian-programs.ts";
import { CANNOT_RUN_PRIVATE_DEBIAN, deskDatabase, START, type TestDesk } from "../desk-database.ts";
import { personOf, wordIn } from "../people-of-the-desk.ts";
import { CANNOT_RUN_DEBIAN, MAIL_PASSWORD, mailServer } from "./mail-server.ts";

describe("A link by mail", { skip: CANNOT_RUN_PRIVATE_DEBIAN || CANNOT_RUN_DEBIAN }, () => {
  const database = deskDatabase();
  const server = mailServer();

  interface People {
    readonly test: TestDesk;
    readonly ada: Staff;
    readonly admin: Staff;
    readonly id: string;
    readonly link: string;
  }
  const begin = async (mail: MailServer = server.settings("tls"), password = MAIL_PASSWORD): Promise<People> => {
    const test = await database.open({ mail });
    const ada = await personOf(test.desk, "ada", ["host"]);
    const admin = await personOf(test.desk, "dan", ["admin"]);
    assert.deepEqual(await setPassword(test.desk, admin, password), { kind: "done" });
    const startsAt = new Date(START.getTime() + 3_600_000);
    const made = await makeAppointment(test.desk, ada, { host: ada.id, label: "AB", startsAt, minutes: 50 });
    assert.equal(made.kind, "made");
    return { test, ada, admin, id: made.id, link: wordIn(made.address) };
  };
  const lines = async ({ test }: People): Promise<readonly string[]> => {
    const rows = await test.administrator<{ actor: string; action: string; subject: string }[]>`
      SELECT actor, action, subject FROM audit WHERE action LIKE '%mail%' ORDER BY seq`;
    return rows.map(({ actor, action, subject }) => `${actor} ${action} ${subject}`);
  };
  const refused = (why: string): { readonly kind: "refused"; readonly why: string } => ({ kind: "refused", why });
  /** Everything that the database holds, as text. */
  const everything = async ({ administrator }: TestDesk): Promise<string> => {
    const tables = await administrator<{ name: string }[]>`
      SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`;
    const rows = await Promise.all(tables.map(({ name }) => administrator`SELECT * FROM ${administrator(name)}`));
    return JSON.stringify(rows);
  };

  it("arrives with the link and a neutral sentence, and leaves the appointment's id alone", async () => {
    for (const encryption of ["tls", "starttls"] as const) {
      for (const language of ["en", "de", "fr", "es"] as const) {
        const people = await begin(server.settings(encryption));
        const { test, ada, admin, id, link } = people;
        const to = `guest.${encryption}.${language}@elm-court.example`;
        assert.deepEqual(await mailLink(test.desk, ada, id, { link, to: ` ${to} `, language }), { kind: "taken" });
        const mine = async (): Promise<string | undefined> =>
          (await server.received()).find((mail) => mail.includes(`To: ${to}\n`));
        await until("the mail", async () => (await mine()) !== undefined);
        const [head = "", ...rest] = ((await mine()) ?? "").split("\n\n");
        const body = rest.join("\n\n").replaceAll("=\n", "");
        const text = Buffer.from(
          body.replaceAll(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
          "latin1",
        ).toString("utf8");
        assert.equal(text, `${MAIL_WORDS[language].text}\n\nhttps://desk.quiet-harbour.example/v#${link}\n`);
        const names = [...head.matchAll(/^([A-Za-z-]+):/gm)].map(([, name]) => name);
        assert.deepEqual(
          names.filter((name) => name !== "Received" && name !== "Return-path" && name !== "Delivery-date"),
          [
            "From",
            "To",
            "Subject",
            "Date",
            "Message-ID",
            "Auto-Submitted",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding",
          ],
        );
        assert.ok(!head.includes(link) && !head.includes("AB"));
        assert.deepEqual(await lines(people), [`${admin.id} mail-password-set none`, `${ada.id} link-mailed ${id}`]);
        const kept = await everything(test);
        for (const secret of [to, "elm-court", link, MAIL_PASSWORD]) assert.ok(!kept.includes(secret), secret);
      }
    }
  });

  it("is not sent where the server refuses, and the log says so", async () => {
    const wrong = await begin(server.settings("tls"), "another password");
    const sent = { language: "en" as const };
    assert.deepEqual(
      await mailLink(wrong.test.desk, wrong.ada, wrong.id, { ...sent, link: wrong.link, to: "a@elm.example" }),
      refused("password"),
    );
    assert.deepEqual((await lines(wrong)).slice(1), [
      `${wrong.ada.id} link-mailed ${wrong.id}`,
      `${wrong.ada.id} link-mail-failed ${wrong.id}`,
    ]);
    const { test, ada, id, link } = await begin();
    for (const [to, why] of Object.entries({ "nobody@elm.example": "address", "later@elm.example": "later" }))
      assert.deepEqual(await mailLink(test.desk, ada, id, { ...sent, link, to }), refused(why));
    const other = await begin({ ...server.settings("starttls"), from: "others@quiet-harbour.example" });
    assert.deepEqual(
      await mailLink(other.test.desk, other.ada, other.id, { ...sent, link: other.link, to: "a@elm.example" }),
      refused("sender"),
    );
  });

  it("is sent neither to several, nor with a line of somebody's own, and nothing is tried then", async () => {
    const people = await begin();
    const { test, ada, id, link } = people;
    const before = (await server.received()).length;
    for (const to of [
      "",
      "a@elm.example, b@elm.example",
      "a@elm.example\r\nBcc: b@elm.example",
      "A <a@elm.example>",
      "a@elm.example>\r\nRCPT TO:<b@elm.example",
    ])
      assert.deepEqual(await mailLink(test.desk, ada, id, { link, to, language: "en" }), refused("not-an-address"));
    assert.equal((await lines(people)).length, 1);
    assert.equal((await server.received()).length, before);
  });

  it("is the appointment's living one, and sent by who may plan it", async () => {
    const { test, ada, admin, id, link } = await begin();
    const { desk } = test;
    const send = (by: Staff, about: string, word: string): Promise<unknown> =>
      mailLink(desk, by, about, { link: word, to: "a@elm.example", language: "en" });
    const eve = await personOf(desk, "eve", ["host"]);
    const support = await personOf(desk, "sam", ["support"]);
    assert.deepEqual(await send(eve, id, link), refused("not-found"));
    for (const by of [support, admin]) assert.deepEqual(await send(by, id, link), refused("not-allowed"));
    assert.deepEqual(await send(ada, id, "a".repeat(43)), refused("dead"));
    const startsAt = new Date(START.getTime() + 7_200_000);
    const next = await makeAppointment(desk, ada, { host: ada.id, label: "CD", startsAt, minutes: 50 });
    assert.equal(next.kind, "made");
    assert.deepEqual(await send(ada, id, wordIn(next.address)), refused("dead"));
    const replaced = await replaceLink(desk, ada, id);
    assert.equal(replaced.kind, "made");
    assert.deepEqual(await send(ada, id, link), refused("dead"));
    await revokeLinks(desk, ada, id);
    assert.deepEqual(await send(ada, id, wordIn(replaced.address)), refused("dead"));
    await cancelAppointment(desk, ada, next.id);
    assert.deepEqual(await send(ada, next.id, wordIn(next.address)), refused("dead"));
    // A link that opens nothing any more since its time is over (linkEndsAt), though nobody ended the appointment.
    const last = await makeAppointment(desk, ada, { host: ada.id, label: "EF", startsAt, minutes: 50 });
    assert.equal(last.kind, "made");
    test.clock.pass(7200 + (50 + 60) * 60);
    assert.deepEqual(await send(ada, last.id, wordIn(last.address)), refused("dead"));
  });

  it("is sent at most 30 times an hour by one person", async () => {
    const { test, ada, id, link } = await begin({ ...server.settings("tls"), server: "nobody.invalid" });
    const send = (): ReturnType<typeof mailLink> =>
      mailLink(test.desk, ada, id, { link, to: "a@elm.example", language: "en" });
    for (let round = 0; round < 30; round += 1) assert.deepEqual(await send(), refused("unreachable"));
    assert.deepEqual(await send(), { kind: "refused", why: "too-many-attempts", seconds: 3600 });
    test.clock.pass(3600);
    assert.deepEqual(await send(), refused("unreachable"));
  });

  it("needs a password that an admin entered for this server and this user", async () => {
    const { test, ada, admin, id, link } = await begin();
    const { mail } = test.desk.settings;
    assert.ok(mail);
    assert.deepEqual(await setPassword(test.desk, ada, "mine"), refused("not-allowed"));
    for (const password of ["", "x".repeat(257), "ü".repeat(129)])
      assert.deepEqual(await setPassword(test.desk, admin, password), refused("password"));
    assert.deepEqual(await mailTrial(test.desk, ada, "a@elm.example"), refused("not-allowed"));
    for (const other of [
      { ...mail, server: "127.0.0.1" },
      { ...mail, user: "others" },
    ]) {
      const desk = { ...test.desk, settings: { ...test.desk.settings, mail: other } };
      assert.deepEqual(
        await mailLink(desk, ada, id, { link, to: "a@elm.example", language: "en" }),
        refused("no-password"),
      );
    }
    const settings = { ...test.desk.settings, sealKey: "another seal key of 32 characters or more" };
    assert.deepEqual(await mailTrial({ ...test.desk, settings }, admin, "a@elm.example"), refused("no-password"));
    assert.deepEqual(await mailTrial(test.desk, admin, "trial@elm-court.example"), { kind: "taken" });
    await until("the trial", async () =>
      (await server.received()).some((one) => one.includes("trial@elm-court.example") && !one.includes("https://")),
    );
  });

  it("is not there where no server is named", async () => {
    const test = await database.open();
    const admin = await personOf(test.desk, "dan", ["admin"]);
    assert.deepEqual(await setPassword(test.desk, admin, "x"), refused("not-found"));
    assert.deepEqual(await mailTrial(test.desk, admin, "a@elm.example"), refused("not-found"));
  });
});
