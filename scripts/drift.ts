import { askAgent, type DeliveryProblem, type Report } from "../components/provider/agent-session.ts";
import type { Connection } from "../components/provider/connection.ts";
import { deliver } from "../components/provider/delivery.ts";
import type { Difference, FileDifference, Found, Standing } from "../host/difference.ts";
import type { AcceptRequest, Drift } from "../host/drift.ts";
import { PATIENCE } from "../host/protocol.ts";
import type { StoredRelease } from "../host/releases.ts";
import { count, findingText } from "../policies/report.ts";
import { visible } from "../policies/visible-text.ts";
import { acceptedRelease } from "./accepted-release.ts";
import { failureText, onMachine, type Ending, type VerbRequest } from "./machine-verb.ts";
import { DELIVERY_STEPS } from "./progress.ts";
import { findingsOnStored } from "./rollback.ts";
import { timeText } from "./status.ts";
import { unifiedDiff } from "./unified-diff.ts";

/**
 * `stillroom drift`: how a practice's machine differs from the release that it runs.
 *
 * @returns 0 when it does not, or no more than was accepted; 1 when it does or the machine can't be asked, 2 when the input can't
 *   be used
 */
export function drift(request: VerbRequest): Promise<0 | 1 | 2> {
  return onMachine(request, ["connect", "agent", "compare"], async ({ connection }, report) => {
    const found = await look(connection, report);
    return found.kind === "problem" ? found : driftEnding(found);
  });
}

/** `stillroom drift --put-back`: makes it as released again, as a delivery does. */
export function putBack(request: VerbRequest): Promise<0 | 1 | 2> {
  const plan = ["connect", "agent", "compare", ...DELIVERY_STEPS.slice(2)];
  return onMachine(request, plan, async ({ connection }, report) => {
    const before = await look(connection, report);
    if (before.kind === "problem") return before;
    if (openIn(before).length === 0) return nothingOpen(before);
    const release = await currentRelease(connection, before, report);
    if ("failure" in release) return release;
    const outcome = await deliver(connection, release, report, PATIENCE, "put-back");
    if (outcome.kind === "problem") return outcome;
    if (outcome.kind === "went-back") {
      const text = `It did not work out, and the machine is as it was found.\n${failureText(outcome.failure)}`;
      return { exit: 1, text, json: { kind: "outcome", outcome } };
    }
    const after = await look(connection, report);
    return after.kind === "problem" ? after : putBackEnding(before, after);
  });
}

/** `stillroom drift --accept`: leaves the differences as they are, if the rules find nothing in a release that says so. */
export function acceptDrift(request: VerbRequest, reason: string): Promise<0 | 1 | 2> {
  const plan = ["connect", "agent", "compare", "judge", "accept"];
  return onMachine(request, plan, async ({ connection }, report) => {
    const found = await look(connection, report);
    if (found.kind === "problem") return found;
    const open = openIn(found);
    if (open.length === 0) return nothingOpen(found);
    const release = await currentRelease(connection, found, report);
    if ("failure" in release) return release;
    report({ kind: "progress", step: "judge", detail: "Every rule looks at the release with these differences in it" });
    const judged = acceptedRelease(release, open);
    if (judged.kind === "unjudged") return notJudged(judged.why);
    const findings = findingsOnStored(judged.release, new Date().toISOString().slice(0, 10));
    if (findings.length > 0) return refused(findings.map((finding) => findingText(finding)));
    const accept: AcceptRequest = { reason, differences: open.map(({ id, state }) => ({ id, state })) };
    report({ kind: "progress", step: "accept", detail: count(open.length, "difference") });
    const input = Buffer.from(JSON.stringify(accept));
    const ended = await askAgent<{ readonly kind: "accepted" }>(connection, ["accept"], report, input);
    return ended.kind === "problem" ? ended : acceptEnding(open);
  });
}

function look(connection: Connection, report: Report): Promise<Drift | DeliveryProblem> {
  report({ kind: "progress", step: "compare", detail: "Files, units and packages with the release that runs" });
  return askAgent<Drift>(connection, ["drift"], report);
}

async function currentRelease(
  connection: Connection,
  found: Drift,
  report: Report,
): Promise<NonNullable<StoredRelease["release"]> | DeliveryProblem> {
  const stored = await askAgent<StoredRelease>(connection, ["stored-release", found.digest ?? ""], report);
  if (stored.kind === "problem") return stored;
  if (stored.release !== null) return stored.release;
  const what = "The machine does not know the release any more that it ran a moment ago.";
  return { kind: "problem", failure: { step: "compare", what, mend: "Look again with stillroom drift." } };
}

function openIn({ differences }: Drift): readonly Difference[] {
  return differences.filter((difference) => difference.accepted === undefined);
}

function driftEnding(found: Drift): Ending {
  const open = openIn(found);
  return { exit: open.length === 0 ? 0 : 1, text: driftText(found), json: found };
}

function nothingOpen(found: Drift): Ending {
  return { exit: 0, text: driftText(found), json: { kind: "nothing-to-do" } };
}

