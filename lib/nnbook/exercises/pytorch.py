"""The exercises of chapter 6, the same network in PyTorch."""

from itertools import pairwise

import torch
from torch import nn

from nnbook.check.exercise import Case, Function, Mistake
from nnbook.exercises.shared import KEEP, sigmoid_slips

PROGRAM = "The whole program"
FORMS = "Four forms of one network"


def _numbers(*shape, seed):
    rng = torch.Generator().manual_seed(seed)
    return torch.randn(*shape, generator=rng, dtype=torch.float64)


def _sizes(n):
    """A column of n factors from 1/100 to 100."""
    return torch.logspace(-2, 2, n, dtype=torch.float64)[:, None]


# ---- 6.1. The report shows the sizes; the weights follow from them.


def _through(forward, X, sizes):
    layers = [
        (_numbers(n_in, n_out, seed=i), _numbers(n_out, seed=i + 10))
        for i, (n_in, n_out) in enumerate(pairwise(sizes))
    ]
    return forward(X, layers)


def _network(hidden=torch.relu, last=torch.sigmoid, bias=1):
    def forward(X, layers):
        a = X
        for i, (W, b) in enumerate(layers, 1):
            phi = last if i == len(layers) else hidden
            a = phi(a @ W + bias * b)
        return a

    return forward


def _first_turn(X, layers):
    """`return` in the loop over the hidden layers; without them, right."""
    W, b = layers[0]
    return (torch.relu if len(layers) > 1 else torch.sigmoid)(X @ W + b)


def _last_z(X, layers):
    return _network(last=_same)(X, layers)


def _same(z):
    return z


def _each_on_the_input(X, layers):
    for W, b in layers:
        a = torch.relu(X @ W + b)
    W, b = layers[-1]
    return torch.sigmoid(X @ W + b if len(layers) == 1 else a @ W + b)


def _first_two(X, layers):
    (W1, b1), (W2, b2) = layers[0], layers[1]
    return torch.sigmoid(torch.relu(X @ W1 + b1) @ W2 + b2)


def _transposed(X, layers):
    return _network()(X, [(W.T, b) for W, b in layers])


# ---- 6.2.


def _errors(output, y):
    return output - y[:, None]


# ---- 6.3.


def _back(from_linear, weight, bias):
    layer = nn.Linear(weight.shape[1], weight.shape[0], dtype=torch.float64)
    with torch.no_grad():
        layer.weight.copy_(weight)
        layer.bias.copy_(bias)
    return from_linear(layer)


def _until_it_fits(layer):
    W = layer.weight
    if W.shape != (layer.in_features, layer.out_features):
        W = W.T
    return W, layer.bias


def _weights(n_out, n_in):
    return _numbers(n_out, n_in, seed=n_in), _numbers(n_out, seed=n_out)


