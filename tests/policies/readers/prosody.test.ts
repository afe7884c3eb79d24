import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { plainOf } from "../../../policies/readers/located.ts";
import { plainProsody } from "../../../policies/readers/prosody/plain-prosody.ts";
import { modulesOf, optionOf, readProsody } from "../../../policies/readers/prosody/prosody.ts";
import type { Plain, Source } from "../../../policies/reading.ts";
import { render } from "../../../render/render.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { CANNOT_RUN_DEBIAN, debianWith } from "../../services/debian-programs.ts";

const PATH = "/etc/prosody/prosody.cfg.lua";
const RENDERED = render(CLINIC).files.find(({ path }) => path === PATH)?.text ?? "";

function read(text: string, ...others: readonly Source[]) {
  return readProsody(PATH, [{ path: PATH, text }, ...others]);
}

/** Every table of a configuration of plain data, or undefined where it is more than that. */
function tablesIn(text: string): Readonly<Record<string, Readonly<Record<string, Plain>>>> | undefined {
  const plain = plainProsody(PATH, [{ path: PATH, text }]);
  if (plain.kind === "other") return undefined;
  return Object.fromEntries(
    [...plain.tables].map(([host, table]) => [
      host,
      Object.fromEntries([...table].map(([option, { located }]) => [option, plainOf(located)])),
    ]),
  );
}

/** Configurations of plain data, written in every way that the grammar has. */
const PLAIN = [
  RENDERED,
  'a = 1; VirtualHost "H.Example"; b = { "x" }; Component "c.example" "muc" { d = true }; e = 2',
  'VirtualHost "h.example" { a = 1 } b = 2',
  'VirtualHost("h.example")({ a = 1; ["outbound-call"] = false }) Host "i.example" x = 0x10 host "j.example" y = -5',
  'Component "c.example"\n"muc"\n{ a = "1" }\nComponent "d.example" { x = 1 } component "e.example" y = 1',
  'Component "c.example" "muc" a = 1 Component "c.example" b = 2',
  "a = 1.5; b = 1e3; c = .5; d = 3.; e = 0xff; f = -0; g = 9007199254740991",
  "a = 'x\\065\\x42\\u{43}\\z   y\\\nz' b = [[\nline\nline]] c = [==[ ]] ]==]",
  "a = { x = 1, ['y'] = 2; { z = {} } } --[[ comment ]] --[==[ another\n]==] b = {} -- last",
  "a = { x = 1, x = 2 } a = { 'later' }",
  'VirtualHost "a.example" modules_enabled = { "x" }\r\nVirtualHost "a.example" modules_enabled = { "y" }',
  'component_module = "x" VirtualHost "a.example" component_module = "muc"',
  'a = "ünï" b = { ["ключ"] = 1 }',
  "",
  ";;; a = true;;",
];

