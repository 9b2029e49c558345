// Numbers of the layer that are moved, neurons and rows that are chosen, and
// what lights up with each. A number's key is its letter and its place in the
// matrix: ["W", 0, 1], ["b", 2]; ["S", 0] is what chooses row 0 of X.

import { called, nameOf } from "../kit/called.js";
import { set } from "../kit/dom.js";
import { number, slider } from "../kit/handle.js";
import { MOST, choose } from "./state.js";

const STORE = { W: "weights", b: "biases", X: "samples" };

export const neuronName = (j) => `n${j + 1}`;
export const weightName = (i, j) => `w${i + 1}${j + 1} ${neuronName(j)}`;
export const biasName = (j) => `b${j + 1} ${neuronName(j)}`;
export const inputName = (r, i) => `x${r + 1}${i + 1} s${r + 1}`;

// Its own name, then its neuron or its row of X.
export function namesOf([kind, i, j]) {
  if (kind === "W") return weightName(i, j);
  if (kind === "b") return biasName(i);
  if (kind === "X") return inputName(i, j);
  return kind === "S" ? `s${i + 1}` : `${neuronName(j)} s${i + 1}`;
}

export const inputWords = (model, i) => called(`x${i + 1}`, nameOf(model, 0, i));
export const neuronWords = (model, j) => called(`neuron ${j + 1}`, nameOf(model, 1, j));
// "weight from x1, sunshine, to neuron 2": what goes on needs a second comma.
export const linkWords = (model, i, j) => {
  const from = inputWords(model, i);
  return `from ${from}${from.includes(",") ? "," : ""} to ${neuronWords(model, j)}`;
};

function labelOf(model, [kind, i, j]) {
  if (kind === "W") return `weight ${linkWords(model, i, j)}`;
  if (kind === "b") return `bias of ${neuronWords(model, i)}`;
  return called(`input x${j + 1} of row ${i + 1}`, nameOf(model, 0, j));
}

// Returns what writes its ARIA; null where nothing can be moved, as in Z.
// `key()` may change, as for a node that shows whatever row is looked at.
export function handle(node, model, key, signal, label = labelOf(model, key())) {
  const trait = STORE[key()[0]];
  if (!trait) return null;
  const its = number(model, trait, label, () => {
    const [kind, i, j] = key();
    return [kind === "b" ? i : MOST * i + j];
  });
  return slider(node, () => its, signal);
}

const BESIDE = {
  " ": 0, Enter: 0, ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1,
};

// One of several neurons or rows of X, the k-th: chosen with the arrow keys, the
// space bar or a tap; `nodeAt(k)` are all of them. Returns what writes its ARIA.
export function radio(node, model, trait, k, nodeAt, signal) {
  set(node, { role: "radio" });
  node.addEventListener("keydown", (event) => {
    const by = BESIDE[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const n = model.get(trait === "neuron" ? "neurons_index" : "batch_index") + 1;
    const next = (k + by + n) % n;
    choose(model, trait, next);
    nodeAt(next).focus();
  }, { signal });
  return (chosen, label) => set(node, {
    "aria-checked": chosen, tabindex: chosen ? 0 : -1, "aria-label": label,
  });
}
