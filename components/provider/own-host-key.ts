import { randomUUID } from "node:crypto";
import {
  agentFailed,
  converse,
  installAgent,
  lookAt,
  problem,
  progress,
  type Conversation,
  type DeliveryProblem,
  type Report,
} from "./agent-session.ts";
import type { Connection } from "./connection.ts";
import { connectionFailures, connectionOf } from "./connection-input.ts";
import { awaitCloudInit, connectPatiently } from "./delivery.ts";
import type { EngineLog } from "./engine-log.ts";
import { plainValue } from "./property-values.ts";
import type { CheckFailure, Properties, ResourceKind } from "./resource-kind.ts";

/** How a machine gets a host key of its own; the functions of this file are the real ones. */
export interface HostKeyChange {
  readonly bearHostKey: (connection: Connection, report: Report) => Promise<BornHostKey | DeliveryProblem>;
  readonly takeUpHostKey: (connection: Connection, report: Report) => Promise<DeliveryProblem | undefined>;
}

export interface BornHostKey {
  readonly kind: "host-key";
  /** `ssh-ed25519 AAAA…` */
  readonly publicKey: string;
}

/**
 * `stillroom:index:OwnHostKey`: the host key that a cloud's machine makes for itself, whose private half never leaves it. The
 * machine goes on with the key of its birth until the release comes, so that the engine has this one in its state before
 * anybody depends on it.
 *
 * Inputs: `connection`, pinned to the key of birth; `machine`, the server's id: another server makes another key; and `insideAlone`, true
 * where SSH is reached through the tunnel alone. Output: `publicKey`.
 */
export function ownHostKeyResource(change: HostKeyChange, log: EngineLog): ResourceKind {
  async function bear(urn: string, inputs: Readonly<Record<string, unknown>>) {
    const born = await change.bearHostKey(connectionOf(plainValue(inputs["connection"])), (message) => {
      if (message.kind === "progress") log(urn, `${message.step}: ${message.detail}`, "status");
    });
    if (born.kind === "problem")
      throw new Error(`Step "${born.failure.step}": ${born.failure.what} ${born.failure.mend}`);
    return { ...inputs, publicKey: born.publicKey };
  }
  return {
    check: (inputs, state) => [
      ...connectionFailures(plainValue(inputs["connection"])),
      ...tunnelFailures(inputs, state),
    ],
    // A server that only moved to another address has kept its key.
    changed: (state, inputs) => plainValue(state["machine"]) !== plainValue(inputs["machine"]),
    create: async (urn, inputs) => ({ id: randomUUID(), state: await bear(urn, inputs) }),
    update: (_id, urn, _state, inputs) => bear(urn, inputs),
    read: (_urn, state) => Promise.resolve(state),
    remove: () => Promise.resolve(),
  };
}

/** Said before the machine is made, or the old one is gone: nobody could reach the new one. */
function tunnelFailures(inputs: Properties, state: Properties): readonly CheckFailure[] {
  const isNew = plainValue(inputs["machine"]) !== plainValue(state["machine"]);
  if (!isNew || plainValue(inputs["insideAlone"]) !== true) return [];
  return [
    {
      property: "",
      reason:
        'This makes a new machine, or asks it for another host key, while stillroom:devices has SSH inside the tunnel alone. A new machine has no tunnel before its first delivery, and makes another key for it. Set "inside: nothing" and run pulumi up; then write the new key ("stillroom status" shows it) and address at stillroom:devices.machine, bring the devices their new folders of the kit, and set it back.',
    },
  ];
}

/** Has the machine make its own host key beside the one of its birth, which it goes on to serve. */
export async function bearHostKey(connection: Connection, report: Report): Promise<BornHostKey | DeliveryProblem> {
  const session = await connectPatiently(connection, report);
  if ("kind" in session) return problem(session.failure);
  try {
    const look = await lookAt(session);
    if ("kind" in look) return look;
    const hindered =
      (look.digest === undefined ? await awaitCloudInit(session, report) : undefined) ??
      (await installAgent(session, look, report));
    if (hindered !== undefined) return hindered;
    report(progress("host key", "The machine makes a host key of its own."));
    const said = await converse(connection, session, ["new-host-key"], undefined, report);
    return said.last?.kind === "host-key" ? said.last : refusalIn(said);
  } finally {
    session.close();
  }
}

/**
 * Lets the machine serve its own key and lay down the one of its birth. Only with the own key in the engine's state: whenever this
 * stops, the machine shows one of the two keys that are known. A machine that has done so already is left alone.
 *
 * @param connection with the own key and the one of birth
 */
export async function takeUpHostKey(connection: Connection, report: Report): Promise<DeliveryProblem | undefined> {
  const { birthKey, hostKey, ...endpoint } = connection;
  if (birthKey === undefined) return undefined;
  const born = { ...endpoint, hostKey: birthKey };
  const session = await connectPatiently(born, report);
  // It shows its own key, or a foreign one: the delivery, which accepts its own alone, tells which.
  if ("kind" in session) return session.cause === "host-key" ? undefined : problem(session.failure);
  try {
    const look = await lookAt(session);
    if ("kind" in look) return look;
    const uninstalled = await installAgent(session, look, report);
    if (uninstalled !== undefined) return uninstalled;
    report(progress("host key", "The machine lays down the host key of its birth."));
    const said = await converse(born, session, ["take-up-host-key"], Buffer.from(hostKey), report);
    return said.last === undefined && said.ran.status === 0 ? undefined : refusalIn(said);
  } finally {
    session.close();
  }
}

function refusalIn({ last, ran }: Conversation): DeliveryProblem {
  return problem(last?.kind === "refused" ? last.failure : agentFailed("change its host key", ran.stderr));
}
