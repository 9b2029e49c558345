import { ACTIVATION_LABELS, ACTIVATION_SYMBOLS, activate, derive, sigmoid } from "../kit/nn.js";
import {
  announcer, clamp, code, drag, eachFrame, factor, fmt, html, keyStep, lightUp,
  math, say, set, sign, svg,
} from "../kit/draw.js";
import { copyButton, inTorch, noted, numpyHead, pythonNumber, takeRow } from "../kit/copying.js";

const SIDES = ["left", "right"];
const FLAT_SHARE = 0.05; // as in activation.py
const FLAT_EDGE = 2 * Math.atanh(Math.sqrt(1 - FLAT_SHARE));
const REACHES = [6, 12, 25, 50, 100, 250, 500]; // how far the axes may go
const SCALE_LIMITS = [0.1, 5];
const STEEPEST = { identity: 1, step: 0, sigmoid: 0.25, tanh: 1, relu: 1 };
const RANGES = {
  identity: "(−∞, ∞)", step: "{0, 1}", sigmoid: "(0, 1)", tanh: "(−1, 1)", relu: "[0, ∞)",
};
const SAMPLES = 161;
const sampleU = new Float64Array(SAMPLES), sampleOut = new Float64Array(SAMPLES);

// ---- State: everything that a frame needs, calculated once.

function flatRegion(name, u) {
  if (name === "step") return "flat";
  if (name === "relu") return u > 0 ? "" : "dead";
  const edge = { sigmoid: FLAT_EDGE, tanh: FLAT_EDGE / 2 }[name] ?? Infinity;
  return Math.abs(u) > edge ? "saturated" : "";
}

const reachOf = (value) => REACHES.find((reach) => Math.abs(value) <= reach) ?? 500;

function readActivations(model) {
  const z = model.get("z"), k = model.get("scale"), u = k * z;
  const names = SIDES.map((side) => model.get("activations")[model.get(`${side}_index`)]);
  const steepest = Math.max(...names.map((name) => STEEPEST[name])) || 1;
  const reach = reachOf(z), tall = reachOf(Math.max(Math.abs(u), reach));
  const sides = names.map((name) => {
    const high = name === "relu" || name === "identity" ? tall : 1;
    return {
      name, high, low: { tanh: -1, identity: -high }[name] ?? 0,
      a: activate(name, [u], [0])[0], slope: k * derive(name, [u], [0])[0],
      region: flatRegion(name, u),
    };
  });
  return {
    z, k, u, reach, sides, scaled: model.get("scaled"), top: steepest * Math.max(1, k),
    reading: model.get("probability"), read: names.includes("sigmoid"),
  };
}

// ---- A quantity of the picture that is a slider: z or k.

function makeDial(node, model, trait, label, range, move, signal) {
  set(node, { role: "slider", tabindex: 0, "aria-label": label });
  const write = (value) => {
    model.set(trait, Number((Math.round(clamp(value, ...range()) / 0.05) * 0.05).toFixed(2)));
    model.save_changes();
  };
  drag(node, () => model.get(trait), (event, start) => write(move(event, start)), signal);
  node.addEventListener("keydown", (event) => {
    const steps = keyStep(event);
    if (!steps) return;
    event.preventDefault();
    write(clamp(model.get(trait) + steps * 0.05, ...range()));
  }, { signal });
  return () => {
    const [low, high] = range(), value = model.get(trait);
    set(node, {
      "aria-valuemin": low, "aria-valuemax": high,
      "aria-valuenow": clamp(value, low, high), "aria-valuetext": fmt(value),
      "aria-disabled": Boolean(model.locked?.(trait)),
    });
  };
}

const byPixels = (event, start) => start.value + 0.02
  * (event.clientX - start.event.clientX - event.clientY + start.event.clientY);
const zRange = () => [-6, 6];

// ---- Faces 1 and 2: the diagram, whose two activation nodes are the plots.

