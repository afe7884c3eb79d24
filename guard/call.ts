/** What the frames that leave go through. */
export type Frames =
  /** No worker encrypts. */
  | "clear"
  /** One does, but not everything that is sent goes through it. */
  | "partly"
  | "encrypted";

/** What is seen of a call at one moment. */
export interface Facts {
  readonly joined: boolean;
  /** What the conference itself says. */
  readonly enabled: boolean;
  readonly frames: Frames;
  /** Whether all others in the room say that they encrypt. */
  readonly othersEncrypt: boolean;
  /** Whether Jitsi holds microphone, camera and screen for muted. */
  readonly muted: boolean;
  /** In milliseconds, of a clock that only goes forward. */
  readonly now: number;
}

export type CallState =
  /** Before joining, and after leaving. */
  | { readonly kind: "outside" }
  | { readonly kind: "preparing" }
  | { readonly kind: "on" }
  /** Encryption was on and is not any more. */
  | { readonly kind: "dropped" }
  /** Our own is on, and somebody in the room has none. */
  | { readonly kind: "somebody-unencrypted" };

/** A state, and since when it is as it is with the frames. */
export interface Call {
  readonly state: CallState;
  /** Since when all frames are encrypted. */
  readonly encryptedSince: number | undefined;
  /** Since when not everything that is sent is. */
  readonly partlySince: number | undefined;
}

export const OUTSIDE: Call = { state: { kind: "outside" }, encryptedSince: undefined, partlySince: undefined };

/** The worker is told by a message, which it may read a moment later than the page sent it. */
const SETTLED_AFTER = 500;

/** A camera that is switched on in a call is sent for a moment before its frames go through the worker; till then its own track is held back. */
const PATIENCE = 3_000;

/**
 * The call after another look at it. Sound and picture may leave in the state `on` alone. It begins once everything is encrypted, for
 * everybody, with everything muted, so that people unmute themselves; and it ends at once when any of the former fails.
 */
export function afterLook(before: Call, facts: Facts): Call {
  if (!facts.joined) return OUTSIDE;
  const encryptedSince = facts.frames === "encrypted" ? (before.encryptedSince ?? facts.now) : undefined;
  const partlySince = facts.frames === "partly" ? (before.partlySince ?? facts.now) : undefined;
  const call = { state: before.state, encryptedSince, partlySince };
  return { ...call, state: stateOf(call, facts) };
}

function stateOf({ state, encryptedSince, partlySince }: Call, facts: Facts): CallState {
  const neverOn = state.kind === "outside" || state.kind === "preparing";
  const wasOn = state.kind === "on" || state.kind === "somebody-unencrypted";
  const since = encryptedSince ?? facts.now;
  const late = partlySince !== undefined && facts.now - partlySince > PATIENCE;
  const own = wasOn
    ? facts.enabled && facts.frames !== "clear" && !late
    : facts.enabled && facts.frames === "encrypted" && facts.now - since >= SETTLED_AFTER;
  if (!own) return { kind: neverOn ? "preparing" : "dropped" };
  if (!facts.othersEncrypt) return { kind: "somebody-unencrypted" };
  if (state.kind === "on") return state;
  // Not before Jitsi has muted everything: nobody is unmuted by what the guard does.
  if (!facts.muted || facts.frames !== "encrypted") return neverOn ? { kind: "preparing" } : state;
  return { kind: "on" };
}
