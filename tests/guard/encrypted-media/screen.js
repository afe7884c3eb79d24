/* global document, window, MediaStream, AudioContext, RTCRtpSender, btoa */
// What a page shows and plays, and how the test looks at it and listens to it.

/** Plays a track in the page, in place of the one of its kind that played before. */
window.play = (track) => {
  document.querySelector(track.kind)?.remove();
  const element = document.createElement(track.kind);
  element.autoplay = true;
  element.srcObject = new MediaStream([track]);
  document.body.append(element);
};

/** The picture on the page as 16 × 12 points of red, green and blue (0 to 255), or null where none was decoded. */
window.picture = () => {
  const video = document.querySelector("video");
  if (video === null || video.readyState < video.HAVE_CURRENT_DATA) return null;
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  context.drawImage(video, 0, 0, 16, 12);
  return [...context.getImageData(0, 0, 16, 12).data].filter((_, index) => index % 4 !== 3);
};

/** So many samples of what the page plays, at 8,000 a second, each between -1 and 1. */
window.sound = async (samples) => {
  const context = new AudioContext({ sampleRate: 8000 });
  const tap = context.createScriptProcessor(1024, 1, 1);
  const heard = [];
  const enough = new Promise((resolve) => {
    tap.onaudioprocess = ({ inputBuffer }) => {
      heard.push(...inputBuffer.getChannelData(0));
      if (heard.length >= samples) resolve();
    };
  });
  context.createMediaStreamSource(document.querySelector("audio").srcObject).connect(tap).connect(context.destination);
  await enough;
  await context.close();
  return heard.slice(0, samples);
};

/** How many video frames that came over a connection became a picture. */
window.decodedFrames = async (connection) => {
  const reports = [...(await connection.getStats()).values()];
  return reports.find(({ type, kind }) => type === "inbound-rtp" && kind === "video")?.framesDecoded ?? 0;
};

/** A connection's own description once it names every address: the test carries it over, where Jingle would. */
window.described = async (connection) => {
  await connection.setLocalDescription();
  await new Promise((resolve) => {
    const look = () => connection.iceGatheringState === "complete" && resolve();
    connection.addEventListener("icegatheringstatechange", look);
    look();
  });
  return connection.localDescription.sdp;
};

/** Adds a frame to the latest ones, its bytes in base64, to be carried out of the page. */
window.noteAmong = (frames, { type, timestamp, data }) => {
  const bytes = btoa([...new Uint8Array(data)].map((byte) => String.fromCharCode(byte)).join(""));
  // Chromium gives audio frames no type.
  frames.push({ type: type ?? "audio", timestamp, data: bytes });
  // Key frames are few, and each is wanted.
  if (frames.length > 600)
    frames.splice(
      Math.max(
        0,
        frames.findIndex((frame) => frame.type !== "key"),
      ),
      1,
    );
};

/** Encryption asks for VP8 (lib-jitsi-meet modules/qualitycontrol/CodecSelection.ts:188 at 01daa07c). */
window.onlyVp8 = (connection) => {
  const codecs = RTCRtpSender.getCapabilities("video").codecs.filter(({ mimeType }) =>
    /^video\/(VP8|rtx)$/.test(mimeType),
  );
  connection
    .getTransceivers()
    .find(({ sender }) => sender.track?.kind === "video")
    .setCodecPreferences(codecs);
};
