import assert from "node:assert/strict";
import { describe, it, mock } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { lawNotes } from "../../clinic/law/notes.ts";
import { EXISTING_STACK } from "../fixtures/existing-stack.ts";
import { recorded } from "./recorded.ts";

let runs = 0;

/** Runs index.ts as the engine does: the configuration as texts, the module evaluated anew. */
function run(configuration: Readonly<Record<string, unknown>>) {
  const texts = Object.entries(configuration).map(([key, value]) => [key, JSON.stringify(value)] as const);
  pulumi.runtime.setAllConfig(Object.fromEntries(texts));
  return recorded(() => import(`../../index.ts?run=${(runs += 1)}`), { preview: true, answers: {} });
}

describe("index.ts", () => {
  it("registers the release of a stack file that keeps every promise", async () => {
    const { registered, error } = await run(EXISTING_STACK);
    assert.equal(error, undefined);
    assert.deepEqual(
      registered.map((resource) => resource.type),
      ["stillroom:index:Release"],
    );
  });

  it("registers nothing for a wrong stack file, and names every fault without a stack trace", async () => {
    const { registered, error } = await run({
      ...EXISTING_STACK,
      "stillroom:law": { jurisdicton: "DE" },
      "stillroom:administrationFrom": ["0.0.0.0/0"],
    });
    assert.deepEqual(registered, []);
    assert.ok(pulumi.RunError.isInstance(error), "the engine shows only the message of a RunError");
    const { message } = error;
    assert.match(message, /jurisdicton.*jurisdiction/s);
    assert.match(message, /0\.0\.0\.0\/0/);
  });

  it("warns of what the law's tables leave to a lawyer, once each, and registers all the same", async () => {
    const warn = mock.method(console, "warn", () => undefined);
    const law = { jurisdiction: "CA-AB", profession: "psychologist" };
    const { registered, error } = await run({ ...EXISTING_STACK, "stillroom:law": law });
    const said = warn.mock.calls.map(({ arguments: [text] }) => String(text));
    warn.mock.resetCalls();
    const { error: none } = await run(EXISTING_STACK);
    const saidInGermany = warn.mock.callCount();
    warn.mock.restore();
    assert.deepEqual([error, none, registered.length, saidInGermany], [undefined, undefined, 1, 0]);
    const notes = lawNotes({ ...law, hipaaCovered: false, profession: "psychologist" }, "2026-11-23");
    assert.ok(notes.length > 1);
    for (const note of notes) assert.equal(said.filter((text) => text.endsWith(note)).length, 1, note);
  });

  it("takes a day as the stack file writes it, though the engine's reader makes a point in time of it", async () => {
    const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const until = `${inAMonth} 00:00:00 +0000 UTC`;
    const waiver = { rule: "kill-switch", reason: "until the move is done", by: "A. Person", until };
    const { error } = await run({ ...EXISTING_STACK, "stillroom:waivers": [waiver] });
    assert.equal(error, undefined);
  });

  it("registers nothing for a release that breaks a rule, and says which and how to mend it", async () => {
    const waiver = { rule: "recording-impossible", reason: "to keep notes", by: "A. Person", until: "2099-12-31" };
    const { registered, error } = await run({ ...EXISTING_STACK, "stillroom:waivers": [waiver] });
    assert.deepEqual(registered, []);
    assert.ok(pulumi.RunError.isInstance(error));
    assert.match(error.message, /recording-impossible.*mend.*refused/s);
  });
});
