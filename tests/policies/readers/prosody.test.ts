import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { modulesOf, optionOf, readProsody } from "../../../policies/readers/prosody.ts";
import type { Source } from "../../../policies/reading.ts";

const PATH = "/etc/prosody/prosody.cfg.lua";

function read(text: string, ...others: readonly Source[]) {
  return readProsody(PATH, [{ path: PATH, text }, ...others]);
}

describe("Prosody's configuration as Prosody reads it", () => {
  it("gives each host its own options, and back to all after an options table", () => {
    const { value, doubts } = read(
      'a = 1; VirtualHost "H.Example"; b = { "x" }; Component "c.example" "muc" { d = true }; e = 2',
    );
    assert.deepEqual(doubts, []);
    assert.deepEqual(value.global, { a: 1, e: 2 });
    assert.deepEqual(value.hosts.get("h.example")?.options["b"], ["x"]);
    assert.equal(value.hosts.get("c.example")?.component, "muc");
  });

  it("appends where the sign is left out, as Prosody 13 does", () => {
    assert.deepEqual(read('m = { "a" }; m { "b" }; m:append{ "c" }').value.global["m"], ["a", "b", "c"]);
  });

  it("computes as Lua does", () => {
    assert.deepEqual(
      read('local s = 60; seconds = s * 60; name = "a" .. "\\098"; t = {}; log = { x = "y"; { z = 1 } }').value.global,
      {
        seconds: 3600,
        name: "ab",
        t: [],
        log: { "1": { z: 1 }, x: "y" },
      },
    );
  });

  it("reads a file of the release that is included by its path", () => {
    const { value, doubts } = read('Include "extra.cfg.lua"', { path: "/etc/prosody/extra.cfg.lua", text: "a = 1" });
    assert.deepEqual([value.global, doubts], [{ a: 1 }, []]);
  });

  it("loads for a host what Prosody would load", () => {
    const { value } = read(
      'modules_enabled = { "tls"; "roster" }; modules_disabled = { "offline" }; VirtualHost "h"; modules_enabled = { "x" }; Component "c" "muc"; modules_enabled = { "y" }; modules_disabled = { "tls" }',
    );
    const [host, component] = [value.hosts.get("h"), value.hosts.get("c")];
    assert.ok(host !== undefined && component !== undefined);
    assert.deepEqual([...modulesOf(value, host)].sort(), [
      "c2s",
      "iq",
      "message",
      "presence",
      "roster",
      "s2s",
      "s2s_auth_certs",
      "tls",
      "x",
    ]);
    assert.deepEqual([...modulesOf(value, component)].sort(), ["iq", "muc", "s2s", "y"]);
    assert.deepEqual(optionOf(value, host, "modules_disabled"), ["offline"]);
  });

  const doubtful: readonly (readonly [string, string, RegExp])[] = [
    ["asks the machine", 'a = os.getenv("X")', /'os' is not set/],
    ["reads another file", 'a = FileContents("/etc/hostname")', /'FileContents' is not set/],
    ["uses the Lua API", "a = Lua.os.time()", /'Lua' is not set/],
    ["uses a method of strings", 'a = ("x"):rep(9)', /attempt to index a string/],
    [
      "includes what lies in a folder",
      'Include "conf.d/*.cfg.lua"',
      /takes in files that packages or people put there/,
    ],
    ["includes a file that is not there", 'Include "other.cfg.lua"', /is no part of the release/],
    ["includes itself", `Include "${PATH}"`, /without end|timeout|overflow/],
    ["never ends", "while true do end", /timeout/],
    ["takes all memory", 'local s = "xxxxxxxxxxxxxxxx" while true do s = s .. s end', /memory|timeout/],
    ["sets a function", "a = function () end", /function is no plain value/],
    ["replaces a word of the language", "VirtualHost = 1", /word of the configuration language/],
    ["is no Lua", "a = {", /unexpected symbol/],
  ];
  for (const [what, text, doubt] of doubtful) {
    it(`can't tell when the configuration ${what}`, () => {
      assert.match(
        read(text)
          .doubts.map((breach) => breach.what)
          .join("\n"),
        doubt,
      );
    });
  }

  it("says on which line it can't tell", () => {
    assert.equal(read("a = 1\n\nb = c").doubts[0]?.line, 3);
  });

  it("keeps nothing from one configuration to the next", () => {
    read('VirtualHost "left.example"; x = 1');
    assert.deepEqual([...read("y = 2").value.hosts], []);
  });
});
