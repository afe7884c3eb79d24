import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { loadStackFile } from "../../../clinic/load.ts";
import { appended, withFile, withoutFile } from "../../../policies/breaking.ts";
import { judge } from "../../../policies/judge.ts";
import type { Release } from "../../../render/release.ts";
import { render } from "../../../render/render.ts";
import { judged, type Judged, type Report, type Result, type Unusable } from "../../../scripts/reports/report.ts";

const REFERENCE = readFileSync(new URL("../../../Pulumi.prod.yaml", import.meta.url), "utf8");

export const DAY = "2026-01-15";

/** Text that means something to a terminal, to HTML, XML, Markdown, SARIF or a log. */
export const HOSTILE =
  "\u001b[31m\u202e<script>alert(1)</script>&amp;]]> **bold** `x` [here](https://elsewhere.example/) {0} \u2028\u0000\ud800\uffff 'q' \"q\"";

export function reportOf(...results: readonly Result[]): Report {
  return { day: DAY, version: "0.1.0", results };
}

/** Judges the reference stack file after an edit, or says why it can't be. */
export function resultOf(stack: string, edit: (text: string) => string = (text) => text): Result {
  const source = edit(REFERENCE);
  const file = `stacks/Pulumi.${stack}.yaml`;
  const loaded = loadStackFile(source, file, stack);
  if (loaded.kind === "problems")
    return { kind: "unusable", file, sources: [{ file, text: source }], problems: loaded.problems };
  const release = render(loaded.clinic);
  return judged(judge(release, DAY), release, { kind: "stack-file", file, positions: loaded.positions }, []);
}

const toVirginia = (text: string): string =>
  text.replace("region: nbg1", "region: ash").replace("size: cx33", "size: cpx31");

function withWaiver(until: string, reason: string): (text: string) => string {
  const waiver = JSON.stringify([{ rule: "region-under-law", reason, by: "A. Weaver", until }]);
  return (text) => `${toVirginia(text)}\n  stillroom:waivers: ${waiver}\n`;
}

export const GOOD = judgedOf(resultOf("prod"));
export const REFUSED = judgedOf(resultOf("east", toVirginia));
export const WAIVED = judgedOf(
  resultOf("west", withWaiver("2026-06-30", "Our lawyer <agreed> [here](https://elsewhere.example/) {0}.")),
);
export const EXPIRED = judgedOf(resultOf("north", withWaiver("2026-01-14", "Our lawyer agreed.")));
export const UNUSABLE = unusableOf(
  resultOf("south", (text) =>
    text.replace("size: cx33", "size: cx99").replace("jurisdiction: DE", "jurisdiction: DEE"),
  ),
);

/** A tree that somebody edited, with hostile text in a name, in a file and where a secret belongs. */
export const EDITED = treeOf((release) => ({
  ...edited(release),
  proofs: release.proofs.slice(1),
}));

function edited(release: Release): Release {
  return withoutFile(
    withFile(
      appended(
        appended(release, "/etc/turnserver.conf", "static-auth-secret=correcthorsebatterystaple"),
        "/etc/stillroom/jicofo/jicofo.conf",
        `jicofo.jibri.brewery-jid = "x@y.internal" # ${HOSTILE}`,
      ),
      { path: `/etc/${HOSTILE}`, format: "text", text: "added\n" },
    ),
    "/etc/sysctl.d/90-stillroom.conf",
  );
}

/** The same release, as a stack file gives it in a checkout whose templates were changed. */
export const CHANGED_TEMPLATES: Judged = {
  ...EDITED,
  origin: "stack-file",
  file: "stacks/Pulumi.prod.yaml",
  findings: EDITED.findings.map((finding) => ({
    ...finding,
    place: finding.place.kind === "machine-file" ? { ...finding.place, file: undefined } : finding.place,
  })),
};

export const ALL: readonly Result[] = [GOOD, REFUSED, WAIVED, EXPIRED, UNUSABLE, EDITED, CHANGED_TEMPLATES];

function treeOf(change: (release: Release) => Release): Judged {
  const stack = loadStackFile(REFERENCE, "Pulumi.prod.yaml", "prod");
  assert.equal(stack.kind, "clinic");
  const release = change(render(stack.clinic));
  return judged(judge(release, DAY), release, { kind: "tree", folder: "preview" }, [`${HOSTILE} was added by hand.`]);
}

function judgedOf(result: Result): Judged {
  assert.equal(result.kind, "judged");
  return result;
}

function unusableOf(result: Result): Unusable {
  assert.equal(result.kind, "unusable");
  return result;
}
