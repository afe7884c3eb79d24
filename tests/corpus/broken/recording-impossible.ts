import { appended, replaced, videoFile, withFile, withText } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import type { Release } from "../../../render/release.ts";
import { XMPP } from "../../../services/prosody.ts";
import { INVITING } from "../../fixtures/inviting-clinic.ts";
import { MAILING } from "../../fixtures/mailing-clinic.ts";
import type { BrokenTree } from "../tree.ts";

function client(line: string): (release: Release) => Release {
  return (release) => appended(release, videoFile(release, "config.js"), line);
}

function clientWith(from: string | RegExp, to: string): (release: Release) => Release {
  return (release) => replaced(release, videoFile(release, "config.js"), from, to);
}

function prosody(lines: string): (release: Release) => Release {
  return (release) => appended(release, ENTRY.prosody, lines);
}

function prosodyWith(from: string | RegExp, to: string): (release: Release) => Release {
  return (release) => replaced(release, ENTRY.prosody, from, to);
}

function jicofo(line: string): (release: Release) => Release {
  return (release) => appended(release, ENTRY.jicofo, line);
}

function bridge(line: string): (release: Release) => Release {
  return (release) => appended(release, ENTRY.videobridge, line);
}

const ROOMS = `Component "${XMPP.rooms}" "muc"`;

function packaged(name: string): (release: Release) => Release {
  return (release) => ({ ...release, packages: [...release.packages, { name, repository: "debian" }] });
}

