import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { bringPackages } from "../../host/brought-packages.ts";
import { writeDurably } from "../../host/durable.ts";
import { recover } from "../../host/go-back.ts";
import { beginJournal, readJournal } from "../../host/journal.ts";
import { readLedger } from "../../host/ledger.ts";
import { dyingAt } from "./dying-at.ts";
import { releaseOf } from "./sample-release.ts";
import { withStandInPrograms, type StandInMachine } from "./stand-in-programs.ts";

const POLICY = "usr/sbin/policy-rc.d";
const THEIRS = "#!/bin/sh\n# the provider's own\nexit 104\n";

/** Stand-ins: what dpkg and systemd know are the lines of two files; apt installs `web`, which enables its unit, and `library` with it. */
const PROGRAMS = {
  "dpkg-query": "cat $ROOT/packages",
  dpkg: `case "$*" in *--purge*) sed -i '/^half-/d' $ROOT/packages;; esac`,
  "apt-get": [
    'case "$*" in *install*) ;; *) exit 0;; esac',
    "cp $ROOT/usr/sbin/policy-rc.d $ROOT/policy-meanwhile; cp $ROOT/var/lib/stillroom/ledger.json $ROOT/ledger-meanwhile",
    'echo "installed library" >> $ROOT/packages; echo "$(cat $ROOT/becomes) web" >> $ROOT/packages',
    'echo "web.service enabled enabled" >> $ROOT/units; exit $(cat $ROOT/exit)',
  ].join("\n"),
  systemctl: 'case "$1" in list-unit-files) cat $ROOT/units;; show) echo "ActiveState=inactive\nUnitFileState=";; esac',
  "systemd-run": "",
};

const RELEASE = releaseOf({
  packages: [{ name: "web", repository: "debian" }],
  units: [{ name: "web.service", onChange: "reload", files: [] }],
});

describe("packages that a delivery brings", () => {
  /** A machine with ssh alone and a start policy of somebody else's. */
  async function onMachine(
    becomes: "installed" | "half-configured",
    act: (machine: StandInMachine) => Promise<void>,
  ): Promise<void> {
    await withStandInPrograms(PROGRAMS, async (machine) => {
      const at = (path: string): string => join(machine.root, path);
      mkdirSync(dirname(at(POLICY)), { recursive: true });
      writeFileSync(at(POLICY), THEIRS);
      chmodSync(at(POLICY), 0o755);
      writeFileSync(at("packages"), "installed ssh\nconfig-files old\n");
      writeFileSync(at("units"), "ssh.service enabled enabled\nspare.service disabled enabled\n");
      writeFileSync(at("becomes"), becomes);
      writeFileSync(at("exit"), becomes === "installed" ? "0" : "1");
      await act(machine);
    });
  }

  const bring = ({ places }: StandInMachine): Promise<unknown> =>
    bringPackages(places, beginJournal(places, "0".repeat(64)), RELEASE, ["web"]);

  it("are known before they come, and leave somebody else's start policy as it was", async () => {
    await onMachine("installed", async (machine) => {
      await bring(machine);
      const at = (path: string): string => join(machine.root, path);
      assert.match(readFileSync(at("policy-meanwhile"), "utf8"), /exit 101/);
      assert.match(readFileSync(at("ledger-meanwhile"), "utf8"), /"packages":\["web"\]/);
      assert.equal(readFileSync(at(POLICY), "utf8"), THEIRS);
      assert.deepEqual([...readLedger(machine.places).packages].sort(), ["library", "web"]);
      assert.deepEqual(readJournal(machine.places)?.beforePackages, { present: ["ssh"], units: ["ssh.service"] });
    });
  });

  for (const booting of [false, true]) {
    it(`that are whole stay when the delivery is taken back, but nothing of theirs comes up${booting ? ", at boot too" : ""}`, async () => {
      await onMachine("installed", async (machine) => {
        await bring(machine);
        assert.match((await recover(machine.places, booting)) ?? "", /taken back as a whole\.$/);
        const told = machine.started();
        assert.ok(told.includes(booting ? "systemctl stop --no-block web.service" : "systemctl stop web.service"));
        assert.ok(told.some((line) => /^systemctl disable .*\bweb\.service$/.test(line)));
        assert.ok(!told.some((line) => /^systemctl (stop|disable) .*(ssh|spare)\.service/.test(line)));
        assert.equal(readFileSync(join(machine.root, POLICY), "utf8"), THEIRS);
      });
    });
  }

  it("go away again where they broke, and the start policy after them", async () => {
    await onMachine("half-configured", async (machine) => {
      await assert.rejects(bring(machine), /The packages can't be installed/);
      assert.match(readFileSync(join(machine.root, POLICY), "utf8"), /exit 101/);
      assert.match((await recover(machine.places, false)) ?? "", /taken back as a whole\.$/);
      assert.ok(machine.started().some((line) => /^dpkg .*--purge web$/.test(line)));
      assert.equal(readFileSync(join(machine.root, POLICY), "utf8"), THEIRS);
      assert.deepEqual(readLedger(machine.places).packages, ["library"]);
    });
  });

  it("go away once the machine is up where a power cut left them half", async () => {
    await onMachine("half-configured", async (machine) => {
      await assert.rejects(bring(machine));
      assert.equal(await recover(machine.places, true), undefined);
      const told = machine.started();
      assert.ok(!told.some((line) => line.includes("--purge")));
      assert.ok(told.includes("systemctl stop --no-block web.service"));
      assert.ok(told.some((line) => /^systemd-run --no-block .* recover$/.test(line)));
      assert.ok(existsSync(machine.places.journal));
      assert.match((await recover(machine.places, false)) ?? "", /taken back as a whole\.$/);
      assert.ok(machine.started().some((line) => /^dpkg .*--purge web$/.test(line)));
      assert.ok(!existsSync(machine.places.journal));
    });
  });

  it("leave somebody else's start policy as it was, whole, wherever the agent is killed", async () => {
    const died: boolean[] = [];
    let shut = 0;
    while (died.at(-1) !== false) {
      await onMachine("installed", async (machine) => {
        const policy = (): string => readFileSync(join(machine.root, POLICY), "utf8");
        died.push(await dyingAt(died.length, () => bring(machine)));
        if (policy() !== THEIRS) shut += 1;
        await recover(machine.places, false);
        assert.equal(policy(), THEIRS, `killed at operation ${died.length - 1}`);
        assert.equal(statSync(join(machine.root, POLICY)).mode & 0o777, 0o755);
        assert.ok(!existsSync(machine.places.journal));
      });
    }
    assert.ok(died.length > 20 && shut > 0, `${died.length} operations, ${shut} with ours in its place`);
  });

  it("leave no start policy that an agent of an earlier version had left", async () => {
    await onMachine("installed", async (machine) => {
      beginJournal(machine.places, "0".repeat(64));
      const path = join(machine.root, POLICY);
      writeDurably(path, "#!/bin/sh\n# Written by Stillroom's agent while it installs packages.\nexit 101\n");
      await recover(machine.places, true);
      assert.ok(!existsSync(path));
    });
  });
});
