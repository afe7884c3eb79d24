import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mutantText, outcomeOf } from "../../scripts/rules/mutate.ts";
import { mutantsOf } from "../../scripts/rules/mutants.ts";

/**
 * Rules, and modules that rules share, of which no mutant survives. One comes in here once `node --no-warnings scripts/rules/mutate.ts
 * <name>` is content with it; which ones are not yet here stands in docs/ARCHITECTURE.md, "Known gaps".
 */
const SETTLED = [
  ...["e2ee-required", "no-secrets-in-files", "no-third-party", "tls", "demands"],
  ...["as-rendered", "understood", "waivers"],
  ...[
    "certificate-issued",
    "clock-kept",
    "database-closed",
    "delivery-complete",
    "desk-closed",
    "only-its-service-reads",
  ],
  ...["recording-impossible", "neutral-names", "relay-closed"],
  ...["directory-closed", "federation-closed", "registration-closed"],
  ...["firewall-default-deny", "firewall-matches-ports", "kill-switch", "devices-inside", "listens-as-declared"],
  ...["encryption-at-rest", "kernel-hardened", "machine-narrowed", "packages-signed", "services-sandboxed"],
  ...["machine-size", "region-under-law", "ssh-hardened", "meetings-by-invitation", "web-closed"],
  ...["log-retention", "message-retention", "only-root-writes"],
];

/** Mutants that mean the same as what they were made from, by name, as `mutantText` writes their first line without the number. */
const EQUIVALENT: Readonly<Record<string, readonly { readonly mutant: string; readonly since: string }[]>> = {
  "neutral-names": [
    {
      mutant: "policies/rules/neutral-names.ts: at < added → ((at) <= (added))",
      since: "A word that begins where the domain begins is told with the domain anyhow.",
    },
  ],
  "no-secrets-in-files": [
    {
      mutant:
        'policies/rules/no-secrets-in-files.ts: ["lua", "hocon", "yaml", "coturn", "javascript", "iptables"] → ["lua", "hocon", "yaml", "javascript", "iptables"]',
      since: "What the text of the relay's file would say is what its settings say, a second time.",
    },
  ],
};

describe("mutants", () => {
  const made = (source: string): readonly string[] =>
    mutantsOf("sample.ts", source).map(({ before, after }) => `${before} → ${after}`);

  for (const [what, source, expected] of [
    ["a condition is negated", "if (ready) go();", "ready → !(ready)"],
    ["a negation is dropped", "if (!ready) go();", "!ready → (ready)"],
    ["and is taken for or", "const x = () => a && b;", "a && b → ((a) || (b))"],
    ["an operand is negated", "const x = () => a && b;", "b → !(b)"],
    ["equal is taken for unequal", "if (a === b) go();", "a === b → ((a) !== (b))"],
    ["a limit is moved", "if (a < b) go();", "a < b → ((a) <= (b))"],
    ["a predicate is negated", "list.filter((one) => one.good);", "one.good → !(one.good)"],
    ["some is taken for every", "list.some(good);", "some → every"],
    ["a list loses an element", "const NEEDED = ['a', 'b'];", '["a", "b"] → ["b"]'.replaceAll('"', "'")],
    ["a table loses an entry", "const T = { a: 1, b: 2 };", "{ a: 1, b: 2 } → { b: 2 }"],
    ["a list of breaches is emptied", "function f(): Breach[] { return found; }", "found → []"],
    ["a breach is not kept", "breaches.push(one);", "breaches.push(one); → ;"],
    ["a pattern meets nothing", "const x = () => /a/i.test(b);", "/a/i → /(?!)/i"],
    ["a text meets nothing", "const x = () => a.get('key');", "'key' → \"\\u0000\""],
    ["what a function answers is negated", "function f(): boolean { return a; }", "a → !(a)"],
  ] as const) {
    it(`know that ${what}`, () => {
      assert.ok(made(source).includes(expected), made(source).join("\n"));
    });
  }

  it("leave alone what only people read, and tables of what does no harm", () => {
    assert.deepEqual(made('const x = () => ({ what: a ? "b" : "c", where: d && e });'), []);
    assert.deepEqual(made("const HARMLESS = ['a', 'b'];"), []);
    assert.deepEqual(made('say(["option"], "It is off.");'), []);
    assert.deepEqual(made('const x = () => ({ ...prosody.placeOf(host, ["option"]) });'), []);
    assert.deepEqual(made("const x = () => { const place = a ? b : c; return { ...place }; };"), []);
    assert.deepEqual(made('const T = { why: "It harms." };'), []);
  });

  it("keep the lines of their source, types or not", () => {
    const [mutant] = mutantsOf("sample.ts", "const a: number = 1;\nif (a as unknown) go();\n");
    assert.equal(mutant?.line, 2);
    assert.match(mutant.module, /^const a {9}= 1;\nif \(!\(a/);
  });
});

describe("what is wrong in one place is seen by the examples of a rule, the good clinics or the corpus", () => {
  for (const name of SETTLED) {
    it(name, async () => {
      const { file, mutants, survivors } = await outcomeOf(name);
      assert.ok(mutants > 0);
      const known = (EQUIVALENT[name] ?? []).map(({ mutant }) => mutant);
      const texts = survivors.map((survivor) => mutantText(file, survivor));
      assert.deepEqual(
        texts.filter((text) => !known.includes(text.split("\n")[0]?.replace(/:\d+:/, ":") ?? "")),
        [],
      );
    });
  }
});
