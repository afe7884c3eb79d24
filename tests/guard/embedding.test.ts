import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { mayReachJitsi } from "../../guard/embedding.ts";
import { serveRoom, SITE, startChromium } from "./guarded-page.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { WITHOUT_CHROMIUM } from "../chromium/installed.ts";

/** As postis writes it, with the transport's message in it. */
const message = (params: unknown, method = "message"): string =>
  JSON.stringify({ postis: true, scope: "jitsi_meet_external_api_0", method, params });
const event = (name: string, data: unknown = []): string => message({ type: "event", data: { name, data } });
const request = (name: string): string => message({ type: "request", id: 1, data: { name } });

const NEEDED = ["display-name", "set-tile-view", "toggle-audio", "toggle-video", "video-hangup"];
/** Of modules/API/API.js and external_api.js, among many. */
const DANGEROUS = [
  "toggle-e2ee",
  "set-media-encryption-key",
  "overwrite-config",
  "overwrite-names",
  "start-recording",
  "stop-recording",
  "start-share-video",
  "send-endpoint-text-message",
  "set-subtitles",
  "toggle-lobby",
  "password",
  "avatar-url",
  "email",
  "join-breakout-room",
  "proxy-connection-event",
  "set-audio-only",
  "__proto__",
  "constructor",
];

describe("what another window may ask of Jitsi", () => {
  it("is what our messaging page needs, and the greeting of the line to it", () => {
    for (const name of NEEDED) assert.ok(mayReachJitsi(event(name)), name);
    for (const name of ["is-audio-muted", "is-video-muted"]) assert.ok(mayReachJitsi(request(name)), name);
    assert.ok(mayReachJitsi(message("0.1", "__ready__")));
  });

  it("is nothing else", () => {
    for (const name of DANGEROUS) {
      assert.ok(!mayReachJitsi(event(name)), name);
      assert.ok(!mayReachJitsi(request(name)), name);
      assert.ok(!mayReachJitsi(message([], name)), `${name} as a method`);
    }
    for (const name of NEEDED) assert.ok(!mayReachJitsi(request(name)), `${name} as a request`);
    assert.ok(!mayReachJitsi(message({ type: "response", id: 1, result: true })));
    assert.ok(!mayReachJitsi({ postis: true, method: "__ready__" }), "an object, which postis does not read");
    assert.ok(!mayReachJitsi('{"method":"__ready__"}'));
  });

  it("is never whatever else is posted", () => {
    fc.assert(fc.property(fc.anything(), (data) => !mayReachJitsi(data)));
    fc.assert(fc.property(fc.json(), (data) => !mayReachJitsi(data)));
    fc.assert(
      fc.property(
        fc.string().filter((name) => !NEEDED.includes(name)),
        (name) => !mayReachJitsi(event(name)),
      ),
    );
  });

  it(
    "gets no further than the guard, in a real browser with the page inside our messaging page",
    {
      skip: WITHOUT_CHROMIUM,
    },
    async () => {
      const browser = await startChromium();
      try {
        const page = await (await browser.newContext()).newPage();
        await serveRoom(page);
        const room = `${SITE}/blue-heron#jitsi_meet_external_api_id=0&config.e2ee.disabled=true&jwt=abc`;
        await page.route(`https://${CLINIC.names.messaging}/`, (route) =>
          route.fulfill({
            contentType: "text/html",
            body: `<!doctype html><title>Outside</title><iframe src="${room}">`,
          }),
        );
        await page.goto(`https://${CLINIC.names.messaging}/`);
        const inside = page.frames()[1];
        assert.ok(inside);
        await inside.waitForSelector("#call-guard");
        assert.equal(await inside.evaluate("location.hash"), "#jitsi_meet_external_api_id=0&jwt=abc");
        const posted = [
          event("toggle-e2ee", [false]),
          message({ type: "event", data: { name: "overwrite-config" } }),
          "{}",
        ];
        for (const one of [...posted, event("toggle-audio")]) {
          await page.evaluate(`frames[0].postMessage(${JSON.stringify(one)}, "*")`);
        }
        await inside.evaluate('window.postMessage("from itself", "*")');
        const deadline = Date.now() + 30_000;
        while ((await inside.evaluate<unknown[]>("standIn.messages")).length < 2 && Date.now() < deadline) {
          await new Promise((next) => setTimeout(next, 50));
        }
        assert.deepEqual(await inside.evaluate("standIn.messages"), [event("toggle-audio"), "from itself"]);
      } finally {
        await browser.close();
      }
    },
  );
});
