import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";
import type { BrowserContext, Page } from "playwright-core";
import { render } from "../../../render/render.ts";
import { chromiumApart, type ChromiumApart } from "../../chromium/apart.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { CANNOT_RUN_PRIVATE_DEBIAN, SETTINGS } from "../desk-database.ts";
import { WITHOUT_CHROMIUM } from "../../chromium/installed.ts";

/** For `skip`: false, or why not. */
export const CANNOT_SHOW_THE_DESK = CANNOT_RUN_PRIVATE_DEBIAN || WITHOUT_CHROMIUM;

const CONFIGURATION = render({ ...CLINIC, desk: { ...CLINIC.desk, enabled: true } }).files.find(
  ({ path }) => path === "/etc/nginx/nginx.conf",
)?.text;

/** As nginx sends them with every page of the desk. */
const HEADERS = [
  ...(CONFIGURATION?.split("# Appointments and invitations.")[1] ?? "").matchAll(/add_header (\S+) "?(.*?)"? always;/g),
].map(([, name = "", value = ""]) => [name, value.replaceAll('\\"', '"')] as const);

/** The desk on a real Chromium, under its own name, over TLS. */
export interface DeskInBrowser {
  /** Which application answers from now on. */
  readonly serve: (app: Hono) => void;
  readonly context: (options?: {
    readonly language?: string;
    readonly phone?: boolean;
    readonly width?: number;
    readonly zone?: string;
  }) => Promise<BrowserContext>;
}

/** Starts a server and Chromium before the tests of a `describe`, and ends both after them. */
export function deskInBrowser(): DeskInBrowser {
  let chromium: ChromiumApart | undefined;
  let current: Hono | undefined;
  const folder = mkdtempSync(join(tmpdir(), "stillroom-desk-pages-"));
  const host = new URL(SETTINGS.origin).hostname;
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const name = ["-subj", `/CN=${host}`, "-addext", `subjectAltName=DNS:${host}`];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, ...name], {
    stdio: "ignore",
  });
  const server = createAdaptorServer({
    createServer,
    serverOptions: { key: readFileSync(key), cert: readFileSync(cert) },
    fetch: async (request: Request) => {
      if (current === undefined) return new Response("nothing is served yet", { status: 503 });
      const forwarded = new Headers(request.headers);
      forwarded.set("X-Forwarded-For", "198.51.100.7");
      const answer = await current.fetch(new Request(request, { headers: forwarded }));
      for (const [header, value] of HEADERS) answer.headers.set(header, value);
      return answer;
    },
  });

  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    // It listens on a port, so that this is no path.
    const { port } = server.address() as AddressInfo;
    chromium = await chromiumApart(
      [port],
      [
        ...["--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
        ...["--ignore-certificate-errors", `--host-resolver-rules=MAP ${host} 127.0.0.1:${port}`],
      ],
    );
  });
  after(async () => {
    await chromium?.close();
    server.close();
    rmSync(folder, { recursive: true });
  });

  return {
    serve: (app) => {
      current = app;
    },
    context: async ({ language = "en-GB", phone = false, width, zone = "Europe/Berlin" } = {}) => {
      if (chromium === undefined) throw new Error("The browser is there only while the tests run.");
      const context = await chromium.browser.newContext({
        baseURL: SETTINGS.origin,
        ignoreHTTPSErrors: true,
        locale: language,
        timezoneId: zone,
        colorScheme: "light",
        viewport: phone ? { width: 360, height: 640 } : { width: width ?? 1280, height: 800 },
        permissions: ["camera", "microphone", "clipboard-read", "clipboard-write"],
      });
      context.setDefaultTimeout(60_000);
      // A stand-in for the room: it shows that somebody came.
      await context.route(`${SETTINGS.video}/**`, (route) =>
        route.fulfill({ contentType: "text/html", body: "<!doctype html><title>The room</title>" }),
      );
      return context;
    },
  };
}

/** An authenticator of Chromium's own in a page: a passkey that asks for nothing and says that it asked. */
export async function withPasskeys(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
}
