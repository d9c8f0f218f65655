/*
 * Filters in place: a change of the form fetches the page of the new query and swaps its parts.
 *
 * Every element with data-part gives way to the one of that name in the answer; the address, the title and the focus
 * follow. What cannot be shown so is navigated to, as without this script. Afterwards "atlas:swapped" tells the parts.
 */

const PART = "[data-part]";
const TEXTS = "#filters input[id]:not([type=checkbox], [type=radio], [type=hidden])";
const PATIENCE = 200;

const told = document.createElement("p");
told.id = "told";
told.className = "hidden";
told.setAttribute("role", "status");
document.body.append(told);
document.documentElement.classList.add("in-place");
for (const sheet of document.querySelectorAll(`${PART} link[rel=stylesheet]`)) document.head.append(sheet.cloneNode());

let shown = location.pathname + location.search;
let asked;
let running;
let pressed;
let release;

/** The address that the form asks for, without what was left empty. */
function addressOf(form) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value !== "") query.append(name, value);
  return new URL(form.action).pathname + (String(query) && `?${query}`);
}

/** The address that the answer calls its own; a page that cannot be read has none. */
function ownAddress(page, asked) {
  const link = page.querySelector("link[rel=canonical]");
  return link ? location.pathname + new URL(link.href).search : asked;
}

const part = (root, name) => root.querySelector(`[data-part="${CSS.escape(name)}"]`);

/** Finds, once the parts are swapped, what stands for the element that has the focus. */
function twinOf(old) {
  const home = old?.closest(PART);
  if (!home) return () => old;
  const { id, name, value } = old;
  if (id) return () => document.getElementById(id);
  const summaryOf = (panel) => document.querySelector(`#${CSS.escape(panel)} > summary`);
  if (name) {
    const same = `[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`;
    return () => document.querySelector(same) ?? summaryOf(`panel-${name}`);
  }
  if (old.matches("summary")) return () => summaryOf(old.parentElement.id);
  const list = old.closest("ul");
  const place = list ? [...list.querySelectorAll("a")].indexOf(old) : -1;
  const next = () => [...(part(document, home.dataset.part)?.querySelectorAll(`ul.${list.classList[0]} a`) ?? [])];
  return () => (place < 0 ? null : (next()[place] ?? next().at(-1)));
}

/** Remembers focus, open panels and what was typed since the request; gives back what restores them. */
function remember(typed) {
  const active = document.activeElement;
  const top = active?.getBoundingClientRect().top;
  const twin = twinOf(active);
  const inPart = Boolean(active?.closest(PART));
  const open = new Map(Array.from(document.querySelectorAll("details[id]"), ({ id, open }) => [id, open]));
  const drafts = [...document.querySelectorAll(TEXTS)].filter(({ id, value }) => value !== typed.get(id));
  return () => {
    for (const [id, was] of open) document.getElementById(id)?.toggleAttribute("open", was);
    for (const { id, value } of drafts) if (document.getElementById(id)) document.getElementById(id).value = value;
    if (!inPart) return;
    const now = twin();
    (now ?? document.getElementById("results"))?.focus({ preventScroll: true });
    if (now) scrollBy({ top: now.getBoundingClientRect().top - top, behavior: "instant" });
  };
}

/** Puts the parts of the answer in the place of the page's own; throws where they are not the same. */
function swap(page) {
  const names = Array.from(document.querySelectorAll(PART), (stale) => stale.dataset.part);
  const parts = names.map((name) => part(page, name));
  if (!parts.length || parts.includes(null)) throw new Error("the answer has other parts");
  for (const extra of page.querySelectorAll(`${PART} script, ${PART} link[rel=stylesheet]`)) extra.remove();
  parts.forEach((fresh, i) => part(document, names[i]).replaceWith(document.adoptNode(fresh)));
  document.title = page.title;
  for (const stale of document.head.querySelectorAll("link[rel=canonical], meta[name=robots]")) stale.remove();
  document.head.append(...page.head.querySelectorAll("link[rel=canonical], meta[name=robots]"));
  return parts;
}

function announce() {
  const said = part(document, "head")?.dataset.said || document.querySelector("h1")?.textContent;
  told.textContent = "";
  setTimeout(() => (told.textContent = said), 50);
}

const wait = (is) => part(document, "results")?.setAttribute("aria-busy", is);

/** The page at an address; throws where it is none that can be shown in parts. */
async function pageAt(address, signal) {
  const answer = await fetch(address, { signal, headers: { Accept: "text/html" } });
  if (answer.redirected || !(answer.ok || answer.status === 400)) throw new Error(`${address} answers ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Shows an address in place; a later call ends an earlier one. `y` is where a page that is gone back to was left. */
async function show(address, { push = true, y, after } = {}) {
  if (address === asked) return;
  running?.abort();
  asked = address;
  const own = (running = new AbortController());
  const typed = new Map(Array.from(document.querySelectorAll(TEXTS), ({ id, value }) => [id, value]));
  const busy = setTimeout(wait, PATIENCE, true);
  try {
    const page = await pageAt(address, own.signal);
    await pressed; // a part that gives way under a pressed button loses the click
    if (own.signal.aborted) return;
    const restore = remember(typed);
    const parts = swap(page);
    shown = push ? ownAddress(page, address) : address;
    if (push && shown !== location.pathname + location.search) {
      history.replaceState({ y: scrollY }, "");
      history.pushState(null, "", shown);
    }
    restore();
    if (y !== undefined) scrollTo({ top: y, behavior: "instant" });
    after?.();
    announce();
    document.dispatchEvent(new CustomEvent("atlas:swapped", { detail: { parts } }));
  } catch {
    if (!own.signal.aborted) push ? location.assign(address) : location.reload();
  } finally {
    clearTimeout(busy);
    if (running === own) {
      asked = undefined;
      wait(false);
    }
  }
}

/** To the head of the page, where the count stands, with the focus on the results. */
function toResults() {
  document.getElementById("results")?.focus({ preventScroll: true });
  part(document, "head")?.scrollIntoView({ behavior: "instant" });
}

function follow(event) {
  const link = event.target.closest?.(`${PART} a[href]`);
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const url = new URL(link.getAttribute("href"), location.href);
  const here = url.origin === location.origin && url.pathname === location.pathname;
  if (link.matches(".filters-show")) {
    document.getElementById("drawer").open = false;
    toResults();
  } else if (here && !url.hash) show(url.pathname + url.search, { after: link.closest(".pager") && toResults });
  else return running?.abort();
  event.preventDefault();
}

document.addEventListener("change", ({ target }) => {
  if (target.form?.id === "filters" && target.name) show(addressOf(target.form));
});
document.addEventListener("submit", (event) => {
  if (event.target.id !== "filters") return;
  event.preventDefault();
  if (addressOf(event.target) !== shown) show(addressOf(event.target));
});
document.addEventListener("click", follow);
addEventListener("popstate", ({ state }) => {
  if (location.pathname + location.search !== shown) show(location.pathname + location.search, { push: false, y: state?.y });
});
addEventListener("pagehide", () => running?.abort());
addEventListener("pointerdown", () => (pressed ??= new Promise((resolve) => (release = resolve))), true);
for (const name of ["pointerup", "pointercancel", "blur"]) {
  addEventListener(name, () => setTimeout(() => (release?.(), (pressed = undefined))), true);
}
