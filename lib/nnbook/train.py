"""Training, for now a box that stays closed: data in, fitted weights out.

A later part of the book opens it and builds each piece by hand: the measure
of error, its slope in every weight, and the steps downhill.
"""

import math

import numpy as np

from nnbook.arguments import count, finite, numbers, one_number
from nnbook.layers import Dense, Network

STRETCH = 100  # steps between two looks at the loss, for `until`


def random_start(sizes, activation="relu", *, seed):
    """A random `Network` for `fit`: `activation` inside, scores at the end.

    `sizes` are the numbers of inputs, units and outputs, as in [64, 16, 1];
    the generator of the weights starts from `seed`.
    """
    activations = [activation] * (len(sizes) - 2) + ["identity"]
    return Network.random(sizes, activations, rng=np.random.default_rng(seed))


def fit(network, X, y, *, steps=200, rate=0.01, until=None):
    """A new `Network` with weights fitted to X: (batch, n_in), y: (batch,).

    y holds classes, 0 to n_out - 1, or 0 and 1 if there is one output. The
    last layer's activation must be the identity: its outputs are scores,
    and training makes the right class's score the largest (with one
    output: positive for class 1). The `network` given stays as it is, and
    it is where the steps start from, so the same one gives the same fit.

    With `until`, training ends before `steps` as soon as a hundred steps
    have lowered the loss by less than that. This is how the book trains
    where it compares: until the network no longer improves, each at its own
    pace. (It may also end on a level stretch, with a descent behind it.)

    Inside: the whole batch in every step, cross-entropy as the loss, and
    Adam (Kingma and Ba 2015, arXiv:1412.6980) as the rule for the steps.
    """
    import torch

    X, y = _checked(network, X, y)
    steps = count(steps, "steps", least=0)
    least = -math.inf if until is None else one_number(until, "until")
    inputs, targets = torch.tensor(X), torch.tensor(y)
    layers = [
        (torch.tensor(each.W, requires_grad=True),
         torch.tensor(each.b, requires_grad=True),
         _TORCH[each.activation.name])
        for each in network.layers
    ]  # fmt: skip
    parameters = [p for W, b, _ in layers for p in (W, b)]
    optimizer = torch.optim.Adam(parameters, lr=rate)
    measure, before = _loss_of(network.sizes[-1]), math.inf
    for done in range(steps):
        a = inputs
        for W, b, phi in layers:
            a = phi(a @ W + b)
        now = measure(a, targets)
        if done % STRETCH == 0:
            if before - now.item() < least:
                break
            before = now.item()
        optimizer.zero_grad()
        now.backward()
        optimizer.step()
    return Network(
        Dense(W.detach().numpy(), b.detach().numpy(), each.activation)
        for (W, b, _), each in zip(layers, network.layers, strict=True)
    )


def predicted(network, X):
    """The class of each row, (batch,): that of the largest score.

    With a single score it is 1 where the score is positive.
    """
    scores = network(X)
    if scores.shape[-1] == 1:
        return (scores[..., 0] > 0).astype(int)
    return scores.argmax(axis=-1)


def loss(network, X, y):
    """The cross-entropy that `fit` makes smaller, the mean of all rows.

    For each row it is -ln of the share that softmax gives the right class;
    with a single score s, of sigmoid(s), or of 1 - sigmoid(s) for class 0.
    """
    scores, y = network(X), np.asarray(y).astype(int)
    if scores.shape[-1] == 1:
        scores = np.column_stack([np.zeros(len(y)), scores])
    scores = scores - scores.max(axis=1, keepdims=True)
    right = scores[np.arange(len(y)), y]
    return float(np.mean(np.log(np.exp(scores).sum(axis=1)) - right))


def accuracy(network, X, y):
    """The share of the rows of X whose `predicted` class is that in y."""
    return float(np.mean(predicted(network, X) == y))


_TORCH = {
    "identity": lambda z: z,
    "sigmoid": lambda z: z.sigmoid(),
    "tanh": lambda z: z.tanh(),
    "relu": lambda z: z.relu(),
}


def _loss_of(n_out):
    from torch.nn import functional

    if n_out == 1:
        return lambda a, y: functional.binary_cross_entropy_with_logits(
            a[:, 0], y.double()
        )
    return functional.cross_entropy


def _checked(network, X, y):
    if not isinstance(network, Network):
        raise TypeError(
            f"expected a Network to start from; got {type(network).__name__}"
        )
    *_, last = names = [layer.activation.name for layer in network.layers]
    if last != "identity":
        raise ValueError(
            f"the last layer's activation is {last}; fit needs the identity"
            " there, since it works with scores, before any squashing"
        )
    if "step" in names:
        raise ValueError(
            "a step has slope 0 everywhere, so training cannot tell which"
            " way to change its weights: use relu, tanh or sigmoid"
        )
    X, y = finite(numbers(X, "X"), "X"), finite(numbers(y, "y"), "y")
    n_in, n_out = network.sizes[0], network.sizes[-1]
    if X.ndim != 2 or X.shape[1] != n_in or y.shape != X.shape[:1]:
        raise ValueError(
            f"X is {X.shape} and y is {y.shape}; this network needs"
            f" (batch, {n_in}) and (batch,)"
        )
    classes = max(2, n_out)
    if not np.isin(y, np.arange(classes)).all():
        raise ValueError(
            f"y holds {np.unique(y)[:12]}; with {n_out} outputs the classes"
            f" are 0 to {classes - 1}"
        )
    return X, y.astype(np.int64)
