/*
 * Filters in place: a change of the form fetches the page of the new query and swaps its parts.
 *
 * Each element with data-part gives way to the one of that name in the answer. "atlas:swapped" tells then which are new.
 */

const PART = "[data-part]";
const TEXTS = "#filters input[id]:not([type=checkbox], [type=radio], [type=hidden])";
const OF_HEAD = "link[rel=canonical], link[rel=alternate], meta[name=robots]";
const PATIENCE = 200;
const LONGEST_PRESS = 5000; // a hand may be slow; an end that is never told must not hold the page

const told = document.createElement("p");
told.id = "told";
told.className = "hidden";
told.setAttribute("role", "status");
document.body.append(told);
document.documentElement.classList.add("in-place");

let shown = location.pathname + location.search;
let asked; // the address on its way, and what ends the waiting for it
let running;
let pressed; // settles when the button or finger that is down comes up
let release;

const part = (name, root = document) => root.querySelector(`[data-part="${CSS.escape(name)}"]`);
const byId = (id) => document.getElementById(id);
const wait = (is) => part("results")?.setAttribute("aria-busy", is);

/** The address that the form asks for, without what was left empty. */
function addressOf(form) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value !== "") query.append(name, value);
  return new URL(form.action).pathname + (String(query) && `?${query}`);
}

/** Finds, once the parts are swapped, what stands for the element that has the focus. */
function twinOf({ id, name, value, parentElement }, list, link) {
  const summaryOf = (panel) => byId(panel)?.querySelector("summary");
  if (id) return byId(id);
  if (name) {
    const same = `#filters [name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`;
    return document.querySelector(same) ?? summaryOf(`panel-${name}`);
  }
  const links = list ? [...document.querySelectorAll(`${PART} ul.${list} a`)] : [];
  return links[link] ?? links.at(-1) ?? summaryOf(parentElement.id);
}

/** Remembers focus, open panels and what was typed since the request; gives back what restores them. */
function remember(typed) {
  const active = document.activeElement?.closest(PART) && document.activeElement;
  const top = active?.getBoundingClientRect().top;
  const list = active?.closest("ul");
  const link = list ? [...list.querySelectorAll("a")].indexOf(active) : -1;
  const parentElement = active?.parentElement;
  const open = new Map(Array.from(document.querySelectorAll("details[id]"), ({ id, open }) => [id, open]));
  const drafts = [...document.querySelectorAll(TEXTS)].filter(({ id, value }) => value !== typed.get(id));
  return () => {
    for (const [id, was] of open) byId(id)?.toggleAttribute("open", was);
    for (const { id, value } of drafts) if (byId(id)) byId(id).value = value;
    if (!active) return;
    const { id, name, value } = active;
    const twin = twinOf({ id, name, value, parentElement }, list?.classList[0], link);
    (twin ?? byId("results"))?.focus({ preventScroll: true });
    if (twin) scrollBy({ top: twin.getBoundingClientRect().top - top, behavior: "instant" });
  };
}

/** Puts the parts of the answer in the place of the page's own; throws where they are not the same. */
function swap(page) {
  const namesIn = (root) => Array.from(root.querySelectorAll(PART), ({ dataset }) => dataset.part);
  const names = namesIn(document);
  if (!names.length || String(names) !== String(namesIn(page))) throw new Error("the answer has other parts");
  const parts = names.map((name) => part(name, page));
  for (const extra of page.querySelectorAll(`${PART} script, ${PART} link[rel=stylesheet]`)) extra.remove();
  parts.forEach((fresh, i) => part(names[i]).replaceWith(document.adoptNode(fresh)));
  document.title = page.title;
  for (const stale of document.head.querySelectorAll(OF_HEAD)) stale.remove();
  document.head.append(...page.head.querySelectorAll(OF_HEAD));
  return parts;
}

/** The page at an address; throws where it is none that can be shown in parts. */
async function pageAt(address, signal) {
  const answer = await fetch(address, { signal, headers: { Accept: "text/html" } });
  if (answer.redirected || !(answer.ok || answer.status === 400)) throw new Error(`${address} answers ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Notes in the history what is shown: by the address that the answer calls its own, if it has one. */
function note(address) {
  const own = document.head.querySelector("link[rel=canonical]");
  shown = own ? location.pathname + new URL(own.href).search : address;
  if (shown === location.pathname + location.search) return;
  history.replaceState({ y: scrollY }, "");
  history.pushState(null, "", shown);
}

/** Says how much is shown, to those who do not see it. */
function announce() {
  told.textContent = "";
  const said = part("head")?.dataset.said || document.querySelector("h1")?.textContent;
  setTimeout(() => (told.textContent = said), 50);
}

/** Shows an address in place; a later call ends an earlier one. `left` is how far down a page gone back to was left. */
async function show(address, { back = false, left, after } = {}) {
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
    if (back) shown = address;
    else note(address);
    restore();
    if (left !== undefined) scrollTo({ top: left, behavior: "instant" });
    after?.();
    announce();
    document.dispatchEvent(new CustomEvent("atlas:swapped", { detail: { parts } }));
  } catch {
    if (own.signal.aborted) return;
    if (back) location.reload();
    else location.assign(address);
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
  byId("results")?.focus({ preventScroll: true });
  part("head")?.scrollIntoView({ behavior: "instant" });
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented) return;
  const link = event.target.closest?.(`${PART} a[href]`);
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const url = new URL(link.getAttribute("href"), location.href);
  const here = url.origin === location.origin && url.pathname === location.pathname && !url.hash;
  if (here) show(url.pathname + url.search, { after: link.closest(".pager") && toResults });
  else if (link.matches(".filters-show")) {
    byId("drawer").open = false;
    toResults();
  } else return running?.abort();
  event.preventDefault();
});
document.addEventListener("change", ({ target }) => {
  if (target.form?.id === "filters" && target.name) show(addressOf(target.form));
});
document.addEventListener("submit", (event) => {
  if (event.target.id !== "filters") return;
  event.preventDefault();
  if (addressOf(event.target) !== shown) show(addressOf(event.target));
});
addEventListener("popstate", ({ state }) => {
  const address = location.pathname + location.search;
  if (address !== shown) show(address, { back: true, left: state?.y });
});
// What a fold needs comes once it is opened.
document.addEventListener("toggle", ({ target }) => target.dataset.script && import(target.dataset.script), true);
addEventListener("pagehide", () => running?.abort());
addEventListener("pointerdown", () => {
  pressed ??= Promise.race([new Promise((resolve) => (release = resolve)), new Promise((late) => setTimeout(late, LONGEST_PRESS))]);
}, true);
const letGo = () => setTimeout(() => (release?.(), (pressed = undefined)));
for (const name of ["pointerup", "pointercancel", "contextmenu"]) addEventListener(name, letGo, true);
addEventListener("blur", letGo);
