// The diagram: a column of units for each layer, a line for each weight, and
// the weights of the neuron at hand as labels on their lines.

import { makeCalled, nameOf, roomOf } from "../kit/called.js";
import { html, label, say, set, show, svg } from "../kit/dom.js";
import { slider } from "../kit/handle.js";
import { ACTIVATION_LABELS } from "../kit/nn.js";
import { clamp, fmt, range, short, sign, subscript, thickness } from "../kit/numbers.js";
import { makeChip, makeNode } from "../kit/parts.js";
import { drawSymbol, q, unitWords } from "./names.js";

const ROOMY = 17; // px: a radius that a value fits in
const ALONG = 0.4; // of a line: where the label of its weight is

// Where everything is: the gap before layer l gets the room that its weights'
// labels need, at the cost of the others. `named` units have a line below them.
function place(sizes, width, l, named) {
  const n = sizes.length - 1, most = Math.max(...sizes), few = most <= 4;
  const [left, right] = named ? [60, 44] : [52, 34];
  const rowGap = (few ? 78 : most <= 6 ? 54 : 46) + (named ? 14 : 0);
  const even = (width - left - right) / n;
  const big = few ? 24 : 19, need = 2 * big + 80;
  const here = n > 1 && even < need ? need : even;
  const other = n > 1 ? (width - left - right - here) / (n - 1) : even;
  const x = [left];
  for (let c = 1; c <= n; c++) x.push(x[c - 1] + (c - 1 === l ? here : other));
  const small = clamp(0.3 * other, 6, big);
  const radius = sizes.map((_, c) => (c === l || c === l + 1 ? big : small));
  const top = few ? 88 : 74, middle = top + big + rowGap * (most - 1) / 2;
  const y = sizes.map((count) => range(count).map((j) => middle + (j - (count - 1) / 2) * rowGap));
  const below = top + 2 * big + rowGap * (most - 1) + (named ? 16 : 0);
  const room = here - 2 * big, lines = room < 200 && room >= 84 && rowGap * (1 - ALONG) >= 40;
  const chip = room >= 200 ? 134 : lines ? 70 : 62;
  return { few, width, l, x, y, radius, below, height: below + 36, room, chip };
}

// Where the names of column c are, beside the labels of the weights that leave
// it; null if they do not fit.
function placeNames(widths, { width, l, x, radius, room, chip }) {
  const at = x.map((across, c) => {
    const half = widths[c] / 2, free = radius[c] + ALONG * room - chip / 2 - 2;
    return clamp(c === l ? across + Math.min(0, free - half) : across, half + 1, width - half - 1);
  });
  const apart = (c) => !widths[c] || !widths[c - 1]
    || at[c] - at[c - 1] > (widths[c] + widths[c - 1]) / 2 + 4;
  return at.map((across, c) => (c === l || c === l + 1
    || (radius[c] >= ROOMY && apart(c) && (c + 1 === at.length || apart(c + 1))) ? across : null));
}

// The line that is seen, and a broad one that is pointed at.
function makeEdges({ layers }) {
  const edges = layers.flatMap(({ nIn, nOut }, l) => range(nIn * nOut).map((p) => {
    const i = Math.floor(p / nOut), j = p % nOut, name = { "data-q": q.w(l, i, j) };
    return {
      l, i, j, p, w: NaN, near: false,
      seen: svg("path", { class: "nn-edge nn-far", ...name }),
      hit: svg("path", { class: "nn-hit", ...name }),
    };
  }));
  const of = new Map(edges.map((edge) => [edge.hit, edge]));

  function arrange({ x, y, radius }) {
    for (const { l, i, j, seen, hit } of edges) {
      const [from, to] = [x[l] + radius[l], x[l + 1] - radius[l + 1]];
      const d = `M${from} ${y[l][i]}L${to} ${y[l + 1][j]}`;
      set(seen, { d });
      set(hit, { d });
    }
  }
  function draw({ l, j, phase }) {
    for (const edge of edges) {
      const w = layers[edge.l].W[edge.p];
      if (edge.w !== w) {
        edge.w = w;
        set(edge.seen, { "stroke-width": thickness(w).toFixed(3), "data-sign": sign(w) });
      }
      const near = phase === 3 ? edge.l === l + 1 : phase >= 0 && edge.l === l && edge.j === j;
      if (edge.near !== near) edge.seen.classList.toggle("nn-far", !(edge.near = near));
    }
  }
  return {
    nodes: [...edges.map((edge) => edge.hit), ...edges.map((edge) => edge.seen)],
    at: (target) => of.get(target), arrange, draw,
  };
}

