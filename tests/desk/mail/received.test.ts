import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { handOver } from "../../../desk/mail/hand-over.ts";
import { messageOf } from "../../../desk/mail/message.ts";
import { until } from "../../services/debian-programs.ts";
import { CANNOT_RUN_DEBIAN, MAIL_PASSWORD, mailServer, SENDER } from "./mail-server.ts";

describe("Debian's own mail server", { skip: CANNOT_RUN_DEBIAN }, () => {
  const server = mailServer();
  const NOW = new Date("2026-11-24T09:00:00.000Z");

  for (const encryption of ["tls", "starttls"] as const) {
    it(`receives what was handed over by ${encryption}, to the byte`, async () => {
      const to = `guest-${encryption}@quiet-harbour.example`;
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
