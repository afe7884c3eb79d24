import {
  parse,
  type Expression,
  type MemberExpression,
  type Program,
  type Property,
  type VariableDeclaration,
} from "acorn";
import { DEEPEST, type Located } from "../located.ts";

/** What a script of plain data leaves in one global variable, or where it stops being plain data. */
export type PlainScript =
  | { readonly kind: "plain"; readonly located: Located }
  | { readonly kind: "other"; readonly offset: number; readonly what: string };

/** Thrown inside this file alone, at the first construct that is no plain data. */
class NotPlain extends Error {
  readonly offset: number;
  constructor(offset: number, what: string) {
    super(what);
    this.offset = offset;
  }
}

/**
 * Evaluates a script that only writes data down: `var NAME = …;` and assignments to parts of it, where each value is an
 * object, a list, a string, a number, true, false or null. Nothing in that grammar can ask who runs it, so the value is the same in every
 * browser (ECMA-262 with Annex B, as acorn parses it: HTML-like comments and U+2028 are what they are in a browser). A
 * hashbang is only one where nothing stands before it, which in a page can't be told.
 */
export function plainScript(text: string, name: string): PlainScript {
  try {
    const located = valueAfter(
      parse(text, { ecmaVersion: "latest", sourceType: "script", allowHashBang: false }),
      name,
    );
    return located === undefined
      ? { kind: "other", offset: 0, what: `${name} is defined nowhere` }
      : { kind: "plain", located };
  } catch (error) {
    if (error instanceof NotPlain) return { kind: "other", offset: error.offset, what: error.message };
    if (error instanceof SyntaxError) return { kind: "other", offset: positionOf(error), what: "it is no JavaScript" };
    // A stack that overflows: the text is nested deeper than any configuration.
    if (error instanceof RangeError) return { kind: "other", offset: 0, what: "it is nested too deeply" };
    throw error;
  }
}

/** acorn puts the offset of a syntax error on it as `pos`. */
function positionOf(error: SyntaxError): number {
  return "pos" in error && typeof error.pos === "number" ? error.pos : 0;
}

function valueAfter(program: Program, name: string): Located | undefined {
  let value: Located | undefined;
  for (const statement of program.body) value = afterStatement(statement, name, value);
  return value;
}

function afterStatement(
  statement: Program["body"][number],
  name: string,
  before: Located | undefined,
): Located | undefined {
  if (statement.type === "EmptyStatement") return before;
  if (statement.type === "VariableDeclaration" && statement.kind === "var") return declared(statement, name);
  if (statement.type !== "ExpressionStatement")
    throw new NotPlain(statement.start, `${nameOf(statement)} is no plain data`);
  return statement.directive === "use strict" ? before : afterAssignment(statement.expression, name, before);
}

function declared({ declarations }: VariableDeclaration, name: string): Located | undefined {
  let value: Located | undefined;
  for (const { id, init, start } of declarations) {
    if (id.type !== "Identifier" || id.name !== name) throw new NotPlain(start, `something is defined beside ${name}`);
    if (init == null) throw new NotPlain(start, `${name} is declared without a value`);
    value = literal(init, 0);
  }
  return value;
}

function nameOf(statement: Program["body"][number]): string {
  return statement.type.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).toLowerCase();
}

function afterAssignment(expression: Expression, name: string, before: Located | undefined): Located {
  if (expression.type !== "AssignmentExpression" || expression.operator !== "=")
    throw new NotPlain(expression.start, "an expression that does more than set a value is no plain data");
  const { left } = expression;
  const value = literal(expression.right, 0);
  if (before === undefined)
    throw new NotPlain(expression.start, `a value is set before \`var ${name}\` has defined ${name}`);
  if (left.type === "Identifier" && left.name === name) return value;
  if (left.type !== "MemberExpression") throw new NotPlain(left.start, `what is set is no part of ${name}`);
  const { parent, key } = placeOf(left, name, before);
  parent.parts.set(key, value);
  return before;
}

