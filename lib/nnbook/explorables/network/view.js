import { ACTIVATION_LABELS, ACTIVATION_SYMBOLS, activate, affine } from "../kit/nn.js";
import {
  announcer, clamp, drag, eachFrame, fmt, html, keyStep, lightUp, math, say, set,
  sign, subscript, svg, thickness,
} from "../kit/draw.js";
import { networkPaste } from "./paste.js";
import { arrayCode, copyButton, inTorch, noted, numpyHead, takeRow, tensorCode } from "../kit/copying.js";

const REACH = 3; // how far sliders, keys and dragging move a number
const LARGEST = 100; // how far typing does
const STEP = 0.05;
const TEXT = { "text-anchor": "middle", "dominant-baseline": "central" };

const upTo = (n) => Array.from({ length: n }, (_, i) => i);
const tidy = (value) => Number(value.toFixed(14));
// Two decimals where they fit; sums of many large numbers do not.
const long = (v) => (Math.abs(v) < 1e5 ? fmt(v) : v.toExponential(1).replace("+", "").replaceAll("-", "−"));
const short = (v) => (Math.abs(v) < 99.995 ? fmt(v)
  : Math.abs(v) < 9999.5 ? fmt(v, 0) : v.toExponential(0).replace("+", "").replaceAll("-", "−"));
const bracketed = (v) => (v < 0 && long(v).startsWith("−") ? `(${long(v)})` : long(v));
const python = (v) => long(v).replaceAll("−", "-");

// ---- The pass: every z and a, and where in it the reader is.

// Arrays of the right sizes, filled anew in each frame.
function makePass(sizes) {
  const layers = sizes.slice(1).map((nOut, k) => ({
    nIn: sizes[k], nOut, W: new Float64Array(sizes[k] * nOut), b: new Float64Array(nOut),
    z: new Float64Array(nOut), a: new Float64Array(nOut), phi: "identity", input: null,
    // What identity layers up to this one amount to.
    allW: new Float64Array(sizes[0] * nOut), allB: new Float64Array(nOut), none: new Float64Array(nOut),
  }));
  const x = new Float64Array(sizes[0]);
  layers.forEach((layer, k) => { layer.input = k ? layers[k - 1].a : x; });
  const starts = [0]; // neurons before each layer
  for (const layer of layers) starts.push(starts.at(-1) + layer.nOut);
  const nSteps = 3 * starts.at(-1) + layers.length - 1;

  // Where neuron k (from 0) is, and the step that shows its phase.
  const placeOf = (k) => {
    const layer = starts.findIndex((_, l) => k < starts[l + 1]);
    return { layer, j: k - starts[layer] };
  };
  const stepOf = (k, phase) => 3 * k + placeOf(k).layer + 1 + phase;
  // The step's neuron and phase: 0 products, 1 z, 2 a, 3 on to the next layer.
  const momentOf = (step) => {
    if (step === 0) return { k: 0, phase: -1 };
    let k = 0;
    while (k + 1 < starts.at(-1) && stepOf(k + 1, 0) <= step) k++;
    return { k, phase: Math.min(3, step - stepOf(k, 0)) };
  };

  function read(model) {
    const weights = model.get("weights"), biases = model.get("biases");
    for (let i = 0; i < x.length; i++) x[i] = model.get(`x${i + 1}`);
    layers.forEach((layer, l) => {
      const { W, b, nIn, nOut } = layer;
      for (let i = 0; i < nIn; i++) {
        for (let j = 0; j < nOut; j++) W[i * nOut + j] = weights[l][i][j];
      }
      for (let j = 0; j < nOut; j++) b[j] = biases[l][j];
      layer.phi = model.get("choices")[model.get(`activation${l + 1}`)];
      activate(layer.phi, affine(layer.input, W, b, 1, nIn, nOut, layer.z), layer.a);
    });
    const collapses = layers.every((layer) => layer.phi === "identity");
    if (collapses) {
      layers.forEach(({ W, b, nIn, nOut, allW, allB, none }, l) => {
        if (l === 0) { allW.set(W); allB.set(b); return; }
        affine(layers[l - 1].allW, W, none, x.length, nIn, nOut, allW);
        affine(layers[l - 1].allB, W, b, 1, nIn, nOut, allB);
      });
    }
    const step = clamp(model.get("step"), 0, nSteps);
    const at = model.get("at");
    const moment = momentOf(step);
    const k = at > 0 ? at - 1 : moment.k;
    const phase = at > 0 ? 2 : moment.phase;
    const { layer: l, j } = placeOf(k);
    return { step, at, k, phase, l, j, collapses, moment };
  }

  // How far step has come with neuron k: 0 nothing, 1 z, 2 a.
  const reached = (state, k) => (state.step >= stepOf(k, 2) ? 2 : state.step >= stepOf(k, 1) ? 1 : 0);
  return { sizes, layers, x, starts, nSteps, placeOf, stepOf, read, reached };
}

// A letter with its layer above and its place below, in SVG and in HTML.
function drawSymbol(node, letter, above, below) {
  const key = `${letter} ${above} ${below}`;
  if (node.symbol === key) return;
  node.symbol = key;
  const parts = [svg("tspan", {}, letter)];
  let dy = 0;
  for (const [text, shift] of [[above && `(${above})`, -7], [below, 5]]) {
    if (!text) continue;
    parts.push(svg("tspan", { dy: shift - dy, class: "nn-script" }, String(text)));
    dy = shift;
  }
  node.replaceChildren(...parts);
}
const symbol = (letter, above, below) => html("span", { class: "nn-sym" }, letter,
  ...(above ? [html("sup", {}, `(${above})`)] : []), ...(below ? [html("sub", {}, String(below))] : []));
// What flows into layer l + 1: x, then each layer's a.
const inputSymbol = (l, i) => (l === 0 ? symbol("x", 0, i + 1) : symbol("a", l, i + 1));

// ---- The numbers that a reader can change, each a slider to the keyboard.

