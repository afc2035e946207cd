// Comforts only: every page works without this file. What needs script is `hidden` in the page and shown from here.
"use strict";

(() => {
  // One live region for the whole page: regions that are added together with their text are often not read out.
  const announcer = document.createElement("p");
  announcer.className = "visually-hidden";
  announcer.setAttribute("role", "status");
  (document.querySelector("main") ?? document.body).append(announcer);

  const announce = (text) => {
    announcer.textContent = "";
    setTimeout(() => { announcer.textContent = text; }, 50);
  };

  const each = (selector, action) => document.querySelectorAll(selector).forEach(action);

  each("[data-error-summary]", (summary) => {
    summary.focus();
    summary.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#']");
      const field = link && document.getElementById(link.getAttribute("href").slice(1));
      if (!field) return;
      event.preventDefault();
      field.focus();
    });
  });

  // Clipboards exist in secure contexts only.
  if (navigator.clipboard) {
    each("button[data-copy]", (button) => {
      const words = button.querySelector("span") ?? button;
      const before = { words: words.textContent, label: button.getAttribute("aria-label") };
      let timer = 0;
      button.hidden = false;
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(button.dataset.copy);
        } catch {
          return;
        }
        words.textContent = button.dataset.copied;
        if (before.label) button.setAttribute("aria-label", before.label.replace(before.words, button.dataset.copied));
        announce(button.dataset.copied);
        clearTimeout(timer);
        timer = setTimeout(() => {
          words.textContent = before.words;
          if (before.label) button.setAttribute("aria-label", before.label);
        }, 2500);
      });
    });
  }

  each("button[data-reveal]", (button) => {
    const field = document.getElementById(button.dataset.reveal);
    if (!field) return;
    const label = button.getAttribute("aria-label");
    const show = (shown) => {
      field.type = shown ? "text" : "password";
      button.setAttribute("aria-label", shown ? button.dataset.labelShown : label);
      button.classList.toggle("on", shown);
    };
    button.hidden = false;
    button.addEventListener("click", () => show(field.type === "password"));
    // Sent as a password again, so that browsers neither suggest nor keep it as ordinary text.
    field.form?.addEventListener("submit", () => show(false));
  });

  each("button[data-print]", (button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });

  // What the device can do only the browser knows: a field takes it along, a choice that fits moves to the front.
  if (window.PublicKeyCredential?.isUserVerifyingPlatformAuthenticatorAvailable && document.querySelector("[data-device-passkey], .in-device")) {
    PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().then((can) => {
      if (!can) return;
      each("input[data-device-passkey]", (field) => { field.value = "true"; });
      each("li.in-device", (choice) => {
        choice.querySelector("[data-recommended]").hidden = false;
        choice.parentElement.prepend(choice);
      });
    }, () => {});
  }

  // A button waits for zero; any other element just tells the time left. Read out every ten seconds and at the end.
  each("[data-countdown]", (element) => {
    const isButton = element.tagName === "BUTTON";
    const pattern = element.dataset.countdownText ?? "{0}";
    const after = element.dataset.countdownDone ?? element.textContent.trim();
    const end = Date.now() + Number(element.dataset.countdown) * 1000;
    if (!(end > Date.now())) return;

    const wait = (event) => event.preventDefault();
    if (isButton) {
      element.setAttribute("aria-disabled", "true");
      element.addEventListener("click", wait);
    }

    const tick = () => {
      const left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      if (left > 0) {
        const shown = isButton ? String(left) : `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
        element.textContent = pattern.replace("{0}", shown);
        if (left % 10 === 0) announce(element.textContent);
        setTimeout(tick, (end - Date.now()) % 1000 || 1000);
        return;
      }
      element.textContent = after;
      announce(after);
      if (isButton) {
        element.removeAttribute("aria-disabled");
        element.removeEventListener("click", wait);
      }
    };
    tick();
  });

  // A double click sends once. The guard opens again when the page comes back from the history, or when nothing came of it.
  const sent = new WeakMap();
  const reopen = (form) => {
    clearTimeout(sent.get(form));
    sent.delete(form);
    form.removeAttribute("aria-busy");
  };
  each("form[data-once]", (form) => {
    form.addEventListener("submit", (event) => {
      if (sent.has(form)) {
        event.preventDefault();
        return;
      }
      sent.set(form, setTimeout(() => reopen(form), 10000));
      form.setAttribute("aria-busy", "true");
    });
  });
  window.addEventListener("pageshow", () => each("form[data-once]", reopen));
})();
