// Code to copy: numbers as Python reads them, and a button that copies.

import { html, say } from "./draw.js";

// All the digits that matter, without the 0.30000000000000004 of binary sums.
export const pythonNumber = (value) => {
  const text = String(Number(value.toPrecision(14)));
  return /[.e]/.test(text) ? text : text + ".0";
};

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

// Its `data-code` is what it copies.
export function copyButton(signal) {
  const button = html("button", { type: "button" }, "copy");
  let timer = 0;
  button.addEventListener("click", async () => {
    say(button, await toClipboard(button.dataset.code) ? "copied" : "select and copy");
    clearTimeout(timer);
    timer = setTimeout(() => say(button, "copy"), 1500);
  }, { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
  return button;
}
