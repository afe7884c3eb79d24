import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { applyInFolder } from "../../host/apply-in-folder.ts";
import { AGENT, placesIn } from "../../host/places.ts";
import {
  PATIENCE,
  type ApplyRequest,
  type Failure,
  type MachineState,
  type Outcome,
  type Patience,
} from "../../host/protocol.ts";
import { visibleLines } from "../../policies/visible-text.ts";
import type { Release } from "../../render/release.ts";
import {
  agentFailed,
  converse,
  installAgent,
  lookAt,
  lookFailed,
  problem,
  progress,
  sayHeard,
  tellUnheard,
  unknownEnd,
  withLook,
  type DeliveryProblem,
  type Report,
} from "./agent-session.ts";
import { agentWord, writtenOutcome } from "./agent-words.ts";
import { hostsOf, type Connection } from "./connection.ts";
import { connect, LOOK_SECONDS, mayPass, type Session, type Unreachable } from "./ssh.ts";

export type { DeliveryProblem, Report } from "./agent-session.ts";

/** Seconds that a machine gets to boot, and its cloud-init to end. */
const BOOT_SECONDS = 300;
/** Seconds to find out how a delivery ended whose connection broke. */
const AFTERMATH_SECONDS = 300;
const RETRY_MS = 2000;
/** Few and slow: a machine bans who fails often. */
const SIGN_IN_ATTEMPTS = 3;
const SIGN_IN_RETRY_MS = 8000;

const PLACES = placesIn("/");

/**
 * Makes the machine what the release says. Finds out in one round trip when it already is.
 *
 * @param patience how long the machine waits for its services and for the word that we still get in
 * @param cause for the machine's history; `put-back` brings the release again that it runs, over what was changed by hand
 */
export async function deliver(
  connection: Connection,
  release: Release,
  report: Report,
  patience: Patience = usualPatience(),
  cause: NonNullable<ApplyRequest<Release>["cause"]> = "delivery",
): Promise<Outcome | DeliveryProblem> {
  const session = await connectPatiently(connection, report);
  if ("kind" in session) return problem(session.failure);
  try {
    const look = await lookAt(session);
    if ("kind" in look) return look;
    await tellUnheard(session, look, report);
    const nothingToDo = look.digest === release.digest && !look.interrupted && cause !== "put-back";
    if (nothingToDo) return { kind: "unchanged", digest: release.digest };
    if (look.digest === undefined) {
      const unready = await awaitCloudInit(session, report);
      if (unready !== undefined) return unready;
    }
    const uninstalled = await installAgent(session, look, report);
    if (uninstalled !== undefined) return uninstalled;
    return await applyRelease(connection, session, { delivery: randomUUID(), release, patience, cause }, report);
  } finally {
    session.close();
  }
}

/** STILLROOM_INTERRUPT=yes: whoever is in a conference may be cut off. */
export function usualPatience(): Patience {
  return process.env["STILLROOM_INTERRUPT"] === "yes" ? { ...PATIENCE, quietSeconds: "interrupt" } : PATIENCE;
}

/** Delivers into a folder: for a look at the files, and where no machine can be had. The outcome's notes say what is left out. */
export function deliverIntoFolder(release: Release, folder: string, report: Report): Promise<Outcome> {
  const request = { delivery: randomUUID(), release, patience: PATIENCE };
  return applyInFolder(placesIn(resolve(folder)), request, report);
}

/** How the machine is, compared with the release that it runs. */
export async function readState(connection: Connection): Promise<MachineState | DeliveryProblem> {
  return withLook<MachineState>(connection, async (session, look) => {
    if (look.agent === undefined) return { kind: "state", digest: undefined, interrupted: false, drift: [] };
    const ran = await session.run(`node ${AGENT} state`);
    if (ran.status !== 0) return problem(lookFailed("read the state", ran.stderr));
    const state = agentWord(ran.stdout);
    return state?.kind === "state" ? state : problem(OTHER_AGENT);
  });
}