function makeNumbers(model) {
  const write = (name, value) => { model.set(name, value); model.save_changes(); };
  const deep = (lists) => structuredClone(lists);
  return {
    input: (i) => ({
      q: `a0_${i + 1}`, label: `input ${i + 1}`, symbol: () => inputSymbol(0, i),
      trait: `x${i + 1}`, get: () => model.get(`x${i + 1}`), set: (v) => write(`x${i + 1}`, v),
    }),
    weight: (l, i, j) => ({
      q: `w${l + 1}_${i + 1}_${j + 1}`, symbol: () => symbol("w", l + 1, `${i + 1},${j + 1}`),
      label: `weight of layer ${l + 1}, from ${i + 1} to ${j + 1}`,
      trait: "weights", get: () => model.get("weights")[l][i][j],
      set: (v) => { const all = deep(model.get("weights")); all[l][i][j] = v; write("weights", all); },
    }),
    bias: (l, j) => ({
      q: `b${l + 1}_${j + 1}`, symbol: () => symbol("b", l + 1, j + 1),
      label: `bias of layer ${l + 1}, neuron ${j + 1}`,
      trait: "biases", get: () => model.get("biases")[l][j],
      set: (v) => { const all = deep(model.get("biases")); all[l][j] = v; write("biases", all); },
    }),
  };
}

const rangeOf = (...values) => [Math.min(-REACH, ...values), Math.max(REACH, ...values)];

// `current()` is the number that the handle stands for at the moment.
function makeGrip(node, current, isLocked, open, signal) {
  set(node, { role: "slider", tabindex: 0 });
  // A number that began beyond the usual range may go back to where it began.
  const write = (value, start) => current().set(
    tidy(clamp(value, ...rangeOf(current().get(), start))));
  // Steps are counted from where the walk began, so that it can end there.
  let walked = { q: "", start: 0, count: 0, end: NaN };
  const walk = (steps) => {
    const { q, get } = current();
    if (walked.q !== q || walked.end !== get()) walked = { q, start: get(), count: 0 };
    walked.count += steps;
    if (walked.count === 0) current().set(walked.start);
    else write(walked.start + walked.count * STEP, walked.start);
    // At the end of the range the walk is over.
    walked.end = Math.abs(walked.start + walked.count * STEP - get()) < 1e-9 ? get() : NaN;
  };
  let moved = false;
  drag(node, () => { moved = false; return current().get(); }, (event, start) => {
    const dx = event.clientX - start.event.clientX, dy = event.clientY - start.event.clientY;
    if (!moved && Math.hypot(dx, dy) < 4) return;
    moved = true;
    write(Math.round((start.value + (dx - dy) * 0.02) / STEP) * STEP, start.value);
  }, signal);
  node.addEventListener("click", () => { if (!moved) open(current(), node); }, { signal });
  node.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const steps = keyStep(event);
    if (steps) walk(steps);
    else if (event.key === "Enter") open(current(), node);
    else if (/^[-−.,\d]$/.test(event.key)) open(current(), node, event.key);
    else return;
    event.preventDefault();
  }, { signal });
  return () => {
    const number = current(), value = number.get(), [low, high] = rangeOf(value);
    set(node, {
      "aria-label": number.label, "aria-valuemin": low, "aria-valuemax": high,
      "aria-valuenow": value, "aria-valuetext": fmt(value),
      "aria-disabled": Boolean(isLocked?.(number.trait)),
    });
  };
}

// A slider and a field for one number, open beside the place it belongs to.
function makeEditor(signal) {
  const name = html("span");
  const range = html("input", { type: "range", min: -REACH, max: REACH, step: STEP });
  const field = html("input", { type: "text", inputmode: "decimal", autocomplete: "off" });
  const reason = html("span", { class: "nn-reason", role: "alert" });
  const box = html("div", { class: "nnx-editor", role: "group" }, name, range, field, reason);
  let number = null, home = null;
  const show = () => {
    const value = number.get(), [low, high] = rangeOf(value);
    set(range, { min: low, max: high, "aria-valuetext": fmt(value) });
    range.value = value;
    range.dataset.sign = sign(value);
    if (document.activeElement !== field) field.value = String(tidy(value)).replace("-", "−");
  };
  const complain = (text) => { say(reason, text); field.toggleAttribute("aria-invalid", Boolean(text)); };
  const close = (refocus = false) => {
    if (!number) return;
    number = null; // first: taking the focused field away ends its focus
    box.remove();
    if (refocus) home?.focus({ preventScroll: true });
  };
  const commit = () => {
    const text = field.value.trim().replace(/[−–]/g, "-").replace(",", ".");
    const value = text === "" ? NaN : Number(text);
    if (!Number.isFinite(value)) complain("not a number");
    else if (Math.abs(value) > LARGEST) complain("not in −100 to 100");
    else { complain(""); number.set(tidy(value)); return true; }
    return false;
  };
  range.addEventListener("input", () => { complain(""); number.set(tidy(Number(range.value))); }, { signal });
  field.addEventListener("change", () => { if (number) commit(); }, { signal });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(true);
    else if (event.key === "Enter" && (event.target !== field || commit())) close(true);
  }, { signal });
  box.addEventListener("focusout", (event) => {
    if (number && !box.contains(event.relatedTarget)) close();
  }, { signal });
  function open(what, place, typed) {
    if (place.getAttribute("aria-disabled") === "true") return;
    close();
    number = what;
    home = place;
    const face = place.closest(".nnx-diagram, .nnx-sheet");
    const about = face.getBoundingClientRect(), at = place.getBoundingClientRect();
    name.replaceChildren(what.symbol());
    box.dataset.q = what.q;
    set(box, { "aria-label": what.label });
    set(range, { "aria-label": what.label });
    set(field, { "aria-label": `${what.label}, as a number` });
    complain("");
    face.append(box);
    const left = (at.left + at.right) / 2 - about.left - box.offsetWidth / 2;
    box.style.left = `${clamp(left, 0, Math.max(0, about.width - box.offsetWidth))}px`;
    // Over the diagram's headings, or above the sheet: nothing else is hidden.
    box.style.top = face.matches(".nnx-sheet") ? `${-box.offsetHeight}px` : "14px";
    show();
    field.value = typed ?? String(tidy(what.get())).replace("-", "−");
    field.focus({ preventScroll: true });
    if (!typed) field.select();
  }
  return { open, close, draw: () => number && show(), isOpen: () => Boolean(number) };
}

// ---- The transport: back, next, play.

// One view of a model advances it, however many there are.
const drivers = new WeakMap();

