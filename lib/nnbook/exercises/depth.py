"""Chapter 7, second part: layers that collapse, folds, and what depth buys."""

import numpy as np

from nnbook import relu
from nnbook.check.exercise import Case, Finding, Function, Mistake, Values
from nnbook.check.reading import tidy, written

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
            "b1 is part of what the second layer gets as its input, so it "
            "goes through W2 as well: `b1 @ W2`. Before that b1 and b2 need "
            "not even be of one length.",
            lambda W1, b1, W2, b2: (W1 @ W2, b1 + b2),
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
_THIRDS = np.array([0, 1, 2]) / 3
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
        f"s = {written(tidy(s[i]))}",
        written(_WANTED[i]),
    )


def _beside(W, b, v):
    """Whether the curve is almost right, its bends beside the thirds."""
    bends = np.sort(_bends(W, b))
    return np.allclose(bends, _THIRDS, rtol=0, atol=0.07) and np.allclose(
        _strip(W, b, v), _WANTED, atol=0.25
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
            "level at the end",
            "From −3 to 3 the slope has to grow by 6, and your last unit "
            "adds 3: it takes the fall away, and no more. The last two "
            "bends are equally sharp.",
            _is(np.interp(_X, [0, 1 / 3, 2 / 3, 1], [0, 1, 0, 0])),
            example=([[1, 1, 1]], [0, -1 / 3, -2 / 3], [3, -6, 3]),
        ),
        Mistake(
            "a third is not 0.33",
            "The curve is almost right, but its bends are beside 1/3 and "
            "2/3, which no decimal hits. Write `1/3` and `2/3`: Python "
            "divides.",
            _beside, example=([[1, 1, 1]], [0, -0.33, -0.67], [3, -6, 6]),
        ),
        Mistake(
            "the bias is not the place of the bend",
            "A unit bends at x = −b / w. b = −1/3 makes it bend at 1/3 only "
            "if w is 1; for another w multiply b by it.",
            lambda W, b, v: (
                np.allclose(np.sort(-b), _THIRDS, rtol=0, atol=0.01)
                and not np.allclose(np.sort(_bends(W, b)), _THIRDS)
            ),
            example=([[3, 3, 3]], [0, -1 / 3, -2 / 3], [1, -2, 2]),
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


FOLDS = (
    (6, "six folds, as in the text"),
    (1, "a single fold"),
    (2, "two folds"),
    (3, "three folds"),
    (20, "twenty folds"),
)


def _counts(place, number):
    """Whether one result is number(k) in all cases, whatever the others."""
    return lambda found: all(
        each is not None and np.array_equal(each[place], number(k))
        for each, (k, _) in zip(found, FOLDS, strict=True)
    )


_COST = Function(
    number="7.5",
    title="What depth buys",
    chapter=CHAPTER,
    section=DEPTH,
    answers=("cost",),
    reference=lambda k: _cost(k),
    cases=tuple(Case((k,), what) for k, what in FOLDS),
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
        Mistake(
            "the output's bias forgotten in the deep network",
            "The output of the deep network has two weights and a bias, so "
            "the last layer has 3 numbers, even if the bias is 0 here.",
            _counts(1, lambda k: 6 * k),
            example=lambda k: _cost(k, deep=6 * k),
        ),
        Mistake(
            "the deep network's output layer left out",
            "The folds are counted right. After the last one comes the "
            "output: two weights and a bias, 3 numbers more.",
            _counts(1, lambda k: 6 * k - 2),
            example=lambda k: _cost(k, deep=6 * k - 2),
        ),
        Mistake(
            "the first layer counted like the others",
            "Only one number enters the first layer, so it has 2 weights "
            "and 2 biases. Each further one has 4 weights and 2 biases.",
            _counts(1, lambda k: 6 * k + 3),
            example=lambda k: _cost(k, deep=6 * k + 3),
        ),
        Mistake(
            "the output's bias forgotten in the flat network",
            "A weight, a bias and an output's weight for each unit are "
            "right. The output has a bias too: 1 more.",
            _counts(2, lambda k: 3 * 2**k),
            example=lambda k: _cost(k, flat=3 * 2**k),
        ),
        Mistake(
            "the flat network's output layer left out",
            "This is the hidden layer. The output has a weight for each "
            "unit and one bias.",
            _counts(2, lambda k: 2 * 2**k),
            example=lambda k: _cost(k, flat=2 * 2**k),
        ),
    ),
)  # fmt: skip

EXERCISES = [_COLLAPSE, _THREE, _COST]
