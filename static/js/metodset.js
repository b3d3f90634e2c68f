// The only script. Everything works without it; it applies the visitor's view at once and closes drop-downs.
const root = document.documentElement;

for (const form of document.querySelectorAll("form[data-view]")) {
  form.addEventListener("change", ({ target }) => {
    root.dataset[target.name] = target.value;
    fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
  });
}

// One open drop-down at a time; Escape closes it and returns the focus.
const drops = [...document.querySelectorAll("details[data-drop]")];
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = drops.find((drop) => drop.open);
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const drop of drops) if (drop.open && !drop.contains(event.target)) drop.open = false;
});

// Where there is room the filters stand open beside the results; on a phone they wait behind their button.
if (matchMedia("(min-width: 64rem)").matches) {
  for (const box of document.querySelectorAll("details[data-open-wide]")) box.open = true;
}

// Buttons that only a script can serve show themselves: copy a text of the page, share by the device's own window, print.
for (const box of document.querySelectorAll("[data-with-script]")) box.hidden = false;

const copied = async (element) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(element.textContent.trim());
  // A school's site without https has no clipboard: the old way by a selection.
  getSelection().selectAllChildren(element);
  document.execCommand("copy");
};
for (const button of document.querySelectorAll("button[data-copy]")) {
  const words = button.textContent;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await copied(document.getElementById(button.dataset.copy));
    button.textContent = "Скопировано";
    setTimeout(() => (button.textContent = words), 2500);
  });
}
for (const box of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) continue;
  box.hidden = false;
  box.addEventListener("click", () =>
    navigator.share({ title: box.dataset.title, url: box.dataset.address }).catch((error) => {
      if (error.name !== "AbortError") throw error;
    }),
  );
}
// The code on the sheet is fetched only for printing, so the print waits for it.
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", async () => {
    const code = document.querySelector(".handout__qr");
    if (code) {
      code.loading = "eager";
      await code.decode();
    }
    print();
  });
}

// A term's note: on a touch screen the first tap shows it and the second leads to the glossary; Escape puts it away.
const terms = [...document.querySelectorAll(".term")];
const closeNotes = (but) => {
  for (const term of terms) if (term !== but) term.classList.remove("term--open");
};
for (const term of terms) {
  const word = term.querySelector(".term__word");
  let touched = false;
  word.addEventListener("pointerdown", (event) => (touched = event.pointerType === "touch"));
  word.addEventListener("click", (event) => {
    if (!touched || term.classList.contains("term--open")) return;
    event.preventDefault();
    closeNotes(term);
    term.classList.remove("term--shut");
    term.classList.add("term--open");
  });
  for (const [begins, ends] of [["pointerenter", "pointerleave"], ["focusin", "focusout"]]) {
    // A note must not run off the screen: near the right edge it opens to the left.
    term.addEventListener(begins, () => {
      const box = term.getBoundingClientRect();
      term.classList.toggle("term--left", box.left > document.documentElement.clientWidth / 2);
    });
    term.addEventListener(ends, () => term.classList.remove("term--shut"));
  }
}
if (terms.length) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    closeNotes();
    for (const term of terms) if (term.matches(":hover, :focus-within")) term.classList.add("term--shut");
  });
  document.addEventListener("click", (event) => closeNotes(event.target.closest(".term")));
}
