"""The exercises of chapter 6: other ways to be right, and to be wrong."""

import numpy as np
import pytest
import torch
from torch import nn

from nnbook.check import check


def in_numpy(X, layers):
    a = X.numpy()
    for W, b in layers[:-1]:
        a = np.maximum(a @ W.numpy() + b.numpy(), 0)
    W, b = layers[-1]
    return 1 / (1 + np.exp(-(a @ W.numpy() + b.numpy())))


def by_sequential(X, layers):
    model = []
    for W, b in layers:
        layer = nn.Linear(*W.shape, dtype=torch.float64)
        with torch.no_grad():
            layer.weight.copy_(W.T)
            layer.bias.copy_(b)
        model += [layer, nn.ReLU()]
    return nn.Sequential(*model[:-1], nn.Sigmoid())(X)


def in_lists(X, layers):
    return [row.tolist() for row in in_numpy(X, layers)]


@pytest.mark.parametrize("forward", [in_numpy, by_sequential, in_lists])
def test_other_ways_to_run_a_network_are_right(forward):
    report = check("6.1", forward)
    assert report, report


def relu_in_every_round(X, layers):
    for W, b in layers:
        X = (X @ W + b).clamp(min=0)
    return X.sigmoid()


def only_linear(X, layers):
    for W, b in layers:
        X = b + X.mm(W)
    return 1 / (1 + torch.exp(-X))


def no_end(X, layers):
    for i, (W, b) in enumerate(layers):
        X = X @ W + b
        if i < len(layers) - 1:
            X = X * (X > 0)
    return X


def without_biases(X, layers):
    for W, _ in layers[:-1]:
        X = torch.relu(X @ W)
    return torch.sigmoid(X @ layers[-1][0])


@pytest.mark.parametrize(
    ("forward", "name"),
    [
        (relu_in_every_round, "ReLU before the sigmoid"),
        (only_linear, "ReLU forgotten"),
        (no_end, "sigmoid forgotten"),
        (without_biases, "biases forgotten"),
    ],
)
def test_mistakes_in_a_network_are_named(forward, name):
    report = check("6.1", forward)
    assert report.mistake is not None, report
    assert report.mistake.name == name
    assert "sizes" in repr(report)


@pytest.mark.parametrize(
    ("number", "stub"),
    [("6.1", lambda X, layers: None), ("6.3", lambda layer: None)],
)
def test_a_stub_is_not_attempted(number, stub):
    assert check(number, stub).state == "not attempted"


@pytest.mark.parametrize("number", ["6.1", "6.3"])
def test_a_result_instead_of_a_function(number):
    assert "by its name" in repr(check(number, torch.ones(2)))


def errors_in_a_loop(output, y):
    return [[float(a[0] - t)] for a, t in zip(output, y, strict=True)]


@pytest.mark.parametrize(
    "errors",
    [
        errors_in_a_loop,
        lambda output, y: output - y.reshape(-1, 1),
        lambda output, y: (output.squeeze(1) - y).unsqueeze(1),
        lambda output, y: output.numpy() - y.numpy()[:, np.newaxis],
    ],
)
def test_other_ways_to_subtract_are_right(errors):
    report = check("6.2", errors)
    assert report, report


@pytest.mark.parametrize(
    ("errors", "name"),
    [
        (lambda output, y: output - y[None], "every output minus every target"),
        (lambda output, y: torch.sub(output, y.reshape(1, -1)),
         "every output minus every target"),
        (lambda output, y: output - y.mean(), "averaged over all targets"),
        (lambda output, y: y.unsqueeze(-1) - output, "target minus output"),
        (lambda output, y: torch.diagonal(output - y), "the second axis lost"),
        (lambda output, y: sum(output.flatten() - y) / len(y),
         "one number for the batch"),
        (lambda output, y: torch.sqrt((output.T - y) ** 2).T,
         "the sign lost"),
    ],
)  # fmt: skip
def test_mistakes_in_a_difference_are_named(errors, name):
    report = check("6.2", errors)
    assert report.mistake is not None, report
    assert report.mistake.name == name


def by_unit_vectors(layer):
    b = layer(torch.zeros(layer.in_features, dtype=torch.float64))
    return layer(torch.eye(layer.in_features, dtype=torch.float64)) - b, b


@pytest.mark.parametrize(
    "from_linear",
    [
        by_unit_vectors,
        lambda layer: (layer.weight.detach().numpy().transpose(),
                       layer.bias.tolist()),
        lambda layer: [layer.state_dict()["weight"].t(), layer.bias],
    ],
)  # fmt: skip
def test_other_ways_out_of_a_layer_are_right(from_linear):
    report = check("6.3", from_linear)
    assert report, report


def if_needed(layer):
    rows, _ = layer.weight.shape
    W = layer.weight if rows == layer.in_features else layer.weight.t()
    return W.detach().numpy(), layer.bias


@pytest.mark.parametrize(
    ("from_linear", "name"),
    [
        (lambda layer: tuple(layer.parameters()), "not transposed"),
        (if_needed, "transposed only until the shape fits"),
        (lambda layer: (layer.weight.view(layer.in_features, -1), layer.bias),
         "reshaped, not transposed"),
        (lambda layer: (layer.weight.mT, layer.bias.reshape(-1, 1)),
         "bias as a column"),
        (lambda layer: (layer.bias, layer.weight.mT),
         "W and b in the other order"),
    ],
)  # fmt: skip
def test_mistakes_on_the_way_out_are_named(from_linear, name):
    report = check("6.3", from_linear)
    assert report.mistake is not None, report
    assert report.mistake.name == name
