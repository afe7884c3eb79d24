import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import {
  appointmentOf,
  appointmentsOf,
  cancelAppointment,
  countsOf,
  endAppointment,
  hostsFor,
  letIn,
  makeAppointment,
  moveAppointment,
  openRoom,
  replaceLink,
  revokeLinks,
  type NewAppointment,
} from "../../../desk/appointments/appointments.ts";
import { openLink } from "../../../desk/appointments/links.ts";
import { placesOf } from "../../../desk/appointments/places.ts";
import type { Planned } from "../../../desk/appointments/times.ts";
import { enterRoom, guestView, waitHere } from "../../../desk/appointments/waiting.ts";
import { giveConsent, withdrawConsent } from "../../../desk/consent/consents.ts";
import { wordsIn as wordsInCookie } from "../../../desk/cookie-words.ts";
import { newSecretWord } from "../../../desk/secret-word.ts";
import type { Staff } from "../../../desk/staff/roles.ts";
import { CANNOT_RUN_PRIVATE_DEBIAN, deskDatabase, SETTINGS, START, type TestDesk } from "../desk-database.ts";
import { ADDRESS, personOf, wordIn } from "../people-of-the-desk.ts";

const MINUTE = 60;
/** What the tests' guests agree to. */
const WORDING = { version: "a".repeat(64), language: "en" } as const;
const NOBODY_ID = "00000000-0000-4000-8000-000000000000";

