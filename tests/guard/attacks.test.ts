import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { encryptedCall, openRoom, startChromium, state, until } from "./guarded-page.ts";
import { WITHOUT_CHROMIUM } from "../chromium/installed.ts";

/** What a script in the page would try. Each leaves the tracks that it got to send in `tried`; some take a moment. */
const WAYS: Readonly<Record<string, string>> = {
  "switches a track on again after it was added": `
    const track = await device("video");
    session.addTrack(track, new MediaStream([track]));
    track.enabled = true;
    tried.push(track);`,
  "writes the property of its own over the browser's": `
    const track = await device("audio");
    session.addTrack(track);
    Object.defineProperty(track, "enabled", { value: true });
    tried.push(track);`,
  "takes the property away": `
    const track = await device("audio");
    session.addTrack(track);
    delete MediaStreamTrack.prototype.enabled;
    track.enabled = true;
    tried.push(track);`,
  "puts a track into a sender that is there": `
    const { sender } = session.addTransceiver("video");
    const track = await device("video");
    await sender.replaceTrack(track);
    track.enabled = true;
    tried.push(track);`,
  "puts one into a sender while the browser still works at it": `
    const { sender } = session.addTransceiver("audio");
    const track = await device("audio");
    sender.replaceTrack(track);
    track.enabled = true;
    tried.push(track);`,
  "adds a transceiver with a track": `
    const track = await device("audio");
    session.addTransceiver(track, { direction: "sendonly", sendEncodings: [{ active: true }] });
    tried.push(track);`,
  "sends a clone of a track": `
    const track = await device("video");
    session.addTrack(track);
    const clone = track.clone();
    clone.enabled = true;
    session.addTrack(clone);
    tried.push(track, clone);`,
  "sends what an element shows": `
    const video = document.createElement("video");
    video.muted = true;
    video.srcObject = new MediaStream([await device("video")]);
    await video.play();
    const [track] = video.captureStream().getTracks();
    session.addTrack(track);
    tried.push(track);`,
  "sends what a canvas shows": `
    const [track] = document.createElement("canvas").captureStream().getTracks();
    session.addTrack(track);
    tried.push(track);`,
  "sends what a graph of sound makes": `
    const graph = new AudioContext();
    const end = graph.createMediaStreamDestination();
    graph.createMediaStreamSource(new MediaStream([await device("audio")])).connect(end);
    session.addTrack(end.stream.getTracks()[0]);
    tried.push(end.stream.getTracks()[0]);`,
  "adds a stream the old way, and a track to it later": `
    const track = await device("audio");
    const later = await device("video");
    const stream = new MediaStream([track]);
    session.addStream(stream);
    stream.addTrack(later);
    tried.push(track);
    if (session.getSenders().some((sender) => sender.track === later)) tried.push(later);`,
  "opens a second connection": `
    const track = await device("video");
    new RTCPeerConnection().addTrack(track);
    tried.push(track);`,
  "opens one by the name that older pages use": `
    const track = await device("video");
    new webkitRTCPeerConnection().addTrack(track);
    tried.push(track);`,
  "opens one by way of a connection that is there": `
    const track = await device("video");
    new session.constructor().addTrack(track);
    tried.push(track);`,
  "opens one of a class of its own": `
    const track = await device("video");
    new (class extends RTCPeerConnection {})().addTrack(track);
    tried.push(track);`,
  "answers an offer, whose senders it never asked for": `
    const offering = new RTCPeerConnection();
    offering.addTransceiver("video");
    const answering = new session.constructor();
    await answering.setRemoteDescription(await offering.createOffer());
    const track = await device("video");
    await answering.getTransceivers()[0].sender.replaceTrack(track);
    await answering.setLocalDescription();
    tried.push(track);`,
  "keeps a sender's frames to itself": `
    const made = new RTCPeerConnection({ encodedInsertableStreams: true });
    const track = await device("video");
    const { readable, writable } = made.addTrack(track).createEncodedStreams();
    readable.pipeTo(writable);
    tried.push(track);`,
  "tells a worker of its own that it encrypts": `
    const worker = new Worker(URL.createObjectURL(new Blob([""])));
    worker.postMessage({ operation: "setEnabled", enabled: true });
    const track = await device("video");
    session.addTrack(track);
    tried.push(track);`,
  "gives a sender a transform that only reads": `
    const worker = new Worker(URL.createObjectURL(new Blob([""])));
    const track = await device("video");
    session.addTrack(track).transform = new RTCRtpScriptTransform(worker, { operation: "decode" });
    tried.push(track);`,
  "names another sender's streams": `
    const made = new RTCPeerConnection({ encodedInsertableStreams: true });
    const track = await device("video");
    const other = await device("audio");
    const mine = made.addTrack(track).createEncodedStreams();
    const theirs = made.addTrack(other).createEncodedStreams();
    standIn.conference().worker.postMessage({ operation: "encode", readableStream: mine.readable, writableStream: theirs.writable }, [mine.readable, theirs.writable]);
    tried.push(track, other);`,
  "asks for tones and other encodings": `
    const track = await device("audio");
    const sender = session.addTrack(track);
    await sender.setParameters(sender.getParameters()).catch(() => undefined);
    try { sender.dtmf?.insertDTMF("123"); } catch {}
    tried.push(track);`,
  "wraps the guard's functions in its own, as webrtc-adapter does": `
    const before = RTCPeerConnection.prototype.addTrack;
    RTCPeerConnection.prototype.addTrack = function (...given) { return before.apply(this, given); };
    const track = await device("video");
    session.addTrack(track);
    tried.push(track);`,
  "answers for the browser which senders there are": `
    RTCPeerConnection.prototype.getSenders = () => [];
    const track = await device("video");
    session.addTrack(track);
    tried.push(track);`,
};

