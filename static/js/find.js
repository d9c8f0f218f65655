/* Type to find: the box of a long filter asks the page of all its values and shows those that fit in the panel. */

const PAUSE = 200;
const MOST = 30;
const original = new WeakMap();
let running;
let waiting;

const listOf = (box) => document.getElementById(box.getAttribute("aria-controls"));
const checksOf = (list) => [...list.querySelectorAll("input")];

function say(words) {
  const told = document.getElementById("told");
  if (told) told.textContent = words;
}

/** Puts back what the panel showed before anything was typed. */
function clear(box) {
  running?.abort();
  clearTimeout(waiting);
  box.value = "";
  delete box.dataset.found;
  const list = listOf(box);
  if (original.has(list)) list.replaceChildren(...original.get(list));
  original.delete(list);
}

/** Asks for the values that fit what stands in the box; chosen ones stay in the panel. */
async function find(box) {
  const text = box.value.trim();
  if (!text) return clear(box);
  const list = listOf(box);
  running?.abort();
  const { signal } = (running = new AbortController());
  const url = new URL(box.dataset.find, location.href);
  url.searchParams.set("find", text);
  try {
    const answer = await fetch(url, { signal, headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (signal.aborted || !list.isConnected) return;
    if (!original.has(list)) original.set(list, [...list.children]);
    const found = [...page.querySelectorAll("[data-found] label")].slice(0, MOST);
    const values = new Set(found.map((label) => label.querySelector("input").value));
    const kept = original.get(list).filter((label) => {
      const { checked, value } = label.querySelector("input");
      return checked && !values.has(value);
    });
    const at = list.contains(document.activeElement) && document.activeElement.value;
    list.replaceChildren(...found.map((label) => document.adoptNode(label)), ...kept);
    if (at) (checksOf(list).find(({ value }) => value === at) ?? box).focus({ preventScroll: true });
    box.dataset.found = text;
    say(page.querySelector("[data-said]").textContent);
  } catch (error) {
    if (error.name !== "AbortError") clear(box);
  }
}

/** Takes the best fit that is not chosen yet; asks first where the answer is not there. */
async function take(box) {
  clearTimeout(waiting);
  if (box.dataset.found !== box.value.trim()) await find(box);
  if (box.value.trim() && box.dataset.found === box.value.trim()) {
    checksOf(listOf(box)).find(({ checked }) => !checked)?.click();
  }
}

/** From the box down into the list, along it, and up again. */
function move(event, box, list) {
  const stops = [box, ...checksOf(list)];
  const next = stops[stops.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
  next?.focus();
  event.preventDefault();
}

document.addEventListener("input", ({ target }) => {
  if (!target.matches?.("[data-find]")) return;
  clearTimeout(waiting);
  waiting = setTimeout(find, PAUSE, target);
});

document.addEventListener("atlas:swapped", () => {
  for (const box of document.querySelectorAll("[data-find]")) if (box.value.trim()) find(box);
});

document.addEventListener("keydown", (event) => {
  const panel = event.target.closest?.(".panel");
  const box = panel?.querySelector("[data-find]");
  if (!box) return;
  const list = listOf(box);
  if (event.target !== box && !list.contains(event.target)) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event, box, list);
  else if (event.key === "Enter" && event.target === box) {
    event.preventDefault();
    if (box.value.trim()) take(box);
  } else if (event.key === "Escape" && box.value) {
    event.preventDefault();
    clear(box);
    box.focus();
    say("");
  }
});
