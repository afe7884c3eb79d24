import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { after, before, describe, it } from "node:test";
import type { Order } from "../../desk/rooms/order.ts";
import { signedToken } from "../../desk/rooms/signed-token.ts";
import { CANNOT_RUN_DEBIAN } from "./debian-programs.ts";
import { ENCRYPTS, join, KEY, ORDERS_KEY, roomsOn, type Change, type Room, type Rooms } from "./prosody-rooms.ts";
import { keepAfterLoss, type XmppSession } from "./xmpp-client.ts";

const REMOVED = 'code="307"';
const now = (): number => Math.floor(Date.now() / 1000);

interface Answer {
  readonly status: number;
  readonly instance: string | undefined;
  /** The places of orders that are none. */
  readonly refused: unknown;
}

function post(
  rooms: Rooms,
  body: string,
  { method = "POST", path = "/room-orders", headers = {} } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(
      { host: "127.0.0.1", port: rooms.ports.http, method, path, headers, agent: false },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
        answer.on("end", () => {
          // The module's own words.
          const said = (/^\{.+\}$/.test(text) ? JSON.parse(text) : {}) as { instance?: string; refused?: unknown };
          resolve({ status: answer.statusCode ?? 0, instance: said.instance, refused: said.refused });
        });
      },
    );
    call.on("error", reject).end(body);
  });
}

const claims = (more: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  aud: "room-orders",
  iat: now(),
  exp: now() + 30,
  instance: "",
  orders: [],
  complete: false,
  ...more,
});

async function instanceOf(rooms: Rooms): Promise<string> {
  const { status, instance } = await post(rooms, signedToken(ORDERS_KEY, claims({})));
  assert.equal(status, 409);
  assert.ok(instance !== undefined);
  return instance;
}

/** Sends orders as the desk does. */
async function order(rooms: Rooms, orders: readonly Order[], complete = false): Promise<void> {
  const message = claims({ instance: await instanceOf(rooms), orders, complete });
  const { status } = await post(rooms, signedToken(ORDERS_KEY, message));
  assert.equal(status, 200);
}

/** Every token of the room up to now. */
const outOf = (room: Room, more: Partial<Order> = {}): Order => ({
  room: room.name,
  before: now() + 1,
  why: "room-ended",
  ...more,
});

/** A token that is a second younger than any order of this moment. */
const younger = (): Readonly<Record<string, unknown>> => ({ iat: now() + 2, exp: now() + 600 });

async function refusal(session: XmppSession, place: string): Promise<string> {
  join(session, place, ENCRYPTS);
  return session.take(`from="${place}"`, 'type="error"');
}

function memoryOf(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  assert.ok(kilobytes !== undefined);
  return Number(kilobytes) / 1024;
}

