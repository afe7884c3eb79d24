import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { connect as connectHttp2 } from "node:http2";
import type { AddressInfo } from "node:net";
import { connect } from "node:tls";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import type { Clinic } from "../../clinic/clinic.ts";
import { render } from "../../render/render.ts";
import { INVITING } from "../fixtures/inviting-clinic.ts";
import { CANNOT_RUN_DEBIAN, debianWith, freePort, type Debianland } from "./debian-programs.ts";
import { startNginx } from "./nginx-on-release.ts";
import { OF_CLIENTS, WITH_DOT_SEGMENTS } from "./dot-segments.ts";

const { homeserver, video, desk } = INVITING.names;

for (const debian of [13, 12] as const) {
  describe(`nginx of Debian ${debian} before the homeserver`, { skip: CANNOT_RUN_DEBIAN }, () => {
    const clinic: Clinic = { ...INVITING, machine: { ...INVITING.machine, debian } };
    /** Stands in for every program behind nginx: keeps what it was asked. */
    const asked: string[] = [];
    const behind = createServer((request, response) => {
      asked.push(request.url ?? "");
      response.end("heard");
    });
    let land: Debianland;
    let https: number;

    /** Sends an address as it is written, and gives the status. */
    const ask = (target: string, name = homeserver): Promise<number> =>
      new Promise((resolve, reject) => {
        const socket = connect({ host: "127.0.0.1", port: https, servername: name, rejectUnauthorized: false });
        let answer = "";
        socket.setEncoding("utf8").on("data", (chunk: string) => (answer += chunk));
        socket.once("error", reject).once("close", () => {
          resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]));
        });
        // What is sent is bytes, not text.
        socket.write(`GET ${target} HTTP/1.1\r\nHost: ${name}\r\nConnection: close\r\n\r\n`, "latin1");
      });

    before(async () => {
      behind.listen(0, "127.0.0.1");
      await once(behind, "listening");
      // A server that listens on TCP has such an address.
      const { port } = behind.address() as AddressInfo;
      const http = await freePort();
      https = await freePort();
      const onPorts = (text: string): string =>
        text
          .replaceAll(/listen \[::\]:\d+[^;]*;/g, "")
          .replaceAll("listen 80", `listen 127.0.0.1:${http}`)
          .replaceAll("listen 443", `listen 127.0.0.1:${https}`)
          // They are all one visitor's here.
          .replaceAll(/limit_req zone=[^;]*;/g, "")
          .replaceAll(/http:\/\/127\.0\.0\.1:(?:8008|5280|8200)/g, `http://127.0.0.1:${port}`);
      const files = render(clinic).files.filter(({ service }) => service === "nginx");
      land = await debianWith(
        debian,
        files.map(({ path, text }) => ({ path, text: onPorts(text) })),
      );
      await startNginx(land, homeserver, async () => (await ask("/_matrix/client/versions")) === 200);
    });
    after(async () => {
      await land.stop();
      behind.closeAllConnections();
      behind.close();
    });

    it("hands on what clients ask for as it was sent", async () => {
      for (const target of OF_CLIENTS) {
        asked.length = 0;
        assert.equal(await ask(target), 200, target);
        assert.deepEqual(asked, [target]);
      }
    });

    for (const name of [homeserver, video, desk]) {
      it(`hands on nothing that has a dot segment, in whatever spelling: ${name}`, async () => {
        asked.length = 0;
        for (const target of WITH_DOT_SEGMENTS) {
          const status = await ask(target, name);
          assert.ok(status === 404 || status === 400, `${target} gave ${status} and reached ${asked.join()}`);
        }
        assert.deepEqual(asked, []);
      });
    }

    it("refuses them in HTTP/2 too", { skip: debian === 12 ? "it is off there" : false }, async () => {
      asked.length = 0;
      const session = connectHttp2(`https://127.0.0.1:${https}`, { servername: homeserver, rejectUnauthorized: false });
      try {
        for (const path of WITH_DOT_SEGMENTS.filter((target) => target.startsWith("/"))) {
          const stream = session.request({ ":path": path, ":authority": homeserver });
          const status = await new Promise<number>((resolve, reject) => {
            stream.once("error", reject);
            stream.once("response", (headers) => {
              resolve(headers[":status"] ?? 0);
            });
          });
          stream.close();
          assert.ok(status === 404 || status === 400, `${path} gave ${status}`);
        }
      } finally {
        session.destroy();
      }
      assert.deepEqual(asked, []);
    });

    it("hands on nothing but the client interface as another program reads it, whatever is sent", async () => {
      const piece = fc.constantFrom(
        ...[
          "/",
          "//",
          "%2f",
          "%2F",
          "\\",
          "%5c",
          ".",
          "..",
          "%2e",
          "%2E",
          "?",
          "%3f",
          "#",
          "%23",
          ";",
          "%25",
          "%00",
          "%",
        ],
        ...["a", "_matrix", "_synapse", "client", "media", "admin", "%5fmatrix", "%61dmin", "\xff", "%ff"],
        ...["/_synapse/admin/", "/_matrix/client/", "/_synapse/client/"],
      );
      const whole = fc.array(piece, { minLength: 1, maxLength: 14 }).map((pieces) => `/${pieces.join("")}`);
      let handed = 0;
      await fc.assert(
        fc.asyncProperty(whole, async (target) => {
          asked.length = 0;
          await ask(target);
          const [sent, ...more] = asked;
          assert.equal(more.length, 0);
          if (sent === undefined) return;
          handed += 1;
          const path = sent.split("?")[0] ?? "";
          // Without resolving dots, as Twisted has it (twisted.web.http.Request), and with.
          const plain = unquoted(path).replaceAll(/[/\\]+/g, "/");
          assert.match(plain, /^\/(?:_matrix\/(?:client|media)|_synapse\/client)\//, sent);
          assert.doesNotMatch(plain, /\/\.{1,2}(?:[/?#]|$)/, sent);
        }),
        { numRuns: 1500 },
      );
      assert.ok(handed > 10, `${handed} reached it`);
    });
  });
}

/** Each `%xx` as the character of that number; what is no such thing stays (Python, urllib.parse.unquote). */
function unquoted(text: string): string {
  return text.replaceAll(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}
