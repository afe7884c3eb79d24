import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type * as passkeys from "../../../desk/staff/passkeys.ts";
import { bundleText } from "../../../render/bundle.ts";
import { standInAuthenticator } from "./stand-in-authenticator.ts";

const WHERE = { origin: "https://desk.quiet-harbour.example", title: "Quiet Harbour" };
const PERSON = { id: "4f0c6b1e-5d0b-4c3c-9d53-8f6f3f4d5a10", name: "hana" };

/** A bundle takes of each package only what is used: what a library registers by being loaded must not be lost by that. */
describe("passkeys, as they are bundled for a machine", () => {
  let folder: string;
  let bundled: typeof passkeys;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "stillroom-passkeys-"));
    const file = join(folder, "passkeys.cjs");
    writeFileSync(file, bundleText({ entry: "desk/staff/passkeys.ts", runs: "node" }));
    // The module's own exports, made smaller.
    bundled = createRequire(import.meta.url)(file) as typeof passkeys;
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("are taken as the library says", async () => {
    const creation = await bundled.passkeyCreation(WHERE, PERSON);
    const made = await bundled.createdPasskey(
      WHERE,
      creation.challenge,
      standInAuthenticator(WHERE.origin).create(creation),
    );
    assert.equal(made?.counter, 1);
  });

  it("are refused from another page and for another challenge", async () => {
    const creation = await bundled.passkeyCreation(WHERE, PERSON);
    const { create } = standInAuthenticator(WHERE.origin);
    const elsewhere = create(creation, { origin: "https://desk.example.net" });
    assert.equal(await bundled.createdPasskey(WHERE, creation.challenge, elsewhere), undefined);
    const stale = create(creation, { challenge: "AAAA" });
    assert.equal(await bundled.createdPasskey(WHERE, creation.challenge, stale), undefined);
  });
});
