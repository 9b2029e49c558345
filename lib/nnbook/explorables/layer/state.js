import { ACTIVATION_LABELS, activate, affine } from "../kit/nn.js";

// The layer's numbers, computed from its traits. The traits keep 4 numbers a
// row, of which a layer with fewer inputs or neurons uses the first ones.

export const MOST = 4;
export const LIMIT = 3; // how far dragging and keys move a number

export function readLayer(model) {
  const nIn = model.get("inputs_index") + 1;
  const nOut = model.get("neurons_index") + 1;
  const batch = model.get("batch_index") + 1;
  const stored = { W: model.get("weights"), b: model.get("biases"), X: model.get("samples") };
  const W = Float64Array.from({ length: nIn * nOut }, (_, k) => stored.W[MOST * Math.floor(k / nOut) + k % nOut]);
  const X = Float64Array.from({ length: batch * nIn }, (_, k) => stored.X[MOST * Math.floor(k / nIn) + k % nIn]);
  const b = Float64Array.from(stored.b.slice(0, nOut));
  const phi = model.get("activations")[model.get("activation_index")];
  const Z = affine(X, W, b, batch, nIn, nOut, new Float64Array(batch * nOut));
  const A = activate(phi, Z, new Float64Array(batch * nOut));
  return {
    nIn, nOut, batch, W, X, b, Z, A, phi, label: ACTIVATION_LABELS[phi],
    view: model.get("view_index"), convention: model.get("convention_index"),
    neuron: Math.min(model.get("neuron"), nOut - 1),
    sample: Math.min(model.get("sample"), batch - 1),
  };
}

// The number that a cell shows, by its key: "W 0 1", "b 2", "Z 0 1".
export function valueOf(state, [kind, i, j]) {
  if (kind === "b") return state.b[i];
  return state[kind][i * (kind === "X" ? state.nIn : state.nOut) + j];
}
