// A button that copies the code in its data-code.

import { html, say } from "./draw.js";

export function copyButton(signal) {
  const button = html("button", { type: "button" }, "copy");
  button.addEventListener("click", async () => {
    say(button, await toClipboard(button.dataset.code) ? "copied" : "select and copy");
    setTimeout(() => say(button, "copy"), 1500);
  }, { signal });
  return button;
}

// All the digits that matter, without the 0.30000000000000004 of binary sums.
export const pythonNumber = (value) => {
  const text = String(Number(value.toPrecision(15)));
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
