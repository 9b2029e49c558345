"""The exercises of chapter 2, the perceptron."""

from itertools import product

import numpy as np

from nnbook import step
from nnbook.check.exercise import Case, Finding, Function, Mistake, Values
from nnbook.check.reading import written
from nnbook.data import logic_gate
from nnbook.exercises.shared import by_rounding, is_clear, weighed

X, NAND = logic_gate("NAND")
GATES = "AND and OR with weights set by hand"


def _nand(w, b):
    """The first row on the wrong side of the line, or too close to it."""
    z, sizes = weighed(X, w, b)
    right = np.where(NAND == 1, is_clear(z, sizes), z <= 0)
    for x, target, good in zip(X, NAND, right, strict=True):
        z = float(w @ x + b)
        if not good:
            return Finding(
                f"The first row that shows it is ({x[0]:g}, {x[1]:g}), "
                f"with the target {target:g}.",
                f"z = {written(z)}, so a = {step(z):g}",
                "z above 0" if target else "z at most 0",
            )
    return None


def _answers(*targets, signs=None):
    """Whether the neuron has these answers, its numbers these signs.

    `signs` are those of both weights and of the bias.
    """
    return lambda w, b: (
        np.array_equal(step(X @ w + b), targets)
        and (signs is None or [*np.sign(w), np.sign(b)] == list(signs))
    )


def _per_row(X, b=None):
    n = np.shape(X)[-1]
    return X @ np.ones(n) + (-n / 2 if b is None else b)


def _all_rows(n):
    """Every row of n zeros and ones."""
    return np.array(list(product((0.0, 1.0), repeat=n)))


def _shuffled(n):
    """Six rows with just over and just under one half of ones, mixed."""
    rng = np.random.default_rng(n)
    counts = n // 2 + np.array([1, 0, 1, 0, 0, 1])
    return np.array([rng.permutation(1.0 * (np.arange(n) < k))
                     for k in counts])  # fmt: skip


