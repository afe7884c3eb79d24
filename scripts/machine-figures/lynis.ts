import type { Machine } from "../sandbox/machine.ts";
import { printed } from "./tools.ts";

/** One test of lynis for which the machine did not get all points. */
export interface LostPoints {
  readonly test: string;
  readonly about: string;
  readonly points: number;
  /** Of these points, those that the container takes: on a machine of its own they are there. */
  readonly container: number;
  readonly why: string;
}

export interface LynisResult {
  readonly index: number;
  readonly points: number;
  readonly of: number;
  readonly lost: readonly LostPoints[];
}

/** Runs Debian's lynis on a machine that has it (lynis(8)), and reads the points of each test from its log. */
export async function lynis(machine: Machine): Promise<LynisResult> {
  await printed(machine, "lynis audit system --quick --no-colors > /dev/null");
  return readLynisLog(await machine.exec(["cat", "/var/log/lynis.log"]));
}

/** include/functions of lynis 3.1.4: AddHP writes how many points of how many an item got; several items make a test. */
export function readLynisLog(log: string): LynisResult {
  const items: {
    readonly test: string;
    readonly about: string;
    readonly got: number;
    readonly of: number;
    readonly words: string;
  }[] = [];
  let test = { id: "", about: "" };
  let words: string[] = [];
  for (const line of log.split("\n")) {
    const said = line.slice("2026-01-01 00:00:00 ".length);
    const begun = /^Performing test ID (\S+) \((.*)\)$/.exec(said);
    if (begun !== null) test = { id: begun[1] ?? "", about: begun[2] ?? "" };
    const [, got, of] =
      /^Hardening: assigned \w+ number of hardening points.*?\((\d+)(?: of (\d+))?\)/.exec(said) ?? [];
    if (got === undefined) words = [...words.slice(-3), said];
    else {
      items.push({ test: test.id, about: test.about, got: Number(got), of: Number(of ?? got), words: words.join(" ") });
      words = [];
    }
  }
  const points = items.reduce((sum, { got }) => sum + got, 0);
  const of = items.reduce((sum, item) => sum + item.of, 0);
  const tests = Map.groupBy(
    items.filter((item) => item.got < item.of),
    (item) => item.test,
  );
  const lost = [...tests].map(([id, all]): LostPoints => {
    const missing = (some: typeof all) => some.reduce((sum, item) => sum + item.of - item.got, 0);
    const reason = REASONS[id];
    const byContainer = all.filter(({ words: said }) => reason?.container?.test(said) === true);
    return {
      test: id,
      about: all[0]?.about ?? "",
      points: missing(all),
      container: missing(byContainer),
      why: reason?.why ?? "not explained",
    };
  });
  return { index: Math.floor((100 * points) / of), points, of, lost };
}

interface Reason {
  /** What the log says before points that the container takes. */
  readonly container?: RegExp;
  readonly why: string;
}

const REASONS: Readonly<Record<string, Reason>> = {};
