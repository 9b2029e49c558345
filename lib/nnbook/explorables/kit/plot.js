// Plots: axes with ticks, curves of activations, colours for a canvas.

import { titled } from "./called.js";
import { set, svg } from "./dom.js";
import { ACTIVATION_LABELS, activate } from "./nn.js";
import { clamp, fmt, range } from "./numbers.js";
import { readColour } from "./theme.js";

// ---- The whole numbers of an axis, at most `most` of them.

export function wholeNumbers([low, high], most = Infinity) {
  const whole = range(Math.floor(high) - Math.ceil(low) + 1).map((i) => Math.ceil(low) + i);
  return whole.filter((v) => v % Math.ceil(whole.length / most) === 0);
}

export const tick = (x, y, text, anchor = "middle", kind = "nn-dim") => svg("text", {
  x, y, class: kind, "text-anchor": anchor,
}, text);

// ---- An activation as a curve.

// Half the width of a little plot that holds z: 4, or the next power of two.
export const reachOf = (z) => (Math.abs(z) <= 4 ? 4 : 2 ** Math.ceil(Math.log2(Math.abs(z))));

// The activation's range, for z between −reach and reach.
export function heights(phi, reach) {
  if (phi === "tanh") return [-1, 1];
  if (phi === "identity") return [-reach, reach];
  return [0, phi === "relu" ? reach : 1];
}

// The step is drawn as its two halves: what jumps has no line between.
function activationPath(phi, low, high, toX, toY, samples = 81) {
  if (phi === "step") {
    return `M${toX(low)} ${toY(0)}H${toX(0)}M${toX(0)} ${toY(1)}H${toX(high)}`;
  }
  const z = range(samples).map((i) => low + (high - low) * i / (samples - 1));
  const a = activate(phi, z, new Float64Array(samples));
  return "M" + z.map((v, i) => `${toX(v).toFixed(1)} ${toY(a[i]).toFixed(1)}`).join("L");
}

// The activation node, which is its own plot, with z and a in it.
export function makeActivation(q = {}) {
  const box = svg("rect", { class: "nn-node", rx: 9 });
  const axes = svg("path", { class: "nn-axis" });
  const guide = svg("path", { class: "nn-guide" });
  const curve = svg("path", { class: "nn-curve" });
  const dot = svg("circle", { class: "nn-dot", r: 5 });
  const nodes = [box, axes, guide, curve, dot];
  if (q.box) set(box, { "data-q": q.box });
  if (q.dot) for (const node of [guide, dot]) set(node, { "data-q": q.dot });

  let drawn = ""; // the curve changes seldom, the point on it always
  function draw(phi, z, a, [x0, y0, width, height], pad = 11) {
    const reach = reachOf(z), [low, high] = heights(phi, reach);
    const toX = (v) => x0 + pad + (v + reach) / (2 * reach) * (width - 2 * pad);
    const toY = (v) => y0 + height - pad - (v - low) / (high - low) * (height - 2 * pad);
    const place = `${phi} ${reach} ${x0} ${y0} ${width}`;
    if (drawn !== place) {
      set(box, { x: x0, y: y0, width, height });
      const across = `M${toX(-reach)} ${toY(0)}H${toX(reach)}`;
      set(axes, { d: `${across}M${toX(0)} ${y0 + 4}V${y0 + height - 4}` });
      set(curve, { d: activationPath(phi, -reach, reach, toX, toY) });
      drawn = place;
    }
    const px = toX(clamp(z, -reach, reach)), py = toY(clamp(a, low, high));
    set(dot, { cx: px, cy: py });
    return { px, py, toX, toY, high, guide: `M${px} ${toY(0)}V${py}` };
  }
  return { nodes, box, guide, dot, draw };
}

export const activationName = (phi) => ACTIVATION_LABELS[phi];

// ---- Straight lines.

// Where w1·x + w2·y + b = 0 crosses the box [[left, right], [bottom, top]], as
// two points; null if it does not.
export function lineInBox(w1, w2, b, [[left, right], [bottom, top]]) {
  if (w1 === 0 && w2 === 0) return null;
  const found = [];
  for (const x of [left, right]) {
    const y = -(w1 * x + b) / w2;
    if (w2 !== 0 && y >= bottom && y <= top) found.push([x, y]);
  }
  for (const y of [bottom, top]) {
    const x = -(w2 * y + b) / w1;
    if (w1 !== 0 && x >= left && x <= right) found.push([x, y]);
  }
  const far = (p, q) => Math.hypot(p[0] - q[0], p[1] - q[1]) > 1e-9;
  const second = found.find((p) => far(p, found[0]));
  return second ? [found[0], second] : null;
}

// ---- Colours.

export const signColours = (node) => ({
  pos: readColour(node, "--pos"), neg: readColour(node, "--neg"),
});

export const wholeTick = (x, y, v, anchor = "middle") => tick(x, y, fmt(v, 0), anchor);

// What the two axes of a frame [left, top, width, height] are called. An upright
// one with a name has it above the frame, else `down` from its top.
export function axisNames([left, top, width, height], symbols, [nameX, nameY], down = 24) {
  const right = left + width, y = top + height + 33;
  return [
    titled(symbols[0], nameX, nameX ? { x: right, y, "text-anchor": "end" } : { x: right - 18, y }),
    titled(symbols[1], nameY, nameY ? { x: left, y: top - 8 } : { x: 12, y: top + down })];
}
