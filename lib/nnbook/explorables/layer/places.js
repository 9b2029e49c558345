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

const caption = (x, y, text) => ({ x, y, text, kind: "nn-caption" });

const pair = (x, y, width, height, kind = "curly") => [
  { x, y, height, kind, turn: -1 }, { x: x + width, y, height, kind, turn: 1 }];

export function bracketPath({ x, y, height, kind, turn }) {
  const back = x + turn * 5, end = y + height;
  if (kind === "round") return `M${x} ${y}Q${back} ${y + height / 2} ${x} ${end}`;
  const r = kind === "square" ? 0 : 4, corner = back - turn * r;
  const top = `M${x} ${y}H${corner}Q${back} ${y} ${back} ${y + r}`;
  return `${top}V${end - r}Q${back} ${end} ${corner} ${end}H${x}`;
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
    words: [{ ...caption(EDGE + width / 2, height + 17, ` ${shape}`), symbol: name }],
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
      const { text, raised, width: room } = after;
      plan.words.push({ x: x + room / 2, y: y + above + 6, text, kind: "nn-op" });
      if (raised) plan.words.push({ x: x + 5, y: top + 8, text: raised, kind: "nn-raised" });
      x += room;
    }
    y += above + below + 10;
  }
  const widest = Math.max(...lines.map((line) => line.width));
  return { ...plan, height: y, lines: lines.length, width: widest };
}

// ---- Picture 3: the matrices.

function matrixUnits(state, cell) {
  const { nIn, nOut, batch, convention } = state, turn = convention === 1;
  const { names, shapes } = writing(state);
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
    const [x, y] = across ? [EDGE + r * cell + (cell - 28) / 2, 0] : [0, r * CELL_HEIGHT];
    plan.cells.push({ key: keysOf("S")(r, 0), x, y });
  }
  return { ...plan, width: block.width + dx, height: block.height + dy, middle: block.middle + dy };
}

// ---- Neuron by neuron.

// The row of a matrix that is looked at, as a vector.
const vector = ({ sample, convention }, cell, letter, n, shape, kind) => matrix(
  cell, letter.toLowerCase(), shape, (_, i) => keysOf(letter)(sample, i), 1, n,
  convention === 1, kind);

const inputVector = (state, cell) => vector(state, cell, "X", state.nIn,
  `${state.batch > 1 ? `row ${state.sample + 1} of X, ` : ""}(${state.nIn},)`);

// The cells of each neuron, every `pitch` px from `left`, `top`: its weights, and
// then `keysAfter(j)`, the first one `lead` px further, `gap` between them. They
// run `across` or down.
function strips({ nIn, nOut }, cell, across, { left, top, pitch, lead, gap }, keysAfter) {
  const step = across ? cell : CELL_HEIGHT;
  const place = (along, j = 0) => (across ? { x: left + along, y: top + j * pitch }
    : { x: left + j * pitch, y: top + along });
  const after = (k) => nIn * step + lead + k * (step + gap);
  const cells = range(nOut).flatMap((j) => [
    ...range(nIn).map((i) => ({ key: weightKey(i, j), ...place(i * step, j) })),
    ...keysAfter(j).map((key, k) => ({ key, ...place(after(k), j) }))]);
  // What is so long along a strip, as [width, height].
  const size = (long) => (across ? [long, CELL_HEIGHT] : [cell, long]);
  return { cells, place, after, size, step };
}

// ---- Picture 2: a list of neurons, each its weights and its bias.

