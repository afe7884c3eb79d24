import { readFileSync } from "node:fs";
import { pathOf } from "../../clinic/fault.ts";
import { stringify } from "yaml";
import { valueOf, type Answers } from "./answers.ts";
import { QUESTIONS } from "./questions.ts";

/** The stack file that explains every key is the one that new ones are made from: it can't fall behind. */
const REFERENCE = readFileSync(new URL("../../Pulumi.prod.yaml", import.meta.url), "utf8");
const REFERENCE_DOMAIN = "quiet-harbour.example";
const REFERENCE_TITLE = "Quiet Harbour";

const HEAD = (file: string): string => `# yaml-language-server: $schema=./clinic/stack-file.schema.json
#
# One practice, described for \`pulumi up\`. What starts with # shows a default or a choice: take the # away to change it. What practices
# have in common may stand in stillroom.defaults.yaml instead; \`npx stillroom explain KEY\` says where each value comes from.
#
# Nothing in this file is secret. A cloud token goes into the environment (HCLOUD_TOKEN, AWS_PROFILE), or for this practice alone into an
# encrypted key: \`pulumi config set --secret hcloud:token\`.
#
# \`npx stillroom check ${file}\` says what is wrong, with line and column, before anything is created.
config:
`;

/**
 * A stack file with the reference's own comments. What is not answered is left out, since the shared defaults say it.
 *
 * @param file its name, for the head
 */
export function stackFileText(answers: Answers, file: string): string {
  const paragraphs = REFERENCE.slice(REFERENCE.indexOf("config:\n") + "config:\n".length).split("\n\n");
  const domain = answers["domain"] ?? "";
  const filled = paragraphs.flatMap((paragraph) => withAnswers(paragraph, answers)).join("\n\n");
  // What stands behind a # is an example by now: every answer is in its place.
  const body = /^[a-z0-9.-]+$/.test(domain)
    ? filled.replaceAll(EXAMPLES, (line) =>
        line.replaceAll(REFERENCE_DOMAIN, domain).replaceAll(REFERENCE_TITLE, "Our rooms"),
      )
    : filled;
  return `${HEAD(file)}${body.trimEnd()}\n`;
}

const EXAMPLES = /#.*$/gm;

/** A paragraph of the reference with its comments and these answers; none where nothing of it is answered. */
function withAnswers(paragraph: string, answers: Answers): readonly string[] {
  const top = /^ {2}(stillroom:\w+):$/m.exec(paragraph)?.[1];
  if (top === undefined) return [paragraph];
  const values = Object.fromEntries(
    QUESTIONS.flatMap((question) => {
      const answer = answers[question.name];
      const [, key, ...below] = pathOf(question.key);
      return key === top && answer !== undefined ? [[below.join("."), valueOf(question, answer)]] : [];
    }),
  );
  if (Object.keys(values).length === 0) return [];
  const lines = paragraph.split("\n");
  const above = lines.slice(0, lines.indexOf(`  ${top}:`));
  if (top === "stillroom:administrators") {
    return [[...above, written({ [top]: [{ name: values["0.name"], sshKeys: values["0.sshKeys"] }] }, 2)].join("\n")];
  }
  if (values[""] !== undefined) return [[...above, written({ [top]: values[""] }, 2)].join("\n")];
  if (values["provider"] !== undefined && values["provider"] !== "hetzner")
    return [[...above, written({ [top]: values }, 2)].join("\n")];
  return [[...above, `  ${top}:`, ...mappingLines(lines.slice(above.length + 1), values)].join("\n")];
}

/** Lines of a mapping: a key's own line, or the one that shows its default, gives way to the answer; what is not answered goes. */
function mappingLines(lines: readonly string[], values: Readonly<Record<string, unknown>>): readonly string[] {
  const left = new Map(Object.entries(values));
  const replaced = lines.flatMap((line) => {
    const [, shownAs, key = ""] = /^ {4}(# )?(\w+):/.exec(line) ?? [];
    const value = left.get(key);
    if (value === undefined) return shownAs === undefined && key !== "" ? [] : [line];
    left.delete(key);
    return [written({ [key]: value }, 4)];
  });
  return [...[...left].map(([key, value]) => written({ [key]: value }, 4)), ...replaced];
}

function written(value: unknown, indent: number): string {
  return stringify(value, { lineWidth: 0 })
    .trimEnd()
    .split("\n")
    .map((line) => " ".repeat(indent) + line)
    .join("\n");
}
