import { existsSync, readdirSync, readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { runInThisContext } from "node:vm";
import { configurationOf, type Configuration } from "../policies/configuration.ts";
import type { Rule } from "../policies/rule.ts";
import { RULES } from "../policies/rules/index.ts";
import type { Release } from "../render/release.ts";
import { render } from "../render/render.ts";
import type { BrokenTree, GoodTree } from "../tests/corpus/tree.ts";
import { CLINIC } from "../tests/fixtures/clinic.ts";
import { GOOD_CLINICS } from "../tests/fixtures/good-clinics.ts";
import { mutantsOf, type Mutant } from "./mutants.ts";

/*
 * Mutation testing of the rules: each rule is made wrong in every small way that mutants.ts knows, and what is wrong must be seen by
 * the rule's own examples, the good clinics or the corpus. Nothing is written into the checkout: the wrong module is served by
 * a hook of the loader.
 */

const TODAY = "2026-01-15";
const POLICIES = new URL("../policies/", import.meta.url);
const CORPUS = new URL("../tests/corpus/", import.meta.url);

/** A release, and whether the rule must have something to say about it. */
interface Trial {
  readonly release: Release;
  readonly configuration: Configuration;
  readonly speaks: boolean;
  /** Nothing was changed after it was rendered. */
  readonly rendered: boolean;
}

export interface Outcome {
  readonly rule: string;
  readonly mutants: number;
  /** Mutants that every trial took for the rule itself. */
  readonly survivors: readonly Mutant[];
}

/** The mutants of one rule that no example, good clinic or tree of the corpus tells from the rule. */
export async function outcomeOf(id: string): Promise<Outcome> {
  const path = fileURLToPath(new URL(`rules/${id}.ts`, POLICIES));
  const mutants = mutantsOf(path, readFileSync(path, "utf8"));
  const trials = [...(await trialsOf(id))];
  const survivors: Mutant[] = [];
  for (const mutant of mutants) {
    if (!(await isSeen(mutant, path, id, trials))) survivors.push(mutant);
  }
  return { rule: id, mutants: mutants.length, survivors };
}

/** The rule's own examples and broken trees, and everything that is good. */
async function trialsOf(id: string): Promise<readonly Trial[]> {
  const rule = ruleIn({ rule: RULES.find((one) => one.id === id) }, id);
  const broken = await treesIn<BrokenTree>("broken", (name) => name === id || id === "understood");
  const telling = broken.filter(({ name, speaks }) => (speaks ?? name) === id);
  const [first, ...others] = await goodTrials();
  const trials = [
    // Most mutants accuse what is good, and at once.
    ...(first === undefined ? [] : [first]),
    ...rule.breaks.map(({ apply }) => trialOf(apply(render(CLINIC)), true)),
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

/** What saw the last mutant is asked first about the next one: neighbours are often seen by the same. */
async function isSeen(mutant: Mutant, path: string, id: string, trials: Trial[]): Promise<boolean> {
  try {
    const rule = ruleIn(await load(mutant, path), id);
    Object.assign(globalThis, { seenBy: () => trials.findIndex((trial) => !passes(rule, trial)) });
    const index = runInThisContext("seenBy()", { timeout: PATIENCE_MS }) as number; // as `findIndex` gives it
    trials.unshift(...trials.splice(index, index === -1 ? 0 : 1));
    return index !== -1;
  } catch {
    return true;
  }
}

let served: { readonly url: string; readonly module: string } | undefined;
let count = 0;

registerHooks({
  load(url, context, next) {
    if (served?.url !== url) return next(url, context);
    return { format: "module", source: served.module, shortCircuit: true };
  },
});

async function load(mutant: Mutant, path: string): Promise<Readonly<Record<string, unknown>>> {
  count += 1;
  const url = `${pathToFileURL(path).href}?mutant=${count}`;
  served = { url, module: mutant.module };
  return (await import(url)) as Readonly<Record<string, unknown>>;
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
export function mutantText(rule: string, { line, source, before, after }: Mutant): string {
  return `policies/rules/${rule}.ts:${line}: ${short(before)} → ${short(after)}\n    ${short(source)}`;
}

function short(text: string): string {
  return text.length <= 110 ? text : `${text.slice(0, 109)}…`;
}

/** Names of rules as arguments; without any, all rules. */
async function printOutcomes(ids: readonly string[]): Promise<void> {
  const known = RULES.map(({ id }) => id);
  const strange = ids.find((id) => !known.includes(id));
  if (strange !== undefined) throw new Error(`There is no rule "${strange}". The rules: ${known.join(", ")}.`);
  for (const id of ids.length === 0 ? known : ids) console.log(await outcomeText(id));
}

/** A rule that fails as it is, or its examples, has no mutants worth a look. */
async function outcomeText(id: string): Promise<string> {
  const start = performance.now();
  try {
    const { mutants, survivors } = await outcomeOf(id);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    const summary = `${id}: ${survivors.length} of ${mutants} mutants survive (${seconds} s).`;
    return [summary, ...survivors.map((survivor) => `  ${mutantText(id, survivor)}`)].join("\n");
  } catch (error) {
    return `${id}: the rule itself can't be put to trial: ${error instanceof Error ? error.message : String(error)}`;
  }
}

if (import.meta.main) await printOutcomes(process.argv.slice(2));
