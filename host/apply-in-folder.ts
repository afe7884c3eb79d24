import type { Release } from "../render/release.ts";
import type { Send } from "./apply.ts";
import { bringDirectories, keep, removalsOf } from "./apply.ts";
import { gatherFacts } from "./facts.ts";
import { failureOf } from "./failure.ts";
import { goneBack, recover } from "./go-back.ts";
import { beginJournal } from "./journal.ts";
import { checkBroughtKeys } from "./keys.ts";
import { fillFrom } from "./placeholders.ts";
import type { Places } from "./places.ts";
import type { ApplyRequest, Outcome } from "./protocol.ts";
import { currentDigest, currentRelease } from "./releases.ts";
import { bearSecrets } from "./secrets.ts";
import { stage, stagedTree } from "./staging.ts";
import { realChanges, switchFiles } from "./switch.ts";
import { validateWherePossible } from "./validators.ts";

/**
 * The same delivery into a folder, where there is no machine of its own: files, secrets, journal and validators are real; the
 * notes of the outcome name one by one what only a machine can do.
 */
export async function applyInFolder(places: Places, request: ApplyRequest<Release>, send: Send): Promise<Outcome> {
  const { release } = request;
  const recovered = await recover(places, false);
  if (currentDigest(places) === release.digest) return { kind: "unchanged", digest: release.digest };
  let step = "begin";
  const say = (name: string, detail: string): void => {
    step = name;
    send({ kind: "progress", step, detail });
  };
  try {
    checkBroughtKeys(release);
    let journal = beginJournal(places, release.digest, undefined, request.cause);
    say("stage", `${release.files.length} files`);
    bearSecrets(places, release.secrets);
    journal = bringDirectories(places, journal, release);
    const staged = stage(places, release.digest, release.files, fillFrom(places, await gatherFacts(places)));
    say("validate", `${release.validators.length} programs judge their new configuration`);
    const paths = release.files.map((file) => file.path);
    const notes = await validateWherePossible(places, stagedTree(places, release.digest), paths, release.validators);
    const changes = [
      ...realChanges(places, staged),
      ...realChanges(places, removalsOf(places, currentRelease(places), release)),
    ];
    say("switch", `${changes.length} files`);
    switchFiles(places, journal, changes);
    const untidy = keep(places, release);
    return {
      kind: "kept",
      digest: release.digest,
      changed: changes.map((change) => change.path),
      proofs: [],
      notes: [...(recovered === undefined ? [] : [recovered]), ...notes, ...untidy, ...leftOut(release)],
    };
  } catch (error) {
    const failure = await goneBack(places, failureOf(error, step));
    return { kind: "went-back", digest: release.digest, running: currentDigest(places), failure };
  }
}

/** What a folder can't have, each as a sentence. */
function leftOut(release: Release): readonly string[] {
  const list = (names: readonly string[]): string => [...new Set(names)].join(", ");
  const parts: readonly (readonly [string, readonly string[]])[] = [
    ["Left out, a folder has no accounts", release.accounts.map((it) => it.name)],
    [
      "Left out, a folder gives no files away; these owners were not set",
      release.files.map((it) => it.owner).filter((it) => it !== "root"),
    ],
    ["Left out, no package was installed", release.packages.map((it) => it.name)],
    ["Left out, no step was taken", release.steps.map((it) => it.name)],
    ["Left out, no unit was started", release.units.map((it) => it.name)],
    [
      "Left out, no port was opened or closed",
      release.ports.map((it) => `${it.protocol}/${it.from === it.to ? it.from : `${it.from}-${it.to}`}`),
    ],
    ["Left out, nothing was proved", release.proofs.map((it) => it.kind)],
  ];
  return parts.filter(([, names]) => names.length > 0).map(([what, names]) => `${what}: ${list(names)}.`);
}
