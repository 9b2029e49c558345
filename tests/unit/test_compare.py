"""Comparisons: the same splits for each network, trained until level."""

import numpy as np

from nnbook.compare import RATE, Rates, level, rates
from nnbook.data import moons, shares
from nnbook.train import accuracy, fit, random_start

X, y = moons(120, 0.2, rng=np.random.default_rng(3))


def test_a_run_is_one_split_one_start_and_a_fit():
    found = rates([2, 3, 1], X, y, n_held_out=40, seeds=[5, 9])
    for i, seed in enumerate((5, 9)):
        known, new = shares(120, [80, 40], rng=np.random.default_rng(seed))
        network = fit(
            random_start([2, 3, 1], seed=seed), X[known], y[known],
            steps=5000, rate=0.02, until=0.001,
        )  # fmt: skip
        assert found.training[i] == accuracy(network, X[known], y[known])
        assert found.held_out[i] == accuracy(network, X[new], y[new])


def test_level_means_that_more_steps_bring_next_to_nothing():
    begin = random_start([2, 1], seed=0)
    there = level(begin, X, y)
    further = fit(there, X, y, steps=2000, rate=RATE)
    assert abs(accuracy(there, X, y) - accuracy(further, X, y)) < 0.02


def test_it_is_told_as_median_least_and_most():
    told = str(Rates([2, 1], np.array([0.5, 1, 0.75]), np.array([0.2, 0, 1])))
    assert " ".join(told.split()) == (
        "2→1 training 0.750 (0.500 to 1.000) held out 0.200 (0.000 to 1.000)"
    )
