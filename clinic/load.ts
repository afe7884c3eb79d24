import { crossFieldFaults } from "./checks.ts";
import type { Clinic } from "./clinic.ts";
import { completeClinic, practiceLaw } from "./complete.ts";
import { keyOf, pathOf, type Fault, type Path } from "./fault.ts";
import type { PracticeLaw } from "./law/practice-law.ts";
import type { Problem } from "./problem.ts";
import { checkSchema, valueAt } from "./schema.ts";
import { mergedWith, sharedFaults } from "./shared-defaults.ts";
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
      readonly origins: Origins;
      readonly positions: Positions;
    }
  | { readonly kind: "problems"; readonly problems: readonly Problem[] };

/** A file as it was read. */
export interface TextFile {
  /** Its name, for messages. */
  readonly file: string;
  readonly text: string;
}

/** A place in a file, and what stands in that file. */
export interface Place extends Position, TextFile {}

/**
 * Where a key such as `stillroom:names.video` stands, so that a verdict can point into the stack file or into the defaults that it
 * shares. A key that is not written, since its default holds, points to the nearest key above it that is; undefined for what stands
 * in no file.
 */
export type Positions = (key: string) => Place | undefined;

/** Who says the value of a key such as `stillroom:names.video`. */
export type Origins = (key: string) => Origin;

export interface Origin {
  /** Whose word counts; undefined where nobody says the key, so that our default holds. */
  readonly said: Said | undefined;
  /** Who says it too, and is passed over. */
  readonly passedOver: readonly Said[];
}

export interface Said extends Place {
  readonly value: unknown;
}

/** The same for a path; undefined for what stands in no file. */
type Locate = (path: Path, at: "key" | "value") => Place | undefined;

/** A file that was read, among those that make up a practice's configuration. */
interface Layer extends TextFile {
  readonly source: Source;
}

/**
 * Reads a stack file.
 *
 * @param text the file's content
 * @param file its name, for messages
 * @param stack the stack's name: `prod` for `Pulumi.prod.yaml`
 * @param shared the defaults that it shares with other practices, see `SHARED_DEFAULTS`
 * @returns every problem at once, in the files' order; never throws for what a file can hold
 */
export function loadStackFile(text: string, file: string, stack: string, shared?: TextFile): Loaded {
  const layers = layersOf([{ file, text }, shared]);
  if ("problems" in layers) return layers;
  return load(mergedLayers(layers), stack, file, layers, placeIn(layers));
}

/**
 * Reads the configuration that Pulumi found in force, which `--config` and environments can make differ from the file.
 *
 * @param values keys with their namespace, `stillroom:names`; structured values may come as JSON text, which is how the engine
 *   hands them to a program. Keys of other namespaces are left alone.
 * @param source the stack file's text, for lines and to find values that were wrongly marked as secret
 * @param shared as for `loadStackFile`; the engine knows nothing of it
 */
export function loadConfiguration(
  values: Readonly<Record<string, unknown>>,
  source: TextFile | undefined,
  stack: string,
  shared?: TextFile,
): Loaded {
  const layers = layersOf([source, shared]);
  if ("problems" in layers) return layers;
  const [own] = layers.filter(({ file }) => file === source?.file);
  const secrets = own === undefined ? [] : secretFaults(own.source.values);
  if (secrets.length > 0) return problemsOf(secrets, own?.file ?? "", placeIn(layers));
  const sharedValues = layers.find((layer) => layer !== own)?.source.values;
  const configuration = mergedWith(sharedValues, { config: ownConfiguration(values) });
  const file = source?.file ?? `the configuration of the stack ${stack}`;
  return load(configuration, stack, file, layers, placesWhereSame(layers, configuration));
}

/** What was read, the practice's own file first; or why one of them can't be used. */
function layersOf([own, shared]: readonly (TextFile | undefined)[]):
  readonly Layer[] | { readonly kind: "problems"; readonly problems: readonly Problem[] } {
  const reads = [own, shared]
    .filter((file) => file !== undefined)
    .map((file) => ({ file, read: readSource(file.text) }));
  const problems = reads.flatMap(({ file, read }): readonly Problem[] => {
    if (read.kind === "faults") return read.faults.map((fault) => syntaxProblem(fault, file.file));
    if (file !== shared) return [];
    return problemsIn(sharedFaults(read.source.values), file.file, placeIn([{ ...file, source: read.source }]));
  });
  if (problems.length > 0) return { kind: "problems", problems };
  return reads.flatMap(({ file, read }) => (read.kind === "source" ? [{ ...file, source: read.source }] : []));
}

