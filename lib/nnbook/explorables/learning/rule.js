// The learning rule, as nnbook/learning.py has it, and what its epochs come to.

import { activate, affine } from "../kit/nn.js";

// One entry for each row shown: what was said of it, with the weights of before
// (`from`), and what they are afterwards; `start` is { w, b }. It ends after an
// epoch without a mistake.
export function perceptronRule(points, rate, epochs, start) {
  const trace = [], z = [0], a = [0];
  let { w, b } = start;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    let wrong = 0;
    for (const [row, [x1, x2, target]] of points.entries()) {
      const x = [x1, x2], from = { w, b };
      activate("step", affine(x, w, [b], 1, 2, 1, z), a);
      const e = target - a[0];
      w = w.map((weight, i) => weight + rate * e * x[i]);
      b += rate * e;
      wrong += e !== 0;
      trace.push({ epoch, row, x, z: z[0], a: a[0], target, e, from, w, b });
    }
    if (!wrong) break;
  }
  return trace;
}

const near = (one, other) => Math.abs(one - other) < 1e-9;
const alike = (one, other) => near(one.b, other.b) && one.w.every((v, i) => near(v, other.w[i]));

// Each epoch of a trace of n rows: its number of mistakes, and `same`, the first
// epoch that ended with the same weights; 0 is the start, null if there is none.
export function epochsOf(trace, n) {
  const ends = trace.length ? [trace[0].from] : [], epochs = [];
  for (let k = 0; k < trace.length; k += n) {
    const rows = trace.slice(k, k + n), mistakes = rows.filter(({ e }) => e !== 0).length;
    const last = rows.at(-1), same = ends.findIndex((end) => alike(end, last));
    epochs.push({ mistakes, same: mistakes && same >= 0 ? same : null });
    ends.push(last);
  }
  return epochs;
}
