import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import {
  contentPolicyDoubts,
  FETCHING,
  policiesIn,
  sourcesOf,
  type ContentPolicy,
} from "../../../policies/readers/nginx/content-security-policy.ts";
import { readNginx } from "../../../policies/readers/nginx/nginx.ts";
import { WITHOUT_CHROMIUM } from "../../chromium/installed.ts";
import { chromiumApart, type ChromiumApart } from "../../chromium/apart.ts";

/** What a page tries, and the directive that decides it. */
const TRIES = [
  { directive: "script-src-elem", of: "self" },
  { directive: "script-src-elem", of: "other" },
  { directive: "worker-src", of: "self" },
  { directive: "worker-src", of: "blob:" },
  { directive: "connect-src", of: "self" },
  { directive: "connect-src", of: "other" },
  { directive: "img-src", of: "self" },
  { directive: "img-src", of: "other" },
  { directive: "img-src", of: "data:" },
  { directive: "style-src-elem", of: "self" },
  { directive: "frame-src", of: "self" },
  { directive: "frame-src", of: "other" },
] as const;

/** Headers as a server may send them: several in one list are several headers. SELF and OTHER stand for the two origins. */
const POLICIES: readonly (readonly string[])[] = [
  ["default-src 'none'"],
  ["default-src 'self'"],
  ["DEFAULT-SRC 'SELF'"],
  ["default-src *"],
  ["default-src 'none' OTHER"],
  ["default-src 'self'; default-src *"],
  ["default-src 'self'; Script-Src 'none'; script-src *"],
  ["default-src 'self', img-src 'none'"],
  ["default-src 'self'", "connect-src OTHER"],
  ["img-src *", "default-src 'self' data:"],
  ["script-src 'none'"],
  ["script-src 'self'; script-src-elem 'none'"],
  ["script-src 'none'; script-src-elem 'self'"],
  ["script-src-attr 'none'; default-src 'self'"],
  ["script-src blob:"],
  ["child-src blob:"],
  ["child-src 'self'; script-src blob:"],
  ["child-src 'none'; frame-src 'self'; worker-src blob:"],
  ["default-src blob: data:"],
  ["default-src\t'self'\t;;; ; img-src OTHER"],
  ["default-src self"],
  ["default-src 'self'; img-src"],
  ["base-uri 'none'; form-action 'none'"],
  ["style-src 'none'; default-src OTHER SELF"],
  ["style-src-elem 'none'; style-src 'self'"],
  ["default-src 'none' \u00e9; img-src 'self'"],
  [", ,default-src 'self'"],
  ["default-src http:"],
  ["worker-src 'none'; script-src 'self' blob: OTHER"],
];

function allows(
  policies: readonly ContentPolicy[],
  { directive, of }: (typeof TRIES)[number],
  origins: Origins,
): boolean {
  const names = {
    self: ["'self'", "*", "http:", origins.self],
    other: ["*", "http:", origins.other],
    "blob:": ["blob:"],
    "data:": ["data:"],
  };
  return policies.every((policy) => {
    const sources = sourcesOf(policy, directive);
    return sources === undefined || sources.some((source) => names[of].includes(source));
  });
}

interface Origins {
  readonly self: string;
  readonly other: string;
}

