// The plane with the data points: the line before a correction and after it, and
// the numbers that training starts from.

import { html, set, svg } from "../kit/dom.js";
import { number, slider } from "../kit/handle.js";
import { fmt, range } from "../kit/numbers.js";
import { makeChip } from "../kit/parts.js";
import { arrowPath, linePath, makeSquare } from "../kit/plane.js";
import { makeMarks } from "../kit/points.js";

export function makePlane(model, signal) {
  const before = svg("path", { class: "nn-boundary nn-before", "data-q": "before" });
  const line = svg("path", { class: "nn-boundary", "data-q": "after" });
  const arrow = svg("path", { class: "nn-arrow", "data-q": "after" });
  const at = svg("circle", { class: "nn-at", r: 19, "data-q": "x" });
  const marks = makeMarks(model, signal);
  const { face, draw: drawSquare } = makeSquare("The points and the line", ["", ""],
    before, line, at, marks.node, arrow);
  function draw(state, width, themed) {
    const { now, from, extent } = state, scale = drawSquare(state, width, themed);
    set(before, { d: now?.e ? linePath({ ...from, extent }, scale) : "" });
    set(line, { d: linePath(state, scale) });
    set(arrow, { d: arrowPath(state, scale) });
    const [x1, x2] = now?.x ?? [0, 0];
    set(at, { transform: `translate(${scale.toX(x1)} ${scale.toY(x2)})`, "data-hidden": !now });
    marks.draw(state, scale);
  }
  return { face, draw };
}

// ---- The start: handles of the first weights, the bias and the rate.

const STARTS = [
  ["w1", "w₁", "w1 at the start"], ["w2", "w₂", "w2 at the start"],
  ["bias", "b", "b at the start"], ["rate", "η", "learning rate η"]];

export function makeStart(model, signal) {
  const chips = STARTS.map(([name]) => makeChip(name));
  const picture = svg("svg", { role: "group", "aria-label": "What training starts from" },
    svg("text", { class: "nn-dim", x: 0, y: 14 }, "start"), ...chips.map((chip) => chip.node));
  const face = html("div", { class: "nnx-start" }, picture);
  const syncs = STARTS.map(([name, , words], i) => {
    const its = number(model, name, words);
    return slider(chips[i].node, () => its, signal);
  });
  function draw({ start, rate }, width) {
    // In a narrow place two above two: a minus sign needs its room.
    const columns = width < 330 ? 2 : 4, room = Math.min(92, width / columns);
    const values = [...start.w, start.b, rate], height = columns === 4 ? 54 : 88;
    set(picture, { viewBox: `0 0 ${width} ${height}`, width, height });
    for (const i of range(4)) {
      const text = `${STARTS[i][1]} = ${fmt(values[i])}`, row = Math.floor(i / columns);
      chips[i].place((i % columns + 0.5) * room, 38 + 34 * row, room - 6, 28, text);
    }
    for (const sync of syncs) sync();
  }
  return { face, draw };
}
