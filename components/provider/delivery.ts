import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { applyInFolder } from "../../host/apply-in-folder.ts";
import { AGENT, placesIn } from "../../host/places.ts";
import {
  PATIENCE,
  type AgentMessage,
  type ApplyRequest,
  type Failure,
  type MachineState,
  type Outcome,
  type Patience,
} from "../../host/protocol.ts";
import type { Release } from "../../render/release.ts";
import { agentBundle } from "./agent-bundle.ts";
import type { Connection } from "./connection.ts";
import { connect, type Session, type Unreachable } from "./ssh.ts";

/** The delivery did not happen: the machine wasn't reached, or refused to begin. What it ran, it runs. */
export interface DeliveryProblem {
  readonly kind: "problem";
  readonly failure: Failure;
}

/** Is told what is being done on the way. */
export type Report = (message: AgentMessage) => void;

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
 */
export async function deliver(
  connection: Connection,
  release: Release,
  report: Report,
  patience: Patience = PATIENCE,
): Promise<Outcome | DeliveryProblem> {
  const session = await connectPatiently(connection, report);
  if ("kind" in session) return problem(session.failure);
  try {
    const look = await lookAt(session);
    if ("kind" in look) return look;
    if (look.digest === release.digest && !look.interrupted) return { kind: "unchanged", digest: release.digest };
    if (look.digest === undefined) {
      const unready = await awaitCloudInit(session, report);
      if (unready !== undefined) return unready;
    }
    const uninstalled = await installAgent(session, look.agent, report);
    if (uninstalled !== undefined) return uninstalled;
    return await applyRelease(connection, session, { delivery: randomUUID(), release, patience }, report);
  } finally {
    session.close();
  }
}

/** Delivers into a folder: for a look at the files, and where no machine can be had. The outcome's notes say what is left out. */
export function deliverIntoFolder(release: Release, folder: string, report: Report): Promise<Outcome> {
  const request = { delivery: randomUUID(), release, patience: PATIENCE };
  return applyInFolder(placesIn(resolve(folder)), request, report);
}

/** How the machine is, compared with the release that it runs. */
export async function readState(connection: Connection): Promise<MachineState | DeliveryProblem> {
  const session = await connect(connection);
  if ("kind" in session) return problem(session.failure);
  try {
    const look = await lookAt(session);
    if ("kind" in look) return look;
    if (look.agent === undefined) return { kind: "state", digest: undefined, interrupted: false, drift: [] };
    const ran = await session.run(`node ${AGENT} state`);
    if (ran.status !== 0) return problem(agentFailed("read the state", ran.stderr));
    // Written by the agent that we installed.
    return JSON.parse(ran.stdout) as MachineState;
  } finally {
    session.close();
  }
}

/**
 * Takes everything of ours off the machine and puts back what was there before.
 */
export async function undeliver(
  connection: Connection,
  report: Report = () => undefined,
): Promise<{ readonly kind: "gone" } | DeliveryProblem> {
  const session = await connect(connection);
  if ("kind" in session) return problem(session.failure);
  try {
    const look = await lookAt(session);
    if ("kind" in look) return look;
    if (look.agent === undefined) return { kind: "gone" };
    const left: string[] = [];
    let refusal: Failure | undefined;
    const ran = await session.run(`node ${AGENT} remove`, undefined, (line) => {
      const message = messageOf(line);
      if (message?.kind === "refused") refusal = message.failure;
      if (message?.kind !== "progress") return;
      report(message);
      if (message.step === "left over") left.push(message.detail);
    });
    if (refusal !== undefined) return problem(refusal);
    if (ran.status !== 0) return problem(agentFailed("remove the release", ran.stderr));
    if (left.length === 0) return { kind: "gone" };
    return problem({ step: "remove", what: left.join(" "), mend: "Remove these by hand on the machine." });
  } finally {
    session.close();
  }
}

/** A booting machine takes no connection at first, and then for a moment no account but root's (pam_nologin(8)). */
export async function connectPatiently(connection: Connection, report: Report): Promise<Session | Unreachable> {
  const end = Date.now() + BOOT_SECONDS * 1000;
  let refusals = 0;
  for (let waited = false; ; waited = true) {
    const session = await connect(connection);
    if (!("kind" in session) || Date.now() > end) return session;
    const booting = session.cause === "refused" || session.cause === "timeout";
    if (!booting) refusals += 1;
    if (!booting && !(waited && session.cause === "authentication" && refusals <= SIGN_IN_ATTEMPTS)) return session;
    if (!waited) report(progress("connect", `Waiting for ${connection.host} to take SSH connections.`));
    await pause(booting ? RETRY_MS : SIGN_IN_RETRY_MS);
  }
}

/** What one cheap command tells of a machine. */
interface Look {
  readonly digest: string | undefined;
  readonly interrupted: boolean;
  /** SHA-256 of the agent that is installed; undefined when none is. */
  readonly agent: string | undefined;
}

/** No Node.js here: this is the one round trip of a delivery that has nothing to do. */
const LOOK = [
  `echo "digest $(cat ${PLACES.current} 2>/dev/null)"`,
  `[ ! -e ${PLACES.journal} ] || echo "interrupted yes"`,
  `echo "agent $(sha256sum ${AGENT} 2>/dev/null | cut -d " " -f 1)"`,
].join("; ");

