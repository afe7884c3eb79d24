import type { Clinic } from "../../clinic/clinic.ts";
import { XMPP } from "../../services/prosody.ts";
import type { Release } from "../../render/release.ts";
import { appended, replaced, videoFile, withFile } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import { absent, equals, only, placeIn, unmet, type Demand } from "../demands.ts";
import {
  modulesOf,
  optionOf,
  placeOfModule,
  type ProsodyConfiguration,
  type ProsodyHost,
} from "../readers/prosody/prosody.ts";
import { at, isMap, shown, stringsOf, type Plain } from "../reading.ts";
import type { Breach, Rule } from "../rule.ts";

/** The second promise: there is nothing on the server that could record, and nothing that would be allowed to. */
export const recordingImpossible: Rule = {
  id: "recording-impossible",
  title: "Nothing on the server can record, stream, transcribe or dial out, and no client offers to.",
  severity: "promise",
  serves:
    'The promise "nothing on the server can record": § 201 StGB, and the consent of all parties, as CA, FL, IL, MD, MA, MT, NH, PA and WA ask for.',
  mend: "Take out what records, and put packages, accounts, modules, permissions and switches back as they are in the repository (`git diff services templates` shows what changed).",
  looksAt:
    "The packages, accounts and egress of the release, Prosody's modules and hosts, Jicofo's and the videobridge's settings, and what the video client offers.",
  check: (release, configuration) => [
    ...clientBreaches(configuration),
    ...prosodyBreaches(configuration),
    ...focusBreaches(configuration),
    ...bridgeBreaches(configuration),
    ...machineBreaches(release),
  ],
  breaks: [
    {
      how: "a line at the end of config.js lets the browser record after all",
      apply: (release) =>
        appended(release, videoFile(release, "config.js"), "config.localRecording = { disable: !config.p2p };"),
    },
    {
      how: "config.js turns recording on by its old name",
      apply: (release) =>
        appended(release, videoFile(release, "config.js"), "config.fileRecordingsServiceEnabled = true;"),
    },
    {
      how: "the toolbar gets its recording button back",
      apply: (release) =>
        appended(release, videoFile(release, "config.js"), 'config.toolbarButtons.push("record" + "ing");'),
    },
    {
      how: "moderators may record again, as Jitsi's default is",
      apply: (release) => replaced(release, ENTRY.prosody, /^\trecording = false;$/m, ""),
    },
    {
      how: "one host of Prosody overrides the permissions",
      apply: (release) =>
        appended(
          release,
          ENTRY.prosody,
          `VirtualHost "${XMPP.domain}"\n jitsi_default_permissions = { recording = true }`,
        ),
    },
    {
      how: "Prosody's rooms load a module that starts recorders",
      apply: (release) =>
        appended(release, ENTRY.prosody, `Component "${XMPP.rooms}" "muc"\n modules_enabled { "jibri_autostart" }`),
    },
    {
      how: "what is said in a room is archived",
      apply: (release) =>
        appended(release, ENTRY.prosody, `Component "${XMPP.rooms}" "muc"\n modules_enabled { "muc_mam" }`),
    },
    {
      how: "a hidden host lets a recorder log in",
      apply: (release) =>
        appended(release, ENTRY.prosody, 'VirtualHost "hidden.meet.internal"\n authentication = "internal_hashed"'),
    },
    {
      how: "Jicofo trusts a domain whose members stay invisible",
      apply: (release) => appended(release, ENTRY.jicofo, 'jicofo.xmpp.trusted-domains += "recorder.meet.internal"'),
    },
    {
      how: "Jicofo finds recorders, written so that the earlier map is kept",
      apply: (release) =>
        appended(release, ENTRY.jicofo, 'jicofo { jibri { brewery-jid = "x@internal.auth.meet.internal" } }'),
    },
    {
      how: "Jicofo has no list of trusted domains, so that the package's script would write one",
      apply: (release) => replaced(release, ENTRY.jicofo, "trusted-domains = []", ""),
    },
    {
      how: "the recorder's package is installed",
      apply: (release) => ({ ...release, packages: [...release.packages, { name: "jibri", repository: "jitsi" }] }),
    },
    {
      how: "a unit for a recorder of another name captures a screen",
      apply: (release) =>
        withFile(release, {
          path: "/etc/systemd/system/display.service",
          format: "systemd",
          text: "[Service]\nExecStart=/usr/bin/ffmpeg -f x11grab -i :0 /srv/out.mp4\n",
        }),
    },
    {
      how: "the videobridge's account may open connections",
      apply: (release) => ({
        ...release,
        egress: [
          ...release.egress,
          {
            account: "jvb",
            protocol: "tcp",
            ports: [443],
            to: { kind: "names", names: ["export.example"] },
            purpose: "export",
          },
        ],
      }),
    },
  ],
};

