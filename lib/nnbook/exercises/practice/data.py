"""Practice, third part: XOR by training, real data, units drawn."""

from functools import cache

import numpy as np

from nnbook import Network
from nnbook.activations import activation as find_activation
from nnbook.check.exercise import (
    Case,
    Finding,
    Function,
    Mistake,
    Unusable,
    Values,
)
from nnbook.check.reading import described, is_blank, numeric, short, written
from nnbook.data import blobs
from nnbook.train import fit, predicted
from nnbook.xor import right, train

CHAPTER = "09-practice"
SEEDS, STEPS = range(5), 5000  # the first five starts of the chapter's 200
WIDEST = 8
COLLAPSE = "07-stacking#Without an activation, layers collapse"


# ---- 9.7: XOR by training.


def _width(value):
    number = numeric(value)
    is_whole = not number.ndim and np.isfinite(number)
    if not is_whole or number != np.floor(number) or number < 1:
        raise Unusable(f"expected a whole number from 1; got {written(value)}")
    return int(number)


def _name(value):
    if not isinstance(value, str):
        raise Unusable(
            f'expected a name in quotes, as "relu"; {described(value)} came'
        )
    try:
        return find_activation(value).name
    except ValueError as problem:
        raise Unusable(short(str(problem), 200)) from None


@cache
def answers(width, activation):
    """The trained networks' p for the four rows, one row for each seed."""
    return train(width, activation, seeds=SEEDS, steps=STEPS).p


def _first_unsolved(width, activation):
    if width > WIDEST:
        return Finding(
            "There are more units than the exercise allows.",
            f"width = {written(width)}", f"at most {WIDEST}",
        )  # fmt: skip
    if activation == "step":
        return Finding(
            "This network cannot be trained.", "the step, whose slope is 0",
            "an activation with a slope",
        )  # fmt: skip
    p = answers(width, activation)
    solved = right(p).all(axis=1)
    if solved.all():
        return None
    seed = int(solved.argmin())
    return Finding(
        f"{solved.sum()} of {len(SEEDS)} seeds end with all four rows right "
        f"by the margin. The first that does not is seed {SEEDS[seed]}.",
        f"p = {written(p[seed], 2)}",
        "below 0.25, above 0.75, above 0.75, below 0.25",
    )


_BY_TRAINING = Values(
    number="9.7",
    title="Choose the network",
    chapter=CHAPTER,
    section="XOR by training",
    answers=("width", "activation"),
    reference=(8, "relu"),
    read=(_width, _name),
    verdict=_first_unsolved,
    shown="All five seeds end with all four rows right by the margin. "
    "Five are few: for how many of 200 starts this choice does it, "
    "`xor.train` counts, as in the chapter.",
    hints=(
        "In the counts, which choices are solved from all 200 starts, or "
        "nearly all?",
        "Some ReLU units are dead before the first step, whatever training "
        "does: that is no loss if others are left. And a unit that is never "
        "0 cannot be dead.",
        "`width = ...`, a number from 3 to 8, and `activation = ...`, a name "
        "in quotes.",
    ),
    mistakes=(
        Mistake(
            "too many units",
            "Width makes XOR easy, and here it is limited. Fewer units do.",
            lambda width, activation: width > WIDEST, example=(16, "relu"),
        ),
        Mistake(
            "a step cannot be trained",
            "Its slope is 0 everywhere, so training cannot tell which way to "
            "change the weights.",
            lambda width, activation: activation == "step",
            example=(4, "step"),
            section="03-activations#How steep: the derivative",
        ),
        Mistake(
            "no activation",
            "With the identity the two layers collapse into one neuron, and "
            "no width helps against that.",
            lambda width, activation: activation == "identity",
            example=(8, "identity"), section=COLLAPSE,
        ),
        Mistake(
            "one hidden unit",
            "A single unit sees the plane along one direction, and rises or "
            "stays level in it. XOR has to rise and fall again.",
            lambda width, activation: width == 1, example=(1, "tanh"),
        ),
        Mistake(
            "no unit to spare",
            "Enough units to express XOR, but too few to lose one, and about "
            "one ReLU unit in four is drawn dead: silent on all four rows "
            "before the first step. Give ReLU more units, or take an "
            "activation that cannot be dead.",
            lambda width, activation: activation == "relu",
            example=(3, "relu"),
        ),
        Mistake(
            "few smooth units",
            "Such units do not die, but with only a few some starts "
            "end where several rows share one answer. Add a unit.",
            lambda width, activation: True, example=(2, "tanh"),
        ),
    ),
)  # fmt: skip


# ---- 9.8: a classifier.


