/* global window, document, RTCPeerConnection, TransformStream, WritableStream, AudioContext, RTCEncodedVideoFrame, RTCEncodedAudioFrame */
// A stand-in for the videobridge: takes encoded frames as they come, hands them on as they are, and tries to show them too.

/** Where the frames of the next connection go on to, by kind. */
const onward = { audio: [], video: [] };
const forwarding = [];

/** The frames that came over the last connection, as they came. */
window.seen = [];

window.receive = async (sdp) => {
  const connection = new RTCPeerConnection({ encodedInsertableStreams: true });
  window.incoming = connection;
  const seen = [];
  window.seen = seen;
  connection.ontrack = ({ receiver, track }) => {
    const { readable, writable } = receiver.createEncodedStreams();
    const senders = [...onward[track.kind]];
    let last;
    const look = new TransformStream({
      transform(frame, controller) {
        // Chromium sends packets again while it probes the line, and hands each out as a frame; a bridge drops those.
        if (frame.timestamp === last) return;
        last = frame.timestamp;
        window.noteAmong(seen, frame);
        for (const send of senders) send(frame);
        controller.enqueue(frame);
      },
    });
    void readable.pipeThrough(look).pipeTo(writable);
    window.play(track);
  };
  await connection.setRemoteDescription({ type: "offer", sdp });
  return window.described(connection);
};

/** A connection onward. It wants tracks of its own, whose frames are dropped: what goes out is what came in. */
window.forward = async () => {
  const connection = new RTCPeerConnection({ encodedInsertableStreams: true });
  const tracks = [
    ...new AudioContext().createMediaStreamDestination().stream.getTracks(),
    // At 0 frames a second: nothing that was drawn here ever leaves.
    ...document.createElement("canvas").captureStream(0).getTracks(),
  ];
  for (const track of tracks) {
    const { readable, writable } = connection.addTrack(track).createEncodedStreams();
    void readable.pipeTo(new WritableStream());
    const writer = writable.getWriter();
    const Frame = track.kind === "video" ? RTCEncodedVideoFrame : RTCEncodedAudioFrame;
    onward[track.kind].push((frame) => void writer.write(new Frame(frame)));
  }
  window.onlyVp8(connection);
  forwarding.push(connection);
  return window.described(connection);
};

/** Takes the answer to the connection onward that was begun last. */
window.forwardAnswered = (sdp) => forwarding.at(-1).setRemoteDescription({ type: "answer", sdp });
