// The partial compositions over x, each a curve, with the input on the axis.

import { html, say, set, svg } from "../kit/dom.js";
import { number, slider } from "../kit/handle.js";
import { clamp, fmt, range, snap, subscript } from "../kit/numbers.js";
import { tick, wholeNumbers, wholeTick } from "../kit/plot.js";
import { applyKind, hasParameter } from "./chain.js";
import { PLACES, brief } from "./state.js";

const SAMPLES = 241; // points of a curve
// The dashes of the curves after f1, f2 and f3, when they are not the last.
const DASHES = ["2 4", "7 4", "11 4 2 4"];

// How f_k(…f_1(x)) is written.
const nested = (k) => range(k).reduce((inner, i) => `f${subscript(i + 1)}(${inner})`, "x");

// ---- Curves.

const xs = new Float64Array(SAMPLES);
const broken = new Uint8Array(SAMPLES); // a jump lies just before this point

// Writes each partial composition into `curves`, and calls `each(k)` while
// `broken` marks the jumps that steps have made so far.
function sample(steps, curves, each = () => {}) {
  let from = xs;
  broken.fill(0);
  steps.forEach(({ kind, p }, k) => {
    const to = applyKind(kind, p, from, curves[k]);
    if (kind === "step") {
      for (let i = 1; i < SAMPLES; i++) if (to[i] !== to[i - 1]) broken[i] = 1;
    }
    each(k);
    from = to;
  });
}

// A path through the points, without those that lie on a straight line between
// their neighbours.
function pathOf(values, toX, toY) {
  let d = "";
  for (let i = 0; i < SAMPLES; i++) {
    const inner = i > 0 && i + 1 < SAMPLES && !broken[i] && !broken[i + 1];
    const bend = values[i - 1] + values[i + 1] - 2 * values[i];
    if (inner && Math.abs(bend) <= 1e-9 * (1 + Math.abs(values[i]))) continue;
    d += `${i && !broken[i] ? "L" : "M"}${toX(xs[i]).toFixed(1)} ${toY(values[i]).toFixed(1)}`;
  }
  return d;
}

function niceStep(size) {
  const power = 10 ** Math.floor(Math.log10(size));
  return power * [1, 2, 5, 10].find((m) => m * power >= size);
}

