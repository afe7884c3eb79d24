import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { parse } from "yaml";
import { postgresql } from "../../services/postgresql.ts";
import type { Step } from "../../services/service.ts";
import { synapse, SYNAPSE_PORT } from "../../services/synapse.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { CANNOT_RUN_PRIVATE_DEBIAN, privateDebian, until, type PrivateDebian } from "./private-debian.ts";
import { renderedFiles, renderedText } from "./rendered.ts";

const HOMESERVER = "/etc/matrix-synapse/homeserver.yaml";
const DROP_IN = "/etc/systemd/system/matrix-synapse.service.d/stillroom.conf";

describe("Synapse's declaration", () => {
  const declaration = synapse.declare(CLINIC, []);

  it("opens no port and asks for no way out", () => {
    assert.deepEqual([declaration.ports ?? [], declaration.egress ?? []], [[], []]);
  });

  it("is absent, with its database, where the practice wants no messages", () => {
    const clinic = { ...CLINIC, messaging: { ...CLINIC.messaging, enabled: false } };
    assert.deepEqual([synapse.wanted(clinic), postgresql.wanted(clinic)], [false, false]);
  });

  it("keeps messages and files as long as the stack file says", () => {
    const clinic = { ...CLINIC, messaging: { ...CLINIC.messaging, retentionDays: 33, mediaRetentionDays: 22 } };
    const { retention, media_retention } = parse(renderedText(synapse, clinic, HOMESERVER)) as Record<string, unknown>;
    assert.deepEqual(retention, {
      enabled: true,
      default_policy: { max_lifetime: "33d" },
      allowed_lifetime_max: "33d",
    });
    assert.deepEqual(media_retention, { local_media_lifetime: "22d", remote_media_lifetime: "22d" });
  });

  // The package's manage_debconf.pl, at each upgrade: /^server_name\s*:/ and /^report_stats\s*:/ are rewritten.
  it("spells the keys that the package's scripts rewrite so that they pass them by", () => {
    assert.doesNotMatch(renderedText(synapse, CLINIC, HOMESERVER), /^(server_name|report_stats)\s*:/m);
    assert.equal(
      (parse(renderedText(synapse, CLINIC, HOMESERVER)) as { server_name: string }).server_name,
      CLINIC.names.homeserver,
    );
  });

  it("reads no configuration beside its own file", () => {
    const starts = renderedText(synapse, CLINIC, DROP_IN).match(/^ExecStart=.*$/gm);
    assert.deepEqual(starts, [
      "ExecStart=",
      `ExecStart=/opt/venvs/matrix-synapse/bin/python -m synapse.app.homeserver --config-path=${HOMESERVER}`,
    ]);
  });
});

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

