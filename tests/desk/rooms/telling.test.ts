import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import {
  appointmentOf,
  endAppointment,
  letIn,
  makeAppointment,
  openRoom,
} from "../../../desk/appointments/appointments.ts";
import { openLink } from "../../../desk/appointments/links.ts";
import { enterRoom, waitHere } from "../../../desk/appointments/waiting.ts";
import { giveConsent, withdrawConsent } from "../../../desk/consent/consents.ts";
import { deskOf, type Desk } from "../../../desk/desk.ts";
import { orderOut } from "../../../desk/rooms/orders.ts";
import { keepTelling, NotTold, tellOrders } from "../../../desk/rooms/telling.ts";
import type { Staff } from "../../../desk/staff/roles.ts";
import { TOKEN, XMPP } from "../../../services/prosody.ts";
import { CANNOT_RUN_DEBIAN, until } from "../../services/debian-programs.ts";
import { ENCRYPTS, join, KEY, ORDERS_KEY, roomsOn, startProsody, type Rooms } from "../../services/prosody-rooms.ts";
import { connectParticipant, type XmppSession } from "../../services/xmpp-client.ts";
import { CANNOT_RUN_PRIVATE_DEBIAN, deskDatabase, type TestDesk } from "../desk-database.ts";
import { ADDRESS, personOf, wordIn } from "../people-of-the-desk.ts";

const WORDING = { version: "a".repeat(64), language: "en" } as const;
const REMOVED = 'code="307"';
/** The server answers all the time. */
const unexpected = (sentence: string): never => {
  throw new Error(sentence);
};
const ROOM = "0123456789abcdef0123456789abcdef";

