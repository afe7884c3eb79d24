import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { AgentMessage } from "../../../host/protocol.ts";
import { progressAsJson, progressFor } from "../../../scripts/terminal/progress.ts";

const step = (name: string, detail: string): AgentMessage => ({ kind: "progress", step: name, detail });

/** A clock that a test moves by hand. */
function clock(): { now: () => number; wait: (seconds: number) => void } {
  let time = 5000;
  return {
    now: () => time,
    wait: (seconds) => {
      time += seconds * 1000;
    },
  };
}

function paper(more: { isTTY?: boolean; columns?: number } = {}): {
  write: (text: string) => void;
  text: () => string;
} {
  let written = "";
  return {
    ...more,
    write: (text) => {
      written += text;
    },
    text: () => written,
  };
}

describe("progress", () => {
  it("is a plain line for each step in a pipe, with the seconds since the start", () => {
    const out = paper();
    const { now, wait } = clock();
    const progress = progressFor(out, ["stage", "switch"], now);
    progress.report(step("stage", "New files\nbeside the old ones"));
    wait(1.25);
    progress.report(step("switch", "3 files"));
    progress.end();
    assert.equal(out.text(), "   0.0 s  stage: New files beside the old ones\n   1.3 s  switch: 3 files\n");
  });

  it("says on a terminal what is done, how long it took, and what comes next", () => {
    const out = paper({ isTTY: true, columns: 60 });
    const { now, wait } = clock();
    const progress = progressFor(out, ["stage", "switch"], now);
    progress.report(step("stage", "New files"));
    wait(2);
    progress.report(step("switch", "3 files"));
    wait(0.5);
    progress.end();
    assert.equal(
      out.text(),
      "stage       New files  0.0 s; next: switch" +
        "\r\u001b[Kstage       New files  2.0 s\n" +
        "switch      3 files  0.0 s" +
        "\r\u001b[Kswitch      3 files  0.5 s\n",
    );
  });

  it("keeps to one line of a narrow terminal", () => {
    const out = paper({ isTTY: true, columns: 40 });
    const progress = progressFor(out, ["stage"], clock().now);
    progress.report(step("stage", "a".repeat(200)));
    progress.end();
    for (const line of out.text().replaceAll("\r\u001b[K", "\n").split("\n")) assert.ok(line.length < 40, line);
    assert.match(out.text(), /a…/);
  });

  it("is a line of JSON for each step where a program reads it", () => {
    const out = paper();
    const { now, wait } = clock();
    const progress = progressAsJson(out, now);
    wait(0.3);
    progress.report(step("stage", "New files"));
    progress.report({ kind: "confirm-access", token: "abc", seconds: 60 });
    progress.end();
    assert.deepEqual(JSON.parse(out.text()), { kind: "progress", step: "stage", detail: "New files", seconds: 0.3 });
  });
});
