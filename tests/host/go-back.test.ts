import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { applyInFolder } from "../../host/apply-in-folder.ts";
import { writeDurably } from "../../host/durable.ts";
import { recover } from "../../host/go-back.ts";
import { historyOf } from "../../host/history.ts";
import { beginJournal, readJournal, writeJournal } from "../../host/journal.ts";
import { placesIn } from "../../host/places.ts";
import { PATIENCE } from "../../host/protocol.ts";
import { BOOTING_SECONDS } from "../../host/recover-unit.ts";
import { currentDigest } from "../../host/releases.ts";
import { fileOf, releaseOf } from "./sample-release.ts";
import { withStandInPrograms, type StandInMachine } from "./stand-in-programs.ts";

const OTHER = "f".repeat(64);

describe("going back", () => {
  it("restores the packet filter though systemd reads no unit again, and says so", async () => {
    const programs = {
      systemctl: '[ "$1" != daemon-reload ] || { echo no such bus >&2; exit 1; }',
      "iptables-save": "",
      "ip6tables-save": "",
      "iptables-restore": "cat > $ROOT/v4",
      "ip6tables-restore": "cat > $ROOT/v6",
    };
    await withStandInPrograms(programs, async ({ root, places, started }) => {
      beginJournal(places, OTHER);
      writeDurably(join(places.volatile, "firewall-before.json"), JSON.stringify({ v4: "four\n", v6: "six\n" }));
      const found = await recover(places, false);
      assert.match(found ?? "", /taken back as a whole\. systemd did not read its units again.*no such bus/);
      assert.deepEqual(
        ["v4", "v6"].map((name) => readFileSync(join(root, name), "utf8")),
        ["four\n", "six\n"],
      );
      const [rules, reload] = [/^iptables-restore/, /^systemctl daemon-reload/].map((one) =>
        started().findIndex((line) => one.test(line)),
      );
      assert.ok(rules !== undefined && reload !== undefined && rules >= 0 && rules < reload);
      assert.ok(!existsSync(places.journal) && !existsSync(join(places.volatile, "firewall-before.json")));
    });
  });

  it("is remembered with what it was and who did it, whether it counts or not", async () => {
    await withStandInPrograms({}, async ({ root }) => {
      const places = placesIn(root);
      const release = releaseOf({ files: [fileOf("/etc/one.conf", "one\n")] });
      await applyInFolder(places, { delivery: "d", release, patience: PATIENCE }, () => undefined);
      const before = process.env["SUDO_USER"];
      process.env["SUDO_USER"] = "anna";
      try {
        for (const cause of ["rotation", "isolation", "put-back"] as const) {
          beginJournal(places, "folder", `What is called ${cause}`, cause);
          await recover(places, true);
          const journal = beginJournal(places, "folder", `What is called ${cause}`, cause);
          writeJournal(places, { ...journal, decided: true });
          await recover(places, true);
          const [kept, back] = historyOf(places, currentDigest(places)).entries;
          const known = { cause, interrupted: true, by: "anna", digest: release.digest, running: release.digest };
          assert.deepEqual({ ...kept, ...known, result: "kept" }, kept);
          assert.deepEqual({ ...back, ...known, result: "went-back" }, back);
        }
      } finally {
        if (before === undefined) delete process.env["SUDO_USER"];
        else process.env["SUDO_USER"] = before;
      }
    });
  });

  it("at boot ends before systemd would end it, also where no program ever answers", { timeout: 120_000 }, async () => {
    const hangs = "exec sleep 1000";
    const names = ["systemctl", "systemd-run", "dpkg-query", "userdel", "step"];
    const programs = Object.fromEntries(names.map((name) => [name, hangs]));
    await withStandInPrograms(programs, async (machine) => {
      const steps = ["one", "two", "three", "four"].map((name) => ({ name, argv: ["step"], after: "files" }) as const);
      await interrupted(machine, steps);
      const seconds = await secondsWaited(async () => {
        assert.equal(await recover(machine.places, true), undefined);
      });
      assert.ok(!existsSync(join(machine.root, "etc/one.conf")));
      assert.ok(seconds > 200, `the programs were waited for only ${seconds} s`);
      // The lock is waited for before, for a minute.
      assert.ok(seconds + 60 < BOOTING_SECONDS, `${seconds} s`);
    });
  });

  it("enables at boot what was enabled before it takes steps, and takes back what systemd means to start", async () => {
    await withStandInPrograms({ systemctl: "", "dpkg-query": "", step: "" }, async (machine) => {
      await interrupted(machine, [{ name: "one", argv: ["step"], after: "files" }]);
      await recover(machine.places, true);
      const started = machine.started();
      const at = (line: string): number => {
        const place = started.findIndex((one) => one.startsWith(line));
        assert.ok(place >= 0, line);
        return place;
      };
      const stop = started.find((line) => line.startsWith("systemctl stop --no-block"));
      assert.match(stop ?? "", / new-0\.service .* new-19\.service/);
      assert.ok(at("systemctl enable --no-reload retired-0.service") < at("step"));
      assert.ok(at("systemctl enable --no-reload retired-19.service") < at("systemctl daemon-reload"));
      assert.ok(at("systemctl disable --no-reload new-0.service") < at("systemctl daemon-reload"));
      assert.ok(at("step") < at("systemctl start --no-block retired-0.service"));
      assert.ok(!started.some((line) => line.startsWith("systemctl start --no-block new-")));
    });
  });
});

