import { originIn } from "../../demands.ts";
import type { Plain, Reading, Source } from "../../reading.ts";
import type { Breach } from "../../rule.ts";
import { lineAt, offsetOf, plainOf, type Located } from "../located.ts";
import { plainScript } from "./plain-javascript.ts";
import type { ScriptAnswer, ScriptQuestion, ScriptReport } from "./quickjs.ts";
import { askSeparately } from "../separate-process.ts";

/** What a script leaves in a global variable. */
export interface Script {
  readonly path: string;
  readonly value: Plain | undefined;
  /** 1-based line of the part at a path of keys, or of what is around it where there is no such part. */
  readonly lineOf: (keys: readonly string[]) => number | undefined;
}

/** No configuration of ours comes near it; what is larger is not parsed. */
const LONGEST = 256 * 1024;

/**
 * The value that a browser would find in the global variable `name` after it ran the script. Plain data is read as it stands. Any other
 * script is run by a real interpreter in a process of its own, so that the rules can name the harm in it, and is a doubt
 * all the same: it could tell that interpreter from a browser.
 */
export function readScript(source: Source, name: string): Reading<Script> {
  const { path, text } = source;
  const doubts = markupDoubts(source);
  if (text.length > LONGEST) {
    const value: Script = { path, value: undefined, lineOf: () => undefined };
    return { value, doubts: [...doubts, { where: path, what: "The script is far longer than a configuration." }] };
  }
  const plain = plainScript(text, name);
  if (plain.kind === "plain") return { value: locatedScript(source, plain.located), doubts };
  const line = lineAt(text, plain.offset);
  const what = `What a browser would see can't be told for certain, since ${plain.what}.`;
  const ran = run(source, name);
  return { value: ran.value, doubts: [...doubts, { where: path, line, what, mend: PLAINLY }, ...ran.doubts] };
}

const PLAINLY = "Write plain data alone: `var NAME = { … };`, and values that are written down, not computed.";

function locatedScript({ path, text }: Source, located: Located): Script {
  return { path, value: plainOf(located), lineOf: (keys) => lineAt(text, offsetOf(located, keys)) };
}

/**
 * The page takes the script in between its tags (jitsi-meet index.html, `<!--#include virtual="/config.js" -->`), where a browser ends it at
 * `</script` and swallows what follows after `<!--` and `<script` (HTML, 13.2.5.4 and 13.2.5.20), whatever JavaScript
 * would have made of it; and `<!--#` is nginx's own word there (ngx_http_ssi_module).
 */
function markupDoubts({ path, text }: Source): readonly Breach[] {
  const found = /<!--|<\/?script/i.exec(text);
  if (found === null) return [];
  return [
    {
      where: path,
      line: lineAt(text, found.index),
      what: `The page takes this script in, and there ${found[0]} can end it or begin another.`,
      mend: String.raw`Write \u003c for < in strings, and leave such words out of comments.`,
    },
  ];
}

function run(source: Source, name: string): Reading<Script> {
  const { path, text } = source;
  const origin = originIn(path, text);
  // Where a value came from can't be told after a script ran: the last line that names it, or else what is around it.
  const lineOf = (keys: readonly string[]): number | undefined =>
    keys.length === 0 ? undefined : (origin.lineOf(keys) ?? lineOf(keys.slice(0, -1)));
  const none = (doubt: Breach): Reading<Script> => ({ value: { path, value: undefined, lineOf }, doubts: [doubt] });
  const question: ScriptQuestion = { source, name };
  const answer = askSeparately(new URL("./quickjs.ts", import.meta.url), JSON.stringify(question));
  if (answer.kind === "silent") return none(failed(path, undefined, answer.why));
  const ran = JSON.parse(answer.text) as ScriptAnswer;
  if (ran.kind === "failed") {
    if (ran.failure.reason === "error") return none(failed(path, ran.failure.line, ran.failure.what));
    return none({
      where: path,
      what: `The script can't run twice (${ran.failure.what}), so it declares names that would hide a browser's own.`,
      mend: "Declare nothing but the configuration variable itself, with `var`.",
    });
  }
  const value = ran.report.defined ? ran.report.value : undefined;
  return { value: { path, value, lineOf }, doubts: doubtsOf(ran.report, path, name) };
}

function failed(path: string, line: number | undefined, why: string): Breach {
  return {
    where: path,
    ...(line === undefined ? {} : { line }),
    what: `A browser could not run this script: ${why}.`,
    mend: "Mend the script until it runs, without anything from the page, the clock or the network.",
  };
}

function doubtsOf(report: ScriptReport, path: string, name: string): readonly Breach[] {
  const doubts: Breach[] = report.doubts.map((doubt) => ({
    where: path,
    what: `What a browser would see can't be told: ${doubt}.`,
    mend: "Write the value as plain data.",
  }));
  const asked = [...new Set(report.asked)].filter((asks) => asks !== name);
  if (asked.length > 0) {
    doubts.push({
      where: path,
      what: `The script asks the browser for ${asked.join(", ")}, so its outcome depends on the visitor.`,
      mend: "Write the value as plain data that is the same for everybody.",
    });
  }
  if (report.others.length > 0) {
    doubts.push({
      where: path,
      what: `The script defines ${report.others.join(", ")} beside ${name}, which can replace what the page relies on.`,
      mend: `Define only ${name} in this file.`,
    });
  }
  return doubts;
}
