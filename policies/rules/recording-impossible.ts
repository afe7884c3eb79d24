import { XMPP } from "../../services/prosody.ts";
import type { Release } from "../../render/release.ts";
import { appended, replaced, videoFile, withFile } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import { absent, differs, equals, originIn, unmet, type Demand, type Origin } from "../demands.ts";
import { modulesOf, optionOf, type ProsodyHost } from "../readers/prosody.ts";
import { at, isMap, shown, stringsOf } from "../reading.ts";
import type { Breach, Rule } from "../rule.ts";

/** The second promise: there is nothing on the server that could record, and nothing that would be allowed to. */
export const recordingImpossible: Rule = {
  id: "recording-impossible",
  title: "Nothing on the server can record, stream, transcribe or dial out, and no client offers to.",
  severity: "promise",
  serves:
    'The promise "nothing on the server can record": § 201 StGB, and the consent of all parties, as CA, FL, IL, MD, MA, MT, NH, PA and WA ask for.',
  mend: "Take out what records: packages, accounts, modules, permissions and switches stay as the templates have them.",
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

/** Buttons that record, stream or caption (jitsi-meet config.js@237e645e, `toolbarButtons`). */
const RECORDING_BUTTONS: ReadonlySet<string> = new Set(["recording", "livestreaming", "closedcaptions"]);

/**
 * jitsi-meet config.js@237e645e, old names included: a browser that still reads one must not find it on. The address can set most of
 * them for one visitor; our in-page guard takes that away, and Prosody allows none of it.
 */
const CLIENT: readonly Demand[] = [
  equals("localRecording.disable", true, "the browser would offer to record; Jitsi's default is to offer it."),
  differs("recordingService.enabled", true, "the page would offer recording on a server."),
  differs("recordingService.sharingEnabled", true, "the page would offer to share recordings."),
  ...["fileRecordingsEnabled", "fileRecordingsServiceEnabled", "fileRecordingsServiceSharingEnabled"].map((key) =>
    differs(key, true, "it is an old name for recording on a server."),
  ),
  differs("liveStreaming.enabled", true, "the page would offer to stream."),
  differs("liveStreamingEnabled", true, "it is an old name for streaming."),
  differs("transcription.enabled", true, "the page would offer to write down what is said."),
  differs("transcribingEnabled", true, "it is an old name for transcription."),
  differs("transcription.autoTranscribeOnRecord", true, "it starts transcription by itself."),
  differs("autoCaptionOnRecord", true, "it starts transcription by itself."),
  differs("transcription.inviteJigasiOnBackendTranscribing", true, "it invites a transcriber."),
  differs("audioTranslation.enabled", true, "audio would go to a translator."),
  differs("screenshotCapture.enabled", true, "it takes pictures of the screen."),
  differs("iAmRecorder", true, "the page would take itself for a recorder."),
  differs("iAmSipGateway", true, "the page would take itself for a telephone gateway."),
  absent("dropbox", "recordings would go to another company."),
  absent("hiddenDomain", "participants from it would be invisible."),
  absent("dialInNumbersUrl", "it brings in telephones, which can't encrypt."),
  absent("dialInConfCodeUrl", "it brings in telephones, which can't encrypt."),
  absent("dialOutAuthUrl", "it brings in telephones, which can't encrypt."),
  absent("dialOutCodesUrl", "it brings in telephones, which can't encrypt."),
];

function clientBreaches(configuration: Configuration): readonly Breach[] {
  const { path, value } = configuration.videoClient();
  const origin = originIn(path, configuration.file(path)?.text);
  const buttons = stringsOf(at(value, "toolbarButtons"));
  const offered = buttons?.filter((button) => RECORDING_BUTTONS.has(button)) ?? [];
  const breaches = [...unmet(value, CLIENT, origin)];
  if (buttons === undefined) {
    breaches.push({
      where: path,
      what: "toolbarButtons is no list, so Jitsi shows every button it has, recording among them.",
    });
  }
  if (offered.length > 0)
    breaches.push({ ...placed(origin, "toolbarButtons"), what: `toolbarButtons offers ${offered.join(", ")}.` });
  return breaches;
}

function placed(origin: Origin, key: string): { readonly where: string; readonly line?: number } {
  const line = origin.lineOf([key]);
  return { where: origin.path, ...(line === undefined ? {} : { line }) };
}

/**
 * Modules that were read and found to keep nothing and to pass nothing on: Prosody 13.0's own (modules/), Jitsi's
 * (jitsi-meet resources/prosody-plugins/), ours (templates/prosody). Any other one is a finding, whatever it is called.
 */
const READ_MODULES: ReadonlySet<string> = new Set(
  [
    "presence message iq c2s s2s_auth_certs roster saslauth disco ping limits http websocket smacks external_services muc",
    "muc_hide_all muc_filter_access muc_meeting_id muc_max_occupants muc_resource_validate muc_lobby_rooms persistent_lobby",
    "features_identity limits_exception client_proxy end_conference av_moderation_component",
    "muc_room_token muc_e2ee_guard room_token_limits",
  ].flatMap((names) => names.split(" ")),
);

/** jitsi-meet resources/prosody-plugins/mod_jitsi_permissions.lua@1ecfa3a7: where nothing is said, each is true. */
const FORBIDDEN_PERMISSIONS = ["recording", "livestreaming", "transcription", "outbound-call"];

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

function prosodyBreaches(configuration: Configuration): readonly Breach[] {
  const prosody = configuration.prosody();
  const origin = originIn(ENTRY.prosody, configuration.file(ENTRY.prosody)?.text);
  const global = permissionBreaches(prosody.global["jitsi_default_permissions"], "every host", origin);
  return [...global, ...[...prosody.hosts.values()].flatMap((host) => hostBreaches(host, configuration, origin))];
}

function hostBreaches(host: ProsodyHost, configuration: Configuration, origin: Origin): readonly Breach[] {
  const prosody = configuration.prosody();
  const breaches: Breach[] = [];
  const say = (key: string, what: string) => breaches.push({ ...placed(origin, key), what });
  if (!HOSTS.has(host.name))
    say(host.name, `${host.name} is a host that no meeting needs: a recorder could log in there.`);
  for (const module of modulesOf(prosody, host)) {
    if (!READ_MODULES.has(module))
      say(module, `On ${host.name} the module ${module} is loaded, and nobody has read what it keeps or passes on.`);
  }
  if (Object.hasOwn(host.options, "jitsi_default_permissions")) {
    breaches.push(...permissionBreaches(host.options["jitsi_default_permissions"], host.name, origin));
  }
  const storage = optionOf(prosody, host, "storage");
  if (storage !== "memory")
    say("storage", `On ${host.name} storage is ${shown(storage)}, so what is said could be kept on the disk.`);
  if (Object.hasOwn(host.options, "muc_lobby_whitelist") || Object.hasOwn(prosody.global, "muc_lobby_whitelist")) {
    say("muc_lobby_whitelist", "muc_lobby_whitelist lets members of other hosts, such as recorders, past the lobby.");
  }
  const accounts = at(host.options, "service_passwords");
  const strangers = isMap(accounts) ? Object.keys(accounts).filter((name) => name !== "focus" && name !== "jvb") : [];
  if (strangers.length > 0) say("service_passwords", `On ${host.name} there are accounts for ${strangers.join(", ")}.`);
  return breaches;
}

function permissionBreaches(found: Parameters<typeof at>[0], host: string, origin: Origin): readonly Breach[] {
  return FORBIDDEN_PERMISSIONS.filter((permission) => at(found, permission) !== false).map((permission) => ({
    ...placed(origin, "jitsi_default_permissions"),
    what: `For ${host} jitsi_default_permissions["${permission}"] is ${shown(at(found, permission))}, not false: moderators may do it.`,
  }));
}

/** jicofo jicofo-selector/, jicofo/ and jicofo-common/ reference.conf at 7ebb13dc; debian/postinst sets `recorder.…` where nothing is said. */
const FOCUS: readonly Demand[] = [
  equals("jicofo.xmpp.trusted-domains", [], "members of such a domain join unseen, as recorders do."),
  absent("jicofo.jibri.brewery-jid", "recorders would be found there."),
  absent("jicofo.jibri-sip.brewery-jid", "recorders would be found there."),
  absent("jicofo.jigasi.brewery-jid", "telephones and transcribers would be found there."),
  absent("jicofo.transcription.url-template", "what is said would be sent there."),
  absent("jicofo.translation.url-template", "what is said would be sent there."),
  equals("jicofo.rest.host", "127.0.0.1", "whoever reaches it reads the rooms' names."),
  differs("jicofo.visitors.enabled", true, "visitors would be served by other machines."),
  differs("jicofo.octo.enabled", true, "media would go to other machines."),
];

function focusBreaches(configuration: Configuration): readonly Breach[] {
  const { value, lines } = configuration.jicofo();
  return unmet(value, FOCUS, { path: ENTRY.jicofo, lineOf: (keys) => lines.get(keys.join(".")) });
}

/** jitsi-videobridge jvb/src/main/resources/reference.conf at a29d97d1; the exporter is told of in Jitsi's handbook, transcription. */
const BRIDGE: readonly Demand[] = [
  absent("videobridge.exporter", "audio would be sent to another program."),
  equals("videobridge.http-servers.private.host", "127.0.0.1", "whoever reaches it reads the rooms' names."),
  differs("videobridge.apis.rest.enabled", true, "a program could join a conference by HTTP."),
  differs("videobridge.relay.enabled", true, "media would go to other machines."),
  differs("videobridge.websockets.enabled", true, "there would be a second way in."),
];

function bridgeBreaches(configuration: Configuration): readonly Breach[] {
  const { value, lines } = configuration.videobridge();
  return unmet(value, BRIDGE, { path: ENTRY.videobridge, lineOf: (keys) => lines.get(keys.join(".")) });
}

/** All that Jitsi's repository gives to a machine of ours. */
const JITSI_PACKAGES: ReadonlySet<string> = new Set([
  "jitsi-meet-web",
  "jitsi-meet-prosody",
  "jicofo",
  "jitsi-videobridge2",
]);
/** Programs that record, whatever calls them, and Jitsi's own recorders, transcribers and telephones. */
const RECORDERS =
  /(?:^|[^a-z])(?:jibri|jigasi|jitsi-upload-integrations|ffmpeg|avconv|gst-launch[0-9.-]*|gstreamer[a-z0-9.-]*|sox|arecord|parec|obs-studio|vlc|chromedriver|google-chrome[a-z-]*|chromium|xvfb|asterisk|freeswitch)(?:$|[^a-z])/;
/** Accounts through which people's words and pictures pass; none of them opens a connection. */
const SILENT: ReadonlySet<string> = new Set(["jvb", "jicofo", "prosody", "turnserver", "www-data"]);

function machineBreaches(release: Release): readonly Breach[] {
  const breaches: Breach[] = [];
  for (const { name, repository } of release.packages) {
    const known = repository !== "jitsi" || JITSI_PACKAGES.has(name);
    if (!known || RECORDERS.test(name))
      breaches.push({
        where: "the packages of the release",
        what: `The package ${name} is installed, which no meeting needs.`,
      });
  }
  for (const { name } of [...release.accounts, ...release.units]) {
    if (RECORDERS.test(name))
      breaches.push({ where: "the release", what: `${name} is an account or a unit of a recorder.` });
  }
  for (const { path, text, format } of release.files) {
    if (RECORDERS.test(path)) breaches.push({ where: path, what: "The file belongs to a recorder." });
    if ((format !== "systemd" && format !== "shell") || !RECORDERS.test(text)) continue;
    const line = text.split("\n").findIndex((words) => !words.trim().startsWith("#") && RECORDERS.test(words));
    if (line !== -1) breaches.push({ where: path, line: line + 1, what: "A program that records is started here." });
  }
  for (const { account, purpose } of release.egress) {
    if (SILENT.has(account)) {
      breaches.push({
        where: "the egress of the release",
        what: `The account ${account} may open connections to the outside (${purpose}).`,
      });
    }
  }
  return breaches;
}
