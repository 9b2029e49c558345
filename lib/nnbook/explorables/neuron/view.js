// One neuron in four faces: diagram, equation, plane and code.

import { nameLines } from "../kit/called.js";
import {
  bothLibraries, codeFace, comment, listed, noted, part, pythonNumber, span,
} from "../kit/code.js";
import { html, live, writer } from "../kit/dom.js";
import { chunk, equation, fence, mi, mo, result, times, value } from "../kit/equation.js";
import { explorable } from "../kit/mount.js";
import { ACTIVATION_SYMBOLS } from "../kit/nn.js";
import { code, factor, fmt, range } from "../kit/numbers.js";
import { lineInBox } from "../kit/plot.js";
import { statusLine } from "../kit/status.js";
import { makeDiagram } from "./diagram.js";
import { makeGraph, makePlane } from "./plane.js";
import { readNeuron } from "./state.js";

// ---- The equation.

function makeEquation(n) {
  const symbol = live(mi("σ"), ({ phi }) => ACTIVATION_SYMBOLS[phi]);
  const bias = value("b", ({ b }) => factor(b));
  const terms = range(n).map((i) => chunk(0, ...(i ? [mo("+")] : []),
    value(`w${i + 1}`, ({ w }) => factor(w[i]), ({ w }) => w[i]), times(),
    value(`x${i + 1}`, ({ x }) => factor(x[i]))));
  const inside = value("z", ({ z }) => fmt(z));
  const last = chunk(0, mi("a"), mo("="), symbol, fence("("), inside, fence(")"));
  const face = equation("The equation with its numbers",
    chunk(2, mi("z"), mo("=")), ...terms,
    chunk(4.7, mo("+"), bias), chunk(4.2, mo("="), result("z", ({ z }) => fmt(z))),
    html("span", { class: "nn-gap" }), last, chunk(3.6, mo("="), result("a", ({ a }) => fmt(a))));
  const write = writer(face);

  // What makes a term wider, an x below 0 or a longer name, changes seldom.
  const reserve = (term, width) => {
    if (term.width === width) return;
    term.width = width;
    term.style.minWidth = `${width}em`;
  };
  function draw(state) {
    write(state);
    state.x.forEach((v, i) => reserve(terms[i], 5.75 + (i > 0) * 1.2 + (v < 0) * 1.4));
    reserve(last, 5.9 + 0.5 * ACTIVATION_SYMBOLS[state.phi].length);
    bias.classList.toggle("nn-off", !state.used);
  }
  return { face, draw };
}

// ---- The code.

function makeCode(model, n, signal) {
  const numbers = (letter) => listed(range(n).map(
    (i) => span(`${letter}${i + 1}`, (state) => code(state[letter][i]))));
  const lines = () => [
    part("x = np.array(", ...numbers("x"), ")"),
    part("w = np.array(", ...numbers("w"), ")"),
    part("b = ", span("b", ({ b }) => code(b))),
    part("z = x @ w + b", comment(span("z", ({ z }) => code(z)))),
    part("a = ", span("", ({ phi }) => phi), "(z)", comment(span("a", ({ a }) => code(a)))),
  ];
  const programs = bothLibraries(({ phi }) => [phi], ({ x, w, b, z, a, phi }, array, act) => [
    ...nameLines(model, ["x", "a"]),
    `x = ${array(x)}`, `w = ${array(w)}`, `b = ${pythonNumber(b)}`, noted("z = x @ w + b", z),
    noted(`a = ${act(phi, "z")}`, a), "z, a"]);
  return codeFace(model, signal, lines, programs);
}

// ---- The status line.

function remark({ n, w, b, used, z, phi, extent, points }) {
  if (w.every((v) => v === 0)) return "All weights are 0: the output is the same for every input.";
  if (phi === "relu" && z <= 0) return "z is not positive: this ReLU is silent, a = 0.";
  if ((phi === "sigmoid" || phi === "tanh") && Math.abs(z) > 5) {
    return "The curve is almost flat here: the neuron is saturated.";
  }
  if (n === 2) {
    if (!lineInBox(...w, b, [extent, extent])) return "The line z = 0 is outside the picture.";
    if (!used) return "Without a bias the line goes through the origin.";
    return points.length ? "On the line z = 0; the arrow shows the direction of w."
      : "The line is where z = 0; the arrow shows the direction of w.";
  }
  return z > 0 ? "The sum is positive." : z < 0 ? "The sum is negative." : "The sum is exactly 0.";
}

function words(state) {
  const total = state.points.length, yours = state.data === "yours";
  const count = total ? `${state.nRight} of ${total} right` : "";
  const name = !total ? "" : yours ? " for your points. " : ` for ${state.data}. `;
  return {
    count, good: state.nRight === total, rest: name + remark(state),
    news: `z = ${fmt(state.z)}, a = ${fmt(state.a)}. ${count}${name}`,
  };
}

function faces(model, signal) {
  const n = model.get("n_inputs");
  if (![1, 2, 3, 4].includes(n)) throw new RangeError(`a neuron has 1 to 4 inputs, not ${n}`);
  const second = n === 2 ? makePlane(model, signal) : n === 1 ? makeGraph(model) : null;
  return [
    makeDiagram(model, n, signal), second, makeEquation(n), makeCode(model, n, signal),
    statusLine(words)];
}

export default explorable({
  name: "NeuronExplorer", read: readNeuron, faces, traits: { b: "bias" },
});
