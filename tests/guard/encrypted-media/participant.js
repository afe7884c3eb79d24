/* global window, navigator, config, BroadcastChannel, crypto, RTCPeerConnection, JitsiMeetJS */
// A page in a call. Real: the conference, its key exchange over Olm and its encryption worker (JitsiConference,
// ManagedKeyHandler, OlmAdapter, E2EEContext and the worker of lib-jitsi-meet 2.6726, December 2021), the guard, and
// the practice's own config.js.
// Stand-ins, each doing no more than named here:
//   XMPP       a BroadcastChannel between the pages: presence properties and private messages;
//   Jingle     descriptions that the test carries from page to page;
//   Jitsi Meet its redux store, with no more than the conference and the action that the guard dispatches
//              (react/features/e2ee/middleware.ts at 1c8216eb);
//   "setEnabled" to the worker, which lib-jitsi-meet sends since April 2025 (modules/e2ee/KeyHandler.js at f919c23a) and
//              this worker does not know: it encrypts as soon as it has a key.

const ROOM = "blue-heron";
/** What a page that can encrypt announces (modules/xmpp/xmpp.js). */
const FEATURES = new Set(["https://jitsi.org/meet/e2ee"]);

/** Brings `me` into the room with `other`; an id is eight hexadecimal digits, as lib-jitsi-meet takes them from a sign-in. */
window.enter = (me, other) => {
  JitsiMeetJS.init(config);
  const connection = new JitsiMeetJS.JitsiConnection(null, undefined, config);
  connection.xmpp.connection._stropheConn.jid = `${me}-0000@${config.hosts.domain}/0`;
  const conference = connection.initJitsiConference(ROOM, config);
  if (conference.myUserId() !== me) throw new Error(`${me} is in the room as ${conference.myUserId()}`);
  window.conference = conference;

  const xmpp = new BroadcastChannel("a stand-in for XMPP");
  conference.sendMessage = (message, to) => xmpp.postMessage({ from: me, to, message: JSON.stringify(message) });
  conference.setLocalParticipantProperty = (name, value) => xmpp.postMessage({ from: me, name, value });
  xmpp.onmessage = ({ data }) => {
    const sender = conference.participants[data.from];
    if (sender === undefined) return;
    if (data.message === undefined) sender.setProperty(data.name, data.value);
    else if (data.to === me) {
      const { ENDPOINT_MESSAGE_RECEIVED } = JitsiMeetJS.events.conference;
      conference.eventEmitter.emit(ENDPOINT_MESSAGE_RECEIVED, sender, JSON.parse(data.message));
    }
  };
  const none = undefined;
  conference.onMemberJoined(
    `${ROOM}@${config.hosts.muc}/${other}`,
    other,
    "participant",
    false,
    none,
    none,
    none,
    none,
    none,
    FEATURES,
  );

  const keys = conference._e2eEncryption._keyHandler;
  const worker = keys.e2eeCtx._worker;
  window.keys = keys;
  window.plainFrames = [];
  worker.addEventListener("message", ({ data }) => {
    window.noteAmong(window.plainFrames, data);
  });
  const setEnabled = keys.setEnabled.bind(keys);
  window.encrypting = new Promise((resolve) => {
    keys.setEnabled = async (enabled) => {
      await setEnabled(enabled);
      worker.postMessage({ operation: "setEnabled", enabled });
      resolve();
    };
  });
};

const state = { "features/base/conference": {} };
window.APP = {
  store: {
    getState: () => state,
    subscribe: () => undefined,
    dispatch: ({ type, enabled }) => {
      if (type === "TOGGLE_E2EE") window.conference.toggleE2EE(enabled);
    },
  },
};

/** From now on Jitsi Meet says that the call is joined: the guard asks for encryption. */
window.join = () => {
  state["features/base/conference"].conference = window.conference;
  return window.encrypting;
};

/** A key of its own making for what `sender` sends: for one whom nobody told the real one. */
window.guessKeyOf = async (sender) => {
  await window.keys.setEnabled(true);
  window.keys.e2eeCtx.setKey(sender, crypto.getRandomValues(new Uint8Array(32)), 0);
};

let stream;

/** As much of lib-jitsi-meet's JitsiLocalTrack as its own encryption and the guard ask for. */
const localTrack = (track) => ({
  track,
  getType: () => track.kind,
  getParticipantId: () => window.conference.myUserId(),
  getOriginalStream: () => stream,
  isMuted: () => !track.enabled,
  mute: () => {
    track.enabled = false;
    return Promise.resolve();
  },
});

/** As a person does who wants to be seen and heard. */
window.unmute = () => {
  for (const track of stream.getTracks()) track.enabled = true;
};

/** Camera and microphone on their way to the relay, as a media session of the conference. */
window.send = async () => {
  stream ??= await navigator.mediaDevices.getUserMedia({
    audio: true,
    video: { width: 320, height: 240, frameRate: 15 },
  });
  const { conference, keys } = window;
  // modules/RTC/RTC.js: createPeerConnection.
  const connection = new RTCPeerConnection({ encodedInsertableStreams: conference.isE2EEEnabled() });
  const tracks = stream.getTracks();
  for (const track of tracks) connection.addTrack(track, stream);
  conference.getLocalTracks = () => tracks.map(localTrack);
  const findSenderForTrack = (track) => connection.getSenders().find((sender) => sender.track === track);
  const session = { peerconnection: { findSenderForTrack }, terminate: () => connection.close() };
  conference.jvbJingleSession = session;
  keys._onMediaSessionStarted(session);
  window.onlyVp8(connection);
  window.outgoing = connection;
  return window.described(connection);
};

window.sendAnswered = (sdp) => window.outgoing.setRemoteDescription({ type: "answer", sdp });

/** Shows and plays what `sender` sends over the relay. */
window.receive = async (sdp, sender) => {
  const { conference, keys } = window;
  const connection = new RTCPeerConnection({ encodedInsertableStreams: conference.isE2EEEnabled() });
  window.incoming = connection;
  connection.ontrack = ({ receiver, track }) => {
    const remote = { track, getType: () => track.kind, getParticipantId: () => sender };
    keys._setupReceiverE2EEForTrack({ findReceiverForTrack: () => receiver }, remote);
    window.play(track);
  };
  await connection.setRemoteDescription({ type: "offer", sdp });
  return window.described(connection);
};
