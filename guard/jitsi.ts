/**
 * All that the guard knows of Jitsi Meet's page; tests/guard/page/jitsi-stand-in.ts has the same and no more. jitsi-meet is read at
 * 1c8216eb, lib-jitsi-meet at 01daa07c, where nothing else is said.
 */
export interface JitsiPage {
  /** Set by Jitsi once its own program runs (jitsi-meet app.js). */
  readonly APP?: { readonly store?: Store };
}

/** A redux store. */
export interface Store {
  readonly getState: () => State;
  readonly dispatch: (action: Action) => void;
  /** Calls back after each action. */
  readonly subscribe: (listener: () => void) => void;
}

export interface State {
  /** jitsi-meet react/features/base/conference/reducer.ts: `joining` on the way in, `conference` from then until leaving. */
  readonly "features/base/conference"?: { readonly conference?: Conference; readonly joining?: Conference };
  /** react/features/base/media/reducer.ts at 177654d7: a number holds one bit for each reason to be muted. */
  readonly "features/base/media"?: {
    readonly audio: { readonly muted: boolean };
    readonly video: { readonly muted: number };
    readonly screenshare: { readonly muted: number };
  };
  /** react/features/base/participants/reducer.ts at 0ff44a2f. */
  readonly "features/base/participants"?: { readonly remote: ReadonlyMap<string, Person> };
}

/** react/features/base/participants/types.ts; the last two come from react/features/e2ee/middleware.ts. */
export interface Person {
  readonly id: string;
  readonly name?: string;
  readonly e2eeVerificationAvailable?: boolean;
  readonly e2eeVerified?: boolean;
}

export type Action =
  /** react/features/e2ee/middleware.ts: calls the conference's toggleE2EE and tells the others. */
  | { readonly type: "TOGGLE_E2EE"; readonly enabled: true }
  /** The same: calls startVerification; Jitsi then shows its own dialog with seven pictures to both. */
  | { readonly type: "START_VERIFICATION"; readonly pId: string }
  /** react/features/base/media/actions.ts at 0ca27bf4, setAudioMuted, setVideoMuted and setScreenshareMuted. */
  | { readonly type: "SET_AUDIO_MUTED"; readonly ensureTrack: false; readonly muted: true }
  | {
      readonly type: "SET_VIDEO_MUTED" | "SET_SCREENSHARE_MUTED";
      readonly authority: number;
      readonly ensureTrack: false;
      readonly muted: number;
    };

/** lib-jitsi-meet JitsiConference.ts. */
export interface Conference {
  readonly isE2EESupported: () => boolean;
  /** True from the moment it was asked for, while frames still pass in clear (modules/e2ee/KeyHandler.js). */
  readonly isE2EEEnabled: () => boolean;
  readonly toggleE2EE: (enabled: boolean) => void;
  /** Everybody else in the room but Jicofo. */
  readonly getParticipants: () => readonly Participant[];
  readonly getLocalTracks: () => readonly LocalTrack[];
  readonly on: <Event extends keyof ConferenceEvents>(
    event: Event,
    listener: (...told: ConferenceEvents[Event]) => void,
  ) => void;
}

/** lib-jitsi-meet JitsiConferenceEvents.ts, KICKED and CONFERENCE_FAILED. */
export interface ConferenceEvents {
  /** JitsiConference.ts, onMemberKicked. */
  readonly "conference.kicked": readonly [actor: unknown, reason: unknown];
  /** JitsiConferenceEventManager.ts: with the error's name what came with it, such as the reason of a room's end or why joining was refused. */
  readonly "conference.failed": readonly [error: unknown, ...details: readonly unknown[]];
}

/** lib-jitsi-meet JitsiParticipant.ts. */
export interface Participant {
  /** `e2ee.enabled` is what the presence says: the text `true` (KeyHandler.js, setEnabled). */
  readonly getProperty: (name: "e2ee.enabled") => unknown;
}

/** lib-jitsi-meet modules/RTC/JitsiLocalTrack.ts and JitsiTrack.ts. */
export interface LocalTrack {
  readonly isMuted: () => boolean;
  readonly mute: () => Promise<void>;
  readonly getOriginalStream: () => MediaStream | null | undefined;
}

/** react/features/base/media/constants.ts, VIDEO_MUTISM_AUTHORITY.USER and SCREENSHARE_MUTISM_AUTHORITY.USER. */
const MUTED_BY_PERSON = 4;

export function conferenceOf(store: Store): Conference | undefined {
  return store.getState()["features/base/conference"]?.conference;
}

/** The conference of which something may be told: already before it is joined. */
export function followedConference(store: Store): Conference | undefined {
  const state = store.getState()["features/base/conference"];
  return state?.joining ?? state?.conference;
}

export function peopleOf(store: Store): readonly Person[] {
  return [...(store.getState()["features/base/participants"]?.remote.values() ?? [])];
}

export function encrypts(participant: Participant): boolean {
  const said = participant.getProperty("e2ee.enabled");
  return said === true || said === "true";
}

/** Asks twice: the action tells the others too, and where Jitsi no longer knows it, the conference itself still does it. */
export function askForEncryption(store: Store, conference: Conference): void {
  store.dispatch({ type: "TOGGLE_E2EE", enabled: true });
  if (!conference.isE2EEEnabled()) conference.toggleE2EE(true);
}

/** What Jitsi has to do for everything of this person to be muted, in its own eyes too; empty where all is. */
export function stepsToMuted(store: Store, conference: Conference): readonly (() => void)[] {
  const media = store.getState()["features/base/media"];
  const actions: Action[] = [];
  if (media?.audio.muted === false) actions.push({ type: "SET_AUDIO_MUTED", ensureTrack: false, muted: true });
  if (media?.video.muted === 0) actions.push(mutingAction("SET_VIDEO_MUTED"));
  if (media?.screenshare.muted === 0) actions.push(mutingAction("SET_SCREENSHARE_MUTED"));
  const loud = conference.getLocalTracks().filter((track) => !track.isMuted());
  return [
    ...actions.map((action) => () => {
      store.dispatch(action);
    }),
    // A track that is disposed of meanwhile can't be muted, and needs it no more.
    ...loud.map((track) => () => void track.mute().catch(() => undefined)),
  ];
}

function mutingAction(type: "SET_VIDEO_MUTED" | "SET_SCREENSHARE_MUTED"): Action {
  return { type, authority: MUTED_BY_PERSON, ensureTrack: false, muted: MUTED_BY_PERSON };
}
