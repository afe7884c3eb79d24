// A stand-in for Jitsi Meet's page: exactly what the guard calls of it (guard/jitsi.ts, with each source), done the way that
// lib-jitsi-meet does it, and buttons as a person has them. No signalling, no bridge, no keys: its worker only inverts bytes. Jitsi's own
// bundle takes its place where it can be had. The test steers it by `standIn`.
import type {
  Action,
  Conference,
  ConferenceEvents,
  LocalTrack,
  Participant,
  Person,
  State,
  Store,
} from "../../../guard/jitsi.ts";

/** Jitsi's own actions, of which the guard sends a part. */
type AnyAction =
  | Action
  | { readonly type: "TOGGLE_E2EE"; readonly enabled: boolean }
  | { readonly type: "SET_AUDIO_MUTED"; readonly muted: boolean }
  | { readonly type: "SET_VIDEO_MUTED" | "SET_SCREENSHARE_MUTED"; readonly muted: number };

type Kind = "audio" | "video";
/** What the E2EE worker is told (modules/e2ee/Worker.ts at 01daa07c). */
const WORKER = `
  let enabled = false;
  const encode = new WeakSet();
  const through = (readable, writable) => readable.pipeThrough(new TransformStream({
    transform(frame, controller) {
      if (enabled) frame.data = new Uint8Array(frame.data).map((byte) => byte ^ 255).buffer;
      controller.enqueue(frame);
    },
  })).pipeTo(writable).catch(() => undefined);
  onmessage = ({ data }) => {
    if (data.operation === "setEnabled") enabled = data.enabled;
    if (data.operation === "encode") through(data.readableStream, data.writableStream);
  };
  onrtctransform = ({ transformer }) => through(transformer.readable, transformer.writable);
`;

const log: string[] = [];
/** How this page misbehaves, as the test likes. */
const moods = {
  supported: true,
  /** The action TOGGLE_E2EE does nothing. */
  deaf: false,
  /** Nothing is ever muted. */
  stubborn: false,
  /** Senders get no transform. */
  forgetful: false,
  /** RTCRtpScriptTransform where the browser has it, as lib-jitsi-meet does; else the older streams. */
  scriptTransform: true,
  /** Keys take until the test says so. */
  waitingForKeys: false,
};
let keysArrived: () => void = () => undefined;

class StandInTrack implements LocalTrack {
  readonly kind: Kind;
  track: MediaStreamTrack | undefined;
  stream: MediaStream | undefined;

  constructor(kind: Kind) {
    this.kind = kind;
  }

  // JitsiLocalTrack.ts, isMuted: a camera that is muted has no stream.
  isMuted(): boolean {
    return this.track?.enabled !== true;
  }

  getOriginalStream(): MediaStream | undefined {
    return this.stream;
  }

  queue: Promise<void> = Promise.resolve();

  // _queueSetMuted: one after another.
  mute(): Promise<void> {
    return (this.queue = this.queue.then(() => this.setMuted()));
  }

  unmute(): Promise<void> {
    return (this.queue = this.queue.then(() => this.setUnmuted()));
  }

  // _setMuted: sound by `enabled`, a picture by taking the stream away.
  async setMuted(): Promise<void> {
    if (moods.stubborn || this.isMuted()) return;
    log.push(`mute ${this.kind}`);
    if (this.kind === "audio") {
      if (this.track) this.track.enabled = false;
      return;
    }
    const sender = session?.getSenders().find(({ track }) => track !== null && track === this.track);
    this.track?.stop();
    this.track = this.stream = undefined;
    await sender?.replaceTrack(null);
  }

  async setUnmuted(): Promise<void> {
    log.push(`unmute ${this.kind}`);
    if (this.track === undefined) {
      this.stream = await navigator.mediaDevices.getUserMedia({ [this.kind]: true });
      this.track = this.stream.getTracks()[0];
      await send(this);
    }
    if (this.track) this.track.enabled = true;
  }
}

class StandInParticipant implements Participant {
  encrypts: boolean | undefined;

  constructor(encrypts: boolean | undefined) {
    this.encrypts = encrypts;
  }

  getProperty(): string | undefined {
    return this.encrypts === undefined ? undefined : String(this.encrypts);
  }
}

const localTracks = [new StandInTrack("audio"), new StandInTrack("video")];
const participants = new Map<string, StandInParticipant>();
const people = new Map<string, Person>();
const media = {
  audio: { muted: true },
  video: { muted: 4 },
  screenshare: { muted: 4 },
};
const conferenceState: { conference?: StandInConference; joining?: StandInConference } = {};
const listeners = new Set<() => void>();
/** The connection to the bridge. Nobody is at its other end; its senders are the browser's own. */
let session: RTCPeerConnection | undefined;
const transformed = new WeakSet<RTCRtpSender>();