function makeTransport(model, pass, signal) {
  const me = {};
  const button = (text) => html("button", { type: "button", class: "nn-press" }, text);
  const back = button("◀ Back"), play = button("Play"), next = button("Next ▶");
  const count = html("span", { class: "nn-count" });
  const face = html("div", { class: "nnx-transport", role: "group", "aria-label": "Steps of the forward pass" },
    back, play, next, count);
  const write = (traits) => { model.set(traits); model.save_changes(); };
  const go = (by) => {
    const n = pass.nSteps + 1;
    write({ playing: false, at: 0, step: (model.get("step") + by + n) % n });
  };
  let timer = 0;
  const advance = () => {
    const step = model.get("step");
    if (step < pass.nSteps) write({ step: step + 1 });
    if (step + 1 >= pass.nSteps) write({ playing: false });
  };
  const follow = () => {
    clearInterval(timer);
    const playing = model.get("playing");
    if (!playing) { drivers.delete(model); return; }
    if (!drivers.has(model)) drivers.set(model, me);
    if (drivers.get(model) === me) timer = setInterval(advance, clamp(20000 / pass.nSteps, 150, 900));
  };
  back.addEventListener("click", () => go(-1), { signal });
  next.addEventListener("click", () => go(1), { signal });
  play.addEventListener("click", () => {
    const playing = !model.get("playing");
    const step = model.get("step");
    write({ at: 0, step: playing && step >= pass.nSteps ? 0 : step, playing });
  }, { signal });
  model.on("change:playing", follow);
  // What was chosen by hand is left when the pass goes on.
  const forget = () => { if (model.get("at")) model.set("at", 0); };
  model.on("change:step", forget);
  follow();
  function draw(state) {
    say(play, model.get("playing") ? "Pause" : "Play");
    say(next, state.step === pass.nSteps ? "Start ▶" : "Next ▶");
    say(back, state.step === 0 ? "◀ End" : "◀ Back");
    say(count, `step ${state.step} of ${pass.nSteps}`);
  }
  const stop = () => {
    clearInterval(timer);
    if (drivers.get(model) === me) drivers.delete(model);
    model.off("change:playing", follow);
    model.off("change:step", forget);
  };
  return { face, draw, stop };
}

// ---- Face 1: the diagram.

