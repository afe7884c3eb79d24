/**
 * A stand-in for components/provider/serve.ts, put in its place in a copy of the project: the provider is ours, but what it delivers
 * to is a file named by STAND_IN_MACHINE, which holds what the "machine" runs. STAND_IN_FAILURE makes the next delivery go back, and with
 * STAND_IN_FAILURES only so many times; STAND_IN_SECONDS is how long one takes; STAND_IN_TOKEN stands for a credential that the process was given.
 */
import { setTimeout as wait } from "node:timers/promises";
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { engineLog } from "../../components/provider/engine-log.ts";
import { providerOf } from "../../components/provider/provider.ts";
import type { Delivery } from "../../components/provider/release-resource.ts";

const machine = process.env["STAND_IN_MACHINE"] ?? "";
const failure = process.env["STAND_IN_FAILURE"] ?? "";
const failures = Number(process.env["STAND_IN_FAILURES"] ?? Infinity);
const seconds = Number(process.env["STAND_IN_SECONDS"] ?? 0);
const token = process.env["STAND_IN_TOKEN"];

function running(): string | undefined {
  return existsSync(machine) ? readFileSync(machine, "utf8") : undefined;
}

function failuresBefore(): number {
  return existsSync(`${machine}.failures`) ? readFileSync(`${machine}.failures`, "utf8").length : 0;
}

/** In place of a key that the "machine" makes: another each time. */
function newKey(): string {
  const blob = Buffer.from(`no real key, number ${Date.now()}`).toString("base64");
  return `ssh-ed25519 ${blob}`;
}

const standIn: Delivery = {
  bearHostKey: () => Promise.resolve({ kind: "host-key", publicKey: newKey() }),
  takeUpHostKey: ({ hostKey, birthKey }) => {
    if (birthKey !== undefined) writeFileSync(`${machine}.host-key`, hostKey);
    return Promise.resolve(undefined);
  },
  openDataVolume: (_connection, _release, key) => {
    if (key !== undefined) writeFileSync(`${machine}.key`, key);
    return Promise.resolve(undefined);
  },
  deliver: async (_connection, { digest }, report) => {
    report({ kind: "progress", step: "stand-in", detail: "Writing down what would run." });
    if (token !== undefined) writeFileSync(`${machine}.token`, token);
    await wait(seconds * 1000);
    if (failure !== "" && failuresBefore() < failures) {
      appendFileSync(`${machine}.failures`, ".");
      const what = { step: "validate", what: failure, mend: "Mend it and deliver again." };
      return { kind: "went-back", digest, running: running(), failure: what };
    }
    if (running() === digest) return { kind: "unchanged", digest };
    writeFileSync(machine, digest);
    return { kind: "kept", digest, changed: [], proofs: [], notes: ["A stand-in took this release."] };
  },
  undeliver: () => {
    rmSync(machine, { force: true });
    return Promise.resolve({ kind: "gone" });
  },
  readState: () => Promise.resolve({ kind: "state", digest: running(), interrupted: false, drift: [] }),
};

const args = process.argv.slice(2);
await pulumi.provider.main(providerOf(standIn, engineLog(args)), args);
