// Everything that a frame needs, calculated once.

import { activate } from "../kit/nn.js";
import { range } from "../kit/numbers.js";
import { dataOf, pointsOf } from "../kit/points.js";

export function readNeuron(model) {
  const n = model.get("n_inputs");
  const x = range(n).map((i) => model.get(`x${i + 1}`));
  const w = range(n).map((i) => model.get(`w${i + 1}`));
  const used = model.get("use_bias"), b = used ? model.get("bias") : 0;
  const phi = model.get("activations")[model.get("activation_index")];
  const data = dataOf(model), points = pointsOf(model);
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
