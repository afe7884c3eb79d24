import { appended, replaced, videoFile, withText } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import type { Release } from "../../../render/release.ts";
import type { GoodTree } from "../tree.ts";

function written(edit: (text: string) => string): (release: Release) => Release {
  return (release) => withText(release, videoFile(release, "config.js"), edit);
}

function client(line: string): (release: Release) => Release {
  return (release) => appended(release, videoFile(release, "config.js"), line);
}

function clientWith(from: string | RegExp, to: string): (release: Release) => Release {
  return (release) => replaced(release, videoFile(release, "config.js"), from, to);
}

/** The browser's configuration written in other ways, with the same meaning or a harmless one. */
export const TREES: readonly GoodTree[] = [
  { how: "config.js has the line ends of Windows", apply: written((text) => text.replaceAll("\n", "\r\n")) },
  { how: "config.js begins with a mark of byte order", apply: written((text) => `\ufeff${text}`) },
  { how: "config.js asks for strict mode", apply: written((text) => `"use strict";\n${text}`) },
  { how: "config.js has no comment left", apply: written((text) => text.replaceAll(/^\s*\/\/.*\n/gm, "")) },
  {
    how: "config.js is written in one line",
    apply: written((text) => text.replaceAll(/^\s*\/\/.*\n/gm, "").replaceAll("\n", " ")),
  },
  {
    how: "every key of config.js stands in quotes",
    apply: written((text) => text.replaceAll(/^(\s+)(\w+):/gm, '$1"$2":')),
  },
  {
    how: "a comment of config.js speaks of what is off",
    apply: written((text) => `// e2ee.disabled = true; recordingService.enabled = true\n${text}`),
  },
  {
    how: "a comment of config.js speaks of a secret",
    apply: written((text) => text.replace(/^var config = \{/m, "$& // its secret: it has none")),
  },
  {
    how: "a value of config.js is written down in an assignment of its own",
    apply: client("config.p2p.enabled = false;"),
  },
  {
    how: "a section of config.js is written down again at the end",
    apply: client('config["recordingService"] = { "sharingEnabled": false, "enabled": false };'),
  },
  {
    how: "a key of config.js is spelt with an escape",
    apply: clientWith("startWithAudioMuted: true", "startWith\\u0041udioMuted: true"),
  },
  {
    how: "a text of config.js is a template without holes",
    apply: clientWith('defaultLogoUrl: ""', "defaultLogoUrl: ``"),
  },
  {
    how: "a number of config.js is written in hexadecimal",
    apply: clientWith("feedbackPercentage: 0", "feedbackPercentage: 0x0"),
  },
  { how: "what disables encryption is said to be off", apply: client("config.e2ee.disabled = false;") },
  { how: "an older name for streaming is said to be off", apply: client("config.liveStreamingEnabled = false;") },
  {
    how: "pictures are finer than by default",
    apply: client(
      "config.resolution = 1080; config.constraints = { video: { height: { ideal: 1080, max: 1080, min: 240 } } };",
    ),
  },
  { how: "some sounds are left out", apply: client('config.disabledSounds = ["RAISE_HAND_SOUND", "REACTION_SOUND"];') },
  { how: "the toolbar has fewer buttons", apply: clientWith('"shareaudio",', "") },
  {
    how: "the toolbar lets a moderator mute everybody",
    apply: clientWith('"microphone",', '"microphone", "mute-everyone",'),
  },
  {
    how: "the page's other script sets a harmless size",
    apply: (release) =>
      appended(release, videoFile(release, "interface_config.js"), "interfaceConfig.TOOLBAR_TIMEOUT = 4000;"),
  },
  {
    how: "the server of rooms says for itself that it asks and copies nothing",
    apply: (release) =>
      replaced(
        release,
        ENTRY.nginx,
        "root /usr/share/jitsi-meet;",
        "root /usr/share/jitsi-meet; auth_request off; mirror off;",
      ),
  },
  {
    how: "the start page names its own file",
    apply: (release) =>
      replaced(
        release,
        ENTRY.nginx,
        "ssi on;\n            try_files /index.html",
        "ssi on;\n            index index.html;\n            try_files /index.html",
      ),
  },
];
