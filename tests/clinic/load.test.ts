import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { stringify } from "yaml";
import { pathOf } from "../../clinic/fault.ts";
import { formatProblem, loadConfiguration, loadStackFile, type Loaded } from "../../clinic/load.ts";
import { INVITING } from "../fixtures/inviting-clinic.ts";
import { BAD_VALUES, type BadValue } from "../fixtures/stacks/bad-values.ts";
import {
  AWS,
  EXISTING,
  FULL,
  HETZNER,
  LEAF,
  OTHER_ED25519,
  OWN_NETWORK,
  ROOT,
  STACKS,
} from "../fixtures/stacks/stacks.ts";

const REFERENCE = readFileSync(new URL("../../Pulumi.prod.yaml", import.meta.url), "utf8");

function load(configuration: Readonly<Record<string, unknown>>): Loaded {
  return loadStackFile(stringify({ config: configuration }), "Pulumi.prod.yaml", "prod");
}

function messagesOf(loaded: Loaded): readonly string[] {
  return loaded.kind === "problems" ? loaded.problems.map(({ message }) => message) : [];
}

function textsOf(loaded: Loaded): readonly string[] {
  return loaded.kind === "problems" ? loaded.problems.map(formatProblem) : [];
}

describe("a stack file that is right", () => {
  it("loads the reference stack file into a whole clinic", () => {
    const loaded = loadStackFile(REFERENCE, "Pulumi.prod.yaml", "prod");
    assert.deepEqual(textsOf(loaded), []);
    assert.deepEqual(loaded.kind === "clinic" && loaded.clinic, INVITING);
  });

  it("fills in the defaults that the schema names", () => {
    const short = load(HETZNER);
    const full = load(FULL);
    assert.ok(short.kind === "clinic" && full.kind === "clinic");
    assert.deepEqual(short.clinic, full.clinic);
  });

  it("reads every provider and every branch", () => {
    const aws = load(AWS);
    const existing = load(EXISTING);
    const own = load(OWN_NETWORK);
    assert.ok(aws.kind === "clinic" && existing.kind === "clinic" && own.kind === "clinic");
    assert.deepEqual(aws.clinic.law, { jurisdiction: "US-NY", hipaaCovered: true });
    assert.deepEqual(existing.clinic.machine, {
      provider: "existing",
      address: "198.51.100.7",
      sshPort: 22,
      sshUser: "deploy",
      hostKey: OTHER_ED25519,
      publicAddresses: ["198.51.100.7", "2001:db8:51::7"],
      cpus: 4,
      memoryGb: 8,
      diskEncryption: "luks2",
      debian: 13,
      protected: true,
      dns: { kind: "elsewhere" },
    });
    assert.deepEqual(own.clinic.certificates, { issuer: "practice", chain: LEAF, root: ROOT });
    assert.equal(own.clinic.egress.kind, "vpn-only");
    assert.equal(own.clinic.packages.mirror?.suite, "trixie");
    assert.equal(own.clinic.waivers[0]?.until, "2027-03-31");
  });

  it("takes full names under the domain as they are", () => {
    const loaded = load({
      ...HETZNER,
      "stillroom:names": { domain: "quiet-harbour.example", video: "a.b.quiet-harbour.example" },
    });
    assert.equal(loaded.kind === "clinic" && loaded.clinic.names.video, "a.b.quiet-harbour.example");
  });

  it("knows WireGuard's usual port", () => {
    const egress = structuredClone(OWN_NETWORK["stillroom:egress"]) as { wireguard: { endpoint: { port?: number } } };
    delete egress.wireguard.endpoint.port;
    const loaded = load({ ...OWN_NETWORK, "stillroom:egress": egress });
    assert.ok(loaded.kind === "clinic" && loaded.clinic.egress.kind === "vpn-only");
    assert.equal(loaded.clinic.egress.wireguard.endpoint.port, 51820);
  });

  it("shortens the life of files with that of messages", () => {
    const loaded = load({ ...HETZNER, "stillroom:messaging": { retentionDays: 30 } });
    assert.equal(loaded.kind === "clinic" && loaded.clinic.messaging.mediaRetentionDays, 30);
  });

  it("leaves other namespaces and Pulumi's own keys alone", () => {
    const text = stringify({
      encryptionsalt: "v1:abc=",
      secretsprovider: "passphrase",
      environment: ["practice"],
      config: { "hcloud:token": { secure: "AAABAJ" }, "aws:region": "eu-central-1", ...HETZNER },
    });
    assert.equal(loadStackFile(text, "Pulumi.prod.yaml", "prod").kind, "clinic");
  });

  it("repeats a value by an alias", () => {
    const text = stringify({ config: HETZNER }).replace("- 198.51.100.0/24", "- &office 198.51.100.0/24");
    assert.match(text, /&office/);
    assert.equal(loadStackFile(text, "Pulumi.prod.yaml", "prod").kind, "clinic");
  });

  it("knows where each key stands", () => {
    const loaded = loadStackFile(REFERENCE, "Pulumi.prod.yaml", "prod");
    assert.ok(loaded.kind === "clinic");
    const lines = REFERENCE.split("\n");
    const at = (key: string) => {
      const position = loaded.positions(key);
      return position && lines[position.line - 1]?.slice(position.column - 1).split(" ")[0];
    };
    assert.equal(at("stillroom:machine.size"), "cx33");
    assert.equal(at("stillroom:administrationFrom[1]"), "2001:db8:51::/64");
    assert.equal(at("stillroom:administrators[0].sshKeys[0]"), "ssh-ed25519");
    // Not written, since the default holds: the key above.
    assert.equal(at("stillroom:names.video"), "stillroom:names:");
    assert.equal(at("stillroom:egress.kind"), "config:");
  });
});