class StandInConference implements Conference {
  enabled = false;
  firstEnable = false;
  readonly worker = new Worker(URL.createObjectURL(new Blob([WORKER])));
  readonly handlers: { [Event in keyof ConferenceEvents]: ((...told: ConferenceEvents[Event]) => void)[] } = {
    "conference.kicked": [],
    "conference.failed": [],
  };

  isE2EESupported(): boolean {
    return moods.supported;
  }

  isE2EEEnabled(): boolean {
    return this.enabled;
  }

  toggleE2EE(enabled: boolean): void {
    log.push(`toggleE2EE ${String(enabled)}`);
    void this.setEnabled(enabled);
  }

  // modules/e2ee/KeyHandler.js, setEnabled: said at once, then keys, then new sessions, and only then the worker.
  async setEnabled(enabled: boolean): Promise<void> {
    if (this.enabled === enabled) return;
    this.enabled = enabled;
    if (enabled && moods.waitingForKeys) await new Promise<void>((done) => (keysArrived = done));
    if (enabled && !this.firstEnable) {
      this.firstEnable = true;
      await restartSession();
    }
    this.worker.postMessage({ operation: "setEnabled", enabled });
  }

  // modules/e2ee/E2EEContext.js, handleSender.
  handleSender(sender: RTCRtpSender): void {
    if (transformed.has(sender) || !this.firstEnable || moods.forgetful) return;
    transformed.add(sender);
    if (moods.scriptTransform && "RTCRtpScriptTransform" in window) {
      sender.transform = new RTCRtpScriptTransform(this.worker, { operation: "encode", participantId: "me" });
      return;
    }
    const { readable, writable } = encodedStreamsOf(sender);
    this.worker.postMessage(
      { operation: "encode", participantId: "me", readableStream: readable, writableStream: writable },
      [readable, writable],
    );
  }

  getParticipants(): readonly Participant[] {
    return [...participants.values()];
  }

  getLocalTracks(): readonly LocalTrack[] {
    return localTracks;
  }

  on<Event extends keyof ConferenceEvents>(event: Event, listener: (...told: ConferenceEvents[Event]) => void): void {
    this.handlers[event].push(listener);
  }

  tell<Event extends keyof ConferenceEvents>(event: Event, ...told: ConferenceEvents[Event]): void {
    for (const handler of this.handlers[event]) handler(...told);
  }
}

/** Chromium's own, which TypeScript's library does not know. */
function encodedStreamsOf(sender: RTCRtpSender): { readable: ReadableStream; writable: WritableStream } {
  return (
    sender as RTCRtpSender & { createEncodedStreams: () => { readable: ReadableStream; writable: WritableStream } }
  ).createEncodedStreams();
}

function newSession(): RTCPeerConnection {
  // `encodedInsertableStreams` as in modules/RTC/TraceablePeerConnection.ts.
  return new RTCPeerConnection({ encodedInsertableStreams: !moods.scriptTransform } as RTCConfiguration);
}

async function restartSession(): Promise<void> {
  session?.close();
  session = newSession();
  for (const track of localTracks) await send(track);
}

async function send(local: StandInTrack): Promise<void> {
  const { track, stream, kind } = local;
  if (session === undefined || track === undefined || stream === undefined) return;
  const idle = session
    .getTransceivers()
    .find(({ sender, receiver }) => sender.track === null && receiver.track.kind === kind)?.sender;
  if (idle) await idle.replaceTrack(track);
  const sender = idle ?? session.addTrack(track, stream);
  conferenceState.conference?.handleSender(sender);
}

/** What is in force after Jitsi's middlewares. */
function dispatch(action: AnyAction): void {
  log.push(
    `${action.type} ${"enabled" in action ? String(action.enabled) : "pId" in action ? action.pId : action.muted}`,
  );
  const [audio, video] = localTracks;
  switch (action.type) {
    case "TOGGLE_E2EE":
      if (!moods.deaf && conferenceState.conference?.isE2EEEnabled() !== action.enabled) {
        conferenceState.conference?.toggleE2EE(action.enabled);
      }
      break;
    case "SET_AUDIO_MUTED":
      if (moods.stubborn && action.muted) break;
      media.audio.muted = action.muted;
      void (action.muted ? audio?.mute() : audio?.unmute());
      break;
    case "SET_VIDEO_MUTED":
      if (moods.stubborn && action.muted !== 0) break;
      media.video.muted = action.muted;
      void (action.muted !== 0 ? video?.mute() : video?.unmute());
      break;
    case "SET_SCREENSHARE_MUTED":
      media.screenshare.muted = action.muted;
      break;
    case "START_VERIFICATION":
      break;
  }
  drawButtons();
  for (const listener of listeners) listener();
}