function makeLabel(q) {
  const rect = svg("rect", { rx: 6 });
  const text = svg("text", { "text-anchor": "middle", "dominant-baseline": "central" });
  return { node: svg("g", { class: "nna-chip", "data-q": q }, rect, text), rect, text };
}

function placeLabel(label, cx, cy, width, text) {
  set(label.rect, { x: cx - width / 2, y: cy - 13, width, height: 26 });
  set(label.text, { x: cx, y: cy });
  say(label.text, text);
}

const words = (kind = "nn-dim", anchor = "middle") =>
  svg("text", { class: kind, "text-anchor": anchor });
const write = (node, x, y, text) => { set(node, { x, y }); say(node, text); };

// One of the two plots of a function: over z, φ(kz) or its slope.
function makePlot(q) {
  const frame = svg("rect", { class: "nna-frame", rx: 7 });
  const bands = [0, 1].map(() => svg("rect", { class: "nna-band" }));
  const axes = svg("path", { class: "nna-axis" });
  const curve = svg("path", { class: "nna-curve" });
  const ends = ["nna-in", "nna-out"].map((kind) => svg("circle", { class: kind, r: 3.5 }));
  const mark = svg("path", { class: "nna-mark", "data-q": q });
  const guide = svg("path", { class: "nna-guide" });
  // An inner svg clips what it holds, and needs no id for it.
  const inside = svg("svg", { overflow: "hidden" }, ...bands, axes, guide, mark, curve, ...ends);
  const dot = svg("circle", { class: "nna-dot", r: 5.5 });
  return { frame, bands, axes, curve, ends, mark, guide, inside, dot };
}

function curveOf(name, k, reach, toX, toY, slopes) {
  const jump = name === "step" ? [0, 1] : [0, k];
  if (slopes ? name === "relu" : name === "step") {
    return `M${toX(-reach)} ${toY(jump[0])}H${toX(0)}M${toX(0)} ${toY(jump[1])}H${toX(reach)}`;
  }
  if (slopes && (name === "step" || name === "identity")) {
    return `M${toX(-reach)} ${toY(name === "step" ? 0 : k)}H${toX(reach)}`;
  }
  if (name === "relu") return `M${toX(-reach)} ${toY(0)}H${toX(0)}L${toX(reach)} ${toY(k * reach)}`;
  // Most of the points where it bends, ten on each side for the rest.
  const bend = Math.min(reach, 8 / k), last = SAMPLES - 1;
  const at = (i) => (i < 10 ? -reach + (reach - bend) * i / 10
    : i > last - 10 ? reach - (reach - bend) * (last - i) / 10
      : bend * (2 * (i - 10) / (last - 20) - 1));
  for (let i = 0; i < SAMPLES; i++) sampleU[i] = k * at(i);
  (slopes ? derive : activate)(name, sampleU, sampleOut);
  let path = "";
  for (let i = 0; i < SAMPLES; i++) {
    const value = slopes ? k * sampleOut[i] : sampleOut[i];
    path += `${i ? "L" : "M"}${toX(at(i)).toFixed(2)} ${toY(value).toFixed(2)}`;
  }
  return path;
}

// The flat stretches of the z axis, each with its name, for |z| up to reach.
function flatStretches(name, k, reach) {
  if (name === "step") return [[-reach, 0, "slope 0"], [0, reach, "slope 0"]];
  if (name === "relu") return [[-reach, 0, "dead: slope 0"]];
  const edge = { sigmoid: FLAT_EDGE, tanh: FLAT_EDGE / 2 }[name] / k;
  return edge < reach ? [[-reach, -edge, "saturated"], [edge, reach, "saturated"]] : [];
}

