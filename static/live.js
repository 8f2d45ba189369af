// The live part of a page. Fragments that arrive replace the element with their id,
// never by an older revision; a participant's answer is kept until it is acknowledged.
"use strict";

(() => {
  const seat = document.body.dataset;
  const connection = document.getElementById("connection");
  const lang = document.documentElement.lang;
  const KEEP = `dilemma-${seat.code}`; // where this tab keeps an answer under way
  const ACK_MS = 5000;
  const WAKE_MS = 2000;
  const POLL_MS = 5000;
  const QUIET_MS = 700; // shorter hiccups are not worth a message

  let ahead = Number(seat.now) - Date.now(); // how far the server's clock is ahead
  let underway = null; // the sequence of the answer that is being sent
  let refused = false;
  let announced = "";

  const byId = (id) => document.getElementById(id);
  const stage = () => byId("stage");
  const mine = () => byId("mine");
  const write = (id, text) => {
    const part = byId(id);
    if (part) part.textContent = text || "";
  };

  // ---- fragments -------------------------------------------------------------

  function show(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    for (const part of fresh.querySelectorAll("[id][data-revision]")) {
      const old = byId(part.id);
      const nested = part.parentElement.closest("[id][data-revision]");
      if (!old || nested) continue;
      if (Number(old.dataset.revision) >= Number(part.dataset.revision)) continue;
      const focus = focused(old);
      // The host's page moved on: what was said about the step before is over.
      if (old.dataset.acts !== part.dataset.acts) write("notice", "");
      old.replaceWith(document.adoptNode(part));
      if (window.htmx) window.htmx.process(part);
      const again = focus && part.querySelector(focus);
      if (again) again.focus({ preventScroll: true });
    }
    settle();
  }

  // A keyboard or a screen reader keeps its place when the same control comes back.
  function focused(part) {
    const at = document.activeElement;
    if (!at || !part.contains(at)) return "";
    if (at.id) return `#${CSS.escape(at.id)}`;
    return at.value ? `[name="${at.name}"][value="${CSS.escape(at.value)}"]` : "";
  }

  // What belongs to this person is put to what belongs to everybody.
  function settle() {
    const now = stage();
    if (!now) return;
    const own = mine();
    if (own) {
      const sameStep = own.dataset.step === now.dataset.step;
      const waiting = pending();
      const chosen = waiting && waiting.step === Number(now.dataset.step) ? waiting.answer
        : sameStep ? own.dataset.value : "";
      for (const button of now.querySelectorAll("button[name=answer]")) {
        button.setAttribute("aria-pressed", String(button.value === chosen));
      }
      for (const part of own.querySelectorAll(".receipt")) part.hidden = !sameStep || !!waiting;
      for (const part of own.querySelectorAll(".own")) {
        part.hidden = own.dataset.card !== now.dataset.card;
      }
    }
    const place = `${now.dataset.step}${now.dataset.kind}${now.dataset.open}`;
    if (announced && announced !== place) {
      write("announce", now.dataset.announce);
      refused = false;
      if (seat.live === "player") window.scrollTo({ top: 0 });
    }
    announced = place;
    tick();
    tell();
  }

  function tick() {
    for (const part of document.querySelectorAll("[data-ends]")) {
      const left = Math.max(0, Number(part.dataset.ends) - Date.now() - ahead);
      const seconds = Math.ceil(left / 1000);
      if (part.tagName === "PROGRESS") {
        part.value = seconds;
        continue;
      }
      const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      if (part.textContent !== text) part.textContent = text;
      part.classList.toggle("over", left === 0);
    }
  }

  // ---- the connection --------------------------------------------------------

  const socket = window.io({
    path: "/socket.io",
    transports: ["websocket"],
    auth: {
      as: seat.live, lang, code: seat.code, workshop: seat.workshop, key: seat.key,
    },
    randomizationFactor: 0.5,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5000,
  });

  function hear(message) {
    ahead = message.now - Date.now();
    show(message.html);
  }

  let since = Date.now(); // when the connection was last lost
  socket.on("fragments", hear);
  socket.on("connect", () => { tell(); send(); });
  socket.on("disconnect", () => { since = Date.now(); underway = null; tell(); });
  socket.on("connect_error", (error) => {
    // Not let in: the page itself knows what to say. Anything else passes.
    if (error.message === "not allowed") window.location.reload();
    else if (!socket.active) setTimeout(() => socket.connect(), 3000);
    tell();
  });

  // Back from sleep: a socket may look open and be dead.
  function wake() {
    if (document.visibilityState === "hidden") return;
    if (!socket.connected) { socket.connect(); return; }
    socket.timeout(WAKE_MS).emit("sync", (late, answer) => {
      if (late) socket.disconnect().connect();
      else if (answer.ok) hear(answer);
    });
  }
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("pageshow", (event) => { if (event.persisted) wake(); });
  window.addEventListener("online", wake);

  // Where web sockets are blocked the page itself is asked, and forms are posted.
  async function byPage() {
    if (socket.connected || seat.live !== "player" || Date.now() - since < POLL_MS) return;
    const waiting = pending();
    try {
      const form = byId("cast");
      const body = new FormData(form);
      if (waiting) { body.set("step", waiting.step); body.set("answer", waiting.answer); }
      const answer = await fetch(waiting ? form.action : window.location.pathname,
        waiting ? { method: "POST", body } : {});
      if (answer.status >= 500) return;
      if (waiting && pendingIs(waiting)) drop();
      refused = Boolean(waiting) && !answer.ok;
      show(await answer.text());
    } catch (error) { /* no network: the next round tries again */ }
  }

  // ---- answers ---------------------------------------------------------------

  function pending() {
    try { return JSON.parse(sessionStorage.getItem(KEEP)); } catch (error) { return null; }
  }
  function pendingIs(answer) {
    const kept = pending();
    return kept !== null && kept.seq === answer.seq;
  }
  function drop() { sessionStorage.removeItem(KEEP); }

  // The tabs of one phone count together, so that the newest vote is known without
  // a clock: nothing that is stored may tell when somebody voted.
  function next() {
    const waiting = pending();
    let last = Math.max(Number(mine().dataset.sequence), waiting ? waiting.seq : 0);
    try {
      last = Math.max(last, Number(localStorage.getItem(KEEP)) || 0);
      localStorage.setItem(KEEP, last + 1);
    } catch (error) { /* no storage: this tab counts for itself */ }
    return last + 1;
  }

  function cast(answer) {
    const step = Number(stage().dataset.step);
    const seq = next();
    sessionStorage.setItem(KEEP, JSON.stringify({ step, answer, seq }));
    refused = false;
    settle();
    send();
  }

  function send() {
    const waiting = pending();
    if (!waiting || underway || !socket.connected) { tell(); return; }
    underway = waiting.seq;
    socket.timeout(ACK_MS).emit("cast", waiting, (late, answer) => {
      underway = null;
      if (!late && (answer.ok || answer.final) && pendingIs(waiting)) drop();
      if (!late && answer.final && !answer.ok) {
        refused = true;
        wake(); // the screen must show what is true now
      }
      if (!late && answer.ok) hear(answer);
      settle();
      // On a small screen the receipt may stand below what can be seen.
      const receipt = mine().querySelector(".receipt:not([hidden])");
      if (receipt) receipt.scrollIntoView({ block: "nearest" });
      if (pending()) setTimeout(send, late || !answer.ok ? 1000 : 0);
    });
    tell();
  }

  let pressed = null;
  document.addEventListener("click", (event) => {
    pressed = event.target.closest("button[name=answer]");
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "cast") return;
    // Older browsers do not say which button it was: it has the focus, or was pressed.
    const button = event.submitter || pressed;
    if (!button || button.name !== "answer") return;
    event.preventDefault();
    if (stage().dataset.open === "yes") cast(button.value);
  });

  // One line, always the truth: being sent, waiting, refused or no connection.
  let telling = 0;
  let told = "";
  function tell() {
    let state = "";
    if (refused) state = "refused";
    else if (pending()) state = socket.connected ? "sending" : "waiting";
    else if (!socket.connected) state = "offline";
    if (state === told) return; // a message on its way is not put off again
    told = state;
    clearTimeout(telling);
    const say = () => {
      connection.dataset.state = state;
      connection.textContent = connection.dataset[state] || "";
      connection.hidden = !connection.textContent;
    };
    if (!state || state === "refused" || !connection.hidden) say();
    else telling = setTimeout(say, QUIET_MS);
  }

  // An htmx answer and a push may cross: the older one must not win.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const detail = event.detail;
    if (!detail.xhr || detail.xhr.status >= 400) return;
    detail.shouldSwap = false;
    show(detail.serverResponse);
  });

  const stuck = byId("stuck");
  if (stuck) stuck.hidden = true; // it is for phones on which this file does not run
  const waiting = pending();
  if (waiting && stage() && waiting.step !== Number(stage().dataset.step)) drop();
  setInterval(tick, 250);
  setInterval(byPage, POLL_MS);
  settle();
})();
