import assert from "node:assert/strict";
import fs, {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { makeOwnedDirectories } from "../../host/accounts.ts";
import { keep, prepare } from "../../host/file-state.ts";
import { placesIn } from "../../host/places.ts";

describe("a service that lays a link into a folder of its own, while the agent is at work in it", () => {
  let root: string;
  let own: string;
  let victim: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "stillroom-links-"));
    own = join(root, "var/lib/service");
    victim = join(root, "victim");
    mkdirSync(own, { recursive: true });
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it("gets no folder's owner and mode for something else", () => {
    mkdirSync(victim, { mode: 0o700 });
    mkdirSync(join(own, "media"));
    const lay = (): void => {
      rmSync(join(own, "media"), { recursive: true, force: true });
      symlinkSync(victim, join(own, "media"));
    };
    const directory = { path: "/var/lib/service/media", mode: "0755", owner: "root", group: "root" };
    inBetween(["lstatSync", "mkdirSync"], lay, () => {
      makeOwnedDirectories(placesIn(root), [directory]);
    });
    assert.equal(statSync(victim).mode & 0o777, 0o700);
  });

  it("gets nothing written into something else", () => {
    const copy = join(root, "copy");
    writeFileSync(copy, "ours\n");
    const beside = join(own, ".file.stillroom-new");
    const lay = (): void => {
      if (!existsSync(beside)) symlinkSync(victim, beside);
    };
    inBetween(["rmSync"], lay, () => {
      prepare(join(own, "file"), { kind: "file", copy, mode: 0o644, uid: undefined, gid: undefined });
    });
    assert.ok(!existsSync(victim));
  });

  it("gets nothing copied that it may not read", () => {
    writeFileSync(victim, "of root alone\n");
    const file = join(own, "file");
    writeFileSync(file, "its own\n");
    const lay = (): void => {
      rmSync(file, { force: true });
      symlinkSync(victim, file);
    };
    const copy = join(root, "copies/1");
    inBetween(["lstatSync"], lay, () => {
      keep(file, copy);
    });
    assert.ok(!existsSync(copy) || !readFileSync(copy, "utf8").includes("of root"));
  });
});

/** Does something right after the first call of each of these operations of node:fs; what it then stumbles over is its own affair. */
function inBetween(names: readonly ("lstatSync" | "mkdirSync" | "rmSync")[], lay: () => void, act: () => void): void {
  const real = Object.fromEntries(names.map((name) => [name, fs[name]]));
  const waiting = new Set<string>(names);
  for (const name of names) {
    // The replacement takes and gives exactly what the real one does.
    const original = real[name] as (...given: unknown[]) => unknown;
    const replaced = (...given: unknown[]): unknown => {
      const result = original(...given);
      if (waiting.delete(name)) lay();
      return result;
    };
    Object.assign(fs, { [name]: replaced });
  }
  syncBuiltinESMExports();
  try {
    assert.throws(act, /EEXIST|ELOOP|ENOTDIR/);
  } finally {
    Object.assign(fs, real);
    syncBuiltinESMExports();
  }
}
