// Everything that a frame needs, calculated once; and the swap of two functions.

import { bracketed, code, fmt, range, superscript } from "../kit/numbers.js";
import { KINDS, chainValues, hasParameter } from "./chain.js";

export const PLACES = 4;

export function readChain(model) {
  const n = model.get("n");
  const steps = range(n).map((i) => ({
    kind: KINDS[model.get(`f${i + 1}`)], p: model.get(`p${i + 1}`),
  }));
  const x = model.get("x");
  const values = chainValues(steps, x);
  const before = otherOrder(steps, model.get("before"));
  return {
    n, steps, x, values, y: values[n], before,
    beforeY: before ? chainValues(before, x)[n] : null,
    extent: model.get("extent"),
    kinds: steps.map(({ kind }) => kind).join(), // what equation and code are built from
  };
}

// The order before a swap, if it is of the same functions and not the same.
function otherOrder(steps, rows) {
  if (rows.length !== steps.length) return null;
  const text = ({ kind, p }) => (hasParameter(kind) ? `${kind} ${p}` : kind);
  const before = rows.map(([kind, p]) => ({ kind, p }));
  const [old, now] = [before.map(text), steps.map(text)];
  if (old.join() === now.join()) return null;
  return old.sort().join() === now.sort().join() ? before : null;
}

// Exchanges the functions at places i and i + 1, counted from 0.
export function exchange(model, i) {
  const n = model.get("n");
  if (i < 0 || i + 1 >= n) return false;
  const four = [`f${i + 1}`, `f${i + 2}`, `p${i + 1}`, `p${i + 2}`];
  if (four.some((name) => model.locked?.(name))) return false; // all or nothing
  const row = (k) => [KINDS[model.get(`f${k + 1}`)], model.get(`p${k + 1}`)];
  const rows = range(n).map(row);
  const [a, b] = [rows[i], rows[i + 1]];
  model.set("before", rows);
  model.set(`f${i + 1}`, KINDS.indexOf(b[0]));
  model.set(`p${i + 1}`, b[1]);
  model.set(`f${i + 2}`, KINDS.indexOf(a[0]));
  model.set(`p${i + 2}`, a[1]);
  model.save_changes();
  return true;
}

// ---- Numbers of a chain can be large: powers of ten for what would not fit.

export function brief(value) {
  if (Math.abs(value) < 9999.995) return fmt(value);
  const [digits, power] = value.toExponential(2).split("e+");
  return `${digits.replace("-", "−")}·10${superscript(power)}`;
}
export const inBrackets = (value) => bracketed(fmt(value));
export const briefCode = (value) => (
  Math.abs(value) < 9999.995 ? code(value) : value.toExponential(2));
