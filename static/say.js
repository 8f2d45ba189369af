// What somebody writes on a phone. It stands beside the stage, so that no step that
// moves on takes it away; it is kept until the server says that it is in.
"use strict";

(() => {
  const place = document.getElementById("say");
  const main = document.getElementById("main");
  if (!place || !window.fetch) return;
  const KEEP = `dilemma-${document.body.dataset.code}-text`;
  const SENT = `${KEEP}s`;
  const RETRY_MS = 5000;
  const SHOWN = 5; // of the own texts, the newest
  const KINDS = { vote: "argument", talk: "argument", blank: "dilemma", close: "dilemma" };
  const words = place.dataset;
  const box = place.querySelector("details");
  const holder = place.querySelector(".form");

  // Storage may be forbidden: then this page remembers for itself.
  function stored(name, value) {
    try {
      if (value === undefined) return JSON.parse(sessionStorage.getItem(name));
      sessionStorage.setItem(name, JSON.stringify(value));
    } catch (error) { /* as if it were empty */ }
    return null;
  }

  // Not `randomUUID`: that wants https, and a hall has none.
  function number() {
    const bytes = crypto.getRandomValues(new Uint8Array(12));
    return Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
  }

  let form = null; // what stands there now
  let about = null; // {kind, step, title, letters}
  let tried = false; // it may be in already: other words are another text
  let underway = false;
  let retry = 0;

  // What may be written at this moment, or null.
  function wanted() {
    const stage = document.getElementById("stage");
    const mine = document.getElementById("mine");
    const kind = KINDS[stage.dataset.kind];
    if (!kind) return null;
    const { step } = stage.dataset;
    if (kind === "dilemma") return { kind, step: kind, title: "", letters: "" };
    // Everybody chooses alone first.
    const voted = mine.dataset.step === step && mine.dataset.value;
    if (stage.dataset.kind === "vote" && !voted) return null;
    const letters = [...stage.querySelectorAll(".options b")].map((one) => one.textContent);
    const title = stage.querySelector("h1[lang], h2[lang]");
    return {
      kind, step, card: stage.dataset.card, letters: letters.join("").toLowerCase(),
      title: title ? title.textContent : "",
    };
  }

  const fields = () => [...form.elements].filter((one) => one.name && one.type !== "hidden");
  const typed = () => !!form && fields().some((one) => one.type !== "radio" && one.value.trim());

  function build(what, values) {
    about = what;
    tried = false;
    holder.replaceChildren();
    form = null;
    if (!what) return;
    const shape = document.getElementById(`say-${what.kind}`).content.cloneNode(true);
    holder.append(shape);
    form = holder.querySelector("form");
    for (const one of form.querySelectorAll("[name=side]")) {
      if (!what.letters.includes(one.value)) one.closest("label").remove();
    }
    if (form.elements.step) form.elements.step.value = what.step;
    form.elements.entry.value = number();
    for (const [name, value] of Object.entries(values || {})) {
      if (form.elements[name]) form.elements[name].value = value;
    }
    const card = form.querySelector(".about");
    if (card) card.querySelector("b").textContent = what.title;
    place.querySelector("summary").textContent =
      place.querySelector("summary").dataset[what.kind];
    for (const one of form.querySelectorAll("textarea")) count(one);
  }

  function count(area) {
    const line = area.closest("label").nextElementSibling;
    if (!line || !line.dataset.count) return;
    const left = Number(line.dataset.count) - area.value.length;
    line.textContent = words.count.replace("#", left);
    line.classList.toggle("few", left < 20);
  }

  // The room moved on: an empty form follows, and what somebody typed stays theirs.
  function follow() {
    const now = wanted();
    const fits = () => !!now && !!about && now.kind === about.kind
      && (now.kind === "dilemma" || now.card === about.card);
    if (!fits() && !typed() && !underway) build(now);
    // The same card goes on: until it is sent a text belongs to the newest step.
    if (fits() && !tried && form.elements.step) form.elements.step.value = now.step;
    const card = form && form.querySelector(".about");
    if (card) card.hidden = fits();
    place.hidden = !form && !(stored(SENT) || []).length;
    box.hidden = !form;
    keep();
  }

  function keep() {
    const values = {};
    if (typed()) {
      for (const one of form.elements) {
        if (one.name && (one.type !== "radio" || one.checked)) values[one.name] = one.value;
      }
    }
    stored(KEEP, typed() ? { about, values, tried } : null);
  }

  function tell(state, text) {
    const line = form && form.querySelector(".told");
    if (!line) return;
    line.textContent = text || words[state] || "";
    line.dataset.state = state;
  }

  function list() {
    const texts = stored(SENT) || [];
    const own = place.querySelector(".own-said");
    own.hidden = !texts.length;
    own.querySelector("ul").replaceChildren(...texts.slice(-SHOWN).reverse().map((text) => {
      const line = document.createElement("li");
      line.textContent = text;
      return line;
    }));
  }

  async function send() {
    clearTimeout(retry);
    if (!form || underway) return;
    const sent = form;
    const data = new URLSearchParams(new FormData(sent));
    underway = tried = true;
    keep();
    tell("sending");
    let again = false;
    try {
      const answer = await fetch(sent.action, {
        method: "POST", body: data, headers: { Accept: "application/json" },
      });
      const known = (answer.headers.get("Content-Type") || "").includes("json");
      if (answer.ok && known) {
        stored(SENT, [...(stored(SENT) || []), data.get("title") || data.get("text")].slice(-20));
        // Only what was sent is gone: not what was typed meanwhile.
        underway = false;
        const changed = [...new FormData(sent)].some(([name, value]) => data.get(name) !== value);
        list();
        if (changed) {
          sent.elements.entry.value = number();
          tried = false;
        } else {
          const next = wanted();
          build(next);
          follow();
          box.open = true;
        }
        tell("in");
      } else if (known) {
        tried = false; // it was refused: nothing of it is in
        tell("refused", (await answer.json()).text);
      } else again = true;
    } catch (error) {
      again = true;
    }
    underway = false;
    keep();
    if (again) {
      tell("waiting");
      retry = setTimeout(send, RETRY_MS * (0.5 + Math.random()));
    }
  }

  holder.addEventListener("input", (event) => {
    if (event.target.tagName === "TEXTAREA") count(event.target);
    clearTimeout(retry); // whoever types on sends it again
    if (tried && !underway) {
      form.elements.entry.value = number();
      tried = false;
    }
    if (!underway) tell("");
    keep();
  });
  holder.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  window.addEventListener("online", () => { if (tried && typed()) send(); });

  const left = stored(KEEP);
  if (left && left.about) {
    build(left.about, left.values);
    tried = left.tried;
    box.open = true;
  }
  list();
  follow();
  if (left && tried) send();
  new MutationObserver(follow).observe(main, { childList: true });
})();