/** A stack file's configuration with one value changed. */
function changed({ stack, key, value }: BadValue): Readonly<Record<string, unknown>> {
  const configuration = structuredClone(STACKS[stack]) as Record<string, unknown>;
  const path = pathOf(key).slice(1);
  const last = path.at(-1) ?? "";
  // The fixtures are plain mappings and lists, walked by keys that the case itself names.
  const parent = path
    .slice(0, -1)
    .reduce<Record<string | number, unknown>>(
      (node, step) => node[step] as Record<string | number, unknown>,
      configuration,
    );
  parent[last] = value;
  if (value === undefined) Reflect.deleteProperty(parent, last);
  return configuration;
}

describe("a value that does not belong", () => {
  for (const bad of BAD_VALUES) {
    const value = JSON.stringify(bad.value) as string | undefined;
    it(`${bad.key} = ${value?.slice(0, 60) ?? "(taken out)"} in ${bad.stack}`, () => {
      const loaded = load(changed(bad));
      assert.deepEqual(messagesOf(loaded), bad.says);
      assert.ok(loaded.kind === "problems");
      for (const { line, column } of loaded.problems) assert.ok((line ?? 0) > 0 && (column ?? 0) > 0);
    });
  }
});

describe("administrators' keys", () => {
  const token =
    "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAAIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHAAAABHNzaDo= ada";
  const withKeys = (...sshKeys: readonly string[]) =>
    load({ ...HETZNER, "stillroom:administrators": [{ name: "ada", sshKeys }] });

  it("may be on security tokens, but for one at least, with which a delivery signs in", () => {
    const loaded = withKeys(token, `verify-required ${token}`);
    assert.match(
      textsOf(loaded).join("\n"),
      /stillroom:administrators\[0\]\.sshKeys\[0\] and every other administrator's key is on a security token.*Keep one plain key/,
    );
    assert.equal(withKeys(token, OTHER_ED25519).kind, "clinic");
  });
});

