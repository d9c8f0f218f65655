/* Timelines: what a tap on a mark tells, what a year sets, and when plotly (chart-live.js) takes over the drawing. */

const WIDE = matchMedia("(min-width: 64rem)");
const FORCED = matchMedia("(forced-colors: active)");

const taken = new WeakSet();
const figures = new Map();
let live, pointer;

async function asked(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
  return answer.json();
}

function figureOf({ dataset: { figureUrl } }) {
  if (!figures.has(figureUrl)) {
    const coming = asked(figureUrl);
    coming.catch(() => figures.delete(figureUrl));
    figures.set(figureUrl, coming);
  }
  return figures.get(figureUrl);
}

/** Sets the dates of the filter; false where they are these already. */
function filterBy(since, until) {
  const form = document.getElementById("filters");
  const [from, to] = [form.elements.since, form.elements.until];
  if (from.value === since && to.value === until) return false;
  [from.value, to.value] = [since, until];
  form.requestSubmit();
  return true;
}

/** Tells at the foot of the window what a mark is, with its link; a finger cannot hover. */
function tell(box, [link, name, date], height) {
  const place = box.closest(".chart").querySelector(".chart-told");
  const [words, anchor, close] = ["p", "a", "button"].map((tag) => document.createElement(tag));
  anchor.href = link;
  anchor.textContent = name;
  words.append(anchor, date);
  close.type = "button";
  close.textContent = box.dataset.close;
  close.onclick = () => {
    place.replaceChildren();
    box.parentElement.focus({ preventScroll: true });
  };
  place.replaceChildren(words, close);
  const hidden = height + 12 - place.getBoundingClientRect().top;
  if (hidden > 0) scrollBy(0, hidden);
}

/** Puts plotly in the place of a drawing, which stays for good when anything fails. */
async function takeOver(box) {
  if (taken.has(box) || FORCED.matches) return;
  taken.add(box);
  try {
    live = await import(box.dataset.live);
    await live.takeOver(box, figureOf(box), { filterBy, tell: (...mark) => pointer === "touch" && (tell(box, ...mark), true) });
  } catch (error) {
    console.warn("The drawn chart stays:", error.message);
  }
}

function near(event) {
  const region = event.target instanceof Element && event.target.closest(".chart-region");
  const box = region && region.querySelector("[data-chart]");
  if (box) takeOver(box);
}

const inView = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    inView.unobserve(target);
    (window.requestIdleCallback ?? setTimeout)(() => takeOver(target));
  }
});

/** A chart that scrolls starts at its first mark, so it is shown from its end only if the latest mark begins there. */
function showLatest(box) {
  const marks = box.querySelectorAll(".chart-svg a, .chart-svg .bar");
  const latest = Math.max(...Array.from(marks, (mark) => mark.getBoundingClientRect().left));
  const region = box.parentElement;
  if (latest > box.getBoundingClientRect().right - region.clientWidth) region.scrollLeft = box.offsetWidth;
}

/** Looks for charts in this part of the page; on wide screens one in view is taken over once the page is idle. */
export function watch(root = document) {
  for (const box of root.querySelectorAll(".chart-box"))
    if (box.offsetWidth > box.parentElement.clientWidth) showLatest(box);
  if (!WIDE.matches || navigator.connection?.saveData) return;
  for (const box of root.querySelectorAll("[data-chart]")) inView.observe(box);
}

/** A tap on a drawn mark tells what it is, once its name is known; a year sets the filter. */
async function clicked(event) {
  const link = event.target instanceof Element && event.target.closest(".chart-box svg a");
  const box = link && link.closest("[data-chart]");
  if (!box || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const address = link.getAttribute("href");
  if (link.closest(".chart-years")) {
    if (!("filters" in box.dataset)) return;
    event.preventDefault();
    const wanted = new URLSearchParams(address.split("?")[1]);
    filterBy(wanted.get("since"), wanted.get("until"));
  } else if (pointer === "touch") {
    event.preventDefault();
    const { data } = await figureOf(box).catch(() => ({ data: [] }));
    const mark = data.flatMap(({ customdata }) => customdata ?? []).find(([known]) => known === address);
    if (mark) tell(box, mark, event.clientY);
    else location.assign(address);
  }
}

/** When parts of the page were exchanged, a chart among them goes on as the one before it was. */
function swapped({ detail: { parts } }) {
  const ended = live?.endThoseGone();
  for (const part of parts) watch(part);
  if (ended)
    for (const part of parts) for (const box of part.querySelectorAll("[data-chart]")) takeOver(box);
}

document.addEventListener("pointerdown", (event) => (pointer = event.pointerType), true);
document.addEventListener("click", clicked, true);
document.addEventListener("atlas:swapped", swapped);
document.addEventListener("toggle", ({ target }) => target.id === "chart-fold" && target.open && watch(), true);
for (const name of ["pointerover", "focusin", "touchstart", "click"]) {
  document.addEventListener(name, near, { passive: true });
}
if (document.readyState === "complete") watch();
else addEventListener("load", () => watch());
