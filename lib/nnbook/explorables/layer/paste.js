// The weights of the layer, pasted: they bring its size with them.

import { transposed } from "../kit/matrix.js";
import { beyond, makePaste, shapeText } from "../kit/paste.js";
import { MOST, readLayer, writing } from "./state.js";

const TRAITS = ["weights", "inputs_index", "neurons_index"];

// Why the layer cannot have these weights, (inputs, neurons), or null.
function misfit(model, rows, now) {
  for (const [n, fixed, what] of [
    [rows.length, now.nIn, "input"], [rows[0].length, now.nOut, "neuron"]]) {
    if (n > MOST) return `This would need ${n} ${what}s; up to ${MOST} fit.`;
    if (n !== fixed && model.locked?.(`${what}s_index`)) {
      return `This would need ${n} ${what}s; the layer is fixed at ${fixed}.`;
    }
  }
  return null;
}

export function layerPaste(model, signal) {
  // In two conventions a row of what is shown is a neuron.
  const byNeuron = () => model.get("convention_index") > 0;
  const turned = (rows) => (byNeuron() ? transposed(rows) : rows);
  const shape = () => writing(readLayer(model)).shapes.W;
  const put = (traits) => {
    model.set(traits);
    model.save_changes();
  };
  return makePaste(signal, {
    title: "Paste weights",
    about() {
      const [row, column] = byNeuron() ? ["neuron", "input"] : ["input", "neuron"];
      return `One row for each ${row}, one column for each ${column}: ${shape()} now,`
        + ` up to (${MOST}, ${MOST}). Cells of a spreadsheet, CSV, or a Python list,`
        + " array or tensor.";
    },
    turns: () => !byNeuron(),
    fits(rows, how) {
      if (!how && rows.length !== rows[0].length && shapeText(transposed(rows)) === shape()) {
        const error = `This is ${shapeText(rows)}, and the weights are ${shape()} now.`;
        return { error: `${error} Did you mean the transpose?`, turn: true, resize: true };
      }
      const error = misfit(model, turned(rows), readLayer(model));
      return error && { error };
    },
    take(rows) {
      const weights = [...model.get("weights")], W = turned(rows);
      W.forEach((row, i) => row.forEach((value, j) => { weights[MOST * i + j] = value; }));
      put({ weights, inputs_index: W.length - 1, neurons_index: W[0].length - 1 });
      const [, reach] = model.get("usual").weights;
      return `The weights are the ${shapeText(rows)} that you pasted.${beyond(rows, reach)}`;
    },
    keep() {
      const before = Object.fromEntries(TRAITS.map((name) => [name, model.get(name)]));
      return () => put(before);
    },
    locked: () => Boolean(model.locked?.("weights")),
  });
}
