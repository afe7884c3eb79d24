import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { replaced } from "../../policies/breaking.ts";
import { takeApart } from "../../render/manifest.ts";
import type { Release } from "../../render/release.ts";
import { digestOf, render } from "../../render/render.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { servedPack, type Asked, type Said, type ServedPack } from "./served-pack.ts";

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

function releaseResource(release: Release): Asked {
  return { type: "stillroom:index:Release", name: "prod-release", properties: { ...takeApart(release) }, provider: {} };
}

/** Edited by whoever can compute a digest. */
function edited(): Release {
  const changed = replaced(render(CLINIC), "/etc/turnserver.conf", "use-auth-secret", "no-auth");
  const content = { ...changed, digest: undefined };
  return { ...changed, digest: digestOf(content) };
}

const STACK: Asked = { type: "pulumi:pulumi:Stack", name: "stillroom-prod", properties: {} };
const SERVER: Asked = {
  type: "hcloud:index/server:Server",
  name: "prod-server",
  provider: {},
  properties: {
    // Not that of a release: the pack remembers servers for as long as it runs.
    name: "h1.calm-harbour.example",
    serverType: "cpx12",
    image: "debian-13",
    location: "sin",
    firewallIds: [1],
  },
};

function by(policy: string, said: readonly Said[]): Said | undefined {
  return said.find((one) => one.policy === policy);
}

describe("the policy pack, asked as the engine asks", () => {
  let pack: ServedPack;
  before(async () => {
    pack = await servedPack();
  });
  after(() => {
    pack.stop();
  });

  it("has nothing to say about a good release, its stack and a component", async () => {
    await pack.configure({});
    assert.deepEqual(await pack.analyze(releaseResource(render(CLINIC))), []);
    assert.deepEqual(await pack.analyze(STACK), []);
    assert.deepEqual(await pack.analyze({ type: "other:index:Component", name: "x", properties: { name: "x" } }), []);
  });

  it("refuses a release whose files are not those of its digest", async () => {
    const release = render(CLINIC);
    const said = await pack.analyze(releaseResource({ ...release, files: release.files.slice(1) }));
    assert.deepEqual(
      said.map(({ policy, level }) => `${policy} ${level}`),
      ["release-whole mandatory"],
    );
  });

  it("refuses a release that was changed and given the digest of what it is now", async () => {
    const said = await pack.analyze(releaseResource(edited()));
    assert.equal(by("as-rendered", said)?.level, "mandatory");
    assert.match(by("relay-closed", said)?.message ?? "", /use-auth-secret is not set/);
  });

  it("refuses a release of which a part is not known yet, and says which", async () => {
    const resource = releaseResource(render(CLINIC));
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"; // the engine's mark of an unknown text
    const said = await pack.analyze({ ...resource, properties: { ...resource.properties, manifest: unknown } });
    assert.equal(by("release-whole", said)?.level, "mandatory");
    assert.match(by("release-whole", said)?.message ?? "", /manifest can't be known/);
  });

  it("refuses a release whose server is another than the one that it was judged for", async () => {
    await pack.configure({});
    // No other test asks about a server or a release of this name.
    const clinic = { ...CLINIC, names: { ...CLINIC.names, host: "h7.quiet-harbour.example" } };
    const named = { name: clinic.names.host, serverType: "cx33" };
    await pack.analyze({ ...SERVER, properties: { ...SERVER.properties, ...named, location: "nbg1" } });
    assert.equal(by("release-machine", await pack.analyze(releaseResource(render(clinic)))), undefined);
    await pack.analyze({ ...SERVER, properties: { ...SERVER.properties, ...named, location: "ash" } });
    const said = by("release-machine", await pack.analyze(releaseResource(render(clinic))));
    assert.equal(said?.level, "mandatory");
    assert.match(said.message, /stands in "ash", and the release was judged for "nbg1"/);
    assert.doesNotMatch(said.message, /is a "cx33"/);
  });

  it("lets a configuration make advice of a rule, and of no promise", async () => {
    const levels = ["relay-closed", "as-rendered", "pack-configuration", "release-whole", "cloud-access", "cloud-size"];
    await pack.configure(Object.fromEntries(levels.map((name) => [name, { level: "disabled" as const }])));
    const said = await pack.analyze(releaseResource(edited()));
    assert.equal(by("relay-closed", said), undefined);
    assert.equal(by("as-rendered", said)?.level, "mandatory");
    const server = await pack.analyze({ ...SERVER, properties: { ...SERVER.properties, sshKeys: ["ops"] } });
    assert.equal(by("cloud-size", server), undefined);
    assert.equal(by("cloud-access", server)?.level, "mandatory");
  });

  it("makes rules stricter where a configuration asks for it", async () => {
    await pack.configure({
      "neutral-names": { properties: { words: ["HARBOUR"] } },
      "machine-size": { properties: { cpus: 8, memoryGb: 16 } },
      waivers: { properties: { longestDays: 30 } },
      "cloud-region": { properties: { regions: ["fsn1"] } },
      "cloud-names": { properties: { words: ["h1"] } },
    });
    const waiver = { rule: "tls", reason: "a trial of a fortnight", by: "A. Person", until: inDays(60) };
    const said = await pack.analyze(releaseResource(render({ ...CLINIC, waivers: [waiver] })));
    assert.match(by("neutral-names", said)?.message ?? "", /stillroom:names\.domain .* holds "HARBOUR"/);
    assert.match(by("machine-size", said)?.message ?? "", /4 CPUs; your organisation wants 8/);
    assert.match(by("waivers", said)?.message ?? "", /lasts until .*; your organisation lets none last beyond/);
    const server = await pack.analyze({ ...SERVER, properties: { ...SERVER.properties, location: "nbg1" } });
    assert.match(by("cloud-region", server)?.message ?? "", /none of those that your organisation allows: fsn1/);
    assert.match(by("cloud-names", server)?.message ?? "", /holds "h1"/);
  });

  it("takes no waiver away that ends in time, and no machine that is large enough", async () => {
    await pack.configure({
      "machine-size": { properties: { cpus: 4, memoryGb: 8 } },
      waivers: { properties: { longestDays: 5 } },
    });
    const waiver = { rule: "tls", reason: "a trial of a fortnight", by: "A. Person", until: inDays(5) };
    assert.deepEqual(await pack.analyze(releaseResource(render({ ...CLINIC, waivers: [waiver] }))), []);
  });

  for (const [how, configuration, expected] of [
    ["a demand is misspelt", { "neutral-names": { properties: { word: ["x"] } } }, /It takes words/],
    ["a number would loosen the rule", { "machine-size": { properties: { cpus: 1 } } }, /must be >= 2/],
    ["a waiver would last for longer", { waivers: { properties: { longestDays: 1000 } } }, /must be <= 366/],
    ["a region is none", { "cloud-region": { properties: { regions: ["moon1"] } } }, /"cloud-region" can't be used/],
    ["the rule takes nothing", { tls: { properties: { off: true } } }, /enforcement level and nothing else/],
    ["there is no such policy", { tsl: { level: "disabled" } }, /names "tsl", which is no policy/],
    ["a name is what every object has", { constructor: { properties: { x: 1 } } }, /no policy/],
  ] as const) {
    it(`refuses a configuration in which ${how}, once`, async () => {
      await pack.configure(configuration);
      const said = await pack.analyze(STACK);
      assert.equal(by("pack-configuration", said)?.level, "mandatory");
      assert.match(by("pack-configuration", said)?.message ?? "", expected);
      assert.deepEqual(await pack.analyze(STACK), []);
    });
  }
});
