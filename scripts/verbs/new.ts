import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { jurisdictionOf } from "../../clinic/law/jurisdictions.ts";
import type { TextFile } from "../../clinic/load.ts";
import { SHARED_DEFAULTS } from "../../clinic/shared-defaults.ts";
import { visible } from "../../policies/visible-text.ts";
import { questionsFor, suggestion, type Answers } from "../new-practice/answers.ts";
import { drafted, sharedAnswers, type AnswerFault } from "../new-practice/practice.ts";
import { QUESTIONS } from "../new-practice/questions.ts";
import { rowsOf } from "../new-practice/rows.ts";
import { neutralPair } from "../new-practice/word-pairs.ts";
import { readStackFile, stackFilesIn, stackOf } from "../practice/stack-file.ts";
import { badInput, told, type Ending, type Failed } from "./machine-verb.ts";

/** How `stillroom new` is called. */
export interface NewRequest {
  /** The stack's name; undefined for two neutral words. */
  readonly name: string | undefined;
  /** From flags; with a file of many they hold where a column is empty. */
  readonly answers: Answers;
  /** A CSV file, `-` for standard input. */
  readonly from: string | undefined;
  readonly json: boolean;
}

/** A practice to be written. */
interface Wanted {
  /** What a message about it begins with; empty for the only one. */
  readonly at: string;
  readonly name: string;
  /** Two neutral words of its own. */
  readonly pair: string;
  readonly answers: Answers;
}

interface Draft extends Wanted {
  readonly text: string;
  readonly domain: string | undefined;
  readonly faults: readonly AnswerFault[];
}

/**
 * `stillroom new`: writes stack files that pass `check`, all that were asked for or none. What is not said is asked in a terminal; without
 * one, what can't be guessed has to be said.
 *
 * @returns 0, 1 where a file could not be written, 2 for answers that make no good practice
 */
export async function newPractices(request: NewRequest): Promise<0 | 1 | 2> {
  return told(await stamped(request), request.json);
}

async function stamped(request: NewRequest): Promise<Ending | Failed> {
  const shared = existsSync(SHARED_DEFAULTS)
    ? { file: SHARED_DEFAULTS, text: readFileSync(SHARED_DEFAULTS, "utf8") }
    : undefined;
  const taken = new Set(stackFilesIn(".").map((file) => stackOf(file) ?? ""));
  const wanted = wantedOf(request, taken);
  if ("exit" in wanted) return wanted;
  const today = new Date().toISOString().slice(0, 10);
  const asks = request.from === undefined && !request.json && process.stdin.isTTY && process.stderr.isTTY;
  const drafts: Draft[] = [];
  for (const practice of wanted) {
    const answers = asks ? await asked(practice, shared, today) : answered(practice, sharedAnswers(shared));
    if (answers === undefined) return badInput("Nothing was written.");
    drafts.push({ ...practice, ...drafted(practice.name, answers, shared, today), answers });
  }
  const faults = [...drafts.flatMap((draft) => faultsOf(draft, shared)), ...clashes(drafts, taken)];
  if (faults.length > 0) return badInput([...new Set(faults), "Nothing was written."].join("\n"));
  return writtenFiles(drafts);
}

function wantedOf({ name, answers, from }: NewRequest, taken: ReadonlySet<string>): readonly Wanted[] | Failed {
  const pairs = new Set(taken);
  const named = (given: string | undefined, own: Answers, at: string): Wanted => {
    const pair = pairIn(own["domain"], given) ?? neutralPair(pairs);
    pairs.add(pair);
    const starred = own["domain"]?.replace("*", pair);
    return { at, pair, name: given ?? pair, answers: starred === undefined ? own : { ...own, domain: starred } };
  };
  if (from === undefined) return [named(name, answers, "")];
  if (name !== undefined) return badInput("Names come from the column name of the file: leave NAME out.");
  const source = from === "-" ? "standard input" : from;
  let text: string;
  try {
    text = readFileSync(from === "-" ? 0 : from, "utf8");
  } catch (error) {
    return badInput(`${source} can't be read (${error instanceof Error ? error.message : String(error)}).`);
  }
  const rows = rowsOf(text);
  if ("what" in rows) return badInput(`${source}: ${rows.what} Nothing was written.`);
  return rows.map((row) => named(row.name, { ...answers, ...row.answers }, `${source}:${row.line}: `));
}

/** Words that the practice has chosen itself. */
function pairIn(domain: string | undefined, name: string | undefined): string | undefined {
  return [domain?.split(".")[0], name].find((word) => word !== undefined && /^[a-z]+-[a-z]+$/.test(word));
}

/** The answers with what can be suggested where nothing is said; what is answered by the shared defaults is left to them. */
function answered({ answers, pair }: Wanted, shared: Answers): Answers {
  return QUESTIONS.reduce<Answers>((so, question) => {
    const known = { ...shared, ...so };
    if (known[question.name] !== undefined || !questionsFor(known).includes(question)) return so;
    const suggested = suggestion(question, known, pair);
    return suggested === undefined ? so : { ...so, [question.name]: suggested };
  }, answers);
}