describe("what a script in the page does about the guard, in a real browser", { skip: WITHOUT_CHROMIUM }, () => {
  let browser: Browser;
  before(async () => {
    browser = await startChromium();
  });
  after(() => browser.close());

  const attempt = (page: Page, way: string): Promise<{ tried: readonly boolean[]; own: readonly boolean[] }> =>
    page.evaluate(`(async () => {
      const tried = [];
      const session = standIn.session();
      const device = async (kind) => (await navigator.mediaDevices.getUserMedia({ [kind]: true })).getTracks()[0];
      ${way}
      window.tried = tried;
      window.all?.push(...tried);
      return { tried: standIn.native(...tried), own: standIn.native() };
    })()`);

  /** These change what the others would find in the page. */
  const spoiling = new Set([
    "takes the property away",
    "wraps the guard's functions in its own, as webrtc-adapter does",
    "answers for the browser which senders there are",
  ]);
  const ways = Object.keys(WAYS);
  const pages = [ways.filter((what) => !spoiling.has(what)), ...[...spoiling].map((what) => [what])];
  for (const whats of pages) {
    const name = whats.length === 1 ? `when it ${whats.join("")}` : `by any of ${whats.length} ways`;
    it(`gets nothing out before encryption is on ${name}, at once or later`, async () => {
      const page = await openRoom(browser);
      await page.evaluate("standIn.moods.waitingForKeys = true; window.all = []; standIn.join()");
      await state(page, "preparing");
      for (const what of whats) {
        const { tried } = await attempt(page, WAYS[what] ?? "");
        assert.ok(tried.length > 0, what);
        assert.deepEqual(new Set(tried), new Set([false]), what);
      }
      await page.evaluate("new Promise((later) => setTimeout(later, 500))");
      assert.deepEqual(new Set(await page.evaluate<boolean[]>("standIn.native(...all)")), new Set([false]));
      await state(page, "preparing");
      await page.context().close();
    });
  }

  it("gets nothing out beside the worker while the call is encrypted, and ends the call's state on when it goes on trying", async () => {
    for (const what of [
      "opens a second connection",
      "puts a track into a sender that is there",
      "answers an offer, whose senders it never asked for",
      "answers for the browser which senders there are",
      "keeps a sender's frames to itself",
      "gives a sender a transform that only reads",
    ]) {
      const page = await encryptedCall(browser);
      const { tried, own } = await attempt(page, WAYS[what] ?? "");
      assert.deepEqual(new Set(tried), new Set([false]), what);
      assert.deepEqual(own, [true, true], "what is encrypted goes on meanwhile");
      await state(page, "dropped");
      assert.equal((await page.evaluate<unknown[]>("standIn.native(...tried)")).includes(true), false, what);
      await page.context().close();
    }
  });

  const endings: Readonly<Record<string, string>> = {
    "takes a sender's transform away":
      "standIn.session().getSenders().forEach((sender) => { sender.transform = null; })",
    "gives senders a transform of its own": `standIn.session().getSenders().forEach((sender) => {
      sender.transform = new RTCRtpScriptTransform(new Worker(URL.createObjectURL(new Blob([""]))), { operation: "encode" });
    })`,
    "tells the worker to stop encrypting":
      'standIn.conference().worker.postMessage({ operation: "setEnabled", enabled: false })',
    "ends the worker": "standIn.conference().worker.terminate()",
  };
  for (const [what, script] of Object.entries(endings)) {
    it(`holds everything back in the same moment in which it ${what}`, async () => {
      const page = await encryptedCall(browser);
      const tracks = await page.evaluate(`(() => {
        const tracks = standIn.tracks();
        ${script};
        return standIn.native(...tracks);
      })()`);
      assert.deepEqual(tracks, [false, false]);
      await until(page, 'document.getElementById("call-guard").dataset.state !== "on"');
      await page.context().close();
    });
  }

  it("closes before the worker can read that it shall stop, and a word to go on does not open it again", async () => {
    const page = await encryptedCall(browser);
    const seen = await page.evaluate(`(() => {
      const tracks = standIn.tracks();
      const { worker } = standIn.conference();
      let whileSent;
      // Read by the guard first, and last by the browser, while it makes the copy that leaves.
      const message = { operation: "setEnabled", get enabled() { whileSent = standIn.native(...tracks); return false; } };
      worker.postMessage(message);
      worker.postMessage({ operation: "setEnabled", enabled: true });
      return [whileSent, standIn.native(...tracks)];
    })()`);
    assert.deepEqual(seen, [
      [false, false],
      [false, false],
    ]);
    await page.context().close();
  });

  it("is put right soon where the lock is taken out of the page or written over", async () => {
    const page = await encryptedCall(browser);
    await page.evaluate('document.getElementById("call-guard").remove()');
    await page.waitForSelector("#call-guard");
    await page.evaluate("document.body.replaceWith(document.createElement('body'))");
    await page.waitForSelector("#call-guard");
    await page.evaluate("standIn.leave()");
    await state(page, "outside");
    await page.context().close();
  });
});
