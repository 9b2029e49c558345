// The code: lines with live numbers, and what the buttons below them copy, which
// runs as it stands and gives the page's numbers in every digit.

import { html, live, rebuilt, say, set } from "./dom.js";

// ---- Python.

// Every digit: running the code gives what the picture was drawn from.
export const pythonNumber = (value) => {
  const text = String(value || 0);
  return /[.e]/.test(text) ? text : text + ".0";
};
const pythonList = (v) => (typeof v === "number" ? pythonNumber(v)
  : `[${Array.from(v, pythonList).join(", ")}]`);
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
const inNumpy = (name, z) => `${name}(${z})`;
export const inTorch = (name, z) => ({
  identity: z, step: `(${z} > 0).double()`, relu: `torch.relu(${z})`,
  sigmoid: `torch.sigmoid(${z})`, tanh: `torch.tanh(${z})`,
}[name]);

// The same lines in both libraries: `lines(state, array, act)` writes them with
// `array(values)` and `act(name, z)`; `names(state)` are its activations.
export const bothLibraries = (names, lines) => [
  ["copy NumPy", (state) => [
    ...numpyHead(names(state)), ...lines(state, arrayCode, inNumpy), ""].join("\n")],
  ["copy PyTorch", (state) => [
    "import torch", "", ...lines(state, tensorCode, inTorch), ""].join("\n")],
];

// ---- What is shown: spans in lines.

export const span = (q, read) => live(html("span", q ? { "data-q": q } : {}), read);
export const part = (...children) => html("span", { class: "nn-part" }, ...children);
export const comment = (...children) => html("span", { class: "nn-comment" }, "  # ", ...children);
export const listed = (spans) => [
  "[", ...spans.flatMap((each, i) => (i ? [", ", each] : [each])), "]"];

// The face: `lines(state)` are its parts, made anew when `key(state)` differs,
// `programs` are [name, write(state)] of each button, `more` other buttons.
// A name may be a function of the state. A program is written when asked for.
export function codeFace(model, signal, lines, programs, { key = () => "", more = [] } = {}) {
  const code = html("code"), write = rebuilt(code, key, lines);
  let state = null;
  const renamed = ([name]) => typeof name === "function";
  const buttons = programs.map(([name, program]) => copyButton(
    signal, renamed([name]) ? "" : name, () => program(state)));
  for (const button of buttons) set(button, { "data-copies": "program" });
  const face = html("div", { class: "nnx-code" },
    html("pre", { translate: "no" }, code), takeRow(model, signal, ...buttons, ...more));
  function draw(now) {
    state = now;
    write(state);
    programs.forEach((each, i) => { if (renamed(each)) rename(buttons[i], each[0](state)); });
  }
  return { face, buttons, draw };
}

// ---- Copying.

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

function rename(button, name) {
  if (button.dataset.name === name) return;
  button.dataset.name = name;
  say(button, name);
}

// It copies what `make` returns, null if it cannot.
function copyButton(signal, name, make) {
  const button = html("button", { type: "button" }, name);
  button.program = make;
  const spoken = html("span", { class: "nnx-sr", "aria-live": "polite" });
  let timer = 0;
  const tell = (text) => {
    say(button, text);
    say(spoken, text);
    clearTimeout(timer);
    timer = setTimeout(() => {
      say(button, button.dataset.name ?? name);
      say(spoken, "");
    }, 1500);
  };
  button.addEventListener("click", async () => {
    const text = make();
    if (text === null) return tell("too long for a link");
    return tell(await toClipboard(text, button) ? "copied" : "select and copy");
  }, { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
  button.spoken = spoken;
  return button;
}

// The row of buttons below the code. A link is to a page of the book: a live
// notebook has none, and its models cannot make one.
function takeRow(model, signal, ...buttons) {
  const link = model.link && copyButton(signal, "copy link", () => model.link());
  return html("div", { class: "nnx-take" }, ...[...buttons, ...(link ? [link] : [])].flatMap(
    (button) => (button.spoken ? [button, button.spoken] : [button])));
}
