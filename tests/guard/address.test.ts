import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { withoutSettings } from "../../guard/address.ts";

const hash = (text: string, embedded = false): string => withoutSettings({ search: "", hash: text }, embedded).hash;

describe("a room's address", () => {
  it("keeps the token, in either part", () => {
    const address = { search: "?jwt=a.b.c", hash: "#jwt=%22a.b.c%22" };
    assert.deepEqual(withoutSettings(address, false), address);
    assert.deepEqual(withoutSettings({ search: "", hash: "" }, false), { search: "", hash: "" });
  });

  it("loses every setting, wherever it stands and however it is written", () => {
    assert.equal(hash("#config.testing.disableE2EE=true&jwt=x&interfaceConfig.APP_NAME=1"), "#jwt=x");
    for (const setting of [
      "config.e2ee.disabled=true",
      "CONFIG.e2ee=1",
      "%63onfig.e2ee.disabled=true",
      "jwt.x=1",
      " jwt=1",
      "jwt%3D1&config.p2p.enabled=true",
      "userInfo.displayName=x",
      "devices.audioInput=x",
      "jitsi_meet_external_api_id=1",
      "iAmRecorder=true",
      "/config.e2ee",
    ]) {
      assert.equal(hash(`#${setting}`), "", setting);
      assert.equal(withoutSettings({ search: `?${setting}`, hash: "" }, true).search, "", setting);
    }
  });

  it("keeps the line to a page around it only where there is one", () => {
    assert.equal(hash("#jitsi_meet_external_api_id=0&config.x=1", true), "#jitsi_meet_external_api_id=0");
    assert.equal(hash("#jitsi_meet_external_api_id=0"), "");
  });

  it("has nothing left that Jitsi would read but the token, whatever is put in", () => {
    // Split as react/features/base/util/parseURLParams.ts does.
    const names = (text: string): string[] =>
      text
        .slice(1)
        .split("&")
        .map((part) => part.split("=")[0] ?? "");
    fc.assert(
      fc.property(fc.string(), fc.string(), (search, fragment) => {
        const kept = withoutSettings({ search: `?${search}`, hash: `#${fragment}&jwt=t` }, false);
        for (const text of [kept.search, kept.hash]) {
          assert.ok(text === "" || names(text).every((name) => name === "jwt"), text);
        }
        assert.match(kept.hash, /jwt=t$/);
        assert.deepEqual(withoutSettings(kept, false), kept);
      }),
    );
  });
});