// The units with their values; the neurons among them are radio buttons.
function makeUnits(model, { sizes, layers, x, starts, reached }) {
  const units = sizes.map((n, c) => range(n).map((j) => {
    const name = nameOf(model, c, j), own = makeCalled(name);
    const unit = { c, j, k: c && starts[c - 1] + j, name, own, ...makeNode(q.x(c, j), "") };
    unit.node.classList.add("nn-unit");
    if (c) set(unit.node, { role: "radio" });
    return unit;
  }));
  const flat = units.flat();
  const widths = units.map((column) => Math.max(...column.map(({ name }) => roomOf(name))));

  function arrange(spot) {
    const { x: across, y, radius } = spot, names = placeNames(widths, spot);
    for (const { c, j, value, own, place: put } of flat) {
      put(across[c], y[c][j], radius[c], value.textContent);
      set(value, { "data-hidden": radius[c] < ROOMY });
      own.place(names[c] ?? 0, y[c][j] + radius[c] + 14);
      for (const node of own.nodes) show(node, names[c] !== null);
    }
  }
  function drawUnit({ c, j, k, node, tint, value }, now) {
    const done = c ? reached(now, k) : 2;
    const column = c === now.l + 1 && now.phase >= 0, mine = column && j === now.j;
    const at = mine || (column && now.phase === 3);
    const shown = c ? layers[c - 1][done === 2 ? "a" : "z"][j] : x[j];
    say(value, done ? short(shown) : at ? "Σ" : "");
    node.classList.toggle("nn-at", at);
    node.classList.toggle("nn-todo", !done && !at);
    node.classList.toggle("nn-half", done === 1);
    set(tint, {
      "data-sign": sign(shown),
      "fill-opacity": done === 2 ? (0.5 * Math.abs(shown) / (1 + Math.abs(shown))).toFixed(3) : 0,
    });
    if (!c) return;
    const chosen = c === now.l + 1 && j === now.j;
    set(node, {
      "aria-label": `layer ${c}, ${unitWords(model, c - 1, j)}${done ? `: ${fmt(shown)}` : ""}`,
      "aria-checked": chosen, tabindex: chosen ? 0 : -1,
    });
  }
  return {
    names: flat.flatMap((unit) => unit.own.nodes),
    inputs: units[0].map((unit) => unit.node), neurons: flat.slice(sizes[0]), arrange,
    of: (l, j) => units[l + 1][j].node, named: widths.some(Boolean),
    draw(now) { for (const unit of flat) drawUnit(unit, now); },
  };
}

// What stands above each column, and beside the inputs.
function makeHeads({ sizes, layers }) {
  const text = (kind, ...words) => svg("text", { "text-anchor": "middle", class: kind }, ...words);
  const inputs = range(sizes[0]).map((i) => svg("text", {
    "text-anchor": "end", "dominant-baseline": "central", class: "nn-sym",
  }, `x${subscript(i + 1)}`));
  const heads = sizes.map((n) => ({
    name: text("nn-sym"), shape: text("nn-dim", `(${n},)`), foot: text("nn-dim"),
  }));
  heads.forEach(({ name }, c) => drawSymbol(name, c ? "a" : "x", c, 0));
  function arrange({ x, y, radius }) {
    inputs.forEach((name, i) => set(name, { x: x[0] - radius[0] - 6, y: y[0][i] }));
    heads.forEach(({ name, shape, foot }, c) => {
      const hidden = { "data-hidden": radius[c] < ROOMY };
      set(name, { x: x[c], y: 18 });
      set(shape, { x: x[c], y: 36, ...hidden });
      set(foot, { x: x[c], y: 54, ...hidden });
    });
  }
  function draw() {
    heads.forEach(({ foot }, c) => say(foot, c ? ACTIVATION_LABELS[layers[c - 1].phi] : "inputs"));
  }
  return { nodes: [...heads.flatMap(Object.values), ...inputs], arrange, draw };
}

