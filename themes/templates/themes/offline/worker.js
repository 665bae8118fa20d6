// Keeps the page for when there is no network, and its stylesheet. Nothing else is ever kept:
// what a person sees goes from the portal to the screen, past this worker.
const CACHE = "offline-{{ version }}";
const PAGE = "{{ offline_url|escapejs }}";
const KEPT = [PAGE, "{{ stylesheet_url|escapejs }}"];

addEventListener("install", (event) => {
  // Without cookies, so that the portal does not know who asks.
  const asked = KEPT.map((url) => new Request(url, { credentials: "omit", cache: "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(asked)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => names.filter((name) => name !== CACHE));
  event.waitUntil(old.then((names) => Promise.all(names.map((name) => caches.delete(name)))));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(PAGE, { ignoreVary: true })));
  } else if (request.url === new URL(KEPT[1], location).href) {
    event.respondWith(fetch(request).catch(() => caches.match(KEPT[1], { ignoreVary: true })));
  }
});
