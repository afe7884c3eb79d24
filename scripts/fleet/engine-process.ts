/**
 * `node engine-process.ts ACTION STACK` in the folder of the stack files: one run of Pulumi for one practice through its Automation API, told
 * to the parent as `Told` messages. When the parent sends a message or is gone, Pulumi is asked to end, as Ctrl-C would: what it is doing is
 * finished, and the stack is left unlocked.
 */
import { setPriority } from "node:os";
import { LocalWorkspace, type EngineEvent, type OpType, type Stack } from "@pulumi/pulumi/automation/index.js";
import { causeOf } from "./cause.ts";
import type { Changes, Outcome, Told } from "./outcome.ts";

const [, , action = "", stackName = ""] = process.argv;
const POLICY_PACK = "policies";

const ended = new AbortController();
for (const event of ["message", "disconnect"] as const) {
  process.once(event, () => {
    ended.abort();
  });
}
// A terminal's Ctrl-C is the parent's to hear.
process.on("SIGINT", () => undefined);
setPriority(5);

/** What the engine says of failures, without colours: pkg/diag/colors, `<{%reset%}>`. */
const errors: string[] = [];
const violations: string[] = [];

function tell(told: Told): void {
  if (process.connected) process.send?.(told);
}

function onEvent({ diagnosticEvent, policyEvent, resourcePreEvent, resOpFailedEvent }: EngineEvent): void {
  if (diagnosticEvent?.severity === "error") errors.push(plain(diagnosticEvent.message));
  if (policyEvent?.enforcementLevel === "mandatory") {
    violations.push(plain(`${policyEvent.policyName}: ${policyEvent.message}`));
    tell({ kind: "findings", more: 1 });
  }
  const metadata = resourcePreEvent?.metadata ?? resOpFailedEvent?.metadata;
  if (metadata !== undefined && metadata.op !== "same")
    tell({ kind: "stage", stage: `${metadata.op} ${kindOf(metadata.type)}` });
}

function kindOf(type: string): string {
  return type.split(":").at(-1) ?? type;
}

function plain(text: string): string {
  return text.replaceAll(/<\{%[^%]*%\}>/g, "").trim();
}

function changesOf(summary: Partial<Record<OpType, number>>): Changes {
  const sum = (...ops: readonly OpType[]): number => ops.reduce((total, op) => total + (summary[op] ?? 0), 0);
  return {
    created: sum("create", "create-replacement", "import"),
    updated: sum("update"),
    deleted: sum("delete", "delete-replaced"),
  };
}

async function run(stack: Stack): Promise<void> {
  const { signal } = ended;
  if (action === "destroy") {
    tell({ kind: "stage", stage: "destroy" });
    const { summary } = await stack.destroy({ onEvent, signal, color: "never" });
    tell({ kind: "changes", changes: changesOf(summary.resourceChanges ?? {}) });
    return;
  }
  tell({ kind: "stage", stage: "preview" });
  const preview = await stack.preview({ onEvent, signal, color: "never", policyPacks: [POLICY_PACK] });
  tell({ kind: "changes", changes: changesOf(preview.changeSummary) });
  if (action !== "up") return;
  ended.signal.throwIfAborted();
  tell({ kind: "stage", stage: "update" });
  const { summary } = await stack.up({ onEvent, signal, color: "never", policyPacks: [POLICY_PACK] });
  tell({ kind: "changes", changes: changesOf(summary.resourceChanges ?? {}) });
}

/** In a few words, what the engine said as it failed. */
function failureOf(error: unknown): Outcome {
  if (violations.length > 0) return { kind: "failed", cause: "findings", what: [...new Set(violations)].join("\n") };
  const thrown = error instanceof Error ? error.message : String(error);
  // "update failed" and "preview failed" repeat that there is an error, and "one or more resources" that there are several.
  const telling = errors.filter((text) => !/^(?:update|preview|destroy) failed$|resource.* failed$/.test(text));
  const what = telling.length > 0 ? [...new Set(telling)].join("\n") : standardErrorIn(thrown);
  return { kind: "failed", cause: causeOf(what), what };
}

/** The Automation API puts everything that Pulumi printed into one message: sdk/nodejs/automation/cmd.ts, `CommandResult.toString`. */
function standardErrorIn(message: string): string {
  const [, said] = /\n stderr: ([^]*?)\n err\?: /.exec(message) ?? [];
  const text = said === undefined || said.trim() === "" ? message : said;
  return plain(text).split("\n").slice(-20).join("\n");
}

async function outcome(): Promise<Outcome> {
  try {
    const stack = await LocalWorkspace.createOrSelectStack({ stackName, workDir: process.cwd() });
    await run(stack);
    return { kind: "good" };
  } catch (error) {
    return ended.signal.aborted ? { kind: "interrupted" } : failureOf(error);
  }
}

const result = await outcome();
tell({ kind: "ended", outcome: result });
if (process.connected) process.disconnect();
