// Writing a deck: tells the truth about saving, keeps what is typed, moves by dragging.
// Saving itself is the form's own (htmx); without scripts there is a button.
"use strict";

(() => {
  const form = document.getElementById("piece");
  const saving = document.getElementById("saving");
  const RETRY = 5000; // milliseconds
  let saved = saving?.textContent;
  let again = 0;

  if (form) {
    const KEY = `dilemma:${location.pathname}`;
    const seen = () => document.getElementById("seen");
    const state = (one) => (one.type === "checkbox" ? one.checked : one.value);
    const states = () => Object.fromEntries([...form.elements]
      .filter((one) => one.id.startsWith("in-") && one.type !== "radio")
      .map((one) => [one.id, state(one)]));
    let before = states(); // as the server knows it
    const tell = (text, bad = false) => {
      saving.textContent = text;
      saving.classList.toggle("bad", bad);
    };
    const keep = () => {
      const changed = Object.entries(states()).filter(([id, now]) => before[id] !== now);
      const spare = { seen: seen().value, changed };
      try { localStorage.setItem(KEY, JSON.stringify(spare)); } catch { /* full: no spare copy */ }
    };
    const forget = () => localStorage.removeItem(KEY);
    const failed = () => {
      tell(saving.dataset.failed, true);
      clearTimeout(again);
      again = setTimeout(() => window.htmx.trigger(form, "submit"), RETRY);
    };

    // What was typed before the page closed, and never arrived. It is saved as what it
    // was: beside the edition that was on the screen then, so that nobody is overwritten.
    try {
      const spare = JSON.parse(localStorage.getItem(KEY) || "null");
      const lost = (spare?.changed || []).filter(([id, was]) => {
        const one = document.getElementById(id);
        return one && state(one) !== was;
      });
      if (lost.length) {
        for (const [id, was] of lost) {
          const one = document.getElementById(id);
          if (one.type === "checkbox") one.checked = was; else one.value = was;
        }
        seen().value = spare.seen;
        tell(saving.dataset.back);
        addEventListener("load", () => window.htmx.trigger(form, "submit"));
      }
    } catch { forget(); }

    // A text is marked as wrong as long as something is said under it.
    document.addEventListener("htmx:afterSettle", () => {
      for (const wrong of form.querySelectorAll(".wrong")) {
        const field = form.querySelector(`[id="${wrong.id.replace(/-wrong$/, "")}"]`);
        field?.setAttribute("aria-invalid", wrong.textContent.trim() ? "true" : "false");
      }
    });

    let waiting = false;
    form.addEventListener("input", (event) => {
      const mine = event.target.name?.match(/^mine-(.*)/); // who writes on chooses
      if (mine) document.getElementById(`in-${mine[1]}-mine`).checked = true;
      waiting = true;
      keep();
      tell(saving.dataset.unsaved);
    });
    document.addEventListener("htmx:beforeRequest", (event) => {
      if (event.detail.elt !== form) return;
      waiting = false;
      tell(saving.dataset.saving);
    });
    document.addEventListener("htmx:afterRequest", (event) => {
      if (event.detail.elt !== form) return;
      const { status } = event.detail.xhr;
      if (status >= 400 && status < 500 && status !== 429) { // an answer, and it is no: trying again changes nothing
        waiting = true;
        tell(saving.dataset.unsaved, true);
        document.getElementById("put-back").hidden = status !== 404;
        return;
      }
      if (!event.detail.successful) { waiting = true; failed(); return; }
      if (waiting) return;
      clearTimeout(again);
      before = states();
      const open = [...form.querySelectorAll(".clash")].some((one) => !one.querySelector(":checked"));
      if (open) { waiting = true; tell(saving.dataset.choose, true); return; }
      forget();
      tell(saved);
    });
    let leaving = false; // by a button of the form: that saves too
    form.addEventListener("click", (event) => { leaving = Boolean(event.target.closest("[formaction]")); });
    addEventListener("beforeunload", (event) => { if (waiting && !leaving) event.preventDefault(); });
  }

  // Dragging is the same move as the arrows, said with what comes after.
  for (const list of document.querySelectorAll(".sortable")) {
    let dragged = null;
    for (const one of list.children) one.draggable = true;
    list.addEventListener("dragstart", (event) => {
      dragged = event.target.closest("li");
      event.dataTransfer.effectAllowed = "move";
    });
    list.addEventListener("dragover", (event) => {
      const over = event.target.closest("li");
      if (!dragged || !over || over.parentElement !== list || over === dragged) return;
      event.preventDefault();
      const below = event.clientY > over.getBoundingClientRect().top + over.offsetHeight / 2;
      list.insertBefore(dragged, below ? over.nextElementSibling : over);
    });
    list.addEventListener("drop", (event) => event.preventDefault());
    list.addEventListener("dragend", () => {
      const move = dragged?.querySelector("form");
      if (!move) return;
      const before = document.createElement("input");
      before.type = "hidden";
      before.name = "before";
      before.value = dragged.nextElementSibling?.dataset.id || "0";
      move.append(before);
      dragged = null;
      move.submit();
    });
  }
})();
