"""The exercises of chapter 5: other ways to be right, and to be wrong."""

import numpy as np
import pytest
import torch

from nnbook.check import check


def in_a_loop(X, W, b):
    found = []
    for sample in X.tolist():
        silent = True
        for j in range(len(b)):
            z = b[j]
            for i, value in enumerate(sample):
                z += value * W[i][j]
            if z > 0:
                silent = False
        found.append(silent)
    return found


def by_relu(X, W, b):
    X, W, b = map(torch.tensor, (X, W, b))
    return torch.relu(X @ W + b).sum(dim=1) == 0


@pytest.mark.parametrize("function", [in_a_loop, by_relu])
def test_other_ways_to_find_silence_are_right(function):
    report = check("5.3", function)
    assert report, report


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (lambda X, W, b: [not (row @ W + b >= 0).any() for row in X],
         "z = 0 not counted as silent"),
        (lambda X, W, b: ~((X @ W + b) > 0).all(axis=1),
         "one silent neuron is enough"),
        (lambda X, W, b: np.maximum(X @ W + b, 0).sum(axis=1) > 0,
         "the opposite"),
        (lambda X, W, b: (X @ W).max(axis=1) <= 0, "bias forgotten"),
        (lambda X, W, b: [bool(max(z) <= 0) for z in (X @ W + b).T],
         "one answer for each neuron"),
        (lambda X, W, b: (X @ W + b).mean(axis=1) <= 0,
         "sum of z instead of each z"),
        (lambda X, W, b: bool((X @ W + b).max() <= 0),
         "one answer for the whole batch"),
    ],
)  # fmt: skip
def test_mistakes_in_other_words_are_named(function, name):
    report = check("5.3", function)
    assert report.mistake is not None, report
    assert report.mistake.name == name


@pytest.mark.parametrize("a2", [0.76, [0.7595], np.array([[0.7595109]])])
def test_paper_may_be_rounded_and_one_number_needs_no_list(a2):
    zs = [-0.6, -0.5, 1.5, -1.4]
    assert check("5.1", zs, torch.relu(torch.tensor(zs)), 1.15, a2)


def test_a_slip_on_paper_is_placed():
    zs = [-0.6, -0.5, 1.6, -1.4]
    text = repr(check("5.1", zs, [0, 0, 1.6, 0], 1.24, 0.7756))
    assert "z1 is the first" in text
    assert "neuron 3." in text
    assert "1.5," not in text  # the answer stays unsaid


@pytest.mark.parametrize(
    ("paper", "name"),
    [
        (([-0.6, -0.5, 1.5, -1.4], [0, 0, 1.5, 0], 1.35, 0.79),
         "bias b2 forgotten"),
        (([-0.6, -0.5, 1.5, -1.4], [0, 0, 1.5, 0], 1.15, 1.15),
         "sigmoid forgotten"),
        (([-0.6, -0.5, 1.5, -1.4], [0, 0, 1.5, 0], 0.69, 0.67),
         "z1 instead of a1 in the output layer"),
        (([-0.7, -0.2, 1.3, -1.3], [0, 0, 1.3, 0], 0.97, 0.73),
         "bias b1 forgotten"),
        (([-0.4, 0.7, 0.5, -0.8], [0, 0.7, 0.5, 0], -0.31, 0.42),
         "sign of the second input lost"),
    ],
)  # fmt: skip
def test_mistakes_on_paper_are_named(paper, name):
    report = check("5.1", *paper)
    assert report.mistake is not None, report
    assert report.mistake.name == name


def test_too_few_numbers_on_paper():
    assert "z1 with 3" in repr(check("5.1", [1, 2, 3], [0], 1, 1))


def test_the_three_causes_in_any_order_and_case():
    assert check("5.2", {0.59: "Sigmoid", 0.6878: "b2", 0.4452: "relu"})
    assert check("5.2", ["ReLU", " b2", "sigmoid"])


def test_other_words_for_causes_are_explained():
    assert 'one of "ReLU"' in repr(check("5.2", ["max", "b2", "sigmoid"]))
    assert "where three" in repr(check("5.2", "ReLU"))
    assert "keep the three numbers" in repr(check("5.2", {1: "ReLU"}))
    report = check("5.2", {0.4452: ..., 0.6878: ..., 0.59: ...})
    assert report.state == "not attempted"
    report = check("5.2", {0.4452: ..., 0.6878: "b2", 0.59: "sigmoid"})
    assert "fill in all three" in repr(report)
