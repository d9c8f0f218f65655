/*
 * The live timeline: plotly laid over a drawing of the same size, in the colours of the page.
 *
 * Where the page has a filter of dates, a range drawn over the years sets it, so that list, address and chart stay
 * one; elsewhere the zoom is the chart's own, and a link below leads to the list of its years.
 */

const DARK = matchMedia("(prefers-color-scheme: dark)");
const TOUCH = matchMedia("(hover: none)");
const HEX = /^#[0-9a-f]{6}$/i;
const ICONS = { earlier: "M15 4 7 12l8 8z", later: "M9 4l8 8-8 8z", save: "M10 3h4v9h4l-6 7-6-7h4z" };

const live = new Set();
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
  return copy;
}

/** The figure less what the page itself shows: names of lanes, words of marks and, where they are links, years. */
function onScreen(full, overlay, box) {
  const layout = full.layout;
  const data = full.data.map((trace) => (trace.hoverinfo === "text" ? { ...trace, hoverinfo: "none" } : trace));
  const follows = "filters" in box.dataset;
  const xaxis = { ...layout.xaxis, showticklabels: !follows, tickmode: follows ? "array" : "auto" };
  const dragmode = TOUCH.matches ? false : "zoom";
  return [data, { ...layout, xaxis, dragmode, annotations: [], uirevision: "kept", width: overlay.clientWidth }];
}

const time = (text) => Date.parse(text.length > 10 ? `${text.replace(" ", "T")}Z` : text);

/** The whole years nearest to two moments, or the whole months if they are at most three years apart. */
function nearest(from, to) {
  const [start, end] = [from, to].map((edge) => {
    const day = new Date(time(edge));
    return day.getUTCFullYear() * 12 + day.getUTCMonth() + (day.getUTCDate() - 1) / 31;
  });
  const unit = end - start > 36 ? 12 : 1;
  const first = Math.round(start / unit) * unit;
  const after = Math.max(Math.round(end / unit) * unit, first + unit);
  const year = (month) => String(Math.floor(month / 12));
  if (first % 12 === 0 && after % 12 === 0) return [year(first), year(after - 1)];
  return [first, after - 1].map((month) => `${year(month)}-${String((month % 12) + 1).padStart(2, "0")}`);
}

/** Leads, below a chart that has no filter, to the list of the records in the years it shows. */
function offerList(box, range) {
  const place = box.closest(".chart").querySelector(".chart-list");
  if (!range) return place.replaceChildren();
  const [since, until] = nearest(...range);
  const link = document.createElement("a");
  link.href = `${box.dataset.list}${box.dataset.list.endsWith("?") ? "" : "&"}since=${since}&until=${until}`;
  const years = since === until ? since : box.dataset.rangeWords.replace("%s", since).replace("%s", until);
  link.textContent = box.dataset.listWords.replace("%s", years);
  place.replaceChildren(link);
}

/** What follows when the reader zooms: the filter of the page, or a link to the list. */
function followZoom(Plotly, overlay, box, filterBy) {
  const follows = "filters" in box.dataset;
  overlay.on("plotly_relayout", (change) => {
    const range = change["xaxis.range"] ?? [change["xaxis.range[0]"], change["xaxis.range[1]"]];
    if (!range[0]) return;
    const { minallowed, maxallowed } = overlay.layout.xaxis;
    const all = time(range[0]) <= time(minallowed) && time(range[1]) >= time(maxallowed);
    if (!follows && "list" in box.dataset) offerList(box, all ? null : range);
    if (follows && !all && !filterBy(...nearest(...range)))
      Plotly.relayout(overlay, { "xaxis.range": [minallowed, maxallowed] });
  });
  if (follows && !TOUCH.matches) overlay.on("plotly_doubleclick", () => filterBy("", ""));
}

/** Moves the range of years by half of what is shown: a way to pan without dragging. */
function shift(Plotly, overlay, direction) {
  const { range, minallowed, maxallowed } = overlay.layout.xaxis;
  const [from, to, first, last] = [...range, minallowed, maxallowed].map(time);
  const step = Math.min(Math.max(((to - from) / 2) * direction, first - from), last - to);
  const moved = [from + step, to + step].map((edge) => new Date(edge).toISOString().slice(0, 10));
  Plotly.relayout(overlay, { "xaxis.range": moved });
}

