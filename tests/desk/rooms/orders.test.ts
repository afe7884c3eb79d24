import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  appointmentOf,
  cancelAppointment,
  endAppointment,
  letIn,
  makeAppointment,
  moveAppointment,
  openRoom,
  replaceLink,
  revokeLinks,
} from "../../../desk/appointments/appointments.ts";
import { openLink } from "../../../desk/appointments/links.ts";
import { enterRoom, waitHere } from "../../../desk/appointments/waiting.ts";
import { giveConsent, withdrawConsent } from "../../../desk/consent/consents.ts";
import { forgetOrders, markTold, orderOut, untold } from "../../../desk/rooms/orders.ts";
import { changeRoles, deactivate, enrolByCommand, resetFactors } from "../../../desk/staff/people.ts";
import type { Staff } from "../../../desk/staff/roles.ts";
import { CANNOT_RUN_PRIVATE_DEBIAN, deskDatabase, START, type TestDesk } from "../desk-database.ts";
import { ADDRESS, personOf, wordIn } from "../people-of-the-desk.ts";

const MINUTE = 60;
const WORDING = { version: "a".repeat(64), language: "en" } as const;

/** What stands in a token of the desk. */
interface Claims {
  readonly room: string;
  readonly iat: number;
  readonly context: { readonly user: { readonly id: string } };
}

function claimsIn(address: string): Claims {
  const body = /%22[^.]+\.([^.]+)\./.exec(address)?.[1] ?? "";
  // The desk's own token.
  return JSON.parse(Buffer.from(body, "base64url").toString()) as Claims;
}

/** Whom an order concerns, and why. */
interface Told {
  readonly guest: string | null;
  readonly why: string;
}

