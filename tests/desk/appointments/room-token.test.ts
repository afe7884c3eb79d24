import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { roomAddress, roomToken, type Holder } from "../../../desk/appointments/room-token.ts";
import { signedMessage } from "../../../desk/rooms/telling.ts";
import { TOKEN, XMPP } from "../../../services/prosody.ts";
import { CANNOT_RUN_DEBIAN } from "../../services/debian-programs.ts";
import { ENCRYPTS, join, KEY, ORDERS_KEY, roomsOn, type Rooms } from "../../services/prosody-rooms.ts";
import { connectParticipant, NotAuthorized, type XmppSession } from "../../services/xmpp-client.ts";
import { SETTINGS } from "../desk-database.ts";

const MINUTE = 60_000;
/** As on a machine: the room's server and the desk share the key, and the names are the release's own. */
const MACHINE = {
  ...SETTINGS,
  rooms: {
    ...SETTINGS.rooms,
    ...{ key: KEY, ordersKey: ORDERS_KEY, issuer: TOKEN.issuer, audience: TOKEN.audience, subject: XMPP.domain },
  },
};

describe("A room's token", () => {
  it("stands behind # of the room's address", () => {
    const address = roomAddress(SETTINGS, "a".repeat(32), "one.two.three");
    assert.equal(address, `https://meet.quiet-harbour.example/${"a".repeat(32)}#jwt=%22one.two.three%22`);
  });
});

describe("A room's token at the real Prosody of Debian 13", { skip: CANNOT_RUN_DEBIAN, timeout: 300_000 }, () => {
  let rooms: Rooms;
  const sessions: XmppSession[] = [];
  before(async () => {
    rooms = await roomsOn(13, []);
    // As a desk without any order tells it: before that nobody comes in.
    const tell = (instance: string): Promise<Response> =>
      fetch(`http://127.0.0.1:${rooms.ports.http}/room-orders`, {
        method: "POST",
        body: signedMessage(MACHINE.rooms, { instance, orders: [], complete: true }, new Date()),
      });
    const { instance } = (await (await tell("")).json()) as { readonly instance: string };
    assert.equal((await tell(instance)).status, 200);
  });
  after(async () => {
    for (const session of sessions) session.close();
    await rooms.stop();
  });

  const host: Holder = { role: "host", id: randomUUID() };
  const guest: Holder = { role: "guest", id: randomUUID() };
  const room = randomUUID().replaceAll("-", "");
  const place = `${room}@${XMPP.rooms}`;

  const tokenOf = (holder: Holder, startsAt: Date, minutes = 50, now = new Date()): string =>
    roomToken(MACHINE, { room, startsAt, minutes }, holder, now);
  const connect = async (token: string): Promise<XmppSession> => {
    const session = await connectParticipant(rooms.url(token), XMPP.domain);
    sessions.push(session);
    return session;
  };

  it("lets its host in as moderator, and a guest who was let in without the lobby", async () => {
    join(rooms.focus, `${place}/focus`);
    await rooms.focus.take(`${place}/focus`, 'code="110"');
    const moderator = await connect(tokenOf(host, new Date()));
    join(moderator, `${place}/h`, ENCRYPTS);
    assert.match(await moderator.take(`from="${place}/h"`, 'code="110"'), /role=.moderator./);
    const participant = await connect(tokenOf(guest, new Date()));
    join(participant, `${place}/g`, ENCRYPTS);
    assert.match(await participant.take(`from="${place}/g"`, 'code="110"'), /role=.participant./);
    const other = await connect(tokenOf(guest, new Date()));
    join(other, `${randomUUID()}@${XMPP.rooms}/g`, ENCRYPTS);
    await other.take('type="error"');
  });

  it("is taken to the room's last second, and for a host who comes long before", async () => {
    // A minute before the room ends: a minute of meeting and half an hour after it are almost over.
    await connect(tokenOf(guest, new Date(Date.now() - 40 * MINUTE + 60_000), 10));
    await connect(tokenOf(host, new Date(Date.now() + 24 * 60 * MINUTE), 180));
  });

  it("is refused once its room has ended, and with another key", async () => {
    const ended = new Date(Date.now() - 41 * MINUTE);
    await assert.rejects(connect(tokenOf(guest, ended, 10, new Date(Date.now() - 2 * MINUTE))), NotAuthorized);
    const forged = roomToken(SETTINGS, { room, startsAt: new Date(), minutes: 50 }, host, new Date());
    await assert.rejects(connect(forged), NotAuthorized);
  });
});
