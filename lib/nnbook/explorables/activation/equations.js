// The equations with their numbers, and the sigmoid's output as a probability.

import { html, live, math, rebuilt, say, show, writer } from "../kit/dom.js";
import { equation, fence, mi, mn, mo, result, times, value } from "../kit/equation.js";
import { ACTIVATION_SYMBOLS, sigmoid } from "../kit/nn.js";
import { factor, fmt } from "../kit/numbers.js";
import { SIDES } from "./state.js";

// ---- a = φ(kz), and its slope.

const oneMinus = (...rest) => [fence("("), mn("1"), mo("−"), ...rest, fence(")")];

// The slope in terms of a, where there is such a form; `a` makes its number.
function slopeForm(name, a, scaled) {
  if (name === "sigmoid") return [a(), times(), ...oneMinus(a())];
  if (name === "tanh") return oneMinus(math("msup", {}, a(), mn("2")));
  if (!scaled) return [];
  if (name === "relu") return [a(({ u }) => (u > 0 ? "1" : "0"))];
  return [mn(name === "step" ? "0" : "1")];
}

function makePair(i) {
  const box = html("div", { class: "nn-pair" }), letter = "LR"[i];
  const own = (read) => (state) => read(state.sides[i]);
  const a = (read = own((side) => factor(side.a))) => value(`a${letter}`, read);
  const key = ({ sides, scaled }) => `${sides[i].name} ${scaled}`;
  const draw = rebuilt(box, key, ({ sides, scaled }) => {
    const { name } = sides[i], form = slopeForm(name, a, scaled);
    const k = () => (scaled ? [value("k", (state) => fmt(state.k)), times()] : []);
    const z = value("z", (state) => (scaled ? factor(state.z) : fmt(state.z)));
    return [
      html("div", {}, math("math", {}, mi("a"), mo("="), mi(ACTIVATION_SYMBOLS[name]),
        fence("("), ...k(), z, fence(")"), mo("="),
        result(`a${letter}`, own((side) => fmt(side.a))))),
      html("div", {}, math("math", {}, math("mtext", {}, "slope"), mo("="), ...k(), ...form,
        ...(form.length ? [mo("=")] : []), result(`s${letter}`, own((side) => fmt(side.slope)))))];
  });
  return { box, draw };
}

export function makeEquations() {
  const pairs = SIDES.map((_, i) => makePair(i));
  const face = equation("The equations with their numbers", ...pairs.map((pair) => pair.box));
  return { face, draw(state) { for (const pair of pairs) pair.draw(state); } };
}

// ---- The sigmoid's output, read as a probability.

const MILLION = Math.log(1e6);

function oddsText(u) {
  if (u > MILLION) return "over a million";
  if (u < -MILLION) return "under 0.000001";
  const odds = Math.exp(u);
  return odds >= 0.01 ? fmt(odds) : odds.toFixed(6);
}

export function makeReading() {
  const yes = ({ u }) => fmt(sigmoid(u)), no = ({ u }) => fmt(sigmoid(-u));
  const bars = ["yes", "no"].map((kind) => html("span", { class: `nn-bar nn-${kind}` }));
  const strip = html("div", { class: "nn-strip", "aria-hidden": true }, ...bars);
  const labels = html("div", { class: "nn-shares" },
    html("span", {}, "yes: a = ", live(html("b"), yes)),
    html("span", {}, "no: 1 − a = ", live(html("b"), no)));
  const rest = math("mrow", {}, mn("1"), mo("−"), mi("a"));
  const formula = html("div", { class: "nn-odds" }, math("math", {},
    math("mtext", {}, "odds"), mo("="), math("mfrac", {}, mi("a"), rest),
    mo("="), math("mfrac", {}, live(mn(), yes), live(mn(), no)), mo("="),
    math("msup", {}, mi("e"), value("z", ({ u }) => fmt(u))), mo("="),
    live(mn("", { class: "nn-strong" }), ({ u }) => oddsText(u)), math("mtext", {}, "\u00a0to 1")));
  const missing = html("div", { class: "nn-missing" });
  say(missing, "Only the sigmoid’s output can be read this way: choose it on one side.");
  const face = html("div", { class: "nn-reading" }, labels, strip, formula, missing);
  const write = writer(face);

  function draw(state) {
    const { reading, read, u } = state;
    show(face, reading);
    if (!reading) return;
    for (const part of [labels, strip, formula]) part.style.visibility = read ? "" : "hidden";
    show(missing, !read);
    bars[0].style.width = `${(100 * sigmoid(u)).toFixed(3)}%`;
    bars[1].style.width = `${(100 * sigmoid(-u)).toFixed(3)}%`;
    write(state);
  }
  return { face, draw };
}
