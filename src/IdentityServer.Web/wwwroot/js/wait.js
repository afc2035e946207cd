// Waits for something that happens elsewhere (another device): a form with data-wait is sent as soon as its address says that it is over.
for (const form of document.querySelectorAll("form[data-wait]")) {
  const ask = async () => {
    try {
      const answer = await fetch(form.dataset.wait, { headers: { Accept: "application/json" }, cache: "no-store" });
      if (answer.redirected) {
        // The sign-in has moved on: another page is due.
        location.replace(answer.url);
        return;
      }
      if (answer.ok && (await answer.json()).over) {
        form.requestSubmit();
        return;
      }
    } catch {
      // No network for a moment.
    }
    setTimeout(ask, 1500);
  };
  setTimeout(ask, 1000);
}
