import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { TOKEN, XMPP } from "../../services/prosody.ts";
import { roomLinks } from "../../services/room-links.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { renderedText } from "./rendered.ts";

const KEY = "born-video_token_key".padEnd(43, "x");

interface Claims {
  readonly iss: string;
  readonly aud: string;
  readonly sub: string;
  readonly room: string;
  readonly iat: number;
  readonly exp: number;
  readonly context: { readonly user: { readonly moderator: boolean } };
}

describe("room-links, as an administrator runs it on the machine", () => {
  const folder = mkdtempSync(join(tmpdir(), "room-links-"));
  after(() => {
    rmSync(folder, { recursive: true });
  });
  const program = join(folder, "room-links");
  writeFileSync(program, renderedText(roomLinks, CLINIC, "/usr/local/sbin/room-links"), { mode: 0o700 });
  const run = (...args: string[]) => spawnSync(process.execPath, [program, ...args], { encoding: "utf8" });

  function claimsOf(link: string | URL): Claims {
    const [head = "", claims = "", signature] = new URL(link).searchParams.get("jwt")?.split(".") ?? [];
    assert.equal(createHmac("sha256", KEY).update(`${head}.${claims}`).digest("base64url"), signature);
    return JSON.parse(Buffer.from(claims, "base64url").toString()) as Claims;
  }

  it("prints two links into one random room, the first alone as moderator", () => {
    const { stdout, status } = run("60");
    assert.equal(status, 0);
    const links = (stdout.match(/https:\S+/g) ?? []).map((link) => new URL(link));
    assert.equal(links.length, 2);
    assert.equal(links[0]?.host, CLINIC.names.video);
    const [holder, guest] = links.map(claimsOf);
    assert.ok(holder && guest);
    assert.match(holder.room, /^[a-z2-7]{26}$/);
    assert.equal(holder.room, guest.room);
    assert.equal(links[0].pathname, `/${holder.room}`);
    assert.deepEqual([holder.context.user.moderator, guest.context.user.moderator], [true, false]);
    for (const claims of [holder, guest]) {
      assert.deepEqual([claims.iss, claims.aud, claims.sub], [TOKEN.issuer, TOKEN.audience, XMPP.domain]);
      assert.equal(claims.exp - claims.iat, 3600);
    }
    assert.notEqual(claimsOf(run().stdout.match(/https:\S+/)?.[0] ?? "").room, holder.room);
  });

  it("never makes a link that lives longer than Prosody takes", () => {
    const claims = claimsOf(run().stdout.match(/https:\S+/)?.[0] ?? "");
    assert.equal(claims.exp - claims.iat, TOKEN.longestLifeSeconds);
  });

  for (const wrong of [["0"], ["241"], ["soon"], ["1.5"], ["5", "6"]]) {
    it(`says what to write instead of ${wrong.join(" ")}`, () => {
      const { stderr, status, stdout } = run(...wrong);
      assert.equal(status, 2);
      assert.equal(stdout, "");
      assert.match(stderr, /MINUTES must be a whole number from 1 to 240\./);
    });
  }

  it("explains itself", () => {
    assert.match(run("--help").stdout, /Usage: room-links \[MINUTES\]/);
  });
});
