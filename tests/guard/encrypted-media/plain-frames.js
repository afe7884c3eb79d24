/* global self, TransformStream */
// Goes before lib-jitsi-meet's worker: tells the page each frame as it comes into the worker, so before it is encrypted.
(() => {
  const Native = TransformStream;
  self.TransformStream = function ({ transform }) {
    return new Native({
      transform: (frame, controller) => {
        self.postMessage({ type: frame.type, timestamp: frame.timestamp, data: frame.data.slice(0) });
        return transform(frame, controller);
      },
    });
  };
})();
