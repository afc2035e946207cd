// WebAuthn ceremonies: asks the server for one, lets the browser's dialog run, and posts what comes of it as an ordinary form.
"use strict";

const decode = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const encode = (buffer) => btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""))
  .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

// Browsers before 2024 can't read the options themselves.
const readDescriptors = (list) => (list ?? []).map((known) => ({ ...known, id: decode(known.id) }));

const readCreation = (json) => PublicKeyCredential.parseCreationOptionsFromJSON?.(json) ?? {
  ...json,
  challenge: decode(json.challenge),
  user: { ...json.user, id: decode(json.user.id) },
  excludeCredentials: readDescriptors(json.excludeCredentials),
};

const readRequest = (json) => PublicKeyCredential.parseRequestOptionsFromJSON?.(json) ?? {
  ...json,
  challenge: decode(json.challenge),
  allowCredentials: readDescriptors(json.allowCredentials),
};

// Written by hand: the toJSON of some password managers throws.
const write = ({ rawId, response }) => {
  const members = { clientDataJSON: encode(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) members[name] = encode(response[name]);
  }
  if (response.attestationObject) members.transports = response.getTransports?.() ?? [];
  return JSON.stringify({ rawId: encode(rawId), response: members });
};

const canUse = () => window.PublicKeyCredential && navigator.credentials;

// A form whose token was stale leads back to its own address, where there is a page only without the handler.
const pageOf = (address) => {
  const url = new URL(address);
  url.searchParams.delete("handler");
  return url.href;
};

// One request at a time: the button's ends the one that waits in the field for names.
let waiting = new AbortController();

const setUp = (dialog) => {
  const form = dialog.closest("form");
  const problem = dialog.querySelector("[data-passkey-problem]");
  const creates = dialog.dataset.passkey === "create";
  let isBusy = false;

  const show = (sentence) => {
    document.querySelector("[data-error-summary]")?.remove();
    problem.querySelector("p").textContent = sentence;
    problem.hidden = false;
  };

  // A page instead of an answer: another step is due by now. Nothing at all: go there.
  const begin = async (waits) => {
    const response = await fetch(dialog.dataset.options + (waits ? "&waits=true" : ""), {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      signal: waits ? waiting.signal : undefined,
    });
    if (response.headers.get("content-type")?.startsWith("application/json")) return response.json();
    if (!waits) location.assign(pageOf(response.redirected ? response.url : location.href));
    return null;
  };

  const send = (begun, credential) => {
    form.elements.Ceremony.value = begun.ceremony;
    form.elements.Credential.value = write(credential);
    HTMLFormElement.prototype.submit.call(form);
  };

  const sentenceOf = (error, tookTooLong) => {
    switch (error.name) {
      case "InvalidStateError": return creates ? dialog.dataset.known : dialog.dataset.cancelled;
      case "NotSupportedError":
      case "ConstraintError": return dialog.dataset.unfit;
      case "SecurityError": return dialog.dataset.unsupported;
      // Cancelled, run out of time, nothing that fits: browsers tell them apart no further.
      case "NotAllowedError": return tookTooLong ? dialog.dataset.timedOut : dialog.dataset.cancelled;
      default: return dialog.dataset.failed;
    }
  };

  const run = async () => {
    problem.hidden = true;
    if (!canUse()) return show(dialog.dataset.unsupported);

    waiting.abort();
    let deadline = Infinity;
    try {
      const begun = await begin(false);
      if (!begun) return;
      if (begun.message) return show(begun.message);

      deadline = performance.now() + (begun.options.timeout ?? Infinity) - 500;
      const credential = creates
        ? await navigator.credentials.create({ publicKey: readCreation(begun.options) })
        : await navigator.credentials.get({ publicKey: readRequest(begun.options) });
      send(begun, credential);
    } catch (error) {
      show(sentenceOf(error, performance.now() >= deadline));
    }
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    form.setAttribute("aria-busy", "true");
    await run();
    isBusy = false;
    form.removeAttribute("aria-busy");
  });

  const wait = async () => {
    if (!canUse() || !await PublicKeyCredential.isConditionalMediationAvailable?.()) return;
    const begun = await begin(true);
    if (!begun?.options) return;
    send(begun, await navigator.credentials.get({ publicKey: readRequest(begun.options), mediation: "conditional", signal: waiting.signal }));
  };

  // Nobody asked for it, so nobody is told that it ended: another page, the button, a browser that can't.
  if (dialog.dataset.waits) wait().catch(() => {});
};

document.querySelectorAll("[data-passkey]").forEach(setUp);
