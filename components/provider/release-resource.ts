import { randomUUID } from "node:crypto";
import type { AgentMessage, Failure, MachineState, Outcome, Patience } from "../../host/protocol.ts";
import { judge } from "../../policies/judge.ts";
import { findingText } from "../../policies/report.ts";
import { putTogether } from "../../render/manifest.ts";
import type { Release } from "../../render/release.ts";
import type { Connection } from "./connection.ts";
import { connectionChanged, connectionFailures, connectionOf, fieldOf } from "./connection-input.ts";
import { EARLIER_RUN, type DeliveryProblem } from "./agent-session.ts";
import { usualPatience } from "./delivery.ts";
import type { EngineLog } from "./engine-log.ts";
import { firstUnknown, plainValue } from "./property-values.ts";
import type { HostKeyChange } from "./own-host-key.ts";
import { PartlyDone, type CheckFailure, type Properties, type ResourceKind } from "./resource-kind.ts";

/** How a release reaches a machine and leaves it; `delivery.ts` is the real one. */
export interface Delivery extends HostKeyChange {
  readonly deliver: (
    connection: Connection,
    release: Release,
    report: (message: AgentMessage) => void,
    patience?: Patience,
    cause?: "delivery" | "put-back",
  ) => Promise<Outcome | DeliveryProblem>;
  /** Before the release can work with its data; `data-volume.ts` is the real one. */
  readonly openDataVolume: (
    connection: Connection,
    release: Release,
    key: string | undefined,
    report: (message: AgentMessage) => void,
  ) => Promise<DeliveryProblem | undefined>;
  readonly undeliver: (
    connection: Connection,
    report: (message: AgentMessage) => void,
  ) => Promise<{ readonly kind: "gone" } | DeliveryProblem>;
  readonly readState: (connection: Connection) => Promise<MachineState | DeliveryProblem>;
}

/**
 * `stillroom:index:Release`: one machine runs one release.
 *
 * Inputs: `files` and `manifest`, the two halves of `render/manifest.ts`, and two that may still be unknown at preview:
 * `connection`, and the secret `volumeKey` where the machine encrypts its data volume itself. Outputs: the inputs,
 * `digest`, what runs, and after a refresh `drift`, sentences on how the machine differs from it: the next update puts that back.
 */
export function releaseResource(delivery: Delivery, log: EngineLog): ResourceKind {
  const tell = (urn: string) => (message: AgentMessage) => {
    // The engine keeps no status, and this is told once.
    const severity = message.kind === "progress" && message.step === EARLIER_RUN ? "warning" : "status";
    if (message.kind === "progress") log(urn, `${message.step}: ${message.detail}`, severity);
  };

  async function bring(id: string, urn: string, state: Properties, inputs: Properties): Promise<Properties> {
    const { files, manifest, connection, volumeKey } = plainInputs(inputs);
    const rebuilt = putTogether({ files, manifest });
    if (rebuilt.kind === "broken") throw new Error(rebuilt.what);
    const machine = connectionOf(connection);
    const key = typeof volumeKey === "string" ? volumeKey : undefined;
    // Once it is in the state that the machine serves its own host key, the one of its birth is never accepted again.
    const served = fieldOf(plainInputs(state).connection, "hostKey") === machine.hostKey;
    const outcome =
      (served ? undefined : await delivery.takeUpHostKey(machine, tell(urn))) ??
      (await delivery.openDataVolume(machine, rebuilt.release, key, tell(urn))) ??
      (await delivery.deliver(machine, rebuilt.release, tell(urn), usualPatience(), causeOf(state, rebuilt.release)));
    switch (outcome.kind) {
      case "kept":
        for (const note of outcome.notes) log(urn, note, "warning");
        return { ...inputs, digest: outcome.digest };
      case "unchanged":
        return { ...inputs, digest: outcome.digest };
      case "went-back": {
        const reason = failureText(outcome.failure);
        if (outcome.running === undefined)
          throw new Error(`The machine took nothing and is as it was before. ${reason}`);
        throw new PartlyDone(
          id,
          { ...inputs, digest: outcome.running },
          `The machine went back to the release ${outcome.running.slice(0, 12)}, which runs. ${reason}`,
        );
      }
      case "problem":
        throw new Error(failureText(outcome.failure));
    }
  }

  return {
    check: (inputs, state) => checkRelease(inputs, state, new Date().toISOString().slice(0, 10)),
    changed: isChange,
    create: async (urn, inputs) => {
      const id = randomUUID();
      return { id, state: await bring(id, urn, {}, inputs) };
    },
    update: bring,
    read: async (urn, state) => {
      const found = await delivery.readState(connectionOf(plainInputs(state).connection));
      if (found.kind === "problem") throw new Error(failureText(found.failure));
      for (const difference of found.drift) log(urn, difference, "warning");
      const rest = Object.fromEntries(Object.entries(state).filter(([name]) => name !== "drift"));
      const drift = found.drift.length === 0 ? {} : { drift: found.drift };
      return { ...rest, ...drift, digest: found.interrupted ? "" : (found.digest ?? "") };
    },
    remove: async (urn, state) => {
      const connection = connectionOf(plainInputs(state).connection);
      // The tunnel is taken away with the rest, and the connection with it.
      if (connection.inside?.first === true) throw new Error(`${OPEN_FIRST} then run pulumi destroy again.`);
      const outcome = await delivery.undeliver(connection, tell(urn));
      if (outcome.kind === "problem") throw new Error(failureText(outcome.failure));
    },
  };
}

