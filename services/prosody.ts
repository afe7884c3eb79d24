import { CONFERENCES } from "./conferences.ts";
import type { FileDeclaration, Service } from "./service.ts";

/**
 * Domains of the XMPP side. They need not equal any public name (jitsi's docker images use `meet.jitsi` inside), so they
 * are the same on every machine and tell nothing; `.internal` is reserved for private use (ICANN resolution 2024.07.29.06).
 * The shape `auth.`, `internal.auth.`, `focus.`, `conference.`, `lobby.` under one domain is the one that Jitsi's Debian
 * packages expect (jitsi-meet doc/debian/jitsi-meet-prosody/prosody.cfg.lua-jvb.example, jicofo debian/postinst).
 */
export const XMPP = {
  domain: "meet.internal",
  rooms: "conference.meet.internal",
  lobby: "lobby.meet.internal",
  auth: "auth.meet.internal",
  internal: "internal.auth.meet.internal",
  focus: "focus.meet.internal",
  endConference: "endconference.meet.internal",
  moderation: "avmoderation.meet.internal",
  focusJid: "focus@auth.meet.internal",
  bridgeJid: "jvb@auth.meet.internal",
  brewery: "jvbbrewery@internal.auth.meet.internal",
} as const;

/**
 * The one form of token that Prosody accepts: HS256 with `sub` = {@link XMPP.domain}, `room` an exact name, `iat` and `exp`. May hold
 * `room_ends`, until when somebody who has joined may stay, `revocable`, that the desk may take it back, and in `context.user` the
 * texts `id` and `name` and the truths `moderator` and `admitted` (docs/sessions.md, "In the room").
 */
export const TOKEN = {
  secret: "video_token_key",
  issuer: "rooms",
  audience: "video",
  /** Longest time from `iat` to `exp` and to `room_ends`: one meeting with room to reconnect. */
  longestLifeSeconds: 4 * 60 * 60,
} as const;

/**
 * Orders of the desk, that tokens are no good any more: signed with a key of their own, which can open nothing, and sent to
 * {@link WEB_PORT} from the machine itself (docs/sessions.md, "Orders").
 */
export const ROOM_ORDERS = { secret: "room_orders_key" } as const;

/**
 * The question of Jitsi's packages for the host name, answered with our inside domain. Their scripts run prosodyctl for
 * it at each upgrade, and with the default `localhost`, which Debian's prosody.cfg.lua already has, jitsi-meet-prosody's
 * script edits a file that it did not write and fails (jitsi-meet debian/jitsi-meet-prosody.postinst at 01d1379f;
 * jitsi-videobridge debian/templates and jicofo debian/postinst ask the same question).
 */
export const JITSI_HOST = {
  question: "jitsi-videobridge/jvb-hostname",
  type: "string",
  value: XMPP.domain,
} as const;

const MODULES = "/usr/local/lib/stillroom/prosody";
const CONFIGURATION = "/etc/prosody/prosody.cfg.lua";
const UNIT = "/etc/systemd/system/prosody.service.d/stillroom.conf";

/** For the administrator: prints a link for a host and one for a guest. */
const LINK = "/usr/local/lib/stillroom/video-link";

/** Ours, loaded before Jitsi's from the package; each says in its head why it exists. */
const OUR_MODULES = [
  "attempts.lib",
  "participants.lib",
  "mod_auth_room_token",
  "mod_auth_service_accounts",
  "mod_muc_e2ee_guard",
  "mod_muc_meeting_end",
  "mod_muc_occupant_limit",
  "mod_muc_room_token",
  "mod_room_orders",
  "mod_room_token_limits",
].map((name): FileDeclaration => ({ path: `${MODULES}/${name}.lua`, format: "lua" }));

/** Where nginx hands on the lines that browsers hold (templates/prosody, http_ports). */
export const WEB_PORT = 5280;

/** Prosody: signalling of video rooms. Participants enter by token through nginx; everything listens on loopback. */
export const prosody: Service = {
  name: "prosody",
  wanted: () => true,
  declare: (clinic) => ({
    packages: [
      { name: "prosody", repository: "debian" },
      // mod_muc_meeting_id and others of Jitsi's modules load cjson.
      { name: "lua-cjson", repository: "debian" },
      { name: "jitsi-meet-prosody", repository: "jitsi", answers: [JITSI_HOST] },
    ],
    secrets: [
      { name: TOKEN.secret, kind: "token" },
      { name: ROOM_ORDERS.secret, kind: "token" },
      { name: "focus_password", kind: "token" },
      { name: "bridge_password", kind: "token" },
    ],
    files: [
      {
        path: CONFIGURATION,
        format: "lua",
        mode: "0640",
        group: "prosody",
        data: {
          admins: [XMPP.focusJid],
          serviceJids: [XMPP.focusJid, XMPP.bridgeJid],
          domain: XMPP.domain,
          roomDomain: XMPP.rooms,
          lobbyDomain: XMPP.lobby,
          authDomain: XMPP.auth,
          internalDomain: XMPP.internal,
          focusDomain: XMPP.focus,
          focusJid: XMPP.focusJid,
          endConferenceDomain: XMPP.endConference,
          moderationDomain: XMPP.moderation,
          roomDomains: [XMPP.rooms, XMPP.lobby],
          serviceDomains: [XMPP.focus, XMPP.endConference, XMPP.moderation],
          relay: clinic.names.relay,
          token: { ...TOKEN },
          maxOccupants: clinic.video.maxOccupants,
        },
      },
      { path: UNIT, format: "systemd" },
      ...OUR_MODULES,
      {
        path: LINK,
        format: "javascript",
        mode: "0700",
        data: { site: `https://${clinic.names.video}`, domain: XMPP.domain, token: { ...TOKEN } },
      },
    ],
    units: [
      // Rooms live in its memory alone.
      {
        name: "prosody.service",
        onChange: "restart",
        files: [CONFIGURATION, `${MODULES}/`, UNIT],
        waitFor: CONFERENCES,
      },
    ],
    validators: [{ name: "prosody configuration", argv: ["prosodyctl", "check", "config"] }],
    proofs: [
      { kind: "unit-active", unit: "prosody.service" },
      { kind: "listening", protocol: "tcp", address: "127.0.0.1", port: WEB_PORT },
      { kind: "xmpp", host: clinic.names.video, domain: XMPP.domain, token: TOKEN },
    ],
  }),
};
