import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { configurationOf } from "../../policies/configuration.ts";
import { render } from "../../render/render.ts";
import { run } from "../../scripts/sandbox/command.ts";
import { prosody, XMPP } from "../../services/prosody.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { CANNOT_RUN_DEBIAN, debianWith, failureOf, freePort, type Debianland } from "./debian-programs.ts";
import {
  ENCRYPTS,
  join as joinAt,
  placedFiles,
  RELAY_SECRET,
  startProsody,
  token,
  type Change,
} from "./prosody-rooms.ts";
import { connectParticipant, connectService, NotAuthorized, type XmppSession } from "./xmpp-client.ts";

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

const moderator = (claims: Readonly<Record<string, unknown>> = {}): string =>
  token({ context: { user: { moderator: true } }, ...claims });

const ROOM = `blue-heron@${XMPP.rooms}`;
/** A short patience, so that the guard can be waited for. */
const SOONER: readonly Change[] = [["e2ee_seconds = 15", "e2ee_seconds = 1"]];

function join(session: XmppSession, nick: string, content = "", room = ROOM): void {
  joinAt(session, `${room}/${nick}`, content);
}

describe("Prosody behind nginx", () => {
  it("takes a participant's address from nginx, so that limits count people and not the proxy", () => {
    const { global } = configurationOf(render(CLINIC), "2026-01-15").prosody();
    assert.deepEqual(global["trusted_proxies"], ["127.0.0.1"]);
    const nginx = render(CLINIC).files.find((file) => file.path === "/etc/nginx/nginx.conf")?.text ?? "";
    const websocket = /location = \/xmpp-websocket \{[^}]*\}/.exec(nginx)?.[0] ?? "";
    assert.match(websocket, /proxy_set_header X-Forwarded-For \$remote_addr;/);
  });
});

