import { ACTIVATION_LABELS, ACTIVATION_SYMBOLS, activate } from "../kit/nn.js";
import {
  announcer, clamp, code, drag, eachFrame, factor, fmt, html, keyStep, lightUp,
  math, say, set, sign, subscript, svg, thickness,
} from "../kit/draw.js";
import { arrayCode, copyButton, inTorch, noted, numpyHead, pythonNumber, takeRow, tensorCode } from "../kit/code.js";

const GATES = { AND: [0, 0, 0, 1], OR: [0, 1, 1, 1], XOR: [0, 1, 1, 0] };
const CORNERS = [[0, 0], [0, 1], [1, 0], [1, 1]];
const WEIGHT_LIMIT = 3; // how far dragging and keys move a weight or the bias
const STEP = 0.05;

const indices = (n) => Array.from({ length: n }, (_, i) => i);
// Tidy: 24 steps of 0.05 are 1.2, not 1.2000000000000002.
const snap = (value) => Number((Math.round(value / STEP) * STEP).toFixed(10));

// ---- State: everything that a frame needs, calculated once.

function gatePoints(name) {
  return CORNERS.map((corner, i) => [...corner, GATES[name][i]]);
}

function readState(model) {
  const n = model.get("n_inputs");
  const x = indices(n).map((i) => model.get(`x${i + 1}`));
  const w = indices(n).map((i) => model.get(`w${i + 1}`));
  const used = model.get("use_bias");
  const b = used ? model.get("bias") : 0;
  const phi = model.get("activations")[model.get("activation_index")];
  const data = model.get("datasets")[model.get("data_index")] ?? "none";
  const points = data === "none" ? []
    : data === "yours" ? model.get("points") : gatePoints(data);
  const products = x.map((value, i) => value * w[i]);
  const z = products.reduce((sum, p) => sum + p, 0) + b;
  const a = activate(phi, [z], [0])[0];
  const zAt = (point) => w.reduce((sum, wi, i) => sum + wi * point[i], b);
  const right = points.map((p) => (zAt(p) > 0) === (p[n] === 1));
  const nRight = right.filter(Boolean).length;
  const extent = model.get("extent");
  return {
    n, x, w, b, used, phi, data, points, products, z, a, zAt, right, nRight, extent,
  };
}

// ---- A number in the picture that can be dragged or stepped like a slider.

function makeHandle(node, model, trait, label, range, signal) {
  set(node, { role: "slider", tabindex: 0, "aria-label": label });
  const write = (value) => {
    const [low, high] = range();
    model.set(trait, clamp(snap(value), low, high));
    model.save_changes();
  };
  drag(node, () => model.get(trait), (event, start) => {
    const dx = event.clientX - start.event.clientX;
    const dy = event.clientY - start.event.clientY;
    write(start.value + (dx - dy) * 0.02);
  }, signal);
  node.addEventListener("keydown", (event) => {
    const steps = keyStep(event);
    if (!steps) return;
    event.preventDefault();
    const [low, high] = range();
    write(clamp(model.get(trait) + steps * STEP, low, high));
  }, { signal });
  return () => {
    const [low, high] = range();
    const value = model.get(trait);
    set(node, {
      "aria-valuemin": low, "aria-valuemax": high,
      "aria-valuenow": clamp(value, low, high), "aria-valuetext": fmt(value),
      "aria-disabled": Boolean(model.locked?.(trait)),
    });
  };
}

const weightRange = () => [-WEIGHT_LIMIT, WEIGHT_LIMIT];

// ---- Face 1: the diagram.

function makeChip(q, label) {
  const rect = svg("rect", { rx: 6 });
  const text = svg("text", { "text-anchor": "middle", "dominant-baseline": "central" });
  const node = svg("g", { class: "nn-chip", "data-q": q, "aria-label": label }, rect, text);
  return { node, rect, text };
}

function placeChip(chip, cx, cy, width, height, lines) {
  set(chip.rect, { x: cx - width / 2, y: cy - height / 2, width, height });
  set(chip.text, { x: cx, y: cy });
  if (lines.length === 1) return say(chip.text, lines[0]);
  if (chip.text.childElementCount !== lines.length) {
    chip.text.replaceChildren(...lines.map(() => svg("tspan")));
  }
  lines.forEach((line, i) => {
    const span = chip.text.children[i];
    set(span, { x: cx, y: cy + (i - (lines.length - 1) / 2) * 16 });
    say(span, line);
  });
}