const store: Store = {
  getState: (): State => ({
    "features/base/conference": conferenceState,
    "features/base/media": media,
    "features/base/participants": { remote: people },
  }),
  dispatch,
  subscribe: (listener) => listeners.add(listener),
};

/** Jitsi's toolbar, where it is. */
function drawButtons(): void {
  for (const [id, muted] of [
    ["microphone", media.audio.muted],
    ["camera", media.video.muted !== 0],
  ] as const) {
    const button = document.getElementById(id);
    if (button) button.setAttribute("aria-pressed", String(!muted));
  }
}

function draw(): void {
  document.body.innerHTML = `
    <style>
      body { margin: 0; background: #101418; font: 16px system-ui, sans-serif; color: #fff; }
      #tile { position: fixed; inset: 12px 12px 84px; border-radius: 8px; background: #24303a; }
      #toolbar { position: fixed; bottom: 12px; left: 0; right: 0; display: flex; gap: 8px; justify-content: center; }
      #toolbar button { min-height: 48px; padding: 0 12px; border: 0; border-radius: 8px; background: #3a4750; color: #fff; font: inherit; }
      #toolbar button[aria-pressed="true"] { background: #0b57d0; }
    </style>
    <main aria-label="Call"><div id="tile"></div>
    <div id="toolbar" role="toolbar" aria-label="Controls">
      <button id="microphone" aria-pressed="false">Microphone</button>
      <button id="camera" aria-pressed="false">Camera</button>
      <button id="leave">Leave</button>
    </div></main>`;
  document.getElementById("microphone")?.addEventListener("click", () => {
    standIn.press("microphone");
  });
  document.getElementById("camera")?.addEventListener("click", () => {
    standIn.press("camera");
  });
  document.getElementById("leave")?.addEventListener("click", () => {
    standIn.leave();
  });
}

const standIn = {
  log,
  moods,
  addressSeen: window.location.href,
  messages: [] as unknown[],
  joining(): void {
    conferenceState.joining = new StandInConference();
    dispatch({ type: "SET_SCREENSHARE_MUTED", muted: 4 });
  },
  join(): void {
    conferenceState.conference = conferenceState.joining ?? new StandInConference();
    delete conferenceState.joining;
    session = newSession();
    void Promise.all(localTracks.map(send));
  },
  leave(): void {
    session?.close();
    session = undefined;
    delete conferenceState.conference;
  },
  conference: () => conferenceState.conference ?? conferenceState.joining,
  keysArrive: () => {
    keysArrived();
  },
  press(button: "microphone" | "camera"): void {
    if (button === "microphone") dispatch({ type: "SET_AUDIO_MUTED", muted: !media.audio.muted });
    else dispatch({ type: "SET_VIDEO_MUTED", muted: media.video.muted === 0 ? 4 : 0 });
  },
  /** A participant, new or changed. Jitsi takes over what others say of encryption (base/participants/middleware.ts, _e2eeUpdated). */
  participant(id: string, encrypts: boolean | undefined, person: Partial<Person> = {}): void {
    const known = participants.get(id);
    participants.set(id, new StandInParticipant(encrypts));
    people.set(id, { ...people.get(id), ...person, id });
    if (known !== undefined && known.encrypts !== encrypts && encrypts !== undefined) {
      dispatch({ type: "TOGGLE_E2EE", enabled: encrypts });
    }
  },
  gone(id: string): void {
    participants.delete(id);
    people.delete(id);
  },
  switchOff(): void {
    void conferenceState.conference?.setEnabled(false);
  },
  kicked(reason: string | undefined): void {
    this.conference()?.tell("conference.kicked", undefined, reason);
  },
  failed(error: string, ...details: string[]): void {
    this.conference()?.tell("conference.failed", error, ...details);
  },
  restart: restartSession,
  tracks: () => localTracks.map(({ track }) => track),
  session: () => session,
  /** Whether each track lets anything out, asked of the browser past the guard. */
  native(...tracks: (MediaStreamTrack | undefined)[]): (boolean | undefined)[] {
    const frame = document.createElement("iframe");
    document.body.append(frame);
    // The frame's own prototype, which nobody has changed.
    const realm = frame.contentWindow as (Window & typeof globalThis) | null;
    const own = Object.getOwnPropertyDescriptor(realm?.MediaStreamTrack.prototype ?? {}, "enabled");
    const asked = tracks.length === 0 ? standIn.tracks() : tracks;
    const answers = asked.map((track) => (track === undefined ? undefined : own?.get?.call(track) === true));
    frame.remove();
    return answers;
  },
};

declare global {
  interface Window {
    standIn: typeof standIn;
  }
}

window.standIn = standIn;
Object.assign(window, { APP: { store } });
window.addEventListener("message", ({ data }: MessageEvent<unknown>) => standIn.messages.push(data));
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", draw);
else draw();
