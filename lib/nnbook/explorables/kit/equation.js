// Equations with their numbers, in MathML.

import { html, live, math } from "./dom.js";

export const mi = (text, attributes = {}) => math("mi", attributes, text);
export const mn = (text = "", attributes = {}) => math("mn", attributes, text);
// "infix" keeps the space around an operator that begins a formula.
export const mo = (text) => math("mo", { form: "infix" }, text);
export const fence = (text) => math("mo", { stretchy: false }, text);
export const times = () => mo("·");

// A number of the state, which lights up with its quantity.
export const value = (q, read, mark = null) => live(math("mn", { "data-q": q }), read, mark);
export const result = (q, read) => live(math("mn", { "data-q": q, class: "nn-strong" }), read);

// A formula can only break between parts that are formulas of their own. Each
// is as wide as its widest value, in em, so that nothing jumps.
export const chunk = (width, ...parts) => html("span", {
  class: "nn-term", style: `min-width:${width}em`,
}, math("math", {}, ...parts));

export const equation = (label, ...chunks) => html("div", {
  class: "nnx-equation", role: "group", "aria-label": label,
}, ...chunks);