describe("a content security policy as Chromium takes it", { skip: WITHOUT_CHROMIUM }, () => {
  let chromium: ChromiumApart;
  const servers: Server[] = [];
  let headers: readonly string[] = [];
  let origins: Origins;

  before(async () => {
    origins = { self: await listening(), other: await listening() };
    const ports = [origins.self, origins.other].map((origin) => Number(new URL(origin).port));
    chromium = await chromiumApart(ports, ["--no-sandbox"]);
  });
  after(async () => {
    await chromium.close();
    for (const server of servers) server.close();
  });

  function listening(): Promise<string> {
    const server = createServer((asked, answer) => {
      const path = asked.url ?? "/";
      const type = path.endsWith(".js")
        ? "text/javascript"
        : path.endsWith(".css")
          ? "text/css"
          : path.endsWith(".svg")
            ? "image/svg+xml"
            : "text/html";
      answer.setHeader("Content-Type", type);
      answer.setHeader("Access-Control-Allow-Origin", "*");
      if (path === "/page.html") answer.setHeader("Content-Security-Policy", [...headers]);
      answer.end(type === "image/svg+xml" ? '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>' : "");
    });
    servers.push(server);
    return new Promise((resolve) => {
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        resolve(`http://127.0.0.1:${typeof address === "object" ? (address?.port ?? 0) : 0}`);
      });
    });
  }

  for (const texts of POLICIES) {
    it(texts.join(" and "), async () => {
      headers = texts.map((text) =>
        text
          .replaceAll("SELF", (word, at: number) => (text[at - 1] === "'" ? word : origins.self))
          .replaceAll("OTHER", origins.other),
      );
      const page = await chromium.browser.newPage();
      await page.goto(`${origins.self}/page.html`);
      const went = await page.evaluate<readonly boolean[]>(
        `${PROBE}(${JSON.stringify(TRIES)}, ${JSON.stringify(origins)})`,
      );
      await page.close();
      const policies = headers.flatMap(policiesIn);
      assert.deepEqual(
        went.map((one, index) => `${TRIES[index]?.directive ?? ""} ${TRIES[index]?.of ?? ""}: ${String(one)}`),
        TRIES.map((one) => `${one.directive} ${one.of}: ${String(allows(policies, one, origins))}`),
      );
    });
  }
});

/** Runs in the page: does everything at once and says of each whether the policy let it. */
const PROBE = `(async (tries, origins) => {
  const refused = new Set();
  document.addEventListener("securitypolicyviolation", (event) => refused.add(event.effectiveDirective + " " + event.blockedURI));
  const later = (time) => new Promise((resolve) => setTimeout(resolve, time));
  const element = (tag, attributes) => new Promise((resolve) => {
    const made = Object.assign(document.createElement(tag), attributes);
    made.onload = made.onerror = resolve;
    document.body.append(made);
  });
  const worker = (address) => { try { new Worker(address); } catch { /* told by the event */ } };
  const does = {
    "script-src-elem": (src) => element("script", { src }),
    "img-src": (src) => element("img", { src }),
    "style-src-elem": (href) => element("link", { rel: "stylesheet", href }),
    "frame-src": (src) => element("iframe", { src }),
    "connect-src": (address) => fetch(address).catch(() => undefined),
    "worker-src": (address) => worker(address),
  };
  const ends = { "script-src-elem": ".js", "img-src": ".svg", "style-src-elem": ".css", "frame-src": ".html", "connect-src": ".txt", "worker-src": ".js" };
  const keys = await Promise.all(tries.map(async ({ directive, of }, index) => {
    const address = of === "data:" ? "data:image/svg+xml,<svg/>"
      : of === "blob:" ? URL.createObjectURL(new Blob(["0"], { type: "text/javascript" }))
      : origins[of] + "/" + index + ends[directive];
    await Promise.race([does[directive](address), later(1000)]);
    return directive + " " + (of.endsWith(":") ? of.slice(0, -1) : address);
  }));
  await later(100);
  // Of another origin's frame a browser tells only the origin.
  return keys.map((key) => ![...refused].some((told) => key.startsWith(told)));
})`;

describe("a content security policy of which it can't be told what it does", () => {
  function doubts(value: string): readonly string[] {
    const path = "/etc/nginx/nginx.conf";
    const text = `http { add_header content-security-policy "${value}" always; }`;
    return contentPolicyDoubts(readNginx(path, [{ path, text }]).value).map(({ what }) => what);
  }
  for (const value of [
    "default-src 'self'; script-src 'nonce-abc'",
    "script-src 'strict-dynamic'",
    "script-src 'sha256-abc='",
    "default-src 'self'; trusted-types x",
    "webrtc 'block'",
    "img-src ht!tp",
    "default-src 'none' \u00e9",
    "script-src 'unsafe-hashes'",
  ]) {
    it(value, () => {
      assert.equal(doubts(value).length, 1, doubts(value).join("\n"));
    });
  }
  it("is none of those that say the same in another way", () => {
    assert.deepEqual(
      doubts("DEFAULT-SRC 'Self' https://A.example:443/x; upgrade-insecure-requests; sandbox allow-scripts,;"),
      [],
    );
  });
  it("never throws", () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        for (const policy of policiesIn(value)) for (const kind of FETCHING) sourcesOf(policy, kind);
      }),
    );
  });
});