/** Configurations that are more than data: whatever they leave, a doubt is said. */
const NOT_PLAIN: readonly (readonly [string, string])[] = [
  ["computes", "a = 60 * 60"],
  ["joins strings", 'a = "re" .. "cording"'],
  ["keeps a value for later", "local a = 1; b = a"],
  ["reads an option", "a = { 1 } b = a"],
  ["appends where the sign is left out", 'a = { "x" } a { "y" }'],
  ["appends by the operation", 'a = { "x" } a:append{ "y" }'],
  ["sets a part of an option", "a = { } a.b = 1"],
  ["sets two at once", "a, b = 1, 2"],
  ["calls a function", "a = tonumber('1')"],
  ["loops", "for i = 1, 3 do a = i end"],
  ["asks first", "if true then a = 1 end"],
  ["jumps", "goto x a = 1 ::x:: b = 2"],
  ["has a block", "do a = 1 end"],
  ["defines a function", "function a() end"],
  ["runs what it loads", 'load("a = 1")()'],
  ["changes its environment", "_ENV = { } a = 1"],
  ["switches hosts by the back door", 'VirtualHost "a.example" __currenthost = "*" a = 1'],
  ["replaces a word", "VirtualHost = function () end"],
  ["clears an option", "a = 1 a = nil"],
  ["has a table with a hole", "a = { nil, 1 }"],
  ["has a computed name", "a = { [1] = 2 }"],
  ["has a place with a name", 'a = { "x", ["1"] = "y" }'],
  ["has a number that overflows", "a = 0xffffffffffffffffff"],
  ["has a number that is rounded", "a = 9007199254740993"],
  ["has an infinite number", "a = 1e999"],
  ["has a float in base 16", "a = 0x1p4"],
  ["has a number that runs into a word", "a = 5b = 6"],
  ["has a number that ends in two dots", "a = { 1.} b = { 1..2 }"],
  ["asks the machine", 'a = os.getenv("X")'],
  ["asks the machine by its word", "a = ENV_EXTRA"],
  ["reads another file", 'a = FileContents "/etc/hostname"'],
  ["runs another file", 'RunScript "/etc/prosody/x.lua"'],
  ["includes what lies in a folder", 'Include "conf.d/*.cfg.lua"'],
  ["includes a file that is not there", 'Include "other.cfg.lua"'],
  ["includes itself", `Include "${PATH}"`],
  ["gives a host a module", 'VirtualHost "a.example" "muc" { }'],
  ["makes a host of a component", 'Component "a.example" "muc" VirtualHost "a.example"'],
  ["makes a component of a host", 'VirtualHost "a.example" Component "a.example" "muc"'],
  ["names a host for all", 'VirtualHost "*" a = 1'],
  ["names a host in other letters", 'VirtualHost "ａ.example" a = 1'],
  ["gives options without names", 'VirtualHost "a.example" { "x" }'],
  ["is bytecode", "\u001bLua"],
  ["begins with a mark of byte order", "\ufeffa = 1"],
  ["begins with a hashbang", "#!/usr/bin/lua\na = 1"],
  ["has a carriage return alone", "a = 1 -- x\rb = 2"],
  ["is no Lua", "a = {"],
  ["is nested without end", `a = ${"{".repeat(5000)}${"}".repeat(5000)}`],
];

