import {
  KINDS, KIND_LABELS, affineMap, applyKind, chainValues, hasParameter,
} from "./chain.js";
import { copyButton, noted, numpyHead, pythonNumber, takeRow } from "../kit/copying.js";
import {
  announcer, clamp, code, drag, eachFrame, fmt, html, keyStep, lightUp,
  math, say, set, sign, subscript, svg,
} from "../kit/draw.js";

const PLACES = 4;
const LIMIT = 3; // how far dragging and keys move a parameter
const STEP = 0.05;
const SAMPLES = 241; // points of a curve
const SMALL = 41; // points of the little curve in a box
const BOX = 82, BOX_HEIGHT = 72;
const PILL = 62, OUTER = 17; // the ends of the chain and their arrows
// The dashes of the curves after f1, f2 and f3, when they are not the last.
const DASHES = ["2 4", "7 4", "11 4 2 4"];
const FORMULAS = {
  square: "t²", relu: "max(0, t)", sigmoid: "1/(1 + e⁻ᵗ)", step: "1 if t > 0",
};
const SYMBOLS = { relu: "ReLU", sigmoid: "σ", step: "step" };

const upTo = (n) => Array.from({ length: n }, (_, i) => i);
// Tidy: 24 steps of 0.05 are 1.2, not 1.2000000000000002.
const snap = (value) => Number((Math.round(value / STEP) * STEP).toFixed(10));
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

// Two decimals, and powers of ten for what would not fit.
function show(value) {
  if (Math.abs(value) < 9999.995) return fmt(value);
  const [digits, power] = value.toExponential(2).split("e+");
  return digits.replace("-", "−") + "·10"
    + power.replace(/\d/g, (d) => SUPERSCRIPTS[d]);
}
const bracketed = (text) => (text.startsWith("−") ? `(${text})` : text);
const showCode = (value) =>
  (Math.abs(value) < 9999.995 ? code(value) : value.toExponential(2));
// 6x + 1 rather than 6.00x + 1.00.
const brief = (value) => show(value).replace(/\.?0+$/, "");

// ---- State: everything that a frame needs, calculated once.

function readChain(model) {
  const n = model.get("n");
  const steps = upTo(n).map((i) => ({
    kind: KINDS[model.get(`f${i + 1}`)], p: model.get(`p${i + 1}`),
  }));
  const x = model.get("x");
  const values = chainValues(steps, x);
  const before = otherOrder(steps, model.get("before"));
  return {
    n, steps, x, values, y: values[n], before,
    beforeY: before ? chainValues(before, x)[n] : null,
    extent: model.get("extent"),
  };
}

// The order before a swap, if it is of the same functions and not the same.
function otherOrder(steps, rows) {
  if (rows.length !== steps.length) return null;
  const text = ({ kind, p }) => (hasParameter(kind) ? `${kind} ${p}` : kind);
  const before = rows.map(([kind, p]) => ({ kind, p }));
  const [old, now] = [before.map(text), steps.map(text)];
  if (old.join() === now.join()) return null;
  return old.sort().join() === now.sort().join() ? before : null;
}

// Exchanges the functions at places i and i + 1, counted from 0.
function exchange(model, i) {
  const n = model.get("n");
  if (i < 0 || i + 1 >= n) return false;
  const four = [`f${i + 1}`, `f${i + 2}`, `p${i + 1}`, `p${i + 2}`];
  if (four.some((name) => model.locked?.(name))) return false; // all or nothing
  const row = (k) => [KINDS[model.get(`f${k + 1}`)], model.get(`p${k + 1}`)];
  const rows = upTo(n).map(row);
  const [a, b] = [rows[i], rows[i + 1]];
  model.set("before", rows);
  model.set(`f${i + 1}`, KINDS.indexOf(b[0]));
  model.set(`p${i + 1}`, b[1]);
  model.set(`f${i + 2}`, KINDS.indexOf(a[0]));
  model.set(`p${i + 2}`, a[1]);
  model.save_changes();
  return true;
}

// ---- A number that can be dragged or stepped like a slider.

function numberHandle(node, model, trait, label, range, signal) {
  set(node, { role: "slider", tabindex: 0 });
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
  stepKeys(node, () => model.get(trait), write, range, signal);
  return () => {
    const [low, high] = range();
    const value = model.get(trait);
    set(node, {
      "aria-label": label(), "aria-valuemin": low, "aria-valuemax": high,
      "aria-disabled": Boolean(model.locked?.(trait)),
      "aria-valuenow": clamp(value, low, high), "aria-valuetext": fmt(value),
    });
  };
}

function stepKeys(node, read, write, range, signal) {
  node.addEventListener("keydown", (event) => {
    const steps = keyStep(event);
    if (!steps) return;
    event.preventDefault();
    const [low, high] = range();
    write(clamp(read() + steps * STEP, low, high));
  }, { signal });
}

// ---- Face 1: the chain.

function label(kind = "", attributes = {}) {
  return svg("text", {
    "text-anchor": "middle", "dominant-baseline": "central", class: kind, ...attributes,
  });
}

