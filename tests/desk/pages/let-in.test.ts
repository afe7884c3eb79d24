import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { appointmentOf, letIn, makeAppointment } from "../../../desk/appointments/appointments.ts";
import { GUEST_COOKIE, openLink } from "../../../desk/appointments/links.ts";
import { waitHere } from "../../../desk/appointments/waiting.ts";
import { giveConsent } from "../../../desk/consent/consents.ts";
import { wordsIn } from "../../../desk/pages/words.ts";
import { deskDatabase, SETTINGS } from "../desk-database.ts";
import { ADDRESS, personOf, wordIn } from "../people-of-the-desk.ts";
import { CANNOT_SHOW_THE_DESK, deskInBrowser } from "./desk-in-browser.ts";
import { siteOf } from "./visitor.ts";

const WORDING = { version: "a".repeat(64), language: "en" } as const;

describe("A guest who was let in", { skip: CANNOT_SHOW_THE_DESK }, () => {
  const database = deskDatabase();
  const browser = deskInBrowser();

  it("gets a button to go in by where the way in failed once, and goes in by it", async () => {
    const test = await database.open();
    browser.serve(siteOf(test));
    const host = await personOf(test.desk, "hana", ["host"]);
    const startsAt = new Date(test.clock.now().getTime() + 600_000);
    const made = await makeAppointment(test.desk, host, { host: host.id, label: "AB", startsAt, minutes: 50 });
    assert.equal(made.kind, "made");
    const opened = await openLink(test.desk, wordIn(made.address), undefined, ADDRESS);
    assert.equal(opened.kind, "open");
    await giveConsent(test.desk, opened.cookie, WORDING);
    assert.equal((await waitHere(test.desk, opened.cookie)).kind, "waiting");
    const context = await browser.context();
    await context.addCookies([
      {
        ...{ name: GUEST_COOKIE, value: opened.cookie, url: SETTINGS.origin },
        ...{ secure: true, httpOnly: true, sameSite: "Lax" },
      },
    ]);
    const page = await context.newPage();
    await page.goto("/v");
    let tries = 0;
    await page.route("**/v/enter", (route) => {
      tries += 1;
      return tries === 1 ? route.abort() : route.continue();
    });
    const seen = await appointmentOf(test.desk, host, made.id);
    assert.equal(seen.kind, "appointment");
    assert.equal((await letIn(test.desk, host, seen.appointment.waiting[0]?.device ?? "")).kind, "done");
    const enter = page.getByRole("button", { name: wordsIn("en").guest.enter });
    await enter.waitFor();
    assert.equal(tries, 1);
    await enter.click();
    await page.waitForURL(`${SETTINGS.video}/**`);
    assert.equal(tries, 2);
    await context.close();
  });
});
