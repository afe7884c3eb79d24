import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Rule } from "../policies/rule.ts";
import { RULES } from "../policies/rules/index.ts";

/** The pages under docs/rules/, by file name: one for each rule and one that lists them. They are made from the rules alone. */
export function ruleDocs(): ReadonlyMap<string, string> {
  return new Map([["README.md", overview()], ...RULES.map((rule): [string, string] => [`${rule.id}.md`, page(rule)])]);
}

const SEVERITIES: Readonly<Record<Rule["severity"], string>> = {
  promise: "A promise: nobody can waive it.",
  high: "Can be waived in the stack file, with a reason, a name and an end date.",
  medium: "Can be waived in the stack file, with a reason, a name and an end date.",
};

function overview(): string {
  const rows = RULES.map((rule) => `- [${rule.id}](${rule.id}.md) (${rule.severity}): ${rule.title}`);
  return `# The rules

<!-- Made by \`node scripts/rule-docs.ts\` from policies/rules/. -->

Every release is judged by all of them before anything is created: by the program itself, by the resource that delivers, by the
policy pack and by \`stillroom check\`. They look at what would be in force on the machine, not at what a file says.

${rows.join("\n")}
`;
}

function page(rule: Rule): string {
  return `# ${rule.id}

<!-- Made by \`node scripts/rule-docs.ts\` from policies/rules/${rule.id}.ts. -->

${rule.title}

**Severity:** ${rule.severity}. ${SEVERITIES[rule.severity]}

**Serves:** ${rule.serves}

**Looks at:** ${rule.looksAt}

**To mend:** ${rule.mend}

## What breaks it

Each of these is a test of the rule, and there are more ways than these:

${rule.breaks.map(({ how }) => `- ${how}`).join("\n")}
`;
}

if (import.meta.main) {
  const folder = new URL("../docs/rules/", import.meta.url).pathname;
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  for (const [name, text] of ruleDocs()) writeFileSync(join(folder, name), text);
}
