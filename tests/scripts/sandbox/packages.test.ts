import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { run } from "../../../scripts/sandbox/command.ts";
import { buildPackages, type BuiltPackage } from "../../../scripts/sandbox/packages/build.ts";

const cannotBuild = existsSync("/usr/bin/dpkg-deb") ? false : "needs dpkg-deb";
const cannotListen =
  process.platform === "linux" && process.getuid?.() === 0 ? false : "needs root on Linux for a network namespace";

describe("Packages for the sandbox machine", { skip: cannotBuild }, () => {
  let folder: string;
  let built: readonly BuiltPackage[];
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "stillroom-packages-"));
    built = await buildPackages(join(folder, "debs"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const fileOf = (name: string): string => built.find((it) => it.name === name)?.file ?? "";

  async function unpacked(name: string): Promise<string> {
    await run(["dpkg-deb", "--extract", fileOf(name), join(folder, name)]);
    return join(folder, name);
  }

  it("names every stand-in as one, in the list and in the package, with the same words", async () => {
    for (const { file, name, standIn } of built) {
      assert.equal((await run(["dpkg-deb", "--field", file, "Package"])).trim(), name);
      const description = await run(["dpkg-deb", "--field", file, "Description"]);
      if (standIn === undefined) assert.doesNotMatch(description, /stand-in/i);
      else assert.equal(description.trim(), `STAND-IN for ${name}, not the real program\n It ${standIn}.`);
    }
    assert.deepEqual(
      built.filter(({ standIn }) => standIn === undefined).map(({ name }) => name),
      ["matrix-synapse-py3"],
    );
  });

  it("is older than any release of the real projects", async () => {
    for (const { file } of built.filter(({ standIn }) => standIn !== undefined)) {
      const version = (await run(["dpkg-deb", "--field", file, "Version"])).trim();
      await run(["dpkg", "--compare-versions", version, "lt", "0"]);
    }
  });

  it("says stand-in on the pages that a person would meet", async () => {
    const pages = { "jitsi-meet-web": "usr/share/jitsi-meet", "element-web": "usr/share/element-web" };
    for (const [name, place] of Object.entries(pages)) {
      assert.match(await readFile(join(await unpacked(name), place, "index.html"), "utf8"), /This page is a stand-in/);
    }
  });

  it("answers STUN and health as the videobridge, in both address families", { skip: cannotListen }, async () => {
    const program = join(await unpacked("jitsi-videobridge2"), "usr/share/jitsi-videobridge/stand-in.mjs");
    const client = join(import.meta.dirname, "stun-client.mjs");
    const script = 'ip link set lo up && { "$1" "$2" & sleep 1; "$1" "$3"; status=$?; kill $!; exit $status; }';
    const printed = await run(["unshare", "--net", "sh", "-c", script, "sh", process.execPath, program, client]);
    assert.equal(printed, "127.0.0.1 sees its own port\n::1 sees its own port\nhealth 200\n");
  });
});
