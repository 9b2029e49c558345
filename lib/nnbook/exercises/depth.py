"""Chapter 7, second part: layers that collapse, folds, and what depth buys."""

import numpy as np

from nnbook import relu
from nnbook.check.exercise import Case, Finding, Function, Mistake, Values
from nnbook.check.reading import written

CHAPTER = "07-stacking"
COLLAPSE = "Without an activation, layers collapse"
DEPTH = "Deep or wide?"
PRODUCT = "04-layer#Stack the weights into a matrix"

# ---- 7.3: two layers without an activation.


def _layers(n0, n1, n2, seed):
    """W1, b1, W2, b2 of whole and half numbers."""
    rng = np.random.default_rng(seed)
    shapes = (n0, n1), (n1,), (n1, n2), (n2,)
    return tuple(rng.integers(-4, 5, shape) / 2 for shape in shapes)


_COLLAPSE = Function(
    number="7.3",
    title="Two layers in one",
    chapter=CHAPTER,
    section=COLLAPSE,
    answers=("collapse",),
    reference=lambda W1, b1, W2, b2: (W1 @ W2, b1 @ W2 + b2),
    cases=(
        Case(_layers(4, 3, 2, 0), "4→3→2"),
        Case(_layers(2, 2, 2, 1), "2→2→2, every matrix square"),
        Case(_layers(3, 1, 3, 2), "3→1→3"),
        Case(_layers(1, 4, 1, 3), "1→4→1"),
    ),
    returns=("W", "b"),
    shown="One matrix and one bias do what the two layers did.",
    hints=(
        "What is z of the second layer, written out with x? Multiply the "
        "bracket out.",
        "Everything that stands behind x is W; everything without x is b. "
        "The first bias goes through the second layer too.",
        "`W = W1 @ ...` and `b = ... @ W2 + ...`, then `return W, b`.",
    ),
    mistakes=(
        Mistake(
            "the first bias skips the second layer",
            "b1 is part of what the second layer gets as its input, so W2 "
            "acts on it too: b1 @ W2.",
            lambda W1, b1, W2, b2: (
                W1 @ W2, b1 + b2 if b1.shape == b2.shape else b2
            ),
        ),
        Mistake(
            "the first bias forgotten",
            "Put x = 0 in: the first layer gives b1, and the second makes "
            "b1 @ W2 + b2 of it.",
            lambda W1, b1, W2, b2: (W1 @ W2, b2),
        ),
        Mistake(
            "the second bias forgotten",
            "The second layer adds b2 at its end, whatever came before.",
            lambda W1, b1, W2, b2: (W1 @ W2, b1 @ W2),
        ),
        Mistake(
            "the matrices in the other order",
            "x meets W1 first, and rows stand on the left: x W1 W2. In the "
            "other order the shapes fit only by chance.",
            lambda W1, b1, W2, b2: (W2 @ W1, b1 @ W2 + b2), section=PRODUCT,
        ),
        Mistake(
            "multiplied place by place",
            "`*` multiplies each entry with the one at its place. Layers "
            "one behind the other are a matrix product: `@`.",
            lambda W1, b1, W2, b2: (W1 * W2, b1 * W2 + b2), section=PRODUCT,
        ),
        Mistake(
            "an activation in between",
            "With a ReLU between the layers there is no such W and b. Here "
            "there is none.",
            lambda W1, b1, W2, b2: (W1 @ W2, relu(b1) @ W2 + b2),
        ),
    ),
)  # fmt: skip

# ---- 7.4: a strip folded in three.

_X = np.arange(13) / 12  # all bends, and points between and beside them
_WANTED = np.array([0, 1, 2, 3, 4, 3, 2, 1, 0, 1, 2, 3, 4]) / 4
_FOLD = relu(2 * _X) - relu(4 * _X - 2)
_IN_THREE = ([[3.0, 3.0, 3.0]], [0.0, -1.0, -2.0], [1.0, -2.0, 2.0])


def _strip(W, b, v):
    """s at each x: (13,)."""
    return relu(_X[:, None] @ W + b) @ v


def _is(values):
    return lambda W, b, v: np.allclose(_strip(W, b, v), values, atol=1e-6)


def _first_wrong(W, b, v):
    s = _strip(W, b, v)
    wrong = ~np.isclose(s, _WANTED, rtol=0, atol=1e-6)
    if not wrong.any():
        return None
    i = int(wrong.argmax())
    return Finding(
        f"The first place that is not right is x = {i}/12.",
        f"s = {written(s[i])}",
        written(_WANTED[i]),
    )