// One function: its plot with the operating point, its name, its parameter.
function makeBox(i) {
  const frame = svg("rect", { class: "nn-node", rx: 9 });
  const axes = svg("path", { class: "nn-axis" });
  const guide = svg("path", { class: "nn-guide" });
  const curve = svg("path", { class: "nn-curve" });
  const dot = svg("circle", { class: "nn-dot", r: 5 });
  const plot = svg("svg", {}, axes, guide, curve, dot);
  const name = label("nn-sym");
  say(name, `f${subscript(i + 1)}`);
  const halo = svg("rect", { class: "nn-halo", rx: 12 });
  const node = svg("g", {
    "data-q": `f${i + 1}`, class: "nn-move", tabindex: 0, role: "group",
    "aria-roledescription": "movable function",
  }, frame, plot, name, halo);
  const formula = label("nn-dim", { "data-q": `f${i + 1}` });
  const chipBack = svg("rect", { rx: 6 });
  const chipText = label();
  const chip = svg("g", { class: "nn-chip", "data-q": `p${i + 1}` }, chipBack, chipText);
  const select = html("select", { "data-q": `f${i + 1}`, "aria-label": `function f${i + 1}` },
    ...KINDS.map((kind) => html("option", {}, KIND_LABELS[kind])));
  return {
    node, frame, plot, axes, guide, curve, dot, name, halo, formula, chip, chipBack, chipText, select,
  };
}

function makeArrow(...quantities) {
  const line = svg("path", { class: "nn-flow" });
  const head = svg("path", { class: "nn-head" });
  const back = svg("rect", { class: "nn-back", rx: 4 });
  const value = label("nn-strong");
  return { node: svg("g", { "data-q": quantities.join(" ") }, line, head, back, value), line, head, back, value };
}

function makePill(symbol) {
  const back = svg("rect", { class: "nn-node", rx: 19 });
  const value = label("nn-strong");
  const name = label("nn-sym");
  say(name, symbol);
  const halo = svg("rect", { class: "nn-halo", rx: 23 });
  return { node: svg("g", {}, back, value, name, halo), back, value, name, halo };
}

function swapIcon() {
  return svg("svg", { viewBox: "0 0 20 20", width: 18, height: 18, "aria-hidden": true },
    svg("path", { d: "M3 7H16M12.5 3.5L16 7L12.5 10.5M17 13.5H4M7.5 10L4 13.5L7.5 17" }));
}

