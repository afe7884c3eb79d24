import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { keyOf, pathOf, type Path } from "../../clinic/fault.ts";
import { JURISDICTIONS } from "../../clinic/law/jurisdictions.ts";
import { PROFESSIONS } from "../../clinic/law/records.ts";
import { loadConfiguration } from "../../clinic/load.ts";
import { REGIONS } from "../../clinic/regions.ts";
import { suitableSizes } from "../../clinic/sizes.ts";
import { generateValidator } from "../../clinic/validator/generate.ts";
import validate from "../../clinic/validator/validate.js";
import { BAD_VALUES } from "../fixtures/stacks/bad-values.ts";
import { AWS, EXISTING, FULL, HETZNER, OWN_NETWORK } from "../fixtures/stacks/stacks.ts";

interface Schema {
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly pattern?: string;
  readonly errorMessage?: string;
  readonly $ref?: string;
}

const TEXT = readFileSync(new URL("../../clinic/stack-file.schema.json", import.meta.url), "utf8");
const SCHEMA = JSON.parse(TEXT) as Schema & { readonly $defs: Readonly<Record<string, Schema>> };

function followed(schema: Schema): Schema {
  const name = schema.$ref?.replace("#/$defs/", "");
  return name === undefined ? schema : { ...followed(SCHEMA.$defs[name] ?? {}), ...schema };
}

interface Place {
  readonly key: string;
  readonly schema: Schema;
}

/** Every value that the schema describes, with its key; all branches of a union at the same keys. */
function placesIn(schema: Schema, path: Path): readonly Place[] {
  const whole = followed(schema);
  return [
    { key: keyOf(path), schema: whole },
    ...Object.entries(whole.properties ?? {}).flatMap(([name, inner]) => placesIn(inner, [...path, name])),
    ...(whole.items === undefined ? [] : placesIn(whole.items, [...path, 0])),
    ...(whole.oneOf ?? []).flatMap((branch) => placesIn(branch, path)),
  ];
}

const CONFIG = SCHEMA.properties?.["config"] ?? {};
const PLACES = placesIn(CONFIG, ["config"]).filter(({ key }) => key.startsWith("stillroom:"));

describe("the schema", () => {
  it("is strict JSON Schema 2020-12", () => {
    const ajv = new Ajv2020({ strict: true, discriminator: true });
    ajv.addVocabulary(["errorMessage"]);
    assert.doesNotThrow(() => ajv.compile(JSON.parse(TEXT) as object));
  });

  it("is what the generated validator was made from", async () => {
    const committed = readFileSync(new URL("../../clinic/validator/validate.js", import.meta.url), "utf8");
    assert.equal(committed, await generateValidator(), "Run node clinic/validator/generate.ts.");
  });

  it("describes more than fifty values", () => {
    assert.ok(PLACES.length > 50, String(PLACES.length));
  });

  for (const { key, schema } of PLACES) {
    it(`gives ${key} a title, a description, and an example or a default`, () => {
      assert.ok(schema.title !== undefined && schema.title.length > 1);
      assert.ok(schema.description !== undefined && schema.description.length > 5);
      const isContainer = schema.properties !== undefined || schema.oneOf !== undefined;
      assert.ok(isContainer || schema.examples !== undefined || schema.default !== undefined);
    });
  }

  it("says in words what a pattern or a bound asks for", () => {
    for (const { key, schema } of PLACES) {
      if (schema.pattern === undefined && schema.type !== "integer" && schema.type !== "boolean") continue;
      if (schema.enum !== undefined) continue;
      assert.match(schema.errorMessage ?? "", /^must be /, key);
    }
  });

  it("offers the sizes, regions and jurisdictions of our tables", () => {
    for (const provider of ["hetzner", "aws"] as const) {
      const machine = SCHEMA.$defs[`${provider}Machine`];
      assert.deepEqual(machine?.properties?.["size"]?.enum, suitableSizes(provider));
      assert.deepEqual(machine.properties["region"]?.enum, Object.keys(REGIONS[provider]));
    }
    const law = followed(CONFIG.properties?.["stillroom:law"] ?? {});
    assert.deepEqual(followed(law.properties?.["jurisdiction"] ?? {}).enum, Object.keys(JURISDICTIONS));
    assert.deepEqual(followed(law.properties?.["also"]?.items ?? {}).enum, Object.keys(JURISDICTIONS));
    assert.deepEqual(law.properties?.["profession"]?.enum, PROFESSIONS);
  });

  it("names the defaults that are filled in", () => {
    const short = loadConfiguration(HETZNER, undefined, "prod");
    assert.ok(short.kind === "clinic");
    let named = 0;
    for (const { key, schema } of PLACES) {
      const [, first = "", ...rest] = pathOf(key);
      if (schema.default === undefined || typeof schema.default === "object") continue;
      // Those of the other branches can't be written into this stack.
      const isOther = key.includes("wireguard") || key.includes("sshPort") || key.includes("mail");
      if (isOther) continue;
      named += 1;
      const block = structuredClone(HETZNER[first] ?? CONFIG.properties?.[first]?.default ?? {}) as Record<
        string,
        unknown
      >;
      const written = { ...HETZNER, [first]: { ...block, [String(rest[0])]: schema.default } };
      const long = loadConfiguration(written, undefined, "prod");
      assert.deepEqual(long.kind === "clinic" && long.clinic, short.clinic, key);
    }
    assert.ok(named > 12, String(named));
  });

  it("has a bad value with its message for every key", () => {
    const told = new Set(
      BAD_VALUES.flatMap(({ says }) => says.map((message) => message.split(" ")[0]?.replace(/\[\d\]/g, "[0]"))),
    );
    const missing = new Set(
      BAD_VALUES.flatMap(({ says }) =>
        says.flatMap((message) => {
          const [, parent = "", key = ""] = /^(\S+) (?:configuration )?needs the key ([\w:]+)/.exec(message) ?? [];
          return [parent === "The" ? key : `${parent.replace(/\[\d\]/g, "[0]")}.${key}`];
        }),
      ),
    );
    const untold = PLACES.filter(
      ({ key, schema }) => schema.const === undefined && !told.has(key) && !missing.has(key),
    );
    assert.deepEqual(
      untold.map(({ key }) => key),
      [],
    );
  });

  it("lets the fixtures through", () => {
    for (const configuration of [HETZNER, AWS, EXISTING, FULL, OWN_NETWORK]) {
      validate({ config: configuration });
      assert.deepEqual(validate.errors, null);
    }
  });

  it("refuses @@ in every text", () => {
    const texts = PLACES.filter(({ schema }) => schema.type === "string" && schema.enum === undefined);
    assert.ok(texts.length > 20);
    for (const { key, schema } of texts) {
      const pattern = new RegExp(schema.pattern ?? "", "u");
      const [first] = schema.examples ?? [];
      const example = typeof first === "string" ? first : "meet";
      fc.assert(
        fc.property(fc.nat(example.length), (at) => {
          assert.doesNotMatch(`${example.slice(0, at)}@@${example.slice(at)}`, pattern, key);
        }),
        { numRuns: 20 },
      );
    }
  });
});
