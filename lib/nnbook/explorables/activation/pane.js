// One activation: its curve and, below it, its slope, both with z in them.

import { roomOf } from "../kit/called.js";
import { say, set, show, svg } from "../kit/dom.js";
import { number, slider } from "../kit/handle.js";
import { ACTIVATION_LABELS, activate, derive } from "../kit/nn.js";
import { clamp, fmt, sign } from "../kit/numbers.js";
import { makeChip } from "../kit/parts.js";
import { flatStretches } from "./state.js";

const RANGES = {
  identity: "(−∞, ∞)", step: "{0, 1}", sigmoid: "(0, 1)", tanh: "(−1, 1)", relu: "[0, ∞)",
};
const SAMPLES = 161;
const ROUGH = 10; // points on each side of where a curve bends
const DEEP = 84; // px, the height of the slope's plot
const sampleU = new Float64Array(SAMPLES), sampleOut = new Float64Array(SAMPLES);

// ---- The curve of φ(kz), or of its slope.

// Most of the points where it bends, ten on each side for the rest.
function bentPath(name, k, reach, toX, toY, slopes) {
  const bend = Math.min(reach, 8 / k), last = SAMPLES - 1;
  const at = (i) => {
    if (i < ROUGH) return -reach + (reach - bend) * i / ROUGH;
    if (i > last - ROUGH) return reach - (reach - bend) * (last - i) / ROUGH;
    return bend * (2 * (i - ROUGH) / (last - 2 * ROUGH) - 1);
  };
  for (let i = 0; i < SAMPLES; i++) sampleU[i] = k * at(i);
  (slopes ? derive : activate)(name, sampleU, sampleOut);
  let path = "";
  for (let i = 0; i < SAMPLES; i++) {
    const value = slopes ? k * sampleOut[i] : sampleOut[i];
    path += `${i ? "L" : "M"}${toX(at(i)).toFixed(2)} ${toY(value).toFixed(2)}`;
  }
  return path;
}

function curveOf(name, k, reach, toX, toY, slopes) {
  const [from, to, middle] = [toX(-reach), toX(reach), toX(0)];
  const jumps = (height) => `M${from} ${toY(0)}H${middle}M${middle} ${toY(height)}H${to}`;
  if (name === "step") return slopes ? `M${from} ${toY(0)}H${to}` : jumps(1);
  if (name === "relu") {
    return slopes ? jumps(k) : `M${from} ${toY(0)}H${middle}L${to} ${toY(k * reach)}`;
  }
  if (name === "identity" && slopes) return `M${from} ${toY(k)}H${to}`;
  return bentPath(name, k, reach, toX, toY, slopes);
}

// One of the two plots. `qs` are the quantities of the mark, the guide, the dot.
function makePlot(qs, slopes) {
  const frame = svg("rect", { class: "nn-pane-frame", rx: 7 });
  const bands = [0, 1].map(() => svg("rect", { class: "nn-band" }));
  const axes = svg("path", { class: "nn-axis" });
  const curve = svg("path", { class: "nn-curve" });
  const ends = ["nn-in", "nn-out"].map((kind) => svg("circle", { class: kind, r: 3.5 }));
  const mark = svg("path", { class: "nn-tangent", "data-q": qs.mark });
  const guide = svg("path", { class: "nn-guide", "data-q": qs.guide });
  // An inner svg clips what it holds, and needs no id for it.
  const inside = svg("svg", { overflow: "hidden" }, ...bands, axes, guide, mark, curve, ...ends);
  const dot = svg("circle", { class: "nn-dot", r: 5.5, "data-q": qs.dot });

  // What does not depend on z.
  let drawn = "";
  function drawCurve({ name }, { k, reach }, { left, wide, top, tall }, inX, toY) {
    const box = { x: left, y: top, width: wide, height: tall };
    set(frame, box);
    set(inside, box);
    set(axes, { d: `M0 ${toY(0)}H${wide}M${wide / 2} 0V${tall}` });
    const flats = flatStretches(name, k, reach);
    bands.forEach((band, i) => {
      const [from, to] = flats[i] ?? [0, 0];
      set(band, { x: inX(from), y: 0, width: inX(to) - inX(from), height: tall });
    });
    set(curve, { d: curveOf(name, k, reach, inX, toY, slopes) });
    ends.forEach((end, i) => {
      set(end, { cx: wide / 2, cy: toY(i * (slopes ? k : 1)) });
      show(end, name === (slopes ? "relu" : "step"));
    });
  }

  // Returns the height of the dot, in the plot.
  function draw(side, state, place, toY) {
    const { left, wide, top, tall } = place, { z, k, reach } = state;
    const inX = (v) => (v + reach) / (2 * reach) * wide;
    const key = [side.name, side.low, side.high, k, reach, state.top, left, wide, top, tall].join();
    if (key !== drawn) { drawCurve(side, state, place, inX, toY); drawn = key; }
    const x = inX(z), y = toY(slopes ? side.slope : side.a);
    set(guide, { d: `M${x} ${slopes ? 0 : tall}V${y}H${wide}` });
    set(dot, { cx: left + x, cy: top + y });
    const rise = side.slope * (toY(0) - toY(1)) * (2 * reach / wide);
    const run = 62 / Math.hypot(1, rise), [up, along] = [run * rise, [x - run, x + run]];
    set(mark, {
      d: slopes ? `M${x} ${toY(0)}V${y}` : `M${along[0]} ${y + up}L${along[1]} ${y - up}`,
      "data-sign": sign(side.slope),
    });
    return y;
  }
  return { frame, inside, dot, draw };
}

// ---- The pane: two plots with their words, handle and numbers.

