import assert from "node:assert/strict";
import type { BrowserContext, Page } from "playwright-core";
import { makeAppointment, openRoom } from "../../../desk/appointments/appointments.ts";
import { GUEST_COOKIE, openLink } from "../../../desk/appointments/links.ts";
import { waitHere } from "../../../desk/appointments/waiting.ts";
import { CHANGES, noteChange } from "../../../desk/staff/changes.ts";
import { setPassword } from "../../../desk/mail/password.ts";
import { choosePassword, ENROLMENT_COOKIE, openEnrolment } from "../../../desk/staff/enrolment.ts";
import { signInWithPassword } from "../../../desk/staff/sign-in.ts";
import { beginSession, SESSION_COOKIE } from "../../../desk/staff/sessions.ts";
import { SETTINGS, START, type TestDesk } from "../desk-database.ts";
import { ADDRESS, enrolled, invitedLink, PASSWORD, wordIn, type Enrolled } from "../people-of-the-desk.ts";

/** One state of one page: how it comes to be, and how it is reached. */
export interface Scene {
  readonly name: string;
  readonly cookies?: Readonly<Record<string, string>>;
  /** What changes in the database before. */
  readonly prepare?: () => Promise<unknown>;
  readonly open: (page: Page) => Promise<unknown>;
}