function makeNode(q, symbol, symbolClass = "nn-sym") {
  const circle = svg("circle", { class: "nn-node" });
  const tint = svg("circle", { class: "nn-tint" });
  const value = svg("text", { "text-anchor": "middle", "dominant-baseline": "central" });
  const name = svg("text", { "text-anchor": "middle", class: symbolClass });
  say(name, symbol);
  const halo = svg("circle", { class: "nn-halo" });
  const node = svg("g", { "data-q": q }, circle, tint, value, name, halo);
  set(tint, { "fill-opacity": 0 });
  return { node, circle, tint, value, name, halo };
}

function placeNode(part, cx, cy, r, text, above = true) {
  for (const c of [part.circle, part.tint]) set(c, { cx, cy, r });
  set(part.halo, { cx, cy, r: r + 5 });
  set(part.value, { x: cx, y: cy });
  set(part.name, { x: cx, y: above ? cy - r - 8 : cy + r + 18 });
  say(part.value, text);
}

// The activation's range on its little plot, for z between −reach and reach.
function curveRange(phi, reach) {
  if (phi === "tanh") return [-1, 1];
  if (phi === "identity") return [-reach, reach];
  return [0, phi === "relu" ? reach : 1];
}

function curvePath(phi, low, high, toX, toY) {
  if (phi === "step") {
    return `M${toX(low)} ${toY(0)}H${toX(0)}M${toX(0)} ${toY(1)}H${toX(high)}`;
  }
  const z = indices(81).map((i) => low + (high - low) * i / 80);
  const a = activate(phi, z, new Float64Array(81));
  return "M" + z.map((v, i) => `${toX(v).toFixed(1)} ${toY(a[i]).toFixed(1)}`).join("L");
}

