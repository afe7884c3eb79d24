import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { configurationOf } from "../../policies/configuration.ts";
import type { Break, Breach, Rule } from "../../policies/rule.ts";
import { RULES } from "../../policies/rules/index.ts";
import { visible } from "../../policies/visible-text.ts";
import { canonicalJson } from "../../render/canonical-json.ts";
import type { Release } from "../../render/release.ts";
import { render } from "../../render/render.ts";
import { lineChanges, type LineChange } from "../terminal/line-changes.ts";
import { groupsOf } from "./rule-groups.ts";
import { readStackFile } from "../practice/stack-file.ts";

/** The day on which the examples are judged; waivers among them end around it. */
const DAY = "2026-01-15";

/**
 * The pages under docs/rules/, by file name: one for each rule and one that lists them. They are made from the rules and from what
 * Pulumi.prod.yaml gives: each example is applied to that release, shown as what it changes, and judged.
 */
export function ruleDocs(): ReadonlyMap<string, string> {
  const good = referenceRelease();
  return new Map([
    ["README.md", overview()],
    ...RULES.map((rule): [string, string] => [`${rule.id}.md`, page(rule, good)]),
  ]);
}

function referenceRelease(): Release {
  const stack = readStackFile(fileURLToPath(new URL("../../Pulumi.prod.yaml", import.meta.url)));
  if (stack.kind === "unusable") throw new Error(stack.text);
  return render(stack.clinic);
}

const SEVERITIES: Readonly<Record<Rule["severity"], string>> = {
  promise: "A promise: nobody can waive it.",
  high: "Can be waived in the stack file, with a reason, a name and an end date.",
  medium: "Can be waived in the stack file, with a reason, a name and an end date.",
};

function overview(): string {
  const titles = new Map(
    RULES.map((rule) => [rule.id, `- [${rule.id}](${rule.id}.md) (${rule.severity}): ${rule.title}`]),
  );
  const groups = groupsOf(RULES.map(({ id }) => id)).map(
    ({ title, meaning, rules }) => `## ${title}\n\n${meaning}\n\n${rules.map((id) => titles.get(id) ?? id).join("\n")}`,
  );
  return `# The rules

<!-- Made by \`node scripts/rules/rule-docs.ts\` from policies/rules/. -->

Every release is judged by all of them before anything is created: by the program itself, by the resource that delivers, by the
policy pack and by \`stillroom check\`. They look at what would be in force on the machine, not at what a file says. Rules of the severity
\`promise\` can't be waived.

${groups.join("\n\n")}
`;
}

function page(rule: Rule, good: Release): string {
  const [fault] = rule.check(good, configurationOf(good, DAY));
  if (fault !== undefined)
    throw new Error(`Pulumi.prod.yaml breaks the rule ${rule.id}, which its page says it keeps: ${fault.what}`);
  const examples = rule.breaks.map((example) => exampleOf(example, rule, good));
  return `# ${rule.id}

<!-- Made by \`node scripts/rules/rule-docs.ts\` from policies/rules/${rule.id}.ts. -->

${rule.title}

**Severity:** ${rule.severity}. ${SEVERITIES[rule.severity]}

**Looks at:** ${rule.looksAt}

**Serves:** ${rule.serves}

**To mend:** ${rule.mend}

## What keeps it

What \`Pulumi.prod.yaml\` gives keeps this rule. This is a part of it that an example below changes:

${passingPart(examples)}

## What breaks it

Each of these is a test of the rule. It changes a release that keeps every rule, and the rule says what stands under it. There are more
ways to break it than these, and the rule does not look for the lines shown but for what they would do.

${examples.map(exampleText).join("\n\n")}
`;
}

interface Example {
  readonly how: string;
  readonly changes: readonly Change[];
  readonly found: readonly Breach[];
}

/** What an example does to one part of the release: a file by its path, or all that is in no file. */
interface Change {
  readonly part: string;
  readonly lines: readonly LineChange[];
}

function exampleOf({ how, on, apply }: Break, rule: Rule, reference: Release): Example {
  const good = on === undefined ? reference : render(on(reference.subject.clinic));
  const broken = apply(good);
  return { how, changes: changesBetween(good, broken), found: rule.check(broken, configurationOf(broken, DAY)) };
}

