import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join as joined } from "node:path";
import { after, before, describe, it } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import { wordsIn } from "../../desk/pages/words.ts";
import { wordsFor } from "../../guard/words.ts";
import { XMPP } from "../../services/prosody.ts";
import { chromiumApart, type ChromiumApart } from "../chromium/apart.ts";
import { codeAt, enrolled, PASSWORD } from "../desk/people-of-the-desk.ts";
import { state } from "../guard/guarded-page.ts";
import { until } from "../services/debian-programs.ts";
import { ENCRYPTS, ENCRYPTS_NOT, join } from "../services/prosody-rooms.ts";
import { participantOver, type XmppSession } from "../services/xmpp-client.ts";
import { CANNOT_RUN_A_PRACTICE, DESK, startPractice, VIDEO, type Practice } from "./practice.ts";
import { WITHOUT_CHROMIUM } from "../chromium/installed.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** To be looked at by people. */
const PICTURES = joined(tmpdir(), "stillroom-link-to-room");
const ZONE = "Europe/Berlin";

describe("From the link to the room, through nginx", { skip: CANNOT_RUN_A_PRACTICE || WITHOUT_CHROMIUM }, () => {
  let practice: Practice;
  let chromium: ChromiumApart;
  before(async () => {
    mkdirSync(PICTURES, { recursive: true });
    practice = await startPractice();
    const here = `127.0.0.1:${practice.https}`;
    chromium = await chromiumApart(
      [practice.https],
      [
        ...["--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
        `--host-resolver-rules=MAP ${DESK}:443 ${here}, MAP ${VIDEO}:443 ${here}, MAP * ~NOTFOUND`,
      ],
    );
  });
  after(async () => {
    await chromium.close();
    await practice.stop();
  });

  const visitor = async (language: string, width: number, height: number): Promise<BrowserContext> => {
    const context = await chromium.browser.newContext({
      baseURL: `https://${DESK}`,
      // The certificate is the test's own.
      ignoreHTTPSErrors: true,
      locale: language,
      timezoneId: ZONE,
      viewport: { width, height },
      permissions: ["camera", "microphone"],
    });
    context.setDefaultTimeout(60_000);
    return context;
  };

  it("brings a guest on a phone into the very room that the host opened, and out again when the host ends it", async () => {
    const en = wordsIn("en");
    const de = wordsIn("de");
    const broken: string[] = [];
    const staff = await visitor("en-GB", 1280, 800);
    const phone = await visitor("de-DE", 360, 640);
    const [desk, guest] = [await staff.newPage(), await phone.newPage()];
    for (const context of [staff, phone]) {
      context.on("page", (page) => page.on("pageerror", (error) => broken.push(error.message)));
      context.on("console", (message) => {
        if (message.type() === "error") broken.push(message.text());
      });
    }
    for (const page of [desk, guest]) page.on("pageerror", (error) => broken.push(error.message));

    // The host signs in and plans.
    const { secret } = await enrolled(practice.desk, "ada", ["host"]);
    await desk.goto("/");
    await looked(desk, "01-sign-in");
    await desk.getByLabel(en.signIn.name).fill("ada");
    await desk.getByLabel(en.signIn.password, { exact: true }).fill(PASSWORD);
    await desk.getByRole("button", { name: en.signIn.goOn }).click();
    // The step of enrolment was used by enrolment.
    await desk.locator("#code").fill(codeAt(secret, new Date(Date.now() + 30_000)));
    await desk.keyboard.press("Enter");
    await desk.waitForURL(/\/(appointments|account\/changes)$/);
    // What changed of an account since its last session is told first.
    if (desk.url().endsWith("/changes")) await desk.getByRole("button", { name: en.changes.known }).click();
    await desk.waitForURL("**/appointments");
    await looked(desk, "02-appointments");
    await desk.getByRole("link", { name: en.appointments.make }).click();
    const [date, time] = shownIn(ZONE, new Date(Date.now() + 600_000));
    await desk.getByLabel(en.newAppointment.label).fill("AB");
    await desk.getByLabel(en.newAppointment.date).fill(date);
    await desk.getByLabel(en.newAppointment.time, { exact: true }).fill(time);
    await looked(desk, "03-plan");
    await desk.getByRole("button", { name: en.newAppointment.make }).click();
    const address = await desk.getByLabel(en.link.address).inputValue();
    await looked(desk, "04-link");

    // The guest opens the link, tries the camera, agrees and waits.
    const answer = await guest.goto(address);
    assert.match(answer?.headers()["content-security-policy"] ?? "", /^default-src 'none'/);
    await looked(guest, "05-welcome");
    await guest.getByRole("button", { name: de.guest.open }).click();
    await guest.getByRole("heading", { name: de.guest.titles.ready }).waitFor();
    await looked(guest, "06-ready");
    await guest.getByRole("button", { name: de.equipment.start }).click();
    await guest.getByText(de.equipment.heard).waitFor();
    await showsPicture(guest);
    await looked(guest, "07-camera");
    await guest.getByRole("button", { name: de.equipment.stop }).click();
    await guest.getByLabel(de.consent.agree).check();
    await guest.getByRole("button", { name: de.consent.give }).click();
    await guest.getByRole("button", { name: de.guest.wait }).waitFor();
    await looked(guest, "08-agreed");
    await guest.getByRole("button", { name: de.guest.wait }).click();
    await guest.getByRole("heading", { name: de.guest.titles.waiting }).waitFor();
    await looked(guest, "09-waiting");

    // The host opens the room in a window of its own, and is there with the token of the address.
    await desk.goto("/appointments");
    await desk.getByRole("button", { name: en.appointments.letIn("AB") }).waitFor();
    await looked(desk, "10-somebody-waits");
    await desk.locator("#waiting").getByRole("button", { name: en.appointments.open }).click();
    await desk.getByRole("link", { name: en.room.enter }).waitFor();
    await looked(desk, "11-room-open");
    const opens = staff.waitForEvent("page");
    await desk.getByRole("link", { name: en.room.enter }).click();
    const room = await opens;
    await state(room, "outside");
    await looked(room, "12-host-before-the-call");
    const name = new URL(room.url()).pathname.slice(1);
    const place = `${name}@${XMPP.rooms}`;
    await practice.openFor(name);
    const host = await signalling(room);
    join(host, `${place}/host`, ENCRYPTS);
    assert.match(await host.take(`from="${place}/host"`, 'code="110"'), /role=.moderator./);
    await room.evaluate("standIn.join()");
    await state(room, "on");
    await looked(room, "13-host-in-the-call");

    // The host lets the guest in; the guest's page goes on by itself.
    await desk.getByRole("link", { name: en.room.back }).click();
    await desk.getByRole("button", { name: en.appointments.letIn("AB") }).click();
    await desk.getByText(en.done["let-in"]).waitFor();
    await guest.waitForURL(`https://${VIDEO}/**`);
    assert.equal(new URL(guest.url()).pathname, `/${name}`);
    await state(guest, "outside");
    await looked(guest, "14-guest-before-the-call");

    // The token of the address opens this room and no other, to a participant who has to encrypt.
    const own = await signalling(guest);
    join(own, `other-${name}@${XMPP.rooms}/guest`, ENCRYPTS);
    assert.match(await own.take(`other-${name}@${XMPP.rooms}/guest`, 'type="error"'), /not-allowed/);
    join(own, `${place}/guest`, ENCRYPTS_NOT);
    assert.match(await own.take(`from="${place}/guest"`, 'code="110"'), /role=.participant./);

    // The lock says what is: the other's presence, as Prosody hands it on, is what Jitsi would tell the guard.
    const bring = async (page: Page, session: XmppSession, nick: string): Promise<void> => {
      const presence = await session.take(`from="${place}/${nick}"`, "jitsi_participant_e2ee.enabled");
      await page.evaluate(`standIn.participant("${nick}", ${String(presence.includes(ENCRYPTS))})`);
    };
    await bring(room, host, "guest");
    await state(room, "somebody-unencrypted");
    await looked(room, "15-host-while-the-guest-is-in-clear");
    await guest.evaluate("standIn.moods.waitingForKeys = true; standIn.join()");
    await bring(guest, own, "host");
    await state(guest, "preparing");
    await looked(guest, "16-guest-preparing");
    await guest.evaluate("standIn.keysArrive()");
    await state(guest, "on");
    own.send(`<presence xmlns="jabber:client" to="${place}/guest">${ENCRYPTS}</presence>`);
    await bring(room, host, "guest");
    await state(room, "on");

    // By keys alone: the camera, and what the lock has to say.
    await guest.locator("#camera").focus();
    await guest.keyboard.press("Enter");
    await guest.locator("#camera[aria-pressed=true]").waitFor();
    await tabTo(guest, "#call-guard summary");
    await guest.keyboard.press("Enter");
    await guest.locator("#call-guard-details").waitFor();
    await looked(guest, "17-guest-details");
    await guest.keyboard.press("Escape");
    await looked(guest, "18-guest-in-the-call");

    // The host ends it: both are out of the room, each is told why, and neither the token nor the link opens anything.
    await desk.goto("/appointments");
    await desk.getByRole("link", { name: "AB" }).first().click();
    await desk.getByText(en.appointment.end).first().click();
    await looked(desk, "19-end");
    await desk.getByRole("button", { name: en.appointment.end }).click();
    await desk.getByText(en.done.ended).waitFor();
    const removed = /<reason>([^<]+)<\/reason>/.exec(
      await own.take(`from="${place}/guest"`, 'code="307"', 'code="110"'),
    )?.[1];
    assert.match(removed ?? "", /^room-ended: /);
    await host.take(`from="${place}/host"`, 'code="307"', 'code="110"');
    await guest.evaluate(`standIn.kicked(${JSON.stringify(removed)})`);
    await guest.locator("#call-guard-page").waitFor();
    assert.equal(await guest.locator("h1").textContent(), wordsFor(["de"]).refusals["room-ended"].title);
    await looked(guest, "20-guest-afterwards");
    // That page connects to nothing any more; the token is tried from the other one.
    await assert.rejects(signalling(guest), /no connection/);
    const late = await signalling(room, await addressSeen(guest));
    join(late, `${place}/late`, ENCRYPTS);
    assert.match(await late.take(`from="${place}/late"`, 'type="error"'), /room-ended: /);
    // This device opened it before, so it is opened at once.
    await guest.goto(address);
    await guest
      .getByText(de.guest.closed.over)
      .or(guest.getByRole("heading", { name: de.guest.titles.over }))
      .first()
      .waitFor();
    await looked(guest, "21-link-afterwards");
    // A browser tells of two things: the line that the page in place of the call may not open, and the dead link's status.
    assert.deepEqual(
      broken.filter((said) => !/xmpp-websocket|status of 410/.test(said)),
      [],
    );
    await Promise.all([staff.close(), phone.close()]);
  });
});

/** A picture for people; what axe finds, in a call in what is ours; and that nothing is wider than the screen. */
async function looked(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: joined(PICTURES, `${name}.png`), fullPage: true });
  await page.evaluate(`typeof axe === "undefined" && (() => { ${AXE} })()`);
  const faults = await page.evaluate<
    readonly string[]
  >(`axe.run(document.getElementById("call-guard") ?? document, { runOnly: ${JSON.stringify(TAGS)} })
    .then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" ")))`);
  assert.deepEqual(faults, [], name);
  const wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
  assert.equal(wide, 0, `${name} is too wide`);
}

