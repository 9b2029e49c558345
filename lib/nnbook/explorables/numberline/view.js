// A function as a map from one number line to another, and what becomes of a
// step from x to x + h: the worked example of CONTRIBUTING.md.

import { bothLibraries, codeFace, comment, noted, part, pythonNumber, span } from "../kit/code.js";
import { html, live, set, svg, writer } from "../kit/dom.js";
import { chunk, equation, fence, mi, mo, result, value } from "../kit/equation.js";
import { number, slider } from "../kit/handle.js";
import { explorable } from "../kit/mount.js";
import { ACTIVATION_SYMBOLS, activate } from "../kit/nn.js";
import { bracketed, clamp, code, fmt, range, sign } from "../kit/numbers.js";
import { reachOf, tick } from "../kit/plot.js";
import { statusLine } from "../kit/status.js";

// ---- State: everything that a frame needs, calculated once.
const OWN = { double: (x) => 2 * x, square: (x) => x * x };
const call = (name, x) => OWN[name]?.(x) ?? activate(name, [x], [0])[0];

function read(model) {
  const name = model.get("functions")[model.get("function_index")];
  const x = model.get("x"), h = model.get("h"), far = x + h;
  const y = call(name, x), end = call(name, far);
  const reach = Math.max(...[x, far, y, end].map(reachOf));
  // A short step needs more decimals: 0.1525 / 0.05 is 3.05.
  const digits = h < 0.2 ? 4 : 2, stretch = (end - y) / h;
  return { name, x, h, far, y, end, step: end - y, stretch, reach, digits };
}

// ---- The two lines.

const UPPER = 46, LOWER = 136;

// A dot on a line. That of h is on a stem: it can be taken when the step is short.
function makeDot(q) {
  const cy = q === "h" ? -22 : 0, near = q === "x" || q === "y";
  const circle = (kind, r) => svg("circle", { class: kind, r, cy });
  const node = svg("g", { "data-q": q }, circle("nn-halo", 14),
    svg("path", { class: "nn-wire", d: `M0 0V${cy}` }),
    near ? circle("nn-dot", 8) : circle("nn-end", 6));
  return { node, place: (x, y) => set(node, { transform: `translate(${x} ${y})` }) };
}

function makeLines(model, signal, redraw) {
  const path = (kind) => (q) => svg("path", { class: kind, "data-q": q });
  const lines = svg("g"), arrows = ["x y", "h"].map(path("nn-guide"));
  const steps = ["h", "step"].map(path("nn-step"));
  const [x, far, y, end] = ["x", "h", "y", "step"].map(makeDot);
  const picture = svg("svg", { role: "group", "aria-label": "Two number lines" },
    lines, ...arrows, ...steps, ...[end, y, far, x].map((dot) => dot.node));
  const face = html("div", { class: "nnx-diagram" }, picture);
  const xs = number(model, "x", "x, on its line"), hs = number(model, "h", "h, the step from x");
  let scale = null;
  const at = (event) => scale.from(event.clientX - picture.getBoundingClientRect().left);
  const syncs = [
    slider(x.node, () => xs, signal, { to: (event) => clamp(at(event), ...xs.usual()) }),
    slider(far.node, () => hs, signal, { to: (event) => at(event) - xs.get() }),
  ];
  // The scale stays while something is dragged along it.
  const held = () => [x, far].some(({ node }) => node.classList.contains("nn-drag"));
  picture.addEventListener("lostpointercapture", () => redraw(), { signal });

  // The lines with their ticks: they change with the width and the reach alone.
  let drawn = "";
  function drawLines(reach, width) {
    const key = `${reach} ${width}`;
    if (key === drawn) return;
    drawn = key;
    const left = 44, right = width - 20;
    const middle = (left + right) / 2, unit = (right - left) / (2 * reach);
    const to = (v) => clamp(middle + v * unit, left - 9, right + 9);
    scale = { reach, to, from: (px) => (px - middle) / unit };
    set(picture, { viewBox: `0 0 ${width} 172`, width, height: 172 });
    const axis = (d) => svg("path", { class: "nn-axis", d });
    const values = range(9).map((i) => reach * (i - 4) / 4);
    lines.replaceChildren(...[[UPPER, "x"], [LOWER, "f(x)"]].flatMap(([height, name]) => [
      axis(`M${left} ${height}H${right}`),
      ...values.map((v) => axis(`M${to(v)} ${height - 5}v10`)),
      ...values.filter((_, i) => i % 2 === 0).map((v) => tick(to(v), height + 26, fmt(v, 0))),
      tick(left - 12, height + 5, name, "end", "nn-sym")]));
  }

  function draw(state, width) {
    drawLines(scale && held() ? scale.reach : state.reach, width);
    const [a, b, c, d] = [state.x, state.far, state.y, state.end].map(scale.to);
    set(arrows[0], { d: `M${a} ${UPPER}L${c} ${LOWER}` });
    set(arrows[1], { d: `M${b} ${UPPER}L${d} ${LOWER}` });
    set(steps[0], { d: `M${a} ${UPPER}H${b}`, "data-sign": "pos" });
    set(steps[1], { d: `M${c} ${LOWER}H${d}`, "data-sign": sign(state.step) });
    x.place(a, UPPER);
    far.place(b, UPPER);
    y.place(c, LOWER);
    end.place(d, LOWER);
    for (const sync of syncs) sync();
  }
  return { face, draw, sized: true };
}

