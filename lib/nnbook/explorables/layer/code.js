import { code, html, say } from "../kit/draw.js";
import { copyButton, noted, numpyHead, pythonNumber, takeRow } from "../kit/copying.js";

// The layer as Python lines: what is shown, and what the copy button gives,
// which runs as it stands.

const TORCH = { relu: "torch.relu(Z)", sigmoid: "torch.sigmoid(Z)", tanh: "torch.tanh(Z)", identity: "Z", step: "(Z > 0).double()" };
const FLOAT = "dtype=torch.float64";

const literal = pythonNumber;
const listOf = (values, write = literal) => `[${[...values].map((v) => write(v)).join(", ")}]`;
const nested = (rows, open) => `[${rows.map((row) => listOf(row)).join(",\n" + " ".repeat(open.length + 1))}]`;
const assign = (name, rows, call = "np.array", more = "") => {
  const open = `${name} = ${call}(`;
  return `${open}${nested(rows, open)}${more})`;
};

const times = (n) => Array.from({ length: n }, (_, i) => i);
const plural = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;

const xRows = (s) => times(s.batch).map((r) => times(s.nIn).map((i) => s.X[r * s.nIn + i]));
const xColumns = (s) => times(s.nIn).map((i) => times(s.batch).map((r) => s.X[r * s.nIn + i]));
const wRows = (s) => times(s.nIn).map((i) => times(s.nOut).map((j) => s.W[i * s.nOut + j]));
const wColumns = (s) => times(s.nOut).map((j) => times(s.nIn).map((i) => s.W[i * s.nOut + j]));
const sampleRow = (s) => xRows(s)[s.sample];
const zRow = (s) => times(s.nOut).map((j) => s.Z[s.sample * s.nOut + j]);
const aRow = (s) => times(s.nOut).map((j) => s.A[s.sample * s.nOut + j]);
const outRows = (s, values) => times(s.batch).map((r) => times(s.nOut).map((j) => values[r * s.nOut + j]));
const outColumns = (s, values) => times(s.nOut).map((j) => times(s.batch).map((r) => values[r * s.nOut + j]));
const rounded = (values) => listOf(values, (v) => code(v));

// [line, comment, quantity] of what is shown.
function shownLines(s) {
  const { nIn, nOut, batch, convention: c } = s;
  const product = (w, b) => (c === 1 ? `${w} @ x + ${b}` : `x @ ${w} + ${b}`);
  const each = c === 2 ? `nn.Linear(${nIn}, 1)` : `w (${nIn},), b a number`;
  if (s.view === 0) {
    const z = zRow(s);
    const shape = c === 2 ? `weight (1, ${nIn}), bias (1,)` : `(${nIn},) @ (${nIn},) + number`;
    return [
      ...times(nOut).map((j) => [
        c === 2 ? `z${j + 1} = linear${j + 1}(x).item()` : `z${j + 1} = ${product(`w${j + 1}`, `b${j + 1}`)}`,
        j ? code(z[j]) : `${shape} → ${code(z[j])}`, `n${j + 1}`]),
      [`a = [${times(nOut).map((j) => `${s.phi}(z${j + 1})`).join(", ")}]`, rounded(aRow(s))],
    ];
  }
  if (s.view === 1) {
    return [
      [c === 2 ? "z = [linear(x).item() for linear in neurons]" : `z = [${product("w", "b")} for w, b in neurons]`,
        `${plural(nOut, "neuron")}, each ${each}`],
      [`a = [${s.phi}(value) for value in z]`, rounded(aRow(s))],
    ];
  }
  const result = batch === 1
    ? (c === 1 ? aRow(s).map((v) => `[${code(v)}]`).join(", ") : rounded(aRow(s)))
    : null;
  const values = result === null ? `${c === 1 ? "column" : "row"} ${s.sample}: ${rounded(aRow(s))}` : `[${result}]`;
  const shapes = [
    `(${batch}, ${nIn}) @ (${nIn}, ${nOut}) + (${nOut},) → (${batch}, ${nOut})`,
    `(${nOut}, ${nIn}) @ (${nIn}, ${batch}) + (${nOut}, 1) → (${nOut}, ${batch})`,
    `X @ weight.T + bias: (${batch}, ${nIn}) @ (${nIn}, ${nOut}) + (${nOut},) → (${batch}, ${nOut})`,
  ][c];
  const [line, name] = [["Z = X @ W + b", "Z"], ["z = W @ x + b", "z"], ["Z = linear(X)", "Z"]][c];
  const phi = c === 2 ? TORCH[s.phi] : `${s.phi}(${name})`;
  return [[line, shapes], [`${c === 1 ? "a" : "A"} = ${phi}`, values]];
}

