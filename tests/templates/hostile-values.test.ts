import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { compileTemplate, type Template } from "../../render/template.ts";
import type { TemplateValue } from "../../services/service.ts";
import { HOSTILE_TEXTS, hostileText } from "../render/hostile.ts";
import { declaredFiles } from "./declared-files.ts";
import { parsed } from "./parsers.ts";

type Data = Readonly<Record<string, TemplateValue>>;
type Path = readonly (string | number)[];

function textPaths(value: TemplateValue, path: Path = []): Path[] {
  if (typeof value === "string") return value === "" ? [] : [path];
  if (Array.isArray(value)) return value.flatMap((part: TemplateValue, index) => textPaths(part, [...path, index]));
  if (typeof value === "object") return Object.entries(value).flatMap(([key, part]) => textPaths(part, [...path, key]));
  return [];
}

/**
 * With the first and the last of each list's elements that have the same parts: a template prints every element of a list at the same
 * place, and tells them apart by their parts alone.
 */
function shortened<Value extends TemplateValue>(value: Value): Value {
  const parts = (value: TemplateValue): TemplateValue => {
    if (Array.isArray(value)) {
      const alike = Object.values(Object.groupBy(value as readonly TemplateValue[], shapeOf));
      return alike.flatMap((some = []) => [...some.slice(0, 1), ...some.slice(1).slice(-1)]).map(parts);
    }
    if (typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, parts(part)]));
  };
  return parts(value) as Value; // of the same shape: only lists became shorter
}

function shapeOf(value: TemplateValue): string {
  return typeof value === "object" ? Object.keys(value).sort().join() : typeof value;
}

function withText(data: Data, path: Path, text: string): Data {
  const copy = structuredClone(data) as Record<string, unknown>;
  let holder: Record<string | number, unknown> = copy;
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string | number, unknown>;
  const last = path.at(-1);
  assert.ok(last !== undefined);
  holder[last] = text;
  return copy as Data;
}

/** What the parser saw with the marker in place, the marker replaced by what was put there instead. */
function replaced(tree: unknown, marker: string, text: string): unknown {
  if (typeof tree === "string") return tree.replaceAll(marker, () => text);
  if (Array.isArray(tree)) return tree.map((part) => replaced(part, marker, text));
  if (tree !== null && typeof tree === "object") {
    return Object.fromEntries(
      Object.entries(tree).map(([key, part]) => [key.replaceAll(marker, () => text), replaced(part, marker, text)]),
    );
  }
  return tree;
}

/** One word, so that it may stand in every format and is found again in every parser's view. */
const MARKER = "Zq7marker7qZ";

function rendered(template: Template, data: Data): string | undefined {
  try {
    return template(data);
  } catch (error) {
    // The template names itself and the quoting helper says why: an honest refusal, nothing was written.
    assert.match(
      String(error),
      /can(?:'|’)t be (?:written|escaped)|can be written|changes the meaning|is lost|would be split/,
    );
    return undefined;
  }
}

describe("a hostile value changes nothing but itself, in every template", () => {
  const files = declaredFiles();

  it("every template on disk belongs to a declared file", () => {
    const root = fileURLToPath(new URL("../../", import.meta.url));
    const onDisk = readdirSync(join(root, "templates"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)));
    assert.deepEqual(onDisk.sort(), files.map((one) => one.template).sort());
  });

  for (const { template: name, file } of files) {
    const data = shortened(file.data ?? {});
    const paths = textPaths(data);
    it(`${name}: ${paths.length} values`, () => {
      const source = readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");
      const template = compileTemplate(name, source, file.format);
      parsed(file.format, template(file.data ?? {}));
      for (const path of paths) {
        const marked = rendered(template, withText(data, path, MARKER));
        assert.ok(marked !== undefined, `${path.join(".")} refuses a plain word`);
        if (!marked.includes(MARKER)) continue;
        const seen = parsed(file.format, marked);
        for (const value of [
          ...HOSTILE_TEXTS.filter((text) => text !== ""),
          ...fc.sample(
            hostileText.filter((text) => text !== ""),
            60,
          ),
        ]) {
          const text = rendered(template, withText(data, path, value));
          if (text === undefined) continue;
          assert.deepEqual(
            parsed(file.format, text),
            replaced(seen, MARKER, value),
            `${path.join(".")} = ${JSON.stringify(value.slice(0, 60))}`,
          );
        }
      }
    });
  }
});
