// One plane: a frame with ticks, its shading, its grid and its data points.

import { html, say, set, show, svg } from "../kit/dom.js";
import { activate, affine } from "../kit/nn.js";
import { clamp, fmt, range } from "../kit/numbers.js";
import { tick } from "../kit/plot.js";
import { journey, stopsAlong } from "./fold.js";
import { XOR } from "./state.js";

const LINES = 17; // grid lines in each direction
const PIXELS = 160; // of the shading, along a side
export const LEFT = 33; // px around a plane
export const TOP = 28;
const RIGHT = 10, BOTTOM = 40;
const STEPS = [0.5, 1, 2, 5, 10, 20, 50, 100, 1e3, 1e4, 1e5]; // between ticks

// ---- Paths: a straight piece of the input plane, and its image.

export const straightPath = (from, to, { toX, toY }) =>
  `M${toX(from[0])} ${toY(from[1])}L${toX(to[0])} ${toY(to[1])}`;

const scratch = range(6).map(() => new Float64Array(2));

export function imagePath({ phi, W, b, t }, from, to, { toX, toY }) {
  const [point, z, a, moved, z0, z1] = scratch;
  affine(from, W, b, 1, 2, 2, z0);
  affine(to, W, b, 1, 2, 2, z1);
  let d = "";
  for (const stop of stopsAlong(phi, z0, z1)) {
    point[0] = from[0] + stop * (to[0] - from[0]);
    point[1] = from[1] + stop * (to[1] - from[1]);
    journey(phi, point, W, b, 1, t, z, a, moved);
    d += `${d ? "L" : "M"}${toX(moved[0]).toFixed(1)} ${toY(moved[1]).toFixed(1)}`;
  }
  return d;
}

export function gridPath([[left, right], [bottom, top]], line) {
  let d = "";
  for (let i = 0; i < LINES; i++) {
    const part = i / (LINES - 1);
    const x = left + part * (right - left), y = bottom + part * (top - bottom);
    d += line([x, bottom], [x, top]) + line([left, y], [right, y]);
  }
  return d;
}

// ---- The frame.

export function makeFrame(name) {
  const canvas = html("canvas", { width: PIXELS, height: PIXELS, "aria-hidden": true });
  const border = svg("rect", { class: "nn-frame", rx: 3 });
  const ticks = svg("g", { class: "nn-ticks" }, svg("g"), svg("g"), svg("g"));
  const title = svg("text", { class: "nn-title", x: LEFT, y: 17 });
  // An inner picture cuts off what lies outside the frame.
  const axes = svg("path", { class: "nn-axis" });
  const grid = svg("path", { class: "nn-grid" });
  const inside = svg("svg", { class: "nn-inside" }, axes, grid);
  const over = svg("g");
  const picture = svg("svg", { role: "group", "aria-label": name },
    border, ticks, title, inside, over);
  const face = html("div", { class: "nnx-side" }, canvas, picture);
  const scale = {};

  // The texts stay, for they move in many a frame while the window does.
  const [acrossTicks, upTicks, letters] = [...ticks.children];
  function write(group, wanted) {
    while (group.childElementCount > wanted.length) group.lastChild.remove();
    wanted.forEach(([x, y, text, ...kind], i) => {
      if (i === group.childElementCount) group.append(tick(x, y, text, ...kind));
      set(group.children[i], { x, y });
      say(group.children[i], text);
    });
  }

  function drawTicks([[left, right], [bottom, top]], letter) {
    const { side, toX, toY } = scale;
    const step = STEPS.find((s) => (right - left) / s <= 6.5) ?? STEPS.at(-1);
    const shown = ([low, high]) => range(1 + Math.floor(high / step) - Math.ceil(low / step))
      .map((i) => (i + Math.ceil(low / step)) * step);
    const text = (v) => fmt(v, step < 1 ? 1 : 0), clear = (px) => px > 10 && px < side - 4;
    write(acrossTicks, shown([left, right]).filter((v) => clear(toX(v) - LEFT + 6))
      .map((v) => [toX(v), TOP + side + 17, text(v)]));
    write(upTicks, shown([bottom, top]).filter((v) => clear(toY(v) - TOP))
      .map((v) => [LEFT - 5, toY(v) + 5, text(v), "end"]));
    write(letters, [
      [LEFT + side / 2, TOP + side + 35, `${letter}₁`, "middle", "nn-sym"],
      [LEFT + side - 2, 17, `${letter}₂ ↑`, "end", "nn-sym"]]);
  }

  // Returns whether anything is elsewhere than before.
  let drawn = "";
  function place(width, box, letter) {
    const key = `${width} ${box} ${letter}`;
    if (key === drawn) return false;
    drawn = key;
    const [[left, right], [, top]] = box;
    const side = Math.max(60, width - LEFT - RIGHT), unit = side / (right - left);
    Object.assign(scale, {
      box, side, key,
      toX: (x) => LEFT + (x - left) * unit, toY: (y) => TOP + (top - y) * unit,
      fromX: (px) => left + (px - LEFT) / unit, fromY: (py) => top - (py - TOP) / unit,
    });
    const height = side + TOP + BOTTOM, square = { x: LEFT, y: TOP, width: side, height: side };
    set(picture, { viewBox: `0 0 ${width} ${height}`, width, height });
    Object.assign(canvas.style, {
      left: `${LEFT}px`, top: `${TOP}px`, width: `${side}px`, height: `${side}px`,
    });
    set(border, { ...square, "data-box": box.flat().join(" ") });
    set(inside, { ...square, viewBox: `${LEFT} ${TOP} ${side} ${side}` });
    set(axes, { d: `M${scale.toX(0)} ${TOP}v${side}M${LEFT} ${scale.toY(0)}h${side}` });
    drawTicks(box, letter);
    return true;
  }

  // Where a pointer is, in the plane.
  function at(event) {
    const corner = picture.getBoundingClientRect();
    return [scale.fromX(event.clientX - corner.left), scale.fromY(event.clientY - corner.top)];
  }
  return { face, canvas, title, inside, grid, over, scale, place, at };
}