function makeGraph(model, pass, numbers, editor, redraw, signal) {
  const { sizes, layers, starts } = pass;
  const most = Math.max(...sizes), mostIn = Math.max(...sizes.slice(0, -1));
  let state = null;
  const text = (kind = "") => svg("text", { ...TEXT, class: kind });

  // Edges: the line that is seen, and a broad one that is pointed at.
  const edges = layers.map(({ nIn, nOut }, l) => upTo(nIn * nOut).map((p) => {
    const i = Math.floor(p / nOut), j = p % nOut, q = `w${l + 1}_${i + 1}_${j + 1}`;
    return {
      l, i, j, width: -1, sign: "", near: null, line: "",
      seen: svg("path", { class: "nn-edge nn-far", "data-q": q }),
      hit: svg("path", { class: "nn-hit", "data-q": q }),
    };
  }));
  const flat = edges.flat();
  const edgeOf = new Map(flat.map((edge) => [edge.hit, edge]));

  const units = sizes.map((n, c) => upTo(n).map((j) => {
    const circle = svg("circle", { class: "nn-node" });
    const tint = svg("circle", { class: "nn-tint" });
    const halo = svg("circle", { class: "nn-halo" });
    const value = text();
    const node = svg("g", { class: "nn-unit", "data-q": `a${c}_${j + 1}` }, circle, tint, value, halo);
    return { c, j, node, circle, tint, halo, value };
  }));
  const inputNames = upTo(sizes[0]).map((i) => svg(
    "text", { "text-anchor": "end", "dominant-baseline": "central", class: "nn-sym" }, `x${subscript(i + 1)}`));
  const heads = sizes.map((n, c) => ({
    name: svg("text", { "text-anchor": "middle", class: "nn-sym" }),
    shape: svg("text", { "text-anchor": "middle", class: "nn-dim" }, `(${n},)`),
    foot: svg("text", { "text-anchor": "middle", class: "nn-dim" }),
  }));
  heads.forEach(({ name }, c) => drawSymbol(name, c ? "a" : "x", c, 0));
  const nowName = text("nn-sym nn-now");
  const chip = () => {
    const rect = svg("rect", { rx: 6 }), first = text(), second = text();
    return { rect, first, second, node: svg("g", { class: "nn-chip" }, rect, first, second) };
  };
  const chips = upTo(mostIn).map(chip);
  const bias = chip();
  const wire = svg("path", { class: "nn-wire" });

  const radios = svg("g", { role: "radiogroup", "aria-label": "The neuron that is explained" },
    ...units.slice(1).flat().map((unit) => unit.node));
  const picture = svg("svg", { role: "group", "aria-label": "Diagram of the network" },
    ...flat.map((edge) => edge.hit), ...flat.map((edge) => edge.seen), wire,
    ...heads.flatMap((head) => [head.name, head.shape, head.foot]),
    ...inputNames, ...units[0].map((unit) => unit.node), radios, nowName,
    ...chips.map((each) => each.node), bias.node);
  const face = html("div", { class: "nnx-diagram" }, picture);

  const syncs = [
    ...units[0].map((unit, i) => makeGrip(unit.node, () => numbers.input(i), model.locked, editor.open, signal)),
    ...chips.map((each, i) => makeGrip(
      each.node, () => numbers.weight(state.l, Math.min(i, layers[state.l].nIn - 1), state.j), model.locked, editor.open, signal)),
    makeGrip(bias.node, () => numbers.bias(state.l, state.j), model.locked, editor.open, signal),
  ];

  // The neuron to explain: one that is not calculated yet moves the pass on.
  // Once it is drawn, `then` happens.
  let wanted = null;
  const choose = (k, then = null) => {
    wanted = then;
    const done = pass.reached(state, k) === 2;
    model.set(done ? { playing: false, at: k + 1 } : { playing: false, step: pass.stepOf(k, 2), at: 0 });
    model.save_changes();
    redraw();
  };
  radios.addEventListener("click", (event) => {
    const found = units.slice(1).flat().find((unit) => unit.node.contains(event.target));
    if (found) choose(starts[found.c - 1] + found.j);
  }, { signal });
  radios.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const [dl, dj] = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key] ?? [];
    if (dl === undefined) return;
    event.preventDefault();
    const l = clamp(state.l + dl, 0, layers.length - 1);
    const j = clamp(state.j + dj, 0, layers[l].nOut - 1);
    choose(starts[l] + j, () => units[l + 1][j].node.focus({ preventScroll: true }));
  }, { signal });
  picture.addEventListener("click", (event) => {
    const edge = edgeOf.get(event.target);
    if (!edge) return;
    choose(starts[edge.l] + edge.j,
      () => editor.open(numbers.weight(edge.l, edge.i, edge.j), chips[edge.i].node));
  }, { signal });

  // ---- Where everything is: the gap before the layer at hand gets the room
  // that its weights' labels need, at the cost of the others.
  function place(width, l) {
    const n = layers.length, left = 52, right = 34;
    const rowGap = most <= 4 ? 68 : most <= 6 ? 54 : 46;
    const even = (width - left - right) / n;
    const big = most <= 4 ? 24 : 19;
    const need = 2 * big + 80;
    const here = n > 1 && even < need ? need : even;
    const other = n > 1 ? (width - left - right - here) / (n - 1) : even;
    const x = [left];
    for (let c = 1; c <= n; c++) x.push(x[c - 1] + (c - 1 === l ? here : other));
    const small = clamp(0.3 * other, 6, big);
    const radius = sizes.map((_, c) => (c === l || c === l + 1 ? big : small));
    const top = most <= 4 ? 88 : 74, middle = top + big + rowGap * (most - 1) / 2;
    const y = sizes.map((count) => upTo(count).map((j) => middle + (j - (count - 1) / 2) * rowGap));
    const below = top + 2 * big + rowGap * (most - 1);
    return { x, y, radius, rowGap, top, below, height: below + 36, room: here - 2 * big };
  }

  function placeChip(each, cx, cy, width, height, first, second) {
    set(each.rect, { x: cx - width / 2, y: cy - height / 2, width, height });
    set(each.first, { x: cx, y: second ? cy - 8 : cy });
    set(each.second, { x: cx, y: cy + 8 });
    say(each.first, first);
    say(each.second, second ?? "");
  }

  let drawn = "", spot = null;
  function draw(now, width) {
    state = now;
    const { l, j, phase } = now;
    const gap = phase === 3 ? l + 1 : l; // between layers: the way on
    const key = `${width} ${gap}`;
    if (drawn !== key) { spot = place(width, gap); drawn = key; drawPlaces(width); }
    drawEdges(now);
    drawUnits(now);
    drawChips(now);
    const unit = units[l + 1][j], tall = spot.rowGap > 60;
    set(nowName, { x: spot.x[l + 1], y: spot.y[l + 1][j] - spot.radius[l + 1] - 13 });
    drawSymbol(nowName, phase === 1 ? "z" : "a", l + 1, j + 1);
    nowName.style.display = !tall || phase < 1 || phase > 2 ? "none" : "";
    set(nowName, { "data-q": `${phase === 1 ? "z" : "a"}${l + 1}_${j + 1}` });
    for (const each of units.slice(1).flat()) {
      const chosen = each === unit;
      set(each.node, { "aria-checked": chosen, tabindex: chosen ? 0 : -1 });
    }
    for (const sync of syncs) sync();
    const act = wanted;
    wanted = null;
    act?.();
  }

  function drawPlaces(width) {
    const { x, y, radius, height } = spot;
    set(picture, { viewBox: `0 0 ${width} ${height}`, width, height });
    for (const edge of flat) {
      const { l, i, j } = edge;
      const d = `M${x[l] + radius[l]} ${y[l][i]}L${x[l + 1] - radius[l + 1]} ${y[l + 1][j]}`;
      set(edge.seen, { d });
      set(edge.hit, { d });
    }
    for (const { c, j, circle, tint, halo, value } of units.flat()) {
      const at = { cx: x[c], cy: y[c][j] };
      set(circle, { ...at, r: radius[c] });
      set(tint, { ...at, r: radius[c] });
      set(halo, { ...at, r: radius[c] + 5 });
      set(value, { x: at.cx, y: at.cy, "data-hidden": radius[c] < 17 });
    }
    inputNames.forEach((name, i) => set(name, { x: x[0] - radius[0] - 6, y: y[0][i] }));
    heads.forEach((head, c) => {
      const roomy = radius[c] >= 17;
      set(head.name, { x: x[c], y: 18 });
      set(head.shape, { x: x[c], y: 36, "data-hidden": !roomy });
      set(head.foot, { x: x[c], y: 54, "data-hidden": !roomy });
    });
  }

  function drawEdges(now) {
    for (const edge of flat) {
      const { W, nOut } = layers[edge.l];
      const w = W[edge.i * nOut + edge.j], width = thickness(w).toFixed(3), kind = sign(w);
      if (edge.width !== width) edge.seen.setAttribute("stroke-width", edge.width = width);
      if (edge.sign !== kind) edge.seen.dataset.sign = edge.sign = kind;
      const near = now.phase === 3 ? edge.l === now.l + 1
        : now.phase >= 0 && edge.l === now.l && edge.j === now.j;
      if (edge.near !== near) edge.seen.classList.toggle("nn-far", !(edge.near = near));
    }
  }

  function drawUnits(now) {
    for (const { c, j, node, tint, value } of units.flat()) {
      const k = c && starts[c - 1] + j;
      const done = c === 0 ? 2 : pass.reached(now, k);
      const at = c === now.l + 1 && (j === now.j || now.phase === 3) && now.phase >= 0;
      const shown = c === 0 ? pass.x[j] : done === 2 ? layers[c - 1].a[j] : layers[c - 1].z[j];
      say(value, done ? short(shown) : at ? "Σ" : "");
      node.classList.toggle("nn-at", at);
      node.classList.toggle("nn-todo", !done && !at);
      node.classList.toggle("nn-half", done === 1);
      set(tint, {
        "data-sign": sign(shown),
        "fill-opacity": done === 2 ? (0.5 * Math.abs(shown) / (1 + Math.abs(shown))).toFixed(3) : 0,
      });
      if (c) {
        set(node, { role: "radio", "aria-label": `layer ${c}, neuron ${j + 1}${done ? `: ${fmt(shown)}` : ""}` });
      }
    }
    heads.forEach(({ foot }, c) => say(foot, c ? ACTIVATION_LABELS[layers[c - 1].phi] : "inputs"));
  }

  function drawChips(now) {
    const { x, y, radius, room, rowGap, below } = spot;
    const { nIn, nOut, W, b, input } = layers[now.l];
    const t = 0.4, from = x[now.l] + radius[now.l], to = x[now.l + 1] - radius[now.l + 1];
    const ny = y[now.l + 1][now.j];
    const show = now.phase >= 0 && now.phase < 3;
    const one = room >= 200, two = !one && room >= 84 && rowGap * (1 - t) >= 40;
    chips.forEach((each, i) => {
      const used = show && i < nIn;
      each.node.style.display = used ? "" : "none";
      if (!used) return;
      const w = W[i * nOut + now.j], p = w * input[i];
      const cx = from + t * (to - from), cy = y[now.l][i] + t * (ny - y[now.l][i]);
      set(each.node, { "data-q": `w${now.l + 1}_${i + 1}_${now.j + 1}` });
      if (one) placeChip(each, cx, cy, 134, 25, `× ${short(w)} = ${short(p)}`);
      else if (two) placeChip(each, cx, cy, 70, 38, `× ${short(w)}`, `= ${short(p)}`);
      else placeChip(each, cx, cy, 62, 25, `× ${short(w)}`);
    });
    bias.node.style.display = show ? "" : "none";
    wire.style.display = show ? "" : "none";
    const q = `b${now.l + 1}_${now.j + 1}`;
    const by = below + 20, bx = clamp(to - 20, 45, from + 0.75 * (to - from));
    set(bias.node, { "data-q": q });
    set(wire, { "data-q": q, d: `M${bx} ${by - 12}L${to + 4} ${ny + radius[now.l + 1] * 0.6}` });
    placeChip(bias, bx, by, 84, 25, `b = ${short(b[now.j])}`);
  }
  return { face, draw, choose };
}