const words = (kind = "nn-dim", anchor = "middle") => svg("text", {
  class: kind, "text-anchor": anchor,
});
const write = (node, x, y, text) => { set(node, { x, y }); say(node, text); };
const tickText = (v) => String(Number(v.toPrecision(3))).replace("-", "−");

// The texts that change with the function, the scale and the width alone.
function makeWords() {
  const name = words("nn-strong", "start"), range = words("nn-dim", "end");
  const below = words("nn-dim", "start");
  const regions = [0, 1].map(() => words("nn-region"));
  const heights = ["low", "high", "zero", "top"].map(() => words("nn-dim", "end"));
  const ends = [words(), words(), words()];
  const axis = words("nn-sym", "end"), value = words("nn-sym", "end");

  function place(side, state, { left, wide, top, tall, low, toY, toSlope }) {
    const { reach } = state, end = low + DEEP;
    const title = ACTIVATION_LABELS[side.name], reached = `range ${RANGES[side.name]}`;
    const fits = roomOf(title) + roomOf(reached) + 8 < wide;
    write(name, left, top - 12, title);
    write(range, left + wide, top - 12, fits ? reached : "");
    write(below, left, low - 8, "slope of the tangent");
    [[top + toY(side.low), tickText(side.low)], [top + toY(side.high), tickText(side.high)],
      [top + toY(0), side.low < 0 ? "0" : ""], [low + toSlope(state.top), tickText(state.top)],
    ].forEach(([y, text], i) => write(heights[i], left - 6, y + 5, text));
    [[4, tickText(-reach)], [wide / 2, "0"], [wide - 4, tickText(reach)]]
      .forEach(([x, text], i) => write(ends[i], left + x, end + 17, text));
    write(axis, left + wide * 0.78, end + 17, "z");
    write(value, left - 10, top + (side.low < 0 ? toY(side.high / 2) : tall / 2) + 5, "a");
    flatStretches(side.name, state.k, reach).concat([[0, 0, ""], [0, 0, ""]]).slice(0, 2)
      .forEach(([from, to, text], i) => {
        const long = (to - from) / (2 * reach) * wide, turned = long < 84;
        const cx = left + ((from + to) / 2 + reach) / (2 * reach) * wide;
        const cy = top + tall * (turned ? 0.5 : 0.3);
        write(regions[i], 0, 0, long < 17 ? "" : text);
        set(regions[i], {
          transform: `translate(${cx} ${cy})${turned ? " rotate(-90)" : ""}`, dy: "0.35em",
        });
        regions[i].stretch = text ? [from, to] : [1, -1];
      });
  }
  const here = (z) => regions.forEach((text) => {
    text.classList.toggle("nn-here", z >= text.stretch[0] && z <= text.stretch[1]);
  });
  return { nodes: [...regions, name, range, below, ...heights, ...ends, axis, value], place, here };
}

export function makePane(model, side, signal) {
  const letter = side[0].toUpperCase(), [qA, qS] = [`a${letter}`, `s${letter}`];
  const value = makePlot({ mark: qS, guide: qA, dot: `z ${qA}` }, false);
  const slope = makePlot({ mark: qS, guide: qS, dot: `z ${qS}` }, true);
  const halo = svg("circle", { class: "nn-halo", r: 12 });
  const cover = svg("rect", { class: "nn-cover" });
  const handle = svg("g", { class: "nn-handle", "data-q": "z" }, cover, halo, value.dot);
  const texts = makeWords(), chips = [makeChip(qA), makeChip(qS)];
  const node = svg("g", { class: "nn-pane" },
    value.frame, slope.frame, value.inside, slope.inside, ...texts.nodes,
    handle, slope.dot, ...chips.map((chip) => chip.node));
  let place = null, placed = "";
  const z = number(model, "z", `z, on the ${side} curve`);
  const sync = slider(handle, () => z, signal, {
    to(event) {
      const box = node.ownerSVGElement.getBoundingClientRect();
      return (2 * (event.clientX - box.left - place.left) / place.wide - 1) * place.reach;
    },
  });

  function lay(state, own, x0, y0, width, tall) {
    const left = x0 + 42, wide = width - 42 - 92, top = y0 + 30, low = top + tall + 28;
    const toY = (v) => tall - 14 - (v - own.low) / (own.high - own.low) * (tall - 28);
    const toSlope = (v) => DEEP - 8 - v / state.top * (DEEP - 22);
    place = { left, wide, top, tall, low, toY, toSlope, reach: state.reach };
    texts.place(own, state, place);
    set(cover, { x: left, y: top, width: wide, height: tall });
  }

  function draw(state, own, x0, y0, width, tall) {
    const { name, low: least, high } = own, { k, reach } = state;
    const key = [name, least, high, k, reach, state.top, x0, y0, width, tall].join();
    if (key !== placed) { lay(state, own, x0, y0, width, tall); placed = key; }
    const { left, wide, top, low, toY, toSlope } = place;
    const y = value.draw(own, state, place, toY);
    const ySlope = slope.draw(own, state, { ...place, top: low, tall: DEEP }, toSlope);
    set(halo, { cx: value.dot.getAttribute("cx"), cy: top + y });
    texts.here(state.z);
    const at = left + wide + 48;
    chips[0].place(at, top + clamp(y, 13, tall - 13), 86, 26, `a = ${fmt(own.a)}`);
    chips[1].place(at, low + clamp(ySlope, 13, DEEP - 13), 86, 26, `slope ${fmt(own.slope)}`);
    sync();
    return { x: left + wide / 2, y: top, end: low + DEEP + 24 };
  }
  return { node, draw };
}
