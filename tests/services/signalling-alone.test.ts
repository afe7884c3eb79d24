import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:tls";
import { after, before, describe, it } from "node:test";
import type { Clinic } from "../../clinic/clinic.ts";
import { render } from "../../render/render.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { CANNOT_RUN_DEBIAN, debianWith, freePort, type Debianland } from "./debian-programs.ts";
import { startNginx } from "./nginx-on-release.ts";

const { video } = CLINIC.names;

/** What a browser asks for, which has to arrive. */
const SIGNALLING = "/xmpp-websocket?room=any&token=one.two.three";
/** What nobody from outside may ask Prosody, in ways in which two programs read one address differently. */
const OTHERS: readonly string[] = [
  "/room-orders",
  "//room-orders",
  "/room%2Dorders",
  "/room-orders%3f/../xmpp-websocket",
  "/room-orders%3F/%2e%2e/xmpp-websocket",
  "/room-orders%3fx=/..//xmpp-websocket",
  "/room-orders/../xmpp-websocket",
  "/room-orders%00/../xmpp-websocket",
  "/room-orders%23/../xmpp-websocket",
  "/room-orders#/../xmpp-websocket",
  "/xmpp-websocket/../room-orders",
  "/xmpp-websocket/%2e%2e/room-orders",
  "/xmpp-websocket%2f..%2froom-orders",
  "/xmpp-websocket;/room-orders",
  "/xmpp-websocket#/room-orders",
  "/./xmpp-websocket/./../room-orders",
  "http://meet.internal/room-orders",
  "http://meet.internal/room-orders%3f/../xmpp-websocket",
  "http://127.0.0.1:5280/room-orders",
];

for (const debian of [13, 12] as const) {
  describe(`nginx of Debian ${debian} before Prosody`, { skip: CANNOT_RUN_DEBIAN }, () => {
    const clinic: Clinic = { ...CLINIC, machine: { ...CLINIC.machine, debian } };
    /** Stands in for Prosody: keeps what it was asked. */
    const asked: string[] = [];
    const prosody = createServer((request, response) => {
      asked.push(`${request.method ?? ""} ${request.url ?? ""} for ${String(request.headers["x-forwarded-for"])}`);
      response.end("heard");
    });
    let land: Debianland;
    let https: number;

    /** Sends a request as it is written, and gives the status. */
    const ask = (method: string, target: string, headers: readonly string[] = []): Promise<number> =>
      new Promise((resolve, reject) => {
        const socket = connect({ host: "127.0.0.1", port: https, servername: video, rejectUnauthorized: false });
        let answer = "";
        socket.setEncoding("utf8").on("data", (chunk: string) => (answer += chunk));
        socket.once("error", reject).once("close", () => {
          resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]));
        });
        const lines = [`${method} ${target} HTTP/1.1`, `Host: ${video}`, "Content-Length: 0", "Connection: close"];
        socket.write([...lines, ...headers, "", ""].join("\r\n"));
      });

    before(async () => {
      await new Promise<void>((resolve) => prosody.listen(0, "127.0.0.1", resolve));
      // A server that listens on TCP has such an address.
      const { port } = prosody.address() as AddressInfo;
      const http = await freePort();
      https = await freePort();
      const onPorts = (text: string): string =>
        text
          .replaceAll(/listen \[::\]:\d+[^;]*;/g, "")
          .replaceAll("listen 80", `listen 127.0.0.1:${http}`)
          .replaceAll("listen 443", `listen 127.0.0.1:${https}`)
          // They are all one visitor's here.
          .replaceAll(/limit_req zone=signalling [^;]*;/g, "")
          .replace("http://127.0.0.1:5280", `http://127.0.0.1:${port}`);
      const files = render(clinic).files.filter(({ service }) => service === "nginx");
      land = await debianWith(
        debian,
        files.map(({ path, text }) => ({ path, text: onPorts(text) })),
      );
      await startNginx(land, video, async () => (await ask("GET", SIGNALLING)) === 200);
    });
    after(async () => {
      await land.stop();
      prosody.closeAllConnections();
      prosody.close();
    });

    it("hands on the signalling with what it was asked, for whom it is", async () => {
      asked.length = 0;
      assert.equal(await ask("GET", SIGNALLING, ["X-Forwarded-For: 198.51.100.9"]), 200);
      assert.deepEqual(asked, [`GET ${SIGNALLING} for 127.0.0.1`]);
    });

    for (const target of OTHERS) {
      it(`hands on nothing else: ${target}`, async () => {
        asked.length = 0;
        for (const method of ["GET", "POST"]) await ask(method, target);
        for (const one of asked) assert.match(one, /^(?:GET|POST) \/xmpp-websocket(?:\?\S*)? for 127\.0\.0\.1$/);
      });
    }
  });
}
