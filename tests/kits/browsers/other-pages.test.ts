import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { createAdaptorServer } from "@hono/node-server";
import { KNOWN_COOKIE } from "../../../desk/staff/known-devices.ts";
import { isInstalled, sandboxObstacle } from "../../../scripts/sandbox/obstacle.ts";
import { CANNOT_RUN_PRIVATE_DEBIAN, deskDatabase } from "../../desk/desk-database.ts";
import { siteOf } from "../../desk/pages/visitor.ts";
import { invitedLink } from "../../desk/people-of-the-desk.ts";
import { runAlone } from "./alone.ts";
import { PRACTICE } from "./declared.ts";
import { nginxHeadersOf } from "./nginx-headers.ts";
import { certificatesIn, pagesIn } from "./web-server.ts";

// What Firefox is for in a practice: the desk and messages. Real: Firefox, the kit's file, the desk with its database, each page's headers as nginx
// sends them. A stand-in: the page of messages, which is ours and needs of a browser what Element and its cryptography need.

interface Found {
  /** The desk's, after somebody had signed in and out. */
  readonly cookies: readonly string[];
  readonly kept: Readonly<Record<string, unknown>>;
  readonly visits: number;
  /** The same after Firefox had been ended and started again. */
  readonly cookiesLater: readonly string[];
  readonly found: Readonly<Record<string, unknown>>;
  readonly visitsLater: number;
}

const skip =
  (await sandboxObstacle()) ??
  (CANNOT_RUN_PRIVATE_DEBIAN || (isInstalled("firefox-esr") ? false : "needs Debian's firefox-esr"));

describe("the desk and messages in Firefox with the kit's file", { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), "other-pages-"));
  const database = deskDatabase();
  const { desk, messaging, homeserver } = PRACTICE.names;
  let found: Found;
  before(async () => {
    const opened = await database.open();
    const site = siteOf(opened);
    const page = pagesIn(import.meta.dirname);
    const { key, cert, authority } = certificatesIn(folder);
    writeFileSync(join(folder, "authority.der"), authority);
    const answers: Readonly<Record<string, (request: Request) => Response | Promise<Response>>> = {
      [desk]: (request) => {
        const headers = new Headers(request.headers);
        headers.set("X-Forwarded-For", "198.51.100.7");
        return site.fetch(new Request(request, { headers }));
      },
      [messaging]: ({ url }) => {
        const file = page(new URL(url).pathname);
        if (file === undefined) return new Response("", { status: 404 });
        return new Response(file.body, { headers: { "Content-Type": file.contentType } });
      },
      // Synapse lets every origin read what it answers (its docs/, "CORS").
      [homeserver]: () => new Response("{}", { headers: { "Access-Control-Allow-Origin": "*" } }),
    };
    const server = createAdaptorServer({
      createServer,
      serverOptions: { key, cert },
      fetch: async (request: Request) => {
        const { hostname } = new URL(request.url);
        const answer = (await answers[hostname]?.(request)) ?? new Response("", { status: 421 });
        for (const [name, value] of Object.entries(nginxHeadersOf(hostname))) answer.headers.set(name, value);
        return answer;
      },
    });
    await new Promise<void>((resolve) => server.listen(join(folder, "socket"), resolve));
    try {
      const program = new URL("pages-in-firefox.ts", import.meta.url);
      // As that program writes it.
      found = (await runAlone(program, folder, await invitedLink(opened.desk, "ada", ["host"]))) as Found;
    } finally {
      server.close();
    }
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("makes a passkey at the desk, and signs in with password and passkey, so that the desk knows the computer", () => {
    // The program presses each page's button once it is there, and came to its end.
    assert.ok(found.cookies.includes(KNOWN_COOKIE), found.cookies.join());
  });

  it("has all that messages and their keys need", () => {
    assert.deepEqual(found.kept, {
      ...{ stored: true, locked: true, wasm: true, worker: "answered", homeserver: true, notifications: "granted" },
    });
  });

  it("finds keys, device and known computer again after it was ended, and nothing of where it was", () => {
    assert.deepEqual(found.found, { secret: "kept", device: "kept", worker: "answered" });
    assert.ok(found.cookiesLater.includes(KNOWN_COOKIE), found.cookiesLater.join());
    assert.ok(found.visits > 0);
    assert.equal(found.visitsLater, 0);
  });
});
