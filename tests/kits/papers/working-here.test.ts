import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Clinic } from "../../../clinic/clinic.ts";
import { WORKING_HERE } from "../../../kits/papers/working-here.ts";
import { LANGUAGES } from "../../../kits/words.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { EVERYTHING, practiceOf } from "../clinics.ts";
import { textOf } from "./staff-paper.ts";

const WITH_DESK: Clinic = {
  ...EVERYTHING,
  desk: {
    enabled: true,
    appointmentDays: 47,
    mail: {
      server: "mail.quiet-harbour.example",
      port: 465,
      from: "rooms@quiet-harbour.example",
      user: "rooms@quiet-harbour.example",
    },
  },
  messaging: { enabled: true, retentionDays: 133, mediaRetentionDays: 71 },
  video: { maxOccupants: 5 },
};

describe("the paper on working here", () => {
  it("says the stack file's own names and days in each language", () => {
    for (const language of LANGUAGES) {
      const text = textOf(WORKING_HERE, practiceOf(WITH_DESK), language);
      for (const value of [
        WITH_DESK.names.desk,
        WITH_DESK.names.messaging,
        "47",
        "133",
        "71",
        " 5 ",
        "wg0",
        "+49 30 5550 1234",
      ])
        assert.ok(text.includes(value), `${language}: ${value}`);
    }
  });

  it("speaks of the desk, of mail, of messages and of a VPN only where there is one", () => {
    const without = { ...CLINIC, messaging: { ...CLINIC.messaging, enabled: false } };
    const mailless = { ...WITH_DESK, desk: { ...WITH_DESK.desk, mail: undefined } };
    for (const language of LANGUAGES) {
      const text = textOf(WORKING_HERE, practiceOf(without), language);
      assert.ok(text.includes(CLINIC.names.video), language);
      for (const value of [CLINIC.names.desk, CLINIC.names.messaging, "VPN"]) assert.ok(!text.includes(value), value);
      const [more, less] = [WITH_DESK, mailless].map((clinic) => textOf(WORKING_HERE, practiceOf(clinic), language));
      assert.ok(more !== undefined && less !== undefined && more.length > less.length, language);
    }
  });
});
