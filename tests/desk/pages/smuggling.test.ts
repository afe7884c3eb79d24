import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { connect } from "node:tls";
import { createAdaptorServer } from "@hono/node-server";
import type { Attempts } from "../../../desk/attempts/attempts.ts";
import { SESSION_COOKIE } from "../../../desk/staff/sessions.ts";
import { render } from "../../../render/render.ts";
import { INVITING } from "../../fixtures/inviting-clinic.ts";
import { CANNOT_RUN_DEBIAN, debianWith, freePort, type Debianland } from "../../services/debian-programs.ts";
import { startNginx } from "../../services/nginx-on-release.ts";
import { CANNOT_RUN_PRIVATE_DEBIAN, deskDatabase, SETTINGS, type TestDesk } from "../desk-database.ts";
import { enrolled, type Enrolled } from "../people-of-the-desk.ts";
import { siteOf } from "./visitor.ts";

const NAME = new URL(SETTINGS.origin).hostname;

describe(
  "What a client writes by hand, through nginx",
  { skip: CANNOT_RUN_DEBIAN || CANNOT_RUN_PRIVATE_DEBIAN },
  () => {
    const database = deskDatabase();
    let test: TestDesk;
    let ada: Enrolled;
    let land: Debianland;
    let https: number;
    const servers: Server[] = [];
    /** What reached the desk, and what reached the other programs of the machine. */
    let asked: { readonly line: string; readonly headers: readonly string[] }[] = [];
    let elsewhere: string[] = [];
    /** By whom attempts were counted. */
    const counted = new Set<string>();

    before(async () => {
      test = await database.open();
      ada = await enrolled(test.desk, "ada", ["host"]);
      // Never too many: what is looked at here is the key.
      const endless: Attempts = { take: () => 0, giveBack: () => undefined, size: () => 0 };
      const take = (key: string): number => {
        counted.add(key);
        return 0;
      };
      const limits = { ...test.desk.limits, passwordsByName: endless, passwordsByAddress: { ...endless, take } };
      const app = siteOf({ desk: { ...test.desk, limits } });
      // The application's own type of server is wider than the one that it makes here.
      const desk = createAdaptorServer({ fetch: app.fetch }) as Server;
      desk.prependListener("request", ({ method, url, rawHeaders }) => {
        asked.push({ line: `${method} ${url}`, headers: rawHeaders });
      });
      const canary = createServer(({ method, url }, response) => {
        elsewhere.push(`${method} ${url}`);
        response.end("elsewhere");
      });
      const listening = async (server: Server): Promise<number> => {
        servers.push(server);
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        // Listening on a port of an address, it has one.
        return (server.address() as AddressInfo).port;
      };
      const [deskPort, canaryPort, http] = [await listening(desk), await listening(canary), await freePort()];
      https = await freePort();
      const text = (render(INVITING).files.find(({ path }) => path === "/etc/nginx/nginx.conf")?.text ?? "")
        .replaceAll(/listen \[::\]:\d+[^;]*;/g, "")
        .replaceAll("listen 80", `listen 127.0.0.1:${http}`)
        .replaceAll("listen 443", `listen 127.0.0.1:${https}`)
        .replaceAll("http://127.0.0.1:8200", `http://127.0.0.1:${deskPort}`)
        .replaceAll(/http:\/\/127\.0\.0\.1:(?:8008|5280)/g, `http://127.0.0.1:${canaryPort}`)
        // How often is for other tests.
        .replaceAll(/limit_req zone[^;]*;/g, "");
      land = await debianWith(13, [{ path: "/etc/nginx/nginx.conf", text }]);
      await startNginx(land, NAME, async () => (await sent(["GET / HTTP/1.1", `Host: ${NAME}`]))[0] === 200);
    });

    after(async () => {
      await land.stop();
      for (const server of servers) server.close().closeAllConnections();
    });

    /** The status of each answer that comes until nginx closes the connection. */
    const sent = (lines: readonly string[], body = ""): Promise<readonly number[]> =>
      exchanged(`${[...lines, "Connection: close"].join("\r\n")}\r\n\r\n${body}`).then(statusesIn);

    const exchanged = (bytes: string): Promise<string> =>
      new Promise((resolve, reject) => {
        let answer = "";
        // The certificate is the test's own.
        const socket = connect({ host: "127.0.0.1", port: https, servername: NAME, rejectUnauthorized: false }, () => {
          socket.write(bytes, "latin1");
        });
        socket.setTimeout(30_000, () => socket.destroy(new Error("No end came.")));
        socket.setEncoding("latin1").on("data", (chunk: string) => (answer += chunk));
        // A connection that nginx cuts off is an answer too.
        socket.on("close", () => {
          resolve(answer);
        });
        socket.on("error", (error: NodeJS.ErrnoException) => {
          if (error.code !== "ECONNRESET") reject(error);
        });
      });

    /** As a browser sends the form of a sign-in with a wrong password. */
    const FORM = "name=nobody&password=a+wrong+one";
    const signIn = (
      {
        without = [],
        ...more
      }: {
        readonly without?: readonly string[];
        readonly first?: readonly string[];
        readonly last?: readonly string[];
      } = {},
      body = FORM,
    ): Promise<readonly number[]> => {
      const usual = [
        ...[`Host: ${NAME}`, `Origin: ${SETTINGS.origin}`, "Content-Type: application/x-www-form-urlencoded"],
        `Content-Length: ${body.length}`,
      ].filter((line) => !without.includes(line.split(":")[0] ?? ""));
      return sent(["POST /sign-in HTTP/1.1", ...(more.first ?? []), ...usual, ...(more.last ?? [])], body);
    };

    const fresh = (): void => {
      asked = [];
      elsewhere = [];
      counted.clear();
    };

    it("reaches the desk as it is meant", async () => {
      fresh();
      assert.deepEqual(await signIn(), [422]);
      assert.deepEqual(
        asked.map(({ line }) => line),
        ["POST /sign-in"],
      );
      assert.deepEqual([...counted], ["127.0.0.1"]);
    });

    it("moves no attempt to another address", async () => {
      const forged = "203.0.113.9";
      for (const lines of [
        [`X-Forwarded-For: ${forged}`],
        [`X-Forwarded-For: ${forged}`, `X-Forwarded-For: 203.0.113.10`],
        [`x-forwarded-for: ${forged}`, `X-FORWARDED-FOR: ${forged}, ${forged}`],
        [`X_Forwarded_For: ${forged}`],
        [`X-Forwarded_For: ${forged}`],
        [`X-Forwarded-For:${forged}`, "Connection: X-Forwarded-For"],
        ["Connection: close, X-Forwarded-For", "TE: trailers"],
        [`X-Forwarded-For : ${forged}`],
        [`X-Forwarded-For\t: ${forged}`],
        ["X-Other: a", ` X-Forwarded-For: ${forged}`],
        ["X-Forwarded-For: a,", `\t${forged}`],
        [
          `Forwarded: for=${forged}`,
          `X-Real-IP: ${forged}`,
          `True-Client-IP: ${forged}`,
          `CF-Connecting-IP: ${forged}`,
        ],
        [`X-Forwarded-For: ${forged}\0`],
        [`X-Other: a\nX-Forwarded-For: ${forged}`],
        [`X-Other: a\rX-Forwarded-For: ${forged}`],
        [`X-Forwarded-For: ${"1, ".repeat(1000)}${forged}`],
      ]) {
        fresh();
        for (const place of ["first", "last"] as const) {
          const [status = 400, ...more] = await signIn({ [place]: lines });
          assert.ok([422, 400].includes(status) && more.length === 0, `${lines.join(" | ")} gave ${status}`);
        }
        assert.ok(
          [...counted].every((key) => key === "127.0.0.1"),
          `${lines.join(" | ")}: counted for ${[...counted].join()}`,
        );
        for (const { headers } of asked) {
          const addresses = headers.filter(
            (_, index) => index % 2 === 1 && /forwarded.for/i.test(headers[index - 1] ?? ""),
          );
          assert.deepEqual(addresses, ["127.0.0.1"], lines.join(" | "));
        }
      }
    });

    it("is no form of the desk's own because of how its headers are written", async () => {
      const evil = "Origin: https://elsewhere.example";
      const own = `Origin: ${SETTINGS.origin}`;
      for (const lines of [
        [],
        [evil],
        [evil, own],
        [own, evil],
        ["Origin:", own, "Origin: null"],
        [evil, `Origin_: ${SETTINGS.origin}`],
        [evil, "Sec_Fetch_Site: same-origin"],
        [evil, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-origin"],
        ["Sec-Fetch-Site: same-origin, cross-site"],
        [evil, ` ${own}`],
        [`${evil},`, `\t${SETTINGS.origin}`],
        [`Origin: ${SETTINGS.origin}, https://elsewhere.example`],
        [`Origin: ${SETTINGS.origin}.elsewhere.example`],
        [`Origin: https://elsewhere.example\0${SETTINGS.origin}`],
      ]) {
        fresh();
        const [status = 400] = await signIn({ without: ["Origin"], last: lines });
        assert.ok([403, 400].includes(status), `${lines.join(" | ")} gave ${status}`);
        assert.deepEqual([...counted], []);
      }
      // A form that is none: what a page of another site can send without being asked for leave.
      for (const type of [
        "text/plain",
        "multipart/form-data; boundary=x",
        "",
        "application/x-www-form-urlencoded, text/plain",
      ]) {
        fresh();
        const lines = type === "" ? [] : [`Content-Type: ${type}`];
        const [status] = await signIn({ without: ["Origin", "Content-Type"], last: [evil, ...lines] });
        assert.notEqual(status, 422, type);
        assert.deepEqual([...counted], []);
      }
    });

    it("is one request to the desk where it is one to nginx", async () => {
      const second = "GET /appointments HTTP/1.1\r\nHost: x\r\n\r\n";
      const chunks = `${FORM.length.toString(16)}\r\n${FORM}\r\n0\r\n\r\n`;
      const length = (bytes: number | string): string => `Content-Length: ${bytes}`;
      const cases: readonly (readonly [readonly string[], string])[] = [
        [[length(FORM.length), "Transfer-Encoding: chunked"], chunks],
        [["Transfer-Encoding: chunked", length(4)], `${chunks}${second}`],
        [[length(FORM.length), length(FORM.length)], FORM],
        [[length(0), length(FORM.length)], FORM],
        [[length(`${FORM.length}, 0`)], FORM],
        [[length(`+${FORM.length}`)], FORM],
        [[length(`0x${FORM.length.toString(16)}`)], FORM],
        [[length(-1)], FORM],
        [["Transfer-Encoding: xchunked"], chunks],
        [["Transfer-Encoding: identity, chunked"], chunks],
        [["Transfer-Encoding: chunked", "Transfer-Encoding: identity"], chunks],
        [["Transfer-Encoding:\tchunked"], chunks],
        [["Transfer-Encoding : chunked", length(FORM.length)], FORM],
        [["Transfer_Encoding: chunked", length(FORM.length)], FORM],
        [["X: a", " Transfer-Encoding: chunked", length(FORM.length)], FORM],
        [["Transfer-Encoding: chunked"], `${chunks}${second}`],
        [["Transfer-Encoding: chunked"], `5;${"x".repeat(50)}\r\nname=\r\n0\r\nHost: x\r\n\r\n`],
        [["Transfer-Encoding: chunked"], `-1\r\n${FORM}\r\n0\r\n\r\n`],
        [["Transfer-Encoding: chunked"], `ffffffffffffffff1\r\n${FORM}\r\n0\r\n\r\n`],
        [[length(FORM.length)], `${FORM}${second}`],
        [[length(FORM.length), "Expect: 100-continue"], FORM],
        [[length(FORM.length), "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"], FORM],
      ];
      for (const [lines, body] of cases) {
        fresh();
        const statuses = await sent(
          [
            "POST /sign-in HTTP/1.1",
            ...[`Host: ${NAME}`, `Origin: ${SETTINGS.origin}`, "Content-Type: application/x-www-form-urlencoded"],
            ...lines,
          ],
          body,
        );
        const what = `${lines.join(" | ")}: ${statuses.join()}`;
        assert.ok(statuses.filter((status) => status !== 100).length <= 1, what);
        assert.ok(
          statuses.every((status) => [100, 400, 413, 422, 501].includes(status)),
          what,
        );
        assert.ok(asked.length <= 1 && asked.every(({ line }) => line === "POST /sign-in"), what);
        for (const { headers } of asked) {
          const names = headers.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
          assert.equal(
            names.filter((name) => name === "content-length" || name === "transfer-encoding").length,
            1,
            what,
          );
          assert.ok(!names.includes("upgrade"), what);
        }
      }
      assert.deepEqual(elsewhere, []);
    });

    it("reaches the desk alone under the desk's name, and no other route than the one that it names", async () => {
      const { homeserver } = INVITING.names;
      const cases: readonly (readonly [string, readonly string[]])[] = [
        ["GET http://127.0.0.1:8008/_synapse/admin/v1/users HTTP/1.1", [`Host: ${NAME}`]],
        [`GET https://${homeserver}/_synapse/admin/v1/users HTTP/1.1`, [`Host: ${NAME}`]],
        ["GET http://elsewhere.example/appointments HTTP/1.1", [`Host: ${NAME}`]],
        ["GET / HTTP/1.1", [`Host: ${NAME}`, `Host: ${homeserver}`]],
        ["GET / HTTP/1.1", [`Host: ${NAME}, ${homeserver}`]],
        ["GET / HTTP/1.1", [`Host: ${NAME}@${homeserver}`]],
        ["GET / HTTP/1.1", ["Host: 127.0.0.1:8008"]],
        ["GET / HTTP/1.1", []],
        ["GET / HTTP/1.0", []],
        ["GET @127.0.0.1:8008/_synapse/admin HTTP/1.1", [`Host: ${NAME}`]],
        ["CONNECT 127.0.0.1:8008 HTTP/1.1", [`Host: ${NAME}`]],
        ["TRACE / HTTP/1.1", [`Host: ${NAME}`]],
        ["GET /\tHTTP/1.1", [`Host: ${NAME}`]],
        ["GET /%0d%0aHost:%20x HTTP/1.1", [`Host: ${NAME}`]],
      ];
      for (const [line, headers] of cases) {
        fresh();
        const statuses = await sent([line, ...headers]);
        assert.deepEqual(elsewhere, [], `${line} ${headers.join(" | ")} reached another program`);
        assert.ok(statuses.length <= 1 && statuses.every((status) => status !== 303), `${line}: ${statuses.join()}`);
      }
      // What names the desk in full is asked of the desk, as the same page; and says nothing of another host.
      fresh();
      const answer = await exchanged(
        `GET ${SETTINGS.origin}/appointments HTTP/1.1\r\nHost: elsewhere.example\r\nX-Forwarded-Host: elsewhere.example\r\nConnection: close\r\n\r\n`,
      );
      assert.match(answer, /^HTTP\/1\.1 303 /);
      assert.match(answer, /\r\nlocation: \/\r\n/i);
      assert.ok(!answer.includes("elsewhere.example"));
      assert.deepEqual(
        asked.map(({ line }) => line),
        ["GET /appointments"],
      );
      assert.ok(
        asked.every(({ headers }) => headers[headers.findIndex((name) => name.toLowerCase() === "host") + 1] === NAME),
      );
    });

    it("is nobody's session but the one whose cookie it holds", async () => {
      const good = `${SESSION_COOKIE}=${ada.cookie}`;
      const get = async (...cookies: readonly string[]): Promise<number | undefined> =>
        (await sent(["GET /appointments HTTP/1.1", `Host: ${NAME}`, ...cookies]))[0];
      assert.equal(await get(`Cookie: ${good}`), 200);
      for (const cookies of [
        [`Cookie_: ${good}`],
        [`X-Other: a`, ` Cookie: ${good}`],
        [`Cookie: ${SESSION_COOKIE}=${ada.cookie}x`],
        [`Cookie: ${SESSION_COOKIE.toLowerCase()}=${ada.cookie}`],
        [`Cookie: x${good}`],
        [`Cookie: ${SESSION_COOKIE}=${"a".repeat(43)}`, `Cookie: ${good}`],
      ]) {
        assert.notEqual(await get(...cookies), 200, cookies.join(" | "));
      }
    });
  },
);

function statusesIn(answer: string): readonly number[] {
  return [...answer.matchAll(/(?:^|\r\n)HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}
