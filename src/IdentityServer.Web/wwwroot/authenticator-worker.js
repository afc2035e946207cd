// The authenticator's service worker: shows requests as notifications, and keeps the page for when there is no network.
"use strict";

const STORE = "authenticator-1";
const HOME = new URL("authenticator", self.location).href;
const OFFLINE = new URL("authenticator/offline", self.location).href;
const ICON = new URL("authenticator/icon-192.png", self.location).href;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(STORE).then((store) => store.addAll([HOME, OFFLINE, ICON])));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("authenticator-") && name !== STORE) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin || url.href.startsWith(`${HOME}/api/`)) return;
  event.respondWith(event.request.mode === "navigate" ? page(event.request, url) : file(event.request));
});

const page = async (request, url) => {
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected && url.href.split(/[?#]/)[0] === HOME) await (await caches.open(STORE)).put(HOME, answer.clone());
    return answer;
  } catch {
    return (url.href.split(/[?#]/)[0] === HOME && await caches.match(HOME)) || await caches.match(OFFLINE) || Response.error();
  }
};

const file = async (request) => {
  try {
    const answer = await fetch(request);
    if (answer.ok) await (await caches.open(STORE)).put(request, answer.clone());
    return answer;
  } catch {
    return await caches.match(request) || Response.error();
  }
};

// Every message shows something: browsers take the permission away from those that stay silent.
self.addEventListener("push", (event) => {
  let message = {};
  try {
    message = event.data?.json() ?? {};
  } catch {
    // A message of another version: the page knows what waits.
  }
  event.waitUntil(Promise.all([
    self.registration.showNotification(message.title ?? "Authenticator", {
      body: message.body ?? "",
      lang: message.lang,
      tag: message.tag,
      icon: ICON,
      badge: ICON,
      requireInteraction: true,
    }),
    tell("look"),
  ]));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open());
});

self.addEventListener("message", (event) => {
  if (event.data === "open") event.waitUntil(open());
});

const windows = async () => (await self.clients.matchAll({ type: "window" })).filter((client) => client.url.split(/[?#]/)[0] === HOME);

const tell = async (word) => {
  for (const client of await windows()) client.postMessage(word);
};

const open = async () => {
  const [client] = await windows();
  if (!client) return self.clients.openWindow(HOME);
  client.postMessage("look");
  return client.focus();
};
