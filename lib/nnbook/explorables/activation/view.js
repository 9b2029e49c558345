// Two activation functions at one z: value, slope, flat regions.

import {
  codeFace, comment, inTorch, noted, numpyHead, part, pythonNumber, span,
} from "../kit/code.js";
import { html, label, say, set, svg } from "../kit/dom.js";
import { number, slider } from "../kit/handle.js";
import { explorable } from "../kit/mount.js";
import { ACTIVATION_LABELS } from "../kit/nn.js";
import { clamp, code, fmt } from "../kit/numbers.js";
import { makeChip } from "../kit/parts.js";
import { statusLine } from "../kit/status.js";
import { makeEquations, makeReading } from "./equations.js";
import { makePane } from "./pane.js";
import { SIDES, STEEPEST, readActivations } from "./state.js";

// ---- The diagram, whose two activation nodes are the plots.

function makeStage(model, scaled, signal) {
  const panes = SIDES.map((side) => makePane(model, side, signal));
  const wires = ["z", "k", "k"].map((q) => svg("path", { class: "nn-wire", "data-q": q }));
  const circle = svg("circle", { class: "nn-node", r: 23 });
  const value = label("nn-strong");
  const letter = svg("text", { class: "nn-sym", "text-anchor": "middle" }, "z");
  const input = svg("g", { class: "nn-input", "data-q": "z" }, circle, value, letter);
  const chip = makeChip("k");
  const picture = svg(
    "svg", { role: "group", "aria-label": "One z through two activation functions" },
    ...wires, ...panes.map((pane) => pane.node), ...(scaled ? [chip.node] : []), input);
  const face = html("div", { class: "nnx-diagram nn-stage" }, picture);
  const z = number(model, "z", "z"), k = number(model, "scale", "scale k");
  const syncs = [slider(input, () => z, signal)];
  if (scaled) syncs.push(slider(chip.node, () => k, signal));

  function draw(state, width) {
    const two = width >= 520, room = two ? (width - 26) / 2 : width;
    const tall = clamp(room * 0.5, 150, 190), cx = width / 2;
    let y = scaled ? 100 : 78;
    const ends = panes.map((pane, i) => {
      const end = pane.draw(state, state.sides[i], two ? i * (room + 26) : 0, y, room, tall);
      if (!two) y = end.end + 14;
      return end;
    });
    const height = ends[1].end;
    set(picture, { viewBox: `0 0 ${width} ${height}`, width, height });
    set(circle, { cx, cy: 25 });
    set(value, { x: cx, y: 25 });
    say(value, fmt(state.z));
    set(letter, { x: cx - 34, y: 30 });
    if (scaled) chip.place(cx, 76, 136, 26, `× ${fmt(state.k)} = ${fmt(state.u)}`);
    // From the chip's sides, or where there is none, from under z.
    const fork = scaled ? 76 : 66, half = scaled ? 68 : 0;
    set(wires[0], { d: `M${cx} 48V${scaled ? 63 : fork}` });
    set(wires[1], { d: `M${cx - half} ${fork}H${ends[0].x}V${ends[0].y}` });
    set(wires[2], {
      d: two ? `M${cx + half} ${fork}H${ends[1].x}V${ends[1].y}`
        : `M${cx - half} ${fork}H1V${ends[1].y - 34}H${ends[1].x}V${ends[1].y}`,
    });
    for (const sync of syncs) sync();
  }
  return { face, draw, sized: true };
}

// ---- The code.

function makeCode(model, scaled, signal) {
  const [argument, times] = scaled ? ["(k * z)", "k * "] : ["(z)", ""];
  const z = span("z", (s) => code(s.z)), k = span("k", (s) => code(s.k));
  const rows = SIDES.flatMap((_, i) => {
    const name = (s) => s.sides[i].name, letter = "LR"[i];
    return [
      part(span("", name), argument, comment(span(`a${letter}`, (s) => code(s.sides[i].a)))),
      part(times, span("", (s) => `d_${name(s)}`), argument,
        comment(span(`s${letter}`, (s) => code(s.sides[i].slope))))];
  });
  const given = scaled ? part("z, k = ", z, ", ", k) : part("z = ", z);

  const last = "(a_left, slope_left), (a_right, slope_right)";
  const scale = (s) => (scaled ? [`k = ${pythonNumber(s.k)}`] : []);
  const inNumpy = (s) => [
    ...numpyHead(s.sides.flatMap(({ name }) => [name, `d_${name}`])),
    `z = ${pythonNumber(s.z)}`, ...scale(s),
    ...s.sides.flatMap(({ name, a, slope }, i) => [
      noted(`a_${SIDES[i]} = ${name}${argument}`, a),
      noted(`slope_${SIDES[i]} = ${times}d_${name}${argument}`, slope)]),
    last, ""].join("\n");
  // A step has a slope of 0, which PyTorch does not calculate.
  const grad = (name, side) => (name === "step" ? `slope_${side} = torch.zeros_like(z)`
    : `(slope_${side},) = torch.autograd.grad(a_${side}, z)`);
  const taped = (s) => [
    "import torch", "",
    `z = torch.tensor(${pythonNumber(s.z)}, dtype=torch.float64, requires_grad=True)`, ...scale(s),
    ...s.sides.flatMap(({ name, a, slope }, i) => [
      noted(`a_${SIDES[i]} = ${inTorch(name, scaled ? argument : "z")}`, a),
      noted(grad(name, SIDES[i]), slope)]),
    last, ""].join("\n");
  return codeFace(model, signal, () => [given, ...rows],
    [["copy NumPy", inNumpy], ["copy PyTorch", taped]]);
}

// ---- The status line: one sentence a side.

function slopeRemark({ name, slope, region }, { k, u }) {
  const title = ACTIVATION_LABELS[name];
  if (name === "step") {
    return u === 0 ? "Step: at its jump it has no slope; 0 stands here by convention."
      : "Step: slope 0, as everywhere but at its jump.";
  }
  if (name === "identity") return "Identity: the same slope everywhere.";
  if (name === "relu") {
    if (u === 0) return "ReLU: at its corner, slope 0 by convention.";
    return u > 0 ? "ReLU: passes its input on." : "ReLU is silent: this z gives slope 0.";
  }
  const share = 100 * slope / (k * STEEPEST[name]);
  const percent = share < 1 ? "under 1 %" : `${Math.round(share)} %`;
  const start = title[0].toUpperCase() + title.slice(1);
  return `${start}: ${region ? "saturated, " : ""}slope ${percent} of its peak.`;
}

function makeRemarks() {
  const lines = SIDES.map(() => html("span"));
  return statusLine((state) => {
    const remarks = state.sides.map((side) => slopeRemark(side, state));
    lines.forEach((line, i) => say(line, remarks[i]));
    const numbers = state.sides.map(
      (side, i) => `a = ${fmt(side.a)}, slope ${fmt(side.slope)}. ${remarks[i]}`);
    return { news: `z = ${fmt(state.z)}. ${numbers.join(" ")}` };
  }, ...lines);
}

export default explorable({
  name: "ActivationExplorer", read: readActivations,
  faces(model, signal) {
    const scaled = model.get("scaled");
    return [
      makeStage(model, scaled, signal), makeEquations(), makeReading(),
      makeCode(model, scaled, signal), makeRemarks()];
  },
});
