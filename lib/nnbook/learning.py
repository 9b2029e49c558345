"""Rosenblatt's learning rule: mistakes move the weights of a step neuron."""

from itertools import groupby
from typing import NamedTuple

import numpy as np

from nnbook.arguments import count, finite, numbers, one_number


class Update(NamedTuple):
    """One row that was shown, and what became of the weights.

    `epoch` counts from 1, `row` from 0. `z`, `answer` and `error` are from
    before the correction, `w`: (n_in,) and `b` from after it.
    """

    epoch: int
    row: int
    z: float
    answer: float
    target: float
    error: float
    w: np.ndarray
    b: float


def perceptron_rule(X, y, rate=1.0, epochs=20, w=None, b=0.0):
    """Train one step neuron on X: (batch, n_in), y: (batch,) of 0 and 1.

    Row by row: a = step(w·x + b), e = y − a, then w ← w + rate·e·x and
    b ← b + rate·e; a right answer has e = 0 and changes nothing. It starts
    from `w`: (n_in,), zeros if None, and `b`, and ends after an epoch
    without a mistake, or after `epochs` epochs. Returns a list with one
    `Update` for each row shown, in order. Raises ValueError or TypeError for
    what does not fit.

    Source: F. Rosenblatt, Principles of Neurodynamics, Spartan Books 1962.

    >>> perceptron_rule([[0.0], [1.0]], [0, 1])[-1].w
    array([1.])
    """
    X, y, w = _checked(X, y, w)
    rate, b = one_number(rate, "rate"), one_number(b, "b")
    if rate <= 0:
        raise ValueError(f"rate is {rate:g}; it should be more than 0")
    trace = []
    for epoch in range(1, count(epochs, "epochs", least=0) + 1):
        wrong = 0
        for row, (x, target) in enumerate(zip(X, y, strict=True)):
            # From left to right, as the page's own arithmetic adds.
            z = float(sum(w * x) + b)
            answer = 1.0 if z > 0 else 0.0
            e = float(target - answer)
            w, b = w + rate * e * x, b + rate * e
            wrong += e != 0
            trace.append(Update(epoch, row, z, answer, float(target), e, w, b))
        if wrong == 0:
            break
    return trace


def mistakes(trace):
    """How many rows were wrong in each epoch of a trace, a list of int."""
    return [
        sum(update.error != 0 for update in updates)
        for _, updates in groupby(trace, key=lambda update: update.epoch)
    ]


def _checked(X, y, w):
    X, y = finite(numbers(X, "X"), "X"), finite(numbers(y, "y"), "y")
    if X.ndim != 2 or not X.size or y.shape != X.shape[:1]:
        raise ValueError(
            f"X is {X.shape} and y is {y.shape}; expected (batch, n_in) and"
            " (batch,)"
        )
    if not np.isin(y, (0, 1)).all():
        raise ValueError(f"y holds {np.unique(y)[:12]}; the targets are 0, 1")
    w = np.zeros(X.shape[1]) if w is None else finite(numbers(w, "w"), "w")
    if w.shape != X.shape[1:]:
        raise ValueError(
            f"w is {w.shape}; one weight for each input is {X.shape[1:]}"
        )
    return X, y, w
