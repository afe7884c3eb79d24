import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { lineOf } from "../../host/lock.ts";
import { AGENT, inside, ISOLATION_MARK, placesIn } from "../../host/places.ts";
import type { AgentMessage, Failure } from "../../host/protocol.ts";
import { agentBundle } from "./agent-bundle.ts";
import type { UnheardEnd } from "../../host/unheard.ts";
import { agentWord, unheardEnd, type AgentWord } from "./agent-words.ts";
import type { Connection } from "./connection.ts";
import { connect, LOOK_SECONDS, mayPass, type Ran, type Session } from "./ssh.ts";

/** The delivery did not happen: the machine wasn't reached, or refused to begin. What it ran, it runs, unless the end is unknown. */
export interface DeliveryProblem {
  readonly kind: "problem";
  readonly failure: Failure;
  /** It had begun, and nobody here knows what came of it. */
  readonly end?: "unknown";
}

/** Is told what is being done on the way. */
export type Report = (message: AgentMessage) => void;

const PLACES = placesIn("/");

/**
 * Asks the agent on a machine that runs a release of ours for one thing. What changes the machine is done by the agent of this checkout,
 * which is put there first where the machine has another; a look is answered by the agent that is there, if it can: the self-revert of a
 * delivery that is under way, and the next boot, go by it.
 *
 * @param argv the agent's command and its words, each of letters, digits and `-_./:`
 * @param input for the agent's standard input
 * @returns what the agent answered last, of the shape that `host/protocol.ts` gives that command's answer
 */
export async function askAgent<Answer extends { readonly kind: string }>(
  connection: Connection,
  argv: readonly string[],
  report: Report,
  input?: Buffer,
): Promise<Answer | DeliveryProblem> {
  const ask = async (session: Session): Promise<Answer | DeliveryProblem> => {
    const { last, ran } = await converse(connection, session, argv, input, report);
    if (last?.kind === "refused") return problem(last.failure);
    // Of the shape of its kind, and that is the kind of this command's answer.
    if (last?.kind === answerTo(argv)) return last as { readonly kind: string } as Answer;
    const what = `answer "${argv.join(" ")}"`;
    return problem(isLook(argv) ? lookFailed(what, ran.stderr) : agentFailed(what, ran.stderr));
  };
  if (!isLook(argv)) return withAgent(connection, report, ask);
  return withLook(connection, async (session, look) => {
    if (look.agent === undefined) return problem(NOTHING_HERE);
    await tellUnheard(session, look, report);
    const found = await ask(session);
    const hasOurs = look.agent === (await agentBundle()).digest;
    if (found.kind !== "problem" || hasOurs || look.isolated) return found;
    // An earlier version's may not know the question, and fail where this one does not.
    return (await installAgent(session, look, report)) === undefined ? ask(session) : found;
  });
}

function isLook([command = ""]: readonly string[]): boolean {
  return ["status", "history", "drift", "stored-release"].includes(command);
}

function answerTo([command = ""]: readonly string[]): AgentWord["kind"] {
  switch (command) {
    case "state":
    case "status":
    case "history":
    case "drift":
    case "stored-release":
      return command;
    case "accept":
      return "accepted";
    case "new-host-key":
      return "host-key";
    default:
      return "outcome";
  }
}

/** Opens a session to a machine that runs a release of ours, with the agent of this checkout on it. */
export async function withAgent<Answer>(
  connection: Connection,
  report: Report,
  act: (session: Session) => Promise<Answer | DeliveryProblem>,
): Promise<Answer | DeliveryProblem> {
  return withLook(connection, async (session, look) => {
    if (look.agent === undefined) return problem(NOTHING_HERE);
    await tellUnheard(session, look, report);
    return (await installAgent(session, look, report)) ?? (await act(session));
  });
}

/** Opens a session to a machine, looks at what it has of ours, and closes the session after what is done in it. */
export async function withLook<Answer>(
  connection: Connection,
  act: (session: Session, look: Look) => Promise<Answer | DeliveryProblem>,
): Promise<Answer | DeliveryProblem> {
  const session = await connect(connection);
  if ("kind" in session) return problem(session.failure);
  try {
    const look = await lookAt(session);
    return "kind" in look ? look : await act(session, look);
  } finally {
    session.close();
  }
}

const NOTHING_HERE: Failure = {
  step: "agent",
  what: "No release was ever delivered to this machine.",
  mend: "Deliver one with pulumi up; and see that the stack file is the one of this machine.",
};

/** How a command of the agent ended. */
export interface Conversation {
  /** The last message that is more than progress; undefined where the connection broke or the agent failed before it. */
  readonly last: Exclude<AgentWord, { readonly kind: "progress" | "confirm-access" }> | undefined;
  readonly ran: Ran;
}

