import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Hono } from "hono";
import { makeAppointment } from "../../../desk/appointments/appointments.ts";
import { GUEST_COOKIE, openLink } from "../../../desk/appointments/links.ts";
import { waitHere } from "../../../desk/appointments/waiting.ts";
import { newLimits } from "../../../desk/attempts/limits.ts";
import { formToken } from "../../../desk/sealing.ts";
import { hashOf } from "../../../desk/secret-word.ts";
import type { MailServer } from "../../../desk/settings.ts";
import { ENROLMENT_COOKIE } from "../../../desk/staff/enrolment.ts";
import { beginSession, SESSION_COOKIE } from "../../../desk/staff/sessions.ts";
import { ROLES, type Role } from "../../../desk/staff/roles.ts";
import { signInWithPassword } from "../../../desk/staff/sign-in.ts";
import { CANNOT_RUN_PRIVATE_DEBIAN, deskDatabase, SETTINGS, START, type TestDesk } from "../desk-database.ts";
import { ADDRESS, codeAt, enrolled, invitedLink, PASSWORD, wordIn, type Enrolled } from "../people-of-the-desk.ts";
import { siteOf, tokenIn, visitor, type Answer, type Visitor } from "./visitor.ts";

/** Who asks. `other` is a host who is not the appointment's. */
const ASKERS = ["stranger", "half", "guest", ...ROLES, "other"] as const;
type Asker = (typeof ASKERS)[number];

/** What a route answers whom: a status, or a path that it leads to; who is not named gets `rest`. */
interface Expected {
  /** For an address with an id: whose it is. */
  readonly ids?: "appointment" | "device" | "person" | "session";
  readonly fields?: Readonly<Record<string, string>>;
  readonly rest: number | string;
  readonly answers?: Partial<Readonly<Record<Asker, number | string>>>;
}

/** Whatever the role. */
const signedIn = (answer: number | string): Pick<Expected, "rest" | "answers"> => ({
  rest: answer,
  answers: STRANGERS,
});
const STRANGERS = { stranger: "/", half: "/", guest: "/" } as const;
const OPEN_TO_ALL: Expected = { rest: 200 };
/** For who is signed in and may not, there is no such page. */
const only = (answer: number | string, ...roles: readonly Asker[]): Pick<Expected, "rest" | "answers"> => ({
  rest: 404,
  answers: { ...STRANGERS, ...Object.fromEntries(roles.map((role) => [role, answer])) },
});
const TOMORROW = { date: "2026-11-25", time: "10:00", minutes: "50", zone: "UTC" };

