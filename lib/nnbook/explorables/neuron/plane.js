// The second plot: the plane of two inputs, or the curve of a over one.

import { besides, nameOf } from "../kit/called.js";
import { html, set, show, svg } from "../kit/dom.js";
import { number, point } from "../kit/handle.js";
import { activate } from "../kit/nn.js";
import { clamp, fmt, range } from "../kit/numbers.js";
import { makeMark } from "../kit/parts.js";
import { axisNames, lineInBox, signColours, wholeNumbers, wholeTick } from "../kit/plot.js";

// ---- The shading.

// Where it is calculated: densely around z = 0, then sparsely.
const SHADE_Z = range(21).map((i) => 12 * (i / 10 - 1) * Math.abs(i / 10 - 1))
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

// ---- The plane.

const cross = () => svg("g", { "data-q": "x1 x2 z a" },
  svg("circle", { class: "nn-halo", r: 17 }),
  svg("circle", { class: "nn-cross", r: 11, "data-q": "x1 x2" }),
  svg("path", { class: "nn-cross", d: "M-17 0H17", "data-q": "x1 x2" }),
  svg("path", { class: "nn-cross", d: "M0 -17V17", "data-q": "x1 x2" }));

export function makePlane(model, signal) {
  const canvas = html("canvas", { "aria-hidden": true });
  const frame = svg("rect", { class: "nn-frame" });
  const ticks = svg("g", { class: "nn-ticks" });
  const line = svg("path", { class: "nn-boundary", "data-q": "b" });
  const arrow = svg("path", { class: "nn-arrow", "data-q": "w1 w2" });
  const marks = makeMarks(model, signal), input = cross();
  const picture = svg("svg", { role: "group", "aria-label": "The plane of inputs" },
    frame, ticks, line, arrow, marks.node, input);
  const face = html("div", { class: "nnx-square" }, canvas, picture);
  let scale = null, colours = null, drawn = "";
  const names = range(2).map((i) => nameOf(model, 0, i));
  const said = range(2).map((i) => besides(`x${i + 1}`, names[i]));

  const sync = point(input, ["x1", "x2"].map((name) => number(model, name)), {
    label: "input point", words: (x1, x2) => `${said[0]} ${x1}, ${said[1]} ${x2}`,
    to(event) {
      const { left, top } = picture.getBoundingClientRect(), { low, high, side } = scale;
      const unit = (high - low) / side;
      return [low + (event.clientX - left - scale.left) * unit,
        high - (event.clientY - top - scale.top) * unit].map((v) => clamp(v, low, high));
    },
  }, signal);

  function drawFrame({ extent: [low, high] }, width) {
    const left = 30, top = names[1] ? 24 : 6, side = Math.max(60, width - left - 8);
    const height = side + top + 38;
    const toX = (v) => left + (v - low) / (high - low) * side;
    const toY = (v) => top + (high - v) / (high - low) * side;
    scale = { toX, toY, low, high, side, left, top };
    set(picture, { viewBox: `0 0 ${width} ${height}`, width, height });
    canvas.width = canvas.height = Math.round(side * Math.min(2, devicePixelRatio));
    canvas.style.cssText = `left:${left}px;top:${top}px;width:${side}px;height:${side}px`;
    set(frame, { x: left, y: top, width: side, height: side, rx: 3 });
    const axes = `M${toX(0)} ${top}V${top + side}M${left} ${toY(0)}H${left + side}`;
    ticks.replaceChildren(
      ...wholeNumbers([low, high], 6).flatMap((v) => [
        wholeTick(toX(v), top + side + 17, v),
        wholeTick(left - 6, toY(v) + 5, v, "end"),
        svg("path", { class: "nn-axis", d: v === 0 ? axes : "" })]),
      ...axisNames([left, top, side, side], ["x₁", "x₂"], names));
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
    return set(arrow, {
      d: `M${x0} ${y0}L${x1 - 8 * ux} ${y1 - 8 * uy}`
        + `M${x1} ${y1}l${-10 * ux - 5 * uy} ${-10 * uy + 5 * ux}l${10 * uy} ${-10 * ux}Z`,
    });
  }

  function draw(state, width, themed) {
    const place = `${width} ${state.extent}`;
    if (drawn !== place) { drawFrame(state, width); drawn = place; }
    if (themed) colours = signColours(face);
    shade(canvas, state, colours);
    const ends = lineInBox(...state.w, state.b, [state.extent, state.extent]);
    const onLine = ends?.map((p) => `${scale.toX(p[0])} ${scale.toY(p[1])}`);
    set(line, { d: ends ? `M${onLine.join("L")}` : "" });
    drawArrow(state);
    marks.draw(state, scale);
    const [x1, x2] = state.x.map((v) => clamp(v, ...state.extent));
    set(input, { transform: `translate(${scale.toX(x1)} ${scale.toY(x2)})` });
    sync();
  }
  return { face, draw, sized: true };
}