function makeChain(model, signal) {
  const boxes = upTo(PLACES).map(makeBox);
  const arrows = upTo(PLACES + 1).map((i) => makeArrow(i ? `h${i}` : "x"));
  const input = makePill("x"), output = makePill("y");
  set(input.node, { "data-q": "x" });
  const swaps = upTo(PLACES - 1).map((i) => html("button", {
    type: "button", class: "nn-swap", title: "exchange these two",
    "aria-label": `exchange f${i + 1} and f${i + 2}`,
  }, swapIcon()));
  const layer = svg("g");
  const picture = svg("svg", { role: "group", "aria-label": "The chain of functions" }, layer);
  const face = html("div", { class: "nnx-chain" }, picture);
  const kindAt = (i) => KINDS[model.get(`f${i + 1}`)];
  const syncs = [
    numberHandle(input.node, model, "x", () => "input x", () => model.get("extent"), signal),
    ...boxes.map((box, i) => numberHandle(
      box.chip, model, `p${i + 1}`, () => `f${i + 1}: ${kindAt(i)} by`,
      () => [-LIMIT, LIMIT], signal)),
  ];

  let sideways = true;
  let centres = [];
  boxes.forEach((box, i) => {
    box.select.addEventListener("change", () => {
      model.set(`f${i + 1}`, box.select.selectedIndex);
      model.save_changes();
    }, { signal });
    // An arrow key along the chain moves the function; so does dragging.
    box.node.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
      if (!by) return;
      event.preventDefault();
      if (exchange(model, by > 0 ? i : i - 1)) boxes[i + by].node.focus();
    }, { signal });
    drag(box.node, () => ({ at: i }), (event, start) => {
      const area = picture.getBoundingClientRect();
      const here = sideways ? event.clientX - area.left : event.clientY - area.top;
      const { at } = start.value;
      const by = [1, -1].find((d) => centres[at + d] !== undefined
        && d * (here - (centres[at] + centres[at + d]) / 2) > 0);
      if (!by || !exchange(model, by > 0 ? at : at - 1)) return;
      start.value.at = at + by;
      boxes[at + by].node.focus({ preventScroll: true });
    }, signal);
  });
  swaps.forEach((button, i) => button.addEventListener(
    "click", () => exchange(model, i), { signal }));

  // What is not part of the chain is not in the page: nothing to tab to.
  let built = "";
  function build({ n, steps }) {
    const key = steps.map(({ kind }) => kind).join();
    if (key === built) return;
    built = key;
    const held = document.activeElement;
    const used = boxes.slice(0, n);
    layer.replaceChildren(
      ...arrows.slice(0, n + 1).map((arrow) => arrow.node), input.node,
      ...used.flatMap((box, i) => [
        box.node, hasParameter(steps[i].kind) ? box.chip : box.formula]), output.node);
    for (const node of face.querySelectorAll("select, button")) {
      if (!used.some((box) => box.select === node) && !swaps.slice(0, n - 1).includes(node)) node.remove();
    }
    used.forEach((box, i) => {
      if (!box.select.isConnected) face.append(box.select);
      if (i && !swaps[i - 1].isConnected) box.select.before(swaps[i - 1]);
    });
    if (held && face.contains(held) && held !== document.activeElement) {
      held.focus({ preventScroll: true });
    }
  }

  function draw(state, width) {
    const { n, steps, values } = state;
    build(state);
    const least = 2 * (PILL + OUTER) + n * BOX + (n - 1) * 54;
    sideways = width >= least;
    const room = sideways ? across(n, width) : down(n, width);
    centres = room.centres;
    set(picture, { viewBox: `0 0 ${width} ${room.height}`, width, height: room.height });
    face.dataset.sideways = sideways;
    steps.forEach((step, i) => placeBox(boxes[i], room, i, step, values));
    placePill(input, ...room.input, show(values[0]), room);
    placePill(output, ...room.output, show(values[n]), room);
    set(output.node, { "data-q": `h${n}` });
    upTo(n + 1).forEach((i) => placeArrow(arrows[i], room.arrows[i], values[i], i > 0 && i < n));
    upTo(n - 1).forEach((i) => {
      const [x, y] = room.swaps[i];
      set(swaps[i], { style: `left:${x - 16}px;top:${y - 15}px` });
    });
    for (const sync of syncs) sync();
  }

  // Where everything is when the chain runs from left to right.
  function across(n, width) {
    const free = width - 2 * (PILL + OUTER) - n * BOX;
    const gap = n > 1 ? clamp(free / (n - 1), 54, 104) : 0;
    const total = 2 * (PILL + OUTER) + n * BOX + (n - 1) * gap;
    const left = (width - total) / 2, middle = 64;
    const boxLeft = (i) => left + PILL + OUTER + i * (BOX + gap);
    const xs = upTo(n).map((i) => boxLeft(i) + BOX / 2);
    return {
      height: 170, centres: xs,
      boxes: xs.map((x) => [x, middle]),
      input: [left + PILL / 2, middle], output: [left + total - PILL / 2, middle],
      names: xs.map((x) => [x, middle - BOX_HEIGHT / 2 - 13]),
      chips: xs.map((x) => [x, middle + BOX_HEIGHT / 2 + 18]),
      selects: xs.map((x) => [x - BOX / 2 - 2, middle + BOX_HEIGHT / 2 + 37]),
      swaps: xs.slice(1).map((x) => [x - BOX / 2 - gap / 2, middle + 28]),
      pillNames: -30,
      arrows: upTo(n + 1).map((i) => {
        const from = i ? boxLeft(i - 1) + BOX : left + PILL;
        const to = i < n ? boxLeft(i) : left + total - PILL;
        return { from: [from, middle], to: [to, middle], value: [(from + to) / 2, middle - 16] };
      }),
    };
  }

  // And from the top down, where there is no room for that.
  function down(n, width) {
    const x = 56 + Math.max(0, (width - 260) / 2), top = 38, unit = BOX_HEIGHT + 56;
    const first = top + OUTER;
    const ys = upTo(n).map((i) => first + i * unit + BOX_HEIGHT / 2);
    const end = first + (n - 1) * unit + BOX_HEIGHT;
    return {
      height: end + OUTER + 40, centres: ys,
      boxes: ys.map((y) => [x, y]),
      input: [x, 19], output: [x, end + OUTER + 19],
      names: ys.map((y) => [x + BOX / 2 + 20, y - 20]),
      chips: ys.map((y) => [x + BOX / 2 + 58, y + 16]),
      selects: ys.map((y) => [x + BOX / 2 + 36, y - 34]),
      swaps: ys.slice(1).map((y) => [x + BOX / 2 + 110, y - unit / 2]),
      pillNames: 0,
      arrows: upTo(n + 1).map((i) => {
        const from = i ? ys[i - 1] + BOX_HEIGHT / 2 : top;
        const to = i < n ? ys[i] - BOX_HEIGHT / 2 : end + OUTER;
        return { from: [x, from], to: [x, to], value: [x + 40, (from + to) / 2] };
      }),
    };
  }

  function placeBox(box, room, i, { kind, p }, values) {
    const [cx, cy] = room.boxes[i];
    const [x, y] = [cx - BOX / 2, cy - BOX_HEIGHT / 2];
    set(box.frame, { x, y, width: BOX, height: BOX_HEIGHT });
    set(box.halo, { x: x - 4, y: y - 4, width: BOX + 8, height: BOX_HEIGHT + 8 });
    set(box.name, { x: room.names[i][0], y: room.names[i][1] });
    set(box.node, {
      "aria-label": `f${i + 1}, ${KIND_LABELS[kind]}${hasParameter(kind) ? ` by ${fmt(p)}` : ""}: `
        + `${show(values[i])} becomes ${show(values[i + 1])}. Arrow keys move it.`,
    });
    const [chipX, chipY] = room.chips[i];
    set(box.formula, { x: chipX, y: chipY });
    say(box.formula, FORMULAS[kind] ?? "");
    set(box.chipBack, { x: chipX - 39, y: chipY - 13, width: 78, height: 26 });
    set(box.chipText, { x: chipX, y: chipY });
    say(box.chipText, kind === "scale" ? `× ${fmt(p)}` : fmt(p).startsWith("−")
      ? `− ${fmt(-p)}` : `+ ${fmt(p)}`);
    set(box.select, { style: `left:${room.selects[i][0]}px;top:${room.selects[i][1]}px` });
    if (box.select.selectedIndex !== KINDS.indexOf(kind)) box.select.selectedIndex = KINDS.indexOf(kind);
    drawLittle(box, x, y, kind, p, values[i], values[i + 1]);
  }

  const t = new Float64Array(SMALL), out = new Float64Array(SMALL);

  // A window that holds the operating point: 4 wide each way, or more.
  function drawLittle(box, left, top, kind, p, from, to) {
    const reach = (value) => 2 ** Math.max(2, Math.ceil(Math.log2(Math.abs(value) || 1)));
    const [xs, tall] = [reach(from), kind === "sigmoid" || kind === "step" ? 1 : reach(to)];
    const low = hasParameter(kind) ? -tall : 0;
    const [width, height, pad] = [BOX - 8, BOX_HEIGHT - 8, 7];
    const toX = (v) => pad + (v + xs) / (2 * xs) * (width - 2 * pad);
    const toY = (v) => height - pad - (v - low) / (tall - low) * (height - 2 * pad);
    set(box.plot, { x: left + 4, y: top + 4, width, height });
    set(box.axes, { d: `M0 ${toY(0)}H${width}M${toX(0)} 0V${height}` });
    for (let i = 0; i < SMALL; i++) t[i] = xs * (2 * i / (SMALL - 1) - 1);
    applyKind(kind, p, t, out);
    const path = kind === "step"
      ? `M${toX(-xs)} ${toY(0)}H${toX(0)}M${toX(0)} ${toY(1)}H${toX(xs)}`
      : "M" + upTo(SMALL).map((i) => `${toX(t[i]).toFixed(1)} ${toY(out[i]).toFixed(1)}`).join("L");
    set(box.curve, { d: path });
    set(box.guide, { d: `M${toX(from)} ${toY(0)}V${toY(to)}H${width}` });
    set(box.dot, { cx: toX(from), cy: toY(to) });
  }

  function placePill(pill, x, y, text, { pillNames }) {
    const below = pillNames ? [x, y + pillNames] : [x + 46, y];
    set(pill.back, { x: x - PILL / 2, y: y - 19, width: PILL, height: 38 });
    set(pill.halo, { x: x - PILL / 2 - 4, y: y - 23, width: PILL + 8, height: 46 });
    set(pill.value, { x, y });
    set(pill.name, { x: below[0], y: below[1] });
    say(pill.value, text);
    pill.value.classList.toggle("nn-long", text.length > 7);
  }

  function placeArrow(arrow, { from, to, value }, number, labelled) {
    const [x, y] = to;
    const flat = from[1] === y;
    set(arrow.line, {
      d: flat ? `M${from[0]} ${y}H${x - 8}` : `M${x} ${from[1]}V${y - 8}`, "data-sign": sign(number),
    });
    set(arrow.head, {
      d: flat ? `M${x - 1} ${y}l-9 -5v10Z` : `M${x} ${y - 1}l-5 -9h10Z`, "data-sign": sign(number),
    });
    set(arrow.value, { x: value[0], y: value[1] });
    const text = labelled ? show(number) : "";
    say(arrow.value, text);
    arrow.value.classList.toggle("nn-long", text.length > 7);
    const half = labelled ? 4.2 * text.length + 3 : 0;
    set(arrow.back, { x: value[0] - half, y: value[1] - 11, width: 2 * half, height: 22 });
  }
  return { face, draw };
}

