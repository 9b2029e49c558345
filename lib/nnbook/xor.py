"""XOR, trained from many random starts at once, and an honest count.

The network is 2→width→1: hidden units, then one sigmoid. Training is plain:
all four rows in every step, cross-entropy, and a step downhill of `rate`
times the slope. All starts go through the same arithmetic side by side,
which is what makes hundreds of runs a matter of a second.
"""

from typing import NamedTuple

import numpy as np

from nnbook.activations import activation as find_activation
from nnbook.activations import sigmoid
from nnbook.arguments import count, one_number
from nnbook.data import logic_gate
from nnbook.layers import Dense, Network

MARGIN = 0.25  # how far from one half an answer has to be, to count
ACTIVATIONS = ("relu", "tanh", "sigmoid", "identity")


class Runs(NamedTuple):
    """Where training ended, one run after the other.

    `p` is (runs, 4): the network's answer for each row of XOR. `A` is
    (runs, 4, width): the hidden units' activations.
    """

    p: np.ndarray
    A: np.ndarray

    def solved(self, margin=MARGIN):
        """Whether all four answers are right by `margin`: (runs,)."""
        return right(self.p, margin).all(axis=1)

    @property
    def dead(self):
        """How many hidden units are 0 on all four inputs: (runs,)."""
        return (self.A == 0).all(axis=1).sum(axis=1)


def right(p, margin=MARGIN):
    """Which answers p: (..., 4) are on XOR's side of one half, by `margin`.

    With margin 0 this is p > 0.5 for class 1 and p <= 0.5 for class 0.
    """
    above = np.asarray(p) - 0.5
    y = logic_gate("XOR")[1]
    return np.where(y == 1, above > margin, above <= -margin)


def start(width, activation="relu", *, seed):
    """A random `Network` 2→width→1 that ends in a sigmoid.

    Weights and biases are uniform between -1/√n_in and 1/√n_in, as
    PyTorch's `nn.Linear` draws them; the generator starts from `seed`.
    """
    rng = np.random.default_rng(seed)
    W, b, v, c = _drawn(count(width, "width"), rng)
    return Network(
        [Dense(W, b, activation), Dense(v[:, None], [c], "sigmoid")]
    )


def train(width, activation="relu", *, seeds, steps=2000, rate=0.5):
    """`Runs` from the starts that `start` makes, one for each seed."""
    name = find_activation(activation).name
    if name not in ACTIVATIONS:
        raise ValueError(
            f"{name} cannot be trained here; known: {', '.join(ACTIVATIONS)}."
            " A step has slope 0 everywhere, so there is no way downhill"
        )
    width, rate = count(width, "width"), one_number(rate, "rate")
    starts = [
        _drawn(width, np.random.default_rng(seed)) for seed in list(seeds)
    ]
    if not starts:
        raise ValueError("seeds is empty; give at least one, as in range(10)")
    # The run's number comes last, so that sums run over whole rows of runs
    W, b, v, c = (
        np.ascontiguousarray(np.moveaxis(np.array(part), 0, -1))
        for part in zip(*starts, strict=True)
    )
    X, y = logic_gate("XOR")
    X = np.column_stack([X, np.ones(4)])  # the bias: a weight on a constant 1
    runs = len(starts)
    P = np.concatenate([W, b[None]]).reshape(3, width * runs)
    for _ in range(count(steps, "steps", least=0)):
        A, p = _forward(X, P, v, c, name)
        d = (p - y[:, None]) * (rate / 4)  # (4, runs): rate · ∂loss/∂s
        dA = (d[:, None] * v).reshape(4, width * runs)
        v = v - (d[:, None] * A).sum(axis=0)
        c = c - d.sum(axis=0)
        P = P - X.T @ (dA * _SLOPE[name](A).reshape(dA.shape))
    A, p = _forward(X, P, v, c, name)
    return Runs(p.T, np.moveaxis(A, -1, 0))


def _forward(X, P, v, c, name):
    A = _PHI[name](X @ P).reshape(4, *v.shape)  # (4, width, runs)
    return A, sigmoid((A * v).sum(axis=1) + c)


def _drawn(width, rng):
    first, second = 1 / np.sqrt(2), 1 / np.sqrt(width)
    return (
        rng.uniform(-first, first, (2, width)),
        rng.uniform(-first, first, width),
        rng.uniform(-second, second, width),
        rng.uniform(-second, second),
    )


# Plain formulas: training meets no large z, and speed is the point here.
_PHI = {
    "relu": lambda z: np.maximum(z, 0.0),
    "tanh": np.tanh,
    "sigmoid": lambda z: 1.0 / (1.0 + np.exp(-z)),
    "identity": lambda z: z,
}
# The slope at z, written with a = φ(z); for ReLU, a > 0 exactly where z > 0
_SLOPE = {
    "relu": lambda a: a > 0,
    "tanh": lambda a: 1.0 - a * a,
    "sigmoid": lambda a: a * (1.0 - a),
    "identity": np.ones_like,
}
