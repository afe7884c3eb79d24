import assert from "node:assert/strict";
import fs, { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { beginJournal, endJournal } from "../../host/journal.ts";
import { placesIn } from "../../host/places.ts";
import { switchFiles } from "../../host/switch.ts";

/** Paths that are opened or removed meanwhile, in order. */
function touchedBy(act: () => void): readonly string[] {
  const touched: string[] = [];
  const real = { openSync: fs.openSync, rmSync: fs.rmSync };
  Object.assign(fs, {
    openSync: (...given: Parameters<typeof fs.openSync>) => {
      touched.push(`open ${String(given[0])}`);
      return real.openSync(...given);
    },
    rmSync: (...given: Parameters<typeof fs.rmSync>) => {
      touched.push(`remove ${String(given[0])}`);
      real.rmSync(...given);
    },
  });
  syncBuiltinESMExports();
  try {
    act();
  } finally {
    Object.assign(fs, real);
    syncBuiltinESMExports();
  }
  return touched;
}

describe("the journal", () => {
  it("goes only when the second names that it knows are gone from the disk for good", () => {
    const root = mkdtempSync(join(tmpdir(), "stillroom-journal-"));
    const places = placesIn(root);
    const [file, staged] = [join(root, "etc/one.conf"), join(root, "staged")];
    mkdirSync(dirname(file));
    writeFileSync(file, "old\n");
    writeFileSync(staged, "new\n");
    const becomes = { kind: "file", copy: staged, mode: 0o644, uid: undefined, gid: undefined } as const;
    switchFiles(places, beginJournal(places, "0".repeat(64)), [{ path: "/etc/one.conf", becomes }]);
    const touched = touchedBy(() => {
      endJournal(places);
    });
    const order = [
      `remove ${join(root, "etc/.one.conf.0.stillroom-old")}`,
      `open ${join(root, "etc")}`,
      `remove ${places.journal}`,
      `open ${places.state}`,
    ];
    assert.deepEqual(
      touched.filter((one) => order.includes(one)),
      order,
    );
    rmSync(root, { recursive: true });
  });

  it("leaves nothing of a release that was about to count when the power went", () => {
    const root = mkdtempSync(join(tmpdir(), "stillroom-journal-"));
    const places = placesIn(root);
    beginJournal(places, "0".repeat(64));
    writeFileSync(`${places.current}.next`, `${"0".repeat(64)}\n`);
    endJournal(places);
    assert.ok(!existsSync(`${places.current}.next`));
    rmSync(root, { recursive: true });
  });
});