// ---- Face 2: the partial compositions over x.

function niceStep(size) {
  const power = 10 ** Math.floor(Math.log10(size));
  return power * [1, 2, 5, 10].find((m) => m * power >= size);
}

// How f_k(…f_1(x)) is written.
const nested = (k) => upTo(k).reduce((inner, i) => `f${subscript(i + 1)}(${inner})`, "x");

function makePartials(model, signal) {
  const frame = svg("rect", { class: "nn-frame" });
  const ticks = svg("g");
  const axes = svg("path", { class: "nn-axis" });
  const guide = svg("path", { class: "nn-guide", "data-q": "x" });
  const ghost = svg("path", { class: "nn-ghost", "data-q": "before" });
  const rows = upTo(PLACES).map((i) => {
    const q = { "data-q": `h${i + 1}` };
    const name = svg("text", { class: "nn-sym nn-spot", ...q });
    say(name, `f${subscript(i + 1)}`);
    return {
      curve: svg("path", { class: "nn-partial", ...q }),
      dot: svg("circle", { class: "nn-dot", r: 5, ...q }), name,
      key: svg("g", q, svg("rect", { class: "nn-hit", height: 24 }),
        svg("path", { class: "nn-partial" }), svg("text", { class: "nn-sym" }),
        svg("text", { "text-anchor": "end", class: "nn-number" })),
    };
  });
  const handle = svg("g", {
    role: "slider", tabindex: 0, "aria-label": "input x on the axis", "data-q": "x",
  }, svg("circle", { class: "nn-halo", r: 14 }), svg("circle", { class: "nn-grip", r: 8 }));
  const layer = svg("svg", {});
  const dots = svg("g"), keys = svg("g");
  const picture = svg("svg", { role: "group", "aria-label": "The partial compositions over x" },
    frame, ticks, layer, dots, handle, keys);
  const face = html("div", { class: "nnx-partials" }, picture);

  const range = () => model.get("extent");
  const write = (value) => {
    model.set("x", clamp(snap(value), ...range()));
    model.save_changes();
  };
  let scale = { left: 0, side: 1 };
  const toInput = (event) => {
    const [low, high] = range();
    const from = picture.getBoundingClientRect().left + scale.left;
    return low + (event.clientX - from) / scale.side * (high - low);
  };
  drag(handle, () => null, (event) => write(toInput(event)), signal);
  stepKeys(handle, () => model.get("x"), write, range, signal);
  // Anywhere in the plot will do for a pointer.
  frame.addEventListener("pointerdown", (event) => write(toInput(event)), { signal });

  const xs = new Float64Array(SAMPLES);
  const curves = upTo(PLACES).map(() => new Float64Array(SAMPLES));
  const other = new Float64Array(SAMPLES);
  const broken = new Uint8Array(SAMPLES); // a jump lies just before this point

  // Writes each partial composition into `into` (the last one wins where
  // it is a single array) and marks the jumps that steps make.
  function sample(steps, into, marks) {
    let from = xs;
    broken.fill(0);
    steps.forEach(({ kind, p }, k) => {
      const to = Array.isArray(into) ? into[k] : into;
      applyKind(kind, p, from, to);
      if (kind === "step") {
        for (let i = 1; i < SAMPLES; i++) if (to[i] !== to[i - 1]) broken[i] = 1;
      }
      marks?.(k, to);
      from = to;
    });
    return from;
  }

  const pathOf = (values, toX, toY) => {
    let d = "";
    for (let i = 0; i < SAMPLES; i++) {
      d += `${i && !broken[i] ? "L" : "M"}${toX(xs[i]).toFixed(1)} ${toY(values[i]).toFixed(1)}`;
    }
    return d;
  };

  // The heights from low to high, on whole steps, that all curves need.
  function heights(all) {
    let low = 0, high = 0;
    for (const values of all) {
      for (let i = 0; i < SAMPLES; i++) {
        low = Math.min(low, values[i]);
        high = Math.max(high, values[i]);
      }
    }
    const by = niceStep(Math.max(high - low, 2) / 6);
    low = Math.floor(low / by + 1e-9) * by;
    high = Math.max(Math.ceil(high / by - 1e-9) * by, low + 2 * by);
    return { low, high, by, margin: 0.06 * (high - low) };
  }

  let ticked = "";
  function drawTicks(place, low, high, { low: floor, high: ceiling, by }) {
    const { left, top, side, tall, toX, toY } = place;
    const key = [left, side, low, high, floor, ceiling].join();
    if (key === ticked) return;
    ticked = key;
    const tick = (x, y, text, anchor) => svg("text", { x, y, class: "nn-dim", "text-anchor": anchor }, text);
    const whole = upTo(Math.floor(high) - Math.ceil(low) + 1).map((i) => Math.ceil(low) + i);
    const wide = Math.ceil(whole.length / 9);
    const digits = by < 1 ? 1 : 0;
    ticks.replaceChildren(
      ...whole.filter((v) => v % wide === 0).map((v) => tick(toX(v), top + tall + 26, fmt(v, 0), "middle")),
      ...upTo(Math.round((ceiling - floor) / by) + 1).map((i) => floor + i * by).map((v) => tick(
        left - 8, toY(v) + 4.5, Math.abs(v) < 9999 ? fmt(v, digits) : show(v).replace(/\.?0+·/, "·"), "end")),
      svg("text", { x: (toX(high) + toX(whole.at(-1) - wide)) / 2, y: top + tall + 26, class: "nn-sym", "text-anchor": "middle" }, "x"));
  }

  function draw(state, width) {
    const { n, steps, x, values, extent: [low, high], before } = state;
    for (let i = 0; i < SAMPLES; i++) xs[i] = low + (high - low) * i / (SAMPLES - 1);
    // Twice over the steps: once for the heights, once for the jumps.
    sample(steps, curves);
    if (before) sample(before, other);
    const window_ = heights([...curves.slice(0, n), ...(before ? [other] : [])]);
    const large = Math.max(-window_.low, window_.high) > 9999;
    const left = large ? 66 : 42, top = 8;
    const side = Math.max(60, width - left - 10), tall = Math.round(side * 0.66);
    scale = { left, side };
    const toX = (v) => left + (v - low) / (high - low) * side;
    const floor = window_.low - window_.margin, ceiling = window_.high + window_.margin;
    const toY = (v) => top + (ceiling - v) / (ceiling - floor) * tall;
    const legend = top + tall + 54;
    const height = legend + 24 * (n - 1) + 8;
    set(picture, { viewBox: `0 0 ${width} ${height}`, width, height });
    set(frame, { x: left, y: top, width: side, height: tall, rx: 3 });
    set(layer, { x: 0, y: 0, width, height: top + tall + 10 });
    drawTicks({ left, top, side, tall, toX, toY }, low, high, window_);
    set(axes, {
      d: `M${left} ${toY(0)}H${left + side}` + (low <= 0 && high >= 0 ? `M${toX(0)} ${top}V${top + tall}` : ""),
    });
    if (dots.childElementCount !== 2 * n) {
      layer.replaceChildren(axes, ghost, guide, ...rows.slice(0, n).map((row) => row.curve));
      dots.replaceChildren(...rows.slice(0, n).flatMap((row) => [row.dot, row.name]));
      keys.replaceChildren(...rows.slice(0, n).map((row) => row.key));
    }
    sample(steps, curves, (k, ys) => {
      const last = k === n - 1;
      set(rows[k].curve, { d: pathOf(ys, toX, toY), "data-last": last, "stroke-dasharray": last ? "none" : DASHES[k] });
    });
    if (before) sample(before, other);
    set(ghost, { d: before ? pathOf(other, toX, toY) : "" });
    const here = toX(clamp(x, low, high));
    set(guide, { d: `M${here} ${top}V${top + tall}` });
    set(handle, {
      transform: `translate(${here} ${top + tall})`, "aria-valuemin": low, "aria-valuemax": high,
      "aria-valuenow": clamp(x, low, high), "aria-valuetext": fmt(x),
    });
    placeDots(n, values, here, toY, here > left + side - 26 * n, top, tall);
    drawLegend(n, values, left, side, legend);
  }

  // Names beside the dots; those at one height stand in a row.
  function placeDots(n, values, here, toY, flip, top, tall) {
    const placed = [];
    upTo(n).forEach((k) => {
      const y = clamp(toY(values[k + 1]), top, top + tall);
      set(rows[k].dot, { cx: here, cy: y });
      let column = 0;
      while (placed.some(([c, at]) => c === column && Math.abs(at - y) < 17)) column++;
      placed.push([column, y]);
      const side = flip ? -1 : 1;
      set(rows[k].name, {
        x: here + side * (11 + 22 * column), y: y - 4, "text-anchor": flip ? "end" : "start",
      });
    });
  }

  function drawLegend(n, values, left, side, top) {
    const line = (key, i, text, number) => {
      const [hit, sample_, name, value] = key.children;
      const y = top + 24 * i;
      set(hit, { x: left, y: y - 17, width: side });
      set(sample_, { d: `M${left} ${y - 5}h34` });
      set(name, { x: left + 46, y });
      say(name, text);
      set(value, { x: left + side, y });
      say(value, number);
    };
    upTo(n).forEach((k) => {
      line(rows[k].key, k, nested(k + 1), show(values[k + 1]));
      const last = k === n - 1;
      set(rows[k].key.children[1], { "data-last": last, "stroke-dasharray": last ? "none" : DASHES[k] });
    });
  }
  return { face, draw };
}

