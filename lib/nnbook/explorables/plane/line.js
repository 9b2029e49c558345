// A line w·x + b = 0 with its arrow w, both of which can be moved.

import { label, say, set, svg } from "../kit/dom.js";
import { number, point, slider } from "../kit/handle.js";
import { lineInBox } from "../kit/plot.js";
import { LEFT, TOP, straightPath } from "./frame.js";

const UNIT = 18; // px of an arrow for a weight vector of length 1
const LONGEST = 4; // such units

// `kind` is { wTraits, bTrait, name, mark }, `at(event)` where a pointer is.
export function makeLine(model, { wTraits, bTrait, name, mark }, at, signal) {
  const line = svg("path", { class: "nn-boundary", "data-q": bTrait });
  const arrow = svg("path", { class: "nn-arrow", "data-q": wTraits.join(" ") });
  const halo = () => svg("circle", { class: "nn-halo", r: 14 });
  const letter = label("nn-mark");
  say(letter, mark);
  const knob = svg("g", { "data-q": bTrait }, halo(), svg("circle", { class: "nn-knob", r: 11 }),
    letter);
  const tip = svg("g", { "data-q": wTraits.join(" ") }, halo(),
    svg("circle", { class: "nn-tip", r: 6 }));
  const group = svg("g", { class: "nn-line" }, line, arrow, tip, knob);

  const bias = number(model, bTrait, `${name}, bias ${bTrait}`);
  const weights = wTraits.map((trait) => number(model, trait));
  const through = (event) => {
    const [x, y] = at(event), [w1, w2] = weights.map((w) => w.get());
    return -(w1 * x + w2 * y);
  };
  const syncs = [
    slider(knob, () => bias, signal, { to: through }),
    point(tip, weights, {
      label: `${name}, weights ${wTraits.join(" and ")}`, words: (w1, w2) => `${w1} and ${w2}`,
      to: (event, { event: first, value }) => [
        value[0] + (event.clientX - first.clientX) / UNIT,
        value[1] - (event.clientY - first.clientY) / UNIT],
    }, signal),
  ];

  function draw(w1, w2, b, scale, opacity = 1) {
    const { box, side, toX, toY } = scale, ends = lineInBox(w1, w2, b, box);
    set(line, { d: ends ? straightPath(...ends, scale) : "" });
    const size = Math.hypot(w1, w2), [[left, right], [bottom, top]] = box;
    // The upper end carries the knob; further down stands the arrow.
    const corner = [LEFT + 18, TOP + side - 18];
    const [head, foot] = ends ? ends.map((end) => [toX(end[0]), toY(end[1])])
      .sort((p, q) => p[1] - q[1] || p[0] - q[0]) : [corner, corner];
    const on = (part) => [0, 1].map((i) => head[i] + part * (foot[i] - head[i]));
    const visible = Math.hypot(foot[0] - head[0], foot[1] - head[1]);
    const knobAt = on(Math.min(0.5, 20 / (visible || 1)));
    const from = ends ? on(0.7) : [toX((left + right) / 2), toY((bottom + top) / 2)];
    const [ux, uy] = size > 1e-9 ? [w1 / size, -w2 / size] : [1, 0];
    // As long as w says, as far as the picture has room.
    const room = [[ux, from[0] - LEFT], [uy, from[1] - TOP]].map(([u, gone]) =>
      (Math.abs(u) < 1e-9 ? Infinity : (u > 0 ? side - gone : gone) / Math.abs(u)));
    const long = Math.min(12 + UNIT * Math.min(size, LONGEST), ...room);
    const tipAt = [from[0] + ux * long, from[1] + uy * long];
    set(arrow, { d: size > 1e-9 ? `M${from[0]} ${from[1]}L${tipAt[0]} ${tipAt[1]}` : "" });
    set(knob, { transform: `translate(${knobAt[0]} ${knobAt[1]})` });
    set(tip, { transform: `translate(${tipAt[0]} ${tipAt[1]})` });
    set(group, { opacity });
    for (const sync of syncs) sync();
  }
  return { group, draw };
}

// The crosshair of the one more point, whose numbers the equation shows.
export function makeProbe(q) {
  const node = svg("g", { class: "nn-probe", "data-q": q },
    svg("circle", { class: "nn-halo", r: 16 }),
    svg("circle", { class: "nn-cross", r: 8 }),
    svg("path", { class: "nn-cross", d: "M-13 0H13M0 -13V13" }));
  return { node, place: (x, y) => set(node, { transform: `translate(${x} ${y})` }) };
}

