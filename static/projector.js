// The big screen: f for full screen, and a pointer that rests is not seen. It never acts.
"use strict";

(() => {
  const REST_MS = 2000;

  function full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  }
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
    if (event.key.toLowerCase() === "f") full();
  });
  document.addEventListener("dblclick", full);

  let resting = 0;
  function rest() {
    document.body.classList.remove("pointing");
    clearTimeout(resting);
  }
  document.addEventListener("mousemove", () => {
    clearTimeout(resting);
    document.body.classList.add("pointing");
    resting = setTimeout(rest, REST_MS);
  });
})();
