import { existsSync, readdirSync, readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { runInThisContext } from "node:vm";
import { configurationOf, type Configuration } from "../../policies/configuration.ts";
import type { Rule } from "../../policies/rule.ts";
import { RULES } from "../../policies/rules/index.ts";
import type { Release } from "../../render/release.ts";
import { render } from "../../render/render.ts";
import type { BrokenTree, GoodTree } from "../../tests/corpus/tree.ts";
import { CLINIC } from "../../tests/fixtures/clinic.ts";
import { GOOD_CLINICS } from "../../tests/fixtures/good-clinics.ts";
import { mutantsOf, type Mutant } from "./mutants.ts";

/*
 * Mutation testing of the rules, and of the modules that rules share: each is made wrong in every small way that mutants.ts knows,
 * and what is wrong must be seen by the examples of a rule, the good clinics or the corpus. Nothing is written into the checkout:
 * the wrong module is served by hooks of the loader.
 */

const TODAY = "2026-01-15";
const POLICIES = new URL("../../policies/", import.meta.url);
const CORPUS = new URL("../../tests/corpus/", import.meta.url);
/** Modules in policies/ that rules share, each with the rule that has a use for all of it. */
const SHARED: Readonly<Record<string, string>> = { demands: "no-third-party", listeners: "listens-as-declared" };

/** A release, and whether the rule must have something to say about it. */
interface Trial {
  readonly release: Release;
  readonly configuration: Configuration;
  readonly speaks: boolean;
  /** Nothing was changed after it was rendered. */
  readonly rendered: boolean;
}

/** A rule, and what it is tried on. */
interface Tried {
  readonly id: string;
  /** In the order in which they are asked; what saw the last mutant comes first, since neighbours are often seen by the same. */
  readonly trials: Trial[];
  /** What the rule as it is says about a trial. */
  readonly said: ReadonlyMap<Trial, string>;
}

export interface Outcome {
  /** `policies/rules/tls.ts` */
  readonly file: string;
  readonly mutants: number;
  /** Mutants that every trial took for the module itself. */
  readonly survivors: readonly Mutant[];
}

/**
 * The mutants that no example, good clinic or tree of the corpus tells from the module itself.
 *
 * @param name a rule's, or one of those that rules share: `demands`
 */
export async function outcomeOf(name: string): Promise<Outcome> {
  const file = Object.hasOwn(SHARED, name) ? `${name}.ts` : `rules/${name}.ts`;
  const url = new URL(file, POLICIES);
  const path = fileURLToPath(url);
  const mutants = mutantsOf(path, readFileSync(path, "utf8"));
  const tried = await triedOn(SHARED[name] ?? name);
  const survivors: Mutant[] = [];
  for (const mutant of mutants) {
    if (!(await isSeen(mutant, url, tried))) survivors.push(mutant);
  }
  return { file: `policies/${file}`, mutants: mutants.length, survivors };
}

async function triedOn(id: string): Promise<Tried> {
  const rule = ruleIn({ rule: RULES.find((one) => one.id === id) }, id);
  const trials = [...(await trialsOf(rule))];
  const said = trials.map((trial): [Trial, string] => [trial, saidBy(rule, trial)]);
  return { id, trials, said: new Map(said) };
}

function saidBy(rule: Rule, { release, configuration }: Trial): string {
  return rule
    .check(release, configuration)
    .map(({ what }) => what)
    .join("\n");
}

/** The rule's own examples and broken trees, and everything that is good. */
async function trialsOf(rule: Rule): Promise<readonly Trial[]> {
  const { id } = rule;
  const broken = await treesIn<BrokenTree>("broken", (name) => name === id || id === "understood");
  const telling = broken.filter(({ name, speaks }) => (speaks ?? name) === id);
  const [first, ...others] = await goodTrials();
  const trials = [
    // Most mutants accuse what is good, and at once.
    ...(first === undefined ? [] : [first]),
    ...rule.breaks.map(({ on, apply }) => trialOf(apply(render(on?.(CLINIC) ?? CLINIC)), true)),
    ...telling.map((tree) => trialOf(grown(tree), true)),
    // Whatever was changed after rendering is for `as-rendered` to refuse, harmless or not.
    ...others.filter(({ rendered }) => rendered || id !== "as-rendered"),
  ];
  // A trial that the rule as it is does not pass proves nothing; the tests of rules and corpus speak of it.
  return trials.filter((one) => passes(rule, one));
}

function trialOf(release: Release, speaks: boolean, rendered = false): Trial {
  return { release, configuration: configurationOf(release, TODAY), speaks, rendered };
}

let good: Promise<readonly Trial[]> | undefined;

/** Read once for all rules: most of the time goes into reading. */
function goodTrials(): Promise<readonly Trial[]> {
  good ??= treesIn<GoodTree>("good", () => true).then((trees) => [
    ...GOOD_CLINICS.map(({ clinic }) => trialOf(render(clinic), false, true)),
    // Equal and not the same: as every release is that comes from a state, an engine or a folder.
    trialOf(structuredClone(render(CLINIC)), false, true),
    ...trees.map((tree) => trialOf(grown(tree), false, tree.apply === undefined)),
  ]);
  return good;
}

async function treesIn<Tree extends object>(
  kind: "broken" | "good",
  wanted: (name: string) => boolean,
): Promise<readonly (Tree & { readonly name: string })[]> {
  const folder = new URL(`${kind}/`, CORPUS);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder)
    .map((file) => file.replace(/\.ts$/, ""))
    .filter(wanted)
    .sort();
  const lists = await Promise.all(
    names.map(async (name) => {
      const { TREES } = (await import(new URL(`${name}.ts`, folder).href)) as { readonly TREES: readonly Tree[] };
      return TREES.map((tree) => ({ ...tree, name }));
    }),
  );
  return lists.flat();
}

