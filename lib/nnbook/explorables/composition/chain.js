// A chain of functions of one number, the same as composition.py.

import { activate } from "../kit/nn.js";

export const KINDS = ["scale", "shift", "square", "relu", "sigmoid", "step"];
export const KIND_LABELS = {
  scale: "scale", shift: "shift", square: "square", relu: "ReLU",
  sigmoid: "sigmoid", step: "step",
};
// The kinds that have a parameter p are the affine ones: p·t and t + p.
export const hasParameter = (kind) => kind === "scale" || kind === "shift";

// out[i] = f(t[i]) for the function f of that kind; out may be t.
export function applyKind(kind, p, t, out) {
  const n = t.length;
  if (kind === "scale") {
    for (let i = 0; i < n; i++) out[i] = p * t[i];
  } else if (kind === "shift") {
    for (let i = 0; i < n; i++) out[i] = t[i] + p;
  } else if (kind === "square") {
    for (let i = 0; i < n; i++) out[i] = t[i] * t[i];
  } else {
    activate(kind, t, out);
  }
  return out;
}

const single = new Float64Array(1);

// [x, f1(x), f2(f1(x)), ...] for steps [{ kind, p }, ...].
export function chainValues(steps, x) {
  const values = [x];
  for (const { kind, p } of steps) {
    single[0] = values[values.length - 1];
    values.push(applyKind(kind, p, single, single)[0]);
  }
  return values;
}

// [slope, intercept] of steps that are all affine, as one map; else null.
export function affineMap(steps) {
  let slope = 1, intercept = 0;
  for (const { kind, p } of steps) {
    if (!hasParameter(kind)) return null;
    if (kind === "scale") { slope *= p; intercept *= p; } else intercept += p;
  }
  return [slope, intercept];
}