// ---- Face 2: the arithmetic of the neuron at hand, in MathML.

function makeWorking(pass) {
  const most = Math.max(...pass.sizes.slice(0, -1));
  const mi = (text) => math("mi", {}, text);
  const mn = (text = "") => math("mn", {}, text);
  // "infix" keeps the space around an operator that begins a chunk.
  const mo = (text) => math("mo", { form: "infix" }, text);
  const bracket = (text) => math("mo", { stretchy: false }, text);
  const chunk = (width, ...parts) => html("span", { class: "nn-term", style: `min-width:${width}em` },
    math("math", {}, ...parts));
  const named = (letter) => {
    const upper = mn(), lower = mn();
    const node = math("msubsup", {}, mi(letter), lower, math("mrow", {}, bracket("("), upper, bracket(")")));
    return { node, upper, lower };
  };
  const zName = named("z"), aName = named("a");
  const terms = upTo(most).map((i) => {
    const w = mn(), x = mn();
    return { w, x, node: chunk(i ? 6.4 : 5, ...(i ? [mo("+")] : []), w, mo("·"), x) };
  });
  const products = upTo(most).map((i) => {
    const p = mn();
    return { p, node: chunk(i ? 4.2 : 3, ...(i ? [mo("+")] : []), p) };
  });
  const b1 = mn(), b2 = mn(), b3 = mn(), sum = mn(), z = mn(), z2 = mn(), a = mn(), phi = mi("φ");
  for (const node of [z, a]) node.classList.add("nn-strong");
  const left = (...parts) => html("span", { class: "nn-left" }, math("math", {}, ...parts));
  const line = (start, ...parts) => html("div", { class: "nn-line" }, start,
    html("span", { class: "nn-right" }, ...parts));
  const lines = [
    line(left(zName.node, mo("=")), ...terms.map((t) => t.node), chunk(4, mo("+"), b1)),
    line(left(mo("=")), ...products.map((p) => p.node), chunk(4, mo("+"), b2)),
    line(left(mo("=")), chunk(3, sum), chunk(4, mo("+"), b3), chunk(4, mo("="), z)),
    line(left(aName.node, mo("=")), chunk(6.4, phi, bracket("("), z2, bracket(")")), chunk(4, mo("="), a)),
  ];
  const face = html("div", { class: "nnx-equation", role: "group", "aria-label": "The arithmetic of the neuron at hand" },
    ...lines);

  function draw({ l, j, phase }) {
    const { nIn, nOut, W, b, input, phi: name } = pass.layers[l];
    for (const each of [zName, aName]) { say(each.upper, String(l + 1)); say(each.lower, String(j + 1)); }
    const hidden = (node, off) => node.classList.toggle("nn-later", off);
    const value = (node, text, q) => { say(node, text); set(node, { "data-q": q }); };
    const bq = `b${l + 1}_${j + 1}`, zq = `z${l + 1}_${j + 1}`, aq = `a${l + 1}_${j + 1}`;
    let total = 0;
    upTo(most).forEach((i) => {
      const off = i >= nIn;
      terms[i].node.hidden = products[i].node.hidden = off;
      if (off) return;
      const w = W[i * nOut + j], q = `w${l + 1}_${i + 1}_${j + 1}`;
      total += w * input[i];
      value(terms[i].w, bracketed(w), q);
      terms[i].w.classList.toggle("nn-pos", w > 0);
      terms[i].w.classList.toggle("nn-neg", w < 0);
      value(terms[i].x, bracketed(input[i]), `a${l}_${i + 1}`);
      value(products[i].p, bracketed(w * input[i]), q);
    });
    for (const node of [b1, b2, b3]) value(node, bracketed(b[j]), bq);
    const zj = pass.layers[l].z[j], aj = pass.layers[l].a[j];
    say(sum, long(total));
    value(z, long(zj), zq);
    value(z2, long(zj), zq);
    value(a, long(aj), aq);
    say(phi, ACTIVATION_SYMBOLS[name]);
    hidden(lines[0], phase < 0);
    hidden(lines[1], phase < 0);
    hidden(lines[2], phase < 1);
    hidden(lines[3], phase < 2);
  }
  // The room that the longest sum needs at this width, so that nothing jumps.
  let measured = -1;
  function reserve(width, read) {
    if (measured === width) return;
    measured = width;
    read();
    face.style.minHeight = "";
    let tallest = 0;
    for (const [l, layer] of pass.layers.entries()) {
      if (pass.layers.findIndex((other) => other.nIn === layer.nIn) !== l) continue;
      draw({ l, j: 0, phase: 3 });
      tallest = Math.max(tallest, face.offsetHeight);
    }
    face.style.minHeight = `${tallest}px`;
  }
  return { face, draw, reserve };
}

