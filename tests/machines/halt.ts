import type { Machine } from "../../scripts/sandbox/machine.ts";

/** A moment in a delivery: before the `operation`th thing that a step does to the disk or starts; 0 is the step's beginning. */
export interface Moment {
  readonly step: string;
  readonly operation: number;
}

const WRAPPER = "/usr/local/bin/node";
const PRELOAD = "/usr/local/lib/halt.cjs";
const ARMED = "/run/halt-at";
const HALTED = "/run/halted";
const COUNTED = "/run/halt-counted";

/**
 * Puts between the deliverer and Debian's Node.js a small program that stops the agent at one moment, with the agent's code as it
 * is: it counts what the agent writes, renames, removes and starts, and the step that the agent says it is in.
 */
export async function installHalt(machine: Machine): Promise<void> {
  await machine.exec(["sh", "-c", `cat > ${PRELOAD}`], { input: preload() });
  await machine.exec(["sh", "-c", `cat > ${WRAPPER} && chmod 0755 ${WRAPPER}`], {
    input: `#!/bin/sh\n[ ! -e ${ARMED} ] || exec /usr/bin/node --require ${PRELOAD} "$@"\nexec /usr/bin/node "$@"\n`,
  });
}

/** Lets the next delivery's agent stop at this moment, once. */
export async function haltAt(machine: Machine, moment: Moment): Promise<void> {
  await machine.exec(["sh", "-c", `rm -f ${HALTED} ${COUNTED}; cat > ${ARMED}.next; mv ${ARMED}.next ${ARMED}`], {
    input: JSON.stringify(moment),
  });
}

/** Lets the next delivery pass and count. */
export function countOnly(machine: Machine): Promise<void> {
  return haltAt(machine, { step: "", operation: -1 });
}

/** How many operations each step of the delivery that was counted had. */
export async function counted(machine: Machine): Promise<Readonly<Record<string, number>>> {
  // Written by the preloaded program below.
  return JSON.parse(await machine.exec(["cat", COUNTED])) as Record<string, number>;
}

/** The process number of the agent that stands still, as the machine counts it. */
export async function haltedAgent(machine: Machine): Promise<number | undefined> {
  const text = await machine.exec(["sh", "-c", `cat ${HALTED} 2>/dev/null || true`]);
  return text === "" ? undefined : Number(text);
}

/** What the agent calls that changes the disk or starts a program. */
const CALLS = {
  "node:fs": [
    "renameSync",
    "writeSync",
    "writeFileSync",
    "copyFileSync",
    "rmSync",
    "rmdirSync",
    "mkdirSync",
    "mkdtempSync",
    "chmodSync",
    "chownSync",
    "linkSync",
    "symlinkSync",
  ],
  "node:child_process": ["spawn"],
};

function preload(): string {
  return `"use strict";
const fs = require("node:fs");
const { readFileSync, writeFileSync, rmSync, renameSync } = { ...fs };
const armed = JSON.parse(readFileSync("${ARMED}", "utf8"));
rmSync("${ARMED}");
let step = "begin";
const counts = {};
let halted = false;
// The first operation of a step is its beginning; a program that was started runs on while the agent stands still.
const pass = () => {
  const number = counts[step] ?? 0;
  counts[step] = number + 1;
  if (halted || step !== armed.step || number !== armed.operation) return;
  halted = true;
  writeFileSync("${HALTED}.next", String(process.pid));
  renameSync("${HALTED}.next", "${HALTED}");
  process.kill(process.pid, "SIGSTOP");
};
for (const [module, names] of Object.entries(${JSON.stringify(CALLS)})) {
  const exported = require(module);
  for (const name of names) {
    const original = exported[name];
    exported[name] = (...given) => {
      if (module === "node:fs") pass();
      const result = original(...given);
      if (module !== "node:fs") pass();
      return result;
    };
  }
}
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = (text, ...rest) => {
  const said = /"kind":"progress","step":"([^"]*)"/.exec(String(text));
  const written = write(text, ...rest);
  if (said !== null && said[1] !== step) {
    step = said[1];
    counts[step] ??= 0;
    pass();
  }
  return written;
};
process.on("exit", () => {
  try {
    writeFileSync("${COUNTED}", JSON.stringify(counts));
  } catch {}
});
`;
}
