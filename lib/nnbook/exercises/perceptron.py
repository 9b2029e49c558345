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
RULE = "02b-learning-rule"
SHAPES = "00-numpy#Arrays and shapes"


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


def _corrected(w, b, x, target, rate, a=None):
    """The weights and the bias after one correction by the rule."""
    e = target - (step(w @ x + b) if a is None else a)
    return w + rate * e * x, b + rate * e


def _one_after_the_other(w, b, x, target, rate):
    w = w + rate * (target - step(w @ x + b)) * x
    return w, b + rate * (target - step(w @ x + b))


def _row(w, b, x, target, rate=1.0):
    return np.array(w, float), float(b), np.array(x, float), target, rate


EXERCISES = [
    Values(
        number="2.1",
        title="NAND by hand",
        chapter="02-perceptron",
        section=GATES,
        answers=("w_nand", "b_nand"),
        reference=([-1.0, -1.0], 1.5),
        verdict=_nand,
        shown="All four inequalities hold, with room to spare.",
        hints=(
            "NAND says 1 exactly where AND says 0. What has to happen to the "
            "sign of z?",
            "Changing the signs of both weights and of the bias changes the "
            "sign of every z. Make sure that no z of the AND neuron is 0.",
            "`w_nand = [..., ...]` with two negative numbers, and `b_nand` "
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
            "`most_right(..., 0)` for each gate looks at the neurons with "
            "the bias 0.",
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
                "have counted neurons: each has a count of its own, and the "
                "largest is wanted.",
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
            *(
                Mistake(
                    "sum over the wrong axis",
                    "You add up the columns, as Python's `sum(X)` does. A "
                    "sample is a row, so the sum runs over the last axis.",
                    function,
                )
                for function in (
                    lambda X: step(X.sum(axis=0) - X.shape[-1] / 2),
                    lambda X: step(X.sum(axis=0) - len(X) / 2),
                )
            ),
            Mistake(
                "the number of samples for the number of inputs",
                "`len(X)` is how many rows there are. n is how many numbers "
                "stand in a row, the length of the last axis: "
                "`X.shape[-1]`.",
                lambda X: step(X @ np.ones(len(X)) - len(X) / 2),
                section=SHAPES,
            ),
            Mistake(
                "weights for three inputs only",
                "X is where it should be, on the left; it is the weights that "
                "are three, whatever n is. There has to be one for each "
                "input: n is the length of the last axis, `X.shape[-1]`.",
                lambda X: step(X @ np.ones(3) - X.shape[-1] / 2),
                section=SHAPES,
            ),
            *(
                Mistake(
                    "a batch only",
                    "A single sample has one axis, whose number is 0, so "
                    "there is no `X.shape[1]` and no `axis=1`. The last "
                    "axis, -1, is there for both.",
                    function, section=SHAPES,
                )
                for function in (
                    lambda X: step(X.sum(-1) - X.shape[1] / 2),
                    lambda X: step(X.sum(axis=1) - X.shape[-1] / 2),
                )
            ),
        ),
    ),
    Function(
        number="2.4",
        title="One correction",
        chapter=RULE,
        section="One correction",
        answers=("correct",),
        reference=lambda w, b, x, target, rate: _corrected(
            w, b, x, target, rate
        ),
        returns=("w", "b"),
        cases=(
            Case(_row([0, 0], 0, [1, 1], 1), "the example"),
            Case(_row([1, 1], 1, [0, 1], 0), "it said 1 and should say 0"),
            Case(_row([1, 1], -1.5, [1, 1], 1), "a right answer"),
            Case(_row([1, -1], 0.5, [2, 3], 1, 0.1), "a small rate"),
            Case(_row([0.5, 1, 2], 0.5, [1, -0.5, 2], 0, 0.5),
                 "three inputs, rate 0.5"),
            Case(_row([1, -1], 0, [1, 1], 0), "z is exactly 0"),
            Case(_row([1, 1], -1.5, [1, 0], 1), "the bias decides"),
        ),
        shown="A right answer changes nothing, a wrong one moves w and b.",
        hints=(
            "What does the neuron answer for this row, and what should it "
            "have answered?",
            "The error is the target minus `step(w @ x + b)`. It moves w by "
            "rate times error times x, and b by rate times error.",
            "`error = target - step(...)`, then "
            "`return w + ..., b + ...`",
        ),
        mistakes=(
            Mistake(
                "the error the wrong way round",
                "The weights move away from the right answer. The error is "
                "target minus answer.",
                lambda w, b, x, target, rate: _corrected(
                    w, b, x, target, -rate
                ),
            ),
            Mistake(
                "bias not corrected",
                "The bias takes part in every answer, so it is corrected as "
                "well: b + rate * error.",
                lambda w, b, x, target, rate: (
                    _corrected(w, b, x, target, rate)[0], b
                ),
            ),
            Mistake(
                "rate left out",
                "Both corrections are multiplied by the learning rate.",
                lambda w, b, x, target, rate: _corrected(w, b, x, target, 1.0),
            ),
            Mistake(
                "inputs left out",
                "Each weight moves by its own input: rate * error * x. A "
                "weight whose input is 0 stays.",
                lambda w, b, x, target, rate: (
                    w + rate * (target - step(w @ x + b)),
                    b + rate * (target - step(w @ x + b)),
                ),
            ),
            Mistake(
                "z for the answer",
                "The error compares the target with the answer, which is "
                "`step(z)`: 0 or 1.",
                lambda w, b, x, target, rate: _corrected(
                    w, b, x, target, rate, w @ x + b
                ),
            ),
            Mistake(
                "the bias left out of z",
                "The neuron's answer is `step(w @ x + b)`, with the bias.",
                lambda w, b, x, target, rate: _corrected(
                    w, b, x, target, rate, step(w @ x)
                ),
            ),
            Mistake(
                "the new w in the old error",
                "The error for the bias is computed with the corrected w. "
                "Compute it once, before you change anything.",
                _one_after_the_other,
            ),
            Mistake(
                "the corrections without the old values",
                "These are the corrections alone. They are added to w and b.",
                lambda w, b, x, target, rate: _corrected(
                    0 * w, 0.0, x, target, rate, step(w @ x + b)
                ),
            ),
        ),
    ),
    Values(
        number="2.5",
        title="OR with a pencil",
        chapter=RULE,
        section="AND, correction by correction",
        answers=("w_second", "b_second"),
        reference=([1.0, 1.0], 1.0),
        shown="Two corrections in the second epoch, one still to come.",
        hints=(
            "At the start every answer is 0. Which row is the first whose "
            "target is not 0?",
            "After the first epoch w is (0, 1) and b is 1. In the second, "
            "two rows are wrong.",
            "In the second epoch (0, 0) takes 1 from b. Which z has (1, 0) "
            "then?",
        ),
        mistakes=(
            Mistake(
                "after one epoch",
                "This is where the first epoch ends. Go through the four "
                "rows once more.",
                ([0.0, 1.0], 1.0),
            ),
            Mistake(
                "a third epoch, or no bias",
                "Two ways lead here. The third epoch takes 1 from the bias, "
                "but it has not begun yet. Or the bias was never corrected: "
                "every mistake corrects it, as if it had an input of 1.",
                ([1.0, 1.0], 0.0),
            ),
            Mistake(
                "corrected after the whole pass",
                "You have used the weights from the start for all four rows. "
                "Each row is judged with the weights as they are by then.",
                lambda w, b: w.tolist() == [2.0, 2.0],
                example=([2.0, 2.0], 2.0),
            ),
            Mistake(
                "AND instead of OR",
                "These are the weights that the table ends with, for AND. In "
                "OR one 1 is enough: other rows are wrong.",
                ([2.0, 1.0], -2.0),
            ),
            Mistake(
                "(0, 0) passed over",
                "In the second epoch the row (0, 0) is wrong: its z is b, "
                "which is 1. It changes the bias alone, but it changes it.",
                ([0.0, 1.0], 0.0),
            ),
            Mistake(
                "corrections the wrong way",
                "The error is target minus answer: a 1 that was missed "
                "raises the weights.",
                lambda w, b: (w <= 0).all() and w.any() and b < 0,
                example=([-4.0, -4.0], -6.0),
            ),
        ),
    ),
    Values(
        number="2.6",
        title="Majority, learned",
        chapter=RULE,
        section="The rule as a program",
        answers=("epochs", "epochs_slow"),
        reference=(4, 4),
        shown="From weights 0 the rate scales w, b and z alike, and no "
        "answer depends on it.",
        hints=(
            "`learn` returns three things. Which of them has one number for "
            "each epoch?",
            "The third is the list of mistakes: its length is the number of "
            "epochs.",
            "`w, b, mistakes = learn(X3, y3)`, then `len(...)`; the same "
            "with `rate=0.1`.",
        ),
        mistakes=(
            Mistake(
                "the last epoch left out",
                "The epoch without a mistake counts too: only then does the "
                "rule know that it is done.",
                (3, 3),
            ),
            Mistake(
                "mistakes counted, not epochs",
                "This is how many mistakes there were. The epochs are the "
                "length of the list.",
                (7, 7),
            ),
            Mistake(
                "ten times smaller, ten times longer",
                "The first number is right. From weights 0 a tenth of the "
                "rate makes w, b and z a tenth as large: no sign changes. "
                "Run it.",
                (4, 40),
            ),
            Mistake(
                "the rate thought to matter",
                "The first number is right. Compare w with both rates: one "
                "is a tenth of the other, so every answer is the same.",
                lambda one, two: one == 4, example=(4, 8),
            ),
            Mistake(
                "the largest number of epochs",
                "20 is where `learn` gives up. It stopped earlier: take the "
                "length of the list that it returns.",
                lambda one, two: one == 20, example=(20, 20),
            ),
        ),
    ),
]  # fmt: skip