// ---- The little plot: the activation, with z and a of the neuron at hand.

function makeCurve() {
  const width = 150, height = 104, pad = 12, base = 22;
  const box = svg("rect", { class: "nn-node", rx: 9, x: 1, y: 1, width: width - 2, height: height - base });
  const axes = svg("path", { class: "nn-axis" });
  const guide = svg("path", { class: "nn-guide" });
  const curve = svg("path", { class: "nn-curve" });
  const dot = svg("circle", { class: "nn-dot", r: 5 });
  const name = svg("text", { x: width / 2, y: height - 5, "text-anchor": "middle", class: "nn-dim" });
  const face = html("div", { class: "nnx-curve" }, svg(
    "svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": "The activation function with z and a" },
    box, axes, guide, curve, dot, name));
  const z = new Float64Array(81), a = new Float64Array(81);
  function draw({ l, j, phase }, pass) {
    const layer = pass.layers[l], phi = layer.phi, zj = layer.z[j];
    const reach = Math.abs(zj) <= 4 ? 4 : 2 ** Math.ceil(Math.log2(Math.abs(zj)));
    const [low, high] = { tanh: [-1, 1], identity: [-reach, reach], relu: [0, reach] }[phi] ?? [0, 1];
    const toX = (v) => pad + (v + reach) / (2 * reach) * (width - 2 * pad);
    const toY = (v) => height - base - pad - (v - low) / (high - low) * (height - base - 2 * pad);
    set(axes, { d: `M${pad} ${toY(0)}H${width - pad}M${toX(0)} 5V${height - base - 4}` });
    for (let i = 0; i <= 80; i++) z[i] = reach * (i - 40) / 40;
    activate(phi, z, a);
    let d = "";
    for (let i = 0; i <= 80; i++) {
      const jump = phi === "step" && i === 41;
      d += `${i === 0 || jump ? "M" : "L"}${toX(jump ? 0 : z[i]).toFixed(1)} ${toY(a[i]).toFixed(1)}`;
    }
    set(curve, { d });
    const px = toX(clamp(zj, -reach, reach)).toFixed(2), py = toY(clamp(layer.a[j], low, high)).toFixed(2);
    const q = `z${l + 1}_${j + 1} a${l + 1}_${j + 1}`;
    set(guide, { d: `M${px} ${toY(0)}V${py}H${toX(0)}`, "data-q": q });
    set(dot, { cx: px, cy: py, "data-q": q });
    for (const node of [guide, dot]) node.style.display = phase < 2 ? "none" : "";
    say(name, `a = ${ACTIVATION_LABELS[phi]}(z)`);
  }
  return { face, draw };
}

// ---- Face 3: the layer as a sheet of numbers; column j is neuron j.

function makeSheet(label) {
  const table = html("table", { "aria-label": label });
  const caption = html("p", { class: "nn-caption" });
  const face = html("div", { class: "nnx-sheet" }, table, caption);
  let built = "", cells = {};
  const cell = (kind = "") => html("td", { class: kind });

  function build(nIn, nOut, names) {
    const th = (scope, ...text) => html("th", { scope }, ...text);
    cells = {
      x: upTo(nIn).map(() => cell("nn-x")), b: upTo(nOut).map(() => cell()),
      W: upTo(nIn).map(() => upTo(nOut).map(() => cell("nn-w"))),
      z: upTo(nOut).map(() => cell("nn-z")), a: upTo(nOut).map(() => cell("nn-a")),
      heads: upTo(nOut).map((j) => th("col", names.out(j))), last: th("row", "a"),
    };
    const row = (kind, ...parts) => html("tr", { class: kind }, ...parts);
    table.replaceChildren(
      html("thead", {}, row("", th("col", names.head), th("col", "input"), ...cells.heads)),
      html("tbody", {},
        ...upTo(nIn).map((i) => row("", th("row", names.in(i)), cells.x[i], ...cells.W[i])),
        row("nn-brow", th("row", "+ b"), cell(), ...cells.b),
        row("nn-zrow", th("row", "= z"), cell(), ...cells.z),
        row("nn-arow", cells.last, cell(), ...cells.a)));
  }

  // `sheet`: W, b, z, a of one layer, x, the names, what is reached, q-names.
  function draw(sheet, width) {
    const { nIn, nOut, W, b, z, a, x, names, chosen, reached, q } = sheet;
    // Where two decimals for each neuron do not fit, one.
    const digits = (nOut + 1) * 41 + 50 > width ? 1 : 2;
    const key = `${nIn} ${nOut} ${names.key}`;
    if (built !== key) { build(nIn, nOut, names); built = key; }
    const put = (node, value, name, on = true) => {
      say(node, on ? (digits === 1 && Math.abs(value) < 100 ? fmt(value, 1) : short(value)) : "");
      if (name) set(node, { "data-q": name });
    };
    for (let i = 0; i < nIn; i++) {
      put(cells.x[i], x[i], q?.x(i));
      for (let j = 0; j < nOut; j++) {
        const w = W[i * nOut + j], node = cells.W[i][j];
        put(node, w, q?.w(i, j));
        node.dataset.sign = sign(w);
        node.style.setProperty("--share", `${Math.round(45 * Math.min(1, Math.abs(w) / 2))}%`);
      }
    }
    for (let j = 0; j < nOut; j++) {
      put(cells.b[j], b[j], q?.b(j));
      put(cells.z[j], z[j], q?.z(j), !reached || reached(j) > 0);
      if (a) put(cells.a[j], a[j], q?.a(j), !reached || reached(j) > 1);
      const at = j === chosen;
      for (const node of [cells.heads[j], cells.b[j], cells.z[j], cells.a[j], ...cells.W.map((r) => r[j])]) {
        node.classList.toggle("nn-at", at);
      }
    }
    say(cells.last, sheet.activation);
    cells.last.parentElement.hidden = !a;
    say(caption, sheet.caption + (digits === 1 ? " One decimal is shown." : ""));
  }
  return { face, table, draw };
}