function makePane(model, side, signal) {
  const letter = side[0].toUpperCase();
  const [qA, qS] = [`a${letter}`, `s${letter}`];
  const value = makePlot(qS), slope = makePlot(qS);
  set(value.guide, { "data-q": qA });
  set(slope.guide, { "data-q": qS });
  set(value.dot, { "data-q": `z ${qA}` });
  set(slope.dot, { "data-q": `z ${qS}` });
  const halo = svg("circle", { class: "nna-halo", r: 12 });
  const cover = svg("rect", { class: "nna-cover" });
  const handle = svg("g", { class: "nna-handle", "data-q": "z" }, cover, halo, value.dot);
  const name = words("nn-strong", "start"), range = words("nn-dim", "end");
  const title = words("nn-dim", "start");
  const names = [0, 1].map(() => words("nna-region"));
  const ticks = {
    low: words("nn-dim", "end"), high: words("nn-dim", "end"), top: words("nn-dim", "end"),
    zero: words("nn-dim", "end"), left: words(), middle: words(), right: words(),
    z: words("nn-sym", "end"), a: words("nn-sym", "end"),
  };
  const chips = { a: makeLabel(qA), s: makeLabel(qS) };
  const node = svg("g", { class: "nna-pane" },
    value.frame, slope.frame, value.inside, slope.inside, ...names, name, range, title,
    ...Object.values(ticks), handle, slope.dot, chips.a.node, chips.s.node);
  let scale = { left: 0, wide: 1, reach: 6 };
  const sync = makeDial(handle, model, "z", `z, on the ${side} curve`, zRange, (event) => {
    const box = node.ownerSVGElement.getBoundingClientRect();
    return (2 * (event.clientX - box.left - scale.left) / scale.wide - 1) * scale.reach;
  }, signal);

  function drawPlot(part, state, side, top, tall, toY, slopes) {
    const { left, wide, reach } = scale;
    const inX = (v) => (v + reach) / (2 * reach) * wide;
    const box = { x: left, y: top, width: wide, height: tall };
    set(part.frame, box);
    set(part.inside, box);
    set(part.axes, { d: `M0 ${toY(0)}H${wide}M${wide / 2} 0V${tall}` });
    const flats = flatStretches(side.name, state.k, reach);
    part.bands.forEach((band, i) => {
      const [from, to] = flats[i] ?? [0, 0];
      set(band, { x: inX(from), y: 0, width: inX(to) - inX(from), height: tall });
    });
    set(part.curve, { d: curveOf(side.name, state.k, reach, inX, toY, slopes) });
    const jumps = slopes ? side.name === "relu" : side.name === "step";
    part.ends.forEach((end, i) => {
      set(end, { cx: wide / 2, cy: toY(i * (slopes ? state.k : 1)) });
      end.style.display = jumps ? "" : "none";
    });
    const x = inX(state.z), y = toY(slopes ? side.slope : side.a);
    set(part.guide, { d: `M${x} ${slopes ? 0 : tall}V${y}H${wide}` });
    set(part.dot, { cx: left + x, cy: top + y });
    if (slopes) set(part.mark, { d: `M${x} ${toY(0)}V${y}` });
    else {
      const rise = side.slope * (toY(0) - toY(1)) * (2 * reach / wide);
      const run = 62 / Math.hypot(1, rise);
      set(part.mark, { d: `M${x - run} ${y + run * rise}L${x + run} ${y - run * rise}` });
    }
    set(part.mark, { "data-sign": sign(side.slope) });
    return y;
  }

  function draw(state, side, x0, y0, width, tall) {
    const left = x0 + 42, wide = width - 42 - 92;
    scale = { left, wide, reach: state.reach };
    const top = y0 + 30, low = top + tall + 28, deep = 84, end = low + deep;
    const toY = (v) => tall - 14 - (v - side.low) / (side.high - side.low) * (tall - 28);
    const toSlope = (v) => deep - 8 - v / state.top * (deep - 22);
    const y = drawPlot(value, state, side, top, tall, toY, false);
    const ySlope = drawPlot(slope, state, side, low, deep, toSlope, true);
    set(halo, { cx: value.dot.getAttribute("cx"), cy: top + y });
    set(cover, { x: left, y: top, width: wide, height: tall });
    const label = ACTIVATION_LABELS[side.name];
    write(name, left, y0 + 18, label);
    write(range, left + wide, y0 + 18, `range ${RANGES[side.name]}`);
    write(title, left, low - 8, "slope of the tangent");
    const flats = flatStretches(side.name, state.k, state.reach);
    names.forEach((text, i) => {
      const [from, to, words] = flats[i] ?? [0, 0, ""];
      const long = (to - from) / (2 * state.reach) * wide;
      const turned = long < 84;
      const cx = left + ((from + to) / 2 + state.reach) / (2 * state.reach) * wide;
      const cy = top + (turned ? tall * 0.5 : tall * 0.3);
      write(text, 0, 0, long < 17 ? "" : words);
      set(text, { transform: `translate(${cx} ${cy})${turned ? " rotate(-90)" : ""}`, dy: "0.35em" });
      text.classList.toggle("nna-here", words !== "" && state.z >= from && state.z <= to);
    });
    const tick = (v) => String(Number(v.toPrecision(3))).replace("-", "−");
    write(ticks.low, left - 6, top + toY(side.low) + 5, tick(side.low));
    write(ticks.high, left - 6, top + toY(side.high) + 5, tick(side.high));
    write(ticks.zero, left - 6, top + toY(0) + 5, side.low < 0 ? "0" : "");
    write(ticks.top, left - 6, low + toSlope(state.top) + 5, tick(state.top));
    write(ticks.left, left + 4, end + 17, tick(-state.reach));
    write(ticks.middle, left + wide / 2, end + 17, "0");
    write(ticks.right, left + wide - 4, end + 17, tick(state.reach));
    write(ticks.z, left + wide * 0.78, end + 17, "z");
    write(ticks.a, left - 10, top + (side.low < 0 ? toY(side.high / 2) : tall / 2) + 5, "a");
    const at = left + wide + 48;
    placeLabel(chips.a, at, top + clamp(y, 13, tall - 13), 86, `a = ${fmt(side.a)}`);
    placeLabel(chips.s, at, low + clamp(ySlope, 13, deep - 13), 86, `slope ${fmt(side.slope)}`);
    sync();
    return { x: left + wide / 2, y: top, end: end + 24 };
  }
  return { node, draw };
}

