/**
 * Whether this browser can encrypt a call: as lib-jitsi-meet asks it (modules/browser/BrowserCapabilities.ts at 01daa07c,
 * supportsInsertableStreams), and what Olm needs besides, which is WebAssembly. Touches neither camera nor microphone.
 */
export function canEncrypt(): boolean {
  if (typeof RTCRtpSender === "undefined" || !("createEncodedStreams" in RTCRtpSender.prototype)) return false;
  return window.isSecureContext && typeof WebAssembly === "object" && canHandStreamsToWorkers();
}

function canHandStreamsToWorkers(): boolean {
  try {
    const stream = new ReadableStream();
    new MessageChannel().port1.postMessage(stream, [stream]);
    return true;
  } catch {
    return false;
  }
}
