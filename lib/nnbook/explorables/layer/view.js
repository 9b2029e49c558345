import { ACTIVATION_SYMBOLS } from "../kit/nn.js";
import {
  announcer, clamp, drag, eachFrame, factor, fmt, html, keyStep, math, say, set,
  sign, subscript, svg, thickness,
} from "../kit/draw.js";
import { bracketPath, cellText, neuronName, stagePlan, weightName } from "./stage.js";
import { makeLayerCode } from "./code.js";
import { layerPaste } from "./paste.js";
import { LIMIT, MOST, readLayer, valueOf } from "./state.js";

const STEP = 0.05;
const STORE = { W: "weights", b: "biases", X: "samples" };

const count = (n) => Array.from({ length: n }, (_, i) => i);
const tidy = (value) => Number(value.toFixed(12));
// A number that began beyond the usual range may go back to where it began.
const within = (value, ...begun) => clamp(tidy(value), Math.min(-LIMIT, ...begun), Math.max(LIMIT, ...begun));
const at = ([kind, i, j]) => (kind === "b" ? i : MOST * i + j);

// What lights up with it: its own name, then its neuron or its row of X.
function namesOf([kind, i, j]) {
  if (kind === "W") return `${weightName(i, j)} ${neuronName(j)}`;
  if (kind === "b") return `b${i + 1} ${neuronName(i)}`;
  if (kind === "X") return `x${i + 1}${j + 1} s${i + 1}`;
  if (kind === "S") return `s${i + 1}`;
  return `${neuronName(j)} s${i + 1}`;
}

function labelOf([kind, i, j]) {
  if (kind === "W") return `weight from x${i + 1} to neuron ${j + 1}`;
  if (kind === "b") return `bias of neuron ${i + 1}`;
  if (kind === "X") return `input x${j + 1} of row ${i + 1}`;
  return `show row ${i + 1} of X`;
}

// ---- A number that can be dragged or stepped like a slider.

function makeNumber(node, model, key, signal) {
  const trait = STORE[key[0]], place = at(key);
  set(node, { role: "slider", tabindex: 0, "aria-label": labelOf(key) });
  const write = (value, start) => {
    const values = [...model.get(trait)];
    values[place] = within(value, values[place], start);
    model.set(trait, values);
    model.save_changes();
  };
  drag(node, () => model.get(trait)[place], (event, start) => {
    const by = event.clientX - start.event.clientX - (event.clientY - start.event.clientY);
    if (by || start.moved) {
      start.moved = true;
      write(Math.round((start.value + by * 0.02) / STEP) * STEP, start.value);
    }
  }, signal);
  node.addEventListener("keydown", (event) => {
    const steps = keyStep(event);
    if (!steps) return;
    event.preventDefault();
    const now = model.get(trait)[place];
    write(now + steps * STEP, now);
  }, { signal });
}

function writeAria(node, value, locked) {
  set(node, {
    "aria-disabled": Boolean(locked),
    "aria-valuemin": Math.min(-LIMIT, value), "aria-valuemax": Math.max(LIMIT, value),
    "aria-valuenow": value, "aria-valuetext": fmt(value),
  });
}

