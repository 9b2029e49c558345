// The pass: every z and a, and where in it the reader is.

import { activate, affine } from "../kit/nn.js";
import { clamp } from "../kit/numbers.js";

// Arrays of the right sizes, filled anew in each frame.
function makeLayers(sizes, x) {
  const layers = sizes.slice(1).map((nOut, l) => ({
    nIn: sizes[l], nOut, W: new Float64Array(sizes[l] * nOut), b: new Float64Array(nOut),
    z: new Float64Array(nOut), a: new Float64Array(nOut), phi: "identity", input: null,
    // What identity layers up to this one amount to.
    allW: new Float64Array(sizes[0] * nOut), allB: new Float64Array(nOut),
    none: new Float64Array(nOut),
  }));
  layers.forEach((layer, l) => { layer.input = l ? layers[l - 1].a : x; });
  return layers;
}

// With all activations the identity: one W and b for the layers up to each.
function collapse(layers, nX) {
  layers.forEach(({ W, b, nIn, nOut, allW, allB, none }, l) => {
    if (l === 0) { allW.set(W); allB.set(b); return; }
    affine(layers[l - 1].allW, W, none, nX, nIn, nOut, allW);
    affine(layers[l - 1].allB, W, b, 1, nIn, nOut, allB);
  });
}

// `sizes` are the numbers of inputs and of each layer's neurons. Layers and
// neurons are counted from 0; k counts the neurons through all layers.
export function makePass(sizes) {
  const x = new Float64Array(sizes[0]);
  const layers = makeLayers(sizes, x);
  const starts = [0]; // neurons before each layer
  for (const layer of layers) starts.push(starts.at(-1) + layer.nOut);
  const nSteps = 3 * starts.at(-1) + layers.length - 1;

  // Where neuron k is, and the step that shows its phase.
  const placeOf = (k) => {
    const layer = starts.findIndex((_, l) => k < starts[l + 1]);
    return { layer, j: k - starts[layer] };
  };
  const stepOf = (k, phase) => 3 * k + placeOf(k).layer + 1 + phase;
  // The step's neuron and phase: 0 products, 1 z, 2 a, 3 on to the next layer.
  const momentOf = (step) => {
    if (step === 0) return { k: 0, phase: -1 };
    let k = 0;
    while (k + 1 < starts.at(-1) && stepOf(k + 1, 0) <= step) k++;
    return { k, phase: Math.min(3, step - stepOf(k, 0)) };
  };

  function calculate(model) {
    const weights = model.get("weights"), biases = model.get("biases");
    const choices = model.get("choices");
    for (let i = 0; i < x.length; i++) x[i] = model.get(`x${i + 1}`);
    layers.forEach((layer, l) => {
      const { W, b, nIn, nOut } = layer;
      for (let i = 0; i < nIn; i++) {
        for (let j = 0; j < nOut; j++) W[i * nOut + j] = weights[l][i][j];
      }
      for (let j = 0; j < nOut; j++) b[j] = biases[l][j];
      layer.phi = choices[model.get(`activation${l + 1}`)];
      activate(layer.phi, affine(layer.input, W, b, 1, nIn, nOut, layer.z), layer.a);
    });
  }

  function read(model) {
    calculate(model);
    const collapses = layers.every((layer) => layer.phi === "identity");
    if (collapses) collapse(layers, x.length);
    const step = clamp(model.get("step"), 0, nSteps), at = model.get("at");
    const { k, phase } = at > 0 ? { k: at - 1, phase: 2 } : momentOf(step);
    const { layer: l, j } = placeOf(k);
    return { step, k, phase, l, j, collapses };
  }

  // How far a step has come with neuron k: 0 nothing, 1 z, 2 a.
  const reached = ({ step }, k) => clamp(step - stepOf(k, 0), 0, 2);
  return { sizes, layers, x, starts, nSteps, stepOf, read, reached };
}
