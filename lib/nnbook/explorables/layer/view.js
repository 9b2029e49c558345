// A layer: its numbers in three pictures, diagram, equations and code.

import { explorable } from "../kit/mount.js";
import { fmt, subscript } from "../kit/numbers.js";
import { statusLine } from "../kit/status.js";
import { makeCode } from "./code.js";
import { makeDiagram } from "./diagram.js";
import { makeEquations, makeFormula } from "./equations.js";
import { neuronWords } from "./handles.js";
import { lightLayer } from "./light.js";
import { makeLines } from "./lines.js";
import { layerPaste } from "./paste.js";
import { makeStage } from "./stage.js";
import { readLayer, writing } from "./state.js";

// ---- The status line.

const NUMBERS = ["no", "one", "two", "three", "four"];
const capital = (n) => NUMBERS[n][0].toUpperCase() + NUMBERS[n].slice(1);

const sameNeurons = ({ nOut, W, b }) => nOut > 1
  && [...W, b].every((row) => row.every((value) => value === row[0]));

function remark(model, state) {
  const { nIn, nOut, batch, neuron, view, convention } = state, j = neuron + 1;
  if (sameNeurons(state)) {
    return "All neurons have equal weights and biases: copies of one neuron, equal outputs.";
  }
  if (view === 2 && batch > 1) {
    const shape = writing(state).shapes.W;
    return `${capital(batch)} samples, one W: its shape is ${shape} for any batch.`;
  }
  if (view === 2) {
    const line = convention ? "Row" : "Column", name = convention === 2 ? "weight" : "W";
    const its = `${NUMBERS[nIn]} weight${nIn > 1 ? "s" : ""}`;
    return `${line} ${j} of ${name} is ${neuronWords(model, neuron)}: its ${its}. `
      + `Move one, and only z${subscript(j)} and a${subscript(j)} change.`;
  }
  const count = NUMBERS[nOut];
  if (view === 1) return `A list of ${count}: the same x for each, and a list of ${count} outputs.`;
  return nOut === 1 ? "One neuron, one equation, one output."
    : `${capital(nOut)} neurons, ${count} equations, ${count} outputs. All see the same x.`;
}

const words = (model) => (state) => {
  const rest = remark(model, state);
  return { rest, news: `a = ${state.a.map((v) => fmt(v)).join(", ")}. ${rest}` };
};

export default explorable({
  name: "LayerExplorer", read: readLayer, light: lightLayer,
  faces: (model, signal) => [
    makeFormula(), makeStage(model, signal), makeDiagram(model, signal), makeEquations(),
    makeLines(model, signal),
    makeCode(model, signal, layerPaste(model, signal)), statusLine(words(model))],
});
