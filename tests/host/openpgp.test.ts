import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fingerprintsIn } from "../../host/openpgp.ts";
import { isInstalled } from "../../scripts/sandbox/obstacle.ts";

describe(
  "fingerprints of a keyring",
  { skip: isInstalled("gpg") ? false : "gpg, which makes the keys, is not installed" },
  () => {
    let home: string;
    const gpg = (...argv: string[]): Buffer =>
      execFileSync("gpg", ["--homedir", home, "--batch", "--quiet", "--no-tty", ...argv], {
        stdio: ["ignore", "pipe", "ignore"],
      });
    const listed = (): readonly string[] =>
      [
        ...gpg("--with-colons", "--list-keys")
          .toString()
          .matchAll(/^pub:[^]*?^fpr:+([0-9A-F]{40}):/gm),
      ].map(([, it = ""]) => it);

    before(() => {
      home = mkdtempSync(join(tmpdir(), "stillroom-gpg-"));
      gpg("--passphrase", "", "--quick-generate-key", "First", "ed25519", "sign", "never");
      gpg("--passphrase", "", "--quick-generate-key", "Second", "rsa2048", "sign", "never");
      // A subkey, whose fingerprint must not count.
      gpg("--passphrase", "", "--quick-add-key", listed()[0] ?? "", "cv25519", "encr", "never");
    });
    after(() => {
      rmSync(home, { recursive: true });
    });

    it("are those that gpg names, for each primary key and no subkey", () => {
      assert.equal(listed().length, 2);
      assert.deepEqual(fingerprintsIn(gpg("--export")), listed());
    });

    it("are the same in an armored keyring", () => {
      assert.deepEqual(fingerprintsIn(gpg("--armor", "--export")), listed());
    });

    it("show every key of armored blocks put one after the other", () => {
      const blocks = listed().map((fingerprint) => gpg("--armor", "--export", fingerprint));
      assert.deepEqual(fingerprintsIn(Buffer.concat(blocks)), listed());
    });

    it("are none in what is no keyring, and none is made up for one that is cut", () => {
      assert.deepEqual(fingerprintsIn(Buffer.from("<html>not found</html>")), []);
      assert.deepEqual(fingerprintsIn(Buffer.alloc(0)), []);
      assert.deepEqual(fingerprintsIn(gpg("--export").subarray(0, 20)), []);
    });
  },
);
