import assert from "node:assert/strict";
import { createPrivateKey } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
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
});
