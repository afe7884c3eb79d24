import { relative } from "node:path";
import type { TestEvent } from "node:test/reporters";

interface FileTally {
  passed: number;
  failed: number;
  skipped: number;
  milliseconds: number;
}

/**
 * A reporter for `node --test` that a person can read: one line for each file, every failure in full, every skipped test
 * by name with its reason, and the runner's own closing lines.
 */
export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const files = new Map<string, FileTally>();
  const skipped: string[] = [];
  const failures: string[] = [];
  const closing: string[] = [];
  for await (const event of events) {
    switch (event.type) {
      case "test:pass": {
        const { file, name, skip, nesting, details } = event.data;
        const tally = tallyOf(files, file);
        if (nesting === 0) tally.milliseconds += details.duration_ms;
        if (skip !== undefined && skip !== false) {
          tally.skipped += 1;
          skipped.push(`${nameOf(file)}: ${name}\n      ${skip === true ? "no reason given" : skip}`);
        } else if (details.type !== "suite") {
          tally.passed += 1;
        }
        break;
      }
      case "test:fail": {
        const { file, name, line, nesting, details } = event.data;
        const tally = tallyOf(files, file);
        if (nesting === 0) tally.milliseconds += details.duration_ms;
        // A group fails because a test in it does, which is told already, or because of a hook of its own.
        if (details.type === "suite" && causeOf(details.error) === undefined) break;
        tally.failed += 1;
        failures.push(`${nameOf(file)}: ${name} (line ${line ?? "?"})\n${indent(reasonOf(details.error))}`);
        break;
      }
      case "test:stderr":
        yield event.data.message;
        break;
      case "test:diagnostic":
        if (event.data.nesting === 0) closing.push(event.data.message);
        break;
      case "test:summary":
        if (event.data.file !== undefined) yield lineOf(nameOf(event.data.file), tallyOf(files, event.data.file));
        break;
      default:
    }
  }
  if (skipped.length > 0)
    yield `\nSkipped on this system (${skipped.length}):\n${skipped.map((one) => `  - ${one}\n`).join("")}`;
  if (failures.length > 0) yield `\nFailed (${failures.length}):\n${failures.map((one) => `  x ${one}\n\n`).join("")}`;
  yield `\n${closing.map((line) => `ℹ ${line}`).join("\n")}\n`;
}

const nameOf = (file: string | undefined): string => relative(process.cwd(), file ?? "");

function tallyOf(files: Map<string, FileTally>, file: string | undefined): FileTally {
  const name = nameOf(file);
  const known = files.get(name) ?? { passed: 0, failed: 0, skipped: 0, milliseconds: 0 };
  files.set(name, known);
  return known;
}

function lineOf(name: string, { passed, failed, skipped, milliseconds }: FileTally): string {
  const mark = failed > 0 ? "FAILED" : passed > 0 ? "ok" : "skipped";
  const counts = [`${passed} passed`];
  if (failed > 0) counts.push(`${failed} failed`);
  if (skipped > 0) counts.push(`${skipped} skipped`);
  return `${mark.padEnd(8)}${name.padEnd(52)} ${counts.join(", ")} (${(milliseconds / 1000).toFixed(1)} s)\n`;
}

/** The runner wraps what was thrown; for a group whose tests failed there is nothing inside but its own sentence. */
function causeOf(error: Error): Error | undefined {
  return error.cause instanceof Error ? error.cause : undefined;
}

function reasonOf(error: Error): string {
  const cause = causeOf(error) ?? error;
  return (cause.stack ?? cause.message).split("\n").slice(0, 40).join("\n");
}

const indent = (text: string): string => text.replace(/^/gm, "      ");
