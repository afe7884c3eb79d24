import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { isInstalled, sandboxObstacle } from "../../../scripts/sandbox/obstacle.ts";
import { runAlone } from "../../kits/browsers/alone.ts";
import { missingOfPages } from "./call-pages.ts";
import { assertSealed, framesFrom } from "./frames.ts";
import { distance, NEAR, type Picture } from "./senses.ts";

// Firefox on a computer with the practice's kit. The guard lets nobody into a call there, since lib-jitsi-meet does not encrypt in Firefox unless an
// option that is Jitsi's own trial says so. With that option, and without the guard, the library's encryption is tried all the same: nothing of what
// the kit tells Firefox may stand in its way on the day on which Firefox is let in. There is no relay in between: what would pass it is taken where
// the receiver's worker has not touched it yet.

interface Found {
  readonly guarded: string;
  readonly allowedToPlay: string;
  readonly received: Sight;
  readonly guessed: Sight;
  readonly frames: {
    readonly carried: Parameters<typeof framesFrom>[0];
    readonly before: Parameters<typeof framesFrom>[0];
    readonly key: readonly number[];
  };
}
interface Sight {
  readonly came: number;
  readonly decoded: number;
  readonly shown: Picture;
  readonly camera: Picture;
}

const skip =
  missingOfPages() || (await sandboxObstacle()) || (isInstalled("firefox-esr") ? false : "needs Debian's firefox-esr");

describe("a call in Firefox on a computer with the practice's kit", { skip }, () => {
  let found: Found;
  before(async () => {
    found = (await runAlone(new URL("firefox-call.ts", import.meta.url))) as Found; // as that program writes it
  });

  it("is turned away by the guard, which names the browsers that can", () => {
    assert.match(found.guarded, /Chrome/);
  });

  it("would be seen by the one who has got the key, and may be heard without a click", () => {
    const { shown, camera, decoded } = found.received;
    assert.ok(decoded >= 20, `${decoded} pictures`);
    assert.ok(distance(shown, camera) < NEAR, `${distance(shown, camera)}`);
    assert.equal(found.allowedToPlay, "allowed");
  });

  it("can't be seen with another key", () => {
    const { came, shown, camera } = found.guessed;
    assert.ok(came >= 100, `${came} frames came`);
    assert.ok(distance(shown, camera) > NEAR, `${distance(shown, camera)}`);
  });

  it("leaves nothing in clear on its way but the bytes that are known to stay so", async () => {
    const { carried, before, key } = found.frames;
    await assertSealed(framesFrom(carried), framesFrom(before), Buffer.from(key));
  });
});
