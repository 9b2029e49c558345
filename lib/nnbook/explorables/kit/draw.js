// Small helpers for pictures: numbers, SVG and MathML elements, one redraw a
// frame, dragging, and lighting up one quantity in every face at once.

const SVG = "http://www.w3.org/2000/svg";
const MATHML = "http://www.w3.org/1998/Math/MathML";

function make(namespace, tag, attributes, children) {
  const node = namespace
    ? document.createElementNS(namespace, tag) : document.createElement(tag);
  set(node, attributes);
  node.append(...children);
  return node;
}

export const html = (tag, attributes = {}, ...children) =>
  make(null, tag, attributes, children);
export const svg = (tag, attributes = {}, ...children) =>
  make(SVG, tag, attributes, children);
export const math = (tag, attributes = {}, ...children) =>
  make(MATHML, tag, attributes, children);

// Write attributes, leaving alone those that already hold the value. A strict
// policy lets no script write a style attribute, but the style itself.
export function set(node, attributes) {
  for (const name in attributes) {
    const value = String(attributes[name]);
    if (name === "style") node.style.cssText = value;
    else if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  }
}

// Write an element's text, if it differs.
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// Two decimals and a true minus sign; never "−0.00", never NaN or Infinity.
export function fmt(value, digits = 2) {
  if (!Number.isFinite(value)) return "too large";
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? "−" + text : text;
}

// The same number as Python writes it.
export const code = (value, digits = 2) => fmt(value, digits).replace("−", "-");

// In an equation a negative number wears brackets: 0.5·(−2.00).
export const factor = (value) => {
  const text = fmt(value);
  return text.startsWith("−") ? `(${text})` : text;
};

export const sign = (value) => (value > 0 ? "pos" : value < 0 ? "neg" : "zero");
export const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

// A weight's line is 1 to 7 px thick; |weight| of 3 or more is the thickest.
export const thickness = (weight) => 1 + 2 * clamp(Math.abs(weight), 0, 3);

const DIGITS = "₀₁₂₃₄₅₆₇₈₉";
export const subscript = (i) => String(i).replace(/\d/g, (d) => DIGITS[d]);

// Returns `request`, which runs `draw` in the next frame, once however often
// it is asked, and `request.cancel` for the cleanup. An error of `draw` is told
// to the page by an event of `el`.
export function eachFrame(draw, el) {
  let frame = 0;
  const request = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      try {
        draw();
      } catch (error) {
        console.error(error);
        el.dispatchEvent(new Event("fault"));
      }
    });
  };
  request.cancel = () => { cancelAnimationFrame(frame); frame = 0; };
  return request;
}

// Elements that show a quantity carry data-q="w1" (or several: "w1 z").
// Pointing at one, or focusing it, lights all that carry the same name below
// `scope`: sliders too, by their class nn-q-w1.
export function lightUp(scope, signal) {
  const nameOf = (target) => {
    if (!(target instanceof Element)) return null;
    const own = target.closest("[data-q]");
    if (own && scope.contains(own)) return own.dataset.q.split(" ")[0];
    const slider = target.closest("[class*='nn-q-']");
    return slider && /nn-q-(\w+)/.exec(slider.className)?.[1];
  };
  const show = (name) => {
    if (scope.dataset.hot === (name ?? "")) return;
    scope.dataset.hot = name ?? "";
    for (const node of scope.querySelectorAll("[data-q]")) {
      node.classList.toggle(
        "nn-hot", Boolean(name) && node.dataset.q.split(" ").includes(name));
    }
    for (const node of scope.querySelectorAll("[class*='nn-q-']")) {
      node.classList.toggle(
        "nn-hot", Boolean(name) && node.classList.contains(`nn-q-${name}`));
    }
  };
  const focused = () => nameOf(
    scope.contains(document.activeElement) ? document.activeElement : null);
  scope.addEventListener(
    "pointerover", (e) => show(nameOf(e.target) ?? focused()), { signal });
  scope.addEventListener("pointerleave", () => show(focused()), { signal });
  scope.addEventListener("focusin", (e) => show(nameOf(e.target)), { signal });
  scope.addEventListener(
    "focusout", (e) => show(nameOf(e.relatedTarget)), { signal });
}

// Call `move(event, start)` while `node` is dragged; `begin` may return a start value.
export function drag(node, begin, move, signal) {
  let start = null;
  const stop = () => { start = null; node.classList.remove("nn-drag"); };
  node.addEventListener("pointerdown", (event) => {
    if (event.button || node.getAttribute("aria-disabled") === "true") return;
    event.preventDefault();
    node.focus({ preventScroll: true });
    node.setPointerCapture(event.pointerId);
    node.classList.add("nn-drag");
    start = { event, value: begin(event) };
  }, { signal });
  node.addEventListener("pointermove", (event) => {
    if (start) move(event, start);
  }, { signal });
  for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) {
    node.addEventListener(name, stop, { signal });
  }
}

// Arrow keys as on a slider: one step, ten with Shift or Page; Home, End.
export function keyStep(event) {
  const steps = {
    ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1,
    PageUp: 10, PageDown: -10, Home: -Infinity, End: Infinity,
  };
  if (event.ctrlKey || event.metaKey || event.altKey) return 0;
  return (steps[event.key] ?? 0) * (event.shiftKey ? 10 : 1);
}

// A polite live region that speaks once the reader has stopped moving.
export function announcer(node, wait = 700) {
  let timer = 0;
  const announce = (text) => {
    clearTimeout(timer);
    timer = setTimeout(() => say(node, text), wait);
  };
  announce.cancel = () => clearTimeout(timer);
  return announce;
}
