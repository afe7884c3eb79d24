import { stripTypeScriptTypes } from "node:module";
import ts from "typescript";

/** One small fault put into a source on purpose: if no test sees it, nothing says that this piece of the source is right. */
export interface Mutant {
  /** 1-based line of the fault. */
  readonly line: number;
  /** The line as it is, without its indentation. */
  readonly source: string;
  /** What stood there, on one line. */
  readonly before: string;
  /** What stands there now, likewise. */
  readonly after: string;
  /** The whole module with the fault, as JavaScript with the lines of the source. */
  readonly module: string;
}

interface Fault {
  readonly node: ts.Node;
  readonly after: string;
}

/**
 * Every mutant of a module: conditions, operands and predicates negated, `&&` and `||`, `===` and `!==`, `<` and `<=`,
 * `some` and `every` taken for each other, lists emptied, their elements and the entries of tables left out, texts and patterns that
 * decide replaced by ones that meet nothing.
 *
 * Words are left alone: the properties of a rule beside `check`, what a finding says, and which line it names. So are tables called
 * `HARMLESS…`.
 */
export function mutantsOf(path: string, source: string): readonly Mutant[] {
  const javascript = stripTypeScriptTypes(source);
  // Types are blanked out and not cut away, so a place in the syntax tree is the same place in what runs.
  if (javascript.length !== source.length) throw new Error(`${path}: places differ once its types are stripped.`);
  const tree = ts.createSourceFile(path, source, ts.ScriptTarget.ESNext, true);
  const text = (node: ts.Node): string => javascript.slice(node.getStart(tree), node.getEnd());
  const lines = source.split("\n");
  const seen = new Set<string>();
  return faultsBelow(tree, text).flatMap(({ node, after }) => {
    const [start, end] = [node.getStart(tree), node.getEnd()];
    const module = javascript.slice(0, start) + after + javascript.slice(end);
    if (module === javascript || seen.has(module)) return [];
    seen.add(module);
    const line = tree.getLineAndCharacterOfPosition(start).line + 1;
    return [{ line, source: lines[line - 1]?.trim() ?? "", before: flat(text(node)), after: flat(after), module }];
  });
}

function flat(text: string): string {
  return text.replace(/\s+/g, " ");
}

type Text = (node: ts.Node) => string;

function faultsBelow(tree: ts.SourceFile, text: Text): readonly Fault[] {
  const faults: Fault[] = [];
  const visit = (node: ts.Node): void => {
    if (isWords(node)) return;
    faults.push(...faultsAt(node, text));
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return faults;
}

/**
 * Tables of what does no harm, by their name: with an entry less a rule doubts what it need not doubt, which whoever meets it sees at once.
 */
const HARMLESS = /HARMLESS/;

/** Of a rule and of a finding: what is only read by people, and the examples, which are the tests. */
const WORDS: ReadonlySet<string> = new Set([
  ...["id", "title", "severity", "serves", "mend", "looksAt", "breaks"],
  ...["what", "where", "line", "lineOf", "why"],
]);

function isWords(node: ts.Node): boolean {
  if (ts.isFunctionDeclaration(node)) return makesExamples(node) || servesWords(node);
  if (ts.isVariableDeclaration(node) && HARMLESS.test(node.name.getText())) return true;
  return isPlaceOfWords(node) || (ts.isVariableDeclaration(node) && servesWords(node));
}

function isPlaceOfWords(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isTemplateExpression(node)) return true;
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true;
  if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) return WORDS.has(node.name.getText());
  if (ts.isCallExpression(node)) return givesWords(node.expression);
  if (ts.isSpreadAssignment(node)) return node.expression.getText() === "place";
  // `...(line === undefined ? {} : { line })`
  return ts.isConditionalExpression(node) && [node.whenTrue, node.whenFalse].some(isEmptyObject);
}

/** `prosody.placeOf(host, [option])` gives the place of a finding, and `say(option, "…")` makes one. */
function givesWords(called: ts.Expression): boolean {
  return /^(?:place|placed|placeIn|placeOfModule|(?:\w+\.)?say|prosody\.placeOf)$/.test(called.getText());
}

/** A function that gives a release back serves the examples alone. */
function makesExamples(node: ts.FunctionDeclaration): boolean {
  return node.type?.getText() === "Release";
}

