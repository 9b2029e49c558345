// Numbers, as pictures, equations and code write them.

export const range = (n) => Array.from({ length: n }, (_, i) => i);
export const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
export const sign = (value) => (value > 0 ? "pos" : value < 0 ? "neg" : "zero");

// Two decimals and a true minus sign; never "−0.00", never NaN or Infinity.
export function fmt(value, digits = 2) {
  if (!Number.isFinite(value)) return "too large";
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? "−" + text : text;
}

// The same number as Python writes it.
export const code = (value, digits = 2) => fmt(value, digits).replace("−", "-");

// In an equation a negative number wears brackets: 0.5·(−2.00).
export const bracketed = (text) => (text.startsWith("−") ? `(${text})` : text);
export const factor = (value) => bracketed(fmt(value));

// Two decimals where they fit; sums of many large numbers do not.
const scientific = (value, digits) => value.toExponential(digits)
  .replace("+", "").replaceAll("-", "−");
export const long = (value) => (Math.abs(value) < 1e5 ? fmt(value) : scientific(value, 1));
// In a circle or a cell: no more than five digits.
export function short(value) {
  const size = Math.abs(value);
  return size < 99.995 ? fmt(value) : size < 9999.5 ? fmt(value, 0) : scientific(value, 0);
}

// A number in every digit.
export const written = (value) => String(value).replace("-", "−");

// A weight's line is 1 to 7 px thick; |weight| of 3 or more is the thickest.
export const thickness = (weight) => 1 + 2 * clamp(Math.abs(weight), 0, 3);

const DOWN = "₀₁₂₃₄₅₆₇₈₉", UP = "⁰¹²³⁴⁵⁶⁷⁸⁹";
export const subscript = (i) => String(i).replace(/\d/g, (d) => DOWN[d]);
export const superscript = (i) => String(i).replace(/\d/g, (d) => UP[d]);

// ---- Steps of a handle, of a slider's key.

export const STEP = 0.05;

// On whole steps: 24 of 0.05 are 1.2, not 1.2000000000000002.
export const snap = (value) => Number((Math.round(value / STEP) * STEP).toFixed(2));

function decimals(value) {
  const [digits, power = 0] = String(value).split("e");
  return Math.max(0, (digits.split(".")[1]?.length ?? 0) - power);
}

// So many steps from where it is, with the decimals that it has: 0.59 becomes
// 0.64, and comes back to 0.59. No step leaves it as it is, in every digit.
export const stepped = (value, steps) => (steps
  ? Number((value + steps * STEP).toFixed(clamp(decimals(value), 2, 15))) : value);
