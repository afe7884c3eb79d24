import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { frameOf } from "../../../scripts/reports/frame.ts";
import { textReport, type Page } from "../../../scripts/reports/text.ts";
import { EDITED, EXPIRED, GOOD, HOSTILE, REFUSED, reportOf, UNUSABLE, WAIVED } from "./example.ts";

const PIPE: Page = { paint: (_, text) => text, width: undefined };
const TERMINAL: Page = { paint: (colour, text) => `<${colour}>${text}</${colour}>`, width: 80 };

describe("the text report", () => {
  it("is one line for a good stack file", () => {
    assert.match(
      textReport(reportOf(GOOD), PIPE),
      /^stacks\/Pulumi\.prod\.yaml: \d+ rules .* every promise is kept\.$/,
    );
  });

  it("frames the line of the stack file, two lines around it, and points to the value", () => {
    const text = textReport(reportOf(REFUSED), PIPE);
    const lines = text.split("\n");
    const meant = lines.findIndex((line) => line.includes("> "));
    const row = lines[meant] ?? "";
    assert.match(row, /^ {10}> \d+ \| {5}region: ash/);
    assert.match(lines[meant - 2] ?? "", /provider: hetzner/);
    assert.match(lines[meant - 1] ?? "", /size: cpx31/);
    assert.equal((lines[meant + 1] ?? "").indexOf("^"), row.indexOf("ash"));
    assert.match(lines[meant + 3] ?? "", /debian: 13/);
    const number = /> (\d+) /.exec(row)?.[1] ?? "";
    assert.ok(text.includes(`stacks/Pulumi.east.yaml:${number}:13 (stillroom:machine.region)`));
  });

  it("frames the line of a file in a tree, under the name that it has on this computer", () => {
    const text = textReport(reportOf(EDITED), PIPE);
    assert.match(
      text,
      /at {6}preview\/etc\/stillroom\/jicofo\/jicofo\.conf:(\d+)\n\n(?:.*\n)*? {10}> \1 \| jicofo\.jibri/,
    );
  });

  it("frames what is wrong in a stack file that can't be used, each at its line", () => {
    const text = textReport(reportOf(UNUSABLE), PIPE);
    assert.match(text, /^stacks\/Pulumi\.south\.yaml:\d+:11: stillroom:machine\.size is "cx99"/);
    assert.match(text, /> \d+ \| {5}size: cx99/);
    assert.match(text, /> \d+ \| {5}jurisdiction: DEE/);
  });

  it("says once what is the same for all findings of a rule", () => {
    const text = textReport(reportOf(EDITED), PIPE);
    assert.ok(EDITED.findings.filter(({ rule }) => rule === "as-rendered").length > 2);
    assert.equal(text.split("as-rendered: ").length, 2);
    assert.equal(text.split("render again; nothing rendered is edited by hand").length, 2);
  });

  it("shows no line of a file in which a secret was found", () => {
    const text = textReport(reportOf(EDITED), PIPE);
    assert.match(text, /turnserver\.conf:\d+/);
    assert.doesNotMatch(text, /correcthorse/);
  });

  it("shows every waiver, and that one ended", () => {
    assert.match(
      textReport(reportOf(WAIVED), PIPE),
      /^region-under-law: waived until 2026-06-30 by A\. Weaver: Our lawyer <agreed>/m,
    );
    const ended = textReport(reportOf(EXPIRED), PIPE);
    assert.match(ended, /^waivers: /m);
    assert.match(ended, /by A\. Weaver ended on 2026-01-14/);
    assert.match(ended, /^region-under-law: The machine/m);
  });

  it("ends with one line that says how it stands", () => {
    const last = (text: string): string => text.split("\n").at(-1) ?? "";
    assert.match(last(textReport(reportOf(REFUSED), PIPE)), /refused with 1 finding\.$/);
    assert.equal(
      last(textReport(reportOf(GOOD, REFUSED, UNUSABLE), PIPE)),
      "3 results: 1 good, 1 refused, 1 that can't be judged.",
    );
  });

  it("makes every character visible that a terminal would obey", () => {
    const text = textReport(reportOf(EDITED), PIPE);
    assert.match(text, /\\u\{1b\}\[31m\\u\{202e\}<script>/);
    assert.ok(!text.includes("\u001b"));
    assert.ok(!text.includes(HOSTILE));
  });

  it("wraps sentences on a terminal, under the words and not under the labels", () => {
    const text = textReport(reportOf(REFUSED), TERMINAL).replace(/<\/?(?:red|yellow|green|bold|dim)>/g, "");
    const sentences = text.split("\n").filter((line) => !line.includes(" | ") && line.trim().includes(" "));
    assert.deepEqual(
      sentences.filter((line) => line.length > 80),
      [],
    );
    assert.match(text, / {2}found {3}hetzner ash.*\n {10}\S/);
  });

  it("paints the rule, the line that is meant and the last line", () => {
    const text = textReport(reportOf(REFUSED), TERMINAL);
    assert.match(text, /^<red><bold>region-under-law<\/bold><\/red>: /);
    assert.match(text, /<bold>> \d+ \| {5}region: ash.*<\/bold>/);
    assert.match(text, /<red>\^<\/red>/);
    assert.match(textReport(reportOf(GOOD), TERMINAL), /^<green>/);
  });
});

describe("a frame", () => {
  it("is empty for a file with a private key, and for a line that the file has not", () => {
    assert.deepEqual(frameOf("a\n-----BEGIN PRIVATE KEY-----\nb\n", 1, undefined, 80), []);
    assert.deepEqual(frameOf("a\n", 2, undefined, 80), []);
    assert.deepEqual(frameOf("a\n", 0, undefined, 80), []);
  });

  it("stops at the file's ends", () => {
    assert.deepEqual(
      frameOf("a\nb\n", 1, undefined, 80).map(({ number, meant }) => [number, meant]),
      [
        [1, true],
        [2, false],
      ],
    );
  });

  it("cuts a long line so that the caret stays under what it points to, whatever stands there", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 300 }).map((text) => text.replace(/[\n\r]/g, "")),
        fc.nat(300),
        (line, at) => {
          const column = Math.min(at, line.length);
          const [frame] = frameOf(`${line.slice(0, column)}X${line.slice(column)}`, 1, column + 1, 60);
          assert.ok(frame !== undefined);
          assert.ok(frame.text.length <= 60);
          assert.equal(frame.text[frame.caret ?? -1], "X");
        },
      ),
    );
  });
});