/** Every route of the application. One that is not here fails the test. */
const ROUTES: Readonly<Record<string, Expected>> = {
  "GET /s/style": OPEN_TO_ALL,
  "GET /s/script": OPEN_TO_ALL,
  "GET /": {
    rest: 200,
    answers: {
      half: "/second-step",
      host: "/appointments",
      other: "/appointments",
      assistant: "/appointments",
      support: "/counts",
      admin: "/people",
    },
  },
  "POST /sign-in": { fields: { name: "ada", password: "not the password" }, rest: 422 },
  "GET /second-step": { rest: "/", answers: { half: 200 } },
  // A whole session is no half one: its code counts for nothing.
  "POST /second-step/code": { fields: { code: "000000" }, rest: "/", answers: { half: 422 } },
  "POST /second-step/passkey": { fields: { answer: "{}" }, rest: "/", answers: { half: 422 } },
  "POST /sign-out": { rest: "/?said=signed-out", answers: STRANGERS },
  "GET /enrol": OPEN_TO_ALL,
  "POST /enrol/open": { fields: { link: "a".repeat(43) }, rest: 410 },
  "GET /enrol/password": { rest: 410 },
  "POST /enrol/password": { fields: { password: PASSWORD }, rest: 410 },
  "GET /enrol/factor": { rest: 410 },
  "POST /enrol/code": { fields: { code: "000000" }, rest: 410 },
  "POST /enrol/passkey": { fields: { answer: "{}" }, rest: 410 },
  "GET /appointments": only(200, "host", "other", "assistant"),
  "GET /appointments/waiting": only(200, "host", "other", "assistant"),
  "GET /appointments/new": only(200, "host", "other", "assistant"),
  // For the host ada: another host can't make one for her, and is told so at the field.
  "POST /appointments": {
    ids: "appointment",
    fields: { label: "XY", ...TOMORROW },
    ...only(200, "host", "assistant"),
    answers: { ...only(200, "host", "assistant").answers, other: 422 },
  },
  "GET /appointments/:id": { ids: "appointment", ...only(200, "host", "assistant") },
  "POST /appointments/:id/link": { ids: "appointment", ...only(200, "host", "assistant") },
  "POST /appointments/:id/move": {
    ids: "appointment",
    fields: TOMORROW,
    ...only("/appointments/:id?said=moved", "host", "assistant"),
  },
  "POST /appointments/:id/revoke": {
    ids: "appointment",
    ...only("/appointments/:id?said=revoked", "host", "assistant"),
  },
  "POST /appointments/:id/cancel": {
    ids: "appointment",
    ...only("/appointments/:id?said=cancelled", "host", "assistant"),
  },
  "POST /appointments/:id/end": { ids: "appointment", ...only("/appointments/:id?said=ended", "host") },
  "POST /appointments/:id/open": { ids: "appointment", ...only(200, "host") },
  "POST /waiting/:device/let-in": { ids: "device", ...only("/appointments?said=let-in", "host") },
  // That link opens nothing; where one does, tests/desk/mail goes on.
  "POST /appointments/:id/mail": {
    ids: "appointment",
    fields: { link: "a".repeat(43), to: "guest@elm-court.example", language: "en" },
    ...only("/appointments/:id?said=link-dead", "host", "assistant"),
  },
  "GET /mail": only(200, "admin"),
  "POST /mail/password": { fields: { password: "seven blue doors" }, ...only("/mail?said=password", "admin") },
  // Nobody has entered a password yet.
  "POST /mail/trial": { fields: { to: "guest@elm-court.example" }, ...only(422, "admin") },
  "GET /people": only(200, "admin"),
  "POST /people": { fields: { name: "newcomer", roles: "host", language: "de" }, ...only(200, "admin") },
  "POST /people/:id/reset": { ids: "person", ...only(200, "admin") },
  "POST /people/:id/activate": { ids: "person", ...only(404, "admin") },
  "POST /people/:id/deactivate": { ids: "person", ...only("/people?said=deactivated", "admin") },
  "POST /people/:id/roles": {
    ids: "person",
    fields: { roles: "assistant" },
    ...only("/people?said=roles", "admin"),
  },
  "GET /account": signedIn(200),
  "GET /account/password": signedIn(200),
  "POST /account/password": { fields: { current: "not the password", password: PASSWORD }, ...signedIn(422) },
  "GET /account/passkey": signedIn(200),
  "POST /account/passkey": { fields: { answer: "{}" }, ...signedIn(422) },
  // Nobody has a passkey of that id.
  "POST /account/passkey/:id/remove": { ids: "session", ...signedIn(404) },
  "GET /account/app": signedIn(200),
  "POST /account/app": { fields: { code: "000000" }, ...signedIn(422) },
  "POST /account/app/remove": signedIn(422),
  "POST /account/sessions/end": signedIn("/account?said=ended"),
  "POST /account/sessions/:id/end": { ids: "session", ...only("/account?said=ended", "host") },
  "GET /account/changes": {
    rest: "/appointments",
    answers: { ...STRANGERS, support: "/counts", admin: "/people" },
  },
  "POST /account/changes": {
    rest: "/appointments",
    answers: { ...STRANGERS, support: "/counts", admin: "/people" },
  },
  "GET /confirm": signedIn(200),
  "POST /confirm/code": { fields: { code: "000000", to: "people" }, ...signedIn(422) },
  "POST /confirm/passkey": { fields: { answer: "{}", to: "people" }, ...signedIn(422) },
  "GET /audit": only(200, "admin"),
  "GET /counts": only(200, "support"),
  "GET /v": OPEN_TO_ALL,
  "POST /v/open": { fields: { link: "a".repeat(43) }, rest: 410 },
  "POST /v/consent": {
    fields: { agreed: "yes", version: "0".repeat(64), language: "en" },
    rest: "/v",
    answers: { guest: 422 },
  },
  "POST /v/withdraw": { rest: "/v", answers: { guest: "/v?said=withdrawn" } },
  "POST /v/wait": { rest: "/v" },
  "POST /v/place": { rest: "/v" },
  "GET /v/state": { rest: 404, answers: { guest: 200 } },
  "POST /v/enter": { rest: "/v", answers: { guest: 409 } },
};