function changesBetween(good: Release, broken: Release): readonly Change[] {
  const [before, after] = [partsOf(good), partsOf(broken)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((part) => ({ part, lines: lineChanges(before.get(part) ?? [], after.get(part) ?? []) }))
    .filter(({ lines }) => lines.some(({ kind }) => kind !== " "));
}

const ENTRIES = "The release's entries";

/** A release as lines, by part. */
function partsOf(release: Release): ReadonlyMap<string, readonly string[]> {
  const outlines = release.files.map((file) => ({ ...file, text: undefined }));
  const entries = Object.entries({ ...release, files: outlines })
    .filter(([key]) => key !== "digest")
    .flatMap(([key, value]) => entryLines(key, value));
  return new Map([
    ...release.files.map(({ path, text }): [string, readonly string[]] => [path, text.replace(/\n$/, "").split("\n")]),
    [ENTRIES, entries.sort()],
  ]);
}

/** A line for each entry of a list, and for each value of an object however deep. */
function entryLines(key: string, value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map((entry) => `${key}: ${canonicalJson(entry)}`);
  if (typeof value !== "object" || value === null) return [`${key}: ${canonicalJson(value)}`];
  return Object.entries(value).flatMap(([name, inner]) => entryLines(`${key}.${name}`, inner));
}

function passingPart(examples: readonly Example[]): string {
  const changes = examples.flatMap(({ changes }) => changes);
  const change = changes.find(({ lines }) => lines.some(({ kind }) => kind === "-")) ?? changes[0];
  if (change === undefined) return "Nothing: every example is about what is asked of it and not about what it holds.";
  const kept = change.lines.filter(({ kind }) => kind !== "+").length;
  const shown = excerpt(change.lines).filter((row) => !row.startsWith("+"));
  const rows = kept === 0 ? ["The good release has no such file."] : shown.map((row) => row.slice(1).trimEnd());
  return `\`${change.part}\`\n\n${fenced("text", rows)}`;
}

function exampleText({ how, changes, found }: Example): string {
  const [first] = found;
  const said = first === undefined ? [] : [`${placeOf(first)}: ${first.what}`];
  return [
    `### When ${how}`,
    ...changes.map(({ part, lines }) => `\`${visible(part)}\`\n\n${fenced("diff", excerpt(lines))}`),
    ...(said.length === 0
      ? []
      : [`Found${found.length > 1 ? `, first of ${found.length}` : ""}:\n\n${fenced("text", said)}`]),
  ].join("\n\n");
}

function placeOf({ where, line }: Breach): string {
  return line === undefined ? where : `${where}:${line}`;
}

const AROUND = 2;
const MOST_ROWS = 16;
const WIDEST = 140;

/** The lines that differ with a few around them; dots stand for the rest. */
function excerpt(lines: readonly LineChange[]): readonly string[] {
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(({ kind }) => kind !== " "),
  );
  const rows = lines.flatMap(({ kind, line }, index) => {
    if (near[index] === true) return [`${kind}${cut(visible(line.replaceAll("\t", "    ")))}`.trimEnd()];
    return near[index - 1] === true && lines.slice(index).some((_, later) => near[index + later] === true)
      ? [" …"]
      : [];
  });
  if (rows.length <= MOST_ROWS) return rows;
  return [...rows.slice(0, MOST_ROWS), ` … and ${rows.length - MOST_ROWS} lines more`];
}

function cut(text: string): string {
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;
}

/** A block in which nothing is Markdown: its fence is longer than any in it. */
function fenced(language: string, rows: readonly string[]): string {
  const longest = Math.max(2, ...rows.flatMap((row) => (row.match(/`+/g) ?? []).map(({ length }) => length)));
  const fence = "`".repeat(longest + 1);
  return [`${fence}${language}`, ...rows.map(visible), fence].join("\n");
}

if (import.meta.main) {
  const folder = new URL("../../docs/rules/", import.meta.url).pathname;
  // Made before the old ones go: where a rule can't be shown, nothing is lost.
  const pages = ruleDocs();
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  for (const [name, text] of pages) writeFileSync(join(folder, name), text);
}