function makeDiagram(model, n, signal) {
  const edges = indices(n).map((i) => svg("path", { class: "nn-edge", "data-q": `w${i + 1}` }));
  const chips = indices(n).map((i) => makeChip(`w${i + 1}`, ""));
  const nodes = indices(n).map((i) => makeNode(`x${i + 1}`, `x${subscript(i + 1)}`));
  const bias = makeChip("b", "");
  const sum = makeNode("z", "z");
  const output = makeNode("a", "a");
  const wires = ["b", "z", "a"].map((q) => svg("path", { class: "nn-wire", "data-q": q }));
  const sigma = svg("text", { "text-anchor": "middle", class: "nn-dim" }, "Σ");
  const box = svg("rect", { class: "nn-node", rx: 9, "data-q": "a" });
  const axes = svg("path", { class: "nn-axis" });
  const guide = svg("path", { class: "nn-guide", "data-q": "z a" });
  const curve = svg("path", { class: "nn-curve" });
  const dot = svg("circle", { class: "nn-dot", r: 5, "data-q": "z a" });
  const boxName = svg("text", { "text-anchor": "middle", class: "nn-dim" });
  const top = svg("text", { "text-anchor": "end", class: "nn-dim" });
  const picture = svg(
    "svg", { role: "group", "aria-label": "Diagram of the neuron" },
    ...edges, ...wires, box, axes, guide, curve, dot, boxName, top,
    ...nodes.map((part) => part.node), sum.node, sigma, output.node, bias.node,
    ...chips.map((chip) => chip.node));
  const face = html("div", { class: n > 2 ? "nnx-diagram nnx-alone" : "nnx-diagram" }, picture);
  const syncs = [
    ...indices(n).flatMap((i) => [
      makeHandle(nodes[i].node, model, `x${i + 1}`, `input x${i + 1}`,
        () => model.get("extent"), signal),
      makeHandle(chips[i].node, model, `w${i + 1}`, `weight w${i + 1}`, weightRange, signal),
    ]),
    makeHandle(bias.node, model, "bias", "bias b", weightRange, signal),
  ];

  function draw(state, width) {
    const { x, w, z, a, phi, products } = state;
    const wide = width >= 470;
    const gap = n === 2 ? 84 : 66;
    const middle = Math.max(66, 52 + gap * (n - 1) / 2);
    const height = Math.max(middle + 92, 2 * middle - 22);
    set(picture, { viewBox: `0 0 ${width} ${height}`, width, height });
    const outX = width - 34;
    const lack = Math.max(0, 322 - width); // what a very narrow one takes from the plot
    const boxW = clamp(width * 0.2, 72, 132) - 0.65 * lack, boxH = boxW * 0.86;
    const wire = (wide ? 22 : 10) - 0.17 * lack;
    const boxX = outX - 24 - wire - boxW;
    const sumX = boxX - wire - 27;
    const inX = 28;

    for (const i of indices(n)) {
      const y = middle + (i - (n - 1) / 2) * gap;
      placeNode(nodes[i], inX, y, 22, fmt(x[i]));
      set(edges[i], {
        d: `M${inX + 22} ${y}L${sumX - 25} ${middle + (y - middle) * 0.12}`,
        "stroke-width": thickness(w[i]), "data-sign": sign(w[i]),
      });
      const t = wide || n < 3 ? 0.5 : 0.42; // nearer the inputs there is more room
      const cx = inX + 22 + t * (sumX - 25 - inX - 22);
      const cy = y + t * (middle + (y - middle) * 0.12 - y);
      if (wide) {
        placeChip(chips[i], cx, cy, 134, 26, [`× ${fmt(w[i])} = ${fmt(products[i])}`]);
      } else {
        placeChip(chips[i], cx, cy, 70, 38, [`× ${fmt(w[i])}`, `= ${fmt(products[i])}`]);
      }
    }
    placeNode(sum, sumX, middle, 27, fmt(z));
    set(sum.value, { y: middle + 7, class: "nn-strong" });
    set(sigma, { x: sumX, y: middle - 9 });
    const biasY = middle + 74;
    placeChip(bias, sumX, biasY, 88, 26, [state.used ? `b = ${fmt(state.b)}` : "no bias"]);
    bias.node.classList.toggle("nn-off", !state.used);
    set(wires[0], { d: `M${sumX} ${middle + 27}V${biasY - 13}` });
    wires[0].classList.toggle("nn-off", !state.used);
    set(wires[1], { d: `M${sumX + 27} ${middle}H${boxX}` });
    set(wires[2], { d: `M${boxX + boxW} ${middle}H${outX - 24}` });
    drawCurve(state, boxX, middle - boxH / 2, boxW, boxH);
    set(boxName, { x: boxX + boxW / 2, y: middle + boxH / 2 + 18 });
    say(boxName, ACTIVATION_LABELS[phi]);
    placeNode(output, outX, middle, 24, fmt(a));
    set(output.value, { class: "nn-strong" });
    set(output.tint, { "data-sign": sign(a), "fill-opacity": 0.45 * Math.min(1, Math.abs(a)) });
    for (const sync of syncs) sync();
  }

  let drawn = ""; // the curve changes seldom, the point on it always
  function drawCurve({ phi, z, a }, x0, y0, width, height) {
    const reach = Math.abs(z) <= 4 ? 4 : 2 ** Math.ceil(Math.log2(Math.abs(z)));
    const [low, high] = curveRange(phi, reach);
    const pad = 11;
    const toX = (v) => x0 + pad + (v + reach) / (2 * reach) * (width - 2 * pad);
    const toY = (v) => y0 + height - pad - (v - low) / (high - low) * (height - 2 * pad);
    const place = `${phi} ${reach} ${x0} ${y0} ${width}`;
    if (drawn !== place) {
      set(box, { x: x0, y: y0, width, height });
      set(axes, { d: `M${toX(-reach)} ${toY(0)}H${toX(reach)}M${toX(0)} ${y0 + 4}V${y0 + height - 4}` });
      set(curve, { d: curvePath(phi, -reach, reach, toX, toY) });
      set(top, { x: toX(0) - 4, y: toY(high) + 5 });
      say(top, String(high));
      drawn = place;
    }
    const px = toX(clamp(z, -reach, reach)), py = toY(clamp(a, low, high));
    set(guide, { d: `M${px} ${toY(0)}V${py}H${x0 + width - 4}` });
    set(dot, { cx: px, cy: py });
  }
  return { face, draw };
}

// ---- Face 2: the equation, in MathML.

