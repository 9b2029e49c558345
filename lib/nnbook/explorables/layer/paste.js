import { beyond, makePaste, shapeText } from "../kit/paste.js";
import { transposed } from "../kit/matrix.js";
import { LIMIT, MOST, readLayer } from "./state.js";

// The weights of the layer, pasted: they bring its size with them.

// Weights as rows of inputs, columns of neurons, into the layer.
function takeWeights(model, rows) {
  const weights = [...model.get("weights")];
  rows.forEach((row, i) => row.forEach((value, j) => { weights[MOST * i + j] = value; }));
  model.set({ weights, inputs_index: rows.length - 1, neurons_index: rows[0].length - 1 });
  model.save_changes();
}

// Why the layer cannot have these weights, or null.
function misfit(model, rows, now) {
  for (const [n, most, what, trait] of [
    [rows.length, now.nIn, "input", "inputs_index"], [rows[0].length, now.nOut, "neuron", "neurons_index"]]) {
    const fixed = model.locked?.(trait);
    if (n > MOST) return `This would need ${n} ${what}s; up to ${MOST} fit.`;
    if (fixed && n !== most) return `This would need ${n} ${what}s; the layer is fixed at ${most}.`;
  }
  return null;
}

export function layerPaste(model, signal) {
  // In the column conventions a row of what is shown is a neuron.
  const byNeuron = () => readLayer(model).convention > 0;
  return makePaste(signal, {
    title: "Paste weights",
    about() {
      const { nIn, nOut } = readLayer(model);
      const [row, column, shape] = byNeuron() ? ["neuron", "input", `(${nOut}, ${nIn})`] : ["input", "neuron", `(${nIn}, ${nOut})`];
      return `One row for each ${row}, one column for each ${column}: ${shape} now, up to (${MOST}, ${MOST}). Cells of a spreadsheet, CSV, or a Python list, array or tensor.`;
    },
    turns: () => !byNeuron(),
    fits(rows, how) {
      const now = readLayer(model);
      const shown = byNeuron() ? [now.nOut, now.nIn] : [now.nIn, now.nOut];
      if (!how && rows.length !== rows[0].length && rows.length === shown[1] && rows[0].length === shown[0]) {
        return {
          error: `This is ${shapeText(rows)}, and the weights are (${shown.join(", ")}) now. Did you mean the transpose?`,
          turn: true, resize: true,
        };
      }
      const error = misfit(model, byNeuron() ? transposed(rows) : rows, now);
      return error && { error };
    },
    take(rows) {
      takeWeights(model, byNeuron() ? transposed(rows) : rows);
      return `The weights are the ${shapeText(rows)} that you pasted.${beyond(rows, LIMIT)}`;
    },
    keep() {
      const before = Object.fromEntries(["weights", "inputs_index", "neurons_index"].map((name) => [name, model.get(name)]));
      return () => { model.set(before); model.save_changes(); };
    },
    locked: () => Boolean(model.locked?.("weights")),
  });
}
