"""The exercises of chapter 7: other ways to be right, and to be wrong."""

import numpy as np
import pytest
import torch

from nnbook.check import check
from nnbook.compare import level
from nnbook.layers import Dense, Network
from nnbook.train import predicted


@pytest.mark.parametrize(
    "answer",
    [
        ([[2, -3], [-2, 3]], [0, 0], [1, 1], -0.5),
        ([[1, -2], [-1.5, 1]], (0, -0.5), (3, 4), 0),
        (torch.tensor([[1, -1], [-1, 1.0]]), np.zeros(2), [5, 5], -1),
        ([[0.9, -0.9], [-1, 1]], [-0.1, -0.2], [2, 1], -0.1),
    ],
)
def test_other_weights_for_xor_are_right(answer):
    report = check("7.1", *answer)
    assert report, report


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        (([[2, 2], [2, 2]], [0, -2], [1, -2], -0.5), "the units of the text"),
        (([[1, 0], [-0.5, 1]], [0, 0], [1, 1], -0.5),
         "a unit answers to (1, 1) too"),
        (([[1, -1], [-1, 1]], [-1, 0], [1, 1], -0.5), "a unit never answers"),
        (([[3, 3], [-3, -4]], [0, 0], [1, 1], -0.5),
         "both units see the same"),
        (([[1, -1], [-1, 1]], [0, 0], [1, 1], 1),
         "the readout says 1 for every input"),
        (([[1, -1], [-1, 1]], [0, 0], [0.3, 0.3], -0.5),
         "the readout says 0 for every input"),
        (([[1, -1], [-1, 1]], [0, 0], [0, 2], -0.5),
         "the readout hears one unit only"),
        (([[1, -1], [-1, 1]], [0.1 + 0.2 - 0.3, 1], [1, 1], -0.5),
         "a unit answers to (0, 0)"),
    ],
)  # fmt: skip
def test_wrong_weights_are_named(answer, name):
    report = check("7.1", *answer)
    assert report.mistake is not None, report
    assert report.mistake.name == name


def test_rounding_decides_nothing():
    tiny = 0.1 + 0.2 - 0.3  # above 0, and meant to be 0
    assert check("7.1", [[1, -1], [-1, 1]], [tiny, tiny], [1, 1], -0.5)


def test_another_shape_is_said():
    report = check("7.1", [[1, -1], [-1, 1]], 0, [1, 1], -0.5)
    assert "b has another shape" in repr(report)
    assert "shape (2,)" in repr(report)


def by_counting(layer, head, X, y, X_test, y_test):
    first = np.maximum(X @ layer.W + layer.b, 0)
    whole = Network([layer, *level(head, first, y).layers])
    right = 0
    for sample, target in zip(X_test, y_test, strict=True):
        right += int(np.argmax(whole(sample))) == target
    return right / len(y_test)


def in_torch(layer, head, X, y, X_test, y_test):
    W, b, S = map(torch.tensor, (layer.W, layer.b, X_test))
    fitted = level(head, layer(X), y)
    scores = torch.tensor(fitted(torch.relu(S @ W + b).numpy()))
    return (scores.argmax(1) == torch.tensor(y_test)).double().mean()


@pytest.mark.parametrize("function", [by_counting, in_torch])
def test_other_ways_to_a_score_are_right(function):
    report = check("7.2", function)
    assert report, report


def the_given_network(layer, head, X, y, X_test, y_test):
    level(head, layer(X), y)
    return (head(layer(X_test)).argmax(axis=1) == y_test).mean()


def training_share(layer, head, X, y, X_test, y_test):
    fitted = level(head, layer(X), y)
    return sum(predicted(fitted, layer(X)) == y) / len(y)


def no_relu(layer, head, X, y, X_test, y_test):
    bare = Dense(layer.W, layer.b)
    fitted = level(head, bare(X), y)
    return np.mean(predicted(fitted, bare(X_test)) == y_test)


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (the_given_network, "head not fitted"),
        (training_share, "scored on the training samples"),
        (no_relu, "z instead of a"),
    ],
)
def test_mistakes_in_a_score_are_named(function, name):
    report = check("7.2", function)
    assert report.mistake is not None, report
    assert report.mistake.name == name


def test_a_stub_and_a_number_are_no_function():
    stub = check("7.2", lambda *inputs: None)
    assert stub.state == "not attempted"
    assert "by its name" in repr(check("7.2", 0.9))


def one_layer_by_asking(W1, b1, W2, b2):
    """Ask the stack itself, about 0 and about each unit vector."""

    def stack(x):
        return (x @ W1 + b1) @ W2 + b2

    b = stack(np.zeros(len(W1)))
    return [stack(row) - b for row in np.eye(len(W1))], b


@pytest.mark.parametrize(
    ("number", "answer"),
    [
        ("7.3", (one_layer_by_asking,)),
        ("7.3", (lambda W1, b1, W2, b2: (
            torch.tensor(W1) @ torch.tensor(W2), b2 + b1 @ W2),)),
        ("7.4", ([[6, 3, 6]], [-4, 0, -2], [1, 1, -1])),
        ("7.4", (torch.tensor([[3.0, 6, 1.5]]), [0, -2, -1], (1, -1, 4))),
        ("7.5", (lambda k: [2**k, 4 + 6 * (k - 1) + 3, 3 * 2**k + 1],)),
    ],
)  # fmt: skip
def test_other_answers_about_depth_are_right(number, answer):
    report = check(number, *answer)
    assert report, report


@pytest.mark.parametrize(
    ("number", "answer", "name"),
    [
        ("7.3", (lambda W1, b1, W2, b2: (np.dot(W1, W2), b2),),
         "the first bias forgotten"),
        ("7.3", (lambda W1, b1, W2, b2: (W2 @ W1, b1 @ W2 + b2),),
         "the matrices in the other order"),
        ("7.4", ([[3, 3, 3]], [0, -1, -2], [1, -1, 1]),
         "level instead of falling"),
        ("7.4", ([[2, 4, 0]], [0, -2, 0], [1, -1, 5]), "folded in two"),
        ("7.4", ([[3, 3, 3]], [0, 1, 2], [1, -2, 1]),
         "the biases have the other sign"),
        ("7.5", (lambda k: (2**k, 7 * k - k + 1, 3 * (2**k - 1) + 1),),
         "as many units as bends"),
        ("7.5", (lambda k: (k + 1, 6 * k + 1, 3 * (k + 1) + 1),),
         "one more piece with each fold"),
    ],
)  # fmt: skip
def test_mistakes_about_depth_are_named(number, answer, name):
    report = check(number, *answer)
    assert report.mistake is not None, report
    assert report.mistake.name == name
