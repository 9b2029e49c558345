// Where everything of the chain is, for n functions at this width.

import { clamp, range } from "../kit/numbers.js";

export const BOX = 82;
export const BOX_HEIGHT = 72;
export const PILL = 62; // the ends of the chain
const OUTER = 17; // their arrows
const LEAST = 54; // px between two boxes

export const fits = (n, width) => width >= 2 * (PILL + OUTER) + n * BOX + (n - 1) * LEAST;

// From left to right.
export function across(n, width) {
  const free = width - 2 * (PILL + OUTER) - n * BOX;
  const gap = n > 1 ? clamp(free / (n - 1), LEAST, 104) : 0;
  const total = 2 * (PILL + OUTER) + n * BOX + (n - 1) * gap;
  const left = (width - total) / 2, middle = 64, end = left + total;
  const boxLeft = (i) => left + PILL + OUTER + i * (BOX + gap);
  const xs = range(n).map((i) => boxLeft(i) + BOX / 2);
  return {
    sideways: true, height: 170, centres: xs, above: -30,
    boxes: xs.map((x) => [x, middle]),
    input: [left + PILL / 2, middle], output: [end - PILL / 2, middle],
    names: xs.map((x) => [x, middle - BOX_HEIGHT / 2 - 13]),
    chips: xs.map((x) => [x, middle + BOX_HEIGHT / 2 + 18]),
    selects: xs.map((x) => [x - BOX / 2 - 2, middle + BOX_HEIGHT / 2 + 37]),
    swaps: xs.slice(1).map((x) => [x - BOX / 2 - gap / 2, middle + 28]),
    arrows: range(n + 1).map((i) => {
      const from = i ? boxLeft(i - 1) + BOX : left + PILL, to = i < n ? boxLeft(i) : end - PILL;
      return { from: [from, middle], to: [to, middle], value: [(from + to) / 2, middle - 16] };
    }),
  };
}

// From the top down, where there is no room for that.
export function down(n, width) {
  const x = 56 + Math.max(0, (width - 260) / 2), top = 38, unit = BOX_HEIGHT + 56;
  const first = top + OUTER;
  const ys = range(n).map((i) => first + i * unit + BOX_HEIGHT / 2);
  const end = first + (n - 1) * unit + BOX_HEIGHT + OUTER;
  return {
    sideways: false, height: end + 40, centres: ys, above: 0,
    boxes: ys.map((y) => [x, y]),
    input: [x, 19], output: [x, end + 19],
    names: ys.map((y) => [x + BOX / 2 + 20, y - 20]),
    chips: ys.map((y) => [x + BOX / 2 + 58, y + 16]),
    selects: ys.map((y) => [x + BOX / 2 + 36, y - 34]),
    swaps: ys.slice(1).map((y) => [x + BOX / 2 + 110, y - unit / 2]),
    arrows: range(n + 1).map((i) => {
      const from = i ? ys[i - 1] + BOX_HEIGHT / 2 : top, to = i < n ? ys[i] - BOX_HEIGHT / 2 : end;
      return { from: [x, from], to: [x, to], value: [x + 40, (from + to) / 2] };
    }),
  };
}
