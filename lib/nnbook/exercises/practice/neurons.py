"""Practice, first part: a neuron, a hidden layer, a network, as functions."""

import numpy as np

from nnbook import relu, sigmoid
from nnbook.check.exercise import Case, Function, Mistake
from nnbook.check.reading import is_blank, is_tensor
from nnbook.exercises.shared import (
    BATCH,
    BIAS,
    KEEP,
    SIGMOID,
    neuron_slips,
    relu_slips,
    sigmoid_slips,
)

CHAPTER = "09-practice"


def _some(*shape, seed=0):
    """Numbers of both signs, halves and quarters, easy to read."""
    rng = np.random.default_rng(seed)
    return rng.integers(-8, 9, shape) / 4


# ---- 9.1 and 9.2: one neuron.

_NEURON = (
    Case((np.array([1, 2.0]), np.array([0.5, 0.25]), 0.5), "the example"),
    Case((np.zeros(3), np.ones(3), 0.0), "z = 0"),
    Case((np.array([1, -2, 0.5]), np.array([-2, 1, 1.0]), -0.5),
         "a negative z"),
    Case((_some(4, 3), _some(3, seed=1), 0.25), "a batch of four rows"),
    Case((np.array([[1, -1.0]]), np.array([2, 3.0]), 1.0),
         "a batch of a single row"),
    Case((np.array([30, 30.0]), np.array([20, 10.0]), 0.0), "a large z"),
)  # fmt: skip

_NEURON_HINTS = (
    "Which number says how the inputs and the weights go together, and what "
    "is added to it before the activation function gets it?",
    "First z = x·w + b, then a = sigmoid(z). The product `x @ w` works for "
    "one sample and for a batch of rows.",
)

_NUMPY = Function(
    number="9.1",
    title="A neuron in NumPy",
    chapter=CHAPTER,
    section="One neuron",
    answers=("neuron",),
    reference=lambda x, w, b: sigmoid(x @ w + b),
    cases=_NEURON,
    shown="It works for one sample, for a batch, and for a large z.",
    hints=(
        *_NEURON_HINTS,
        "`z = x @ w + b`, then `return 1 / (1 + np.exp(...))`.",
    ),
    mistakes=neuron_slips(sigmoid, "sigmoid"),
)  # fmt: skip


def _tensors():
    import torch

    def tensor(value):
        return torch.tensor(value, dtype=torch.float64)

    return [Case(tuple(map(tensor, c.inputs)), c.what) for c in _NEURON]


def _with_kind(neuron, x, w, b):
    """What kind of thing the neuron returns, and the thing itself."""
    a = neuron(x, w, b)
    if is_blank(a):
        return None
    if isinstance(a, (np.ndarray, np.generic)):
        return "something of NumPy, not a tensor", a
    if not is_tensor(a):
        return f"{type(a).__name__}, not a tensor", a
    kind = f"a tensor of {str(a.dtype).removeprefix('torch.')}"
    return kind if _leads_back(neuron, x, w, b) else f"{kind}, {CUT}", a


CUT = "cut off from the weights"


def _leads_back(neuron, x, w, b):
    """Whether PyTorch can follow the result back to w and to b."""
    import torch

    weights = [each.clone().requires_grad_() for each in (w, b)]
    try:
        total = neuron(x, *weights).sum()
        slopes = torch.autograd.grad(total, weights, allow_unused=True)
    except Exception:  # no slope, or NumPy in between
        return False
    return all(slope is not None for slope in slopes)