/**
 * Buttons that were looked up and found to record, stream, write down and send nothing (jitsi-meet
 * react/features/base/config/configType.ts at 006e8463, ToolbarButton). Any other is a finding, whatever it is called.
 */
const READ_BUTTONS: ReadonlySet<string> = new Set(
  [
    "camera chat desktop filmstrip fullscreen hangup microphone mute-everyone mute-video-everyone noisesuppression",
    "participants-pane raisehand reactions security select-background settings shareaudio shortcuts stats tileview",
    "toggle-camera videoquality",
  ].flatMap((names) => names.split(" ")),
);

/** Off, or not there at all: Jitsi takes whatever is true-like for true. */
function off(key: string, why: string): Demand {
  return only(key, false, why);
}

/**
 * jitsi-meet config.js@237e645e, old names included: a browser that still reads one must not find it on. The address can set most of
 * them for one visitor; our in-page guard takes that away, and Prosody allows none of it.
 */
const CLIENT: readonly Demand[] = [
  equals("localRecording.disable", true, "the browser would offer to record; Jitsi's default is to offer it."),
  off("recordingService.enabled", "the page would offer recording on a server."),
  off("recordingService.sharingEnabled", "the page would offer to share recordings."),
  ...["fileRecordingsEnabled", "fileRecordingsServiceEnabled", "fileRecordingsServiceSharingEnabled"].map((key) =>
    off(key, "it is an old name for recording on a server."),
  ),
  off("recordings.suggestRecording", "the page would ask people to record."),
  off("recordings.recordAudioAndVideo", "the page would offer to record sound and picture."),
  off("recordings.showRecordingLink", "the page would show where a recording is."),
  off("liveStreaming.enabled", "the page would offer to stream."),
  off("liveStreamingEnabled", "it is an old name for streaming."),
  off("transcription.enabled", "the page would offer to write down what is said."),
  off("transcribingEnabled", "it is an old name for transcription."),
  off("transcription.autoTranscribeOnRecord", "it starts transcription by itself."),
  off("transcription.autoCaptionOnRecord", "it starts transcription by itself."),
  off("autoCaptionOnRecord", "it starts transcription by itself."),
  off("transcription.inviteJigasiOnBackendTranscribing", "it invites a transcriber."),
  off("audioTranslation.enabled", "audio would go to a translator."),
  off("screenshotCapture.enabled", "it takes pictures of the screen."),
  off("iAmRecorder", "the page would take itself for a recorder."),
  off("iAmSipGateway", "the page would take itself for a telephone gateway."),
  absent("dropbox", "recordings would go to another company."),
  absent("hiddenDomain", "participants from it would be invisible."),
  ...["dialInNumbersUrl", "dialInConfCodeUrl", "dialOutAuthUrl", "dialOutCodesUrl", "dialOutRegionUrl"].map((key) =>
    absent(key, "it brings in telephones, which can't encrypt."),
  ),
];

function clientBreaches(configuration: Configuration): readonly Breach[] {
  const client = configuration.videoClient();
  const place = (...keys: readonly string[]) => placeIn(client, keys);
  const breaches = [...unmet(client.value, CLIENT, client)];
  const buttons = stringsOf(at(client.value, "toolbarButtons"));
  if (buttons === undefined) {
    breaches.push({
      ...place("toolbarButtons"),
      what: "toolbarButtons is no list of names, so Jitsi shows every button it has, recording among them.",
    });
  }
  for (const [index, button] of buttons?.entries() ?? []) {
    if (READ_BUTTONS.has(button)) continue;
    breaches.push({
      ...place("toolbarButtons", String(index)),
      what: `toolbarButtons offers ${button}, which records, streams, writes down or sends, or which nobody has looked up.`,
    });
  }
  return breaches;
}

/**
 * Modules that were read and found to keep nothing and to pass nothing on: Prosody 13.0's own (modules/), Jitsi's
 * (jitsi-meet resources/prosody-plugins/), ours (templates/prosody). Any other one is a finding, whatever it is called.
 */
const READ_MODULES: ReadonlySet<string> = new Set(
  [
    "presence message iq c2s s2s_auth_certs roster saslauth disco ping limits http websocket smacks external_services muc",
    "muc_hide_all muc_filter_access muc_meeting_id muc_resource_validate muc_lobby_rooms persistent_lobby",
    "features_identity limits_exception client_proxy end_conference av_moderation_component",
    "muc_room_token muc_e2ee_guard muc_occupant_limit muc_meeting_end room_token_limits room_orders",
  ].flatMap((names) => names.split(" ")),
);

