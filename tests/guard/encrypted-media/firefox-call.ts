import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startFirefox } from "../../kits/browsers/firefox.ts";
import { startWebServer } from "../../kits/browsers/web-server.ts";
import { answerTo, SITE } from "./call-pages.ts";
import { distance, NEAR, type Picture } from "./senses.ts";

// Started by runAlone: what the guard does in Firefox, and a call between windows of it without the guard, as lib-jitsi-meet makes one there.

const [folder = ""] = process.argv.slice(2);
/** As the other test of this folder has them: the lower id begins to exchange keys. */
const [SENDER, RECEIVER, STRANGER] = ["aaaaaaaa", "bbbbbbbb", "cccccccc"] as const;
const server = await startWebServer(folder, answerTo);
const firefox = await startFirefox(
  join(folder, "profile"),
  // Nothing leaves this computer, and no name has to be found by multicast.
  { "media.peerconnection.ice.loopback": true, "media.peerconnection.ice.obfuscate_host_addresses": false },
  server.authority,
);

/** Evaluates an expression in a page of the call. */
type Page = (expression: string) => Promise<unknown>;

/** A page in a window of its own. */
async function visit(path: string): Promise<Page> {
  const window = await firefox.openWindow();
  await firefox.open(SITE + path);
  return async (expression) => {
    await firefox.show(window);
    return firefox.inPage(expression);
  };
}

await firefox.open(`${SITE}/blue-heron`);
const guarded = await firefox.inPage(`document.querySelector("#call-guard-page")?.textContent ?? ""`);

/** A page of one who is in the room with `other`. Jitsi's own option lets the library encrypt by what Firefox has (config.js at 1c8216eb). */
async function enter(me: string, other: string): Promise<Page> {
  const page = await visit("/unguarded");
  await page(`((config.enableEncodedTransformSupport = true), window.enter("${me}", "${other}"))`);
  return page;
}
const receiver = await enter(RECEIVER, SENDER);
const stranger = await enter(STRANGER, SENDER);
const sender = await enter(SENDER, RECEIVER);
const allowedToPlay = await receiver(`navigator.getAutoplayPolicy("audiocontext")`);
await stranger(`window.guessKeyOf("${SENDER}")`);
for (const page of [receiver, sender]) await page("(conference.toggleE2EE(true), window.encrypting)");

/** Sends camera and microphone to a page. */
async function sendTo(page: Page): Promise<void> {
  const offer = JSON.stringify(await sender("window.send()"));
  const answer = JSON.stringify(await page(`window.receive(${offer}, "${SENDER}")`));
  await sender(`window.sendAnswered(${answer})`);
  await sender(`window.play(outgoing.getSenders().find(({ track }) => track.kind === "video").track)`);
}

interface Sight {
  /** How many frames have come, and of how many a picture was made. */
  readonly came: number;
  readonly decoded: number;
  /** What the page shows, and the camera's own picture at about that time, as screen.js looks. */
  readonly shown: Picture;
  readonly camera: Picture;
}

/** What a page shows once it is as it shall be, or after a minute. */
async function sightOf(page: Page, done: (sight: Sight) => boolean): Promise<Sight> {
  const end = Date.now() + 60_000;
  for (;;) {
    const camera = (await sender("picture()")) as Picture;
    const seen = await page(
      `(async () => ({ came: plainFrames.length, decoded: await decodedFrames(incoming), shown: picture() }))()`,
    );
    const sight = { ...(seen as Omit<Sight, "camera">), camera };
    if (done(sight) || Date.now() > end) return sight;
    await pause(100);
  }
}
await sendTo(receiver);
const received = await sightOf(
  receiver,
  ({ decoded, shown, camera }) => decoded >= 20 && distance(shown, camera) < NEAR,
);
const frames = {
  carried: await receiver("plainFrames"),
  before: await sender("plainFrames"),
  key: await sender("[...keys._key]"),
};
await sendTo(stranger);
const guessed = await sightOf(stranger, ({ came }) => came >= 100);
// Firefox ends with this computer.
process.stdout.write(JSON.stringify({ guarded, allowedToPlay, received, guessed, frames }), () => {
  process.exit(0);
});
