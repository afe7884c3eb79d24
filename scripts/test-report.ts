import { relative, resolve } from "node:path";
import type { EventData } from "node:test";
import type { TestEvent } from "node:test/reporters";

interface FileTally {
  passed: number;
  failed: number;
  skipped: number;
  milliseconds: number;
  told: boolean;
}

/**
 * A reporter for `node --test` that a person can read: every failure in full when it happens and once more at the end, one line
 * for each file as it ends, every skipped test by name with its reason, and the runner's own closing lines.
 *
 * It listens to `test:complete`, which comes when a test ends: `test:pass` and `test:fail` of a file wait until all files before it
 * have ended (nodejs.org, "Test runner", class TestsStream).
 */
export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const files = new Map<string, FileTally>();
  const skipped: string[] = [];
  const failures: string[] = [];
  const closing: string[] = [];
  for await (const event of events) {
    switch (event.type) {
      case "test:complete": {
        const { file, name, line, nesting, skip, details } = event.data;
        const tally = tallyOf(files, file);
        if (skip !== undefined && skip !== false) {
          tally.skipped += 1;
          skipped.push(`${nameOf(file)}: ${name}\n      ${skip === true ? "no reason given" : skip}`);
        } else if (!details.passed && !isForItsTests(details.error)) {
          tally.failed += 1;
          const failure = `  x ${nameOf(file)}: ${name} (line ${line ?? "?"})\n${indent(reasonOf(details.error))}\n\n`;
          failures.push(failure);
          yield failure;
        } else if (details.passed && details.type !== "suite" && !isFile(event.data)) {
          tally.passed += 1;
        }
        if (isFile(event.data)) {
          tally.milliseconds = details.duration_ms;
          // Node 22 may say what was in it only later.
          if (tally.passed + tally.failed + tally.skipped > 0) yield* lineOf(nameOf(file), tally);
        } else if (nesting === 0) {
          tally.milliseconds += details.duration_ms;
        }
        break;
      }
      case "test:summary":
        if (event.data.file !== undefined) yield* lineOf(nameOf(event.data.file), tallyOf(files, event.data.file));
        break;
      case "test:stderr":
        yield event.data.message;
        break;
      case "test:diagnostic":
        if (event.data.nesting === 0) closing.push(event.data.message);
        break;
      default:
    }
  }
  if (skipped.length > 0)
    yield `\nSkipped on this system (${skipped.length}):\n${skipped.map((one) => `  - ${one}\n`).join("")}`;
  if (failures.length > 0) yield `\nFailed (${failures.length}):\n${failures.join("")}`;
  yield `\n${closing.map((line) => `ℹ ${line}`).join("\n")}\n`;
}

const nameOf = (file: string | undefined): string => relative(process.cwd(), file ?? "");

/** The runner takes a file for a test around all of its tests. */
function isFile({ file, name, nesting }: EventData.TestComplete): boolean {
  return nesting === 0 && file === resolve(name);
}

function tallyOf(files: Map<string, FileTally>, file: string | undefined): FileTally {
  const name = nameOf(file);
  const known = files.get(name) ?? { passed: 0, failed: 0, skipped: 0, milliseconds: 0, told: false };
  files.set(name, known);
  return known;
}

/** Nothing where it was given before. */
function* lineOf(name: string, tally: FileTally): Generator<string> {
  if (tally.told) return;
  tally.told = true;
  const { passed, failed, skipped, milliseconds } = tally;
  const mark = failed > 0 ? "FAILED" : passed > 0 ? "ok" : "skipped";
  const counts = [`${passed} passed`];
  if (failed > 0) counts.push(`${failed} failed`);
  if (skipped > 0) counts.push(`${skipped} skipped`);
  yield `${mark.padEnd(8)}${name.padEnd(52)} ${counts.join(", ")} (${(milliseconds / 1000).toFixed(1)} s)\n`;
}

/** Whether a group, or a test around others, fails because one in it does, which is told already. */
function isForItsTests(error: Error | undefined): boolean {
  return error !== undefined && "failureType" in error && error.failureType === "subtestsFailed";
}

/** The runner wraps what was thrown, and its own frames say nothing about it. */
function reasonOf(error: Error | undefined): string {
  const cause = error?.cause instanceof Error ? error.cause : error;
  const lines = (cause?.stack ?? cause?.message ?? "no reason given").split("\n");
  return lines
    .filter((line) => !/^\s+at .*\bnode:internal\//.test(line))
    .slice(0, 40)
    .join("\n");
}

const indent = (text: string): string => text.replace(/^/gm, "      ");
