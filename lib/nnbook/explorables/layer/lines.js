// With two inputs each neuron is a line in one plane, z = 0: the lines of all
// neurons, shaded by the output of the one that is looked at.

import { besides, nameOf } from "../kit/called.js";
import { html, set, svg } from "../kit/dom.js";
import { number, point } from "../kit/handle.js";
import { clamp, range } from "../kit/numbers.js";
import { arrowPath, linePath, makeCross, makeSquare } from "../kit/plane.js";
import { neuronName, neuronWords } from "./handles.js";
import { MOST } from "./state.js";

const EXTENT = [-3, 3];
const DASHES = ["none", "9 5", "2 5", "12 4 2 4"]; // of the neurons' lines

export function makeLines(model, signal) {
  const names = range(2).map((i) => nameOf(model, 0, i));
  const line = (j) => svg("path", {
    class: "nn-boundary", "data-q": neuronName(j), "stroke-dasharray": DASHES[j],
  });
  const lines = range(MOST).map(line), arrow = svg("path", { class: "nn-arrow" });
  const dots = svg("g"), cross = makeCross("");
  const square = makeSquare("The neurons as lines in the plane of inputs", names,
    ...lines, arrow, dots, cross);
  const keys = range(MOST).map((j) => {
    const sample = line(j);
    set(sample, { d: "M0 9H34" });
    return html("span", { class: "nn-key", "data-q": neuronName(j) },
      svg("svg", { width: 34, height: 18, "aria-hidden": true }, sample), neuronWords(model, j));
  });
  const face = html("div", { class: "nnx-lines" });
  const inside = [square.face, html("p", { class: "nn-keys" }, "z = 0 for ", ...keys)];

  const row = () => Math.min(model.get("sample"), model.get("batch_index"));
  const said = range(2).map((i) => besides(`x${i + 1}`, names[i]));
  const sync = point(cross, range(2).map(
    (i) => number(model, "samples", said[i], () => [MOST * row() + i])), {
    label: "input point", words: (x1, x2) => `${said[0]} ${x1}, ${said[1]} ${x2}`,
    to: square.at,
  }, signal);

  let rethemed = false; // while it was not to be seen
  function draw(state, width, themed) {
    const { nIn, nOut, W, b, X, x, neuron, phi } = state;
    rethemed ||= themed;
    if (nIn !== 2) return face.replaceChildren();
    if (!face.firstChild) face.append(...inside);
    if (!width) return null; // it is not measured yet
    const of = (j) => ({ w: [W[0][j], W[1][j]], b: b[j], phi, extent: EXTENT });
    const scale = square.draw(of(neuron), width, rethemed);
    rethemed = false;
    const within = (values) => values.map((v) => clamp(v, ...EXTENT));
    const at = ([x1, x2]) => ({ cx: scale.toX(x1), cy: scale.toY(x2) });
    lines.forEach((path, j) => set(path, { d: j < nOut ? linePath(of(j), scale) : "" }));
    keys.forEach((key, j) => { key.hidden = j >= nOut; });
    set(arrow, { d: arrowPath(of(neuron), scale), "data-q": neuronName(neuron) });
    while (dots.childElementCount > X.length) dots.lastChild.remove();
    X.forEach((values, r) => {
      if (r === dots.childElementCount) dots.append(svg("circle", { class: "nn-dot", r: 5 }));
      set(dots.children[r], at(within(values)));
    });
    const { cx, cy } = at(within(x));
    set(cross, { transform: `translate(${cx} ${cy})` });
    return sync();
  }
  return { face, draw, sized: square.face };
}
