import { ACTIVATION_LABELS, ACTIVATION_SYMBOLS, activate, affine } from "../kit/nn.js";
import {
  announcer, clamp, code, drag, eachFrame, factor, fmt, html, lightUp, math,
  say, set, sign, subscript, svg,
} from "../kit/draw.js";
import { arrayCode, copyButton, inTorch, noted, numpyHead, pythonNumber, takeRow, tensorCode } from "../kit/copying.js";
import { journey, lineInBox, separable, stopsAlong } from "./fold.js";

const LINES = 17; // grid lines in each direction
const STEP = 0.05;
const PIXELS = 160; // of the shading, along a side
const UNIT = 18; // px of an arrow for a weight vector of length 1
const LEFT = 33, TOP = 28, RIGHT = 10, BOTTOM = 40; // px around a plane
const XOR = [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]];
const SIZES = [1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128, 256, 1e3, 1e4, 1e5];

const range = (n) => Array.from({ length: n }, (_, i) => i);
// Without the 0.30000000000000004 of binary sums.
const snap = (value) => Number((Math.round(value / STEP) * STEP).toFixed(9));

// ---- State: everything that a frame needs, calculated once.

function readState(model) {
  const get = (name) => model.get(name);
  const phi = get("activations")[get("activation_index")];
  const data = get("datasets")[get("data_index")];
  const table = data === "moons" ? get("points") : XOR;
  const n = table.length, t = get("morph");
  const X = Float64Array.from(table.flatMap((row) => [row[0], row[1]]));
  const y = table.map((row) => row[2]);
  const W = Float64Array.of(get("w11"), get("w12"), get("w21"), get("w22"));
  const b = Float64Array.of(get("b1"), get("b2"));
  const v = Float64Array.of(get("v1"), get("v2"));
  const c = get("c");
  const [Z, A, P] = range(3).map(() => new Float64Array(2 * n));
  journey(phi, X, W, b, n, t, Z, A, P);
  const s = affine(A, v, [c], n, 2, 1, new Float64Array(n));
  const right = y.map((label, i) => (s[i] > 0) === (label === 1));
  const x = Float64Array.of(get("x1"), get("x2"));
  const [z, a, p] = range(3).map(() => new Float64Array(2));
  journey(phi, x, W, b, 1, t, z, a, p);
  const view = viewOf(X, n), end = t <= 0.5 ? windowOf(Z, n) : windowOf(A, n);
  const start = t <= 0.5 ? view : windowOf(Z, n), part = t <= 0.5 ? 2 * t : 2 * t - 1;
  return {
    phi, data, n, t, X, y, W, b, v, c, Z, A, P, s, right, x, z, a, p, view,
    readout: get("readout"), labelled: data === "XOR",
    score: a[0] * v[0] + a[1] * v[1] + c,
    nRight: right.filter(Boolean).length, splits: separable(A, y),
    there: start.map((side, i) => side.map(
      (edge, k) => edge + part * (end[i][k] - edge))),
  };
}

function bounds(P, n, axis) {
  let low = Infinity, high = -Infinity;
  for (let i = 0; i < n; i++) {
    low = Math.min(low, P[2 * i + axis]);
    high = Math.max(high, P[2 * i + axis]);
  }
  return [low, high];
}

// [[left, right], [bottom, top]]: a square around the inputs.
function viewOf(X, n) {
  const sides = [bounds(X, n, 0), bounds(X, n, 1)];
  const half = Math.max(...sides.map(([low, high]) => high - low)) / 2 + 0.5;
  return sides.map(([low, high]) => [(low + high) / 2 - half, (low + high) / 2 + half]);
}

// The same around images: in steps, so that it mostly rests while one moves.
function windowOf(P, n) {
  const sides = [bounds(P, n, 0), bounds(P, n, 1)];
  const middle = sides.map(([low, high]) => Math.round(low + high) / 2);
  const reach = Math.max(...sides.map(([low, high], i) =>
    Math.max(high - middle[i], middle[i] - low))) + 0.3;
  const half = SIZES.find((size) => size >= reach) ?? SIZES.at(-1);
  return middle.map((m) => [m - half, m + half]);
}

// ---- Paths: a straight piece of the input plane and its image.

const scratch = range(4).map(() => new Float64Array(2));

