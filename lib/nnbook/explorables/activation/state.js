// Everything that a frame needs, calculated once.

import { activate, derive } from "../kit/nn.js";

export const SIDES = ["left", "right"];
export const STEEPEST = { identity: 1, step: 0, sigmoid: 0.25, tanh: 1, relu: 1 };
const FLAT_SHARE = 0.05; // as in widget.py
const FLAT_EDGE = 2 * Math.atanh(Math.sqrt(1 - FLAT_SHARE));
const EDGES = { sigmoid: FLAT_EDGE, tanh: FLAT_EDGE / 2 };
const REACHES = [6, 12, 25, 50, 100, 250, 500]; // how far the axes may go

const reachOf = (value) => REACHES.find((reach) => Math.abs(value) <= reach) ?? 500;

function flatRegion(name, u) {
  if (name === "step") return "flat";
  if (name === "relu") return u > 0 ? "" : "silent";
  return Math.abs(u) > (EDGES[name] ?? Infinity) ? "saturated" : "";
}

// The flat stretches of the z axis, each with its name, for |z| up to reach.
export function flatStretches(name, k, reach) {
  const beside = Number.MIN_VALUE; // the jump itself is in neither
  if (name === "step") return [[-reach, -beside, "slope 0"], [beside, reach, "slope 0"]];
  if (name === "relu") return [[-reach, 0, "silent: slope 0"]];
  const edge = EDGES[name] / k;
  return edge < reach ? [[-reach, -edge, "saturated"], [edge, reach, "saturated"]] : [];
}

export function readActivations(model) {
  const z = model.get("z"), k = model.get("scale"), u = k * z;
  const names = SIDES.map((side) => model.get("activations")[model.get(`${side}_index`)]);
  const steepest = Math.max(...names.map((name) => STEEPEST[name])) || 1;
  const reach = reachOf(z), tall = reachOf(Math.max(Math.abs(u), reach));
  const sides = names.map((name) => {
    const high = name === "relu" || name === "identity" ? tall : 1;
    return {
      name, high, low: { tanh: -1, identity: -high }[name] ?? 0,
      a: activate(name, [u], [0])[0], slope: k * derive(name, [u], [0])[0],
      region: flatRegion(name, u),
    };
  });
  return {
    z, k, u, reach, sides, scaled: model.get("scaled"), top: steepest * Math.max(1, k),
    reading: model.get("probability"), read: names.includes("sigmoid"),
  };
}