def _bends(W, b):
    """Where each unit bends; nan for one that never does."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(W[0] == 0, np.nan, -b / W[0])


_THREE = Values(
    number="7.4",
    title="A fold in three",
    chapter=CHAPTER,
    section=DEPTH,
    answers=("W", "b", "v"),
    reference=_IN_THREE,
    verdict=_first_wrong,
    shown="Three units, three pieces. Applied k times, it makes 3 to the "
    "power of k.",
    hints=(
        "Where does each unit have to bend, and by how much does the slope "
        "change there?",
        "Let the units be ReLU(3x), ReLU(3x − 1) and ReLU(3x − 2): they "
        "bend at 0, 1/3 and 2/3. The slopes are 3, then −3, then 3.",
        "`W = [[3, 3, 3]]` and `b = [0, -1, ...]`. v[0] makes the first "
        "slope; v[1] has to take twice as much away, and v[2] ...",
    ),
    mistakes=(
        Mistake(
            "folded in two",
            "This is the fold of the text, with one bend inside. In three "
            "it rises, falls, and rises again.",
            _is(_FOLD), example=([[2, 4, 1]], [0, -2, -1], [1, -1, 0]),
        ),
        Mistake(
            "level instead of falling",
            "A bend that takes the whole slope away leaves the curve level. "
            "To fall as steeply as it rose it has to take twice as much.",
            _is(np.interp(_X, [0, 1 / 3, 2 / 3, 1], [0, 1, 1, 2])),
            example=([[3, 3, 3]], [0, -1, -2], [1, -1, 1]),
        ),
        Mistake(
            "it does not rise again",
            "Two bends are right. From 2/3 on the slope has to be 3 again: "
            "the third unit's weight is missing, or too small.",
            _is(np.interp(_X, [0, 1 / 3, 1], [0, 1, -1])),
            example=([[3, 3, 3]], [0, -1, -2], [1, -2, 0]),
        ),
        Mistake(
            "upside down",
            "The curve is the wanted one with its sign changed. Change the "
            "signs of v.",
            _is(-_WANTED), example=(*_IN_THREE[:2], [-1, 2, -2]),
        ),
        Mistake(
            "all units bend at 0",
            "A unit bends where w x + b = 0, at x = −b / w. Without a bias "
            "that is 0 for every unit.",
            lambda W, b, v: np.allclose(b, 0),
            example=([[3, 3, 3]], [0, 0, 0], [1, -2, 2]),
        ),
        Mistake(
            "the biases have the other sign",
            "A unit bends at x = −b / w. With b and w both positive that is "
            "left of 0, where the strip has ended.",
            lambda W, b, v: np.sum(_bends(W, b) < 0) >= 2,
            example=([[3, 3, 3]], [0, 1, 2], [1, -2, 2]),
        ),
    ),
)  # fmt: skip

# ---- 7.5: what k folds cost.


def _cost(k, *, pieces=None, deep=None, units=None, flat=None):
    units = 2**k if units is None else units
    return (
        2**k if pieces is None else pieces,
        6 * k + 1 if deep is None else deep,
        3 * units + 1 if flat is None else flat,
    )


_COST = Function(
    number="7.5",
    title="What depth buys",
    chapter=CHAPTER,
    section=DEPTH,
    answers=("cost",),
    reference=lambda k: _cost(k),
    cases=(
        Case((6,), "six folds, as in the text"),
        Case((1,), "a single fold"),
        Case((2,), "two folds"),
        Case((3,), "three folds"),
        Case((20,), "twenty folds"),
    ),
    returns=("pieces", "deep", "flat"),
    shown="With each fold the deep network grows by 6 numbers, and the flat "
    "one doubles.",
    hints=(
        "Count for one fold, then for two: what does the second one add to "
        "the deep network?",
        "The first layer has 4 numbers, each further one 2·2 + 2, and the "
        "output 3. The flat network 1→m→1 has a weight and a bias for each "
        "unit, then a weight for each and one bias.",
        "`pieces = 2 ** k`, `deep = 4 + 6 * (k - 1) + ...`, "
        "`flat = 3 * pieces + ...`, then `return pieces, deep, flat`.",
    ),
    mistakes=(
        Mistake(
            "one more piece with each fold",
            "A fold acts on the whole strip, with all its earlier pieces: "
            "each fold doubles them.",
            lambda k: _cost(k, pieces=k + 1, units=k + 1),
        ),
        Mistake(
            "two more pieces with each fold",
            "A fold acts on every piece that is there: 2 times 2 times 2, "
            "not 2 plus 2 plus 2.",
            lambda k: _cost(k, pieces=2 * k, units=2 * k),
        ),
        Mistake(
            "as many units as bends",
            "There is one bend fewer than pieces. But the first piece needs "
            "its slope too, and the jumps of the others cannot make it: "
            "that is one more unit.",
            lambda k: _cost(k, units=2**k - 1),
        ),
        Mistake(
            "each fold has an output of its own",
            "The output of one fold and the first layer of the next have no "
            "activation between them: they collapse into one layer 2→2.",
            lambda k: _cost(k, deep=7 * k),
        ),
        Mistake(
            "weights without biases",
            "The biases count as well: one for each unit, and one for the "
            "output.",
            lambda k: _cost(k, deep=4 * k, flat=2 * 2**k),
        ),
        Mistake(
            "the output's bias forgotten",
            "The output has a bias too, in both networks, even if it is 0 "
            "here.",
            lambda k: _cost(k, deep=6 * k, flat=3 * 2**k),
        ),
    ),
)  # fmt: skip

EXERCISES = [_COLLAPSE, _THREE, _COST]