// ---- Face 3: the equation, nested as the functions are.

function makeNesting() {
  const face = html("div", { class: "nnx-equation nnx-nested nn-widget", role: "group", "aria-label": "The equation with its numbers" });
  const mo = (text) => math("mo", { stretchy: false }, text);
  const infix = (text) => math("mo", { form: "infix" }, text);
  let built = "", numbers = [];
  const number = (q, read, kind = "mn") => {
    const node = math(kind, { "data-q": q });
    numbers.push([node, read]);
    return node;
  };

  // The expression up to step k: its nodes, and how tightly it holds together.
  function expression(steps, k, start) {
    if (!k) return { nodes: [start()], binds: 3 };
    const inner = expression(steps, k - 1, start);
    const { kind } = steps[k - 1];
    const wrap = (least) => (inner.binds >= least ? inner.nodes : [mo("("), ...inner.nodes, mo(")")]);
    const group = (nodes, binds) => ({ nodes: [math("mrow", { "data-q": `h${k}` }, ...nodes)], binds });
    const q = `p${k}`;
    if (kind === "scale") {
      return group([number(q, (s) => fmt(s.steps[k - 1].p)), mo("·"), ...wrap(2.5)], 2);
    }
    if (kind === "shift") {
      const operator = math("mo", { form: "infix" });
      numbers.push([operator, (s) => (fmt(s.steps[k - 1].p).startsWith("−") ? "−" : "+")]);
      return group([...wrap(2), operator, number(q, (s) => fmt(Math.abs(s.steps[k - 1].p)))], 1);
    }
    if (kind === "square") {
      return group([math("msup", {}, math("mrow", {}, ...wrap(3)), math("mn", {}, "2"))], 2.5);
    }
    return group([math("mi", { "data-q": `f${k}` }, SYMBOLS[kind]), mo("("), ...inner.nodes, mo(")")], 3);
  }

  function calls(k) {
    if (!k) return math("mi", { "data-q": "x" }, "x");
    return math("mrow", { "data-q": `h${k}` },
      math("msub", { "data-q": `f${k}` }, math("mi", {}, "f"), math("mn", {}, k)), mo("("), calls(k - 1), mo(")"));
  }

  function build({ n, steps }) {
    numbers = [];
    const row = (first, ...nodes) => html("div", {},
      html("span", { class: "nn-left" }, math("math", {}, ...first)),
      html("span", {}, math("math", {}, infix("="), ...nodes)));
    const result = number(`h${n}`, (s) => show(s.y));
    result.classList.add("nn-strong");
    // Four numbers beside x are a long line.
    face.classList.toggle("nn-tight", steps.filter(({ kind }) => hasParameter(kind)).length > 3);
    face.replaceChildren(
      row([math("mi", {}, "y")], calls(n)),
      row([], ...expression(steps, n, () => math("mi", { "data-q": "x" }, "x")).nodes),
      row([], ...expression(steps, n, () => number("x", (s) => bracketed(fmt(s.x)))).nodes),
      row([], result));
  }

  function draw(state) {
    const key = state.steps.map(({ kind }) => kind).join();
    if (key !== built) { build(state); built = key; }
    for (const [node, read] of numbers) say(node, read(state));
    state.steps.forEach(({ p }, i) => {
      for (const node of face.querySelectorAll(`mn[data-q=p${i + 1}]`)) {
        node.classList.toggle("nn-pos", p > 0);
        node.classList.toggle("nn-neg", p < 0);
      }
    });
  }
  return { face, draw };
}

