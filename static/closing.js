// The last part on a phone: boxes of which a few may be ticked, and texts that are sent
// without leaving the page. `live.js` casts, and says what was chosen and replaced.
"use strict";

(() => {
  const boxes = (of) => [...of.querySelectorAll("input[type=checkbox][name=answer]")];

  document.addEventListener("change", (event) => {
    const picks = event.target.closest("[data-most]");
    if (!picks) return;
    const ticked = boxes(picks).filter((box) => box.checked);
    const full = ticked.length > Number(picks.dataset.most);
    const told = picks.parentElement.querySelector(".too-many");
    told.textContent = full ? picks.dataset.full : "";
    if (full) event.target.checked = false;
    else pick(ticked.map((box) => box.value).join("+") || "pass");
  });
  function pick(value) { document.dispatchEvent(new CustomEvent("pick", { detail: value })); }

  document.addEventListener("settled", (event) => {
    const chosen = event.detail.split("+");
    for (const box of boxes(document)) box.checked = chosen.includes(box.value);
  });

  // What somebody is typing outlives a new look of the same step.
  document.addEventListener("swap", (event) => {
    const { old, part } = event.detail;
    if (old.dataset.step !== part.dataset.step) return;
    for (const field of old.querySelectorAll(".write [id], .write [name]")) {
      const again = field.name && part.querySelector(`.write [name="${field.name}"]`);
      if (!again) continue;
      again.value = field.value;
      again.checked = field.checked;
    }
    for (const name of [".own-name", ".said-so"]) {
      const [before, after] = [old.querySelector(name), part.querySelector(name)];
      if (before && after && before.open) after.open = true;
      if (before && after && before.matches(".said-so")) after.textContent = before.textContent;
    }
  });

  let sending = false;
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    // Enter in a box would send the form, but a change of a box did already.
    if (form.id === "cast" && document.querySelector("[data-most]") && !named(event)) {
      event.preventDefault();
    }
    if (form.id !== "why" && form.id !== "agree") return;
    event.preventDefault();
    if (sending) return;
    sending = true;
    const say = (text) => {
      const line = document.getElementById(`${form.id}-said`);
      if (line) line.textContent = text(line.dataset);
    };
    say(() => "");
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: new URLSearchParams(new FormData(form)),
      });
      if (answer.ok) {
        form.reset();
        say((texts) => texts.done);
      } else {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const problem = page.querySelector("#problem .advice");
        say((texts) => (problem ? problem.textContent : texts.failed));
      }
    } catch (error) {
      say((texts) => texts.failed);
    } finally {
      sending = false;
    }
  });
  function named(event) { return event.submitter && event.submitter.name === "answer"; }
})();
