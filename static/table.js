// A table host's page: the clock ticks between two looks, and a lost line is said.
"use strict";

(() => {
  const ahead = Number(document.body.dataset.now) - Date.now(); // the server's clock

  function tick() {
    for (const part of document.querySelectorAll("[data-ends]")) {
      const left = Math.max(0, Number(part.dataset.ends) - Date.now() - ahead);
      const seconds = Math.ceil(left / 1000);
      const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      if (part.textContent !== text) part.textContent = text;
      part.classList.toggle("over", left === 0);
    }
  }
  setInterval(tick, 250);
  tick();

  const lost = document.getElementById("lost");
  const say = (hidden) => { if (lost) lost.hidden = hidden; };
  document.addEventListener("htmx:sendError", () => say(false));
  document.addEventListener("htmx:responseError", () => say(false));
  document.addEventListener("htmx:afterOnLoad", () => { say(true); tick(); });
  // What is the same is not put there again: a reader keeps the place, an open fact stays.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const fresh = new DOMParser().parseFromString(event.detail.serverResponse, "text/html");
    const part = fresh.getElementById("table-now");
    const old = document.getElementById("table-now");
    if (part && old && said(part) === said(old)) event.detail.shouldSwap = false;
  });
  function said(part) {
    const copy = part.cloneNode(true);
    for (const clock of copy.querySelectorAll("[data-ends]")) {
      clock.textContent = clock.dataset.ends; // not how late it is, but when it ends
    }
    return copy.textContent;
  }
})();
