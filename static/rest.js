// Somebody steps out for a while: the step hides behind a quiet screen, on this phone only.
"use strict";

(() => {
  const out = document.getElementById("step-out");
  const screen = document.getElementById("rest");
  if (!out || !screen || !window.io) return; // then the links lead to plain pages
  const KEY = `dilemma-${document.body.dataset.code}-rest`;
  let kept = false; // where storage is forbidden this page remembers for itself

  function resting(value) {
    try {
      if (value === undefined) return sessionStorage.getItem(KEY) === "yes";
      sessionStorage.setItem(KEY, value ? "yes" : "no");
    } catch { /* as if it were empty */ }
    if (value !== undefined) kept = value;
    return kept;
  }
  function show(moved) {
    const now = resting();
    document.body.classList.toggle("resting", now);
    screen.hidden = !now;
    if (!moved) return;
    window.scrollTo({ top: 0 });
    (now ? screen.querySelector("h1") : document.getElementById("main")).focus();
  }
  function turn(value) {
    return (event) => {
      event.preventDefault();
      resting(value);
      show(true);
    };
  }
  out.addEventListener("click", turn(true));
  document.getElementById("step-in").addEventListener("click", turn(false));
  show(false);
})();