describe("Real Synapse on real PostgreSQL with the rendered files", { skip: CANNOT_RUN_PRIVATE_DEBIAN }, () => {
  let debian: PrivateDebian;

  before(async () => {
    debian = await privateDebian([...renderedFiles(postgresql, CLINIC), ...renderedFiles(synapse, CLINIC)]);
    const { directories = [], steps = [] } = synapse.declare(CLINIC, []);
    for (const { path, mode, owner, group } of directories) {
      await debian.run(["install", "--directory", "--mode", mode, "--owner", owner, "--group", group, path]);
    }
    await take(steps.filter((step) => step.after === "packages"));
    for (const validator of [
      ...(postgresql.declare(CLINIC, []).validators ?? []),
      ...(synapse.declare(CLINIC, []).validators ?? []),
    ]) {
      await debian.run(validator.argv);
    }
    await debian.run(["install", "--directory", "--owner", "postgres", "--group", "postgres", "/var/run/postgresql"]);
    await debian.run(["pg_ctlcluster", "17", "main", "start"]);
    await debian.run(["/usr/local/lib/stillroom/messaging-database"]);
    await startSynapse();
  });
  after(() => debian.stop());

  async function take(steps: readonly Step[]): Promise<void> {
    for (const step of steps) await debian.run(step.argv);
  }

  /** With the account and the command line that systemd would use. */
  async function startSynapse(): Promise<void> {
    const command = renderedText(synapse, CLINIC, DROP_IN).match(/^ExecStart=(\/.*)$/m)?.[1] ?? "";
    debian.start(["runuser", "-u", "matrix-synapse", "--", ...command.split(" ")]);
    await until("Synapse", () =>
      ask("GET", "/_matrix/client/versions").then(
        ({ status }) => status === 200,
        () => false,
      ),
    );
  }

  async function ask(method: string, path: string, body?: unknown, token?: string): Promise<Answer> {
    const argv = ["curl", "--silent", "--write-out", "\n%{http_code}", "--request", method];
    if (token !== undefined) argv.push("--header", `Authorization: Bearer ${token}`);
    if (body !== undefined) argv.push("--data-binary", "@-", "--header", "Content-Type: application/json");
    const printed = await debian.run([...argv, `http://127.0.0.1:${SYNAPSE_PORT}${path}`], {
      input: JSON.stringify(body ?? {}),
    });
    const end = printed.lastIndexOf("\n");
    // The client-server API answers with JSON objects.
    return { status: Number(printed.slice(end)), body: JSON.parse(printed.slice(0, end)) as Answer["body"] };
  }

  async function newAccount(name: string): Promise<string> {
    const printed = await debian.run(["/usr/local/lib/stillroom/messaging-account", name]);
    const password = /Password, shown only now: (\S+)/.exec(printed)?.[1];
    const { status, body } = await ask("POST", "/_matrix/client/v3/login", {
      type: "m.login.password",
      identifier: { type: "m.id.user", user: name },
      password,
    });
    assert.equal(status, 200, JSON.stringify(body));
    return String(body["access_token"]);
  }

  it("signs in people whose account an administrator made; one writes and the other reads, in a room encrypted by the server", async () => {
    const [anna, ben] = [await newAccount("anna"), await newAccount("ben")];
    // The client asks for nothing, so what is encrypted is so by the server's rule.
    const made = await ask(
      "POST",
      "/_matrix/client/v3/createRoom",
      { invite: [`@ben:${CLINIC.names.homeserver}`] },
      anna,
    );
    assert.equal(made.status, 200, JSON.stringify(made.body));
    const room = encodeURIComponent(String(made.body["room_id"]));
    const state = await ask("GET", `/_matrix/client/v3/rooms/${room}/state/m.room.encryption/`, undefined, anna);
    assert.deepEqual([state.status, state.body["algorithm"]], [200, "m.megolm.v1.aes-sha2"]);
    assert.equal((await ask("POST", `/_matrix/client/v3/rooms/${room}/join`, {}, ben)).status, 200);

    const message = { algorithm: "m.megolm.v1.aes-sha2", ciphertext: "AwgAEnACgAkLmt6q", session_id: "one" };
    const sent = await ask("PUT", `/_matrix/client/v3/rooms/${room}/send/m.room.encrypted/1`, message, anna);
    assert.equal(sent.status, 200, JSON.stringify(sent.body));
    const event = encodeURIComponent(String(sent.body["event_id"]));
    const read = await ask("GET", `/_matrix/client/v3/rooms/${room}/event/${event}`, undefined, ben);
    assert.deepEqual(read.body["content"], message);
  });

  it("lets nobody register", async () => {
    const wanted = { username: "eve", password: "p".repeat(20) };
    const answers = [
      await ask("POST", "/_matrix/client/v3/register", wanted),
      await ask("GET", "/_matrix/client/v3/register/available?username=somebody"),
      await ask("POST", "/_matrix/client/v3/register?kind=guest", {}),
    ];
    assert.deepEqual(
      answers.map(({ status, body }) => [status, body["error"]]),
      [
        [403, "Registration has been disabled"],
        [403, "Registration has been disabled"],
        [403, "Guest access is disabled"],
      ],
    );
  });

  it("speaks to no other server and answers none", async () => {
    for (const path of ["/_matrix/federation/v1/version", "/_matrix/key/v2/server"]) {
      assert.deepEqual([path, (await ask("GET", path)).status], [path, 404]);
    }
    const carol = await newAccount("carol");
    const { body: room } = await ask("POST", "/_matrix/client/v3/createRoom", {}, carol);
    const path = `/_matrix/client/v3/rooms/${encodeURIComponent(String(room["room_id"]))}/invite`;
    const { status, body } = await ask("POST", path, { user_id: "@x:elsewhere.example" }, carol);
    assert.deepEqual([status, body["error"]], [403, "Federation denied with elsewhere.example."]);
  });

  it("shows people neither each other nor rooms", async () => {
    const dora = await newAccount("dora");
    await newAccount("emil");
    const found = await ask("POST", "/_matrix/client/v3/user_directory/search", { search_term: "emil" }, dora);
    assert.deepEqual(found.body["results"], []);
    const profile = await ask(
      "GET",
      `/_matrix/client/v3/profile/%40emil%3A${CLINIC.names.homeserver}`,
      undefined,
      dora,
    );
    assert.equal(profile.status, 403);
    const alias = await ask("POST", "/_matrix/client/v3/createRoom", { room_alias_name: "plans" }, dora);
    assert.equal(alias.status, 403);
    const { body: room } = await ask("POST", "/_matrix/client/v3/createRoom", { visibility: "public" }, dora);
    const entry = `/_matrix/client/v3/directory/list/room/${encodeURIComponent(String(room["room_id"]))}`;
    assert.equal((await ask("GET", entry, undefined, dora)).body["visibility"], "private");
    assert.equal((await ask("PUT", entry, { visibility: "public" }, dora)).status, 403);
  });

  it("tells the administrator in a sentence why an account was not made", async () => {
    await newAccount("frida");
    await assert.rejects(
      debian.run(["/usr/local/lib/stillroom/messaging-account", "frida"]),
      /was not made: .*already taken/,
    );
    for (const name of ["Frida", "a b", "", "$(id)"]) {
      await assert.rejects(
        debian.run(["/usr/local/lib/stillroom/messaging-account", name]),
        /say the new account's name/,
      );
    }
  });

  it("listens on loopback alone, the database on no address at all", async () => {
    const listening = (await debian.run(["ss", "--no-header", "--listening", "--tcp", "--udp", "--numeric"]))
      .trim()
      .split("\n");
    assert.deepEqual(
      listening.map((line) => line.trim().split(/\s+/)[4]),
      [`127.0.0.1:${SYNAPSE_PORT}`],
    );
  });

  it("gives the database to its own account alone", async () => {
    const query = [
      "psql",
      "--no-psqlrc",
      "--tuples-only",
      "--no-align",
      "--dbname=synapse",
      "--username=matrix-synapse",
    ];
    const collation = await debian.run([
      "runuser",
      "-u",
      "matrix-synapse",
      "--",
      ...query,
      "--command=SHOW server_encoding",
    ]);
    assert.equal(collation.trim(), "UTF8");
    await assert.rejects(
      debian.run(["runuser", "-u", "nobody", "--", ...query, "--command=SELECT 1"]),
      /Peer authentication failed/,
    );
  });

  it("makes role and database once, however often it is asked", async () => {
    assert.equal(await debian.run(["/usr/local/lib/stillroom/messaging-database"]), "");
  });
});
