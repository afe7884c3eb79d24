import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readClient } from "../../../policies/readers/javascript/jitsi-meet.ts";
import { unknownOptions } from "../../../policies/readers/prosody/prosody-options.ts";
import { readProsody } from "../../../policies/readers/prosody/prosody.ts";

function client(text: string, variable: "config" | "interfaceConfig" = "config") {
  return readClient({ path: "/config.js", text }, variable).doubts.map(({ line, what }) => `${line ?? "-"}: ${what}`);
}

function prosody(text: string) {
  const path = "/etc/prosody/prosody.cfg.lua";
  const { value, doubts } = readProsody(path, [{ path, text }]);
  assert.deepEqual(doubts, []);
  return unknownOptions(value).map(({ line, what }) => `${line ?? "-"}: ${what}`);
}

describe("the keys of Jitsi Meet", () => {
  it("that are known are no doubt, whatever they hold", () => {
    assert.deepEqual(client("var config = { e2ee: { disabled: true }, resolution: 720, toolbarButtons: [{}] };"), []);
    assert.deepEqual(client("var interfaceConfig = { APP_NAME: 'x' };", "interfaceConfig"), []);
  });

  const unknown: readonly (readonly [string, string])[] = [
    ["var config = {\n  noSuchKey: 1\n};", "2: config.noSuchKey is 1"],
    ["var config = {};\nconfig.e2ee = { enabled: true };", "2: config.e2ee.enabled is true"],
    ["var config = { e2ee: true };", "1: config.e2ee is true"],
    ["var config = { resolution: { height: 720 } };", "1: config.resolution.height is 720"],
    ["var config = { APP_NAME: 'x' };", '1: config.APP_NAME is "x"'],
    ["var config = [];", "1: config is []"],
    ["var config = { toString: 1 };", "1: config.toString is 1"],
  ];
  for (const [text, doubt] of unknown) {
    it(`that are unknown are a doubt: ${doubt}`, () => {
      const said = client(text);
      assert.equal(said.length, 1);
      assert.ok(said[0]?.startsWith(`${doubt}, and what Jitsi Meet does with it is unknown`), said[0]);
    });
  }
});

describe("the options of Prosody", () => {
  it("that are known are no doubt", () => {
    assert.deepEqual(
      prosody('storage = "sql" VirtualHost "a" authentication = "x" Component "b" "muc" { name = "y" }'),
      [],
    );
  });

  const unknown: readonly (readonly [string, RegExp])[] = [
    ["storage = 'x'\nno_such = 1", /^2: The option no_such is 1, and what Prosody does with it is unknown/],
    ['VirtualHost "a"\nenabled = false', /^2: The option enabled of a is false/],
    ['modules_enabled = "x"', /^1: modules_enabled is "x", no list of names/],
    ['VirtualHost "a" modules_disabled = { x = "y" }', /^1: modules_disabled of a is \{"x":"y"\}, no list of names/],
    ['plugin_paths = { "/a"; 1 }', /^1: plugin_paths is \["\/a",1\], no list of names/],
    ['component_module = "muc"', /^1: The option component_module is "muc"/],
    ['Component "a" "muc" { defined = true }', /^1: The option defined of a is true/],
    ["toString = 1", /^1: The option toString is 1/],
  ];
  for (const [text, doubt] of unknown) {
    it(`that are unknown are a doubt: ${text.replace("\n", " ")}`, () => {
      const said = prosody(text);
      assert.equal(said.length, 1, said.join("\n"));
      assert.match(said[0] ?? "", doubt);
    });
  }

  it("tell a host that is both from one or the other", () => {
    assert.match(prosody('VirtualHost "a"\ncomponent_module = "muc"')[0] ?? "", /The option defined of a is true/);
  });
});
