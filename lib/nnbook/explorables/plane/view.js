// What a layer from two inputs to two neurons does to the plane.

import {
  bothLibraries, codeFace, comment, listed, noted, part, pythonNumber, span,
} from "../kit/code.js";
import { html, live, math, say, set, show, svg, writer } from "../kit/dom.js";
import { chunk, equation, fence, mi, mo, times, value } from "../kit/equation.js";
import { number, point } from "../kit/handle.js";
import { explorable } from "../kit/mount.js";
import { ACTIVATION_LABELS, ACTIVATION_SYMBOLS } from "../kit/nn.js";
import { clamp, code, factor, fmt, range } from "../kit/numbers.js";
import { lineInBox, signColours } from "../kit/plot.js";
import { statusLine } from "../kit/status.js";
import { gridPath, imagePath, makeFrame, makePoints, makeShading, straightPath } from "./frame.js";
import { makeLine, makeProbe } from "./line.js";
import { readPlane } from "./state.js";

// ---- The plane of inputs, and where the layer takes it.

function stageName(t, phi) {
  if (t === 0) return "not moved yet";
  if (t < 0.5) return "on the way to z";
  if (t === 0.5) return "half way: z = xW + b";
  return t < 1 ? "on the way to a" : `after: a = ${ACTIVATION_LABELS[phi]}(z)`;
}

// The plane of inputs: the data, a line for each neuron, the input point.
function makeHere(model, signal) {
  const frame = makeFrame("The plane of inputs"), shade = makeShading(frame.canvas, true);
  const lines = [1, 2].map((j) => makeLine(model, {
    wTraits: [`w1${j}`, `w2${j}`], bTrait: `b${j}`, name: `line of neuron ${j}`, mark: String(j),
  }, frame.at, signal));
  const points = makePoints(), probe = makeProbe("x1 x2");
  frame.over.append(...lines.map((line) => line.group), points.group, points.names, probe.node);
  say(frame.title, "before");
  const inside = ([x1, x2]) => {
    const [[left, right], [bottom, top]] = frame.scale.box;
    return [clamp(x1, left, right), clamp(x2, bottom, top)];
  };
  const sync = point(probe.node, ["x1", "x2"].map((name) => number(model, name)), {
    label: "input point", words: (x1, x2) => `x1 ${x1}, x2 ${x2}`,
    to: (event) => inside(frame.at(event)),
  }, signal);

  function draw(state, width, colours) {
    const { view, W, b, x } = state, { scale } = frame;
    if (frame.place(width, view, "x")) {
      set(frame.grid, { d: gridPath(view, (from, to) => straightPath(from, to, scale)) });
    }
    if (state.readout) shade(state, view, colours);
    lines.forEach((line, j) => line.draw(W[j], W[2 + j], b[j], scale));
    points.draw(state, state.X, scale, state.readout);
    const [x1, x2] = inside(x);
    probe.place(scale.toX(x1), scale.toY(x2));
    sync();
  }
  return { ...frame, draw };
}

// Where the layer takes it: the images of grid, lines and points, the readout.
function makeThere(model, signal) {
  const frame = makeFrame("Where the layer takes it"), shade = makeShading(frame.canvas, false);
  const images = [1, 2].map(
    (j) => svg("path", { class: "nn-boundary nn-image", "data-q": `b${j}` }));
  const readout = makeLine(model, {
    wTraits: ["v1", "v2"], bTrait: "c", name: "readout line", mark: "s",
  }, frame.at, signal);
  const points = makePoints(), probe = makeProbe("a1 a2 z1 z2");
  frame.inside.append(...images, points.group, points.names, probe.node);
  if (model.get("readout")) frame.over.append(readout.group);

  let drawn = "";
  function drawImages(state) {
    const { scale } = frame, { view, W, b, t, phi } = state;
    const key = `${scale.key} ${view} ${W} ${b} ${t} ${phi}`;
    if (key === drawn) return;
    drawn = key;
    set(frame.grid, { d: gridPath(view, (from, to) => imagePath(state, from, to, scale)) });
    images.forEach((image, j) => {
      const ends = lineInBox(W[j], W[2 + j], b[j], view);
      set(image, { d: ends ? imagePath(state, ...ends, scale) : "" });
    });
  }

  function draw(state, width, colours) {
    const { t, phi, p } = state, { scale } = frame, late = Math.max(0, 2 * t - 1);
    frame.place(width, state.there, t < 0.25 ? "x" : t < 0.75 ? "z" : "a");
    say(frame.title, stageName(t, phi));
    drawImages(state);
    // The readout belongs to a.
    frame.canvas.style.opacity = late;
    show(readout.group, state.readout && late > 0);
    if (state.readout) {
      if (late > 0) shade(state, state.there, colours);
      readout.draw(...state.v, state.c, scale, late);
    }
    points.draw(state, state.P, scale, state.readout && t === 1);
    probe.place(clamp(scale.toX(p[0]), -9e3, 9e3), clamp(scale.toY(p[1]), -9e3, 9e3));
  }
  return { ...frame, draw };
}

function makeSpace(model, signal) {
  const planes = [makeHere(model, signal), makeThere(model, signal)];
  const face = html("div", { class: "nnx-space" }, ...planes.map((plane) => plane.face));
  let colours = null;
  function draw(state, width, themed) {
    if (themed) colours = signColours(face);
    for (const plane of planes) {
      plane.canvas.style.visibility = state.readout ? "" : "hidden";
      plane.draw(state, width, colours);
    }
  }
  return { face, sized: planes[0].face, draw };
}