function makeStage(model, scaled, signal) {
  const panes = SIDES.map((side) => makePane(model, side, signal));
  const wires = ["z", "k", "k"].map((q) => svg("path", { class: "nna-wire", "data-q": q }));
  const circle = svg("circle", { class: "nna-node", r: 23 });
  const number = svg("text", { class: "nn-strong", "text-anchor": "middle", "dominant-baseline": "central" });
  const letter = words("nn-sym");
  const input = svg("g", { class: "nna-input", "data-q": "z" }, circle, number, letter);
  const factorChip = makeLabel("k");
  const picture = svg("svg", { role: "group", "aria-label": "One z through two activation functions" },
    ...wires, ...panes.map((pane) => pane.node), ...(scaled ? [factorChip.node] : []), input);
  const face = html("div", { class: "nnx-diagram nna-stage" }, picture);
  const syncs = [
    makeDial(input, model, "z", "z", zRange, byPixels, signal),
    makeDial(factorChip.node, model, "scale", "scale k", () => SCALE_LIMITS, byPixels, signal),
  ];

  function draw(state, width) {
    const two = width >= 520;
    const room = two ? (width - 26) / 2 : width;
    const tall = clamp(room * 0.5, 150, 190);
    const cx = width / 2;
    let y = scaled ? 100 : 78;
    const ends = [];
    panes.forEach((pane, i) => {
      const end = pane.draw(state, state.sides[i], two ? i * (room + 26) : 0, y, room, tall);
      if (!two) y = end.end + 14;
      ends.push(end);
    });
    const height = ends[1].end;
    set(picture, { viewBox: `0 0 ${width} ${height}`, width, height });
    set(circle, { cx, cy: 25 });
    write(number, cx, 25, fmt(state.z));
    write(letter, cx - 34, 30, "z");
    placeLabel(factorChip, cx, 76, 136, `× ${fmt(state.k)} = ${fmt(state.u)}`);
    // From the chip's sides, or where there is none, from under z.
    const fork = scaled ? 76 : 66, half = scaled ? 68 : 0;
    set(wires[0], { d: `M${cx} 48V${scaled ? 63 : fork}` });
    set(wires[1], { d: `M${cx - half} ${fork}H${ends[0].x}V${ends[0].y}` });
    set(wires[2], { d: two ? `M${cx + half} ${fork}H${ends[1].x}V${ends[1].y}`
      : `M${cx - half} ${fork}H1V${ends[1].y - 34}H${ends[1].x}V${ends[1].y}` });
    for (const sync of syncs) sync();
  }
  return { face, draw };
}