describe("many faults at once", () => {
  const text = readFileSync(new URL("../fixtures/stacks/bad/many-faults.yaml", import.meta.url), "utf8");
  const expected = readFileSync(new URL("../fixtures/stacks/bad/many-faults.txt", import.meta.url), "utf8");

  it("are all told, in the file's order, each with its line and column", () => {
    assert.deepEqual(textsOf(loadStackFile(text, "Pulumi.bad.yaml", "bad")), expected.trimEnd().split("\n"));
  });

  it("never show a private key that was pasted by mistake", () => {
    const pasted = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjE\n-----END OPENSSH PRIVATE KEY-----\n";
    for (const configuration of [
      { ...HETZNER, "stillroom:administrators": [{ name: "ops", sshKeys: [pasted] }] },
      { ...HETZNER, "stillroom:branding": { title: pasted } },
      { ...HETZNER, "stillroom:law": { jurisdiction: "DE", note: pasted } },
    ]) {
      const loaded = load(configuration);
      assert.equal(loaded.kind, "problems");
      assert.ok(!JSON.stringify(loaded).includes("b3BlbnNzaC1rZXktdjE"));
    }
  });

  it("carry what was found, expected and nearest", () => {
    const loaded = loadStackFile(text, "Pulumi.bad.yaml", "bad");
    assert.ok(loaded.kind === "problems");
    assert.deepEqual(
      loaded.problems.find(({ key }) => key === "stillroom:machine.region"),
      {
        file: "Pulumi.bad.yaml",
        line: 14,
        column: 13,
        key: "stillroom:machine.region",
        message:
          'stillroom:machine.region is "nbg", but must be a region of Hetzner Cloud: fsn1 (Falkenstein), nbg1 (Nuremberg), hel1 (Helsinki), ash (Ashburn, Virginia), hil (Hillsboro, Oregon) or sin (Singapore). Did you mean nbg1?',
        found: '"nbg"',
        expected:
          "a region of Hetzner Cloud: fsn1 (Falkenstein), nbg1 (Nuremberg), hel1 (Helsinki), ash (Ashburn, Virginia), hil (Hillsboro, Oregon) or sin (Singapore)",
        nearest: "nbg1",
      },
    );
  });
});

describe("a text that is no stack file", () => {
  const cases: readonly (readonly [name: string, text: string, says: string])[] = [
    ["empty", "", "1:1: The file is empty; copy Pulumi.prod.yaml and change what is yours."],
    ["only comments", "# config:\n---\n", "1:1: The file is empty; copy Pulumi.prod.yaml and change what is yours."],
    [
      "a byte order mark",
      "\uFEFFconfig: {}\n",
      "1:1: The file starts with a byte order mark; save it as UTF-8 without one.",
    ],
    ["not UTF-8", "config:\n  a: caf\uFFFD\n", "2:9: The file is not UTF-8 here; save it as UTF-8."],
    ["a control character", "config:\n  a: b\u0000\n", "2:7: The file has a control character here; delete it."],
    [
      "a list",
      "- config\n",
      "1:1: A stack file is a mapping that starts with the key config:, and this is something else.",
    ],
    [
      "a word",
      "config\n",
      "1:1: A stack file is a mapping that starts with the key config:, and this is something else.",
    ],
    ["a tab", "config:\n\tstillroom:names: {}\n", "2:1: A line is indented by a tab; YAML wants spaces."],
    [
      "a key twice",
      "config:\n  a:b: 1\n  a:c: 2\n  a:b: 3\n",
      "4:3: The key a:b stands here for the second time, after line 2; delete one of the two.",
    ],
    [
      "two documents",
      "config: {}\n---\nconfig: {}\n",
      "2:1: A second document starts here (---); a stack file is one document.",
    ],
    [
      "a reserved start",
      "config:\n  stillroom:branding:\n    title: @Quiet\n",
      "3:12: A value can't start with this character; put the value in quotes.",
    ],
    [
      "a second colon",
      "config:\n  stillroom:branding:\n    title: Quiet: Harbour\n",
      "3:12: There is a second colon in this line, or the next line is indented too far; put a value that contains a colon in quotes.",
    ],
    [
      "an open bracket",
      "config: [1, 2\n",
      "2:1: The indentation is wrong here, or a bracket or quote before is not closed; keys of one mapping start in the same column.",
    ],
    [
      "an open quote",
      "config: 'x\n",
      "2:1: A colon and a space are missing after this key, or a quote or bracket is not closed.",
    ],
    [
      "a bad escape",
      'config: "\\q"\n',
      "1:10: A backslash in a value with \"double quotes\" means something special; use 'single quotes' instead.",
    ],
    [
      "a crooked indent",
      "config:\n   a:b: 1\n  a:c: 2\n",
      "3:1: The indentation is wrong here, or a bracket or quote before is not closed; keys of one mapping start in the same column.",
    ],
    ["a tag", "config: !secret x\n", "1:9: Tags such as !name have no meaning in a stack file; delete the tag."],
    ["YAML 1.1", "%YAML 1.1\n---\nconfig: {}\n", "1:1: The file asks for YAML 1.1 (%YAML); delete that line."],
    [
      "an alias without anchor",
      "config: *x\n",
      "1:9: This alias (*name) has no anchor (&name) before it; write the value out.",
    ],
    [
      "an alias in itself",
      "config: &x\n  a: *x\n",
      "2:6: This alias (*name) stands inside the very value that it repeats; write the value out.",
    ],
    [
      "aliases of aliases",
      "a: &a [x]\nb: &b [*a]\nconfig: [*b]\n",
      "3:10: This alias (*name) repeats a value with aliases in it; write the value out.",
    ],
    [
      "too many aliases",
      `a: &a x\nconfig: [${"*a,".repeat(101)}]\n`,
      "2:310: The file repeats values by aliases (*name) more than 100 times; write the values out.",
    ],
    [
      "too long",
      `config: ${"x".repeat(300_000)}\n`,
      "1:1: The file is longer than 262144 characters and can't be a stack file.",
    ],
    [
      "an unknown top key",
      `${stringify({ config: HETZNER })}confg: {}\n`,
      "21:1: The file has no key confg. Did you mean config?",
    ],
    ["no config", "secretsprovider: passphrase\n", "1:1: The file needs the key config: what the practice asks for."],
  ];
  for (const [name, text, says] of cases) {
    it(name, () => {
      assert.deepEqual(textsOf(loadStackFile(text, "Pulumi.bad.yaml", "bad")), [`Pulumi.bad.yaml:${says}`]);
    });
  }

  it("nested without end", () => {
    const [first] = textsOf(loadStackFile(`config: ${"[".repeat(100_000)}`, "Pulumi.bad.yaml", "bad"));
    assert.match(first ?? "", /The file is nested too deeply to be a stack file\.$/);
  });
});