/** Whether a name is used in nothing but words. */
function servesWords(node: ts.VariableDeclaration | ts.FunctionDeclaration): boolean {
  const { name } = node;
  if (name === undefined || !ts.isIdentifier(name)) return false;
  const uses = usesOf(name.text, functionAround(node.parent) ?? node.getSourceFile()).filter(
    (use) => ts.findAncestor(use, (above) => above === node) === undefined,
  );
  return uses.length > 0 && uses.every((use) => ts.findAncestor(use.parent, isPlaceOfWords) !== undefined);
}

function usesOf(name: string, scope: ts.Node): readonly ts.Node[] {
  const uses: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name) uses.push(node);
    ts.forEachChild(node, visit);
  };
  visit(scope);
  return uses;
}

function isEmptyObject(node: ts.Expression): boolean {
  return ts.isObjectLiteralExpression(node) && node.properties.length === 0;
}

function faultsAt(node: ts.Node, text: Text): readonly Fault[] {
  if (isDecision(node)) return [...negations(node, text), ...inside(node, text)];
  return inside(node, text);
}

function inside(node: ts.Node, text: Text): readonly Fault[] {
  if (ts.isBinaryExpression(node)) return operatorFaults(node, text);
  if (ts.isPropertyAccessExpression(node)) return quantifierFaults(node);
  if (ts.isArrayLiteralExpression(node)) return listFaults(node, text);
  if (ts.isObjectLiteralExpression(node)) return tableFaults(node, text);
  if (ts.isReturnStatement(node) && node.expression !== undefined) return emptied(node.expression, node);
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) return emptied(node.body, node.body);
  if (ts.isExpressionStatement(node) && isPush(node.expression)) return [{ node, after: ";" }];
  if (ts.isRegularExpressionLiteral(node)) return [{ node, after: "/(?!)/" + flagsOf(node) }];
  if (ts.isStringLiteralLike(node) && decides(node)) return [{ node, after: '"\\u0000"' }];
  return [];
}

/** Whether the truth of an expression decides what happens next. */
function isDecision(node: ts.Node): node is ts.Expression {
  const { parent } = node;
  if (!ts.isExpression(node) || (parent as ts.Node | undefined) === undefined) return false;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent)) return parent.expression === node;
  if (ts.isConditionalExpression(parent) || ts.isForStatement(parent)) return parent.condition === node;
  if (ts.isBinaryExpression(parent)) return isJunction(parent.operatorToken.kind);
  if (ts.isReturnStatement(parent)) return givesTruth(functionAround(parent));
  if (ts.isArrowFunction(parent)) return parent.body === node && (isPredicate(parent) || givesTruth(parent));
  return false;
}

function isJunction(kind: ts.SyntaxKind): boolean {
  return kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken;
}

const ASKING: ReadonlySet<string> = new Set([
  "filter",
  "some",
  "every",
  "find",
  "findLast",
  "findIndex",
  "findLastIndex",
]);

function isPredicate(node: ts.ArrowFunction): boolean {
  const { parent } = node;
  return (
    ts.isCallExpression(parent) &&
    ts.isPropertyAccessExpression(parent.expression) &&
    ASKING.has(parent.expression.name.text)
  );
}

function functionAround(node: ts.Node): ts.Node | undefined {
  return ts.findAncestor(node, ts.isFunctionLike);
}

/** Says `boolean`, or `value is Type`. */
function givesTruth(node: ts.Node | undefined): boolean {
  if (node === undefined || !ts.isFunctionLike(node) || node.type === undefined) return false;
  return node.type.kind === ts.SyntaxKind.BooleanKeyword || ts.isTypePredicateNode(node.type);
}

/** A comparison has its own opposite, and `!` its own absence. */
function negations(node: ts.Expression, text: Text): readonly Fault[] {
  const bare = ts.isParenthesizedExpression(node) ? node.expression : node;
  if (ts.isPrefixUnaryExpression(bare) && bare.operator === ts.SyntaxKind.ExclamationToken) {
    return [{ node, after: `(${text(bare.operand)})` }];
  }
  if (ts.isBinaryExpression(bare) && OPPOSITE.get(bare.operatorToken.kind)?.complete === true) return [];
  return [{ node, after: `!(${text(node)})` }];
}

interface Opposite {
  readonly operator: string;
  /** True of every pair of values for which the operator is false. */
  readonly complete: boolean;
}