// ---- Face 3: the equations, in MathML.

const mathNumber = (q) => math("mn", { "data-q": q });
const mathSign = (text) => math("mo", { form: "infix" }, text);
const mathBracket = (text) => math("mo", { stretchy: false }, text);
const mathLetter = (text) => math("mi", {}, text);
const plusOne = (...rest) => [mathBracket("("), math("mn", {}, "1"), mathSign("−"), ...rest, mathBracket(")")];
const slopeForms = {
  identity: (q, scaled) => (scaled ? [math("mn", {}, "1")] : []),
  step: (q, scaled) => (scaled ? [math("mn", {}, "0")] : []),
  relu: (q, scaled) => (scaled ? [math("mn", { class: "nna-gate", "data-q": q })] : []),
  sigmoid: (q) => [mathNumber(q), mathSign("·"), ...plusOne(mathNumber(q))],
  tanh: (q) => plusOne(math("msup", {}, mathNumber(q), math("mn", {}, "2"))),
};

function makeEquations() {
  const boxes = SIDES.map(() => html("div", { class: "nna-pair" }));
  const face = html("div", {
    class: "nnx-equation", role: "group", "aria-label": "The equations with their numbers",
  }, ...boxes);
  const built = ["", ""];

  function build(i, name, scaled) {
    const times = () => (scaled ? [mathNumber("k"), mathSign("·")] : []);
    const letter = "LR"[i], a = `a${letter}`, s = `s${letter}`;
    const symbol = math("mi", {}, ACTIVATION_SYMBOLS[name]), form = slopeForms[name](a, scaled);
    boxes[i].replaceChildren(
      html("div", {}, math("math", {},
        mathLetter("a"), mathSign("="), symbol, mathBracket("("), ...times(), mathNumber("z"),
        mathBracket(")"), mathSign("="), math("mn", { "data-q": a, class: "nn-strong" }))),
      html("div", {}, math("math", {},
        math("mtext", {}, "slope"), mathSign("="), ...times(), ...form,
        ...(form.length ? [mathSign("=")] : []), math("mn", { "data-q": s, class: "nn-strong" }))));
  }

  function draw(state) {
    state.sides.forEach((side, i) => {
      if (built[i] !== side.name) { build(i, side.name, state.scaled); built[i] = side.name; }
      const texts = {
        z: state.scaled ? factor(state.z) : fmt(state.z), k: fmt(state.k),
        [`a${"LR"[i]}`]: factor(side.a), [`s${"LR"[i]}`]: fmt(side.slope),
      };
      for (const node of boxes[i].querySelectorAll("[data-q]")) {
        const last = node.classList.contains("nn-strong");
        say(node, node.classList.contains("nna-gate") ? String(state.u > 0 ? 1 : 0)
          : last && node.dataset.q[0] === "a" ? fmt(side.a) : texts[node.dataset.q]);
      }
    });
  }
  return { face, draw };
}

// ---- The sigmoid's output, read as a probability.

const MILLION = Math.log(1e6);

function oddsText(u) {
  if (u > MILLION) return "over a million";
  if (u < -MILLION) return "under 0.000001";
  const odds = Math.exp(u);
  return odds >= 0.01 ? fmt(odds) : odds.toFixed(6);
}