/** Waits until the camera's picture on a page is no black. */
async function showsPicture(page: Page): Promise<void> {
  const bright = `(() => {
    const context = document.createElement("canvas").getContext("2d");
    context.drawImage(document.querySelector("video"), 0, 0, 16, 12);
    return context.getImageData(0, 0, 16, 12).data.some((value, index) => index % 4 !== 3 && value > 60);
  })()`;
  await until("the camera's picture", () => page.evaluate<boolean>(bright));
}

/**
 * A session with Prosody as lib-jitsi-meet begins it: from the room's own page, under its content security policy, through nginx, with the token of
 * the address that the guard let Jitsi see (lib-jitsi-meet modules/xmpp/xmpp.js: `?room=…&token=…`).
 */
async function signalling(page: Page, address?: string): Promise<XmppSession> {
  const seen = new URL(address ?? (await addressSeen(page)));
  const token = /^#jwt=%22([\w.-]+)%22$/.exec(seen.hash)?.[1];
  assert.ok(token !== undefined, `no token in ${seen.hash}`);
  const takers: ((text: string) => void)[] = [];
  const name = `stanza${Math.random().toString(36).slice(2)}`;
  await page.exposeFunction(name, (text: string) => {
    for (const take of takers) take(text);
  });
  const url = `wss://${VIDEO}/xmpp-websocket?room=${seen.pathname.slice(1)}&token=${token}`;
  await page.evaluate(`new Promise((resolve, reject) => {
    const socket = window.${name}Socket = new WebSocket(${JSON.stringify(url)}, "xmpp");
    socket.onmessage = ({ data }) => window.${name}(data);
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error("no connection"));
  })`);
  return participantOver(
    {
      send: (text) => void page.evaluate(`window.${name}Socket.send(${JSON.stringify(text)})`),
      close: () => void page.evaluate(`window.${name}Socket.close()`),
      listen: (take) => takers.push(take),
    },
    XMPP.domain,
  );
}

const addressSeen = (page: Page): Promise<string> => page.evaluate<string>("standIn.addressSeen");

/** Presses Tab until the element has the focus, as somebody does who has no mouse. */
async function tabTo(page: Page, selector: string): Promise<void> {
  const has = `document.activeElement?.matches(${JSON.stringify(selector)}) === true`;
  for (let presses = 0; presses < 40; presses += 1) {
    if (await page.evaluate<boolean>(has)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`${selector} is never reached by the keyboard`);
}

/** Day and time as fields of a form take them. */
function shownIn(zone: string, at: Date): readonly [date: string, time: string] {
  const [date = "", time = ""] = at.toLocaleString("sv-SE", { timeZone: zone }).split(" ");
  return [date, time.slice(0, 5)];
}
