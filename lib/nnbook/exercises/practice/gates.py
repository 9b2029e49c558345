"""Practice, second part: OR and XOR with weights set by hand."""

import numpy as np

from nnbook import relu, sigmoid
from nnbook.check.exercise import Finding, Mistake, Unusable, Values
from nnbook.check.reading import (
    POINT,
    form,
    has_commas,
    numeric,
    written,
)
from nnbook.data import logic_gate
from nnbook.exercises.shared import by_rounding, weighed
from nnbook.xor import MARGIN

CHAPTER = "09-practice"
SECTION = "OR and XOR by hand"
MARGINS = "Why 0.5 is not enough"
WALL = "07-stacking#XOR: past the wall"
X, OR = logic_gate("OR")
XOR = logic_gate("XOR")[1]


def _clear(p, y):
    """The first row of which p is not right by the margin, as a Finding."""
    for row, answer, target in zip(X, p, y, strict=True):
        wanted = 0.5 + MARGIN if target else 0.5 - MARGIN
        if not (answer > wanted if target else answer < wanted):
            return Finding(
                f"The first row that shows it is ({row[0]:g}, {row[1]:g}), "
                f"with the target {target:g}.",
                f"p = {written(float(answer))}",
                f"{'above' if target else 'below'} {wanted:g}",
            )
    return None


def _says(p, *targets):
    """Whether p is right for these targets, by however little."""
    return np.array_equal(p > 0.5, np.array(targets) == 1)


# ---- 9.5: OR.


def _or(w, b):
    return sigmoid(X @ w + b)


def _or_says(*targets, positive=False):
    return lambda w, b: (
        _says(_or(w, b), *targets) and not (positive and (w <= 0).any())
    )


_BY_HAND_OR = Values(
    number="9.5",
    title="OR with one neuron",
    chapter=CHAPTER,
    section=SECTION,
    answers=("w", "b"),
    reference=([4.0, 4.0], -2.0),
    verdict=lambda w, b: _clear(_or(w, b), OR),
    shown="All four rows are right with the margin, and no hidden layer was "
    "needed.",
    hints=(
        "What is z in the row (0, 0)? Which of your numbers decides it?",
        "Take the weights and bias of the OR neuron with a step. The sigmoid "
        "needs more room: multiply all three by the same number.",
        "`w = np.array([..., ...])`, two equal positive numbers, and `b` "
        "minus one half of one of them.",
    ),
    mistakes=(
        Mistake(
            "no bias",
            "In the row (0, 0) z is b alone. With b = 0 the answer is "
            "exactly one half, whatever the weights are.",
            lambda w, b: b == 0, example=([4.0, 4.0], 0.0),
            section="02-perceptron#What the bias does",
        ),
        Mistake(
            "right sides, too close to one half",
            "Every row is on the right side, but not by the margin. Multiply "
            "the weights and the bias by the same number: the line stays, "
            "and the answers move away from one half.",
            _or_says(*OR), section=MARGINS, example=([1.0, 1.0], -0.5),
        ),
        Mistake(
            "AND instead of OR",
            "This neuron needs both inputs. For OR one 1 has to be enough, "
            "so w + b must be positive.",
            _or_says(0, 0, 0, 1), example=([4.0, 4.0], -6.0),
        ),
        Mistake(
            "the opposite of OR",
            "All four answers are on the wrong side. Change the sign of both "
            "weights and of the bias.",
            _or_says(1, 0, 0, 0), example=([-4.0, -4.0], 2.0),
        ),
        Mistake(
            "always 1",
            "The row (0, 0) has to be 0, and there z is b: make b negative.",
            _or_says(1, 1, 1, 1), example=([4.0, 4.0], 2.0),
        ),
        Mistake(
            "always 0",
            "The bias is stronger than both weights together.",
            _or_says(0, 0, 0, 0, positive=True), example=([1.0, 1.0], -4.0),
        ),
        Mistake(
            "negative weights",
            "With a negative weight a 1 counts against the answer 1. In OR "
            "both inputs count for it.",
            lambda w, b: (w < 0).all() and b <= 0,
            example=([-4.0, -4.0], -2.0),
        ),
        Mistake(
            "one input is not heard",
            "The neuron answers one of the inputs only. For OR either of "
            "them has to be enough.",
            lambda w, b: _says(_or(w, b), *X[:, 0])
            or _says(_or(w, b), *X[:, 1]),
            example=([4.0, 0.0], -2.0),
        ),
    ),
)  # fmt: skip


# ---- 9.6: XOR.


def _shaped(*shape, other=None):
    """A reader for an array of `shape`; `other` is taken for it as well."""

    def read(value):
        array = numeric(value)
        if array.shape not in (shape, other):
            size = int(np.prod(shape))
            comma = f". {POINT}" if has_commas(array, size) else ""
            raise Unusable(f"expected shape {shape}; got {form(array)}{comma}")
        if not np.isfinite(array).all():
            raise Unusable(f"expected finite numbers; got {written(array)}")
        return array.reshape(shape)

    return read


def _xor(W1, b1, W2, b2):
    return sigmoid(relu(X @ W1 + b1) @ W2 + b2)[:, 0]


