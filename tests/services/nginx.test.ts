import assert from "node:assert/strict";
import { request, type RequestOptions } from "node:https";
import { connect } from "node:net";
import { connect as connectTls } from "node:tls";
import { after, before, describe, it } from "node:test";
import type { Clinic } from "../../clinic/clinic.ts";
import { render } from "../../render/render.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import {
  CANNOT_RUN_DEBIAN,
  debianWith,
  failureOf,
  freePort,
  type Debianland,
  type PlacedFile,
} from "./debian-programs.ts";
import { startNginx } from "./nginx-on-release.ts";
import { WITHOUT_CHROMIUM } from "../chromium/installed.ts";
import { chromiumApart } from "../chromium/apart.ts";

const { video, messaging, homeserver, relay } = CLINIC.names;

/** The package's page, as far as the server has a part in it (jitsi-meet index.html at 237e645e). */
const PAGE = `<html><head><!--#include virtual="head.html" -->
<script><!--#include virtual="/config.js" --></script><script><!--#include virtual="/interface_config.js" --></script>
<script src="libs/app.bundle.min.js"></script>
<!--#include virtual="title.html" --><!--#include virtual="plugin.head.html" --></head><body></body></html>`;

/** The smallest WebAssembly module: its header (WebAssembly Core Specification, 5.5.16). */
const WASM = "new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])";
const WORKER = `WebAssembly.compile(${WASM}).then(() => postMessage("ran"), (error) => postMessage(String(error)));`;

/** Starts a worker as lib-jitsi-meet starts its own (modules/e2ee/E2EEContext.js), and tries what must not go. */
const PROBE = `<html><head><script>
  const source = 'importScripts("' + location.origin + '/libs/worker.js");';
  const worker = new Worker(URL.createObjectURL(new Blob([source], { type: "application/javascript" })));
  const said = (promise) => promise.then(() => "went", () => "refused");
  window.probe = Promise.all([
    new Promise((resolve) => { worker.onmessage = (event) => resolve(event.data); worker.onerror = () => resolve("blocked"); }),
    said(WebAssembly.compile(${WASM})),
    said(fetch("https://stranger.example/")),
    said(fetch("/config.js")),
    said(new Promise((resolve, reject) => { const image = new Image(); image.onload = resolve; image.onerror = reject; image.src = "https://${messaging}/x.png"; })),
    said(Promise.resolve().then(() => eval("1"))),
  ]);
</script></head></html>`;

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

