/*
 * Suggestions under the search boxes: a combobox with a list, made when a box is first entered.
 *
 * The boxes stay plain forms: Enter without a chosen suggestion searches, as it does without this script.
 */

const own = document.querySelector("script[data-suggest]").dataset;
const WAIT = 120;

function dressed() {
  if (document.querySelector(`link[href="${own.css}"]`)) return;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: own.css });
  document.head.append(link);
}

function option(item, id) {
  const row = Object.assign(document.createElement("li"), { id, className: `of-${item.kind}` });
  row.setAttribute("role", "option");
  row.setAttribute("aria-selected", "false");
  row.dataset.url = item.url;
  const label = document.createElement("span");
  label.textContent = item.label;
  if (item.zh) {
    const zh = Object.assign(document.createElement("span"), { className: "zh", lang: "zh-Hans", textContent: item.zh });
    label.append(" ", zh);
  }
  row.append(label);
  if (item.note) row.append(Object.assign(document.createElement("small"), { textContent: item.note }));
  return row;
}

function attach(input) {
  const list = Object.assign(document.createElement("ul"), { className: "suggest", id: `${input.id}-list`, hidden: true });
  const told = Object.assign(document.createElement("span"), { className: "hidden" });
  let chosen = -1;
  let timer;
  let asking;

  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", own.label);
  told.setAttribute("role", "status");
  input.form.append(list, told);
  for (const [name, value] of Object.entries({
    role: "combobox",
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  })) input.setAttribute(name, value);

  function close() {
    clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    choose(-1);
    input.setAttribute("aria-expanded", "false");
  }

  function choose(place) {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = place;
    const row = list.children[place];
    if (!row) return input.removeAttribute("aria-activedescendant");
    row.setAttribute("aria-selected", "true");
    row.scrollIntoView({ block: "nearest" });
    return input.setAttribute("aria-activedescendant", row.id);
  }

  function show({ items, told: words }) {
    choose(-1);
    list.replaceChildren(...items.map((item, place) => option(item, `${list.id}-${place}`)));
    list.hidden = !items.length;
    input.setAttribute("aria-expanded", String(items.length > 0));
    told.textContent = words;
  }

  async function ask() {
    asking?.abort();
    const typed = input.value.trim();
    if (!typed) return close();
    const mine = (asking = new AbortController());
    try {
      const answer = await fetch(`${own.suggest}?q=${encodeURIComponent(typed)}`, { signal: mine.signal });
      const found = answer.ok ? await answer.json() : { items: [], told: "" };
      return mine.signal.aborted ? undefined : show(found);
    } catch {
      return undefined; // overtaken, or no network: the form still searches
    }
  }

  const keys = {
    ArrowDown: () => (list.hidden ? ask() : choose((chosen + 2) % (list.children.length + 1) - 1)),
    ArrowUp: () => list.hidden || choose((chosen < 0 ? list.children.length : chosen) - 1),
    Enter: () => list.children[chosen] && location.assign(list.children[chosen].dataset.url),
    Escape: () => list.hidden || close(),
  };

  input.addEventListener("keydown", (event) => {
    if (event.isComposing || !(event.key in keys)) return;
    if (event.key === "Enter" && chosen < 0) return;
    if (event.key === "Escape" && list.hidden) return;
    event.preventDefault();
    keys[event.key]();
  });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("blur", close);
  input.form.addEventListener("submit", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const row = event.target.closest("[data-url]");
    if (row) location.assign(row.dataset.url);
  });
}

for (const input of document.querySelectorAll("form[role=search] input[name=q]")) {
  const begin = () => (dressed(), attach(input));
  if (document.activeElement === input) begin();
  else input.addEventListener("focus", begin, { once: true });
}
