// The book's arithmetic, the same as nnbook/activations.py and layers.py.
// Flat Float64Arrays, row-major: a sample is a row, so X is (batch, nIn),
// W is (nIn, nOut), b is (nOut) and Z = X @ W + b is (batch, nOut).
// Nothing here allocates, so it can run on every frame.

export const ACTIVATION_NAMES = ["identity", "step", "sigmoid", "tanh", "relu"];
export const ACTIVATION_LABELS = {
  identity: "identity", step: "step", sigmoid: "sigmoid", tanh: "tanh",
  relu: "ReLU",
};
// What stands before "(z)" in an equation.
export const ACTIVATION_SYMBOLS = {
  identity: "id", step: "step", sigmoid: "σ", tanh: "tanh", relu: "ReLU",
};

// exp never sees a large positive number, so nothing overflows.
export function sigmoid(z) {
  const e = Math.exp(-Math.abs(z));
  return (z >= 0 ? 1 : e) / (1 + e);
}

// out[i] = φ(z[i]). One loop per activation: a callback called from one
// place with five different functions would run at half the speed.
export function activate(name, z, out) {
  const n = z.length;
  if (name === "identity") {
    for (let i = 0; i < n; i++) out[i] = z[i];
  } else if (name === "step") {
    for (let i = 0; i < n; i++) out[i] = z[i] > 0 ? 1 : 0;
  } else if (name === "sigmoid") {
    for (let i = 0; i < n; i++) out[i] = sigmoid(z[i]);
  } else if (name === "tanh") {
    for (let i = 0; i < n; i++) out[i] = Math.tanh(z[i]);
  } else if (name === "relu") {
    for (let i = 0; i < n; i++) out[i] = z[i] > 0 ? z[i] : 0;
  } else {
    throw new RangeError(`unknown activation "${name}"`);
  }
  return out;
}

// out[i] = φ′(z[i]), with step′ = 0 everywhere and ReLU′(0) = 0.
export function derive(name, z, out) {
  const n = z.length;
  if (name === "identity") {
    for (let i = 0; i < n; i++) out[i] = 1;
  } else if (name === "step") {
    for (let i = 0; i < n; i++) out[i] = 0;
  } else if (name === "sigmoid") {
    // σ′ = e/(1 + e)², even in z: right in the tails, where a(1 − a) is 0.
    for (let i = 0; i < n; i++) {
      const e = Math.exp(-Math.abs(z[i]));
      out[i] = e / ((1 + e) * (1 + e));
    }
  } else if (name === "tanh") {
    // tanh′(z) = 4σ′(2z), for the same reason.
    for (let i = 0; i < n; i++) {
      const e = Math.exp(-2 * Math.abs(z[i]));
      out[i] = 4 * e / ((1 + e) * (1 + e));
    }
  } else if (name === "relu") {
    for (let i = 0; i < n; i++) out[i] = z[i] > 0 ? 1 : 0;
  } else {
    throw new RangeError(`unknown activation "${name}"`);
  }
  return out;
}

// Z = X @ W + b.
export function affine(X, W, b, batch, nIn, nOut, Z) {
  for (let r = 0; r < batch; r++) {
    for (let j = 0; j < nOut; j++) {
      let sum = 0;
      for (let i = 0; i < nIn; i++) sum += X[r * nIn + i] * W[i * nOut + j];
      Z[r * nOut + j] = sum + b[j];
    }
  }
  return Z;
}