_TORCH = Function(
    number="9.2",
    title="The same neuron in PyTorch",
    chapter=CHAPTER,
    section="One neuron",
    answers=("neuron_torch",),
    reference=lambda x, w, b: (x @ w + b).sigmoid(),
    cases=_tensors,
    ask=_with_kind,
    takes=("x", "w", "b"),
    returns=("the kind of result", "the result"),
    shown="A float64 tensor comes out, with one answer for each row.",
    hints=(
        *_NEURON_HINTS,
        "`z = x @ w + b`, then `return torch.sigmoid(...)`. Leave the "
        "result a tensor.",
    ),
    mistakes=(
        *neuron_slips(lambda z: z.sigmoid(), "torch.sigmoid"),
        Mistake(
            "`.item()` in the way",
            "`.item()` makes a Python number of a tensor with one entry. A "
            "batch has more entries, and PyTorch cannot follow a plain "
            "number back to the weights. Return the tensor.",
            lambda x, w, b: (x @ w + b).sigmoid().item(),
        ),
        Mistake(
            "float32",
            "The inputs are float64 and the result is float32, which keeps "
            "about 7 digits. Look for `.float()` or `dtype=`.",
            lambda x, w, b: (x.float() @ w.float() + b.float()).sigmoid(),
            section="06-pytorch#Four forms of one network",
        ),
        Mistake(
            "left PyTorch",
            "The result belongs to NumPy. Write `torch.sigmoid`, and leave "
            "`.numpy()` away: PyTorch follows tensors only.",
            lambda x, w, b: (x @ w + b).sigmoid().numpy(),
        ),
        Mistake(
            "cut off from the weights",
            "The numbers are right, but PyTorch cannot follow them back to "
            "w and b. Look for `.detach()`, `.data`, `torch.no_grad()` or "
            "`torch.tensor(...)` around a result.",
            lambda x, w, b: (x @ w + b).sigmoid().detach(),
            section="06-pytorch#Four forms of one network",
        ),
    ),
)


# ---- 9.3: a hidden layer.

_HIDDEN = Function(
    number="9.3",
    title="A hidden layer with ReLU",
    chapter=CHAPTER,
    section="A hidden layer",
    answers=("hidden",),
    reference=lambda X, W, b: relu(X @ W + b),
    cases=(
        Case((_some(4, 3), _some(3, 2, seed=1), np.array([0.5, -0.5])),
             "four rows, three inputs, two units"),
        Case((_some(3, seed=2), _some(3, 2, seed=1), np.array([1, -1.0])),
             "a single sample"),
        Case((_some(2, 2, seed=3), _some(2, 2, seed=4), np.array([1, 2.0])),
             "a square weight matrix"),
        Case((_some(3, 3, seed=9), _some(3, 3, seed=8),
              np.array([0.25, -0.5, 1])), "everything 3 by 3"),
        Case((np.zeros((2, 3)), _some(3, 4, seed=5), _some(4, seed=6)),
             "rows of zeros"),
        Case((_some(1, 2, seed=7), _some(2, 1, seed=8), np.array([-9.0])),
             "one row, one unit, a negative z"),
        Case((_some(4, 3, seed=11) * 1000, _some(3, 2, seed=12),
              np.array([0.5, -0.5])), "large inputs"),
    ),
    shown="It works for a sample and for a batch, whatever the sizes.",
    hints=(
        "Column j of W holds the weights of unit j. Which product takes all "
        "columns at once?",
        "One matrix product, one addition, then ReLU on every entry: "
        "a = ReLU(X W + b).",
        "`Z = X @ W + b`, then `return np.maximum(..., ...)`.",
    ),
    mistakes=(
        Mistake(
            "activation forgotten",
            "This is z, and it has negative entries. ReLU makes them 0. "
            + KEEP,
            lambda X, W, b: X @ W + b,
        ),
        Mistake(
            "bias forgotten",
            "Without b every unit's line passes through the origin.",
            lambda X, W, b: relu(X @ W), section=BIAS,
        ),
        Mistake(
            "bias added after the activation",
            "ReLU has to see the bias: it decides where the unit begins to "
            "answer. Add b to X W, then apply ReLU.",
            lambda X, W, b: relu(X @ W) + b,
        ),
        Mistake(
            "W transposed",
            "W is (inputs, units) here, so `X @ W` fits as it is. With "
            "`W.T` a square W gives wrong numbers without any error.",
            lambda X, W, b: relu(X @ W.T + b),
            section="04-layer#Three notations, one layer",
        ),
        Mistake(
            "one sample only",
            "`W.T @ X` is right for a single sample. In a batch the samples "
            "are rows, so X stands on the left: `X @ W`.",
            lambda X, W, b: relu(W.T @ X + b), section=BATCH,
        ),
        Mistake(
            "a batch only",
            "The loop takes the entries of a single sample for rows. "
            "`X @ W + b` needs no loop and takes both.",
            lambda X, W, b: np.array([relu(x @ W + b) for x in X]),
            section=BATCH,
        ),
        *relu_slips(lambda phi: lambda X, W, b: phi(X @ W + b)),
        Mistake(
            "sum over the wrong axis",
            "You add up the rows, so the samples are mixed. Each row of X "
            "gets a row of answers of its own.",
            lambda X, W, b: relu((X @ W).sum(axis=0) + b), section=BATCH,
        ),
        Mistake(
            "sigmoid instead of ReLU",
            "All answers lie between 0 and 1. The text asks for ReLU.",
            lambda X, W, b: sigmoid(X @ W + b), section=SIGMOID,
        ),
    ),
)  # fmt: skip


