import { readFileSync, writeFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import { format } from "prettier";

/*
 * Turns the schema into `validate.js`. Importing ajv and compiling the schema takes over 100 ms in each process, more than
 * all the rest of a check; the generated validator is there in 5 ms. Run it after each change of the schema:
 *
 *     node clinic/validator/generate.ts
 */

const SCHEMA = new URL("../stack-file.schema.json", import.meta.url);
const TARGET = new URL("validate.js", import.meta.url);

/** The source text of `validate.js` as the schema asks for it today. */
export async function generateValidator(): Promise<string> {
  const ajv = new Ajv2020({
    strict: true,
    allErrors: true,
    discriminator: true,
    // Our own words are made from the schema, and a definition that is used often is compiled once.
    messages: false,
    inlineRefs: false,
    code: { source: true, esm: true },
  });
  const schema = withoutWords(JSON.parse(readFileSync(SCHEMA, "utf8"))) as object;
  const header =
    "/* Made by clinic/validator/generate.ts from clinic/stack-file.schema.json: change the schema, not this. */\n" +
    "/* eslint-disable */\n";
  const code = asModule(standalone.default(ajv, ajv.compile(schema)));
  return format(header + code, { parser: "babel", printWidth: 120 });
}

const WORDS = new Set(["title", "description", "default", "examples", "errorMessage"]);

/** The schema without what is for people and editors: ajv would write it all into the code. */
function withoutWords(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutWords);
  if (typeof schema !== "object" || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword]) => !WORDS.has(keyword))
      .map(([keyword, value]) => [
        keyword,
        ["properties", "patternProperties", "$defs"].includes(keyword)
          ? eachWithoutWords(value as object)
          : withoutWords(value),
      ]),
  );
}

/** The same for a map from names to schemas, in which `title` is a name and no keyword. */
function eachWithoutWords(schemas: object): unknown {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, withoutWords(schema)]));
}

/** ajv writes `require` for its run-time functions even into an ES module. */
function asModule(code: string): string {
  return code.replaceAll(
    /const (\w+) = require\("([^"]+)"\)\.default;/g,
    (_, name: string, path: string) => `import ${name}Module from "${path}.js"; const ${name} = ${name}Module.default;`,
  );
}

if (import.meta.main) writeFileSync(TARGET, await generateValidator());
