import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, it } from "node:test";
import fc from "fast-check";
import { replaced } from "../../../policies/breaking.ts";
import { configurationOf, ENTRY } from "../../../policies/configuration.ts";
import { tls } from "../../../policies/rules/tls.ts";
import { render } from "../../../render/render.ts";
import { CLINIC } from "../../fixtures/clinic.ts";

const RELEASE = render(CLINIC);

function accepts(list: string): boolean {
  const release = replaced(RELEASE, ENTRY.coturn, /^cipher-list=.*$/m, `cipher-list=${list}\n`);
  return tls.check(release, configurationOf(release, "2026-01-31")).length === 0;
}

/** openssl-ciphers(1): what a server would let in; nothing where the list is refused. */
function letIn(list: string): readonly string[] {
  // The colon keeps a list that begins with a minus sign from being taken for an option.
  const { status, stdout } = spawnSync("openssl", ["ciphers", "-s", "-tls1_2", `:${list}`], { encoding: "utf8" });
  return status === 0 ? stdout.trim().split(":") : [];
}

const SAFE = /^ECDHE-(?:ECDSA|RSA)-(?:AES\d+-GCM-SHA\d+|CHACHA20-POLY1305)$/;

const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("ECDHE+AESGCM", "EECDH+CHACHA20", "AESGCM+ECDHE", "kEECDH+AESGCM") },
  { weight: 3, arbitrary: fc.constantFrom("!aNULL", "-SHA1", "!MEDIUM", "-kRSA", "!DHE", "!RSA", "-aDSS", "!AESCCM8") },
  fc.constantFrom("ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305", "AES128-SHA", "ALL", "!ECDHE"),
  fc.constantFrom("@SECLEVEL=0", "@STRENGTH", "+ECDHE", "!AESGCM", "-ALL", "ECDHE", "AESGCM", "DEFAULT", "-x", "!"),
);
const list = fc
  .array(fc.tuple(word, fc.constantFrom(":", ",", ";", " ", ", ", "::")), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.flat().slice(0, -1).join(""));

const NO_OPENSSL = spawnSync("openssl", ["version"]).status === 0 ? false : "openssl is not installed here";

describe("the relay's ciphers", { skip: NO_OPENSSL }, () => {
  it("are accepted only where all that OpenSSL makes of them has forward secrecy", () => {
    let accepted = 0;
    fc.assert(
      fc.property(list, (text) => {
        if (!accepts(text)) return;
        accepted += 1;
        const found = letIn(text);
        assert.ok(found.length > 0 && found.every((cipher) => SAFE.test(cipher)), `${text}: ${found.join(":")}`);
      }),
      { numRuns: 500 },
    );
    assert.ok(accepted > 20, `only ${accepted} lists were accepted, so little was held against OpenSSL`);
  });
});