const indexIn = (cells) => [...cells.parentElement.children].indexOf(cells) - 2;

function makeLayerSheet(pass, numbers, editor, graph, signal) {
  const sheet = makeSheet("The layer at hand");
  let state = null;
  sheet.table.addEventListener("click", (event) => {
    const node = event.target.closest("td, th");
    if (!node || !state) return;
    const column = indexIn(node);
    const q = node.dataset.q ?? "";
    if (q.startsWith("a0_") && column === -1) return editor.open(numbers.input(Number(q.slice(3)) - 1), node);
    if (column < 0) return;
    const { l } = state;
    const number = q[0] === "w" ? numbers.weight(l, node.parentElement.rowIndex - 1, column)
      : q[0] === "b" ? numbers.bias(l, column) : null;
    graph.choose(pass.starts[l] + column, number && (() => editor.open(number, node)));
  }, { signal });
  const rows = Math.max(...pass.sizes.slice(0, -1)) + 4;
  sheet.face.style.setProperty("--rows", rows);
  sheet.face.style.setProperty("--columns", Math.max(...pass.sizes.slice(1)));
  function draw(now, width) {
    state = now;
    const { l } = now, layer = pass.layers[l], L = l + 1;
    sheet.draw({
      ...layer, x: layer.input, chosen: now.phase === 3 ? -1 : now.j, activation: `${ACTIVATION_LABELS[layer.phi]}(z)`,
      reached: (j) => pass.reached(now, pass.starts[l] + j),
      names: { key: l, in: (i) => inputSymbol(l, i), out: (j) => String(j + 1), head: "neuron" },
      q: {
        x: (i) => `a${l}_${i + 1}`, w: (i, j) => `w${L}_${i + 1}_${j + 1}`,
        b: (j) => `b${L}_${j + 1}`, z: (j) => `z${L}_${j + 1}`, a: (j) => `a${L}_${j + 1}`,
      },
      caption: `Layer ${L}: W${L} (${layer.nIn}, ${layer.nOut}), b${L} (${layer.nOut},). Column j is neuron j.`,
    }, width);
  }
  return { face: sheet.face, draw };
}

// With all activations the identity, the stack is one layer.
function makeCollapse(pass) {
  const sheet = makeSheet("The one layer that the network amounts to");
  const line = html("p", { class: "nn-caption" });
  const face = html("div", { class: "nnx-collapse" }, line, sheet.face);
  const n = pass.layers.length;
  function draw({ collapses }, width) {
    face.hidden = !collapses || n < 2;
    if (face.hidden) return;
    const last = pass.layers[n - 1];
    const product = upTo(n).map((l) => `W${l + 1}`).join(" @ ");
    say(line, `Every activation is the identity, so these ${n} layers are one: W = ${product}.`);
    sheet.draw({
      nIn: pass.x.length, nOut: last.nOut, W: last.allW, b: last.allB, z: last.z, a: null, x: pass.x,
      chosen: -1, activation: "", names: { key: "all", in: (i) => inputSymbol(0, i), out: (j) => String(j + 1), head: "output" },
      caption: `W (${pass.x.length}, ${last.nOut}), b (${last.nOut},): x @ W + b gives the network's output.`,
    }, width - 16);
  }
  return { face, draw };
}

// ---- Face 4: the code.

function makeListing(model, pass, paste, signal) {
  const part = (...children) => html("span", { class: "nn-part" }, ...children);
  const list = (spans) => ["[", ...spans.flatMap((span, i) => (i ? [", ", span] : [span])), "]"];
  const x = upTo(pass.x.length).map((i) => html("span", { "data-q": `a0_${i + 1}` }));
  const rows = pass.layers.map((layer, l) => ({
    phi: html("span"),
    a: upTo(layer.nOut).map((j) => html("span", { "data-q": `a${l + 1}_${j + 1}` })),
  }));
  const weights = upTo(Math.max(...pass.sizes.slice(0, -1))).map(() => ({ node: html("span"), comma: html("span", {}, ", ") }));
  const column = html("span"), bias = html("span"), layerOf = html("span");
  const comment = (...children) => html("span", { class: "nn-comment" }, ...children);
  const body = html("code", {},
    part("x = np.array(", ...list(x), ")"),
    ...rows.flatMap((row, l) => [
      part(`a${l + 1} = `, row.phi, `(${l ? `a${l}` : "x"} @ W${l + 1} + b${l + 1})`, comment("  # ", ...list(row.a)))]),
    part(layerOf, comment("  # [", ...weights.flatMap((w, i) => (i ? [w.comma, w.node] : [w.node])), "], ", bias)));
  const numpy = copyButton(signal, "copy NumPy"), torch = copyButton(signal, "copy PyTorch");
  const face = html("div", { class: "nnx-code" }, html("pre", {}, body), takeRow(model, signal, numpy, torch, ...paste.buttons), paste.done);

  function draw({ l, j }) {
    x.forEach((span, i) => say(span, python(pass.x[i])));
    rows.forEach((row, k) => {
      say(row.phi, pass.layers[k].phi);
      row.a.forEach((span, i) => say(span, python(pass.layers[k].a[i])));
    });
    const { nIn, nOut, W, b } = pass.layers[l];
    weights.forEach(({ node, comma }, i) => {
      node.hidden = comma.hidden = i >= nIn;
      if (i >= nIn) return;
      say(node, python(W[i * nOut + j]));
      set(node, { "data-q": `w${l + 1}_${i + 1}_${j + 1}` });
    });
    say(bias, python(b[j]));
    set(bias, { "data-q": `b${l + 1}_${j + 1}` });
    say(layerOf, `W${l + 1}[:, ${j}], b${l + 1}[${j}]`);
    const program = (array, act) => [
      `x = ${array(pass.x)}`,
      ...pass.layers.flatMap((layer, k) => [
        `W${k + 1} = ${array(upTo(layer.nIn).map((i) => layer.W.subarray(i * layer.nOut, (i + 1) * layer.nOut)))}`,
        `b${k + 1} = ${array(layer.b)}`]),
      ...pass.layers.flatMap((layer, k) => [
        noted(`z${k + 1} = ${k ? `a${k}` : "x"} @ W${k + 1} + b${k + 1}`, layer.z),
        noted(`a${k + 1} = ${act(layer.phi, `z${k + 1}`)}`, layer.a)]),
      `a${pass.layers.length}`, "",
    ].join("\n");
    numpy.dataset.code = [...numpyHead(pass.layers.map((layer) => layer.phi)),
      program(arrayCode, (phi, z) => `${phi}(${z})`)].join("\n");
    torch.dataset.code = `import torch\n\n${program(tensorCode, inTorch)}`;
  }
  return { face, draw };
}

