import { canEncrypt } from "../../guard/browser-support.ts";

/** A wave that is higher is more than a quiet room; 1 is the highest. */
const HEARD = 0.1;
/** A sixth of a second at 48 kHz: longer than the time between two looks, so that no sound falls between them. */
const SAMPLES = 8192;
const EACH_MILLISECONDS = 100;

/** What is being tried, with how it is ended. */
interface Trial {
  readonly stream: MediaStream;
  readonly end: () => void;
}

/** Camera and microphone on this device alone: nothing of them is sent anywhere. */
export function bringEquipmentToLife(): void {
  const section = document.getElementById("equipment");
  if (section === null) return;
  const part = <Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind => {
    const element = document.getElementById(id);
    if (!(element instanceof kind)) throw new Error(`The page has no #${id}.`);
    return element;
  };
  const [start, stop] = [part("try", HTMLButtonElement), part("stop", HTMLButtonElement)];
  const [camera, microphone] = [part("camera", HTMLSelectElement), part("microphone", HTMLSelectElement)];
  const [trialBox, status] = [part("trial", HTMLElement), part("equipment-status", HTMLElement)];
  const [picture, level] = [part("picture", HTMLVideoElement), part("level", HTMLMeterElement)];
  part("cannot-encrypt", HTMLElement).hidden = canEncrypt();

  let trial: Trial | undefined;
  const say = (what: string): void => {
    status.textContent = section.dataset[what] ?? "";
  };

  const begin = async (): Promise<void> => {
    trial?.end();
    trial = undefined;
    say("asking");
    const asked = await streamOf(camera.value, microphone.value);
    if (asked.kind === "refused") {
      show(false);
      say(asked.why);
      return;
    }
    const { stream } = asked;
    const hasPicture = stream.getVideoTracks().length > 0;
    picture.hidden = !hasPicture;
    picture.srcObject = stream;
    const endMeter = meterOf(stream, level, () => {
      if (hasPicture) say("heard");
    });
    trial = {
      stream,
      end: () => {
        endMeter();
        for (const track of stream.getTracks()) track.stop();
        picture.srcObject = null;
      },
    };
    show(true);
    // On a small screen it stands below what is seen, and there Chromium does not even play it.
    picture.scrollIntoView({ block: "nearest" });
    say(hasPicture ? "running" : "noCamera");
    await listDevices(camera, microphone, stream);
  };
  const show = (running: boolean): void => {
    trialBox.hidden = !running;
    stop.hidden = !running;
    start.hidden = running;
    (running ? stop : start).focus();
  };

  start.addEventListener("click", () => void begin());
  for (const choice of [camera, microphone]) choice.addEventListener("change", () => void begin());
  stop.addEventListener("click", () => {
    trial?.end();
    trial = undefined;
    show(false);
    say("stopped");
  });
  // Whoever goes on to the waiting room leaves no camera on.
  addEventListener("pagehide", () => trial?.end());
}

type Asked =
  | { readonly kind: "stream"; readonly stream: MediaStream }
  | { readonly kind: "refused"; readonly why: "denied" | "missing" | "busy" | "failed" };

async function streamOf(camera: string, microphone: string): Promise<Asked> {
  // The bar shows what the microphone hears: what suppresses noise takes steady tones for it.
  const plain = { echoCancellation: false, noiseSuppression: false };
  const audio = microphone === "" ? plain : { ...plain, deviceId: microphone };
  const video = camera === "" ? true : { deviceId: camera };
  try {
    return { kind: "stream", stream: await navigator.mediaDevices.getUserMedia({ audio, video }) };
  } catch (error) {
    if (nameOf(error) !== "NotFoundError") return { kind: "refused", why: whyOf(error) };
  }
  try {
    // One of the two is missing, and a meeting needs only the microphone.
    return { kind: "stream", stream: await navigator.mediaDevices.getUserMedia({ audio }) };
  } catch (error) {
    return { kind: "refused", why: whyOf(error) };
  }
}

/** Media Capture and Streams, 10.2, "getUserMedia()": what it fails with. */
function whyOf(error: unknown): "denied" | "missing" | "busy" | "failed" {
  switch (nameOf(error)) {
    case "NotAllowedError":
      return "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "missing";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    default:
      return "failed";
  }
}

function nameOf(error: unknown): string {
  return error instanceof DOMException ? error.name : "";
}

/** Shows how loud it is; tells once when somebody was heard. @returns ends it */
function meterOf(stream: MediaStream, meter: HTMLMeterElement, heard: () => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = SAMPLES;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(SAMPLES);
  let wasHeard = false;
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const height = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    // Loudness is felt by the root of the height.
    meter.value = Math.min(1, Math.sqrt(height));
    if (!wasHeard && height > HEARD) {
      wasHeard = true;
      heard();
    }
  }, EACH_MILLISECONDS);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}

/** Names are told only once a device may be used. */
async function listDevices(
  camera: HTMLSelectElement,
  microphone: HTMLSelectElement,
  stream: MediaStream,
): Promise<void> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const lists = [
    { list: camera, kind: "videoinput", track: stream.getVideoTracks()[0] },
    { list: microphone, kind: "audioinput", track: stream.getAudioTracks()[0] },
  ] as const;
  for (const { list, kind, track } of lists) {
    const used = track?.getSettings().deviceId;
    const options = devices
      .filter((device) => device.kind === kind && device.deviceId !== "")
      .map(({ label, deviceId }) => new Option(label, deviceId, false, deviceId === used));
    list.replaceChildren(...options);
    list.disabled = options.length === 0;
  }
}