function listBlock(state, cell) {
  const { nOut, convention } = state, across = convention > 0, gap = 12;
  const pitch = (across ? CELL_HEIGHT : cell) + 2 * gap;
  const origin = across ? { left: 2 * EDGE, top: gap } : { left: 2 * EDGE + gap, top: 8 };
  const { cells, place, after, size } = strips(
    state, cell, across, { ...origin, pitch, lead: gap, gap: 0 }, (j) => [biasKey(0, j)]);
  const [wide, tall] = size(after(1));
  const brackets = [], words = [];
  for (const j of range(nOut)) {
    const { x, y } = place(0, j);
    brackets.push(...pair(x - 3, y - 2, wide + 6, tall + 4, "round"));
    const comma = { x: x + wide + 12, y: y + (across ? 28 : tall), text: ",", kind: "nn-op" };
    if (j < nOut - 1) words.push(comma);
  }
  const width = 4 * EDGE + (across ? wide + 6 : nOut * pitch);
  const height = across ? nOut * pitch : tall + 16;
  brackets.push(...pair(EDGE - 1, 0, width - 2 * EDGE + 2, height, "square"));
  const what = convention === 2 ? "each nn.Linear: weight, bias" : "each (w, b)";
  words.push(caption(width / 2, height + 17, `neurons, ${what}`));
  return { cells, brackets, words, width, height: height + CAPTION, middle: height / 2 };
}

function listUnits(state, cell) {
  const { nOut } = state, out = (letter) => vector(
    state, cell, letter, nOut, `a list of ${nOut}`, "square");
  return [
    [inputVector(state, cell), op("→ each of", 106)], [listBlock(state, cell), op("=")],
    [out("Z"), arrow(state)], [out("A")]];
}

// ---- Picture 1: each neuron by itself, from its weights to its output.

function stripsBlock(state, cell, width) {
  const { nIn, nOut, sample, convention } = state, across = convention > 0;
  const roomy = across && width > 78 + nIn * cell + 3 * (cell + 40);
  const pitch = across ? CELL_HEIGHT + 12 : cell + 2 * EDGE + 4;
  const left = !across ? 58 : roomy ? 78 : 18, top = across ? 30 : CAPTION;
  const gap = !across ? 12 : roomy ? 32 : 8, lead = across ? EDGE + gap : gap;
  const { cells, place, after, size, step } = strips(
    state, cell, across, { left: left + EDGE, top, pitch, lead, gap },
    (j) => [biasKey(0, j), keysOf("Z")(sample, j), keysOf("A")(sample, j)]);
  const [wide, tall] = size(nIn * step), words = [];
  // What the cells from `along` are, said once for all neurons.
  const head = (along, long, word) => words.push(across
    ? { x: place(along).x + long / 2, y: 16, kind: "nn-op", ...word }
    : { x: left - 12, y: place(along).y + long / 2 + 6, kind: "nn-op nn-end", ...word });
  const product = convention === 2 ? "x @ wᵀ" : "w @ x";
  head(0, nIn * step, across ? { text: product } : { before: "@ ", symbol: "w" });
  [["+ ", "b"], ["= ", "z"], ["→ ", "a"]].forEach(
    ([before, symbol], k) => head(after(k), step, { before, symbol }));
  const brackets = [];
  for (const j of range(nOut)) {
    const { x, y } = place(0, j), q = neuronName(j), name = `neuron ${j + 1}`;
    brackets.push(...pair(x - 1, y, wide + 2, tall));
    words.push(across
      ? { x: left - 8, y: y + 23, text: roomy ? name : name.at(-1), kind: "nn-caption nn-end", q }
      : { ...caption(x + cell / 2, 14, name), q });
  }
  const all = nOut * pitch, plan = { cells, brackets, words };
  return across
    ? { ...plan, width: place(after(2)).x + cell + 4, height: top + all, middle: top + all / 2 - 6 }
    : { ...plan, width: left + all, height: top + after(3), middle: top + tall / 2 };
}

const stripUnits = (state, cell, width) => [
  [inputVector(state, cell), op("→ each", 82)], [stripsBlock(state, cell, width)]];

// The widest cells with which the plan takes no more lines than it must.
export function stagePlan(state, width) {
  const units = [stripUnits, listUnits, matrixUnits][state.view];
  const plans = CELL_WIDTHS.map((cell) => (
    { ...flow(units(state, cell, width), width), cell, tall: CELL_HEIGHT }));
  const fitting = plans.filter((plan) => plan.width <= width);
  const open = fitting.length ? fitting : plans.slice(-1);
  const fewest = Math.min(...open.map((plan) => plan.lines));
  return open.find((plan) => plan.lines === fewest);
}
