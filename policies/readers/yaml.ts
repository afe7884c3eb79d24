import { LineCounter, parseDocument } from "yaml";
import type { Plain, Reading, Source } from "../reading.ts";

/**
 * A YAML file as a program with PyYAML's safe loader (Synapse) sees it, duplicate keys and unknown tags refused. PyYAML reads
 * YAML 1.1, where `yes` and `off` are booleans too.
 */
export function readYaml(source: Source): Reading<Plain> {
  const lineCounter = new LineCounter();
  const document = parseDocument(source.text, { lineCounter, version: "1.1", uniqueKeys: true, merge: true });
  const doubts = [...document.errors, ...document.warnings].map((problem) => ({
    where: source.path,
    line: lineCounter.linePos(problem.pos[0]).line,
    what: `This is no plain YAML: ${problem.message.split("\n")[0] ?? ""}`,
  }));
  if (doubts.length > 0) return { value: null, doubts };
  return { value: document.toJS({ maxAliasCount: 100 }) as Plain, doubts: [] };
}
