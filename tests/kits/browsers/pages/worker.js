/* global self */
// Stands in for lib-jitsi-meet's encryption worker, and does no more than say that it was given a call's frames to change.
self.onrtctransform = ({ transformer }) => {
  self.postMessage(transformer.readable instanceof self.ReadableStream ? "given" : "no frames");
};