// ---- The shading: blue where the readout s > 0, else orange.

// `mapped` is true for the plane of inputs, whose points the layer takes along
// before the readout sees them.
export function makeShading(canvas, mapped) {
  const count = PIXELS * PIXELS, context = canvas.getContext("2d");
  const image = context.createImageData(PIXELS, PIXELS), s = new Float64Array(count);
  const [X, Z, A] = range(mapped ? 3 : 1).map(() => new Float64Array(2 * count));
  let placed = "", drawn = "";

  function placeAt([[left, right], [, top]]) {
    const cell = (right - left) / PIXELS;
    for (let i = 0; i < count; i++) {
      X[2 * i] = left + (i % PIXELS + 0.5) * cell;
      X[2 * i + 1] = top - (Math.floor(i / PIXELS) + 0.5) * cell;
    }
  }

  function paint({ pos, neg }) {
    const pixels = image.data;
    for (let i = 0; i < count; i++) {
      const colour = s[i] > 0 ? pos : neg;
      pixels[4 * i] = colour[0];
      pixels[4 * i + 1] = colour[1];
      pixels[4 * i + 2] = colour[2];
      // The edge is as soft as one pixel: s changes by about this much in it.
      const across = s[i] - s[i % PIXELS ? i - 1 : i + 1];
      const down = s[i] - s[i < PIXELS ? i + PIXELS : i - PIXELS];
      const soft = 0.8 * Math.sqrt(across * across + down * down) + 1e-12;
      pixels[4 * i + 3] = 54 * Math.min(1, Math.abs(s[i]) / soft);
    }
    context.putImageData(image, 0, 0);
  }

  return ({ phi, W, b, v, c }, box, colours) => {
    const layer = mapped ? `${phi} ${W} ${b}` : "";
    const key = `${box} ${layer} ${v} ${c} ${colours.pos} ${colours.neg}`;
    if (key === drawn) return;
    drawn = key;
    if (placed !== String(box)) { placeAt(box); placed = String(box); }
    if (mapped) activate(phi, affine(X, W, b, count, 2, 2, Z), A);
    affine(mapped ? A : X, v, [c], count, 2, 1, s);
    paint(colours);
  };
}

// ---- The data points, with the names of the four corners.

const FAR = 9e3; // px: further out nothing is seen, and paths stay short

function makeDot() {
  const one = svg("rect", { class: "nn-class1", rx: 2 });
  const zero = svg("circle", { class: "nn-class0" });
  const wrong = svg("circle", { class: "nn-wrong", "stroke-dasharray": "3 3" });
  const node = svg("g", { role: "img" }, zero, one, wrong);
  function draw(x, y, r, isOne, isWrong, words) {
    set(node, { transform: `translate(${x} ${y})`, "aria-label": words });
    set(one, { x: -r, y: -r, width: 2 * r, height: 2 * r });
    set(zero, { r: r - 0.5, "stroke-width": r > 5 ? 3.5 : 2.5 });
    set(wrong, { r: 2 * r - 1 });
    show(one, isOne);
    show(zero, !isOne);
    show(wrong, isWrong);
  }
  return { node, draw };
}

// Names beside the points; points in one place share theirs.
function nameSpots(P, n, { toX, toY }) {
  const spots = [];
  for (let i = 0; i < n; i++) {
    const x = toX(P[2 * i]) + 12, y = toY(P[2 * i + 1]) - 10;
    const near = spots.find((spot) => Math.abs(spot.x - x) < 44 && Math.abs(spot.y - y) < 18);
    const text = `${XOR[i][0]}${XOR[i][1]}`;
    if (near) near.text += `, ${text}`;
    else spots.push({ x, y, text });
  }
  return spots;
}

export function makePoints() {
  const group = svg("g", { class: "nn-points" }), names = svg("g", { class: "nn-names" });
  let dots = [];

  function drawNames(spots) {
    while (names.childElementCount > spots.length) names.lastChild.remove();
    while (names.childElementCount < spots.length) names.append(svg("text", { class: "nn-name" }));
    spots.forEach(({ x, y, text }, i) => {
      set(names.children[i], { x, y });
      say(names.children[i], text);
    });
  }

  function draw({ n, y, right, labelled }, P, scale, judged) {
    if (dots.length !== n) {
      dots = range(n).map(makeDot);
      group.replaceChildren(...dots.map((dot) => dot.node));
    }
    const r = n > 8 ? 4.5 : 7.5;
    dots.forEach((dot, i) => {
      const verdict = judged ? right[i] ? ", right" : ", wrong" : "";
      dot.draw(clamp(scale.toX(P[2 * i]), -FAR, FAR), clamp(scale.toY(P[2 * i + 1]), -FAR, FAR),
        r, y[i] === 1, judged && !right[i],
        `class ${y[i]} at (${fmt(P[2 * i])}, ${fmt(P[2 * i + 1])})${verdict}`);
    });
    drawNames(labelled ? nameSpots(P, n, scale) : []);
  }
  return { group, names, draw };
}