function imagePath(state, from, to, scale) {
  const [point, z, a, moved] = scratch, [z0, z1] = [[0, 0], [0, 0]];
  const { phi, W, b, t } = state;
  affine(from, W, b, 1, 2, 2, z0);
  affine(to, W, b, 1, 2, 2, z1);
  let d = "";
  for (const stop of stopsAlong(phi, z0, z1)) {
    point[0] = from[0] + stop * (to[0] - from[0]);
    point[1] = from[1] + stop * (to[1] - from[1]);
    journey(phi, point, W, b, 1, t, z, a, moved);
    d += `${d ? "L" : "M"}${scale.toX(moved[0]).toFixed(1)} ${scale.toY(moved[1]).toFixed(1)}`;
  }
  return d;
}

const straightPath = (from, to, scale) =>
  `M${scale.toX(from[0])} ${scale.toY(from[1])}L${scale.toX(to[0])} ${scale.toY(to[1])}`;

function gridPath([[left, right], [bottom, top]], line) {
  let d = "";
  for (let i = 0; i < LINES; i++) {
    const part = i / (LINES - 1);
    const x = left + part * (right - left), y = bottom + part * (top - bottom);
    d += line([x, bottom], [x, top]) + line([left, y], [right, y]);
  }
  return d;
}

// ---- One plane: a frame with ticks, shading, grid, lines and points.

function makeFrame(name) {
  const canvas = html("canvas", { width: PIXELS, height: PIXELS, "aria-hidden": true });
  const border = svg("rect", { class: "nn-frame", rx: 3 });
  const ticks = svg("g", { class: "nn-ticks" });
  const title = svg("text", { class: "nn-title", x: LEFT, y: 17 });
  // An inner picture cuts off what lies outside the frame.
  const axes = svg("path", { class: "nn-axis" });
  const grid = svg("path", { class: "nn-grid" });
  const inside = svg("svg", { class: "nn-inside" }, axes, grid);
  const over = svg("g");
  const picture = svg("svg", { role: "group", "aria-label": name }, border, ticks, title, inside, over);
  const face = html("div", { class: "nnx-side" }, canvas, picture);
  const scale = { left: LEFT, top: TOP, side: 1 };
  let drawn = "";

  function place(width, box, letter) {
    const [[left, right], [bottom, top]] = box;
    const side = Math.max(60, width - LEFT - RIGHT), unit = side / (right - left);
    Object.assign(scale, {
      box, side, unit,
      toX: (x) => LEFT + (x - left) * unit, toY: (y) => TOP + (top - y) * unit,
      fromX: (px) => left + (px - LEFT) / unit, fromY: (py) => top - (py - TOP) / unit,
    });
    const key = `${width} ${box} ${letter}`;
    if (key === drawn) return;
    drawn = key;
    const height = side + TOP + BOTTOM;
    set(picture, { viewBox: `0 0 ${width} ${height}`, width, height });
    canvas.style.cssText = `left:${LEFT}px;top:${TOP}px;width:${side}px;height:${side}px`;
    set(border, { x: LEFT, y: TOP, width: side, height: side, "data-box": box.flat().join(" ") });
    set(inside, {
      x: LEFT, y: TOP, width: side, height: side, viewBox: `${LEFT} ${TOP} ${side} ${side}`,
    });
    set(axes, { d: `M${scale.toX(0)} ${TOP}v${side}M${LEFT} ${scale.toY(0)}h${side}` });
    const label = (x, y, text, kind = "nn-dim", anchor = "middle") =>
      svg("text", { x, y, class: kind, "text-anchor": anchor }, text);
    const step = [0.5, 1, 2, 5, 10, 20, 50, 100, 1e3, 1e4, 1e5].find((s) => (right - left) / s <= 6.5) ?? 1e5;
    const shown = ([low, high]) => range(1 + Math.floor(high / step) - Math.ceil(low / step))
      .map((i) => (i + Math.ceil(low / step)) * step);
    const digits = step < 1 ? 1 : 0;
    const clear = (px) => px > 10 && px < side - 4;
    ticks.replaceChildren(
      ...shown([left, right]).filter((v) => clear(scale.toX(v) - LEFT + 6)).map((v) =>
        label(scale.toX(v), TOP + side + 17, fmt(v, digits))),
      ...shown([bottom, top]).filter((v) => clear(scale.toY(v) - TOP)).map((v) =>
        label(LEFT - 5, scale.toY(v) + 5, fmt(v, digits), "nn-dim", "end")),
      label(LEFT + side / 2, TOP + side + 35, `${letter}₁`, "nn-sym"),
      label(LEFT + side - 2, 17, `${letter}₂ ↑`, "nn-sym", "end"));
  }
  return { face, picture, canvas, border, title, inside, grid, over, scale, place };
}