function grown({ clinic, apply }: BrokenTree | GoodTree): Release {
  const release = render(clinic ?? CLINIC);
  return apply === undefined ? release : apply(release);
}

function passes(rule: Rule, { release, configuration, speaks }: Trial): boolean {
  return rule.check(release, configuration).length > 0 === speaks;
}

/** Longer than any rule takes over all trials by far: a mutant that never ends is seen by whoever waits for it. */
const PATIENCE_MS = 20_000;

async function isSeen(mutant: Mutant, url: URL, { id, trials, said }: Tried): Promise<boolean> {
  count += 1;
  served = { url: url.href, query: `?mutant=${count}`, module: mutant.module };
  try {
    const rule = ruleIn(await load(id, served.query), id);
    const likely = likelyFirst(trials, said, mutant);
    Object.assign(globalThis, { seenBy: () => likely.find((trial) => !passes(rule, trial)) });
    const seeing = runInThisContext("seenBy()", { timeout: PATIENCE_MS }) as Trial | undefined; // as `find` gives it
    if (seeing === undefined) return false;
    trials.unshift(...trials.splice(trials.indexOf(seeing), 1));
    return true;
  } catch {
    return true;
  }
}

/** Trials of which the rule says something in the words that a mutant lacks, and then all others. */
function likelyFirst(trials: readonly Trial[], said: Tried["said"], { before, after }: Mutant): readonly Trial[] {
  const lacking = (before.match(/\w{4,}/g) ?? []).filter((word) => !after.includes(word));
  const speaking = new Set(trials.filter((trial) => lacking.some((word) => said.get(trial)?.includes(word) === true)));
  return [...speaking, ...trials.filter((trial) => !speaking.has(trial))];
}

/** The module that is wrong, and the query by which a rule is read anew with it. */
let served: { readonly url: string; readonly query: string; readonly module: string } | undefined;
let count = 0;

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    if (served === undefined || resolved.url !== served.url) return resolved;
    return context.parentURL?.endsWith(served.query) === true
      ? { ...resolved, url: served.url + served.query }
      : resolved;
  },
  load(url, context, next) {
    if (served === undefined || url !== served.url + served.query) return next(url, context);
    return { format: "module", source: served.module, shortCircuit: true };
  },
});

async function load(id: string, query: string): Promise<Readonly<Record<string, unknown>>> {
  return (await import(new URL(`rules/${id}.ts${query}`, POLICIES).href)) as Readonly<Record<string, unknown>>;
}

/** The rule that a module exports, or the one that its function makes of the others. */
function ruleIn(module: Readonly<Record<string, unknown>>, id: string): Rule {
  for (const value of Object.values(module)) {
    const made: unknown = typeof value === "function" ? madeBy(value) : value;
    if (isRule(made) && made.id === id) return made;
  }
  throw new Error(`policies/rules/${id}.ts exports no rule of that name.`);
}

function madeBy(value: object): unknown {
  const make = value as (rules: readonly Rule[]) => unknown; // as `waiversOf` is
  return make(RULES.slice(0, -1));
}

function isRule(value: unknown): value is Rule {
  return typeof value === "object" && value !== null && "id" in value && "check" in value;
}

/** `policies/rules/tls.ts:12: a === b → a !== b`, and below it the line as it stands. */
export function mutantText(file: string, { line, source, before, after }: Mutant): string {
  return `${file}:${line}: ${short(before)} → ${short(after)}\n    ${short(source)}`;
}

function short(text: string): string {
  return text.length <= 110 ? text : `${text.slice(0, 109)}…`;
}

/** Names of rules, or of modules that they share, as arguments; without any, all of both. */
async function printOutcomes(names: readonly string[]): Promise<void> {
  const known = [...RULES.map(({ id }) => id), ...Object.keys(SHARED)];
  const strange = names.find((name) => !known.includes(name));
  if (strange !== undefined)
    throw new Error(`There is no rule "${strange}". The rules, and what they share: ${known.join(", ")}.`);
  for (const name of names.length === 0 ? known : names) console.log(await outcomeText(name));
}

/** A rule that fails as it is, or its examples, has no mutants worth a look. */
async function outcomeText(name: string): Promise<string> {
  const start = performance.now();
  try {
    const { file, mutants, survivors } = await outcomeOf(name);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    const summary = `${name}: ${survivors.length} of ${mutants} mutants survive (${seconds} s).`;
    return [summary, ...survivors.map((survivor) => `  ${mutantText(file, survivor)}`)].join("\n");
  } catch (error) {
    return `${name}: it can't be put to trial as it is: ${error instanceof Error ? error.message : String(error)}`;
  }
}

if (import.meta.main) await printOutcomes(process.argv.slice(2));
