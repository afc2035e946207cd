// The authenticator: keys that never leave this device, requests to approve, codes. No framework, no state but what IndexedDB keeps.
const app = document.getElementById("app");
const { api, pushKey, worker, scope } = app.dataset;
const words = new Map([...document.querySelectorAll("#words dt")].map((name) => [name.textContent, name.nextElementSibling.textContent]));
const word = (name) => words.get(name) ?? words.get("failed");
const say = (name, value) => word(name).replace("{0}", value);
const find = (selector, within = document) => within.querySelector(selector);
const show = (name, shown) => { find(`[data-show="${name}"]`).hidden = !shown; };
const language = document.documentElement.lang;

// ---- What is kept ----

const promised = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

let opened;
const store = async (mode) => {
  opened ??= (() => {
    const request = indexedDB.open("authenticator", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("accounts", { keyPath: "id" });
    return promised(request);
  })();
  return (await opened).transaction("accounts", mode).objectStore("accounts");
};
const readAccounts = async () => (await promised((await store("readonly")).getAll())).sort((one, other) => one.added - other.added);
const keep = async (account) => promised((await store("readwrite")).put(account));
const forget = async (account) => promised((await store("readwrite")).delete(account.id));

let accounts = [];

// ---- Signed calls ----

const bytesOf = (text) => new TextEncoder().encode(text);
const base64url = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const fromBase64url = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

let nonce = "";

// A compact JWS over the address, the server's nonce and what is wanted; ES256 is what WebCrypto's r||s is.
const sign = async (key, header, claims) => {
  const part = (json) => base64url(bytesOf(JSON.stringify(json)));
  const input = `${part({ alg: "ES256", typ: "authenticator+jws", ...header })}.${part(claims)}`;
  return `${input}.${base64url(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, bytesOf(input)))}`;
};

const call = async (action, claims, key, header) => {
  try {
    for (let attempt = 0; ; attempt++) {
      const body = await sign(key, header, { aud: api + action, iat: Math.floor(Date.now() / 1000), nonce, ...claims });
      const answer = await fetch(`${scope}/api/${action}`, {
        method: "POST", headers: { "Content-Type": "application/jose" }, body, credentials: "omit", cache: "no-store", signal: AbortSignal.timeout(15000),
      });
      const json = await answer.json();
      if (json.error !== "use_nonce" || attempt > 0) return json;
      nonce = json.nonce;
    }
  } catch {
    return { error: "network" };
  }
};

const callAs = (account, action, claims = {}) => call(action, claims, account.keys.privateKey, { kid: account.id });

// ---- Codes (RFC 6238) ----

const codeOf = async (account, time) => {
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(Math.floor(time / 30)));
  const mac = new DataView(await crypto.subtle.sign("HMAC", account.totp, counter));
  const code = (mac.getUint32(mac.getUint8(19) & 15) & 0x7fffffff) % 1000000;
  const digits = String(code).padStart(6, "0");
  return `${digits.slice(0, 3)} ${digits.slice(3)}`;
};

const showCodes = async () => {
  const now = Date.now() / 1000;
  for (const account of accounts) {
    const card = document.getElementById(`account-${account.id}`);
    if (!card) continue;
    const code = await codeOf(account, now);
    const shown = find(".code-text", card);
    if (shown.textContent !== code) shown.textContent = code;
    find("progress", card).value = 30 - Math.floor(now % 30);
  }
};

// ---- Screens ----

let view = "";
const go = (name, focus) => {
  view = name;
  for (const section of document.querySelectorAll("[data-view]")) section.hidden = section.dataset.view !== name;
  const section = find(`[data-view="${name}"]`);
  document.title = find("h1", section).textContent || document.title;
  for (const error of section.querySelectorAll("[data-error], [data-saved]")) error.hidden = true;
  (focus ? document.getElementById(focus) : find("h1", section)).focus();
};

const complain = (form, error) => {
  const notice = find("[data-error]", form);
  find("p", notice).textContent = word(error);
  notice.hidden = !error;
};