function makeEquation(n) {
  const number = (q, kind = "mn") => math(kind, { "data-q": q });
  const chunk = (width, ...parts) => html(
    "span", { class: "nn-term", style: `min-width:${width}em` },
    math("math", {}, ...parts));
  // Each part is a formula of its own, so that a line can break between
  // them; "infix" keeps the space around an operator that begins one.
  const mo = (text) => math("mo", { form: "infix" }, text);
  const bracket = (text) => math("mo", { stretchy: false }, text);
  const mi = (text) => math("mi", {}, text);
  const w = indices(n).map((i) => number(`w${i + 1}`));
  const x = indices(n).map((i) => number(`x${i + 1}`));
  const bias = number("b"), z = number("z"), z2 = number("z"), a = number("a");
  const phi = mi("σ");
  const face = html(
    "div", { class: "nnx-equation", role: "group", "aria-label": "The equation with its numbers" },
    chunk(2, mi("z"), mo("=")),
    ...indices(n).flatMap((i) => [
      chunk(0, ...(i ? [mo("+")] : []), w[i], mo("·"), x[i]),
    ]),
    chunk(4.7, mo("+"), bias), chunk(4.2, mo("="), z),
    html("span", { class: "nn-gap" }),
    chunk(0, mi("a"), mo("="), phi, bracket("("), z2, bracket(")")), chunk(3.6, mo("="), a));
  for (const node of [z, a]) node.classList.add("nn-strong");

  // Each term is as wide as its widest value, so that nothing jumps; what
  // makes it wider, an x below 0 or a longer name, changes seldom.
  const [, ...terms] = face.querySelectorAll(".nn-term");
  const reserve = (term, width) => {
    if (term.dataset.width === String(width)) return;
    term.dataset.width = width;
    term.style.minWidth = `${width}em`;
  };

  function draw(state) {
    state.x.forEach((value, i) => reserve(terms[i], 5.75 + (i > 0) * 1.2 + (value < 0) * 1.4));
    reserve(terms[n + 2], 5.9 + 0.5 * ACTIVATION_SYMBOLS[state.phi].length);
    w.forEach((node, i) => {
      say(node, factor(state.w[i]));
      node.setAttribute("class", `nn-${sign(state.w[i])}${hotClass(node)}`);
    });
    x.forEach((node, i) => say(node, factor(state.x[i])));
    say(bias, factor(state.b));
    bias.classList.toggle("nn-off", !state.used);
    say(z, fmt(state.z));
    say(z2, fmt(state.z));
    say(a, fmt(state.a));
    say(phi, ACTIVATION_SYMBOLS[state.phi]);
  }
  return { face, draw };
}

const hotClass = (node) => (node.classList.contains("nn-hot") ? " nn-hot" : "");

// ---- Face 3: the plane of two inputs, or the curve over one.

// Where the shading is calculated: densely around z = 0, then sparsely.
const SHADE_Z = indices(21).map((i) => 12 * (i / 10 - 1) * Math.abs(i / 10 - 1))
  .flatMap((z) => (z === 0 ? [-1e-6, 1e-6] : [z])); // at 0 the step jumps
const SHADE_A = new Float64Array(SHADE_Z.length);

// How strongly the colour of a point says what a is there, from −1 to 1.
const strength = (phi, a) => (
  phi === "sigmoid" || phi === "step" ? 2 * a - 1 : a / (1 + Math.abs(a)));

// Shades the square by a: blue where z > 0, orange where z < 0. The output
// changes along w alone, so that one gradient in this direction draws it.
function shade(canvas, { w, b, phi, extent: [low, high] }, colours) {
  const context = canvas.getContext("2d");
  const side = canvas.width, unit = side / (high - low);
  const square = w[0] * w[0] + w[1] * w[1];
  const at = (z) => {
    const t = (z - b) / square; // the point t·w has this z
    return [(t * w[0] - low) * unit, (high - t * w[1]) * unit];
  };
  const rgba = (a) => {
    const t = strength(phi, a);
    const [red, green, blue] = t > 0 ? colours.pos : colours.neg;
    return `rgb(${red} ${green} ${blue} / ${(0.41 * Math.min(1, Math.abs(t))).toFixed(3)})`;
  };
  context.clearRect(0, 0, side, side);
  if (square < 1e-12) {
    context.fillStyle = rgba(activate(phi, [b], [0])[0]);
  } else {
    const reach = SHADE_Z.at(-1);
    activate(phi, SHADE_Z, SHADE_A);
    const gradient = context.createLinearGradient(...at(-reach), ...at(reach));
    SHADE_Z.forEach((z, i) => gradient.addColorStop((z + reach) / (2 * reach), rgba(SHADE_A[i])));
    context.fillStyle = gradient;
  }
  context.fillRect(0, 0, side, side);
}

// A CSS colour as [r, g, b], whatever notation the page's theme uses.
function readColour(node, name) {
  const context = html("canvas", { width: 1, height: 1 }).getContext("2d");
  context.fillStyle = getComputedStyle(node).getPropertyValue(name).trim();
  context.fillRect(0, 0, 1, 1);
  return context.getImageData(0, 0, 1, 1).data;
}

// Where the line w·x + b = 0 crosses the square, as two points, or null.
function lineInSquare([w1, w2], b, [low, high]) {
  if (w1 === 0 && w2 === 0) return null;
  const found = [];
  for (const edge of [low, high]) {
    const y = -(w1 * edge + b) / w2, x = -(w2 * edge + b) / w1;
    if (w2 !== 0 && y >= low && y <= high) found.push([edge, y]);
    if (w1 !== 0 && x >= low && x <= high) found.push([x, edge]);
  }
  const far = (p, q) => Math.hypot(p[0] - q[0], p[1] - q[1]) > 1e-9;
  const second = found.find((p) => far(p, found[0]));
  return second ? [found[0], second] : null;
}

