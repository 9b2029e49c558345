// Where each number of a layer stands: a plan is { cells, brackets, words,
// width, height, middle }. The same cells are planned for each picture and
// convention, so that a weight can be seen to move from its neuron into W.
//
// cells: { key: "W 0 1", x, y }; brackets: see bracketPath; words: texts.
// `middle` is the height at which an operator stands beside it.

import { range } from "../kit/numbers.js";
import { neuronName } from "./handles.js";
import { writing } from "./state.js";

const CELL_HEIGHT = 36;
const CELL_WIDTHS = [58, 54, 50, 46, 42, 38];
const EDGE = 8; // from a bracket to its first cell
const CAPTION = 24; // a line of words

const emptyPlan = () => ({ cells: [], brackets: [], words: [] });

function shifted(plan, dx, dy, into) {
  for (const kind of ["cells", "brackets", "words"]) {
    for (const part of plan[kind]) into[kind].push({ ...part, x: part.x + dx, y: part.y + dy });
  }
}

const pair = (x, y, width, height, kind = "curly") => [
  { x, y, height, kind, turn: -1 }, { x: x + width, y, height, kind, turn: 1 }];

export function bracketPath({ x, y, height, kind, turn }) {
  const back = x + turn * 5, end = y + height;
  if (kind === "round") return `M${x} ${y}Q${back} ${y + height / 2} ${x} ${end}`;
  const r = kind === "square" ? 0 : 4, corner = back - turn * r;
  return `M${x} ${y}H${corner}Q${back} ${y} ${back} ${y + r}V${end - r}Q${back} ${end} ${corner} ${end}H${x}`;
}

// ---- Blocks, and what stands between them.

// A matrix in brackets with its name and shape below; key(r, c) are the keys.
// Where it is turned, it stands as its transpose.
function matrix(cell, name, shape, key, rows, columns, turn, kind = "curly") {
  if (turn) return matrix(cell, name, shape, (r, c) => key(c, r), columns, rows, false, kind);
  const width = columns * cell, height = rows * CELL_HEIGHT;
  return {
    cells: range(rows).flatMap((r) => range(columns).map(
      (c) => ({ key: key(r, c), x: EDGE + c * cell, y: r * CELL_HEIGHT }))),
    brackets: pair(EDGE - 1, 0, width + 2, height, kind),
    words: [{ x: EDGE + width / 2, y: height + 17, symbol: name, text: ` ${shape}`, kind: "nn-caption" }],
    width: width + 2 * EDGE, height: height + CAPTION, middle: height / 2,
  };
}

const keysOf = (letter) => (r, c) => `${letter} ${r} ${c}`;
const weightKey = keysOf("W"), biasKey = (_, j) => `b ${j}`;

const op = (text, width = 26) => ({ text, width });
const arrow = ({ label }) => op(`${label} →`, label.length * 9.5 + 44);

// [block, what stands after it], … in lines no wider than `width`.
function flow(units, width) {
  const lines = [];
  for (const unit of units) {
    const wide = unit[0].width + (unit[1]?.width ?? 0), last = lines.at(-1);
    if (last && last.width + wide <= width) {
      last.units.push(unit);
      last.width += wide;
    } else {
      lines.push({ units: [unit], width: wide });
    }
  }
  const plan = emptyPlan();
  let y = 0;
  for (const line of lines) {
    const above = Math.max(...line.units.map(([block]) => block.middle));
    const below = Math.max(...line.units.map(([block]) => block.height - block.middle));
    let x = Math.max(0, (width - line.width) / 2);
    for (const [block, after] of line.units) {
      const top = y + above - block.middle;
      shifted(block, x, top, plan);
      x += block.width;
      if (!after) continue;
      plan.words.push({ x: x + after.width / 2, y: y + above + 6, text: after.text, kind: "nn-op" });
      if (after.raised) plan.words.push({ x: x + 5, y: top + 8, text: after.raised, kind: "nn-raised" });
      x += after.width;
    }
    y += above + below + 10;
  }
  const widest = Math.max(...lines.map((line) => line.width));
  return { ...plan, height: y, lines: lines.length, width: widest };
}

