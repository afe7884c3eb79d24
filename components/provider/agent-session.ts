import { gzipSync } from "node:zlib";
import { AGENT, placesIn } from "../../host/places.ts";
import type { AgentMessage, Failure } from "../../host/protocol.ts";
import { agentBundle } from "./agent-bundle.ts";
import type { Connection } from "./connection.ts";
import { connect, type Ran, type Session } from "./ssh.ts";

/** The delivery did not happen: the machine wasn't reached, or refused to begin. What it ran, it runs. */
export interface DeliveryProblem {
  readonly kind: "problem";
  readonly failure: Failure;
}

/** Is told what is being done on the way. */
export type Report = (message: AgentMessage) => void;

const PLACES = placesIn("/");

/**
 * Asks the agent on a machine that runs a release of ours for one thing, and puts the agent of this checkout there first where the
 * machine has another.
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
  return withAgent(connection, report, async (session) => {
    const { last, ran } = await converse(connection, session, argv, input, report);
    if (last?.kind === "refused") return problem(last.failure);
    // Written by the agent of this checkout, which was seen to be there.
    if (last !== undefined) return last as { readonly kind: string } as Answer;
    return problem(agentFailed(`answer "${argv.join(" ")}"`, ran.stderr));
  });
}

/** Opens a session to a machine that runs a release of ours, with the agent of this checkout on it. */
export async function withAgent<Answer>(
  connection: Connection,
  report: Report,
  act: (session: Session) => Promise<Answer | DeliveryProblem>,
): Promise<Answer | DeliveryProblem> {
  const session = await connect(connection);
  if ("kind" in session) return problem(session.failure);
  try {
    const look = await lookAt(session);
    if ("kind" in look) return look;
    if (look.agent === undefined) return problem(NOTHING_HERE);
    return (await installAgent(session, look.agent, report)) ?? (await act(session));
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
  readonly last: Exclude<AgentMessage, { readonly kind: "progress" | "confirm-access" }> | undefined;
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
  const ran = await session.run(`node ${AGENT} ${argv.join(" ")}`, input, (line) => {
    const message = messageOf(line);
    switch (message?.kind) {
      case undefined:
        break;
      case "progress":
        report(message);
        break;
      case "confirm-access":
        void confirmAccess(connection, message.token, report);
        break;
      default:
        last = message;
    }
  });
  return { last, ran };
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

/** What one cheap command tells of a machine. */
export interface Look {
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

export async function lookAt(session: Session): Promise<Look | DeliveryProblem> {
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

/** Puts the agent of this checkout on the machine where another or none is installed. */
export async function installAgent(
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

export function messageOf(line: string): AgentMessage | undefined {
  if (!line.startsWith("{")) return undefined;
  // Written by the agent that we installed; a line that was cut is no message.
  try {
    return JSON.parse(line) as AgentMessage;
  } catch {
    return undefined;
  }
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

export function progress(step: string, detail: string): AgentMessage {
  return { kind: "progress", step, detail };
}
