// The chain: functions as boxes with their own plots, values on the arrows.

import { html, label, say, set, svg } from "../kit/dom.js";
import { drag, number, slider } from "../kit/handle.js";
import { fmt, range, sign, subscript } from "../kit/numbers.js";
import { makeChip } from "../kit/parts.js";
import { KINDS, KIND_LABELS, applyKind, hasParameter } from "./chain.js";
import { BOX, BOX_HEIGHT, PILL, across, down, fits } from "./places.js";
import { PLACES, brief, exchange } from "./state.js";

const SMALL = 41; // points of the little curve in a box
const FORMULAS = {
  square: "t²", relu: "max(0, t)", sigmoid: "1/(1 + e⁻ᵗ)", step: "1 if t > 0",
};

// ---- The plot in a box: a window that holds the operating point, 4 wide each
// way, or the next power of two.

const windowOf = (value) => 2 ** Math.max(2, Math.ceil(Math.log2(Math.abs(value) || 1)));
const t = new Float64Array(SMALL), out = new Float64Array(SMALL);

function makeLittle() {
  const axes = svg("path", { class: "nn-axis" });
  const guide = svg("path", { class: "nn-guide" });
  const curve = svg("path", { class: "nn-curve" });
  const dot = svg("circle", { class: "nn-dot", r: 5 });
  const plot = svg("svg", {}, axes, guide, curve, dot);
  const [width, height, pad] = [BOX - 8, BOX_HEIGHT - 8, 7];
  let drawn = ""; // the curve changes seldom, the point on it always

  function drawCurve({ kind, p }, wide, toX, toY) {
    set(axes, { d: `M0 ${toY(0)}H${width}M${toX(0)} 0V${height}` });
    if (kind === "step") {
      set(curve, { d: `M${toX(-wide)} ${toY(0)}H${toX(0)}M${toX(0)} ${toY(1)}H${toX(wide)}` });
      return;
    }
    for (let i = 0; i < SMALL; i++) t[i] = wide * (2 * i / (SMALL - 1) - 1);
    applyKind(kind, p, t, out);
    // A straight line needs its two ends alone, a ReLU its corner too.
    const kept = hasParameter(kind) ? [0, SMALL - 1]
      : kind === "relu" ? [0, (SMALL - 1) / 2, SMALL - 1] : range(SMALL);
    const points = kept.map((i) => `${toX(t[i]).toFixed(1)} ${toY(out[i]).toFixed(1)}`);
    set(curve, { d: `M${points.join("L")}` });
  }

  function draw(x, y, step, from, to) {
    const { kind, p } = step;
    const wide = windowOf(from), tall = kind === "sigmoid" || kind === "step" ? 1 : windowOf(to);
    const low = hasParameter(kind) ? -tall : 0;
    const toX = (v) => pad + (v + wide) / (2 * wide) * (width - 2 * pad);
    const toY = (v) => height - pad - (v - low) / (tall - low) * (height - 2 * pad);
    set(plot, { x: x + 4, y: y + 4, width, height });
    const key = `${kind} ${hasParameter(kind) && p} ${wide} ${tall}`;
    if (key !== drawn) { drawCurve(step, wide, toX, toY); drawn = key; }
    const px = toX(from), py = toY(to);
    set(guide, { d: `M${px} ${toY(0)}V${py}H${width}` });
    set(dot, { cx: px, cy: py });
  }
  return { plot, draw };
}

// ---- One function: its plot with the operating point, its name, its parameter.

