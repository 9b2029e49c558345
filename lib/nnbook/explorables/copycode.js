// Code that a reader can take along: numbers as Python has them, and a
// button that copies `button.dataset.code`.

import { html, say } from "./draw.js";

// All the digits that matter, without the 0.30000000000000004 of binary sums.
export const exact = (value) => {
  const text = String(Number(value.toPrecision(15)));
  return /[.e]/.test(text) ? text : text + ".0";
};

// np.array of numbers, nested as they are.
export const arrayCode = (values) => {
  const inner = (v) => (Array.isArray(v) ? `[${v.map(inner).join(", ")}]` : exact(v));
  return `np.array(${inner(values)})`;
};

export function copyButton(signal) {
  const button = html("button", { type: "button" }, "copy");
  let timer = 0;
  signal.addEventListener("abort", () => clearTimeout(timer));
  button.addEventListener("click", async () => {
    say(button, await toClipboard(button.dataset.code) ? "copied" : "select and copy");
    timer = setTimeout(() => say(button, "copy"), 1500);
  }, { signal });
  return button;
}

async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No clipboard on a page opened from disk: the old way.
    const area = html("textarea", { class: "nnx-sr" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