EXERCISES = [
    Function(
        number="6.1",
        title="Other sizes",
        chapter="06-pytorch",
        section=PROGRAM,
        answers=("forward",),
        reference=_network(),
        ask=_through,
        takes=("X", "layers"),
        cases=(
            Case((_numbers(7, 2, seed=1), [2, 3, 3, 1]),
                 "a batch of 7 through 2→3→3→1"),
            Case((_numbers(2, 3, seed=2), [3, 4, 1]),
                 "two samples through 3→4→1"),
            Case((_numbers(4, 2, seed=3), [2, 3]),
                 "a network with one weight layer, the last one"),
            Case((_numbers(3, 2, seed=4), [2, 2, 2, 2, 2]),
                 "four weight layers with square matrices"),
            Case((torch.zeros(1, 3, dtype=torch.float64), [3, 5, 2]),
                 "one sample of zeros through 3→5→2"),
            Case((_numbers(40, 2, seed=6) * _sizes(40), [2, 6, 2]),
                 "small and large inputs through 2→6→2"),
        ),
        shown="It works for networks of every depth and width tried. "
        "2→3→3→1 has 25 parameters.",
        hints=(
            "What goes into the second weight layer: X, or what the first "
            "one made of it?",
            "Let `a` begin as X. Each layer replaces it by an activation "
            "function of `a @ W + b`. The last layer has another one, so "
            "treat it by itself.",
            "`for W, b in layers[:-1]:` with `a = torch.relu(...)`; then "
            "`W, b = layers[-1]` and `return torch.sigmoid(...)`.",
        ),
        mistakes=(
            Mistake(
                "two weight layers only",
                "`layers` can hold any number of pairs, and yours uses the "
                "first two. Go through the list.",
                _first_two,
            ),
            Mistake(
                "ReLU before the sigmoid",
                "The last layer has both, so no answer is below 0.5. ReLU "
                "belongs to all layers but the last.",
                _network(last=lambda z: torch.sigmoid(torch.relu(z))),
            ),
            Mistake(
                "sigmoid forgotten",
                "This is z of the last layer. Its activation function is the "
                "sigmoid. " + KEEP,
                _network(last=_same),
            ),
            Mistake(
                "ReLU at the output",
                "ReLU belongs to the hidden layers. The output layer uses "
                "the sigmoid.",
                _network(last=torch.relu),
            ),
            Mistake(
                "ReLU forgotten",
                "Without activation functions between them, the layers do "
                "the work of one. " + KEEP,
                _network(hidden=_same),
                section="03-activations#Why not leave it out?",
            ),
            Mistake(
                "sigmoid in every layer",
                "The hidden layers use ReLU. Only the last one uses the "
                "sigmoid.",
                _network(hidden=torch.sigmoid),
            ),
            Mistake(
                "biases forgotten",
                "Each layer is `a @ W + b`. For an input of zeros, the "
                "biases are all there is.",
                _network(bias=0),
            ),
            Mistake(
                "every layer fed with X",
                "In the loop stands `X @ W`. A layer takes what the layer "
                "before it gave: `a @ W`.",
                _each_on_the_input,
            ),
            Mistake(
                "transposed weights",
                "W is stored as (n_in, n_out), so it is `a @ W` without "
                "`.T`. With square matrices nothing complains.",
                _transposed, section=FORMS,
            ),
            Mistake(
                "`return` inside the loop",
                "This is what the first layer gives. A `return` in the loop "
                "ends the function in its first turn: move it to the left.",
                _first_turn,
            ),
            # The last, ReLU instead of sigmoid, has its name above
            *sigmoid_slips(_last_z, "torch.sigmoid(z)")[:-1],
        ),
    ),
    Function(
        number="6.2",
        title="A difference of the wrong shape",
        chapter="06-pytorch",
        section=PROGRAM,
        answers=("errors",),
        reference=_errors,
        cases=(
            Case((torch.tensor([[0.8], [0.81], [0.91], [0.28], [0.36]],
                               dtype=torch.float64),
                  torch.tensor([1, 0, 1, 0, 1], dtype=torch.float64)),
                 "the chapter's outputs, rounded"),
            Case((_numbers(3, 1, seed=5), _numbers(3, seed=6)),
                 "three samples"),
            Case((_numbers(1, 1, seed=7), _numbers(1, seed=8)),
                 "a batch of one"),
            Case((_numbers(8, 1, seed=9), torch.ones(8, dtype=torch.float64)),
                 "eight samples with the target 1"),
        ),
        shown="Each output minus its own target, for batches of any size.",
        hints=(
            "`output` is (5, 1) and `y` is (5,). What comes out if you line "
            "these shapes up from the right?",
            "Where one shape has a 1, or nothing, the other's size is taken "
            "and the values are repeated. So give `y` a second axis before "
            "you subtract.",
            "`return output - y[..., ...]`, where y becomes (batch, 1): `:` "
            "keeps an axis and `None` adds one.",
        ),
        mistakes=(
            Mistake(
                "every output minus every target",
                "(batch, 1) and (batch,) are broadcast to (batch, batch), "
                "without a message. The wanted differences are the diagonal.",
                lambda output, y: output - y,
            ),
            Mistake(
                "averaged over all targets",
                "The difference was (batch, batch), and its average has the "
                "right shape again, which hides the fault: each output is "
                "compared with the mean of all targets.",
                lambda output, y: (output - y).mean(1, keepdim=True),
            ),
            Mistake(
                "target minus output",
                "The sign is wrong: the error asked for is output minus "
                "target.",
                lambda output, y: y[:, None] - output,
            ),
            Mistake(
                "the second axis lost",
                "The numbers are right, but of shape (batch,). Asked for is "
                "the shape of `output`, (batch, 1): give `y` an axis instead "
                "of taking one away.",
                lambda output, y: output[:, 0] - y,
            ),
            Mistake(
                "one number for the batch",
                "This is the mean. Each sample has an error of its own.",
                lambda output, y: (output - y[:, None]).mean(),
            ),
            Mistake(
                "the sign lost",
                "This is the size of the error. Output minus target is "
                "negative where the output is too small.",
                lambda output, y: _errors(output, y).abs(),
            ),
        ),
    ),
    Function(
        number="6.3",
        title="The unnoticed transpose",
        chapter="06-pytorch",
        section=FORMS,
        answers=("from_linear",),
        reference=lambda layer: (layer.weight.T, layer.bias),
        ask=_back,
        takes=("layer",),
        returns=("W", "b"),
        cases=(
            Case(_weights(4, 3), "nn.Linear(3, 4)"),
            Case(_weights(3, 3), "a square layer, nn.Linear(3, 3)"),
            Case(_weights(1, 2), "nn.Linear(2, 1)"),
            Case(_weights(2, 5), "nn.Linear(5, 2)"),
            Case((torch.tensor([[1, 2], [2, 3]], dtype=torch.float64),
                  torch.tensor([0.5, -1], dtype=torch.float64)),
                 "a weight that is its own transpose"),
        ),
        shown="X @ W + b is what the layer computes, for square layers too.",
        hints=(
            "`nn.Linear(3, 4)` stores a weight of shape (4, 3). Which shape "
            "has W in `X @ W + b`?",
            "The layer computes `X @ weight.T + bias`. Compare that with "
            "`X @ W + b`.",
            "`return layer.weight..., layer.bias`. For two axes there are "
            "several ways to make (3, 4) of (4, 3); one keeps the weights of "
            "each neuron together, in a column.",
        ),
        mistakes=(
            Mistake(
                "not transposed",
                "`nn.Linear` stores a row for each neuron; in this book W "
                "has a column for each. A square layer would not have "
                "complained.",
                lambda layer: (layer.weight, layer.bias),
            ),
            Mistake(
                "transposed only until the shape fits",
                "A square weight has the right shape before it is "
                "transposed, so its shape cannot tell you. Always transpose.",
                _until_it_fits,
            ),
            Mistake(
                "reshaped, not transposed",
                "`reshape` fills the new shape in reading order, so that "
                "weights of different neurons get mixed. `.T` makes rows of "
                "columns.",
                lambda layer: (
                    layer.weight.reshape(layer.weight.shape[::-1]),
                    layer.bias,
                ),
            ),
            Mistake(
                "rotated, not transposed",
                "A quarter turn has the right shape, but it reverses an "
                "order of rows or columns.",
                lambda layer: (torch.rot90(layer.weight), layer.bias),
            ),
            Mistake(
                "bias as a column",
                "b is (n_out,), as in the layer: one number for each column "
                "of `X @ W`. A column would be added in the other direction.",
                lambda layer: (layer.weight.T, layer.bias[:, None]),
                section=PROGRAM,
            ),
            Mistake(
                "bias forgotten",
                "`layer.bias` is a part of the layer too.",
                lambda layer: (layer.weight.T, 0 * layer.bias),
            ),
            Mistake(
                "W and b in the other order",
                "First W, then b.",
                lambda layer: (layer.bias, layer.weight.T),
            ),
        ),
    ),
]  # fmt: skip
