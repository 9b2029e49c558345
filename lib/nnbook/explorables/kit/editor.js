// A slider and a field for one number, open beside the place that it belongs
// to: where there are more numbers than sliders have room.

import { html, say, set } from "./dom.js";
import { keyStep, walker } from "./handle.js";
import { clamp, fmt, sign, snap, written } from "./numbers.js";
import { typedNumber, unread } from "./typed.js";

// In a picture it covers the headings, else it stands above the face: it hides
// no number.
function putBy(place, box) {
  const face = place.closest(".nnx-body > *");
  face.append(box);
  const about = face.getBoundingClientRect(), at = place.getBoundingClientRect();
  const left = (at.left + at.right) / 2 - about.left - box.offsetWidth / 2;
  box.style.left = `${clamp(left, 0, Math.max(0, about.width - box.offsetWidth))}px`;
  box.style.top = place.ownerSVGElement ? "14px" : `${-box.offsetHeight}px`;
}

// `open(number, place, typed)` is what a slider's `open` wants: `place` is a
// node of any face, `typed` what a reader began to type. A number that has
// `symbol()`, a node, and `q`, its quantity, shows them. The result is a part
// without a face, to be drawn before the parts that open it.
export function makeEditor(signal) {
  const name = html("span");
  const range = html("input", { type: "range", step: "any" });
  const field = html("input", { type: "text", autocomplete: "off" });
  const reason = html("span", { class: "nn-reason", role: "alert" });
  const box = html("div", { class: "nnx-editor", role: "group" }, name, range, field, reason);
  let number = null, home = null;
  const on = (node, kind, act) => node.addEventListener(kind, act, { signal });
  function draw() {
    if (!number) return;
    const value = number.get(), [low, high] = number.usual();
    set(range, {
      min: Math.min(low, value), max: Math.max(high, value), "aria-valuetext": fmt(value),
      "data-sign": sign(value),
    });
    range.value = value;
    if (document.activeElement !== field) field.value = written(value);
  }
  function complain(text) {
    say(reason, text);
    field.toggleAttribute("aria-invalid", Boolean(text));
  }
  function close(refocus = false) {
    if (!number) return;
    number = null; // first: taking the focused field away ends its focus
    box.remove();
    if (refocus) home.focus({ preventScroll: true });
  }
  // Whether what stands in the field is the number now.
  function commit() {
    const value = typedNumber(field.value), [least, most] = number.most();
    const fits = value >= least && value <= most;
    const within = `not in ${written(least)} to ${most}`;
    const why = Number.isFinite(value) ? within : unread(field.value);
    complain(fits ? "" : why);
    if (fits) number.set(value);
    return fits;
  }

  const walk = walker(() => number);
  on(range, "input", () => { complain(""); number.set(snap(Number(range.value))); });
  // A finger that goes up or down scrolls the page: what it did is undone.
  let before = 0;
  on(range, "pointerdown", () => { before = number.get(); });
  on(range, "pointercancel", () => number?.set(before));
  on(range, "keydown", (event) => {
    const steps = keyStep(event);
    if (!steps) return;
    event.preventDefault();
    complain("");
    walk(steps);
  });
  on(field, "change", () => { if (number) commit(); });
  on(box, "keydown", (event) => {
    if (event.key === "Escape") close(true);
    else if (event.key === "Enter" && (event.target !== field || commit())) close(true);
  });
  on(box, "focusout", (event) => { if (!box.contains(event.relatedTarget)) close(); });

  function open(what, node, typed) {
    if (what.locked()) return;
    close();
    number = what;
    home = node;
    name.replaceChildren(what.symbol?.() ?? what.name);
    box.dataset.q = what.q ?? what.name;
    for (const each of [box, range]) set(each, { "aria-label": what.label });
    // The keys for decimals have no minus sign on a phone.
    const inputmode = what.most()[0] < 0 ? "text" : "decimal";
    set(field, { inputmode, "aria-label": `${what.label}, as a number` });
    complain("");
    putBy(node, box);
    draw();
    field.value = typed ?? written(what.get());
    field.focus({ preventScroll: true });
    if (!typed) field.select();
  }
  return { open, close, draw, cancel: close };
}
