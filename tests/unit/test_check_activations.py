"""The exercises of chapter 3: other right answers, and likely wrong ones."""

import math

import numpy as np
import pytest
import torch

from nnbook.check import check


def named(report):
    return report.mistake and report.mistake.name


# ---- 3.1: |x| from two ReLUs.


@pytest.mark.parametrize(
    ("w", "b", "v", "c"),
    [
        ([-1, 1], [0, 0], [1, 1], 0),
        ((2.0, -4.0), (0, 0), (0.5, 0.25), 0),
        (torch.tensor([1.0, -1.0]), torch.zeros(2), np.ones(2), 0.0),
    ],
)
def test_any_pair_of_opposite_neurons_makes_the_corner(w, b, v, c):
    report = check("3.1", w, b, v, c)
    assert report, report


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        (([1], [0], [1], 0), "one neuron only"),
        (([3, 0], [0, 1], [1, 1], 0), "one neuron does nothing"),
        (([-2, -1], [0, 3], [1, 1], 0), "both neurons face the same side"),
        (([-1, 1], [0, 0], [-2, -3], 1), "upside down"),
        (([-1, 1], [0, 0], [-1, 1], 0), "subtracted, not added"),
        (([1, -1], [0, -0.5], [1, 1], 0), "a corner beside 0"),
        (([1, -1], [0, 0], [1, 1], 0.1), "shifted up or down"),
        (([1, -1], [0, 0], [0.5, 0.5], 0), "too steep or too flat"),
    ],
)
def test_what_is_wrong_with_the_corner(answer, name):
    assert named(check("3.1", *answer)) == name


def test_three_neurons_are_another_exercise():
    report = check("3.1", [1, -1, 1], [0, 0, 0], [1, 1, 0], 0)
    assert report.state == "wrong"
    assert "w has another shape" in repr(report)
    assert report.mistake is None


def test_a_place_for_a_number_that_is_still_empty():
    report = check("3.1", [1, -1], ..., [1, 1], 0)
    assert report.state == "not attempted"
    assert "b is still empty" in repr(report)


# ---- 3.2: how far z has to go.


def by_loop(a, target):
    pairs = np.broadcast(a, target)
    found = [math.log(q / (1 - q)) - math.log(p / (1 - p)) for p, q in pairs]
    return np.reshape(found, np.shape(a))


def by_torch(a, target):
    return torch.logit(torch.tensor(target)) - torch.logit(torch.tensor(a))


def by_halving(a, target):
    """Look for each z, as somebody would who does not know log-odds."""

    def z(wanted):
        low, high = np.full_like(wanted, -40.0), np.full_like(wanted, 40.0)
        for _ in range(80):
            middle = (low + high) / 2
            below = 1 / (1 + np.exp(-middle)) < wanted
            low = np.where(below, middle, low)
            high = np.where(below, high, middle)
        return low

    return z(np.asarray(target)) - z(np.asarray(a))


@pytest.mark.parametrize("growth", [by_loop, by_torch, by_halving])
def test_other_ways_to_the_growth_are_right(growth):
    report = check("3.2", growth)
    assert report, report


def no_for_yes(a, target):
    z_a, z_target = np.log(1 / a - 1), np.log(1 / target - 1)
    return z_target - z_a


def in_tens(a, target):
    return np.log10(target / (1 - target)) - np.log10(a / (1 - a))


def ratio(a, target):
    return target * (1 - a) / (a * (1 - target))


def by_slope(a, target):
    slope = a - a**2
    return (target - a) / slope


@pytest.mark.parametrize(
    ("growth", "name"),
    [
        (lambda a, target: -(a - target), "growth of the output, not of z"),
        (lambda a, target: 1 / (1 - target) - 1 / (1 - a),
         "logarithm forgotten"),
        (ratio, "factor of the odds"),
        (lambda a, target: np.log(target / a), "logarithm of the probability"),
        (in_tens, "logarithm with base 10"),
        (no_for_yes, "the other way round"),
        (lambda a, target: -np.log(1 / target - 1), "z of the target only"),
        (lambda a, target: torch.sigmoid(torch.tensor(target)).numpy()
         - torch.sigmoid(torch.tensor(a)).numpy(),
         "sigmoid, not its inverse"),
        (by_slope, "straight on along the tangent"),
        (lambda a, target: math.log(target / (1 - target))
         - math.log(a / (1 - a)), "for single numbers only"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_growth(growth, name):
    report = check("3.2", growth)
    assert named(report) == name, report


def test_rounding_is_not_taken_for_one_of_the_mistakes():
    report = check("3.2", lambda a, target: np.round(by_loop(a, target), 2))
    assert report.state == "wrong"
    assert report.mistake is None, report
