import { existsSync, readFileSync, statSync } from "node:fs";
import type { Release } from "../render/release.ts";
import { run } from "./command.ts";
import { stateHash, type PackageDifference } from "./difference.ts";
import { ownedPaths } from "./releases.ts";
import { contentHash } from "./standing.ts";

/** Packages of the release that are missing or held back from updates, and files of theirs that are not as they came. */
export async function packageDifferences(release: Release): Promise<readonly PackageDifference[]> {
  const names = [...new Set(release.packages.map((it) => it.name))].sort();
  if (names.length === 0) return [];
  // dpkg-query(1), `--showformat`: Want is `hold` for a package that is held, Status is `installed` for one that is whole.
  const format = "${db:Status-Want} ${db:Status-Status} ${Package}\n";
  const listed = await run(["dpkg-query", "--show", `--showformat=${format}`], { seconds: 60 });
  const rows = listed.stdout.split("\n").map((line) => line.split(" "));
  const wants = new Map(rows.filter((row) => row[1] === "installed").map((row) => [row[2] ?? "", row[0] ?? ""]));
  const installed = names.filter((name) => wants.has(name));
  const missing = names.filter((name) => !wants.has(name));
  const held = names.filter((name) => wants.get(name) === "hold");
  return [
    ...missing.map((name) => difference(name, "missing", "", `The package ${name} is missing.`)),
    ...held.map((name) => difference(name, "held", "", `The package ${name} is held back from updates.`)),
    ...(await changedFiles(installed, ownedPaths(release))),
  ];
}

const VERIFY_SECONDS = 300;

/** @param ours paths that the release has its own file at */
async function changedFiles(
  names: readonly string[],
  ours: ReadonlySet<string>,
): Promise<readonly PackageDifference[]> {
  const changes: PackageDifference[] = [];
  for (const name of names) {
    const ended = await run(["dpkg", "--verify", name], { seconds: VERIFY_SECONDS });
    changes.push(...changedFilesIn(name, ended.stdout, ours));
  }
  return changes;
}

/**
 * @param text what `dpkg --verify` printed, dpkg(1) `--verify-format rpm`: `??5?????? c /etc/one` or `missing   c /etc/two`, `c` for
 *   configuration
 */
export function changedFilesIn(name: string, text: string, ours: ReadonlySet<string>): readonly PackageDifference[] {
  return text.split("\n").flatMap((line): readonly PackageDifference[] => {
    const [, verdict = "", path = ""] = /^(missing|\S{9})\s+(?:c\s+)?(\/.*?)(?: \(.*\))?$/.exec(line) ?? [];
    if (path === "" || ours.has(path)) return [];
    if (verdict === "missing") {
      return [difference(name, "missing file", path, `${path} of the package ${name} is missing.`)];
    }
    return [difference(name, "changed file", path, `${path} is not as the package ${name} brought it.`)];
  });
}

function difference(
  name: string,
  trouble: PackageDifference["trouble"],
  path: string,
  what: string,
): PackageDifference {
  const isFile = path !== "" && existsSync(path) && statSync(path).isFile();
  return {
    kind: "package",
    id: `package ${name} ${trouble}${path === "" ? "" : ` ${path}`}`,
    state: stateHash([trouble, isFile ? contentHash(readFileSync(path)) : ""]),
    package: name,
    trouble,
    what,
  };
}