const done = (title, text, look = "success") => {
  const section = find('[data-view="done"]');
  find("[data-title]", section).textContent = word(title);
  find("[data-text]", section).textContent = text;
  const figure = find("[data-figure]", section);
  figure.className = `figure ${look}`;
  const icon = find("use", figure);
  icon.setAttribute("href", icon.getAttribute("href").replace(/#.*/, look === "success" ? "#check-circle" : "#warn"));
  go("done");
};

const drawAccounts = () => {
  const list = find('[data-list="accounts"]');
  list.replaceChildren(...accounts.map((account) => {
    const card = document.getElementById("account-card").content.cloneNode(true).firstElementChild;
    card.id = `account-${account.id}`;
    find("strong", card).textContent = account.organization;
    find(".small", card).textContent = account.account;
    find("button", card).addEventListener("click", () => openAccount(account));
    return card;
  }));
  list.hidden = accounts.length === 0;
  show("empty", accounts.length === 0);
  show("watching", accounts.length > 0);
  show("notify", accounts.length > 0 && "Notification" in window && "PushManager" in window && Notification.permission === "default");
  show("install", !matchMedia("(display-mode: standalone)").matches);
  show("offline", !navigator.onLine);
  return showCodes();
};

const home = async () => {
  accounts = await readAccounts();
  await drawAccounts();
  go("start");
};

// ---- Push ----

const inTime = (promise, milliseconds) => Promise.race([promise, new Promise((resolve) => { setTimeout(resolve, milliseconds, null); })]);

// Null where it does not work (no permission, no push service within reach): then the page asks while it is open.
const subscribe = async () => {
  if (!("PushManager" in window) || !("Notification" in window) || Notification.permission !== "granted") return null;
  try {
    const registration = await inTime(navigator.serviceWorker.ready, 5000);
    if (!registration) return null;
    const known = await registration.pushManager.getSubscription();
    if (known && base64url(known.options.applicationServerKey) === pushKey) return known.toJSON();
    await known?.unsubscribe();
    const made = registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: fromBase64url(pushKey) });
    return (await inTime(made, 8000))?.toJSON() ?? null;
  } catch {
    return null;
  }
};

const tellSubscription = async () => {
  const subscription = await subscribe();
  for (const account of accounts) {
    if ((account.endpoint ?? null) === (subscription?.endpoint ?? null)) continue;
    if ((await callAs(account, "device", { subscription })).error) continue;
    account.endpoint = subscription?.endpoint ?? null;
    await keep(account);
  }
};

const askToNotify = async () => {
  if ("Notification" in window && Notification.permission === "default") await Notification.requestPermission();
};

// ---- Requests ----

let current = null;
let timer = 0;

const showRequest = (account, request) => {
  if (current?.request.id === request.id && ["request", "report"].includes(view)) return;
  current = { account, request, until: Date.now() + request.secondsLeft * 1000 };
  const facts = {
    ...request, account: account.account,
    time: new Date(request.at).toLocaleString(language, { dateStyle: "medium", timeStyle: "medium" }),
  };
  for (const place of document.querySelectorAll("[data-fact]")) place.textContent = facts[place.dataset.fact] || word("none");
  find('[data-fact="application"]').parentElement.hidden = !request.application;
  show("test", request.test);
  find('[data-view="request"]').dataset.request = request.id;
  find("#number").value = "";
  go("request", "number");
  countDown();
};

const endRequest = () => {
  current = null;
  clearTimeout(timer);
  if (["request", "report"].includes(view)) done("ended", word("over"), "warn");
};

const countDown = () => {
  clearTimeout(timer);
  if (!current) return;
  const left = Math.ceil((current.until - Date.now()) / 1000);
  if (left <= 0) {
    endRequest();
    return;
  }
  find("[data-left]").textContent = say("left", left);
  timer = setTimeout(countDown, 1000);
};

const answer = async (decision, number) => {
  if (!current) return home();
  const { account, request } = current;
  const { id, challenge } = request;
  const result = await callAs(account, "answer", { id, challenge, decision, number });
  if (result.error === "network") return complain(find('[data-form="approve"]'), "network");
  current = null;
  clearTimeout(timer);
  if (result.error) return done("ended", word(result.error), "warn");
  return done(result.outcome, word(`${result.outcome}_text`), result.outcome === "approved" ? "success" : "warn");
};

let looking = false;
let busy = false;
const look = async () => {
  if (looking || document.visibilityState !== "visible") return;
  looking = true;
  try {
    for (const account of accounts) {
      const answered = await callAs(account, "pending");
      if (answered.error === "network") return;
      account.dead = answered.error === "unknown_device";
      if (!busy && !answered.error && !answered.request && current?.account.id === account.id) endRequest();
      if (answered.request && ["start", "done", "account", "request"].includes(view)) showRequest(account, answered.request);
    }
  } finally {
    looking = false;
  }
};

// ---- One account ----