// ---- The status line.

function sentence(pass, { l, j, phase, k, collapses }) {
  const layer = pass.layers[l], z = layer.z[j], a = layer.a[j], phi = layer.phi;
  const who = `Layer ${l + 1}, neuron ${j + 1}: `;
  const last = l === pass.layers.length - 1;
  if (phase < 0) return `The ${pass.x.length} inputs are given; nothing is calculated yet.`;
  if (phase === 0) return `${who}each input times its weight.`;
  if (phase === 1) return `${who}the products and the bias add up to z = ${fmt(z)}.`;
  if (phase === 3) return `All of layer ${l + 1} is calculated. Its ${layer.nOut === 1 ? "output is the input" : `${layer.nOut} outputs are the inputs`} of layer ${l + 2}.`;
  const name = ACTIVATION_LABELS[phi];
  const silent = phi === "relu" && z <= 0 ? " This neuron is silent." : "";
  const flat = (phi === "sigmoid" || phi === "tanh") && Math.abs(z) > 5 ? " It is saturated." : "";
  const end = last && k === pass.starts[l + 1] - 1 && !collapses ? " That is the end of the pass." : "";
  return `${who}${name} turns z = ${fmt(z)} into a = ${fmt(a)}.${silent}${flat}${end}`;
}

function makeNews(pass) {
  const words = html("span");
  const live = html("span", { class: "nnx-sr", role: "status" });
  const face = html("div", { class: "nnx-status" }, words, live);
  const announce = announcer(live);
  let said = ""; // what is on the screen at first was not a change
  function draw(state) {
    const text = sentence(pass, state);
    say(words, text);
    const output = Array.from(pass.layers.at(-1).a, (v) => fmt(v)).join(", ");
    const news = `Step ${state.step} of ${pass.nSteps}. ${text}${state.step === pass.nSteps ? ` Output: ${output}.` : ""}`;
    if (said && said !== news) announce(news);
    said = news;
  }
  return { face, draw, cancel: announce.cancel };
}

// ---- All together.

function render({ model, el }) {
  const stop = new AbortController();
  const { signal } = stop;
  const sizes = model.get("sizes");
  const pass = makePass(sizes);
  const numbers = makeNumbers(model);
  const editor = makeEditor(signal);
  const transport = makeTransport(model, pass, signal);
  const request = eachFrame(() => draw(), el);
  const graph = makeGraph(model, pass, numbers, editor, request, signal);
  const sheet = makeLayerSheet(pass, numbers, editor, graph, signal);
  const working = makeWorking(pass);
  const curve = makeCurve();
  const collapse = makeCollapse(pass);
  const paste = networkPaste(model, pass, REACH, signal);
  const listing = makeListing(model, pass, paste, signal);
  const news = makeNews(pass);
  const small = Math.max(...sizes) <= 4;
  el.classList.add("nnx", "nnx-network");
  const body = html("div", {
    // JupyterLab would take arrow keys for its own shortcuts.
    class: `nnx-body ${small ? "nn-small" : "nn-large"}`, "data-lm-suppress-shortcuts": "true",
  }, transport.face, graph.face, sheet.face,
  html("div", { class: "nnx-sum" }, working.face, curve.face), collapse.face, listing.face, news.face, paste.dialog);
  el.append(body);

  let scope = null, last = "";
  // Measured when they change: reading a width while drawing would make the
  // browser lay out the page in the middle of a frame.
  let width = 0, wide = 0, beside = 0;
  const measure = () => {
    width = graph.face.clientWidth;
    wide = body.clientWidth;
    beside = working.face.clientWidth;
  };
  const draw = () => {
    if (!width) return; // not laid out yet: the observer below calls again
    working.reserve(beside, () => pass.read(model));
    const state = pass.read(model);
    const moment = `${state.k} ${state.phase}`;
    if (moment !== last && last) editor.close();
    last = moment;
    graph.draw(state, width);
    curve.draw(state, pass);
    for (const part of [transport, sheet, working, collapse, listing, news, paste]) part.draw(state, wide);
    editor.draw();
    if (!scope) {
      scope = el.closest(".nnx-panel") ?? body;
      lightUp(scope, signal);
    }
  };
  model.on("change", request);
  const observer = new ResizeObserver(() => { measure(); request(); });
  for (const face of [graph.face, working.face]) observer.observe(face);
  measure();
  draw();
  return () => {
    stop.abort();
    request.cancel();
    news.cancel();
    transport.stop();
    editor.close();
    model.off("change", request);
    observer.disconnect();
    body.remove();
  };
}

// What a link to the page may set.
function links(get) {
  const sizes = get("sizes"), layers = sizes.slice(1), number = [-100, 100];
  const exactly = (n, each) => ({ each, least: n, most: n });
  const same = (n, name, rule) => Object.fromEntries(upTo(n).map((i) => [`${name}${i + 1}`, rule]));
  // Lists of lists of different lengths: their shapes are known one by one.
  const shaped = (rules) => ({ row: rules, depth: 1 + (rules[0].each.each ? 2 : 1) });
  const nSteps = 3 * layers.reduce((sum, n) => sum + n, 0) + layers.length - 1;
  return {
    weights: shaped(layers.map((n, l) => exactly(sizes[l], exactly(n, number)))),
    biases: shaped(layers.map((n) => exactly(n, number))),
    ...same(sizes[0], "x", number), ...same(layers.length, "activation", [0, get("choices").length - 1, 1]),
    step: [0, nSteps, 1], at: [0, (nSteps + 1 - layers.length) / 3, 1],
  };
}

export default { render, links, name: "NetworkExplorer" };