/** Runs a command of the agent: hands its progress on, and shows over a new connection that we still get in when it asks. */
export async function converse(
  connection: Connection,
  session: Session,
  argv: readonly string[],
  input: Buffer | undefined,
  report: Report,
): Promise<Conversation> {
  const odd = argv.find((word) => !/^[\w./:-]+$/.test(word));
  if (odd !== undefined) throw new RangeError(`"${odd}" is no word for the agent's command line.`);
  let last: Conversation["last"];
  const over = new AbortController();
  const ran = await session.run(`node ${AGENT} ${argv.join(" ")}`, input, (line) => {
    const message = agentWord(line);
    switch (message?.kind) {
      case undefined:
        break;
      case "progress":
        report(message);
        break;
      case "confirm-access":
        void confirmAccess(connection, message, report, over.signal);
        break;
      default:
        last = message;
    }
  });
  over.abort();
  return { last, ran };
}

const CONFIRM_RETRY_MS = 3000;
/** A machine bans who fails often. */
const CONFIRM_SIGN_INS = 3;

/**
 * Only a connection that is made now shows that the new rules and the new SSH server let one in. One lost packet shall take no
 * release back, so it is tried until the machine waits no longer.
 */
async function confirmAccess(
  connection: Connection,
  { token, seconds }: Extract<AgentMessage, { readonly kind: "confirm-access" }>,
  report: Report,
  over: AbortSignal,
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  let signIns = 0;
  for (let first = true; ; first = false) {
    const failed = await confirmOnce(connection, token);
    if (failed === undefined || over.aborted) return;
    if (first) report(progress("access", `A new connection does not get in: ${failed.why}`));
    if (!failed.passing) signIns += 1;
    if (signIns >= CONFIRM_SIGN_INS || Date.now() + CONFIRM_RETRY_MS > end) return;
    await sleep(CONFIRM_RETRY_MS);
  }
}

/** @returns why it did not work, and whether that may pass without anybody's help */
async function confirmOnce(
  connection: Connection,
  token: string,
): Promise<{ readonly why: string; readonly passing: boolean } | undefined> {
  const file = `${PLACES.volatile}/confirmation`;
  try {
    const session = await connect(connection);
    if ("kind" in session) return { why: session.failure.what, passing: mayPass(session) };
    const command = `umask 077; echo ${token} > ${file}.next && mv ${file}.next ${file}`;
    const ran = await session.run(command, undefined, undefined, LOOK_SECONDS);
    session.close();
    return ran.status === 0 ? undefined : { why: ran.stderr.trim(), passing: true };
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error), passing: false };
  }
}

/** What one cheap command tells of a machine. */
export interface Look {
  readonly digest: string | undefined;
  readonly interrupted: boolean;
  readonly isolated: boolean;
  /** SHA-256 of the agent that is installed; undefined when none is. */
  readonly agent: string | undefined;
  readonly unheard: readonly UnheardEnd[];
}

/** No Node.js here: this is the one round trip of a delivery that has nothing to do. */
const LOOK = [
  `echo "digest $(cat ${PLACES.current} 2>/dev/null)"`,
  `[ ! -e ${PLACES.journal} ] || echo "interrupted yes"`,
  `[ ! -e ${inside(PLACES, ISOLATION_MARK)} ] || echo "isolated yes"`,
  `for end in ${PLACES.unheard}/*.json; do [ ! -e "$end" ] || { printf "unheard "; cat "$end"; echo; }; done`,
  `echo "agent $(sha256sum ${AGENT} 2>/dev/null | cut -d " " -f 1)"`,
].join("; ");

export async function lookAt(session: Session): Promise<Look | DeliveryProblem> {
  const ran = await session.run(LOOK, undefined, undefined, LOOK_SECONDS);
  if (ran.status !== 0) {
    return problem({
      step: "connect",
      what: `Commands can't be run as root on the machine: ${ran.stderr.trim()}`,
      mend: "Give the account that delivers sudo without a password (a line `NAME ALL=(ALL) NOPASSWD: ALL` in /etc/sudoers.d).",
    });
  }
  const word = (name: string): string | undefined => new RegExp(`^${name} (\\S+)$`, "m").exec(ran.stdout)?.[1];
  const unheard = [...ran.stdout.matchAll(/^unheard (.*)$/gm)].map(([, text = ""]) => unheardEnd(text));
  return {
    digest: word("digest"),
    interrupted: word("interrupted") !== undefined,
    isolated: word("isolated") !== undefined,
    agent: word("agent"),
    unheard: unheard.filter((end) => end !== undefined),
  };
}

/** The step under which it is reported how an earlier run ended. */
export const EARLIER_RUN = "earlier run";