// ---- Picture 3: the matrices.

function matrixUnits(state, cell) {
  const { nIn, nOut, batch, convention } = state, { names, shapes } = writing(state), turn = convention === 1;
  const block = (letter, key, rows, columns, turned = turn) => matrix(
    cell, names[letter], shapes[letter], key, rows, columns, turned);
  const X = tagged(block("X", keysOf("X"), batch, nIn), batch, cell, turn);
  const W = block("W", weightKey, nIn, nOut, convention > 0), b = block("b", biasKey, 1, nOut);
  const plus = convention === 2 ? { text: "+", width: 36, raised: "T" } : op("+");
  return [
    ...(turn ? [[W, op("@")], [X, op("+")]] : [[X, op("@")], [W, plus]]), [b, op("=")],
    [block("Z", keysOf("Z"), batch, nOut), arrow(state)], [block("A", keysOf("A"), batch, nOut)]];
}

// Which row of X the other faces show, to be chosen beside the rows.
function tagged(block, batch, cell, across) {
  if (batch === 1) return block;
  const plan = emptyPlan(), [dx, dy] = across ? [0, 28] : [28, 0];
  shifted(block, dx, dy, plan);
  for (const r of range(batch)) {
    const at = across ? { x: EDGE + r * cell + (cell - 28) / 2, y: 0 } : { x: 0, y: r * CELL_HEIGHT };
    plan.cells.push({ key: keysOf("S")(r, 0), ...at });
  }
  return { ...plan, width: block.width + dx, height: block.height + dy, middle: block.middle + dy };
}

// ---- Picture 2: a list of neurons, each its weights and its bias.

// The row of a matrix that is looked at, as a vector.
const vector = ({ sample, convention }, cell, letter, n, shape, kind) => matrix(
  cell, letter.toLowerCase(), shape, (_, i) => `${letter} ${sample} ${i}`, 1, n, convention === 1, kind);

const inputVector = (state, cell) => vector(state, cell, "X", state.nIn,
  `${state.batch > 1 ? `row ${state.sample + 1} of X, ` : ""}(${state.nIn},)`);

function listBlock({ nIn, nOut, convention }, cell) {
  const plan = emptyPlan(), gap = 12;
  const across = convention > 0; // a neuron's weights stand in a row
  const [step, side] = across ? [cell, CELL_HEIGHT] : [CELL_HEIGHT, cell];
  const long = (nIn + 1) * step + gap; // its bias stands apart from the weights
  const pitch = side + 2 * gap;
  for (const j of range(nOut)) {
    const at = j * pitch + gap;
    const place = (along) => (across ? { x: 2 * EDGE + along, y: at } : { x: 2 * EDGE + at, y: 8 + along });
    for (const i of range(nIn)) plan.cells.push({ key: weightKey(i, j), ...place(i * step) });
    plan.cells.push({ key: biasKey(0, j), ...place(nIn * step + gap) });
    const { x, y } = place(0), left = x - 3, wide = (across ? long : cell) + 6;
    plan.brackets.push(...pair(left, y - 2, wide, (across ? CELL_HEIGHT : long) + 4, "round"));
    if (j < nOut - 1) {
      plan.words.push({ x: left + wide + 9, y: y + (across ? 28 : long), text: ",", kind: "nn-op" });
    }
  }
  const width = 4 * EDGE + (across ? long + 6 : nOut * pitch), height = across ? nOut * pitch : long + 16;
  plan.brackets.push(...pair(EDGE - 1, 0, width - 2 * EDGE + 2, height, "square"));
  const text = `neurons, ${convention === 2 ? "each nn.Linear: weight, bias" : "each (w, b)"}`;
  plan.words.push({ x: width / 2, y: height + 17, text, kind: "nn-caption" });
  return { ...plan, width, height: height + CAPTION, middle: height / 2 };
}