// The whole program: `z, a` of one sample, or `Z, A` of the batch.
export function layerProgram(s) {
  const c = s.convention;
  const defined = s.view < 2 || c < 2 ? numpyHead([s.phi]) : [];
  const head = c === 2 ? ["import torch", "from torch import nn", ...(defined.length ? defined : [""])] : defined;
  const lines = [];
  if (s.view === 2) {
    if (c === 0) {
      lines.push(assign("X", xRows(s)), assign("W", wRows(s)), `b = np.array(${listOf(s.b)})`,
        noted("Z = X @ W + b", outRows(s, s.Z)), noted(`A = ${s.phi}(Z)`, outRows(s, s.A)), "Z, A");
    } else if (c === 1) {
      lines.push(assign("W", wColumns(s)), assign("x", xColumns(s)),
        assign("b", [...s.b].map((v) => [v])), noted("z = W @ x + b", outColumns(s, s.Z)), noted(`a = ${s.phi}(z)`, outColumns(s, s.A)), "z, a");
    } else {
      lines.push(assign("X", xRows(s), "torch.tensor", `, ${FLOAT}`),
        assign("W", wColumns(s), "torch.tensor", `, ${FLOAT}`),
        `b = torch.tensor(${listOf(s.b)}, ${FLOAT})`,
        `linear = nn.Linear(${s.nIn}, ${s.nOut}, ${FLOAT})`,
        "with torch.no_grad():",
        "    linear.weight.copy_(W)", "    linear.bias.copy_(b)", noted("    Z = linear(X)", outRows(s, s.Z)),
        noted(`    A = ${TORCH[s.phi]}`, outRows(s, s.A)), "Z, A");
    }
    return [...head, ...lines].join("\n") + "\n";
  }
  const w = wColumns(s), x = listOf(sampleRow(s));
  if (c === 2) {
    lines.push(`x = torch.tensor(${x}, ${FLOAT})`,
      assign("W", w, "torch.tensor", `, ${FLOAT}`), `b = torch.tensor(${listOf(s.b)}, ${FLOAT})`,
      "neurons = []", `for j in range(${s.nOut}):`,
      `    linear = nn.Linear(${s.nIn}, 1, ${FLOAT})`, "    with torch.no_grad():",
      "        linear.weight.copy_(W[j])", "        linear.bias.copy_(b[j])",
      "    neurons.append(linear)");
    if (s.view === 1) lines.push(noted("z = [linear(x).item() for linear in neurons]", zRow(s)), noted(`a = [${s.phi}(value) for value in z]`, aRow(s)));
    else {
      lines.push(`[${times(s.nOut).map((j) => `linear${j + 1}`).join(", ")}] = neurons`);
      for (const j of times(s.nOut)) lines.push(`z${j + 1} = linear${j + 1}(x).item()`);
      lines.push(noted(`z = [${times(s.nOut).map((j) => `z${j + 1}`).join(", ")}]`, zRow(s)),
        noted(`a = [${times(s.nOut).map((j) => `${s.phi}(z${j + 1})`).join(", ")}]`, aRow(s)));
    }
    lines.push("z, a");
    return [...head, ...lines].join("\n") + "\n";
  }
  const product = (one, b) => (c === 1 ? `${one} @ x + ${b}` : `x @ ${one} + ${b}`);
  lines.push(`x = np.array(${x})`);
  if (s.view === 0) {
    for (const j of times(s.nOut)) {
      lines.push(`w${j + 1} = np.array(${listOf(w[j])})`, `b${j + 1} = ${literal(s.b[j])}`,
        `z${j + 1} = ${product(`w${j + 1}`, `b${j + 1}`)}`);
    }
    lines.push(noted(`z = [${times(s.nOut).map((j) => `z${j + 1}`).join(", ")}]`, zRow(s)),
      noted(`a = [${times(s.nOut).map((j) => `${s.phi}(z${j + 1})`).join(", ")}]`, aRow(s)));
  } else {
    lines.push("neurons = [", ...times(s.nOut).map((j) => `    (np.array(${listOf(w[j])}), ${literal(s.b[j])}),`), "]",
      noted(`z = [${product("w", "b")} for w, b in neurons]`, zRow(s)), noted(`a = [${s.phi}(value) for value in z]`, aRow(s)));
  }
  lines.push("z, a");
  return [...head, ...lines].join("\n") + "\n";
}

export function makeLayerCode(model, signal, ...more) {
  const text = html("code");
  // The code that is shown, and the same layer in the other library.
  const button = copyButton(signal), other = copyButton(signal);
  const face = html("div", { class: "nnx-code" }, html("pre", {}, text),
    takeRow(model, signal, button, other, ...more));
  const rename = (each, name) => {
    if (each.dataset.name === name) return;
    each.dataset.name = name;
    say(each, name);
  };
  let rows = [];
  function draw(state) {
    const lines = shownLines(state);
    if (rows.length !== lines.length) {
      rows = lines.map(() => ({ line: html("span", { class: "nn-part" }), note: html("span", { class: "nn-comment" }) }));
      rows.forEach((row) => { row.node = html("span", { class: "nn-line" }, row.line, row.note); });
      text.replaceChildren(...rows.flatMap((row, i) => (i ? ["\n", row.node] : [row.node])));
    }
    lines.forEach(([line, note, q], k) => {
      say(rows[k].line, line);
      say(rows[k].note, `# ${note}`);
      if (q) rows[k].node.dataset.q = q;
      else delete rows[k].node.dataset.q;
    });
    const torch = state.convention === 2;
    rename(button, torch ? "copy PyTorch" : "copy NumPy");
    rename(other, torch ? "copy NumPy" : "copy PyTorch");
    button.dataset.code = layerProgram(state);
    other.dataset.code = layerProgram({ ...state, view: 2, convention: torch ? 0 : 2 });
  }
  return { face, draw, cancel: () => {} };
}