function makeBox(model, i, signal) {
  const q = { "data-q": `f${i + 1}` };
  const frame = svg("rect", { class: "nn-node", rx: 9 });
  const little = makeLittle();
  const name = label("nn-sym");
  say(name, `f${subscript(i + 1)}`);
  const halo = svg("rect", { class: "nn-halo", rx: 12 });
  const node = svg("g", {
    ...q, class: "nn-move", tabindex: 0, role: "group",
    "aria-roledescription": "movable function",
  }, frame, little.plot, name, halo);
  const formula = label("nn-dim", q), chip = makeChip(`p${i + 1}`);
  const select = html("select", { ...q, "aria-label": `function f${i + 1}` },
    ...KINDS.map((kind) => html("option", {}, KIND_LABELS[kind])));
  select.addEventListener("change", () => {
    model.set(`f${i + 1}`, select.selectedIndex);
    model.save_changes();
  }, { signal });
  const its = number(model, `p${i + 1}`);
  const sync = slider(chip.node, () => its, signal);

  function draw(room, { kind, p }, from, to) {
    const [cx, cy] = room.boxes[i], [x, y] = [cx - BOX / 2, cy - BOX_HEIGHT / 2];
    set(frame, { x, y, width: BOX, height: BOX_HEIGHT });
    set(halo, { x: x - 4, y: y - 4, width: BOX + 8, height: BOX_HEIGHT + 8 });
    set(name, { x: room.names[i][0], y: room.names[i][1] });
    set(node, {
      "aria-label": `f${i + 1}, ${KIND_LABELS[kind]}${hasParameter(kind) ? ` by ${fmt(p)}` : ""}: `
        + `${brief(from)} becomes ${brief(to)}. Arrow keys move it.`,
    });
    const sum = fmt(p).startsWith("−") ? `− ${fmt(-p)}` : `+ ${fmt(p)}`;
    const [chipX, chipY] = room.chips[i];
    set(formula, { x: chipX, y: chipY });
    say(formula, FORMULAS[kind] ?? "");
    chip.place(chipX, chipY, 78, 26, kind === "scale" ? `× ${fmt(p)}` : sum);
    const place = KINDS.indexOf(kind);
    if (select.selectedIndex !== place) select.selectedIndex = place;
    little.draw(x, y, { kind, p }, from, to);
    its.label = `f${i + 1}: ${kind} by`;
    sync();
  }
  return { node, formula, chip: chip.node, select, draw };
}

// ---- Arrows with values, and the two ends.

function makeArrow(q) {
  const line = svg("path", { class: "nn-flow" });
  const head = svg("path", { class: "nn-head" });
  const back = svg("rect", { class: "nn-back", rx: 4 });
  const value = label("nn-strong");
  const node = svg("g", { "data-q": q }, line, head, back, value);
  function draw({ from, to: [x, y], value: [cx, cy] }, amount, text) {
    const flat = from[1] === y, kind = sign(amount);
    set(line, {
      d: flat ? `M${from[0]} ${y}H${x - 8}` : `M${x} ${from[1]}V${y - 8}`, "data-sign": kind,
    });
    set(head, {
      d: flat ? `M${x - 1} ${y}l-9 -5v10Z` : `M${x} ${y - 1}l-5 -9h10Z`, "data-sign": kind,
    });
    set(value, { x: cx, y: cy });
    say(value, text);
    value.classList.toggle("nn-long", text.length > 7);
    const half = text ? 4.2 * text.length + 3 : 0;
    set(back, { x: cx - half, y: cy - 11, width: 2 * half, height: 22 });
  }
  return { node, draw };
}

function makePill(symbol) {
  const back = svg("rect", { class: "nn-node", rx: 19 });
  const value = label("nn-strong"), name = label("nn-sym");
  say(name, symbol);
  const halo = svg("rect", { class: "nn-halo", rx: 23 });
  const node = svg("g", {}, back, value, name, halo);
  function draw([x, y], text, above) {
    set(back, { x: x - PILL / 2, y: y - 19, width: PILL, height: 38 });
    set(halo, { x: x - PILL / 2 - 4, y: y - 23, width: PILL + 8, height: 46 });
    set(value, { x, y });
    set(name, above ? { x, y: y + above } : { x: x + 46, y });
    say(value, text);
    value.classList.toggle("nn-long", text.length > 7);
  }
  return { node, draw };
}

const swapIcon = () => svg(
  "svg", { viewBox: "0 0 20 20", width: 18, height: 18, "aria-hidden": true },
  svg("path", { d: "M3 7H16M12.5 3.5L16 7L12.5 10.5M17 13.5H4M7.5 10L4 13.5L7.5 17" }));