// The heights from low to high, on whole steps, that all curves need.
function heightsOf(curves) {
  let low = 0, high = 0;
  for (const values of curves) {
    for (let i = 0; i < SAMPLES; i++) {
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
  }
  const by = niceStep(Math.max(high - low, 2) / 6);
  low = Math.floor(low / by + 1e-9) * by;
  high = Math.max(Math.ceil(high / by - 1e-9) * by, low + 2 * by);
  return { low, high, by, margin: 0.06 * (high - low) };
}

// ---- One partial composition: its curve, its dot, its line in the legend.

function makeRow(k) {
  const q = { "data-q": `h${k + 1}` };
  const curve = svg("path", { class: "nn-partial", ...q });
  const dot = svg("circle", { class: "nn-dot", r: 5, ...q });
  const name = svg("text", { class: "nn-sym nn-spot", ...q }, `f${subscript(k + 1)}`);
  const lead = svg("path", { class: "nn-lead" });
  const hit = svg("rect", { class: "nn-hit", height: 24 });
  const line = svg("path", { class: "nn-partial" });
  const words = svg("text", { class: "nn-sym" }, nested(k + 1));
  const value = svg("text", { "text-anchor": "end", class: "nn-number" });
  const key = svg("g", q, hit, line, words, value);
  function place(left, side, y, last) {
    set(hit, { x: left, y: y - 17, width: side });
    set(line, { d: `M${left} ${y - 5}h34` });
    set(words, { x: left + 46, y });
    set(value, { x: left + side, y });
    for (const path of [curve, line]) {
      set(path, { "data-last": last, "stroke-dasharray": last ? "none" : DASHES[k] });
    }
  }
  return { curve, dot, lead, name, key, value, place };
}

// Heights that are at least APART of each other, as near as can be to `wanted`, and
// none below `low`.
const APART = 19;
function spread(wanted, low) {
  const order = range(wanted.length).sort((i, j) => wanted[i] - wanted[j] || i - j);
  const heights = [...wanted];
  order.forEach((i, k) => {
    if (k) heights[i] = Math.max(heights[i], heights[order[k - 1]] + APART);
  });
  order.reduceRight((below, i) => (heights[i] = Math.min(heights[i], below)) - APART, low);
  return heights;
}

// Dots at this x, their names in a column beside them, each led to from its dot.
function placeDots(rows, values, here, { left, side, top, tall, toY }) {
  const flip = here > left + side - 50, way = flip ? -1 : 1;
  const ys = rows.map((_, k) => clamp(toY(values[k + 1]), top, top + tall));
  const heights = spread(ys, top + tall - 4);
  rows.forEach((row, k) => {
    const x = here + 24 * way;
    set(row.dot, { cx: here, cy: ys[k] });
    set(row.name, { x, y: heights[k] + 4, "text-anchor": flip ? "end" : "start" });
    set(row.lead, { d: `M${here} ${ys[k]}L${x - 3 * way} ${heights[k]}` });
    say(row.value, brief(values[k + 1]));
  });
}

function makeTicks() {
  const node = svg("g");
  let ticked = "";
  function draw(place, [low, high], { low: floor, high: ceiling, by }) {
    const { left, top, side, tall, toX, toY } = place;
    const key = [left, side, low, high, floor, ceiling].join();
    if (key === ticked) return;
    ticked = key;
    const whole = wholeNumbers([low, high], 9), below = top + tall + 26;
    const apart = whole.length > 1 ? whole[1] - whole[0] : 1;
    const heights = range(Math.round((ceiling - floor) / by) + 1).map((i) => floor + i * by);
    const text = (v) => (
      Math.abs(v) < 9999 ? fmt(v, by < 1 ? 1 : 0) : brief(v).replace(/\.?0+·/, "·"));
    node.replaceChildren(
      ...whole.map((v) => wholeTick(toX(v), below, v)),
      ...heights.map((v) => tick(left - 8, toY(v) + 4.5, text(v), "end")),
      tick((toX(high) + toX(Math.floor(high) - apart)) / 2, below, "x", "middle", "nn-sym"));
  }
  return { node, draw };
}

export function makePartials(model, signal) {
  const frame = svg("rect", { class: "nn-frame" });
  const ticks = makeTicks();
  const axes = svg("path", { class: "nn-axis" });
  const guide = svg("path", { class: "nn-guide", "data-q": "x" });
  const ghost = svg("path", { class: "nn-ghost", "data-q": "before" });
  const all = range(PLACES).map(makeRow);
  const handle = svg("g", { "data-q": "x" },
    svg("circle", { class: "nn-halo", r: 14 }), svg("circle", { class: "nn-grip", r: 8 }));
  const layer = svg("svg", {});
  const dots = svg("g"), keys = svg("g");
  const picture = svg("svg", { role: "group", "aria-label": "The partial compositions over x" },
    frame, ticks.node, layer, dots, handle, keys);
  const face = html("div", { class: "nnx-partials" }, picture);
  const curves = range(PLACES).map(() => new Float64Array(SAMPLES));
  const others = range(PLACES).map(() => new Float64Array(SAMPLES)); // before a swap

  let place = null;
  const x = number(model, "x", "input x on the axis");
  const toInput = (event) => {
    const [low, high] = x.usual(), from = picture.getBoundingClientRect().left + place.left;
    return clamp(low + (event.clientX - from) / place.side * (high - low), low, high);
  };
  const sync = slider(handle, () => x, signal, { to: toInput });
  // Anywhere in the plot will do.
  frame.addEventListener("click", (event) => {
    if (!x.locked()) x.set(snap(toInput(event)));
  }, { signal });

  // Everything that depends on the functions and the width, not on x.
  function lay({ n, steps, extent: [low, high], before }, width) {
    for (let i = 0; i < SAMPLES; i++) xs[i] = low + (high - low) * i / (SAMPLES - 1);
    // Twice over the steps: once for the heights, once for the jumps.
    sample(steps, curves);
    if (before) sample(before, others);
    const heights = heightsOf([...curves.slice(0, n), ...(before ? [others[n - 1]] : [])]);
    const large = Math.max(-heights.low, heights.high) > 9999;
    const left = large ? 66 : 42, top = 8;
    const side = Math.max(60, width - left - 10), tall = Math.round(side * 0.66);
    const floor = heights.low - heights.margin, ceiling = heights.high + heights.margin;
    const toX = (v) => left + (v - low) / (high - low) * side;
    const toY = (v) => top + (ceiling - v) / (ceiling - floor) * tall;
    place = { left, top, side, tall, toX, toY, rows: all.slice(0, n) };
    const legend = top + tall + 54, height = legend + 24 * (n - 1) + 8;
    set(picture, { viewBox: `0 0 ${width} ${height}`, width, height });
    set(frame, { x: left, y: top, width: side, height: tall, rx: 3 });
    set(layer, { x: 0, y: 0, width, height: top + tall + 10 });
    ticks.draw(place, [low, high], heights);
    const upright = low <= 0 && high >= 0 ? `M${toX(0)} ${top}V${top + tall}` : "";
    set(axes, { d: `M${left} ${toY(0)}H${left + side}${upright}` });
    if (dots.childElementCount !== 3 * n) {
      layer.replaceChildren(axes, ghost, guide, ...place.rows.map((row) => row.curve));
      dots.replaceChildren(...["lead", "dot", "name"].flatMap(
        (part) => place.rows.map((row) => row[part])));
      keys.replaceChildren(...place.rows.map((row) => row.key));
    }
    place.rows.forEach((row, k) => row.place(left, side, legend + 24 * k, k === n - 1));
    sample(steps, curves, (k) => set(all[k].curve, { d: pathOf(curves[k], toX, toY) }));
    if (before) sample(before, others);
    set(ghost, { d: before ? pathOf(others[n - 1], toX, toY) : "" });
  }

  let laid = "";
  function draw(state, width) {
    const { steps, before, extent, x: value, values } = state;
    const key = [width, extent, ...[...steps, "|", ...(before ?? [])].flatMap(
      ({ kind, p }) => [kind, hasParameter(kind) ? p : ""])].join();
    if (key !== laid) { lay(state, width); laid = key; }
    const here = place.toX(clamp(value, ...extent)), { top, tall } = place;
    set(guide, { d: `M${here} ${top}V${top + tall}` });
    set(handle, { transform: `translate(${here} ${top + tall})` });
    sync();
    placeDots(place.rows, values, here, place);
  }
  return { face, draw, sized: true };
}
