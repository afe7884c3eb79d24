/* global crypto, fetch, indexedDB, localStorage, MediaStream, navigator, OffscreenCanvas, RTCPeerConnection, Notification, RTCRtpScriptTransform, sessionStorage, setTimeout, TextDecoder, TextEncoder, WebAssembly, window, Worker */
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

// Messages: Element keeps its token encrypted by a key that no script can read, both in the browser's database (element-web src/utils/tokens/pickling.ts,
// src/utils/StorageAccess.ts), what device it is in localStorage, and has a service worker fetch pictures (src/serviceworker/index.ts). Its cryptography
// is WebAssembly (matrix-js-sdk src/rust-crypto/index.ts).

const request = (asked) =>
  new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

async function keys(mode) {
  const opening = indexedDB.open("messages", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("keys");
  return (await request(opening)).transaction("keys", mode).objectStore("keys");
}

async function byTheWorker() {
  await navigator.serviceWorker.ready;
  if (navigator.serviceWorker.controller === null)
    await new Promise((resolve) =>
      navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }),
    );
  return fetch("/by-the-worker").then((answer) => answer.text());
}

window.keep = async (homeserver) => {
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode("kept"));
  await request((await keys("readwrite")).put({ key, iv, sealed }, "secret"));
  localStorage.setItem("device", "kept");
  await navigator.serviceWorker.register("/service-worker.js");
  return {
    stored: (await request((await keys("readonly")).count())) === 1,
    locked: await navigator.locks.request("one tab alone", (lock) => lock !== null),
    wasm: await wasm(),
    worker: await soon(byTheWorker(), 20000),
    homeserver: await reached(homeserver),
    notifications: Notification.permission,
  };
};

window.kept = async () => {
  const { key, iv, sealed } = await request((await keys("readonly")).get("secret"));
  return {
    secret: new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed)),
    device: localStorage.getItem("device"),
    worker: await soon(byTheWorker(), 20000),
  };
};
