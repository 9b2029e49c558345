// A layer as a sheet of numbers: column j is neuron j.

import { html, say } from "../kit/dom.js";
import { ACTIVATION_LABELS } from "../kit/nn.js";
import { fmt, range, short, sign } from "../kit/numbers.js";
import { inputSymbol, q } from "./names.js";

const th = (scope, ...text) => html("th", { scope }, ...text);
const row = (kind, ...parts) => html("tr", { class: kind }, ...parts);

// The table of a layer of nIn inputs: the cells, and what their quantities are
// called, if anything; `from` says from which layer on the inputs are.
function buildTable(table, nIn, nOut, from, head, named) {
  const cell = (kind = "", name = "") => html("td", {
    class: kind, ...(named && name ? { "data-q": name } : {}),
  });
  const columns = (kind, name) => range(nOut).map((j) => cell(kind, name(from, j)));
  const cells = {
    x: range(nIn).map((i) => cell("nn-x", q.x(from, i))),
    W: range(nIn).map((i) => columns("nn-w", (l, j) => q.w(l, i, j))),
    b: columns("", q.b), z: columns("nn-z", q.z), a: columns("nn-a", q.a),
    heads: range(nOut).map((j) => th("col", String(j + 1))), last: th("row", "a"),
  };
  table.replaceChildren(
    html("thead", {}, row("", th("col", head), th("col", "input"), ...cells.heads)),
    html("tbody", {},
      ...range(nIn).map((i) => row("", th("row", inputSymbol(from, i)), cells.x[i], ...cells.W[i])),
      row("nn-brow", th("row", "+ b"), cell(), ...cells.b),
      row("nn-zrow", th("row", "= z"), cell(), ...cells.z),
      row("nn-arow", cells.last, cell(), ...cells.a)));
  return cells;
}

// How dark a weight's cell is.
function shade(cell, w) {
  if (cell.weight === w) return;
  cell.weight = w;
  cell.dataset.sign = sign(w);
  cell.style.setProperty("--share", `${Math.round(45 * Math.min(1, Math.abs(w) / 2))}%`);
}

// `draw` takes a layer's numbers, nIn, nOut, W, b, z, x and a or null, and
//   from, head, named   what the table is of, see above
//   chosen              the column at hand, −1 if none
//   reached(j)          how far neuron j has come
//   activation, caption
function makeTable(label) {
  const table = html("table", { "aria-label": label });
  const caption = html("p", { class: "nn-caption" });
  const face = html("div", { class: "nnx-sheet" }, table, caption);
  let built = "", cells = null, chosen = -1;

  function choose(j) {
    if (chosen === j) return;
    for (const [column, on] of [[chosen, false], [j, true]]) {
      if (column < 0) continue;
      const { heads, b, z, a, W } = cells;
      for (const line of [heads, b, z, a, ...W]) line[column].classList.toggle("nn-at", on);
    }
    chosen = j;
  }
  function draw(sheet, width) {
    const { nIn, nOut, W, b, z, a, x, reached } = sheet;
    // Where two decimals for each neuron do not fit, one.
    const narrow = (nOut + 1) * 41 + 50 > width;
    if (built !== `${nIn} ${nOut} ${sheet.from}`) {
      cells = buildTable(table, nIn, nOut, sheet.from, sheet.head, sheet.named);
      built = `${nIn} ${nOut} ${sheet.from}`;
      chosen = -1;
    }
    const put = (cell, value) => say(
      cell, narrow && Math.abs(value) < 100 ? fmt(value, 1) : short(value));
    for (let i = 0; i < nIn; i++) {
      put(cells.x[i], x[i]);
      for (let j = 0; j < nOut; j++) {
        put(cells.W[i][j], W[i * nOut + j]);
        shade(cells.W[i][j], W[i * nOut + j]);
      }
    }
    for (let j = 0; j < nOut; j++) {
      put(cells.b[j], b[j]);
      if (reached(j) > 0) put(cells.z[j], z[j]);
      else say(cells.z[j], "");
      if (a && reached(j) > 1) put(cells.a[j], a[j]);
      else say(cells.a[j], "");
    }
    choose(sheet.chosen);
    say(cells.last, sheet.activation);
    cells.last.parentElement.hidden = !a;
    say(caption, sheet.caption + (narrow ? " One decimal is shown." : ""));
  }
  return { face, table, draw };
}

// ---- The layer at hand. A press on a column chooses its neuron, on a number
// it opens the editor. `wide` is the element whose width there is.

export function makeSheet(pass, numbers, editor, choose, wide, signal) {
  const { face, table, draw: drawTable } = makeTable("The layer at hand");
  let state = null;
  table.addEventListener("click", ({ target }) => {
    const cell = target.closest("td, th");
    if (!cell || !state) return;
    const { l } = state, column = cell.cellIndex - 2, i = cell.parentElement.rowIndex - 1;
    const { nIn, nOut } = pass.layers[l];
    if (column === -1 && l === 0 && i >= 0 && i < nIn) editor.open(numbers.input(i), cell);
    if (column < 0 || column >= nOut) return;
    const number = i < 0 || i > nIn ? null
      : i < nIn ? numbers.weight(l, i, column) : numbers.bias(l, column);
    choose(pass.starts[l] + column, number && (() => editor.open(number, cell)));
  }, { signal });
  face.style.setProperty("--rows", Math.max(...pass.sizes.slice(0, -1)) + 4);
  face.style.setProperty("--columns", Math.max(...pass.sizes.slice(1)));

  function draw(now, width) {
    state = now;
    const { l, j, phase } = now, layer = pass.layers[l], L = l + 1;
    drawTable({
      ...layer, x: layer.input, from: l, head: "neuron", named: true,
      chosen: phase === 3 ? -1 : j, activation: `${ACTIVATION_LABELS[layer.phi]}(z)`,
      reached: (k) => pass.reached(now, pass.starts[l] + k),
      caption: `Layer ${L}: W${L} (${layer.nIn}, ${layer.nOut}), b${L} (${layer.nOut},).`
        + " Column j is neuron j.",
    }, width);
  }
  return { face, draw, sized: wide };
}

// ---- With all activations the identity, the stack is one layer.

export function makeCollapse(pass, wide) {
  const { face: sheet, draw: drawTable } = makeTable("The one layer that the network amounts to");
  const line = html("p", { class: "nn-caption" });
  const face = html("div", { class: "nnx-collapse" }, line, sheet);
  const n = pass.layers.length, nIn = pass.x.length, { nOut } = pass.layers[n - 1];
  const product = range(n).map((l) => `W${l + 1}`).join(" @ ");
  say(line, `Every activation is the identity, so these ${n} layers are one: W = ${product}.`);
  function draw({ collapses }, width) {
    face.hidden = !collapses || n < 2;
    if (face.hidden) return;
    const { allW, allB, z } = pass.layers[n - 1];
    drawTable({
      nIn, nOut, W: allW, b: allB, z, a: null, x: pass.x, from: 0, head: "output", named: false,
      chosen: -1, activation: "", reached: () => 2,
      caption: `W (${nIn}, ${nOut}), b (${nOut},): x @ W + b gives the network's output.`,
    }, width - 16);
  }
  return { face, draw, sized: wide };
}
