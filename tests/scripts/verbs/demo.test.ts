import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const STILLROOM = fileURLToPath(new URL("../../../scripts/stillroom.js", import.meta.url));

/** With nothing but Node on the PATH there is no container to be had, whoever runs this. */
function demo(...options: readonly string[]): { readonly status: number | null; readonly printed: string } {
  const ran = spawnSync(process.execPath, [STILLROOM, "demo", ...options], {
    encoding: "utf8",
    env: { ...process.env, PATH: dirname(process.execPath) },
  });
  return { status: ran.status, printed: ran.stdout + ran.stderr };
}

describe("stillroom demo where no container can be started", () => {
  it("delivers into a folder, says why and what it left out", () => {
    const { status, printed } = demo();
    assert.equal(status, 0, printed);
    assert.match(printed, /^The sandbox machine needs /);
    assert.match(printed, /What a folder can't have:\n {2}Left out, \S/);
    assert.match(printed, /no unit was started/);
    const folder = /^Look at the files: (.+)$/m.exec(printed)?.[1] ?? assert.fail(printed);
    try {
      assert.match(
        readFileSync(join(folder, "etc/nginx/nginx.conf"), "utf8"),
        /server_name "meet\.quiet-harbour\.example"/,
      );
      const secrets = join(folder, "var/lib/stillroom/secrets");
      assert.equal(statSync(secrets).mode & 0o077, 0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
