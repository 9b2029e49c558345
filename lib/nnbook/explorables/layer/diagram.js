// The diagram: inputs, a line for each weight, and the neurons.

import { makeCalled, nameOf, roomOf } from "../kit/called.js";
import { html, label, say, set, svg } from "../kit/dom.js";
import { clamp, fmt, range, sign, subscript, thickness } from "../kit/numbers.js";
import { makeChip } from "../kit/parts.js";
import {
  handle, inputName, inputWords, linkWords, neuronName, neuronWords, radio, weightName,
} from "./handles.js";
import { MOST, cellText } from "./state.js";

const R = 25;

// Where everything is at this width. `half` a name of an input, below its node,
// leaves room for the labels of the weights: further right, it further left.
function place({ nIn, nOut }, width, half) {
  const gap = width < 400 ? 70 : 76, tall = Math.max(nIn, nOut) * gap;
  const inX = 56, outX = width - 34, neuronX = outX - clamp(width * 0.24, 92, 140);
  const y = (k, n) => tall / 2 + (k - (n - 1) / 2) * gap;
  const long = neuronX - inX - 2 * R, along = clamp((half + 30 - R) / long, 0.36, 0.5);
  const shift = clamp(along * long + R - 28 - half, -12, 0);
  return {
    inX, neuronX, outX, along, shift, height: tall + 30,
    inY: (i) => y(i, nIn), outY: (j) => y(j, nOut),
  };
}

function makeEdge(model, i, j, signal) {
  const q = weightName(i, j);
  const line = svg("path", { class: "nn-edge" }), hit = svg("path", { class: "nn-hit" });
  const node = svg("g", { class: "nn-link", "data-q": q, "data-edge": `${i} ${j}` }, line, hit);
  const words = `edge ${linkWords(model, i, j)}`;
  const sync = handle(node, model, () => ["W", i, j], signal, words);
  // The matrix has the same number for the Tab key; once is enough.
  set(node, { tabindex: -1 });
  const chip = makeChip(q, 5);
  chip.node.classList.add("nn-weight");
  function draw({ W }, { inX, neuronX, inY, outY, along }) {
    const w = W[i][j], [x0, y0, x1, y1] = [inX + R, inY(i), neuronX - R, outY(j)];
    const d = `M${x0} ${y0}L${x1} ${y1}`;
    set(line, { d, "stroke-width": thickness(w), "data-sign": sign(w) });
    set(hit, { d });
    chip.place(x0 + along * (x1 - x0), y0 + along * (y1 - y0), 52, 22, cellText(w));
    set(chip.first, { class: `nn-${sign(w)}` });
    sync();
  }
  return { node, chip: chip.node, draw };
}

// It shows a number of the row that is looked at, whichever that is.
function makeInput(model, i, signal) {
  const circle = svg("circle", { class: "nn-node", r: R }), value = label();
  const name = label("nn-sym", { "text-anchor": "end", x: -32 });
  const own = makeCalled(nameOf(model, 0, i));
  const node = svg("g", { class: "nn-in" }, circle, value, name, ...own.nodes);
  const row = () => Math.min(model.get("sample"), model.get("batch_index"));
  const sync = handle(node, model, () => ["X", row(), i], signal,
    `input ${inputWords(model, i)}`);
  say(name, `x${subscript(i + 1)}`);
  function draw({ x, sample }, { inX, inY, shift }) {
    set(node, { transform: `translate(${inX} ${inY(i)})`, "data-q": inputName(sample, i) });
    say(value, cellText(x[i]));
    own.place(shift, 39);
    sync();
  }
  return { node, draw };
}

function makeNeuron(model, j, nodeAt, signal) {
  const wire = svg("path", { class: "nn-wire" });
  const circle = svg("circle", { class: "nn-node", r: R });
  const sum = label(), output = label("nn-strong");
  const bias = svg("text", { class: "nn-bias", "text-anchor": "middle", y: 39 });
  const room = { rx: 8, y: -20, width: 60, height: 40 };
  const [box, tint] = ["nn-node", "nn-tint"].map((kind) => svg("rect", { class: kind, ...room }));
  const words = neuronWords(model, j), own = makeCalled(nameOf(model, 1, j), "end");
  const node = svg("g", { class: "nn-neuron", "data-q": neuronName(j) },
    wire, circle, sum, bias, box, tint, output);
  const mark = radio(node, model, "neuron", j, nodeAt, signal);
  function draw({ z, a, b, neuron }, { neuronX, outX, outY }) {
    const x = outX - neuronX;
    set(node, { transform: `translate(${neuronX} ${outY(j)})` });
    set(wire, { d: `M${R} 0H${x - 30}` });
    for (const part of [box, tint]) set(part, { x: x - 30 });
    set(tint, { "data-sign": sign(a[j]), "fill-opacity": 0.4 * Math.min(1, Math.abs(a[j])) });
    set(output, { x });
    own.place(outX + 34, outY(j) - 27);
    say(sum, cellText(z[j]));
    say(bias, `b = ${cellText(b[j])}`);
    say(output, cellText(a[j]));
    mark(j === neuron, `${words}: b = ${fmt(b[j])}, z = ${fmt(z[j])}, a = ${fmt(a[j])}`);
  }
  return { node, draw, names: own.nodes };
}

export function makeDiagram(model, signal) {
  const inputs = range(MOST).map((i) => makeInput(model, i, signal));
  const neurons = range(MOST).map((j) => makeNeuron(model, j, (k) => neurons[k].node, signal));
  const edges = range(MOST).map((j) => range(MOST).map((i) => makeEdge(model, i, j, signal)));
  const layers = [svg("g"), svg("g"), svg("g", { role: "radiogroup", "aria-label": "neuron" }),
    svg("g", { "aria-hidden": true })];
  const words = range(3).map(() => svg("text", { class: "nn-dim", "text-anchor": "middle" }));
  const picture = svg("svg", { role: "group", "aria-label": "Diagram of the layer" },
    ...layers.slice(0, 3), ...words, layers[3]);
  const face = html("div", { class: "nnx-diagram" }, picture);

  const half = Math.max(...inputs.map((_, i) => roomOf(nameOf(model, 0, i)))) / 2;
  let size = "", used = [];
  function build({ nIn, nOut }) {
    const links = edges.slice(0, nOut).flatMap((row) => row.slice(0, nIn));
    const nodes = [links, inputs.slice(0, nIn), neurons.slice(0, nOut)];
    nodes.forEach((parts, k) => layers[k].replaceChildren(...parts.map((part) => part.node)));
    layers[3].replaceChildren(...links.map((link) => link.chip),
      ...neurons.slice(0, nOut).flatMap((neuron) => neuron.names));
    used = nodes.flat();
  }

  function draw(state, width) {
    const { nIn, nOut, batch, sample } = state, at = place(state, width, half), { height } = at;
    if (size !== `${nIn} ${nOut}`) build(state);
    size = `${nIn} ${nOut}`;
    set(picture, { viewBox: `0 0 ${width} ${height}`, width, height });
    for (const part of used) part.draw(state, at);
    const below = [[at.inX, batch > 1 ? `row ${sample + 1} of X` : "x"], [at.neuronX, "z"],
      [at.outX - (width < 400 ? 12 : 4), `a = ${state.label}(z)`]];
    below.forEach(([x, text], k) => {
      set(words[k], { x, y: height - 6 });
      say(words[k], text);
    });
  }
  return { face, draw, sized: true };
}
