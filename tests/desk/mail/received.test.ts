import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import * as sources from "../../../desk/mail/hand-over.ts";
import { messageOf } from "../../../desk/mail/message.ts";
import { bundleText } from "../../../render/bundle.ts";
import { until } from "../../services/debian-programs.ts";
import { CANNOT_RUN_DEBIAN, MAIL_PASSWORD, mailServer, SENDER } from "./mail-server.ts";

describe("Debian's own mail server", { skip: CANNOT_RUN_DEBIAN }, () => {
  const server = mailServer();
  const NOW = new Date("2026-11-24T09:00:00.000Z");

  const folder = mkdtempSync(join(tmpdir(), "stillroom-mail-"));
  const bundle = join(folder, "hand-over.cjs");
  before(() => {
    writeFileSync(bundle, bundleText({ entry: "desk/mail/hand-over.ts", runs: "node" }));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });
  const ways: Readonly<Record<string, () => typeof sources>> = {
    "from its sources": () => sources,
    // The module's own exports, made smaller: a bundle takes of each package only what is used.
    bundled: () => createRequire(import.meta.url)(bundle) as typeof sources,
  };

  for (const [how, program] of Object.entries(ways))
    for (const encryption of ["tls", "starttls"] as const) {
      it(`receives what was handed over by ${encryption}, to the byte: ${how}`, async () => {
        const { handOver } = program();
        const to = `guest-${encryption}-${how.replaceAll(" ", "-")}@quiet-harbour.example`;
        const text = `Für Sie allein, à vous : =3D.\n.\n..two dots \n\nhttps://desk.quiet-harbour.example/v#${"a".repeat(43)}\n`;
        const message = messageOf({ from: SENDER, to, subject: "Your link", text }, NOW);
        assert.deepEqual(await handOver(server.settings(encryption), MAIL_PASSWORD, { from: SENDER, to, message }), {
          kind: "taken",
        });
        const mine = async (): Promise<string | undefined> =>
          (await server.received()).find((one) => one.includes(`To: ${to}\n`));
        await until("the mail", async () => (await mine()) !== undefined);
        const [, rest = ""] = ((await mine()) ?? "").split(/^(?=From:)/m);
        assert.equal(rest, message.replaceAll("\r\n", "\n"));
      });
    }
});