function makeReading() {
  const bars = ["yes", "no"].map((kind) => html("span", { class: `nna-bar nna-${kind}` }));
  const strip = html("div", { class: "nna-strip", "aria-hidden": true }, ...bars);
  const yes = html("b"), no = html("b");
  const labels = html("div", { class: "nna-shares" },
    html("span", {}, "yes: a = ", yes), html("span", {}, "no: 1 − a = ", no));
  const share = math("mn"), rest = math("mn");
  const power = math("mn", { "data-q": "z" }), odds = math("mn", { class: "nn-strong" });
  const formula = html("div", { class: "nna-odds" }, math("math", {},
    math("mtext", {}, "odds"), mathSign("="),
    math("mfrac", {}, math("mi", {}, "a"), math("mrow", {}, math("mn", {}, "1"), mathSign("−"), math("mi", {}, "a"))),
    mathSign("="), math("mfrac", {}, share, rest), mathSign("="),
    math("msup", {}, math("mi", {}, "e"), power), mathSign("="), odds, math("mtext", {}, "\u00a0to 1")));
  const missing = html("div", { class: "nna-missing" }, "Only the sigmoid’s output can be read this way: choose it on one side.");
  const face = html("div", { class: "nna-reading" }, labels, strip, formula, missing);

  function draw({ reading, read, u }) {
    face.style.display = reading ? "" : "none";
    for (const part of [labels, strip, formula]) part.style.visibility = read ? "" : "hidden";
    missing.style.display = read ? "none" : "";
    const a = sigmoid(u), other = sigmoid(-u);
    bars[0].style.width = `${(100 * a).toFixed(3)}%`;
    bars[1].style.width = `${(100 * other).toFixed(3)}%`;
    say(yes, fmt(a));
    say(no, fmt(other));
    say(share, fmt(a));
    say(rest, fmt(other));
    say(power, fmt(u));
    say(odds, oddsText(u));
  }
  return { face, draw };
}

// ---- Face 4: the code, with the same numbers.

function makeActivationCode(model, scaled, signal) {
  const [argument, times] = scaled ? ["(k * z)", "k * "] : ["(z)", ""];
  const number = (q) => html("span", { "data-q": q });
  const z = number("z"), k = number("k");
  const rows = SIDES.map((side, i) => {
    const a = number(`a${"LR"[i]}`), s = number(`s${"LR"[i]}`);
    const [phi, dPhi] = [html("span"), html("span")];
    const comment = (span) => html("span", { class: "nn-comment" }, "  # ", span);
    const parts = [
      html("span", { class: "nn-part" }, phi, argument, comment(a)),
      html("span", { class: "nn-part" }, times, dPhi, argument, comment(s)),
    ];
    return { a, s, phi, dPhi, parts };
  });
  const text = html("code", {},
    html("span", { class: "nn-part" }, ...(scaled ? ["z, k = ", z, ", ", k] : ["z = ", z])), "\n",
    ...rows[0].parts, "\n", ...rows[1].parts);
  const numpy = copyButton(signal, "copy NumPy"), torch = copyButton(signal, "copy PyTorch");
  const face = html("div", { class: "nnx-code" }, html("pre", {}, text), takeRow(model, signal, numpy, torch));

  function draw(state) {
    say(z, code(state.z));
    say(k, code(state.k));
    const names = new Set();
    state.sides.forEach((side, i) => {
      say(rows[i].a, code(side.a));
      say(rows[i].s, code(side.slope));
      say(rows[i].phi, side.name);
      say(rows[i].dPhi, `d_${side.name}`);
      names.add(side.name).add(`d_${side.name}`);
    });
    const pair = (i) => {
      const { name, a, slope } = state.sides[i];
      return [noted(`a_${SIDES[i]} = ${name}${argument}`, a), noted(`slope_${SIDES[i]} = ${times}d_${name}${argument}`, slope)];
    };
    const given = [`z = ${pythonNumber(state.z)}`, ...(scaled ? [`k = ${pythonNumber(state.k)}`] : [])];
    const last = ["(a_left, slope_left), (a_right, slope_right)", ""];
    numpy.dataset.code = [...numpyHead(names), ...given, ...pair(0), ...pair(1), ...last].join("\n");
    // A step has a slope of 0, which PyTorch does not calculate.
    const taped = (i) => {
      const { name, a, slope } = state.sides[i], side = SIDES[i];
      return [noted(`a_${side} = ${inTorch(name, scaled ? "(k * z)" : "z")}`, a), noted(name === "step"
        ? `slope_${side} = torch.zeros_like(z)` : `(slope_${side},) = torch.autograd.grad(a_${side}, z)`, slope)];
    };
    torch.dataset.code = ["import torch", "", `${given[0].replace("= ", "= torch.tensor(")}, dtype=torch.float64, requires_grad=True)`,
      ...given.slice(1), ...taped(0), ...taped(1), ...last].join("\n");
  }
  return { face, draw };
}

