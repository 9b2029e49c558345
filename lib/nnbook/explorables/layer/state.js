// The layer's numbers, computed from its traits; a row of X is a sample.

import { ACTIVATION_LABELS, activate, affine } from "../kit/nn.js";
import { fmt, range } from "../kit/numbers.js";

// The traits keep 4 numbers a row, of which a layer with fewer inputs or
// neurons uses the first ones.
export const MOST = 4;

const rowsOf = (flat, rows, columns, kept = columns) => range(rows).map(
  (r) => Array.from(flat.slice(kept * r, kept * r + columns)));

export function readLayer(model) {
  const [nIn, nOut, batch] = ["inputs", "neurons", "batch"].map(
    (name) => model.get(`${name}_index`) + 1);
  const W = rowsOf(model.get("weights"), nIn, nOut, MOST);
  const X = rowsOf(model.get("samples"), batch, nIn, MOST);
  const b = model.get("biases").slice(0, nOut);
  const phi = model.get("activations")[model.get("activation_index")];
  const z = affine(X.flat(), W.flat(), b, batch, nIn, nOut, new Float64Array(batch * nOut));
  const Z = rowsOf(z, batch, nOut), A = rowsOf(activate(phi, z, z), batch, nOut);
  const neuron = Math.min(model.get("neuron"), nOut - 1);
  const sample = Math.min(model.get("sample"), batch - 1);
  const view = model.get("view_index"), convention = model.get("convention_index");
  return {
    nIn, nOut, batch, W, X, b, Z, A, phi, label: ACTIVATION_LABELS[phi], view, convention,
    neuron, sample, x: X[sample], z: Z[sample], a: A[sample],
    // What decides how faces are built; numbers are then written into them.
    form: [nIn, nOut, batch, phi, view, convention, view < 2 ? sample : ""].join(" "),
  };
}

// One sample, x @ W + b, is a vector, and so is what becomes of it.
export const isVector = ({ batch, convention }) => batch === 1 && convention === 0;

// How the convention writes the matrices: their names and their shapes.
export function writing(state) {
  const { nIn, nOut, batch, convention } = state, flat = isVector(state);
  const column = convention === 1, linear = convention === 2;
  const shape = (rows, columns, turn = column) => (
    turn ? `(${columns}, ${rows})` : `(${rows}, ${columns})`);
  const rows = (n) => (flat ? `(${n},)` : shape(batch, n));
  const [X, Z, A] = column || flat ? "xza" : "XZA", [W, b] = linear ? ["weight", "bias"] : "Wb";
  return {
    names: { X, W, b, Z, A },
    shapes: {
      X: rows(nIn), W: shape(nIn, nOut, convention > 0),
      b: column ? `(${nOut}, 1)` : `(${nOut},)`, Z: rows(nOut), A: rows(nOut),
    },
  };
}

// Chooses a neuron or a sample, the trait that looks at it.
export function choose(model, trait, place) {
  model.set(trait, place);
  model.save_changes();
}

// At most five characters with its sign, so that a cell's width never changes.
export function cellText(value) {
  const size = Math.abs(value);
  if (size >= 999.5) return `${fmt(value / 1000, 0)}k`;
  return fmt(value, size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
}