describe("Appointments", { skip: CANNOT_RUN_PRIVATE_DEBIAN }, () => {
  const database = deskDatabase();
  let test: TestDesk;
  let host: Staff;
  let other: Staff;
  let assistant: Staff;
  let support: Staff;
  let admin: Staff;

  const fresh = async (): Promise<void> => {
    test = await database.open();
    host = await personOf(test.desk, "hana", ["host"]);
    other = await personOf(test.desk, "otis", ["host"]);
    assistant = await personOf(test.desk, "asta", ["assistant"]);
    support = await personOf(test.desk, "sven", ["support"]);
    admin = await personOf(test.desk, "anna", ["admin"]);
  };

  /** In two hours, for fifty minutes. */
  const planned = (more: Partial<NewAppointment> = {}): NewAppointment => ({
    host: host.id,
    label: "K. L.",
    startsAt: new Date(START.getTime() + 7_200_000),
    minutes: 50,
    ...more,
  });

  const made = async (more: Partial<NewAppointment> = {}): Promise<{ readonly id: string; readonly link: string }> => {
    const asked = await makeAppointment(test.desk, host, planned(more));
    // Asked whether it is the same person, it is.
    const answer =
      asked.kind === "label-known"
        ? await makeAppointment(test.desk, host, planned({ ...more, guest: asked.guest.id }))
        : asked;
    assert.equal(answer.kind, "made");
    return { id: answer.id, link: wordIn(answer.address) };
  };

  const opened = async (link: string, cookie?: string): Promise<string> => {
    const answer = await openLink(test.desk, link, cookie, ADDRESS);
    assert.equal(answer.kind, "open");
    return answer.cookie;
  };

  /** A guest who waits, and what the host's page calls the device. */
  const waits = async (id: string, link: string): Promise<{ readonly cookie: string; readonly device: string }> => {
    const cookie = await opened(link);
    assert.equal((await giveConsent(test.desk, cookie, WORDING)).kind, "given");
    assert.equal((await waitHere(test.desk, cookie)).kind, "waiting");
    const seen = await appointmentOf(test.desk, host, id);
    assert.equal(seen.kind, "appointment");
    const device = seen.appointment.waiting.at(-1)?.device;
    assert.ok(device);
    return { cookie, device };
  };

  const stateOfGuest = async (cookie: string): Promise<string> => {
    const view = await guestView(test.desk, cookie);
    return view.kind === "guest" ? view.state : view.kind;
  };

  const whyOf = (answer: { readonly kind: string; readonly why?: string }): string => answer.why ?? answer.kind;

  it("go from a link over consent and waiting to a room of one's own, and end", async () => {
    await fresh();
    const { id, link } = await made();
    test.clock.pass(110 * MINUTE);
    const cookie = await opened(link);
    assert.equal(await stateOfGuest(cookie), "ready");
    assert.deepEqual(await waitHere(test.desk, cookie), { kind: "refused", why: "no-consent" });
    assert.deepEqual(await giveConsent(test.desk, cookie, WORDING), { kind: "given" });
    assert.deepEqual(await waitHere(test.desk, cookie), { kind: "waiting" });
    assert.deepEqual(await enterRoom(test.desk, cookie), { kind: "refused", why: "state", state: "waiting" });
    const seen = await appointmentOf(test.desk, host, id);
    assert.equal(seen.kind, "appointment");
    const { waiting, ...appointment } = seen.appointment;
    assert.deepEqual(appointment, {
      ...{ id, host: { id: host.id, name: "hana" }, startsAt: planned().startsAt, minutes: 50, state: "planned" },
      ...{ guest: { id: appointment.guest.id, label: "K. L." }, linked: true, devices: 1, consented: true },
    });
    assert.deepEqual(
      waiting.map(({ since }) => since),
      [test.clock.now()],
    );
    assert.deepEqual(await letIn(test.desk, host, waiting[0]?.device ?? ""), { kind: "done" });
    assert.equal(await stateOfGuest(cookie), "admitted");
    const guests = await enterRoom(test.desk, cookie);
    const hosts = await openRoom(test.desk, host, id);
    assert.equal(guests.kind, "enter");
    assert.equal(hosts.kind, "open");
    const roomOf = (address: string): string => new URL(address).pathname;
    assert.equal(roomOf(guests.address), roomOf(hosts.address));
    assert.match(roomOf(guests.address), /^\/[0-9a-f]{32}$/);
    assert.deepEqual(await endAppointment(test.desk, host, id), { kind: "done" });
    assert.equal(await stateOfGuest(cookie), "over");
    assert.equal(whyOf(await enterRoom(test.desk, cookie)), "state");
    assert.equal(whyOf(await openRoom(test.desk, host, id)), "over");
    assert.equal(whyOf(await openLink(test.desk, link, undefined, ADDRESS)), "over");
    assert.deepEqual(await actions(), [
      ...["appointment-made", "link-opened", "consent-given", "let-in", "room-entered", "room-opened"],
      "appointment-ended",
    ]);
  });

  const actions = async (): Promise<readonly string[]> =>
    (await test.administrator<{ action: string }[]>`SELECT action FROM audit ORDER BY seq`).map(({ action }) => action);

  it("keep a link only as a hash, and the address behind #", async () => {
    await fresh();
    const answer = await makeAppointment(test.desk, host, planned());
    assert.equal(answer.kind, "made");
    assert.match(answer.address, /^https:\/\/desk\.quiet-harbour\.example\/v#[A-Za-z0-9_-]{43}$/);
    const [row] = await test.administrator<{ hash: Buffer }[]>`SELECT hash FROM links`;
    assert.deepEqual(row?.hash, createHash("sha256").update(wordIn(answer.address)).digest());
  });

  it("open a link from half an hour before until an hour after, and say before when", async () => {
    await fresh();
    const { link } = await made();
    test.clock.pass(90 * MINUTE - 1);
    const { startsAt } = planned();
    const early = { kind: "early", opensAt: new Date(startsAt.getTime() - 1_800_000), startsAt };
    assert.deepEqual(await openLink(test.desk, link, undefined, ADDRESS), early);
    test.clock.pass(1);
    const cookie = await opened(link);
    test.clock.pass(30 * MINUTE + 110 * MINUTE - 1);
    assert.equal(await opened(link, cookie), cookie);
    test.clock.pass(1);
    assert.equal(whyOf(await openLink(test.desk, link, cookie, ADDRESS)), "over");
    assert.deepEqual(await guestView(test.desk, cookie), { kind: "nobody" });
  });

  it("let nobody into a room half an hour after the end, though the link still opens", async () => {
    await fresh();
    const { id, link } = await made();
    test.clock.pass((120 + 50 + 30) * MINUTE - 1);
    const { cookie, device } = await waits(id, link);
    assert.equal((await letIn(test.desk, host, device)).kind, "done");
    const last = await enterRoom(test.desk, cookie);
    assert.ok(last.kind === "enter");
    const { iat, exp, room_ends: ends } = claimsIn(last.address);
    assert.deepEqual([exp - iat, ends - iat], [1, 1]);
    test.clock.pass(1);
    assert.deepEqual(await enterRoom(test.desk, cookie), { kind: "refused", why: "state", state: "over" });
    assert.equal(whyOf(await openRoom(test.desk, host, id)), "over");
    assert.equal(await stateOfGuest(cookie), "over");
    assert.deepEqual(await withdrawConsent(test.desk, cookie), { kind: "withdrawn" });
  });

  it("take a link once on each of two devices, and on no third", async () => {
    await fresh();
    const { link } = await made();
    test.clock.pass(100 * MINUTE);
    const first = await opened(link);
    const second = await opened(link);
    assert.notEqual(first, second);
    assert.equal(whyOf(await openLink(test.desk, link, undefined, ADDRESS)), "too-many-devices");
    assert.equal(whyOf(await openLink(test.desk, link, newSecretWord(), ADDRESS)), "too-many-devices");
    assert.equal(await opened(link, first), first);
    assert.equal(await opened(link, second), second);
  });

  it("count two devices and no more when ten open a link at once", async () => {
    await fresh();
    const { link } = await made();
    test.clock.pass(100 * MINUTE);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, number) => openLink(test.desk, link, undefined, `198.51.100.${number}`)),
    );
    assert.equal(answers.filter(({ kind }) => kind === "open").length, 2);
    assert.equal((await test.administrator`SELECT FROM devices`).length, 2);
  });

  it("are not found by guessing links, and a guesser soon waits", async () => {
    await fresh();
    const { link } = await made();
    test.clock.pass(100 * MINUTE);
    for (let round = 0; round < 20; round += 1) {
      assert.equal(whyOf(await openLink(test.desk, newSecretWord(), undefined, ADDRESS)), "unknown");
    }
    assert.deepEqual(await openLink(test.desk, newSecretWord(), undefined, ADDRESS), {
      ...{ kind: "refused", why: "too-many-attempts", seconds: 900 },
    });
    // Behind the same address there may be a whole practice: a good link opens all the same, and costs nothing.
    for (let round = 0; round < 25; round += 1) await openLink(test.desk, link, undefined, ADDRESS);
    assert.equal(whyOf(await openLink(test.desk, link, undefined, ADDRESS)), "too-many-devices");
    assert.equal(whyOf(await openLink(test.desk, newSecretWord(), undefined, "198.51.100.8")), "unknown");
  });

  it("look into the database for nothing that can't be a link", async () => {
    await fresh();
    const { sql } = test.desk;
    let asked = 0;
    // Each query begins with a call of this.
    const counting = new Proxy(sql, {
      apply: (target, self, words: Parameters<typeof sql>) => {
        asked += 1;
        return Reflect.apply(target, self, words) as unknown;
      },
    });
    for (const link of [
      "",
      "a",
      "a".repeat(42),
      "a".repeat(44),
      `${"a".repeat(42)}=`,
      "ä".repeat(43),
      "x".repeat(16_000),
    ]) {
      assert.equal(whyOf(await openLink({ ...test.desk, sql: counting }, link, undefined, ADDRESS)), "unknown");
    }
    assert.equal(asked, 0);
    await openLink({ ...test.desk, sql: counting }, newSecretWord(), undefined, ADDRESS);
    assert.equal(asked, 1);
  });

  it("fill no log, whatever a guest's device does in a loop", async () => {
    await fresh();
    const { id, link } = await made();
    test.clock.pass(100 * MINUTE);
    const { cookie, device } = await waits(id, link);
    await letIn(test.desk, host, device);
    const count = async (action: string): Promise<number> => (await actions()).filter((one) => one === action).length;
    const room: string[] = [];
    for (let round = 0; round < 60; round += 1) room.push((await enterRoom(test.desk, cookie)).kind);
    assert.deepEqual(new Set(room), new Set(["enter"]));
    assert.equal(await count("room-entered"), 1);
    test.clock.pass(10 * MINUTE);
    await enterRoom(test.desk, cookie);
    assert.equal(await count("room-entered"), 2);

    const answers: string[] = [];
    for (let round = 0; round < 60; round += 1) {
      await withdrawConsent(test.desk, cookie);
      answers.push(whyOf(await giveConsent(test.desk, cookie, WORDING)));
    }
    assert.deepEqual(
      answers,
      answers.map((_, round) => (round < 19 ? "given" : "too-often")),
    );
    assert.deepEqual([await count("consent-given"), await count("consent-withdrawn")], [20, 20]);
    assert.equal((await test.administrator`SELECT FROM consents`).length, 20);

    await opened(link);
    for (let round = 0; round < 60; round += 1) {
      assert.equal(whyOf(await openLink(test.desk, link, undefined, ADDRESS)), "too-many-devices");
      await opened(link, cookie);
    }
    assert.deepEqual([await count("link-opened"), await count("link-refused")], [2, 1]);
  });

  it("have a place each on one device, and none is left without being asked", async () => {
    await fresh();
    const first = await made();
    const second = await makeAppointment(test.desk, assistant, planned({ host: other.id, label: "X", minutes: 30 }));
    assert.equal(second.kind, "made");
    test.clock.pass(100 * MINUTE);
    const place = await opened(first.link);
    const when = ({ startsAt, minutes }: Planned): Planned => ({ startsAt, minutes });
    const asked = await openLink(test.desk, wordIn(second.address), place, ADDRESS);
    assert.deepEqual(asked.kind === "other" && [when(asked), when(asked.present)], [
      when(planned({ minutes: 30 })),
      when(planned()),
    ]);
    assert.equal((await test.administrator`SELECT FROM devices`).length, 1, "nothing was opened before the answer");

    const both = await openLink(test.desk, wordIn(second.address), place, ADDRESS, "open");
    assert.equal(both.kind, "open");
    const [there, here] = wordsInCookie(both.cookie);
    assert.equal(here, place);
    const minutes = async (word: string | undefined): Promise<number> => {
      const view = await guestView(test.desk, word);
      return view.kind === "guest" ? view.minutes : -1;
    };
    assert.deepEqual([await minutes(there), await minutes(here)], [30, 50]);
    // Each link leads back to its own place, and no device is counted for it.
    assert.deepEqual(wordsInCookie(await opened(first.link, both.cookie)), [here, there]);
    assert.deepEqual(wordsInCookie(await opened(wordIn(second.address), both.cookie)), [there, here]);
    assert.equal((await test.administrator`SELECT FROM devices`).length, 2);

    // What is over is no reason to ask, and leaves the cookie when its time is over.
    assert.deepEqual(await endAppointment(test.desk, host, first.id), { kind: "done" });
    const third = await made({ label: "third" });
    const open = await openLink(test.desk, third.link, place, ADDRESS);
    assert.equal(open.kind === "open" && wordsInCookie(open.cookie).length, 2);
    test.clock.pass((20 + 50 + 60) * MINUTE);
    assert.deepEqual(await placesOf(test.desk.sql, both.cookie, test.clock.now()), []);
  });

  it("are as dead for a device as for a link once that is revoked", async () => {
    await fresh();
    const { id, link } = await made();
    test.clock.pass(100 * MINUTE);
    const { cookie, device } = await waits(id, link);
    assert.deepEqual(await revokeLinks(test.desk, host, id), { kind: "done" });
    assert.equal(whyOf(await openLink(test.desk, link, cookie, ADDRESS)), "revoked");
    assert.equal(await stateOfGuest(cookie), "revoked");
    assert.equal(whyOf(await waitHere(test.desk, cookie)), "state");
    assert.equal(whyOf(await enterRoom(test.desk, cookie)), "state");
    assert.equal(whyOf(await letIn(test.desk, host, device)), "not-found");
    const seen = await appointmentOf(test.desk, host, id);
    assert.ok(seen.kind === "appointment" && seen.appointment.waiting.length === 0 && !seen.appointment.linked);
  });

  it("go on with a new link alone", async () => {
    await fresh();
    const { id, link } = await made();
    test.clock.pass(100 * MINUTE);
    const cookie = await opened(link);
    const next = await replaceLink(test.desk, assistant, id);
    assert.equal(next.kind, "made");
    assert.equal(whyOf(await openLink(test.desk, link, undefined, ADDRESS)), "revoked");
    assert.equal(await stateOfGuest(cookie), "revoked");
    // The old cookie opens nothing new either: it is a new device.
    const fresher = await opened(wordIn(next.address), cookie);
    assert.notEqual(fresher, cookie);
  });

  it("are over for everybody once cancelled", async () => {
    await fresh();
    const { id, link } = await made();
    test.clock.pass(100 * MINUTE);
    const { cookie, device } = await waits(id, link);
    assert.deepEqual(await cancelAppointment(test.desk, assistant, id), { kind: "done" });
    assert.equal(await stateOfGuest(cookie), "cancelled");
    assert.equal(whyOf(await openLink(test.desk, link, cookie, ADDRESS)), "cancelled");
    for (const answer of [
      await letIn(test.desk, host, device),
      await openRoom(test.desk, host, id),
      await endAppointment(test.desk, host, id),
      await cancelAppointment(test.desk, host, id),
      await moveAppointment(test.desk, host, id, planned()),
      await replaceLink(test.desk, host, id),
    ]) {
      assert.equal(whyOf(answer), "over");
    }
  });

  it("move, and whoever was let in has to be let in again", async () => {
    await fresh();
    const { id, link } = await made();
    test.clock.pass(100 * MINUTE);
    const { cookie, device } = await waits(id, link);
    await letIn(test.desk, host, device);
    const later = { startsAt: new Date(planned().startsAt.getTime() + 600_000), minutes: 30 };
    assert.deepEqual(await moveAppointment(test.desk, assistant, id, later), { kind: "done" });
    assert.equal(await stateOfGuest(cookie), "waiting");
    const view = await guestView(test.desk, cookie);
    assert.ok(view.kind === "guest");
    assert.deepEqual([view.startsAt, view.minutes], [later.startsAt, 30]);
    await moveAppointment(test.desk, host, id, { startsAt: new Date(START.getTime() + 86_400_000), minutes: 30 });
    assert.equal(await stateOfGuest(cookie), "early");
  });

  it("forget who waited and was not heard of for a quarter of a minute", async () => {
    await fresh();
    const { id, link } = await made();
    test.clock.pass(100 * MINUTE);
    const { cookie, device } = await waits(id, link);
    const waiting = async (): Promise<number> => {
      const seen = await appointmentOf(test.desk, host, id);
      return seen.kind === "appointment" ? seen.appointment.waiting.length : -1;
    };
    for (let round = 0; round < 10; round += 1) {
      test.clock.pass(3);
      await guestView(test.desk, cookie);
    }
    assert.equal(await waiting(), 1);
    test.clock.pass(15);
    assert.equal(await waiting(), 0);
    assert.equal(whyOf(await letIn(test.desk, host, device)), "not-waiting");
    // Its place is not lost.
    assert.equal(await stateOfGuest(cookie), "waiting");
    assert.equal(await waiting(), 1);
  });

  it("let in a device once, and only one that waits", async () => {
    await fresh();
    const { id, link } = await made();
    test.clock.pass(100 * MINUTE);
    const { device } = await waits(id, link);
    const answers = await Promise.all([letIn(test.desk, host, device), letIn(test.desk, host, device)]);
    assert.deepEqual(answers.map(whyOf).sort(), ["done", "not-waiting"]);
    assert.equal(whyOf(await letIn(test.desk, host, NOBODY_ID)), "not-found");
    assert.equal(whyOf(await letIn(test.desk, host, "' OR true --")), "not-found");
  });

  it("need a consent that stands: taken back, nobody waits or enters", async () => {
    await fresh();
    const { id, link } = await made();
    test.clock.pass(100 * MINUTE);
    const { cookie, device } = await waits(id, link);
    await letIn(test.desk, host, device);
    const second = await opened(link);
    assert.deepEqual(await withdrawConsent(test.desk, cookie), { kind: "withdrawn" });
    for (const one of [cookie, second]) {
      assert.equal(await stateOfGuest(one), "ready");
      assert.equal(whyOf(await waitHere(test.desk, one)), "no-consent");
      assert.equal(whyOf(await enterRoom(test.desk, one)), "no-consent");
    }
    assert.equal(whyOf(await letIn(test.desk, host, device)), "not-waiting");
    // Given again, it is another consent: the one that was taken back stays as it was.
    assert.equal((await giveConsent(test.desk, cookie, WORDING)).kind, "given");
    assert.equal((await giveConsent(test.desk, second, WORDING)).kind, "given");
    const rows = await test.administrator<{ version: string; language: string; withdrawn: boolean }[]>`
      SELECT version, language, withdrawn_at IS NOT NULL AS withdrawn FROM consents ORDER BY withdrawn_at`;
    assert.deepEqual(
      rows.map(({ version, language, withdrawn }) => [version, language, withdrawn]),
      [
        [WORDING.version, "en", true],
        [WORDING.version, "en", false],
        [WORDING.version, "en", false],
      ],
    );
    assert.equal(await stateOfGuest(cookie), "ready");
  });

  it("take no consent in an unknown wording, before its time, or from nobody", async () => {
    await fresh();
    const { id, link } = await made();
    test.clock.pass(100 * MINUTE);
    const cookie = await opened(link);
    assert.equal(whyOf(await giveConsent(test.desk, cookie, { ...WORDING, version: "" })), "wording");
    assert.equal((await giveConsent(test.desk, newSecretWord(), WORDING)).kind, "nobody");
    assert.equal((await giveConsent(test.desk, undefined, WORDING)).kind, "nobody");
    assert.equal((await withdrawConsent(test.desk, undefined)).kind, "nobody");
    await moveAppointment(test.desk, host, id, { startsAt: new Date(START.getTime() + 86_400_000), minutes: 50 });
    assert.equal(whyOf(await giveConsent(test.desk, cookie, WORDING)), "state");
    await endAppointment(test.desk, host, id);
    assert.equal(whyOf(await giveConsent(test.desk, cookie, WORDING)), "state");
  });

  it("show a guest the own ones alone", async () => {
    await fresh();
    const { link } = await made();
    const later = new Date(START.getTime() + 86_400_000);
    await made({ startsAt: later, minutes: 30 });
    const cancelled = await made({ startsAt: later });
    await cancelAppointment(test.desk, host, cancelled.id);
    await made({ label: "M. N.", startsAt: later });
    await makeAppointment(test.desk, other, planned({ host: other.id, startsAt: later }));
    test.clock.pass(100 * MINUTE);
    const cookie = await opened(link);
    await giveConsent(test.desk, cookie, WORDING);
    const view = await guestView(test.desk, cookie);
    assert.deepEqual(view, {
      ...{ kind: "guest", state: "ready", startsAt: planned().startsAt, minutes: 50, revoked: false, consented: true },
      ...{ opensAt: new Date(planned().startsAt.getTime() - 1_800_000), upcoming: [{ startsAt: later, minutes: 30 }] },
    });
  });

  it("are a host's own: another's are not there for reading, letting in, opening, moving or ending", async () => {
    await fresh();
    const { id, link } = await made();
    test.clock.pass(100 * MINUTE);
    const { device } = await waits(id, link);
    for (const answer of [
      await appointmentOf(test.desk, other, id),
      await moveAppointment(test.desk, other, id, planned()),
      await cancelAppointment(test.desk, other, id),
      await endAppointment(test.desk, other, id),
      await replaceLink(test.desk, other, id),
      await revokeLinks(test.desk, other, id),
      await openRoom(test.desk, other, id),
      await letIn(test.desk, other, device),
    ]) {
      assert.deepEqual(answer, { kind: "refused", why: "not-found" });
    }
    const span = { from: START, until: new Date(START.getTime() + 86_400_000) };
    assert.deepEqual(await appointmentsOf(test.desk, other, span), { kind: "appointments", appointments: [] });
    assert.equal(whyOf(await makeAppointment(test.desk, other, planned())), "host");
  });

  it("are every host's for an assistant, who gets no token and lets nobody in", async () => {
    await fresh();
    const { id, link } = await made();
    const theirs = await makeAppointment(test.desk, assistant, planned({ host: other.id, label: "Blue" }));
    assert.equal(theirs.kind, "made");
    test.clock.pass(100 * MINUTE);
    const { device } = await waits(id, link);
    const span = { from: START, until: new Date(START.getTime() + 86_400_000) };
    const seen = await appointmentsOf(test.desk, assistant, span);
    assert.ok(seen.kind === "appointments");
    assert.deepEqual(seen.appointments.map(({ guest }) => guest.label).sort(), ["Blue", "K. L."]);
    assert.equal(seen.appointments.flatMap(({ waiting }) => waiting).length, 1);
    for (const answer of [
      await openRoom(test.desk, assistant, id),
      await letIn(test.desk, assistant, device),
      await endAppointment(test.desk, assistant, id),
    ]) {
      assert.deepEqual(answer, { kind: "refused", why: "not-allowed" });
    }
    assert.deepEqual(await hostsFor(test.desk, assistant), {
      kind: "hosts",
      hosts: [
        { id: host.id, name: "hana" },
        { id: other.id, name: "otis" },
      ],
    });
    assert.deepEqual(await hostsFor(test.desk, host), { kind: "hosts", hosts: [{ id: host.id, name: "hana" }] });
  });

  it("are nothing for support and admin, who see counts or not even those", async () => {
    await fresh();
    const { id, link } = await made();
    test.clock.pass(100 * MINUTE);
    const { device } = await waits(id, link);
    const span = { from: START, until: new Date(START.getTime() + 86_400_000) };
    for (const by of [support, admin]) {
      for (const answer of [
        await appointmentsOf(test.desk, by, span),
        await appointmentOf(test.desk, by, id),
        await hostsFor(test.desk, by),
        await makeAppointment(test.desk, by, planned({ host: by.id })),
        await moveAppointment(test.desk, by, id, planned()),
        await cancelAppointment(test.desk, by, id),
        await endAppointment(test.desk, by, id),
        await replaceLink(test.desk, by, id),
        await revokeLinks(test.desk, by, id),
        await openRoom(test.desk, by, id),
        await letIn(test.desk, by, device),
      ]) {
        assert.deepEqual(answer, { kind: "refused", why: "not-allowed" });
      }
    }
    const counts = { people: 5, appointmentsToday: 1, waiting: 1, openRooms: 0 };
    assert.deepEqual(await countsOf(test.desk, support, span), { kind: "counts", counts });
    for (const by of [host, assistant, admin]) assert.equal(whyOf(await countsOf(test.desk, by, span)), "not-allowed");
  });

  it("refuse what can't be one, and say which field", async () => {
    await fresh();
    const cases: readonly (readonly [Partial<NewAppointment>, string])[] = [
      [{ label: "" }, "label"],
      [{ label: "   " }, "label"],
      [{ label: "thirteen char" }, "label"],
      [{ label: "a\u0000b" }, "label"],
      [{ label: "a\nb" }, "label"],
      [{ label: "\u202Eab" }, "label"],
      [{ minutes: 9 }, "minutes"],
      [{ minutes: 181 }, "minutes"],
      [{ minutes: 20.5 }, "minutes"],
      [{ minutes: Number.NaN }, "minutes"],
      [{ startsAt: new Date(START.getTime() - 3_000_000) }, "time-past"],
      [{ startsAt: new Date(Number.NaN) }, "time-past"],
      [{ startsAt: new Date(START.getTime() + 731 * 86_400_000) }, "time-far"],
    ];
    for (const [more, why] of cases) assert.equal(whyOf(await makeAppointment(test.desk, host, planned(more))), why);
    for (const wrong of [support.id, NOBODY_ID, "me", ""]) {
      assert.equal(whyOf(await makeAppointment(test.desk, assistant, planned({ host: wrong }))), "host");
    }
    assert.deepEqual(await actions(), []);
    for (const label of ["é", "🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊", "twelve chars", "Ünal-2"]) await made({ label });
  });

  it("ask whether it is the same person where a host has a guest of that label, and make nothing before the answer", async () => {
    await fresh();
    const first = await made();
    const later = new Date(START.getTime() + 90_000_000);
    const second = planned({ label: " K. L. ", startsAt: later, minutes: 30 });
    const asked = await makeAppointment(test.desk, host, second);
    assert.equal(asked.kind, "label-known");
    const { startsAt, minutes } = planned();
    assert.deepEqual(
      [asked.guest.label, asked.last, asked.next],
      ["K. L.", undefined, { id: first.id, startsAt, minutes }],
    );
    assert.equal((await test.administrator`SELECT FROM appointments`).length, 1);
    assert.deepEqual(await actions(), ["appointment-made"]);

    // The same person is the same guest; anybody else's id is no answer, nor is a guest of another host's.
    const others = await makeAppointment(test.desk, assistant, planned({ host: other.id }));
    assert.equal(others.kind, "made", "each host has labels of their own");
    const [foreign] = await test.administrator<{ id: string }[]>`SELECT id FROM guests WHERE host = ${other.id}`;
    for (const guest of [NOBODY_ID, "else", "", "' OR true --", foreign?.id ?? ""]) {
      assert.equal((await makeAppointment(test.desk, host, { ...second, guest })).kind, "label-known");
    }
    const same = await makeAppointment(test.desk, host, { ...second, guest: asked.guest.id });
    assert.equal(same.kind, "made");
    const [one, two] = await Promise.all([first, same].map(({ id }) => appointmentOf(test.desk, host, id)));
    assert.ok(one?.kind === "appointment" && two?.kind === "appointment");
    assert.equal(one.appointment.guest.id, two.appointment.guest.id);
    test.clock.pass(200 * MINUTE);
    const again = await makeAppointment(test.desk, host, { ...second, startsAt: new Date(later.getTime() + 1000) });
    assert.deepEqual(again.kind === "label-known" && [again.last, again.next], [
      { id: first.id, startsAt, minutes },
      { id: same.id, startsAt: later, minutes: 30 },
    ]);
  });

  it("make one guest of a label that two people type at once, and ask the other one", async () => {
    await fresh();
    const answers = await Promise.all(Array.from({ length: 6 }, () => makeAppointment(test.desk, host, planned())));
    assert.deepEqual(answers.map(({ kind }) => kind).sort(), [...Array<string>(5).fill("label-known"), "made"]);
    assert.equal((await test.administrator`SELECT FROM appointments`).length, 1);
  });

  it("show a guest nothing of another whom the host first wanted to call the same", async () => {
    await fresh();
    const { link } = await made();
    const another = await makeAppointment(
      test.desk,
      host,
      planned({ label: "K. L. 2", startsAt: new Date(START.getTime() + 90_000_000) }),
    );
    assert.equal(another.kind, "made");
    test.clock.pass(100 * MINUTE);
    const cookie = await opened(link);
    await giveConsent(test.desk, cookie, WORDING);
    const view = await guestView(test.desk, cookie);
    assert.deepEqual(view.kind === "guest" && [view.consented, view.upcoming], [true, []]);
  });

  it("give a token of one room and one role, in the form that the room's server asks for", async () => {
    await fresh();
    const { id, link } = await made();
    test.clock.pass(100 * MINUTE);
    const { cookie, device } = await waits(id, link);
    await letIn(test.desk, host, device);
    const guests = await enterRoom(test.desk, cookie);
    const hosts = await openRoom(test.desk, host, id);
    assert.ok(guests.kind === "enter" && hosts.kind === "open");
    const [room] = await test.administrator<{ room: string }[]>`SELECT room FROM appointments`;
    const iat = Math.floor(test.clock.now().getTime() / 1000);
    const common = {
      ...rest(SETTINGS.rooms),
      room: room?.room,
      iat,
      exp: iat + 600,
      room_ends: iat + (20 + 50 + 30) * MINUTE,
      revocable: true,
    };
    const ofGuest = claimsIn(guests.address);
    const ofHost = claimsIn(hosts.address);
    assert.deepEqual(ofGuest, {
      ...common,
      context: { user: { id: ofGuest.context.user.id, moderator: false, admitted: true } },
    });
    assert.deepEqual(ofHost, { ...common, context: { user: { id: ofHost.context.user.id, moderator: true } } });
    // The same person again, so that whom the host turned out stays out; and a number that is nobody's.
    assert.deepEqual([ofGuest.context.user.id, ofHost.context.user.id], [device, id]);
    const again = await enterRoom(test.desk, cookie);
    assert.ok(again.kind === "enter" && claimsIn(again.address).context.user.id === device);
  });

  it("give no room that lasts longer than four hours, however early the host comes", async () => {
    await fresh();
    const { id } = await made({ startsAt: new Date(START.getTime() + 3_600_000), minutes: 180 });
    const hosts = await openRoom(test.desk, host, id);
    assert.ok(hosts.kind === "open");
    const claims = claimsIn(hosts.address);
    assert.equal(claims.room_ends - claims.iat, 4 * 3600);
  });
});

interface Claims {
  readonly iat: number;
  readonly exp: number;
  readonly room_ends: number;
  readonly context: { readonly user: { readonly id: string } };
}

function rest({ issuer, audience, subject }: typeof SETTINGS.rooms): Readonly<Record<string, string>> {
  return { iss: issuer, aud: audience, sub: subject };
}

/** The claims of the token in an address. */
function claimsIn(address: string): Claims {
  const token = /^#jwt=%22([\w-]+)\.([\w-]+)\.([\w-]+)%22$/.exec(new URL(address).hash);
  assert.ok(token, address);
  // Made by the code under test, and compared whole.
  return JSON.parse(Buffer.from(token[2] ?? "", "base64url").toString("utf8")) as Claims;
}
