// The live part of a page. Fragments that arrive replace the element with their id,
// never by an older revision; a participant's answer is kept until it is acknowledged.
"use strict";

(() => {
  const seat = document.body.dataset;
  const phone = seat.live === "player";
  const plain = `${window.location.pathname}?plain`; // everything, without any script
  if (!window.io) {
    if (phone) window.location.replace(plain);
    return;
  }

  const connection = document.getElementById("connection");
  const lang = document.documentElement.lang;
  const KEEP = `dilemma-${seat.code}`; // where this tab keeps an answer under way
  const STORED = `${KEEP}-stored`; // tells the other tabs of this phone
  const ACK_MS = 5000;
  const GAP_MS = 200; // whoever taps like mad stays far below the server's limit
  const RETRY_MS = [500, 8000];
  const WAKE_MS = 2000;
  const POLL_MS = 5000;
  const QUIET_MS = 700; // shorter hiccups are not worth a message
  const LATER_MS = 2000;
  const FIRST_MS = 4000; // and a first connection may take a while

  let ahead = seat.now ? Number(seat.now) - Date.now() : null; // the server's clock
  let held = JSON.parse(stored("sessionStorage", KEEP)); // not acknowledged yet, or null
  let underway = false;
  let said = ""; // what became of an answer that can no longer be sent ...
  let saidOf = 0; // ... and of which step that was
  let announced = "";

  const byId = (id) => document.getElementById(id);
  const stage = () => byId("stage");
  const mine = () => byId("mine");
  const known = () => !mine() || Number(mine().dataset.revision) > 0;
  const around = (ms) => ms * (0.5 + Math.random()); // a hall must not act as one
  const write = (id, text) => {
    const part = byId(id);
    if (part) part.textContent = text || "";
  };

  // ---- fragments -------------------------------------------------------------

  // On a phone only what differs is replaced: nobody who reads or writes is disturbed by
  // what the host does elsewhere.
  const came = new Map();
  const text = (part) => part.outerHTML.replace(/ data-revision="\d+"/, "");
  if (phone) {
    for (const part of document.querySelectorAll("[id][data-revision]")) {
      came.set(part.id, text(part));
    }
  }

  function show(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const now = fresh.body.dataset.now; // a whole page tells the time too
    if (now) ahead = Number(now) - Date.now();
    for (const part of fresh.querySelectorAll("[id][data-revision]")) {
      const old = byId(part.id);
      const nested = part.parentElement.closest("[id][data-revision]");
      if (!old || nested) continue;
      if (Number(old.dataset.revision) >= Number(part.dataset.revision)) continue;
      if (phone && came.get(part.id) === text(part)) {
        old.dataset.revision = part.dataset.revision;
        continue;
      }
      if (phone) came.set(part.id, text(part));
      const focus = focused(old);
      document.dispatchEvent(new CustomEvent("swap", { detail: { old, part } }));
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
    const step = Number(now.dataset.step);
    const place = `${step} ${now.dataset.kind}${now.dataset.open}`;
    if (announced && announced !== place) {
      write("announce", now.dataset.announce);
      if (parseInt(announced, 10) !== saidOf) said = ""; // it was read a step ago
      if (phone) window.scrollTo({ top: 0 });
    }
    announced = place;
    const own = mine();
    if (own) {
      const sameStep = own.dataset.step === now.dataset.step;
      judge(step, sameStep ? Number(own.dataset.sequence) : 0);
      const chosen = held && held.step === step ? held.answer : sameStep ? own.dataset.value : "";
      for (const button of now.querySelectorAll("button[name=answer]")) {
        button.setAttribute("aria-pressed", String(button.value === chosen));
      }
      askFor(now, own, step, sameStep);
      document.dispatchEvent(new CustomEvent("settled", { detail: chosen || "" }));
      for (const part of own.querySelectorAll(".receipt")) part.hidden = !sameStep || !!held;
      for (const part of own.querySelectorAll(".words")) part.classList.add("visually-hidden");
      for (const part of own.querySelectorAll(".own")) {
        part.hidden = own.dataset.card !== now.dataset.card;
      }
    }
    tick();
    tell();
  }

  // Where everybody is asked something else, the question comes in the own part: it is
  // fetched once a step, and nobody answers before it is there.
  let fetched = 0;
  function askFor(now, own, step, sameStep) {
    for (const part of own.querySelectorAll(".asked")) part.hidden = !sameStep;
    if (now.dataset.deals !== "yes") return;
    const there = sameStep && own.querySelector("#asked");
    for (const part of now.querySelectorAll(".ballot")) part.hidden = !there;
    if (sameStep || fetched === step || !phone) return;
    fetched = step;
    wake(around(800));
  }

  // An answer never goes into another step, and a newer one of another tab wins.
  function judge(step, newest) {
    if (!held || underway) return;
    if (held.step !== step) lose(held.sent ? "unsure" : "refused");
    else if (held.seq && newest > held.seq) drop();
  }

  function tick() {
    if (ahead === null) return; // a clock that may be wrong stays away
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
    send();
  }

  let since = Date.now(); // when the connection was last lost
  let failed = false;
  socket.on("fragments", hear);
  socket.on("connect", tell); // what waits is sent when we heard what is true
  socket.on("disconnect", (reason) => {
    since = Date.now();
    underway = false;
    if (reason === "io server disconnect") comeBack();
    tell();
  });
  socket.on("connect_error", (error) => {
    if (error.message === "not allowed") { leave(); return; }
    if (!socket.active) comeBack();
    failed = true;
    if (!known()) setTimeout(byPage, around(1500));
    tell();
  });
  // Sent away, perhaps for a newer tab: one that nobody looks at waits until it is seen.
  function comeBack() {
    setTimeout(() => { if (!document.hidden) socket.connect(); }, around(3000));
  }

  // Not let in: a page without scripts knows what to say, so this cannot go round.
  function leave() {
    if (phone) window.location.replace(plain);
    else window.location.reload();
  }

  // Back from sleep: a socket may look open and be dead.
  let waking = 0;
  function wake(ms) {
    clearTimeout(waking);
    waking = setTimeout(() => {
      if (document.visibilityState === "hidden") return;
      if (!socket.connected) { restart(); return; }
      socket.timeout(WAKE_MS).emit("sync", (late, answer) => {
        if (late && socket.connected) restart();
        else if (!late && answer.ok) hear(answer);
        else if (!late && answer.final) leave();
      });
    }, ms);
  }
  function restart() { socket.disconnect().connect(); }
  document.addEventListener("visibilitychange", () => wake(100));
  window.addEventListener("pageshow", (event) => { if (event.persisted) wake(100); });
  window.addEventListener("online", () => wake(around(500)));
  window.addEventListener("storage", (event) => { if (event.key === STORED) wake(around(300)); });

  // Where web sockets are blocked the page itself is asked, and forms are posted.
  let polling = false;
  let polled = 0; // when that last worked
  async function byPage() {
    if (!phone || socket.connected || document.hidden) return;
    const patience = known() ? POLL_MS : failed ? 0 : 2 * POLL_MS;
    if (polling || Date.now() - since < patience) return;
    polling = true;
    if (held) keep({ step: held.step, answer: held.answer, seq: held.seq, sent: true });
    const posted = held;
    try {
      const answer = await (posted
        ? fetch(byId("cast").action, { method: "POST", body: new URLSearchParams(posted) })
        : fetch(plain));
      const html = await answer.text();
      if (answer.status >= 500 || answer.status === 429) return;
      polled = Date.now();
      if (posted && held === posted) {
        if (answer.ok) drop();
        else lose("refused");
      }
      if (!posted && !html.includes('id="stage"')) leave();
      show(html);
      if (posted && (held || !answer.ok)) setTimeout(byPage, around(500));
    } catch (error) {
      tell(); // no network: the next round tries again
    } finally {
      polling = false;
    }
  }

  // ---- answers ---------------------------------------------------------------

  // Storage may be forbidden: then this tab remembers for itself.
  function stored(area, name, value) {
    try {
      if (value === undefined) return window[area].getItem(name);
      window[area].setItem(name, value);
    } catch (error) { /* as if it were empty */ }
    return null;
  }
  function keep(answer) {
    held = answer;
    stored("sessionStorage", KEEP, JSON.stringify(held));
  }
  function drop() { keep(null); }
  function lose(why) {
    said = why;
    saidOf = held.step;
    drop();
  }

  // The tabs of one phone count together, so that the newest vote is known without
  // a clock: nothing that is stored may tell when somebody voted.
  function next() {
    const last = Math.max(
      Number(mine().dataset.sequence), held ? held.seq : 0,
      Number(stored("localStorage", KEEP)) || 0,
    );
    stored("localStorage", KEEP, last + 1);
    return last + 1;
  }

  // Before this person's part is there nobody knows where counting stands: see `send`.
  function cast(answer) {
    const step = Number(stage().dataset.step);
    keep({ step, answer, seq: known() ? next() : 0, sent: false });
    said = "";
    settle();
    send();
  }

  document.addEventListener("pick", (event) => cast(event.detail));

  // One answer is on its way at a time, and the newest goes next.
  let sentAt = 0;
  let tries = 0;
  let retry = 0;
  function later(ms) {
    clearTimeout(retry);
    retry = setTimeout(send, ms);
  }
  function send() {
    tell();
    if (!held || underway || !socket.connected || !known()) return;
    const wait = sentAt + GAP_MS - Date.now();
    if (wait > 0) { later(wait); return; }
    const { step, answer } = held;
    const seq = held.seq || next();
    keep({ step, answer, seq, sent: true });
    underway = true;
    sentAt = Date.now();
    const sent = held;
    socket.timeout(ACK_MS).emit("cast", { step, answer, seq }, (late, reply) => {
      underway = false;
      const done = !late && (reply.ok || reply.final);
      if (done && held === sent) {
        if (reply.ok) drop();
        else lose("refused");
      }
      tries = done ? 0 : tries + 1;
      if (done && reply.ok) {
        stored("localStorage", STORED, seq);
        hear(reply);
      } else if (done || (late && socket.connected)) wake(0); // what is true? who is there?
      settle();
      // On a small screen the receipt may stand below what can be seen.
      const receipt = mine().querySelector(".receipt:not([hidden])");
      if (receipt) receipt.scrollIntoView({ block: "nearest" });
      if (held) later(done ? 0 : around(Math.min(RETRY_MS[0] * 2 ** tries, RETRY_MS[1])));
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

  // One line, always the truth: being sent, waiting, too late or no connection.
  let telling = 0;
  let told = "";
  function tell() {
    const reached = socket.connected || Date.now() - polled < 3 * POLL_MS;
    let state = said;
    if (!state && held) state = reached ? "sending" : "waiting";
    else if (!state && !reached) state = "offline";
    if (state === told) return; // a message on its way is not put off again
    told = state;
    clearTimeout(telling);
    const say = () => {
      connection.dataset.state = state;
      connection.textContent = connection.dataset[state] || "";
      connection.hidden = !connection.textContent;
    };
    if (!state || said || !connection.hidden) say();
    else telling = setTimeout(say, known() || held ? QUIET_MS : FIRST_MS);
  }

  // An htmx answer and a push may cross: the older one must not win.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const detail = event.detail;
    if (!detail.xhr || detail.xhr.status >= 400) return;
    detail.shouldSwap = false;
    show(detail.serverResponse);
  });

  // What only later steps need comes when this page works: a hall comes in at once.
  window.addEventListener("load", () => setTimeout(() => {
    for (const url of (seat.later || "").split(" ").filter(Boolean)) {
      const css = url.includes(".css");
      const part = document.createElement(css ? "link" : "script");
      if (css) part.rel = "stylesheet";
      part[css ? "href" : "src"] = url;
      part.onload = settle;
      document.head.append(part);
    }
  }, stage() && stage().dataset.kind === "lobby" ? LATER_MS : 0));

  const stuck = byId("stuck");
  if (stuck) stuck.hidden = true; // it is for phones on which this file does not run
  setInterval(tick, 250);
  setInterval(byPage, around(POLL_MS) / 2 + POLL_MS / 2);
  settle();
})();