// ---- Face 4: the code, as nested calls.

function makeCalls(model, signal) {
  const text = html("code");
  const button = copyButton(signal, "copy NumPy");
  const face = html("div", { class: "nnx-code" }, html("pre", {}, text), takeRow(model, signal, button));
  const span = (q, ...inside) => html("span", { "data-q": q }, ...inside);
  let built = "", numbers = [];
  const number = (q, read) => {
    const node = span(q);
    numbers.push([node, read]);
    return node;
  };

  function body(kind, k) {
    const p = (read) => number(`p${k}`, read);
    if (kind === "scale") return [p((s) => code(s.steps[k - 1].p)), " * t"];
    if (kind === "shift") {
      const operator = html("span");
      numbers.push([operator, (s) => (code(s.steps[k - 1].p).startsWith("-") ? " - " : " + ")]);
      return ["t", operator, p((s) => code(Math.abs(s.steps[k - 1].p)))];
    }
    return [kind === "square" ? "t ** 2" : `${kind}(t)`];
  }

  function calls(k) {
    return k ? span(`h${k}`, span(`f${k}`, `f${k}`), "(", calls(k - 1), ")") : span("x", "x");
  }

  function build({ n, steps }) {
    numbers = [];
    const line = (...parts) => html("span", { class: "nn-line" }, ...parts);
    text.replaceChildren(
      ...steps.map(({ kind }, i) => line(span(`f${i + 1}`, `def f${i + 1}(t): return `, ...body(kind, i + 1)))),
      line("x = ", number("x", (s) => code(s.x))),
      line("y = ", calls(n), html("span", { class: "nn-comment" }, "  # ", number(`h${n}`, (s) => showCode(s.y)))));
  }

  function draw(state) {
    const key = state.steps.map(({ kind }) => kind).join();
    if (key !== built) { build(state); built = key; }
    for (const [node, read] of numbers) say(node, read(state));
    button.dataset.code = runnable(state);
  }
  return { face, draw };
}

