// The layer as Python lines: what is shown, and what the buttons copy.

import { nameLines } from "../kit/called.js";
import {
  arrayCode, codeFace, inTorch, noted, numpyHead, part, pythonNumber, span, tensorCode,
} from "../kit/code.js";
import { html } from "../kit/dom.js";
import { transposed } from "../kit/matrix.js";
import { code, range } from "../kit/numbers.js";
import { neuronName } from "./handles.js";
import { isVector, writing } from "./state.js";

const FLOAT = "dtype=torch.float64";
const [X_W, W_X, LINEAR] = range(3); // the conventions

// ---- The lines that calculate, which are shown and copied: [lines of z, line of a].

const listOf = (n, text) => `[${range(n).map((j) => text(j + 1)).join(", ")}]`;

function calculation(state) {
  const { view, nOut, convention, phi } = state;
  const product = (w, b) => (convention === W_X ? `${w} @ x + ${b}` : `x @ ${w} + ${b}`);
  if (view === 2 && isVector(state)) return [["z = x @ W + b"], `a = ${phi}(z)`];
  if (view === 2) {
    return [[["Z = X @ W + b"], `A = ${phi}(Z)`], [["z = W @ x + b"], `a = ${phi}(z)`],
      [["Z = linear(X)"], `A = ${inTorch(phi, "Z")}`]][convention];
  }
  const linear = convention === LINEAR;
  if (view === 1) {
    const each = linear ? "linear(x).item() for linear" : `${product("w", "b")} for w, b`;
    return [[`z = [${each} in neurons]`], `a = [${phi}(value) for value in z]`];
  }
  const z = (j) => `z${j} = ${linear ? `linear${j}(x).item()` : product(`w${j}`, `b${j}`)}`;
  return [range(nOut).map((j) => z(j + 1)), `a = ${listOf(nOut, (j) => `${phi}(z${j})`)}`];
}

// ---- The program: `z, a` of one sample, or `Z, A` of the batch.

// Rows of a matrix under one another.
const under = (line) => line.replaceAll("], [", `],\n${" ".repeat(line.indexOf("[[") + 1)}[`);

// The numbers of the whole batch, and in PyTorch what holds them.
function givenBatch(state) {
  const { convention, nIn, nOut, W, b, X } = state;
  const linear = convention === LINEAR, column = convention === W_X;
  const array = (name, rows) => under(`${name} = ${(linear ? tensorCode : arrayCode)(rows)}`);
  const x = isVector(state) ? array("x", X[0])
    : column ? array("x", transposed(X)) : array("X", X);
  const w = array("W", convention === X_W ? W : transposed(W));
  const bias = array("b", column ? b.map((v) => [v]) : b);
  return [...(column ? [w, x] : [x, w]), bias, ...(linear ? [
    `linear = nn.Linear(${nIn}, ${nOut}, ${FLOAT})`, "with torch.no_grad():",
    "    linear.weight.copy_(W)", "    linear.bias.copy_(b)"] : [])];
}

// The same for one sample, neuron by neuron.
function givenNeurons({ view, convention, nIn, nOut, W, b, x }) {
  const w = transposed(W);
  if (convention === LINEAR) {
    return [`x = ${tensorCode(x)}`, under(`W = ${tensorCode(w)}`), `b = ${tensorCode(b)}`,
      "neurons = []", `for j in range(${nOut}):`, `    linear = nn.Linear(${nIn}, 1, ${FLOAT})`,
      "    with torch.no_grad():", "        linear.weight.copy_(W[j])",
      "        linear.bias.copy_(b[j])", "    neurons.append(linear)",
      ...(view ? [] : [`${listOf(nOut, (j) => `linear${j}`)} = neurons`])];
  }
  const rows = range(nOut).map((j) => [arrayCode(w[j]), pythonNumber(b[j])]);
  return [`x = ${arrayCode(x)}`, ...(view
    ? ["neurons = [", ...rows.map((row) => `    (${row.join(", ")}),`), "]"]
    : rows.flatMap((row, j) => [`w${j + 1} = ${row[0]}`, `b${j + 1} = ${row[1]}`]))];
}

