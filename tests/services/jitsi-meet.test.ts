import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runInNewContext } from "node:vm";
import { render } from "../../render/render.ts";
import { VIDEO_CONFIGURATION, VIDEO_FILES, VIDEO_INTERFACE } from "../../services/jitsi-meet.ts";
import { CLINIC } from "../fixtures/clinic.ts";

const FILES = new Map(render(CLINIC).files.map((file) => [file.path, file.text]));
const textOf = (path: string): string => FILES.get(path) ?? "";

/** A script's one global variable, as a browser would have it. */
function evaluated(path: string, name: string): Record<string, unknown> {
  const context: Record<string, unknown> = {};
  runInNewContext(textOf(path), context);
  return JSON.parse(JSON.stringify(context[name])) as Record<string, unknown>;
}

describe("Jitsi Meet's client configuration", () => {
  const config = evaluated(VIDEO_CONFIGURATION, "config");

  it("leaves nothing on that records, streams, transcribes or shows addresses", () => {
    assert.deepEqual(config["recordingService"], { enabled: false, sharingEnabled: false });
    assert.equal((config["localRecording"] as { disable: boolean }).disable, true);
    assert.deepEqual(config["liveStreaming"], { enabled: false });
    assert.equal((config["transcription"] as { enabled: boolean }).enabled, false);
    // Left out, lib-jitsi-meet would ask a STUN server of its makers (modules/xmpp/xmpp.ts).
    assert.deepEqual(config["p2p"], { enabled: false, stunServers: [] });
    assert.deepEqual(config["deeplinking"], { disabled: true, hideLogo: true });
    assert.equal(config["disableThirdPartyRequests"], true);
  });

  it("names no key that does not exist or that switches encryption off", () => {
    assert.deepEqual(config["e2ee"], { externallyManagedKey: false });
    for (const key of [
      "testing",
      "enableE2EE",
      "dropbox",
      "fileRecordingsEnabled",
      "liveStreamingEnabled",
      "bosh",
      "callStatsID",
    ]) {
      assert.ok(!(key in config), key);
    }
  });

  it("names no host but the practice's own", () => {
    const hosts = textOf(VIDEO_CONFIGURATION)
      .concat(textOf(VIDEO_INTERFACE))
      .replaceAll(/\/\/ .*/g, "")
      .match(/[a-z0-9-]+(\.[a-z0-9-]+)*\.(?:com|net|org|io|example)\b/g);
    assert.deepEqual([...new Set(hosts)], [CLINIC.names.video]);
  });

  it("offers no button that records or leads elsewhere", () => {
    const buttons = config["toolbarButtons"] as string[];
    for (const name of [
      "recording",
      "livestreaming",
      "closedcaptions",
      "etherpad",
      "sharedvideo",
      "embedmeeting",
      "linktosalesforce",
      "highlight",
      "whiteboard",
      "download",
      "feedback",
      "profile",
      "invite",
    ]) {
      assert.ok(!buttons.includes(name), name);
    }
    assert.ok(buttons.includes("security"));
  });

  it("shows the practice's neutral title and no maker's name", () => {
    const shown = evaluated(VIDEO_INTERFACE, "interfaceConfig");
    assert.equal(shown["APP_NAME"], CLINIC.branding.title);
    assert.equal(shown["SHOW_JITSI_WATERMARK"], false);
    assert.doesNotMatch(JSON.stringify(shown), /jitsi\.org|Jitsi Meet/);
    assert.match(textOf(VIDEO_FILES.title), /<title>Quiet Harbour<\/title>/);
  });
});