describe("Prosody's configuration of plain data", () => {
  it("gives each host its own options, and back to all after an options table", () => {
    const { value, doubts } = read(PLAIN[1] ?? "");
    assert.deepEqual(doubts, []);
    assert.deepEqual(value.global, { a: 1, e: 2 });
    assert.deepEqual(value.hosts.get("h.example")?.options["b"], ["x"]);
    assert.equal(value.hosts.get("c.example")?.component, "muc");
  });

  it("says nothing about the rendered file", () => {
    assert.deepEqual(read(RENDERED).doubts, []);
  });

  it("reads a file of the release that is included by its path", () => {
    const { value, doubts } = read('VirtualHost "h.example" Include "./extra.cfg.lua" b = 2', {
      path: "/etc/prosody/extra.cfg.lua",
      text: "\n\na = 1",
    });
    assert.deepEqual(doubts, []);
    // The included file starts outside of any host; what follows the Include is the host's again.
    assert.deepEqual(value.global, { a: 1 });
    assert.equal(value.hosts.get("h.example")?.options["b"], 2);
    assert.deepEqual(value.placeOf(undefined, ["a"]), { where: "/etc/prosody/extra.cfg.lua", line: 3 });
  });

  it("gives the place of each option, the last that counts", () => {
    const { value } = read(
      'a = 1\nlimits = {\n  c2s = {\n    rate = 1;\n  };\n}\nVirtualHost "h.example"\n  b = 2\n  b = 3\nComponent "c.example" "muc"',
    );
    const lines = (host: string | undefined, ...keys: readonly string[]) => value.placeOf(host, keys).line;
    assert.equal(lines("h.example", "b"), 9);
    assert.equal(lines("h.example", "a"), 1);
    assert.equal(lines(undefined, "limits", "c2s", "rate"), 4);
    assert.equal(lines("c.example", "nothing"), 10);
    assert.equal(lines("c.example"), 10);
    assert.equal(lines(undefined, "nothing"), undefined);
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
});

describe("a configuration that is more than data", () => {
  for (const [what, text] of NOT_PLAIN) {
    it(`is a doubt where it ${what}`, () => {
      assert.equal(tablesIn(text), undefined);
    });
  }

  it("is run all the same, so that rules can name the harm, and the doubt says where", () => {
    const { value, doubts } = read(
      'm = { "a" }; m { "b" }; m:append{ "c" }\nlocal s = 60; seconds = s * 60; name = "a" .. "\\098"; t = {}\nlog = { x = "y"; { z = 1 } }',
    );
    assert.deepEqual(value.global, {
      m: ["a", "b", "c"],
      seconds: 3600,
      name: "ab",
      t: [],
      log: { "1": { z: 1 }, x: "y" },
    });
    assert.deepEqual(
      doubts.map(({ where, line }) => [where, line]),
      [[PATH, 1]],
    );
  });

  const doubtful: readonly (readonly [string, string, RegExp])[] = [
    ["asks the machine", 'a = os.getenv("X")', /'os' is not set/],
    ["uses a method of strings", 'a = ("x"):rep(9)', /attempt to index a string/],
    ["includes what lies in a folder", 'Include "conf.d/*.cfg.lua"', /takes in files that packages or people put/],
    ["includes a file that is not there", 'Include "other.cfg.lua"', /is no part of the release/],
    ["never ends", "while true do end", /timeout/],
    ["takes all memory", 'local s = "xxxxxxxxxxxxxxxx" while true do s = s .. s end', /memory|timeout/],
    ["sets a function", "a = function () end", /function is no plain value/],
    ["is no Lua", "a = {", /unexpected symbol/],
  ];
  for (const [what, text, doubt] of doubtful) {
    it(`can't be told when it ${what}`, () => {
      const said = read(text).doubts.map((breach) => breach.what);
      assert.match(said.join("\n"), doubt);
    });
  }

  it("is not even parsed when it is far longer than a configuration", () => {
    assert.match(read(`a = 1${" ".repeat(300_000)}`).doubts[0]?.what ?? "", /far longer/);
  });

  it("says on which line it can't tell", () => {
    assert.ok(read("a = 1\n\nb = c").doubts.every(({ line }) => line === 3));
  });
});

const name = fc.constantFrom("a", "b", "modules_enabled", "toString", "constructor", "x-y", "1", "", "ключ");
const value = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("true", "false", "0", "7", "-1", "2.5", "1e3", "0x1F", "60 * 60", "nil", "a"),
    fc.constantFrom('"x"', "'y'", "[[z]]", '"\\065"', '"\\u{41}"', '"\\z  q"', '"ü"', '"\\xff"'),
    fc.array(tie("value"), { maxLength: 3 }).map((parts) => `{ ${parts.join("; ")} }`),
    fc
      .array(fc.tuple(name, tie("value")), { maxLength: 3 })
      .map((parts) => `{ ${parts.map(([key, part]) => `[${JSON.stringify(key)}] = ${part}`).join(", ")} }`),
  ),
})).value;
const host = fc.constantFrom("a.example", "B.example", "c", "*");
const statement = fc.oneof(
  fc.tuple(fc.constantFrom("a", "b", "c", "log", "Include", "__currenthost"), value).map((parts) => parts.join(" = ")),
  host.map((domain) => `VirtualHost "${domain}"`),
  fc.tuple(host, value).map(([domain, options]) => `VirtualHost "${domain}" ${options.startsWith("{") ? options : ""}`),
  host.map((domain) => `Component "${domain}" "muc"`),
  fc
    .tuple(host, value)
    .map(([domain, options]) => `Component "${domain}" "x" ${options.startsWith("{") ? options : ""}`),
  fc.constantFrom(
    "-- comment",
    "--[[ x ]]",
    ";",
    "local q = 1",
    "a { 'x' }",
    "do b = 1 end",
    "\r\n",
    "\r",
    "--[==[\n]==]",
  ),
);
const configuration = fc.array(statement, { maxLength: 6 }).map((statements) => statements.join("\n"));
const piece = fc.constantFrom(
  ..."{ } [ ] ( ) , ; : . .. = == - -- --[[ ]] [[ [==[ ' \" \\ \\z # \u001b ~ local do end nil then Include VirtualHost Component _ENV __currenthost \ufeff \r \n".split(
    " ",
  ),
);
const edited = fc
  .array(fc.tuple(fc.nat(RENDERED.length), fc.nat(12), piece), { minLength: 1, maxLength: 3 })
  .map((edits) =>
    edits.reduce((text, [start, cut, put]) => text.slice(0, start) + put + text.slice(start + cut), RENDERED),
  );

