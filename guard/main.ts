// The in-page guard: makes end-to-end encryption a condition of the call. Loaded before any of Jitsi Meet's own scripts.
import { withoutSettings } from "./address.ts";
import { browserKind } from "./browser-kind.ts";
import { canEncrypt } from "./browser-support.ts";
import { afterLook, OUTSIDE } from "./call.ts";
import { mayReachJitsi } from "./embedding.ts";
import { holdBackMedia } from "./held-back-media.ts";
import { showInstead } from "./instead.ts";
import {
  askForEncryption,
  conferenceOf,
  encrypts,
  followedConference,
  peopleOf,
  stepsToMuted,
  type Conference,
  type JitsiPage,
  type Store,
} from "./jitsi.ts";
import { makeNotice } from "./notice.ts";
import { removalFor, type Refusal } from "./refusal.ts";
import { comparisonsWith } from "./verification.ts";
import { wordsFor } from "./words.ts";

/** Between two looks at the call, in milliseconds. */
const LOOK = 200;
/** Between two requests for encryption, in milliseconds. */
const REQUEST = 1_000;

/** Two of Jitsi's includes load this file; the first does the work. */
if (!("callGuard" in window)) {
  Object.defineProperty(window, "callGuard", { value: true });
  start();
}

function start(): void {
  const words = wordsFor(navigator.languages);
  cleanAddress();
  window.addEventListener("hashchange", cleanAddress);
  const kind = browserKind(navigator.userAgent, navigator.maxTouchPoints);
  if (kind !== "other" || !canEncrypt()) {
    showInstead(kind, words);
    return;
  }
  window.addEventListener("message", keepFromJitsi, { capture: true });
  const media = holdBackMedia();
  const notice = makeNotice(words, (id) => storeOf(window)?.dispatch({ type: "START_VERIFICATION", pId: id }));
  const followed = new WeakSet<Conference>();
  const subscribed = new WeakSet<Store>();
  let call = OUTSIDE;
  let askedAt = -Infinity;

  const end = (refusal: Refusal): void => {
    clearInterval(timer);
    const store = storeOf(window);
    const conference = store === undefined ? undefined : conferenceOf(store);
    for (const track of conference?.getLocalTracks() ?? []) {
      for (const device of track.getOriginalStream()?.getTracks() ?? []) device.stop();
    }
    media.end();
    showInstead(refusal, words);
  };

  /** Said by the server when it ends somebody's part in the call, or does not let somebody in. */
  const follow = (conference: Conference | undefined): void => {
    if (conference === undefined || followed.has(conference)) return;
    followed.add(conference);
    const told = (...said: readonly unknown[]): void => {
      const removal = said.map(removalFor).find((one) => one !== undefined);
      if (removal !== undefined) end(removal);
    };
    conference.on("conference.kicked", told);
    conference.on("conference.failed", told);
  };

  const ask = (store: Store, conference: Conference): void => {
    const now = performance.now();
    if (conference.isE2EEEnabled() || now - askedAt < REQUEST) return;
    askedAt = now;
    askForEncryption(store, conference);
  };

  const look = (): void => {
    const store = storeOf(window);
    const conference = store === undefined ? undefined : conferenceOf(store);
    const frames = media.look();
    // A refusal may come sooner after joining than the next look.
    if (store !== undefined && !subscribed.has(store)) {
      subscribed.add(store);
      follow(followedConference(store));
      store.subscribe(() => {
        follow(followedConference(store));
      });
    }
    if (conference !== undefined && store !== undefined) {
      if (!conference.isE2EESupported()) {
        end("unavailable");
        return;
      }
      ask(store, conference);
    }
    const toMute = conference === undefined || store === undefined ? [] : stepsToMuted(store, conference);
    call = afterLook(call, {
      joined: conference !== undefined,
      enabled: conference?.isE2EEEnabled() === true,
      frames,
      othersEncrypt: conference?.getParticipants().every(encrypts) === true,
      muted: toMute.length === 0,
      now: performance.now(),
    });
    if (call.state.kind === "on") {
      media.open();
    } else {
      media.close();
      for (const step of toMute) step();
    }
    if (store === undefined) return;
    notice.show({
      state: call.state,
      sending: media.isSending(),
      comparisons: comparisonsWith(peopleOf(store)),
    });
  };
  const timer = setInterval(look, LOOK);
}

function storeOf(page: Window & JitsiPage): Store | undefined {
  return page.APP?.store;
}

function cleanAddress(): void {
  const { search, hash } = withoutSettings(window.location, window.parent !== window);
  if (search === window.location.search && hash === window.location.hash) return;
  history.replaceState(history.state, "", window.location.pathname + search + hash);
}

/** Registered before Jitsi's own listener, so that what is stopped here never gets there. */
function keepFromJitsi(event: MessageEvent<unknown>): void {
  if (event.source === window || (event.source === window.parent && mayReachJitsi(event.data))) return;
  event.stopImmediatePropagation();
}
