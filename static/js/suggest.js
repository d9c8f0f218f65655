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

function marked(parts) {
  return parts.map((text, place) => (place % 2 ? Object.assign(document.createElement("mark"), { textContent: text }) : text));
}

function option(item, id) {
  const row = Object.assign(document.createElement("li"), { id, className: `of-${item.kind}` });
  row.setAttribute("role", "option");
  row.setAttribute("aria-selected", "false");
  row.dataset.url = item.url;
  const [label, zh] = item.parts.map((parts, place) => {
    const name = Object.assign(document.createElement("span"), place ? { className: "zh", lang: "zh-Hans" } : {});
    name.append(...marked(parts));
    return name;
  });
  if (item.zh) label.append(" ", zh);
  row.append(label);
  const note = document.createElement("small");
  note.append(item.note, item.note && item.why ? " · " : "", ...marked(item.why ?? []));
  if (note.textContent) row.append(note);
  return row;
}

function attach(input) {
  const list = Object.assign(document.createElement("ul"), { className: "suggest", id: `${input.id}-list`, hidden: true });
  const told = Object.assign(document.createElement("span"), { className: "hidden" });
  let chosen = -1;
  let timer;
  let asking;
  let answered = { typed: "" };

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
    told.textContent = "";
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

  function go(row) {
    input.removeAttribute("autocomplete");
    location.assign(row.dataset.url);
  }

  function show({ items, told: words }) {
    const kept = list.children[chosen]?.dataset.url;
    choose(-1);
    list.replaceChildren(...items.map((item, place) => option(item, `${list.id}-${place}`)));
    choose(items.findIndex(({ url }) => url === kept)); // chosen since the last key, so it is meant
    list.hidden = !items.length;
    input.setAttribute("aria-expanded", String(items.length > 0));
    told.textContent = words;
  }

  async function ask() {
    asking?.abort();
    const typed = input.value.trim();
    if (!typed) return close();
    if (typed === answered.typed) return show(answered.found);
    const mine = (asking = new AbortController());
    try {
      const address = new URL(own.suggest, location.href);
      address.searchParams.set("q", typed);
      const answer = await fetch(address, { signal: mine.signal });
      const found = answer.ok ? await answer.json() : { items: [], told: "" };
      if (mine.signal.aborted) return undefined;
      if (answer.ok) answered = { typed, found };
      return show(found);
    } catch {
      return undefined; // overtaken, or no network: the form still searches
    }
  }

  const keys = {
    ArrowDown: () => (list.hidden ? ask() : choose((chosen + 2) % (list.children.length + 1) - 1)),
    ArrowUp: () => list.hidden || choose((chosen < 0 ? list.children.length : chosen) - 1),
    Enter: () => go(list.children[chosen]),
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
    choose(-1);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("focus", () => input.setAttribute("autocomplete", "off"));
  input.addEventListener("blur", close);
  // A browser keeps what was typed for the way back only where autocomplete is not off.
  addEventListener("pagehide", () => input.removeAttribute("autocomplete"));
  addEventListener("pageshow", (event) => event.persisted && close());
  input.form.addEventListener("submit", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const row = event.target.closest("[data-url]");
    if (row) go(row);
  });
}

for (const input of document.querySelectorAll("form[role=search] input[name=q]")) {
  const begin = () => (dressed(), attach(input));
  if (document.activeElement === input) begin();
  else input.addEventListener("focus", begin, { once: true });
}