/** A refresh changes nothing on the machine, so it asks the agent that is there. */
const OTHER_AGENT: Failure = {
  step: "agent",
  what: "The agent on the machine gives an answer about its state that this version of Stillroom does not know.",
  mend: "An earlier or later version delivered to it: look with stillroom drift, which brings this version's agent, then refresh again.",
};

/**
 * Takes everything of ours off the machine and puts back what was there before.
 */
export async function undeliver(
  connection: Connection,
  report: Report = () => undefined,
): Promise<{ readonly kind: "gone" } | DeliveryProblem> {
  return withLook<{ readonly kind: "gone" }>(connection, async (session, look) => {
    if (look.agent === undefined) return { kind: "gone" };
    const left: string[] = [];
    let refusal: Failure | undefined;
    const ran = await session.run(`node ${AGENT} remove`, undefined, (line) => {
      const message = agentWord(line);
      if (message?.kind === "refused") refusal = message.failure;
      if (message?.kind !== "progress") return;
      report(message);
      if (message.step === "left over") left.push(message.detail);
    });
    if (refusal !== undefined) return problem(refusal);
    if (ran.status !== 0) return problem(agentFailed("remove the release", ran.stderr));
    if (left.length === 0) return { kind: "gone" };
    return problem({ step: "remove", what: left.join(" "), mend: "Remove these by hand on the machine." });
  });
}

/** A booting machine takes no connection at first, and then for a moment no account but root's (pam_nologin(8)). */
export async function connectPatiently(connection: Connection, report: Report): Promise<Session | Unreachable> {
  const end = Date.now() + BOOT_SECONDS * 1000;
  let refusals = 0;
  for (let waited = false; ; waited = true) {
    const session = await connect(connection);
    if (!("kind" in session) || Date.now() > end) return session;
    const booting = mayPass(session);
    if (!booting) refusals += 1;
    if (!booting && !(waited && session.cause === "authentication" && refusals <= SIGN_IN_ATTEMPTS)) return session;
    if (!waited) report(progress("connect", waitingFor(connection)));
    await sleep(booting ? RETRY_MS : SIGN_IN_RETRY_MS);
  }
}

function waitingFor(connection: Connection): string {
  const waiting = `Waiting up to ${BOOT_SECONDS / 60} minutes for ${hostsOf(connection).join(" or ")} to take SSH connections.`;
  return connection.inside?.first === true ? `${waiting} Is the practice's tunnel on, on this computer?` : waiting;
}

/** cloud-init's own words are kept out of the way: only that it ended counts, and what it could not do (cloud-init status, "--wait"). */
export async function awaitCloudInit(session: Session, report: Report): Promise<DeliveryProblem | undefined> {
  report(progress("connect", "Waiting for the machine's first set-up to end."));
  const ran = await session.run(
    `command -v cloud-init >/dev/null || exit 0; timeout ${BOOT_SECONDS} cloud-init status --wait >/dev/null 2>&1; ` +
      `[ $? -ne 124 ] || { echo late; exit 1; }; cloud-init status --long 2>/dev/null | grep -q "^status: error" && { cloud-init status --long; exit 1; }; exit 0`,
  );
  if (ran.status === 0) return undefined;
  return problem({
    step: "first set-up",
    what: `The machine's first set-up (cloud-init) ${ran.stdout.startsWith("late") ? `did not end within ${BOOT_SECONDS} seconds.` : `failed: ${visibleLines(ran.stdout.trim())}`}`,
    mend: "Look at /var/log/cloud-init-output.log on the machine, or destroy the machine and let it be made anew.",
  });
}