describe("Orders to the rooms' server", { skip: CANNOT_RUN_PRIVATE_DEBIAN }, () => {
  const database = deskDatabase();
  let test: TestDesk;
  let host: Staff;

  /** An appointment in half an hour, its room open, with a guest on one device who went in and one who only opened the link. */
  const meeting = async (): Promise<{
    readonly id: string;
    readonly link: string;
    readonly cookie: string;
    readonly hosts: Claims;
    readonly guests: Claims;
  }> => {
    const startsAt = new Date(test.clock.now().getTime() + 30 * MINUTE * 1000);
    const label = Math.random().toString(36).slice(2, 10);
    const made = await makeAppointment(test.desk, host, { host: host.id, label, startsAt, minutes: 50 });
    assert.equal(made.kind, "made");
    const link = wordIn(made.address);
    const opened = await openLink(test.desk, link, undefined, ADDRESS);
    assert.equal(opened.kind, "open");
    assert.equal((await openLink(test.desk, link, undefined, ADDRESS)).kind, "open");
    const { cookie } = opened;
    const guests = await entered(made.id, cookie);
    const hosts = await openRoom(test.desk, host, made.id);
    assert.equal(hosts.kind, "open");
    return { id: made.id, link, cookie, hosts: claimsIn(hosts.address), guests };
  };

  /** The guest agrees, waits, is let in and goes in. */
  const entered = async (id: string, cookie: string): Promise<Claims> => {
    assert.equal((await giveConsent(test.desk, cookie, WORDING)).kind, "given");
    assert.equal((await waitHere(test.desk, cookie)).kind, "waiting");
    const seen = await appointmentOf(test.desk, host, id);
    assert.equal(seen.kind, "appointment");
    assert.equal((await letIn(test.desk, host, seen.appointment.waiting[0]?.device ?? "")).kind, "done");
    const guests = await enterRoom(test.desk, cookie);
    assert.equal(guests.kind, "enter");
    return claimsIn(guests.address);
  };

  const ordersFor = async (room: string): Promise<readonly Told[]> => {
    const rows = await test.administrator<Told[]>`
      SELECT guest, why FROM room_orders WHERE room = ${room} ORDER BY id`;
    return rows.map(({ guest, why }) => ({ guest, why }));
  };

  const fresh = async (): Promise<void> => {
    test = await database.open();
    host = await personOf(test.desk, "hana", ["host"]);
  };

  const everybody: readonly (readonly [string, string, (id: string) => Promise<{ readonly kind: string }>])[] = [
    ["ended", "room-ended", (id) => endAppointment(test.desk, host, id)],
    ["cancelled", "room-ended", (id) => cancelAppointment(test.desk, host, id)],
    [
      "moved",
      "room-moved",
      (id) =>
        moveAppointment(test.desk, host, id, {
          startsAt: new Date(test.clock.now().getTime() + 7_200_000),
          minutes: 50,
        }),
    ],
    [
      "shortened",
      "room-moved",
      (id) =>
        moveAppointment(test.desk, host, id, {
          startsAt: new Date(test.clock.now().getTime() + 30 * MINUTE * 1000),
          minutes: 49,
        }),
    ],
  ];
  for (const [what, why, act] of everybody) {
    it(`say that nobody stays where an appointment is ${what}: tokens that are out were made before`, async () => {
      await fresh();
      const { id, hosts, guests } = await meeting();
      assert.equal((await act(id)).kind, "done");
      assert.deepEqual(await ordersFor(hosts.room), [{ guest: null, why }]);
      const [order] = await untold(test.desk.sql, "instance", 10);
      assert.ok(order !== undefined && hosts.iat < order.before && guests.iat < order.before);
      assert.equal(order.guest, undefined);
      // A token of the next second is good.
      assert.ok(order.before <= Math.floor(test.clock.now().getTime() / 1000) + 1);
    });
  }

  it("leave a meeting alone that only gets longer", async () => {
    await fresh();
    const { id, cookie, hosts } = await meeting();
    const startsAt = new Date(START.getTime() + 30 * MINUTE * 1000);
    assert.equal((await moveAppointment(test.desk, host, id, { startsAt, minutes: 80 })).kind, "done");
    assert.deepEqual(await ordersFor(hosts.room), []);
    assert.equal((await enterRoom(test.desk, cookie)).kind, "enter");
  });

  const guestsAlone: readonly (readonly [
    string,
    string,
    (id: string, cookie: string) => Promise<{ readonly kind: string }>,
  ])[] = [
    ["links are revoked", "link-taken-back", (id) => revokeLinks(test.desk, host, id)],
    ["a link is replaced", "link-taken-back", (id) => replaceLink(test.desk, host, id)],
    ["a consent is taken back", "consent-taken-back", (_, cookie) => withdrawConsent(test.desk, cookie)],
  ];
  for (const [what, why, act] of guestsAlone) {
    it(`speak of the guest alone where ${what}, by the id in the token, and once`, async () => {
      await fresh();
      const { id, cookie, hosts, guests } = await meeting();
      assert.notEqual((await act(id, cookie)).kind, "refused");
      const told = [{ guest: guests.context.user.id, why }];
      assert.deepEqual(await ordersFor(hosts.room), told);
      await act(id, cookie);
      assert.deepEqual(await ordersFor(hosts.room), told);
      assert.equal((await enterRoom(test.desk, cookie)).kind, "refused");
    });
  }

  it("speak of nobody who never had a token", async () => {
    await fresh();
    const startsAt = new Date(test.clock.now().getTime() + 20 * MINUTE * 1000);
    const made = await makeAppointment(test.desk, host, { host: host.id, label: "K. L.", startsAt, minutes: 50 });
    assert.equal(made.kind, "made");
    const opened = await openLink(test.desk, wordIn(made.address), undefined, ADDRESS);
    assert.equal(opened.kind, "open");
    assert.equal((await giveConsent(test.desk, opened.cookie, WORDING)).kind, "given");
    assert.equal((await withdrawConsent(test.desk, opened.cookie)).kind, "withdrawn");
    assert.equal((await revokeLinks(test.desk, host, made.id)).kind, "done");
    assert.deepEqual(await untold(test.desk.sql, "instance", 10), []);
  });

  it("close every open room of somebody who is shut out, and no other, and no more is opened", async () => {
    await fresh();
    const other = await personOf(test.desk, "otis", ["host"]);
    const two = [await meeting(), await meeting()];
    const later = await makeAppointment(test.desk, host, {
      ...{ host: host.id, label: "later", minutes: 50 },
      startsAt: new Date(test.clock.now().getTime() + 86_400_000),
    });
    assert.equal(later.kind, "made");
    const away = host;
    host = other;
    const kept = await meeting();
    assert.equal((await deactivate(test.desk, "machine", away.id)).kind, "done");
    for (const { hosts } of two) assert.deepEqual(await ordersFor(hosts.room), [{ guest: null, why: "room-ended" }]);
    assert.deepEqual(await ordersFor(kept.hosts.room), []);
    assert.equal((await untold(test.desk.sql, "instance", 10)).length, 2);
    // A page of theirs that was on its way: it was called off.
    assert.deepEqual(await openRoom(test.desk, away, two[0]?.id ?? ""), { kind: "refused", why: "over" });
  });

  const others: readonly (readonly [string, (person: Staff) => Promise<unknown>])[] = [
    ["whose keys are taken away", ({ id }) => resetFactors(test.desk, "machine", id)],
    ["who is a host no more", ({ id }) => changeRoles(test.desk, "machine", id, ["support"])],
    [
      "who enrols anew by the machine's command",
      ({ name }) => enrolByCommand(test.desk, { name, roles: ["host"], language: "en" }),
    ],
    [
      "whose roles the machine's command changes",
      ({ name }) => enrolByCommand(test.desk, { name, roles: ["admin"], language: "en" }),
    ],
  ];
  for (const [what, act] of others) {
    it(`close the open room of somebody ${what}, and no other's`, async () => {
      await fresh();
      const { id, hosts } = await meeting();
      const before = host;
      host = await personOf(test.desk, "otis", ["host"]);
      const kept = await meeting();
      await act(before);
      const why = new Set((await ordersFor(hosts.room)).map((told) => JSON.stringify(told)));
      assert.deepEqual([...why], ['{"guest":null,"why":"room-ended"}']);
      assert.deepEqual(await ordersFor(kept.hosts.room), []);
      const [row] = await test.administrator<
        { host: boolean }[]
      >`SELECT 'host' = ANY(roles) AS host FROM staff WHERE id = ${before.id}`;
      // A page of theirs that was on its way.
      assert.equal((await openRoom(test.desk, before, id)).kind, row?.host === true ? "open" : "refused");
    });
  }

  it("are not written where somebody who stays a host gets one more role", async () => {
    await fresh();
    const { hosts } = await meeting();
    assert.equal((await changeRoles(test.desk, "machine", host.id, ["host", "admin"])).kind, "done");
    assert.deepEqual(await ordersFor(hosts.room), []);
  });

  it("have a word that the rooms' server knows, and no other", async () => {
    await fresh();
    await assert.rejects(
      test.desk.sql`INSERT INTO room_orders (room, before, why) VALUES (${"a".repeat(32)}, 1, 'because')`,
      /room_orders_why_check/,
    );
  });

  it("outrun no token: of a room that is opened and a host who is shut out at once, either none opens or it is closed", async () => {
    await fresh();
    for (let round = 0; round < 12; round += 1) {
      host = await personOf(test.desk, `host-${round}`, ["host"]);
      const { id, hosts } = await meeting();
      await test.administrator`DELETE FROM room_orders`;
      // So that a token of now is younger than the order of before.
      test.clock.pass(2);
      const [opened, out] = await Promise.all([
        openRoom(test.desk, host, id),
        deactivate(test.desk, "machine", host.id),
      ]);
      assert.equal(out.kind, "done");
      if (opened.kind !== "open") continue;
      const [order] = await untold(test.desk.sql, "instance", 10);
      assert.ok(order !== undefined && order.room === hosts.room && claimsIn(opened.address).iat < order.before);
    }
  });

  it("are there with their act or not at all", async () => {
    await fresh();
    const { id, hosts } = await meeting();
    // The log is the last thing that an act writes.
    await test.administrator`REVOKE INSERT (actor, action, subject) ON audit FROM desk`;
    await assert.rejects(endAppointment(test.desk, host, id));
    await test.administrator`GRANT INSERT (actor, action, subject) ON audit TO desk`;
    assert.deepEqual(await ordersFor(hosts.room), []);
  });

  it("are told to each instance of the server, and go when the last token is over that they speak of", async () => {
    await fresh();
    const { sql } = test.desk;
    const { id } = await meeting();
    assert.equal((await endAppointment(test.desk, host, id)).kind, "done");
    const orders = await untold(sql, "first", 10);
    assert.equal(orders.length, 1);
    await markTold(sql, orders, "first");
    assert.deepEqual(await untold(sql, "first", 10), []);
    assert.deepEqual(await untold(sql, "second", 10), orders);
    // Four hours from the second that the order names.
    test.clock.pass(4 * 3600);
    await forgetOrders(sql, test.clock.now());
    assert.equal((await untold(sql, "second", 10)).length, 1);
    test.clock.pass(1);
    await forgetOrders(sql, test.clock.now());
    assert.deepEqual(await untold(sql, "second", 10), []);
  });

  it("go in time too where the clock was a year ahead when they were written", async () => {
    await fresh();
    const { sql } = test.desk;
    await orderOut(sql, "a".repeat(32), "room-ended", new Date(test.clock.now().getTime() + 365 * 86_400_000));
    await forgetOrders(sql, test.clock.now());
    const [order] = await untold(sql, "instance", 10);
    assert.equal(order?.before, Math.floor(test.clock.now().getTime() / 1000) + 60);
    test.clock.pass(4 * 3600 + 60);
    await forgetOrders(sql, test.clock.now());
    assert.deepEqual(await untold(sql, "instance", 10), []);
  });

  it("let a room be opened an hour before its appointment, and no sooner", async () => {
    await fresh();
    const startsAt = new Date(test.clock.now().getTime() + 61 * MINUTE * 1000);
    const made = await makeAppointment(test.desk, host, { host: host.id, label: "K. L.", startsAt, minutes: 50 });
    assert.equal(made.kind, "made");
    const opensAt = new Date(startsAt.getTime() - 3_600_000);
    assert.deepEqual(await openRoom(test.desk, host, made.id), { kind: "refused", why: "early", opensAt });
    test.clock.pass(MINUTE - 1);
    assert.equal((await openRoom(test.desk, host, made.id)).kind, "refused");
    test.clock.pass(1);
    assert.equal((await openRoom(test.desk, host, made.id)).kind, "open");
  });
});
