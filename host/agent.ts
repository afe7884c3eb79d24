import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { RELEASE_VERSION, type Release } from "../render/release.ts";
import { apply } from "./apply.ts";
import { applyInFolder } from "./apply-in-folder.ts";
import { accept, driftOf, type AcceptRequest, type Drift } from "./drift.ts";
import { writeDurably } from "./durable.ts";
import { failureOf } from "./failure.ts";
import { claimRules, restoreRules } from "./firewall.ts";
import { recover } from "./go-back.ts";
import { callingAccount, historyOf, rememberDelivery, type Cause, type History } from "./history.ts";
import { bearHostKey, takeUpHostKey } from "./host-key.ts";
import { endIsolation, isolate, requireNotIsolated } from "./isolation.ts";
import { lock, waitInLine, type Unlock } from "./lock.ts";
import { busy, holdersOf } from "./lock-holder.ts";
import { placesIn, type Places } from "./places.ts";
import type { AgentMessage, ApplyRequest, Failure, MachineState, Outcome, UndertakingRequest } from "./protocol.ts";
import { installRecoverUnit } from "./recover-unit.ts";
import { remove } from "./remove.ts";
import { rotateSecret } from "./rotate-secret.ts";
import { withoutSecrets } from "./secrets.ts";
import { currentDigest, currentRelease, storedRelease, type StoredRelease } from "./releases.ts";
import { stateOf } from "./state.ts";
import { statusOf, type MachineStatus } from "./status.ts";
import { endInWords, writeUnheard } from "./unheard.ts";

/** Seconds that a delivery waits for another one to end. */
const PATIENCE = 60;

const NOTHING_RUNS: Failure = {
  step: "begin",
  what: "No release was ever kept on this machine.",
  mend: "Deliver one with pulumi up; and see that the stack file is the one of this machine.",
};

/** The machine, or the folder that an option names in its place. */
function placesOf([, option, folder = "/"]: readonly string[]): Places {
  return placesIn(option === "--root" ? folder : "/");
}

async function main(argv: readonly string[]): Promise<number> {
  const [command, ...options] = argv;
  const places = placesOf(argv);
  switch (command) {
    case "apply":
      return applyRequest(places);
    case "recover":
      return recoverAlone(places, options.includes("--booting"));
    case "firewall-back":
      return firewallBack(places);
    case "state":
      return answer(places, await stateOf(places));
    case "status":
      return answer(places, await statusOf(places));
    case "drift":
      return answer(places, await driftOf(places));
    case "accept":
      return underLock(places, async (send) => {
        // What the same version of this project wrote.
        const request = JSON.parse(readFileSync(0, "utf8")) as AcceptRequest;
        await accept(places, request, callingAccount());
        send({ kind: "accepted" });
      });
    case "history":
      return answer(places, historyOf(places, currentDigest(places)));
    case "stored-release":
      return answer(places, storedRelease(places, argv[1] ?? ""));
    case "remove":
      return removeAll(places);
    case "rotate-secret":
      return undertake(places, "rotation", async ({ name = "", patience }, release, send) => {
        await requireNotIsolated(places);
        return rotateSecret(places, release, name, patience, send);
      });
    case "isolate":
      return undertake(places, "isolation", ({ patience }, release, send) =>
        isolate(places, release, callingAccount(), patience, send),
      );
    case "end-isolation":
      return undertake(places, "end-isolation", ({ patience }, release, send) =>
        endIsolation(places, release, patience, send),
      );
    case "new-host-key":
      return underLock(places, async (send) => {
        send({ kind: "host-key", publicKey: await bearHostKey(places) });
      });
    case "take-up-host-key":
      return underLock(places, () => takeUpHostKey(places, readFileSync(0, "utf8").trim()));
    default:
      process.stderr.write(
        "usage: agent apply|state|status|history|drift|accept|recover|firewall-back|remove [--root DIR]\n       agent stored-release DIGEST\n       agent rotate-secret|isolate|end-isolation < REQUEST\n       agent new-host-key | take-up-host-key < PUBLIC-KEY\n",
      );
      return 2;
  }
}

/** A look at the machine that changes nothing, for whoever asked. */
function answer(places: Places, found: MachineState | MachineStatus | Drift | History | StoredRelease): 0 {
  process.stdout.write(`${withoutSecrets(places, JSON.stringify(found))}\n`);
  return 0;
}

/** Everything that leaves the agent passes here. */
function sender(places: Places): (message: AgentMessage) => void {
  return (message) => process.stdout.write(`${withoutSecrets(places, JSON.stringify(message))}\n`);
}

/** Waits for the lock and says so; where it can't be had, says why. */
async function lockOrSay(
  places: Places,
  send: (message: AgentMessage) => void,
  wantedFor: "isolation" | "another change" = "another change",
): Promise<Unlock | undefined> {
  try {
    const free = await lock(places, 0);
    if (free !== undefined) return free;
    send({ kind: "progress", step: "lock", detail: "Waiting for another delivery to end" });
    const leaveLine = waitInLine(places);
    const unlock = await lock(places, PATIENCE).finally(leaveLine);
    if (unlock === undefined) send({ kind: "refused", failure: busy(holdersOf(places), wantedFor) });
    return unlock;
  } catch (error) {
    send({ kind: "refused", failure: failureOf(error, "lock") });
    return undefined;
  }
}

