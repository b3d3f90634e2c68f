// The computer of free access: when nobody touches it, it warns and starts anew. Without script the page leads to the library.
const form = document.querySelector("form[data-kiosk-seconds]");
const warning = form.querySelector("[data-kiosk-warning]");
const WARN_MS = 30_000;
const quiet = Math.max(form.dataset.kioskSeconds * 1000 - WARN_MS, WARN_MS);
let timer;

function wait() {
  clearTimeout(timer);
  warning.hidden = true;
  timer = setTimeout(() => {
    warning.hidden = false;
    timer = setTimeout(() => form.submit(), WARN_MS);
  }, quiet);
}

for (const event of ["pointerdown", "pointermove", "keydown", "wheel", "scroll", "touchstart", "input"]) {
  addEventListener(event, wait, { passive: true });
}
wait();
