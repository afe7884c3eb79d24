import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, it } from "node:test";
import fc from "fast-check";
import { LuaFactory } from "wasmoon";
import { parse as parseYaml } from "yaml";
import { QUOTES, UnquotableValue } from "../../render/quote.ts";
import { HOSTILE_TEXTS, hostileText } from "./hostile.ts";

/** The quoted text, or undefined where the format honestly refuses the value. */
function quoted(helper: string, value: unknown): string | undefined {
  const quote = QUOTES[helper];
  assert.ok(quote, `there is no helper ${helper}`);
  try {
    return quote(value);
  } catch (error) {
    assert.ok(error instanceof UnquotableValue, String(error));
    return undefined;
  }
}

function survives(helper: string, readBack: (text: string) => unknown): void {
  fc.assert(
    fc.property(hostileText, (value) => {
      const text = quoted(helper, value);
      if (text !== undefined) assert.deepEqual(readBack(text), value);
    }),
    { numRuns: 2_000 },
  );
}

describe("every quoted value is read back as itself by the format's own parser", () => {
  it("JSON", () => {
    survives("json", (text) => JSON.parse(text));
  });

  it("JavaScript, in a script and inside a page", () => {
    survives("json", (text) => {
      assert.ok(!text.includes("<"));
      // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the real interpreter is the judge
      return new Function(`return ${text};`)() as unknown;
    });
  });

  it("YAML 1.2 and 1.1", () => {
    survives("yaml", (text) => (parseYaml(`key: ${text}\n`) as { key: unknown }).key);
    survives("yaml", (text) => (parseYaml(`key: ${text}\n`, { version: "1.1" }) as { key: unknown }).key);
  });

  it("Lua 5.4", async () => {
    const lua = await new LuaFactory().createEngine();
    try {
      for (const value of [...HOSTILE_TEXTS, ...fc.sample(hostileText, 1_000)]) {
        const text = quoted("lua", value);
        if (text === undefined) continue;
        const bytes = lua.doStringSync(
          `return table.concat({string.byte(${text}, 1, -1)}, ",", 1, math.min(180, #${text}))`,
        ) as string;
        assert.equal(bytes, [...Buffer.from(value).subarray(0, 180)].join(","));
      }
    } finally {
      lua.global.close();
    }
  });

  it("POSIX shell", () => {
    const values = [...HOSTILE_TEXTS, ...fc.sample(hostileText, 300)].filter(
      (value) => quoted("shell", value) !== undefined,
    );
    const script = values.map((value) => `printf '%s\\0' ${quoted("shell", value) ?? ""}`).join("\n");
    const read = execFileSync("sh", { input: script, encoding: "utf8", maxBuffer: 1 << 26 })
      .split("\0")
      .slice(0, -1);
    assert.deepEqual(read, values);
  });

  it("HTML text and attributes", () => {
    survives("html", (text) => {
      assert.doesNotMatch(text, /[<>"']/);
      return text.replace(/&(amp|lt|gt|quot|#39|#13);/g, (_whole, name: string) => ENTITIES[name] ?? "");
    });
  });
});

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#13": "\r" };

describe("formats without quoting refuse what they cannot carry", () => {
  it("a word holds nothing that any of them gives a meaning", () => {
    fc.assert(
      fc.property(hostileText, (value) => {
        const text = quoted("word", value);
        if (text !== undefined) assert.match(text, /^[A-Za-z0-9._:/@+=,-]+$/);
      }),
    );
    assert.equal(quoted("word", "198.51.100.0/24"), "198.51.100.0/24");
    assert.equal(quoted("word", "-A"), undefined, "a word that looks like an option is refused");
  });

  it("a systemd value holds no blank, quote or variable, and doubles its specifiers", () => {
    assert.equal(quoted("systemd", "50%"), "50%%");
    for (const value of ["a b", "a\nb", '"', "'", "$x", "\\x", "a;b"])
      assert.equal(quoted("systemd", value), undefined, value);
  });

  it("an INI value and a line of text stay on one line", () => {
    for (const helper of ["ini", "line"]) assert.equal(quoted(helper, "a\nb"), undefined);
    assert.equal(quoted("ini", " a"), undefined);
    assert.equal(quoted("line", "Quiet Harbour – München"), "Quiet Harbour – München");
  });

  it("nginx refuses the variables that it cannot escape", () => {
    assert.equal(quoted("nginx", "$host"), undefined);
    assert.equal(quoted("nginx", 'a"b\\c'), '"a\\"b\\\\c"');
  });

  it("no helper writes an undefined, a function or a number that is none", () => {
    for (const helper of Object.keys(QUOTES)) {
      for (const value of [undefined, () => 1, Number.NaN, Number.POSITIVE_INFINITY]) {
        assert.equal(quoted(helper, value), undefined, `${helper} wrote ${String(value)}`);
      }
    }
  });
});