function shownProgram(state, notes) {
  const { view, convention, nOut, phi } = state, linear = convention === LINEAR, whole = view === 2;
  const turn = (rows) => (isVector(state) ? rows[0] : convention === W_X ? transposed(rows) : rows);
  const [z, a] = whole ? [turn(state.Z), turn(state.A)] : [state.z, state.a];
  const [sums, call] = calculation(state);
  const last = view ? sums : [`z = ${listOf(nOut, (j) => `z${j}`)}`];
  const lines = [...(view ? [] : sums), noted(last[0], z), noted(call, a)];
  const indent = linear && whole ? "    " : "";
  return [
    ...(linear ? ["import torch", "from torch import nn"] : []),
    ...(linear && whole ? [""] : numpyHead([phi])),
    ...notes, ...(whole ? givenBatch : givenNeurons)(state), ...lines.map((line) => indent + line),
    whole && convention !== W_X && !isVector(state) ? "Z, A" : "z, a", ""].join("\n");
}

// The same layer in the other library, as a matrix.
const other = ({ convention }) => (convention === LINEAR ? X_W : LINEAR);
const otherProgram = (state, notes) => shownProgram(
  { ...state, view: 2, convention: other(state) }, notes);

// ---- What is shown: the same lines, with what they make or the shapes.

const rounded = (values) => `[${values.map((v) => code(v)).join(", ")}]`;

// The comment on line i of z.
function remark(state, i) {
  const { view, nIn, nOut, convention } = state, linear = convention === LINEAR;
  if (view === 2) {
    const { X, W, b, Z } = writing(state).shapes;
    if (linear) return `X @ weight.T + bias: ${X} @ (${nIn}, ${nOut}) + ${b} → ${Z}`;
    return `${convention === W_X ? `${W} @ ${X}` : `${X} @ ${W}`} + ${b} → ${Z}`;
  }
  if (view === 1) {
    const each = linear ? `nn.Linear(${nIn}, 1)` : `w (${nIn},), b a number`;
    return `${nOut} neuron${nOut === 1 ? "" : "s"}, each ${each}`;
  }
  const shapes = linear ? `weight (1, ${nIn}), bias (1,)` : `(${nIn},) @ (${nIn},) + number`;
  return `${i ? "" : `${shapes} → `}${code(state.z[i])}`;
}

function outcome(state) {
  const { view, batch, convention, sample, a } = state, column = convention === W_X;
  if (view < 2 || isVector(state)) return rounded(a);
  if (batch > 1) return `${column ? "column" : "row"} ${sample}: ${rounded(a)}`;
  return column ? `[${a.map((v) => rounded([v])).join(", ")}]` : `[${rounded(a)}]`;
}

function shownLines(state) {
  const [sums, call] = calculation(state);
  const line = (text, comment, lit = {}) => html("span", { class: "nn-line", ...lit },
    part(text), html("span", { class: "nn-comment" }, "# ", span("", comment)));
  const lit = (i) => (state.view ? {} : { "data-q": neuronName(i) });
  return [
    ...sums.flatMap((text, i) => [line(text, (now) => remark(now, i), lit(i)), "\n"]),
    line(call, outcome)];
}

export function makeCode(model, signal, paste) {
  const name = ({ convention }) => (convention === LINEAR ? "copy PyTorch" : "copy NumPy");
  const notes = nameLines(model, ["inputs", "neurons"]);
  const { face, draw } = codeFace(model, signal, shownLines, [
    [name, (state) => shownProgram(state, notes)],
    [(state) => name({ convention: other(state) }), (state) => otherProgram(state, notes)],
  ], { key: ({ form }) => form, more: paste.buttons });
  face.append(paste.done);
  return { face, draw(state) { draw(state); paste.draw(state); }, dialog: paste.dialog };
}
