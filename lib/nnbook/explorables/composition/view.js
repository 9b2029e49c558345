// A chain of functions: diagram, partial compositions, equation and code.

import { html, say } from "../kit/dom.js";
import { explorable } from "../kit/mount.js";
import { range, subscript } from "../kit/numbers.js";
import { statusLine } from "../kit/status.js";
import { KIND_LABELS, affineMap, hasParameter } from "./chain.js";
import { makeChain } from "./diagram.js";
import { makeCalls, makeNesting } from "./equation.js";
import { makePartials } from "./partials.js";
import { brief, readChain } from "./state.js";

// ---- The status line.

const WORDS = ["", "one", "two", "three", "four"];
// 6x + 1 rather than 6.00x + 1.00.
const shortest = (value) => brief(value).replace(/\.?0+$/, "");

// 6x + 1, x − 2, −x, 0: a straight line with its numbers.
function lineText([slope, intercept], argument = "x") {
  const [m, c] = [shortest(slope), shortest(intercept)];
  const plain = { 0: "", 1: argument, "−1": `−${argument}` };
  const first = plain[m] ?? m + argument;
  if (!first) return c;
  if (c === "0") return first;
  return c.startsWith("−") ? `${first} − ${c.slice(1)}` : `${first} + ${c}`;
}

function nameList(from, to) {
  const names = range(to - from).map((i) => `f${subscript(from + i + 1)}`);
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

// The longest run of affine neighbours, as [start, end).
function longestRun(steps) {
  let best = [0, 0];
  for (let start = 0; start < steps.length; start++) {
    let end = start;
    while (end < steps.length && hasParameter(steps[end].kind)) end++;
    if (end - start > best[1] - best[0]) best = [start, end];
  }
  return best;
}

function remark({ n, steps }) {
  const [start, end] = longestRun(steps);
  if (n === 1) return "One function alone: nothing is composed yet.";
  if (end - start === n) {
    return `These ${WORDS[n]} are one affine map: ${lineText(affineMap(steps))}.`;
  }
  const other = steps.findIndex((step) => !hasParameter(step.kind));
  const kind = KIND_LABELS[steps[other].kind];
  const why = `${nameList(other, other + 1)}, the ${kind}, is not affine.`;
  if (end - start < 2) return `Not one affine map: ${why}`;
  const line = lineText(affineMap(steps.slice(start, end)), "t");
  return `${nameList(start, end)} are one affine map, ${line}; ${why}`;
}

function makeVerdict() {
  const swatch = html("span", { class: "nn-swatch", "data-q": "before" });
  const swapped = html("b", { "data-q": "before" });
  return statusLine((state) => {
    const { before, beforeY, y } = state, now = brief(y);
    const same = before && brief(beforeY) === now;
    swatch.hidden = !before;
    say(swapped, !before ? "" : same ? `Swapped, and y is ${now} as before. `
      : `Before the swap y was ${brief(beforeY)}, now ${now}. `);
    const rest = remark(state);
    return { rest, news: `y = ${now}. ${swapped.textContent}${rest}` };
  }, swatch, swapped);
}

export default explorable({
  name: "CompositionExplorer", read: readChain,
  faces: (model, signal) => [
    makeChain(model, signal), makePartials(model, signal), makeNesting(),
    makeCalls(model, signal), makeVerdict()],
});