for (const debian of [13, 12] as const) {
  describe(`nginx of Debian ${debian} with our configuration`, { skip: CANNOT_RUN_DEBIAN }, () => {
    const clinic: Clinic = { ...CLINIC, machine: { ...CLINIC.machine, debian } };
    let land: Debianland;
    let http: number;
    let https: number;

    const get = (host: string, path: string, options: RequestOptions = {}): Promise<Answer> =>
      new Promise((resolve, reject) => {
        // The certificate is the test's own.
        const ours = { host: "127.0.0.1", port: https, servername: host, rejectUnauthorized: false };
        const call = request({ ...ours, path, headers: { host }, agent: false, ...options }, (answer) => {
          let body = "";
          answer.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
          answer.on("end", () => {
            resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body });
          });
        });
        call.on("error", reject).end();
      });

    before(async () => {
      http = await freePort();
      https = await freePort();
      const files = render(clinic)
        .files.filter((file) => ["nginx", "jitsi-meet", "element"].includes(file.service))
        .map((file): PlacedFile => ({ path: file.path, text: onPorts(file.text, http, https) }));
      const stand: readonly PlacedFile[] = [
        { path: "/usr/share/jitsi-meet/index.html", text: PAGE },
        { path: "/usr/share/jitsi-meet/head.html", text: "<!-- the package's own head -->" },
        { path: "/usr/share/jitsi-meet/plugin.head.html", text: "<!-- the package's own plugin head -->" },
        { path: "/usr/share/jitsi-meet/title.html", text: "<title>Jitsi Meet</title>" },
        { path: "/usr/share/jitsi-meet/libs/app.bundle.min.js", text: "void 0;" },
        { path: "/usr/share/jitsi-meet/libs/olm.wasm", text: "\0asm" },
        { path: "/usr/share/jitsi-meet/libs/worker.js", text: WORKER },
        { path: "/usr/share/jitsi-meet/static/probe.html", text: PROBE },
        { path: "/usr/share/element-web/index.html", text: "<p>messages</p>" },
        { path: "/var/lib/stillroom/acme/.well-known/acme-challenge/token", text: "answer" },
      ];
      land = await debianWith(debian, [...files, ...stand]);
      await startNginx(land, video, async () => (await get(video, "/")).status === 200);
    });

    after(() => land.stop());

    it("passes nginx's own check without a word, and a broken file doesn't", async () => {
      assert.equal(await land.run(["nginx", "-t", "-q"]), "");
      const broken = await debianWith(debian, [
        { path: "/etc/nginx/nginx.conf", text: "http { server { listen x; } }" },
      ]);
      try {
        await failureOf(broken.run(["nginx", "-t", "-q"]));
      } finally {
        await broken.stop();
      }
    });

    it("puts configuration, title and guard into the page of a room, the guard before every other script", async () => {
      for (const path of ["/", "/blue-heron-41"]) {
        const { body, status } = await get(video, path);
        assert.equal(status, 200);
        assert.match(body, /conference\.meet\.internal/);
        assert.match(body, /<title>Quiet Harbour<\/title>/);
        assert.match(body, /var interfaceConfig/);
        assert.doesNotMatch(body, /package's own|<title>Jitsi|<!--#/);
        assert.equal(body.split('src="/guard.js"').length - 1, 2);
        assert.equal(body.indexOf("<script"), body.indexOf('<script src="/guard.js"'));
      }
      assert.match((await get(video, "/guard.js")).body, /TOGGLE_E2EE/);
    });

    const pages: readonly (readonly [string, string])[] = [
      [video, "/"],
      [video, "/blue-heron"],
      [video, "/config.js"],
      [video, "/guard.js"],
      [video, "/libs/app.bundle.min.js"],
      [video, "/no/such/page"],
      [video, "/xmpp-websocket"],
      [messaging, "/"],
      [messaging, "/.well-known/matrix/client"],
      [homeserver, "/.well-known/matrix/client"],
      [homeserver, "/_synapse/admin/v1/users"],
    ];
    for (const [host, path] of pages) {
      it(`sends every security header with https://${host}${path}`, async () => {
        const { headers } = await get(host, path);
        assert.equal(headers["strict-transport-security"], "max-age=63072000");
        assert.equal(headers["referrer-policy"], "no-referrer");
        assert.equal(headers["x-content-type-options"], "nosniff");
        assert.match(String(headers["x-robots-tag"]), /noindex/);
        assert.match(String(headers["content-security-policy"]), /^default-src 'none'/);
        assert.match(String(headers["permissions-policy"]), /geolocation=\(\)/);
        assert.equal(headers["server"], "nginx");
      });
    }

    it("lets the encryption worker and WebAssembly run and no other place be asked", async () => {
      const policy = new Map(
        String((await get(video, "/")).headers["content-security-policy"])
          .split("; ")
          .map((directive) => [directive.split(" ")[0] ?? "", directive.split(" ").slice(1)]),
      );
      assert.ok(policy.get("script-src")?.includes("'wasm-unsafe-eval'"));
      assert.ok(policy.get("worker-src")?.includes("blob:"));
      assert.deepEqual(policy.get("connect-src"), ["'self'", `wss://${video}`]);
      assert.deepEqual(policy.get("frame-ancestors"), [`https://${messaging}`]);
      const hosts = [...policy.values()].flat().filter((source) => source.includes("."));
      assert.deepEqual([...new Set(hosts)].sort(), [`https://${messaging}`, `wss://${video}`].sort());
    });

    it("lets a real browser do so", { skip: WITHOUT_CHROMIUM }, async () => {
      const { browser, close } = await chromiumApart(
        [https],
        ["--no-sandbox", `--host-resolver-rules=MAP ${video}:443 127.0.0.1:${https}, MAP * ~NOTFOUND`],
      );
      try {
        const page = await browser.newPage({ ignoreHTTPSErrors: true });
        await page.goto(`https://${video}/static/probe.html`);
        assert.deepEqual(await page.evaluate("probe"), ["ran", "went", "refused", "went", "refused", "refused"]);
      } finally {
        await close();
      }
    });

    it("serves WebAssembly as such, and nothing beside the package's pages", async () => {
      assert.equal((await get(video, "/libs/olm.wasm")).headers["content-type"], "application/wasm");
      for (const path of [
        "/http-bind",
        "/conference-request/v1",
        "/scripts/x.sh",
        "/libs/../../../etc/passwd",
        "/colibri-ws/x/y",
      ]) {
        const { body, status } = await get(video, path);
        assert.ok(status === 400 || status === 404 || body.includes("/guard.js"), `${path} gave ${status}`);
        assert.doesNotMatch(body, /root:/);
      }
    });

    it("answers nothing under the homeserver's name but the client interface", async () => {
      const refused = [
        "/",
        "/_synapse/admin/v1/users",
        "/_matrix/federation/v1/version",
        "/_matrix/key/v2/server",
        "/_matrix/clientx",
        "/metrics",
      ];
      for (const path of refused) assert.equal((await get(homeserver, path)).status, 404, path);
      // Nobody listens behind it here: the gateway says so, and so it would have passed it on.
      for (const path of ["/_matrix/client/versions", "/_matrix/media/v3/upload", "/_synapse/client/x"]) {
        assert.equal((await get(homeserver, path)).status, 502, path);
      }
    });

    it("tells any client where the homeserver is", async () => {
      for (const host of [messaging, homeserver]) {
        const { body, headers } = await get(host, "/.well-known/matrix/client");
        assert.equal(headers["access-control-allow-origin"], "*");
        assert.match(String(headers["content-type"]), /^application\/json/);
        assert.match(body, new RegExp(`https://${homeserver.replaceAll(".", "\\.")}`));
      }
    });

    it("gives a stranger's name no certificate and no answer", async () => {
      for (const name of ["stranger.example", relay]) await assert.rejects(get(name, "/"), /unrecognized name|alert/i);
      assert.equal(await plain(http, "stranger.example", "/"), "");
    });

    it("answers on port 80 with the issuer's challenge or a redirect", async () => {
      assert.match(await plain(http, video, "/.well-known/acme-challenge/token"), /200 OK[\s\S]*answer/);
      assert.match(await plain(http, relay, "/.well-known/acme-challenge/other"), /404/);
      assert.match(await plain(http, video, "/room"), new RegExp(`301[\\s\\S]*Location: https://${video}/room`));
    });

    it("speaks TLS 1.2 with ECDHE alone, and nothing older", async () => {
      const offered = (options: object): Promise<string> =>
        new Promise((resolve, reject) => {
          const ours = { host: "127.0.0.1", port: https, servername: video, rejectUnauthorized: false };
          const socket = connectTls({ ...ours, ...options }, () => {
            resolve(`${socket.getProtocol() ?? ""} ${socket.getCipher().name}`);
            socket.destroy();
          });
          socket.on("error", reject);
        });
      assert.match(await offered({ maxVersion: "TLSv1.2" }), /^TLSv1\.2 ECDHE-/);
      await assert.rejects(offered({ minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" }));
      await assert.rejects(offered({ maxVersion: "TLSv1.2", ciphers: "DHE-RSA-AES128-GCM-SHA256:AES128-GCM-SHA256" }));
    });

    it("keeps no record of who came", async () => {
      assert.equal(
        (await land.run(["sh", "-c", "cat /var/log/nginx/* 2>/dev/null; true"])).includes("127.0.0.1"),
        false,
      );
    });
  });
}

/** The rendered configuration on free ports of the loopback address. */
function onPorts(text: string, http: number, https: number): string {
  return text
    .replaceAll(/listen \[::\]:\d+[^;]*;/g, "")
    .replaceAll("listen 80", `listen 127.0.0.1:${http}`)
    .replaceAll("listen 443", `listen 127.0.0.1:${https}`)
    .replace("http://127.0.0.1:8008", "http://127.0.0.1:9")
    .replace("http://127.0.0.1:5280", "http://127.0.0.1:9");
}

/** The whole of what comes over plain HTTP. */
function plain(port: number, host: string, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    });
    socket.setEncoding("utf8").on("data", (chunk: string) => (answer += chunk));
    socket.on("close", () => {
      resolve(answer);
    });
    socket.on("error", reject);
  });
}