// ---- The status line.

function slopeRemark({ name, slope, region }, { k, u }) {
  const label = ACTIVATION_LABELS[name];
  if (name === "step") return "Step: slope 0 wherever it has one.";
  if (name === "identity") return "Identity: the same slope everywhere.";
  if (name === "relu") {
    if (u === 0) return "ReLU: at its corner, slope 0 by convention.";
    return u > 0 ? "ReLU: passes its input on." : "ReLU: in its dead region, slope 0.";
  }
  const share = 100 * slope / (k * STEEPEST[name]);
  const percent = share < 1 ? "under 1 %" : `${Math.round(share)} %`;
  const start = label[0].toUpperCase() + label.slice(1);
  return `${start}: ${region ? "saturated, " : ""}slope ${percent} of its peak.`;
}

function makeRemark() {
  const lines = SIDES.map(() => html("span"));
  const live = html("span", { class: "nnx-sr", role: "status" });
  const face = html("div", { class: "nnx-status" }, ...lines, live);
  const announce = announcer(live);
  let said = ""; // what is on the screen at first was not a change
  function draw(state) {
    const remarks = state.sides.map((side) => slopeRemark(side, state));
    lines.forEach((line, i) => say(line, remarks[i]));
    const news = `z = ${fmt(state.z)}. ` + state.sides.map((side, i) =>
      `a = ${fmt(side.a)}, slope ${fmt(side.slope)}. ${remarks[i]}`).join(" ");
    if (said && said !== news) announce(news);
    said = news;
  }
  return { face, draw, cancel: announce.cancel };
}

// ---- All together.

function render({ model, el }) {
  const stop = new AbortController();
  const { signal } = stop;
  const scaled = model.get("scaled");
  const stage = makeStage(model, scaled, signal);
  const parts = [
    stage, makeEquations(), makeReading(), makeActivationCode(model, scaled, signal), makeRemark(),
  ];
  el.classList.add("nnx", "nnx-act");
  const body = html("div", {
    // JupyterLab would take arrow keys for its own shortcuts.
    class: "nnx-body", "data-lm-suppress-shortcuts": "true",
  }, ...parts.map((part) => part.face));
  el.append(body);

  let scope = null;
  const draw = () => {
    const width = stage.face.clientWidth;
    if (!width) return; // not laid out yet: the observer below calls again
    const state = readActivations(model);
    for (const part of parts) part.draw(state, width);
    if (!scope) {
      scope = el.closest(".nnx-panel") ?? body;
      lightUp(scope, signal);
    }
    for (const slider of scope.querySelectorAll(".nn-q-z")) slider.dataset.sign = sign(state.z);
  };
  const request = eachFrame(draw, el);
  model.on("change", request);
  const sizes = new ResizeObserver(request);
  sizes.observe(stage.face);
  draw();
  return () => {
    stop.abort();
    request.cancel();
    parts.at(-1).cancel();
    model.off("change", request);
    sizes.disconnect();
    body.remove();
  };
}

// What a link to the page may set.
function links(get) {
  const places = [0, get("activations").length - 1, 1];
  return {
    z: [-100, 100], ...(get("scaled") ? { scale: SCALE_LIMITS } : {}),
    left_index: places, right_index: places, probability: true,
  };
}

export default { render, links, name: "ActivationExplorer" };