/** The object that an assignment changes, if each step to it is a part that this very script wrote down. */
function placeOf(
  target: MemberExpression,
  name: string,
  root: Located,
): { readonly parent: Extract<Located, { kind: "map" }>; readonly key: string } {
  const keys: string[] = [];
  let inner: Expression | MemberExpression["object"] = target;
  while (inner.type === "MemberExpression") {
    keys.unshift(keyOf(inner));
    inner = inner.object;
  }
  if (inner.type !== "Identifier" || inner.name !== name)
    throw new NotPlain(target.start, `what is set is no part of ${name}`);
  const key = keys.pop() ?? "";
  let parent: Located | undefined = root;
  for (const step of keys) parent = parent?.kind === "map" ? parent.parts.get(step) : undefined;
  if (parent?.kind !== "map")
    throw new NotPlain(target.start, `${[name, ...keys].join(".")} is no object that this script wrote down`);
  return { parent, key };
}

function keyOf(member: MemberExpression): string {
  const { property } = member;
  if (!member.computed && property.type === "Identifier") return safe(property.name, property.start);
  if (member.computed && property.type === "Literal" && typeof property.value === "string")
    return safe(property.value, property.start);
  throw new NotPlain(property.start, "a computed name is no plain data");
}

/** ECMA-262, B.2.2.1 and 13.2.5.5: this one name sets what an object inherits, and is no part of it. */
function safe(key: string, offset: number): string {
  if (key === "__proto__") throw new NotPlain(offset, "__proto__ changes what an object inherits");
  return key;
}

function literal(expression: Expression, depth: number): Located {
  const offset = expression.start;
  if (depth > DEEPEST) throw new NotPlain(offset, "it is nested too deeply");
  switch (expression.type) {
    case "Literal":
      // acorn gives null for a pattern that this Node.js does not know, so the value alone does not tell.
      if (expression.regex !== undefined || expression.bigint !== undefined) throw computed(offset);
      return { kind: "scalar", offset, value: scalar(expression.value, offset) };
    case "TemplateLiteral": {
      const text = expression.expressions.length === 0 ? expression.quasis[0]?.value.cooked : undefined;
      if (typeof text !== "string") throw computed(offset);
      return { kind: "scalar", offset, value: text };
    }
    case "UnaryExpression": {
      const { argument, operator } = expression;
      if (operator !== "-" || argument.type !== "Literal" || typeof argument.value !== "number") throw computed(offset);
      // -0 would be another value than 0 to some comparisons and to no configuration.
      return { kind: "scalar", offset, value: argument.value === 0 ? 0 : -finite(argument.value, offset) };
    }
    case "ArrayExpression":
      return { kind: "list", offset, parts: expression.elements.map((element) => item(element, offset, depth)) };
    case "ObjectExpression": {
      const parts = new Map<string, Located>();
      for (const property of expression.properties) {
        if (property.type !== "Property" || property.kind !== "init" || property.computed || property.shorthand)
          throw new NotPlain(property.start, "a computed or shortened name is no plain data");
        // The last of two equal names wins, and stands where it was written.
        parts.set(nameIn(property), { ...literal(property.value, depth + 1), offset: property.start });
      }
      return { kind: "map", offset, parts };
    }
    default:
      throw computed(offset);
  }
}

function computed(offset: number): NotPlain {
  return new NotPlain(offset, "a value is computed, not written down");
}

function item(element: Expression | { readonly type: "SpreadElement" } | null, offset: number, depth: number): Located {
  if (element === null) throw new NotPlain(offset, "a list with holes is no plain data");
  if (element.type === "SpreadElement") throw new NotPlain(offset, "a list that spreads another is no plain data");
  return literal(element, depth + 1);
}

function nameIn({ key, start }: Property): string {
  if (key.type === "Identifier") return safe(key.name, start);
  if (key.type === "Literal" && (typeof key.value === "string" || typeof key.value === "number"))
    return safe(String(key.value), start);
  throw new NotPlain(start, "a computed name is no plain data");
}

function scalar(value: unknown, offset: number): string | number | boolean | null {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return finite(value, offset);
  throw computed(offset);
}

function finite(value: number, offset: number): number {
  if (!Number.isFinite(value)) throw new NotPlain(offset, "a number is too large");
  return value;
}