/** For people: each difference with what changed line by line, then what to do. */
export function driftText(found: Drift): string {
  if (found.digest === undefined) return "The machine runs no release, so there is nothing to compare it with.";
  const open = openIn(found);
  const accepted = found.differences.filter((difference) => difference.accepted !== undefined);
  const release = `release ${found.digest.slice(0, 12)}`;
  const rest = accepted.length === 0 ? "" : ` ${count(accepted.length, "difference")} accepted.`;
  if (open.length === 0) {
    return [...accepted.map(acceptedLine), `The machine is as ${release} says.${rest}`].join("\n");
  }
  return [
    ...open.map((difference) => differenceText(difference)),
    ...(accepted.length === 0 ? [] : [accepted.map(acceptedLine).join("\n")]),
    `The machine differs from ${release} in ${open.length === 1 ? "1 place" : `${open.length} places`}.${rest}\n"stillroom drift --put-back STACKFILE" makes files, modes and units as released; "stillroom drift --accept --reason TEXT STACKFILE" leaves them as they are until the next delivery.`,
  ].join("\n\n");
}

function acceptedLine({ what, accepted }: Difference): string {
  if (accepted === undefined) return visible(what);
  const by = accepted.by === undefined ? "" : ` by ${accepted.by}`;
  return visible(`${what} Accepted on ${timeText(accepted.at)}${by}: ${accepted.reason}`);
}

function differenceText(difference: Difference): string {
  const lines = [difference.what, ...detailLines(difference)];
  return lines.map(shownLine).join("\n");
}

/** As `visible`, but a tab stays one: it does nothing to a terminal. */
function shownLine(line: string): string {
  return line.split("\t").map(visible).join("\t");
}

function detailLines(difference: Difference): readonly string[] {
  switch (difference.kind) {
    case "file":
      return fileLines(difference);
    case "directory":
      return difference.found === undefined ? [] : standingLines(difference.released, difference.found);
    case "foreign-file":
      return foreignLines(difference.found);
    case "unit":
      return [];
    case "package":
      return [`  ${PACKAGE_MENDS[difference.trouble]}`.replaceAll("NAME", difference.package)];
  }
}

/** What puts a package right; that is done by hand. */
const PACKAGE_MENDS = {
  missing: '"apt-get install NAME" on the machine, or --put-back, installs it.',
  held: '"apt-mark unhold NAME" on the machine lets it have updates again.',
  "changed file": '"apt-get install --reinstall NAME" on the machine brings it again.',
  "missing file": '"apt-get install --reinstall NAME" on the machine brings it again.',
} as const;

function fileLines({ path, released, found }: FileDifference): readonly string[] {
  if (found === undefined) return [];
  const standing = standingLines(released, found);
  if (found.type !== "file")
    return [...standing, `  A ${found.type === "link" ? "link" : "folder or device"} stands there.`];
  if (found.text === undefined) return [...standing, "  What stands there is no text, or too long to show."];
  const lines = unifiedDiff(released.text, found.text);
  const secret = found.otherSecret
    ? ["  In place of a secret of the machine stands another value, which is not shown."]
    : [];
  return [
    ...standing,
    ...(lines.length === 0 ? [] : [`--- ${path} as released`, `+++ ${path} on the machine`, ...lines]),
    ...secret,
  ];
}

const MOST_LINES = 20;

function foreignLines({ type, text }: Found): readonly string[] {
  if (type !== "file" || text === undefined) return [];
  const lines = text.replace(/\n$/, "").split("\n");
  const more = lines.length > MOST_LINES ? [`  … and ${count(lines.length - MOST_LINES, "line")} more`] : [];
  return [...lines.slice(0, MOST_LINES).map((line) => `+${line}`), ...more];
}

function standingLines(released: Standing, found: Standing): readonly string[] {
  const parts = [
    ["mode", released.mode, found.mode],
    ["owner", released.owner, found.owner],
    ["group", released.group, found.group],
  ] as const;
  return parts
    .filter(([, was, is]) => was !== is)
    .map(([name, was, is]) => `  ${name} ${was} as released, ${is} on the machine`);
}

function putBackEnding(before: Drift, after: Drift): Ending {
  const left = openIn(after);
  const done = openIn(before).length - left.length;
  const removed = openIn(before).some((difference) => difference.kind === "foreign-file");
  const text = [
    ...left.map(differenceText),
    `${count(Math.max(0, done), "difference")} put back.` +
      (removed ? " Copies of what was taken away lie in /var/lib/stillroom/taken-away on the machine." : "") +
      (left.length === 0 ? "" : ` ${count(left.length, "difference")} left, which a delivery can't mend.`),
  ].join("\n\n");
  return { exit: left.length === 0 ? 0 : 1, text, json: { kind: "put-back", put: done, left } };
}

function acceptEnding(open: readonly Difference[]): Ending {
  const text = [
    ...open.map((difference) => visible(difference.what)),
    `${count(open.length, "difference")} accepted as found. One that changes again is drift again, and the next delivery makes every file as released: what shall stay belongs into the stack file or the templates.`,
  ].join("\n");
  return { exit: 0, text, json: { kind: "accepted", differences: open.map(({ id, state }) => ({ id, state })) } };
}

function refused(findings: readonly string[]): Ending {
  const summary = `Nothing was accepted: with these differences the rules refuse the release (${count(findings.length, "finding")}). "stillroom drift --put-back STACKFILE" takes them back.`;
  return { exit: 1, text: [...findings, summary].join("\n\n"), json: { kind: "refused", findings } };
}

function notJudged(why: readonly string[]): Ending {
  const summary = `Nothing was accepted: what no rule can judge can't be accepted. "stillroom drift --put-back STACKFILE" takes it back.`;
  return { exit: 1, text: [...why.map(visible), summary].join("\n"), json: { kind: "unjudged", why } };
}