const MAIL: MailServer = {
  server: "mail.quiet-harbour.example",
  port: 465,
  encryption: "tls",
  from: "rooms@quiet-harbour.example",
  user: "rooms",
};

/** Everybody at one desk: ada is the host whose appointment it is. */
interface Everybody {
  /** Puts everything back as it was at first: what was done is undone, what was counted is forgotten. */
  readonly afresh: () => Promise<Everybody>;
  readonly app: Hono;
  readonly test: TestDesk;
  readonly ids: Readonly<Record<"appointment" | "device" | "person" | "session", string>>;
  readonly host: string;
  readonly as: (asker: Asker) => Visitor;
  /** For the cookie that the asker has, if any. */
  readonly tokenOf: (asker: Asker) => string;
  readonly staff: Readonly<Record<Role | "other", Enrolled>>;
}

async function everybody(test: TestDesk): Promise<Everybody> {
  const { desk, administrator: sql } = test;
  const staff = {
    host: await enrolled(desk, "ada", ["host"]),
    assistant: await enrolled(desk, "bo", ["assistant"]),
    support: await enrolled(desk, "cleo", ["support"]),
    admin: await enrolled(desk, "dan", ["admin"]),
    other: await enrolled(desk, "eve", ["host"]),
  };
  const half = await signInWithPassword(desk, { name: "ada", password: PASSWORD, address: ADDRESS });
  assert.equal(half.kind, "half");
  const host = staff.host.staff.id;
  const made = await makeAppointment(desk, staff.host.staff, { host, label: "AB", startsAt: START, minutes: 50 });
  assert.equal(made.kind, "made");
  const opened = await openLink(desk, wordIn(made.address), undefined, ADDRESS);
  assert.equal(opened.kind, "open");
  await sql`INSERT INTO consents (guest, appointment, kind, version, language)
    SELECT guest, id, 'video', ${"0".repeat(64)}, 'en' FROM appointments`;
  assert.deepEqual(await waitHere(desk, opened.cookie), { kind: "waiting" });
  // Another browser of ada's.
  const other = await beginSession(sql, host, true, desk.now());
  const [session] = await sql<{ id: string }[]>`SELECT id FROM sessions WHERE hash = ${hashOf(other)}`;
  const [device] = await sql<{ id: string }[]>`SELECT id FROM devices`;
  const cookies: Readonly<Record<Asker, Readonly<Record<string, string>>>> = {
    stranger: {},
    half: { [SESSION_COOKIE]: half.cookie },
    guest: { [GUEST_COOKIE]: opened.cookie },
    host: { [SESSION_COOKIE]: staff.host.cookie },
    assistant: { [SESSION_COOKIE]: staff.assistant.cookie },
    support: { [SESSION_COOKIE]: staff.support.cookie },
    admin: { [SESSION_COOKIE]: staff.admin.cookie },
    other: { [SESSION_COOKIE]: staff.other.cookie },
  };
  const tables = [
    "staff",
    "passkeys",
    "enrolments",
    "sessions",
    "known_devices",
    "changes",
    "guests",
    "appointments",
    "links",
    "devices",
    "consents",
    "mail_password",
  ];
  await sql`CREATE SCHEMA kept`;
  for (const table of tables) await sql.unsafe(`CREATE TABLE kept.${table} AS TABLE ${table}`);
  const current = (): Everybody => {
    const app = siteOf({ desk: { ...desk, limits: newLimits() } });
    return {
      ...{ app, test, host, staff },
      ids: { appointment: made.id, device: device?.id ?? "", person: staff.other.staff.id, session: session?.id ?? "" },
      as: (asker) => visitor(app, cookies[asker]),
      tokenOf: (asker) => formToken(SETTINGS.sealKey, Object.values(cookies[asker])[0] ?? ""),
      afresh: async () => {
        await sql.unsafe(`TRUNCATE ${tables.join(", ")}`);
        for (const table of tables) await sql.unsafe(`INSERT INTO ${table} SELECT * FROM kept.${table}`);
        return current();
      },
    };
  };
  return current();
}