EXERCISES = [
    Values(
        number="2.1",
        title="NAND by hand",
        chapter="02-perceptron",
        section=GATES,
        answers=("w", "b"),
        reference=([-1.0, -1.0], 1.5),
        verdict=_nand,
        shown="All four inequalities hold, with room to spare.",
        hints=(
            "NAND says 1 exactly where AND says 0. What has to happen to the "
            "sign of z?",
            "Changing the signs of both weights and of the bias changes the "
            "sign of every z. Make sure that no z of the AND neuron is 0.",
            "`w = np.array([..., ...])` with two negative numbers, and `b` "
            "positive: larger than each weight is in size, smaller than both "
            "together.",
        ),
        mistakes=(
            Mistake(
                "AND instead of NAND",
                "This neuron computes AND. NAND is its opposite in every row.",
                _answers(0, 0, 0, 1), example=([1, 1], -1.5),
            ),
            Mistake(
                "only the bias's sign changed",
                "The neuron always says 1. With positive weights and a "
                "positive bias, (1, 1) has the largest z of all, and it is "
                "the row that needs a 0.",
                _answers(1, 1, 1, 1, signs=(1, 1, 1)), example=([1, 1], 1.5),
            ),
            Mistake(
                "bias too large",
                "The neuron always says 1: the bias outweighs both weights "
                "together, so (1, 1) has a z above 0 as well.",
                _answers(1, 1, 1, 1, signs=(-1, -1, 1)),
                example=([-1, -1], 2.5),
            ),
            Mistake(
                "only the weights' signs changed",
                "The neuron always says 0. In the row (0, 0) z is b alone, "
                "so b has to be positive.",
                _answers(0, 0, 0, 0, signs=(-1, -1, -1)),
                example=([-1, -1], -1.5),
            ),
            Mistake(
                "bias too small",
                "The neuron says 1 for (0, 0) alone, which is NOR. A row "
                "with one 1 needs w + b > 0 too, and z = 0 counts as 0.",
                _answers(1, 0, 0, 0, signs=(-1, -1, 1)),
                example=([-1, -1], 1),
            ),
            Mistake(
                "decided by rounding",
                "A z that should be clear of 0 is almost 0, so its sign is a "
                "matter of rounding. Leave the line some room.",
                lambda w, b: by_rounding(*weighed(X, w, b)).any(),
                example=([-1, -1], 1 + 1e-12),
            ),
        ),
    ),
    Values(
        number="2.2",
        title="Without a bias",
        chapter="02-perceptron",
        section=GATES,
        answers=("best_and", "best_or"),
        reference=(3, 4),
        shown="Without a bias AND gets 3 of 4 at most, and OR gets all four.",
        hints=(
            "What do the inequalities in the table say if b is 0? Do they "
            "contradict each other?",
            "For AND, w₁ ≤ 0 and w₂ ≤ 0 contradict w₁ + w₂ > 0. How many of "
            "the four can hold together? Is there such a conflict for OR?",
            "`no_bias = Z[grid[:, 2] == 0]`, then "
            "`most_right(..., no_bias)` for each gate.",
        ),
        mistakes=(
            Mistake(
                "with a bias",
                "With a bias both gates get all four rows right. Without "
                "one, AND asks for w₁ ≤ 0, w₂ ≤ 0 and w₁ + w₂ > 0.",
                (4, 4),
            ),
            Mistake(
                "gates exchanged",
                "The two numbers are right, but for the other gate. Which "
                "gate's inequalities can all hold with b = 0?",
                (4, 3),
            ),
            Mistake(
                "the origin counted as wrong",
                "In the row (0, 0) z is 0 whatever the weights are. That is "
                "no mistake: step(0) is 0, which both gates want there.",
                (2, 3),
            ),
            Mistake(
                "only the bias removed",
                "You have kept the weights (1, 1). Other weights do better "
                "for AND: let the neuron say 0 for a single 1 as well.",
                (2, 4),
            ),
            Mistake(
                "OR thought impossible",
                "With b = 0 OR asks for w₁ > 0, w₂ > 0 and w₁ + w₂ > 0. Do "
                "these contradict each other?",
                (3, 3),
            ),
            Mistake(
                "yes and no",
                "You say which gates are possible. The check wants to know "
                "how many of the four rows the best neuron gets right.",
                lambda one, two: {float(one), float(two)} <= {0.0, 1.0},
                example=(False, True),
            ),
            Mistake(
                "shares of rows",
                "These are shares of the rows. Give the number of rows, "
                "from 0 to 4.",
                (0.75, 1.0),
            ),
            Mistake(
                "sum over the wrong axis",
                "A gate has four rows, so at most four can be right. You "
                "have counted neurons: sum over the last axis.",
                lambda one, two: max(one, two) > 4,
                example=(1023, 1089),
            ),
        ),
    ),
    Function(
        number="2.3",
        title="Majority",
        chapter="02-perceptron",
        section="Step against sigmoid",
        answers=("majority",),
        reference=lambda X: step(_per_row(X)),
        cases=(
            Case((np.array([[0, 1, 1], [0, 0, 1.0]]),), "two rows of three"),
            Case((np.array([1, 1, 1.0]),), "a single sample"),
            Case((np.zeros((2, 3)),), "rows of zeros"),
            Case((np.array([[0, 0, 1, 1, 1], [1, 1, 0, 0, 0.0]]),),
                 "rows of five"),
            Case((np.array([[1, 1, 0, 0], [1, 1, 1, 0.0]]),),
                 "rows of four, the first one a tie"),
            Case((np.ones((4, 1)),), "rows of one"),
            *(Case((_all_rows(n),), f"all rows of {n}")
              for n in (2, 3, 4, 5, 6)),
            Case((_shuffled(11),), "rows of eleven, in no order"),
            Case((_shuffled(101),), "rows of 101, in no order"),
        ),
        shown="It is right for single samples and batches of any width.",
        hints=(
            "Which z has the right sign if all inputs count the same?",
            "Give every input the weight 1; then w·x counts the ones. What "
            "bias makes z positive only above one half of n?",
            "`n = X.shape[-1]`, then `step(X @ np.ones(n) - ...)`.",
        ),
        mistakes=(
            Mistake(
                "one sum for the whole batch",
                "`X.sum()` adds up all samples. Each needs a sum of its own: "
                "add along the last axis.",
                lambda X: step(X.sum() - X.shape[-1] / 2),
            ),
            Mistake(
                "bias for three inputs only",
                "The bias -1.5 is one half of three. For n inputs it has to "
                "be -n/2.",
                lambda X: step(_per_row(X, -1.5)), section=GATES,
            ),
            Mistake(
                "activation forgotten",
                "This is z. The answer of the neuron is `step(z)`.",
                _per_row,
            ),
            Mistake(
                "activation forgotten, and a bias for three inputs only",
                "This is z. The answer of the neuron is `step(z)`, and for n "
                "inputs the bias has to be -n/2.",
                lambda X: _per_row(X, -1.5), section=GATES,
            ),
            Mistake(
                "a tie counted as 1",
                "With as many ones as zeros z is 0, and step(0) is 0.",
                lambda X: (_per_row(X) >= 0) * 1.0,
            ),
            Mistake(
                "bias forgotten",
                "Without a bias a single 1 is enough: that is OR.",
                lambda X: step(_per_row(X, 0)), section=GATES,
            ),
            Mistake(
                "sum over the wrong axis",
                "You add up the columns. A sample is a row, so the sum runs "
                "over the last axis.",
                lambda X: step(X.sum(axis=0) - X.shape[-1] / 2),
            ),
        ),
    ),
]  # fmt: skip
