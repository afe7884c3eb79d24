import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs, { mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { after, before, describe, it, mock } from "node:test";
import { run } from "../../host/command.ts";
import { busy, holdersOf } from "../../host/lock-holder.ts";
import { isLocked, lock, someoneWaits, waitInLine } from "../../host/lock.ts";
import { placesIn, type Places } from "../../host/places.ts";

const nameOf = (pid: string): string => readFileSync(`/proc/${pid}/comm`, "utf8").trim();

describe("who holds the lock", () => {
  let places: Places;
  before(() => {
    places = placesIn(realpathSync(mkdtempSync(join(tmpdir(), "stillroom-lock-"))));
  });
  after(() => {
    rmSync(places.root, { recursive: true });
  });

  it("is nobody, this process, or a program that was left behind with it; never one that waits", async () => {
    const unlock = await lock(places, 0);
    assert.ok(unlock !== undefined);
    assert.deepEqual(holdersOf(places), [{ pid: process.pid, program: nameOf("self") }]);
    const ended = run(["sleep", "600"], { seconds: 600 });
    while (holdersOf(places).every(({ program }) => program !== "sleep")) await pause(50);
    unlock();
    const waiting = spawn("flock", [places.lock, "true"], { stdio: "ignore" });
    await once(waiting, "spawn");
    const left = holdersOf(places);
    assert.deepEqual(
      left.map(({ program }) => program),
      ["sleep"],
    );
    process.kill(left[0]?.pid ?? NaN);
    await Promise.all([ended, once(waiting, "exit")]);
    assert.deepEqual(holdersOf(places), []);
  });

  it("is known to a look that can write nothing, and that makes no lock", async () => {
    const [state, other] = [join(places.root, "looked-at/var/lib/stillroom"), placesIn(join(places.root, "looked-at"))];
    mkdirSync(state, { recursive: true });
    assert.equal(await isLocked(other), false);
    assert.deepEqual(readdirSync(state), []);
    const unlock = await lock(other, 0);
    const opened = mock.method(fs, "openSync");
    syncBuiltinESMExports();
    assert.equal(await isLocked(other), true);
    unlock?.();
    assert.equal(await isLocked(other), false);
    // open(2): "r" asks for no right to write, which a disk that can only be read would refuse.
    assert.deepEqual(new Set(opened.mock.calls.map(({ arguments: [, flags] }) => flags)), new Set(["r"]));
    opened.mock.restore();
    syncBuiltinESMExports();
  });

  it("is given way for only to those who wait now", () => {
    const line = join(places.volatile, "waiting-for-lock");
    assert.equal(someoneWaits(places), false);
    const leave = waitInLine(places);
    assert.equal(someoneWaits(places), true);
    const [note = ""] = readdirSync(line);
    leave();
    assert.equal(someoneWaits(places), false);
    // One that is gone and whose number is another's by now, an empty one, and one of a number that nobody has.
    for (const stale of [note.replace(/\d+$/, "1"), "-", "4194304-1"]) writeFileSync(join(line, stale), "");
    assert.equal(someoneWaits(places), false);
    waitInLine(places);
    writeFileSync(join(line, "1-1"), "");
    rmSync(join(line, "1-1"));
    assert.equal(someoneWaits(places), true, "another's leaving takes nothing from it");
  });

  it("is said to whoever comes after it, with what to do", () => {
    const holders = [
      { pid: 12, program: "node" },
      { pid: 34, program: "apt-get" },
    ];
    const { what, mend } = busy(holders, "another change");
    assert.match(what, /under way, and holds its lock, by process 12 \(node\), process 34 \(apt-get\)\.$/);
    assert.match(mend, /"sudo systemctl status 12 34"/);
    const isolation = busy(holders, "isolation");
    assert.match(isolation.what, /NOT isolated.*process 12 \(node\)/);
    assert.match(isolation.mend, /Isolate it again.*"sudo kill 12 34"/);
    assert.match(busy([], "another change").what, /holds its lock\.$/);
  });
});
