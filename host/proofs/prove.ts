import type { Release } from "../../render/release.ts";
import type { Proof } from "../../services/service.ts";
import { run } from "../command.ts";
import { StepFailed } from "../failure.ts";
import type { Places } from "../places.ts";
import type { ProofResult } from "../protocol.ts";
import { lastLines } from "../units.ts";
import { proveHttps } from "./https.ts";
import { proveListening } from "./listening.ts";
import { proveTurn } from "./turn.ts";
import { proveXmpp } from "./xmpp.ts";

/** What one look at the machine showed. */
export interface Sight {
  readonly passed: boolean;
  readonly seen: string;
  /** True though something about it is for a person to know. */
  readonly note?: string;
}

/** Seconds that services get to come up, all together. */
const PATIENCE = 120;
const PAUSE_MS = 500;

/**
 * Looks at the machine until every proof is seen.
 *
 * @throws StepFailed on the first that isn't seen in time
 */
export async function proveAll(
  places: Places,
  release: Release,
): Promise<{ readonly results: readonly ProofResult[]; readonly notes: readonly string[] }> {
  const end = Date.now() + PATIENCE * 1000;
  const results: ProofResult[] = [];
  const notes = new Set<string>();
  for (const proof of release.proofs) {
    const sight = await patiently(() => look(places, proof), end);
    if (!sight.passed) throw await unproved(proof, sight);
    results.push({ name: nameOf(proof), passed: true, seen: sight.seen });
    if (sight.note !== undefined) notes.add(sight.note);
  }
  return { results, notes: [...notes] };
}

async function patiently(see: () => Promise<Sight>, end: number): Promise<Sight> {
  let sight = await see();
  while (!sight.passed && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    sight = await see();
  }
  return sight;
}

async function unproved(proof: Proof, sight: Sight): Promise<StepFailed> {
  const log = proof.kind === "unit-active" ? await lastLines(proof.unit) : "";
  return new StepFailed(
    "prove",
    `Not seen on the machine: ${nameOf(proof)}. ${sight.seen}${log}`,
    "The machine went back to what ran before. Mend what the message names in the stack file and deliver again.",
  );
}

function look(places: Places, proof: Proof): Promise<Sight> {
  switch (proof.kind) {
    case "unit-active":
      return proveUnit(proof.unit);
    case "listening":
      return Promise.resolve(proveListening(proof));
    case "https":
      return proveHttps(proof);
    case "xmpp":
      return proveXmpp(places, proof);
    case "turn":
      return proveTurn(places, proof);
    case "command":
      return proveCommand(proof.argv);
  }
}

function nameOf(proof: Proof): string {
  switch (proof.kind) {
    case "unit-active":
      return `${proof.unit} is active`;
    case "listening":
      return `${proof.protocol} ${proof.address}:${proof.port} is listened on`;
    case "https":
      return `https://${proof.host}${proof.path} answers ${proof.status}`;
    case "xmpp":
      return `wss://${proof.host}/xmpp-websocket lets in who has a token, and nobody else`;
    case "turn":
      return `${proof.host}:${proof.port} relays for who has a credential, and to no private address`;
    case "command":
      return proof.name;
  }
}

async function proveUnit(unit: string): Promise<Sight> {
  const ended = await run(["systemctl", "is-active", unit], { seconds: 30 });
  return { passed: ended.status === 0, seen: `systemctl says ${ended.words}.` };
}

async function proveCommand(argv: readonly string[]): Promise<Sight> {
  const ended = await run(argv, { seconds: 60 });
  return { passed: ended.status === 0, seen: ended.words };
}
