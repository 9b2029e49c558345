// Rosenblatt's rule, one row at a time: plane, equations, table and code.

import { bothLibraries, codeFace, comment, noted, part, pythonNumber, span } from "../kit/code.js";
import { html, writer } from "../kit/dom.js";
import { chunk, equation, fence, mi, mo, result, times, value } from "../kit/equation.js";
import { explorable } from "../kit/mount.js";
import { bracketed, code, factor, fmt, short } from "../kit/numbers.js";
import { statusLine } from "../kit/status.js";
import { makeTransport } from "../kit/transport.js";
import { makePlane, makeStart } from "./plane.js";
import { makeTrace, readLearning } from "./state.js";
import { makeTable } from "./table.js";

// Before the first row there is nothing to say: the numbers of a row that is none.
const NONE = { x: [0, 0], z: 0, a: 0, target: 0, e: 0 };
const rowOf = ({ now }) => now ?? NONE;

// ---- The equations.

const pair = (v) => `(${v.map(short).join(", ")})`;

function makeEquation() {
  const x = (i) => value("x", (s) => factor(rowOf(s).x[i]));
  const old = (read) => value("before", (s) => factor(read(s.from)));
  const e = () => value("e", (s) => bracketed(fmt(rowOf(s).e, 0)));
  const rate = () => value("rate", (s) => fmt(s.rate));
  const line = (...chunks) => html("div", { class: "nn-line" }, ...chunks);
  const face = equation("The rule with its numbers",
    line(chunk(2, mi("z"), mo("=")),
      chunk(5, old(({ w }) => w[0]), times(), x(0)),
      chunk(6, mo("+"), old(({ w }) => w[1]), times(), x(1)),
      chunk(4, mo("+"), old(({ b }) => b)),
      chunk(3.6, mo("="), result("z", (s) => short(rowOf(s).z)))),
    line(chunk(8.6, mi("a"), mo("="), mi("step"), fence("("), value("z", (s) => short(rowOf(s).z)),
      fence(")"), mo("="), result("a", (s) => fmt(rowOf(s).a, 0))),
    chunk(9, mi("e"), mo("="), mi("y"), mo("−"), mi("a"), mo("="),
      value("y", (s) => fmt(rowOf(s).target, 0)), mo("−"), value("a", (s) => fmt(rowOf(s).a, 0)),
      mo("="), result("e", (s) => fmt(rowOf(s).e, 0)))),
    line(chunk(9, mi("w"), mo("←"), value("before", (s) => pair(s.from.w))),
      chunk(10, mo("+"), rate(), times(), e(), times(), value("x", (s) => pair(rowOf(s).x))),
      chunk(8, mo("="), result("after", (s) => pair(s.w)))),
    line(chunk(5, mi("b"), mo("←"), value("before", (s) => short(s.from.b))),
      chunk(5, mo("+"), rate(), times(), e()),
      chunk(4, mo("="), result("after", (s) => short(s.b)))));
  const write = writer(face);
  return {
    face,
    draw(state) {
      write(state);
      face.classList.toggle("nn-later", !state.now);
    },
  };
}

// ---- The code.

function makeCode(model, signal) {
  const list = (v) => `[${v.map((each) => code(each)).join(", ")}]`;
  const lines = () => [
    part("x, y = np.array(", span("x", (s) => list(rowOf(s).x)), "), ",
      span("y", (s) => code(rowOf(s).target, 0))),
    part("z = x @ w + b", comment(span("z", (s) => code(rowOf(s).z)))),
    part("e = y - step(z)", comment(span("e", (s) => code(rowOf(s).e, 0)))),
    part("w = w + rate * e * x", comment(span("after", (s) => list(s.w)))),
    part("b = b + rate * e", comment(span("after", (s) => code(s.b)))),
  ];
  const programs = bothLibraries(() => ["step"], (state, array, act) => [
    `X = ${array(state.points.map(([x1, x2]) => [x1, x2]))}`,
    `y = ${array(state.points.map((point) => point[2]))}`,
    `rate = ${pythonNumber(state.rate)}`, `w = ${array(state.start.w)}`,
    `b = ${pythonNumber(state.start.b)}`, `for i in range(${state.step}):  # rows shown`,
    "    row = i % len(X)", "    z = X[row] @ w + b", `    e = y[row] - ${act("step", "z")}`,
    "    w = w + rate * e * X[row]", "    b = b + rate * e",
    noted("z = X @ w + b", state.z), noted(`a = ${act("step", "z")}`, state.z.map((z) => +(z > 0))),
    "w, b, a"]);
  return codeFace(model, signal, lines, programs);
}

// ---- The status line.

function outcome({ e, w, from }) {
  if (!e) return "the answer is right, and nothing changes.";
  const how = e > 0 ? "0 and should be 1: b grows" : "1 and should be 0: b shrinks";
  const moved = e > 0 ? ", and ηx is added to w." : ", and ηx is taken from w.";
  const still = w.every((v, i) => v === from.w[i]) ? "; x is 0, and w stays." : moved;
  return `the answer is ${how}${still}`;
}

function endOf({ done, ended }) {
  if (!ended) return "";
  const { mistakes, same } = done.at(-1), which = `epoch ${done.length}`;
  if (!mistakes) return ` That was ${which}, an epoch without a mistake: done.`;
  const again = same === 0 ? "at the start" : `after epoch ${same}`;
  return same === null ? ` The end of ${which}: ${mistakes} mistake${mistakes > 1 ? "s" : ""}.`
    : ` The end of ${which}: the same weights as ${again}: it goes round for ever.`;
}

function words(state) {
  const { now, step, n, right } = state, all = right.filter(Boolean).length;
  const rest = now ? `Epoch ${now.epoch}, row ${now.row + 1}: ${outcome(now)}${endOf(state)}`
    : "The start: no row has been shown yet.";
  const count = `${all} of ${n} right`;
  return {
    count, good: all === n, rest: `. ${rest}`,
    news: `Step ${step}: w ${pair(state.w)}, b ${short(state.b)}, ${count}. ${rest}`,
  };
}

// ---- All together.

// Two faces, one under the other, as wide as each other.
const beside = (kind, ...both) => ({
  face: html("div", { class: kind }, ...both.map((each) => each.face)), sized: both[0].face,
  draw(...now) { for (const each of both) each.draw(...now); },
});

function faces(model, signal, redraw, own) {
  const read = () => readLearning(model, own);
  const transport = makeTransport(model, signal, {
    end: () => read().trace.length, label: "Rows shown",
    jumps: [["Start", () => 0], ["Next epoch", (step) => {
      const { n, trace } = read();
      return Math.min(trace.length, (Math.floor(step / n) + 1) * n);
    }]],
  });
  const plane = makePlane(model, signal), start = makeStart(model, signal);
  return [
    transport, beside("nnx-place", plane, start),
    beside("nnx-rule", makeEquation(), makeTable()),
    makeCode(model, signal), statusLine(words)];
}

export default explorable({
  name: "LearningRuleExplorer", prepare: makeTrace, read: readLearning, faces,
});
