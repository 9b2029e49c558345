// The plane of two inputs: its frame, its shading by the output, the line z = 0
// and the arrow of w.

import { html, set, svg } from "./dom.js";
import { activate } from "./nn.js";
import { clamp, range } from "./numbers.js";
import { axisNames, lineInBox, signColours, wholeNumbers, wholeTick } from "./plot.js";

// ---- The shading.

// Where it is calculated: densely around z = 0, then sparsely.
const SHADE_Z = range(21).map((i) => 12 * (i / 10 - 1) * Math.abs(i / 10 - 1))
  .flatMap((z) => (z === 0 ? [-1e-6, 1e-6] : [z])); // at 0 the step jumps
const SHADE_A = new Float64Array(SHADE_Z.length);

// How strongly the colour of a point says what a is there, from −1 to 1.
const strength = (phi, a) => (
  phi === "sigmoid" || phi === "step" ? 2 * a - 1 : a / (1 + Math.abs(a)));

// Shades the square by a: blue where z > 0, orange where z < 0. The output
// changes along w alone, so that one gradient in this direction draws it.
function shade(canvas, { w, b, phi, extent: [low, high] }, colours) {
  const context = canvas.getContext("2d");
  const side = canvas.width, unit = side / (high - low);
  const square = w[0] * w[0] + w[1] * w[1];
  const at = (z) => {
    const t = (z - b) / square; // the point t·w has this z
    return [(t * w[0] - low) * unit, (high - t * w[1]) * unit];
  };
  const rgba = (a) => {
    const t = strength(phi, a);
    const [red, green, blue] = t > 0 ? colours.pos : colours.neg;
    return `rgb(${red} ${green} ${blue} / ${(0.41 * Math.min(1, Math.abs(t))).toFixed(3)})`;
  };
  context.clearRect(0, 0, side, side);
  if (square < 1e-12) {
    context.fillStyle = rgba(activate(phi, [b], [0])[0]);
  } else {
    const reach = SHADE_Z.at(-1);
    activate(phi, SHADE_Z, SHADE_A);
    const gradient = context.createLinearGradient(...at(-reach), ...at(reach));
    SHADE_Z.forEach((z, i) => gradient.addColorStop((z + reach) / (2 * reach), rgba(SHADE_A[i])));
    context.fillStyle = gradient;
  }
  context.fillRect(0, 0, side, side);
}

// ---- The frame.

// `parts` lie in it; `names` are what the reader calls the inputs. Before they are
// drawn, `draw(state, width, themed)` returns the scale: toX, toY and the frame.
export function makeSquare(label, names, ...parts) {
  const canvas = html("canvas", { "aria-hidden": true });
  const frame = svg("rect", { class: "nn-frame" }), ticks = svg("g", { class: "nn-ticks" });
  const picture = svg("svg", { role: "group", "aria-label": label }, frame, ticks, ...parts);
  const face = html("div", { class: "nnx-square" }, canvas, picture);
  let scale = null, colours = null, drawn = "";

  function arrange([low, high], width) {
    const left = 30, top = names[1] ? 24 : 6, side = Math.max(60, width - left - 8);
    const height = side + top + 38;
    const toX = (v) => left + (v - low) / (high - low) * side;
    const toY = (v) => top + (high - v) / (high - low) * side;
    scale = { toX, toY, low, high, side, left, top };
    set(picture, { viewBox: `0 0 ${width} ${height}`, width, height });
    canvas.width = canvas.height = Math.round(side * Math.min(2, devicePixelRatio));
    canvas.style.cssText = `left:${left}px;top:${top}px;width:${side}px;height:${side}px`;
    set(frame, { x: left, y: top, width: side, height: side, rx: 3 });
    const axes = `M${toX(0)} ${top}V${top + side}M${left} ${toY(0)}H${left + side}`;
    ticks.replaceChildren(
      ...wholeNumbers([low, high], 6).flatMap((v) => [
        wholeTick(toX(v), top + side + 17, v),
        wholeTick(left - 6, toY(v) + 5, v, "end"),
        svg("path", { class: "nn-axis", d: v === 0 ? axes : "" })]),
      ...axisNames([left, top, side, side], ["x₁", "x₂"], names));
  }
  function draw(state, width, themed) {
    const place = `${width} ${state.extent}`;
    if (drawn !== place) { arrange(state.extent, width); drawn = place; }
    if (themed) colours = signColours(face);
    shade(canvas, state, colours);
    return scale;
  }
  // Where a pointer is, as far as the plane goes.
  function at(event) {
    const { left, top } = picture.getBoundingClientRect(), { low, high, side } = scale;
    const unit = (high - low) / side;
    return [low + (event.clientX - left - scale.left) * unit,
      high - (event.clientY - top - scale.top) * unit].map((v) => clamp(v, low, high));
  }
  return { face, draw, at };
}

// ---- The line z = 0, and the arrow of w from it: paths, empty if there is none.

export function linePath({ w, b, extent }, { toX, toY }) {
  const ends = lineInBox(...w, b, [extent, extent]);
  return ends ? `M${ends.map((p) => `${toX(p[0])} ${toY(p[1])}`).join("L")}` : "";
}

export function arrowPath({ w, b, extent }, { toX, toY }) {
  const size = Math.hypot(...w);
  if (size < 1e-9) return "";
  // From the point of the line that is nearest the picture's middle.
  const centre = (extent[0] + extent[1]) / 2;
  const off = (w[0] * centre + w[1] * centre + b) / (size * size);
  const from = [centre - off * w[0], centre - off * w[1]].map((v) => clamp(v, ...extent));
  const long = clamp(22 * size, 16, 66);
  const [ux, uy] = [w[0] / size, -w[1] / size];
  const [x0, y0] = [toX(from[0]), toY(from[1])];
  const [x1, y1] = [x0 + ux * long, y0 + uy * long];
  return `M${x0} ${y0}L${x1 - 8 * ux} ${y1 - 8 * uy}`
    + `M${x1} ${y1}l${-10 * ux - 5 * uy} ${-10 * uy + 5 * ux}l${10 * uy} ${-10 * ux}Z`;
}

// The input point, a cross in a circle of the quantity `q`.
export const makeCross = (q, all = q) => {
  const part = (tag, place) => svg(tag, { class: "nn-cross", ...place, "data-q": q });
  return svg("g", { "data-q": all }, svg("circle", { class: "nn-halo", r: 17 }),
    part("circle", { r: 11 }), part("path", { d: "M-17 0H17" }), part("path", { d: "M0 -17V17" }));
};