/** The application's own routes, its two files under neutral names. */
function routesOf(app: Hono): readonly { readonly name: string; readonly method: string; readonly path: string }[] {
  return app.routes
    .filter(({ method }) => method !== "ALL")
    .map(({ method, path }) => ({
      ...{ method, path },
      name: `${method} ${path.replace(/^\/s\/.*css$/, "/s/style").replace(/^\/s\/.*js$/, "/s/script")}`,
    }));
}

describe("The desk's routes", { skip: CANNOT_RUN_PRIVATE_DEBIAN }, () => {
  const database = deskDatabase();
  let known: Everybody | undefined;
  const all = async (): Promise<Everybody> => {
    known = known === undefined ? await everybody(await database.open({ mail: MAIL })) : await known.afresh();
    return known;
  };

  it("are all in the table", async () => {
    const { app } = await all();
    const names = routesOf(app).map(({ name }) => name);
    assert.deepEqual([...names].sort(), Object.keys(ROUTES).sort());
  });

  for (const [name, expected] of Object.entries(ROUTES)) {
    it(`${name} answers each one what is theirs`, async () => {
      const { rest, answers = {}, ids, fields = {} } = expected;
      for (const asker of ASKERS) {
        const due = answers[asker] ?? rest;
        const desk = await all();
        const answer = await ask(desk, asker, name, { ...fields, host: desk.host });
        assertAnswers(
          answer,
          typeof due === "string" && ids !== undefined ? due.replace(":id", desk.ids[ids]) : due,
          asker,
        );
      }
    });
  }

  it("that take an id know no difference between another's and none at all", async () => {
    const desk = await all();
    const unknown = [
      "00000000-0000-4000-8000-000000000000",
      "1",
      "'; DROP TABLE staff; --",
      "%00",
      "..%2f..%2fetc%2fpasswd",
    ];
    const withIds = Object.entries(ROUTES).filter(([name]) => name.includes("/:"));
    for (const [name, { fields = {} }] of withIds) {
      for (const asker of ROLES) {
        for (const id of unknown) {
          const [method = "", path = ""] = name.split(" ");
          const answer = await send(desk, asker, method, path.replace(/:\w+/, encodeURI(id)), fields);
          assert.ok([404, 400].includes(answer.status), `${name} with ${id} gives ${asker} ${answer.status}`);
        }
      }
    }
    for (const name of ["GET /appointments/:id", "POST /appointments/:id/end", "POST /appointments/:id/open"]) {
      const others = await ask(desk, "other", name, {});
      const [method = "", path = ""] = name.split(" ");
      const none = await send(desk, "other", method, path.replace(":id", unknown[0] ?? ""), {});
      assert.equal(others.text, none.text, name);
    }
  });

  it("show support neither a label nor the time of an appointment", async () => {
    const desk = await all();
    for (const { method, path } of routesOf(desk.app).filter(({ method: one }) => one === "GET")) {
      const answer = await send(desk, "support", method, path.replace(":id", desk.ids.appointment), {});
      assert.ok(!/>AB<|\bAB with\b|09:00–/.test(answer.text), `${path} tells support about an appointment`);
    }
  });

  it("take a form only from a page of theirs that was made for this session", async () => {
    const desk = await all();
    const forms = Object.entries(ROUTES).filter(([name]) => name.startsWith("POST"));
    for (const [name, { fields = {}, ids }] of forms) {
      const path = (name.split(" ")[1] ?? "").replace(/:\w+/, ids === undefined ? "" : desk.ids[ids]);
      const asker = name.includes("/v/")
        ? "guest"
        : name.includes("/second-step")
          ? "half"
          : name.includes("/people") || name.startsWith("POST /mail")
            ? "admin"
            : "host";
      const own = { ...fields, token: desk.tokenOf(asker) };
      const foreign: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
        ["another origin", { Origin: "https://elsewhere.example" }],
        ["a subdomain's origin", { Origin: "https://x.desk.quiet-harbour.example" }],
        ["the plain origin", { Origin: "http://desk.quiet-harbour.example" }],
        ["no origin", { Origin: "" }],
        ["the origin null", { Origin: "null" }],
        ["another site", { Origin: "null", "Sec-Fetch-Site": "cross-site" }],
        ["a neighbour", { Origin: "null", "Sec-Fetch-Site": "same-site" }],
      ];
      for (const [who, headers] of foreign) {
        assert.equal((await desk.as(asker).post(path, own, headers)).status, 403, `${name} from ${who}`);
      }
      const opens = ["/sign-in", "/enrol/open", "/v/open"].includes(path) || path.startsWith("/enrol");
      if (opens) continue;
      for (const token of ["", desk.tokenOf("other"), desk.tokenOf("stranger"), `${desk.tokenOf(asker)}A`]) {
        const answer = await desk.as(asker).post(path, { ...fields, token });
        assert.equal(answer.status, 403, `${name} with the token "${token}"`);
      }
      const { token: omitted, ...without } = own;
      assert.equal((await desk.as(asker).post(path, without)).status, 403, `${name} without ${omitted}`);
    }
  });

  it("take nothing but a form", async () => {
    const desk = await all();
    const host = desk.as("host");
    const token = desk.tokenOf("host");
    for (const [type, status] of [
      ["application/json", 400],
      ["multipart/form-data; boundary=x", 400],
      ["text/plain", 400],
      ["", 400],
    ] as const) {
      assert.equal((await host.post("/appointments", { token }, { "Content-Type": type })).status, status, type);
    }
    assert.equal((await host.post("/sign-in", { name: "a\0da", password: "x" })).status, 400);
    assert.equal((await host.post("/sign-in", { name: "ada", password: "x".repeat(17_000) })).status, 413);
    assert.equal((await host.post("/sign-in", { name: "ada", password: "x".repeat(16_000) })).status, 422);
  });

  it("know no other method", async () => {
    const desk = await all();
    for (const { path } of routesOf(desk.app)) {
      for (const method of ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "CONNECT"]) {
        // Fetch has no request of these two.
        if (method === "TRACE" || method === "CONNECT") continue;
        const answer = await desk.app.request(`${SETTINGS.origin}${path}`, {
          method,
          headers: { Origin: SETTINGS.origin },
        });
        assert.equal(answer.status, 404, `${method} ${path}`);
        assert.equal(answer.headers.get("access-control-allow-origin"), null);
      }
    }
  });

  it("are kept by nobody, but for what stands under its hash", async () => {
    const desk = await all();
    for (const { path } of routesOf(desk.app).filter(({ method }) => method === "GET")) {
      for (const asker of ASKERS) {
        const answer = await send(desk, asker, "GET", path.replace(":id", desk.ids.appointment), {});
        const due = path.startsWith("/s/") ? "public, max-age=31536000, immutable" : "no-store";
        assert.equal(answer.headers.get("cache-control"), due, `${path} for ${asker}`);
      }
    }
    assert.equal(
      (await desk.as("host").post("/sign-out", {}, { Origin: "null" })).headers.get("cache-control"),
      "no-store",
    );
    assert.equal((await desk.as("host").get("/no/such/page")).headers.get("cache-control"), "no-store");
  });

  it("tell nothing of the inside when something fails", async (context) => {
    const desk = await all();
    const said = context.mock.method(console, "error", () => undefined);
    await desk.test.administrator`ALTER TABLE guests RENAME TO guests_of_yesterday`;
    const answer = await desk.as("host").get("/appointments");
    await desk.test.administrator`ALTER TABLE guests_of_yesterday RENAME TO guests`;
    assert.equal(answer.status, 500);
    assert.match(answer.text, /Something went wrong here/);
    assert.doesNotMatch(answer.text, /guests|relation|postgres|Error|\.ts|at /);
    const logged = said.mock.calls.map(({ arguments: words }) => words.join(" ")).join("\n");
    assert.match(logged, /^GET of a page failed: \w+ 42P01\.$/);
  });
});

