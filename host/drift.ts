import type { Release } from "../render/release.ts";
import { readDurable, writeDurably } from "./durable.ts";
import type { Acceptance, Difference } from "./difference.ts";
import { gatherFacts } from "./facts.ts";
import { StepFailed } from "./failure.ts";
import { directoryDifferences, fileDifferences, missingKeyrings } from "./file-drift.ts";
import { foreignFiles } from "./foreign-files.ts";
import { packageDifferences } from "./package-drift.ts";
import { fillFrom } from "./placeholders.ts";
import type { Places } from "./places.ts";
import { currentRelease } from "./releases.ts";
import { unitDifferences } from "./unit-drift.ts";

/** How a machine differs from the release that it runs. */
export interface Drift {
  readonly kind: "drift";
  /** Undefined where it runs none. */
  readonly digest: string | undefined;
  readonly differences: readonly Difference[];
}

/** Looks and changes nothing. */
export async function driftOf(places: Places): Promise<Drift> {
  const release = currentRelease(places);
  if (release === undefined) return { kind: "drift", digest: undefined, differences: [] };
  const accepted = readAccepted(places);
  const differences = await differencesFrom(places, release);
  return {
    kind: "drift",
    digest: release.digest,
    differences: differences.map((difference) => {
      const acceptance = accepted.find((it) => it.id === difference.id && it.state === difference.state);
      if (acceptance === undefined) return difference;
      const { reason, by, at } = acceptance;
      return { ...difference, accepted: { reason, by, at } };
    }),
  };
}

async function differencesFrom(places: Places, release: Release): Promise<readonly Difference[]> {
  const fill = fillFrom(places, await gatherFacts(places));
  return [
    ...fileDifferences(places, release.files, fill),
    ...missingKeyrings(places, release),
    ...directoryDifferences(places, release.directories),
    ...(await foreignFiles(places, release)),
    ...(places.live ? await unitDifferences(release.units) : []),
    ...(places.live ? await packageDifferences(release) : []),
  ];
}

/** What a person accepts: the differences as they looked at them. */
export interface AcceptRequest {
  readonly reason: string;
  readonly differences: readonly { readonly id: string; readonly state: string }[];
}

type AcceptedDifference = Acceptance & { readonly id: string; readonly state: string };

/**
 * Writes down that differences shall no longer count. The caller holds the lock.
 *
 * @throws StepFailed where one of them is not as it was looked at any more; then none is accepted
 */
export async function accept(places: Places, request: AcceptRequest, by: string | undefined): Promise<void> {
  const { differences } = await driftOf(places);
  const stands = (it: { readonly id: string; readonly state: string }): boolean =>
    differences.some((difference) => difference.id === it.id && difference.state === it.state);
  const gone = request.differences.find((it) => !stands(it));
  if (gone !== undefined) {
    throw new StepFailed(
      "accept",
      `"${gone.id}" has changed since it was looked at; nothing was accepted.`,
      "Look again with stillroom drift, and accept what it shows then.",
    );
  }
  const at = new Date().toISOString();
  const { reason } = request;
  const fresh = request.differences.map(({ id, state }): AcceptedDifference => ({ id, state, reason, by, at }));
  const kept = readAccepted(places).filter((it) => stands(it) && !fresh.some(({ id }) => id === it.id));
  writeDurably(places.accepted, JSON.stringify([...kept, ...fresh]));
}

function readAccepted(places: Places): readonly AcceptedDifference[] {
  return readDurable<readonly AcceptedDifference[]>(places.accepted, []);
}
