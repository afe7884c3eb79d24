import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { environmentsOf } from "../../../scripts/fleet/credentials.ts";

describe("credentials", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "credentials-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function environments(caller: Readonly<Record<string, string>>) {
    const found = environmentsOf(folder, caller);
    assert.ok(!("what" in found), "what" in found ? found.what : "");
    return found;
  }

  it("are one practice's alone, even where the caller has one of the same name", () => {
    writeFileSync(join(folder, "north.env"), "HCLOUD_TOKEN='of north'\n# a note\nAWS_PROFILE=north\n", { mode: 0o600 });
    writeFileSync(join(folder, "south.env"), "HCLOUD_TOKEN=of-south\n", { mode: 0o600 });
    const environmentOf = environments({ PATH: "/bin", HCLOUD_TOKEN: "caller", AWS_PROFILE: "caller" });
    assert.deepEqual(environmentOf("north"), { PATH: "/bin", HCLOUD_TOKEN: "of north", AWS_PROFILE: "north" });
    assert.deepEqual(environmentOf("south"), { PATH: "/bin", HCLOUD_TOKEN: "of-south" });
    assert.deepEqual(environmentOf("west"), { PATH: "/bin" });
  });

  it("are the caller's where no folder is named", () => {
    const found = environmentsOf(undefined, { HCLOUD_TOKEN: "x" });
    assert.ok(!("what" in found));
    assert.deepEqual(found("north"), { HCLOUD_TOKEN: "x" });
  });

  it("are refused where others can read them, and their values are not said", () => {
    writeFileSync(join(folder, "north.env"), "HCLOUD_TOKEN=of-north\n");
    chmodSync(join(folder, "north.env"), 0o640);
    const found = environmentsOf(folder, {});
    assert.ok("what" in found);
    assert.match(found.what, /chmod 600 .*north\.env/);
    assert.doesNotMatch(found.what, /of-north/);
  });

  it("are missed where the folder holds none, or there is none", () => {
    assert.ok("what" in environmentsOf(folder, {}));
    assert.ok("what" in environmentsOf(join(folder, "no"), {}));
  });
});
