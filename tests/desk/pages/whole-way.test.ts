import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, it } from "node:test";
import type { Page } from "playwright-core";
import type { MailServer } from "../../../desk/settings.ts";
import { wordsIn } from "../../../desk/pages/words.ts";
import { deskDatabase, SETTINGS } from "../desk-database.ts";
import { codeAt, enrolled, invitedLink, PASSWORD } from "../people-of-the-desk.ts";
import { CANNOT_SHOW_THE_DESK, deskInBrowser, withPasskeys } from "./desk-in-browser.ts";
import { scenesOf, show } from "./scenes.ts";
import { siteOf } from "./visitor.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Nobody answers there. */
const MAIL: MailServer = {
  ...{ server: "nobody.invalid", port: 465, encryption: "tls" },
  ...{ from: "rooms@quiet-harbour.example", user: "rooms" },
};

describe("The desk in a browser", { skip: CANNOT_SHOW_THE_DESK }, () => {
  const database = deskDatabase();
  const browser = deskInBrowser();
  const en = wordsIn("en");

  it("takes a host and a guest the whole way, from enrolment to a link that is dead", async () => {
    const test = await database.open();
    browser.serve(siteOf(test));
    const staff = await browser.context();
    const desk = await staff.newPage();
    await withPasskeys(desk);

    // Enrolment with a passkey signs in.
    await desk.goto(`/enrol#${await invitedLink(test.desk, "ada", ["host", "admin"])}`);
    assert.equal(await desk.evaluate("location.hash"), "", "the link is gone from the address line");
    await desk.getByRole("button", { name: en.enrolment.begin }).click();
    await desk.getByLabel(en.enrolment.password).fill("short");
    await desk.getByRole("button", { name: en.enrolment.passwordButton }).click();
    await desk.locator("#problems:focus").waitFor();
    await desk.getByLabel(en.enrolment.password).fill(PASSWORD);
    await desk.getByRole("button", { name: en.enrolment.passwordButton }).click();
    await desk.getByRole("button", { name: en.enrolment.passkeyButton }).click();
    await desk.waitForURL("**/appointments");

    // Out, and in again with password and passkey.
    await desk.getByRole("button", { name: en.frame.signOut("ada") }).click();
    await desk.getByText(en.signIn.signedOut).waitFor();
    await desk.getByLabel(en.signIn.name).fill("ada");
    await desk.getByLabel(en.signIn.password, { exact: true }).fill(PASSWORD);
    await desk.getByRole("button", { name: en.signIn.goOn }).click();
    await desk.getByRole("button", { name: en.secondStep.passkeyButton }).click();
    await desk.waitForURL("**/appointments");

    // An appointment in ten minutes, as the clock in Berlin shows it.
    await desk.getByRole("link", { name: en.appointments.make }).click();
    await desk.getByLabel(en.newAppointment.label).fill("AB");
    await desk.getByLabel(en.newAppointment.date).fill("2026-11-24");
    await desk.getByLabel(en.newAppointment.time, { exact: true }).fill("10:10");
    await desk.getByRole("button", { name: en.newAppointment.make }).click();
    const address = await desk.getByLabel(en.link.address).inputValue();
    assert.match(address, /^https:\/\/desk\.quiet-harbour\.example\/v#[\w-]{43}$/);
    await desk.getByRole("button", { name: en.link.copy }).click();
    await desk.getByText(en.link.copied).waitFor();
    assert.equal(await desk.evaluate("navigator.clipboard.readText()"), address);
    const download = desk.waitForEvent("download");
    await desk.getByRole("link", { name: en.link.calendar }).click();
    const calendar = readFileSync(await (await download).path(), "utf8");
    assert.match(calendar, /SUMMARY:Quiet Harbour\r\n/);
    assert.match(calendar, /DTSTART:20261124T091000Z\r\n/);
    assert.ok(!calendar.includes("AB\r\n"));

    // The guest, on a phone: nothing is opened before the button.
    const phone = await browser.context({ phone: true, language: "de-DE" });
    const guest = await phone.newPage();
    const de = wordsIn("de");
    await guest.goto(address);
    assert.equal((await test.administrator`SELECT FROM devices`).length, 0);
    await guest.getByRole("button", { name: de.guest.open }).click();
    await guest.getByRole("heading", { name: de.guest.titles.ready }).waitFor();
    await guest.getByText("10:10–11:00").first().waitFor();

    // Camera and microphone, on this device alone.
    const sent: string[] = [];
    guest.on("request", (request) => {
      if (request.method() !== "GET" || !request.url().endsWith("/v/state")) sent.push(request.url());
    });
    await guest.getByRole("button", { name: de.equipment.start }).click();
    await guest.getByText(de.equipment.heard).waitFor();
    assert.equal(await guest.evaluate("document.querySelector('video').videoWidth > 0"), true);
    await guest.getByRole("button", { name: de.equipment.stop }).click();
    await guest.getByText(de.equipment.stopped).waitFor();
    assert.equal(await guest.evaluate("document.querySelector('video').srcObject"), null);
    assert.deepEqual(sent, []);

    // Without consent there is no waiting.
    assert.equal(await guest.getByRole("button", { name: de.guest.wait }).count(), 0);
    await guest.getByRole("button", { name: de.consent.give }).click();
    await guest.locator("#problems:focus").waitFor();
    await guest.getByLabel(de.consent.agree).check();
    await guest.getByRole("button", { name: de.consent.give }).click();
    await guest.getByRole("button", { name: de.guest.wait }).click();
    await guest.getByRole("heading", { name: de.guest.titles.waiting }).waitFor();
    await guest.reload();
    await guest.getByText(de.guest.waiting).waitFor();
    const [consent] = await test.administrator<
      { version: string; language: string }[]
    >`SELECT version, language FROM consents`;
    assert.match(consent?.version ?? "", /^[0-9a-f]{64}$/);
    assert.equal(consent?.language, "de");

    // The host's list shows the guest by itself; the room is opened, and the guest let in.
    await desk.getByRole("link", { name: en.link.goOn }).click();
    await desk.getByRole("link", { name: en.frame.ways.appointments, exact: true }).click();
    await desk.getByRole("button", { name: en.appointments.letIn("AB") }).waitFor();
    await desk.locator("#waiting").getByRole("button", { name: en.appointments.open }).click();
    const window = staff.waitForEvent("page");
    await desk.getByRole("link", { name: en.room.enter }).click();
    const room = await window;
    await room.waitForURL(`${SETTINGS.video}/**`);
    assert.equal(claimsIn(room.url()).context.user.moderator, true);
    await desk.getByRole("link", { name: en.room.back }).click();
    await desk.getByRole("button", { name: en.appointments.letIn("AB") }).click();
    await desk.getByText(en.done["let-in"]).waitFor();

    // The guest's page goes on by itself, with a token of its own for the same room.
    await guest.waitForURL(`${SETTINGS.video}/**`);
    const claims = claimsIn(guest.url());
    assert.equal(claims.context.user.moderator, false);
    assert.equal(claims.context.user.admitted, true);
    assert.equal(claims.room, claimsIn(room.url()).room);
    assert.equal(claims.exp - claims.iat, 600);

    // Back from the room, and the consent taken back: no way in any more.
    await guest.goto(`${SETTINGS.origin}/v`);
    await guest.getByRole("button", { name: de.guest.enter }).waitFor();
    await guest.getByText(de.consent.withdraw).first().click();
    await guest.getByRole("button", { name: de.consent.withdraw }).click();
    await guest.getByText(de.consent.withdrawn).waitFor();
    await guest.getByRole("button", { name: de.consent.give }).waitFor();
    assert.equal((await test.administrator`SELECT FROM consents WHERE withdrawn_at IS NULL`).length, 0);

    // The host ends it: the page says so by itself, and the link is dead.
    await desk.getByRole("link", { name: "AB" }).first().click();
    await desk.getByText(en.appointment.end).first().click();
    await desk.getByRole("button", { name: en.appointment.end }).click();
    await desk.getByText(en.done.ended).waitFor();
    await guest.getByRole("heading", { name: de.guest.titles.over }).waitFor();
    const other = await (await browser.context()).newPage();
    await other.goto(address);
    await other.getByRole("button", { name: en.guest.open }).click();
    await other.getByText(en.guest.closed.over).waitFor();
    await Promise.all([staff.close(), phone.close(), other.context().close()]);
  });

  it("lets somebody enrol with an app, add a passkey, and change the password, with the keyboard alone", async () => {
    const test = await database.open();
    browser.serve(siteOf(test));
    const staff = await browser.context();
    const desk = await staff.newPage();
    await withPasskeys(desk);
    const press = async (selector: string): Promise<void> => {
      await tabTo(desk, selector);
      await desk.keyboard.press("Enter");
    };
    const type = async (selector: string, text: string): Promise<void> => {
      await tabTo(desk, selector);
      await desk.keyboard.type(text);
    };
    const secretOnPage = async (): Promise<string> => (await desk.locator(".secret").innerText()).replaceAll(" ", "");

    await desk.goto(`/enrol#${await invitedLink(test.desk, "ada", ["host"])}`);
    await press("#opening button");
    await type("#password", "Quiet-Harbour-ada");
    await desk.keyboard.press("Enter");
    await desk.getByText(en.refusals["is-name"]).first().waitFor();
    await type("#password", PASSWORD);
    await desk.keyboard.press("Enter");
    await desk.waitForURL("**/enrol/factor");
    const secret = await secretOnPage();
    await type("#code", codeAt(secret, new Date(test.desk.now().getTime() - 3_600_000)));
    await desk.keyboard.press("Enter");
    await desk.locator("#problems:focus").waitFor();
    assert.equal(await secretOnPage(), secret, "the app that was scanned goes on to count");
    await type("#code", codeAt(secret, test.desk.now()));
    await desk.keyboard.press("Enter");
    await desk.waitForURL("**/appointments");

    // Six minutes later the second step is asked for once more.
    test.clock.pass(360);
    await press("nav a[href='/account']");
    await desk.getByText(en.account.only).waitFor();
    await press("a[href='/account/passkey']");
    await desk.getByText(en.confirm.text).waitFor();
    await type("#code", codeAt(secret, test.desk.now()));
    await desk.keyboard.press("Enter");
    await desk.getByText(en.account.said.confirmed).waitFor();
    await press("a[href='/account/passkey']");
    await press("form[action='/account/passkey'] button");
    await desk.getByText(en.account.said.passkey).waitFor();
    await press("a[href='/account/password']");
    await type("#current", PASSWORD);
    await type("#password", "twelve grey herons");
    await desk.keyboard.press("Enter");
    await desk.getByText(en.account.said.password).waitFor();
    await desk.locator("form[action='/account/app/remove']").waitFor({ state: "attached" });
    await press("details:has(form[action='/account/app/remove']) summary");
    await press("form[action='/account/app/remove'] button");
    await desk.getByText(en.account.said.removed).waitFor();

    // The next sign-in, with the new password and the passkey, tells what changed.
    test.clock.pass(60);
    await press("form[action='/sign-out'] button");
    await type("#name", "ada");
    await type("#password", "twelve grey herons");
    await desk.keyboard.press("Enter");
    await press("form[action='/second-step/passkey'] button");
    await desk.waitForURL("**/account/changes");
    assert.equal(await desk.locator("main li").count(), 3);
    await press("form[action='/account/changes'] button");
    await desk.waitForURL("**/appointments");
    await staff.close();
  });

  it("can be used with the keyboard alone, by a host and by a guest", async () => {
    const test = await database.open();
    browser.serve(siteOf(test));
    const { secret } = await enrolled(test.desk, "ada", ["host"]);
    test.clock.pass(60);
    const staff = await browser.context();
    const desk = await staff.newPage();
    await desk.goto("/");
    await tabTo(desk, "#name");
    await desk.keyboard.type("ada");
    await tabTo(desk, "#password");
    await desk.keyboard.type(PASSWORD);
    await desk.keyboard.press("Enter");
    await desk.waitForURL("**/second-step");
    await tabTo(desk, "#code");
    await desk.keyboard.type(codeAt(secret, test.desk.now()));
    await desk.keyboard.press("Enter");
    await desk.waitForURL("**/appointments");
    await tabTo(desk, "a[href='/appointments/new']");
    await desk.keyboard.press("Enter");
    await tabTo(desk, "#label");
    await desk.keyboard.type("AB");
    // What a browser's own fields for day and time take by key differs from language to language.
    await desk.locator("#date").fill("2026-11-24");
    await desk.locator("#time").fill("10:10");
    await tabTo(desk, "#minutes");
    await desk.keyboard.press("Enter");
    const address = await desk.getByLabel(en.link.address).inputValue();

    const phone = await browser.context({ phone: true });
    const guest = await phone.newPage();
    await guest.goto(address);
    await tabTo(guest, "#opening button");
    await guest.keyboard.press("Enter");
    await tabTo(guest, "#try");
    await guest.keyboard.press("Enter");
    await guest.getByText(en.equipment.heard).waitFor();
    await guest.locator("#stop:focus").waitFor();
    await guest.keyboard.press("Enter");
    await guest.locator("#try:focus").waitFor();
    await tabTo(guest, "#agreed");
    await guest.keyboard.press("Space");
    await tabTo(guest, "form[action='/v/consent'] button");
    await guest.keyboard.press("Enter");
    await tabTo(guest, "#wait");
    await guest.keyboard.press("Enter");
    await guest.getByText(en.guest.waiting).waitFor();

    await desk.goto("/appointments");
    await tabTo(desk, "#waiting form[action$='/open'] button");
    await desk.keyboard.press("Enter");
    await desk.getByRole("link", { name: en.room.enter }).waitFor();
    await desk.locator("#enter:focus").waitFor();
    await desk.goto("/appointments");
    await tabTo(desk, "[id^=let-in]");
    await desk.keyboard.press("Enter");
    await guest.waitForURL(`${SETTINGS.video}/**`);
    await Promise.all([staff.close(), phone.close()]);
  });

  it("says what to do when camera and microphone are refused", async () => {
    const test = await database.open();
    browser.serve(siteOf(test));
    const context = await browser.context();
    await context.addInitScript(
      "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', globalThis.refusal ?? 'NotAllowedError'));",
    );
    const scene = (await scenesOf(test)).find(({ name }) => name === "guest-ready");
    assert.ok(scene);
    const page = await show(context, scene);
    const refusals = [
      ["NotAllowedError", en.equipment.denied],
      ["NotFoundError", en.equipment.missing],
      ["NotReadableError", en.equipment.busy],
      ["TypeError", en.equipment.failed],
    ] as const;
    for (const [name, words] of refusals) {
      await page.evaluate(`globalThis.refusal = ${JSON.stringify(name)}`);
      await page.getByRole("button", { name: en.equipment.start }).click();
      await page.getByText(words).waitFor();
    }
    await context.close();
  });

  for (const [language, besides] of [
    ["en", "dark"],
    // German words are the longest. 1280 pixels at 400 %: WCAG 2.2, 1.4.10.
    ["de", "320 pixels"],
    ["fr", undefined],
    ["es", undefined],
  ] as const) {
    const looks = besides === undefined ? "" : ` and ${besides}`;
    it(`has no fault that axe finds, and no page too wide, in ${language}${looks}`, async () => {
      const test = await database.open({ mail: MAIL });
      browser.serve(siteOf(test));
      const context = await browser.context({ language });
      for (const scene of await scenesOf(test)) {
        await test.administrator`UPDATE staff SET language = ${language}`;
        const page = await show(context, scene);
        assert.equal(await page.getAttribute("html", "lang"), language, scene.name);
        await page.evaluate(AXE);
        await isFaultless(page, scene.name);
        // The same page once more, since making it takes longest.
        if (besides === "dark") await page.emulateMedia({ colorScheme: "dark" });
        if (besides === "320 pixels") await page.setViewportSize({ width: 320, height: 800 });
        if (besides !== undefined) await isFaultless(page, `${scene.name}, ${besides}`);
        await page.close();
      }
      await context.close();
    });
  }
});

async function isFaultless(page: Page, what: string): Promise<void> {
  const faults = await page.evaluate<readonly string[]>(`axe.run(document, { runOnly: ${JSON.stringify(TAGS)} })
    .then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" ")))`);
  assert.deepEqual(faults, [], what);
  const wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
  assert.equal(wide, 0, `${what} is too wide`);
}

/** What axe-core calls the rules of WCAG 2.2, levels A and AA, and its own advice. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

interface Claims {
  readonly room: string;
  readonly iat: number;
  readonly exp: number;
  readonly context: { readonly user: { readonly moderator: boolean; readonly admitted?: boolean } };
}

/** What the token in a room's address says; its signature is for other tests. */
function claimsIn(address: string): Claims {
  const token = /#jwt=%22[\w-]+\.([\w-]+)\.[\w-]+%22$/.exec(address)?.[1];
  assert.ok(token !== undefined, `no token in ${address}`);
  // Made by the desk under test; a claim that is not there fails where it is asked for.
  return JSON.parse(Buffer.from(token, "base64url").toString()) as Claims;
}

/** Presses Tab until the element has the focus, as somebody does who has no mouse. */
async function tabTo(page: Page, selector: string): Promise<void> {
  await page.waitForSelector(selector);
  const has = `document.activeElement?.matches(${JSON.stringify(selector)}) === true`;
  for (let presses = 0; presses < 80; presses += 1) {
    if (await page.evaluate<boolean>(has)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`${selector} is never reached by the keyboard`);
}
