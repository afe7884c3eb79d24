import { appended, replaced, withFileOf, withText } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import type { Release } from "../../../render/release.ts";
import { XMPP } from "../../../services/prosody.ts";
import { brought } from "../brought.ts";
import type { GoodTree } from "../tree.ts";

function written(edit: (text: string) => string): (release: Release) => Release {
  return (release) => withText(release, ENTRY.prosody, edit);
}

function prosody(lines: string): (release: Release) => Release {
  return (release) => appended(release, ENTRY.prosody, lines);
}

function prosodyWith(from: string | RegExp, to: string): (release: Release) => Release {
  return (release) => replaced(release, ENTRY.prosody, from, to);
}

/** Prosody's configuration in two files, both of the service. */
function included(text: string): (release: Release) => Release {
  return (release) => {
    const path = "/etc/prosody/rooms.cfg.lua";
    const more = brought(appended(release, ENTRY.prosody, 'Include "rooms.cfg.lua"'), "prosody", path, text);
    return withFileOf(more, path, (file) => ({ ...file, mode: "0640", group: "prosody" }));
  };
}

/** Prosody's configuration written in other ways, with the same meaning or a harmless one. */
export const TREES: readonly GoodTree[] = [
  { how: "Prosody's file has the line ends of Windows", apply: written((text) => text.replaceAll("\n", "\r\n")) },
  { how: "Prosody's file has no comment left", apply: written((text) => text.replaceAll(/\s*-- .*$/gm, "")) },
  { how: "Prosody's lists are separated by commas", apply: written((text) => text.replaceAll(/";$/gm, '",')) },
  { how: "Prosody's texts stand in single quotes", apply: written((text) => text.replaceAll(/"([\w./-]+)"/g, "'$1'")) },
  {
    how: "Prosody's hosts are called as functions",
    apply: written((text) => text.replaceAll(/^(VirtualHost|Component) ("[^"]*")$/gm, "$1($2)")),
  },
  {
    how: "Prosody's hosts have their older names",
    apply: written((text) => text.replaceAll(/^VirtualHost /gm, "Host ").replaceAll(/^Component /gm, "component ")),
  },
  {
    how: "Prosody's main host is written in capitals",
    apply: prosodyWith(`VirtualHost "${XMPP.domain}"`, 'VirtualHost "MEET.internal"'),
  },
  {
    how: "a long comment of Prosody speaks of what is off",
    apply: prosody('--[==[\nmodules_enabled = { "muc_mam" }\n]==]'),
  },
  {
    how: "an option of Prosody is written down again",
    apply: prosody(`VirtualHost "${XMPP.domain}"\n\ttoken_longest_life = 3600`),
  },
  {
    how: "options of rooms stand in a table",
    apply: prosody(`Component "${XMPP.rooms}" "muc" { e2ee_seconds = 10; muc_max_occupants = 2 }`),
  },
  {
    how: "options of rooms stand in a file of their own",
    apply: included(`Component "${XMPP.rooms}" "muc"\n\te2ee_seconds = 12\n`),
  },
  {
    how: "a text of Prosody is spelt with escapes",
    apply: prosodyWith('storage = "memory"', 'storage = "mem\\111\\x72y"'),
  },
  {
    how: "a text of Prosody stands in long brackets",
    apply: prosodyWith('storage = "memory"', "storage = [[memory]]"),
  },
  { how: "sessions end sooner when nobody logs in", apply: prosodyWith("c2s_timeout = 30", "c2s_timeout = 10") },
  { how: "a session may send less", apply: prosodyWith('rate = "10kb/s"', 'rate = "8 kb/s"') },
  { how: "a module less is loaded", apply: prosodyWith('"ping";', "") },
  {
    how: "a permission more is taken away",
    apply: prosodyWith('["send-groupchat"] = true;', '["send-groupchat"] = false;'),
  },
  {
    how: "moderators may make polls and mirror a picture",
    apply: prosodyWith(/\["create-polls"\] = false;\n\tflip = false;|flip = false;/, "flip = true;"),
  },
  { how: "moderators may make polls", apply: prosodyWith('["create-polls"] = false;', '["create-polls"] = true;') },
  {
    how: "rooms are for one alone, and for as long as the guard may wait",
    apply: prosody(`Component "${XMPP.rooms}" "muc" { e2ee_seconds = 15; muc_max_occupants = 1 }`),
  },
  {
    how: "rooms hold as many as Jitsi encrypts for",
    apply: prosody(
      `Component "${XMPP.rooms}" "muc" { muc_max_occupants = 19 }\nComponent "${XMPP.lobby}" "muc" { muc_max_occupants = 19 }`,
    ),
  },
  { how: "one alone may wait", apply: prosody(`Component "${XMPP.lobby}" "muc" { muc_max_occupants = 1 }`) },
  {
    how: "a session may send as much as is allowed",
    apply: prosodyWith('{ rate = "10kb/s"; burst = "20s" }', '{ rate = "100kb/s"; burst = "60s" }'),
  },
  { how: "a session may send little, counted in bytes", apply: prosodyWith('rate = "10kb/s"', 'rate = "9000b/s"') },
  {
    how: "the relay's credentials are good for a day, and are made as its kind says",
    apply: written((text) =>
      text
        .replace("external_service_ttl = 3600", "external_service_ttl = 86400")
        .replaceAll('; ttl = 3600; algorithm = "turn" };', " };"),
    ),
  },
  {
    how: "the proxy is believed over both families",
    apply: prosodyWith('trusted_proxies = { "127.0.0.1" }', 'trusted_proxies = { "127.0.0.1", "::1" }'),
  },
  {
    how: "nobody is exempt from limits, and no administrator is named",
    apply: written((text) => text.replace(/^unlimited_jids = .*$/m, "unlimited_jids = {}")),
  },
  {
    how: "the older option for other pages is off",
    apply: prosody(`VirtualHost "${XMPP.domain}"\n\tcross_domain_websocket = false`),
  },
  {
    how: "one host says again where rooms are",
    apply: prosody(`Component "${XMPP.rooms}" "muc"\n\tmuc_mapper_domain_base = "${XMPP.domain}"`),
  },
  {
    how: "a unit's comment speaks of recorders",
    apply: (release) =>
      appended(release, "/etc/systemd/system/coturn.service.d/stillroom.conf", "# no ffmpeg, no jibri"),
  },
];