/** Something that no delivery may get between, and that an isolated machine refuses. */
async function underLock(
  places: Places,
  act: (send: (message: AgentMessage) => void) => Promise<void>,
): Promise<number> {
  const send = sender(places);
  const unlock = await lockOrSay(places, send);
  if (unlock === undefined) return 1;
  try {
    await requireNotIsolated(places);
    await act(send);
    return 0;
  } catch (error) {
    send({ kind: "refused", failure: failureOf(error, "begin") });
    return 1;
  } finally {
    unlock();
  }
}

async function applyRequest(places: Places): Promise<number> {
  const send = sender(places);
  // What the deliverer wrote; a release of another version is refused below.
  const request = JSON.parse(gunzipSync(readFileSync(0)).toString("utf8")) as ApplyRequest<Release>;
  if ((request.release.version as number) !== RELEASE_VERSION) {
    send({ kind: "refused", failure: otherVersion(request.release.version) });
    return 1;
  }
  const unlock = await lockOrSay(places, send);
  if (unlock === undefined) return 1;
  const begun = Date.now();
  try {
    if (places.live) await installRecoverUnit(places);
    await requireNotIsolated(places);
    const outcome = places.live ? await apply(places, request, send) : await applyInFolder(places, request, send);
    writeDownEnd(places, request, outcome, begun);
    send({ kind: "outcome", outcome });
    return outcome.kind === "went-back" ? 1 : 0;
  } catch (error) {
    send({ kind: "refused", failure: failureOf(error, "begin") });
    return 1;
  } finally {
    unlock();
  }
}

/** Something else than a delivery, done to the machine with the release that it runs. */
async function undertake(
  places: Places,
  cause: "rotation" | "isolation" | "end-isolation",
  act: (request: UndertakingRequest, release: Release, send: (message: AgentMessage) => void) => Promise<Outcome>,
): Promise<number> {
  const send = sender(places);
  // What the one who asks wrote, with the same version of this agent.
  const request = JSON.parse(readFileSync(0, "utf8")) as UndertakingRequest;
  const unlock = await lockOrSay(places, send, cause === "isolation" ? "isolation" : "another change");
  if (unlock === undefined) return 1;
  const begun = Date.now();
  try {
    await installRecoverUnit(places);
    const recovered = await recover(places, false);
    if (recovered !== undefined) send({ kind: "progress", step: "recover", detail: recovered });
    const release = currentRelease(places);
    if (release === undefined) {
      send({ kind: "refused", failure: NOTHING_RUNS });
      return 1;
    }
    const outcome = await act(request, release, send);
    writeDownEnd(places, { delivery: request.delivery, cause, release }, outcome, begun);
    send({ kind: "outcome", outcome });
    return outcome.kind === "went-back" ? 1 : 0;
  } catch (error) {
    send({ kind: "refused", failure: failureOf(error, "begin") });
    return 1;
  } finally {
    unlock();
  }
}

/** For who asks later, and before it is told. A full disk takes the memory of a delivery, not the delivery. */
function writeDownEnd(
  places: Places,
  request: { readonly delivery: string; readonly release: Release; readonly cause?: Cause },
  outcome: Outcome,
  begun: number,
): void {
  try {
    writeDurably(places.outcome, withoutSecrets(places, JSON.stringify({ delivery: request.delivery, outcome })));
    const end = new Date();
    const seconds = Math.round((end.getTime() - begun) / 1000);
    rememberDelivery(places, request, outcome, { end, seconds, by: callingAccount() });
    const what = endInWords(request.cause ?? "delivery", outcome);
    // Into a folder somebody delivers who stands beside it.
    if (what !== undefined && places.live) {
      writeUnheard(places, { delivery: request.delivery, at: end.toISOString(), what });
    }
  } catch (error) {
    const told = withoutSecrets(places, String(error));
    process.stderr.write(`The end of this delivery could not be written down: ${told}\n`);
  }
}

function otherVersion(version: unknown): Failure {
  return {
    step: "begin",
    what: `The release has version ${String(version)}, this agent knows version ${RELEASE_VERSION}.`,
    mend: "Deliver with one version of Stillroom throughout.",
  };
}

async function recoverAlone(places: Places, booting: boolean): Promise<number> {
  const unlock = await lock(places, PATIENCE);
  if (unlock === undefined) return 1;
  const found = await recover(places, booting);
  if (found !== undefined) tellWhoeverComes(places, found);
  unlock();
  return 0;
}

/** Nobody is connected. */
function tellWhoeverComes(places: Places, what: string): void {
  process.stdout.write(`${withoutSecrets(places, what)}\n`);
  try {
    writeUnheard(places, { delivery: randomUUID(), at: new Date().toISOString(), what });
  } catch (error) {
    process.stderr.write(`This could not be written down for the next run: ${String(error)}\n`);
  }
}

/** The self-revert: rules first, without waiting for anybody; then the rest of the release, unless a living agent is at it. */
async function firewallBack(places: Places): Promise<number> {
  const rules = claimRules(places);
  const troubles = rules === undefined ? [] : await restoreRules(rules);
  for (const trouble of troubles) process.stderr.write(`${trouble}\n`);
  return recoverAlone(places, false);
}

function removeAll(places: Places): Promise<number> {
  return underLock(places, async (send) => {
    const left = await remove(places, (detail) => {
      send({ kind: "progress", step: "remove", detail });
    });
    for (const detail of left) send({ kind: "progress", step: "left over", detail });
  });
}

// A connection that breaks must not break the delivery: it goes on alone, and the next one asks how it ended.
process.on("SIGHUP", () => undefined);
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
process.umask(0o022);

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    const { what, mend } = failureOf(error, "begin");
    process.stderr.write(`${withoutSecrets(placesOf(process.argv.slice(2)), `${what} ${mend}`)}\n`);
    process.exitCode = 1;
  },
);
