// What the network's quantities are called, and the numbers that a reader can
// change. Layers, neurons and inputs are counted from 0, in names from 1.

import { called, nameOf } from "../kit/called.js";
import { html, svg } from "../kit/dom.js";
import { number } from "../kit/handle.js";

// The names that light up together. What flows into layer l is a of the layer
// before it, and a0 is x.
export const q = {
  x: (l, i) => `a${l}_${i + 1}`,
  w: (l, i, j) => `w${l + 1}_${i + 1}_${j + 1}`,
  b: (l, j) => `b${l + 1}_${j + 1}`,
  z: (l, j) => `z${l + 1}_${j + 1}`,
  a: (l, j) => `a${l + 1}_${j + 1}`,
};

// ---- A letter with its layer above and its place below.

export function drawSymbol(node, letter, above, below) {
  const key = `${letter} ${above} ${below}`;
  if (node.symbol === key) return;
  node.symbol = key;
  const parts = [svg("tspan", {}, letter)];
  let dy = 0;
  for (const [text, shift] of [[above && `(${above})`, -7], [below, 5]]) {
    if (!text) continue;
    parts.push(svg("tspan", { dy: shift - dy, class: "nn-script" }, String(text)));
    dy = shift;
  }
  node.replaceChildren(...parts);
}

const symbol = (letter, above, below) => html("span", { class: "nn-sym" }, letter,
  ...(above ? [html("sup", {}, `(${above})`)] : []), html("sub", {}, String(below)));
export const inputSymbol = (l, i) => symbol(l ? "a" : "x", l, i + 1);

// ---- In words: "neuron 2, sultry" of layer l.

export const unitWords = (model, l, j) => called(`neuron ${j + 1}`, nameOf(model, l + 1, j));

function linkWords(model, l, i, j) {
  const from = nameOf(model, l, i);
  const to = called(j + 1, nameOf(model, l + 1, j));
  return `from ${called(i + 1, from)}${from ? "," : ""} to ${to}`;
}

// ---- The numbers.

export const makeNumbers = (model) => ({
  input: (i) => ({
    ...number(model, `x${i + 1}`, called(`input ${i + 1}`, nameOf(model, 0, i))),
    q: q.x(0, i), symbol: () => inputSymbol(0, i),
  }),
  weight: (l, i, j) => ({
    ...number(model, "weights", `weight of layer ${l + 1}, ${linkWords(model, l, i, j)}`,
      () => [l, i, j]),
    q: q.w(l, i, j), symbol: () => symbol("w", l + 1, `${i + 1},${j + 1}`),
  }),
  bias: (l, j) => ({
    ...number(model, "biases", `bias of layer ${l + 1}, ${unitWords(model, l, j)}`, () => [l, j]),
    q: q.b(l, j), symbol: () => symbol("b", l + 1, j + 1),
  }),
});
