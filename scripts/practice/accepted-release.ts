import type { Difference, FileDifference, Found } from "../../host/difference.ts";
import type { Release, ReleaseFile } from "../../render/release.ts";

export type AcceptedRelease =
  | { readonly kind: "release"; readonly release: Release }
  /** Sentences on what no rule could judge. */
  | { readonly kind: "unjudged"; readonly why: readonly string[] };

/**
 * The release that a machine runs, with what differs there in it as it is found: what the rules have to judge before a person accepts
 * it. It keeps its digest, so that a report names the release that runs.
 */
export function acceptedRelease(release: Release, differences: readonly Difference[]): AcceptedRelease {
  const why = differences.flatMap(unjudged);
  if (why.length > 0) return { kind: "unjudged", why };
  return { kind: "release", release: differences.reduce(withDifference, release) };
}

function unjudged(difference: Difference): readonly string[] {
  switch (difference.kind) {
    case "file":
    case "foreign-file": {
      const { found, path } = difference;
      if (found === undefined) return [];
      if (found.otherSecret) {
        return [
          `${path} holds another value in place of a secret of the machine; "stillroom secrets rotate" gives the machine a new one.`,
        ];
      }
      if (found.type !== "file" || found.text === undefined) return [`${path} is no text that a rule could read.`];
      return [];
    }
    case "unit":
      return difference.trouble === "unknown" ? [`${difference.what} No rule knows what it would do.`] : [];
    case "package":
      return difference.trouble === "missing" || difference.trouble === "held"
        ? []
        : [`${difference.what} No rule reads the files of packages.`];
    case "directory":
      return [];
  }
}

function withDifference(release: Release, difference: Difference): Release {
  switch (difference.kind) {
    case "file":
      return { ...release, files: release.files.flatMap((file) => fileAsFound(file, difference)) };
    case "foreign-file":
      return { ...release, files: withForeign(release.files, difference.path, difference.found) };
    case "directory":
      return {
        ...release,
        directories: release.directories.flatMap((directory) => {
          if (directory.path !== difference.path) return [directory];
          return difference.found === undefined ? [] : [{ ...directory, ...difference.found }];
        }),
      };
    case "unit":
      return { ...release, units: release.units.filter((unit) => unit.name !== difference.unit) };
    case "package":
      return difference.trouble === "missing"
        ? { ...release, packages: release.packages.filter((it) => it.name !== difference.package) }
        : release;
  }
}

function fileAsFound(file: ReleaseFile, { path, released, found }: FileDifference): readonly ReleaseFile[] {
  if (file.path !== path) return [file];
  if (found?.text === undefined) return [];
  const { mode, owner, group, text } = found;
  return [{ ...file, mode, owner, group, text: withPlaceholders(file.text, released.text, text) }];
}

/** A line that stands as released gets its facts' placeholders back: that is how the rules know it. */
function withPlaceholders(template: string, filled: string, found: string): string {
  const [before, after] = [template.split("\n"), filled.split("\n")];
  const known = new Map(after.map((line, index) => [line, before[index] ?? line]));
  return found
    .split("\n")
    .map((line) => known.get(line) ?? line)
    .join("\n");
}

function withForeign(files: readonly ReleaseFile[], path: string, found: Found): readonly ReleaseFile[] {
  const { mode, owner, group, text = "" } = found;
  const file: ReleaseFile = { path, service: "foreign", format: "text", mode, owner, group, birth: false, text };
  return [...files, file].sort((a, b) => (a.path < b.path ? -1 : 1));
}
