import Handlebars from "handlebars";
import type { Format, TemplateValue } from "../services/service.ts";
import { HELPER_OF, QUOTES } from "./quote.ts";

/** A template breaks the rule that every value is printed through the helper of its file's format. */
export class UnsafeTemplate extends Error {}

export type Template = (data: Readonly<Record<string, TemplateValue>>) => string;

/** What one piece of a template prints for a value in view. */
type Printer = (context: TemplateValue) => string;

/**
 * A Handlebars template whose every value is quoted for its format. Handlebars parses it; what little of the language is allowed is
 * then printed straight from its syntax tree, since Handlebars' own compiler takes longer than all the rest of rendering. A test
 * holds both against each other.
 *
 * @param name for messages: the template's path
 * @throws UnsafeTemplate where it prints a bare value, uses another format's helper, a partial, a decorator or raw output
 */
export function compileTemplate(name: string, source: string, format: Format): Template {
  return programPrinter(Handlebars.parse(source), name, HELPER_OF[format]);
}

function programPrinter(program: hbs.AST.Program, name: string, helper: string): Printer {
  const printers = program.body.map((statement) => statementPrinter(statement, name, helper));
  return (context) => {
    let text = "";
    for (const print of printers) text += print(context);
    return text;
  };
}

function statementPrinter(statement: hbs.AST.Statement, name: string, helper: string): Printer {
  if (isContent(statement)) return () => statement.value;
  if (statement.type === "CommentStatement") return () => "";
  if (isMustache(statement)) return valuePrinter(statement, `${name}:${statement.loc.start.line}`, helper);
  if (isBlock(statement)) return blockPrinter(statement, name, helper);
  throw new UnsafeTemplate(`${name}:${statement.loc.start.line}: a ${statement.type} is not allowed in a template.`);
}

function valuePrinter(statement: hbs.AST.MustacheStatement, at: string, helper: string): Printer {
  if (!statement.escaped) throw new UnsafeTemplate(`${at}: raw output is not allowed; write {{${helper} …}}.`);
  const called = isPath(statement.path) ? statement.path.original : "…";
  const [parameter, ...more] = statement.params;
  if (parameter === undefined || more.length > 0)
    throw new UnsafeTemplate(`${at}: {{${called}}} is printed bare; write {{${helper} ${called}}}.`);
  if (called !== helper)
    throw new UnsafeTemplate(`${at}: {{${called} …}} is another format's helper; this file takes {{${helper} …}}.`);
  if ((statement.hash as hbs.AST.Hash | undefined)?.pairs.length)
    throw new UnsafeTemplate(`${at}: {{${helper} …}} takes one value and nothing else.`);
  const { value, said } = lookup(parameter, at);
  const quote = QUOTES[helper];
  if (quote === undefined) throw new UnsafeTemplate(`${at}: there is no helper ${helper}.`);
  return (context) => {
    try {
      return quote(value(context));
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      throw new Error(`${at}: {{${helper} ${said}}}: ${words}`, { cause: error });
    }
  };
}

function blockPrinter(statement: hbs.AST.BlockStatement, name: string, helper: string): Printer {
  const at = `${name}:${statement.loc.start.line}`;
  const block = statement.path.original;
  const [parameter, ...more] = statement.params;
  if (parameter === undefined || more.length > 0 || hasBlockParameters(statement.program))
    throw new UnsafeTemplate(`${at}: {{#${block} …}} takes one value and nothing else.`);
  const { value } = lookup(parameter, at);
  const inner = programPrinter(statement.program, name, helper);
  // Handlebars leaves `inverse` out where a block has no {{else}}.
  const inverse = statement.inverse as hbs.AST.Program | undefined;
  const other: Printer = inverse === undefined ? () => "" : programPrinter(inverse, name, helper);
  switch (block) {
    case "if":
      return (context) => (isTrue(value(context)) ? inner : other)(context);
    case "unless":
      return (context) => (isTrue(value(context)) ? other : inner)(context);
    case "each":
      return (context) => {
        const list = value(context);
        if (!Array.isArray(list) || list.length === 0) return other(context);
        return list.map((part: TemplateValue) => inner(part)).join("");
      };
    default:
      throw new UnsafeTemplate(`${at}: only {{#if}}, {{#unless}} and {{#each}} are allowed, not {{#${block}}}.`);
  }
}

/** As Handlebars has it (lib/handlebars/helpers/if.js, 4.7): 0 and an empty list are not true. */
function isTrue(value: TemplateValue): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

interface Lookup {
  readonly value: (context: TemplateValue) => TemplateValue;
  /** The path as it is written. */
  readonly said: string;
}

/** `this`, `name` or `name.inner`, always from the value in view. */
function lookup(expression: hbs.AST.Expression, at: string): Lookup {
  if (!isPath(expression))
    throw new UnsafeTemplate(`${at}: only a plain value may stand here, not a ${expression.type}.`);
  const { parts, original } = expression;
  if (expression.data || expression.depth > 0)
    throw new UnsafeTemplate(`${at}: ${original} is not of the value in view; give it to the template as a value.`);
  return { value: (context) => parts.reduce(partOf, context), said: original };
}

function partOf(value: TemplateValue, key: string): TemplateValue {
  if (typeof value !== "object" || Array.isArray(value) || !Object.hasOwn(value, key)) return undefined;
  // Not a list, as the line before saw; TypeScript does not narrow readonly lists by Array.isArray.
  return (value as Readonly<Record<string, TemplateValue>>)[key];
}

/** `{{#each x as |y|}}`: Handlebars leaves the property out where there are none, whatever its types say. */
function hasBlockParameters(program: hbs.AST.Program): boolean {
  return "blockParams" in program && Array.isArray(program.blockParams) && program.blockParams.length > 0;
}

function isContent(statement: hbs.AST.Node): statement is hbs.AST.ContentStatement {
  return statement.type === "ContentStatement";
}

function isMustache(statement: hbs.AST.Node): statement is hbs.AST.MustacheStatement {
  return statement.type === "MustacheStatement";
}

function isBlock(statement: hbs.AST.Node): statement is hbs.AST.BlockStatement {
  return statement.type === "BlockStatement";
}

function isPath(expression: hbs.AST.Node): expression is hbs.AST.PathExpression {
  return expression.type === "PathExpression";
}