describe("any text at all", () => {
  it("never makes the reader throw", () => {
    fc.assert(
      fc.property(fc.oneof(configuration, edited, fc.string({ unit: "binary", maxLength: 200 })), (text) => {
        tablesIn(text);
      }),
      { numRuns: 1500 },
    );
  });
});

/** Prints, for each file that it is given, the tables of Prosody's own configuration manager as a line of JSON, or null. */
const DUMP = String.raw`
package.path = "/usr/lib/prosody/?.lua;" .. package.path
package.cpath = "/usr/lib/prosody/?.so;" .. package.cpath
pcall(require, "loader")
local ok, manager = pcall(require, "prosody.core.configmanager")
if not ok then manager = require "core.configmanager" end
local function quote(text)
  text = tostring(text)
  return '"' .. text:gsub('[%c"\\\127]', function (c) return ("\\u%04x"):format(c:byte()) end) .. '"'
end
local function write(value)
  if type(value) == "string" then return quote(value) end
  if type(value) == "number" then return math.type(value) == "integer" and ("%d"):format(value) or ("%.17g"):format(value) end
  if type(value) ~= "table" then return type(value) == "boolean" and tostring(value) or '"?"' end
  local parts, count = {}, 0
  for _ in next, value do count = count + 1 end
  if count == #value then
    for index, part in ipairs(value) do parts[index] = write(part) end
    return "[" .. table.concat(parts, ",") .. "]"
  end
  for key, part in next, value do parts[#parts + 1] = quote(key) .. ":" .. write(part) end
  return "{" .. table.concat(parts, ",") .. "}"
end
for index = 1, tonumber(arg[1]) do
  local read, answer = manager.load("/variants/" .. index .. ".cfg.lua", "lua"), nil
  if read then
    read, answer = pcall(function ()
      local hosts = {}
      for host, options in next, manager.getconfig() do hosts[#hosts + 1] = quote(host) .. ":" .. write(options):gsub("^%[%]$", "{}") end
      return "{" .. table.concat(hosts, ",") .. "}"
    end)
  end
  print(read and answer or "null")
end
`;

for (const debian of [13, 12] as const) {
  describe(`held against Prosody of Debian ${debian}`, { skip: CANNOT_RUN_DEBIAN }, () => {
    it("each configuration has the tables that were read, or was a doubt", async () => {
      const texts = [
        ...PLAIN,
        ...NOT_PLAIN.map(([, text]) => text).filter((text) => !text.includes("Include")),
        ...fc.sample(configuration, 400),
        ...fc.sample(edited, 200),
      ];
      const variants = texts.map((text, index) => ({ path: `/variants/${index + 1}.cfg.lua`, text }));
      const land = await debianWith(debian, [...variants, { path: "/dump.lua", text: DUMP }]);
      try {
        const lines = (await land.run(["lua5.4", "/dump.lua", String(texts.length)])).trimEnd().split("\n");
        assert.equal(lines.length, texts.length);
        let understood = 0;
        for (const [index, text] of texts.entries()) {
          const tables = tablesIn(text);
          if (tables === undefined) continue;
          understood += 1;
          assert.deepEqual(tables, JSON.parse(lines[index] ?? ""), text);
        }
        assert.ok(understood > PLAIN.length + 50, `only ${understood} were understood`);
      } finally {
        await land.stop();
      }
    });
  });
}
