// Suggestions while a query is typed: the form works without them. A combobox with a listbox, as ARIA 1.2 describes it.
const SHORTEST = 2;
const WAIT_MS = 150;
const KINDS = { term: "термин", page: "страница" };

const make = (name, attributes, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

const endingOf = (count) => {
  if (count % 10 === 1 && count % 100 !== 11) return "подсказка";
  return [2, 3, 4].includes(count % 10) && ![12, 13, 14].includes(count % 100) ? "подсказки" : "подсказок";
};

class Suggestions {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[name=q]");
    this.list = make("ul", { class: "find__list", role: "listbox", id: `${this.input.id}-list`, "aria-label": "Подсказки" });
    this.list.hidden = true;
    this.status = make("p", { class: "hidden-text", role: "status" });
    form.append(this.list, this.status);
    this.answers = new Map();
    this.active = -1;
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
    })) {
      this.input.setAttribute(name, value);
    }
    this.input.addEventListener("input", () => this.ask(WAIT_MS));
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.close());
    // The focus stays in the field, so that a click is not a leaving of it.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", ({ target }) => {
      const option = target.closest("[role=option]");
      if (option) this.choose(option);
    });
    form.addEventListener("submit", () => this.close());
  }

  get options() {
    return [...this.list.children];
  }

  ask(wait) {
    clearTimeout(this.timer);
    this.request?.abort();
    const typed = this.input.value.trimStart();
    if (typed.trim().length < SHORTEST) {
      this.close();
      return;
    }
    this.timer = setTimeout(() => this.fetch(typed), wait);
  }

  async fetch(typed) {
    this.request = new AbortController();
    const { signal } = this.request;
    try {
      if (!this.answers.has(typed)) {
        const answer = await fetch(`${this.form.dataset.suggest}?${new URLSearchParams({ q: typed })}`, { signal });
        if (!answer.ok) return;
        this.answers.set(typed, (await answer.json()).suggestions);
      }
    } catch {
      // Another letter was typed meanwhile, or there is no network: without suggestions the form is what it was.
      return;
    }
    if (!signal.aborted && document.activeElement === this.input) this.show(this.answers.get(typed));
  }

  show(suggestions) {
    this.list.replaceChildren(
      ...suggestions.map(({ kind, text, url }, place) => {
        const option = make("li", { role: "option", id: `${this.list.id}-${place}`, "aria-selected": "false" }, text);
        if (KINDS[kind]) option.append(" ", make("span", { class: "find__kind" }, KINDS[kind]));
        if (kind === "page") option.dataset.url = url;
        option.dataset.text = text;
        return option;
      }),
    );
    this.move(-1);
    this.list.hidden = !suggestions.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.status.textContent = suggestions.length ? `${suggestions.length} ${endingOf(suggestions.length)}, выбор стрелками` : "";
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.show([]);
  }

  move(place) {
    this.active = place;
    this.options.forEach((option, number) => option.setAttribute("aria-selected", String(number === place)));
    const option = this.options[place];
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  press(event) {
    if (event.isComposing) return;
    const count = this.options.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && count) {
      event.preventDefault();
      // One more place than options: beyond both ends stands the field itself, with nothing chosen.
      this.move(((this.active + 1 + step + count + 1) % (count + 1)) - 1);
    } else if (event.key === "ArrowDown") {
      this.ask(0);
    } else if (event.key === "Escape" && count) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.choose(this.options[this.active]);
    }
  }

  choose(option) {
    const { url, text } = option.dataset;
    this.close();
    if (url) {
      location.assign(url);
    } else {
      this.input.value = text;
      this.form.requestSubmit();
    }
  }
}

for (const form of document.querySelectorAll("form[data-suggest]")) new Suggestions(form);