function runnable({ n, steps, x, y }) {
  const written = ({ kind, p }) => ({
    scale: `${pythonNumber(p)} * t`, shift: `t + ${pythonNumber(p)}`, square: "t ** 2",
  }[kind] ?? `${kind}(t)`);
  const used = [...new Set(steps.map(({ kind }) => kind).filter((kind) => kind in SYMBOLS))].sort();
  const calls = upTo(n).reduce((inner, i) => `f${i + 1}(${inner})`, "x");
  return [
    ...(used.length ? numpyHead(used) : []),
    ...steps.flatMap((step, i) => [`def f${i + 1}(t):`, `    return ${written(step)}`, "", ""]),
    `x = ${pythonNumber(x)}`, noted(`y = ${calls}`, y), "y",
  ].join("\n") + "\n";
}

// ---- The status line.

const WORDS = ["", "one", "two", "three", "four"];

// 6x + 1, x − 2, −x, 0: a straight line with its numbers.
function lineText([slope, intercept], argument = "x") {
  const [m, c] = [brief(slope), brief(intercept)];
  const first = m === "0" ? "" : m === "1" ? argument : m === "−1" ? `−${argument}` : m + argument;
  if (!first) return c;
  if (c === "0") return first;
  return c.startsWith("−") ? `${first} − ${c.slice(1)}` : `${first} + ${c}`;
}