let chosen = null;
const openAccount = (account) => {
  chosen = account;
  const section = find('[data-view="account"]');
  find("[data-title]", section).textContent = account.organization;
  find("[data-text]", section).textContent = account.account;
  show("dead", account.dead);
  find("#rename").value = account.name;
  go("account");
};

const rename = async (form) => {
  const answered = await callAs(chosen, "device", { name: form.elements.name.value });
  if (answered.error) return complain(form, answered.error);
  chosen.name = answered.name;
  await keep(chosen);
  complain(form, "");
  find("[data-saved]", form).hidden = false;
};

const remove = async () => {
  const answered = await callAs(chosen, "remove");
  if (answered.error && answered.error !== "unknown_device") return complain(find('[data-form="rename"]'), answered.error);
  await forget(chosen);
  return home();
};

// ---- Pairing ----

const deviceName = () => {
  const system = [["iPhone", "iPhone"], ["iPad", "iPad"], ["Android", "Android"], ["Windows", "Windows"], ["Mac OS X", "Mac"], ["Linux", "Linux"]]
    .find(([mark]) => navigator.userAgent.includes(mark))?.[1];
  return system ?? word("device");
};

const beginAdding = (code = "") => {
  find("#code").value = code.length === 8 ? `${code.slice(0, 4)}-${code.slice(4)}` : code;
  find("#device-name").value ||= deviceName();
  go("add", code ? "device-name" : "code");
};

const add = async (form) => {
  await askToNotify();
  const keys = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", keys.publicKey);
  const subscription = await subscribe();
  const claims = { code: form.elements.code.value, name: form.elements.name.value || deviceName(), subscription };
  const paired = await call("pair", claims, keys.privateKey, { jwk: { kty, crv, x, y } });
  if (paired.error) return complain(form, paired.error);

  const totp = await crypto.subtle.importKey("raw", fromBase64url(paired.secret), { name: "HMAC", hash: "SHA-1" }, false, ["sign"]);
  await keep({
    id: paired.device, organization: paired.organization, account: paired.account, name: claims.name, keys, totp,
    endpoint: paired.push ? subscription.endpoint : null, added: Date.now(),
  });
  await navigator.storage?.persist?.();
  form.reset();
  accounts = await readAccounts();
  await drawAccounts();
  done("paired", word("paired_text"));
  return look();
};

const takeLink = () => {
  const code = /^#pair=([A-Za-z0-9-]{1,16})$/.exec(location.hash)?.[1];
  if (code) history.replaceState(null, "", location.pathname);
  return code;
};

// ---- Hands on ----

let installer = null;
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  installer = event;
  show("prompt", true);
});

const actions = {
  home, remove,
  add: () => beginAdding(),
  back: () => go("request", "number"),
  deny: () => answer("deny"),
  report: () => go("report"),
  "report-sure": () => answer("report"),
  install: () => installer?.prompt(),
  notify: async () => {
    await askToNotify();
    await tellSubscription();
    await home();
  },
};
const forms = {
  add, rename,
  approve: async (form) => {
    const number = form.elements.number.value.replace(/\s/g, "");
    if (!/^\d{2}$/.test(number)) return complain(form, "number");
    return answer("approve", number);
  },
};

// One thing at a time: what is pressed twice happens once.
const once = async (work) => {
  if (busy) return;
  busy = true;
  try {
    await work();
  } finally {
    busy = false;
  }
};
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) once(actions[button.dataset.do]);
});
document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-form]");
  if (!form) return;
  event.preventDefault();
  once(() => forms[form.dataset.form](form));
});
addEventListener("hashchange", () => {
  const code = takeLink();
  if (code) beginAdding(code);
});
for (const change of ["online", "offline"]) addEventListener(change, () => show("offline", !navigator.onLine));
document.addEventListener("visibilitychange", look);

const start = async () => {
  if (!globalThis.isSecureContext || !globalThis.indexedDB || !crypto.subtle) {
    go("start");
    show("unsupported", true);
    return;
  }
  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.addEventListener("message", (event) => { if (event.data === "look") look(); });
    navigator.serviceWorker.register(worker, { scope }).catch(() => {});
    // What this page is made of, for when there is no network: its worker was not there yet when it was loaded.
    const parts = [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map((part) => part.href || part.src);
    caches.open("authenticator-1").then((kept) => kept.addAll(parts)).catch(() => {});
  }
  const code = takeLink();
  await home();
  if (code) beginAdding(code);
  setInterval(showCodes, 1000);
  await look();
  setInterval(look, 3000);
  await tellSubscription();
};

start();
