import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { messageOf } from "../../../desk/mail/message.ts";
import { MAIL_WORDS } from "../../../desk/mail/words.ts";
import { tellingWords } from "../../../clinic/neutral-names.ts";
import { LANGUAGES } from "../../../desk/settings.ts";

const NOW = new Date("2026-11-24T09:00:00.000Z");
const MAIL = { from: "rooms@quiet-harbour.example", to: "guest@elm-court.example", subject: "Your link", text: "" };

describe("a mail", () => {
  it("says who, to whom, when and how it is written, and nothing of program or machine", () => {
    const message = messageOf({ ...MAIL, text: "Für Sie.\n" }, NOW);
    const id = /Message-ID: <([0-9a-f-]{36})@/.exec(message)?.[1] ?? "";
    assert.equal(
      message,
      [
        "From: rooms@quiet-harbour.example",
        "To: guest@elm-court.example",
        "Subject: Your link",
        "Date: Tue, 24 Nov 2026 09:00:00 +0000",
        `Message-ID: <${id}@quiet-harbour.example>`,
        "Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable",
        "",
        "F=C3=BCr Sie.",
        "",
      ].join("\r\n"),
    );
    assert.notEqual(id, /Message-ID: <([0-9a-f-]{36})@/.exec(messageOf(MAIL, NOW))?.[1]);
  });

  it("gives back what was written, from lines that every server takes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        const written = text.replaceAll("\r", "");
        const body = messageOf({ ...MAIL, text: written }, NOW)
          .split("\r\n\r\n")
          .slice(1)
          .join("\r\n\r\n");
        for (const line of body.split("\r\n")) assert.match(line, /^(?:[!-<>-~]|=[0-9A-F]{2}| (?!$)){0,75}=?$/);
        const octets = body
          .replaceAll("=\r\n", "")
          .replaceAll("\r\n", "\n")
          .replaceAll(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
        assert.equal(Buffer.from(octets, "latin1").toString("utf8"), Buffer.from(written).toString("utf8"));
      }),
      { numRuns: 500 },
    );
  });

  it("has words in each language that tell nothing", () => {
    for (const language of LANGUAGES) {
      const { subject, text, trialSubject, trial } = MAIL_WORDS[language];
      for (const words of [subject, trialSubject]) assert.match(words, /^[ -~]{4,40}$/);
      for (const words of [subject, text, trialSubject, trial]) assert.deepEqual(tellingWords(words), [], words);
    }
  });
});
