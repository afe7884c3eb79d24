import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { TOKEN, XMPP } from "../../services/prosody.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { CANNOT_RUN_DEBIAN } from "./debian-programs.ts";
import { ENCRYPTS, ENCRYPTS_NOT, join, roomsOn, token, type Change, type Room, type Rooms } from "./prosody-rooms.ts";
import {
  connectParticipant,
  keepAfterLoss,
  NotAuthorized,
  resumeParticipant,
  type XmppSession,
} from "./xmpp-client.ts";

/** What takes a minute on a machine takes seconds here. */
const SOONER: readonly Change[] = [
  ["e2ee_seconds = 15", "e2ee_seconds = 1.5"],
  ["pause_seconds = 5;", "pause_seconds = 1;"],
  ["whole_seconds = 60;", "whole_seconds = 4;"],
  ["grace_seconds = 60;", "grace_seconds = 1;"],
  ["absence_seconds = 60;", "absence_seconds = 5;"],
  ["counter(60, 600)", "counter(15, 600)"],
];
const MOST = CLINIC.video.maxOccupants;
const REMOVED = 'code="307"';
const now = (): number => Math.floor(Date.now() / 1000);

/** A request about a participant or an account in a room, and what comes back. */
async function administer(session: XmppSession, room: Room, item: string): Promise<string> {
  const id = `ask-${Math.random()}`;
  session.send(
    `<iq xmlns="jabber:client" type="set" id="${id}" to="${room.jid}"><query xmlns="http://jabber.org/protocol/muc#admin"><item ${item}/></query></iq>`,
  );
  return session.take(`id="${id}"`);
}

const accountOf = (session: XmppSession): string => session.jid.split("/")[0] ?? "";

/** How many are in a room, the focus among them (muc.lib.lua, muc#roominfo_occupants). */
async function occupants(session: XmppSession, room: Room): Promise<number> {
  const id = `count-${Math.random()}`;
  const query = `<query xmlns="http://jabber.org/protocol/disco#info"/>`;
  session.send(`<iq xmlns="jabber:client" type="get" id="${id}" to="${room.jid}">${query}</iq>`);
  const answer = (await session.take(`id="${id}"`)).replaceAll("'", '"');
  return Number(/var="muc#roominfo_occupants"[^>]*>.*?<value>(\d+)</.exec(answer)?.[1]);
}

function say(session: XmppSession, room: Room, nick: string, content: string): void {
  session.send(`<presence xmlns="jabber:client" to="${room.jid}/${nick}">${content}</presence>`);
}

function leave(session: XmppSession, room: Room, nick: string): void {
  session.send(`<presence xmlns="jabber:client" type="unavailable" to="${room.jid}/${nick}"/>`);
}

/** Tries to go in, and gives the refusal. */
async function refusal(session: XmppSession, room: Room, nick: string, content = ENCRYPTS): Promise<string> {
  join(session, `${room.jid}/${nick}`, content);
  return session.take(`from="${room.jid}/${nick}"`, 'type="error"');
}

