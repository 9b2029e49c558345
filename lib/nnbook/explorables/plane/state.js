// Everything that a frame needs, calculated once.

import { affine } from "../kit/nn.js";
import { range } from "../kit/numbers.js";
import { journey, separable } from "./fold.js";

export const XOR = [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]];
const SIZES = [1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128, 256, 1e3, 1e4, 1e5];

function bounds(P, n, axis) {
  let low = Infinity, high = -Infinity;
  for (let i = 0; i < n; i++) {
    low = Math.min(low, P[2 * i + axis]);
    high = Math.max(high, P[2 * i + axis]);
  }
  return [low, high];
}

const sidesOf = (P, n) => [bounds(P, n, 0), bounds(P, n, 1)];
const around = (middle, half) => middle.map((m) => [m - half, m + half]);

// [[left, right], [bottom, top]]: a square around the inputs.
function viewOf(X, n) {
  const sides = sidesOf(X, n);
  const half = Math.max(...sides.map(([low, high]) => high - low)) / 2 + 0.5;
  return around(sides.map(([low, high]) => (low + high) / 2), half);
}

// The same around images: in steps, so that it mostly rests while one moves.
function windowOf(P, n) {
  const sides = sidesOf(P, n);
  const middle = sides.map(([low, high]) => Math.round(low + high) / 2);
  const reach = Math.max(...sides.map(([low, high], i) =>
    Math.max(high - middle[i], middle[i] - low))) + 0.3;
  return around(middle, SIZES.find((size) => size >= reach) ?? SIZES.at(-1));
}

// The window on the way: from x to z in its first half, from z to a then.
function windowAt(t, view, Z, A, n) {
  const [start, end] = t <= 0.5 ? [view, windowOf(Z, n)] : [windowOf(Z, n), windowOf(A, n)];
  const part = t <= 0.5 ? 2 * t : 2 * t - 1;
  return start.map((side, i) => side.map((edge, k) => edge + part * (end[i][k] - edge)));
}

export function readPlane(model) {
  const get = (name) => model.get(name), numbers = (...names) => Float64Array.from(names, get);
  const phi = get("activations")[get("activation_index")];
  const data = get("datasets")[get("data_index")], t = get("morph");
  const table = data === "moons" ? get("points") : XOR, n = table.length;
  const X = Float64Array.from(table.flatMap((row) => [row[0], row[1]]));
  const y = table.map((row) => row[2]);
  const W = numbers("w11", "w12", "w21", "w22"), b = numbers("b1", "b2");
  const v = numbers("v1", "v2"), c = get("c"), x = numbers("x1", "x2");
  const [Z, A, P] = range(3).map(() => new Float64Array(2 * n));
  journey(phi, X, W, b, n, t, Z, A, P);
  const s = affine(A, v, [c], n, 2, 1, new Float64Array(n));
  const right = y.map((label, i) => (s[i] > 0) === (label === 1));
  const [z, a, p] = range(3).map(() => new Float64Array(2));
  journey(phi, x, W, b, 1, t, z, a, p);
  const view = viewOf(X, n);
  return {
    phi, n, t, X, y, W, b, v, c, Z, P, right, x, z, a, p, view,
    readout: get("readout"), labelled: data === "XOR",
    score: a[0] * v[0] + a[1] * v[1] + c,
    nRight: right.filter(Boolean).length, splits: separable(A, y),
    there: windowAt(t, view, Z, A, n),
  };
}
