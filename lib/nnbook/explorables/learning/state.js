// Everything that a frame needs; the trace is kept while nothing in it changes.

import { clamp } from "../kit/numbers.js";
import { dataOf, pointsOf } from "../kit/points.js";
import { epochsOf, perceptronRule } from "./rule.js";

export const makeTrace = () => ({ key: "", trace: [], epochs: [] });

export function readLearning(model, own) {
  const points = pointsOf(model), rate = model.get("rate"), most = model.get("epochs");
  const start = { w: [model.get("w1"), model.get("w2")], b: model.get("bias") };
  const key = JSON.stringify([points, rate, most, start]);
  if (own.key !== key) {
    const trace = perceptronRule(points, rate, most, start);
    Object.assign(own, { key, trace, epochs: epochsOf(trace, points.length) });
  }
  const { trace, epochs } = own, n = points.length;
  const step = clamp(model.get("step"), 0, trace.length), now = trace[step - 1] ?? null;
  const { w, b } = now ?? start;
  const z = points.map(([x1, x2]) => w[0] * x1 + w[1] * x2 + b);
  const right = points.map((point, i) => (z[i] > 0) === (point[2] === 1));
  return {
    points, data: dataOf(model), rate, start, trace, step, now, w, b, z, right, n, phi: "step",
    from: now?.from ?? start, done: epochs.slice(0, Math.floor(step / n)),
    ended: step > 0 && step % n === 0, extent: model.get("extent"),
  };
}