/** A machine with a release of these steps, on which a delivery was stopped when it had touched forty units. */
async function interrupted(
  { root, places }: StandInMachine,
  steps: Parameters<typeof releaseOf>[0]["steps"] & {},
): Promise<void> {
  const release = releaseOf({ steps, files: [fileOf("/etc/one.conf", "one\n")] });
  await applyInFolder(placesIn(root), { delivery: "d", release, patience: PATIENCE }, () => undefined);
  const units = Array.from({ length: 20 }, (_, index) => [
    { name: `retired-${index}.service`, enabled: true, active: true },
    { name: `new-${index}.service`, enabled: false, active: false },
  ]).flat();
  const accounts = ["one", "two", "three", "four"];
  const beforePackages = { present: ["dpkg"], units: ["ssh.service"] };
  const files = [{ path: "/etc/one.conf", before: { kind: "absent" } as const }];
  mkdirSync(dirname(places.journal), { recursive: true });
  writeJournal(places, { ...beginJournal(places, OTHER), files, units, accounts, beforePackages });
  assert.ok(readJournal(places) !== undefined);
  writeFileSync(join(root, "etc/one.conf"), "two\n");
}

/** How long something would take, in seconds: time passes only while all that it waits for has a limit of a second or more, and then at once. */
async function secondsWaited(act: () => Promise<void>): Promise<number> {
  const real = globalThis.setTimeout;
  let now = 0;
  let pending: { readonly due: number; readonly fire: () => void; readonly over: () => boolean }[] = [];
  const later = (fire: () => void, delay = 0): unknown => {
    if (delay < 1000) return real(fire, delay);
    const timer = real(() => undefined, 2 ** 30);
    const over = (): boolean => "_destroyed" in timer && timer._destroyed === true;
    pending.push({ due: now + delay, fire, over });
    return timer;
  };
  globalThis.setTimeout = later as typeof setTimeout; // as far as `run` uses it
  const clock = setInterval(() => {
    pending = pending.filter((one) => !one.over()).sort((a, b) => a.due - b.due);
    const next = pending.shift();
    if (next === undefined) return;
    now = next.due;
    next.fire();
  }, 20);
  try {
    await act();
  } finally {
    clearInterval(clock);
    globalThis.setTimeout = real;
  }
  return now / 1000;
}
