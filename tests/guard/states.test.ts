import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { encryptedCall, openRoom, SITE, startChromium, state, until, type Room } from "./guarded-page.ts";
import { WITHOUT_CHROMIUM } from "../chromium/installed.ts";

const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";
const INSIDE_AN_APP =
  "Mozilla/5.0 (Linux; Android 15; Pixel 8; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/150.0.0.0 Mobile Safari/537.36";
const FIREFOX = "delete RTCRtpSender.prototype.createEncodedStreams;";

describe("the guard in a call, in a real browser", { skip: WITHOUT_CHROMIUM }, () => {
  let browser: Browser;
  before(async () => {
    browser = await startChromium();
  });
  after(() => browser.close());

  const line = (page: Page) => page.locator("#call-guard-line").textContent();
  const native = (page: Page) => page.evaluate("standIn.native()");
  const log = (page: Page) => page.evaluate<string[]>("standIn.log");
  async function inRoom<T>(room: Room, look: (page: Page) => Promise<T>): Promise<T> {
    const page = await openRoom(browser, room);
    try {
      return await look(page);
    } finally {
      await page.context().close();
    }
  }
  async function inCall<T>(room: Room, look: (page: Page) => Promise<T>): Promise<T> {
    const page = await encryptedCall(browser, room);
    try {
      return await look(page);
    } finally {
      await page.context().close();
    }
  }

  it("says before joining that nobody hears or sees", () =>
    inRoom({}, async (page) => {
      await state(page, "outside");
      assert.match((await line(page)) ?? "", /^Nobody can hear or see you yet/);
    }));

  for (const scriptTransform of [true, false]) {
    const way = scriptTransform ? "RTCRtpScriptTransform" : "createEncodedStreams";
    it(`switches encryption on, mutes until it is, and lets people unmute, by ${way}`, () =>
      inRoom({}, async (page) => {
        await page.evaluate(`standIn.moods.scriptTransform = ${scriptTransform}; standIn.moods.waitingForKeys = true`);
        await page.evaluate("standIn.join()");
        await until(page, 'standIn.log.includes("TOGGLE_E2EE true")');
        await state(page, "preparing");
        assert.match((await line(page)) ?? "", /Encryption is being switched on/);
        // The conference says "on" from the moment it was asked; whoever switches on now is muted again.
        assert.equal(await page.evaluate("standIn.conference().isE2EEEnabled()"), true);
        await page.click("#microphone");
        await until(page, 'standIn.log.includes("unmute audio")');
        await until(page, 'standIn.log.includes("mute audio")');
        assert.deepEqual(await native(page), [false, undefined]);

        await page.evaluate("standIn.keysArrive()");
        await state(page, "on");
        assert.match((await line(page)) ?? "", /You can switch on microphone and camera now/);
        // Nobody is unmuted by the guard.
        assert.deepEqual(await native(page), [false, undefined]);
        await page.click("#microphone");
        await page.click("#camera");
        await until(page, "standIn.native().every((enabled) => enabled === true)");
        await until(page, 'document.getElementById("call-guard-line").textContent === "Encrypted from end to end"');
        await state(page, "on");
        await page.click("#microphone");
        await until(page, "standIn.native()[0] === false");
        assert.deepEqual(await native(page), [false, true], "what a person mutes stays muted");
      }));
  }

  it("holds back at once when encryption is switched off, mutes, says so, and comes back without unmuting", () =>
    inCall({}, async (page) => {
      const atOnce = await page.evaluate(`(() => {
        standIn.moods.waitingForKeys = true;
        standIn.conference().worker.postMessage({ operation: "setEnabled", enabled: false });
        standIn.switchOff();
        return standIn.native();
      })()`);
      assert.deepEqual(atOnce, [false, false]);
      await state(page, "dropped");
      assert.match((await line(page)) ?? "", /^Encryption has stopped/);
      await until(page, 'document.getElementById("microphone").ariaPressed === "false"');
      await until(page, 'document.getElementById("camera").ariaPressed === "false"');
      await until(page, 'standIn.log.filter((entry) => entry === "TOGGLE_E2EE true").length > 1');
      await page.evaluate("standIn.keysArrive()");
      await state(page, "on");
      assert.deepEqual(await native(page), [false, undefined]);
      await page.click("#microphone");
      await until(page, "standIn.native()[0] === true");
    }));

  it("comes back when another participant switched it off for everybody", () =>
    inCall({}, async (page) => {
      await page.evaluate('standIn.participant("a", true); standIn.participant("a", false)');
      await until(page, 'standIn.log.includes("toggleE2EE false")');
      await until(
        page,
        '["dropped", "somebody-unencrypted"].includes(document.getElementById("call-guard").dataset.state)',
      );
      assert.deepEqual((await page.evaluate<unknown[]>("standIn.native()")).includes(true), false);
      await page.evaluate('standIn.gone("a")');
      await state(page, "on");
    }));

  it("mutes while somebody without encryption is in the room, and lets people unmute when that is over", () =>
    inCall({}, async (page) => {
      await page.evaluate('standIn.participant("a", undefined)');
      await state(page, "somebody-unencrypted");
      assert.match((await line(page)) ?? "", /^Somebody here is not encrypted/);
      await until(page, "standIn.native().every((enabled) => enabled !== true)");
      await page.evaluate('standIn.participant("a", true)');
      await state(page, "on");
      assert.equal(((await native(page)) as unknown[]).includes(true), false, "stays muted until a person unmutes");
      await page.evaluate('standIn.participant("b", false)');
      await state(page, "somebody-unencrypted");
      await page.evaluate('standIn.gone("b")');
      await state(page, "on");
      await page.click("#camera");
      await until(page, "standIn.native()[1] === true");
    }));

  it("asks the conference itself where Jitsi's action does nothing", () =>
    inRoom({}, async (page) => {
      await page.evaluate("standIn.moods.deaf = true; standIn.join()");
      await state(page, "on");
      assert.ok((await log(page)).includes("toggleE2EE true"));
    }));

  it("does not say that it is on while Jitsi will not mute, or a sender goes past the worker", () =>
    inRoom({}, async (page) => {
      await page.evaluate("standIn.moods.stubborn = true; standIn.press('microphone'); standIn.join()");
      await until(page, "standIn.conference().firstEnable && standIn.native()[0] !== undefined");
      await page.waitForTimeout(1500);
      await state(page, "preparing");
      assert.deepEqual(await native(page), [false, undefined]);
      await page.evaluate("standIn.moods.stubborn = false");
      await state(page, "on");

      await page.evaluate("standIn.moods.forgetful = true; standIn.restart()");
      await page.click("#camera");
      await until(page, "standIn.native()[1] !== undefined");
      // Its own track at once, the call as a whole when it stays so.
      assert.equal((await page.evaluate<boolean[]>("standIn.native()"))[1], false);
      await state(page, "dropped");
    }));

  it("keeps a camera that is switched on in a call back until its frames go through the worker, and nothing else", () =>
    inCall({}, async (page) => {
      const seen = await page.evaluate(`(async () => {
        const stream = await navigator.mediaDevices.getUserMedia({ video: true });
        const [track] = stream.getTracks();
        const sender = standIn.session().addTrack(track, stream);
        const before = standIn.native(track, standIn.tracks()[0]);
        standIn.conference().handleSender(sender);
        return [before, standIn.native(track, standIn.tracks()[0])];
      })()`);
      assert.deepEqual(seen, [
        [false, true],
        [true, true],
      ]);
      await state(page, "on");
    }));

  it("leads to Jitsi's comparison of keys and says how it ended", () =>
    inCall({}, async (page) => {
      await page.click("#call-guard summary");
      assert.match((await page.textContent("#call-guard-details")) ?? "", /As soon as somebody else is here/);
      await page.evaluate(
        'standIn.participant("a", true, { name: "B. K.", e2eeVerificationAvailable: true }); standIn.participant("b", true, {})',
      );
      await page.click('button:text("Compare pictures with B. K.")');
      assert.ok((await log(page)).includes("START_VERIFICATION a"));
      assert.equal(await page.locator("#call-guard-details button").count(), 1);
      await page.evaluate('standIn.participant("a", true, { e2eeVerified: true })');
      await page.waitForSelector("text=Compared with B. K.: the same pictures.");
      await page.evaluate('standIn.participant("a", true, { e2eeVerified: false })');
      await page.waitForSelector("text=not the same pictures. Leave the call");
    }));

  const removals: readonly (readonly [string, string, RegExp])[] = [
    ["kicked", '"encryption-required: Encryption was not on."', /your encryption was not on/],
    ["kicked", '"time-over: The time of this link is over."', /The time of this link is over/],
    ["kicked", '"replaced: You came back by another connection."', /You are in the room elsewhere/],
    ["failed", '"conference.destroyed", "meeting-over: It is over.", ""', /The call is over/],
    ["failed", '"conference.connectionError.notAllowed", "general", "encryption-required: …"', /encryption was not on/],
    ["kicked", '"room-ended: The meeting was ended."', /The call was ended/],
    ["kicked", '"room-moved: The meeting was moved to another time."', /moved to another time/],
    ["kicked", '"link-taken-back: The link is no longer good."', /Your link is no longer good/],
    ["kicked", '"consent-taken-back: The consent to meet by video was taken back."', /consent .* was taken back/],
    ["failed", '"conference.connectionError.notAllowed", "general", "room-ended: …"', /The call was ended/],
  ];
  for (const [event, told, title] of removals) {
    it(`says why the server ended it: ${event} ${told}`, () =>
      inCall({}, async (page) => {
        await page.evaluate("window.before = standIn.tracks()");
        await page.evaluate(`standIn.${event}(${told})`);
        await page.waitForSelector("#call-guard-page h1");
        assert.match((await page.textContent("h1")) ?? "", title);
        assert.equal(await page.locator("#call-guard").count(), 0);
        assert.deepEqual(await page.evaluate("window.before.map((track) => track.readyState)"), ["ended", "ended"]);
        assert.equal(await page.evaluate("standIn.session().signalingState"), "closed");
      }));
  }

  it("hears a refusal that comes right after joining began, and leaves a moderator's removal to Jitsi", () =>
    inRoom({}, async (page) => {
      await page.evaluate('standIn.joining(); standIn.kicked("Please leave: now."); standIn.kicked(undefined)');
      assert.equal(await page.locator("#call-guard-page").count(), 0);
      await page.evaluate('standIn.failed("conference.connectionError.notAllowed", "general", "token-expired: …")');
      assert.match((await page.textContent("#call-guard-page h1")) ?? "", /The time of this link is over/);
    }));

  it("refuses where Jitsi says that it can't, and stops what was on", () =>
    inRoom({ locale: "es-ES" }, async (page) => {
      await page.evaluate("standIn.press('camera')");
      await until(page, "standIn.tracks()[1] !== undefined");
      await page.evaluate("window.camera = standIn.tracks()[1]; standIn.moods.supported = false; standIn.join()");
      await page.waitForSelector("#call-guard-page h1");
      assert.match((await page.textContent("h1")) ?? "", /No se ha podido cargar el cifrado/);
      assert.equal(await page.evaluate("window.camera.readyState"), "ended");
    }));

  const browsers: readonly (readonly [string, Room, RegExp])[] = [
    [
      "without encoded streams",
      { before: FIREFOX, locale: "de-AT" },
      /Dieser Browser kann das Gespräch nicht verschlüsseln/,
    ],
    ["of an iPhone", { userAgent: IPHONE, locale: "fr-FR" }, /Cet appareil ne peut pas chiffrer l’appel/],
    ["inside an app", { userAgent: INSIDE_AN_APP, locale: "en-US" }, /open this address in a browser of its own/],
    [
      "without WebAssembly",
      { before: "delete window.WebAssembly;", locale: "nl-NL" },
      /This browser can't encrypt the call/,
    ],
    [
      "that hands no streams to workers",
      { before: "MessagePort.prototype.postMessage = () => { throw new Error(); };" },
      /can't encrypt/,
    ],
  ];
  for (const [what, room, title] of browsers) {
    it(`gives a browser ${what} a plain page in its language before anything of Jitsi runs`, () =>
      inRoom({ ...room, address: "#jwt=abc&config.x=1" }, async (page) => {
        assert.match((await page.textContent("h1")) ?? "", title);
        assert.equal(await page.evaluate("typeof APP"), "undefined");
        assert.equal(await page.inputValue("#call-guard-address"), `${SITE}/blue-heron#jwt=abc`);
        await page.click("#call-guard-page button");
        await until(page, 'document.querySelector("[role=status]").textContent !== ""');
        assert.equal(await page.evaluate("navigator.clipboard.readText()"), `${SITE}/blue-heron#jwt=abc`);
      }));
  }

  it("takes settings out of the address before Jitsi reads it, and again when one is put there", () =>
    inRoom(
      {
        address:
          '?jwt=def&config.x=1#config.testing.disableE2EE=true&jwt=abc&interfaceConfig.APP_NAME="x"&jitsi_meet_external_api_id=1',
      },
      async (page) => {
        assert.equal(await page.evaluate("standIn.addressSeen"), `${SITE}/blue-heron?jwt=def#jwt=abc`);
        await page.evaluate('location.hash = "#config.e2ee.disabled=true"');
        await until(page, 'location.hash === ""');
      },
    ));
});
