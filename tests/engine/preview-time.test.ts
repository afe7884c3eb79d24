import assert from "node:assert/strict";
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { deployPractice } from "../../components/practice.ts";
import { plainValue } from "../../components/provider/property-values.ts";
import { render } from "../../render/render.ts";
import { recorded } from "../components/recorded.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { engineObstacle, newProject, type Project } from "./engine.ts";

const ROUNDS = 5;
const REACH = 1.25;
/** A pack is a second Node.js process that loads the SDK and every rule. */
const PACK_REACH = 2;

const HOST_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGj1eRcXN0CZoFvAUhp0C4tHqJ8n5wJvWcH3lYyqTt0d";

describe("the time of a preview", { skip: engineObstacle("pulumi-resource-hcloud") }, () => {
  let api: ChildProcess;
  let environment: Readonly<Record<string, string>>;
  let ours: Project;
  let bare: Project;

  before(async () => {
    api = fork(join(import.meta.dirname, "stand-in-hetzner.ts"), { stdio: ["ignore", "pipe", "inherit", "ipc"] });
    assert.ok(api.stdout);
    const [port] = (await once(api.stdout, "data")) as [Buffer];
    environment = {
      HCLOUD_ENDPOINT: `http://127.0.0.1:${port.toString().trim()}/v1`,
      HCLOUD_TOKEN: "t".repeat(64),
    };
    ours = newProject();
    ours.configure({
      "stillroom:names": { domain: "quiet-harbour.example" },
      "stillroom:machine": { provider: "hetzner", size: "cx33", region: "nbg1" },
      "stillroom:law": { jurisdiction: "DE" },
      "stillroom:administrators": [{ name: "ops", sshKeys: [`${HOST_KEY} ops`] }],
      "stillroom:administrationFrom": ["198.51.100.0/24"],
      "stillroom:branding": { title: "Quiet Harbour" },
    });
    bare = newProject();
    bare.configure({});
    cpSync(join(import.meta.dirname, "bare-program.js"), join(bare.folder, "bare-program.js"));
    writeFileSync(join(bare.folder, "resources.json"), JSON.stringify(await sameResources()));
    bare.edit("Pulumi.yaml", "main: index.ts", "main: bare-program.js");
  });
  after(() => {
    api.disconnect();
    ours.remove();
    bare.remove();
  });

  /** What our program registers, with values in place of what only the cloud would know. */
  async function sameResources(): Promise<readonly object[]> {
    const { registered, error } = await recorded(() => deployPractice(CLINIC, render(CLINIC)), {
      preview: false,
      answers: {
        "stillroom:index:HostKey": { publicKey: HOST_KEY, privateKey: "born at create" },
        "stillroom:index:OwnHostKey": { publicKey: HOST_KEY },
        "stillroom:index:VolumeKey": { key: "born at create" },
        "hcloud:index/primaryIp:PrimaryIp": { ipAddress: "198.51.100.9" },
        "hcloud:index/server:Server": { ipv6Address: "2001:db8:1::1" },
      },
    });
    assert.equal(error, undefined);
    return registered
      .filter(({ type }) => !type.endsWith("Machine"))
      .map(({ type, name, inputs }) => ({ type, name, inputs: plainValue(inputs) }));
  }

  function seconds(project: Project, command = "preview"): number {
    const start = performance.now();
    const { status, text } = project.pulumi(command, environment);
    assert.equal(status, 0, text);
    return (performance.now() - start) / 1000;
  }

  it(`is within ${REACH} times that of a bare program with the same resources`, (context) => {
    const resources = /(\d+) to create/;
    const counts = [ours, bare].map((project) => resources.exec(project.pulumi("preview", environment).text)?.[1]);
    assert.ok(counts.every((count) => count !== undefined));
    const rounds = Array.from({ length: ROUNDS }, () => ({ bare: seconds(bare), ours: seconds(ours) }));
    const fastest = (which: "bare" | "ours"): number => Math.min(...rounds.map((round) => round[which]));
    const ratio = fastest("ours") / fastest("bare");
    context.diagnostic(
      `bare ${fastest("bare").toFixed(2)} s (${counts[1] ?? ""} resources), ours ${fastest("ours").toFixed(2)} s (${counts[0] ?? ""}), ${ratio.toFixed(2)} times`,
    );
    assert.ok(ratio <= REACH, `${ratio.toFixed(2)} times`);
  });

  it(`is within ${PACK_REACH} times of itself under the policy pack`, (context) => {
    const rounds = Array.from({ length: ROUNDS }, () => ({
      without: seconds(ours),
      under: seconds(ours, "preview --policy-pack policies"),
    }));
    const fastest = (which: "without" | "under"): number => Math.min(...rounds.map((round) => round[which]));
    const added = fastest("under") - fastest("without");
    context.diagnostic(
      `without ${fastest("without").toFixed(2)} s, under the pack ${fastest("under").toFixed(2)} s: it adds ${added.toFixed(2)} s`,
    );
    assert.ok(fastest("under") <= fastest("without") * PACK_REACH);
  });
});