function nameList(from, to) {
  const names = upTo(to - from).map((i) => `f${subscript(from + i + 1)}`);
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

// The longest run of affine neighbours, as [start, end).
function longestRun(steps) {
  let best = [0, 0];
  for (let start = 0; start < steps.length; start++) {
    let end = start;
    while (end < steps.length && hasParameter(steps[end].kind)) end++;
    if (end - start > best[1] - best[0]) best = [start, end];
  }
  return best;
}

function remarkOn({ n, steps }) {
  const [start, end] = longestRun(steps);
  const kind = (i) => `${KIND_LABELS[steps[i].kind]}`;
  if (n === 1) return "One function alone: nothing is composed yet.";
  if (end - start === n) return `These ${WORDS[n]} are one affine map: ${lineText(affineMap(steps))}.`;
  const other = steps.findIndex((step) => !hasParameter(step.kind));
  const why = `${nameList(other, other + 1)}, the ${kind(other)}, is not affine.`;
  if (end - start < 2) return `Not one affine map: ${why}`;
  return `${nameList(start, end)} are one affine map, ${lineText(affineMap(steps.slice(start, end)), "t")}; ${why}`;
}

function makeVerdict() {
  const swatch = html("span", { class: "nn-swatch", "data-q": "before" });
  const swapped = html("b", { "data-q": "before" }), rest = html("span");
  const live = html("span", { class: "nnx-sr", role: "status" });
  const face = html("div", { class: "nnx-status" }, swatch, swapped, rest, live);
  const announce = announcer(live);
  let said = ""; // what is on the screen at first was not a change
  function draw(state) {
    const { before, beforeY, y } = state;
    const [old, now] = [before && show(beforeY), show(y)];
    swatch.hidden = !before;
    say(swapped, !before ? "" : old === now ? `Swapped, and y is ${now} as before. `
      : `Before the swap y was ${old}, now ${now}. `);
    say(rest, remarkOn(state));
    const news = `y = ${now}. ${swapped.textContent}${rest.textContent}`;
    if (said && said !== news) announce(news);
    said = news;
  }
  return { face, draw, cancel: announce.cancel };
}

// ---- All together.

function render({ model, el }) {
  const stop = new AbortController();
  const { signal } = stop;
  const chain = makeChain(model, signal);
  const partials = makePartials(model, signal);
  const nesting = makeNesting();
  const lines = makeCalls(model, signal);
  const verdict = makeVerdict();
  el.classList.add("nnx", "nnx-composition");
  const body = html("div", {
    // JupyterLab would take arrow keys for its own shortcuts.
    class: "nnx-body", "data-lm-suppress-shortcuts": "true",
  }, ...[chain, partials, nesting, lines, verdict].map((part) => part.face));
  el.append(body);

  let scope = null;
  const draw = () => {
    const width = chain.face.clientWidth;
    if (!width) return; // not laid out yet: the observer below calls again
    const state = readChain(model);
    chain.draw(state, width);
    partials.draw(state, partials.face.clientWidth);
    for (const part of [nesting, lines, verdict]) part.draw(state);
    if (!scope) {
      scope = el.closest(".nnx-panel") ?? body;
      lightUp(scope, signal);
    }
    for (const i of upTo(PLACES)) {
      for (const slider of scope.querySelectorAll(`.nn-q-p${i + 1}`)) {
        slider.dataset.sign = sign(model.get(`p${i + 1}`));
      }
    }
  };
  const request = eachFrame(draw, el);
  model.on("change", request);
  const sizes = new ResizeObserver(request);
  for (const part of [chain, partials]) sizes.observe(part.face);
  draw();
  return () => {
    stop.abort();
    request.cancel();
    verdict.cancel();
    model.off("change", request);
    sizes.disconnect();
    body.remove();
  };
}

// What a link to the page may set.
function links() {
  const number = [-100, 100], places = upTo(PLACES).map((i) => i + 1);
  const named = (letter, rule) => Object.fromEntries(places.map((i) => [`${letter}${i}`, rule]));
  return {
    x: number, n: [1, PLACES, 1], ...named("f", [0, KINDS.length - 1, 1]), ...named("p", number),
    before: { each: { row: [{ words: KINDS }, number] }, least: 0, most: PLACES },
  };
}

export default { render, links, name: "CompositionExplorer" };