describe("the configuration that Pulumi found in force", () => {
  const source = { file: "Pulumi.prod.yaml", text: REFERENCE };

  it("loads as JSON text, as the engine hands it over, and leaves other namespaces alone", () => {
    const values = Object.fromEntries(Object.entries(HETZNER).map(([key, value]) => [key, JSON.stringify(value)]));
    const loaded = loadConfiguration({ ...values, "hcloud:token": "x" }, source, "prod");
    assert.deepEqual(loaded.kind === "clinic" && loaded.clinic, INVITING);
  });

  it("points to lines of the file where the file says the same", () => {
    const loaded = loadConfiguration(HETZNER, source, "prod");
    assert.ok(loaded.kind === "clinic");
    assert.equal(loaded.positions("stillroom:machine.region")?.line, 27);
  });

  it("points to no line for a value that came from elsewhere", () => {
    const values = { ...HETZNER, "stillroom:machine": { provider: "hetzner", size: "cx33", region: "nbg9" } };
    const [problem] = textsOf(loadConfiguration(values, source, "prod"));
    assert.match(problem ?? "", /^Pulumi\.prod\.yaml: stillroom:machine\.region is "nbg9", but must be a region/);
  });

  it("works without a file", () => {
    const loaded = loadConfiguration({ ...HETZNER, "stillroom:law": "Germany" }, undefined, "prod");
    assert.deepEqual(textsOf(loaded), [
      'the configuration of the stack prod: stillroom:law is "Germany", but must be a mapping with keys such as jurisdiction, hipaaCovered or also.',
    ]);
  });

  it("refuses a value that the file marks as secret, though it arrives plain", () => {
    const text = stringify({ config: { ...HETZNER, "stillroom:branding": { title: { secure: "AAABAJ" } } } });
    const loaded = loadConfiguration(HETZNER, { file: "Pulumi.prod.yaml", text }, "prod");
    assert.match(
      textsOf(loaded)[0] ?? "",
      /^Pulumi\.prod\.yaml:\d+:\d+: stillroom:branding\.title is marked as secret/,
    );
  });

  it("tells what is wrong with the file's text", () => {
    const loaded = loadConfiguration(HETZNER, { file: "Pulumi.prod.yaml", text: "config:\n\ta: b" }, "prod");
    assert.deepEqual(textsOf(loaded), ["Pulumi.prod.yaml:2:1: A line is indented by a tab; YAML wants spaces."]);
  });
});

describe("speed", () => {
  it("loads a clinic in about 3 ms once warm", () => {
    for (let i = 0; i < 100; i += 1) loadStackFile(REFERENCE, "Pulumi.prod.yaml", "prod");
    const start = process.cpuUsage();
    for (let i = 0; i < 100; i += 1) loadStackFile(REFERENCE, "Pulumi.prod.yaml", "prod");
    const { user, system } = process.cpuUsage(start);
    // Processor time, so that a busy machine does not count; the bound is three times what was measured.
    assert.ok((user + system) / 1000 / 100 < 5, `${(user + system) / 100_000} ms for each`);
  });
});
