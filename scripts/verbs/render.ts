import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Release } from "../../render/release.ts";
import { render } from "../../render/render.ts";
import { MANIFEST, readTree } from "../practice/release-tree.ts";
import { readStackFile } from "../practice/stack-file.ts";

/** `stillroom render`: the machine's files below a folder, as they would be delivered, and the manifest beside them. */
export function renderInto(file: string, folder: string): 0 | 2 {
  const stack = readStackFile(file);
  if (stack.kind === "unusable") {
    console.error(stack.text);
    return 2;
  }
  const obstacle = obstacleIn(folder);
  if (obstacle !== undefined) {
    console.error(obstacle);
    return 2;
  }
  const release = render(stack.clinic);
  writeTree(release, folder);
  console.log(
    `${release.files.length} files of ${stack.clinic.stack} are in ${folder}; ${MANIFEST} holds all else that belongs to the release.`,
  );
  console.log(`Digest ${release.digest}`);
  return 0;
}

/** Why a folder can't be written to; what an earlier render left there is taken away. */
function obstacleIn(folder: string): string | undefined {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (!found.isDirectory()) return `${folder} is no folder. Name a new or an empty one.`;
  if (readdirSync(folder).length === 0) return undefined;
  const tree = readTree(folder);
  if (tree.kind === "unusable")
    return `${folder} holds files that stillroom did not write. Name a new or an empty folder.`;
  if (tree.added.length > 0) {
    return `${folder} holds ${tree.added.join(", ")}, which stillroom did not write. Move that away, or name a new folder.`;
  }
  rmSync(folder, { recursive: true });
  return undefined;
}

function writeTree(release: Release, folder: string): void {
  for (const { path, text, mode } of release.files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text, { mode: Number.parseInt(mode, 8) });
  }
  mkdirSync(folder, { recursive: true });
  const manifest = { ...release, files: release.files.map((file) => ({ ...file, text: undefined })) };
  writeFileSync(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
}
