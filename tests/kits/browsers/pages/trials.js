/* global fetch, indexedDB, MediaStream, navigator, OffscreenCanvas, RTCPeerConnection, RTCRtpScriptTransform, sessionStorage, setTimeout, WebAssembly, window, Worker */
// What a page of the practice needs of a browser, tried in the page itself. The names are kept on `window` for whoever drives it.

const soon = (promise, milliseconds) =>
  Promise.race([promise, new Promise((resolve) => setTimeout(() => resolve("no answer"), milliseconds))]);

const camera = (milliseconds) =>
  soon(
    navigator.mediaDevices.getUserMedia({ video: true, audio: true }).then(
      (stream) => stream,
      (error) => error.name,
    ),
    milliseconds,
  );

/** Whether a worker can be put between a call and the network, as encryption needs it; no frame is sent here. */
async function transformable(stream) {
  const connection = new RTCPeerConnection();
  const worker = new Worker("/worker.js");
  const heard = new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data);
  });
  connection.addTrack(stream.getVideoTracks()[0], stream).transform = new RTCRtpScriptTransform(worker);
  return soon(heard, 20000);
}

async function stored() {
  const database = await new Promise((resolve, reject) => {
    const opening = indexedDB.open("keys", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("keys");
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  sessionStorage.setItem("key", "kept");
  return database.objectStoreNames.length === 1 && sessionStorage.getItem("key") === "kept";
}

/** A picture drawn and read back, as backgrounds of a call are. */
function drawn() {
  const canvas = new OffscreenCanvas(16, 16).getContext("2d");
  for (let x = 0; x < 16; x++) {
    canvas.fillStyle = `rgb(${x * 16}, 100, ${255 - x * 16})`;
    canvas.fillRect(x, 0, 1, 16);
  }
  const { data } = canvas.getImageData(0, 0, 16, 16);
  return Array.from({ length: 16 }, (_, x) => data[x * 4] === x * 16 && data[x * 4 + 1] === 100).every(Boolean);
}

const reached = (address) =>
  fetch(address, { mode: "cors", cache: "no-store" }).then(
    () => true,
    () => false,
  );

// The shortest WebAssembly module there is.
const wasm = () =>
  WebAssembly.instantiate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(
    () => true,
    () => false,
  );

window.tryPage = async ({ own, third }) => {
  const stream = await camera(20000);
  const given = stream instanceof MediaStream;
  return {
    camera: given ? "given" : stream,
    worker: given ? await transformable(stream) : "no camera",
    wasm: await wasm(),
    stored: await stored(),
    drawn: drawn(),
    own: await reached(own),
    third: await reached(third),
  };
};

window.tryElsewhere = async ({ third }) => {
  const stream = await camera(3000);
  const state = (await navigator.permissions.query({ name: "camera" })).state;
  return { camera: stream instanceof MediaStream ? "given" : stream, state, third: await reached(third) };
};
