import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SESSION_COOKIE } from "../../../desk/staff/sessions.ts";
import { CANNOT_RUN_PRIVATE_DEBIAN, deskDatabase } from "../desk-database.ts";
import { codeAt, enrolled } from "../people-of-the-desk.ts";
import { siteOf, tokenIn, visitor } from "./visitor.ts";

/** Every page and act that asks for the second step again: the one table of them. */
const CONFIRMED: readonly (readonly [method: "get" | "post", path: string, to: string])[] = [
  ["post", "/people", "people"],
  ["post", "/people/ID/reset", "people"],
  ["post", "/people/ID/activate", "people"],
  ["post", "/people/ID/deactivate", "people"],
  ["post", "/people/ID/roles", "people"],
  ["get", "/account/password", "account"],
  ["post", "/account/password", "account"],
  ["get", "/account/passkey", "account"],
  ["post", "/account/passkey", "account"],
  ["post", "/account/passkey/ID/remove", "account"],
  ["get", "/account/app", "account"],
  ["post", "/account/app", "account"],
  ["post", "/account/app/remove", "account"],
];

describe("The second step once more", { skip: CANNOT_RUN_PRIVATE_DEBIAN }, () => {
  const database = deskDatabase();

  it("is asked for after five minutes by whatever changes people or the own keys, and nothing is done before", async () => {
    const test = await database.open();
    const app = siteOf(test);
    const { cookie, secret } = await enrolled(test.desk, "anna", ["admin"]);
    const bea = await enrolled(test.desk, "bea", ["host"]);
    const anna = visitor(app, { [SESSION_COOKIE]: cookie });
    const token = tokenIn(await anna.get("/account"));
    test.clock.pass(299);
    assert.match((await anna.get("/people")).text, /action="\/people"/);
    test.clock.pass(1);
    assert.doesNotMatch((await anna.get("/people")).text, /action="\/people/);
    const before = await test.administrator`SELECT * FROM staff ORDER BY name`;
    for (const [method, path, to] of CONFIRMED) {
      const fields = { token, name: "newcomer", roles: "admin", current: "x", password: "twelve grey herons" };
      const own = path.replace("ID", bea.staff.id);
      const answer = method === "get" ? await anna.get(own) : await anna.post(own, fields);
      assert.deepEqual([answer.status, answer.headers.get("location")], [303, `/confirm?to=${to}`], path);
    }
    assert.deepEqual(await test.administrator`SELECT * FROM staff ORDER BY name`, before);

    const wrong = await anna.post("/confirm/code", { token, code: "000000", to: "people" });
    assert.equal(wrong.status, 422);
    const code = codeAt(secret, test.desk.now());
    // Back to a page of ours, whatever was asked for.
    const elsewhere = await anna.post("/confirm/code", { token, code, to: "https://elm-court.example/" });
    assert.deepEqual([elsewhere.status, elsewhere.headers.get("location")], [303, "/account?said=confirmed"]);
    assert.match((await anna.get("/people")).text, /action="\/people"/);
    const done = await anna.post(`/people/${bea.staff.id}/roles`, { token, roles: "support" });
    assert.equal(done.headers.get("location"), "/people?said=roles");
  });

  it("does not come of the page that asks by itself, nor of any other request", async () => {
    const test = await database.open();
    const app = siteOf(test);
    const { cookie } = await enrolled(test.desk, "ada", ["host"]);
    const ada = visitor(app, { [SESSION_COOKIE]: cookie });
    for (let minute = 1; minute < 30; minute += 1) {
      test.clock.pass(60);
      assert.equal((await ada.get("/appointments/waiting?by=page")).status, 200);
    }
    test.clock.pass(60);
    assert.equal((await ada.get("/appointments/waiting?by=page")).status, 303, "half an hour without anybody");
  });
});