/**
 * jitsi-meet resources/prosody-plugins/mod_jitsi_permissions.lua@1ecfa3a7: where nothing is said, each is true. A file that is
 * shared would stay on a server.
 */
const FORBIDDEN_PERMISSIONS = ["recording", "livestreaming", "transcription", "outbound-call", "file-upload"];
/** What moderators may do without anything being kept. */
const HARMLESS_PERMISSIONS: ReadonlySet<string> = new Set(["send-groupchat", "create-polls", "flip"]);

/** The hosts that a meeting needs (services/prosody.ts); a recorder or transcriber would need one more. */
const HOSTS: ReadonlySet<string> = new Set<string>([
  XMPP.domain,
  XMPP.rooms,
  XMPP.lobby,
  XMPP.auth,
  XMPP.internal,
  XMPP.focus,
  XMPP.endConference,
  XMPP.moderation,
]);
/** Accounts of the focus and the bridge; a recorder would need one more. */
const ACCOUNTS: ReadonlySet<string> = new Set(["focus", "jvb"]);

function prosodyBreaches(configuration: Configuration): readonly Breach[] {
  const prosody = configuration.prosody();
  return [
    ...permissionBreaches(prosody, undefined),
    ...[...prosody.hosts.values()].flatMap((host) => [
      ...hostBreaches(host, prosody),
      ...keepingBreaches(host, prosody),
      ...(Object.hasOwn(host.options, "jitsi_default_permissions") ? permissionBreaches(prosody, host) : []),
    ]),
  ];
}

/** Who and what is on a host: a recorder is one more host, module or account. */
function hostBreaches(host: ProsodyHost, prosody: ProsodyConfiguration): readonly Breach[] {
  const breaches: Breach[] = [];
  if (!HOSTS.has(host.name)) {
    breaches.push({
      ...prosody.placeOf(host.name, []),
      what: `${host.name} is a host that no meeting needs: a recorder could log in there.`,
    });
  }
  for (const module of modulesOf(prosody, host)) {
    if (READ_MODULES.has(module)) continue;
    breaches.push({
      ...placeOfModule(prosody, host, module),
      what: `On ${host.name} the module ${module} is loaded, and nobody has read what it keeps or passes on.`,
    });
  }
  if (optionOf(prosody, host, "muc_lobby_whitelist") !== undefined) {
    breaches.push({
      ...prosody.placeOf(host.name, ["muc_lobby_whitelist"]),
      what: `On ${host.name} muc_lobby_whitelist lets members of other hosts, such as recorders, past the lobby.`,
    });
  }
  const accounts = optionOf(prosody, host, "service_passwords");
  for (const name of isMap(accounts) ? Object.keys(accounts) : []) {
    if (ACCOUNTS.has(name)) continue;
    breaches.push({
      ...prosody.placeOf(host.name, ["service_passwords", name]),
      what: `On ${host.name} there is an account for ${name}, which no meeting needs: a recorder could log in with it.`,
    });
  }
  return breaches;
}

/** Nothing that is said or written outlives the room (mod_muc of Prosody 13.0, history.lib.lua and persistent.lib.lua). */
function keepingBreaches(host: ProsodyHost, prosody: ProsodyConfiguration): readonly Breach[] {
  const breaches: Breach[] = [];
  const say = (option: string, what: string): void => {
    breaches.push({ ...prosody.placeOf(host.name, [option]), what: `On ${host.name} ${what}` });
  };
  const storage = optionOf(prosody, host, "storage");
  if (storage !== "memory") say("storage", `storage is ${shown(storage)}, so what is said could be kept on the disk.`);
  if (host.component !== "muc") return breaches;
  if (optionOf(prosody, host, "muc_room_allow_persistent") !== false)
    say("muc_room_allow_persistent", "muc_room_allow_persistent is not false, so rooms could outlive their meeting.");
  if (host.name === XMPP.internal) return breaches;
  const kept = optionOf(prosody, host, "max_history_messages");
  if (kept !== 0)
    say(
      "max_history_messages",
      `max_history_messages is ${shown(kept)}: what was written is kept for who comes later.`,
    );
  return breaches;
}

