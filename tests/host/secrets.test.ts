import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createPrivateKey } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { placesIn, type Places } from "../../host/places.ts";
import { bearSecrets, secretOf, withoutSecrets } from "../../host/secrets.ts";

describe("secrets", () => {
  let folder: string;
  let places: Places;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "stillroom-secrets-"));
    places = placesIn(folder);
    bearSecrets(places, [
      { name: "one", kind: "token" },
      { name: "tunnel", kind: "wireguard" },
    ]);
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("are born as promised, for root alone", () => {
    assert.match(secretOf(places, "one"), /^[A-Za-z0-9_-]{43}$/);
    assert.equal(statSync(join(places.secrets, "one")).mode & 0o7777, 0o600);
    assert.equal(statSync(places.secrets).mode & 0o7777, 0o700);
    // RFC 8410: this head and 32 bytes are an X25519 private key.
    const der = Buffer.concat([
      Buffer.from("302e020100300506032b656e04220420", "hex"),
      Buffer.from(secretOf(places, "tunnel"), "base64"),
    ]);
    assert.equal(createPrivateKey({ key: der, format: "der", type: "pkcs8" }).asymmetricKeyType, "x25519");
  });

  it("are born once", () => {
    const before = secretOf(places, "one");
    bearSecrets(places, [
      { name: "one", kind: "token" },
      { name: "two", kind: "token" },
    ]);
    assert.equal(secretOf(places, "one"), before);
    assert.notEqual(secretOf(places, "two"), before);
  });

  it("are taken out of what leaves the machine, and a half-written one breaks nothing", () => {
    writeFileSync(join(places.secrets, "three.next"), "");
    const text = `a ${secretOf(places, "one")} b ${secretOf(places, "tunnel")} c`;
    assert.equal(withoutSecrets(places, text), "a @@secret:one@@ b @@secret:tunnel@@ c");
    assert.equal(readFileSync(join(places.secrets, "one"), "utf8").length, 43);
  });

  it("of which one is empty keep the others hidden and all words readable, and are not used", () => {
    writeFileSync(join(places.secrets, "empty"), "");
    assert.equal(withoutSecrets(places, `a ${secretOf(places, "one")}`), "a @@secret:one@@");
    assert.throws(() => secretOf(places, "empty"), /The secret in \S+\/empty is empty\./);
    rmSync(join(places.secrets, "empty"));
  });

  it("are taken out of what the agent says as it breaks down too", () => {
    // A folder is named like a secret, and the message names the folder.
    const root = join(folder, secretOf(places, "one"));
    mkdirSync(join(root, "var/lib/stillroom/secrets"), { recursive: true });
    writeFileSync(join(root, "var/lib/stillroom/secrets/one"), secretOf(places, "one"));
    writeFileSync(join(root, "var/lib/stillroom/releases"), "no folder");
    const agent = fileURLToPath(new URL("../../host/agent.ts", import.meta.url));
    const ran = spawnSync(process.execPath, [agent, "history", "--root", root], { encoding: "utf8" });
    assert.equal(ran.status, 1);
    assert.match(
      ran.stderr,
      /^ENOTDIR.*@@secret:one@@.* Mend what the message names on the machine and deliver again\.\n$/,
    );
    assert.ok(!ran.stderr.includes(secretOf(places, "one")));
  });
});
