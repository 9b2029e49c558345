// The chain as nested expressions: the equation, and the code.

import { codeFace, comment, noted, numpyHead, pythonNumber, span } from "../kit/code.js";
import { html, live, math, rebuilt } from "../kit/dom.js";
import { equation, fence, mi, mn, mo, result, value } from "../kit/equation.js";
import { code, fmt, range } from "../kit/numbers.js";
import { hasParameter } from "./chain.js";
import { brief, briefCode, inBrackets } from "./state.js";

const SYMBOLS = { relu: "ReLU", sigmoid: "σ", step: "step" };

const key = ({ kinds }) => kinds;

// ---- The equation.

// The expression up to step k: its nodes, and how tightly it holds together.
function expression(steps, k, start) {
  if (!k) return { nodes: [start()], binds: 3 };
  const inner = expression(steps, k - 1, start), { kind } = steps[k - 1], q = `p${k}`;
  const p = (s) => s.steps[k - 1].p;
  const inside = () => [fence("("), ...inner.nodes, fence(")")];
  const wrap = (least) => (inner.binds >= least ? inner.nodes : inside());
  const group = (binds, ...nodes) => (
    { nodes: [math("mrow", { "data-q": `h${k}` }, ...nodes)], binds });
  if (kind === "scale") return group(2, value(q, (s) => fmt(p(s)), p), fence("·"), ...wrap(2.5));
  if (kind === "shift") {
    const operator = live(mo(""), (s) => (fmt(p(s)).startsWith("−") ? "−" : "+"));
    return group(1, ...wrap(2), operator, value(q, (s) => fmt(Math.abs(p(s))), p));
  }
  if (kind === "square") {
    return group(2.5, math("msup", {}, math("mrow", {}, ...wrap(3)), mn("2")));
  }
  return group(3, mi(SYMBOLS[kind], { "data-q": `f${k}` }), ...inside());
}

function mathCalls(k) {
  if (!k) return mi("x", { "data-q": "x" });
  return math("mrow", { "data-q": `h${k}` },
    math("msub", { "data-q": `f${k}` }, mi("f"), mn(k)), fence("("), mathCalls(k - 1), fence(")"));
}

export function makeNesting() {
  const face = equation("The equation with its numbers");
  face.classList.add("nnx-nested", "nn-widget");
  const row = (first, ...nodes) => html("div", {},
    html("span", { class: "nn-left" }, math("math", {}, ...first)),
    html("span", {}, math("math", {}, mo("="), ...nodes)));
  const draw = rebuilt(face, key, ({ n, steps }) => {
    // Four numbers beside x are a long line.
    face.classList.toggle("nn-tight", steps.filter(({ kind }) => hasParameter(kind)).length > 3);
    return [
      row([mi("y")], mathCalls(n)),
      row([], ...expression(steps, n, () => mi("x", { "data-q": "x" })).nodes),
      row([], ...expression(steps, n, () => value("x", (s) => inBrackets(s.x))).nodes),
      row([], result(`h${n}`, (s) => brief(s.y)))];
  });
  return { face, draw };
}

// ---- The code, as nested calls.

function body(kind, k) {
  const p = (s) => s.steps[k - 1].p;
  if (kind === "scale") return [span(`p${k}`, (s) => code(p(s))), " * t"];
  if (kind === "shift") {
    const operator = span("", (s) => (code(p(s)).startsWith("-") ? " - " : " + "));
    return ["t", operator, span(`p${k}`, (s) => code(Math.abs(p(s))))];
  }
  return [kind === "square" ? "t ** 2" : `${kind}(t)`];
}

const named = (q, ...inside) => html("span", { "data-q": q }, ...inside);
const codeCalls = (k) => (k ? named(`h${k}`, named(`f${k}`, `f${k}`), "(", codeCalls(k - 1), ")")
  : named("x", "x"));

function runnable({ n, steps, x, y }) {
  const written = ({ kind, p }) => ({
    scale: `${pythonNumber(p)} * t`, shift: `t + ${pythonNumber(p)}`, square: "t ** 2",
  }[kind] ?? `${kind}(t)`);
  const used = steps.map(({ kind }) => kind).filter((kind) => kind in SYMBOLS);
  const calls = range(n).reduce((inner, i) => `f${i + 1}(${inner})`, "x");
  return [
    ...(used.length ? numpyHead(used) : []),
    ...steps.flatMap((step, i) => [`def f${i + 1}(t):`, `    return ${written(step)}`, "", ""]),
    `x = ${pythonNumber(x)}`, noted(`y = ${calls}`, y), "y", ""].join("\n");
}

export function makeCalls(model, signal) {
  const line = (...parts) => html("span", { class: "nn-line" }, ...parts);
  const lines = ({ n, steps }) => [
    ...steps.map(({ kind }, i) => line(
      named(`f${i + 1}`, `def f${i + 1}(t): return `, ...body(kind, i + 1)))),
    line("x = ", span("x", (s) => code(s.x))),
    line("y = ", codeCalls(n), comment(span(`h${n}`, (s) => briefCode(s.y))))];
  return codeFace(model, signal, lines, [["copy NumPy", runnable]], { key });
}
