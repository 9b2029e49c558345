// The numbers of the layer: as separate neurons, as a list, as matrices.

import { html, label, say, set, svg } from "../kit/dom.js";
import { sign } from "../kit/numbers.js";
import { handle, namesOf, radio } from "./handles.js";
import { bracketPath, stagePlan } from "./places.js";
import { cellText } from "./state.js";

function word({ x, y, before = "", symbol = "", text = "", kind, q }) {
  const anchor = kind.includes("nn-end") ? "end" : "middle";
  const node = svg("text", { x, y, class: kind, "text-anchor": anchor }, before);
  if (symbol) node.append(svg("tspan", { class: symbol.length > 1 ? "" : "nn-sym" }, symbol));
  if (q) set(node, { "data-q": q });
  node.append(text);
  return node;
}

// A cell of a matrix.
function makeNumber(model, key, signal) {
  const [kind, i, j] = key;
  const rect = svg("rect", { class: "nn-fill", rx: 6 }), text = label();
  const node = svg("g", { class: "nn-cell", "data-q": namesOf(key) }, rect, text);
  const sync = handle(node, model, () => key, signal);
  const lay = ({ cell, tall }) => {
    set(rect, { x: 1, y: 1, width: cell - 2, height: tall - 2 });
    set(text, { x: cell / 2, y: tall / 2 });
  };
  const draw = (state) => {
    const value = kind === "b" ? state.b[i] : state[kind][i][j];
    say(text, cellText(value));
    const shade = 0.07 + 0.3 * Math.min(1, Math.abs(value));
    set(rect, { "data-sign": sign(value), "fill-opacity": shade });
    sync?.();
  };
  return { node, lay, draw };
}

// What chooses a row of X.
function makeTag(model, r, nodeAt, signal) {
  const rect = svg("rect", { class: "nn-fill", rx: 6, x: 1, width: 26, height: 26 });
  const text = label("", { x: 14 });
  const node = svg("g", { class: "nn-cell nn-tag", "data-q": namesOf(["S", r]) }, rect, text);
  const mark = radio(node, model, "sample", r, nodeAt, signal);
  say(text, String(r + 1));
  const lay = (plan, { convention }) => {
    const top = convention === 1 ? 0 : 5;
    set(rect, { y: top });
    set(text, { y: top + 13 });
  };
  return { node, lay, draw: ({ sample }) => mark(r === sample, `show row ${r + 1} of X`) };
}

export function makeStage(model, signal) {
  const brackets = svg("g"), words = svg("g"), holder = svg("g");
  const picture = svg("svg", { role: "group", "aria-label": "The numbers of the layer" },
    brackets, words, holder);
  const face = html("div", { class: "nnx-stage" }, picture);
  const cells = new Map();

  function cellOf(name) {
    if (cells.has(name)) return cells.get(name);
    const [kind, ...places] = name.split(" "), key = [kind, ...places.map(Number)];
    const cell = kind === "S" ? makeTag(model, key[1], (r) => cells.get(`S ${r} 0`).node, signal)
      : makeNumber(model, key, signal);
    set(cell.node, { "data-cell": name });
    cells.set(name, cell);
    return cell;
  }

  // From one picture to the next the cells move; with a new width they jump.
  let timer = 0;
  function glide() {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    clearTimeout(timer);
    picture.classList.add("nn-glide");
    timer = setTimeout(() => picture.classList.remove("nn-glide"), 800);
  }

  let shown = [], form = "", wide = 0;
  function lay(state, width) {
    const plan = stagePlan(state, width);
    if (width === wide) glide();
    set(picture, { viewBox: `0 0 ${width} ${plan.height}`, width, height: plan.height });
    picture.classList.toggle("nn-small", plan.cell < 50);
    brackets.replaceChildren(...plan.brackets.map(
      (each) => svg("path", { class: "nn-bracket", d: bracketPath(each) })));
    words.replaceChildren(...plan.words.map(word));
    const wanted = plan.cells.map(({ key }) => cellOf(key));
    for (const cell of shown) if (!wanted.includes(cell)) cell.node.remove();
    // In reading order, so that the Tab key goes through it; what stays where
    // it is in that order is not moved, for it may have the focus.
    let before = holder.firstChild;
    wanted.forEach((cell, k) => {
      const { x, y } = plan.cells[k];
      if (cell.node === before) before = before.nextSibling;
      else holder.insertBefore(cell.node, before);
      cell.node.style.transform = `translate(${x}px, ${y}px)`;
      cell.lay(plan, state);
    });
    shown = wanted;
  }

  function draw(state, width) {
    if (form !== state.form || wide !== width) lay(state, width);
    [form, wide] = [state.form, width];
    for (const cell of shown) cell.draw(state);
  }
  return { face, draw, sized: true, cancel: () => clearTimeout(timer) };
}
