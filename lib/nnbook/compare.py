"""Networks compared: several splits, each trained until it is level.

One run says little: another split of the rows and other random weights give
another rate. So a comparison here is a list of runs, and each network gets
the same splits as the others.
"""

from typing import NamedTuple

import numpy as np

from nnbook.data import shares
from nnbook.train import accuracy, fit, random_start

RATE = 0.02  # Adam's step size
UNTIL = 0.001  # level: a hundred steps lower the loss by less than this
MOST = 5000  # steps; nothing in the book needs as many


class Rates(NamedTuple):
    """A network's accuracy in each run, (runs,): on the rows of training,
    and on those held out."""

    sizes: list
    training: np.ndarray
    held_out: np.ndarray

    def __str__(self):
        name = "→".join(map(str, self.sizes))
        return (
            f"{name:>16}   training {_middle(self.training)}"
            f"   held out {_middle(self.held_out)}"
        )


def rates(sizes, X, y, *, n_held_out, seeds):
    """`Rates` of a network of these `sizes`, with a run for each seed.

    The seed shuffles the rows, of which the last `n_held_out` are held out,
    and it draws the random weights: so run i of two networks has the same
    split. Training goes on until it is level, as `fit` defines it: rate
    0.02, until 0.001.
    """
    runs = []
    for seed in seeds:
        rng = np.random.default_rng(seed)
        n_training = len(X) - n_held_out
        known, new = shares(len(X), [n_training, n_held_out], rng=rng)
        network = level(random_start(sizes, seed=seed), X[known], y[known])
        runs.append(
            [accuracy(network, X[rows], y[rows]) for rows in (known, new)]
        )
    return Rates(list(sizes), *np.array(runs).T)


def level(network, X, y):
    """`fit`, until the loss on X and y is level."""
    return fit(network, X, y, steps=MOST, rate=RATE, until=UNTIL)


def _middle(values):
    """The median, and between what the runs lie."""
    low, middle, high = np.quantile(values, [0, 0.5, 1])
    return f"{middle:.3f} ({low:.3f} to {high:.3f})"