async function lookAt(session: Session): Promise<Look | DeliveryProblem> {
  const ran = await session.run(LOOK);
  if (ran.status !== 0) {
    return problem({
      step: "connect",
      what: `Commands can't be run as root on the machine: ${ran.stderr.trim()}`,
      mend: "Give the account that delivers sudo without a password (a line `NAME ALL=(ALL) NOPASSWD: ALL` in /etc/sudoers.d).",
    });
  }
  const word = (name: string): string | undefined => new RegExp(`^${name} (\\S+)$`, "m").exec(ran.stdout)?.[1];
  return { digest: word("digest"), interrupted: word("interrupted") !== undefined, agent: word("agent") };
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
    what: `The machine's first set-up (cloud-init) ${ran.stdout.startsWith("late") ? `did not end within ${BOOT_SECONDS} seconds.` : `failed: ${ran.stdout.trim()}`}`,
    mend: "Look at /var/log/cloud-init-output.log on the machine, or destroy the machine and let it be made anew.",
  });
}

async function installAgent(
  session: Session,
  installed: string | undefined,
  report: Report,
): Promise<DeliveryProblem | undefined> {
  const bundle = await agentBundle();
  if (installed === bundle.digest) return undefined;
  report(progress("agent", "Installing the agent."));
  const folder = AGENT.slice(0, AGENT.lastIndexOf("/"));
  // nodejs of Debian itself; a cloud machine has it from its birth.
  const node =
    "command -v node >/dev/null || { apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends nodejs; } >&2";
  const place = `install -d -m 0755 ${folder} && gzip -d > ${AGENT}.next && echo "${bundle.digest}  ${AGENT}.next" | sha256sum --check --status && mv ${AGENT}.next ${AGENT}`;
  const ran = await session.run(`{ ${node}; } </dev/null && ${place}`, gzipSync(bundle.code));
  if (ran.status === 0) return undefined;
  return problem({
    step: "agent",
    what: `The agent can't be installed: ${ran.stderr.trim()}`,
    mend: "It needs Debian's package nodejs and a few hundred kilobytes of disk. Mend what the message names and deliver again.",
  });
}

async function applyRelease(
  connection: Connection,
  session: Session,
  request: ApplyRequest<Release>,
  report: Report,
): Promise<Outcome | DeliveryProblem> {
  let ended: Outcome | DeliveryProblem | undefined;
  const ran = await session.run(`node ${AGENT} apply`, gzipSync(JSON.stringify(request)), (line) => {
    const message = messageOf(line);
    switch (message?.kind) {
      case "progress":
        report(message);
        break;
      case "confirm-access":
        void confirmAccess(connection, message.token, report);
        break;
      case "refused":
        ended = problem(message.failure);
        break;
      case "outcome":
        ended = message.outcome;
        break;
      case undefined:
        break;
    }
  });
  if (ended !== undefined) return ended;
  if (ran.status !== undefined && ran.status !== 0) return problem(agentFailed("apply the release", ran.stderr));
  report(progress("connect", "The connection broke; the machine goes on alone. Asking how it ended."));
  return askHowItEnded(connection, request.delivery);
}

/** Only a connection that is made now shows that the new rules and the new SSH server let one in. */
async function confirmAccess(connection: Connection, token: string, report: Report): Promise<void> {
  const session = await connect(connection);
  if ("kind" in session) {
    report(progress("access", `A new connection does not get in: ${session.failure.what}`));
    return;
  }
  await session.run(
    `umask 077; echo ${token} > ${PLACES.volatile}/confirmation.next && mv ${PLACES.volatile}/confirmation.next ${PLACES.volatile}/confirmation`,
  );
  session.close();
}

/** The agent writes down how a delivery ended, by the delivery's name. */
async function askHowItEnded(connection: Connection, delivery: string): Promise<Outcome | DeliveryProblem> {
  const end = Date.now() + AFTERMATH_SECONDS * 1000;
  while (Date.now() < end) {
    await pause(RETRY_MS);
    const session = await connect(connection);
    if ("kind" in session) continue;
    const ran = await session.run(`cat ${PLACES.outcome}; echo; flock --nonblock ${PLACES.lock} true && echo free`);
    session.close();
    const [text = "", ...rest] = ran.stdout.split("\n");
    // Written by the agent that we installed.
    const last = text.startsWith("{") ? (JSON.parse(text) as { delivery: string; outcome: Outcome }) : undefined;
    if (last?.delivery === delivery) return last.outcome;
    if (rest.includes("free")) {
      return problem({
        step: "connection",
        what: "The connection broke and the agent on the machine ended before it could decide.",
        mend: "Deliver again: what was begun is taken back as a whole first.",
      });
    }
  }
  return problem({
    step: "connection",
    what: `The connection broke and the machine was not reached again within ${AFTERMATH_SECONDS} seconds.`,
    mend: "Look at the machine on its provider's console. Once it is reachable, deliver again: what was begun is decided first.",
  });
}

function messageOf(line: string): AgentMessage | undefined {
  if (!line.startsWith("{")) return undefined;
  // Written by the agent that we installed; a line that was cut is no message.
  try {
    return JSON.parse(line) as AgentMessage;
  } catch {
    return undefined;
  }
}

function agentFailed(what: string, words: string): Failure {
  return {
    step: "agent",
    what: `The agent on the machine could not ${what}: ${words.trim()}`,
    mend: "The message names the cause; what was begun is taken back as a whole at the next delivery or boot.",
  };
}

function problem(failure: Failure): DeliveryProblem {
  return { kind: "problem", failure };
}

function progress(step: string, detail: string): AgentMessage {
  return { kind: "progress", step, detail };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
