import assert from "node:assert/strict";
import { randomBytes, webcrypto } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { render } from "../../../render/render.ts";
import { VIDEO_CONFIGURATION, VIDEO_FILES } from "../../../services/jitsi-meet.ts";
import { CLINIC } from "../../fixtures/clinic.ts";

// Encryption itself, in real Chromium: a sender's page, a relay's page that takes the bridge's place, and receivers' pages.
// participant.js says what is real of lib-jitsi-meet and what stands in.

const FILES = new Map(render(CLINIC).files.map((file) => [file.path, file.text]));
const textOf = (path: string): string => FILES.get(path) ?? "";

const SITE = `https://${CLINIC.names.video}`;
const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) =>
  existsSync(path),
);
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

function missing(): string | false {
  if (CHROMIUM === undefined) return "needs Chromium";
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

/** Scripts by path. The encryption worker is lib-jitsi-meet's, which reports each frame before it encrypts it. */
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

/** Looks again and again until there is something to see. Bounded generously: a busy machine encodes slowly. */
async function seen<Value>(what: string, look: () => Promise<Value | undefined>): Promise<Value> {
  const end = Date.now() + 30_000;
  while (Date.now() < end) {
    const value = await look();
    if (value !== undefined) return value;
    await pause(100);
  }
  assert.fail(`${what} did not come within 30 seconds`);
}

/** Calls a page's function of that name with these texts. */
const call = (page: Page, name: string, ...given: readonly string[]): Promise<string> =>
  page.evaluate<string>(`${name}(${given.map((text) => JSON.stringify(text)).join(", ")})`);

type Frame = Readonly<{ type: "key" | "delta" | "audio"; timestamp: number; data: Buffer }>;

/** Encoded frames as a page noted them. */
async function framesOf(page: Page, name: "seen" | "plainFrames"): Promise<readonly Frame[]> {
  const noted = await page.evaluate<(Omit<Frame, "data"> & { data: string })[]>(name);
  return noted.map((frame) => ({ ...frame, data: Buffer.from(frame.data, "base64") }));
}

type Picture = readonly number[] | null;

const BLACK: Picture = Array.from({ length: 16 * 12 * 3 }, () => 0);

/** The mean distance of two pictures' colours, from 0 (the same) to 255; where there is no picture, as far as can be. */
function distance(one: Picture, other: Picture): number {
  if (one === null || other === null) return 255;
  return one.reduce((sum, colour, index) => sum + Math.abs(colour - (other[index] ?? 0)), 0) / one.length;
}

/** Samples of 20 milliseconds, at 8,000 a second. */
const PIECE = 160;
/** The fake microphone's beeps begin half a second apart (seen of Chromium 156); each is over within four pieces. */
const BEEP = { every: 25, length: 4 };

/**
 * Whether these are the beeps of Chromium's fake microphone: short tones of 400 Hz, half a second apart, in silence. What a decoder makes of
 * encrypted frames is noise, here and there: of it a piece can be of any pitch, so the whole is looked at, not its loudest moment.
 */
function areBeeps(samples: readonly number[]): boolean {
  const pieces = Array.from({ length: Math.floor(samples.length / PIECE) }, (_, index) =>
    samples.slice(index * PIECE, (index + 1) * PIECE),
  );
  const energies = pieces.map((piece) => sumOf(piece, (sample) => sample * sample));
  const all = sumOf(energies, (energy) => energy);
  if (all < 1) return false;

  const along = (piece: readonly number[], wave: (angle: number) => number): number =>
    sumOf(piece, (sample, index) => sample * wave((2 * Math.PI * 400 * index) / 8000));
  const tone =
    sumOf(pieces, (piece) => ((along(piece, Math.cos) ** 2 + along(piece, Math.sin) ** 2) * 2) / PIECE) / all;

  const rhythms = Array.from({ length: BEEP.every }, (_, first) => {
    const beeps = new Map<number, number>();
    for (const [index, energy] of energies.entries()) {
      const since = index - first;
      if ((since + BEEP.every) % BEEP.every >= BEEP.length) continue;
      const beep = Math.floor(since / BEEP.every);
      beeps.set(beep, (beeps.get(beep) ?? 0) + energy);
    }
    const heard = [...beeps.values()];
    return { share: sumOf(heard, (energy) => energy) / all, beeps: heard.filter((energy) => energy > all / 20).length };
  });
  return tone > 0.25 && rhythms.some(({ share, beeps }) => share > 0.9 && beeps >= 3);
}

function sumOf<Value>(values: readonly Value[], of: (value: Value, index: number) => number): number {
  return values.reduce((sum, value, index) => sum + of(value, index), 0);
}

const picture = (page: Page): Promise<Picture> => page.evaluate<Picture>("picture()");
/** The first picture on a page that is as it shall be. */
const shows = (page: Page, what: string, is: (now: Picture) => boolean | Promise<boolean>): Promise<Picture> =>
  seen(what, async () => {
    const now = await picture(page);
    return (await is(now)) ? now : undefined;
  });
/** Two seconds hold four of the fake microphone's beeps. */
const sound = (page: Page) => page.evaluate<number[]>("sound(16000)");
/** Waits until a page plays the fake microphone's beeps: a busy machine leaves gaps now and then. */
const playsBeeps = (page: Page) => seen("the microphone's sound", async () => areBeeps(await sound(page)) || undefined);

/** Waits until a page has made so many pictures of what came. */
const decoded = (page: Page, pictures: number) =>
  seen(`picture ${pictures}`, async () => {
    const frames = await page.evaluate<number>("decodedFrames(incoming)");
    return frames >= pictures ? frames : undefined;
  });

/** Bytes that lib-jitsi-meet leaves in clear at a frame's start, so that a bridge knows key frames (modules/e2ee/Context.ts). */
const CLEAR = { key: 10, delta: 3, audio: 1 } as const;
/** AES-GCM's tag and its initialisation vector, in bytes; after the latter come its length and the key's index. */
const TAG = 16;
const VECTOR = 12;

type Parts = Readonly<{ head: Buffer; sealed: Buffer; vector: Buffer; timestamp: number }>;

/** An encrypted frame's parts: clear head, sealed rest with its tag, initialisation vector (source, time, count). */
function partsOf({ type, data }: Frame): Parts {
  const end = data.length - 2;
  const vector = data.subarray(end - VECTOR, end);
  return {
    head: data.subarray(0, CLEAR[type]),
    sealed: data.subarray(CLEAR[type], end - VECTOR),
    vector,
    timestamp: vector.readUInt32BE(4),
  };
}

/**
 * The frame as it was before it was encrypted: AES-GCM with 128 bits, the key derived by HKDF, the head authenticated
 * (lib-jitsi-meet modules/e2ee/crypto-utils.ts and Context.ts at 01daa07c). Rejects where the key is another.
 */
async function unsealed({ head, sealed, vector }: Parts, key: Buffer): Promise<Buffer> {
  const material = await webcrypto.subtle.importKey("raw", key, "HKDF", false, ["deriveKey"]);
  const derived = await webcrypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: Buffer.from("JFrameEncryptionKey"), info: Buffer.alloc(0) },
    material,
    { name: "AES-GCM", length: 128 },
    false,
    ["decrypt"],
  );
  const rest = await webcrypto.subtle.decrypt({ name: "AES-GCM", iv: vector, additionalData: head }, derived, sealed);
  return Buffer.concat([head, Buffer.from(rest)]);
}