async function applyRelease(
  connection: Connection,
  session: Session,
  request: ApplyRequest<Release>,
  report: Report,
): Promise<Outcome | DeliveryProblem> {
  const input = gzipSync(JSON.stringify(request));
  const { last, ran } = await converse(connection, session, ["apply"], input, report);
  if (last?.kind === "outcome") {
    await sayHeard(session, [request]);
    return last.outcome;
  }
  if (last?.kind === "refused") return problem(last.failure);
  if (ran.status !== undefined) return unknownEnd(agentFailed("apply the release", ran.stderr));
  report(progress("connect", "The connection broke; the machine goes on alone. Asking how it ended."));
  return askHowItEnded(connection, request.delivery);
}

/** How often is asked, and for how long; a test is quicker. */
export interface Asking {
  readonly seconds: number;
  readonly retryMs: number;
}

/** No round of asking lasts so long: whoever asked was asleep meanwhile, and begins anew. */
const ASLEEP_MS = 150_000;

/** The agent writes down how a delivery ended, by the delivery's name. */
export async function askHowItEnded(
  connection: Connection,
  delivery: string,
  { seconds, retryMs }: Asking = { seconds: AFTERMATH_SECONDS, retryMs: RETRY_MS },
): Promise<Outcome | DeliveryProblem> {
  let end = Date.now() + seconds * 1000;
  let round = Date.now();
  let refusals = 0;
  let works: boolean;
  do {
    await sleep(retryMs);
    if (Date.now() - round > ASLEEP_MS) end = Date.now() + seconds * 1000;
    round = Date.now();
    const session = await connect(connection);
    if ("kind" in session) {
      works = false;
      if (mayPass(session)) continue;
      refusals += 1;
      if (session.cause === "host-key" || refusals >= SIGN_IN_ATTEMPTS) return unknownEnd(notLetIn(session.failure));
      await sleep(retryMs * 4);
      continue;
    }
    // In this order: whoever has ended has written it down before.
    const look = `flock --nonblock ${PLACES.lock} true && echo free; cat ${PLACES.outcome}`;
    const ran = await session.run(look, undefined, undefined, LOOK_SECONDS);
    const lines = ran.stdout.split("\n");
    const text = lines.find((line) => line.startsWith("{"));
    const last = text === undefined ? undefined : writtenOutcome(text);
    const itsEnd = last?.delivery === delivery ? last : undefined;
    if (itsEnd !== undefined) await sayHeard(session, [itsEnd]);
    session.close();
    if (itsEnd !== undefined) return itsEnd.outcome;
    if (lines.includes("free")) return unknownEnd(text !== undefined && last === undefined ? UNREADABLE : NO_WORD);
    works = ran.status !== undefined;
  } while (Date.now() < end);
  return unknownEnd(works ? STILL_WORKS : notReached(seconds));
}

const NO_WORD: Failure = {
  step: "connection",
  what: "The connection broke and the agent on the machine ended before it could decide; or another run came in between.",
  mend: "Deliver again: what was begun is taken back as a whole first. stillroom history shows what became of it.",
};

const UNREADABLE: Failure = {
  step: "connection",
  what: "The connection broke, and what the machine wrote down about the end can't be read.",
  mend: "See with stillroom status and stillroom history what runs, then deliver again: what was begun is decided first.",
};

const STILL_WORKS: Failure = {
  step: "connection",
  what: "The connection broke; the machine is reached again, and its agent still works.",
  mend: "Leave it to its work: stillroom history shows how it ended, and stillroom status what runs.",
};

function notReached(seconds: number): Failure {
  return {
    step: "connection",
    what: `The connection broke and the machine was not reached again within ${seconds} seconds.`,
    mend: "Look at the machine on its provider's console. Once it is reachable, stillroom history shows how it ended; deliver again, and what was begun is decided first.",
  };
}

function notLetIn({ what, mend }: Failure): Failure {
  return {
    step: "connection",
    what: `The connection broke, and the machine does not let us in again to ask how it ended: ${what}`,
    mend: `${mend} A machine bans an address that fails often for a while: wait ten minutes, then stillroom history shows how it ended.`,
  };
}