function permissionBreaches(prosody: ProsodyConfiguration, host: ProsodyHost | undefined): readonly Breach[] {
  const found: Plain | undefined = (host?.options ?? prosody.global)["jitsi_default_permissions"];
  const forbidden = FORBIDDEN_PERMISSIONS.filter((permission) => at(found, permission) !== false);
  const others = isMap(found) ? Object.keys(found) : [];
  const unread = others.filter(
    (permission) =>
      !FORBIDDEN_PERMISSIONS.includes(permission) &&
      !HARMLESS_PERMISSIONS.has(permission) &&
      at(found, permission) !== false,
  );
  return [
    ...[...forbidden, ...unread].map((permission) => ({
      ...prosody.placeOf(host?.name, ["jitsi_default_permissions", permission]),
      what: `For ${host?.name ?? "every host"} jitsi_default_permissions["${permission}"] is ${shown(at(found, permission))}, not false: moderators may do it.`,
    })),
    ...(host === undefined ? mapperBreaches(prosody) : []),
  ];
}

/** Without these two mod_jitsi_permissions can't find the rooms and switches itself off, and then everything is allowed. */
function mapperBreaches(prosody: ProsodyConfiguration): readonly Breach[] {
  const [prefix = "", ...base] = XMPP.rooms.split(".");
  const expected = { muc_mapper_domain_base: base.join("."), muc_mapper_domain_prefix: prefix };
  return Object.entries(expected).flatMap(([option, value]) =>
    [undefined, ...prosody.hosts.values()].flatMap((host): readonly Breach[] => {
      const found = host === undefined ? prosody.global[option] : optionOf(prosody, host, option);
      if (found === value || (host !== undefined && !Object.hasOwn(host.options, option))) return [];
      return [
        {
          ...prosody.placeOf(host?.name, [option]),
          what: `${option} is ${shown(found)}, not ${shown(value)}: mod_jitsi_permissions would find no room to watch over.`,
        },
      ];
    }),
  );
}

/** jicofo jicofo-selector/, jicofo/ and jicofo-common/ reference.conf at 7ebb13dc; debian/postinst sets `recorder.…` where nothing is said. */
const FOCUS: readonly Demand[] = [
  equals("jicofo.xmpp.trusted-domains", [], "members of such a domain join unseen, as recorders do."),
  only(
    "jicofo.conference.enable-moderator-checks",
    true,
    "anybody in a room could ask for a recording or a telephone.",
  ),
  absent("jicofo.jibri.brewery-jid", "recorders would be found there."),
  absent("jicofo.jibri-sip.brewery-jid", "recorders would be found there."),
  absent("jicofo.jigasi.brewery-jid", "telephones and transcribers would be found there."),
  absent("jicofo.transcription.url-template", "what is said would be sent there."),
  absent("jicofo.translation.url-template", "what is said would be sent there."),
  equals("jicofo.rest.host", "127.0.0.1", "whoever reaches it reads the rooms' names."),
  off("jicofo.visitors.enabled", "visitors would be served by other machines."),
  off("jicofo.octo.enabled", "media would go to other machines."),
];

function focusBreaches(configuration: Configuration): readonly Breach[] {
  const { value, lines } = configuration.jicofo();
  return unmet(value, FOCUS, { path: ENTRY.jicofo, lineOf: (keys) => lines.get(keys.join(".")) });
}

/** jitsi-videobridge jvb/src/main/resources/reference.conf at a29d97d1; the exporter is told of in Jitsi's handbook, transcription. */
const BRIDGE: readonly Demand[] = [
  absent("videobridge.exporter", "audio would be sent to another program."),
  equals("videobridge.http-servers.private.host", "127.0.0.1", "whoever reaches it reads the rooms' names."),
  off("videobridge.apis.rest.enabled", "a program could join a conference by HTTP."),
  off("videobridge.relay.enabled", "media would go to other machines."),
  off("videobridge.websockets.enabled", "there would be a second way in."),
];

function bridgeBreaches(configuration: Configuration): readonly Breach[] {
  const { value, lines } = configuration.videobridge();
  return unmet(value, BRIDGE, { path: ENTRY.videobridge, lineOf: (keys) => lines.get(keys.join(".")) });
}