function makeMark() {
  const halo = svg("circle", { class: "nn-halo", r: 15 });
  const one = svg("rect", { class: "nn-class1", x: -8, y: -8, width: 16, height: 16, rx: 2 });
  const zero = svg("circle", { class: "nn-class0", r: 7 });
  const wrong = svg("circle", { class: "nn-wrong", r: 14, "stroke-dasharray": "3 3" });
  return { node: svg("g", { class: "nn-point" }, halo, one, zero, wrong), one, zero, wrong };
}

function makePlane(model, signal) {
  const canvas = html("canvas", { "aria-hidden": true });
  const frame = svg("rect", { class: "nn-frame" });
  const ticks = svg("g", { class: "nn-ticks" });
  const line = svg("path", { class: "nn-boundary", "data-q": "b" });
  const arrow = svg("path", { class: "nn-arrow", "data-q": "w1 w2" });
  const marks = svg("g");
  const cross = svg("g", { role: "slider", tabindex: 0, "aria-label": "input point", "data-q": "x1 x2 z a" },
    svg("circle", { class: "nn-halo", r: 17 }),
    svg("circle", { class: "nn-cross", r: 11, "data-q": "x1 x2" }),
    svg("path", { class: "nn-cross", d: "M-17 0H17", "data-q": "x1 x2" }),
    svg("path", { class: "nn-cross", d: "M0 -17V17", "data-q": "x1 x2" }));
  const picture = svg("svg", { role: "group", "aria-label": "The plane of inputs" },
    frame, ticks, line, arrow, marks, cross);
  const face = html("div", { class: "nnx-plane" }, canvas, picture);
  let scale = { toX: Number, toY: Number, low: -1, high: 2, side: 1, left: 0 };
  let colours = null;

  const write = (x1, x2) => {
    model.set("x1", clamp(snap(x1), scale.low, scale.high));
    model.set("x2", clamp(snap(x2), scale.low, scale.high));
    model.save_changes();
  };
  drag(cross, () => null, (event) => {
    const box = picture.getBoundingClientRect();
    const unit = (scale.high - scale.low) / scale.side;
    write(scale.low + (event.clientX - box.left - scale.left) * unit,
      scale.high - (event.clientY - box.top - scale.top) * unit);
  }, signal);
  cross.addEventListener("keydown", (event) => {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const by = STEP * (event.shiftKey ? 10 : 1);
    write(model.get("x1") + move[0] * by, model.get("x2") + move[1] * by);
  }, { signal });

  // A tap on a data point changes its label: the set is then "yours".
  const flip = (i) => {
    const { points } = readState(model);
    const changed = points.map((p, k) => (k === i ? [p[0], p[1], 1 - p[2]] : [...p]));
    const place = model.get("datasets").indexOf("yours");
    if (place < 0 || model.locked?.("points")) return;
    model.set("points", changed);
    model.set("data_index", place);
    model.save_changes();
  };
  const markOf = (target) => [...marks.children].indexOf(target.closest(".nn-point"));
  marks.addEventListener("click", (event) => flip(markOf(event.target)), { signal });
  marks.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    flip(markOf(event.target));
  }, { signal });
  const parts = new WeakMap();

  function drawFrame(state, width) {
    const [low, high] = state.extent;
    const left = 30, top = 6, side = Math.max(60, width - left - 8), height = side + top + 38;
    const toX = (v) => left + (v - low) / (high - low) * side;
    const toY = (v) => top + (high - v) / (high - low) * side;
    scale = { toX, toY, low, high, side, left, top };
    set(picture, { viewBox: `0 0 ${width} ${height}`, width, height });
    canvas.width = canvas.height = Math.round(side * Math.min(2, devicePixelRatio));
    canvas.style.cssText = `left:${left}px;top:${top}px;width:${side}px;height:${side}px`;
    set(frame, { x: left, y: top, width: side, height: side, rx: 3 });
    const label = (x, y, text, kind = "nn-dim", anchor = "middle") =>
      svg("text", { x, y, class: kind, "text-anchor": anchor }, text);
    const whole = indices(Math.floor(high) - Math.ceil(low) + 1).map((i) => Math.ceil(low) + i);
    const shown = whole.filter((v) => v % Math.ceil(whole.length / 6) === 0);
    ticks.replaceChildren(
      ...shown.flatMap((v) => [
        label(toX(v), top + side + 17, fmt(v, 0)),
        label(left - 6, toY(v) + 5, fmt(v, 0), "nn-dim", "end"),
        svg("path", { class: "nn-axis", d: v === 0 ? `M${toX(0)} ${top}V${top + side}M${left} ${toY(0)}H${left + side}` : "" }),
      ]),
      label(left + side - 18, top + side + 33, "x₁", "nn-sym"),
      label(12, top + 24, "x₂", "nn-sym"));
  }

  function drawMarks(state) {
    while (marks.childElementCount > state.points.length) marks.lastChild.remove();
    while (marks.childElementCount < state.points.length) {
      const mark = makeMark();
      parts.set(mark.node, mark);
      marks.append(mark.node);
    }
    const editable = model.get("datasets").includes("yours") && !model.locked?.("points");
    state.points.forEach((p, i) => {
      const { node, one, zero, wrong } = parts.get(marks.children[i]);
      set(node, {
        transform: `translate(${scale.toX(p[0])} ${scale.toY(p[1])})`,
        role: editable ? "button" : "img", tabindex: editable ? 0 : -1,
        "aria-label": `point (${fmt(p[0])}, ${fmt(p[1])}), class ${p[2]}, ${state.right[i] ? "right" : "wrong"}`,
      });
      one.style.display = p[2] === 1 ? "" : "none";
      zero.style.display = p[2] === 1 ? "none" : "";
      wrong.style.display = state.right[i] ? "none" : "";
    });
  }

  function drawArrow({ w, b, extent }) {
    const size = Math.hypot(...w);
    if (size < 1e-9) return set(arrow, { d: "" });
    // From the point of the line that is nearest the picture's middle.
    const centre = (extent[0] + extent[1]) / 2;
    const off = (w[0] * centre + w[1] * centre + b) / (size * size);
    const from = [centre - off * w[0], centre - off * w[1]].map((v) => clamp(v, ...extent));
    const long = clamp(22 * size, 16, 66);
    const [ux, uy] = [w[0] / size, -w[1] / size];
    const [x0, y0] = [scale.toX(from[0]), scale.toY(from[1])];
    const [x1, y1] = [x0 + ux * long, y0 + uy * long];
    set(arrow, {
      d: `M${x0} ${y0}L${x1 - 8 * ux} ${y1 - 8 * uy}`
        + `M${x1} ${y1}l${-10 * ux - 5 * uy} ${-10 * uy + 5 * ux}l${10 * uy} ${-10 * ux}Z`,
    });
  }

  let drawn = "";
  function draw(state, width, themed) {
    const place = `${width} ${state.extent}`;
    if (drawn !== place) { drawFrame(state, width); drawn = place; }
    if (themed || !colours) {
      colours = { pos: readColour(face, "--pos"), neg: readColour(face, "--neg") };
    }
    shade(canvas, state, colours);
    const ends = lineInSquare(state.w, state.b, state.extent);
    set(line, { d: ends ? "M" + ends.map((p) => `${scale.toX(p[0])} ${scale.toY(p[1])}`).join("L") : "" });
    drawArrow(state);
    drawMarks(state);
    const [x1, x2] = state.x.map((v) => clamp(v, ...state.extent));
    set(cross, {
      transform: `translate(${scale.toX(x1)} ${scale.toY(x2)})`,
      "aria-valuemin": scale.low, "aria-valuemax": scale.high, "aria-valuenow": x1,
      "aria-valuetext": `x1 ${fmt(state.x[0])}, x2 ${fmt(state.x[1])}`,
      "aria-disabled": Boolean(model.locked?.("x1") && model.locked("x2")),
    });
  }
  return { face, draw };
}

