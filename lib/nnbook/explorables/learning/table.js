// The table of the rows that have been shown; it fills downwards, and the style
// sheet keeps its end in view.

import { html, say, set } from "../kit/dom.js";
import { fmt, range, short } from "../kit/numbers.js";

const HEADS = ["row", "z", "a", "y", "e", "w", "b"];
const pair = (v) => `(${v.map(short).join(", ")})`;
const wordsOf = ({ row, z, a, target, e, w, b }) => [
  String(row + 1), short(z), fmt(a, 0), fmt(target, 0), e ? `✗ ${fmt(e, 0)}` : "0", pair(w),
  short(b)];

export function makeTable() {
  const body = html("tbody");
  const head = html("thead", {}, html("tr", {},
    ...HEADS.map((name) => html("th", { scope: "col" }, name))));
  const scroll = html("div", {
    class: "nn-scroll", role: "region", tabindex: 0,
  }, html("table", {}, head, body));
  const epochs = html("p", { class: "nn-epochs" });
  const face = html("div", { class: "nnx-rows" }, scroll, epochs);

  // A row of the table for each row shown, and one before each epoch.
  let rows = [], written = null, sized = 0;
  function build(trace, n) {
    rows = trace.map((each, k) => {
      const cells = wordsOf(each).map((text) => html("td", {}, text));
      const line = html("tr", each.e ? { class: "nn-mistake" } : {}, ...cells);
      if (k % n) return [line];
      const title = html("th", { colspan: HEADS.length, scope: "rowgroup" }, `epoch ${k / n + 1}`);
      return [html("tr", { class: "nn-epoch" }, title), line];
    });
    body.replaceChildren();
    [written, sized] = [trace, 0];
  }
  function draw({ trace, n, step, done, data }) {
    // A page may have one for AND and one for XOR.
    set(scroll, { "aria-label": `The rows of ${data} shown so far` });
    if (written !== trace) build(trace, n);
    if (sized !== step) {
      for (const k of range(step).slice(sized)) body.append(...rows[k]);
      for (const k of range(sized).slice(step)) for (const line of rows[k]) line.remove();
      rows[sized - 1]?.at(-1).classList.remove("nn-now");
      rows[step - 1]?.at(-1).classList.add("nn-now");
      sized = step;
    }
    const counts = done.map(({ mistakes }) => mistakes).join(", ");
    say(epochs, `Mistakes, epoch by epoch: ${counts || "none is over yet"}.`);
  }
  return { face, draw };
}