/** How unevenly a text's byte values are spread: Pearson's chi-squared against all 256 being as frequent. */
function unevenness(bytes: Buffer): number {
  const counts = new Array<number>(256).fill(0);
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1;
  const expected = bytes.length / 256;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** The two who talk, by their ids in the room: the lower one begins to exchange keys. */
const SENDER = "aaaaaaaa";
const RECEIVER = "bbbbbbbb";

/** The most that two looks at the same camera differ: its picture moves a little. */
const SAME_CAMERA = 15;

describe("a call's media on its way over the bridge, in a real browser", { skip: missing() }, () => {
  let browser: Browser;
  let context: BrowserContext;
  let camera: Picture;
  let unguarded: Page, sender: Page, relay: Page, receiver: Page, stranger: Page;

  async function visit(path: string): Promise<Page> {
    const page = await context.newPage();
    await page.goto(SITE + path, { waitUntil: "load" });
    return page;
  }

  /** A media session from a participant's page to the relay's. */
  async function sendOver(page: Page): Promise<void> {
    await call(page, "sendAnswered", await call(relay, "receive", await call(page, "send")));
  }

  /** Lets a page have what comes over the relay's next connection. */
  async function forwardTo(page: Page): Promise<void> {
    await call(relay, "forwardAnswered", await call(page, "receive", await call(relay, "forward"), SENDER));
  }

  before(async () => {
    browser = await chromium.launch({
      executablePath: CHROMIUM ?? "",
      args: [
        "--no-sandbox",
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        "--autoplay-policy=no-user-gesture-required",
        // Nothing leaves this machine, and no name has to be found by multicast.
        "--allow-loopback-in-peer-connection",
        "--disable-features=WebRtcHideLocalIpsWithMdns",
      ],
    });
    context = await browser.newContext({ permissions: ["camera", "microphone"] });
    const policy = contentPolicy();
    await context.route("**/*", (route) => {
      const path = new URL(route.request().url()).pathname;
      const script = SCRIPTS[path];
      if (script !== undefined) return route.fulfill({ contentType: "application/javascript", body: script() });
      if (path === "/guard.css") return route.fulfill({ contentType: "text/css", body: textOf(VIDEO_FILES.style) });
      if (path === "/libs/olm.wasm")
        return route.fulfill({ contentType: "application/wasm", body: readFileSync(join(OLM ?? "", "olm.wasm")) });
      const contentType = "text/html; charset=utf-8";
      if (path === "/relay") return route.fulfill({ contentType, body: pageOf("", RELAY) });
      const body = pageOf(path === "/unguarded" ? "" : textOf(VIDEO_FILES.head), PARTICIPANT);
      return route.fulfill({ contentType, headers: { "content-security-policy": policy }, body });
    });
    [unguarded, sender, relay, receiver, stranger] = await Promise.all([
      visit("/unguarded"),
      visit("/sender"),
      visit("/relay"),
      visit("/receiver"),
      visit("/stranger"),
    ]);
    await call(unguarded, "enter", "dddddddd", "eeeeeeee");
    await call(sender, "enter", SENDER, RECEIVER);
    await call(receiver, "enter", RECEIVER, SENDER);
    await call(stranger, "enter", "cccccccc", SENDER);
  });
  after(() => browser.close());

  it("is there for the bridge to see and hear without guard and encryption, so that the rest can fail", async () => {
    await sendOver(unguarded);
    await decoded(relay, 20);
    await unguarded.evaluate("play(stream.getVideoTracks()[0])");
    camera = await shows(
      unguarded,
      "the camera's own picture",
      (now) => now !== null && distance(now, BLACK) > 2 * SAME_CAMERA,
    );
    await shows(relay, "the camera's picture", (now) => distance(now, camera) < SAME_CAMERA);
    await playsBeeps(relay);
    await unguarded.close();
  });

  it("is black and silent under the guard while encryption isn't on yet", async () => {
    await sendOver(sender);
    await decoded(relay, 20);
    assert.equal(await sender.evaluate("conference.isE2EEEnabled()"), false);
    assert.ok(distance(await picture(relay), BLACK) < 2, "black");
    assert.ok(Math.max(...(await sound(relay)).map(Math.abs)) < 0.001, "silence");
  });

  it("is seen and heard by the one who has got the key, once the guard has had encryption switched on", async () => {
    await call(receiver, "join");
    await call(sender, "join");
    // Only now: this worker loses its key by frames in clear (mended since: lib-jitsi-meet 67f43eee).
    await forwardTo(receiver);
    await call(stranger, "guessKeyOf", SENDER);
    await forwardTo(stranger);
    await sendOver(sender);
    // Before its lock says so the guard mutes again whatever is switched on.
    await sender.waitForSelector('#call-guard[data-state="on"]');
    await call(sender, "unmute");
    await shows(receiver, "the camera's picture", (now) => distance(now, camera) < SAME_CAMERA);
    await decoded(receiver, 20);
    await playsBeeps(receiver);
  });

  it("can't be seen or heard by the bridge that carries it", async () => {
    assert.ok(distance(await picture(relay), camera) > 2 * SAME_CAMERA);
    assert.ok(!areBeeps(await sound(relay)), "the microphone is not heard");
  });

  it("can't be seen or heard with another key", async () => {
    assert.ok(distance(await picture(stranger), camera) > 2 * SAME_CAMERA);
    assert.ok(!areBeeps(await sound(stranger)), "the microphone is not heard");
  });

  it("leaves nothing in clear on the bridge but the bytes that are known to stay so", async () => {
    const key = Buffer.from(await sender.evaluate<number[]>("[...keys._key]"));
    const plain = new Map(
      (await framesOf(sender, "plainFrames")).map((frame) => [`${frame.type} ${frame.timestamp}`, frame]),
    );
    const all = await framesOf(relay, "seen");
    assert.ok(
      all.every(({ data }) => data.at(-2) === VECTOR),
      "each frame ends as an encrypted one does",
    );
    const carried = all.flatMap((frame) => {
      const parts = partsOf(frame);
      const before = plain.get(`${frame.type} ${parts.timestamp}`);
      return before === undefined ? [] : [{ frame, parts, before }];
    });
    for (const type of ["key", "delta", "audio"] as const) {
      assert.ok(
        carried.some(({ frame }) => frame.type === type),
        `a frame of type ${type} was followed`,
      );
    }
    assert.ok(carried.length > 60, `${carried.length} frames were followed`);

    for (const { parts, before } of carried) {
      assert.deepEqual(parts.head, before.data.subarray(0, parts.head.length));
      assert.equal(parts.sealed.length, before.data.length - parts.head.length + TAG);
      assert.deepEqual(await unsealed(parts, key), before.data);
      await assert.rejects(unsealed(parts, randomBytes(32)), { name: "OperationError" });
    }
    const sealed = Buffer.concat(carried.map(({ parts }) => parts.sealed));
    const before = Buffer.concat(carried.map(({ before, parts }) => before.data.subarray(parts.head.length)));
    assert.ok(sealed.length > 10_000, `${sealed.length} bytes`);
    // 255 degrees of freedom: 255 is expected of random bytes, and more than 400 once in a hundred million times.
    assert.ok(unevenness(sealed) < 400, `${unevenness(sealed)}`);
    assert.ok(unevenness(before) > 1000, "what was encoded can be told from random bytes");
  });
});