// With one input the second plot is the curve of a over x.
function makeGraph() {
  const frame = svg("rect", { class: "nn-frame" });
  const ticks = svg("g");
  const axes = svg("path", { class: "nn-axis" });
  const zero = svg("path", { class: "nn-boundary", "data-q": "b", "stroke-dasharray": "6 5" });
  const curve = svg("path", { class: "nn-curve", "data-q": "w1" });
  const guide = svg("path", { class: "nn-guide", "data-q": "x1 a" });
  const marks = svg("g");
  const dot = svg("circle", { class: "nn-dot", r: 6, "data-q": "x1 a" });
  const picture = svg("svg", { role: "img", "aria-label": "The output a over the input x" },
    frame, ticks, axes, zero, curve, guide, marks, dot);
  const face = html("div", { class: "nnx-plane" }, picture);

  function draw(state, width) {
    const [low, high] = state.extent;
    const left = 34, top = 8, side = Math.max(60, width - left - 8), tall = side * 0.72;
    const height = tall + top + 38;
    const [floor, ceiling] = { tanh: [-1, 1], identity: [-3, 3], relu: [0, 3] }[state.phi] ?? [0, 1];
    const margin = 0.12 * (ceiling - floor);
    const toX = (v) => left + (v - low) / (high - low) * side;
    const toY = (v) => top + (ceiling + margin - clamp(v, floor - margin, ceiling + margin))
      / (ceiling - floor + 2 * margin) * tall;
    set(picture, { viewBox: `0 0 ${width} ${height}`, width, height });
    set(frame, { x: left, y: top, width: side, height: tall, rx: 3 });
    const label = (x, y, text, kind = "nn-dim", anchor = "middle") =>
      svg("text", { x, y, class: kind, "text-anchor": anchor }, text);
    const whole = indices(Math.floor(high) - Math.ceil(low) + 1).map((i) => Math.ceil(low) + i);
    ticks.replaceChildren(
      ...whole.map((v) => label(toX(v), top + tall + 17, fmt(v, 0))),
      ...[...new Set([floor, 0, ceiling])].map((v) => label(left - 6, toY(v) + 5, fmt(v, 0), "nn-dim", "end")),
      label(left + side - 18, top + tall + 33, "x₁", "nn-sym"), label(12, top + tall / 2, "a", "nn-sym"));
    set(axes, { d: `M${left} ${toY(0)}H${left + side}` + (low <= 0 && high >= 0 ? `M${toX(0)} ${top}V${top + tall}` : "") });
    const x = indices(201).map((i) => low + (high - low) * i / 200);
    const z = x.map((v) => state.w[0] * v + state.b);
    const a = activate(state.phi, z, new Float64Array(201));
    const jump = (i) => state.phi === "step" && i > 0 && a[i] !== a[i - 1];
    set(curve, { d: x.map((v, i) => `${!i || jump(i) ? "M" : "L"}${toX(v).toFixed(1)} ${toY(a[i]).toFixed(1)}`).join("") });
    const root = state.w[0] === 0 ? NaN : -state.b / state.w[0];
    set(zero, { d: root >= low && root <= high ? `M${toX(root)} ${top}V${top + tall}` : "" });
    const px = toX(clamp(state.x[0], low, high)), py = toY(state.a);
    set(guide, { d: `M${px} ${toY(0)}V${py}H${left}` });
    set(dot, { cx: px, cy: py });
    marks.replaceChildren(...state.points.map((p) => {
      const mark = makeMark();
      set(mark.node, { transform: `translate(${toX(p[0])} ${toY(p[1])})` });
      (p[1] === 1 ? mark.zero : mark.one).remove();
      return mark.node;
    }));
    state.right.forEach((right, i) => right && marks.children[i].querySelector(".nn-wrong").remove());
  }
  return { face, draw };
}