function makeSwap(model, i, signal) {
  const button = html("button", {
    type: "button", class: "nn-swap", title: "exchange these two",
    "aria-label": `exchange f${i + 1} and f${i + 2}`,
  }, swapIcon());
  button.addEventListener("click", () => exchange(model, i), { signal });
  return button;
}

// ---- Moving a function: an arrow key along the chain, or dragging.

function makeMovable(model, boxes, i, toward, signal) {
  boxes[i].node.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    if (exchange(model, by > 0 ? i : i - 1)) boxes[i + by].node.focus();
  }, { signal });
  drag(boxes[i].node, {
    begin: () => ({ at: i }),
    move(event, { value }) {
      const by = toward(event, value.at);
      if (!by || !exchange(model, by > 0 ? value.at : value.at - 1)) return;
      value.at += by;
      boxes[value.at].node.focus({ preventScroll: true });
    },
    restore() {},
  }, signal);
}

export function makeChain(model, signal) {
  const boxes = range(PLACES).map((i) => makeBox(model, i, signal));
  const arrows = range(PLACES + 1).map((i) => makeArrow(i ? `h${i}` : "x"));
  const input = makePill("x"), output = makePill("y");
  set(input.node, { "data-q": "x" });
  const swaps = range(PLACES - 1).map((i) => makeSwap(model, i, signal));
  const layer = svg("g");
  const picture = svg("svg", { role: "group", "aria-label": "The chain of functions" }, layer);
  const face = html("div", { class: "nnx-chain" }, picture);
  const x = number(model, "x", "input x");
  const sync = slider(input.node, () => x, signal);

  let room = null;
  // Which way the pointer is past the middle between the box and the next one.
  const toward = (event, at) => {
    const area = picture.getBoundingClientRect(), { centres, sideways } = room;
    const here = sideways ? event.clientX - area.left : event.clientY - area.top;
    return [1, -1].find((d) => centres[at + d] !== undefined
      && d * (here - (centres[at] + centres[at + d]) / 2) > 0);
  };
  boxes.forEach((_, i) => makeMovable(model, boxes, i, toward, signal));

  // What is not part of the chain is not in the page: nothing to tab to.
  let built = "";
  function build({ n, steps, kinds }) {
    if (kinds === built) return;
    built = kinds;
    const held = document.activeElement, used = boxes.slice(0, n);
    layer.replaceChildren(
      ...arrows.slice(0, n + 1).map((arrow) => arrow.node), input.node,
      ...used.flatMap((box, i) => [box.node, hasParameter(steps[i].kind) ? box.chip : box.formula]),
      output.node);
    const wanted = used.flatMap((box, i) => (i ? [swaps[i - 1], box.select] : [box.select]));
    for (const node of face.querySelectorAll("select, button")) {
      if (!wanted.includes(node)) node.remove();
    }
    for (const node of wanted) if (!node.isConnected) face.append(node);
    if (wanted.some((node, i) => node !== face.children[i + 1])) face.append(...wanted);
    if (held && face.contains(held) && held !== document.activeElement) {
      held.focus({ preventScroll: true });
    }
  }

  function draw(state, width) {
    const { n, steps, values } = state;
    build(state);
    const key = `${n} ${width}`;
    if (room?.key !== key) {
      room = { key, ...(fits(n, width) ? across(n, width) : down(n, width)) };
      set(picture, { viewBox: `0 0 ${width} ${room.height}`, width, height: room.height });
      face.dataset.sideways = room.sideways;
      const put = (node, left, top) => set(node, { style: `left:${left}px;top:${top}px` });
      room.selects.forEach(([left, top], i) => put(boxes[i].select, left, top));
      room.swaps.forEach(([left, top], i) => put(swaps[i], left - 16, top - 15));
    }
    steps.forEach((step, i) => boxes[i].draw(room, step, values[i], values[i + 1]));
    input.draw(room.input, brief(values[0]), room.above);
    output.draw(room.output, brief(values[n]), room.above);
    set(output.node, { "data-q": `h${n}` });
    range(n + 1).forEach((i) => arrows[i].draw(
      room.arrows[i], values[i], i > 0 && i < n ? brief(values[i]) : ""));
    sync();
  }
  return { face, draw, sized: true };
}

