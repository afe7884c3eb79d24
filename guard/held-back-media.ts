import type { Frames } from "./call.ts";

/** The hand on everything that this page sends. */
export interface HeldBackMedia {
  /** What is sent goes through now, as asked of browser and worker, not of Jitsi. Also finds what is sent since the last look. */
  readonly look: () => Frames;
  /** Lets out what people switch on from now on. */
  readonly open: () => void;
  /** Lets out nothing but silence and black. */
  readonly close: () => void;
  /** Whether anything of a person leaves. */
  readonly isSending: () => boolean;
  /** Ends every connection and every device that was in use. */
  readonly end: () => void;
}

/**
 * Goes between Jitsi and the browser: from here on each track that a connection sends is silent or black until `open` was called and
 * every sender of it goes through a worker that encrypts. Jitsi sees its tracks as it set them.
 *
 * How lib-jitsi-meet encrypts (modules/e2ee/E2EEContext.js, KeyHandler.js and Worker.ts at 01daa07c): a worker gets each sender's frames,
 * by an RTCRtpScriptTransform or else by the streams of createEncodedStreams, both with the operation `encode`, and the message
 * `setEnabled`. Until that message frames pass in clear; after it the worker drops a frame that it can't encrypt (Context.ts).
 *
 * It must run before any script that could keep the browser's own functions for itself. Wrapped functions stay writable: Jitsi's
 * webrtc-adapter and rtcstats put theirs around them.
 */
export function holdBackMedia(): HeldBackMedia {
  const enabledOf = accessor(MediaStreamTrack.prototype, "enabled");
  const trackOf = accessor(RTCRtpSender.prototype, "track");
  const signallingOf = accessor(RTCPeerConnection.prototype, "signalingState");
  const scriptTransformOf =
    "transform" in RTCRtpSender.prototype ? accessor(RTCRtpSender.prototype, "transform") : undefined;
  // Kept as the browser has it: what the guard asks must not be answered by whoever wraps it later.
  // eslint-disable-next-line @typescript-eslint/unbound-method
  const { getSenders } = RTCPeerConnection.prototype;

  /** Tracks that are sent, with what Jitsi wants of them. */
  const held = new Map<MediaStreamTrack, boolean>();
  const connections = new Set<RTCPeerConnection>();
  /** Senders whose next track is on its way. */
  const arriving = new Map<RTCRtpSender, MediaStreamTrack>();
  const encrypting = new Set<Worker>();
  /** Whose frames a stream brings. */
  const streams = new WeakMap<object, RTCRtpSender>();
  const workerOfSender = new WeakMap<RTCRtpSender, Worker>();
  const workerOfTransform = new WeakMap<object, Worker>();
  let isOpen = false;

  function senders(): readonly RTCRtpSender[] {
    return [...connections].flatMap((connection) => getSenders.call(connection));
  }

  function workerOf(sender: RTCRtpSender): Worker | undefined {
    const transform = scriptTransformOf?.get(sender);
    return workerOfSender.get(sender) ?? (transform ? workerOfTransform.get(transform) : undefined);
  }

  function isEncrypted(sender: RTCRtpSender): boolean {
    const worker = workerOf(sender);
    return worker !== undefined && encrypting.has(worker);
  }

  function apply(): void {
    const all = senders();
    for (const [track, wanted] of held) {
      const carriers = all.filter((sender) => trackOf.get(sender) === track || arriving.get(sender) === track);
      enabledOf.set(track, isOpen && wanted && carriers.every(isEncrypted));
    }
  }

  function hold(track: unknown): void {
    if (!(track instanceof MediaStreamTrack) || held.has(track)) return;
    held.set(track, enabledOf.get(track));
    enabledOf.set(track, false);
  }

  function silence(sender: RTCRtpSender): void {
    const track = trackOf.get(sender);
    if (track) enabledOf.set(track, false);
  }

  function close(): void {
    isOpen = false;
    apply();
  }

  Object.defineProperty(MediaStreamTrack.prototype, "enabled", {
    get(this: MediaStreamTrack) {
      return held.get(this) ?? enabledOf.get(this);
    },
    set(this: MediaStreamTrack, value: unknown) {
      if (!held.has(this)) {
        enabledOf.set(this, Boolean(value));
        return;
      }
      held.set(this, Boolean(value));
      apply();
    },
  });

  const keepConnection = (connection: unknown): void => {
    if (connection instanceof RTCPeerConnection) connections.add(connection);
  };
  for (const name of ["addTrack", "addTransceiver"]) {
    around(RTCPeerConnection.prototype, name, (call, connection, [track]) => {
      keepConnection(connection);
      hold(track);
      const result = call();
      apply();
      return result;
    });
  }
  // As it was in the browsers that had nothing else; the browser's own would go on to send what is put into the stream later.
  around(RTCPeerConnection.prototype, "addStream", (_, connection, [stream]) => {
    if (!(connection instanceof RTCPeerConnection && stream instanceof MediaStream)) return;
    for (const track of stream.getTracks()) connection.addTrack(track, stream);
  });
  around(RTCRtpSender.prototype, "replaceTrack", (call, sender, [track]) => {
    hold(track);
    if (!(sender instanceof RTCRtpSender && track instanceof MediaStreamTrack)) return call();
    arriving.set(sender, track);
    const done = Promise.resolve(call());
    const arrived = (): void => {
      if (arriving.get(sender) === track) arriving.delete(sender);
      apply();
    };
    done.then(arrived, arrived);
    apply();
    return done;
  });
  around(RTCRtpSender.prototype, "createEncodedStreams", (call, sender) => {
    const result = call();
    const { readable } = fieldsOf(result);
    if (sender instanceof RTCRtpSender && typeof readable === "object" && readable !== null) {
      streams.set(readable, sender);
    }
    return result;
  });
  around(Worker.prototype, "postMessage", (call, worker, [message]) => {
    const { operation, enabled, readableStream } = fieldsOf(message);
    if (!(worker instanceof Worker)) return call();
    if (operation === "setEnabled" && enabled !== true && encrypting.delete(worker)) {
      // Before the message leaves, so that nothing slips out behind it.
      close();
    }
    const result = call();
    if (operation === "setEnabled" && enabled === true) encrypting.add(worker);
    if (operation === "encode" && typeof readableStream === "object" && readableStream !== null) {
      const sender = streams.get(readableStream);
      if (sender) workerOfSender.set(sender, worker);
    }
    apply();
    return result;
  });
  around(Worker.prototype, "terminate", (call, worker) => {
    if (worker instanceof Worker && encrypting.delete(worker)) close();
    return call();
  });
  if (scriptTransformOf !== undefined) {
    Object.defineProperty(RTCRtpSender.prototype, "transform", {
      get(this: RTCRtpSender) {
        return scriptTransformOf.get(this);
      },
      set(this: RTCRtpSender, value: RTCRtpScriptTransform | null) {
        silence(this);
        scriptTransformOf.set(this, value);
        apply();
      },
    });
  }
  if (typeof RTCRtpScriptTransform !== "undefined") {
    window.RTCRtpScriptTransform = constructing(RTCRtpScriptTransform, (transform, [worker, options]) => {
      if (fieldsOf(options)["operation"] === "encode" && worker instanceof Worker) {
        workerOfTransform.set(transform, worker);
      }
    });
  }
  window.RTCPeerConnection = constructing(RTCPeerConnection, keepConnection);
  if ("webkitRTCPeerConnection" in window) window.webkitRTCPeerConnection = window.RTCPeerConnection;

  return {
    look() {
      for (const connection of connections) {
        if (signallingOf.get(connection) === "closed") connections.delete(connection);
      }
      for (const track of held.keys()) if (track.readyState === "ended") held.delete(track);
      const sending = senders().filter((sender) => trackOf.get(sender) !== null);
      for (const sender of sending) hold(trackOf.get(sender));
      apply();
      if (encrypting.size === 0) return "clear";
      return sending.every(isEncrypted) ? "encrypted" : "partly";
    },
    open() {
      if (isOpen) return;
      // Whoever wants to be heard says so again: nobody is unmuted from here.
      for (const track of held.keys()) held.set(track, false);
      isOpen = true;
      apply();
    },
    close,
    isSending: () => [...held.keys()].some((track) => enabledOf.get(track)),
    end() {
      close();
      for (const connection of connections) connection.close();
      for (const track of held.keys()) track.stop();
    },
  };
}

