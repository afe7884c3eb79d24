import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../command.ts";
import { buildDeb } from "./deb.ts";

/** A package in place of one that the sandbox machine can't download: its names, users, paths and ports, and no more. */
export interface StandIn {
  readonly name: string;
  /** What it does and what it does not do, one sentence. */
  readonly does: string;
  readonly depends: readonly string[];
  readonly conffiles: readonly string[];
  /** Path on the machine to text; undefined where the tree `stand-ins/<name>/` holds the files. */
  readonly files?: Readonly<Record<string, string>>;
}

/**
 * The modules that jitsi-meet-prosody installs (jitsi/jitsi-meet resources/prosody-plugins, listing of 2026), less those
 * that Prosody 13 brings itself: a stand-in must not hide a real module.
 */
const JITSI_MODULES = [
  "auth_jitsi-anonymous",
  "auth_jitsi-shared-secret",
  "auth_token",
  "av_moderation",
  "av_moderation_component",
  "client_proxy",
  "conference_duration",
  "conference_duration_component",
  "end_conference",
  "features_identity",
  "filesharing_component",
  "filter_iq_jibri",
  "filter_iq_rayo",
  "filter_messages",
  "jiconop",
  "jitsi_permissions",
  "jitsi_session",
  "limits_exception",
  "muc_breakout_rooms",
  "muc_call",
  "muc_census",
  "muc_cleanup_backend_services",
  "muc_displayname",
  "muc_domain_mapper",
  "muc_end_meeting",
  "muc_filter_access",
  "muc_flip",
  "muc_hide_all",
  "muc_jigasi_invite",
  "muc_kick_jigasi",
  "muc_kick_participant",
  "muc_limit_messages",
  "muc_lobby_rooms",
  "muc_max_occupants",
  "muc_meeting_id",
  "muc_password_check",
  "muc_password_whitelist",
  "muc_rate_limit",
  "muc_resource_validate",
  "muc_size",
  "muc_system_chat_message",
  "muc_transcription_filter",
  "muc_visitors",
  "muc_wait_for_host",
  "persistent_lobby",
  "polls",
  "polls_component",
  "presence_identity",
  "rate_limit",
  "reservations",
  "room_destroy",
  "room_metadata",
  "room_metadata_component",
  "roster_command",
  "s2s_whitelist",
  "speakerstats",
  "speakerstats_component",
  "token_affiliation",
  "token_verification",
] as const;

export const STAND_INS: readonly StandIn[] = [
  {
    name: "jitsi-meet-web",
    does: "serves a page with the real one's includes and paths that says it is a stand-in; it holds no video client, so nobody can join a conference with it",
    depends: [],
    conffiles: [],
  },
  {
    name: "jitsi-meet-prosody",
    does: "holds a module of each real one's name that loads and says so; lobby, permissions, limits and the other behaviour of those modules are absent",
    depends: ["prosody"],
    conffiles: [],
    files: Object.fromEntries(
      JITSI_MODULES.map((module) => [`/usr/share/jitsi-meet/prosody-plugins/mod_${module}.lua`, luaStandIn(module)]),
    ),
  },
  {
    name: "jicofo",
    does: "answers 127.0.0.1:8888/about/health under the real account and service name; it speaks no XMPP and starts no conference",
    depends: ["nodejs", "ruby-hocon", "jq"],
    conffiles: ["/etc/init.d/jicofo", "/etc/jitsi/jicofo/logging.properties"],
  },
  {
    name: "jitsi-videobridge2",
    does: "answers STUN binding requests on udp/10000, 127.0.0.1:8080/about/health and /metrics (no conference, ever) under the real account and unit; it speaks no XMPP and forwards no media",
    depends: ["nodejs", "ruby-hocon", "procps", "uuid-runtime"],
    conffiles: ["/etc/jitsi/videobridge/logging.properties"],
  },
  {
    name: "element-web",
    does: "serves a page that says it is a stand-in and shows the homeserver of config.json; it holds no messaging client",
    depends: [],
    conffiles: ["/etc/element-web/config.json"],
  },
];

const TREES = fileURLToPath(new URL("stand-ins/", import.meta.url));

/** Older than any release of the real project, so that apt always prefers the real one. */
const VERSION = "0~standin1";

/** Builds one stand-in from its tree in `stand-ins/` and its own files. */
export async function buildStandIn(standIn: StandIn, file: string): Promise<void> {
  const tree = await mkdtemp(join(tmpdir(), "stillroom-stand-in-"));
  try {
    await chmod(tree, 0o755);
    if (standIn.files === undefined) await run(["cp", "-rT", join(TREES, standIn.name), tree]);
    for (const [path, text] of Object.entries(standIn.files ?? {})) {
      await mkdir(dirname(join(tree, path)), { recursive: true });
      await writeFile(join(tree, path), text);
    }
    const control = {
      name: standIn.name,
      version: VERSION,
      architecture: "all",
      depends: standIn.depends,
      description: `STAND-IN for ${standIn.name}, not the real program\n It ${standIn.does}.`,
    } as const;
    await buildDeb(tree, control, standIn.conffiles, file);
  } finally {
    await rm(tree, { recursive: true, force: true });
  }
}

function luaStandIn(module: string): string {
  return `-- Stand-in for jitsi-meet-prosody's mod_${module}: it loads and says so, and does nothing else.
module:log("info", "This is a stand-in for mod_${module} of jitsi-meet-prosody; it does nothing.");
`;
}
