// The formula of the layer, and one equation for each neuron.

import { html, live, math, rebuilt } from "../kit/dom.js";
import { chunk, fence, mi, mn, mo, times, value } from "../kit/equation.js";
import { ACTIVATION_SYMBOLS } from "../kit/nn.js";
import { factor, fmt, range } from "../kit/numbers.js";
import { biasName, inputName, neuronName, weightName } from "./handles.js";
import { writing } from "./state.js";

// ---- The formula.

const shaped = (symbol, shape) => math("munder", {}, symbol, math("mtext", {}, shape));
const gapped = () => math("mspace", { width: "0.55em" });
const word = (text) => mi(text, text.length > 1 ? { mathvariant: "normal" } : {});
// The two factors, as the convention writes them.
const ordered = ({ convention }, x, w) => (
  convention === 1 ? [w, x] : [x, convention === 2 ? math("msup", {}, w, mi("⊤")) : w]);
const eachOf = (letter) => math("msub", {}, mi(letter), mi("j"));

function matrixFormula(state) {
  const { names, shapes } = writing(state);
  const [X, W, b, A] = ["X", "W", "b", "A"].map(
    (letter) => shaped(word(names[letter]), shapes[letter]));
  const [first, last] = ordered(state, X, W);
  return [A, mo("="), word(ACTIVATION_SYMBOLS[state.phi]), fence("("),
    first, gapped(), last, mo("+"), b, fence(")")];
}

function neuronFormula(state) {
  const { nIn, nOut, phi, view, convention } = state, vector = `(${nIn},)`;
  // As deep as wⱼ, so that both shapes stand on one line.
  const x = shaped(math("msub", {}, mi("x"), math("mphantom", {}, mi("j"))), vector);
  const w = shaped(eachOf("w"), convention === 2 ? `(1, ${nIn})` : vector);
  const [first, last] = ordered(state, x, w);
  const which = view === 1 ? "for each neuron" : `j = ${range(nOut).map((j) => j + 1).join(", ")}`;
  return [eachOf("a"), mo("="), word(ACTIVATION_SYMBOLS[phi]), fence("("),
    first, convention === 2 ? gapped() : mo("·"), last, mo("+"), eachOf("b"), fence(")"),
    math("mtext", {}, `\u2003${which}`)];
}

export function makeFormula() {
  const formula = math("math", { display: "block" });
  const draw = rebuilt(formula, ({ form }) => form,
    (state) => (state.view === 2 ? matrixFormula : neuronFormula)(state));
  return { face: html("div", { class: "nnx-formula" }, formula), draw };
}

// ---- The equations.

const named = (letter, j) => math("msub", {}, mi(letter), mn(String(j + 1)));
// What stays on one line, as wide as its longest numbers, so that no other
// number can change where the lines break.
const group = (width, ...parts) => html("span", {
  class: "nn-group", style: `min-width:${width}em`,
}, ...parts);

// The sum with its numbers, in two groups if it is long.
function longSum({ nIn, convention, sample }, j) {
  const terms = range(nIn).map((i) => {
    const w = value(weightName(i, j), ({ W }) => factor(W[i][j]), ({ W }) => W[i][j]);
    const x = value(inputName(sample, i), (state) => factor(state.x[i]));
    const [first, last] = convention === 1 ? [w, x] : [x, w];
    return chunk(0, ...(i ? [mo("+")] : []), first, times(), last);
  });
  terms.push(chunk(0, mo("+"), value(biasName(j), ({ b }) => factor(b[j]))));
  const wide = (n) => 7.6 * n + 4.2;
  return nIn < 3 ? [group(wide(nIn), ...terms)]
    : [group(15.2, ...terms.slice(0, 2)), group(wide(nIn - 2), ...terms.slice(2))];
}

function makeRow(state, j) {
  const { view, convention, neuron, phi } = state, open = view === 0 || j === neuron;
  const kind = view === 1 ? "weights" : convention ? "row" : "column";
  const sum = open ? longSum(state, j) : [chunk(0, mi("x"), times()),
    html("span", { class: "nn-kind" }, `${kind} ${j + 1}`), chunk(0, mo("+"), named("b", j))];
  const z = live(mn("", { class: "nn-strong" }), (now) => fmt(now.z[j]));
  const a = live(mn("", { class: "nn-strong" }), (now) => fmt(now.a[j]));
  const call = open
    ? [mo("="), mi(ACTIVATION_SYMBOLS[phi]), fence("("), named("z", j), fence(")")] : [];
  return html("div", { class: "nn-eq", "data-q": neuronName(j) },
    chunk(0, named("z", j), mo("=")), html("span", {}, ...sum),
    html("span", { class: "nn-ends" }, group(4.8, chunk(0, mo("="), z)),
      group(5.2, chunk(0, named("a", j), ...call, mo("="), a))));
}

export function makeEquations() {
  const face = html("div", {
    class: "nnx-equations", role: "group", "aria-label": "One equation for each neuron",
  });
  const draw = rebuilt(face, ({ form, sample, neuron }) => `${form} ${sample} ${neuron}`,
    (state) => range(state.nOut).map((j) => makeRow(state, j)));
  return { face, draw };
}