/**
 * Door 2: whoever wrote the program and in whatever language, what would reach the machine is judged by itself.
 *
 * @param state the inputs that the machine runs by; empty before the first
 * @param today `YYYY-MM-DD`, for the waivers
 */
export function checkRelease(inputs: Properties, state: Properties, today: string): readonly CheckFailure[] {
  const { files, manifest, connection } = plainInputs(inputs);
  const hidden = firstUnknown(files, "files") ?? firstUnknown(manifest, "manifest");
  if (hidden !== undefined)
    return [
      failure(
        `${hidden} is not known before the deployment, so no rule can judge it. Make the release from the stack file alone.`,
      ),
    ];
  const rebuilt = putTogether({ files, manifest });
  if (rebuilt.kind === "broken") return [failure(rebuilt.what)];
  const findings = judge(rebuilt.release, today).findings;
  return [
    ...findings.map((finding) => failure(findingText(finding))),
    ...homeserverFailures(rebuilt.release, plainInputs(state)),
    ...connectionFailures(connection),
    ...wayOutFailures(connection, plainInputs(state).connection),
  ];
}

/** A machine that has SSH inside the tunnel alone is reached there once more, to have it outside again. */
function wayOutFailures(connection: unknown, before: unknown): readonly CheckFailure[] {
  const inside = fieldOf(before, "inside");
  const isInside = fieldOf(inside, "first") === true;
  const hasWayIn =
    fieldOf(connection, "inside") !== undefined || fieldOf(connection, "host") === fieldOf(inside, "host");
  if (!isInside || hasWayIn) return [];
  return [failure(`${OPEN_FIRST} then take its machine, or the whole of it, out.`)];
}

const OPEN_FIRST =
  'SSH is inside the practice\'s tunnel alone, and without the tunnel nobody could go on. First run pulumi up with "inside: nothing" at stillroom:devices, which opens SSH outside;';

/** Synapse keeps its name in every account and room: under another one it does not start with the data that it has. */
function homeserverFailures(release: Release, before: { files: unknown; manifest: unknown }): readonly CheckFailure[] {
  const previous = putTogether(before);
  if (previous.kind === "broken") return [];
  const [was, is] = [previous.release, release].map((one) => one.subject.names.homeserver);
  if (was === is) return [];
  return [
    failure(
      `stillroom:names.homeserver was ${was ?? ""} and is now ${is ?? ""}, but it can never change: it is part of every account and message. Put ${was ?? ""} back, or begin anew with a stack of another name.`,
    ),
  ];
}

/** Names no property: the engine would print that one's whole value, every file of the machine, before the reason. */
function failure(reason: string): CheckFailure {
  return { property: "", reason };
}

/** What runs and where it runs decides; an address or host key that is not known yet is a change. */
function isChange(state: Properties, inputs: Properties): boolean {
  const old = plainInputs(state);
  const wanted = plainInputs(inputs);
  return old.digest !== digestIn(wanted) || hasDrift(state) || connectionChanged(old.connection, wanted.connection);
}

function hasDrift(state: Properties): boolean {
  const drift = plainValue(state["drift"]);
  return Array.isArray(drift) && drift.length > 0;
}

/** A machine that runs the release already, and was seen to differ from it. */
function causeOf(state: Properties, release: Release): "delivery" | "put-back" {
  return hasDrift(state) && plainInputs(state).digest === release.digest ? "put-back" : "delivery";
}

/** Undefined for halves that make no release; `check` has refused those. */
function digestIn(halves: { readonly files: unknown; readonly manifest: unknown }): string | undefined {
  const rebuilt = putTogether(halves);
  return rebuilt.kind === "release" ? rebuilt.release.digest : undefined;
}

function plainInputs(
  properties: Properties,
): Readonly<Record<"files" | "manifest" | "connection" | "volumeKey" | "digest", unknown>> {
  const { files, manifest, connection, volumeKey, digest } = properties;
  return {
    files: plainValue(files),
    manifest: plainValue(manifest),
    connection: plainValue(connection),
    volumeKey: plainValue(volumeKey),
    digest: plainValue(digest),
  };
}

function failureText(failure: Failure): string {
  return `Step "${failure.step}": ${failure.what} ${failure.mend}`;
}
