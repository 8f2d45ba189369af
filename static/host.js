// The facilitator's keys, the card search and the copy buttons. Nothing else.
"use strict";

(() => {
  const FORWARD = [" ", "Spacebar", "PageDown", "ArrowRight"];
  const BACKWARD = ["PageUp", "ArrowLeft"];
  const SHORTCUTS = { b: "blank", ".": "blank", p: "pause", e: "extend" };
  const PRESSES = [" ", "Spacebar", "Enter"]; // keys that press what has the focus
  let pressed = ""; // how far the session was at the press that is under way

  // One press for what somebody sees. A push may replace the form before its answer
  // is there: then the answer is told to another element, and the next press is free.
  const acts = () => document.getElementById("host").dataset.acts;
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt.id === "act") pressed = acts();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt.id === "act") pressed = "";
  });

  document.addEventListener("htmx:sendError", () => {
    const notice = document.getElementById("notice");
    if (notice?.dataset.unreachable) notice.textContent = notice.dataset.unreachable;
  });

  function key(event) {
    const at = event.target;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (at.closest("input, select, textarea, [contenteditable], dialog")) return;
    if (event.key === "?") { keys(); return; }
    const name = FORWARD.includes(event.key) ? "next"
      : BACKWARD.includes(event.key) ? "back" : SHORTCUTS[event.key.toLowerCase()];
    const button = name && document.getElementById(name);
    if (!button || event.shiftKey) return;
    if (PRESSES.includes(event.key) && at !== button && at.closest("a, button, summary")) return;
    event.preventDefault();
    if (!event.repeat && pressed !== acts()) button.click();
  }
  document.addEventListener("keydown", key);

  function keys() {
    const list = document.getElementById("keys");
    if (list?.showModal && !list.open) list.showModal();
  }
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys]")) keys();
  });

  // The same screen goes to every host: only this page knows which of them is here.
  function lead(root) {
    for (const part of root.querySelectorAll("[data-keys]")) part.hidden = false;
    const { me } = document.body.dataset;
    for (const part of root.querySelectorAll("[data-leader]")) {
      if (me && part.dataset.leader === me) part.textContent = part.dataset.you;
    }
  }

  function search(box) {
    const field = box.querySelector("input");
    const count = box.querySelector("[data-count]");
    const rows = [...document.querySelectorAll(`#${box.dataset.searchFor} [data-search]`)];
    const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
    const texts = rows.map((row) => plain(row.dataset.search));

    function filter() {
      const words = plain(field.value).split(/\s+/).filter(Boolean);
      let found = 0;
      rows.forEach((row, place) => {
        row.hidden = !words.every((word) => texts[place].includes(word));
        if (!row.hidden) found += 1;
      });
      const { all, some, one, none } = count.dataset;
      const text = !words.length ? all : found === 0 ? none : found === 1 ? one : some;
      count.textContent = text.replace("#", found);
    }

    field.addEventListener("input", filter);
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault(); // searching makes no session
    });
    box.hidden = false;
    filter();
  }

  // The server tells its own time; whoever reads it may be elsewhere.
  function tellTime(part) {
    const time = new Date(Number(part.dataset.clock));
    part.textContent = time.toTimeString().slice(0, 5);
  }

  const screen = document.getElementById("main");
  if (document.getElementById("host")) {
    new MutationObserver(() => lead(screen)).observe(screen, { childList: true });
    lead(screen);
  }

  function start(root) {
    root.querySelectorAll("[data-clock]").forEach(tellTime);
    root.querySelectorAll("[data-search-for][hidden]").forEach(search);
  }
  start(document);
  document.addEventListener("htmx:afterProcessNode", (event) => {
    event.target.querySelectorAll?.("[data-clock]").forEach(tellTime);
  });
  document.addEventListener("htmx:load", (event) => start(event.detail.elt));

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const text = button.textContent;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = button.dataset.done;
    } catch {
      window.prompt(text, button.dataset.copy); // no clipboard without https: copy by hand
      return;
    }
    setTimeout(() => { button.textContent = text; }, 2000);
  });
})();
