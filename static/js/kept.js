// What is typed into a form marked `data-keep` stays in this browser until the site has it: a lost connection or an ended
// session takes no words away. It is offered on the same page, never put in by itself.
const box = document.querySelector("[data-keep-offer]");
const PLACE = `kept:${box.dataset.keepOffer}`;
const UNTYPED = ["hidden", "file", "submit", "button"];

const forms = [...document.querySelectorAll("form[data-keep]")];
const fields = (form) => [...form.elements].filter((element) => element.name && !UNTYPED.includes(element.type));
const isTick = (element) => ["checkbox", "radio"].includes(element.type);
const typed = (form) =>
  fields(form)
    .filter((element) => !isTick(element) || element.checked)
    .map((element) => [element.name, element.value]);
const all = () => Object.fromEntries(forms.map((form) => [form.dataset.keep, typed(form)]));
const first = all();

// A browser may refuse to keep anything: then the page is as it was before browsers could.
const store = (work) => {
  try {
    return work();
  } catch (error) {
    if (error instanceof DOMException || error instanceof SyntaxError) return null;
    throw error;
  }
};

for (const form of forms) {
  form.addEventListener("input", () => store(() => localStorage.setItem(PLACE, JSON.stringify(all()))));
}

const kept = store(() => JSON.parse(localStorage.getItem(PLACE) ?? "null")) ?? {};
const differs = forms.filter((form) => {
  const words = kept[form.dataset.keep];
  return words && JSON.stringify(words) !== JSON.stringify(first[form.dataset.keep]);
});

const forget = () => store(() => localStorage.removeItem(PLACE));

if (!differs.length) {
  // The site has it all, or the form is gone because it was taken. What it has refused still waits.
  if (!document.querySelector("[aria-invalid=true]")) forget();
} else {
  box.hidden = false;
  box.querySelector("[data-keep-restore]").addEventListener("click", () => {
    for (const form of differs) fill(form, kept[form.dataset.keep]);
    box.hidden = true;
    differs[0].scrollIntoView({ block: "nearest" });
  });
  box.querySelector("[data-keep-forget]").addEventListener("click", () => {
    forget();
    box.hidden = true;
  });
}

function fill(form, words) {
  for (const element of fields(form)) {
    const values = words.filter(([name]) => name === element.name).map(([, value]) => value);
    if (isTick(element)) element.checked = values.includes(element.value);
    else if (values.length) element.value = values[0];
  }
}