// ---- The equations.

const stretched = (text) => math("mo", { stretchy: true, symmetric: true }, text);
const rows = (...lines) => math("mrow", {}, stretched("("),
  math("mtable", {}, ...lines.map((line) => math("mtr", {},
    ...line.map((cell) => math("mtd", {}, cell))))), stretched(")"));
const bold = (text) => mi(text, { class: "nn-vector" });

function makeFormula(readout) {
  const pair = (letter) => [1, 2].map((i) => value(`${letter}${i}`, (s) => fmt(s[letter][i - 1])));
  const weight = (i, j) => {
    const its = ({ W }) => W[2 * i + j];
    return value(`w${i + 1}${j + 1}`, (s) => fmt(its(s)), its);
  };
  const phi = live(mi(""), (s) => ACTIVATION_SYMBOLS[s.phi]);
  const product = (i) => [
    value(`a${i + 1}`, ({ a }) => factor(a[i])), times(),
    value(`v${i + 1}`, ({ v }) => factor(v[i]), ({ v }) => v[i])];
  const face = equation("The equations with their numbers",
    chunk(9, bold("z"), mo("="), rows(pair("x"))),
    chunk(8, rows([weight(0, 0), weight(0, 1)], [weight(1, 0), weight(1, 1)])),
    chunk(8.7, mo("+"), rows(pair("b"))), chunk(8.7, mo("="), rows(pair("z"))),
    chunk(15, bold("a"), mo("="), phi, fence("("), bold("z"), fence(")"), mo("="), rows(pair("a"))),
    ...(readout ? [
      chunk(8.8, mi("s"), mo("="), ...product(0)), chunk(7.4, mo("+"), ...product(1)),
      chunk(4.5, mo("+"), value("c", ({ c }) => factor(c))),
      chunk(4.2, mo("="), value("s", ({ score }) => fmt(score)))] : []));
  return { face, draw: writer(face) };
}

// ---- The code.

function makeListing(model, readout, signal) {
  const two = (name, its) => listed([0, 1].map(
    (k) => span(`${name}${k + 1}`, (s) => code(its(s, k)))));
  const vector = (letter) => two(letter, (s, i) => s[letter][i]);
  const row = (i) => two(`w${i + 1}`, ({ W }, j) => W[2 * i + j]);
  const lines = () => [
    part("x = np.array(", ...vector("x"), ")"),
    part("W = np.array([", ...row(0), ", ", ...row(1), "])"),
    part("b = np.array(", ...vector("b"), ")"),
    part("z = x @ W + b", comment(...vector("z"))),
    part("a = ", span("", ({ phi }) => phi), "(z)", comment(...vector("a"))),
    ...(readout ? [part("v = np.array(", ...vector("v"), ")"),
      part("c = ", span("c", ({ c }) => code(c))),
      part("s = a @ v + c", comment(span("s", ({ score }) => code(score))))] : [])];
  const end = ({ v, c, score }, array) => (readout ? [
    `v = ${array(v)}`, `c = ${pythonNumber(c)}`, noted("s = a @ v + c", score), "z, a, s",
  ] : ["z, a"]);
  const programs = bothLibraries(({ phi }) => [phi], (state, array, act) => {
    const { x, W, b, z, a, phi } = state;
    return [
      `x = ${array(x)}`, `W = ${array([[W[0], W[1]], [W[2], W[3]]])}`, `b = ${array(b)}`,
      noted("z = x @ W + b", z), noted(`a = ${act(phi, "z")}`, a), ...end(state, array)];
  });
  return codeFace(model, signal, lines, programs);
}

// ---- The status line.

function remark({ t, phi, Z, n, splits, readout, nRight }) {
  if (t === 0) return "The points stand where they were. Move morph.";
  if (t < 0.5) return "On the way to z = xW + b: the plane is stretched, turned and shifted.";
  if (t === 0.5) {
    return "All points at z = xW + b: moved, but every straight line is still straight.";
  }
  if (t < 1) {
    return phi === "identity" ? "The identity changes nothing: z is a already."
      : `${ACTIVATION_LABELS[phi]} bends the plane.`;
  }
  if (!splits) {
    return phi === "identity" ? "Nothing bends, and no straight line parts the classes."
      : "No straight line parts the classes here.";
  }
  const isSilent = (j) => range(n).every((i) => Z[2 * i + j] <= 0);
  const silent = phi === "relu" ? [0, 1].filter(isSilent).map((j) => j + 1) : [];
  if (silent.length) return `Neuron ${silent.join(" and ")} is silent for all points.`;
  return !readout || nRight === n ? "A straight line parts the classes here."
    : "A straight line can part the classes here: move the readout.";
}

function words(state) {
  const count = state.readout ? `${state.nRight} of ${state.n} right` : "", said = remark(state);
  return {
    count, good: state.nRight === state.n, rest: (count ? ". " : "") + said,
    news: `${count && `${count}. `}${said} a = ${fmt(state.a[0])}, ${fmt(state.a[1])}.`,
  };
}

export default explorable({
  name: "PlaneExplorer", read: readPlane,
  faces(model, signal) {
    const readout = model.get("readout");
    return [
      makeSpace(model, signal), statusLine(words), makeFormula(readout),
      makeListing(model, readout, signal)];
  },
});
