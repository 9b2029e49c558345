// Data points with a label 0 or 1: a gate's rows, or the reader's own.

import { set, show, svg } from "./dom.js";
import { fmt } from "./numbers.js";
import { makeMark } from "./parts.js";

const GATES = { AND: [0, 0, 0, 1], OR: [0, 1, 1, 1], XOR: [0, 1, 1, 0] };
const CORNERS = [[0, 0], [0, 1], [1, 0], [1, 1]];

export const dataOf = (model) => model.get("datasets")[model.get("data_index")] ?? "none";

export function pointsOf(model) {
  const data = dataOf(model);
  if (data === "none") return [];
  if (data === "yours") return model.get("points");
  return CORNERS.map((corner, i) => [...corner, GATES[data][i]]);
}

// The data points. A press on one changes its label: the set is then "yours".
export function makeMarks(model, signal) {
  const node = svg("g"), parts = [];
  let points = [];
  const flip = (i) => {
    const place = model.get("datasets").indexOf("yours");
    if (i < 0 || place < 0 || model.locked?.("points")) return;
    model.set("points", points.map((p, k) => (k === i ? [p[0], p[1], 1 - p[2]] : [...p])));
    model.set("data_index", place);
    model.save_changes();
  };
  const markOf = (target) => [...node.children].indexOf(target.closest(".nn-point"));
  node.addEventListener("click", (event) => flip(markOf(event.target)), { signal });
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    flip(markOf(event.target));
  }, { signal });

  function draw(state, { toX, toY }) {
    ({ points } = state);
    for (const part of parts.splice(points.length)) part.node.remove();
    while (parts.length < points.length) {
      parts.push(makeMark());
      node.append(parts.at(-1).node);
    }
    const editable = model.get("datasets").includes("yours") && !model.locked?.("points");
    points.forEach((p, i) => {
      const { node: mark, one, zero, wrong } = parts[i], right = state.right[i];
      set(mark, {
        transform: `translate(${toX(p[0])} ${toY(p[1])})`,
        role: editable ? "button" : "img", tabindex: editable ? 0 : -1,
        "aria-label": `point (${fmt(p[0])}, ${fmt(p[1])}), class ${p[2]}, `
          + (right ? "right" : "wrong"),
      });
      show(one, p[2] === 1);
      show(zero, p[2] !== 1);
      show(wrong, !right);
    });
  }
  return { node, draw };
}
