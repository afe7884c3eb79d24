import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { stringify } from "yaml";
import { formatProblem, loadConfiguration, loadStackFile, type Loaded } from "../../clinic/load.ts";
import { mergedWith, SHARED_DEFAULTS } from "../../clinic/shared-defaults.ts";
import { HETZNER } from "../fixtures/stacks/stacks.ts";

function loadedWith(own: Readonly<Record<string, unknown>>, shared: string): Loaded {
  const text = stringify({ config: own });
  return loadStackFile(text, "Pulumi.prod.yaml", "prod", { file: SHARED_DEFAULTS, text: shared });
}

function without(values: Readonly<Record<string, unknown>>, key: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name !== key));
}

function clinicOf(loaded: Loaded) {
  assert.equal(loaded.kind, "clinic", loaded.kind === "problems" ? loaded.problems.map(formatProblem).join("\n") : "");
  return loaded;
}

function textsOf(loaded: Loaded): readonly string[] {
  assert.equal(loaded.kind, "problems");
  return loaded.problems.map(formatProblem);
}

describe("merging", () => {
  for (const [what, shared, own, merged] of [
    ["mappings key by key, at any depth", { a: { b: 1, c: 2 } }, { a: { c: 3, d: 4 } }, { a: { b: 1, c: 3, d: 4 } }],
    ["lists whole", { a: [1, 2] }, { a: [3] }, { a: [3] }],
    ["another kind of value whole", { a: { b: 1 } }, { a: "b" }, { a: "b" }],
    ["an empty value of the practice's, which the schema then refuses", { a: { b: 1 } }, { a: null }, { a: null }],
    ["a mapping of another form whole", { kind: "x", y: 1 }, { kind: "z" }, { kind: "z" }],
    ["a mapping of the same form key by key", { kind: "x", y: 1 }, { kind: "x", z: 2 }, { kind: "x", y: 1, z: 2 }],
    ["a mapping whose form only the shared file says", { kind: "x", y: 1 }, { y: 2 }, { kind: "x", y: 2 }],
  ] as const) {
    it(`takes ${what}`, () => {
      assert.deepEqual(mergedWith(shared, own), merged);
    });
  }

  it("never reaches what objects inherit", () => {
    const merged = mergedWith(JSON.parse('{"__proto__": {"polluted": 1}}'), JSON.parse('{"constructor": {"name": 2}}'));
    assert.deepEqual(Object.keys(merged as object).sort(), ["__proto__", "constructor"]);
    assert.equal(({} as Readonly<Record<string, unknown>>)["polluted"], undefined);
  });
});

describe("shared defaults", () => {
  const SHARED = readFileSync(new URL("shared-defaults.example.yaml", import.meta.url), "utf8");

  it("hold for a practice that does not say otherwise", () => {
    const own = without(HETZNER, "stillroom:administrationFrom");
    const { clinic } = clinicOf(loadedWith(own, SHARED));
    assert.deepEqual(clinic.administrationFrom, ["198.51.100.0/28"]);
    assert.equal(clinic.names.video, "talk.quiet-harbour.example");
    assert.deepEqual(clinic.maintenance, { start: "02:00", timeZone: "Europe/Berlin" });
  });

  it("give way to what a practice says itself, key by key", () => {
    const own = { ...HETZNER, "stillroom:maintenance": { start: "04:00" } };
    const { clinic } = clinicOf(loadedWith(own, SHARED));
    assert.deepEqual(clinic.administrationFrom, HETZNER["stillroom:administrationFrom"]);
    assert.deepEqual(clinic.maintenance, { start: "04:00", timeZone: "Europe/Berlin" });
  });

  it("lead a verdict to the line that says it, in the file that says it", () => {
    const { positions } = clinicOf(loadedWith(HETZNER, SHARED));
    const [video, domain] = [positions("stillroom:names.video"), positions("stillroom:names.domain")];
    assert.equal(video?.file, SHARED_DEFAULTS);
    assert.equal(SHARED.split("\n")[video.line - 1], "    video: talk");
    assert.equal(domain?.file, "Pulumi.prod.yaml");
  });

  it("hold in the same way for the configuration that the engine hands over", () => {
    const own = without(HETZNER, "stillroom:administrationFrom");
    const values = Object.fromEntries(Object.entries(own).map(([key, value]) => [key, JSON.stringify(value)]));
    const source = { file: "Pulumi.prod.yaml", text: stringify({ config: own }) };
    const shared = { file: SHARED_DEFAULTS, text: SHARED };
    const { clinic } = clinicOf(loadConfiguration(values, source, "prod", shared));
    assert.deepEqual(clinic, clinicOf(loadedWith(own, SHARED)).clinic);
    assert.deepEqual(clinicOf(loadConfiguration(values, undefined, "prod", shared)).clinic, clinic);
  });

  it("are at fault in their own line", () => {
    const wrong = SHARED.replace("Europe/Berlin", "Europe/Nowhere");
    const line = wrong.split("\n").findIndex((text) => text.includes("Nowhere")) + 1;
    const [first, ...others] = textsOf(loadedWith(HETZNER, wrong));
    assert.match(
      first ?? "",
      new RegExp(`^${SHARED_DEFAULTS}:${line}:15: stillroom:maintenance\\.timeZone is "Europe/Nowhere"`),
    );
    assert.deepEqual(others, []);
  });

  it("don't make a value of the practice's their fault", () => {
    const own = { ...HETZNER, "stillroom:maintenance": { start: "25:00" } };
    assert.match(
      textsOf(loadedWith(own, SHARED))[0] ?? "",
      /^Pulumi\.prod\.yaml:\d+:\d+: stillroom:maintenance\.start/,
    );
  });

  for (const [what, text, says] of [
    [
      "a waiver",
      "config:\n  stillroom:waivers: []\n",
      "2:3: stillroom:waivers lets a rule go for one practice, for its own",
    ],
    [
      "a domain",
      "config:\n  stillroom:names:\n    domain: a.example\n",
      "3:5: stillroom:names.domain is one practice's own. Move",
    ],
    ["a provider's key", "config:\n  hcloud:token: x\n", "2:3: hcloud:token is for another program than Stillroom"],
    [
      "what only Pulumi reads",
      "config:\n  stillroom:desk: {}\nencryptionsalt: x\n",
      "3:1: encryptionsalt stands beside config:",
    ],
    ["nothing", "config:\n", "1:8: The file shares nothing"],
    ["what is no YAML", "config:\n\tx: 1\n", "2:1: A line is indented by a tab"],
    [
      "a secret",
      "config:\n  stillroom:names:\n    video:\n      secure: x\n",
      "4:7: stillroom:names.video is marked as secret",
    ],
  ] as const) {
    it(`can't hold ${what}`, () => {
      const texts = textsOf(loadedWith(HETZNER, text));
      assert.equal(texts.length, 1, texts.join("\n"));
      assert.ok(texts[0]?.startsWith(`${SHARED_DEFAULTS}:${says}`), texts[0]);
    });
  }
});