/** Reports what became of earlier runs whose deliverers did not say that they heard it: a laptop that slept, a connection that broke. */
export async function tellUnheard(session: Session, { unheard }: Look, report: Report): Promise<void> {
  for (const { at, what } of unheard) {
    const when = `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
    report(progress(EARLIER_RUN, `Nobody said that they heard how an earlier run ended, ${when}: ${what}`));
  }
  if (unheard.length > 0) await sayHeard(session, unheard);
}

/** Lets the machine know that these ends were heard. Where that does not arrive, the next run tells them once more. */
export async function sayHeard(session: Session, ends: readonly Pick<UnheardEnd, "delivery">[]): Promise<void> {
  const files = ends.map(({ delivery }) => `${PLACES.unheard}/${delivery}.json`);
  await session.run(`rm -f ${files.join(" ")}`, undefined, undefined, LOOK_SECONDS);
}

/**
 * The shell's words that put a gzipped program, which comes on standard input, in its place. A name of its own on the way, since two may
 * deliver at once; on the disk before it counts, since the next boot may need it. sync(1): a file, or the names in a folder.
 *
 * @param digest SHA-256 of the program
 */
export function putInPlace(path: string, digest: string): string {
  const folder = path.slice(0, path.lastIndexOf("/"));
  return (
    `install -d -m 0755 ${folder} && next=$(mktemp ${path}.XXXXXXXX) && { gzip -d > "$next" && ` +
    `echo "${digest}  $next" | sha256sum --check --status && chmod 0644 "$next" && sync "$next" && ` +
    `mv "$next" ${path} && sync ${folder} || { rm -f "$next"; false; }; }`
  );
}

/** Seconds that are waited for whatever changes the machine at this moment. */
const INSTALL_PATIENCE = 60;
/** flock(1), `--conflict-exit-code`. */
const LOCK_HELD = 75;

/**
 * The shell's words that do something with the machine's one lock, as the agent takes it (host/lock.ts): with a note for a delivery that
 * waits for people to leave, which gives way.
 */
export function underLock(lock: string, line: string, words: string): string {
  const folder = lock.slice(0, lock.lastIndexOf("/"));
  return (
    `install -d -m 0755 ${folder} && mkdir -p -m 0700 ${line.slice(0, line.lastIndexOf("/"))} ${line} && (umask 077; : >> ${lock}) && exec 9< ${lock} && ` +
    // proc_pid_stat(5): the 22nd field is the moment in which a process started; the second, its name, is the shell's own.
    `note=${line}/$$-$(cut -d " " -f 22 /proc/$$/stat) && : > "$note" && ` +
    `{ flock --exclusive --wait ${INSTALL_PATIENCE} --conflict-exit-code ${LOCK_HELD} 9; held=$?; rm -f "$note"; [ "$held" -eq 0 ] || exit "$held"; } && ${words}`
  );
}

/**
 * Puts the agent of this checkout on the machine where another or none is installed: not while something changes the machine, whose
 * self-revert goes by the agent that is there; and not on an isolated machine, where nothing is changed but its isolation.
 */
export async function installAgent(
  session: Session,
  { agent: installed, isolated }: Look,
  report: Report,
): Promise<DeliveryProblem | undefined> {
  const bundle = await agentBundle();
  if (installed === bundle.digest || (isolated && installed !== undefined)) return undefined;
  report(progress("agent", "Installing the agent."));
  // nodejs of Debian itself; a cloud machine has it from its birth.
  const node =
    "command -v node >/dev/null || { apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends nodejs; } >&2";
  const ran = await session.run(
    `{ ${node}; } </dev/null && ${underLock(PLACES.lock, lineOf(PLACES), putInPlace(AGENT, bundle.digest))}`,
    gzipSync(bundle.code),
  );
  if (ran.status === 0) return undefined;
  if (ran.status === LOCK_HELD) return problem(BUSY);
  return problem({
    step: "agent",
    what: `The agent can't be installed: ${ran.stderr.trim()}`,
    mend: "It needs Debian's package nodejs and a few hundred kilobytes of disk. Mend what the message names and deliver again.",
  });
}

const BUSY: Failure = {
  step: "agent",
  what: "Something changes the machine at this moment, and another version of Stillroom began it: its agent can't be replaced meanwhile. Nothing was done.",
  mend: "Do this again when it has ended (stillroom status tells), or now with the version that began it. To cut the machine off at once, close the cloud's own firewall.",
};

/** A look changes nothing, so there is nothing to be taken back. */
export function lookFailed(what: string, words: string): Failure {
  return {
    step: "agent",
    what: `The agent on the machine could not ${what}: ${words.trim()}`,
    mend: "The message names the cause: mend it on the machine and look again. Nothing was changed.",
  };
}

export function agentFailed(what: string, words: string): Failure {
  return {
    step: "agent",
    what: `The agent on the machine could not ${what}: ${words.trim()}`,
    mend: "The message names the cause; what was begun is taken back as a whole at the next delivery or boot.",
  };
}

export function problem(failure: Failure): DeliveryProblem {
  return { kind: "problem", failure };
}

/** For what goes wrong after the agent was told to change something. */
export function unknownEnd(failure: Failure): DeliveryProblem {
  return { kind: "problem", failure, end: "unknown" };
}

export function progress(step: string, detail: string): AgentMessage {
  return { kind: "progress", step, detail };
}
