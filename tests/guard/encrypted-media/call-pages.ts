import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { render } from "../../../render/render.ts";
import { VIDEO_CONFIGURATION, VIDEO_FILES } from "../../../services/jitsi-meet.ts";
import { CLINIC } from "../../fixtures/clinic.ts";

// The pages between which a call is encrypted; participant.js says what is real of lib-jitsi-meet and what stands in.

const FILES = new Map(render(CLINIC).files.map((file) => [file.path, file.text]));
const textOf = (path: string): string => FILES.get(path) ?? "";

export const SITE = `https://${CLINIC.names.video}`;
const LIBRARY = folderOf("@lyno/lib-jitsi-meet");
const OLM = folderOf("@matrix-org/olm");
const JQUERY = folderOf("jquery");

/** Where a package of npm's lies, or undefined where it is not installed. */
function folderOf(name: string): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
}

/** For `skip`: what of the pages is not there, or false. */
export function missingOfPages(): string | false {
  if (LIBRARY === undefined || JQUERY === undefined) return "needs the npm package @lyno/lib-jitsi-meet";
  return OLM === undefined ? "needs the npm package @matrix-org/olm" : false;
}

const own = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");
const installed = (folder: string | undefined, name: string): string => readFileSync(join(folder ?? "", name), "utf8");

/** The video page's Content-Security-Policy as nginx sends it: encryption has to work under it. */
function contentPolicy(): string {
  const all = [...FILES.values()].join("\n").matchAll(/add_header Content-Security-Policy "([^"]+)"/g);
  const video = [...all]
    .map((found) => found[1] ?? "")
    .filter((policy) => policy.includes(`wss://${CLINIC.names.video}`));
  assert.equal(video.length, 1, "one policy is the video page's");
  return video[0] ?? "";
}

/** Scripts by path. The encryption worker is lib-jitsi-meet's, which reports each frame before it changes it. */
const SCRIPTS: Readonly<Record<string, () => string>> = {
  "/guard.js": () => textOf(VIDEO_FILES.guard),
  "/screen.js": () => own("screen.js"),
  "/participant.js": () => own("participant.js"),
  "/relay.js": () => own("relay.js"),
  "/config.js": () => textOf(VIDEO_CONFIGURATION),
  // The library's bundle takes jQuery from a global of this name; Jitsi Meet's own bundle brings it.
  "/libs/jquery.js": () => `${installed(JQUERY, "dist/jquery.min.js")};self.jquery = jQuery;`,
  "/libs/olm.js": () => installed(OLM, "olm.js"),
  "/libs/lib-jitsi-meet.min.js": () => installed(LIBRARY, "lib-jitsi-meet.min.js"),
  "/libs/lib-jitsi-meet.e2ee-worker.js": () =>
    own("plain-frames.js") + installed(LIBRARY, "lib-jitsi-meet.e2ee-worker.js"),
};

const PARTICIPANT = [
  "/config.js",
  "/libs/jquery.js",
  "/libs/olm.js",
  "/libs/lib-jitsi-meet.min.js",
  "/screen.js",
  "/participant.js",
];
const RELAY = ["/screen.js", "/relay.js"];

const pageOf = (head: string, scripts: readonly string[]): string =>
  `<html><head>${head}</head><body>${scripts.map((path) => `<script src="${path}"></script>`).join("")}</body></html>`;

/** What a server answers, as Playwright's `route.fulfill` takes it. */
export interface Answer {
  readonly contentType: string;
  readonly headers?: Record<string, string>;
  readonly body: string | Buffer;
}

/** What the video page's server answers: the bridge's stand-in at `/relay`, a page without guard at `/unguarded`, else the guarded page. */
export function answerTo(path: string): Answer {
  const script = SCRIPTS[path];
  if (script !== undefined) return { contentType: "application/javascript", body: script() };
  if (path === "/guard.css") return { contentType: "text/css", body: textOf(VIDEO_FILES.style) };
  if (path === "/libs/olm.wasm")
    return { contentType: "application/wasm", body: readFileSync(join(OLM ?? "", "olm.wasm")) };
  const contentType = "text/html; charset=utf-8";
  if (path === "/relay") return { contentType, body: pageOf("", RELAY) };
  const body = pageOf(path === "/unguarded" ? "" : textOf(VIDEO_FILES.head), PARTICIPANT);
  return { contentType, headers: { "Content-Security-Policy": contentPolicy() }, body };
}