// ---- Face 4: the code, with the same numbers.

function makeCode(model, n, signal) {
  const part = (...children) => html("span", { class: "nn-part" }, ...children);
  const number = (q) => html("span", { "data-q": q });
  const x = indices(n).map((i) => number(`x${i + 1}`));
  const w = indices(n).map((i) => number(`w${i + 1}`));
  const b = number("b"), z = number("z"), a = number("a");
  const phi = html("span");
  const list = (spans) => spans.flatMap((span, i) => (i ? [", ", span] : [span]));
  const comment = (span) => html("span", { class: "nn-comment" }, "  # ", span);
  const text = html("code", {},
    part("x = np.array([", ...list(x), "])"), part("w = np.array([", ...list(w), "])"), part("b = ", b), "\n",
    part("z = x @ w + b", comment(z)), part("a = ", phi, "(z)", comment(a)));
  const numpy = copyButton(signal, "copy NumPy"), torch = copyButton(signal, "copy PyTorch");
  const face = html("div", { class: "nnx-code" }, html("pre", {}, text), takeRow(model, signal, numpy, torch));

  function draw(state) {
    x.forEach((span, i) => say(span, code(state.x[i])));
    w.forEach((span, i) => say(span, code(state.w[i])));
    say(b, code(state.b));
    say(z, code(state.z));
    say(a, code(state.a));
    say(phi, state.phi);
    const program = (array) => [
      `x = ${array(state.x)}`, `w = ${array(state.w)}`, `b = ${pythonNumber(state.b)}`, noted("z = x @ w + b", state.z)];
    numpy.dataset.code = [
      ...numpyHead([state.phi]), ...program(arrayCode), noted(`a = ${state.phi}(z)`, state.a), "z, a", ""].join("\n");
    torch.dataset.code = [
      "import torch", "", ...program(tensorCode), noted(`a = ${inTorch(state.phi, "z")}`, state.a), "z, a", ""].join("\n");
  }
  return { face, draw };
}

// ---- The status line.