describe(
  "Telling the rooms' server",
  { skip: CANNOT_RUN_PRIVATE_DEBIAN || CANNOT_RUN_DEBIAN, timeout: 300_000 },
  () => {
    const database = deskDatabase();

    /** A desk on a database of its own, by the real clock: two programs have to agree about it. */
    const deskAt = async (ordersPort: number): Promise<Desk> => (await opened(ordersPort)).desk;

    const opened = async (ordersPort: number): Promise<Pick<TestDesk, "desk" | "administrator">> => {
      const rooms = {
        ...{ key: KEY, issuer: TOKEN.issuer, audience: TOKEN.audience, subject: XMPP.domain },
        ...{ ordersKey: ORDERS_KEY, ordersPort },
      };
      const { desk, administrator } = await database.open({ rooms });
      return { desk: deskOf(desk.settings, desk.sql), administrator };
    };

    const untoldOf = async ({ sql }: Desk): Promise<number> => {
      const [row] = await sql<
        { count: number }[]
      >`SELECT count(*)::int AS count FROM room_orders WHERE told_to IS NULL`;
      return row?.count ?? -1;
    };

    describe("the real Prosody", () => {
      let rooms: Rooms;
      const sessions: XmppSession[] = [];
      before(async () => {
        rooms = await roomsOn(13, []);
      });
      after(async () => {
        for (const session of sessions) session.close();
        await rooms.stop();
      });

      /** Goes into the room of an address with its token, as the page does. */
      const enter = async (address: string, nick: string): Promise<XmppSession> => {
        const { pathname, hash } = new URL(address);
        const token = /^#jwt=%22(.+)%22$/.exec(hash)?.[1];
        const session = await connectParticipant(rooms.url(token), XMPP.domain);
        sessions.push(session);
        const place = `${pathname.slice(1)}@${XMPP.rooms}/${nick}`;
        join(session, place, ENCRYPTS);
        await session.take(`from="${place}"`, 'code="110"');
        return session;
      };

      /** A host and two guests at an appointment of now, all in its room. */
      const meeting = async (
        desk: Desk,
      ): Promise<{
        readonly host: Staff;
        readonly id: string;
        readonly place: string;
        readonly cookies: readonly string[];
        readonly addresses: readonly string[];
        readonly sessions: Readonly<Record<"host" | "first" | "second", XmppSession>>;
      }> => {
        const host = await personOf(desk, "hana", ["host"]);
        const made = await makeAppointment(desk, host, {
          ...{ host: host.id, label: "K. L.", minutes: 50 },
          startsAt: new Date(Date.now() + 60_000),
        });
        assert.equal(made.kind, "made");
        const opened = await openRoom(desk, host, made.id);
        assert.equal(opened.kind, "open");
        const place = `${new URL(opened.address).pathname.slice(1)}@${XMPP.rooms}`;
        join(rooms.focus, `${place}/focus`);
        await rooms.focus.take(`${place}/focus`, 'code="110"');
        const hosts = await enter(opened.address, "host");
        const cookies: string[] = [];
        const addresses: string[] = [];
        for (const device of [0, 1]) {
          const open = await openLink(desk, wordIn(made.address), undefined, ADDRESS);
          assert.equal(open.kind, "open", `device ${device}`);
          await giveConsent(desk, open.cookie, WORDING);
          assert.equal((await waitHere(desk, open.cookie)).kind, "waiting");
          const seen = await appointmentOf(desk, host, made.id);
          assert.equal(seen.kind, "appointment");
          assert.equal((await letIn(desk, host, seen.appointment.waiting[0]?.device ?? "")).kind, "done");
          const entered = await enterRoom(desk, open.cookie);
          assert.equal(entered.kind, "enter");
          cookies.push(open.cookie);
          addresses.push(entered.address);
        }
        const [first = "", second = ""] = addresses;
        return {
          ...{ host, id: made.id, place, cookies, addresses },
          sessions: { host: hosts, first: await enter(first, "first"), second: await enter(second, "second") },
        };
      };

      it("empties the room of an appointment that is ended at the desk, with the word why, and a token that is out opens nothing", async () => {
        const desk = await deskAt(rooms.ports.http);
        const stop = keepTelling(desk, unexpected);
        try {
          const { host, id, place, addresses, sessions: there } = await meeting(desk);
          const late = await connectParticipant(rooms.url(/%22(.+)%22/.exec(addresses[0] ?? "")?.[1]), XMPP.domain);
          sessions.push(late);
          assert.deepEqual(await endAppointment(desk, host, id), { kind: "done" });
          for (const [nick, session] of Object.entries(there))
            assert.match(await session.take(`${place}/${nick}`, REMOVED, 'code="110"'), /<reason>room-ended: /);
          join(late, `${place}/late`, ENCRYPTS);
          assert.match(await late.take(`from="${place}/late"`, 'type="error"'), /not-allowed.*room-ended: /);
        } finally {
          await stop();
        }
      });

      it("empties a room although orders before are none, or were written while the clock was ahead", async () => {
        const { desk, administrator } = await opened(rooms.ports.http);
        const said: string[] = [];
        const { host, id, place, sessions: there } = await meeting(desk);
        await orderOut(desk.sql, ROOM, "room-ended", new Date(Date.now() + 365 * 86_400_000));
        await administrator`ALTER TABLE room_orders DROP CONSTRAINT room_orders_why_check`;
        await desk.sql`INSERT INTO room_orders (room, before, why) VALUES (${ROOM}, ${Math.floor(Date.now() / 1000)}, 'no-such-word')`;
        await desk.sql`INSERT INTO room_orders (room, before, why) VALUES (${ROOM}, 9223372036854775807, 'room-moved')`;
        assert.deepEqual(await endAppointment(desk, host, id), { kind: "done" });
        await tellOrders(desk, "", (sentence) => said.push(sentence));
        for (const [nick, session] of Object.entries(there))
          assert.match(await session.take(`${place}/${nick}`, REMOVED, 'code="110"'), /<reason>room-ended: /);
        assert.deepEqual(said, [
          "The rooms' server can't understand 1 of its orders: they were deleted. The others were taken.",
        ]);
        assert.equal(await untoldOf(desk), 0);
        const left = await desk.sql<{ why: string; ahead: number }[]>`
          SELECT why, before::float8 - ${Math.floor(Date.now() / 1000)} AS ahead FROM room_orders ORDER BY id`;
        assert.deepEqual(
          left.map(({ why }) => why),
          ["room-ended", "room-moved", "room-ended"],
        );
        assert.ok(left.every(({ ahead }) => ahead <= 60));
      });

      it("takes the device out whose consent is taken back, and nobody else", async () => {
        const desk = await deskAt(rooms.ports.http);
        const stop = keepTelling(desk, unexpected);
        try {
          const { place, cookies, sessions: there } = await meeting(desk);
          assert.deepEqual(await withdrawConsent(desk, cookies[0]), { kind: "withdrawn" });
          assert.match(await there.first.take(`${place}/first`, REMOVED, 'code="110"'), /<reason>consent-taken-back: /);
          for (const nick of ["host", "second"] as const)
            assert.equal(await there[nick].absent(500, `${place}/${nick}`, REMOVED), true);
        } finally {
          await stop();
        }
      });
    });

    it("tells a Prosody that was killed everything anew, before it lets anybody in by an older token", async () => {
      const rooms = await roomsOn(13, []);
      try {
        const desk = await deskAt(rooms.ports.http);
        const host = await personOf(desk, "hana", ["host"]);
        const made = await makeAppointment(desk, host, {
          ...{ host: host.id, label: "K. L.", minutes: 50 },
          startsAt: new Date(Date.now() + 60_000),
        });
        assert.equal(made.kind, "made");
        const opened = await openRoom(desk, host, made.id);
        assert.equal(opened.kind, "open");
        const name = new URL(opened.address).pathname.slice(1);
        assert.deepEqual(await endAppointment(desk, host, made.id), { kind: "done" });
        const first = await tellOrders(desk, "", unexpected);
        assert.equal(await untoldOf(desk), 0);
        assert.equal(await tellOrders(desk, first, unexpected), first);

        process.kill(rooms.pid, "SIGKILL");
        await until("Prosody's end", () =>
          tellOrders(desk, first, unexpected).then(
            () => false,
            (error: unknown) => error instanceof NotTold,
          ),
        );
        await startProsody(rooms.land, rooms.ports.http);
        const token = /%22(.+)%22/.exec(opened.address)?.[1];
        const answerTo = async (): Promise<string> => {
          const session = await connectParticipant(rooms.url(token), XMPP.domain);
          const place = `${name}@${XMPP.rooms}/late`;
          join(session, place, ENCRYPTS);
          const answer = await session.take(`from="${place}"`, 'type="error"');
          session.close();
          return answer;
        };
        assert.match(await answerTo(), /not-ready: /);
        const second = await tellOrders(desk, first, unexpected);
        assert.notEqual(second, first);
        assert.match(await answerTo(), /room-ended: /);
      } finally {
        await rooms.stop();
      }
    });

    describe("a server of another kind", () => {
      let server: Server | undefined;
      /** Stands in for Prosody: gives the answer that a test wants. */
      const standIn = async (answers: () => readonly [status: number, body: string]): Promise<number> => {
        server = createServer((request, response) => {
          request.resume().once("end", () => {
            const [status, body] = answers();
            response.writeHead(status).end(body);
          });
        });
        await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
        // A server that listens on TCP has such an address.
        return (server.address() as AddressInfo).port;
      };
      const stopStandIn = (): void => {
        server?.closeAllConnections();
        server?.close();
        server = undefined;
      };
      after(stopStandIn);

      const bad: readonly (readonly [string, () => readonly [number, string]])[] = [
        ["says nothing of itself", () => [200, "{}"]],
        ["answers as if it were another", () => [200, '{"instance":"other"}']],
        ["refuses", () => [401, '{"instance":"same"}']],
        ["has no place", () => [503, ""]],
        ["is another one each time", () => [409, `{"instance":"${Math.random()}"}`]],
        ["says that it is another one and is not", () => [409, '{"instance":"same"}']],
        ["answers without end", () => [200, "x".repeat(100_000)]],
      ];
      for (const [what, answers] of bad) {
        it(`has been told nothing where it ${what}`, async () => {
          const desk = await deskAt(await standIn(answers));
          await orderOut(desk.sql, ROOM, "room-ended", new Date());
          await assert.rejects(tellOrders(desk, "same", unexpected), NotTold);
          assert.equal(await untoldOf(desk), 1);
          stopStandIn();
        });
      }

      it("has the desk say so once, and once when it answers again; then it is told all, in several messages", async () => {
        let answering = false;
        let told = 0;
        const port = await standIn(() => {
          if (!answering) return [503, ""];
          told += 1;
          return told === 1 ? [409, '{"instance":"one"}'] : [200, '{"instance":"one"}'];
        });
        const desk = await deskAt(port);
        for (let order = 0; order < 250; order += 1) await orderOut(desk.sql, ROOM, "room-ended", new Date());
        const said: string[] = [];
        const stop = keepTelling(desk, (sentence) => said.push(sentence));
        try {
          await until("a complaint", () => said.length === 1);
          assert.match(said[0] ?? "", /^The rooms' server was not told who has to leave: it answered 503\. /);
          answering = true;
          await until("its end", () => said.length === 2);
          assert.equal(said[1], "The rooms' server takes orders again.");
          assert.equal(await untoldOf(desk), 0);
          // Who it is, and a hundred, a hundred and fifty orders.
          assert.ok(told >= 4);
        } finally {
          await stop();
          stopStandIn();
        }
      });
    });
  },
);
