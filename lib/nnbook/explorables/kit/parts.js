// What pictures of networks are made of: nodes, chips, marks of data points.

import { titled } from "./called.js";
import { label, say, set, svg } from "./dom.js";

// A number on a line of its own small paper, in one line or two.
export function makeChip(q = "", rounded = 6) {
  const rect = svg("rect", { rx: rounded });
  const first = label(), second = label();
  const node = svg("g", { class: "nn-chip", ...(q ? { "data-q": q } : {}) }, rect, first, second);
  function place(cx, cy, width, height, ...lines) {
    set(rect, { x: cx - width / 2, y: cy - height / 2, width, height });
    set(first, { x: cx, y: lines.length > 1 ? cy - 8 : cy });
    set(second, { x: cx, y: cy + 8 });
    say(first, lines[0]);
    say(second, lines[1] ?? "");
  }
  return { node, rect, first, place };
}

// A circle with a value in it and its symbol above, tinted by its size; behind
// the symbol stands what a reader calls it, if anything.
export function makeNode(q, name, own = "") {
  const circle = svg("circle", { class: "nn-node" });
  const tint = svg("circle", { class: "nn-tint", "fill-opacity": 0 });
  const value = label();
  const symbol = titled(name, own), halo = svg("circle", { class: "nn-halo" });
  const node = svg("g", { "data-q": q }, circle, tint, value, symbol, halo);
  function place(cx, cy, r, text) {
    for (const c of [circle, tint]) set(c, { cx, cy, r });
    set(halo, { cx, cy, r: r + 5 });
    set(value, { x: cx, y: cy });
    set(symbol, { x: own ? cx - r : cx, y: cy - r - 8 });
    say(value, text);
  }
  return { node, tint, value, place };
}

// A data point: a square of class 1, a ring of class 0, dashed around if the
// network has it wrong.
export function makeMark() {
  const halo = svg("circle", { class: "nn-halo", r: 15 });
  const one = svg("rect", { class: "nn-class1", x: -8, y: -8, width: 16, height: 16, rx: 2 });
  const zero = svg("circle", { class: "nn-class0", r: 7 });
  const wrong = svg("circle", { class: "nn-wrong", r: 14, "stroke-dasharray": "3 3" });
  return { node: svg("g", { class: "nn-point" }, halo, one, zero, wrong), one, zero, wrong };
}
