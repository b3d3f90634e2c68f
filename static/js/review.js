// An expert's sheet: keeps itself, counts the result, takes remarks from the pages beside it. Without it everything is
// still there: the buttons save, two blank rows wait for remarks, further pages open by themselves.
const PAUSE = 2500;
const RETRY = 20000;
const form = document.querySelector("form[data-review]");
const place = `review:${location.pathname}`;

// What was sent is the site's: the browser forgets it, others may sit down here.
if (document.querySelector("[data-review-sent]")) localStorage.removeItem(place);

if (form) {
  const number = form.querySelector("input[name=draft_number]");
  const state = form.querySelector("[data-state]");
  const list = form.querySelector("[data-remarks]");
  const rowsCount = form.querySelector("[name=remark-count]");
  const pattern = form.querySelector("[data-remark-pattern]").innerHTML;
  const kept = document.querySelector("[data-kept]");

  const typed = () =>
    [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "draft_number", "remark-count"].includes(name));
  const asText = () => JSON.stringify(typed());
  let atSite = asText();
  let timer = null;
  let sending = false;
  let isOver = "stale" in number.dataset;

  const say = (words, link) => {
    state.textContent = words;
    if (link) {
      const anchor = document.createElement("a");
      Object.assign(anchor, { href: link.url, textContent: link.words, target: "_blank", rel: "noopener" });
      state.append(" ", anchor);
    }
  };

  // The result ---------------------------------------------------------------------------------------------------------
  const output = form.querySelector("[data-total]");
  const count = () => {
    let sum = 0;
    let weight = 0;
    for (const box of form.querySelectorAll("[data-weight]")) {
      const chosen = box.querySelector("input[type=radio]:checked");
      const mark = chosen && chosen.value !== "na" ? Number(chosen.value) : null;
      const best = Number(box.dataset.highest);
      if (mark !== null && best) {
        sum += (Number(box.dataset.weight) * mark) / best;
        weight += Number(box.dataset.weight);
      }
      const upTo = box.dataset.wordsUpTo;
      box.classList.toggle("criterion--words", mark !== null && upTo !== undefined && mark <= Number(upTo));
    }
    output.textContent = weight ? `${Math.round((100 * sum) / weight)}%` : "—";
  };

  // Keeping ------------------------------------------------------------------------------------------------------------
  const keepHere = () => {
    try {
      localStorage.setItem(place, JSON.stringify({ typed: typed(), at: Date.now() }));
    } catch (error) {
      // A browser may refuse to keep anything; the site's own copy is what matters.
      if (!(error instanceof DOMException)) throw error;
    }
  };
  const later = (pause) => {
    clearTimeout(timer);
    if (!isOver) timer = setTimeout(save, pause);
  };
  const answered = async (response) => {
    if (response.type === "opaqueredirect") {
      const back = encodeURIComponent(location.pathname);
      return say("Вы вышли с сайта: текст остался в этом браузере.", {
        url: `/accounts/login/?next=${back}`,
        words: "Войти в новой вкладке",
      });
    }
    const said = (response.headers.get("Content-Type") || "").includes("json") ? await response.json() : {};
    if (response.ok) {
      number.value = said.draft_number;
      atSite = response.sent;
      if (asText() === atSite) localStorage.removeItem(place);
      return say(`Сохранено в ${said.saved_at}`);
    }
    if (response.status === 409 || said.closed) isOver = true;
    const first = Object.values(said.errors || {})[0];
    say(first || said.said || "Сайт не принял текст: он остался в этом браузере. Обновите страницу.");
  };
  async function save() {
    const now = asText();
    if (sending || isOver || now === atSite) return;
    sending = true;
    try {
      const response = await fetch(form.dataset.save, { method: "POST", body: new FormData(form), redirect: "manual" });
      response.sent = now;
      await answered(response);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      say("Нет связи: текст остался в этом браузере, попробуем ещё раз.");
      later(RETRY);
    } finally {
      sending = false;
    }
    if (!isOver && asText() !== now) later(PAUSE);
  }
  const changed = () => {
    count();
    if (asText() === atSite) return;
    keepHere();
    later(PAUSE);
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  // A press of a button sends everything itself; until the answer is here the browser's copy stays.
  form.addEventListener("submit", () => clearTimeout(timer));
  addEventListener("online", () => later(0));
  document.addEventListener("visibilitychange", () => document.hidden && save());

  // Remarks ------------------------------------------------------------------------------------------------------------
  const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const isBlank = (row) => !["text", "quote", "leaf"].some((name) => field(row, name).value);
  const rows = () => [...list.querySelectorAll("[data-remark]")];
  // Without a script two blank rows wait; with it one is enough.
  for (const row of rows().filter(isBlank).slice(1)) row.hidden = true;
  const addRow = () => {
    const spare = rows().find((row) => row.hidden && isBlank(row));
    if (spare) {
      spare.hidden = false;
      return list.appendChild(spare);
    }
    const index = Number(rowsCount.value);
    const holder = document.createElement("ol");
    holder.innerHTML = pattern.replaceAll("__", index);
    rowsCount.value = index + 1;
    const row = list.appendChild(holder.firstElementChild);
    for (const box of row.querySelectorAll("[data-with-script]")) box.hidden = false;
    return row;
  };
  const freeRow = () => rows().find((row) => !row.hidden && isBlank(row)) || addRow();
  const remarkAt = ({ file, page, heading, quote }) => {
    const row = freeRow();
    if (file && field(row, "file")) field(row, "file").value = file;
    field(row, "leaf").value = page || "";
    field(row, "quote").value = (quote || heading || "").replace(/\s+/g, " ").trim().slice(0, 500);
    row.scrollIntoView({ block: "center" });
    field(row, "text").focus();
    changed();
  };
  form.querySelector("[data-add-remark]").addEventListener("click", (event) => {
    event.preventDefault();
    field(addRow(), "text").focus();
  });
  list.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-drop-remark]");
    if (!button) return;
    const row = button.closest("[data-remark]");
    for (const name of ["text", "quote", "leaf"]) field(row, name).value = "";
    row.hidden = true;
    changed();
    form.querySelector("[data-add-remark]").focus();
  });
  const work = document.querySelector(".desk__work");
  work.addEventListener("click", async (event) => {
    const here = event.target.closest("[data-remark-here]");
    if (here) remarkAt(here.closest("[data-leaf]").dataset);
    const more = event.target.closest("[data-more-leaves]");
    if (!more || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const response = await fetch(more.href);
    if (!response.ok) return location.assign(more.href);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const found = page.querySelector("[data-leaves]");
    for (const box of found.querySelectorAll("[data-with-script]")) box.hidden = false;
    more.parentElement.replaceWith(...found.children);
  });
  // The press would take the selection away, so it is remembered before.
  let selected = null;
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    const leaf = selection.anchorNode?.parentElement?.closest("[data-leaf]");
    if (leaf && !selection.isCollapsed) selected = { ...leaf.dataset, quote: selection.toString() };
  });
  work.querySelector("[data-quote]")?.addEventListener("click", () => {
    if (selected) remarkAt(selected);
    else say("Сначала выделите слова на странице работы.");
  });

  // What did not reach the site -----------------------------------------------------------------------------------------
  const before = JSON.parse(localStorage.getItem(place) || "null");
  if (before && JSON.stringify(before.typed) !== atSite) {
    kept.hidden = false;
    kept.querySelector("[data-kept-take]").addEventListener("click", () => {
      const last = Math.max(-1, ...before.typed.map(([name]) => Number(/^remark-(\d+)-/.exec(name)?.[1] ?? -1)));
      while (Number(rowsCount.value) <= last) addRow();
      for (const [name, value] of before.typed) {
        const control = form.elements[name];
        if (control) control.value = value;
      }
      kept.hidden = true;
      changed();
    });
    kept.querySelector("[data-kept-drop]").addEventListener("click", () => {
      localStorage.removeItem(place);
      kept.hidden = true;
    });
  } else localStorage.removeItem(place);
  count();
}