function settings(Plotly, box, full) {
  const button = (name, click) => ({
    name,
    title: box.dataset[name],
    icon: { width: 24, height: 24, path: ICONS[name] },
    click,
  });
  const save = button("save", ({ clientWidth: width }) => {
    const picture = { data: full.data, layout: { ...full.layout, width } };
    Plotly.downloadImage(picture, { format: "png", filename: "timeline", scale: 2, width, height: full.layout.height });
  });
  const own = [
    button("earlier", (overlay) => shift(Plotly, overlay, -1)),
    button("later", (overlay) => shift(Plotly, overlay, 1)),
    ...["zoomIn2d", "zoomOut2d", "resetScale2d"],
  ];
  const modeBarButtons = [["filters" in box.dataset ? [] : own, save].flat()];
  const doubleClick = "filters" in box.dataset ? false : "reset";
  return { displaylogo: false, showTips: false, displayModeBar: true, scrollZoom: false, doubleClick, modeBarButtons };
}

/** A click on a mark opens its record; a tap tells what the mark is. */
function followLinks(overlay, tell) {
  overlay.on("plotly_click", ({ points: [point], event }) => {
    const link = point.customdata?.[0];
    if (!link || new URL(link, location.href).origin !== location.origin) return;
    if (tell(point.customdata, event.clientY)) return;
    if (event.ctrlKey || event.metaKey) window.open(link, "_blank", "noopener");
    else location.assign(link);
  });
}

/** Tells beside the pointer what a mark is; plotly's own label is not shown where the chart is lower than it. */
function followPointer(overlay, box, signal) {
  const tip = document.createElement("p");
  tip.className = "chart-tip";
  const chart = box.closest(".chart");
  const hide = () => tip.remove();
  overlay.on("plotly_hover", ({ points: [point], event }) => {
    if (TOUCH.matches) return;
    const text = point.hovertext.replaceAll("<br>", "\n");
    tip.textContent = new DOMParser().parseFromString(text, "text/html").body.textContent;
    chart.append(tip);
    const { left, top, width } = chart.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    const over = event.clientY + tip.offsetHeight + 20 > innerHeight;
    tip.style.left = `${Math.max(0, Math.min(x + 12, width - tip.offsetWidth))}px`;
    tip.style.top = `${over ? y - tip.offsetHeight - 12 : y + 16}px`;
  });
  overlay.on("plotly_unhover", hide);
  overlay.addEventListener("pointerleave", hide);
  addEventListener("keydown", ({ key }) => key === "Escape" && hide(), { signal });
}

/** Redraws with the page: in its other colours, at its other width. */
function keepUp(Plotly, overlay, box, figure, ended) {
  const recolour = () => {
    const full = themed(figure, box);
    Plotly.react(overlay, ...onScreen(full, overlay, box), settings(Plotly, box, full));
  };
  DARK.addEventListener("change", recolour, { signal: ended.signal });
  const sizes = new ResizeObserver(() => {
    if (overlay.clientWidth) Plotly.relayout(overlay, { width: overlay.clientWidth });
  });
  sizes.observe(overlay);
  live.add({
    overlay,
    end() {
      ended.abort();
      sizes.disconnect();
      Plotly.purge(overlay);
    },
  });
}

/** Draws a figure, once it has come, over its box; rejects where plotly or the figure cannot be had. */
export async function takeOver(box, coming, { filterBy, tell }) {
  const [Plotly, figure] = await Promise.all([plotly(box.dataset.plotly), coming]);
  if (!box.isConnected) return;
  const overlay = document.createElement("div");
  overlay.className = "chart-overlay";
  overlay.setAttribute("role", "group");
  overlay.setAttribute("aria-label", box.dataset.label);
  box.append(overlay);
  try {
    const full = themed(figure, box);
    await Plotly.newPlot(overlay, ...onScreen(full, overlay, box), settings(Plotly, box, full));
  } catch (error) {
    overlay.remove();
    throw error;
  }
  if (!box.isConnected) return Plotly.purge(overlay);
  const ended = new AbortController();
  followLinks(overlay, tell);
  followPointer(overlay, box, ended.signal);
  followZoom(Plotly, overlay, box, filterBy);
  keepUp(Plotly, overlay, box, figure, ended);
  box.classList.add("chart-live");
}

/** Lets go of charts that have left the page; true if there were any. */
export function endThoseGone() {
  const gone = [...live].filter(({ overlay }) => !overlay.isConnected);
  for (const chart of gone) {
    chart.end();
    live.delete(chart);
  }
  return gone.length > 0;
}