# ---- 9.4: two weight layers.


def _sizes(batch, n0, n1, n2, seed):
    parts = (n0, n1), (n1,), (n1, n2), (n2,)
    rest = (_some(*p, seed=seed + i) for i, p in enumerate(parts, 1))
    return _some(*batch, n0, seed=seed), *rest


_FORWARD = Function(
    number="9.4",
    title="The forward pass",
    chapter=CHAPTER,
    section="Two weight layers",
    answers=("forward",),
    reference=lambda X, W1, b1, W2, b2: sigmoid(relu(X @ W1 + b1) @ W2 + b2),
    cases=(
        Case(_sizes((5,), 3, 4, 2, 0), "five rows through 3→4→2"),
        Case(_sizes((), 3, 4, 2, 10), "a single sample"),
        Case(_sizes((3,), 2, 2, 2, 20), "three rows through 2→2→2"),
        Case(_sizes((4,), 2, 3, 1, 30), "one output"),
        Case((np.zeros((2, 2)), *_sizes((2,), 2, 3, 1, 40)[1:]),
             "rows of zeros"),
    ),
    shown="Both layers do their work, for a sample and for a batch.",
    hints=(
        "What does the second layer get as its input?",
        "The first layer's activations take the place of X in the second: "
        "ReLU(X W1 + b1), then the sigmoid of that times W2, plus b2.",
        "`A1 = np.maximum(...)`, then `return sigmoid(A1 @ ... + ...)`.",
    ),
    mistakes=(
        Mistake(
            "activations swapped",
            "ReLU belongs to the hidden layer and the sigmoid to the output.",
            lambda X, W1, b1, W2, b2: relu(sigmoid(X @ W1 + b1) @ W2 + b2),
        ),
        Mistake(
            "no activation in the hidden layer",
            "Without ReLU between them the two layers collapse into one. "
            + KEEP,
            lambda X, W1, b1, W2, b2: sigmoid((X @ W1 + b1) @ W2 + b2),
            section="07-stacking#Without an activation, layers collapse",
        ),
        Mistake(
            "no activation at the output",
            "This is the second z. The answer is its sigmoid. " + KEEP,
            lambda X, W1, b1, W2, b2: relu(X @ W1 + b1) @ W2 + b2,
        ),
        Mistake(
            "ReLU twice",
            "The output layer has the sigmoid, not ReLU.",
            lambda X, W1, b1, W2, b2: relu(relu(X @ W1 + b1) @ W2 + b2),
        ),
        Mistake(
            "sigmoid twice",
            "The hidden layer has ReLU, not the sigmoid.",
            lambda X, W1, b1, W2, b2: sigmoid(sigmoid(X @ W1 + b1) @ W2 + b2),
        ),
        Mistake(
            "b1 forgotten",
            "The hidden units have biases too. Add b1 before ReLU.",
            lambda X, W1, b1, W2, b2: sigmoid(relu(X @ W1) @ W2 + b2),
        ),
        Mistake(
            "b2 forgotten",
            "The output layer has a bias of its own. Add b2 before the "
            "sigmoid.",
            lambda X, W1, b1, W2, b2: sigmoid(relu(X @ W1 + b1) @ W2),
        ),
        Mistake(
            "bias added after ReLU",
            "b1 belongs to the z of the hidden layer: inside ReLU.",
            lambda X, W1, b1, W2, b2: sigmoid((relu(X @ W1) + b1) @ W2 + b2),
        ),
        *relu_slips(
            lambda phi: lambda X, W1, b1, W2, b2:
                sigmoid(phi(X @ W1 + b1) @ W2 + b2)
        ),
        *sigmoid_slips(
            lambda X, W1, b1, W2, b2: relu(X @ W1 + b1) @ W2 + b2
        )[:-1],  # the last is "ReLU twice"
        Mistake(
            "weights transposed",
            "W1 and W2 are (inputs, units): `X @ W1` fits as it is.",
            lambda X, W1, b1, W2, b2:
                sigmoid(relu(X @ W1.T + b1) @ W2.T + b2),
            section="04-layer#Three notations, one layer",
        ),
    ),
)  # fmt: skip

EXERCISES = [_NUMPY, _TORCH, _HIDDEN, _FORWARD]