describe("Orders of the desk", { skip: CANNOT_RUN_DEBIAN, concurrency: true }, () => {
  for (const debian of [13, 12] as const) {
    describe(`to Prosody of Debian ${debian}`, { concurrency: 1 }, () => {
      let rooms: Rooms;
      before(async () => {
        rooms = await roomsOn(debian, []);
      });
      after(() => rooms.stop());

      it("empty a room, with a word that the page knows, and keep older tokens out", async () => {
        const room = await rooms.open();
        const other = await rooms.open();
        const elsewhere = await other.moderator("elsewhere");
        const hostToken = room.token({ id: "host", moderator: true });
        const host = await room.connect(hostToken);
        await room.enter(host, "host");
        const guest = await room.guest("guest");
        await order(rooms, [outOf(room)]);
        for (const [session, nick] of [
          [host, "host"],
          [guest, "guest"],
        ] as const) {
          assert.match(await session.take(`${room.jid}/${nick}`, REMOVED, 'code="110"'), /<reason>room-ended: /);
          assert.match(await refusal(session, `${room.jid}/${nick}`), /not-allowed.*room-ended: /);
        }
        const late = await room.connect(hostToken);
        assert.match(await refusal(late, `${room.jid}/late`), /not-allowed.*room-ended: /);
        assert.match(await refusal(late, `${room.name}@lobby.meet.internal/late`), /not-allowed.*room-ended: /);
        assert.equal(await elsewhere.absent(200, REMOVED), true);

        const again = await room.connect(room.token({ id: "host", moderator: true }, younger()));
        assert.match(await room.enter(again, "again"), /role=.moderator./);
      });

      it("remove one guest and no other, until a host lets that one in again", async () => {
        const room = await rooms.open();
        const host = await room.moderator("host");
        const one = { id: "one", admitted: true };
        const given = room.token(one);
        const guest = await room.connect(given);
        await room.enter(guest, "guest");
        // The number may be a moderator's too: that is somebody else.
        const namesake = await room.connect(room.token({ id: "one", moderator: true }));
        await room.enter(namesake, "namesake");
        const stays = await room.guest("stays");
        await order(rooms, [outOf(room, { guest: "one", why: "consent-taken-back" })]);
        assert.match(await guest.take(`${room.jid}/guest`, REMOVED, 'code="110"'), /<reason>consent-taken-back: /);
        await host.take(`${room.jid}/guest`, REMOVED);
        assert.equal(await stays.absent(200, `${room.jid}/stays`, REMOVED), true);
        assert.equal(await namesake.absent(50, `${room.jid}/namesake`, REMOVED), true);
        for (const session of [guest, await room.connect(given)])
          assert.match(await refusal(session, `${room.jid}/guest`), /not-allowed.*consent-taken-back: /);

        const back = await room.connect(room.token(one, younger()));
        assert.match(await room.enter(back, "guest"), /role=.participant./);
      });

      it("remove whoever waits in the lobby too", async () => {
        const room = await rooms.open();
        // Jitsi's own module, which makes the lobby, is not here: the focus does.
        const lobby = `${room.name}@lobby.meet.internal`;
        join(rooms.focus, `${lobby}/focus`);
        await rooms.focus.take(`${lobby}/focus`, 'code="110"');
        const guest = await room.connect(room.token({ id: "one" }));
        join(guest, `${lobby}/guest`);
        await guest.take(`from="${lobby}/guest"`, 'code="110"');
        await order(rooms, [outOf(room, { guest: "one", why: "link-taken-back" })]);
        assert.match(await guest.take(`${lobby}/guest`, REMOVED), /<reason>link-taken-back: /);
      });

      it("reach a lost connection that could come back", async () => {
        const room = await rooms.open();
        const host = await room.moderator("host");
        const guest = await room.connect(room.token({ id: "lost", admitted: true }));
        await keepAfterLoss(guest);
        await room.enter(guest, "guest");
        guest.close();
        await order(rooms, [outOf(room, { guest: "lost", why: "consent-taken-back" })]);
        await host.take(`${room.jid}/guest`, REMOVED);
      });

      it("leave nobody in who joins while the order comes, under whatever name", async () => {
        const room = await rooms.open();
        await room.moderator("host");
        const user = { id: "racer", admitted: true };
        const sessions = await Promise.all(Array.from({ length: 4 }, () => room.connect(room.token(user))));
        const told = order(rooms, [outOf(room, { guest: "racer", why: "link-taken-back" })]);
        for (let times = 0; times < 10; times += 1)
          for (const [index, session] of sessions.entries()) join(session, `${room.jid}/racer-${index % 2}`, ENCRYPTS);
        await told;
        for (const [index, session] of sessions.entries()) {
          const place = `${room.jid}/racer-${index % 2}`;
          // Whatever came before, the last word is that it is not let in.
          join(session, place, `${ENCRYPTS}<last/>`);
          for (let answer = ""; !answer.includes("link-taken-back");) answer = await session.take(`from="${place}"`);
          assert.match(await refusal(session, `${room.jid}/again-${index}`), /link-taken-back: /);
        }
      });

      it("change nothing when they are repeated, and an older one takes nothing from a later", async () => {
        const room = await rooms.open();
        const given = room.token({ moderator: true });
        const instance = await instanceOf(rooms);
        const first = signedToken(ORDERS_KEY, claims({ instance, orders: [outOf(room)] }));
        assert.equal((await post(rooms, first)).status, 200);
        const host = await room.connect(room.token({ moderator: true }, younger()));
        await room.enter(host, "host");
        assert.equal((await post(rooms, first)).status, 200);
        await order(rooms, [outOf(room, { before: now() - 100, why: "room-moved" })]);
        assert.equal(await host.absent(200, REMOVED), true);
        const old = await room.connect(given);
        assert.match(await refusal(old, `${room.jid}/old`), /room-ended: /);
      });

      it("are taken one by one: one that is none is named, and holds up no other", async () => {
        const room = await rooms.open();
        const host = await room.moderator("host");
        const good = outOf(room);
        const orders = [
          { ...good, room: ".*" },
          { ...good, why: "because" },
          { ...good, guest: 7 },
          { ...good, before: "now" },
          { ...good, before: now() + 0.5 },
          good,
          "all",
        ];
        const message = claims({ instance: await instanceOf(rooms), orders, complete: true });
        const { status, refused } = await post(rooms, signedToken(ORDERS_KEY, message));
        assert.deepEqual([status, refused], [200, [0, 1, 2, 3, 4, 6]]);
        await host.take(`${room.jid}/host`, REMOVED, 'code="110"');
      });

      describe("are taken from nobody else:", () => {
        let room: Room;
        let host: XmppSession;
        let instance: string;
        before(async () => {
          room = await rooms.open();
          host = await room.moderator("host");
          instance = await instanceOf(rooms);
        });
        const good = (): Readonly<Record<string, unknown>> => claims({ instance, orders: [outOf(room)] });
        const signedBy = (header: unknown): string => {
          const [, body = ""] = signedToken(ORDERS_KEY, good()).split(".");
          return `${Buffer.from(JSON.stringify(header)).toString("base64url")}.${body}.`;
        };
        const refused: readonly (readonly [string, number, () => string])[] = [
          ["no message", 401, () => ""],
          ["no token", 401, () => JSON.stringify(good())],
          ["a token of another key", 401, () => signedToken("x".repeat(43), good())],
          ["a token of the key that opens rooms", 401, () => signedToken(KEY, good())],
          ["a token that is not signed", 401, () => signedBy({ alg: "none", typ: "JWT" })],
          [
            "a token whose text was changed",
            401,
            () =>
              signedToken(ORDERS_KEY, good()).replace(
                /\..*\./,
                `.${Buffer.from(JSON.stringify({ ...good(), complete: true })).toString("base64url")}.`,
              ),
          ],
          ["a token for something else", 401, () => signedToken(ORDERS_KEY, { ...good(), aud: "video" })],
          ["a token without an end", 401, () => signedToken(ORDERS_KEY, { ...good(), exp: undefined })],
          ["an old message", 401, () => signedToken(ORDERS_KEY, { ...good(), iat: now() - 60, exp: now() - 30 })],
          [
            "a message of the future",
            401,
            () => signedToken(ORDERS_KEY, { ...good(), iat: now() + 300, exp: now() + 330 }),
          ],
          ["a message that lives for long", 401, () => signedToken(ORDERS_KEY, { ...good(), exp: now() + 3600 })],
          ["a message that is too long", 401, () => signedToken(ORDERS_KEY, { ...good(), filler: "x".repeat(70_000) })],
          ["a message for another instance", 409, () => signedToken(ORDERS_KEY, { ...good(), instance: "other" })],
          ["orders that are no list", 401, () => signedToken(ORDERS_KEY, { ...good(), orders: "all" })],
        ];
        for (const [what, status, body] of refused) {
          it(what, async () => {
            assert.equal((await post(rooms, body())).status, status);
            assert.equal(await host.absent(50, `${room.jid}/host`, REMOVED), true);
          });
        }
        it("what the web server handed on, or asks in another way", async () => {
          const body = signedToken(ORDERS_KEY, good());
          const through = { headers: { "X-Forwarded-For": "127.0.0.1" } };
          assert.equal((await post(rooms, body, through)).status, 404);
          for (const method of ["GET", "PUT", "OPTIONS"])
            assert.notEqual((await post(rooms, body, { method })).status, 200);
          assert.equal((await post(rooms, body, { path: "/room-orders/" })).status, 404);
          assert.equal(await host.absent(50, `${room.jid}/host`, REMOVED), true);
        });
      });
    });

    describe(`to Prosody of Debian ${debian} that has just begun`, () => {
      it("are waited for by tokens that can be taken back, and by no others", async () => {
        const rooms = await roomsOn(debian, []);
        try {
          const room = await rooms.open();
          const before = { iat: now() - 60, exp: now() + 600, revocable: true };
          const early = await room.connect(room.token({ moderator: true }, before));
          assert.match(await refusal(early, `${room.jid}/early`), /resource-constraint.*not-ready: /);
          const fresh = await room.connect(room.token({ moderator: true }, { ...younger(), revocable: true }));
          await room.enter(fresh, "fresh");
          const byHand = await room.connect(room.token({ moderator: true }, { ...before, revocable: undefined }));
          await room.enter(byHand, "by-hand");
          await order(rooms, [outOf(room, { guest: "nobody" })]);
          assert.match(await refusal(early, `${room.jid}/early`), /not-ready: /);
          await order(rooms, [], true);
          await room.enter(early, "early");
        } finally {
          await rooms.stop();
        }
      });

      it("speak of the next minute at most, whatever the clock was when they were written", async () => {
        // So that a token of the next minute can be had now.
        const rooms = await roomsOn(debian, [["claims.iat > now + 60", "claims.iat > now + 600"]]);
        try {
          const room = await rooms.open();
          const host = await room.moderator("host");
          await order(rooms, [outOf(room, { before: now() + 365 * 86_400 })]);
          await host.take(`${room.jid}/host`, REMOVED, 'code="110"');
          const made = (seconds: number): string =>
            room.token({ moderator: true }, { iat: now() + seconds, exp: now() + 600 });
          const soon = await room.connect(made(30));
          assert.match(await refusal(soon, `${room.jid}/soon`), /room-ended: /);
          const later = await room.connect(made(120));
          await room.enter(later, "later");
        } finally {
          await rooms.stop();
        }
      });

      it("are kept until their tokens are over, and no longer: memory stays flat, and beyond a bound they are refused", async () => {
        const quick: readonly Change[] = [
          ["token_longest_life = 14400", "token_longest_life = 2"],
          ["local most_orders = 30000;", "local most_orders = 1000;"],
          ["module:add_timer(60, function()\n\tfor name, order", "module:add_timer(1, function()\n\tfor name, order"],
          ["\treturn 60;\nend);", "\treturn 1;\nend);"],
        ];
        const rooms = await roomsOn(debian, quick);
        try {
          const instance = await instanceOf(rooms);
          const thousand = async (round: number): Promise<readonly number[]> => {
            const statuses: number[] = [];
            for (let first = 0; first < 1000; first += 100) {
              const orders = Array.from({ length: 100 }, (_, index) => ({
                ...{ room: `room-${round}-${first + index}`, guest: `guest-${round}-${index}` },
                ...{ before: now() + 1, why: "room-ended" },
              }));
              statuses.push((await post(rooms, signedToken(ORDERS_KEY, claims({ instance, orders })))).status);
            }
            return statuses;
          };
          assert.deepEqual(new Set(await thousand(0)), new Set([200]));
          assert.ok((await thousand(1)).includes(503));
          const memory: number[] = [];
          for (let round = 2; round < 12; round += 1) {
            // Each round's have to be forgotten before there is place for the next.
            for (const deadline = Date.now() + 60_000; ;) {
              const statuses = new Set(await thousand(round));
              if (statuses.size === 1 && statuses.has(200)) break;
              assert.ok(Date.now() < deadline, "Orders are never forgotten.");
            }
            memory.push(memoryOf(rooms.pid));
          }
          const growth = Math.max(...memory.slice(2)) - Math.max(...memory.slice(0, 2));
          assert.ok(
            growth < 4,
            `Memory grew by ${growth.toFixed(1)} MB: ${memory.map((it) => it.toFixed(1)).join(", ")}.`,
          );
        } finally {
          await rooms.stop();
        }
      });
    });
  }
});