interface Accessor<Target, Value> {
  readonly get: (target: Target) => Value;
  readonly set: (target: Target, value: Value) => void;
}

/** The browser's own way to read and write a property, whatever is put over it later. */
function accessor<Target extends object, Key extends keyof Target>(
  prototype: Target,
  name: Key,
): Accessor<Target, Target[Key]> {
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
  return {
    // The browser's getter of this very property gives its type.
    get: (target) => descriptor?.get?.call(target) as Target[Key],
    set: (target, value) => descriptor?.set?.call(target, value),
  };
}

/** Puts a function around one of the browser's, where it has it. */
function around(
  prototype: object,
  name: string,
  wrapper: (call: () => unknown, self: unknown, given: readonly unknown[]) => unknown,
): void {
  const original: unknown = Object.getOwnPropertyDescriptor(prototype, name)?.value;
  if (typeof original !== "function") return;
  Object.defineProperty(prototype, name, {
    value(this: unknown, ...given: unknown[]): unknown {
      return wrapper(() => Reflect.apply(original, this, given), this, given);
    },
  });
}

/** A class that tells of everything that is made of it; the only one that the page can still reach. */
function constructing<Made extends object, Class extends { new (...given: never[]): Made; prototype: Made }>(
  made: Class,
  tell: (one: Made, given: readonly unknown[]) => void,
): Class {
  const told = new Proxy(made, {
    construct(target, given: unknown[], newTarget): Made {
      // A class makes instances of itself.
      const one = Reflect.construct(target, given, newTarget) as Made;
      tell(one, given);
      return one;
    },
  });
  Object.defineProperty(made.prototype, "constructor", { value: told });
  return told;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