@cache
def _data():
    from sklearn.datasets import load_digits

    digits = load_digits()
    rng = np.random.default_rng(0)
    order = rng.permutation(len(digits.target))  # theirs is not random
    X, y = digits.data[order] / 16, digits.target[order]
    few = y[:900] < 3
    clouds = *blobs(80, rng=rng), *blobs(60, rng=rng)
    return (
        Case((X[:500], y[:500], X[500:800], y[500:800]), "digits, 500 rows"),
        Case(clouds, "blobs: two inputs, two classes"),
        Case((X[:600][few[:600]], y[:600][few[:600]],
              X[600:900][few[600:]], y[600:900][few[600:]]),
             "digits 0, 1 and 2 only"),
    )  # fmt: skip


def _outcome(classify, X, y, X_new, y_new):
    """What `classify` makes of the new rows, in words."""
    found = classify(X, y, X_new)
    if is_blank(found):
        return None
    said = _described(numeric(found), X, y, y_new)
    if said == TOO_FEW and _is_deaf(classify, X, y, X_new, numeric(found)):
        return UNTRAINED
    return said


def _described(found, X, y, y_new):
    n = len(y_new)
    if found.shape != (n,):
        rows = " (one for each row of X)" if found.shape == (len(X),) else ""
        return f"an array of shape {found.shape}{rows}"
    if not (found == np.floor(found)).all():
        return "numbers with decimals, where classes are expected"
    foreign = found[~np.isin(found, y)]
    if len(foreign):
        return f"{written(foreign[0])}, which is no class in y"
    if len(np.unique(found)) == 1:
        return "the same class for every row"
    return ENOUGH if np.mean(found == y_new) >= 0.8 else TOO_FEW


def _is_deaf(classify, X, y, X_new, found):
    """Whether other targets in training leave the answers as they are."""
    classes = int(y.max()) + 1
    try:
        other = numeric(classify(X, (y + 1) % classes, X_new))
    except Exception:
        return False
    return np.array_equal(found, other)


ENOUGH, TOO_FEW = "80 % or more of rows right", "less than 80 % of rows right"
UNTRAINED = "answers to which the targets y make no difference"


_trained = {}


def _fitted(X, y):
    """A network trained on X and y; the same rows are fitted once."""
    key = X.shape, y[:50].tobytes()
    if key not in _trained:
        _trained[key] = fit(_start(X, y), X, y, steps=100, rate=0.03)
    return _trained[key]


def _start(X, y):
    rng = np.random.default_rng(0)
    sizes = [X.shape[1], 16, int(y.max()) + 1]
    return Network.random(sizes, ["relu", "identity"], rng=rng)


def _fixed(X, y, X_new):
    if X.shape[1] != 64:
        raise ValueError("X is (80, 2)")
    net = Network.random([64, 16, 10], ["relu", "identity"],
                         rng=np.random.default_rng(0))  # fmt: skip
    return predicted(fit(net, X, y, steps=100, rate=0.03), X_new)


_CLASSIFY = Function(
    number="9.8",
    title="A classifier",
    chapter=CHAPTER,
    section="Blobs, then digits",
    answers=("classify",),
    reference=lambda X, y, X_new: predicted(_fitted(X, y), X_new),
    cases=_data,
    ask=_outcome,
    takes=("X", "y", "X_new"),
    returns=("the answers for X_new",),
    shown="At least 80 % of the new digits are right, and data of other sizes "
    "get their classes too.",
    hints=(
        "Which sizes of the network follow from X, and which from y?",
        "Make a random network from X.shape[1] inputs to one score for each "
        "class, fit it on X and y, and ask the fitted one about X_new.",
        "`start = Network.random([X.shape[1], 16, ...], [..., \"identity\"], "
        "rng=...)`, then `fitted = fit(start, ...)` and `return "
        "predicted(fitted, ...)`.",
    ),
    mistakes=(
        Mistake(
            "scores, not classes",
            "There is one score for each class in each row. The answer is "
            "the class with the largest: `predicted`, or "
            "`scores.argmax(axis=1)`.",
            lambda X, y, X_new: _fitted(X, y)(X_new),
        ),
        Mistake(
            "the largest score itself",
            "`max` gives the score, `argmax` gives the class it belongs to.",
            lambda X, y, X_new: _fitted(X, y)(X_new).max(axis=1),
        ),
        Mistake(
            "a column of classes",
            "The shape is `(n, 1)` and should be `(n,)`. Compared with the "
            "targets, a column gives an n by n table without a warning.",
            lambda X, y, X_new: predicted(_fitted(X, y), X_new)[:, None],
            section="04-layer#Many samples at once",
        ),
        Mistake(
            "argmax over the wrong axis",
            "You look for the best row of each class. The classes are the "
            "columns: `axis=1`.",
            lambda X, y, X_new: _fitted(X, y)(X_new).argmax(axis=0),
        ),
        Mistake(
            "the training rows are classified",
            "The answers are for X. You were asked about X_new, rows that "
            "training has not seen.",
            lambda X, y, X_new: predicted(_fitted(X, y), X),
        ),
        Mistake(
            "always one class",
            "Every row gets the same answer, so the input makes no "
            "difference to it.",
            lambda X, y, X_new: np.zeros(len(X_new)),
        ),
        Mistake(
            "the network is not trained",
            "With other targets in y the answers would be the same, so they "
            "come from random weights. `fit` returns a new network and "
            "leaves the one you give it as it is: use what it returns.",
            lambda seen: UNTRAINED in seen,
            example=lambda X, y, X_new: predicted(_start(X, y), X_new),
        ),
        Mistake(
            "the sizes of the digits are written in",
            "A network from 64 inputs does for the digits only. Take the "
            "number of inputs from `X.shape[1]` and the number of classes "
            "from y.",
            _fixed,
        ),
    ),
)  # fmt: skip


