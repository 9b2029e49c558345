// What the network's quantities are called, and the numbers that a reader can
// change. Layers, neurons and inputs are counted from 0, in names from 1.

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

// ---- The numbers.

export const makeNumbers = (model) => ({
  input: (i) => ({
    ...number(model, `x${i + 1}`, `input ${i + 1}`),
    q: q.x(0, i), symbol: () => inputSymbol(0, i),
  }),
  weight: (l, i, j) => ({
    ...number(model, "weights", `weight of layer ${l + 1}, from ${i + 1} to ${j + 1}`,
      () => [l, i, j]),
    q: q.w(l, i, j), symbol: () => symbol("w", l + 1, `${i + 1},${j + 1}`),
  }),
  bias: (l, j) => ({
    ...number(model, "biases", `bias of layer ${l + 1}, neuron ${j + 1}`, () => [l, j]),
    q: q.b(l, j), symbol: () => symbol("b", l + 1, j + 1),
  }),
});