// Shades each pixel by the readout's side: blue where s > 0, else orange.
function shadeSides(canvas, box, state, colours, mapped) {
  const count = PIXELS * PIXELS;
  const context = canvas.getContext("2d");
  const kept = (canvas.kept ??= {
    image: context.createImageData(PIXELS, PIXELS), X: new Float64Array(2 * count),
    Z: new Float64Array(2 * count), A: new Float64Array(2 * count),
    s: new Float64Array(count), key: "",
  });
  const { image, X, Z, A, s } = kept;
  const [[left, right], [, top]] = box, cell = (right - left) / PIXELS;
  if (kept.key !== String(box)) {
    kept.key = String(box);
    for (let i = 0; i < count; i++) {
      X[2 * i] = left + (i % PIXELS + 0.5) * cell;
      X[2 * i + 1] = top - (Math.floor(i / PIXELS) + 0.5) * cell;
    }
  }
  if (mapped) activate(state.phi, affine(X, state.W, state.b, count, 2, 2, Z), A);
  affine(mapped ? A : X, state.v, [state.c], count, 2, 1, s);
  const pixels = image.data;
  for (let i = 0; i < count; i++) {
    const colour = s[i] > 0 ? colours.pos : colours.neg;
    pixels[4 * i] = colour[0];
    pixels[4 * i + 1] = colour[1];
    pixels[4 * i + 2] = colour[2];
    // The edge is as soft as one pixel: s changes by about this much in it.
    const across = s[i] - s[i % PIXELS ? i - 1 : i + 1];
    const down = s[i] - s[i < PIXELS ? i + PIXELS : i - PIXELS];
    const soft = 0.8 * Math.hypot(across, down) + 1e-12;
    pixels[4 * i + 3] = 54 * Math.min(1, Math.abs(s[i]) / soft);
  }
  context.putImageData(image, 0, 0);
}

function colourOf(node, name) {
  const context = html("canvas", { width: 1, height: 1 }).getContext("2d");
  context.fillStyle = getComputedStyle(node).getPropertyValue(name).trim();
  context.fillRect(0, 0, 1, 1);
  return context.getImageData(0, 0, 1, 1).data;
}

// The data points of a plane, with the names of the four corners.
function makePoints() {
  const group = svg("g", { class: "nn-points" });
  const names = svg("g", { class: "nn-names" });
  const kinds = [];

  function draw(state, P, scale, marksWrong) {
    const { n, y, right, labelled } = state;
    if (kinds.length !== n) {
      kinds.splice(0, Infinity, ...range(n).map(() => ({
        one: svg("rect", { class: "nn-class1", rx: 2 }), zero: svg("circle", { class: "nn-class0" }),
        wrong: svg("circle", { class: "nn-wrong", "stroke-dasharray": "3 3" }),
      })));
      group.replaceChildren(...kinds.map((kind) =>
        svg("g", { role: "img" }, kind.zero, kind.one, kind.wrong)));
    }
    const r = n > 8 ? 4.5 : 7.5;
    kinds.forEach(({ one, zero, wrong }, i) => {
      const x = clamp(scale.toX(P[2 * i]), -9e3, 9e3), top = clamp(scale.toY(P[2 * i + 1]), -9e3, 9e3);
      set(group.children[i], {
        transform: `translate(${x} ${top})`,
        "aria-label": `class ${y[i]} at (${fmt(P[2 * i])}, ${fmt(P[2 * i + 1])})`
          + (marksWrong ? right[i] ? ", right" : ", wrong" : ""),
      });
      set(one, { x: -r, y: -r, width: 2 * r, height: 2 * r });
      set(zero, { r: r - 0.5, "stroke-width": r > 5 ? 3.5 : 2.5 });
      set(wrong, { r: 2 * r - 1 });
      one.style.display = y[i] === 1 ? "" : "none";
      zero.style.display = y[i] === 1 ? "none" : "";
      wrong.style.display = marksWrong && !right[i] ? "" : "none";
    });
    drawNames(labelled ? nameSpots(P, n, scale) : []);
  }

  function drawNames(spots) {
    while (names.childElementCount > spots.length) names.lastChild.remove();
    while (names.childElementCount < spots.length) names.append(svg("text", { class: "nn-name" }));
    spots.forEach(({ x, y, text }, i) => {
      set(names.children[i], { x, y });
      say(names.children[i], text);
    });
  }
  return { group, names, draw };
}