describe("A meeting", { skip: CANNOT_RUN_DEBIAN, concurrency: true }, () => {
  for (const debian of [13, 12] as const) {
    // They mostly wait, so both wait at once; within one, a test after the other, since the focus hears of all rooms.
    describe(`on Prosody of Debian ${debian}`, { concurrency: 1 }, () => {
      let rooms: Rooms;
      before(async () => {
        rooms = await roomsOn(debian, SOONER);
      });
      after(() => rooms.stop());

      describe("encryption", () => {
        it("is asked of each, by a word that the page knows, and whoever was removed waits again", async () => {
          const room = await rooms.open();
          const host = await room.moderator("host");
          const user = { id: "one", admitted: true };
          const guest = await room.connect(room.token(user));
          await room.enter(guest, "guest", "");
          assert.match(await guest.take(`${room.jid}/guest`, REMOVED, 'code="110"'), /<reason>encryption-required: /);
          await host.take(`${room.jid}/guest`, REMOVED);
          assert.match(await refusal(guest, room, "guest"), /registration-required/);
          const again = await room.connect(room.token(user));
          assert.match(await refusal(again, room, "again"), /registration-required/);

          const invite = `<x xmlns="http://jabber.org/protocol/muc#user"><invite to="${again.jid}"/></x>`;
          host.send(`<message xmlns="jabber:client" to="${room.jid}">${invite}</message>`);
          await again.take("<invite");
          assert.match(await room.enter(again, "again"), /role=.participant./);
        });

        it("gives no more time by starting and stopping again and again", async () => {
          const room = await rooms.open();
          const host = await room.moderator("host");
          const guest = await room.guest("fickle");
          let removed = false;
          for (let times = 0; !removed; times += 1) {
            assert.ok(times < 20, "Somebody who starts and stops is never removed.");
            say(guest, room, "fickle", ENCRYPTS_NOT);
            await sleep(500);
            say(guest, room, "fickle", ENCRYPTS);
            removed = !(await guest.absent(50, `${room.jid}/fickle`, REMOVED));
          }
          await host.take(`${room.jid}/fickle`, REMOVED);
        });

        it("gives no more time by coming again, by another connection or name", async () => {
          const room = await rooms.open();
          await room.moderator("host");
          const given = room.token({ id: "one", moderator: true });
          const sessions = [await room.connect(given), await room.connect(given), await room.connect(given)];
          let refused: string | undefined;
          for (let times = 0; refused === undefined; times += 1) {
            assert.ok(times < 20, "Somebody who comes again and again is never refused.");
            const session = sessions[times % sessions.length];
            assert.ok(session !== undefined);
            const nick = times % 2 === 0 ? "same" : `other-${times}`;
            join(session, `${room.jid}/${nick}`);
            const answer = await session.take(`from="${room.jid}/${nick}"`);
            if (answer.includes("not-allowed")) refused = answer;
            else {
              await sleep(700);
              leave(session, room, nick);
              await session.take(`from="${room.jid}/${nick}"`, "unavailable");
            }
          }
          assert.match(refused, /encryption-required: /);
          // Who encrypts is welcome all the same, and is removed as soon as that ends.
          const [session] = sessions;
          assert.ok(session !== undefined);
          await room.enter(session, "late");
          say(session, room, "late", ENCRYPTS_NOT);
          await session.take(`${room.jid}/late`, REMOVED, "encryption-required: ");
        });

        it("takes only the time that somebody was there without it", async () => {
          const room = await rooms.open();
          const host = await room.connect(room.token({ moderator: true }));
          for (let times = 0; times < 4; times += 1) {
            await room.enter(host, "brief", "");
            leave(host, room, "brief");
            await host.take(`from="${room.jid}/brief"`, "unavailable");
          }
          await room.enter(host, "brief", "");
          say(host, room, "brief", ENCRYPTS);
          assert.equal(await host.absent(2000, `${room.jid}/brief`, REMOVED), true);
        });

        it("gives time to each of those who came at once, and to one person no more by it", async () => {
          const room = await rooms.open();
          await room.moderator("host");
          const given = room.token({ id: "one", admitted: true });
          const sessions = await Promise.all([0, 1, 2, 3].map(() => room.connect(given)));
          const started = Date.now();
          for (const [index, session] of sessions.entries()) join(session, `${room.jid}/at-once-${index}`);
          // 1.5 + 1.5 + 1 second; nothing is left for the fourth.
          const answers = await Promise.all(
            sessions.map(async (session, index) => {
              const place = `${room.jid}/at-once-${index}`;
              const first = await session.take(`from="${place}"`);
              if (first.includes("error")) return "refused";
              await session.take(`from="${place}"`, REMOVED);
              return "removed";
            }),
          );
          assert.deepEqual(answers.toSorted(), ["refused", "removed", "removed", "removed"]);
          assert.ok(Date.now() - started >= 1400);
        });

        it("lets nobody change the name to begin anew", async () => {
          const room = await rooms.open();
          const host = await room.moderator("host");
          host.send(`<presence xmlns="jabber:client" to="${room.jid}/other">${ENCRYPTS_NOT}</presence>`);
          await host.take(`from="${room.jid}/other"`, 'type="error"', "not-allowed");
          assert.equal(await occupants(host, room), 2);
        });
      });

      describe("its places", () => {
        it("are for moderators and guests, not for the focus, and a free one is free", async () => {
          const room = await rooms.open();
          const host = await room.moderator("host");
          const guests = [];
          for (let index = 1; index < MOST; index += 1) guests.push(await room.guest(`guest-${index}`));
          const late = await room.connect(room.token({ admitted: true }));
          const refused = await refusal(late, room, "late");
          assert.match(refused, /service-unavailable/);
          assert.match(refused, /room-full: /);
          const second = await room.connect(room.token({ moderator: true }));
          assert.match(await refusal(second, room, "second"), /room-full: /);
          assert.equal(await occupants(host, room), MOST + 1);

          const [first] = guests;
          assert.ok(first !== undefined);
          leave(first, room, "guest-1");
          await host.take(`${room.jid}/guest-1`, "unavailable");
          await room.enter(late, "late");
          assert.equal(await occupants(host, room), MOST + 1);
        });

        it("are given to whoever comes back while the own lost connection still holds one", async () => {
          const room = await rooms.open();
          const given = room.token({ id: "host", moderator: true });
          const host = await room.connect(given);
          await keepAfterLoss(host);
          await room.enter(host, "host");
          const guests = [];
          for (let index = 1; index < MOST; index += 1) guests.push(await room.guest(`guest-${index}`));
          host.close();
          const back = await room.connect(given);
          // The line's end takes its time.
          let answer = "";
          for (let times = 0; !answer.includes('code="110"'); times += 1) {
            assert.ok(times < 12, answer);
            join(back, `${room.jid}/back`, ENCRYPTS);
            answer = (await back.take(`from="${room.jid}/back"`)).replaceAll("'", '"');
            if (answer.includes("error")) await sleep(300);
          }
          await guests[0]?.take(`${room.jid}/host`, REMOVED, "replaced: ");
          assert.equal(await occupants(back, room), MOST + 1);
        });
      });

      describe("its roles", () => {
        it("are the tokens' alone, between two moderators", async () => {
          const room = await rooms.open();
          const one = await room.moderator("one");
          const two = await room.moderator("two");
          const guest = await room.guest("guest");
          const asked: readonly string[] = [
            ...["none", "member", "admin", "outcast"].map((to) => `affiliation="${to}" jid="${accountOf(two)}"`),
            ...["none", "participant", "visitor"].map((to) => `role="${to}" nick="two"`),
            ...["owner", "admin"].map((to) => `affiliation="${to}" jid="${accountOf(guest)}"`),
            ...["moderator", "visitor"].map((to) => `role="${to}" nick="guest"`),
            `affiliation="member" jid="x@${XMPP.domain}" nick="two"`,
            `affiliation="outcast" jid="${XMPP.focusJid}"`,
            'role="none" nick="focus"',
          ];
          for (const item of asked) {
            assert.match(await administer(one, room, item), /type=.error./, item);
          }
          // Both at each other at once.
          const both = await Promise.all([
            administer(one, room, 'role="none" nick="two"'),
            administer(two, room, 'role="none" nick="one"'),
          ]);
          for (const answer of both) assert.match(answer, /not-allowed/);
          assert.equal(await occupants(one, room), 4);
          assert.equal(await guest.absent(100, `${room.jid}/guest`, "moderator"), true);
        });

        it("give a guest nothing", async () => {
          const room = await rooms.open();
          const host = await room.moderator("host");
          const guest = await room.guest("guest");
          await room.guest("other");
          for (const item of [
            'role="none" nick="other"',
            'role="none" nick="host"',
            'role="moderator" nick="guest"',
            `affiliation="owner" jid="${accountOf(guest)}"`,
            `affiliation="member" jid="x@${XMPP.domain}"`,
            `affiliation="none" jid="${accountOf(host)}"`,
          ]) {
            assert.match(await administer(guest, room, item), /type=.error./, item);
          }
          assert.equal(await occupants(host, room), 4);
        });

        it("let a moderator remove a guest, who then waits, even one that was let in outside", async () => {
          const room = await rooms.open();
          const host = await room.moderator("host");
          const user = { id: "one", admitted: true };
          const guest = await room.connect(room.token(user));
          await room.enter(guest, "guest");
          assert.match(await administer(host, room, 'role="none" nick="guest"'), /type=.result./);
          const removal = await guest.take(`${room.jid}/guest`, REMOVED, 'code="110"');
          assert.doesNotMatch(removal, /encryption-required|time-over|replaced/);
          for (const session of [guest, await room.connect(room.token(user))]) {
            assert.match(await refusal(session, room, "again"), /registration-required/);
          }
          const other = await room.connect(room.token({ id: "two", admitted: true }));
          await room.enter(other, "other");
          assert.match(await administer(host, room, `affiliation="none" jid="${accountOf(other)}"`), /type=.result./);
          await other.take(`${room.jid}/other`, 'code="321"');
          assert.match(await refusal(other, room, "other"), /registration-required/);
        });

        it("keep out a guest who is removed while coming in, whatever is sent at once", async () => {
          const room = await rooms.open();
          const host = await room.moderator("host");
          for (let round = 0; round < 5; round += 1) {
            const nick = `guest-${round}`;
            const guest = await room.connect(room.token({ id: nick, admitted: true }));
            join(guest, `${room.jid}/${nick}`, ENCRYPTS);
            const kicked = administer(host, room, `role="none" nick="${nick}"`);
            for (let times = 0; times < 5; times += 1) {
              say(guest, room, nick, ENCRYPTS);
              join(guest, `${room.jid}/${nick}`, ENCRYPTS);
            }
            const answer = await kicked;
            if (answer.includes("item-not-found")) {
              // The removal came before the guest did.
              await guest.take(`${room.jid}/${nick}`, 'code="110"');
              assert.match(await administer(host, room, `role="none" nick="${nick}"`), /type=.result./);
            }
            await guest.take(`${room.jid}/${nick}`, REMOVED);
            assert.match(await refusal(guest, room, `again-${round}`), /registration-required/);
            assert.equal(await occupants(host, room), 2);
          }
        });

        it("leave the room as it is: no password, no name, nothing that stays, no end by hand", async () => {
          const room = await rooms.open();
          const host = await room.moderator("host");
          const guest = await room.guest("guest");
          const form = (field: string, value: string): string =>
            `<x xmlns="jabber:x:data" type="submit"><field var="FORM_TYPE"><value>http://jabber.org/protocol/muc#roomconfig</value></field>` +
            `<field var="muc#roomconfig_${field}"><value>${value}</value></field></x>`;
          for (const content of [
            form("membersonly", "0"),
            form("passwordprotectedroom", "1"),
            form("roomsecret", "open"),
            form("persistentroom", "1"),
            form("roomname", "other"),
            form("whois", "anyone"),
            `<destroy jid="other@${XMPP.rooms}"/>`,
          ]) {
            for (const session of [host, guest]) {
              const id = `own-${Math.random()}`;
              const query = `<query xmlns="http://jabber.org/protocol/muc#owner">${content}</query>`;
              session.send(`<iq xmlns="jabber:client" type="set" id="${id}" to="${room.jid}">${query}</iq>`);
              assert.match(await session.take(`id="${id}"`), /type=.error./, content);
            }
          }
          assert.equal(await occupants(host, room), 3);
          assert.match(await refusal(await room.connect(room.token()), room, "stranger"), /registration-required/);
        });
      });

      describe("its waiting room", () => {
        it("is for guests until a moderator is there, let in outside or not", async () => {
          const room = await rooms.open();
          const admitted = await room.connect(room.token({ admitted: true }));
          assert.match(await refusal(admitted, room, "guest"), /registration-required/);
          await room.moderator("host");
          assert.match(await room.enter(admitted, "guest"), /affiliation=.member./);
          for (const claim of [{}, { admitted: "true" }, { admitted: 1 }, { admitted: false }]) {
            assert.match(await refusal(await room.connect(room.token(claim)), room, "other"), /registration-required/);
          }
        });

        it("is for a guest whose moderator has left, invited or not, and for whoever left", async () => {
          const room = await rooms.open();
          const host = await room.moderator("host");
          const guest = await room.connect(room.token());
          const invite = `<x xmlns="http://jabber.org/protocol/muc#user"><invite to="${guest.jid}"/></x>`;
          host.send(`<message xmlns="jabber:client" to="${room.jid}">${invite}</message>`);
          await guest.take("<invite");
          leave(host, room, "host");
          await host.take(`${room.jid}/host`, "unavailable");
          assert.match(await refusal(guest, room, "guest"), /registration-required/);

          await room.enter(host, "host");
          host.send(`<message xmlns="jabber:client" to="${room.jid}">${invite}</message>`);
          await guest.take("<invite");
          await room.enter(guest, "guest");
          leave(guest, room, "guest");
          await guest.take(`${room.jid}/guest`, "unavailable");
          assert.match(await refusal(guest, room, "guest"), /registration-required/);
        });

        it("is there again when a room was empty and opens anew", async () => {
          const room = await rooms.open();
          const host = await room.moderator("host");
          leave(host, room, "host");
          await host.take(`${room.jid}/host`, "unavailable");
          rooms.focus.send(`<presence type="unavailable" to="${room.jid}/focus"/>`);
          await rooms.focus.take(`${room.jid}/focus`, "unavailable");
          join(rooms.focus, `${room.jid}/focus`);
          await rooms.focus.take(`${room.jid}/focus`, 'code="201"');
          const guest = await room.connect(room.token());
          assert.match(await refusal(guest, room, "guest"), /registration-required/);
        });
      });

      describe("its end", () => {
        it("comes for guests whose moderator stays away, and not before", async () => {
          const room = await rooms.open();
          const host = await room.moderator("host");
          const guest = await room.guest("guest");
          leave(host, room, "host");
          assert.equal(await guest.absent(1000, "<destroy"), true);
          await room.enter(host, "host");
          assert.equal(await guest.absent(5500, "<destroy"), true);
          leave(host, room, "host");
          assert.equal(await guest.absent(2500, "<destroy"), true);
          assert.match(await guest.take(`${room.jid}/guest`, "<destroy"), /<reason>meeting-over: /);
        });

        it("comes for guests whose moderator's connection is lost", async () => {
          const room = await rooms.open();
          const host = await room.connect(room.token({ moderator: true }));
          await keepAfterLoss(host);
          await room.enter(host, "host");
          const guest = await room.guest("guest");
          host.close();
          await guest.take(`${room.jid}/guest`, "<destroy", "meeting-over: ");
        });

        it("comes for each when the time is over, and for the room with the last", async () => {
          const room = await rooms.open();
          const host = await room.connect(room.token({ moderator: true }, { exp: now() + 5, room_ends: now() + 7 }));
          await room.enter(host, "host");
          const guest = await room.connect(room.token({ admitted: true }, { exp: now() + 5 }));
          await room.enter(guest, "guest");
          assert.match(await guest.take(`${room.jid}/guest`, REMOVED), /<reason>time-over: /);
          assert.match(await host.take(`${room.jid}/host`, REMOVED), /<reason>time-over: /);
          await rooms.focus.take(`${room.jid}/focus`, "<destroy", "meeting-over: ");
        });
      });

      describe("a short token", () => {
        it("is for joining soon, and for staying until the room ends", async () => {
          const room = await rooms.open();
          const exp = now() + 5;
          const given = room.token({ moderator: true }, { exp, room_ends: now() + 600 });
          const host = await room.connect(given);
          const late = await room.connect(given);
          await room.enter(host, "host");
          await until(() => now() > exp);
          assert.match(await refusal(late, room, "late"), /token-expired: /);
          await assert.rejects(room.connect(given), NotAuthorized);
          assert.equal(await host.absent(2500, `${room.jid}/host`, REMOVED), true);
          assert.equal(await occupants(host, room), 2);
        });

        it("takes up the own lost session, also late, and nobody else's", async () => {
          const room = await rooms.open();
          const ends = { exp: now() + 6, room_ends: now() + 600 };
          const given = room.token({ id: "host", moderator: true }, ends);
          const host = await room.connect(given);
          const id = await keepAfterLoss(host);
          await room.enter(host, "host");
          const watcher = await room.moderator("watcher");
          host.close();

          const stranger = room.token({ id: "stranger", moderator: true });
          await assert.rejects(resumeParticipant(rooms.url(stranger, `&previd=${id}`), XMPP.domain, id), NotAuthorized);
          await until(() => now() > ends.exp);
          await assert.rejects(resumeParticipant(rooms.url(given), XMPP.domain, id), NotAuthorized);
          // A late one is for that alone.
          const idle = await connectParticipant(rooms.url(given, `&previd=${id}`), XMPP.domain);
          idle.send(
            `<iq xmlns="jabber:client" type="get" id="late" to="${XMPP.domain}"><services xmlns="urn:xmpp:extdisco:2"/></iq>`,
          );
          await idle.take('id="late"', "forbidden");
          idle.close();

          const back = await resumeParticipant(rooms.url(given, `&previd=${id}`), XMPP.domain, id);
          say(back, room, "host", `${ENCRYPTS}<back/>`);
          await watcher.take(`from="${room.jid}/host"`, "<back");
          assert.equal(await occupants(back, room), 3);
          back.close();
        });

        const refused: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
          ["a room that ends before the token", { room_ends: now() + 60 }],
          ["a room without end", { room_ends: now() + TOKEN.longestLifeSeconds + 3600 }],
          ["an end that is no time", { room_ends: "later" }],
          ["an end between two seconds", { room_ends: now() + 900.5 }],
          ["a room that has ended", { iat: now() - 900, exp: now() - 600, room_ends: now() - 300 }],
        ];
        for (const [what, claims] of refused) {
          it(`is refused with ${what}`, async () => {
            await assert.rejects(connectParticipant(rooms.url(token(claims)), XMPP.domain), NotAuthorized);
          });
        }
      });

      describe("what nobody may ask", () => {
        const features = { recording: true, livestreaming: true, transcription: true, "outbound-call": true };
        const dial = (to: string): string =>
          `<dial xmlns="urn:xmpp:rayo:1" to="${to}" from="fromnumber"><header name="JvbRoomName" value="any"/></dial>`;
        const iq = (to: string, content: string): string =>
          `<iq xmlns="jabber:client" type="set" id="ask" to="${to}">${content}</iq>`;
        const message = (to: string, data: unknown): string =>
          `<message xmlns="jabber:client" type="groupchat" id="ask" to="${to}"><json-message xmlns="http://jitsi.org/jitmeet">${JSON.stringify(data)}</json-message></message>`;
        // As lib-jitsi-meet at 01daa07c sends them: modules/recording/JibriSession.ts, modules/xmpp/strophe.rayo.ts, modules/xmpp/Polls.ts.
        const jibri = (attributes: string): string =>
          `<jibri xmlns="http://jitsi.org/protocol/jibri" action="start" ${attributes}/>`;
        const asked: readonly (readonly [string, (room: Room) => string])[] = [
          ["recording", (room) => iq(`${room.jid}/focus`, jibri('recording_mode="file" app_data="{}"'))],
          ["recording, of the focus itself", () => iq(XMPP.focus, jibri('recording_mode="file"'))],
          ["streaming", (room) => iq(`${room.jid}/focus`, jibri('recording_mode="stream" streamid="key"'))],
          ["a telephone", (room) => iq(`${room.jid}/focus`, dial("+4930000000"))],
          ["a transcriber", (room) => iq(`${room.jid}/focus`, dial("jitsi_meet_transcribe"))],
          [
            "a transcriber, by presence",
            (room) =>
              `<presence xmlns="jabber:client" id="ask" to="${room.jid}/host">${ENCRYPTS}<jitsi_participant_requestingTranscription>true</jitsi_participant_requestingTranscription></presence>`,
          ],
          ["a poll", (room) => message(room.jid, { type: "new-poll", pollId: "1", question: "?", answers: ["a"] })],
          ["an answer to a poll", (room) => message(room.jid, { type: "answer-poll", pollId: "1", answers: [true] })],
          ["a poll of the component", () => message(`polls.${XMPP.domain}`, { command: "new-poll" })],
          ["the sharing of files", () => message(`filesharing.${XMPP.domain}`, { type: "add" })],
          ["other properties of the room", () => message(`metadata.${XMPP.domain}`, { key: "recording", data: {} })],
          ["a reserved name", (room) => iq(room.jid, `<query xmlns="jabber:iq:register"/>`)],
        ];
        for (const [what, stanza] of asked) {
          it(`${what}: neither a moderator nor a guest, whatever the token says`, async () => {
            const room = await rooms.open();
            const claims = { context: { user: { moderator: true }, features } };
            const host = await room.connect(room.token({}, claims));
            await room.enter(host, "host");
            const guest = await room.connect(room.token({}, { context: { user: { admitted: true }, features } }));
            await room.enter(guest, "guest");
            for (const session of [host, guest]) {
              session.send(stanza(room));
              await session.take('id="ask"', 'type="error"', "forbidden", "not-allowed: ");
            }
            assert.equal(await rooms.focus.absent(50, "ask"), true);
          });
        }

        it("and lets people write to each other", async () => {
          const room = await rooms.open();
          const host = await room.moderator("host");
          const guest = await room.guest("guest");
          guest.send(
            `<message xmlns="jabber:client" type="groupchat" to="${room.jid}"><body>Good day</body></message>`,
          );
          await host.take("Good day");
          guest.send(message(room.jid, { type: "harmless" }));
          await host.take("harmless");
        });
      });

      describe("attempts", () => {
        const failsFrom = async (address: string): Promise<string> => {
          const refused = await connectParticipant(rooms.url("bad"), XMPP.domain, address).then(
            () => undefined,
            (error: unknown) => error,
          );
          assert.ok(refused instanceof NotAuthorized);
          return refused.message;
        };

        it("that fail are counted by address, and good tokens let in all the same", async () => {
          for (let times = 0; times < 10; times += 1) assert.match(await failsFrom("198.51.100.7"), /signature/);
          const told = await failsFrom("198.51.100.7");
          assert.match(told, /too-many-attempts: /);
          assert.doesNotMatch(told, /signature/);
          assert.match(await failsFrom("::ffff:198.51.100.7"), /too-many-attempts: /);
          assert.match(await failsFrom("198.51.100.8"), /signature/);
          (await connectParticipant(rooms.url(token()), XMPP.domain, "198.51.100.7")).close();
        });

        it("are counted by network in IPv6", async () => {
          for (let times = 0; times < 10; times += 1) {
            assert.match(await failsFrom(`2001:db8:1:2::${times.toString(16)}`), /signature/);
          }
          assert.match(await failsFrom("2001:db8:1:2:ffff:ffff:ffff:ffff"), /too-many-attempts: /);
          assert.match(await failsFrom("2001:db8:1:3::1"), /signature/);
        });

        it("that succeed are counted by person, whatever the address", async () => {
          const given = (id: string): string => token({ context: { user: { id } } });
          for (let times = 0; times < 15; times += 1) {
            (await connectParticipant(rooms.url(given("busy")), XMPP.domain, `198.51.100.${times}`)).close();
          }
          await assert.rejects(
            connectParticipant(rooms.url(given("busy")), XMPP.domain, "198.51.100.99"),
            /temporary-auth-failure.*too-many-attempts: /,
          );
          (await connectParticipant(rooms.url(given("calm")), XMPP.domain)).close();
        });

        it("to join are counted by person, over all connections", async () => {
          const room = await rooms.open();
          await room.moderator("host");
          const given = room.token({ id: "one" });
          const sessions = [await room.connect(given), await room.connect(given)];
          for (let times = 0; times < 15; times += 1) {
            const session = sessions[times % 2];
            assert.ok(session !== undefined);
            assert.match(await refusal(session, room, `guest-${times}`), /registration-required/);
          }
          for (const session of sessions) {
            assert.match(await refusal(session, room, "guest"), /resource-constraint.*too-many-attempts: /);
          }
          // A number can be a guest's and a moderator's; the one has nothing of the other.
          const namesake = await room.connect(room.token({ id: "one", moderator: true }));
          await room.enter(namesake, "namesake");
        });
      });
    });
  }
});

/** Waits for a time to come. */
async function until(look: () => boolean): Promise<void> {
  while (!look()) await sleep(50);
}
