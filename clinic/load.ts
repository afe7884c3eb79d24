import { crossFieldFaults } from "./checks.ts";
import type { Clinic } from "./clinic.ts";
import { completeClinic, practiceLaw } from "./complete.ts";
import { keyOf, pathOf, type Fault, type Path } from "./fault.ts";
import type { PracticeLaw } from "./law/practice-law.ts";
import type { Problem } from "./problem.ts";
import { checkSchema, valueAt } from "./schema.ts";
import { readSource, type Position, type Source, type SyntaxFault } from "./source.ts";

export { formatProblem, type Problem } from "./problem.ts";
export type { Position } from "./source.ts";

/** The clinic that a stack file asks for, or everything that is wrong with the file. */
export type Loaded =
  | {
      readonly kind: "clinic";
      readonly clinic: Clinic;
      /** What the stack file says of the law, for documents and notes: more than the clinic holds, which travels to the machine. */
      readonly law: PracticeLaw;
      readonly positions: Positions;
    }
  | { readonly kind: "problems"; readonly problems: readonly Problem[] };

/**
 * Where a key such as `stillroom:names.video` stands, so that a verdict can point into the stack file. A key that is not
 * written, since its default holds, points to the nearest key above it that is; undefined for what stands in no file.
 */
export type Positions = (key: string) => Position | undefined;

/** The same for a path; undefined for what stands in no file. */
type Locate = (path: Path, at: "key" | "value") => Position | undefined;

/**
 * Reads a stack file.
 *
 * @param text the file's content
 * @param file its name, for messages
 * @param stack the stack's name: `prod` for `Pulumi.prod.yaml`
 * @returns every problem at once, in the file's order; never throws for what a file can hold
 */
export function loadStackFile(text: string, file: string, stack: string): Loaded {
  const read = readSource(text);
  if (read.kind === "faults")
    return { kind: "problems", problems: read.faults.map((fault) => syntaxProblem(fault, file)) };
  return load(read.source.values, stack, file, read.source.positionOf);
}

/**
 * Reads the configuration that Pulumi found in force, which `--config` and environments can make differ from the file.
 *
 * @param values keys with their namespace, `stillroom:names`; structured values may come as JSON text, which is how the engine
 *   hands them to a program. Keys of other namespaces are left alone.
 * @param source the stack file's text, for lines and to find values that were wrongly marked as secret
 */
export function loadConfiguration(
  values: Readonly<Record<string, unknown>>,
  source: { readonly file: string; readonly text: string } | undefined,
  stack: string,
): Loaded {
  const configuration = { config: ownConfiguration(values) };
  if (source === undefined)
    return load(configuration, stack, `the configuration of the stack ${stack}`, () => undefined);
  const read = readSource(source.text);
  if (read.kind === "faults") {
    return { kind: "problems", problems: read.faults.map((fault) => syntaxProblem(fault, source.file)) };
  }
  const secrets = secretFaults(read.source.values);
  if (secrets.length > 0) return problemsOf(secrets, source.file, read.source.positionOf);
  return load(configuration, stack, source.file, positionsWhereSame(read.source, configuration));
}

function ownConfiguration(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([key]) => key.startsWith("stillroom:"))
      .map(([key, value]) => [key, typeof value === "string" ? parsed(value) : value]),
  );
}

/** What JSON text stands for; text that is no JSON stays, and the schema will say that it is no mapping. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A line of the file explains a value only where the file says the same. */
function positionsWhereSame(source: Source, configuration: unknown): Locate {
  return (path, at) =>
    JSON.stringify(valueAt(path, source.values)) === JSON.stringify(valueAt(path, configuration))
      ? source.positionOf(path, at)
      : undefined;
}

function load(values: unknown, stack: string, file: string, positionOf: Locate): Loaded {
  const schema = checkSchema(values);
  const known = [...secretFaults(values), ...placeholderFaults(values), ...crossFieldFaults(values)];
  if (schema.kind === "valid" && known.length === 0) {
    return {
      kind: "clinic",
      clinic: completeClinic(schema.file.config, stack),
      law: practiceLaw(schema.file.config),
      positions: (key) => positionOf(pathOf(key), "value"),
    };
  }
  return problemsOf(withoutShadowed([known, schema.kind === "faults" ? schema.faults : []]), file, positionOf);
}

/** A value that is marked as secret arrives as `{secure: ciphertext}`. */
function secretFaults(values: unknown): readonly Fault[] {
  return ownValues(values)
    .filter(({ value }) => typeof value === "object" && value !== null && Object.hasOwn(value, "secure"))
    .map(({ path }) => ({
      path,
      at: "value",
      message: `${keyOf(path)} is marked as secret (secure:), but nothing under stillroom: is secret, and rules must be able to read it. Write it plain: pulumi config set without --secret, or by hand.`,
      found: "a secret",
      expected: "a plain value",
    }));
}

function placeholderFaults(values: unknown): readonly Fault[] {
  return ownValues(values)
    .filter(({ value }) => typeof value === "string" && value.includes("@@"))
    .map(({ path, value }) => ({
      path,
      at: "value",
      message: `${keyOf(path)} holds @@, which marks a place that only the machine fills. Write it without.`,
      found: JSON.stringify(value),
      expected: "text without @@",
    }));
}

interface PathValue {
  readonly path: Path;
  readonly value: unknown;
}

/** Every value under a `stillroom:` key, with where it stands. */
function ownValues(values: unknown): readonly PathValue[] {
  const config = valueAt(["config"], values);
  if (typeof config !== "object" || config === null) return [];
  return Object.entries(config)
    .filter(([key]) => key.startsWith("stillroom:"))
    .flatMap(([key, value]) => valuesWithin(["config", key], value));
}

function valuesWithin(path: Path, value: unknown): readonly PathValue[] {
  const here = { path, value };
  if (typeof value !== "object" || value === null) return [here];
  const inner: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((item, i) => [i, item as unknown] as const)
    : Object.entries(value);
  return [here, ...inner.flatMap(([step, child]) => valuesWithin([...path, step], child))];
}

/** Whoever knows more has spoken: of later groups, nothing at or below a value that an earlier group found wrong. */
function withoutShadowed(groups: readonly (readonly Fault[])[]): readonly Fault[] {
  return groups.reduce<readonly Fault[]>(
    (said, group) => [...said, ...group.filter(({ path }) => !said.some((fault) => isWithin(path, fault.path)))],
    [],
  );
}

function isWithin(path: Path, ancestor: Path): boolean {
  return ancestor.every((step, i) => path[i] === step);
}

function problemsOf(faults: readonly Fault[], file: string, positionOf: Locate): Loaded {
  const problems = faults.map((fault): Problem => {
    const position = positionOf(fault.path, fault.at);
    return {
      file,
      line: position?.line,
      column: position?.column,
      key: keyOf(fault.path),
      message: fault.message,
      found: fault.found,
      expected: fault.expected,
      nearest: fault.nearest,
    };
  });
  return { kind: "problems", problems: problems.sort(inFileOrder) };
}

function inFileOrder(a: Problem, b: Problem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

function syntaxProblem({ position, message }: SyntaxFault, file: string): Problem {
  return { file, ...position, key: "", message, found: undefined, expected: undefined, nearest: undefined };
}
