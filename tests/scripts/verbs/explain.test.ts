import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

const ROOT = new URL("../../../", import.meta.url).pathname;

describe("stillroom explain", () => {
  const folder = mkdtempSync(join(tmpdir(), "stillroom-explain-"));
  const stillroom = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, "scripts/stillroom.js"), ...args], {
      cwd: folder,
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  };

  before(() => {
    const reference = readFileSync(join(ROOT, "Pulumi.prod.yaml"), "utf8");
    writeFileSync(join(folder, "Pulumi.east.yaml"), reference);
    writeFileSync(join(folder, "Pulumi.west.yaml"), `${reference}  stillroom:maintenance: {start: "04:00"}\n`);
    writeFileSync(
      join(folder, "stillroom.defaults.yaml"),
      'config:\n  stillroom:maintenance:\n    start: "02:00"\n  stillroom:machine:\n    provider: aws\n    dataVolumeGb: 80\n',
    );
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("says what a key is for, what it is in each practice, and in which line it is said", () => {
    const { status, stdout } = stillroom("explain", "maintenance.start");
    assert.equal(status, 0);
    const [title, head, east, west, ...more] = stdout.trimEnd().split("\n");
    assert.match(title ?? "", /^stillroom:maintenance\.start: \S/);
    assert.match(head ?? "", /^stack +value +from$/);
    assert.match(east ?? "", /^east +"02:00" +stillroom\.defaults\.yaml:3$/);
    assert.match(
      west ?? "",
      /^west +"04:00" +Pulumi\.west\.yaml:\d+, instead of "02:00" in stillroom\.defaults\.yaml:3$/,
    );
    assert.deepEqual(more, []);
  });

  it("explains all that a mapping holds, our own defaults and what is not set too", () => {
    const { stdout } = stillroom("explain", "stillroom:names", "Pulumi.east.yaml");
    assert.match(stdout, /^east +"quiet-harbour\.example" +Pulumi\.east\.yaml:\d+$/m);
    assert.match(
      stdout,
      /^stillroom:names\.video: .*\n.*\neast +"meet\.quiet-harbour\.example" +Stillroom's default$/m,
    );
    assert.match(stillroom("explain", "papers.phone").stdout, /^east +not set +no file, and there is no default$/m);
  });

  it("passes over what the shared file says of a machine of another form", () => {
    const { stdout } = stillroom("explain", "machine.dataVolumeGb");
    assert.match(stdout, /^east +40 +Stillroom's default, instead of 80 in stillroom\.defaults\.yaml:6$/m);
  });

  it("gives programs the same as one document", () => {
    const { stdout } = stillroom("explain", "maintenance.start", "--json");
    const { keys } = JSON.parse(stdout) as { readonly keys: readonly { readonly practices: readonly unknown[] }[] };
    assert.deepEqual(keys[0]?.practices[0], {
      stack: "east",
      value: "02:00",
      from: { file: "stillroom.defaults.yaml", line: 3, column: 12, value: "02:00" },
      insteadOf: [],
    });
  });

  it("names the nearest key for one that there is not, and the file for one that can't be used", () => {
    const { status, stderr } = stillroom("explain", "maintenance.strat");
    assert.equal(status, 2);
    assert.equal(stderr, 'A stack file has no key "maintenance.strat". Did you mean stillroom:maintenance.start?\n');
    const missing = stillroom("explain", "names", "Pulumi.none.yaml");
    assert.equal(missing.status, 2);
    assert.match(missing.stderr, /^Pulumi\.none\.yaml: The file can't be read/);
  });
});
