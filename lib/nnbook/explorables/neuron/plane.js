// The second plot: the plane of two inputs, or the curve of a over one.

import { besides, nameOf } from "../kit/called.js";
import { html, set, svg } from "../kit/dom.js";
import { number, point } from "../kit/handle.js";
import { activate } from "../kit/nn.js";
import { clamp, range } from "../kit/numbers.js";
import { makeMark } from "../kit/parts.js";
import { arrowPath, linePath, makeCross, makeSquare } from "../kit/plane.js";
import { axisNames, wholeNumbers, wholeTick } from "../kit/plot.js";
import { makeMarks } from "../kit/points.js";

// ---- The plane.

export function makePlane(model, signal) {
  const line = svg("path", { class: "nn-boundary", "data-q": "b" });
  const arrow = svg("path", { class: "nn-arrow", "data-q": "w1 w2" });
  const marks = makeMarks(model, signal), input = makeCross("x1 x2", "x1 x2 z a");
  const names = range(2).map((i) => nameOf(model, 0, i));
  const said = range(2).map((i) => besides(`x${i + 1}`, names[i]));
  const square = makeSquare("The plane of inputs", names, line, arrow, marks.node, input);

  const sync = point(input, ["x1", "x2"].map((name) => number(model, name)), {
    label: "input point", words: (x1, x2) => `${said[0]} ${x1}, ${said[1]} ${x2}`,
    to: square.at,
  }, signal);

  function draw(state, width, themed) {
    const scale = square.draw(state, width, themed);
    set(line, { d: linePath(state, scale) });
    set(arrow, { d: arrowPath(state, scale) });
    marks.draw(state, scale);
    const [x1, x2] = state.x.map((v) => clamp(v, ...state.extent));
    set(input, { transform: `translate(${scale.toX(x1)} ${scale.toY(x2)})` });
    sync();
  }
  return { face: square.face, draw, sized: true };
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
