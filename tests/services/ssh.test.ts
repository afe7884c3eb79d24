import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Clinic, ExistingMachine } from "../../clinic/clinic.ts";
import { ssh } from "../../services/ssh.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { renderedText } from "./rendered.ts";

const KEY = CLINIC.administrators[0]?.sshKeys[0] ?? "";

const EXISTING: ExistingMachine = {
  provider: "existing",
  address: "198.51.100.7",
  sshPort: 2222,
  sshUser: "deploy",
  hostKey: KEY,
  publicAddresses: ["198.51.100.7"],
  cpus: 2,
  memoryGb: 4,
  diskEncryption: "luks2",
  debian: 13,
  protected: true,
  dns: { kind: "elsewhere" },
};

const configuration = (clinic: Clinic) => renderedText(ssh, clinic, "/etc/ssh/sshd_config.d/00-stillroom.conf");

describe("SSH", () => {
  it("each administrator has a file with exactly their keys", () => {
    const clinic: Clinic = {
      ...CLINIC,
      administrators: [
        { name: "ada", sshKeys: [`${KEY}-1`, `${KEY}-2`] },
        { name: "bo", sshKeys: [KEY] },
      ],
    };
    assert.equal(renderedText(ssh, clinic, "/etc/ssh/authorized_keys.d/ada"), `${KEY}-1\n${KEY}-2\n`);
    assert.equal(renderedText(ssh, clinic, "/etc/ssh/authorized_keys.d/bo"), `${KEY}\n`);
    assert.match(configuration(clinic), /^AllowUsers ada bo$/m);
    assert.match(
      renderedText(ssh, clinic, "/usr/local/lib/stillroom/keep-administrators"),
      /^for name in 'ada' 'bo'; do$/m,
    );
  });

  it("the port is open to administrators only, and is the one by which an existing machine is reached", () => {
    const ports = (clinic: Clinic) =>
      ssh.declare(clinic, []).ports?.map(({ from, to, reachableBy }) => [from, to, reachableBy]);
    assert.deepEqual(ports(CLINIC), [[22, 22, "administrators"]]);
    assert.deepEqual(ports({ ...CLINIC, machine: EXISTING }), [[2222, 2222, "administrators"]]);
  });

  it("the account by which an existing machine was reached keeps its own keys, and only that one", () => {
    const text = configuration({ ...CLINIC, machine: EXISTING });
    assert.match(text, /^AllowUsers ops deploy$/m);
    assert.match(text, /^Match User deploy\n {4}AuthorizedKeysFile \.ssh\/authorized_keys$/m);
    const administrator = configuration({ ...CLINIC, machine: { ...EXISTING, sshUser: "ops" } });
    assert.match(administrator, /^AllowUsers ops$/m);
    assert.doesNotMatch(administrator, /^Match/m);
  });

  it("offers each release only key exchanges that its sshd knows", () => {
    assert.match(configuration(CLINIC), /^KexAlgorithms mlkem768x25519-sha256,/m);
    const older = configuration({ ...CLINIC, machine: { ...CLINIC.machine, debian: 12 } });
    assert.doesNotMatch(older, /mlkem/);
  });
});