// ---- The equation and the code.

const symbolOf = ({ name }) => ACTIVATION_SYMBOLS[name] ?? name;

function makeEquation() {
  const f = () => live(mi("f"), symbolOf), x = () => value("x", (s) => fmt(s.x));
  const face = equation("The equations with their numbers",
    chunk(8, f(), fence("("), x(), fence(")"), mo("=")),
    chunk(3.6, result("y", (s) => fmt(s.y, s.digits))),
    chunk(11, f(), fence("("), x(), mo("+"), value("h", (s) => fmt(s.h)), fence(")"), mo("=")),
    chunk(3.6, value("step", (s) => fmt(s.end, s.digits))),
    chunk(9, mi("stretch"), mo("="),
      value("step", (s) => bracketed(fmt(s.step, s.digits))), mo("/"), value("h", (s) => fmt(s.h))),
    chunk(4, mo("="), result("stretch", (s) => fmt(s.stretch))));
  return { face, draw: writer(face) };
}

// f as Python writes it; `argument` may be a sum.
function image(name, argument, act) {
  const inner = argument.includes(" ") ? `(${argument})` : argument;
  return { double: `2 * ${inner}`, square: `${inner} ** 2` }[name] ?? act(name, argument);
}

function makeCode(model, signal) {
  const f = (argument) => span("", ({ name }) => image(name, argument, (phi, z) => `${phi}(${z})`));
  const shown = (q, its) => comment(span(q, (s) => code(its(s), q === "stretch" ? 2 : s.digits)));
  const lines = () => [
    part("x, h = ", span("x", (s) => code(s.x)), ", ", span("h", (s) => code(s.h))),
    part("y = ", f("x"), shown("y", (s) => s.y)),
    part("stretch = (", f("x + h"), " - y) / h", shown("stretch", (s) => s.stretch))];
  const names = ({ name }) => (name in OWN ? [] : [name]);
  const programs = bothLibraries(names, ({ name, x, h, y, stretch }, array, act) => [
    `x = ${array(x)}`, `h = ${pythonNumber(h)}`, noted(`y = ${image(name, "x", act)}`, y),
    noted(`stretch = (${image(name, "x + h", act)} - y) / h`, stretch), "y, stretch"]);
  return codeFace(model, signal, lines, programs);
}

// ---- The status line.

function words({ name, step, stretch, h }) {
  const size = Math.abs(stretch);
  const how = size < 0.005 ? "shrinks to nothing"
    : size < 0.995 ? `shrinks to ${fmt(size)} of its length`
      : size > 1.005 ? `becomes ${fmt(size)} times as long` : "keeps its length";
  const turned = step < 0 && size >= 0.005 ? ", and points the other way" : "";
  const rest = `Here a step of ${fmt(h)} ${how}${turned}.`;
  return { rest, news: `${name}: ${rest}` };
}

export default explorable({
  name: "NumberLineExplorer", read,
  faces: (model, signal, redraw) => [
    makeLines(model, signal, redraw), makeEquation(), makeCode(model, signal), statusLine(words)],
});
