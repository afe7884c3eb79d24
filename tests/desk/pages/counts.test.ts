import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { makeAppointment } from "../../../desk/appointments/appointments.ts";
import { ZONE_COOKIE } from "../../../desk/pages/zone.ts";
import { SESSION_COOKIE } from "../../../desk/staff/sessions.ts";
import { CANNOT_RUN_PRIVATE_DEBIAN, deskDatabase } from "../desk-database.ts";
import { enrolled, personOf } from "../people-of-the-desk.ts";
import { siteOf, visitor } from "./visitor.ts";

describe("What support counts", { skip: CANNOT_RUN_PRIVATE_DEBIAN }, () => {
  const database = deskDatabase();

  it("is of the same day whatever zone the browser names: no hour can be picked out", async () => {
    const test = await database.open();
    const host = await personOf(test.desk, "ada", ["host"]);
    // Late in the day as UTC has it; the next one in Kiritimati, and in Honolulu this one still.
    for (const [label, time] of Object.entries({ AA: "2026-11-24T11:00:00.000Z", BB: "2026-11-25T01:00:00.000Z" })) {
      const plan = { host: host.id, label, startsAt: new Date(time), minutes: 50 };
      assert.equal((await makeAppointment(test.desk, host, plan)).kind, "made");
    }
    const { cookie } = await enrolled(test.desk, "sam", ["support"]);
    const pages = new Set<string>();
    for (const zone of ["UTC", "Pacific/Kiritimati", "Pacific/Honolulu"]) {
      const sam = visitor(siteOf(test), { [SESSION_COOKIE]: cookie, [ZONE_COOKIE]: zone });
      const { status, text } = await sam.get("/counts");
      assert.equal(status, 200);
      pages.add(/<dl class="counts">[\s\S]*?<\/dl>/.exec(text)?.[0] ?? "none");
    }
    assert.equal(pages.size, 1);
    assert.match([...pages].join(), /Appointments today<\/dt>\s*<dd>1</);
  });
});