/** All that the files say; whoever comes first has the last word. */
function mergedLayers(layers: readonly Layer[]): unknown {
  return layers.map(({ source }) => source.values).reduce((own, shared) => mergedWith(shared, own));
}

/** A place in the file that says most of the path; the practice's own where both say as much. */
function placeIn(layers: readonly Layer[]): Locate {
  return (path, at) => {
    const [first, ...others] = layers;
    if (first === undefined) return undefined;
    const { file, text, source } = others.reduce(
      (best, layer) => (stepsWritten(path, layer) > stepsWritten(path, best) ? layer : best),
      first,
    );
    return { file, text, ...source.positionOf(path, at) };
  };
}

function stepsWritten(path: Path, { source }: Layer): number {
  const missing = path.findIndex((_, i) => valueAt(path.slice(0, i + 1), source.values) === undefined);
  return missing === -1 ? path.length : missing;
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

/** A line of a file explains a value only where the files say the same. */
function placesWhereSame(layers: readonly Layer[], configuration: unknown): Locate {
  if (layers.length === 0) return () => undefined;
  const written = mergedLayers(layers);
  return (path, at) =>
    JSON.stringify(valueAt(path, written)) === JSON.stringify(valueAt(path, configuration))
      ? placeIn(layers)(path, at)
      : undefined;
}

/** Nobody's word counts where a mapping of another form took the place of the one that says the key. */
function originIn(layers: readonly Layer[], values: unknown): Origins {
  return (key) => {
    const path = pathOf(key);
    const [first, ...others] = layers.flatMap(({ file, text, source }): readonly Said[] => {
      const value = valueAt(path, source.values);
      return value === undefined ? [] : [{ file, text, value, ...source.positionOf(path, "value") }];
    });
    if (first === undefined) return { said: undefined, passedOver: [] };
    if (valueAt(path, values) === undefined) return { said: undefined, passedOver: [first, ...others] };
    return { said: first, passedOver: others };
  };
}

function load(values: unknown, stack: string, file: string, layers: readonly Layer[], placeOf: Locate): Loaded {
  const schema = checkSchema(values);
  const known = [...secretFaults(values), ...placeholderFaults(values), ...crossFieldFaults(values)];
  if (schema.kind === "valid" && known.length === 0) {
    return {
      kind: "clinic",
      clinic: completeClinic(schema.file.config, stack),
      law: practiceLaw(schema.file.config),
      positions: (key) => placeOf(pathOf(key), "value"),
      origins: originIn(layers, values),
    };
  }
  return problemsOf(withoutShadowed([known, schema.kind === "faults" ? schema.faults : []]), file, placeOf);
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

function problemsOf(faults: readonly Fault[], file: string, placeOf: Locate): Loaded {
  return { kind: "problems", problems: problemsIn(faults, file, placeOf) };
}

/** @param file the name for what stands in no line */
function problemsIn(faults: readonly Fault[], file: string, placeOf: Locate): readonly Problem[] {
  const problems = faults.map((fault): Problem => {
    const place = placeOf(fault.path, fault.at);
    return {
      file: place?.file ?? file,
      line: place?.line,
      column: place?.column,
      key: keyOf(fault.path),
      message: fault.message,
      found: fault.found,
      expected: fault.expected,
      nearest: fault.nearest,
    };
  });
  const own = (problem: Problem): number => (problem.file === file ? 0 : 1);
  return problems.sort((a, b) => own(a) - own(b) || inFileOrder(a, b));
}

function inFileOrder(a: Problem, b: Problem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

function syntaxProblem({ position, message }: SyntaxFault, file: string): Problem {
  return { file, ...position, key: "", message, found: undefined, expected: undefined, nearest: undefined };
}
