// The diagram: inputs, weights, the sum, the activation as its own plot.

import { called, makeCalled, nameOf, roomOf } from "../kit/called.js";
import { html, say, set, svg } from "../kit/dom.js";
import { number, slider } from "../kit/handle.js";
import { clamp, fmt, range, sign, subscript, thickness } from "../kit/numbers.js";
import { makeChip, makeNode } from "../kit/parts.js";
import { activationName, makeActivation } from "../kit/plot.js";

const NARROWEST = 260; // px; in less room all of it is drawn smaller

export function makeDiagram(model, n, signal) {
  const names = range(n).map((i) => nameOf(model, 0, i)), result = nameOf(model, 1, 0);
  const edges = range(n).map((i) => svg("path", { class: "nn-edge", "data-q": `w${i + 1}` }));
  const chips = range(n).map((i) => makeChip(`w${i + 1}`));
  const nodes = range(n).map((i) => makeNode(
    `x${i + 1}`, `x${subscript(i + 1)}`, names[i]));
  const bias = makeChip("b"), sum = makeNode("z", "z"), output = makeNode("a", "a");
  // A long name goes to the left from the edge, below the activation's.
  const long = roomOf(result) > 56, says = makeCalled(result, long ? "end" : "middle");
  const wires = ["b", "z", "a"].map((q) => svg("path", { class: "nn-wire", "data-q": q }));
  const sigma = svg("text", { "text-anchor": "middle", class: "nn-dim" }, "Σ");
  const activation = makeActivation({ box: "a", dot: "z a" });
  const boxName = svg("text", { "text-anchor": "middle", class: "nn-dim" });
  const top = svg("text", { "text-anchor": "end", class: "nn-dim" });
  for (const part of [sum, output]) part.value.classList.add("nn-strong");
  const picture = svg("svg", { role: "group", "aria-label": "Diagram of the neuron" },
    ...edges, ...wires, ...activation.nodes, boxName, top,
    ...nodes.map((part) => part.node), sum.node, sigma, output.node, ...says.nodes, bias.node,
    ...chips.map((chip) => chip.node));
  const face = html("div", { class: n > 2 ? "nnx-diagram nnx-alone" : "nnx-diagram" }, picture);
  const handle = (node, name, words) => {
    const its = number(model, name, words);
    return slider(node, () => its, signal);
  };
  const syncs = [
    ...range(n).flatMap((i) => [
      handle(nodes[i].node, `x${i + 1}`, called(`input x${i + 1}`, names[i])),
      handle(chips[i].node, `w${i + 1}`, called(`weight w${i + 1}`, names[i]))]),
    handle(bias.node, "bias", "bias b"),
  ];

  function draw(state, given) {
    const { w, z, a, phi } = state, width = Math.max(given, NARROWEST);
    const at = place(n, width), height = at.height * given / width;
    set(picture, { viewBox: `0 0 ${width} ${at.height}`, width: given, height });
    for (const i of range(n)) drawInput(state, i, at);
    sum.place(at.sumX, at.middle, 27, fmt(z));
    set(sum.value, { y: at.middle + 7 });
    set(sigma, { x: at.sumX, y: at.middle - 9 });
    bias.place(at.sumX, at.middle + 74, 88, 26, state.used ? `b = ${fmt(state.b)}` : "no bias");
    for (const node of [bias.node, wires[0]]) node.classList.toggle("nn-off", !state.used);
    set(wires[0], { d: `M${at.sumX} ${at.middle + 27}V${at.middle + 61}` });
    set(wires[1], { d: `M${at.sumX + 27} ${at.middle}H${at.boxX}` });
    set(wires[2], { d: `M${at.boxX + at.boxW} ${at.middle}H${at.outX - 24}` });
    drawActivation(phi, z, a, at);
    output.place(at.outX, at.middle, 24, fmt(a));
    says.place(long ? width : at.outX, at.middle + (at.wide || !long ? 42 : at.boxH / 2 + 36));
    set(output.tint, { "data-sign": sign(a), "fill-opacity": 0.45 * Math.min(1, Math.abs(a)) });
    range(n).forEach((i) => set(edges[i], {
      "stroke-width": thickness(w[i]), "data-sign": sign(w[i]),
    }));
    for (const sync of syncs) sync();
  }

  // With names the weights stand beside their inputs: above is the next name.
  const level = names.some(Boolean);
  function drawInput({ x, w, products }, i, { wide, middle, gap, sumX }) {
    const inX = 28, y = middle + (i - (n - 1) / 2) * gap;
    const [from, to] = [inX + 22, sumX - 25], end = middle + (y - middle) * 0.12;
    nodes[i].place(inX, y, 22, fmt(x[i]));
    const t = wide || n < 3 ? 0.5 : 0.42; // nearer the inputs there is more room
    const half = wide ? 67 : 35, least = level ? from + half : 0;
    const cx = Math.max(least, from + t * (to - from)), cy = level ? y : y + t * (end - y);
    set(edges[i], { d: `M${from} ${y}${level ? `H${cx + half}` : ""}L${to} ${end}` });
    const words = [`× ${fmt(w[i])}`, `= ${fmt(products[i])}`];
    if (wide) chips[i].place(cx, cy, 134, 26, words.join(" "));
    else chips[i].place(cx, cy, 70, 38, ...words);
  }

  function drawActivation(phi, z, a, { boxX, boxW, boxH, middle }) {
    const box = [boxX, middle - boxH / 2, boxW, boxH];
    const { guide, toX, toY, high } = activation.draw(phi, z, a, box);
    set(activation.guide, { d: `${guide}H${boxX + boxW - 4}` });
    set(boxName, { x: boxX + boxW / 2, y: middle + boxH / 2 + 18 });
    say(boxName, activationName(phi));
    set(top, { x: toX(0) - 4, y: toY(high) + 5 });
    say(top, String(high));
  }
  return { face, draw, sized: true };
}

// Where everything is at this width.
function place(n, width) {
  const wide = width >= 470, gap = n === 2 ? 84 : 66;
  const middle = Math.max(66, 52 + gap * (n - 1) / 2);
  const outX = width - 34;
  const lack = Math.max(0, 322 - width); // what a very narrow one takes from the plot
  const boxW = clamp(width * 0.2, 72, 132) - 0.65 * lack;
  const wire = (wide ? 22 : 10) - 0.17 * lack, boxX = outX - 24 - wire - boxW;
  return {
    wide, gap, middle, outX, boxX, boxW, boxH: boxW * 0.86, sumX: boxX - wire - 27,
    height: Math.max(middle + 92, 2 * middle - 22),
  };
}
