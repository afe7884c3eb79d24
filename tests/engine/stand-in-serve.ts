/**
 * A stand-in for components/provider/serve.ts, put in its place in a copy of the project: the provider is ours, but what it delivers
 * to is a file named by STAND_IN_MACHINE, which holds what the "machine" runs. STAND_IN_FAILURE makes the next delivery go back.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { engineLog } from "../../components/provider/engine-log.ts";
import { providerOf } from "../../components/provider/provider.ts";
import type { Delivery } from "../../components/provider/release-resource.ts";

const machine = process.env["STAND_IN_MACHINE"] ?? "";
const failure = process.env["STAND_IN_FAILURE"] ?? "";

function running(): string | undefined {
  return existsSync(machine) ? readFileSync(machine, "utf8") : undefined;
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
  deliver: (_connection, { digest }, report) => {
    report({ kind: "progress", step: "stand-in", detail: "Writing down what would run." });
    if (failure !== "") {
      const what = { step: "validate", what: failure, mend: "Mend it and deliver again." };
      return Promise.resolve({ kind: "went-back", digest, running: running(), failure: what });
    }
    if (running() === digest) return Promise.resolve({ kind: "unchanged", digest });
    writeFileSync(machine, digest);
    return Promise.resolve({ kind: "kept", digest, changed: [], proofs: [], notes: ["A stand-in took this release."] });
  },
  undeliver: () => {
    rmSync(machine, { force: true });
    return Promise.resolve({ kind: "gone" });
  },
  readState: () => Promise.resolve({ kind: "state", digest: running(), interrupted: false, drift: [] }),
};

const args = process.argv.slice(2);
await pulumi.provider.main(providerOf(standIn, engineLog(args)), args);
