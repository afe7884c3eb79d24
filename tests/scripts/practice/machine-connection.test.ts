import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { insideAddresses, MACHINE_NUMBER } from "../../../clinic/device-network.ts";
import { machineOf, stackOutput } from "../../../scripts/practice/machine-connection.ts";

const HOST_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGj1eRcXN0CZoFvAUhp0C4tHqJ8n5wJvWcH3lYyqTt0d";
const CONNECTION = { host: "198.51.100.9", port: 22, user: "ops", hostKey: HOST_KEY };

const REST = `
  stillroom:names: {domain: quiet-harbour.example}
  stillroom:law: {jurisdiction: DE}
  stillroom:administrators: [{name: ops, sshKeys: [${HOST_KEY} ops]}]
  stillroom:administrationFrom: [198.51.100.0/24]
  stillroom:branding: {title: Quiet Harbour}
`;
const CLOUD = `config:\n  stillroom:machine: {provider: hetzner, size: cx33, region: nbg1}${REST}`;
const EXISTING = `config:
  stillroom:machine: {provider: existing, address: 198.51.100.7, sshPort: 2222, sshUser: deploy, hostKey: ${HOST_KEY}, publicAddresses: [198.51.100.7], cpus: 4, memoryGb: 8, diskEncryption: luks2}${REST}`;

describe("how a verb finds the machine", () => {
  let folder: string;
  let stack: string;
  const path = process.env["PATH"];

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "stillroom-machine-"));
    stack = join(folder, "Pulumi.prod.yaml");
  });
  beforeEach(() => {
    writeFileSync(stack, CLOUD);
    process.env["PATH"] = folder;
    rmSync(join(folder, "pulumi"), { force: true });
  });
  after(() => {
    process.env["PATH"] = path;
    rmSync(folder, { recursive: true });
  });

  /** A stand-in for the program pulumi: writes down how it was called, and does what the script says. */
  function standIn(script: string): void {
    writeFileSync(join(folder, "pulumi"), `#!/bin/sh\necho "$@" > ${join(folder, "called")}\n${script}\n`);
    chmodSync(join(folder, "pulumi"), 0o755);
  }

  const found = async (file?: string): Promise<unknown> => {
    const machine = await machineOf(stack, file);
    return machine.kind === "machine" ? machine.connection : machine.text;
  };

  it("is the stack file's own word for a machine that the practice already had", async () => {
    writeFileSync(stack, EXISTING);
    assert.deepEqual(await found(), { host: "198.51.100.7", port: 2222, user: "deploy", hostKey: HOST_KEY });
  });

  it("leads through the practice's own tunnel too, by the stack file and by a file", async () => {
    const key = (letter: string): string => `${letter.repeat(42)}A=`;
    const devices = `  stillroom:devices: {inside: administration, machine: {address: 198.51.100.7, publicKey: ${key("B")}}, list: [{name: laptop-1, number: 2, publicKey: ${key("C")}}]}\n`;
    writeFileSync(stack, EXISTING + devices);
    const [host] = insideAddresses("quiet-harbour.example", MACHINE_NUMBER);
    const own = { host: "198.51.100.7", port: 2222, user: "deploy", hostKey: HOST_KEY };
    assert.deepEqual(await found(), { ...own, inside: { host, first: true } });
    const file = join(folder, "connection.json");
    const through = { ...CONNECTION, inside: { host: "10.84.3.1", first: false } };
    writeFileSync(file, JSON.stringify(through));
    assert.deepEqual(await found(file), through);
  });

  it("is the output of the stack otherwise, asked for without a shell beside the stack file", async () => {
    standIn(`echo '${JSON.stringify(CONNECTION)}'`);
    assert.deepEqual(await found(), CONNECTION);
    assert.equal(
      readFileSync(join(folder, "called"), "utf8"),
      `stack output connection --json --non-interactive --color=never --cwd ${folder} --stack prod\n`,
    );
  });

  it("is what a file says that a person names, before anything else", async () => {
    writeFileSync(stack, EXISTING);
    const file = join(folder, "connection.json");
    writeFileSync(file, JSON.stringify(CONNECTION));
    assert.deepEqual(await found(file), CONNECTION);
  });

  it("is not found without Pulumi, and the message says what to do", async () => {
    assert.equal(
      await found(),
      'The address of the machine stands in Pulumi\'s state, and there is no program "pulumi" on the PATH. Install Pulumi, or run this where it is. Else say how the machine is reached, with --connection FILE.',
    );
  });

  it("is not found where the stack has no such output, in Pulumi's own words", async () => {
    standIn("echo \"error: current stack does not have output property 'connection'\" >&2; exit 255");
    assert.equal(
      await found(),
      '"pulumi stack output connection" of the stack prod failed: error: current stack does not have output property \'connection\'. Log in where the state is kept (pulumi login), run this beside Pulumi.yaml, and run "pulumi up" once with this version, which writes that output. Else say how the machine is reached, with --connection FILE.',
    );
  });

  it("is not found in a file that says too little", async () => {
    const file = join(folder, "connection.json");
    writeFileSync(file, JSON.stringify({ ...CONNECTION, hostKey: "none", port: 70_000 }));
    assert.equal(
      await found(file),
      `${file} is no connection: "port" is wrong or missing. It must be a port, 1 to 65535. "hostKey" is wrong or missing. It must be the machine's public SSH host key, \`ssh-ed25519 AAAA…\`: without it anyone on the way could pose as the machine. It looks like {"host": "198.51.100.7", "port": 22, "user": "ops", "hostKey": "ssh-ed25519 AAAA…"}.`,
    );
    writeFileSync(file, "{");
    assert.match(String(await found(file)), /can't be read as a connection .* Give JSON like \{"host"/);
  });

  it("is not looked for where the stack file is wrong", async () => {
    writeFileSync(stack, CLOUD.replace("jurisdiction: DE", "jurisdiction: XX"));
    assert.match(String(await found()), /Pulumi\.prod\.yaml:\d+:\d+: .*XX/);
  });

  it("shows a secret output only where one was asked for, and never quotes one that can't be read", async () => {
    standIn('echo "secret-of-the-volume"');
    const output = await stackOutput(stack, "prod", "volumeKey", true);
    assert.deepEqual(output, { what: '"pulumi stack output volumeKey" of the stack prod gave no JSON.' });
    assert.match(readFileSync(join(folder, "called"), "utf8"), /^stack output volumeKey --json --show-secrets /);
  });
});