export const TREES: readonly BrokenTree[] = [
  // What the browser offers.
  { how: "the browser may record, since the whole section is replaced", apply: client("config.localRecording = {};") },
  {
    how: "the browser may record by a second section further down",
    apply: clientWith("  channelLastN:", "  localRecording: { disable: false },\n  channelLastN:"),
  },
  {
    how: "the switch that forbids recording in the browser is taken away",
    apply: client("delete config.localRecording.disable;"),
  },
  {
    how: "recording on a server is on by a number that counts as true",
    apply: client("config.recordingService.enabled = 1;"),
  },
  { how: "recording on a server is on by an older name", apply: client("config['fileRecordings' + 'Enabled'] = !0;") },
  { how: "people are asked whether they want to record", apply: client("config.recordings.suggestRecording = true;") },
  { how: "streaming is on, spelt with escapes", apply: client("config.l\\u0069veStreaming = { enabled: true };") },
  { how: "streaming is on by its older name and a word", apply: client('config.liveStreamingEnabled = "true";') },
  {
    how: "what is said is written down",
    apply: client("config.transcription.enabled = !config.transcription.enabled;"),
  },
  { how: "a transcriber is invited", apply: client("config.transcription.inviteJigasiOnBackendTranscribing = true;") },
  { how: "what is said goes to a translator", apply: client("config.audioTranslation = { enabled: true };") },
  { how: "recordings go to another company", apply: client('config.dropbox = { appKey: "k" };') },
  {
    how: "a domain of recorders is invisible",
    apply: client('config.hiddenDomain = ["recorder", "meet", "internal"].join(".");'),
  },
  { how: "the page takes itself for a recorder", apply: client("var i = 1; config.iAmRecorder = i > 0;") },
  {
    how: "pictures of the screen are taken",
    apply: client("config.screenshotCapture = { enabled: true, mode: 'always' };"),
  },
  { how: "telephones can be called", apply: client('config.dialOutAuthUrl = "/dial";') },
  {
    how: "the toolbar's button is put together from numbers",
    apply: client(
      "config.toolbarButtons.splice(3, 0, String.fromCharCode(114, 101, 99, 111, 114, 100, 105, 110, 103));",
    ),
  },
  { how: "the toolbar offers moments to keep", apply: clientWith('"camera",', '"camera", "highlight",') },
  { how: "the toolbar offers captions", apply: clientWith('"chat",', '"chat", "closed\\x63aptions",') },
  { how: "the toolbar has every button, since it has no list", apply: client("config.toolbarButtons = null;") },
  { how: "the list of buttons is one word", apply: client('config.toolbarButtons = "microphone";') },

  // What Prosody allows and keeps.
  {
    how: "a permission stands twice in one table, and the later one counts",
    apply: prosodyWith("\tflip = false;\n", '\tflip = false;\n\t["recording"] = true;\n'),
  },
  {
    how: "a permission is denied by a word, which counts as true",
    apply: prosodyWith("\tlivestreaming = false;", '\tlivestreaming = "false";'),
  },
  {
    how: "one host's permissions replace those for all",
    apply: prosody(`${ROOMS} { jitsi_default_permissions = { recording = false } }`),
  },
  {
    how: "files that are shared stay on the server",
    apply: prosodyWith('["file-upload"] = false;', '["file-upload"] = true;'),
  },
  {
    how: "a permission that nobody has looked up is given",
    apply: prosodyWith("\tflip = false;\n", '\tflip = false;\n\t["sip-outbound-call"] = true;\n'),
  },
  {
    how: "permissions are taken back by a variable",
    apply: prosody("local yes = 1 == 1\njitsi_default_permissions = { recording = yes }"),
  },
  {
    how: "the watch over permissions looks for rooms elsewhere",
    apply: prosodyWith(/muc_mapper_domain_base = .*/, 'muc_mapper_domain_base = "example.internal"'),
  },
  {
    how: "the watch over permissions is missing a word",
    apply: prosodyWith('muc_mapper_domain_prefix = "conference"\n', ""),
  },
  {
    how: "what is said in all rooms is archived",
    apply: prosody(
      `${ROOMS}\nmodules_enabled = { "muc_room_token", "muc_e2ee_guard", "muc_occupant_limit", "muc_mam" }`,
    ),
  },
  { how: "messages of a host are archived", apply: prosodyWith('\t\t"websocket";', '\t\t"websocket", "mam",') },
  {
    how: "a module of the same family sends events elsewhere",
    apply: prosodyWith('\t\t"muc_meeting_id";', '\t\t"muc_meeting_id"; "event_sync";'),
  },
  {
    how: "transcripts are forced by a module",
    apply: prosody(`${ROOMS}\nmodules_enabled { "force_" .. "async_transcription" }`),
  },
  {
    how: "only the log of rooms is stored on the disk",
    apply: prosodyWith('storage = "memory"', 'storage = { muc_log = "internal"; "memory" }'),
  },
  { how: "one host stores on the disk", apply: prosody(`${ROOMS}\nstorage = "sql"`) },
  { how: "what was written is shown to who comes later", apply: prosody(`${ROOMS} { max_history_messages = 50 }`) },
  {
    how: "rooms outlive their meeting",
    apply: prosodyWith(/(\te2ee_seconds[^]*?)\tmuc_room_allow_persistent = false\n/, "\te2ee_seconds = 15\n"),
  },
  {
    how: "a recorder's own host stands beside, in capitals",
    apply: prosody('VirtualHost "Hidden.Meet.Internal"\nauthentication = "service_accounts"'),
  },
  {
    how: "a component for telephones stands beside",
    apply: prosody('Component "callcontrol.meet.internal"\ncomponent_secret = "@@secret:turn_secret@@"'),
  },
  {
    how: "a recorder gets past the lobby",
    apply: prosody(`VirtualHost "${XMPP.domain}"\nmuc_lobby_whitelist = { "recorder.meet.internal" }`),
  },
  {
    how: "a recorder has an account",
    apply: prosodyWith(
      'jvb = "@@secret:bridge_password@@";',
      'jvb = "@@secret:bridge_password@@"; ["jibri"] = "@@secret:turn_secret@@";',
    ),
  },
  {
    how: "an included file gives moderators everything",
    apply: (release) =>
      withFile(appended(release, ENTRY.prosody, 'Include "zz.cfg.lua"'), {
        path: "/etc/prosody/zz.cfg.lua",
        format: "lua",
        text: "jitsi_default_permissions = { }\n",
      }),
  },

  // What Jicofo and the bridge look for.
  {
    how: "Jicofo trusts a domain, added to the empty list",
    apply: jicofo('jicofo.xmpp.trusted-domains = ${jicofo.xmpp.trusted-domains} ["recorder.meet.internal"]'),
  },
  { how: "Jicofo finds telephones", apply: jicofo(`"jicofo"."jigasi" { "brewery-jid" = "x@${XMPP.internal}" }`) },
  {
    how: "Jicofo finds recorders for telephones",
    apply: jicofo(`jicofo { jibri-sip { brewery-jid = "x@${XMPP.internal}" } }`),
  },
  {
    how: "Jicofo sends what is said to an address",
    apply: jicofo('jicofo.transcription.url-template = "wss://127.0.0.1/{{MEETING_ID}}"'),
  },
  { how: "Jicofo sends visitors to other machines", apply: jicofo("jicofo.visitors.enabled = yes") },
  { how: "Jicofo answers to every address", apply: jicofo('jicofo.rest.host = "0.0.0.0"') },
  {
    how: "the bridge hands audio to another program",
    apply: bridge('videobridge.exporter { enabled = true, url = "ws://127.0.0.1:9000" }'),
  },
  {
    how: "a program may join conferences at the bridge by HTTP",
    apply: bridge("videobridge { apis { rest { enabled = true } } }"),
  },
  { how: "the bridge passes media to other bridges", apply: bridge("videobridge.relay.enabled = on") },

  // What else is on the machine.
  { how: "a tool for sound and pictures is installed", apply: packaged("gstreamer1.0-tools") },
  { how: "a screen recorder of an unknown name is installed", apply: packaged("wf-recorder") },
  { how: "a browser without a screen is installed", apply: packaged("firefox-esr") },
  {
    how: "an account for notes is made",
    apply: (release) => ({ ...release, accounts: [...release.accounts, { name: "notes", home: "/var/lib/notes" }] }),
  },
  {
    how: "a unit for notes is started",
    apply: (release) => ({
      ...release,
      units: [...release.units, { name: "notes.service", onChange: "restart", files: [] }],
    }),
  },
  {
    how: "a unit of a harmless name reads the bridge's packets",
    apply: (release) =>
      withFile(release, {
        path: "/etc/systemd/system/metrics-export.service",
        format: "systemd",
        text: "[Service]\nExecStart=/usr/bin/tcpdump -i lo -w /srv/metrics.pcap\n",
      }),
  },
  {
    how: "a timer of the system's own folder calls for a picture of the screen",
    apply: (release) =>
      withFile(release, {
        path: "/usr/local/lib/systemd/system/still.timer",
        format: "systemd",
        text: "[Timer]\nOnCalendar=minutely\n",
      }),
  },
  {
    how: "the bridge's own unit starts a recorder before it",
    apply: (release) =>
      withFile(release, {
        path: "/etc/systemd/system/jitsi-videobridge2.service.d/30-sound.conf",
        format: "systemd",
        text: "[Service]\nExecStartPre=-/usr/bin/sox -d /srv/room.wav\n",
      }),
  },
  {
    how: "a step of the delivery starts a recorder",
    apply: (release) => ({
      ...release,
      steps: [...release.steps, { name: "sound check", argv: ["/usr/bin/arecord", "-d", "5"], after: "units" }],
    }),
  },
  {
    how: "Prosody's account may open connections to the outside",
    apply: (release) => ({
      ...release,
      egress: [
        ...release.egress,
        {
          account: "prosody",
          protocol: "tcp",
          ports: [443],
          to: { kind: "names", names: ["log.example"] },
          purpose: "log",
        },
      ],
    }),
  },
  {
    how: "a script of ours calls a recorder after it has done its work",
    apply: (release) =>
      withText(
        release,
        "/usr/local/lib/stillroom/install-certificate",
        (text) => `${text}\nxvfb-run chromium --headless\n`,
      ),
  },

  // Each switch by itself.
  ...Object.entries({
    "recordingService.sharingEnabled": "recordings are offered to be shared",
    fileRecordingsServiceEnabled: "recording on a server is on by its second older name",
    fileRecordingsServiceSharingEnabled: "recordings are shared by an older name",
    "recordings.recordAudioAndVideo": "sound and picture are recorded together",
    "recordings.showRecordingLink": "the page shows where a recording is",
    transcribingEnabled: "what is said is written down by an older name",
    "transcription.autoTranscribeOnRecord": "writing down begins with recording",
    "transcription.autoCaptionOnRecord": "captions begin with recording",
    autoCaptionOnRecord: "captions begin with recording by an older name",
    iAmSipGateway: "the page takes itself for a telephone",
    dialInNumbersUrl: "numbers to dial are fetched",
    dialInConfCodeUrl: "codes to dial are fetched",
    dialOutCodesUrl: "codes of countries are fetched",
    dialOutRegionUrl: "regions to dial are fetched",
  }).map(([key, how]) => ({ how, apply: client(`config.${key} = ${key.endsWith("Url") ? '"/dial"' : "true"};`) })),
  ...Object.entries({
    recording: "moderators may record",
    livestreaming: "moderators may stream",
    transcription: "moderators may have things written down",
    "outbound-call": "moderators may call telephones",
    "file-upload": "moderators may leave files on the server",
  }).flatMap(([permission, how]) => {
    const line = new RegExp(`^\\t(?:\\["${permission}"\\]|${permission}) = false;$`, "m");
    return [
      { how: `${how}, and nothing else changes`, apply: prosodyWith(line, `\t["${permission}"] = true;`) },
      { how: `${how}, since nothing is said about it`, apply: prosodyWith(line, "") },
    ];
  }),
  { how: "one host looks for rooms elsewhere", apply: prosody(`${ROOMS}\nmuc_mapper_domain_base = "other.internal"`) },
  { how: "the main host stores on the disk", apply: prosody(`VirtualHost "${XMPP.domain}"\nstorage = "internal"`) },
  {
    how: "the rooms of bridges outlive their meetings",
    apply: prosody(`Component "${XMPP.internal}" "muc"\nmuc_room_allow_persistent = true`),
  },
  { how: "Jicofo sends what is said to a translator", apply: jicofo('jicofo.translation.url-template = "/x"') },
  {
    how: "Jicofo finds recorders by a map in a map",
    apply: jicofo(`jicofo { "jibri" { brewery-jid : "x@${XMPP.internal}" } }`),
  },
  { how: "Jicofo spreads a meeting over several bridges", apply: jicofo("jicofo.octo { enabled = true }") },
  { how: "the bridge answers to every address", apply: bridge('videobridge.http-servers.private.host = "::"') },
  { how: "the bridge has a second way in", apply: bridge("videobridge.websockets.enabled = true") },
  ...["jicofo", "turnserver", "www-data", "desk"].map((account) => ({
    how: `the account ${account} may open connections to the outside`,
    apply: (release: Release): Release => ({
      ...release,
      egress: [
        ...release.egress,
        { account, protocol: "tcp", ports: [443], to: { kind: "names", names: ["log.example"] }, purpose: "log" },
      ],
    }),
  })),
  {
    how: "a validator calls a recorder",
    apply: (release) => ({
      ...release,
      validators: [...release.validators, { name: "sound check", argv: ["ffmpeg", "-version"] }],
    }),
  },
  {
    how: "a recorder's settings lie ready",
    apply: (release) => withFile(release, { path: "/etc/jibri/settings.json", format: "json", text: "{}\n" }),
  },
  {
    how: "whoever is in a room may ask for a recording, as a moderator may",
    apply: (release) =>
      replaced(release, ENTRY.jicofo, "enable-moderator-checks = true", "enable-moderator-checks = false"),
  },
  ...["jvb", "desk"].map((account) => ({
    how: `the account ${account} may write to a mail server that nobody names`,
    clinic: account === "desk" ? INVITING : MAILING,
    apply: (release: Release) => ({
      ...release,
      egress: [
        ...release.egress,
        {
          ...{ account, protocol: "tcp" as const, ports: [465], purpose: "mail" },
          to: { kind: "names" as const, names: ["mail.quiet-harbour.example"] },
        },
      ],
    }),
  })),
];
