// The arithmetic of the neuron at hand, in MathML, and its activation as a
// little plot.

import { html, live, math, say, set, show, svg, writer } from "../kit/dom.js";
import { chunk, fence, mi, mn, mo, result, times, value } from "../kit/equation.js";
import { ACTIVATION_LABELS, ACTIVATION_SYMBOLS } from "../kit/nn.js";
import { bracketed, long, range } from "../kit/numbers.js";
import { makeActivation } from "../kit/plot.js";
import { q } from "./names.js";

const inBrackets = (number) => bracketed(long(number));
const left = (...parts) => html("span", { class: "nn-left" }, math("math", {}, ...parts));
const line = (start, ...parts) => html("div", { class: "nn-line" }, start,
  html("span", { class: "nn-right" }, ...parts));

// z or a, with the layer above it and the neuron below.
const named = (letter) => math("msubsup", {}, mi(letter),
  live(mn(), ({ j }) => String(j + 1)),
  math("mrow", {}, fence("("), live(mn(), ({ l }) => String(l + 1)), fence(")")));

// An input times its weight, and what that gives, for the neuron at hand; the
// layer at hand may have fewer inputs than there are terms.
function makeTerm({ layers }, i) {
  const w = ({ l, j }) => layers[l].W[i * layers[l].nOut + j];
  const there = (read) => (now) => (i < layers[now.l].nIn ? inBrackets(read(now)) : null);
  const input = ({ l }) => layers[l].input[i];
  const weight = value("", there(w), w), x = value("", there(input));
  const product = value("", there((now) => w(now) * input(now)));
  const plus = () => (i ? [mo("+")] : []);
  const nodes = [
    chunk(i ? 6.4 : 5, ...plus(), weight, times(), x), chunk(i ? 4.2 : 3, ...plus(), product)];
  function name({ l, j }) {
    for (const node of nodes) node.hidden = i >= layers[l].nIn;
    for (const node of [weight, product]) set(node, { "data-q": q.w(l, i, j) });
    set(x, { "data-q": q.x(l, i) });
  }
  return { nodes, name };
}

export function makeWorking(pass) {
  const { layers, sizes } = pass;
  const terms = range(Math.max(...sizes.slice(0, -1))).map((i) => makeTerm(pass, i));
  const of = (name) => ({ l, j }) => layers[l][name][j];
  const shown = (name) => (now) => inBrackets(of(name)(now));
  const plain = (name) => (now) => long(of(name)(now));
  const products = ({ l, j }) => {
    const { W, nOut, input } = layers[l];
    return long(input.reduce((sum, x, i) => sum + W[i * nOut + j] * x, 0));
  };
  const biases = range(3).map(() => value("", shown("b")));
  const z = [result("", plain("z")), value("", plain("z"))], a = result("", plain("a"));
  const phi = live(mi("φ"), ({ l }) => ACTIVATION_SYMBOLS[layers[l].phi]);
  const plus = (b) => chunk(4, mo("+"), b);
  const equals = () => left(mo("="));
  const lines = [
    line(left(named("z"), mo("=")), ...terms.map(({ nodes }) => nodes[0]), plus(biases[0])),
    line(equals(), ...terms.map(({ nodes }) => nodes[1]), plus(biases[1])),
    line(equals(), chunk(3, live(mn(), products)), plus(biases[2]), chunk(4, mo("="), z[0])),
    line(left(named("a"), mo("=")), chunk(6.4, phi, fence("("), z[1], fence(")")),
      chunk(4, mo("="), a)),
  ];
  const face = html("div", {
    class: "nnx-equation", role: "group", "aria-label": "The arithmetic of the neuron at hand",
  }, ...lines);
  const write = writer(face);

  let at = "";
  function drawNow(now) {
    const { l, j, phase } = now;
    if (at !== `${l} ${j}`) {
      at = `${l} ${j}`;
      for (const term of terms) term.name(now);
      for (const node of biases) set(node, { "data-q": q.b(l, j) });
      for (const node of z) set(node, { "data-q": q.z(l, j) });
      set(a, { "data-q": q.a(l, j) });
    }
    write(now);
    lines.forEach((each, i) => each.classList.toggle("nn-later", phase < Math.max(0, i - 1)));
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