for (const debian of [13, 12] as const) {
  describe(`Prosody of Debian ${debian} with our configuration and modules`, { skip: CANNOT_RUN_DEBIAN }, () => {
    let land: Debianland;
    let ports: { readonly c2s: number; readonly http: number };
    let focus: XmppSession;
    const sessions: XmppSession[] = [];

    const url = (given: string | undefined): string =>
      `ws://127.0.0.1:${ports.http}/xmpp-websocket?room=blue-heron${given === undefined ? "" : `&token=${given}`}`;
    const enter = async (given: string | undefined): Promise<XmppSession> => {
      const session = await connectParticipant(url(given), XMPP.domain);
      sessions.push(session);
      return session;
    };

    before(async () => {
      ports = { c2s: await freePort(), http: await freePort() };
      land = await debianWith(debian, placedFiles(ports, SOONER));
      await startProsody(land, ports.http);
      focus = await connectService(ports.c2s, XMPP.auth, "focus", "f".repeat(43));
      sessions.push(focus);
      join(focus, "focus");
      await focus.take('from="' + ROOM + '/focus"', "110");
    });

    after(async () => {
      for (const session of sessions) session.close();
      await land.stop();
    });

    const now = Math.floor(Date.now() / 1000);
    const refused: readonly (readonly [string, string | undefined])[] = [
      ["no token", undefined],
      ["an empty token", ""],
      ["a token of another key", token({}, undefined, "x".repeat(43))],
      ["a token that is not signed", `${part({ alg: "none", typ: "JWT" })}.${token().split(".")[1] ?? ""}.`],
      ["a token whose header says none", token({}, { alg: "none", typ: "JWT" })],
      ["a token whose header says RS256", token({}, { alg: "RS256", typ: "JWT" })],
      ["an expired token", token({ iat: now - 900, exp: now - 300 })],
      ["a token without an end", token({ exp: undefined })],
      ["a token that lives for a day", token({ exp: now + 86_400 })],
      ["a token from the future", token({ iat: now + 3600, exp: now + 4000 })],
      ["a token that is not valid yet", token({ nbf: now + 300 })],
      ["a token for every room", token({ room: "*" })],
      ["a token for a pattern of rooms", token({ room: "blue-*" })],
      ["a token without a room", token({ room: undefined })],
      ["a token of another issuer", token({ iss: "someone" })],
      ["a token for every audience", token({ aud: "*" })],
      ["a token for another domain", token({ sub: "*" })],
      ["claims that are no table", token().replace(/\..*\./, `.${part("x")}.`)],
    ];
    for (const [what, given] of refused) {
      it(`refuses ${what}`, async () => {
        await assert.rejects(enter(given), NotAuthorized);
      });
    }

    it("lets a good token into the room that it names, as a moderator where it says so", async () => {
      const host = await enter(moderator());
      join(host, "host", ENCRYPTS);
      assert.match(await host.take(`${ROOM}/host`, 'code="110"'), /role=.moderator./);
    });

    it("keeps a token out of any other room", async () => {
      const host = await enter(moderator({ room: "grey-owl" }));
      join(host, "stranger");
      await host.take('type="error"', "forbidden");
    });

    it("lets nobody but the focus open a room", async () => {
      const host = await enter(moderator({ room: "grey-owl" }));
      join(host, "host", ENCRYPTS, `grey-owl@${XMPP.rooms}`);
      await host.take('type="error"', "not-allowed");
    });

    it("lets a participant wait until a moderator invites, and makes no moderator of one", async () => {
      const guest = await enter(token());
      join(guest, "guest", ENCRYPTS);
      await guest.take('type="error"', "registration-required");

      const host = await enter(moderator());
      join(host, "opener", ENCRYPTS);
      await host.take(`${ROOM}/opener`, 'code="110"');
      const bare = guest.jid.split("/")[0] ?? "";
      const invite = `<x xmlns="http://jabber.org/protocol/muc#user"><invite to="${guest.jid}"/></x>`;
      host.send(`<message xmlns="jabber:client" to="${ROOM}">${invite}</message>`);
      await guest.take("<invite");
      join(guest, "guest", ENCRYPTS);
      assert.match(await guest.take(`${ROOM}/guest`, 'code="110"'), /role=.participant./);

      const grant = `<item affiliation="owner" jid="${bare}"/>`;
      host.send(
        `<iq xmlns="jabber:client" type="set" id="grant" to="${ROOM}"><query xmlns="http://jabber.org/protocol/muc#admin">${grant}</query></iq>`,
      );
      await host.take('id="grant"', 'type="error"', "not-allowed");
    });

    it("leaves the waiting room on when a moderator wants it off", async () => {
      const host = await enter(moderator());
      join(host, "careless", ENCRYPTS);
      await host.take(`${ROOM}/careless`, 'code="110"');
      const form =
        `<x xmlns="jabber:x:data" type="submit">` +
        `<field var="FORM_TYPE"><value>http://jabber.org/protocol/muc#roomconfig</value></field>` +
        `<field var="muc#roomconfig_membersonly"><value>0</value></field></x>`;
      host.send(
        `<iq xmlns="jabber:client" type="set" id="off" to="${ROOM}"><query xmlns="http://jabber.org/protocol/muc#owner">${form}</query></iq>`,
      );
      await host.take('id="off"');
      const guest = await enter(token());
      join(guest, "early", ENCRYPTS);
      await guest.take('type="error"', "registration-required");
    });

    it("removes an occupant that never says that it encrypts, and keeps one that does", async () => {
      const silent = await enter(moderator());
      join(silent, "silent");
      await silent.take(`${ROOM}/silent`, 'code="110"');
      const open = await enter(moderator());
      join(open, "open", ENCRYPTS);
      await open.take(`${ROOM}/open`, 'code="110"');

      const removal = await silent.take(`${ROOM}/silent`, 'code="307"');
      assert.match(removal, /Encryption was not on\./);
      assert.equal(await open.absent(1500, `${ROOM}/open`, 'code="307"'), true);
    });

    it("removes an occupant that stops encrypting, and no presence in between buys time", async () => {
      const host = await enter(moderator());
      join(host, "fickle", ENCRYPTS);
      await host.take(`${ROOM}/fickle`, 'code="110"');
      const stopped = `<jitsi_participant_e2ee.enabled>false</jitsi_participant_e2ee.enabled>`;
      let removed = false;
      for (let said = 0; !removed; said += 1) {
        assert.ok(said < 100, "It speaks again and again, and stays.");
        host.send(`<presence xmlns="jabber:client" to="${ROOM}/fickle">${stopped}</presence>`);
        removed = !(await host.absent(400, `${ROOM}/fickle`, 'code="307"'));
      }
    });

    it("lets an occupant in time", async () => {
      const host = await enter(moderator());
      join(host, "slow");
      await host.take(`${ROOM}/slow`, 'code="110"');
      host.send(`<presence xmlns="jabber:client" to="${ROOM}/slow">${ENCRYPTS}</presence>`);
      assert.equal(await host.absent(1500, `${ROOM}/slow`, 'code="307"'), true);
    });

    it("never removes the focus", async () => {
      assert.equal(await focus.absent(100, `${ROOM}/focus`, 'code="307"'), true);
    });

    const requests: readonly (readonly [string, string, string])[] = [
      [
        "to record",
        XMPP.focus,
        `<jibri xmlns="http://jitsi.org/protocol/jibri" action="start" recording_mode="file"/>`,
      ],
      ["to call a telephone", XMPP.focus, `<dial xmlns="urn:xmpp:rayo:1" to="+1" from="x"/>`],
      [
        "the focus for another room",
        XMPP.focus,
        `<conference xmlns="http://jitsi.org/protocol/focus" room="grey-owl@${XMPP.rooms}"/>`,
      ],
      ["the bridges' room", XMPP.brewery, `<query xmlns="http://jabber.org/protocol/disco#info"/>`],
      ["another account", XMPP.focusJid, `<query xmlns="http://jabber.org/protocol/disco#info"/>`],
    ];
    for (const [what, to, request] of requests) {
      it(`does not let a moderator ask ${what}`, async () => {
        const host = await enter(moderator());
        host.send(`<iq xmlns="jabber:client" type="set" id="ask" to="${to}">${request}</iq>`);
        await host.take('id="ask"', 'type="error"', "forbidden");
      });
    }

    it("hands out TURN credentials that end within an hour", async () => {
      const guest = await enter(token());
      guest.send(
        `<iq xmlns="jabber:client" type="get" id="turn" to="${XMPP.domain}"><services xmlns="urn:xmpp:extdisco:2"/></iq>`,
      );
      const services = (await guest.take('id="turn"')).replaceAll("'", '"');
      const username = /username="([^"]+)"/.exec(services)?.[1] ?? "";
      const password = /password="([^"]+)"/.exec(services)?.[1];
      assert.equal(password, createHmac("sha1", RELAY_SECRET).update(username).digest("base64"));
      assert.ok(Number(username) <= Date.now() / 1000 + 3601);
    });

    it("offers the services' accounts no login over the WebSocket, and none by a wrong password", async () => {
      await assert.rejects(connectParticipant(url(token()), XMPP.auth), NotAuthorized);
      await assert.rejects(connectService(ports.c2s, XMPP.auth, "focus", "wrong"), NotAuthorized);
    });

    it("shows the focus to its proxy, without any registered account", async () => {
      focus.send(`<iq xmlns="jabber:client" type="get" id="roster"><query xmlns="jabber:iq:roster"/></iq>`);
      const roster = (await focus.take("jabber:iq:roster")).replaceAll("'", '"');
      assert.match(roster, new RegExp(`jid="${XMPP.focus}"`));
      assert.match(roster, /subscription="from"/);
    });

    it("accepts the links that video-link makes, one for a host and one for a guest", async () => {
      const script = placedFiles(ports, SOONER).find((file) => file.path.endsWith("/video-link"))?.text ?? "";
      const printed = await run(["node", "--input-type=commonjs", "-", "30"], { input: script });
      const links = [...printed.matchAll(/https:\/\/meet\.quiet-harbour\.example\/([0-9a-f]{32})#jwt=%22([^%]+)%22/g)];
      assert.equal(links.length, 2);
      const [host, guest] = await Promise.all(links.map((link) => enter(link[2])));
      assert.ok(host !== undefined && guest !== undefined);
      const room = `${links[0]?.[1] ?? ""}@${XMPP.rooms}`;
      join(focus, "focus", "", room);
      await focus.take(`${room}/focus`, "110");
      join(host, "host", ENCRYPTS, room);
      assert.match(await host.take(`${room}/host`, 'code="110"'), /role=.moderator./);
      join(guest, "guest", ENCRYPTS, room);
      await guest.take('type="error"', "registration-required");
      await assert.rejects(
        run(["node", "--input-type=commonjs", "-", "9999"], { input: script }),
        /no number of minutes/,
      );
    });

    it("lets nobody in while a module that guards the rooms is missing", async () => {
      const other = { c2s: await freePort(), http: await freePort() };
      const broken = placedFiles(other, SOONER).map((file) =>
        file.path.endsWith("mod_muc_e2ee_guard.lua") ? { ...file, text: "error('broken')\n" } : file,
      );
      const unguarded = await debianWith(debian, broken);
      try {
        await startProsody(unguarded, other.http);
        const to = `ws://127.0.0.1:${other.http}/xmpp-websocket?token=${token()}`;
        await assert.rejects(connectParticipant(to, XMPP.domain), NotAuthorized);
      } finally {
        await unguarded.stop();
      }
    });

    it("passes Prosody's own check, and a broken file doesn't", async () => {
      const argv = prosody.declare(CLINIC, []).validators?.[0]?.argv ?? [];
      await land.run(argv);
      const broken = await debianWith(debian, [{ path: "/etc/prosody/prosody.cfg.lua", text: "VirtualHost (\n" }]);
      try {
        await failureOf(broken.run(argv));
      } finally {
        await broken.stop();
      }
    });
  });
}
