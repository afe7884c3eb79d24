import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Workstations } from "../../../clinic/clinic.ts";
import { allowedAs, described, startCapture } from "./capture.ts";
import type { Journey } from "./journey.ts";
import type { Room, StartedProgram } from "./room.ts";
import { until } from "./until.ts";

/** What left the workstation by any of its cards: how often which kind. */
export interface Seen {
  readonly allowed: ReadonlyMap<string, number>;
  /** What should not have left. */
  readonly leaks: ReadonlyMap<string, number>;
}

/** @param act during which is looked */
export async function seenWhile(
  journey: Journey,
  workstations: Workstations,
  act: (journey: Journey) => Promise<void>,
): Promise<Seen> {
  const captures = await Promise.all(
    ["a0", "a1"].map((card) => startCapture(journey.isp, card, join(journey.folder, `${card}.pcap`))),
  );
  const frames: Buffer[] = [];
  try {
    await act(journey);
    // What is still on its way.
    await sleep(50);
  } finally {
    for (const capture of captures) frames.push(...(await capture.frames()));
  }
  const allowed = new Map<string, number>();
  const leaks = new Map<string, number>();
  for (const frame of frames) {
    const reason = allowedAs(frame, workstations);
    const [counts, kind] = reason === undefined ? [leaks, described(frame)] : [allowed, reason];
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return { allowed, leaks };
}

const CHATTER = fileURLToPath(new URL("chatter.py", import.meta.url));

/** Everything that a computer could send, all the time, from the workstation and from the guest behind it. */
export function startChatter({ workstation, guest }: Journey, { tunnel }: Workstations): readonly StartedProgram[] {
  const toEndpoint = tunnel.mark === undefined ? [] : ["--endpoint-too"];
  return [
    workstation.start(["python3", CHATTER, "w0", "w1", ...toEndpoint]),
    guest.start(["python3", CHATTER, ...toEndpoint]),
  ];
}

/** Until everything has been said several times more, from both. */
export async function chatterOn({ workstation, guest }: Journey): Promise<void> {
  const rooms = [workstation, guest];
  const before = rooms.map(roundsIn);
  await until(
    () => rooms.every((room, index) => roundsIn(room) >= (before[index] ?? 0) + ROUNDS),
    () => "the chatter goes on",
  );
}

const ROUNDS = 4;

function roundsIn({ pid }: Room): number {
  try {
    return Number(readFileSync(`/proc/${pid}/root/run/chatter-rounds`, "utf8"));
  } catch {
    return 0;
  }
}