// The data points. A press on one changes its label: the set is then "yours".
function makeMarks(model, signal) {
  const node = svg("g"), parts = [];
  let points = [];
  const flip = (i) => {
    const place = model.get("datasets").indexOf("yours");
    if (i < 0 || place < 0 || model.locked?.("points")) return;
    model.set("points", points.map((p, k) => (k === i ? [p[0], p[1], 1 - p[2]] : [...p])));
    model.set("data_index", place);
    model.save_changes();
  };
  const markOf = (target) => [...node.children].indexOf(target.closest(".nn-point"));
  node.addEventListener("click", (event) => flip(markOf(event.target)), { signal });
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    flip(markOf(event.target));
  }, { signal });

  function draw(state, { toX, toY }) {
    ({ points } = state);
    for (const part of parts.splice(points.length)) part.node.remove();
    while (parts.length < points.length) {
      parts.push(makeMark());
      node.append(parts.at(-1).node);
    }
    const editable = model.get("datasets").includes("yours") && !model.locked?.("points");
    points.forEach((p, i) => {
      const { node: mark, one, zero, wrong } = parts[i], right = state.right[i];
      set(mark, {
        transform: `translate(${toX(p[0])} ${toY(p[1])})`,
        role: editable ? "button" : "img", tabindex: editable ? 0 : -1,
        "aria-label": `point (${fmt(p[0])}, ${fmt(p[1])}), class ${p[2]}, `
          + (right ? "right" : "wrong"),
      });
      show(one, p[2] === 1);
      show(zero, p[2] !== 1);
      show(wrong, !right);
    });
  }
  return { node, draw };
}

// ---- With one input: a over x.

const SAMPLES = 201;

export function makeGraph(model) {
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
  const face = html("div", { class: "nnx-square" }, picture);
  const names = [nameOf(model, 0, 0), nameOf(model, 1, 0)];

  function drawCurve({ phi, w, b, extent: [low, high] }, toX, toY) {
    const x = range(SAMPLES).map((i) => low + (high - low) * i / (SAMPLES - 1));
    const a = activate(phi, x.map((v) => w[0] * v + b), new Float64Array(SAMPLES));
    const jump = (i) => !i || (phi === "step" && a[i] !== a[i - 1]);
    const at = (v, i) => `${toX(v).toFixed(1)} ${toY(a[i]).toFixed(1)}`;
    set(curve, { d: x.map((v, i) => (jump(i) ? "M" : "L") + at(v, i)).join("") });
  }

  function drawMarks(state, toX, toY) {
    marks.replaceChildren(...state.points.map((p, i) => {
      const mark = makeMark();
      set(mark.node, { transform: `translate(${toX(p[0])} ${toY(p[1])})` });
      (p[1] === 1 ? mark.zero : mark.one).remove();
      if (state.right[i]) mark.wrong.remove();
      return mark.node;
    }));
  }

  function draw(state, width) {
    const [low, high] = state.extent;
    const left = 34, top = names[1] ? 24 : 8, side = Math.max(60, width - left - 8);
    const tall = side * 0.72;
    const height = tall + top + 38;
    const spans = { tanh: [-1, 1], identity: [-3, 3], relu: [0, 3] };
    const [floor, ceiling] = spans[state.phi] ?? [0, 1];
    const margin = 0.12 * (ceiling - floor);
    const toX = (v) => left + (v - low) / (high - low) * side;
    const toY = (v) => top + (ceiling + margin - clamp(v, floor - margin, ceiling + margin))
      / (ceiling - floor + 2 * margin) * tall;
    set(picture, { viewBox: `0 0 ${width} ${height}`, width, height });
    set(frame, { x: left, y: top, width: side, height: tall, rx: 3 });
    ticks.replaceChildren(
      ...wholeNumbers([low, high]).map((v) => wholeTick(toX(v), top + tall + 17, v)),
      ...[...new Set([floor, 0, ceiling])].map((v) => wholeTick(left - 6, toY(v) + 5, v, "end")),
      ...axisNames([left, top, side, tall], ["x₁", "a"], names, tall / 2));
    const upright = low <= 0 && high >= 0 ? `M${toX(0)} ${top}V${top + tall}` : "";
    set(axes, { d: `M${left} ${toY(0)}H${left + side}${upright}` });
    drawCurve(state, toX, toY);
    const root = state.w[0] === 0 ? NaN : -state.b / state.w[0];
    set(zero, { d: root >= low && root <= high ? `M${toX(root)} ${top}V${top + tall}` : "" });
    const px = toX(clamp(state.x[0], low, high)), py = toY(state.a);
    set(guide, { d: `M${px} ${toY(0)}V${py}H${left}` });
    set(dot, { cx: px, cy: py });
    drawMarks(state, toX, toY);
  }
  return { face, draw, sized: true };
}
