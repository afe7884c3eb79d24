import Handlebars from "handlebars";
import type { Format, TemplateValue } from "../services/service.ts";
import { HELPER_OF, QUOTES } from "./quote.ts";

/** A template breaks the rule that every value is printed through the helper of its file's format. */
export class UnsafeTemplate extends Error {}

export type Template = (data: Readonly<Record<string, TemplateValue>>) => string;

const BLOCKS: ReadonlySet<string> = new Set(["if", "unless", "each"]);

/**
 * A Handlebars template whose every value is quoted for its format.
 *
 * @param name for messages: the template's path
 * @throws UnsafeTemplate where it prints a bare value, uses another format's helper, a partial, a decorator or raw output
 */
export function compileTemplate(name: string, source: string, format: Format): Template {
  const program = Handlebars.parse(source);
  checkProgram(program, name, HELPER_OF[format]);
  const engine = Handlebars.create();
  for (const [helper, quote] of Object.entries(QUOTES)) engine.registerHelper(helper, (value: unknown) => quote(value));
  const render = engine.compile(program, {
    noEscape: true,
    strict: true,
    knownHelpersOnly: true,
    knownHelpers: { [HELPER_OF[format]]: true, if: true, unless: true, each: true },
  });
  return (data) => {
    try {
      return render(data);
    } catch (error) {
      throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  };
}

function checkProgram(program: hbs.AST.Program, name: string, helper: string): void {
  for (const statement of program.body) checkStatement(statement, name, helper);
}

function checkStatement(statement: hbs.AST.Statement, name: string, helper: string): void {
  const at = `${name}:${statement.loc.start.line}`;
  if (isMustache(statement)) {
    checkMustache(statement, at, helper);
  } else if (isBlock(statement)) {
    const block = statement.path.original;
    if (!BLOCKS.has(block))
      throw new UnsafeTemplate(`${at}: only {{#if}}, {{#unless}} and {{#each}} are allowed, not {{#${block}}}.`);
    for (const parameter of statement.params) checkPlainPath(parameter, at);
    checkProgram(statement.program, name, helper);
    // Handlebars leaves `inverse` out where a block has no {{else}}.
    const inverse = statement.inverse as hbs.AST.Program | undefined;
    if (inverse !== undefined) checkProgram(inverse, name, helper);
  } else if (statement.type !== "ContentStatement" && statement.type !== "CommentStatement") {
    throw new UnsafeTemplate(`${at}: a ${statement.type} is not allowed in a template.`);
  }
}

function checkMustache(statement: hbs.AST.MustacheStatement, at: string, helper: string): void {
  if (!statement.escaped) throw new UnsafeTemplate(`${at}: raw output is not allowed; write {{${helper} …}}.`);
  const called = isPath(statement.path) ? statement.path.original : "…";
  if (statement.params.length !== 1)
    throw new UnsafeTemplate(`${at}: {{${called}}} is printed bare; write {{${helper} ${called}}}.`);
  if (called !== helper)
    throw new UnsafeTemplate(`${at}: {{${called} …}} is another format's helper; this file takes {{${helper} …}}.`);
  for (const parameter of statement.params) checkPlainPath(parameter, at);
  if ((statement.hash as hbs.AST.Hash | undefined)?.pairs.length)
    throw new UnsafeTemplate(`${at}: {{${helper} …}} takes one value and nothing else.`);
}

function checkPlainPath(expression: hbs.AST.Expression, at: string): void {
  if (!isPath(expression))
    throw new UnsafeTemplate(`${at}: only a plain value may stand here, not a ${expression.type}.`);
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
