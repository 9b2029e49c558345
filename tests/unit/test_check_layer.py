"""The exercises of chapter 4: other right answers, and likely wrong ones."""

import numpy as np
import pytest
import torch

from nnbook.check import check


def named(report):
    return report.mistake and report.mistake.name


# ---- 4.1: three gates in one layer.

RIGHT = [[1, 1, -1], [1, 1, -1]]


@pytest.mark.parametrize(
    ("W", "b"),
    [
        (np.array([[2, 1, -5.0], [2, 1, -5.0]]), (-3, -0.1, 9)),
        (RIGHT, [-1, 0, 2]),  # z = 0 where the target is 0: step(0) is 0
        (torch.tensor(RIGHT), torch.tensor([-1.5, -0.5, 1.5])),
    ],
)
def test_other_gates_are_right(W, b):
    report = check("4.1", W, b)
    assert report, report


@pytest.mark.parametrize(
    ("W", "b", "name"),
    [
        (np.transpose(RIGHT), [-1.5, -0.5, 1.5], "neurons in rows"),
        (RIGHT, [-1.5], "one bias for the whole layer"),
        (RIGHT, [[-1.5], [-0.5], [1.5]], "biases in a matrix"),
        ([[-1, 1, 1], [-1, 1, 1]], [1.5, -1.5, -0.5],
         "gates in another order"),
        (np.array([2, 2, 1, 1, -2, -2]).reshape(2, 3), [-3, -0.5, 3],
         "reshaped, not transposed"),
        (RIGHT, [0, 0, 1.5], "OR in the place of AND"),
        ([[1, 3, -1], [1, 3, -1]], [-1.5, -5, 1.5], "AND in the place of OR"),
        (np.full((2, 3), 3), [-5, -1, -4], "AND in the place of NAND"),
        (np.abs(RIGHT), [-1.5, -0.5, 5], "NAND always 1"),
        (RIGHT, [-1.5, -0.5, 5], "NAND's bias too large"),
        (RIGHT, [-1.5, -0.5, 0], "NAND always 0"),
        (RIGHT, [-1.5, -0.5, 0.5], "NAND's bias too small"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_gates(W, b, name):
    report = check("4.1", W, b)
    assert named(report) == name, report


def test_it_says_which_gate_in_which_row():
    text = repr(check("4.1", RIGHT, [-1.5, -0.5, 1]))
    assert "column 3, NAND, in the row (0, 1)" in text
    assert "z = 0, so a = 0" in text


def test_a_shape_that_would_broadcast_gets_no_gate_for_a_diagnosis():
    report = check("4.1", [[1], [1]], [-1.5, -0.5, 1.5])
    assert "W_gates has another shape" in repr(report)
    assert report.mistake is None


# ---- 4.2: what nn.Linear does.


def linear_by_loop(X, weight, bias):
    def one(x):
        z = [float(b) for b in bias]
        for j, row in enumerate(weight):
            for i, w in enumerate(row):
                z[j] += w * x[i]
        return z

    return one(X) if np.ndim(X) == 1 else [one(x) for x in X]


def linear_by_torch(X, weight, bias):
    return torch.nn.functional.linear(
        torch.tensor(X), torch.tensor(weight), torch.tensor(bias)
    )


def linear_in_columns(X, weight, bias):
    return (weight @ X.T).T + bias


@pytest.mark.parametrize(
    "my_linear",
    [
        linear_by_loop,
        linear_by_torch,
        linear_in_columns,
        lambda X, weight, bias: np.einsum("...i,ji->...j", X, weight) + bias,
    ],
)
def test_other_linear_layers_are_right(my_linear):
    report = check("4.2", my_linear)
    assert report, report


@pytest.mark.parametrize(
    ("my_linear", "name"),
    [
        (lambda X, weight, bias: np.dot(X, weight) + bias, "not transposed"),
        (lambda X, weight, bias:
         X @ weight.ravel().reshape(-1, len(bias)) + bias,
         "reshaped, not transposed"),
        (lambda X, weight, bias: np.inner(X, weight), "bias forgotten"),
        (lambda X, weight, bias: np.inner(X, weight) + sum(bias),
         "one bias for the whole layer"),
        (lambda X, weight, bias: np.inner(X, weight) + bias.item(0),
         "the first bias for all"),
        (lambda X, weight, bias: np.inner(X, weight) + bias.reshape(-1, 1),
         "bias in a column"),
        (lambda X, weight, bias: np.dot(weight, X.T) + bias.reshape(-1, 1),
         "samples in columns"),
        (lambda X, weight, bias: np.dot(weight, X) + bias,
         "works for a single sample only"),
        (lambda X, weight, bias: np.multiply(weight, X) + bias,
         "product entry by entry"),
        (lambda X, weight, bias: np.maximum(0, np.inner(X, weight) + bias),
         "an activation too many"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_linear_layer(my_linear, name):
    report = check("4.2", my_linear)
    assert named(report) == name, report


def test_sizes_from_the_text_are_noticed():
    def my_linear(X, weight, bias):
        W = np.zeros((5, 2))
        W[:, 0], W[:, 1] = weight
        return X @ W + bias

    report = check("4.2", my_linear)
    assert report.state == "wrong"
    assert "Right for 1 of 7 inputs" in repr(report)


# ---- 4.3: one neuron for all copies.


def merge_by_list(W, b, v):
    return [[float(row[-1])] for row in W], [float(b[-1])], [float(sum(v))]


def merge_by_torch(W, b, v):
    W, b, v = map(torch.tensor, (W, b, v))
    return W[:, [0]], b.mean().reshape(1), v @ torch.ones(len(v), 1)


@pytest.mark.parametrize("merge", [merge_by_list, merge_by_torch])
def test_other_mergers_are_right(merge):
    report = check("4.3", merge)
    assert report, report


def first(W, b):
    return W[:, 0].reshape(-1, 1), np.array([b[0]])


@pytest.mark.parametrize(
    ("merge", "name"),
    [
        (lambda W, b, v: (*first(W, b), [sum(v) / len(v)]),
         "average in place of the sum"),
        (lambda W, b, v: (*first(W, b), [v[0]]), "one copy's weight only"),
        (lambda W, b, v: (*first(W, b), [float(W.shape[1])]),
         "copies counted"),
        (lambda W, b, v: (*first(W, b), [np.prod(v)]), "weights multiplied"),
        (lambda W, b, v: ((W @ np.ones(len(v)))[:, None], [sum(b)], [sum(v)]),
         "the copies added up as well"),
        (lambda W, b, v: (first(W, b)[0], [sum(b)], [sum(v)]),
         "the bias added up as well"),
        (lambda W, b, v: (W[0].reshape(-1, 1), b[:1], [sum(v)]),
         "a row of W, not a column"),
        (lambda W, b, v: (W.tolist(), b.tolist(), v.tolist()),
         "nothing merged"),
        (lambda W, b, v: (W.T[0], float(b[0]), sum(v)), "an axis lost"),
        (lambda W, b, v: (*first(W, b), sum(v)),
         "right numbers, wrong shape"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_merger(merge, name):
    report = check("4.3", merge)
    assert named(report) == name, report


def test_one_result_in_place_of_three():
    report = check("4.3", lambda W, b, v: sum(v))
    assert report.state == "wrong"
    assert report.mistake is None
