// The page of a draft keeps itself: to the site while there is a connection, in this browser while there is none.
// Without it everything works by the buttons of the form.
const PAUSE = 1500;
const READING_PAUSES = [2, 3, 5, 8, 10];
const READING_TRIES = 40;

// Files that are dropped anywhere on the box are chosen; those of a draft are sent at once.
for (const box of document.querySelectorAll("[data-drop-files]")) {
  const input = box.querySelector("input[type=file]");
  box.addEventListener("dragover", (event) => {
    event.preventDefault();
    box.classList.add("drop--over");
  });
  box.addEventListener("dragleave", () => box.classList.remove("drop--over"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    box.classList.remove("drop--over");
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.addEventListener("change", () => {
    const send = input.form.querySelector("button[value=upload], button[value=files]");
    if (input.files.length) input.form.requestSubmit(send);
  });
}

const form = document.querySelector("form[data-autosave]");
if (form) keep(form);

function keep(form) {
  const key = form.dataset.autosave;
  const status = form.querySelector("[data-save-status]");
  let timer = null;
  let dirty = false;
  let stopped = false;
  let saving = false;

  const fields = () => {
    const data = new FormData(form);
    data.delete("files");
    return data;
  };
  const words = () => [...fields()].filter(([name]) => !["csrfmiddlewaretoken", "draft_number"].includes(name));
  const say = (text, link) => {
    status.textContent = text;
    if (link) {
      const anchor = document.createElement("a");
      anchor.href = link;
      anchor.target = "_blank";
      anchor.textContent = " Войти в новой вкладке";
      status.append(anchor);
    }
  };
  // A browser may refuse to keep anything; the site still does.
  const remember = () => {
    try {
      localStorage.setItem(key, JSON.stringify(words()));
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  };
  const forget = () => {
    try {
      localStorage.removeItem(key);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  };
  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(key) ?? "null");
    } catch (error) {
      if (error instanceof DOMException || error instanceof SyntaxError) return null;
      throw error;
    }
  };

  const later = (pause = PAUSE) => {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  };
  async function save() {
    if (stopped || saving || !dirty) return;
    saving = true;
    dirty = false;
    say("Сохраняем…");
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body: fields(), headers: { Accept: "application/json" }, redirect: "error" });
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      saving = false;
      dirty = true;
      say("Нет связи. Текст хранится в этом браузере, сохраним, когда связь вернётся.");
      return later(15000);
    }
    saving = false;
    if (answer.ok) {
      const told = await answer.json();
      form.elements.draft_number.value = told.number;
      const wrong = Object.values(told.errors).flat();
      say(wrong.length ? `Сохранено в ${told.saved}, кроме одного: ${wrong[0]}` : `Сохранено в ${told.saved}`);
      if (dirty) return later();
      if (!wrong.length) forget();
      return undefined;
    }
    if (answer.status === 403) {
      // Signed in again in another tab: this page has the old form's key.
      stopped = true;
      return say("Страница устарела. Текст хранится в этом браузере: обновите её, и мы предложим его вернуть.");
    }
    if (answer.status === 401) {
      dirty = true;
      say("Вход закончился. Текст хранится в этом браузере.", form.dataset.signIn);
      return later(30000);
    }
    if (answer.status === 409) {
      stopped = true;
      return say("Работу сохранили в другом окне. Ваш текст остался здесь: нажмите «Сохранить», чтобы сравнить.");
    }
    dirty = true;
    say("Сохранить пока не вышло. Текст хранится в этом браузере.");
    return later(30000);
  }

  const changed = (event) => {
    if (event.target.type === "file") return;
    dirty = true;
    remember();
    later();
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    stopped = true;
  });
  addEventListener("online", () => later(0));

  offer(form, kept(), words, forget, () => {
    dirty = true;
    later(0);
  });
  watchReading(form, () => dirty, () => {
    dirty = true;
    later(0);
  });
}

// What stayed in this browser is offered, never put in by itself.
function offer(form, kept, words, forget, after) {
  const box = document.querySelector("[data-kept]");
  if (!kept || JSON.stringify(kept) === JSON.stringify(words())) return;
  box.hidden = false;
  box.querySelector("[data-kept-forget]").addEventListener("click", () => {
    forget();
    box.hidden = true;
  });
  box.querySelector("[data-kept-restore]").addEventListener("click", () => {
    fill(form, kept);
    box.hidden = true;
    after();
  });
}

function fill(form, pairs) {
  for (const element of form.elements) {
    if (!element.name || ["hidden", "file", "submit"].includes(element.type)) continue;
    const values = pairs.filter(([name]) => name === element.name).map(([, value]) => value);
    if (["checkbox", "radio"].includes(element.type)) element.checked = values.includes(element.value);
    else if (values.length) element.value = values[0];
  }
}

// While the worker reads the file: a page nobody has written in is shown anew, in another only empty fields are filled.
async function watchReading(form, isDirty, after) {
  const box = form.querySelector("[data-reading]");
  if (!box) return;
  const untouched = new FormData(form).get("draft_number");
  for (let turn = 0; turn < READING_TRIES; turn += 1) {
    await new Promise((wake) => setTimeout(wake, 1000 * READING_PAUSES[Math.min(turn, READING_PAUSES.length - 1)]));
    let told;
    try {
      const answer = await fetch(box.dataset.reading, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      told = await answer.json();
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      continue;
    }
    if (told.waiting) continue;
    if (!isDirty() && form.elements.draft_number.value === untouched && !form.contains(document.activeElement)) {
      location.reload();
      return;
    }
    box.querySelector("[data-reading-text]").textContent = "Прочитали. Пустые поля заполнены по файлу, проверьте их. Что нашла проверка, покажет кнопка «Сохранить».";
    if (guess(form, told.guesses)) after();
    return;
  }
}

function guess(form, guesses) {
  let filled = false;
  for (const [name, value] of Object.entries(guesses)) {
    const elements = [...form.elements].filter((element) => element.name === name);
    const boxes = elements.filter((element) => element.type === "checkbox");
    if (boxes.length && !boxes.some((box) => box.checked)) {
      for (const box of boxes) box.checked = value.includes(box.value);
      filled = true;
    } else if (elements.length === 1 && !boxes.length && !elements[0].value) {
      elements[0].value = value;
      filled = true;
    }
  }
  return filled;
}