// The numbers of the neuron at hand: its weights, its bias, the name of its
// value.
function makeLabels({ sizes, layers }) {
  const chips = range(Math.max(...sizes.slice(0, -1))).map(() => makeChip());
  const bias = makeChip(), wire = svg("path", { class: "nn-wire" });
  const name = label("nn-sym nn-now");

  function drawChips({ l, j }, { x, y, radius, room, chip }) {
    const { nIn, nOut, W, input } = layers[l], cx = x[l] + radius[l] + ALONG * room;
    for (const i of range(nIn)) {
      const w = W[i * nOut + j], words = [`× ${short(w)}`, `= ${short(w * input[i])}`];
      const cy = y[l][i] + ALONG * (y[l + 1][j] - y[l][i]);
      set(chips[i].node, { "data-q": q.w(l, i, j) });
      const lines = { 134: [words.join(" ")], 70: words, 62: [words[0]] }[chip];
      chips[i].place(cx, cy, chip, lines.length > 1 ? 38 : 25, ...lines);
    }
  }
  function drawBias({ l, j }, { x, y, radius, below }) {
    const from = x[l] + radius[l], to = x[l + 1] - radius[l + 1];
    const cy = below + 20, cx = clamp(to - 20, 45, from + 0.75 * (to - from));
    for (const node of [bias.node, wire]) set(node, { "data-q": q.b(l, j) });
    set(wire, { d: `M${cx} ${cy - 12}L${to + 4} ${y[l + 1][j] + radius[l + 1] * 0.6}` });
    bias.place(cx, cy, 84, 25, `b = ${short(layers[l].b[j])}`);
  }
  function drawName({ l, j, phase }, { few, x, y, radius }) {
    const summed = phase === 1;
    show(name, few && (summed || phase === 2));
    set(name, {
      x: x[l + 1], y: y[l + 1][j] - radius[l + 1] - 13, "data-q": summed ? q.z(l, j) : q.a(l, j),
    });
    drawSymbol(name, summed ? "z" : "a", l + 1, j + 1);
  }
  function draw(now, spot) {
    const shown = now.phase >= 0 && now.phase < 3;
    chips.forEach((chip, i) => show(chip.node, shown && i < layers[now.l].nIn));
    for (const node of [bias.node, wire]) show(node, shown);
    if (shown) {
      drawChips(now, spot);
      drawBias(now, spot);
    }
    drawName(now, spot);
  }
  return { chips: chips.map((chip) => chip.node), bias: bias.node, wire, name, draw };
}

// `editor` opens for the number of a label; `redraw` asks for a frame. The
// part has `choose(k, then)` besides, which makes neuron k the one at hand.
export function makeDiagram(model, pass, numbers, editor, redraw, signal) {
  const { sizes, layers, starts } = pass;
  const edges = makeEdges(pass), units = makeUnits(model, pass), heads = makeHeads(pass);
  const labels = makeLabels(pass);
  const radios = svg("g", {
    role: "radiogroup", "aria-label": "The neuron that is explained",
  }, ...units.neurons.map((unit) => unit.node));
  const picture = svg("svg", { role: "group", "aria-label": "Diagram of the network" },
    ...edges.nodes, labels.wire, ...heads.nodes, ...units.inputs, radios, ...units.names,
    labels.name, ...labels.chips, labels.bias);
  const face = html("div", { class: "nnx-diagram" }, picture);

  let state = null, spot = null, drawn = "";
  const grip = (node, current) => slider(node, current, signal, { open: editor.open });
  const syncs = [
    ...units.inputs.map((node, i) => grip(node, () => numbers.input(i))),
    ...labels.chips.map((node, i) => grip(node, () => numbers.weight(
      state.l, Math.min(i, layers[state.l].nIn - 1), state.j))),
    grip(labels.bias, () => numbers.bias(state.l, state.j)),
  ];

  // One that is not calculated yet moves the pass on. Once it is drawn, `then`
  // happens.
  let wanted = null;
  function choose(k, then = null) {
    wanted = then;
    model.set(pass.reached(state, k) === 2 ? { playing: false, at: k + 1 }
      : { playing: false, step: pass.stepOf(k, 2), at: 0 });
    model.save_changes();
    redraw();
  }
  picture.addEventListener("click", ({ target }) => {
    const unit = units.neurons.find(({ node }) => node.contains(target));
    if (unit) choose(unit.k);
    const edge = edges.at(target);
    if (!edge) return;
    const { l, i, j } = edge;
    choose(starts[l] + j, () => editor.open(numbers.weight(l, i, j), labels.chips[i]));
  }, { signal });
  const ways = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
  radios.addEventListener("keydown", (event) => {
    const way = ways[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const l = clamp(state.l + way[0], 0, layers.length - 1);
    const j = clamp(state.j + way[1], 0, layers[l].nOut - 1);
    choose(starts[l] + j, () => units.of(l, j).focus({ preventScroll: true }));
  }, { signal });

  function arrange(width, gap) {
    spot = place(sizes, width, gap, units.named);
    set(picture, { viewBox: `0 0 ${width} ${spot.height}`, width, height: spot.height });
    for (const part of [edges, units, heads]) part.arrange(spot);
  }
  function draw(now, width) {
    state = now;
    const gap = now.phase === 3 ? now.l + 1 : now.l; // between layers: the way on
    if (drawn !== `${width} ${gap}`) arrange(width, gap);
    drawn = `${width} ${gap}`;
    for (const part of [edges, units, heads, labels]) part.draw(now, spot);
    for (const sync of syncs) sync();
    const then = wanted;
    wanted = null;
    then?.();
  }
  return { face, draw, sized: true, choose };
}
