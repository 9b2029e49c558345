// Everything that a frame needs, calculated once.

import { activate } from "../kit/nn.js";
import { range } from "../kit/numbers.js";

const GATES = { AND: [0, 0, 0, 1], OR: [0, 1, 1, 1], XOR: [0, 1, 1, 0] };
const CORNERS = [[0, 0], [0, 1], [1, 0], [1, 1]];

function pointsOf(model, data) {
  if (data === "none") return [];
  if (data === "yours") return model.get("points");
  return CORNERS.map((corner, i) => [...corner, GATES[data][i]]);
}

export function readNeuron(model) {
  const n = model.get("n_inputs");
  const x = range(n).map((i) => model.get(`x${i + 1}`));
  const w = range(n).map((i) => model.get(`w${i + 1}`));
  const used = model.get("use_bias"), b = used ? model.get("bias") : 0;
  const phi = model.get("activations")[model.get("activation_index")];
  const data = model.get("datasets")[model.get("data_index")] ?? "none";
  const points = pointsOf(model, data);
  const products = x.map((value, i) => value * w[i]);
  const z = products.reduce((sum, p) => sum + p, 0) + b;
  const a = activate(phi, [z], [0])[0];
  const zAt = (point) => w.reduce((sum, wi, i) => sum + wi * point[i], b);
  const right = points.map((p) => (zAt(p) > 0) === (p[n] === 1));
  return {
    n, x, w, b, used, phi, data, points, products, z, a, right,
    nRight: right.filter(Boolean).length, extent: model.get("extent"),
  };
}