describe("What a browser or somebody between sends", { skip: CANNOT_RUN_PRIVATE_DEBIAN }, () => {
  const database = deskDatabase();

  it("can't move the count of attempts to another address", async () => {
    const test = await database.open();
    const app = siteOf(test);
    await enrolled(test.desk, "ada", ["host"]);
    const guess = (name: string, forwarded: string) =>
      visitor(app).post("/sign-in", { name, password: "a wrong one" }, { "X-Forwarded-For": forwarded });
    for (let round = 0; round < 30; round += 1) {
      // What came with the request stands before what nginx itself puts last.
      assert.equal((await guess(`name${round}`, `192.0.2.${round}, 198.51.100.9`)).status, 422);
    }
    const last = await guess("ada", "203.0.113.77, 198.51.100.9");
    assert.equal(last.status, 429);
    assert.match(last.text, /15 minutes/);
    assert.equal((await guess("ada", "198.51.100.10")).status, 422);
  });

  it("can't lead anybody elsewhere by a forged host", async () => {
    const test = await database.open();
    const app = siteOf(test);
    const { cookie } = await enrolled(test.desk, "ada", ["host"]);
    const headers = {
      Host: "elsewhere.example",
      "X-Forwarded-Host": "elsewhere.example",
      Forwarded: "host=elsewhere.example",
    };
    const ada = visitor(app, { [SESSION_COOKIE]: cookie });
    assert.equal((await ada.get("/", headers)).headers.get("location"), "/appointments");
    const token = tokenIn(await ada.get("/appointments/new"));
    const page = await ada.get("/appointments/new", headers);
    assert.ok(!page.text.includes("elsewhere.example"));
    const host = /name="host" value="([^"]+)"/.exec(page.text)?.[1] ?? "";
    const made = await ada.post("/appointments", { token, host, label: "AB", ...TOMORROW }, headers);
    assert.match(made.text, /value="https:\/\/desk\.quiet-harbour\.example\/v#/);
  });

  it("is text, wherever it is shown again", async () => {
    const test = await database.open();
    const app = siteOf(test);
    const { cookie, staff } = await enrolled(test.desk, "ada", ["host", "admin"]);
    const ada = visitor(app, { [SESSION_COOKIE]: cookie });
    const token = tokenIn(await ada.get("/appointments/new"));
    const hostile = [`"><script>x`, `'><img src=`, `</title><b>`, `"onfocus=x `, `{{1}}\${1}<i>`, `&lt;u&gt;<u>`];
    for (const text of hostile) {
      const label = text.slice(0, 12);
      const pages = [
        await ada.post("/appointments", { token, host: staff.id, label, ...TOMORROW }),
        await ada.post("/appointments", {
          token,
          host: text,
          label: text,
          date: text,
          time: text,
          minutes: text,
          zone: text,
        }),
        await ada.post("/people", { token, name: text, roles: text, language: text }),
        await ada.post("/sign-in", { name: text, password: text }),
        await ada.get(`/appointments?said=${encodeURIComponent(text)}`),
        await ada.get(`/audit?before=${encodeURIComponent(text)}`),
        await ada.get(`/?said=${encodeURIComponent(text)}`, {
          "Accept-Language": text.replaceAll(/[^\x20-\x7e]/g, ""),
        }),
        await ada.get(`/v?said=${encodeURIComponent(text)}`),
        await ada.post("/v/open", { link: text }),
        await ada.get(`/${encodeURIComponent(text)}`),
        await visitor(app, { "__Host-zone": encodeURIComponent(text) }).get("/v"),
        await ada.get("/appointments"),
      ];
      for (const [index, page] of pages.entries()) {
        assert.doesNotMatch(page.text, /<script>x|<img|<\/title><b>|"onfocus|<i>|<u>/, `page ${index} after ${text}`);
      }
    }
    assert.match((await ada.get("/appointments")).text, /&quot;&gt;&lt;script/);
  });

  it("gets cookies that no script reads and no other site sends", async () => {
    const test = await database.open();
    const app = siteOf(test);
    const { secret } = await enrolled(test.desk, "ada", ["host"]);
    test.clock.pass(60);
    const ada = visitor(app);
    const first = await ada.post("/sign-in", { name: "ada", password: PASSWORD });
    const half = ada.cookies.get(SESSION_COOKIE);
    const token = tokenIn(await ada.get("/second-step"));
    const second = await ada.post("/second-step/code", { token, code: codeAt(secret, test.desk.now()) });
    const set = [first, second].flatMap(({ headers }) => headers.getSetCookie());
    assert.deepEqual(
      set.map((one) => /^[^=]+/.exec(one)?.[0]),
      ["__Host-desk", "__Host-desk", "__Host-known"],
    );
    for (const one of set)
      assert.match(one, /^__Host-\w+=[\w-]{43};(?: Max-Age=7776000;)? Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    assert.notEqual(ada.cookies.get(SESSION_COOKIE), half);
    assert.equal((await visitor(app, { [SESSION_COOKIE]: half ?? "" }).get("/appointments")).status, 303);
    const whole = ada.cookies.get(SESSION_COOKIE) ?? "";
    const out = await ada.post("/sign-out", { token: tokenIn(await ada.get("/appointments")) });
    assert.equal(out.headers.get("clear-site-data"), '"cache", "storage"');
    assert.match(out.headers.get("set-cookie") ?? "", /^__Host-desk=; Max-Age=0; Path=\//);
    assert.equal((await visitor(app, { [SESSION_COOKIE]: whole }).get("/appointments")).status, 303);
    const link = await invitedLink(test.desk, "bo", ["host"]);
    const bo = visitor(app);
    assert.match(
      (await bo.post("/enrol/open", { link })).headers.get("set-cookie") ?? "",
      /^__Host-enrol=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    assert.ok(bo.cookies.has(ENROLMENT_COOKIE));
    const desk = await everybody(await database.open());
    const made = await makeAppointment(desk.test.desk, desk.staff.host.staff, {
      host: desk.host,
      label: "CD",
      startsAt: START,
      minutes: 50,
    });
    assert.equal(made.kind, "made");
    assert.match(
      (await visitor(desk.app).post("/v/open", { link: wordIn(made.address) })).headers.get("set-cookie") ?? "",
      /^__Host-guest=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  it("is told the same about a name that is there and one that is not", async () => {
    const test = await database.open();
    const app = siteOf(test);
    await enrolled(test.desk, "ada", ["host"]);
    const answer = async (name: string): Promise<string> =>
      (await visitor(app).post("/sign-in", { name, password: "a wrong one" })).text.replaceAll(name, "NAME");
    assert.equal(await answer("ada"), await answer("bob"));
  });
});

function ask(desk: Everybody, asker: Asker, name: string, fields: Readonly<Record<string, string>>): Promise<Answer> {
  const [method = "", path = ""] = name.split(" ");
  const route = routesOf(desk.app).find((one) => one.name === name)?.path ?? path;
  const ids = ROUTES[name]?.ids;
  return send(desk, asker, method, route.replace(/:\w+/, ids === undefined ? "" : desk.ids[ids]), fields);
}

function send(
  desk: Everybody,
  asker: Asker,
  method: string,
  path: string,
  fields: Readonly<Record<string, string>>,
): Promise<Answer> {
  const who = desk.as(asker);
  return method === "GET" ? who.get(path) : who.post(path, { ...fields, token: desk.tokenOf(asker) });
}

function assertAnswers(answer: Answer, due: number | string, asker: Asker): void {
  if (typeof due === "number") assert.equal(answer.status, due, `for ${asker}`);
  else assert.deepEqual([answer.status, answer.headers.get("location")], [303, due], `for ${asker}`);
}
