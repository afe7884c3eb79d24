import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { runInNewContext } from "node:vm";
import { chromium, type Browser, type Page } from "playwright-core";
import ts from "typescript";
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

describe("the guard's source", () => {
  it("passes TypeScript's strict check", () => {
    const folder = mkdtempSync(join(tmpdir(), "stillroom-guard-"));
    try {
      const file = join(folder, "guard.js");
      writeFileSync(file, textOf(VIDEO_FILES.guard));
      const program = ts.createProgram([file], {
        allowJs: true,
        checkJs: true,
        noEmit: true,
        strict: true,
        types: [],
        target: ts.ScriptTarget.ES2023,
        lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
      });
      const found = ts
        .getPreEmitDiagnostics(program)
        .map((one) => ts.flattenDiagnosticMessageText(one.messageText, "\n"));
      assert.deepEqual(found, []);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) =>
  existsSync(path),
);

/**
 * A stand-in for Jitsi's page with no more than the guard touches: a store, a conference, and an encryption worker that is
 * told what lib-jitsi-meet tells its own, in the same order (modules/e2ee/KeyHandler.js). The page is steered by the test.
 */
const STAND_IN = `
  window.calls = [];
  class StandInConference {
    enabled = false;
    isE2EESupported() { return window.supported !== false; }
    isE2EEEnabled() { return this.enabled; }
    toggleE2EE(on) { window.calls.push("toggleE2EE " + on); this.enabled = on; }
  }
  const state = { "features/base/conference": {} };
  window.APP = { store: {
    getState: () => state,
    dispatch: (action) => {
      window.calls.push(action.type + " " + action.enabled);
      if (!window.deaf) state["features/base/conference"].conference.toggleE2EE(action.enabled);
    },
  } };
  window.join = () => (state["features/base/conference"].conference = new StandInConference());
  window.worker = new Worker(URL.createObjectURL(new Blob([""])));
  window.hashSeenByJitsi = location.hash;
  window.peers = async () => {
    const local = new RTCPeerConnection({ encodedInsertableStreams: true });
    const remote = new RTCPeerConnection();
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
    window.tracks = stream.getTracks();
    window.senders = window.tracks.map((track) => local.addTrack(track, stream));
    return window.tracks.map((track) => track.enabled);
  };
  window.native = () => window.tracks.map((track) => {
    const frame = document.createElement("iframe");
    document.body.append(frame);
    const own = Object.getOwnPropertyDescriptor(frame.contentWindow.MediaStreamTrack.prototype, "enabled");
    const enabled = own.get.call(track);
    frame.remove();
    return enabled;
  });
  window.transform = () => window.senders.forEach((sender) => {
    const { readable, writable } = sender.createEncodedStreams();
    readable.pipeTo(writable);
  });
`;

describe(
  "the guard in a real browser, on a stand-in of Jitsi's page",
  { skip: CHROMIUM === undefined ? "needs Chromium" : false },
  () => {
    let browser: Browser;
    const site = `https://${CLINIC.names.video}`;

    before(async () => {
      browser = await chromium.launch({
        executablePath: CHROMIUM ?? "",
        args: ["--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
      });
    });
    after(() => browser.close());

    /** The page of a room under the practice's name, answered by the test and by nobody else. */
    async function room(hash: string, before = "", locale = "de-AT"): Promise<Page> {
      const context = await browser.newContext({ locale, permissions: ["camera", "microphone"] });
      const page = await context.newPage();
      const head = textOf(VIDEO_FILES.head);
      await page.route("**/*", (route) => {
        const path = new URL(route.request().url()).pathname;
        if (path === "/guard.js")
          return route.fulfill({ contentType: "application/javascript", body: textOf(VIDEO_FILES.guard) });
        if (path === "/guard.css") return route.fulfill({ contentType: "text/css", body: textOf(VIDEO_FILES.style) });
        const body = `<html><head><script>${before}</script>${head}<script>${STAND_IN}</script>${head}</head><body></body></html>`;
        return route.fulfill({ contentType: "text/html; charset=utf-8", body });
      });
      // The guard stops a page that it refuses, which then never says that it has loaded.
      await page.goto(`${site}/blue-heron${hash}`, { waitUntil: "commit" });
      await page.waitForSelector("body", { state: "attached" });
      return page;
    }
    const line = (page: Page) => page.locator("#call-guard");
    const native = (page: Page) => page.evaluate("native()");

    it("takes overrides out of the address before Jitsi reads it, and leaves the token", async () => {
      const page = await room(
        '#config.testing.disableE2EE=true&jwt=abc&interfaceConfig.APP_NAME="x"&jitsi_meet_external_api_id=1',
      );
      assert.equal(await page.evaluate("hashSeenByJitsi"), "#jwt=abc");
      assert.equal(page.url(), `${site}/blue-heron#jwt=abc`);
      await page.evaluate('location.hash = "#config.e2ee.disabled=true"');
      await page.waitForFunction('location.hash === ""');
      await page.context().close();
    });

    it("refuses a browser that can't encrypt, in its language, before anything of Jitsi runs", async () => {
      const page = await room("", "delete RTCRtpSender.prototype.createEncodedStreams;");
      await page.waitForSelector("#call-guard-refusal");
      assert.match((await page.textContent("h1")) ?? "", /kann das Gespräch nicht verschlüsseln/);
      assert.equal(await page.evaluate("typeof APP"), "undefined");
      await page.context().close();
    });

    it("asks for encryption on joining, and lets sound and picture out only once all of it is on", async () => {
      const page = await room("");
      await page.evaluate("join()");
      await page.waitForFunction('calls.includes("TOGGLE_E2EE true")');
      assert.deepEqual(await page.evaluate("peers()"), [true, true], "Jitsi sees its tracks as it set them");
      assert.deepEqual(await native(page), [false, false]);
      await line(page).waitFor();
      assert.match((await line(page).textContent()) ?? "", /noch hört und sieht Sie niemand/);

      // The conference says "on" from the first moment; frames still pass in clear until worker and senders are set up.
      await page.evaluate('worker.postMessage({ operation: "setEnabled", enabled: true })');
      await page.waitForTimeout(600);
      assert.deepEqual(await native(page), [false, false], "without a transform on each sender");
      await page.evaluate("transform()");
      await page.waitForSelector('#call-guard[data-state="on"]');
      assert.deepEqual(await native(page), [true, true]);
      assert.match((await line(page).textContent()) ?? "", /Ende-zu-Ende-verschlüsselt/);

      await page.evaluate("tracks[0].enabled = false");
      assert.deepEqual(await native(page), [false, true], "what Jitsi mutes stays muted");

      await page.evaluate('worker.postMessage({ operation: "setEnabled", enabled: false })');
      assert.deepEqual(await native(page), [false, false], "at once when encryption drops");
      await page.evaluate("tracks[0].enabled = true");
      assert.deepEqual(await native(page), [false, false], "whatever Jitsi wants meanwhile");
      await page.context().close();
    });

    it("asks again when someone switches encryption off", async () => {
      const page = await room("", "", "fr-FR");
      await page.evaluate("window.conference = join()");
      await page.waitForFunction("conference.enabled");
      await page.evaluate("conference.enabled = false");
      await page.waitForFunction("conference.enabled");
      await page.context().close();
    });

    it("asks the conference itself where Jitsi's action does nothing", async () => {
      const page = await room("", "window.deaf = true;");
      await page.evaluate("join()");
      await page.waitForFunction('calls.includes("toggleE2EE true")');
      await page.context().close();
    });

    it("leaves a call that says that it can't encrypt", async () => {
      const page = await room("", "window.supported = false;", "es-ES");
      await page.evaluate("join()");
      await page.waitForSelector("#call-guard-refusal");
      assert.match((await page.textContent("h1")) ?? "", /no puede cifrar/);
      await page.context().close();
    });
  },
);
