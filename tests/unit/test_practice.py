"""The practice chapter's exercises: other right answers, and what is said."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
import torch

from nnbook import Network, xor
from nnbook.check import check
from nnbook.exercises.practice.data import SEEDS, answers

CHAPTER = Path(__file__).resolve().parents[2] / "chapters/09-practice.ipynb"


def by_loops(X, W, b):
    if np.ndim(X) == 1:
        z = [
            sum(x * W[i][j] for i, x in enumerate(X)) + b[j]
            for j in range(len(b))
        ]
        return [max(0, each) for each in z]
    return [by_loops(row, W, b) for row in X]


def neuron_by_loops(x, w, b):
    if np.ndim(x) > 1:
        return [neuron_by_loops(row, w, b) for row in x]
    z = sum(i * j for i, j in zip(x, w, strict=True)) + b
    return 1 / (1 + math.exp(-z))


def forward_in_torch(X, *weights):
    X, W1, b1, W2, b2 = map(torch.as_tensor, (X, *weights))
    return torch.sigmoid(torch.relu(X @ W1 + b1) @ W2 + b2)


def nearest_mean(X, y, X_new):
    """No network at all: the class whose mean row is nearest."""
    means = np.array([X[y == k].mean(axis=0) for k in np.unique(y)])
    far = ((X_new[:, None] - means) ** 2).sum(axis=2)
    return list(far.argmin(axis=1))


def point_by_point(network, n):
    axis = np.linspace(-0.5, 1.5, n)
    pairs = [[network.trace([x1, x2]) for x1 in axis] for x2 in axis]
    H = [[hidden.a for hidden, _ in row] for row in pairs]
    return H, [[out.a[0] for _, out in row] for row in pairs]


@pytest.mark.parametrize(
    ("number", "answer"),
    [
        ("9.1", (neuron_by_loops,)),
        ("9.2", (lambda x, w, b: 1 / (1 + torch.exp(-(x * w).sum(-1) - b)),)),
        ("9.3", (by_loops,)),
        ("9.4", (forward_in_torch,)),
        ("9.5", ([9, 5], -2)),
        ("9.6", ([[1, -1], [-1, 1]], [0, 0], [4, 4], -2 * np.ones(1))),
        ("9.7", (3, "tanh")),
        ("9.8", (nearest_mean,)),
        ("9.9", (point_by_point,)),
    ],
)
def test_another_right_answer_passes(number, answer):
    report = check(number, *answer)
    assert report, report


@pytest.mark.parametrize(
    ("number", "answer", "words"),
    [
        ("9.1", (0.6225,), "Hand over the function itself"),
        ("9.1", (lambda x, w: x,), "It should take (x, w, b)"),
        ("9.1", (lambda x, w, b: np.exp(x @ w + b) / (1 + np.exp(x @ w + b)),),
         "exponential that is too large"),
        ("9.2", (0.6225,), "Hand over the function itself"),
        ("9.2", (lambda x, w, b: 1,), "int, not a tensor"),
        ("9.3", (lambda X, W, b: print(X),), "printed, not returned"),
        ("9.5", ([[4], [4]], -2), "another shape"),
        ("9.6", ([1, 1], [0, -1], [8, -16], [-4]), "W1: expected shape (2, 2)"),
        ("9.6", (np.ones((2, 2)), [0, -1], [8, np.nan], [-4]),
         "expected finite numbers"),
        ("9.7", (2.5, "relu"), "a whole number"),
        ("9.7", (4, "rely"), "did you mean"),
        ("9.7", (4, np.tanh), "a name in quotes"),
        ("9.8", (3,), "Hand over the function itself"),
        ("9.8", (lambda X, y, X_new: "seven",), "the text 'seven'"),
        ("9.9", (lambda network, n: np.zeros((n, n)),),
         "Network(2→2→1"),
    ],
)  # fmt: skip
def test_what_cannot_be_judged_is_said_kindly(number, answer, words):
    report = check(number, *answer)
    assert report.state == "wrong"
    assert words.lower() in repr(report).lower(), report


@pytest.mark.parametrize("number", ["9.2", "9.8"])
def test_a_function_with_nothing_in_it_is_not_attempted(number):
    assert check(number, lambda *inputs: None).state == "not attempted"


def test_a_learners_network_is_not_trained_in_place():
    def forgets_what_fit_returns(X, y, X_new):
        from nnbook.train import fit, predicted

        sizes = [X.shape[1], 16, int(y.max()) + 1]
        rng = np.random.default_rng(3)
        start = Network.random(sizes, ["relu", "identity"], rng=rng)
        fit(start, X, y, steps=5)
        return predicted(start, X_new)

    report = check("9.8", forgets_what_fit_returns)
    assert report.mistake.name == "the network is not trained"


@pytest.mark.parametrize(
    ("width", "name"), [(2, "relu"), (3, "tanh"), (8, "relu")]
)
def test_the_check_trains_as_the_chapter_does(width, name):
    cells = json.loads(CHAPTER.read_text("utf-8"))["cells"]
    setup, own = (
        "".join(cell["source"])
        for wanted in ("setup", "xor-network")
        for cell in cells
        if cell["id"] == wanted
    )
    space = {}
    exec(setup.partition("torch.set")[0] + own, space)
    told = space["first_five"](width, name)
    assert len(told) == len(SEEDS)
    np.testing.assert_array_equal(
        xor.right(answers(width, name)).all(axis=1), told
    )


def test_what_the_counts_advise_is_right_in_9_7():
    """And what passes by luck passes too, as the solution says."""
    for width, name in ((8, "relu"), (4, "tanh"), (4, "sigmoid"), (6, "relu")):
        assert check("9.7", width, name)
    report = check("9.7", 4, "relu")
    assert report.mistake.name == "no unit to spare"


def test_xor_by_hand_needs_the_margin():
    ones, bars = np.ones((2, 2)), np.array([0, -1])
    for scale, state in ((1, "wrong"), (2, "wrong"), (3, "right")):
        W2, b2 = scale * np.array([1, -2]), scale * np.array([-0.5])
        assert check("9.6", ones, bars, W2, b2).state == state
    assert xor.MARGIN == 0.25
