// The arithmetic of the neuron at hand, in MathML, and its activation as a
// little plot.

import { html, live, math, rebuilt, say, set, show, svg } from "../kit/dom.js";
import { chunk, equation, fence, mi, mn, mo, result, times, value } from "../kit/equation.js";
import { ACTIVATION_LABELS, ACTIVATION_SYMBOLS } from "../kit/nn.js";
import { bracketed, long, range } from "../kit/numbers.js";
import { makeActivation } from "../kit/plot.js";
import { q } from "./names.js";

const factor = (number) => bracketed(long(number));

// z or a, with the layer above it and the neuron below.
const named = (letter, l, j) => math("msubsup", {}, mi(letter), mn(String(j + 1)),
  math("mrow", {}, fence("("), mn(String(l + 1)), fence(")")));

const left = (...parts) => html("span", { class: "nn-left" }, math("math", {}, ...parts, mo("=")));
const line = (start, ...parts) => html("div", { class: "nn-line" }, start,
  html("span", { class: "nn-right" }, ...parts));

// The four lines for neuron j of layer l: products, their values, sum, a.
function linesOf(layer, l, j) {
  const { nIn, nOut, W, b, z, a, input } = layer;
  const w = (i) => W[i * nOut + j];
  const plus = (i) => (i ? [mo("+")] : []);
  const bias = () => chunk(4, mo("+"), value(q.b(l, j), () => factor(b[j])));
  const total = () => long(input.reduce((sum, x, i) => sum + w(i) * x, 0));
  return [
    line(left(named("z", l, j)), ...range(nIn).map((i) => chunk(i ? 6.4 : 5, ...plus(i),
      value(q.w(l, i, j), () => factor(w(i)), () => w(i)), times(),
      value(q.x(l, i), () => factor(input[i])))), bias()),
    line(left(), ...range(nIn).map((i) => chunk(i ? 4.2 : 3, ...plus(i),
      value(q.w(l, i, j), () => factor(w(i) * input[i])))), bias()),
    line(left(), chunk(3, live(mn(), total)), bias(),
      chunk(4, mo("="), result(q.z(l, j), () => long(z[j])))),
    line(left(named("a", l, j)),
      chunk(6.4, live(mi(""), () => ACTIVATION_SYMBOLS[layer.phi]), fence("("),
        value(q.z(l, j), () => long(z[j])), fence(")")),
      chunk(4, mo("="), result(q.a(l, j), () => long(a[j])))),
  ];
}

export function makeWorking({ layers }) {
  const face = equation("The arithmetic of the neuron at hand");
  let lines = [];
  const write = rebuilt(face, ({ l, j }) => `${l} ${j}`, ({ l, j }) => {
    lines = linesOf(layers[l], l, j);
    return lines;
  });
  function drawNow(now) {
    write(now);
    lines.forEach((each, i) => each.classList.toggle("nn-later", now.phase < Math.max(0, i - 1)));
  }
  // The room that the longest sum needs at this width, so that nothing jumps.
  let reserved = -1;
  function reserve(width) {
    reserved = width;
    face.style.minHeight = "";
    let tallest = 0;
    for (const [l, { nIn }] of layers.entries()) {
      if (layers.findIndex((other) => other.nIn === nIn) !== l) continue;
      drawNow({ l, j: 0, phase: 3 });
      tallest = Math.max(tallest, face.offsetHeight);
    }
    face.style.minHeight = `${tallest}px`;
  }
  function draw(now, width) {
    if (reserved !== width) reserve(width);
    drawNow(now);
  }
  return { face, draw };
}

export function makeCurve({ layers }) {
  const width = 150, height = 104, base = 22;
  const plot = makeActivation({ dot: "z a" });
  const name = svg("text", {
    x: width / 2, y: height - 5, "text-anchor": "middle", class: "nn-dim",
  });
  const face = html("div", { class: "nnx-curve" }, svg("svg", {
    viewBox: `0 0 ${width} ${height}`, width, height, role: "img",
    "aria-label": "The activation function with z and a",
  }, ...plot.nodes, name));
  function draw({ l, j, phase }) {
    const { phi, z, a } = layers[l];
    const { guide, toX } = plot.draw(phi, z[j], a[j], [1, 1, width - 2, height - base], 12);
    set(plot.guide, { d: `${guide}H${toX(0)}` });
    for (const node of [plot.guide, plot.dot]) {
      show(node, phase >= 2);
      set(node, { "data-q": `${q.z(l, j)} ${q.a(l, j)}` });
    }
    say(name, `a = ${ACTIVATION_LABELS[phi]}(z)`);
  }
  return { face, draw };
}