def _xor_says(*targets):
    return lambda *weights: _says(_xor(*weights), *targets)


def _rounded(W1, b1, W2, b2):
    seen = weighed(relu(X @ W1 + b1), W2[:, 0], b2[0])
    return _says(_xor(W1, b1, W2, b2), *XOR) and by_rounding(*seen).any()


def _outweighed(W1, b1, W2, b2):
    """Whether b2 is stronger than units that pull the other way."""
    p, pull = _xor(W1, b1, W2, b2), relu(X @ W1 + b1) @ W2
    if (p > 0.5).all():
        return b2[0] > 0 and pull.min() < 0
    return (p <= 0.5).all() and b2[0] < 0 and pull.max() > 0


def _is_straight(W1, b1, W2, b2):
    """Whether no unit bends anything between the four points."""
    Z = X @ W1 + b1
    return ((Z >= 0).all(axis=0) | (Z <= 0).all(axis=0)).all()


ONES, BARS = [[1.0, 1.0], [1.0, 1.0]], [0.0, -1.0]

_BY_HAND_XOR = Values(
    number="9.6",
    title="XOR with two hidden units",
    chapter=CHAPTER,
    section=SECTION,
    answers=("W1", "b1", "W2", "b2"),
    reference=(ONES, BARS, [[8.0], [-16.0]], [-4.0]),
    read=(
        _shaped(2, 2),
        _shaped(2),
        _shaped(2, 1, other=(2,)),
        _shaped(1, other=()),
    ),
    verdict=lambda *weights: _clear(_xor(*weights), XOR),
    shown="Two hidden units bend the plane, and one cut is enough: all four "
    "rows with the margin.",
    hints=(
        "The hidden layer has to bring (0, 1) and (1, 0) together and (0, 0) "
        "and (1, 1) away from them. What do both rows of class 1 have in "
        "common?",
        "Let both units see x1 + x2. Unit 1 reports any sum above 0, unit 2 "
        "only what exceeds 1. Then s is unit 1 minus twice unit 2, minus one "
        "half, times a number that is large enough.",
        "`W1 = np.ones((2, 2))`, `b1 = np.array([0, ...])`, "
        "`W2 = np.array([[...], [...]])` with the second entry minus twice "
        "the first, `b2 = np.array([...])` minus one half of the first.",
    ),
    mistakes=(
        Mistake(
            "solved by rounding only",
            "In some row s is almost 0, a difference of large numbers that "
            "leaves only what rounding left. Give the cut some room.",
            _rounded, section=MARGINS,
            example=(ONES, BARS, [[1.0], [-2.0]], [-1.0 + 1e-13]),
        ),
        Mistake(
            "right sides, too close to one half",
            "Every row is on the right side, but not by the margin. Multiply "
            "W2 and b2 by the same number: the cut stays where it is, and "
            "the answers move away from one half.",
            _xor_says(*XOR), section=MARGINS,
            example=(ONES, BARS, [[1.0], [-2.0]], [-0.5]),
        ),
        Mistake(
            "ReLU has nothing to bend",
            "On the four rows each unit is either silent everywhere or on "
            "the straight part of ReLU everywhere. Then the two layers act "
            "as one neuron, and one neuron cannot do XOR. Give at least one "
            "unit a z of both signs.",
            _is_straight, section=WALL,
            example=(ONES, [0.0, 0.0], [[8.0], [-4.0]], [-2.0]),
        ),
        Mistake(
            "the opposite of XOR",
            "All four answers are on the wrong side. Change the signs of W2 "
            "and b2.",
            _xor_says(1, 0, 0, 1),
            example=(ONES, BARS, [[-8.0], [16.0]], [4.0]),
        ),
        Mistake(
            "OR instead of XOR",
            "(1, 1) has to be 0. Let one unit answer to (1, 1) alone, and "
            "give it a negative weight in W2, strong enough to outweigh "
            "what the other unit says there.",
            _xor_says(0, 1, 1, 1), section=WALL,
            example=(ONES, BARS, [[8.0], [-8.0]], [-4.0]),
        ),
        Mistake(
            "AND instead of XOR",
            "Only (1, 1) gets a 1. The unit that answers to (1, 1) needs a "
            "negative weight in W2.",
            _xor_says(0, 0, 0, 1), section=WALL,
            example=(ONES, BARS, [[0.0], [16.0]], [-8.0]),
        ),
        Mistake(
            "NAND instead of XOR",
            "Three rows are right. (0, 0) has to be 0 as well: if both units "
            "are silent there, the answer is the sigmoid of b2.",
            _xor_says(1, 1, 1, 0), section=WALL,
            example=(ONES, BARS, [[0.0], [-16.0]], [8.0]),
        ),
        Mistake(
            "the same class for all rows",
            "The bias b2 outweighs the units. In the row where all units are "
            "silent, s is b2; the others have to cross 0 from there.",
            _outweighed,
            example=(ONES, BARS, [[1.0], [-2.0]], [-4.0]),
        ),
    ),
)  # fmt: skip

EXERCISES = [_BY_HAND_OR, _BY_HAND_XOR]