/** Asks a person for what is missing, each until it is right; undefined where the person ends it. */
async function asked(practice: Wanted, shared: TextFile | undefined, today: string): Promise<Answers | undefined> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // Lines that are typed ahead wait here for their question.
  const lines = terminal[Symbol.asyncIterator]();
  const fixed = sharedAnswers(shared);
  console.error(`A new practice, ${practice.name}. Enter takes what stands in brackets; Ctrl-D ends without writing.`);
  let answers = practice.answers;
  try {
    for (const question of QUESTIONS) {
      const known = { ...fixed, ...answers };
      if (known[question.name] !== undefined || !questionsFor(known).includes(question)) continue;
      const suggested = suggestion(question, known, practice.pair);
      let faults: readonly AnswerFault[];
      do {
        terminal.setPrompt(suggested === undefined ? `${question.ask}: ` : `${question.ask} [${suggested}]: `);
        terminal.prompt();
        const line = await lines.next();
        if (line.done === true) return undefined;
        const answer = (line.value.trim() === "" ? (suggested ?? "") : line.value.trim()).replace(
          "*",
          question.name === "domain" ? practice.pair : "*",
        );
        const tried = { ...answers, [question.name]: answer };
        // What is not asked yet has answers that no rule objects to, or what will be suggested.
        const open = Object.entries(STAND_IN).filter(([name]) => fixed[name] === undefined);
        const whole = answered({ ...practice, answers: { ...Object.fromEntries(open), ...tried } }, fixed);
        faults = drafted(practice.name, whole, shared, today).faults.filter(({ key }) => key.startsWith(question.key));
        for (const { what } of faults) console.error(`  ${visible(what)}`);
        if (faults.length === 0) answers = tried;
      } while (faults.length > 0);
    }
    return answers;
  } finally {
    terminal.close();
  }
}

/** Answers that no rule objects to, for questions that are still open. */
const STAND_IN: Answers = {
  domain: "quiet-harbour.example",
  jurisdiction: "DE",
  "ssh-key": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGj1eRcXN0CZoFvAUhp0C4tHqJ8n5wJvWcH3lYyqTt0d",
  "administration-from": "198.51.100.0/24",
};

/** What is missing is told by the flag that says it, what is wrong by what it is. */
function faultsOf({ at, name, answers, faults }: Draft, shared: TextFile | undefined): readonly string[] {
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(name)) {
    return [
      `${at}The name ${JSON.stringify(name)} can't be a stack's: take small letters, digits and hyphens, such as amber-meadow.`,
    ];
  }
  const known = { ...sharedAnswers(shared), ...answers };
  const open = questionsFor(known).filter((question) => known[question.name] === undefined);
  // Where a machine may be follows from the law.
  const lawful = jurisdictionOf(known["jurisdiction"] ?? "") !== undefined;
  const missing = lawful ? open : open.filter(({ key }) => !key.startsWith("stillroom:machine."));
  const spoken = missing.map(({ name: flag, ask }) =>
    flag === "region" ? `${at}--region is missing. ${noRegion(known)}` : `${at}--${flag} is missing. ${ask}.`,
  );
  const other = faults.filter(
    ({ key }) => !open.some((question) => question.key.startsWith(key) || key.startsWith(question.key)),
  );
  // A domain that tells, tells in each of its names: once is enough.
  const first = other.filter(
    ({ rule }, i) => rule === undefined || other.findIndex((fault) => fault.rule === rule) === i,
  );
  return [...spoken, ...first.map(({ what }) => `${at}${visible(what)}`)];
}

/** One is suggested wherever the law leaves one. */
function noRegion({ jurisdiction = "" }: Answers): string {
  return `The law of ${jurisdiction} allows none of those that Stillroom knows without a reason that a person signs (docs/law.md): take a machine of your own (--provider existing), or name the region here and write the waiver into the stack file.`;
}

/** Two practices can share neither a name nor a domain. */
function clashes(drafts: readonly Draft[], taken: ReadonlySet<string>): readonly string[] {
  const names = new Map([...taken].map((name) => [name, `Pulumi.${name}.yaml, which is there already`]));
  const domains = new Map(
    stackFilesIn(".").flatMap((file) => {
      const read = readStackFile(file);
      return read.kind === "clinic" ? [[read.clinic.names.domain, file]] : [];
    }),
  );
  return drafts.flatMap(({ at, name, domain }) => {
    const found = [
      ...(names.has(name) ? [`${at}The name ${name} is taken by ${names.get(name) ?? ""}. Choose another.`] : []),
      ...(domain !== undefined && domains.has(domain)
        ? [`${at}The domain ${domain} is taken by ${domains.get(domain) ?? ""}. Each practice has its own.`]
        : []),
    ];
    names.set(name, at === "" ? name : at.replace(/: $/, ""));
    if (domain !== undefined) domains.set(domain, at === "" ? name : at.replace(/: $/, ""));
    return found;
  });
}

/** All of them, or none. */
function writtenFiles(drafts: readonly Draft[]): Ending | Failed {
  const made: string[] = [];
  try {
    for (const { name, text } of drafts) {
      const file = `Pulumi.${name}.yaml`;
      writeFileSync(file, text, { flag: "wx" });
      made.push(file);
    }
  } catch (error) {
    for (const file of made) rmSync(file, { force: true });
    const what = `The stack file could not be written (${error instanceof Error ? error.message : String(error)}). Nothing was written.`;
    return { kind: "failed", exit: 1, text: what, json: { kind: "not-written", what } };
  }
  const [first] = drafts;
  const next =
    drafts.length === 1
      ? `pulumi stack init ${first?.name ?? ""}, then pulumi up --policy-pack policies`
      : "npx stillroom fleet preview";
  return {
    exit: 0,
    text: [
      ...drafts.map(({ name, domain }) => `Pulumi.${name}.yaml: ${domain ?? ""}, every promise is kept.`),
      `Next: ${next}`,
    ].join("\n"),
    json: {
      kind: "written",
      practices: drafts.map(({ name, domain }) => ({ file: `Pulumi.${name}.yaml`, stack: name, domain })),
    },
  };
}