const OPPOSITE: ReadonlyMap<ts.SyntaxKind, Opposite> = new Map([
  [ts.SyntaxKind.AmpersandAmpersandToken, { operator: "||", complete: false }],
  [ts.SyntaxKind.BarBarToken, { operator: "&&", complete: false }],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, { operator: "!==", complete: true }],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, { operator: "===", complete: true }],
  [ts.SyntaxKind.LessThanToken, { operator: "<=", complete: false }],
  [ts.SyntaxKind.LessThanEqualsToken, { operator: "<", complete: false }],
  [ts.SyntaxKind.GreaterThanToken, { operator: ">=", complete: false }],
  [ts.SyntaxKind.GreaterThanEqualsToken, { operator: ">", complete: false }],
]);

function operatorFaults(node: ts.BinaryExpression, text: Text): readonly Fault[] {
  const opposite = OPPOSITE.get(node.operatorToken.kind);
  if (opposite === undefined) return [];
  return [{ node, after: `((${text(node.left)}) ${opposite.operator} (${text(node.right)}))` }];
}

function quantifierFaults(node: ts.PropertyAccessExpression): readonly Fault[] {
  const other = { some: "every", every: "some" }[node.name.text];
  return other === undefined ? [] : [{ node: node.name, after: other }];
}

/** Each element left out; a pair as it stands in a table of pairs goes as a whole. */
function listFaults(node: ts.ArrayLiteralExpression, text: Text): readonly Fault[] {
  if (isPair(node)) return [];
  return node.elements.map((left) => ({
    node,
    after: `[${node.elements
      .filter((element) => element !== left)
      .map(text)
      .join(", ")}]`,
  }));
}

/** No list but two values: `const [a, b] = [x, y]`, an entry of a table of pairs, `new Map(list.map((one) => [one.name, one]))`. */
function isPair(node: ts.ArrayLiteralExpression): boolean {
  const { parent } = node;
  if (ts.isArrayLiteralExpression(parent)) return true;
  if (ts.isArrowFunction(parent)) {
    const made = ts.isCallExpression(parent.parent) ? parent.parent.parent : parent;
    return ts.isNewExpression(made) && made.expression.getText() === "Map";
  }
  const outer = ts.isAsExpression(parent) ? parent.parent : parent;
  return ts.isVariableDeclaration(outer) && ts.isArrayBindingPattern(outer.name);
}

/** Entries of tables that stand at the top of the file. */
function tableFaults(node: ts.ObjectLiteralExpression, text: Text): readonly Fault[] {
  if (ts.findAncestor(node, ts.isFunctionLike) !== undefined || isRule(node)) return [];
  if (ts.isArrayLiteralExpression(node.parent)) return [];
  const deciding = node.properties.filter((property) => !isPlaceOfWords(property));
  return deciding.map((left) => ({
    node,
    after: `{ ${node.properties
      .filter((property) => property !== left)
      .map(text)
      .join(", ")} }`,
  }));
}

function isRule(node: ts.ObjectLiteralExpression): boolean {
  return node.properties.some((property) => property.name?.getText() === "check");
}

/** A list of breaches that a function gives back, emptied. */
function emptied(value: ts.Expression, node: ts.Node): readonly Fault[] {
  if (ts.isArrayLiteralExpression(value) && value.elements.length === 0) return [];
  const around = ts.isArrowFunction(value.parent) ? value.parent : functionAround(node);
  if (!givesBreaches(around)) return [];
  return [{ node: value, after: "[]" }];
}

function givesBreaches(node: ts.Node | undefined): boolean {
  if (node === undefined || !ts.isFunctionLike(node)) return false;
  if (node.type !== undefined) return /\bBreach\[\]/.test(node.type.getText());
  return ts.isPropertyAssignment(node.parent) && node.parent.name.getText() === "check";
}

function isPush(node: ts.Expression): boolean {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    ["push", "add", "set"].includes(node.expression.name.text)
  );
}

function flagsOf(node: ts.RegularExpressionLiteral): string {
  return node.text.slice(node.text.lastIndexOf("/") + 1);
}

/** `.join(", ")` and `.join(" ")` put together what is shown. */
function joinsWords(node: ts.StringLiteralLike): boolean {
  return (
    /^,? $/.test(node.text) && ts.isCallExpression(node.parent) && /\.join$/.test(node.parent.expression.getText())
  );
}

/** A word that is compared or looked up; words for people are none, and an element of a list is left out as a whole. */
function decides(node: ts.StringLiteralLike): boolean {
  if (node.text === "" || joinsWords(node) || / .* |^[A-Z].* |^stillroom:/.test(node.text)) return false;
  return !ts.isPropertyAssignment(node.parent) && !ts.isArrayLiteralExpression(node.parent);
}
