/*
 * Timelines: plotly takes the place of a drawn chart when the reader comes near.
 *
 * The box keeps its size, the drawing stays until plotly's picture is complete, and it stays for
 * good when anything fails. Boxes that come into the page later are found as well, because the
 * page listens, not the box; `watch` looks for boxes in view.
 */

const WIDE = matchMedia("(min-width: 64rem)");
const DARK = matchMedia("(prefers-color-scheme: dark)");
const TOUCH = matchMedia("(hover: none)");
const HEX = /^#[0-9a-f]{6}$/i;
const EARLIER = { width: 24, height: 24, path: "M15 4 7 12l8 8z" };
const LATER = { width: 24, height: 24, path: "M9 4l8 8-8 8z" };

const taken = new WeakSet();
let library;

/** The plotly library, asked for once. */
function plotly(address) {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => reject(new Error(`${address} cannot be loaded`));
    document.head.append(script);
  });
  return library;
}

async function figureOf(box) {
  const answer = await fetch(box.dataset.figureUrl, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${box.dataset.figureUrl} answers ${answer.status}`);
  return answer.json();
}

/** True where the drawing is wider than what shows of it. */
function scrolls(box) {
  return box.offsetWidth > box.parentElement.clientWidth;
}

/** A copy of the figure in which each colour of the light theme is the page's own of that name. */
function themed(figure, box) {
  const style = getComputedStyle(box);
  const own = Object.entries(figure.layout.meta.colours).map(([name, light]) => {
    const value = style.getPropertyValue(`--${name}`).trim();
    return [light, HEX.test(value) ? value : light];
  });
  const text = own.reduce((all, [light, value]) => all.replaceAll(light, value), JSON.stringify(figure));
  const copy = JSON.parse(text);
  copy.layout.font.family = copy.layout.hoverlabel.font.family = style.fontFamily;
  copy.layout.uirevision = "kept";
  if (!scrolls(box)) copy.layout.annotations = copy.layout.annotations.filter(({ name }) => name !== "again");
  copy.layout.dragmode = TOUCH.matches ? false : "zoom";
  return copy;
}

/** Moves the range of years by half of what is shown: a way to pan without dragging. */
function shift(Plotly, overlay, direction) {
  const { range, minallowed, maxallowed } = overlay.layout.xaxis;
  const [from, to] = range.map((edge) => new Date(edge).getTime());
  const [first, last] = [minallowed, maxallowed].map((edge) => new Date(edge).getTime());
  const step = Math.min(Math.max(((to - from) / 2) * direction, first - from), last - to);
  const moved = [from + step, to + step].map((edge) => new Date(edge).toISOString());
  Plotly.relayout(overlay, { "xaxis.range": moved });
}

function settings(Plotly, box) {
  const button = (name, title, icon, direction) => ({
    name,
    title,
    icon,
    click: (overlay) => shift(Plotly, overlay, direction),
  });
  return {
    displaylogo: false,
    displayModeBar: true,
    scrollZoom: false,
    modeBarButtons: [
      [
        button("earlier", box.dataset.earlier, EARLIER, -1),
        button("later", box.dataset.later, LATER, 1),
        "zoomIn2d",
        "zoomOut2d",
        "zoom2d",
        "pan2d",
        "resetScale2d",
        "toImage",
      ],
    ],
    toImageButtonOptions: { format: "png", filename: "timeline", scale: 2 },
  };
}

/** Says below the chart what a mark is, with its link. */
function tell(box, [link, name, date]) {
  const anchor = document.createElement("a");
  anchor.href = link;
  anchor.textContent = name;
  box.closest(".chart").querySelector(".chart-told").replaceChildren(anchor, `, ${date}`);
}

/** A click on a mark opens its record; a finger cannot hover, so its tap tells what the mark is. */
function followLinks(overlay, box) {
  let pointer;
  overlay.addEventListener("pointerdown", (event) => (pointer = event.pointerType), true);
  overlay.on("plotly_click", ({ points: [point], event }) => {
    const link = point.customdata?.[0];
    if (!link || new URL(link, location.href).origin !== location.origin) return;
    if (pointer === "touch") {
      tell(box, point.customdata);
    } else if (event.ctrlKey || event.metaKey) {
      window.open(link, "_blank", "noopener");
    } else {
      location.assign(link);
    }
  });
}

/** Redraws with the page: in its other colours, at its other width. Ends when the chart has left the page. */
function keepUp(Plotly, overlay, box, figure) {
  const recolour = () => {
    if (!overlay.isConnected) return DARK.removeEventListener("change", recolour);
    const { data, layout } = themed(figure, box);
    Plotly.react(overlay, data, { ...layout, width: overlay.clientWidth }, settings(Plotly, box));
  };
  DARK.addEventListener("change", recolour);
  const sizes = new ResizeObserver(() => {
    if (!overlay.isConnected) return sizes.disconnect();
    if (overlay.clientWidth) Plotly.relayout(overlay, { width: overlay.clientWidth });
  });
  sizes.observe(overlay);
}

async function takeOver(box) {
  if (taken.has(box)) return;
  taken.add(box);
  const overlay = document.createElement("div");
  overlay.className = "chart-overlay";
  overlay.setAttribute("role", "group");
  overlay.setAttribute("aria-label", box.dataset.label);
  try {
    const [Plotly, figure] = await Promise.all([plotly(box.dataset.plotly), figureOf(box)]);
    box.append(overlay);
    const { data, layout } = themed(figure, box);
    await Plotly.newPlot(overlay, data, { ...layout, width: overlay.clientWidth }, settings(Plotly, box));
    followLinks(overlay, box);
    keepUp(Plotly, overlay, box, figure);
    box.classList.add("chart-live");
  } catch (error) {
    overlay.remove();
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
  for (const box of root.querySelectorAll(".chart-box")) if (scrolls(box)) showLatest(box);
  if (!WIDE.matches || navigator.connection?.saveData) return;
  for (const box of root.querySelectorAll("[data-chart]")) inView.observe(box);
}

for (const name of ["pointerover", "focusin", "touchstart", "click"]) {
  document.addEventListener(name, near, { passive: true });
}
if (document.readyState === "complete") watch();
else addEventListener("load", () => watch());
