"""Answers that nobody had in mind: each exercise gets two right ones in
unusual forms and five wrong ones, with the cause that is named, or None."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import torch
from torch import nn

from nnbook import Network, relu, sigmoid, step
from nnbook.check import check
from nnbook.compare import level
from nnbook.train import fit, predicted

XOR_W = [[1, -1], [-1, 1]]
ONES = [[1, 1], [1, 1]]


def f64(value):
    return torch.tensor(value, dtype=torch.float64)


def kept(X, seen=[]):  # noqa: B006, the mistake itself
    seen.append(1)
    return relu(X) + len(seen)


def first_row(X, W, b):
    for row in X:
        return bool((row @ W + b <= 0).all())
    return None


def corrected_in_place(w, b, x, target, rate):
    error = target - step(w @ x + b)
    w += rate * error * x
    b += rate * error
    return w, b


def over_rows(function):
    """`function` of each row, joined; a single sample is a row too."""

    def whole(X, *rest):
        if np.ndim(X) == 1:
            return function(X, *rest)
        return np.array([function(row, *rest) for row in X])

    return whole


def dropped(X, layers):
    a = X
    for W, b in layers[:-1]:
        z = a @ W + b
        torch.relu(z)  # the result is dropped
        a = z
    return torch.sigmoid(a @ layers[-1][0] + layers[-1][1])


def tensors(forward):
    return lambda *inputs: forward(*map(f64, inputs))


def head_of(change):
    """`change` of the accuracy of a head that is trained as it should."""

    def score_on_views(layer, head, X, y, X_test, y_test):
        fitted = level(head, layer(X), y)
        right = predicted(fitted, layer(X_test)) == y_test
        return change(right)

    return score_on_views


def net_for(X, y, hidden=12):
    rng = np.random.default_rng(2)
    sizes = [X.shape[1], hidden, int(y.max()) + 1]
    return Network.random(sizes, ["relu", "identity"], rng=rng)


def classifier(end=lambda a: a.argmax(axis=1), steps=80):
    def classify(X, y, X_new):
        return end(fit(net_for(X, y), X, y, steps=steps, rate=0.05)(X_new))

    return classify


def forgets(X, y, X_new):
    net = net_for(X, y)
    fit(net, X, y, steps=20)
    return predicted(net, X_new)


def nearest(X, y, X_new):
    far = ((X_new[:, None] - X) ** 2).sum(-1)
    return y[far.argmin(axis=1)]


def grid(n, low=-0.5, high=1.5):
    x1, x2 = np.meshgrid(*[np.linspace(low, high, n)] * 2)
    return np.column_stack([x1.ravel(), x2.ravel()])


def surfaces(change=lambda H, P: (H, P)):
    def made(network, n):
        hidden, out = network.trace(grid(n))
        return change(hidden.a.reshape(n, n, -1), out.a.reshape(n, n))

    return made


def neighbours(end=lambda s: (s > 0).astype(int)):
    """Three training rows vote: no network, and well above a straight cut."""

    def train_classifier(X, y):
        mean, std = X.mean(axis=0), X.std(axis=0) + 1e-9
        known = (X - mean) / std

        def score(X_new):
            rows = (X_new - mean) / std
            far = (known**2).sum(axis=1) - 2 * rows @ known.T
            return y[far.argsort(axis=1)[:, :3]].mean(axis=1) - 0.5

        return lambda X_new: end(score(X_new))

    return train_classifier


def moody(X, y):
    predict, calls = neighbours()(X, y), []

    def answer(X_new):
        calls.append(1)
        return predict(X_new) if len(calls) == 1 else 1 - predict(X_new)

    return answer


RIGHT = {
    "0.1": [
        (np.array([[0, 0, 0], [2, -1, 0], [0, 0, Fraction(-3, 2)]]),),
        ([np.zeros(3), (2, -1, False), torch.tensor([0, 0, -1.5])],),
    ],
    "0.2": [
        (lambda f: [5 * t / 9 - 160 / 9 for t in f],),
        (tensors(lambda f: f.sub(32).div(1.8)),),
    ],
    "0.3": [
        (lambda X, w, b: [sum(x * w) + b for x in X],),
        (lambda X, w, b: np.einsum("ij,j->i", X, w) + b,),
    ],
    "0.4": [(lambda X: X.T[1],), (lambda X: [row[1] for row in X],)],
    "0.5": [
        (lambda X: np.compress(X[:, 0] > 0, X, axis=0),),
        (lambda X: X[np.flatnonzero(X.T[0] > 0)],),
    ],
    "0.6": [
        (lambda X: sum(X) / len(X),),
        (lambda X: [np.mean(c) for c in zip(*X, strict=True)],),
    ],
    "0.7": [(6.0, np.int8(2), Fraction(3)), (torch.tensor(6), [2][0], 3)],
    "0.8": [
        (lambda X, W, b: np.array([x @ W + b for x in X]),),
        (lambda X, W, b: np.add(np.dot(X, W), b).tolist(),),
    ],
    "0.9": [
        (lambda z: (z + np.abs(z)) / 2,),
        (lambda z: np.where(np.asarray(z) > 0, z, 0),),
    ],
    "3.3": [
        (lambda a, h: (1 + (1 - a) * h) * a,),
        (lambda a, h: np.add(a, np.multiply(a - a**2, h)),),
    ],
    "3.4": [
        (lambda z: 1 / np.cosh(z) ** 2 < 0.05,),
        (lambda z: abs(z) > np.arctanh(math.sqrt(0.95)),),
    ],
    "3.5": [
        (lambda X, w, b: not (relu(X @ w + b) > 0).any(),),
        (lambda X, w, b: max(X @ w) <= -b,),
    ],
    "7.3": [
        (lambda W1, b1, W2, b2: [W1.dot(W2), (b1[None] @ W2)[0] + b2],),
        (lambda W1, b1, W2, b2: (
            np.array([(row + 0 * b1) @ W2 for row in W1]),
            np.vstack([b1 @ W2, b2]).sum(axis=0)),),
    ],
    "7.4": [
        ([[1, 1, 1]], [0, Fraction(-1, 3), Fraction(-2, 3)], [3, -6, 6]),
        ([[3, 3, 3]], [-2, 0, -1], [2, 1, -2]),
    ],
    "7.5": [
        (lambda k: (1 << k, 1 + 6 * k, 1 + 3 * (1 << k)),),
        (lambda k: np.array([2.0**k, 6 * k + 1, 3 * 2.0**k + 1]),),
    ],
    "1.1": [
        ([lambda t: 5 * (t - 32), lambda t: t / 9],
         [lambda t: 9 * t, lambda t: t / 5 + 32]),
        ([lambda t: np.float32(t) - 32, lambda t: t / 1.8],
         (1.8.__mul__, (32.0).__add__)),
    ],
    "1.2": [
        (lambda box: np.array([[box(1) - box(0)], [box(0)]]).ravel(),),
        (lambda box: map(float, np.polyfit([0, 2], [box(0), box(2)], 1))
         .__reduce__() and list(np.polyfit([0, 2], [box(0), box(2)], 1)),),
    ],
    "1.3": [
        (np.array([["relu", "DOUBLE"], ["step", "relu"]], dtype=object),),
        ({frozenset({"double", "ReLU"}), ("ReLU", "step")},),
    ],
    "2.1": [
        ([Decimal("-0.1"), Fraction(-1, 10)], Decimal("0.15")),
        (np.array([-3, -4], dtype=object), torch.tensor(5)),
    ],
    "2.2": [(np.uint8(3), Fraction(4)), (sum([True] * 3), len("four"))],
    "2.3": [
        (lambda X: [sum(r) > len(r) / 2 for r in X] if X.ndim > 1
         else sum(X) > len(X) / 2,),
        (tensors(lambda X: (2 * X - 1).sum(-1) > 0),),
    ],
    "2.4": [
        (lambda w, b, x, target, rate: [
            [v + rate * (target - (w @ x + b > 0)) * i
             for v, i in zip(w, x, strict=True)],
            b + rate * (target - (w @ x + b > 0))],),
        (corrected_in_place,),
    ],
    "2.5": [((1, 1), Fraction(1)), (torch.ones(2), np.float32(1))],
    "2.6": [(len([3, 2, 1, 0]), 4.0), (np.array(4), torch.tensor(4))],
    "3.1": [
        ([Fraction(1, 2), -2], np.zeros(2), [2, Fraction(1, 2)], 0),
        (range(-1, 2, 2), [0, 0], (True, True), np.float16(0)),
    ],
    "3.2": [
        (lambda a, target: 2 * (np.arctanh(2 * target - 1)
                                - np.arctanh(2 * a - 1)),),
        (lambda a, target: np.log1p((target - a) / (a * (1 - target))),),
    ],
    "4.1": [
        ([[3, 2, -5], [3, 2, -5]], (-3, -1, 8)),
        ([torch.tensor([1.0, 1, -1])] * 2, [Fraction(-3, 2), -0.5, 1.5]),
    ],
    "4.2": [
        (lambda X, weight, bias: np.vecdot(X[..., None, :], weight) + bias,),
        (lambda X, weight, bias: (weight @ X.T).T + bias,),
    ],
    "4.3": [
        (lambda W, b, v: [W[:, -1:], b[-1:], sum(v)[None]],),
        (lambda W, b, v: (W[:, [0]].tolist(), [min(b)], [math.fsum(v)]),),
    ],
    "5.1": [
        (np.array([[-0.6], [-0.5], [1.5], [-1.4]]), (0, 0, 1.5, 0),
         Fraction(115, 100), 0.7595),
        (["-0.6", 0] and [-0.6, -0.5, 1.5, -1.4], [-0.0, 0, 1.5, 0],
         torch.tensor(1.15), np.float32(0.76)),
    ],
    "5.2": [
        ({0.59: " Sigmoid", 0.6878: "B2", 0.4452: "relu "},),
        (np.array(["relu", "b2", "sigmoid"], dtype=object),),
    ],
    "5.3": [
        (lambda X, W, b: ~np.any(X @ W + b > 0, axis=-1),),
        (lambda X, W, b: np.array([max(z) <= 0 for z in X @ W + b], object),),
    ],
    "6.1": [
        (lambda X, layers: nn.Sequential(*[
            m for i, (W, b) in enumerate(layers)
            for m in (lambda a, W=W, b=b: a @ W + b,
                      torch.sigmoid if i + 1 == len(layers) else torch.relu)
        ] and [])(X) if not layers else dropless(X, layers),),
        (lambda X, layers: dropless(X.float(), [
            (W.float(), b.float()) for W, b in layers]).double(),),
    ],
    "6.2": [
        (lambda output, y: (output.T - y).T,),
        (lambda output, y: [[o.item() - t.item()]
                            for o, t in zip(output, y, strict=True)],),
    ],
    "6.3": [
        (lambda layer: list(map(torch.Tensor.t, layer.parameters())),),
        (lambda layer: (layer(torch.eye(layer.in_features).double())
                        - layer.bias, layer.bias),),
    ],
    "7.1": [
        ([[Fraction(1), -1], [-2, 1]], (0, 0), [3, 1], -0.5),
        (1e-200 * np.array(XOR_W), [0, 0], [1e200, 1e200], -0.5),
    ],
    "7.2": [
        (head_of(lambda right: Fraction(int(right.sum()), len(right))),),
        (head_of(lambda right: 1 - (~right).mean()),),
    ],
    "9.1": [
        (lambda x, w, b: 0.5 * (1 + np.tanh((x @ w + b) / 2)),),
        (over_rows(lambda x, w, b: 1 / (1 + math.exp(-sum(x * w) - b))),),
    ],
    "9.2": [
        (lambda x, w, b: torch.sigmoid((x * w).sum(dim=-1) + b),),
        (lambda x, w, b: 1 - torch.sigmoid(-(x @ w[:, None])[..., 0] - b),),
    ],
    "9.3": [
        (lambda X, W, b: ((X @ W + b) + abs(X @ W + b)) / 2,),
        (over_rows(lambda x, W, b: [max(0, z) for z in x @ W + b]),),
    ],
    "9.4": [
        (tensors(lambda X, W1, b1, W2, b2: torch.sigmoid(
            torch.relu(X @ W1 + b1) @ W2 + b2)),),
        (over_rows(lambda x, W1, b1, W2, b2: sigmoid(
            relu(W1.T @ x + b1) @ W2 + b2)),),
    ],
    "9.5": [([3, Fraction(7, 2)], Decimal("-1.3")), (4 * np.ones(2), [-2][0])],
    "9.6": [
        (torch.tensor(XOR_W), (0, 0), (5, 5), [-2]),
        ([[1e-3] * 2] * 2, [0, -1e-3], [[8e3], [-16e3]], -4),
    ],
    "9.7": [(Fraction(8), "relu"), (torch.tensor(4), "tanh")],
    "9.8": [(nearest,), (classifier(lambda s: torch.tensor(s).argmax(1)),)],
    "9.9": [
        (surfaces(lambda H, P: [torch.tensor(H), P.tolist()]),),
        (surfaces(lambda H, P: (np.float32(H), np.asfortranarray(P))),),
    ],
    "10.1": [
        (neighbours(lambda s: s > 0),),
        (lambda X, y: neighbours(lambda s: [int(v > 0) for v in s])(
            X.copy(), y),),
    ],
    "10.3": [
        (lambda y, said: np.bincount(2 * y + said, minlength=4)
         .reshape(2, 2),),
        (lambda y, said: [[sum((y == i) * (said == j)) for j in (0, 1)]
                          for i in (0, 1)],),
    ],
    "10.4": [
        (lambda scores, y, bars, most: sorted(
            b for b in bars if (scores[y > 0] <= b).mean() <= most)[-1],),
        (lambda scores, y, bars, most: torch.tensor(max(
            b for b in bars if (scores[y == 1] > b).mean() >= 1 - most)),),
    ],
}  # fmt: skip


def dropless(X, layers):
    *first, (W, b) = layers
    for V, c in first:
        X = torch.relu(X @ V + c)
    return torch.sigmoid(X @ W + b)


# (answers, name of the likely cause or None, words that the report has)
_C = [lambda t: t - 32, lambda t: t * 5 / 9]
_F = [lambda t: t * 9 / 5, lambda t: t + 32]
WRONG = {
    "0.1": [
        (([[0, 0, 0], [2, -1, 0], [0, 0, -1]],), None, ""),
        (([[0, 0, 0], [2, -1, 0], [0, 0, -1, 5]],), None, "shapes"),
        (([0, 2, -1.5],), None, "shape"),
        (([[0, 0, 0], [2, -1, ...], [0, 0, -1.5]],), None, "empty"),
        ((np.zeros((3, 3)) * np.nan,), None, "finite"),
    ],
    "0.2": [
        ((lambda f: (f - 32) * 0.55,), None, ""),
        ((lambda f: [(t - 32) * 5 / 9 for t in f][-1],), None, ""),
        ((lambda f: int((f - 32) * 5 / 9),), None, "single numbers"),
        ((lambda f: f"{f} degrees",), None, "text"),
        ((lambda: 0,), None, "It should take (fahrenheit)"),
    ],
    "0.3": [
        ((lambda X, w, b: [x * w for x in X],), None, ""),
        ((lambda X, w, b: X @ w - b,), None, ""),
        ((lambda X, w, b: max(0, X @ w + b),), None, "whole array"),
        ((lambda w, X, b: X @ w + b,), None, "Your function takes (w, X, b)"),
        ((lambda X, w, b: (X @ w + b)[::-1],), "rows in reverse order", ""),
    ],
    "0.4": [
        ((lambda X: X[:, -1],), None, ""),
        ((lambda X: X(1),), None, "brackets after something"),
        ((lambda X: next(row[1] for row in X),), "one number", ""),
        ((lambda X: X[1, :],), "a row, not a column", ""),
        ((lambda X: X[:1],), None, ""),
    ],
    "0.5": [
        ((lambda X: X[X[:, 0] > 1],), None, ""),
        ((lambda X: X[X > 0][0],), None, ""),
        ((lambda X: [row for row in X if row > 0],), None, "whole array"),
        ((lambda X: print(X[X[:, 0] > 0]),), "printed, not returned", ""),
        ((lambda X: len(X[X[:, 0] > 0]),), None, ""),
    ],
    "0.6": [
        ((lambda X: X.mean(axis=0)[::-1],), None, ""),
        ((lambda X: np.median(X, axis=0),), None, ""),
        ((lambda X: X.mean(axis=0).round(),), None, ""),
        ((lambda X: X.mean(0, keepdims=True),), "right numbers, wrong shape",
         ""),
        ((lambda X: X.average(),), None, "an unknown name after a point"),
    ],
    "0.7": [
        ((6, 3, 2), "sizes exchanged", ""),
        ((9, 3, 2), "the cell's number", ""),
        ((6, (2, 3), 3), None, "shape"),
        (("6", 2, 3), None, "text '6'"),
        ((6, 2, ...), None, "still empty"),
    ],
    "0.8": [
        ((lambda X, W, b: X @ W - b,), None, ""),
        ((lambda X, W, b: (X @ W + b)[0],), "the first row only", ""),
        ((lambda X, W: X @ W,), None, "It should take (X, W, b)"),
        ((lambda X, W, b: X @ (W + b),), None, ""),
        ((lambda X, W, b: X @ W @ b,), None, ""),
    ],
    "0.9": [
        ((lambda z: [max(0, t) for t in z],), None, ""),
        ((lambda z: z if z > 0 else 0,), "asked of the whole array",
         "whole array"),
        ((lambda z: np.maximum(0.01 * z, z),), None, ""),
        ((lambda z: np.maximum(1, z),), None, ""),
        ((lambda z: np.minimum(np.maximum(0, z), 1),), None, ""),
    ],
    "3.3": [
        ((lambda a, h: a + a * (1 + a) * h,), None, ""),
        ((lambda a, h: a + a * 1 - a * h,), None, ""),
        ((lambda a, h: a + math.exp(-a) * h,), None, ""),
        ((lambda a: a,), None, "It should take (a, h)"),
        ((lambda h, a: a + a * (1 - a) * h,), None,
         "Your function takes (h, a)"),
    ],
    "3.4": [
        ((lambda z: np.abs(z) > 2,), None, ""),
        ((lambda z: math.tanh(z) ** 2 > 0.95,), None, "single numbers"),
        ((lambda z: True,), None, ""),
        ((lambda z: 1 - np.tanh(z) ** 2 < 0.5,), None, ""),
        ((lambda z: "yes",), None, "text 'yes'"),
    ],
    "3.5": [
        ((lambda X, w, b: False,), None, ""),
        ((lambda X, w, b: all(X @ w + b) <= 0,), None, ""),
        ((lambda X, w, b: bool(sum(X @ w + b) <= 0),),
         "the mean of all rows", ""),
        ((lambda X, w, b: bool((X @ w + b)[-1] <= 0),), None, ""),
        ((lambda X, w, b: w @ X + b <= 0,), None, "stand on the left"),
    ],
    "7.3": [
        ((lambda W1, b1, W2, b2: (W1 @ W2, W2 @ b1 + b2),), None, ""),
        ((lambda W1, b1, W2, b2: (b1 @ W2 + b2, W1 @ W2),),
         "results in another order", ""),
        ((lambda W1, b1, W2, b2: (W1 @ W2, b1 @ W2 - b2),), None, ""),
        ((lambda W1, b1, W2, b2: W1 @ W2,), None, "2 results"),
        ((lambda W1, b1, W2, b2: ((W1 @ W2).T, b1 @ W2 + b2),), None, ""),
    ],
    "7.4": [
        (([[3, 3, 3]], [0, -1, -2], [1, -2, 1]), "level at the end", ""),
        (([3, 3, 3], [0, -1, -2], [1, -2, 2]), None, "shape"),
        (([[3, 3, 3]], [0, -1, -2], [1, -2, math.inf]), None, "finite"),
        (([[3, 3, 3]], [0, -1, -2], [0, 0, 0]), None, ""),
        (([[3, 3, ...]], [0, -1, -2], [1, -2, 2]), None, "still empty"),
    ],
    "7.5": [
        ((lambda k: (2**k, 6 * k, 3 * 2**k + 1),),
         "the output's bias forgotten in the deep network", ""),
        ((lambda k: (k**2, 6 * k + 1, 3 * k**2 + 1),), None, ""),
        ((lambda k: (64, 37, 193),), "works for the example only", ""),
        ((lambda k: 2**k,), None, "3 results"),
        ((lambda k: (6 * k + 1, 2**k, 3 * 2**k + 1),),
         "results in another order", ""),
    ],
    "1.1": [
        ((_C[::-1], _F), "multiplied before subtracting", ""),
        ((_C, _F[::-1]), "the way back in the same order", ""),
        ((_C[:1], _F), None, "Not right for any"),
        (((-32).__add__, _F), None, "list of two functions"),
        (([_C[0], lambda t: t * 5 / 0], _F), None, "ZeroDivisionError"),
    ],
    "1.2": [
        ((lambda box: (box.m, box.c),), None, "AttributeError"),
        ((lambda box: {"m": box(1) - box(0), "c": box(0)},), None, "dict"),
        ((lambda box: (box(1) - box(0), None),), None, "2 results"),
        ((lambda box: print(box(1) - box(0), box(0)),),
         "printed, not returned", ""),
        ((lambda: (1, 2),), None, "It should take (box)"),
    ],
    "1.3": [
        (([("ReLU", "ReLU")],), None, "two different"),
        (([relu, step],), None, "pair looks like"),
        (([("double", "step"), ("double", "ReLU"), ("ReLU", "step")],),
         "tried at negative numbers only", ""),
        ((zip(["double"], ["ReLU"], strict=True),), None, "list(...)"),
        (([("double", ["ReLU"])],), None, "one of these names"),
    ],
    "2.1": [
        (([-1, -1], 2.5), "bias too large", ""),
        (([1, 1], -1.5), "AND instead of NAND", ""),
        (([0.5, -1], 0.25), None, ""),
        (([-1, -1], (1, 5)), None, "decimals with a point"),
        (([-1, -1], 1 + 1e-13), "decided by rounding", ""),
    ],
    "2.2": [
        (("three", 4), None, "text 'three'"),
        ((4, 4), "with a bias", ""),
        ((3, math.nan), None, "not finite"),
        ((0, 0), "yes and no", ""),
        ((3, [4, 4]), None, "shape"),
    ],
    "2.3": [
        ((lambda X: X.mean(-1) > 0.51,), None, ""),
        ((lambda X: X.sum(-1) > 1.5,), "bias for three inputs only", ""),
        ((lambda X: round(X.mean()),), None, ""),
        ((lambda X: 1 if X.sum(-1) > X.shape[-1] / 2 else 0,), None,
         "one yes or no asked of a whole array"),
        ((kept,), "another answer to the same inputs", ""),
    ],
    "2.4": [
        ((lambda w, b, x, target, rate: w + rate * target * x,), None,
         "2 results"),
        ((lambda w, b, x, target, rate: (w + rate * target * x,
                                         b + rate * target),), None, ""),
        ((lambda w, x, target, rate: (w, x),), None,
         "It should take (w, b, x, target, rate)"),
        ((lambda w, b, x, target, rate: (w, b)
          if target == step(w @ x + b) else None,),
         "no result on one way through", "2 results"),
        ((lambda w, b, x, target, rate: (w, b),), None, ""),
    ],
    "2.5": [
        (([1, 1], 0.5), None, ""),
        (([1, 1], -1), None, ""),
        (([1, 1, 1], 1), None, "shape"),
        (([-1, 1], 1), None, ""),
        (([1, 1], (1, 0)), None, "with a point"),
    ],
    "2.6": [
        ((4, 4.5), "the rate thought to matter", ""),
        (([3, 2, 1, 0], 4), None, "shape"),
        ((5, 5), None, ""),
        ((math.inf, 4), None, "finite"),
        (("4", "4"), None, "text '4'"),
    ],
    "3.1": [
        (([1, -1], [0, 0], [1, 1], 1e-3), "shifted up or down", ""),
        (([1, -1], [1e-3, 0], [1, 1], 0), "a corner beside 0", ""),
        (([1, -1], [0, 0], [math.inf, 1], 0), None, "not finite"),
        (([1, -1], [0, 0], [0, 0], 0), "one neuron does nothing", ""),
        (([1, ...], [0, 0], [1, 1], 0), None, "w is still empty"),
    ],
    "3.2": [
        ((lambda a, target: np.log(target / 1 - target) - np.log(a / 1 - a),),
         "not a finite number", "brackets"),
        ((lambda a, target: math.log(target / (1 - target) / a * (1 - a)),),
         "for single numbers only", ""),
        ((lambda a, target: np.log(a / (1 - a)) - np.log(target
                                                     / (1 - target)),),
         "the other way round", ""),
        ((lambda a, target: np.log2(target / (1 - target))
          - np.log2(a / (1 - a)),), None, ""),
        ((lambda target, a: np.log(target / (1 - target))
          - np.log(a / (1 - a)),), None, "it is called with (a, target)"),
    ],
    "4.1": [
        (([[1, 1, -1], [1, 1, -1]], (-1, 5, -0, 5, 1, 5)), None, "point"),
        (([[0, 0, 0], [0, 0, 0]], [0, 0, 0]), "NAND always 0", ""),
        (([[1, 1, -1], [1, 1, -1]], [-1.5, -0.5, math.inf]), None, "finite"),
        (([[1, 1, -1], [1, 0, -1]], [-1.5, -0.5, 1.5]), None, "OR"),
        (([[1, 1, -1], [1, 1, ...]], [-1.5, -0.5, 1.5]), None, "empty"),
    ],
    "4.2": [
        ((lambda X, weight, bias: np.trunc(X @ weight.T + bias),),
         "whole numbers", ""),
        ((lambda X, weight, bias: X @ weight.T - bias,), None, ""),
        ((lambda X, weight, bias: (X @ weight.T + bias)[:1],),
         "the first row only", ""),
        ((lambda X, weight, bias: (X @ weight.T + bias)[..., ::-1],), None,
         ""),
        ((lambda weight, X, bias: X @ weight.T + bias,), None,
         "Your function takes (weight, X, bias)"),
    ],
    "4.3": [
        ((lambda W, b, v: (W[:, :1], b[:1], np.array([v.max()])),), None, ""),
        ((lambda W, b, v: (b[:1], W[:, :1], v.sum(keepdims=True)),),
         "results in another order", ""),
        ((lambda W, b, v: (W[:, :1], b[:1], ...),), None, "3 results"),
        ((lambda W, b, v: W[:, :1],), None, "3 results"),
        ((lambda W, b, v: (W[:, :1], b[:1], [set(v)]),), None, "3 results"),
    ],
    "5.1": [
        (([-0.6, -0.5, 1.5, -1.4], [0.6, 0.5, 1.5, 1.4], 1.81, 0.86),
         "minus sign dropped instead of ReLU", ""),
        (([-0.6, -0.5, 1.5, -1.4], [0, 0, 1.5, 0], 1.15, 0.24),
         "the sign in the exponent", ""),
        (([-0.6, -0.5, 1.5, -1.4], [0, 0, 1.5, 0], [1, 15], 0.76), None,
         "with a point"),
        (([-0.6, -0.5, 1.5, ...], [0, 0, 1.5, 0], 1.15, 0.76), None,
         "z1 is still empty"),
        (([1, 1, 1, 1], [1, 1, 1, 1], 1, 1), None, "z1 is the first"),
    ],
    "5.2": [
        (("ReLU, b2, sigmoid",), None, "text"),
        (([relu, sigmoid, "b2"],), None, "one of"),
        ((["b2", "relu", "sigmoid"],), "ReLU and b2 swapped", ""),
        (({0.4452: "ReLU", 0.6878: ..., 0.59: "sigmoid"},), None, "all three"),
        ((["relu", "b2"],), None, "three are expected"),
    ],
    "5.3": [
        ((lambda X, W, b: (relu(X @ W + b).sum(axis=1) == 0) * 1,),
         "1 and 0 instead of True and False", "numbers"),
        ((first_row,), "the first row only", ""),
        ((lambda X, W, b: (X @ W + b <= 0).all(axis=1)[::-1],),
         "rows in reverse order", ""),
        ((lambda X, W, b: all(z <= 0 for z in X @ W + b),),
         "Python's own all", "truth value"),
        ((lambda X, W: (X @ W <= 0).all(axis=1),), None,
         "It should take (X, W, b); yours takes (X, W)."),
    ],
    "6.1": [
        ((dropped,), "ReLU forgotten", ""),
        ((lambda X, layers: next(torch.relu(X @ W + b) for W, b in layers),),
         None, ""),
        ((lambda X, layers: dropless(X, layers[::-1]),), None, ""),
        ((lambda X, layers: 1 / 1 + torch.exp(-torch.logit(
            dropless(X, layers))),), "brackets missing in the sigmoid", ""),
        ((lambda X, layers: max(0, X @ layers[0][0]),), None,
         "one yes or no asked of a whole array"),
    ],
    "6.2": [
        ((lambda output, y: next(o - y for o in output),), None, ""),
        ((lambda output, y: output - y.reshape(1, -1),),
         "every output minus every target", ""),
        ((lambda output, y: (output - y[:, None])[:1],),
         "the first row only", ""),
        ((lambda output, y: abs(output - y[:, None]),), "the sign lost", ""),
        ((lambda output, y: (output - y[:, None]).int(),), "whole numbers",
         ""),
    ],
    "6.3": [
        ((lambda layer: (layer.weight.T, None),), None, "2 results"),
        ((lambda layer: layer.weight.T,), None, ""),
        ((lambda layer: (layer.W.T, layer.b),), None, "AttributeError"),
        ((lambda layer: (np.transpose(layer.weight), layer.bias),), None, ""),
        ((lambda layer: (layer.weight.T, -layer.bias),), None, ""),
    ],
    "7.1": [
        ((XOR_W, [0, 0], [1, 1], (0, 5)), None, "with a point"),
        ((np.zeros((2, 2)), [0, 0], [1, 1], -0.5), "a unit never answers", ""),
        ((XOR_W, [0, 0], [1, 1], -1), "the readout says 0 for every input",
         ""),
        ((XOR_W, [0, 0], [1, "1"], -0.5), None, "text '1'"),
        ((XOR_W, [0.5, 0], [1, 1], -0.5), "a unit answers to (0, 0)", ""),
    ],
    "7.2": [
        ((head_of(lambda right: right),), None, ""),
        ((head_of(lambda right: round(float(right.mean()))),), None, ""),
        ((head_of(lambda right: 0.0),), None, ""),
        ((lambda layer, head, X, y, X_test, y_test: fit(head, layer(X), y),),
         None, "Network("),
        ((lambda layer, head, X, y: 1,), None, "It should take (layer, head"),
    ],
    "9.1": [
        ((lambda x, w, b: 1 / 1 + np.exp(-(x @ w + b)),),
         "brackets missing in the sigmoid", ""),
        ((lambda x, w, b: 1 / (1 + np.exp(-(w @ x + b))),), None,
         "they stand on the left"),
        ((lambda x, w, b: 1 / (1 + math.exp(-(x @ w + b))),), None,
         "a function for single numbers, given an array"),
        ((lambda x, w, b: step(x @ w + b),), "a step instead of a sigmoid",
         ""),
        ((lambda x, w, b: sigmoid(b),), None, ""),
    ],
    "9.2": [
        ((lambda x, w, b: torch.sigmoid(x @ w + b).numpy(),), "left PyTorch",
         ""),
        ((lambda x, w, b: torch.sigmoid(x @ w.detach() + b),),
         "cut off from the weights", ""),
        ((lambda x, w, b: f64(sigmoid((x @ w + b).numpy())),),
         "cut off from the weights", ""),
        ((lambda x, w, b: torch.sigmoid(w @ x + b),), None,
         "they stand on the left"),
        ((lambda x, w, b: 1 / 1 + torch.exp(-(x @ w + b)),),
         "brackets missing in the sigmoid", ""),
    ],
    "9.3": [
        ((lambda X, W, b: max(0, X @ W + b),), None,
         "one yes or no asked of a whole array"),
        ((lambda X, W, b: X @ W + b if X @ W + b > 0 else 0,), None,
         "one yes or no asked of a whole array"),
        ((lambda X, W, b: relu(W @ X + b),), None, "they stand on the left"),
        ((lambda X, W, b: np.minimum(0, X @ W + b),),
         "minimum instead of maximum", ""),
        ((lambda X, W, b: np.clip(X @ W + b, 0, 100),), None, ""),
    ],
    "9.4": [
        ((lambda X, W1, b1, W2, b2: (X, W1),), None, "2 results"),
        ((lambda X, W1, b1, W2, b2: 1 / 1 + np.exp(
            -(relu(X @ W1 + b1) @ W2 + b2)),),
         "brackets missing in the sigmoid", ""),
        ((lambda X, W1, b1, W2, b2: sigmoid(relu(X * W1 + b1) @ W2 + b2),),
         None, "entry by entry"),
        ((lambda X, W1, b1, W2, b2: sigmoid(relu(X @ W1 + b1) @ W2 + b2)[0],),
         "the first row only", ""),
        ((lambda X, W1, b1, W2, b2: None,), None, ""),
        ((lambda X, W1, W2, b1, b2: sigmoid(relu(X @ W1 + b1) @ W2 + b2),),
         None, "Your function takes (X, W1, W2, b1, b2)"),
    ],
    "9.5": [
        (([4, 4], (-2, 0)), None, "with a point"),
        (([4, 4], [-2]), None, "shape"),
        (([-4, -4], -1), "negative weights", ""),
        (([4, 4], -4), "AND instead of OR", ""),
        (([math.inf, 4], -2), None, "finite"),
    ],
    "9.6": [
        ((ONES, [0, -1], [8, -16], (-4, 5)), None, "shape"),
        ((ONES, [0, -1], [[8], [16]], [-40]), "the same class for all rows",
         ""),
        ((np.zeros((2, 2)), [0, 0], [0, 0], 0), "ReLU has nothing to bend",
         ""),
        ((ONES, [0, "-1"], [8, -16], -4), None, "text '-1'"),
        ((ONES, [0, -1], [8, -16], math.nan), None, "finite"),
    ],
    "9.7": [
        ((4.5, "tanh"), None, "whole number"),
        ((4, "step"), "a step cannot be trained", ""),
        ((9, "relu"), "too many units", ""),
        ((-math.inf, "relu"), None, "whole number"),
        ((4, ["tanh"]), None, "quotes"),
    ],
    "9.8": [
        ((forgets,), "the network is not trained", ""),
        ((classifier(lambda s: s.argmax(axis=1) + 1),), None, ""),
        ((classifier(lambda s: s.argmin(axis=1)),), None, "less than 80 %"),
        ((classifier(lambda s: s),), "scores, not classes", ""),
        ((lambda X, y: y,), None, "It should take (X, y, X_new)"),
    ],
    "9.9": [
        ((lambda network, n: network(grid(n)),), None, ""),
        ((surfaces(lambda H, P: (H, P.round())),), "P is cut off at one half",
         ""),
        ((surfaces(lambda H, P: (np.zeros_like(H), P)),), None, ""),
        ((lambda network, n: network.trace(grid(n)),), None, ""),
        ((surfaces(lambda H, P: (H, P.ravel())),), "right numbers, "
         "wrong shape", ""),
    ],
    "10.1": [
        ((moody,), "another answer to the same rows", "second time"),
        ((neighbours(lambda s: s),), "scores instead of classes", ""),
        ((neighbours(lambda s: "yes"),), None, "text 'yes'"),
        ((lambda X, y: neighbours()(X, 0 * y),), "always the same class", ""),
        ((lambda y, X: neighbours()(X, y),), None, ""),
    ],
    "10.2": [
        ((lambda X, y, X_new, y_new: (0.5, math.nan),), None, ""),
        ((lambda X, y, X_new, y_new: 0.5,), None, ""),
        ((lambda X, y, X_new, y_new: (-1, -1),), None, ""),
        ((lambda X, y: (0.5, 0.5),), None, "It should take (X, y, X_new"),
        ((lambda X, y, X_new, y_new: ("50 %", "90 %"),), None, "text '50 %'"),
    ],
    "10.3": [
        ((lambda y, said: [[1, 2], [3]],), None, ""),
        ((lambda y, said: np.eye(2) * len(y),), None, ""),
        ((lambda y, said: np.sum(y != said),), None, ""),
        ((lambda said, y: [[0, 0], [0, 0]],), None,
         "Your function takes (said, y)"),
        ((lambda y, said: [[0, 0], [0, 0]] if y == said else 1,), None,
         "whole array"),
    ],
    "10.4": [
        ((lambda scores, y, bars, most: bars[0],), "the lowest bar", ""),
        ((lambda scores, y, bars, most: max(bars),), None, ""),
        ((lambda scores, y, bars, most: most,), None, ""),
        ((lambda scores, y, bars, most: [
            b for b in bars if np.mean(scores[y == 1] <= b) <= most],), None,
         ""),
        ((lambda scores, y, bars, most: 1 if scores > 0 else 0,), None,
         "whole array"),
    ],
}  # fmt: skip


def listed(table):
    return [
        pytest.param(number, case, id=f"{number}-{i}")
        for number, cases in table.items()
        for i, case in enumerate(cases, 1)
    ]


@pytest.mark.parametrize(("number", "answers"), listed(RIGHT))
def test_an_unusual_right_answer_is_right(number, answers):
    report = check(number, *answers)
    assert report, report


@pytest.mark.parametrize(("number", "case"), listed(WRONG))
def test_a_new_wrong_answer_is_told_what_is_wrong(number, case):
    answers, name, words = case
    report = check(number, *answers)
    assert not report, report
    assert (report.mistake and report.mistake.name) == name, report
    assert words in repr(report), report
    assert "stumbled" not in repr(report), report