/** Every page in every state, on one desk. Guests' scenes come in the order in which a guest meets them. */
export async function scenesOf({ desk, administrator: sql }: TestDesk): Promise<readonly Scene[]> {
  const ada = await enrolled(desk, "ada", ["host", "admin", "support"]);
  const eva = await enrolled(desk, "eva", ["admin"]);
  // Further sessions of ada's; eva's second step was a while ago, and her keys changed before she signed in.
  await beginSession(sql, ada.staff.id, true, START);
  const hour = new Date(START.getTime() - 3_600_000);
  await sql`UPDATE sessions SET factor_at = ${hour} WHERE staff = ${eva.staff.id}`;
  for (const change of CHANGES) await noteChange(sql, eva.staff.id, change, hour);
  const bo = await enrolled(desk, "bo", ["assistant"]);
  const invited = await invitedLink(desk, "cleo", ["host"]);
  await invitedLink(desk, "dan", ["support"]);
  const staff = (person: Enrolled) => ({ [SESSION_COOKIE]: person.cookie });
  const at = (hours: number): Date => new Date(START.getTime() + hours * 3_600_000);
  const made = async (label: string, hours: number) => {
    const planned = { host: ada.staff.id, label, startsAt: at(hours), minutes: 50 };
    const asked = await makeAppointment(desk, ada.staff, planned);
    const answer =
      asked.kind === "label-known"
        ? await makeAppointment(desk, ada.staff, { ...planned, guest: asked.guest.id })
        : asked;
    assert.equal(answer.kind, "made");
    return { id: answer.id, link: wordIn(answer.address) };
  };
  const guest = await made("AB", 0.25);
  const next = await made("AB", 7 * 24);
  await made("Q7", 2);
  const soon = await made("XY", 0.5);
  const opened = await openLink(desk, guest.link, undefined, ADDRESS);
  assert.equal(opened.kind, "open");
  const guestCookies = { [GUEST_COOKIE]: opened.cookie };
  const both = await openLink(desk, soon.link, opened.cookie, ADDRESS, "open");
  assert.equal(both.kind, "open");
  const enrolment = await openEnrolment(desk, invited, ADDRESS);
  assert.equal(enrolment.kind, "open");
  const enrolmentCookies = { [ENROLMENT_COOKIE]: enrolment.cookie };
  const half = await signInWithPassword(desk, { name: "ada", password: PASSWORD, address: ADDRESS });
  assert.equal(half.kind, "half");
  const to = (path: string) => (page: Page) => page.goto(path);
  const consent = async (): Promise<void> => {
    const [row] = await sql<{ guest: string }[]>`SELECT guest FROM appointments WHERE id = ${guest.id}`;
    await sql`INSERT INTO consents (guest, appointment, kind, version, language)
      VALUES (${row?.guest ?? null}, ${guest.id}, 'video', ${"0".repeat(64)}, 'en')`;
  };
  const state = (word: string) => async (): Promise<void> => {
    await sql`UPDATE appointments SET state = ${word} WHERE id = ${guest.id}`;
  };

  return [
    { name: "sign-in", open: to("/") },
    {
      name: "sign-in-empty",
      open: async (page) => {
        await page.goto("/");
        await page.click("main form button:not([data-shows])");
        await page.waitForSelector("#problems");
      },
    },
    { name: "second-step", cookies: { [SESSION_COOKIE]: half.cookie }, open: to("/second-step") },
    { name: "not-found", open: to("/nothing/here") },
    { name: "enrol-no-link", open: to("/enrol") },
    { name: "enrol-link", open: to(`/enrol#${"a".repeat(43)}`) },
    { name: "enrol-password", cookies: enrolmentCookies, open: to("/enrol/password") },
    {
      name: "enrol-factor",
      cookies: enrolmentCookies,
      prepare: () => choosePassword(desk, enrolment.cookie, PASSWORD),
      open: to("/enrol/factor"),
    },
    { name: "guest-no-link", open: to("/v") },
    { name: "guest-welcome", open: to(`/v#${guest.link}`) },
    {
      name: "guest-unknown-link",
      open: async (page) => {
        await page.goto(`/v#${"b".repeat(43)}`);
        await page.click("#opening button");
        await page.waitForSelector("#closed", { state: "attached" });
      },
    },
    {
      name: "guest-too-early",
      open: async (page) => {
        await page.goto(`/v#${next.link}`);
        await page.click("#opening button");
        await page.waitForSelector("#closed", { state: "attached" });
      },
    },
    {
      name: "guest-other-meeting",
      cookies: guestCookies,
      open: async (page) => {
        await page.goto(`/v#${(await made("Z9", 0.25)).link}`);
        await page.waitForSelector("input[name='other']", { state: "attached" });
      },
    },
    { name: "guest-two-meetings", cookies: { [GUEST_COOKIE]: both.cookie }, open: to("/v") },
    { name: "guest-ready", cookies: guestCookies, open: to("/v") },
    {
      name: "guest-equipment",
      cookies: guestCookies,
      open: async (page) => {
        await page.goto("/v");
        await page.click("#try");
        await page.waitForSelector("#trial:not([hidden])");
      },
    },
    {
      name: "guest-not-agreed",
      cookies: guestCookies,
      open: async (page) => {
        await page.goto("/v");
        await page.click("form[action='/v/consent'] button");
        await page.waitForSelector("#problems");
      },
    },
    { name: "guest-consented", cookies: guestCookies, prepare: consent, open: to("/v") },
    { name: "guest-waiting", cookies: guestCookies, prepare: () => waitHere(desk, opened.cookie), open: to("/v") },
    { name: "appointments-waiting", cookies: staff(ada), open: to("/appointments") },
    { name: "appointments-assistant", cookies: staff(bo), open: to("/appointments") },
    { name: "appointment", cookies: staff(ada), open: to(`/appointments/${guest.id}`) },
    { name: "appointment-new", cookies: staff(ada), open: to("/appointments/new") },
    {
      name: "appointment-new-wrong",
      cookies: staff(bo),
      open: async (page) => {
        await page.goto("/appointments/new");
        await page.click("form[action='/appointments'] button");
        await page.waitForSelector("#problems");
      },
    },
    {
      name: "appointment-same-guest",
      cookies: staff(ada),
      open: async (page) => {
        await page.goto("/appointments/new");
        await page.fill("#label", "AB");
        await page.fill("#date", "2026-12-24");
        await page.fill("#time", "10:10");
        await page.click("form[action='/appointments'] button");
        await page.waitForSelector("form input[name='guest']", { state: "attached" });
      },
    },
    {
      name: "appointment-link",
      cookies: staff(ada),
      open: async (page) => {
        await page.goto(`/appointments/${next.id}`);
        await page.click("form[action$='/link'] button");
        await page.waitForSelector("#address");
      },
    },
    {
      name: "appointment-room",
      cookies: staff(ada),
      open: async (page) => {
        await page.goto(`/appointments/${guest.id}`);
        await page.click("form[action$='/open'] button");
        await page.waitForSelector("#enter");
      },
    },
    { name: "people", cookies: staff(ada), open: to("/people") },
    {
      name: "people-wrong",
      cookies: staff(ada),
      open: async (page) => {
        await page.goto("/people");
        await page.click("form[action='/people'] button");
        await page.waitForSelector("#problems");
      },
    },
    { name: "people-unconfirmed", cookies: staff(eva), open: to("/people") },
    { name: "account", cookies: staff(ada), open: to("/account") },
    { name: "account-password", cookies: staff(ada), open: to("/account/password") },
    {
      name: "account-password-wrong",
      cookies: staff(ada),
      open: async (page) => {
        await page.goto("/account/password");
        await page.fill("#current", "not the password");
        await page.fill("#password", PASSWORD);
        await page.click("form[action='/account/password'] button:not([data-shows])");
        await page.waitForSelector("#problems");
      },
    },
    { name: "account-passkey", cookies: staff(ada), open: to("/account/passkey") },
    { name: "account-app", cookies: staff(ada), open: to("/account/app") },
    { name: "account-confirm", cookies: staff(eva), open: to("/account/password") },
    { name: "account-changes", cookies: staff(eva), open: to("/account/changes") },
    { name: "mail-no-password", cookies: staff(ada), open: to("/mail") },
    {
      name: "mail-password-missing",
      cookies: staff(ada),
      open: async (page) => {
        await page.goto("/mail");
        await page.click("form[action='/mail/password'] button");
        await page.waitForSelector("#problems");
      },
    },
    {
      name: "mail",
      cookies: staff(ada),
      prepare: () => setPassword(desk, ada.staff, "seven blue doors"),
      open: to("/mail"),
    },
    {
      name: "appointment-link-not-mailed",
      cookies: staff(ada),
      open: async (page) => {
        await page.goto(`/appointments/${next.id}`);
        await page.click("form[action$='/link'] button");
        await page.fill("#to", "guest");
        await page.click("form[action$='/mail'] button");
        await page.waitForSelector("#problems");
      },
    },
    { name: "audit", cookies: staff(ada), open: to("/audit") },
    { name: "counts", cookies: staff(ada), open: to("/counts") },
    {
      name: "guest-admitted",
      cookies: guestCookies,
      prepare: async () => {
        await openRoom(desk, ada.staff, guest.id);
        await sql`UPDATE devices SET admitted_at = ${desk.now()}, waits_since = coalesce(waits_since, ${desk.now()})`;
      },
      open: to("/v"),
    },
    {
      name: "guest-early",
      cookies: guestCookies,
      prepare: () => sql`UPDATE appointments SET starts_at = ${at(5)} WHERE id = ${guest.id}`,
      open: to("/v"),
    },
    {
      name: "guest-over",
      cookies: guestCookies,
      prepare: async () => {
        await sql`UPDATE appointments SET starts_at = ${at(0.25)} WHERE id = ${guest.id}`;
        await state("ended")();
      },
      open: to("/v"),
    },
    { name: "guest-cancelled", cookies: guestCookies, prepare: state("cancelled"), open: to("/v") },
    {
      name: "guest-revoked",
      cookies: guestCookies,
      prepare: async () => {
        await state("planned")();
        await sql`UPDATE links SET revoked_at = ${desk.now()} WHERE appointment = ${guest.id}`;
      },
      open: to("/v"),
    },
  ];
}

/** Opens a scene in a new page of a context, which then knows no cookie but the scene's. */
export async function show(context: BrowserContext, scene: Scene): Promise<Page> {
  await context.clearCookies();
  await context.addCookies(
    Object.entries(scene.cookies ?? {}).map(([name, value]) => ({ name, value, url: SETTINGS.origin, secure: true })),
  );
  await scene.prepare?.();
  const page = await context.newPage();
  await scene.open(page);
  // With its style sheet, which a page that a form led to may still be waiting for.
  await page.waitForLoadState("load");
  return page;
}
