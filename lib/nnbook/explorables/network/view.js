// A forward pass through a network, one neuron at a time: diagram, sheet of
// numbers, arithmetic and code.

import { nameLines } from "../kit/called.js";
import { bothLibraries, codeFace, comment, listed, noted, part, span } from "../kit/code.js";
import { html } from "../kit/dom.js";
import { makeEditor } from "../kit/editor.js";
import { explorable } from "../kit/mount.js";
import { ACTIVATION_LABELS } from "../kit/nn.js";
import { fmt, long, range } from "../kit/numbers.js";
import { statusLine } from "../kit/status.js";
import { makeTransport } from "../kit/transport.js";
import { makeDiagram } from "./diagram.js";
import { makeNumbers, q, unitWords } from "./names.js";
import { makePass } from "./pass.js";
import { networkPaste } from "./paste.js";
import { makeCollapse, makeSheet } from "./sheet.js";
import { makeCurve, makeWorking } from "./working.js";

// ---- The code.

const python = (value) => long(value).replaceAll("−", "-");
const inputOf = (l) => (l ? `a${l}` : "x");

function makeCode(model, { x, layers, sizes, starts, reached }, paste, signal) {
  // What the pass has not come to is not told; it takes its room.
  const told = (l) => (now, j) => reached(now, starts[l] + j) === 2;
  const list = (n, name, read, known = () => true) => listed(range(n).map((i) => span(name(i),
    (now) => python(read()[i]).replace(/./g, known(now, i) ? "$&" : "·"))));
  // The last line is the column of W and the bias that are the neuron at hand.
  const lines = ({ l, j }) => {
    const { nIn, nOut, W, b } = layers[l], L = l + 1;
    return [
      part("x = np.array(", ...list(sizes[0], (i) => q.x(0, i), () => x), ")"),
      ...layers.map((layer, k) => part(
        `a${k + 1} = `, span("", () => layer.phi), `(${inputOf(k)} @ W${k + 1} + b${k + 1})`,
        comment(...list(layer.nOut, (m) => q.a(k, m), () => layer.a, told(k))))),
      part(`W${L}[:, ${j}], b${L}[${j}]`, comment(
        ...listed(range(nIn).map((i) => span(q.w(l, i, j), () => python(W[i * nOut + j])))),
        ", ", span(q.b(l, j), () => python(b[j])))),
    ];
  };
  const rows = ({ W, nIn, nOut }) => range(nIn).map((i) => W.subarray(i * nOut, (i + 1) * nOut));
  const programs = bothLibraries(() => layers.map(({ phi }) => phi), (_, array, act) => [
    ...nameLines(model, sizes.map((n, l) => inputOf(l))), `x = ${array(x)}`,
    ...layers.flatMap((layer, l) => [
      `W${l + 1} = ${array(rows(layer))}`, `b${l + 1} = ${array(layer.b)}`]),
    ...layers.flatMap(({ z, a, phi }, l) => [
      noted(`z${l + 1} = ${inputOf(l)} @ W${l + 1} + b${l + 1}`, z),
      noted(`a${l + 1} = ${act(phi, `z${l + 1}`)}`, a)]),
    `a${layers.length}`]);
  const code = codeFace(model, signal, lines, programs, {
    key: ({ l, j }) => `${l} ${j}`, more: paste.buttons,
  });
  code.face.append(paste.done);
  return code;
}

// ---- The status line.

function sentence(model, pass, { l, j, phase, k, collapses }) {
  const layer = pass.layers[l], { phi, nOut } = layer, z = layer.z[j], a = layer.a[j];
  const who = `Layer ${l + 1}, ${unitWords(model, l, j)}: `, n = pass.x.length;
  if (phase < 0) return `The ${n} inputs are given; nothing is calculated yet.`;
  if (phase === 0) return `${who}each input times its weight.`;
  if (phase === 1) return `${who}the products and the bias add up to z = ${fmt(z)}.`;
  if (phase === 3) {
    const outputs = nOut === 1 ? "output is the input" : `${nOut} outputs are the inputs`;
    return `All of layer ${l + 1} is calculated. Its ${outputs} of layer ${l + 2}.`;
  }
  const silent = phi === "relu" && z <= 0 ? " This neuron is silent." : "";
  const flat = (phi === "sigmoid" || phi === "tanh") && Math.abs(z) > 5 ? " It is saturated." : "";
  const end = k + 1 === pass.starts.at(-1) && !collapses ? " That is the end of the pass." : "";
  const turned = `${ACTIVATION_LABELS[phi]} turns z = ${fmt(z)} into a = ${fmt(a)}.`;
  return `${who}${turned}${silent}${flat}${end}`;
}

const words = (model, pass) => (state) => {
  const rest = sentence(model, pass, state), { step } = state;
  const output = Array.from(pass.layers.at(-1).a, (a) => fmt(a)).join(", ");
  const end = step === pass.nSteps ? ` Output: ${output}.` : "";
  return { rest, news: `Step ${step} of ${pass.nSteps}. ${rest}${end}` };
};

// ---- All together.

// What is edited is of the neuron at hand: with another one it closes.
function closing(editor) {
  let last = "";
  return {
    ...editor,
    draw({ k, phase }) {
      const moment = `${k} ${phase}`;
      if (last && moment !== last) editor.close();
      last = moment;
      editor.draw();
    },
  };
}

function faces(model, signal, redraw, pass) {
  const numbers = makeNumbers(model), editor = makeEditor(signal);
  const transport = makeTransport(model, signal, {
    end: () => pass.nSteps, label: "Steps of the forward pass", chosen: { at: 0 },
  });
  const diagram = makeDiagram(model, pass, numbers, editor, redraw, signal);
  const working = makeWorking(pass), curve = makeCurve(pass);
  const paste = networkPaste(model, pass, signal);
  return [
    closing(editor), transport, diagram,
    makeSheet(pass, numbers, editor, diagram.choose, transport.face, signal),
    {
      face: html("div", { class: "nnx-sum" }, working.face, curve.face), sized: working.face,
      draw(state, width) { working.draw(state, width); curve.draw(state); },
    },
    makeCollapse(pass, transport.face), makeCode(model, pass, paste, signal),
    statusLine(words(model, pass)), paste,
  ];
}

export default explorable({
  name: "NetworkExplorer", prepare: (model) => makePass(model.get("sizes")),
  read: (model, pass) => pass.read(model), faces,
  look: ({ sizes }) => (Math.max(...sizes) <= 4 ? "nn-small" : "nn-large"),
});