# ---- 9.9: what the units answer, drawn.


def _surfaces(network, n, *, turned=False, read="a", ends=(-0.5, 1.5)):
    axis = np.linspace(*ends, n)
    x1, x2 = np.meshgrid(axis, axis, indexing="ij" if turned else "xy")
    hidden, out = network.trace(np.column_stack([x1.ravel(), x2.ravel()]))
    return (
        getattr(hidden, read).reshape(n, n, -1),
        getattr(out, read).reshape(n, n),
    )


def _network(units, seed, phi="relu"):
    rng = np.random.default_rng(seed)
    network = Network.random([2, units, 1], [phi, "sigmoid"], rng=rng)
    network.layers[0].b[:] = rng.integers(-2, 3, units) / 4
    return network


_SURFACES = Function(
    number="9.9",
    title="The units' answers on a grid",
    chapter=CHAPTER,
    section="What the units answer, drawn",
    answers=("surfaces",),
    reference=lambda network, n: _surfaces(network, n),
    cases=(
        Case((_network(2, 0), 4), "two hidden units, n = 4"),
        Case((_network(3, 1), 5), "three hidden units, n = 5"),
        Case((_network(1, 2, "tanh"), 3), "one hidden unit, n = 3"),
        Case((_network(4, 3, "sigmoid"), 4), "four hidden units, n = 4"),
    ),
    returns=("H", "P"),
    shown="Each point of the grid has the answers of all units and of the "
    "network.",
    hints=(
        "A network takes rows of two numbers. How do you write all points of "
        "an n by n grid as such rows, and how do you get the grid back?",
        "`np.meshgrid` gives the two coordinates of every point. Put them "
        "side by side as `(n * n, 2)`, use `trace`, and reshape.",
        "`x1, x2 = np.meshgrid(axis, axis)`, "
        "`points = np.column_stack([x1.ravel(), ...])`, "
        "`hidden, out = network.trace(points)`, and then "
        "`hidden.a.reshape(n, n, -1)`.",
    ),
    mistakes=(
        Mistake(
            "z instead of a",
            "These are the values before the activation functions. `trace` "
            "returns both: take `.a`.",
            lambda network, n: _surfaces(network, n, read="z"),
        ),
        Mistake(
            "grid transposed",
            "Row i belongs to x2 and column j to x1, as in a picture. With "
            "`indexing=\"ij\"`, or x1 and x2 exchanged, the picture is "
            "mirrored along its diagonal.",
            lambda network, n: _surfaces(network, n, turned=True),
        ),
        Mistake(
            "another part of the plane",
            "The grid runs from 0 to 1. It should run from −0.5 to 1.5.",
            lambda network, n: _surfaces(network, n, ends=(0, 1)),
        ),
        Mistake(
            "P is cut off at one half",
            "A picture of 0 and 1 hides how sure the network is. Return the "
            "sigmoid's answers themselves.",
            lambda network, n: (_surfaces(network, n)[0],
                                _surfaces(network, n)[1] > 0.5),
        ),
        Mistake(
            "one unit only",
            "H has room for the first unit only. It needs one layer of the "
            "grid for each: shape (n, n, units).",
            lambda network, n: (_surfaces(network, n)[0][..., :1],
                                _surfaces(network, n)[1]),
        ),
        Mistake(
            "P with an axis too many",
            "The output has the shape (n * n, 1). Reshape it to (n, n).",
            lambda network, n: (_surfaces(network, n)[0],
                                _surfaces(network, n)[1][..., None]),
        ),
        Mistake(
            "H and P exchanged",
            "The order is H first, then P.",
            lambda network, n: _surfaces(network, n)[::-1],
        ),
    ),
)  # fmt: skip


EXERCISES = [_BY_TRAINING, _CLASSIFY, _SURFACES]
