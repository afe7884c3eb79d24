import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { makeAppointment } from "../../../desk/appointments/appointments.ts";
import { beginSession, SESSION_COOKIE } from "../../../desk/staff/sessions.ts";
import { CANNOT_RUN_PRIVATE_DEBIAN, deskDatabase, START } from "../desk-database.ts";
import { siteOf, tokenIn, visitor } from "../pages/visitor.ts";
import { enrolled } from "../people-of-the-desk.ts";

describe("Looking at appointments", { skip: CANNOT_RUN_PRIVATE_DEBIAN }, () => {
  const database = deskDatabase();

  it("is written down once for each person, appointment and hour", async () => {
    const { desk, administrator } = await database.open();
    const ada = await enrolled(desk, "ada", ["host"]);
    const bo = await enrolled(desk, "bo", ["assistant"]);
    const eve = await enrolled(desk, "eve", ["host"]);
    const made = await makeAppointment(desk, ada.staff, {
      ...{ host: ada.staff.id, label: "AB", startsAt: START, minutes: 50 },
    });
    assert.equal(made.kind, "made");
    const app = siteOf({ desk });
    const looks = async (): Promise<readonly string[]> =>
      (
        await administrator<{ who: string; action: string; subject: string }[]>`
          SELECT coalesce(staff.name, actor) AS who, action, subject FROM audit LEFT JOIN staff ON staff.id::text = actor
          WHERE action LIKE 'appointment%-seen' ORDER BY seq`
      ).map(({ who, action, subject }) => `${who} ${action} ${subject === made.id ? "it" : subject}`);
    const page = `/appointments/${made.id}`;
    const browse = async (): Promise<void> => {
      for (const { cookie } of [ada, bo, eve]) {
        const browser = visitor(app, { [SESSION_COOKIE]: cookie });
        // At once, as two windows do.
        await Promise.all([page, page, page].map((path) => browser.get(path)));
        for (const path of ["/appointments", "/appointments/waiting", "/appointments", page]) await browser.get(path);
      }
    };
    const once = [
      ...["ada appointment-seen it", "ada appointments-seen appointments"],
      ...["bo appointment-seen it", "bo appointments-seen appointments"],
      // Another host's is not there: nothing was seen.
      "eve appointments-seen appointments",
    ];
    await browse();
    await browse();
    assert.deepEqual(await looks(), once);
    // An hour on: the lines' time is the database's own, so they are made older.
    await administrator`UPDATE audit SET at = at - interval '61 minutes'`;
    await browse();
    assert.deepEqual(await looks(), [...once, ...once]);
  });

  it("at when a guest was met last and is met next is written down, where it is asked whether it is the same person", async () => {
    const { desk, administrator, clock } = await database.open();
    const ada = await enrolled(desk, "ada", ["host"]);
    const ids: string[] = [];
    for (const hours of [1, 30]) {
      const startsAt = new Date(START.getTime() + hours * 3_600_000);
      const planned = { host: ada.staff.id, label: "AB", startsAt, minutes: 50 };
      const asked = await makeAppointment(desk, ada.staff, planned);
      const made =
        asked.kind === "label-known"
          ? await makeAppointment(desk, ada.staff, { ...planned, guest: asked.guest.id })
          : asked;
      assert.equal(made.kind, "made");
      ids.push(made.id);
    }
    clock.pass(2 * 3600);
    const browser = visitor(siteOf({ desk }), {
      [SESSION_COOKIE]: await beginSession(desk.sql, ada.staff.id, true, clock.now()),
    });
    const page = await browser.get("/appointments/new");
    const fields = { host: ada.staff.id, label: "AB", date: "2026-11-26", time: "10:00", minutes: "50", zone: "UTC" };
    const answer = await browser.post("/appointments", { ...fields, token: tokenIn(page) });
    assert.match(answer.text, /name="guest" value="else"/);
    const looks = await administrator<{ subject: string }[]>`
      SELECT subject FROM audit WHERE action = 'appointment-seen' ORDER BY seq`;
    assert.deepEqual(
      looks.map(({ subject }) => subject),
      ids,
    );
  });
});
