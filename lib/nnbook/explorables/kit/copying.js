// Code to take along: numbers as Python has them, the functions that it
// needs, and the row of buttons that copy.

import { html, say } from "./draw.js";

// Every digit: running the code gives what the picture was drawn from.
export const pythonNumber = (value) => {
  const text = String(value || 0);
  return /[.e]/.test(text) ? text : text + ".0";
};
const pythonList = (v) => (typeof v === "number" ? pythonNumber(v) : `[${Array.from(v, pythonList).join(", ")}]`);
// A line of code and what the page makes of it, in every digit.
export const noted = (line, value) => `${line}  # ${pythonList(value)}`;
export const arrayCode = (values) => `np.array(${pythonList(values)})`;
export const tensorCode = (values) => `torch.tensor(${pythonList(values)}, dtype=torch.float64)`;

// The activation functions and their slopes in NumPy, and in PyTorch.
const BODIES = {
  identity: ["return z"], step: ["return (z > 0) * 1.0"], relu: ["return np.maximum(0.0, z)"],
  tanh: ["return np.tanh(z)"],
  sigmoid: ["e = np.exp(-np.abs(z))", "return np.where(z >= 0, 1.0, e) / (1 + e)"],
  d_identity: ["return 1.0 + 0 * z"], d_step: ["return 0.0 * z"], d_relu: ["return (z > 0) * 1.0"],
  d_tanh: ["e = np.exp(-2 * np.abs(z))", "return 4 * e / (1 + e) ** 2"],
  d_sigmoid: ["e = np.exp(-np.abs(z))", "return e / (1 + e) ** 2"],
};
export const numpyHead = (names) => ["import numpy as np", "", "",
  ...[...new Set(names)].sort().flatMap((name) => [
    `def ${name}(z):`, ...BODIES[name].map((line) => `    ${line}`), "", ""])];
export const inTorch = (name, z) => ({
  identity: z, step: `(${z} > 0).double()`, relu: `torch.relu(${z})`,
  sigmoid: `torch.sigmoid(${z})`, tanh: `torch.tanh(${z})`,
}[name]);

async function toClipboard(text, home) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No clipboard on a page opened from disk: the old way.
    const area = html("textarea", { class: "nnx-sr" });
    area.value = text;
    home.after(area); // near: a modal dialog leaves nothing else selectable
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    home.focus({ preventScroll: true });
    return done;
  }
}

// Its `data-code` is what it copies; or what `make` returns, null if it cannot.
export function copyButton(signal, name = "copy", make = null) {
  const button = html("button", { type: "button" }, name);
  const live = html("span", { class: "nnx-sr", "aria-live": "polite" });
  button.program = make ?? (() => button.dataset.code);
  if (!make) button.dataset.copies = "program";
  let timer = 0;
  const tell = (text) => {
    say(button, text);
    say(live, text);
    clearTimeout(timer);
    timer = setTimeout(() => { say(button, button.dataset.name ?? name); say(live, ""); }, 1500);
  };
  button.addEventListener("click", async () => {
    const text = make ? make() : button.dataset.code;
    if (text === null) return tell("too long for a link");
    return tell(await toClipboard(text, button) ? "copied" : "select and copy");
  }, { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
  button.live = live;
  return button;
}

// The row of buttons below the code. A link is to a page of the book: a live
// notebook has none, and its models cannot make one.
export function takeRow(model, signal, ...buttons) {
  const all = model.link ? [...buttons, copyButton(signal, "copy link", () => model.link())] : buttons;
  return html("div", { class: "nnx-take" }, ...all.flatMap((button) => (button.live ? [button, button.live] : [button])));
}