/** Every package that a machine of ours has; each was looked at, and none records. */
const PACKAGES: ReadonlySet<string> = new Set(
  [
    "apparmor jitsi-meet-web jitsi-meet-prosody jicofo jitsi-videobridge2 prosody lua-cjson ruby-hocon nodejs nginx coturn",
    "matrix-synapse-py3 element-web postgresql certbot ca-certificates openssl ssl-cert openssh-server sudo auditd",
    "chrony cryptsetup-bin fail2ban iptables nftables python3-systemd libnss-resolve systemd-resolved",
    "unattended-upgrades wireguard-go wireguard-tools dnsmasq-base",
  ].flatMap((names) => names.split(" ")),
);
/** Accounts of the release beside those of packages and administrators. */
const MACHINE_ACCOUNTS: ReadonlySet<string> = new Set(["certificates", "desk"]);
/** Units that a machine of ours starts or changes: of Debian's and the projects' packages, and our own. */
const UNITS: ReadonlySet<string> = new Set(
  [
    "systemd-sysctl.service systemd-journald.service systemd-resolved.service ssh.service chrony.service apt-daily.timer",
    "apt-daily-upgrade.timer auditd.service audit-rules.service audit-rotate.service audit-rotate.timer fail2ban.service",
    "certbot.service certificates.service certificates.timer postgresql.service postgresql@15-main.service",
    "postgresql@17-main.service matrix-synapse.service prosody.service jicofo.service jitsi-videobridge2.service",
    "coturn.service nginx.service wg-quick@wg0.service wg-quick@wg1.service stillroom-firewall.service stillroom-egress.path",
    "stillroom-egress.service stillroom-egress.timer stillroom-data-volume.service stillroom-mounts.service",
    "apt-daily-upgrade.service stillroom-restart.service stillroom-restart.timer",
    "stillroom-recover.service tmp.mount desk.service device-names.service",
  ].flatMap((names) => names.split(" ")),
);
/** Programs that record, whatever calls them, and Jitsi's own recorders, transcribers and telephones. */
const RECORDERS =
  /(?:^|[^a-z])(?:jibri|jigasi|jitsi-upload-integrations|ffmpeg|avconv|gst-launch[0-9.-]*|gstreamer[a-z0-9.-]*|sox|arecord|parec|obs-studio|vlc|chromedriver|google-chrome[a-z-]*|chromium|xvfb|asterisk|freeswitch)(?:$|[^a-z])/;
/** Accounts through which people's words and pictures pass; none of them opens a connection. */
const SILENT: ReadonlySet<string> = new Set(["jvb", "jicofo", "prosody", "turnserver", "www-data"]);

/** The desk has its people's keys to the rooms. To its practice's own mail server it may speak; to which one `no-third-party` judges. */
function isSilent(account: string, { desk: { mail } }: Clinic): boolean {
  return SILENT.has(account) || (account === "desk" && mail === undefined);
}

function machineBreaches(release: Release): readonly Breach[] {
  return [
    ...release.packages
      .filter(({ name }) => !PACKAGES.has(name))
      .map(({ name }) => ({
        where: "the packages of the release",
        what: `The package ${name} is installed, which no meeting needs and nobody has looked at.`,
      })),
    ...release.accounts
      .filter(({ name }) => !MACHINE_ACCOUNTS.has(name))
      .map(({ name }) => ({
        where: "the accounts of the release",
        what: `There is an account ${name}, which no meeting needs: a recorder could run under it.`,
      })),
    ...release.units
      .filter(({ name }) => !UNITS.has(name))
      .map(({ name }) => ({
        where: "the units of the release",
        what: `The unit ${name} is started, which no meeting needs and nobody has looked at.`,
      })),
    ...release.files.flatMap(fileBreaches),
    ...[...release.steps, ...release.validators]
      .filter(({ argv }) => argv.some((word) => RECORDERS.test(word)))
      .map(({ name, argv }) => ({
        where: "the steps of the release",
        what: `The step "${name}" calls a program that records (${argv.join(" ").slice(0, 80)}).`,
      })),
    ...release.egress
      .filter(({ account }) => isSilent(account, release.subject.clinic))
      .map(({ account, purpose }) => ({
        where: "the egress of the release",
        what: `The account ${account} may open connections to the outside (${purpose}).`,
      })),
  ];
}

/** The unit that a file of systemd's is about: its own name, or that of the folder with its drop-ins. */
function unitOf(path: string): string | undefined {
  return /^\/(?:etc|run|usr\/lib|lib|usr\/local\/lib)\/systemd\/system\/([^/]+?)(?:\.d\/|\.(?:wants|requires)\/|$)/.exec(
    path,
  )?.[1];
}

function fileBreaches({ path, text, format }: Release["files"][number]): readonly Breach[] {
  const breaches: Breach[] = [];
  const unit = unitOf(path);
  if (unit !== undefined && !UNITS.has(unit)) {
    breaches.push({ where: path, what: `${unit} is a unit that no meeting needs and nobody has looked at.` });
  }
  if (RECORDERS.test(path)) breaches.push({ where: path, what: "The file belongs to a program that records." });
  if (format !== "systemd" && format !== "shell") return breaches;
  const line = text.split("\n").findIndex((words) => !/^\s*[#;]/.test(words) && RECORDERS.test(words));
  if (line !== -1) breaches.push({ where: path, line: line + 1, what: "A program that records is started here." });
  return breaches;
}