function remark(state) {
  const { n, w, b, used, z, phi, extent, points } = state;
  if (w.every((value) => value === 0)) {
    return "All weights are 0: the output is the same for every input.";
  }
  if (phi === "relu" && z <= 0) return "z is not positive: this ReLU is silent, a = 0.";
  if ((phi === "sigmoid" || phi === "tanh") && Math.abs(z) > 5) {
    return "The curve is almost flat here: the neuron is saturated.";
  }
  if (n === 2) {
    if (!lineInSquare(w, b, extent)) return "The line z = 0 is outside the picture.";
    if (!used) return "Without a bias the line goes through the origin.";
    return points.length ? "On the line z = 0; the arrow shows the direction of w."
      : "The line is where z = 0; the arrow shows the direction of w.";
  }
  return z > 0 ? "The sum is positive." : z < 0 ? "The sum is negative." : "The sum is exactly 0.";
}

function makeStatus() {
  const count = html("b"), rest = html("span");
  const live = html("span", { class: "nnx-sr", role: "status" });
  const face = html("div", { class: "nnx-status" }, count, rest, live);
  const announce = announcer(live);
  let said = ""; // what is on the screen at first was not a change
  function draw(state) {
    const total = state.points.length;
    const score = total ? `${state.nRight} of ${total} right` : "";
    const name = !total ? "" : state.data === "yours" ? " for your points. " : ` for ${state.data}. `;
    say(count, score);
    count.className = state.nRight === total ? "" : "nn-some";
    say(rest, name + remark(state));
    const words = `z = ${fmt(state.z)}, a = ${fmt(state.a)}. ${score}${score && name}`;
    if (said && said !== words) announce(words);
    said = words;
  }
  return { face, draw, cancel: announce.cancel };
}

// ---- All together.

function render({ model, el }) {
  const stop = new AbortController();
  const { signal } = stop;
  const n = model.get("n_inputs");
  const diagram = makeDiagram(model, n, signal);
  const plane = n === 2 ? makePlane(model, signal) : n === 1 ? makeGraph() : null;
  const equation = makeEquation(n);
  const lines = makeCode(model, n, signal);
  const status = makeStatus();
  const faces = [diagram, plane, equation, lines, status].filter(Boolean);
  el.classList.add("nnx", "nnx-neuron");
  const body = html("div", {
    // JupyterLab would take arrow keys for its own shortcuts.
    class: "nnx-body", "data-lm-suppress-shortcuts": "true",
  }, ...faces.map((part) => part.face));
  el.append(body);

  let scope = null, themed = true;
  // Measured when they change: reading a width while drawing would make the
  // browser lay out the page in the middle of a frame.
  const widths = new Map();
  const measure = () => {
    for (const part of [diagram, plane]) if (part) widths.set(part, part.face.clientWidth);
  };
  const draw = () => {
    const width = widths.get(diagram);
    if (!width) return; // not laid out yet: the observer below calls again
    const state = readState(model);
    diagram.draw(state, width);
    plane?.draw(state, widths.get(plane), themed);
    for (const part of [equation, lines, status]) part.draw(state);
    themed = false;
    if (!scope) {
      scope = el.closest(".nnx-panel") ?? body;
      lightUp(scope, signal);
    }
    for (const name of [...indices(n).map((i) => `w${i + 1}`), "bias"]) {
      const q = name === "bias" ? "b" : name;
      const value = model.get(name);
      for (const slider of scope.querySelectorAll(`.nn-q-${q}`)) {
        set(slider, { "data-sign": sign(value) });
      }
    }
  };
  const request = eachFrame(draw, el);
  model.on("change", request);
  const sizes = new ResizeObserver(() => { measure(); request(); });
  for (const part of [diagram, plane].filter(Boolean)) sizes.observe(part.face);
  const retheme = () => { themed = true; request(); };
  const theme = new MutationObserver(retheme);
  for (const node of [document.documentElement, document.body]) {
    theme.observe(node, { attributes: true, attributeFilter: ["data-theme", "data-jp-theme-light", "class"] });
  }
  measure();
  draw();
  return () => {
    stop.abort();
    request.cancel();
    status.cancel();
    model.off("change", request);
    sizes.disconnect();
    theme.disconnect();
    body.remove();
  };
}

// What a link to the page may set.
function links(get) {
  const n = get("n_inputs"), number = [-100, 100];
  const named = (letter) => indices(n).map((i) => [`${letter}${i + 1}`, number]);
  return {
    ...Object.fromEntries([...named("w"), ...named("x")]), bias: number, use_bias: true,
    activation_index: [0, get("activations").length - 1, 1],
    points: {
      each: { row: [...indices(n).map(() => number), [0, 1, 1]] },
      least: 0, most: Math.max(64, get("points").length),
    },
    data_index: [0, get("datasets").length - 1, 1],
  };
}

export default { render, links, name: "NeuronExplorer" };
