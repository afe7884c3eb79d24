/* global self, Response, URL */
// Stands in for Element's service worker, which answers for pictures in the page's place (element-web src/serviceworker/index.ts).
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (new URL(event.request.url).pathname === "/by-the-worker") event.respondWith(new Response("answered"));
});
