import type { Difference, FileDifference, Found, Standing } from "../../host/difference.ts";
import type { Drift } from "../../host/drift.ts";
import { count } from "../../policies/report.ts";
import { visible } from "../../policies/visible-text.ts";
import { timeText } from "../verbs/status.ts";
import { unifiedDiff } from "./unified-diff.ts";

/** What nobody has accepted. */
export function openIn({ differences }: Drift): readonly Difference[] {
  return differences.filter((difference) => difference.accepted === undefined);
}

/** For people: each difference with what changed line by line, then what to do. */
export function driftText(found: Drift): string {
  if (found.digest === undefined)
    return "The machine runs no release, so there is nothing to compare it with. Deliver one with pulumi up; and see that the stack file is the one of this machine.";
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

/** One difference, with what changed line by line. */
export function differenceText(difference: Difference): string {
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
