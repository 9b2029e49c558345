// Where a layer from two inputs to two neurons takes points of the plane.
// Flat Float64Arrays as in nn.js; nothing here allocates but `separable`.

import { activate, affine } from "../kit/nn.js";

// P: (n, 2), the points X after a part `t` of their way: x at 0, z = xW + b
// at 0.5, a = φ(z) at 1, and straight ahead in between. Z and A: (n, 2).
export function journey(phi, X, W, b, n, t, Z, A, P) {
  affine(X, W, b, n, 2, 2, Z);
  activate(phi, Z, A);
  for (let i = 0; i < 2 * n; i++) {
    P[i] = t <= 0.5 ? X[i] + 2 * t * (Z[i] - X[i])
      : Z[i] + (2 * t - 1) * (A[i] - Z[i]);
  }
  return P;
}

// Whether a straight line has the points of class 1 on one side and the
// others strictly on the other: just if all differences between a point of
// one class and a point of the other lie within an open half plane.
export function separable(P, y) {
  const angles = [];
  for (let i = 0; i < y.length; i++) {
    for (let k = 0; k < y.length; k++) {
      if (y[i] !== 1 || y[k] === 1) continue;
      const dx = P[2 * i] - P[2 * k], dy = P[2 * i + 1] - P[2 * k + 1];
      if (Math.max(Math.abs(dx), Math.abs(dy)) < 1e-9) return false;
      angles.push(Math.atan2(dy, dx));
    }
  }
  if (!angles.length) return true;
  angles.sort((p, q) => p - q);
  let widest = angles[0] + 2 * Math.PI - angles.at(-1);
  for (let i = 1; i < angles.length; i++) {
    widest = Math.max(widest, angles[i] - angles[i - 1]);
  }
  return widest > Math.PI + 1e-9;
}

// A piece of a straight line: how far along it (0 to 1) points are needed
// for its image, when z goes from z0 to z1: at the kinks of a ReLU, closely
// for a curve, at the ends alone where it stays straight.
export function stopsAlong(phi, z0, z1) {
  if (phi === "identity") return [0, 1];
  if (phi !== "relu") return SMOOTH;
  const kinks = [0, 1].map((j) => z0[j] / (z0[j] - z1[j]))
    .filter((t) => t > 0 && t < 1);
  return [0, ...kinks.sort((p, q) => p - q), 1];
}

const SMOOTH = Array.from({ length: 41 }, (_, i) => i / 40);
