import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { gunzipSync } from "node:zlib";
import { parse } from "yaml";
import type { Clinic } from "../../clinic/clinic.ts";
import { ContradictoryRelease, render } from "../../render/render.ts";
import { userDataOf, UserDataTooLong } from "../../render/user-data.ts";
import { CLINIC } from "../fixtures/clinic.ts";

const BIRTH = {
  hostKey: {
    privateKey: "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----\n",
    publicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGj1eRcXN0CZoFvAUhp0C4tHqJ8n5wJvWcH3lYyqTt0d",
  },
};

const ON_AWS: Clinic = {
  ...CLINIC,
  machine: {
    provider: "aws",
    size: "t3a.medium",
    region: "eu-central-1",
    dataVolumeGb: 40,
    debian: 12,
    protected: true,
    dns: { kind: "elsewhere" },
  },
};

interface UserData {
  readonly users: readonly Readonly<Record<string, unknown>>[];
  readonly ssh_keys: Readonly<Record<string, string>>;
  readonly ssh_pwauth: boolean;
  readonly disable_root: boolean;
  readonly bootcmd: readonly (readonly string[])[];
  readonly write_files: readonly {
    readonly path: string;
    readonly permissions: string;
    readonly owner: string;
    readonly encoding: string;
    readonly content: string;
  }[];
}

const bornAs = (clinic: Clinic): UserData => parse(userDataOf(render(clinic), clinic, BIRTH)) as UserData;

const cloudInit = spawnSync("cloud-init", ["--version"]).status === 0;

describe("user data", () => {
  it("carries the release's files for birth, unchanged, and no others", () => {
    const release = render(CLINIC);
    const carried = bornAs(CLINIC).write_files.map((file) => {
      assert.equal(file.encoding, "gz+b64");
      return [file.path, file.permissions, file.owner, gunzipSync(Buffer.from(file.content, "base64")).toString()];
    });
    const wanted = release.files
      .filter((file) => file.birth)
      .map((file) => [file.path, file.mode, `${file.owner}:${file.group}`, file.text]);
    assert.deepEqual(carried, wanted);
    for (const path of [
      "/etc/ssh/sshd_config.d/00-stillroom.conf",
      "/etc/ssh/authorized_keys.d/ops",
      "/etc/iptables/birth.v4",
      "/etc/iptables/birth.v6",
      "/etc/systemd/system/stillroom-firewall.service",
    ]) {
      assert.ok(
        carried.some(([carriedPath]) => carriedPath === path),
        path,
      );
    }
  });

  it("gives administrators accounts without a password, root none, and the machine its host key", () => {
    const born = bornAs(CLINIC);
    assert.deepEqual(born.users, [{ name: "ops", groups: ["administrators"], shell: "/bin/bash", lock_passwd: true }]);
    assert.equal(born.ssh_pwauth, false);
    assert.equal(born.disable_root, true);
    assert.deepEqual(born.ssh_keys, {
      ed25519_private: BIRTH.hostKey.privateKey,
      ed25519_public: BIRTH.hostKey.publicKey,
    });
  });

  it("closes the machine in its first command, and only in its first boot", () => {
    const [[program, flag, script = ""] = []] = bornAs(CLINIC).bootcmd;
    assert.deepEqual([program, flag], ["sh", "-c"]);
    assert.match(script, /^\[ -e \/usr\/local\/lib\/stillroom\/load-firewall \] && exit 0\n/);
    const loaded = [...script.matchAll(/^unpacked (\S+) \| (.+)$/gm)].map(([, packed = "", into]) => [
      into,
      gunzipSync(Buffer.from(packed, "base64")).toString(),
    ]);
    const release = render(CLINIC);
    const textOf = (path: string) => release.files.find((file) => file.path === path)?.text;
    assert.deepEqual(loaded.slice(0, 2), [
      ["iptables-restore", textOf("/etc/iptables/birth.v4")],
      ["ip6tables-restore", textOf("/etc/iptables/birth.v6")],
    ]);
    const [into, nftables = ""] = loaded[2] ?? [];
    assert.equal(into, "nft -f -");
    assert.equal(nftables.match(/policy drop;/g)?.length, 3);
    assert.match(nftables, /ip saddr 198\.51\.100\.0\/24 tcp dport 22-22 accept/);
    assert.match(nftables, /ip6 saddr 2001:db8:51::\/64 tcp dport 22-22 accept/);
  });

  it("stays under what AWS takes, with several administrators and networks", () => {
    const key = CLINIC.administrators[0]?.sshKeys[0] ?? "";
    const busy: Clinic = {
      ...ON_AWS,
      administrators: ["ada", "bo", "cy", "di"].map((name) => ({ name, sshKeys: [key, key] })),
      administrationFrom: Array.from({ length: 8 }, (_, index) =>
        index % 2 ? `2001:db8:${index}::/64` : `198.51.100.${index}/32`,
      ),
    };
    assert.ok(userDataOf(render(busy), busy, BIRTH).length < 16_384);
  });

  it("says so when it is longer than the cloud takes", () => {
    const administrators = Array.from({ length: 80 }, (_, index) => ({
      name: `ops${index}`,
      sshKeys: [`ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${String(index * 7919).padStart(40, "k")} ops`],
    }));
    const crowded: Clinic = { ...ON_AWS, administrators };
    assert.throws(
      () => userDataOf(render(crowded), crowded, BIRTH),
      (error) => error instanceof UserDataTooLong && /aws takes 16384: name fewer administrators/.test(error.message),
    );
  });

  it("refuses a file for birth that waits for the agent", () => {
    const release = render(CLINIC);
    const files = release.files.map((file) => (file.birth ? { ...file, text: `${file.text}@@fact:address4@@` } : file));
    assert.throws(() => userDataOf({ ...release, files }, CLINIC, BIRTH), ContradictoryRelease);
  });

  it(
    "passes cloud-init's own schema",
    { skip: cloudInit ? false : "cloud-init is not installed here; the sandbox's machine checks it when it boots" },
    () => {
      const folder = mkdtempSync(join(tmpdir(), "stillroom-user-data-"));
      try {
        for (const clinic of [CLINIC, ON_AWS]) {
          const file = join(folder, "user-data");
          writeFileSync(file, userDataOf(render(clinic), clinic, BIRTH));
          const said = execFileSync("cloud-init", ["schema", "--config-file", file], { encoding: "utf8" });
          assert.match(said, /Valid schema/);
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});