function listUnits(state, cell) {
  const out = (letter) => vector(state, cell, letter, state.nOut, `a list of ${state.nOut}`, "square");
  return [
    [inputVector(state, cell), op("→ each of", 106)], [listBlock(state, cell), op("=")],
    [out("Z"), arrow(state)], [out("A")]];
}

// ---- Picture 1: each neuron by itself, from its weights to its output.

function stripsBlock(state, cell, width) {
  const { nIn, nOut, sample, convention } = state, plan = emptyPlan();
  const across = convention > 0; // a neuron's weights stand in a row
  const roomy = across && width > 78 + nIn * cell + 3 * (cell + 40);
  const [step, gap, lead] = !across ? [CELL_HEIGHT, 12, 12] : roomy ? [cell, 32, 40] : [cell, 8, 16];
  const left = !across ? 58 : roomy ? 78 : 18, top = across ? 30 : CAPTION;
  const pitch = across ? CELL_HEIGHT + 12 : cell + 2 * EDGE + 4, long = nIn * step;
  const place = (along, j = 0) => (across ? { x: left + EDGE + along, y: top + j * pitch }
    : { x: left + EDGE + j * pitch, y: top + along });
  const after = (k) => long + lead + k * (step + gap); // b, z and a
  const head = (along, size, word) => plan.words.push({
    ...(across ? { x: place(along).x + size / 2, y: 16, kind: "nn-op" }
      : { x: left - 12, y: place(along).y + size / 2 + 6, kind: "nn-op nn-end" }), ...word,
  });
  head(0, long, across ? { text: convention === 2 ? "x @ wᵀ" : "w @ x" } : { before: "@ ", symbol: "w" });
  [["+ ", "b"], ["= ", "z"], ["→ ", "a"]].forEach(
    ([before, symbol], k) => head(after(k), step, { before, symbol }));
  for (const j of range(nOut)) {
    const { x, y } = place(0, j), q = neuronName(j);
    plan.words.push(across
      ? { x: left - 8, y: y + 23, text: roomy ? `neuron ${j + 1}` : `${j + 1}`, kind: "nn-caption nn-end", q }
      : { x: x + cell / 2, y: 14, text: `neuron ${j + 1}`, kind: "nn-caption", q });
    plan.brackets.push(...(across ? pair(x - 1, y, long + 2, CELL_HEIGHT) : pair(x - 1, y, cell + 2, long)));
    for (const i of range(nIn)) plan.cells.push({ key: weightKey(i, j), ...place(i * step, j) });
    [biasKey(0, j), `Z ${sample} ${j}`, `A ${sample} ${j}`].forEach(
      (key, k) => plan.cells.push({ key, ...place(after(k), j) }));
  }
  if (!across) return { ...plan, width: left + nOut * pitch, height: top + after(3), middle: top + long / 2 };
  const tall = nOut * pitch;
  return { ...plan, width: place(after(2)).x + cell + 4, height: top + tall, middle: top + tall / 2 - 6 };
}

const stripUnits = (state, cell, width) => [
  [inputVector(state, cell), op("→ each", 82)], [stripsBlock(state, cell, width)]];

// The widest cells with which the plan takes no more lines than it must.
export function stagePlan(state, width) {
  const units = [stripUnits, listUnits, matrixUnits][state.view];
  const plans = CELL_WIDTHS.map((cell) => ({ ...flow(units(state, cell, width), width), cell, tall: CELL_HEIGHT }));
  const fitting = plans.filter((plan) => plan.width <= width);
  const open = fitting.length ? fitting : plans.slice(-1);
  const fewest = Math.min(...open.map((plan) => plan.lines));
  return open.find((plan) => plan.lines === fewest);
}
