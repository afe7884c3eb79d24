import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:https";
import { connect, createServer, type AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { parse } from "yaml";
import { nginx } from "../../services/nginx.ts";
import { postgresql } from "../../services/postgresql.ts";
import type { Step } from "../../services/service.ts";
import { synapse, SYNAPSE_PORT } from "../../services/synapse.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { debianWith, freePort, type Debianland } from "./debian-programs.ts";
import { startNginx } from "./nginx-on-release.ts";
import { OF_CLIENTS, WITH_DOT_SEGMENTS } from "./dot-segments.ts";
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

/** Hands on whatever comes to a socket in a file. */
const INTO_SYNAPSE = `
import asyncio
async def copy(source, target):
    while data := await source.read(65536):
        target.write(data)
        await target.drain()
    target.close()
async def hand_on(reader, writer):
    inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", ${SYNAPSE_PORT})
    await asyncio.gather(copy(reader, inner_writer), copy(inner_reader, writer), return_exceptions=True)
async def main():
    async with await asyncio.start_unix_server(hand_on, "/run/into-synapse") as server:
        await server.serve_forever()
asyncio.run(main())
`;

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
    await debian.startDatabase();
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

  it("answers nothing of its administration through nginx, however the address is written", async () => {
    const { homeserver } = CLINIC.names;
    // The administration is there: it asks who is speaking.
    assert.equal((await ask("GET", "/_synapse/admin/v2/users/x")).status, 401);
    // Synapse has a network of its own here: a socket in a file leads into it.
    debian.start(["python3", "-c", INTO_SYNAPSE]);
    const relay = createServer((socket) => {
      const inside = connect(`${debian.root}/run/into-synapse`);
      socket.pipe(inside).pipe(socket);
      for (const end of [socket, inside]) end.on("error", () => socket.destroy(inside.destroy().errored ?? undefined));
    });
    relay.listen(0, "127.0.0.1");
    await once(relay, "listening");
    // A server that listens on TCP has such an address.
    const { port } = relay.address() as AddressInfo;
    const [http, https] = [await freePort(), await freePort()];
    const answer = (path: string): Promise<Answer> =>
      new Promise((resolve, reject) => {
        const options = { host: "127.0.0.1", port: https, servername: homeserver, rejectUnauthorized: false };
        const call = request({ ...options, path, headers: { host: homeserver }, agent: false }, (response) => {
          let text = "";
          response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
          response.on("end", () => {
            const json = text.startsWith("{");
            // As above; nginx's own answers are pages.
            const body = (json ? JSON.parse(text) : {}) as Answer["body"];
            resolve({ status: response.statusCode ?? 0, body });
          });
        });
        call.on("error", reject).end();
      });
    let web: Debianland | undefined;
    try {
      const onPorts = (text: string): string =>
        text
          .replaceAll(/listen \[::\]:\d+[^;]*;/g, "")
          .replaceAll("listen 80", `listen 127.0.0.1:${http}`)
          .replaceAll("listen 443", `listen 127.0.0.1:${https}`)
          .replace(`http://127.0.0.1:${SYNAPSE_PORT}`, `http://127.0.0.1:${port}`);
      web = await debianWith(
        13,
        renderedFiles(nginx, CLINIC).map(({ path, text }) => ({ path, text: onPorts(text) })),
      );
      await startNginx(web, homeserver, async () => (await answer("/_matrix/client/versions")).status === 200);
      for (const path of WITH_DOT_SEGMENTS.filter((target) => target.startsWith("/"))) {
        const { status, body } = await answer(path);
        assert.ok(
          [400, 404].includes(status) && body["errcode"] === undefined,
          `${path} gave ${status}, ${JSON.stringify(body)}`,
        );
      }
      // What clients ask for is Synapse's to answer, and known to it.
      for (const path of OF_CLIENTS.filter((target) => target.startsWith("/_matrix/client/v3/"))) {
        const { status, body } = await answer(path);
        assert.ok(
          status !== 400 && body["errcode"] !== undefined && body["errcode"] !== "M_UNRECOGNIZED",
          `${path} gave ${status}, ${JSON.stringify(body)}`,
        );
      }
    } finally {
      await web?.stop();
      relay.close();
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
