import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  appointmentOf,
  letIn,
  makeAppointment,
  moveAppointment,
  replaceLink,
} from "../../../desk/appointments/appointments.ts";
import { GUEST_COOKIE, openLink } from "../../../desk/appointments/links.ts";
import { enterRoom, guestView, waitHere } from "../../../desk/appointments/waiting.ts";
import { giveConsent, withdrawConsent } from "../../../desk/consent/consents.ts";
import { wordsIn } from "../../../desk/pages/words.ts";
import type { Staff } from "../../../desk/staff/roles.ts";
import { CANNOT_RUN_PRIVATE_DEBIAN, deskDatabase, type TestDesk } from "../desk-database.ts";
import { siteOf, visitor } from "../pages/visitor.ts";
import { ADDRESS, personOf, wordIn } from "../people-of-the-desk.ts";

const WORDING = { version: "a".repeat(64), language: "en" } as const;
const MINUTES = 60_000;

describe("A consent", { skip: CANNOT_RUN_PRIVATE_DEBIAN }, () => {
  const database = deskDatabase();
  let test: TestDesk;
  let host: Staff;

  const fresh = async (): Promise<void> => {
    test = await database.open();
    host = await personOf(test.desk, "hana", ["host"]);
  };

  const opened = async (link: string, cookie?: string): Promise<string> => {
    const answer = await openLink(test.desk, link, cookie, ADDRESS, "open");
    assert.equal(answer.kind, "open");
    return answer.cookie;
  };

  const inTenMinutes = (): Date => new Date(test.clock.now().getTime() + 10 * MINUTES);

  /** A meeting in ten minutes whose link somebody opened on a device. */
  const meeting = async (
    label = "AB",
  ): Promise<{ readonly id: string; readonly link: string; readonly cookie: string }> => {
    const planned = { host: host.id, label, startsAt: inTenMinutes(), minutes: 50 };
    const made = await makeAppointment(test.desk, host, planned);
    assert.equal(made.kind, "made");
    const link = wordIn(made.address);
    return { id: made.id, link, cookie: await opened(link) };
  };

  const newLinkTo = async (id: string): Promise<string> => {
    const made = await replaceLink(test.desk, host, id);
    assert.equal(made.kind, "made");
    return wordIn(made.address);
  };

  /** Agrees, waits, is let in and goes in. */
  const goIn = async (id: string, cookie: string): Promise<void> => {
    assert.equal((await giveConsent(test.desk, cookie, WORDING)).kind, "given");
    assert.equal((await waitHere(test.desk, cookie)).kind, "waiting");
    const seen = await appointmentOf(test.desk, host, id);
    assert.ok(seen.kind === "appointment" && seen.appointment.consented);
    assert.equal((await letIn(test.desk, host, seen.appointment.waiting[0]?.device ?? "")).kind, "done");
    assert.equal((await enterRoom(test.desk, cookie)).kind, "enter");
  };

  const viewOf = async (cookie: string): Promise<{ readonly state: string; readonly consented: boolean }> => {
    const view = await guestView(test.desk, cookie);
    assert.equal(view.kind, "guest");
    return { state: view.state, consented: view.consented };
  };

  const orders = async (): Promise<readonly string[]> =>
    (await test.administrator<{ why: string }[]>`SELECT why FROM room_orders`).map(({ why }) => why);

  const consentedAt = async (id: string): Promise<boolean> => {
    const seen = await appointmentOf(test.desk, host, id);
    assert.equal(seen.kind, "appointment");
    return seen.appointment.consented;
  };

  it("is not taken back by whoever has a link that was replaced, and nobody is put out", async () => {
    await fresh();
    const { id, cookie: thief } = await meeting();
    const right = await opened(await newLinkTo(id));
    await goIn(id, right);
    assert.deepEqual(await withdrawConsent(test.desk, thief), { kind: "withdrawn" });
    assert.deepEqual(await viewOf(right), { state: "admitted", consented: true });
    assert.equal((await enterRoom(test.desk, right)).kind, "enter");
    assert.deepEqual(await orders(), []);
    assert.equal((await test.administrator`SELECT FROM consents WHERE withdrawn_at IS NOT NULL`).length, 0);
  });

  it("of the one who has the link now is not seen by the one who had it, nor is the meeting's time", async () => {
    await fresh();
    const { id, cookie: thief } = await meeting();
    const right = await opened(await newLinkTo(id));
    await goIn(id, right);
    const startsAt = new Date(inTenMinutes().getTime() + 5 * MINUTES);
    assert.equal((await moveAppointment(test.desk, host, id, { startsAt, minutes: 80 })).kind, "done");
    assert.deepEqual(await viewOf(thief), { state: "revoked", consented: false });
    const { guest, consent } = wordsIn("en");
    const { text } = await visitor(siteOf(test), { [GUEST_COOKIE]: thief }).get("/v");
    assert.ok(text.includes(guest.revoked));
    for (const told of [startsAt.toISOString(), "<time", consent.withdraw]) assert.ok(!text.includes(told), told);
    // Nor from the page of another meeting on the same device.
    const both = await opened((await meeting("CD")).link, thief);
    const other = await visitor(siteOf(test), { [GUEST_COOKIE]: both }).get("/v");
    assert.equal(other.text.split("<time").length, 2);
    assert.ok(!other.text.includes('action="/v/place"'));
  });

  it("is taken back on its own device also after the link was, and nothing else is shown there", async () => {
    await fresh();
    const { id, cookie: first } = await meeting();
    await goIn(id, first);
    const second = await opened(await newLinkTo(id));
    const { consent } = wordsIn("en");
    const page = await visitor(siteOf(test), { [GUEST_COOKIE]: first }).get("/v");
    assert.ok(page.text.includes(consent.withdraw) && !page.text.includes("<time"));
    // From another meeting's page, a button without the time leads there.
    const both = await opened((await meeting("CD")).link, first);
    const other = await visitor(siteOf(test), { [GUEST_COOKIE]: both }).get("/v");
    assert.match(other.text, new RegExp(`action="/v/place"[^]*${consent.withdraw}`));
    assert.deepEqual(await viewOf(second), { state: "ready", consented: false });
    await goIn(id, second);
    await withdrawConsent(test.desk, first);
    assert.deepEqual(await viewOf(first), { state: "revoked", consented: false });
    assert.deepEqual(await viewOf(second), { state: "admitted", consented: true });
  });

  it("is asked of each device anew, also of one by a new link, and no host is told of another's", async () => {
    await fresh();
    const { id, link, cookie: first } = await meeting();
    await goIn(id, first);
    const second = await opened(link);
    assert.equal((await viewOf(second)).consented, false);
    assert.deepEqual(await waitHere(test.desk, second), { kind: "refused", why: "no-consent" });
    assert.equal(await consentedAt(id), true);
    const third = await opened(await newLinkTo(id));
    assert.equal(await consentedAt(id), false);
    assert.deepEqual(await waitHere(test.desk, third), { kind: "refused", why: "no-consent" });
    assert.equal((await giveConsent(test.desk, third, WORDING)).kind, "given");
    assert.equal(await consentedAt(id), true);
  });

  it("can't be used up by somebody else, who gave and took back twenty", async () => {
    await fresh();
    const { id, cookie: thief } = await meeting();
    for (let round = 0; round < 25; round += 1) {
      await giveConsent(test.desk, thief, WORDING);
      await withdrawConsent(test.desk, thief);
    }
    assert.equal((await test.administrator`SELECT FROM consents`).length, 20);
    await goIn(id, await opened(await newLinkTo(id)));
  });

  it("from before it knew its device counts for each device whose link counts, and is taken back by those alone", async () => {
    await fresh();
    const { id, cookie: thief } = await meeting();
    const link = await newLinkTo(id);
    const [first, second] = [await opened(link), await opened(link)];
    await test.administrator`
      INSERT INTO consents (guest, appointment, kind, version, language)
      SELECT guest, id, 'video', ${WORDING.version}, 'en' FROM appointments WHERE id = ${id}`;
    assert.equal(await consentedAt(id), true);
    assert.equal((await viewOf(thief)).consented, false);
    await goIn(id, first);
    await goIn(id, second);
    await withdrawConsent(test.desk, thief);
    assert.deepEqual(await viewOf(first), { state: "admitted", consented: true });
    await withdrawConsent(test.desk, second);
    for (const cookie of [first, second]) assert.deepEqual(await viewOf(cookie), { state: "ready", consented: false });
    assert.deepEqual(await orders(), ["consent-taken-back", "consent-taken-back"]);
  });

  it("comes before a guest's coming times, which the link alone does not show", async () => {
    await fresh();
    const { id, cookie } = await meeting();
    const seen = await appointmentOf(test.desk, host, id);
    assert.equal(seen.kind, "appointment");
    const later = new Date(inTenMinutes().getTime() + 1440 * MINUTES);
    const { guest } = seen.appointment;
    const planned = { host: host.id, label: "AB", guest: guest.id, startsAt: later, minutes: 30 };
    assert.equal((await makeAppointment(test.desk, host, planned)).kind, "made");
    const coming = async (): Promise<unknown> => {
      const view = await guestView(test.desk, cookie);
      return view.kind === "guest" && view.upcoming;
    };
    assert.deepEqual(await coming(), []);
    await giveConsent(test.desk, cookie, WORDING);
    assert.deepEqual(await coming(), [{ startsAt: later, minutes: 30 }]);
    await withdrawConsent(test.desk, cookie);
    assert.deepEqual(await coming(), []);
  });
});