// One of several, chosen with the arrow keys, the space bar or a tap.
function makeRadio(node, choose, signal) {
  set(node, { role: "radio" });
  node.addEventListener("keydown", (event) => {
    const by = event.key === " " || event.key === "Enter" ? 0
      : { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    choose(by);
  }, { signal });
}

const markRadio = (node, chosen, label) => set(node, {
  "aria-checked": chosen, tabindex: chosen ? 0 : -1, "aria-label": label,
});

// ---- Face 1: the numbers, as separate neurons, as a list, as matrices.

function makeStage(model, select, signal) {
  const brackets = svg("g"), words = svg("g"), holder = svg("g");
  const picture = svg("svg", { role: "group", "aria-label": "The numbers of the layer" },
    brackets, words, holder);
  const face = html("div", { class: "nnx-stage" }, picture);
  const cells = new Map();

  function makeCell(name) {
    const [kind, ...places] = name.split(" ");
    const key = [kind, ...places.map(Number)];
    const rect = svg("rect", { class: "nn-fill", rx: 6 });
    const text = svg("text", { "text-anchor": "middle", "dominant-baseline": "central" });
    const node = svg("g", { class: "nn-cell", "data-q": namesOf(key), "data-cell": name }, rect, text);
    if (STORE[kind]) makeNumber(node, model, key, signal);
    if (kind === "S") {
      node.classList.add("nn-tag");
      makeRadio(node, (by) => select("sample", key[1], by), signal);
    }
    return { key, node, rect, text };
  }

  // From one picture to the next the cells move; with a new width they jump.
  let timer = 0;
  function glide() {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    clearTimeout(timer);
    picture.classList.add("nn-glide");
    timer = setTimeout(() => picture.classList.remove("nn-glide"), 800);
  }

  let planned = "", now = null, shown = [];
  function lay(state, width) {
    now = stagePlan(state, width);
    set(picture, { viewBox: `0 0 ${width} ${now.height}`, width, height: now.height });
    if (planned.endsWith(` ${width}`)) glide();
    picture.classList.toggle("nn-small", now.cell < 50);
    brackets.replaceChildren(...now.brackets.map((b) => svg("path", { class: "nn-bracket", d: bracketPath(b) })));
    words.replaceChildren(...now.words.map(({ x, y, before = "", text, symbol, kind, q }) => {
      const node = svg("text", { x, y, class: kind, "text-anchor": kind.includes("nn-end") ? "end" : "middle" },
        before, ...(symbol ? [svg("tspan", { class: symbol.length > 1 ? "" : "nn-sym" }, symbol)] : []), text);
      if (q) node.dataset.q = q;
      return node;
    }));
    const places = new Map(now.cells.map((c) => [c.key, c]));
    for (const [key, cell] of cells) if (!places.has(key)) cell.node.remove();
    // In reading order, so that the Tab key goes through it; what stays where
    // it is in that order is not moved, for it may have the focus.
    let before = holder.firstChild;
    shown = now.cells.map(({ key, x, y }) => {
      if (!cells.has(key)) cells.set(key, makeCell(key));
      const cell = cells.get(key);
      if (cell.node === before) before = before.nextSibling;
      else holder.insertBefore(cell.node, before);
      cell.node.style.transform = `translate(${x}px, ${y}px)`;
      const tag = cell.key[0] === "S";
      const [wide, tall] = tag ? [28, 26] : [now.cell, now.cellHeight];
      const top = tag && state.convention !== 1 ? 5 : 0;
      set(cell.rect, { x: 1, y: top + (tag ? 0 : 1), width: wide - 2, height: tall - (tag ? 0 : 2) });
      set(cell.text, { x: wide / 2, y: top + tall / 2 });
      return cell;
    });
  }

  function draw(state, width) {
    const plan = [state.view, state.convention, state.nIn, state.nOut, state.batch,
      state.view < 2 ? state.sample : "", state.label, width].join(" ");
    if (plan !== planned) { lay(state, width); planned = plan; }
    for (const { key, node, rect, text } of shown) {
      if (key[0] === "S") {
        say(text, String(key[1] + 1));
        markRadio(node, key[1] === state.sample, labelOf(key));
        continue;
      }
      const value = valueOf(state, key);
      say(text, cellText(value));
      set(rect, { "data-sign": sign(value), "fill-opacity": 0.07 + 0.3 * Math.min(1, Math.abs(value)) });
      if (STORE[key[0]]) writeAria(node, value, model.locked?.(STORE[key[0]]));
    }
  }
  return { face, draw, cancel: () => clearTimeout(timer) };
}

// ---- Face 2: the diagram.

function makeLayerDiagram(model, select, signal) {
  const edges = new Map(), inputs = [], neurons = [];
  const edgeLayer = svg("g"), chipLayer = svg("g", { "aria-hidden": true });
  const inputLayer = svg("g"), neuronLayer = svg("g", { role: "radiogroup", "aria-label": "neuron" });
  const words = svg("g");
  const picture = svg("svg", { role: "group", "aria-label": "Diagram of the layer" },
    edgeLayer, inputLayer, neuronLayer, words, chipLayer);
  const face = html("div", { class: "nnx-diagram" }, picture);
  const middle = { "text-anchor": "middle", "dominant-baseline": "central" };

  function makeEdge(i, j) {
    const q = `${weightName(i, j)} ${neuronName(j)}`;
    const line = svg("path", { class: "nn-edge" }), hit = svg("path", { class: "nn-hit" });
    const node = svg("g", { class: "nn-link", "data-q": q, "data-edge": `${i} ${j}` }, line, hit);
    makeNumber(node, model, ["W", i, j], signal);
    // The matrix has the same number for the Tab key; once is enough.
    set(node, { tabindex: -1, "aria-label": `edge from x${i + 1} to neuron ${j + 1}` });
    const rect = svg("rect", { rx: 5, width: 52, height: 22 }), text = svg("text", middle);
    const chip = svg("g", { class: "nn-weight", "data-q": q }, rect, text);
    return { node, line, hit, chip, rect, text };
  }

  function makeInput(i) {
    const circle = svg("circle", { class: "nn-node", r: 25 }), value = svg("text", middle);
    const name = svg("text", { class: "nn-sym", "text-anchor": "end", "dominant-baseline": "central" }, `x${subscript(i + 1)}`);
    return { node: svg("g", { class: "nn-in" }, circle, value, name), circle, value, name };
  }

  function makeNeuron(j) {
    const q = neuronName(j);
    const wire = svg("path", { class: "nn-wire" });
    const circle = svg("circle", { class: "nn-node", r: 25 }), z = svg("text", middle);
    const bias = svg("text", { class: "nn-bias", "text-anchor": "middle" });
    const box = svg("rect", { class: "nn-node", rx: 8, width: 60, height: 40 });
    const tint = svg("rect", { class: "nn-fill", rx: 8, width: 60, height: 40 });
    const a = svg("text", { ...middle, class: "nn-strong" });
    const node = svg("g", { class: "nn-neuron", "data-q": q }, wire, circle, z, bias, box, tint, a);
    makeRadio(node, (by) => select("neuron", j, by), signal);
    return { node, wire, circle, z, bias, box, tint, a };
  }

  // The input nodes hold the sample at hand, so their place in X can change.
  function writeInput(i, value, start) {
    const values = [...model.get("samples")], place = MOST * readLayer(model).sample + i;
    values[place] = within(value, values[place], start);
    model.set("samples", values);
    model.save_changes();
  }
  function handleInput(part, i) {
    const value = () => { const s = readLayer(model); return s.X[s.sample * s.nIn + i]; };
    set(part.node, { role: "slider", tabindex: 0, "aria-label": `input x${i + 1}` });
    drag(part.node, value, (event, start) => {
      const by = event.clientX - start.event.clientX - (event.clientY - start.event.clientY);
      if (by || start.moved) {
        start.moved = true;
        writeInput(i, Math.round((start.value + by * 0.02) / STEP) * STEP, start.value);
      }
    }, signal);
    part.node.addEventListener("keydown", (event) => {
      const steps = keyStep(event);
      if (!steps) return;
      event.preventDefault();
      writeInput(i, value() + steps * STEP, value());
    }, { signal });
  }

  let built = "";
  function build({ nIn, nOut }) {
    while (inputs.length < nIn) {
      const part = makeInput(inputs.length);
      handleInput(part, inputs.length);
      inputs.push(part);
    }
    while (neurons.length < nOut) neurons.push(makeNeuron(neurons.length));
    const links = count(nOut).flatMap((j) => count(nIn).map((i) => {
      const key = `${i} ${j}`;
      if (!edges.has(key)) edges.set(key, makeEdge(i, j));
      return edges.get(key);
    }));
    edgeLayer.replaceChildren(...links.map((e) => e.node));
    chipLayer.replaceChildren(...links.map((e) => e.chip));
    inputLayer.replaceChildren(...inputs.slice(0, nIn).map((p) => p.node));
    neuronLayer.replaceChildren(...neurons.slice(0, nOut).map((p) => p.node));
  }

  function draw(state, width) {
    const { nIn, nOut, X, W, Z, A, b, sample, batch } = state;
    const size = `${nIn} ${nOut}`;
    if (built !== size) { build(state); built = size; }
    const gap = width < 400 ? 70 : 76;
    const tall = Math.max(nIn, nOut) * gap, height = tall + 30;
    set(picture, { viewBox: `0 0 ${width} ${height}`, width, height });
    const inX = 56, outX = width - 34, neuronX = outX - clamp(width * 0.24, 92, 140);
    const y = (k, n) => tall / 2 + (k - (n - 1) / 2) * gap;
    for (const i of count(nIn)) {
      const part = inputs[i], value = X[sample * nIn + i], cy = y(i, nIn);
      set(part.circle, { cx: inX, cy });
      set(part.value, { x: inX, y: cy });
      set(part.name, { x: inX - 32, y: cy });
      say(part.value, cellText(value));
      part.node.dataset.q = `x${sample + 1}${i + 1} s${sample + 1}`;
      writeAria(part.node, value, model.locked?.("samples"));
    }
    for (const j of count(nOut)) {
      const { node, wire, circle, z, bias, box, tint, a } = neurons[j];
      const cy = y(j, nOut), place = sample * nOut + j;
      set(wire, { d: `M${neuronX + 25} ${cy}H${outX - 30}` });
      set(circle, { cx: neuronX, cy });
      set(z, { x: neuronX, y: cy });
      say(z, cellText(Z[place]));
      set(bias, { x: neuronX, y: cy + 39 });
      say(bias, `b = ${cellText(b[j])}`);
      for (const part of [box, tint]) set(part, { x: outX - 30, y: cy - 20 });
      set(tint, { "data-sign": sign(A[place]), "fill-opacity": 0.4 * Math.min(1, Math.abs(A[place])) });
      set(a, { x: outX, y: cy });
      say(a, cellText(A[place]));
      markRadio(node, j === state.neuron, `neuron ${j + 1}: b = ${fmt(b[j])}, z = ${fmt(Z[place])}, a = ${fmt(A[place])}`);
      for (const i of count(nIn)) drawEdge(edges.get(`${i} ${j}`), W[i * nOut + j], inX + 25, y(i, nIn), neuronX - 25, cy);
    }
    const label = (x, text) => svg("text", { x, y: height - 6, class: "nn-dim", "text-anchor": "middle" }, text);
    words.replaceChildren(label(inX, batch > 1 ? `row ${sample + 1} of X` : "x"),
      label(neuronX, "z"), label(outX - (width < 400 ? 12 : 4), `a = ${state.label}(z)`));
  }

  function drawEdge({ node, line, hit, chip, rect, text }, w, x0, y0, x1, y1) {
    const d = `M${x0} ${y0}L${x1} ${y1}`;
    set(line, { d, "stroke-width": thickness(w), "data-sign": sign(w) });
    set(hit, { d });
    writeAria(node, w, model.locked?.("weights"));
    const cx = x0 + 0.36 * (x1 - x0), cy = y0 + 0.36 * (y1 - y0);
    set(rect, { x: cx - 26, y: cy - 11 });
    set(text, { x: cx, y: cy, class: `nn-${sign(w)}` });
    say(text, cellText(w));
  }
  return { face, draw };
}

// ---- Face 3: the formula of the layer, and one equation for each neuron.

const mi = (text) => math("mi", {}, text);
const mo = (text) => math("mo", { form: "infix" }, text);
const fence = (text) => math("mo", { stretchy: false }, text);
const named = (letter, j) => math("msub", {}, mi(letter), math("mn", {}, String(j + 1)));
const shaped = (symbol, shape) => math("munder", {}, symbol, math("mtext", {}, shape));
const gapped = () => math("mspace", { width: "0.55em" });
const word = (text) => (text.length > 1 ? math("mi", { mathvariant: "normal" }, text) : mi(text));

function formulaOf({ nIn, nOut, batch, phi, view, convention }) {
  const symbol = word(ACTIVATION_SYMBOLS[phi]);
  const turned = (node) => math("msup", {}, node, mi("⊤"));
  if (view === 2) {
    const out = convention === 1 ? `(${nOut}, ${batch})` : `(${batch}, ${nOut})`;
    const W = `(${nOut}, ${nIn})`, X = `(${batch}, ${nIn})`;
    const sum = [
      [shaped(mi("X"), X), gapped(), shaped(mi("W"), `(${nIn}, ${nOut})`), mo("+"), shaped(mi("b"), `(${nOut},)`)],
      [shaped(mi("W"), W), gapped(), shaped(mi("x"), `(${nIn}, ${batch})`), mo("+"), shaped(mi("b"), `(${nOut}, 1)`)],
      [shaped(mi("X"), X), gapped(), turned(shaped(word("weight"), W)), mo("+"), shaped(word("bias"), `(${nOut},)`)],
    ][convention];
    return [shaped(mi(convention === 1 ? "a" : "A"), out), mo("="), symbol, fence("("), ...sum, fence(")")];
  }
  const w = () => math("msub", {}, mi("w"), mi("j")), b = math("msub", {}, mi("b"), mi("j"));
  const vector = `(${nIn},)`;
  // As deep as wⱼ, so that both shapes stand on one line.
  const x = () => math("msub", {}, mi("x"), math("mphantom", {}, mi("j")));
  const product = [
    [shaped(x(), vector), mo("·"), shaped(w(), vector)],
    [shaped(w(), vector), mo("·"), shaped(x(), vector)],
    [shaped(x(), vector), gapped(), turned(shaped(w(), `(1, ${nIn})`))],
  ][convention];
  const a = math("msub", {}, mi("a"), mi("j"));
  const each = math("mtext", {}, view === 1 ? "\u2003for each neuron" : `\u2003j = ${count(nOut).map((j) => j + 1).join(", ")}`);
  return [a, mo("="), symbol, fence("("), ...product, mo("+"), b, fence(")"), each];
}

function makeFormula() {
  const formula = math("math", { display: "block" });
  const face = html("div", { class: "nnx-formula" }, formula);
  let written = "";
  function draw(state) {
    const { nIn, nOut, batch, phi, view, convention } = state;
    const key = [nIn, nOut, batch, phi, view, convention].join();
    if (key === written) return;
    written = key;
    formula.replaceChildren(...formulaOf(state));
  }
  return { face, draw };
}

function makeEquations() {
  const face = html("div", { class: "nnx-equations", role: "group", "aria-label": "One equation for each neuron" });
  const term = (...parts) => html("span", { class: "nn-term" }, math("math", {}, ...parts));
  // What stays on one line, as wide as its longest numbers, so that no other
  // number can change where the lines break.
  const group = (width, ...parts) => html("span", { class: "nn-group", style: `min-width:${width}em` }, ...parts);
  const number = (q) => {
    const node = math("mn");
    if (q) node.setAttribute("data-q", q);
    return node;
  };
  const rows = [];

  function makeRow(j, nIn) {
    const w = count(nIn).map((i) => number(`${weightName(i, j)} ${neuronName(j)}`));
    const x = count(nIn).map(() => number());
    const bias = number(`b${j + 1} ${neuronName(j)}`);
    const dots = count(nIn).map(() => mo("·"));
    const pairs = count(nIn).map((i) => term(...(i ? [mo("+")] : []), x[i], dots[i], w[i]));
    const short = html("span", { class: "nn-short" }), brief = html("span", { class: "nn-kind" });
    short.append(term(mi("x"), mo("·")), brief, term(mo("+"), named("b", j)));
    pairs.push(term(mo("+"), bias));
    const long = html("span", { class: "nn-long" }, ...(nIn < 3 ? [group(7.6 * nIn + 4.2, ...pairs)]
      : [group(15.2, ...pairs.slice(0, 2)), group(7.6 * (nIn - 2) + 4.2, ...pairs.slice(2))]));
    const z = number(), a = number(), phi = mi("");
    const inner = math("mrow", {}, mo("="), phi, fence("("), named("z", j), fence(")"));
    const ends = html("span", { class: "nn-ends" }, group(4.8, term(mo("="), z)),
      group(5.2, term(named("a", j), inner, mo("="), a)));
    const face = html("div", { class: "nn-eq", "data-q": neuronName(j) }, term(named("z", j), mo("=")), long, short, ends);
    for (const node of [z, a]) node.classList.add("nn-strong");
    return { face, w, x, dots, pairs, bias, long, short, brief, z, a, phi, inner, turned: false };
  }

  let built = "";
  function draw(state) {
    const { nIn, nOut, W, X, Z, A, b, sample } = state;
    if (built !== `${nIn} ${nOut}`) {
      built = `${nIn} ${nOut}`;
      rows.splice(0, rows.length, ...count(nOut).map((j) => makeRow(j, nIn)));
      face.replaceChildren(...rows.map((row) => row.face));
    }
    rows.forEach((row, j) => {
      const open = state.view === 0 || j === state.neuron;
      row.long.hidden = !open;
      row.short.hidden = open;
      row.inner.style.display = open ? "" : "none";
      const turned = state.convention === 1; // the weight comes first
      if (row.turned !== turned) {
        row.turned = turned;
        for (const i of count(nIn)) {
          const [first, last] = turned ? [row.w[i], row.x[i]] : [row.x[i], row.w[i]];
          row.dots[i].before(first);
          row.dots[i].after(last);
        }
      }
      for (const i of count(nIn)) {
        const value = W[i * nOut + j];
        say(row.w[i], factor(value));
        for (const kind of ["pos", "neg"]) row.w[i].classList.toggle(`nn-${kind}`, sign(value) === kind);
        say(row.x[i], factor(X[sample * nIn + i]));
        row.x[i].setAttribute("data-q", `x${sample + 1}${i + 1} s${sample + 1}`);
      }
      say(row.bias, factor(b[j]));
      say(row.brief, `${state.view === 1 ? "weights" : state.convention ? "row" : "column"} ${j + 1}`);
      say(row.z, fmt(Z[sample * nOut + j]));
      say(row.a, fmt(A[sample * nOut + j]));
      say(row.phi, ACTIVATION_SYMBOLS[state.phi]);
    });
  }
  return { face, draw };
}

// ---- The status line.

const NUMBERS = ["no", "one", "two", "three", "four"];

function sameNeurons({ nIn, nOut, W, b }) {
  return nOut > 1 && count(nOut).every((j) => b[j] === b[0]
    && count(nIn).every((i) => W[i * nOut + j] === W[i * nOut]));
}

function layerRemark(state) {
  const { nIn, nOut, batch, neuron, view, convention } = state;
  const j = neuron + 1, weights = `${NUMBERS[nIn]} weight${nIn > 1 ? "s" : ""}`;
  if (sameNeurons(state)) return "All neurons have equal weights and biases: copies of one neuron, equal outputs.";
  if (view === 2 && batch > 1) {
    const shape = convention ? `(${nOut}, ${nIn})` : `(${nIn}, ${nOut})`;
    return `${NUMBERS[batch][0].toUpperCase()}${NUMBERS[batch].slice(1)} samples, one W: its shape is ${shape} for any batch.`;
  }
  if (view === 2) {
    const line = convention ? "Row" : "Column", name = convention === 2 ? "weight" : "W";
    return `${line} ${j} of ${name} is neuron ${j}: its ${weights}. Move one, and only z${subscript(j)} and a${subscript(j)} change.`;
  }
  if (view === 1) return `A list of ${NUMBERS[nOut]}: the same x for each, and a list of ${NUMBERS[nOut]} outputs.`;
  return nOut === 1 ? "One neuron, one equation, one output."
    : `${NUMBERS[nOut][0].toUpperCase()}${NUMBERS[nOut].slice(1)} neurons, ${NUMBERS[nOut]} equations, ${NUMBERS[nOut]} outputs. All see the same x.`;
}

function makeLayerStatus() {
  const text = html("span"), live = html("span", { class: "nnx-sr", role: "status" });
  const face = html("div", { class: "nnx-status" }, text, live);
  const announce = announcer(live);
  let last = null;
  function draw(state) {
    const remark = layerRemark(state);
    say(text, remark);
    const a = count(state.nOut).map((j) => fmt(state.A[state.sample * state.nOut + j])).join(", ");
    const news = `a = ${a}. ${remark}`;
    if (last !== null && last !== news) announce(news);
    last = news;
  }
  return { face, draw, cancel: announce.cancel };
}

// ---- What is pointed at.

// Pointing at a name lights all that carry it; the rest of its neuron is only
// near. With nothing pointed at, the chosen neuron is lit.
function lightLayer(scope, rest, signal) {
  let pointed = null;
  const nameOf = (target) => {
    const own = target instanceof Element ? target.closest("[data-q]") : null;
    return own && scope.contains(own) ? own.getAttribute("data-q").split(" ")[0] : null;
  };
  const show = () => {
    const name = pointed ?? rest();
    const near = /^[wb]/.test(name) ? `n${name.at(-1)}` : name[0] === "n" ? name : "";
    scope.dataset.hot = name;
    for (const node of scope.querySelectorAll("[data-q]")) {
      const names = node.getAttribute("data-q").split(" ");
      node.classList.toggle("nn-hot", names.includes(name));
      if (near && names.includes(near)) node.setAttribute("data-hot", "near");
      else node.removeAttribute("data-hot");
    }
  };
  const point = (name) => {
    if (pointed === name) return;
    pointed = name;
    show();
  };
  const focused = () => (document.activeElement?.matches(":focus-visible")
    && scope.contains(document.activeElement) ? nameOf(document.activeElement) : null);
  scope.addEventListener("pointerover", (e) => point(nameOf(e.target) ?? focused()), { signal });
  scope.addEventListener("pointerleave", () => point(focused()), { signal });
  scope.addEventListener("focusin", () => point(focused()), { signal });
  scope.addEventListener("focusout", (e) => point(nameOf(e.relatedTarget)), { signal });
  return show;
}

// ---- All together.

function render({ model, el }) {
  const stop = new AbortController();
  const { signal } = stop;
  // Choose neuron or sample `k`, or the one `by` places further.
  const select = (trait, k, by) => {
    const state = readLayer(model);
    const n = trait === "neuron" ? state.nOut : state.batch;
    model.set(trait, (k + by + n) % n);
    model.save_changes();
    if (by) moved = trait;
  };
  let moved = "";
  const stage = makeStage(model, select, signal);
  const diagram = makeLayerDiagram(model, select, signal);
  const formula = makeFormula(), equations = makeEquations();
  const paste = layerPaste(model, signal);
  const lines = makeLayerCode(model, signal, ...paste.buttons), status = makeLayerStatus();
  const faces = [formula, stage, diagram, equations, lines, status];
  el.classList.add("nnx", "nnx-layer");
  const body = html("div", {
    // JupyterLab would take arrow keys for its own shortcuts.
    class: "nnx-body", "data-lm-suppress-shortcuts": "true",
  }, ...faces.map((part) => part.face), paste.dialog);
  lines.face.append(paste.done);
  el.append(body);

  body.addEventListener("click", (event) => {
    const names = event.target.closest("[data-q]")?.getAttribute("data-q").split(" ") ?? [];
    for (const [trait, letter] of [["neuron", "n"], ["sample", "s"]]) {
      const name = names.find((each) => each[0] === letter);
      if (name) model.set(trait, Number(name[1]) - 1);
    }
    model.save_changes();
  }, { signal });

  let light = null;
  const draw = () => {
    const wide = stage.face.clientWidth;
    if (!wide) return; // not laid out yet: the observer below calls again
    const state = readLayer(model);
    stage.draw(state, wide);
    diagram.draw(state, diagram.face.clientWidth);
    for (const part of [formula, equations, lines, status, paste]) part.draw(state);
    light ??= lightLayer(el.closest(".nnx-panel") ?? body, () => `n${readLayer(model).neuron + 1}`, signal);
    light();
    if (moved) {
      const kind = moved === "neuron" ? ".nn-neuron" : ".nn-tag";
      body.querySelector(`${kind}[aria-checked="true"]`)?.focus();
      moved = "";
    }
  };
  const request = eachFrame(draw, el);
  model.on("change", request);
  const sizes = new ResizeObserver(request);
  for (const part of [stage, diagram]) sizes.observe(part.face);
  draw();
  return () => {
    stop.abort();
    request.cancel();
    for (const part of [stage, status, lines]) part.cancel();
    model.off("change", request);
    sizes.disconnect();
    body.remove();
  };
}

// What a link to the page may set.
function links(get) {
  const numbers = (n) => ({ each: [-100, 100], least: n, most: n });
  const place = [0, MOST - 1, 1], choice = [0, 2, 1];
  return {
    weights: numbers(MOST * MOST), biases: numbers(MOST), samples: numbers(MOST * MOST),
    inputs_index: place, neurons_index: place, batch_index: place, neuron: place, sample: place,
    view_index: choice, convention_index: choice,
    activation_index: [0, get("activations").length - 1, 1],
  };
}

export default { render, links, name: "LayerExplorer" };
