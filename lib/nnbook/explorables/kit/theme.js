// The colours of the page around a picture, and when they change.

import { html } from "./dom.js";

// A CSS colour as [r, g, b], whatever notation the page's theme uses.
export function readColour(node, name) {
  const context = html("canvas", { width: 1, height: 1 }).getContext("2d");
  context.fillStyle = getComputedStyle(node).getPropertyValue(name).trim();
  context.fillRect(0, 0, 1, 1);
  return context.getImageData(0, 0, 1, 1).data;
}

// Calls `act` when the page's theme changes, or the reader's own colours take
// its place; returns what ends that.
export function onTheme(act) {
  const theme = new MutationObserver(act), forced = matchMedia("(forced-colors: active)");
  forced.addEventListener("change", act);
  for (const node of [document.documentElement, document.body]) {
    theme.observe(node, {
      attributes: true,
      attributeFilter: ["data-theme", "data-jp-theme-light", "class", "theme", "style"],
    });
  }
  return () => {
    theme.disconnect();
    forced.removeEventListener("change", act);
  };
}

// Where the page has no colours for pictures, as a notebook's has none: dark
// ones for a page that writes in light letters. Each program that shows
// notebooks has another name for its dark theme.
export function setNight(el) {
  const outer = el.closest(".nnx-panel") ?? el, page = outer.parentElement;
  const [red, green, blue] = getComputedStyle(page).getPropertyValue("--nn-ink") ? [0, 0, 0]
    : readColour(page, "color");
  const night = 0.21 * red + 0.72 * green + 0.07 * blue > 128;
  for (const node of [outer, el]) node.toggleAttribute("data-night", night);
}

// The same now and whenever the page's theme changes; returns what ends that.
export function followNight(el) {
  const act = () => { if (el.isConnected) setNight(el); };
  requestAnimationFrame(act); // a notebook puts it into the page later
  return onTheme(act);
}
