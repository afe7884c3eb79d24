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
  /** True when waiting can't change it. */
  readonly final?: boolean;
  /** What a person should know about a page that answers all the same: its certificate is not taken. */
  readonly note?: string;
}

const PAUSE_MS = 500;

/** `systemctl reload nginx` ends before the last worker with the old certificate does (nginx, "Controlling nginx"). */
const NEW_CERTIFICATE_MS = 5000;

/** The proof that looks at the certificate itself (services/certificates.ts). */
const CERTIFICATE = "certificate";

/**
 * Looks at the machine until every proof is seen.
 *
 * @throws StepFailed on the first that isn't seen in time
 */
export async function proveAll(
  places: Places,
  release: Release,
  seconds: number,
): Promise<{ readonly results: readonly ProofResult[]; readonly notes: readonly string[] }> {
  const end = performance.now() + seconds * 1000;
  const results: ProofResult[] = [];
  const notes = new Set<string>();
  const doubtful: Proof[] = [];
  for (const proof of release.proofs) {
    const mayFail = proof.kind === "command" && proof.failure === "note";
    const sight = await patiently(() => look(places, proof), mayFail ? 0 : end);
    if (!sight.passed && !mayFail) throw await unproved(proof, sight);
    results.push({ name: nameOf(proof), passed: sight.passed, seen: sight.seen });
    if (!sight.passed) notes.add(sight.seen);
    if (sight.note !== undefined) doubtful.push(proof);
  }
  const certificate = results.find(({ name }) => name === CERTIFICATE);
  // A certificate that came this very moment is served as soon as nginx has read it again; one that did not come is told of once.
  const patience = certificate?.passed === true ? performance.now() + NEW_CERTIFICATE_MS : 0;
  for (const proof of certificate?.passed === false ? [] : doubtful) {
    const { note } = await patiently(() => look(places, proof), patience, isWithoutDoubt);
    if (note !== undefined) notes.add(note);
  }
  return { results, notes: [...notes] };
}

const isSeen = (sight: Sight): boolean => sight.passed || sight.final === true;
const isWithoutDoubt = (sight: Sight): boolean => sight.note === undefined;

async function patiently(see: () => Promise<Sight>, end: number, isEnough = isSeen): Promise<Sight> {
  let sight = await see();
  while (!isEnough(sight) && performance.now() < end) {
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
      return proveCommand(proof);
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

/** systemd starts a unit that keeps dying again and again (org.freedesktop.systemd1(5), NRestarts): so often is enough to know. */
const RESTARTS = 3;

async function proveUnit(unit: string): Promise<Sight> {
  const ended = await run(["systemctl", "show", "--property=ActiveState,NRestarts", unit], { seconds: 30 });
  const state = /^ActiveState=(.*)$/m.exec(ended.stdout)?.[1] ?? "unknown";
  const restarts = Number(/^NRestarts=(\d+)$/m.exec(ended.stdout)?.[1] ?? 0);
  const final = state === "failed" || restarts >= RESTARTS;
  return { passed: state === "active" && !final, final, seen: `It is ${state}, after ${restarts} restarts by itself.` };
}

async function proveCommand(proof: Extract<Proof, { kind: "command" }>): Promise<Sight> {
  const ended = await run(proof.argv, { seconds: 60 });
  const sight = { passed: ended.status === 0, seen: ended.words };
  return sight.passed || proof.failure !== "note" ? sight : { ...sight, final: true };
}
