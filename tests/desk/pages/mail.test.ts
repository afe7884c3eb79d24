import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { en } from "../../../desk/pages/words/en.ts";
import { SESSION_COOKIE } from "../../../desk/staff/sessions.ts";
import { until } from "../../services/debian-programs.ts";
import { deskDatabase, SETTINGS } from "../desk-database.ts";
import { MAIL_PASSWORD, mailServer } from "../mail/mail-server.ts";
import { enrolled } from "../people-of-the-desk.ts";
import { CANNOT_SHOW_THE_DESK, deskInBrowser } from "./desk-in-browser.ts";
import { siteOf } from "./visitor.ts";

describe("Mail from the desk's pages", { skip: CANNOT_SHOW_THE_DESK }, () => {
  const database = deskDatabase();
  const browser = deskInBrowser();
  const server = mailServer();

  it("is set up by an admin and sends a link, by keyboard alone, with the link still there after each refusal", async () => {
    const test = await database.open({ mail: server.settings("tls") });
    browser.serve(siteOf(test));
    const { cookie } = await enrolled(test.desk, "ada", ["host", "admin"]);
    const context = await browser.context({ phone: true });
    await context.addCookies([{ name: SESSION_COOKIE, value: cookie, url: SETTINGS.origin, secure: true }]);
    const page = await context.newPage();
    const fill = async (label: string, text: string): Promise<void> => {
      await page.getByLabel(label, { exact: true }).focus();
      await page.keyboard.press("Control+A");
      await page.keyboard.type(text);
    };
    const send = async (): Promise<void> => {
      const answered = page.waitForEvent("load");
      await page.keyboard.press("Enter");
      await answered;
    };
    const problem = (): Promise<string> => page.getByRole("alert").innerText();
    const status = (): Promise<string> => page.locator("#status").innerText();

    await page.goto("/appointments/new");
    await fill(en.newAppointment.label, "AB");
    await page.getByLabel(en.newAppointment.date).fill("2026-11-25");
    await page.getByLabel(en.newAppointment.time).fill("10:00");
    await page.getByLabel(en.newAppointment.minutes).focus();
    await send();
    const address = await page.locator("#address").inputValue();
    assert.match(address, /\/v#[\w-]{43}$/);
    await page.getByLabel(en.mail.language).selectOption("de");
    await fill(en.mail.to, "guest@elm-court.example");
    await send();
    assert.ok((await problem()).includes(en.mail.faults["no-password"]));
    assert.equal(await page.locator("#address").inputValue(), address);

    const second = await context.newPage();
    await second.goto("/mail");
    await second.getByText(en.mail.noPassword).waitFor();
    await second.getByLabel(en.mail.password, { exact: true }).fill(MAIL_PASSWORD);
    await second.getByRole("button", { name: en.mail.passwordButton }).click();
    await second.getByText(en.mail.passwordKept).waitFor();
    assert.ok(!(await second.content()).includes(MAIL_PASSWORD));
    await second.getByLabel(en.mail.to).fill("trial@elm-court.example");
    await second.getByRole("button", { name: en.mail.trialButton }).click();
    await second.getByText(en.mail.trialSent).waitFor();

    await fill(en.mail.to, "nobody@elm-court.example");
    await send();
    assert.ok((await problem()).includes(en.mail.faults.address));
    await fill(en.mail.to, "guest@elm-court.example, b@elm-court.example");
    await send();
    assert.ok((await problem()).includes(en.mail.faults["not-an-address"]));
    assert.equal(await page.locator("#address").inputValue(), address);
    assert.equal(await page.getByLabel(en.mail.language).inputValue(), "de");
    await fill(en.mail.to, "guest@elm-court.example");
    await send();
    assert.equal(await status(), en.mail.sent);
    assert.equal(await page.getByLabel(en.mail.to).inputValue(), "");
    assert.ok(!(await page.content()).includes("guest@elm-court.example"));
    assert.ok(!page.url().includes("elm-court"));
    await until("the mail", async () =>
      (await server.received()).some(
        (mail) => mail.includes("To: guest@elm-court.example\n") && mail.replaceAll("=\n", "").includes(address),
      ),
    );
    await context.close();
  });
});
