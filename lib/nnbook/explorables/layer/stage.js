import { fmt } from "../kit/draw.js";

// Where each number of a layer stands: a plan is { cells, brackets, words,
// height }. The same cells are planned for each picture and convention, so
// that a weight can be seen to move from its neuron into the matrix.
//
// cells: { key: "W 0 1", x, y }; brackets: paths; words: texts.

const CELL_HEIGHT = 36;
const CELL_WIDTHS = [58, 54, 50, 46, 42, 38];
const EDGE = 8; // from a bracket to its first cell
const SMALL = 24; // a line of words

const range = (n) => Array.from({ length: n }, (_, i) => i);

// At most five characters with its sign, so that a cell's width never changes.
export function cellText(value) {
  const size = Math.abs(value);
  if (size >= 999.5) return `${fmt(value / 1000, 0)}k`;
  return fmt(value, size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
}

const emptyPlan = () => ({ cells: [], brackets: [], words: [] });

function shifted(plan, dx, dy, into) {
  for (const kind of ["cells", "brackets", "words"]) {
    for (const part of plan[kind]) into[kind].push({ ...part, x: part.x + dx, y: part.y + dy });
  }
}

// A matrix in brackets with its name and shape below. `middle` is the height
// at which an operator stands beside it.
function gridPlan(rows, columns, keyOf, name, shape, cell, { q = "", square = false } = {}) {
  const plan = emptyPlan();
  const width = columns * cell, height = rows * CELL_HEIGHT;
  for (const r of range(rows)) {
    for (const c of range(columns)) {
      plan.cells.push({ key: keyOf(r, c), x: EDGE + c * cell, y: r * CELL_HEIGHT });
    }
  }
  plan.brackets.push({ x: EDGE - 1, y: 0, height, side: "left", square });
  plan.brackets.push({ x: EDGE + width + 1, y: 0, height, side: "right", square });
  plan.words.push({
    x: EDGE + width / 2, y: height + 17, symbol: name, text: ` ${shape}`, kind: "nn-caption", q,
  });
  return { ...plan, width: width + 2 * EDGE, height: height + SMALL, middle: height / 2 };
}

// Blocks and the operators after them, in lines no wider than `width`.
function flow(units, width) {
  const lines = [];
  for (const unit of units) {
    const wide = unit.block.width + (unit.after?.width ?? 0);
    const last = lines.at(-1);
    if (last && last.width + wide <= width) {
      last.units.push(unit);
      last.width += wide;
    } else {
      lines.push({ units: [unit], width: wide });
    }
  }
  const plan = emptyPlan();
  let y = 0, widest = 0;
  for (const line of lines) {
    const above = Math.max(...line.units.map((u) => u.block.middle));
    const below = Math.max(...line.units.map((u) => u.block.height - u.block.middle));
    let x = Math.max(0, (width - line.width) / 2);
    for (const { block, after } of line.units) {
      shifted(block, x, y + above - block.middle, plan);
      x += block.width;
      if (after) {
        plan.words.push({ x: x + after.width / 2, y: y + above + 6, text: after.text, kind: "nn-op" });
        if (after.raised) {
          plan.words.push({ x: x + 5, y: y + above - block.middle + 8, text: after.raised, kind: "nn-raised" });
        }
        x += after.width;
      }
    }
    y += above + below + 10;
    widest = Math.max(widest, line.width);
  }
  return { ...plan, height: y, lines: lines.length, width: widest };
}

// Which row of X the other faces show, to be chosen beside the rows.
function tagged(block, batch, cell, across) {
  if (batch === 1) return block;
  const plan = emptyPlan();
  const [dx, dy] = across ? [0, 28] : [28, 0];
  shifted(block, dx, dy, plan);
  for (const r of range(batch)) {
    plan.cells.push({ key: `S ${r} 0`, x: across ? EDGE + r * cell + (cell - 28) / 2 : 0, y: across ? 0 : r * CELL_HEIGHT });
  }
  return { ...plan, width: block.width + dx, height: block.height + dy, middle: block.middle + dy };
}

const op = (text, width = 26) => ({ text, width });
const arrow = (state) => op(`${state.label} →`, state.label.length * 9.5 + 44);

const sample = (state) => (state.batch > 1 ? `row ${state.sample + 1} of X,` : "");

// ---- Picture 3: the matrices.

function matrixUnits(state, cell) {
  const { nIn, nOut, batch, convention } = state;
  const W = (i, j) => `W ${i} ${j}`, X = (r, i) => `X ${r} ${i}`;
  const Z = (r, j) => `Z ${r} ${j}`, A = (r, j) => `A ${r} ${j}`;
  if (convention === 1) {
    const turned = (key) => (r, c) => key(c, r);
    return [
      { block: gridPlan(nOut, nIn, turned(W), "W", `(${nOut}, ${nIn})`, cell), after: op("@") },
      { block: tagged(gridPlan(nIn, batch, turned(X), "x", `(${nIn}, ${batch})`, cell), batch, cell, true), after: op("+") },
      { block: gridPlan(nOut, 1, (j) => `b ${j}`, "b", `(${nOut}, 1)`, cell), after: op("=") },
      { block: gridPlan(nOut, batch, turned(Z), "z", `(${nOut}, ${batch})`, cell), after: arrow(state) },
      { block: gridPlan(nOut, batch, turned(A), "a", `(${nOut}, ${batch})`, cell) },
    ];
  }
  const linear = convention === 2;
  return [
    { block: tagged(gridPlan(batch, nIn, X, "X", `(${batch}, ${nIn})`, cell), batch, cell, false), after: op("@") },
    linear
      ? {
        block: gridPlan(nOut, nIn, (j, i) => W(i, j), "weight", `(${nOut}, ${nIn})`, cell),
        after: { text: "+", width: 36, raised: "T" },
      }
      : { block: gridPlan(nIn, nOut, W, "W", `(${nIn}, ${nOut})`, cell), after: op("+") },
    { block: gridPlan(1, nOut, (r, j) => `b ${j}`, linear ? "bias" : "b", `(${nOut},)`, cell), after: op("=") },
    { block: gridPlan(batch, nOut, Z, "Z", `(${batch}, ${nOut})`, cell), after: arrow(state) },
    { block: gridPlan(batch, nOut, A, "A", `(${batch}, ${nOut})`, cell) },
  ];
}

// ---- Picture 2: a list of neurons, each its weights and its bias.

function inputPlan(state, cell) {
  const { nIn, convention, sample: r } = state;
  const shape = `${sample(state)} (${nIn},)`.trim();
  return convention === 1
    ? gridPlan(nIn, 1, (i) => `X ${r} ${i}`, "x", shape, cell)
    : gridPlan(1, nIn, (_, i) => `X ${r} ${i}`, "x", shape, cell);
}

function listPlan(state, cell) {
  const { nIn, nOut, convention } = state;
  const plan = emptyPlan();
  const across = convention > 0; // a neuron's weights stand in a row
  const gap = 12;
  // Its bias stands apart from the weights.
  const long = across ? nIn * cell + gap + cell : nIn * CELL_HEIGHT + gap + CELL_HEIGHT;
  const pitch = (across ? CELL_HEIGHT : cell) + 2 * gap;
  for (const j of range(nOut)) {
    const at = j * pitch + gap;
    const place = (along, turn) => (across
      ? { x: 2 * EDGE + along * cell + turn, y: at } : { x: 2 * EDGE + at, y: 8 + along * CELL_HEIGHT + turn });
    for (const i of range(nIn)) plan.cells.push({ key: `W ${i} ${j}`, ...place(i, 0) });
    plan.cells.push({ key: `b ${j}`, ...place(nIn, gap) });
    const top = across ? at - 2 : 6;
    const tall = across ? CELL_HEIGHT + 4 : long + 4;
    const left = across ? 2 * EDGE - 3 : 2 * EDGE + at - 3;
    plan.brackets.push({ x: left, y: top, height: tall, side: "left", round: true });
    plan.brackets.push({ x: left + (across ? long : cell) + 6, y: top, height: tall, side: "right", round: true });
    if (j < nOut - 1) {
      plan.words.push(across
        ? { x: left + long + 15, y: at + 28, text: ",", kind: "nn-op" }
        : { x: left + cell + 15, y: 8 + long, text: ",", kind: "nn-op" });
    }
  }
  const width = 2 * EDGE + (across ? long + 6 : nOut * pitch) + 2 * EDGE;
  const height = across ? nOut * pitch : long + 16;
  plan.brackets.push({ x: EDGE - 1, y: 0, height, side: "left", square: true });
  plan.brackets.push({ x: width - EDGE + 1, y: 0, height, side: "right", square: true });
  const pair = state.convention === 2 ? "each nn.Linear: weight, bias" : "each (w, b)";
  plan.words.push({ x: width / 2, y: height + 17, text: `neurons, ${pair}`, kind: "nn-caption" });
  return { ...plan, width, height: height + SMALL, middle: height / 2 };
}

function listUnits(state, cell) {
  const { nOut, sample: r, convention } = state;
  const down = convention === 1;
  const out = (letter, name) => (down
    ? gridPlan(nOut, 1, (j) => `${letter} ${r} ${j}`, name, `a list of ${nOut}`, cell, { square: true })
    : gridPlan(1, nOut, (_, j) => `${letter} ${r} ${j}`, name, `a list of ${nOut}`, cell, { square: true }));
  return [
    { block: inputPlan(state, cell), after: op("→ each of", 106) },
    { block: listPlan(state, cell), after: op("=") },
    { block: out("Z", "z"), after: arrow(state) },
    { block: out("A", "a") },
  ];
}

// ---- Picture 1: each neuron by itself, from its weights to its output.

function stripsPlan(state, cell, width) {
  return state.convention > 0 ? rowStrips(state, cell, width) : columnStrips(state, cell);
}

function columnStrips(state, cell) {
  const { nIn, nOut, sample: r } = state;
  const plan = emptyPlan();
  const left = 58, pitch = cell + 2 * EDGE + 4;
  const tall = nIn * CELL_HEIGHT, step = CELL_HEIGHT + 12;
  const rows = [["+ ", "b", "b"], ["= ", "Z", "z"], ["→ ", "A", "a"]];
  const rowY = (k) => SMALL + tall + 12 + k * step;
  plan.words.push({ x: left - 12, y: SMALL + tall / 2 + 6, before: "@ ", symbol: "w", text: "", kind: "nn-op nn-end" });
  rows.forEach(([before, letter, symbol], k) => plan.words.push({
    x: left - 12, y: rowY(k) + 24, before, symbol, text: "", kind: "nn-op nn-end",
  }));
  for (const j of range(nOut)) {
    const x = left + j * pitch + EDGE;
    plan.words.push({ x: x + cell / 2, y: 14, text: `neuron ${j + 1}`, kind: "nn-caption", q: `n${j + 1}` });
    for (const i of range(nIn)) plan.cells.push({ key: `W ${i} ${j}`, x, y: SMALL + i * CELL_HEIGHT });
    plan.brackets.push({ x: x - 1, y: SMALL, height: tall, side: "left" });
    plan.brackets.push({ x: x + cell + 1, y: SMALL, height: tall, side: "right" });
    rows.forEach(([, letter], k) => plan.cells.push({
      key: letter === "b" ? `b ${j}` : `${letter} ${r} ${j}`, x, y: rowY(k),
    }));
  }
  const height = rowY(3);
  return { ...plan, width: left + nOut * pitch, height, middle: SMALL + tall / 2 };
}

function rowStrips(state, cell, width) {
  const { nIn, nOut, sample: r } = state;
  const plan = emptyPlan();
  const roomy = width > 78 + nIn * cell + 3 * (cell + 40);
  const left = roomy ? 78 : 18, gap = roomy ? 32 : 8;
  const top = 30;
  const x0 = left + EDGE, long = nIn * cell;
  const columns = [["+ ", "b", "b"], ["= ", "Z", "z"], ["→ ", "A", "a"]];
  const columnX = (k) => x0 + long + EDGE + gap + k * (cell + gap);
  const linear = state.convention === 2;
  plan.words.push({ x: x0 + long / 2, y: 16, text: linear ? "x @ wᵀ" : "w @ x", kind: "nn-op" });
  columns.forEach(([before, letter, symbol], k) => plan.words.push({
    x: columnX(k) + cell / 2, y: 16, before, symbol, text: "", kind: "nn-op",
  }));
  for (const j of range(nOut)) {
    const y = top + j * (CELL_HEIGHT + 12);
    plan.words.push({
      x: left - 8, y: y + 23, text: roomy ? `neuron ${j + 1}` : String(j + 1),
      kind: "nn-caption nn-end", q: `n${j + 1}`,
    });
    for (const i of range(nIn)) plan.cells.push({ key: `W ${i} ${j}`, x: x0 + i * cell, y });
    plan.brackets.push({ x: x0 - 1, y, height: CELL_HEIGHT, side: "left" });
    plan.brackets.push({ x: x0 + long + 1, y, height: CELL_HEIGHT, side: "right" });
    columns.forEach(([, letter], k) => plan.cells.push({
      key: letter === "b" ? `b ${j}` : `${letter} ${r} ${j}`, x: columnX(k), y,
    }));
  }
  const height = top + nOut * (CELL_HEIGHT + 12);
  return { ...plan, width: columnX(2) + cell + 4, height, middle: top + nOut * (CELL_HEIGHT + 12) / 2 - 6 };
}

function stripUnits(state, cell, width) {
  return [
    { block: inputPlan(state, cell), after: op("→ each", 82) },
    { block: stripsPlan(state, cell, width) },
  ];
}

// The widest cells with which the plan takes no more lines than it must.
export function stagePlan(state, width) {
  const units = [stripUnits, listUnits, matrixUnits][state.view];
  const plans = CELL_WIDTHS.map((cell) => ({ ...flow(units(state, cell, width), width), cell }));
  const fitting = plans.filter((plan) => plan.width <= width);
  const open = fitting.length ? fitting : plans.slice(-1);
  const fewest = Math.min(...open.map((plan) => plan.lines));
  return { ...open.find((plan) => plan.lines === fewest), cellHeight: CELL_HEIGHT };
}

export function bracketPath({ x, y, height, side, square, round }) {
  const turn = side === "left" ? -1 : 1;
  const tip = x, back = x + turn * 5;
  if (round) return `M${tip} ${y}Q${back} ${y + height / 2} ${tip} ${y + height}`;
  const r = square ? 0 : 4;
  return `M${tip} ${y}H${back - turn * r}Q${back} ${y} ${back} ${y + r}V${y + height - r}`
    + `Q${back} ${y + height} ${back - turn * r} ${y + height}H${tip}`;
}

export const neuronName = (j) => `n${j + 1}`;
export const weightName = (i, j) => `w${i + 1}${j + 1}`;