// Names beside the points; points in one place share theirs.
function nameSpots(P, n, scale) {
  const spots = [];
  for (let i = 0; i < n; i++) {
    const x = scale.toX(P[2 * i]) + 12, y = scale.toY(P[2 * i + 1]) - 10;
    const near = spots.find((spot) => Math.abs(spot.x - x) < 44 && Math.abs(spot.y - y) < 18);
    const text = `${XOR[i][0]}${XOR[i][1]}`;
    if (near) near.text += `, ${text}`;
    else spots.push({ x, y, text });
  }
  return spots;
}

// ---- A line with its arrow, both of which can be moved.

function makeLine(model, kind, signal) {
  const { wTraits, bTrait, name, mark } = kind;
  const limit = model.get("reach"); // how far dragging and keys move a number
  const line = svg("path", { class: "nn-boundary", "data-q": bTrait });
  const arrow = svg("path", { class: "nn-arrow", "data-q": wTraits.join(" ") });
  const handle = (label, q, ...children) => svg("g", {
    role: "slider", tabindex: 0, "aria-label": label, "data-q": q,
    "aria-valuemin": -limit, "aria-valuemax": limit,
  }, svg("circle", { class: "nn-halo", r: 14 }), ...children);
  const knob = handle(`${name}, bias ${bTrait}`, bTrait,
    svg("circle", { class: "nn-knob", r: 11 }),
    svg("text", { class: "nn-mark", "text-anchor": "middle", "dominant-baseline": "central" }, mark));
  const tip = handle(`${name}, weights ${wTraits.join(" and ")}`, wTraits.join(" "),
    svg("circle", { class: "nn-tip", r: 6 }));
  const group = svg("g", { class: "nn-line" }, line, arrow, tip, knob);
  let place = null;

  const write = (values) => {
    for (const trait in values) model.set(trait, clamp(snap(values[trait]), -limit, limit));
    model.save_changes();
  };
  const weights = () => wTraits.map((trait) => model.get(trait));
  drag(knob, () => null, (event) => {
    const box = knob.ownerSVGElement.getBoundingClientRect(), { scale } = place;
    const [w1, w2] = weights();
    write({ [bTrait]: -(w1 * scale.fromX(event.clientX - box.left) + w2 * scale.fromY(event.clientY - box.top)) });
  }, signal);
  drag(tip, weights, (event, start) => write({
    [wTraits[0]]: start.value[0] + (event.clientX - start.event.clientX) / UNIT,
    [wTraits[1]]: start.value[1] - (event.clientY - start.event.clientY) / UNIT,
  }), signal);
  const keys = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  const onKey = (node, act) => node.addEventListener("keydown", (event) => {
    const move = keys[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act(move.map((m) => m * STEP * (event.shiftKey ? 10 : 1)));
  }, { signal });
  onKey(knob, (by) => write({ [bTrait]: model.get(bTrait) + by[0] + by[1] }));
  onKey(tip, (by) => write({
    [wTraits[0]]: model.get(wTraits[0]) + by[0], [wTraits[1]]: model.get(wTraits[1]) + by[1],
  }));

  function draw(w1, w2, b, scale, opacity = 1) {
    place = { scale };
    const ends = lineInBox(w1, w2, b, scale.box);
    set(line, { d: ends ? straightPath(...ends, scale) : "" });
    const size = Math.hypot(w1, w2), [[left, right], [bottom, top]] = scale.box;
    // The upper end carries the knob; further down stands the arrow.
    const [head, foot] = ends
      ? ends.map((end) => [scale.toX(end[0]), scale.toY(end[1])])
        .sort((p, q) => p[1] - q[1] || p[0] - q[0])
      : [[LEFT + 18, TOP + scale.side - 18], [LEFT + 18, TOP + scale.side - 18]];
    const at = (part) => [0, 1].map((i) => head[i] + part * (foot[i] - head[i]));
    const visible = Math.hypot(foot[0] - head[0], foot[1] - head[1]);
    const knobAt = at(Math.min(0.5, 20 / (visible || 1)));
    const from = ends ? at(0.7) : [scale.toX((left + right) / 2), scale.toY((bottom + top) / 2)];
    const [ux, uy] = size > 1e-9 ? [w1 / size, -w2 / size] : [1, 0];
    // As long as w says, as far as the picture has room.
    const room = [[ux, from[0] - LEFT], [uy, from[1] - TOP]].map(([u, at]) =>
      (Math.abs(u) < 1e-9 ? Infinity : (u > 0 ? scale.side - at : at) / Math.abs(u)));
    const long = Math.min(12 + UNIT * Math.min(size, 4), ...room);
    const tipAt = [from[0] + ux * long, from[1] + uy * long];
    set(arrow, { d: size > 1e-9 ? `M${from[0]} ${from[1]}L${tipAt[0]} ${tipAt[1]}` : "" });
    set(knob, {
      transform: `translate(${knobAt[0]} ${knobAt[1]})`,
      "aria-valuenow": clamp(b, -limit, limit), "aria-valuetext": fmt(b),
      "aria-disabled": Boolean(model.locked?.(bTrait)),
    });
    set(tip, {
      transform: `translate(${tipAt[0]} ${tipAt[1]})`,
      "aria-valuenow": clamp(w1, -limit, limit),
      "aria-valuetext": `${fmt(w1)} and ${fmt(w2)}`,
      "aria-disabled": wTraits.every((trait) => model.locked?.(trait)),
    });
    set(group, { opacity });
  }
  return { group, draw };
}

function makeProbe(q, slides) {
  const cross = svg("g", { class: "nn-probe", "data-q": q },
    svg("circle", { class: "nn-halo", r: 16 }),
    svg("circle", { class: "nn-cross", r: 8 }), svg("path", { class: "nn-cross", d: "M-13 0H13M0 -13V13" }));
  if (slides) set(cross, { role: "slider", tabindex: 0, "aria-label": "input point" });
  return cross;
}

// ---- Face 1: the plane of inputs, and where the layer takes it.

function makeSpace(model, signal) {
  const here = makeFrame("The plane of inputs"), there = makeFrame("Where the layer takes it");
  const units = [1, 2].map((j) => makeLine(model, {
    wTraits: [`w1${j}`, `w2${j}`], bTrait: `b${j}`, name: `line of neuron ${j}`, mark: String(j),
  }, signal));
  const readout = makeLine(model, {
    wTraits: ["v1", "v2"], bTrait: "c", name: "readout line", mark: "s",
  }, signal);
  const images = [1, 2].map((j) => svg("path", { class: "nn-boundary nn-image", "data-q": `b${j}` }));
  const points = [makePoints(), makePoints()];
  const probes = [makeProbe("x1 x2", true), makeProbe("a1 a2 z1 z2", false)];
  here.over.append(
    ...units.map((unit) => unit.group), points[0].group, points[0].names, probes[0]);
  there.inside.append(...images, points[1].group, points[1].names, probes[1]);
  if (model.get("readout")) there.over.append(readout.group);
  const face = html("div", { class: "nnx-space" }, here.face, there.face);

  const write = (x1, x2) => {
    const [[left, right], [bottom, top]] = here.scale.box;
    model.set("x1", clamp(snap(x1), left, right));
    model.set("x2", clamp(snap(x2), bottom, top));
    model.save_changes();
  };
  drag(probes[0], () => null, (event) => {
    const box = here.picture.getBoundingClientRect();
    write(here.scale.fromX(event.clientX - box.left), here.scale.fromY(event.clientY - box.top));
  }, signal);
  probes[0].addEventListener("keydown", (event) => {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const by = STEP * (event.shiftKey ? 10 : 1);
    write(model.get("x1") + move[0] * by, model.get("x2") + move[1] * by);
  }, { signal });

  let colours = null;
  function draw(state, width, themed) {
    const { view, W, b, t, x, p, phi } = state;
    here.place(width, view, "x");
    there.place(width, state.there, t < 0.25 ? "x" : t < 0.75 ? "z" : "a");
    if (themed || !colours) {
      colours = { pos: colourOf(face, "--pos"), neg: colourOf(face, "--neg") };
    }
    const late = Math.max(0, 2 * t - 1); // the readout belongs to a
    if (state.readout) {
      shadeSides(here.canvas, view, state, colours, true);
      shadeSides(there.canvas, state.there, state, colours, false);
    }
    here.canvas.style.visibility = there.canvas.style.visibility = state.readout ? "" : "hidden";
    there.canvas.style.opacity = late;
    say(here.title, "before");
    say(there.title, stageName(t, phi));
    set(here.grid, { d: gridPath(view, (from, to) => straightPath(from, to, here.scale)) });
    set(there.grid, { d: gridPath(view, (from, to) => imagePath(state, from, to, there.scale)) });
    units.forEach((unit, j) => {
      unit.draw(W[j], W[2 + j], b[j], here.scale);
      const ends = lineInBox(W[j], W[2 + j], b[j], view);
      set(images[j], { d: ends ? imagePath(state, ...ends, there.scale) : "" });
    });
    readout.group.style.display = state.readout && late > 0 ? "" : "none";
    if (state.readout) readout.draw(...state.v, state.c, there.scale, late);
    points[0].draw(state, state.X, here.scale, state.readout);
    points[1].draw(state, state.P, there.scale, state.readout && t === 1);
    const [[left, right], [bottom, top]] = view;
    const inside = [clamp(x[0], left, right), clamp(x[1], bottom, top)];
    set(probes[0], {
      transform: `translate(${here.scale.toX(inside[0])} ${here.scale.toY(inside[1])})`,
      "aria-valuemin": left, "aria-valuemax": right, "aria-valuenow": inside[0],
      "aria-valuetext": `x1 ${fmt(x[0])}, x2 ${fmt(x[1])}`,
      "aria-disabled": Boolean(model.locked?.("x1") && model.locked("x2")),
    });
    set(probes[1], {
      transform: `translate(${clamp(there.scale.toX(p[0]), -9e3, 9e3)} ${clamp(there.scale.toY(p[1]), -9e3, 9e3)})`,
    });
  }
  return { face, side: here.face, draw };
}

function stageName(t, phi) {
  if (t === 0) return "not moved yet";
  if (t < 0.5) return "on the way to z";
  if (t === 0.5) return "half way: z = xW + b";
  return t < 1 ? "on the way to a" : `after: a = ${ACTIVATION_LABELS[phi]}(z)`;
}

// ---- Face 2: the equation, in MathML.

function makeFormula(readout) {
  const number = (q) => math("mn", { "data-q": q });
  const mo = (text) => math("mo", { form: "infix" }, text);
  const mi = (text) => math("mi", {}, text);
  const bracket = (text) => math("mo", { stretchy: true, symmetric: true }, text);
  const rows = (...lines) => math("mrow", {}, bracket("("),
    math("mtable", {}, ...lines.map((line) => math("mtr", {},
      ...line.map((cell) => math("mtd", {}, cell))))), bracket(")"));
  const chunk = (width, ...parts) => html(
    "span", { class: "nn-term", style: `min-width:${width}em` }, math("math", {}, ...parts));
  const cells = Object.fromEntries(["x1", "x2", "w11", "w12", "w21", "w22", "b1", "b2", "z1", "z2", "a1", "a2"]
    .map((q) => [q, number(q)]));
  const phi = mi("");
  const bold = (text) => math("mi", { class: "nn-vector" }, text);
  const face = html(
    "div", { class: "nnx-equation", role: "group", "aria-label": "The equations with their numbers" },
    chunk(9, bold("z"), mo("="), rows([cells.x1, cells.x2])),
    chunk(8, rows([cells.w11, cells.w12], [cells.w21, cells.w22])),
    chunk(8.7, mo("+"), rows([cells.b1, cells.b2])),
    chunk(8.7, mo("="), rows([cells.z1, cells.z2])),
    chunk(15, bold("a"), mo("="), phi, math("mo", { stretchy: false }, "("), bold("z"), math("mo", { stretchy: false }, ")"),
      mo("="), rows([cells.a1, cells.a2])));
  const sums = Object.fromEntries(["v1", "v2", "c", "s"].map((q) => [q, number(q)]));
  const [a1, a2] = [number("a1"), number("a2")];
  if (readout) {
    face.append(chunk(8.8, mi("s"), mo("="), a1, mo("·"), sums.v1), chunk(7.4, mo("+"), a2, mo("·"), sums.v2),
      chunk(4.5, mo("+"), sums.c), chunk(4.2, mo("="), sums.s));
  }
  const write = (node, value, text = fmt(value), signed = false) => {
    say(node, text);
    if (signed) {
      const hot = node.classList.contains("nn-hot") ? " nn-hot" : "";
      node.setAttribute("class", `nn-${sign(value)}${hot}`);
    }
  };

  function draw({ W, b, v, c, x, z, a, score, phi: name }) {
    ["w11", "w12", "w21", "w22"].forEach((q, i) => write(cells[q], W[i], fmt(W[i]), true));
    for (const i of [0, 1]) {
      write(cells[`x${i + 1}`], x[i]);
      write(cells[`b${i + 1}`], b[i]);
      write(cells[`z${i + 1}`], z[i]);
      write(cells[`a${i + 1}`], a[i]);
      write([a1, a2][i], a[i], factor(a[i]));
      write(sums[`v${i + 1}`], v[i], factor(v[i]), true);
    }
    write(sums.c, c, factor(c));
    write(sums.s, score);
    say(phi, ACTIVATION_SYMBOLS[name]);
  }
  return { face, draw };
}

// ---- Face 3: the code, with the same numbers.

function makeListing(model, readout, signal) {
  const part = (...children) => html("span", { class: "nn-part" }, ...children);
  const spans = {};
  const number = (q) => (spans[q] = html("span", { "data-q": q }));
  const pair = (p, q) => ["[", number(p), ", ", number(q), "]"];
  const comment = (...children) => html("span", { class: "nn-comment" }, "  # ", ...children);
  const phi = html("span");
  const lines = [
    part("x = np.array(", ...pair("x1", "x2"), ")"),
    part("W = np.array([", ...pair("w11", "w12"), ", ", ...pair("w21", "w22"), "])"),
    part("b = np.array(", ...pair("b1", "b2"), ")"), "\n",
    part("z = x @ W + b", comment(...pair("z1", "z2"))),
    part("a = ", phi, "(z)", comment(...pair("a1", "a2"))),
  ];
  if (readout) {
    lines.push("\n", part("v = np.array(", ...pair("v1", "v2"), ")"), part("c = ", number("c")),
      part("s = a @ v + c", comment(number("s"))));
  }
  const numpy = copyButton(signal, "copy NumPy"), torch = copyButton(signal, "copy PyTorch");
  const face = html("div", { class: "nnx-code" }, html("pre", {}, html("code", {}, ...lines)),
    takeRow(model, signal, numpy, torch));

  function draw(state) {
    const { W, b, v, c, x, z, a, score } = state;
    const values = {
      x1: x[0], x2: x[1], w11: W[0], w12: W[1], w21: W[2], w22: W[3], b1: b[0], b2: b[1],
      z1: z[0], z2: z[1], a1: a[0], a2: a[1], v1: v[0], v2: v[1], c, s: score,
    };
    for (const q in spans) say(spans[q], code(values[q]));
    say(phi, state.phi);
    const program = (array, act) => [
      `x = ${array(x)}`, `W = ${array([[W[0], W[1]], [W[2], W[3]]])}`, `b = ${array(b)}`,
      noted("z = x @ W + b", z), noted(`a = ${act}`, a),
      ...(readout ? [`v = ${array(v)}`, `c = ${pythonNumber(c)}`, noted("s = a @ v + c", score), "z, a, s"] : ["z, a"]), "",
    ].join("\n");
    numpy.dataset.code = [...numpyHead([state.phi]), program(arrayCode, `${state.phi}(z)`)].join("\n");
    torch.dataset.code = `import torch\n\n${program(tensorCode, inTorch(state.phi, "z"))}`;
  }
  return { face, draw };
}

// ---- The status line.

function remark({ t, phi, Z, n, splits, readout, nRight }) {
  if (t === 0) return "The points stand where they were. Move morph.";
  if (t < 0.5) return "On the way to z = xW + b: the plane is stretched, turned and shifted.";
  if (t === 0.5) return "All points at z = xW + b: moved, but every straight line is still straight.";
  if (t < 1) {
    return phi === "identity" ? "The identity changes nothing: z is a already."
      : `${ACTIVATION_LABELS[phi]} bends the plane.`;
  }
  if (!splits) {
    return phi === "identity" ? "Nothing bends, and no straight line parts the classes."
      : "No straight line parts the classes here.";
  }
  const silent = phi !== "relu" ? [] : [0, 1].filter((j) => range(n).every((i) => Z[2 * i + j] <= 0));
  if (silent.length) return `Neuron ${silent.map((j) => j + 1).join(" and ")} is silent for all points.`;
  return !readout || nRight === n ? "A straight line parts the classes here."
    : "A straight line can part the classes here: move the readout.";
}

function makeVerdict() {
  const count = html("b"), rest = html("span");
  const live = html("span", { class: "nnx-sr", role: "status" });
  const face = html("div", { class: "nnx-status" }, count, rest, live);
  const announce = announcer(live);
  let said = ""; // what is on the screen at first was not a change
  function draw(state) {
    const score = state.readout ? `${state.nRight} of ${state.n} right` : "";
    say(count, score);
    count.className = state.nRight === state.n ? "" : "nn-some";
    const words = remark(state);
    say(rest, (score ? ". " : "") + words);
    const news = `${score && `${score}. `}${words} a = ${fmt(state.a[0])}, ${fmt(state.a[1])}.`;
    if (said && said !== news) announce(news);
    said = news;
  }
  return { face, draw, cancel: announce.cancel };
}

// ---- All together.

function render({ model, el }) {
  const stop = new AbortController();
  const { signal } = stop;
  const withReadout = model.get("readout");
  const space = makeSpace(model, signal);
  const formula = makeFormula(withReadout);
  const listing = makeListing(model, withReadout, signal);
  const verdict = makeVerdict();
  el.classList.add("nnx", "nnx-fold");
  const body = html("div", {
    // JupyterLab would take arrow keys for its own shortcuts.
    class: "nnx-body", "data-lm-suppress-shortcuts": "true",
  }, space.face, verdict.face, formula.face, listing.face);
  el.append(body);

  let scope = null, themed = true;
  const draw = () => {
    const width = space.side.clientWidth;
    if (!width) return; // not laid out yet: the observer below calls again
    const state = readState(model);
    space.draw(state, width, themed);
    for (const part of [formula, listing, verdict]) part.draw(state);
    themed = false;
    if (!scope) {
      scope = el.closest(".nnx-panel") ?? body;
      lightUp(scope, signal);
    }
    for (const name of ["w11", "w12", "w21", "w22", "b1", "b2", "v1", "v2", "c"]) {
      for (const slider of scope.querySelectorAll(`.nn-q-${name}`)) slider.dataset.sign = sign(model.get(name));
    }
  };
  const request = eachFrame(draw, el);
  model.on("change", request);
  const sizes = new ResizeObserver(request);
  sizes.observe(space.face);
  const retheme = () => { themed = true; request(); };
  const theme = new MutationObserver(retheme);
  for (const node of [document.documentElement, document.body]) {
    theme.observe(node, { attributes: true, attributeFilter: ["data-theme", "data-jp-theme-light", "class"] });
  }
  draw();
  return () => {
    stop.abort();
    request.cancel();
    verdict.cancel();
    model.off("change", request);
    sizes.disconnect();
    theme.disconnect();
    body.remove();
  };
}

// What a link to the page may set.
function links(get) {
  const names = ["w11", "w12", "w21", "w22", "b1", "b2", "v1", "v2", "c", "x1", "x2"];
  return {
    ...Object.fromEntries(names.map((name) => [name, [-100, 100]])), morph: [0, 1],
    activation_index: [0, get("activations").length - 1, 1],
    data_index: [0, get("datasets").length - 1, 1],
  };
}

export default { render, links, name: "PlaneExplorer" };
