import assert from "node:assert/strict";
import { createHmac, randomUUID } from "node:crypto";
import { renderFile } from "../../render/render.ts";
import type { Debian } from "../../scripts/sandbox/image.ts";
import { prosody, TOKEN, XMPP } from "../../services/prosody.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { debianWith, freePort, until, type Debianland, type PlacedFile } from "./debian-programs.ts";
import { connectParticipant, connectService, type XmppSession } from "./xmpp-client.ts";

export const KEY = "k".repeat(43);
/** Signs orders of the desk. */
export const ORDERS_KEY = "o".repeat(43);
/** What the relay's credentials are made with. */
export const RELAY_SECRET = "t".repeat(43);
const SECRETS: Readonly<Record<string, string>> = {
  video_token_key: KEY,
  room_orders_key: ORDERS_KEY,
  turn_secret: RELAY_SECRET,
  focus_password: "f".repeat(43),
  bridge_password: "b".repeat(43),
};

/** A text that has to be in some file of ours, and what stands there in a test: shorter times, smaller numbers. */
export type Change = readonly [text: string, instead: string];

export interface Ports {
  readonly c2s: number;
  readonly http: number;
}

/** Files as the machine gets them, with test ports. */
export function placedFiles(ports: Ports, changes: readonly Change[]): readonly PlacedFile[] {
  const all: readonly Change[] = [
    ["c2s_ports = { 5222 }", `c2s_ports = { ${ports.c2s} }`],
    ["http_ports = { 5280 }", `http_ports = { ${ports.http} }`],
    ...changes,
  ];
  const files = prosody.declare(CLINIC, []).files.map((file) => {
    const born = (_: string, secret: string): string => SECRETS[secret] ?? "";
    return { path: file.path, text: renderFile(prosody, file).text.replaceAll(/@@secret:([a-z_]+)@@/g, born) };
  });
  for (const [text] of all)
    assert.ok(
      files.some((file) => file.text.includes(text)),
      `There is no ${text} any more.`,
    );
  return files.map((file) => ({
    ...file,
    text: all.reduce((before, [text, instead]) => before.replaceAll(text, instead), file.text),
  }));
}

/** As Debian's prosody.service does it: RuntimeDirectory=prosody, User=prosody. Gives the process's id. */
export async function startProsody(land: Debianland, http: number): Promise<number> {
  const asProsody = "setpriv --reuid=prosody --regid=prosody --clear-groups prosody -F";
  const { pid } = land.start(["sh", "-c", `install -d -o prosody -g prosody /run/prosody && exec ${asProsody}`]);
  await until("Prosody", () =>
    fetch(`http://127.0.0.1:${http}/xmpp-websocket`).then(
      (answer) => answer.ok,
      () => false,
    ),
  );
  if (pid === undefined) throw new Error("Prosody has no process.");
  return pid;
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token as the practice's own page makes it; a new one each time. Without a user, each is a person of its own. */
export function token(
  claims: Readonly<Record<string, unknown>> = {},
  header: unknown = { alg: "HS256", typ: "JWT" },
  key = KEY,
): string {
  const now = Math.floor(Date.now() / 1000);
  const body = {
    iss: TOKEN.issuer,
    aud: TOKEN.audience,
    sub: XMPP.domain,
    jti: randomUUID(),
    room: "blue-heron",
    iat: now,
    exp: now + 600,
    ...claims,
  };
  const signed = `${part(header)}.${part(body)}`;
  return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
}

export const ENCRYPTS = `<jitsi_participant_e2ee.enabled>true</jitsi_participant_e2ee.enabled>`;
export const ENCRYPTS_NOT = `<jitsi_participant_e2ee.enabled>false</jitsi_participant_e2ee.enabled>`;

/** Goes into a room, given as its address with the nick. */
export function join(session: XmppSession, place: string, content = ""): void {
  session.send(
    `<presence xmlns="jabber:client" to="${place}"><x xmlns="http://jabber.org/protocol/muc"/>${content}</presence>`,
  );
}

/** A room of its own for a test, opened by the focus. */
export interface Room {
  readonly name: string;
  /** Address without a nick. */
  readonly jid: string;
  readonly token: (user?: Readonly<Record<string, unknown>>, claims?: Readonly<Record<string, unknown>>) => string;
  /** A session with such a token, not yet in the room. */
  readonly connect: (given: string) => Promise<XmppSession>;
  /** Goes in, saying that it encrypts, and gives the presence with which the room greets. */
  readonly enter: (session: XmppSession, nick: string, content?: string) => Promise<string>;
  /** A moderator who is in. */
  readonly moderator: (nick: string) => Promise<XmppSession>;
  /** A guest who is in, let in outside. */
  readonly guest: (nick: string) => Promise<XmppSession>;
}

/** Prosody with our configuration, with the focus logged in. */
export interface Rooms {
  readonly land: Debianland;
  readonly pid: number;
  readonly ports: Ports;
  readonly focus: XmppSession;
  readonly url: (given: string | undefined, query?: string) => string;
  readonly open: () => Promise<Room>;
  readonly stop: () => Promise<void>;
}

export async function roomsOn(debian: Debian, changes: readonly Change[]): Promise<Rooms> {
  const ports = { c2s: await freePort(), http: await freePort() };
  const land = await debianWith(debian, placedFiles(ports, changes));
  const sessions: XmppSession[] = [];
  const kept = (session: XmppSession): XmppSession => {
    sessions.push(session);
    return session;
  };
  const pid = await startProsody(land, ports.http);
  const focus = kept(await connectService(ports.c2s, XMPP.auth, "focus", "f".repeat(43)));
  const url = (given: string | undefined, query = ""): string =>
    `ws://127.0.0.1:${ports.http}/xmpp-websocket?room=any${query}${given === undefined ? "" : `&token=${given}`}`;

  const open = async (): Promise<Room> => {
    const name = randomUUID();
    const jid = `${name}@${XMPP.rooms}`;
    join(focus, `${jid}/focus`);
    await focus.take(`${jid}/focus`, 'code="110"');
    const room: Room = {
      name,
      jid,
      token: (user = {}, claims = {}) => token({ room: name, context: { user }, ...claims }),
      connect: async (given) => kept(await connectParticipant(url(given), XMPP.domain)),
      enter: async (session, nick, content = ENCRYPTS) => {
        join(session, `${jid}/${nick}`, content);
        return session.take(`from="${jid}/${nick}"`, 'code="110"');
      },
      moderator: async (nick) => {
        const session = await room.connect(room.token({ moderator: true }));
        assert.match(await room.enter(session, nick), /role=.moderator./);
        return session;
      },
      guest: async (nick) => {
        const session = await room.connect(room.token({ admitted: true }));
        assert.match(await room.enter(session, nick), /role=.participant./);
        return session;
      },
    };
    return room;
  };
  return {
    land,
    pid,
    ports,
    focus,
    url,
    open,
    stop: async () => {
      for (const session of sessions) session.close();
      await land.stop();
    },
  };
}
