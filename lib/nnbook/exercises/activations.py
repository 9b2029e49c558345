"""The exercises of chapter 3, activation functions."""

import math

import numpy as np

from nnbook import relu, sigmoid, tanh
from nnbook.check.exercise import Case, Finding, Function, Mistake, Values
from nnbook.check.reading import close, tidy, written
from nnbook.exercises.shared import numbers_for_truths, with_kind

CORNER = "Why not leave it out?"
RELU = "The four functions"
SLOPE = "How steep: the derivative"
ODDS = "Reading the sigmoid as a probability"
FLAT = "Saturation"
DEAD = "What the ReLU does for slopes, and what not"

# Near the corner, around it and far away
PLACES = np.array([1, -1, 2, -2, 0, 0.25, -0.25, 1e-3, -1e-3, 100, -100])


def _places(w, b):
    """PLACES, and places around the two bends, wherever these are."""
    bends = -b[w != 0] / w[w != 0]
    far = 2 * np.abs(bends).max(initial=1.0)
    around = [f * bend for bend in bends for f in (0.5, 0.9, 1, 1.1)]
    return np.concatenate([PLACES, around, [far, -far]])


def _y(x, w, b, v, c):
    return relu(np.outer(x, w) + b) @ v + c


def _absolute(w, b, v, c):
    """The first x for which the three neurons do not give |x|."""
    places = _places(w, b)
    for x, y in zip(places, _y(places, w, b, v, c), strict=True):
        if not close(y, abs(x), 1e-6):
            return Finding(
                f"The first x that shows it is {x:g}.",
                f"y = {written(tidy(y))}", f"|x| = {abs(x):g}",
            )  # fmt: skip
    return None


def _two(predicate):
    """`predicate`, for answers with two neurons only."""
    return lambda w, b, v, c: (
        w.shape == b.shape == v.shape == (2,)
        and c.ndim == 0
        and predicate(w, b, v, c)
    )


def _log_odds(a):
    return np.log(a / (1 - a))


def _grown(a, target):
    return _log_odds(target) - _log_odds(a)


def _one_by_one(a, target):
    odds = target / (1 - target) / (a / (1 - a))
    return math.log(odds)


def _next(a, h):
    return a + a * (1 - a) * h


def _moved(a, h):
    return sigmoid(_log_odds(a) + h)


def _saturated(z):
    return 1 - tanh(z) ** 2 < 1 / 20


def _dead(X, w, b):
    return bool(np.all(X @ w + b <= 0))


ROWS = np.array([[1.0, 2.0], [-1.0, 0.5], [0.0, -2.0], [3.0, 1.0]])
# Weights and bias for ROWS; in words, what the unit does on them.
UNITS = [
    ((1.0, -0.5), -6.0, "z below 0 for all four rows"),
    ((1.0, -0.5), 0.0, "z = 0, -1.25, 1 and 2.5"),
    ((1.0, -0.5), -2.0, "z above 0 for the last row alone"),
    ((-1.0, 0.0), -1.0, "z = -2, 0, -1 and -4"),
    ((-1.0, -1.0), 3.0, "a positive bias, z above 0 for three rows"),
    ((-3.0, -3.0), 1.0, "a positive bias, z above 0 for two rows"),
    ((0.0, 0.0), 0.0, "z = 0 for all four rows"),
    ((0.0, 0.0), 0.25, "z = 0.25 for all four rows"),
    ((0.2, 0.1), -0.9, "z between -1.1 and -0.2"),
    ((2.0, 1.0), 0.1, "positive weights and bias"),
]

EXERCISES = [
    Values(
        number="3.1",
        title="A corner from two ReLUs",
        chapter="03-activations",
        section=CORNER,
        answers=("w", "b", "v", "c"),
        reference=([1.0, -1.0], [0.0, 0.0], [1.0, 1.0], 0.0),
        verdict=_absolute,
        shown="The three neurons give |x|, near 0 and far from it.",
        hints=(
            "|x| is x on one side of 0 and -x on the other. Can one neuron "
            "look after each side, and be silent on the other?",
            "ReLU(x) is right for x > 0 and 0 for x < 0. For the other "
            "neuron the two sides have to change places: what sign must its "
            "input weight have? Then the third neuron adds.",
            "`w = np.array([1.0, ...])`, both biases 0, so that both corners "
            "are at 0, and `v` adds the two outputs up as they are.",
        ),
        mistakes=(
            Mistake(
                "one neuron only",
                "Put two numbers into each of w, b and v. A single ReLU is "
                "flat on one side of its corner, and |x| is flat nowhere.",
                lambda w, b, v, c: w.size == 1, of_shape=True, section=RELU,
                example=(1, 0, 1, 0),
            ),
            Mistake(
                "one neuron does nothing",
                "A weight is 0, so one of the two ReLUs adds no slope "
                "anywhere. The other one is flat on one side of its corner, "
                "and |x| is flat nowhere.",
                _two(lambda w, b, v, c: (w * v == 0).any()),
                example=([1, -1], [0, 0], [1, 0], 0),
            ),
            Mistake(
                "both neurons face the same side",
                "The two weights in w have the same sign, so both ReLUs rise "
                "to one side and are flat on the other. One has to face left.",
                _two(lambda w, b, v, c: w.prod() > 0),
                example=([1, 1], [0, 0], [1, -1], 0), section=RELU,
            ),
            Mistake(
                "upside down",
                "With two negative weights in v both sides go down: that is "
                "the shape of -|x|. A ReLU is never negative, so its output "
                "is already the right way up.",
                _two(lambda w, b, v, c: (v < 0).all()),
                example=([1, -1], [0, 0], [-1, -1], 0),
            ),
            Mistake(
                "subtracted, not added",
                "The weights in v have different signs, so one side goes up "
                "and the other down, as in x = ReLU(x) - ReLU(-x). |x| goes "
                "up on both.",
                _two(lambda w, b, v, c: v.prod() < 0),
                example=([1, -1], [0, 0], [1, -1], 0),
            ),
            Mistake(
                "a corner beside 0",
                "A ReLU neuron has its corner where w·x + b = 0, so at "
                "x = -b/w. |x| has its only corner at 0.",
                _two(lambda w, b, v, c: not close(b / w, 0, 1e-6)),
                example=([1, -1], [1, 1], [1, 1], 0), section=RELU,
            ),
            Mistake(
                "shifted up or down",
                "At x = 0 both ReLUs give 0, so y is c there, and |0| is 0.",
                _two(lambda w, b, v, c: not close(c, 0, 1e-6)),
                example=([1, -1], [0, 0], [1, 1], -1),
            ),
            Mistake(
                "too steep or too flat",
                "The slope of each side is the neuron's weight in w times "
                "its weight in v. For |x| the slopes are 1 and -1.",
                _two(lambda w, b, v, c: not close(np.abs(w * v), 1, 1e-6)),
                example=([2, -1], [0, 0], [1, 1], 0), section=SLOPE,
            ),
        ),
    ),
    Function(
        number="3.2",
        title="From 90 to 99 percent",
        chapter="03-activations",
        section=ODDS,
        answers=("growth",),
        reference=_grown,
        cases=(
            Case((0.9, 0.99), "from 0.9 to 0.99"),
            Case((0.99, 0.999), "from 0.99 to 0.999"),
            Case((0.5, 0.75), "from even odds to 3 to 1"),
            Case((0.8, 0.3), "downwards"),
            Case((0.4, 0.4), "no change"),
            Case((np.array([0.5, 0.9, 0.02]), np.array([0.9, 0.5, 0.04])),
                 "three pairs at once"),
            Case((np.array([[0.1], [0.7]]), np.array([[0.2], [0.6]])),
                 "arrays of shape (2, 1)"),
        ),
        shown="It is right for numbers and arrays, upwards and downwards.",
        hints=(
            "Work with odds: 0.9 means 9 to 1. What does 0.99 mean?",
            "z is the log-odds of the output, so you can get z back from a. "
            "How much z grows is the difference of two such z.",
            "`np.log(target / (1 - target)) - ...`, with the same expression "
            "for `a`. From 9 to 99, the odds are multiplied by 11, and ln 11 "
            "is about 2.398.",
        ),
        mistakes=(
            Mistake(
                "growth of the output, not of z",
                "This is by how much the output grows. The question is how "
                "far z has to go for that, and the sigmoid's slope is never "
                "above one quarter.",
                lambda a, target: target - a,
            ),
            Mistake(
                "logarithm forgotten",
                "This is the difference of the odds. z is the logarithm of "
                "the odds: take `np.log` of each before you subtract.",
                lambda a, target: target / (1 - target) - a / (1 - a),
            ),
            Mistake(
                "factor of the odds",
                "This is by what the odds are multiplied. Adding to z "
                "multiplies the odds, so z grows by the logarithm of it.",
                lambda a, target: np.exp(_grown(a, target)),
            ),
            Mistake(
                "brackets missing",
                "`np.log(a) / (1 - a)` divides the logarithm. The logarithm "
                "is taken of all of a/(1 - a): `np.log(a / (1 - a))`.",
                lambda a, target: (
                    np.log(target) / (1 - target) - np.log(a) / (1 - a)
                ),
            ),
            Mistake(
                "logarithm of the probability",
                "You take the logarithm of a. z is the logarithm of the "
                "odds, a/(1 - a): yes for each no.",
                lambda a, target: np.log(target) - np.log(a),
            ),
            Mistake(
                "logarithm with base 10",
                "The odds of a sigmoid are e to the power of z, so it takes "
                "the natural logarithm, `np.log`, to get z back.",
                lambda a, target: _grown(a, target) / math.log(10),
            ),
            Mistake(
                "the other way round",
                "Size right, sign wrong. Either you subtract the target's z "
                "from the z of a, or your odds are those of no: (1 - a)/a.",
                lambda a, target: _grown(target, a),
            ),
            Mistake(
                "z of the target only",
                "This is the z at which the sigmoid gives the target. The "
                "unit already has a z: subtract the one that belongs to a.",
                lambda a, target: _log_odds(target),
            ),
            Mistake(
                "sigmoid, not its inverse",
                "The sigmoid goes from z to a. Here the outputs are given "
                "and z is wanted, so go backwards: z = ln(a/(1 - a)).",
                lambda a, target: sigmoid(target) - sigmoid(a),
            ),
            Mistake(
                "straight on along the tangent",
                "You divide by the slope at a, as if the curve stayed as "
                "steep as it is there. It gets flatter or steeper on the "
                "way, and only for very small changes can you ignore that.",
                lambda a, target: (target - a) / (a * (1 - a)),
                section=SLOPE,
            ),
            Mistake(
                "for single numbers only",
                "The formula is right, but it fails for arrays: functions of "
                "the module `math` take one number. `np.log` takes both.",
                _one_by_one,
            ),
        ),
    ),
    Function(
        number="3.3",
        title="One step along the slope",
        chapter="03-activations",
        section=SLOPE,
        answers=("next_output",),
        reference=_next,
        cases=(
            Case((0.5, 0.1), "at z = 0, a step of 0.1"),
            Case((0.9, 0.02), "where it is flatter"),
            Case((0.2, -0.1), "a step to the left"),
            Case((0.7, 0.0), "no step"),
            Case((0.5, 3.0), "a step that is too long for the slope"),
            Case((np.array([0.5, 0.9, 0.02]), np.array([0.1, -0.2, 0.5])),
                 "three at once"),
            Case((np.array([[0.1], [0.7]]), np.array([[0.2], [0.6]])),
                 "arrays of shape (2, 1)"),
        ),
        shown="It follows the tangent, for numbers and arrays.",
        hints=(
            "At z = 0 the chapter did it with numbers: 0.5 + 0.25 * 0.1. "
            "Which of the three is the slope there?",
            "The slope of a sigmoid can be written with its output alone, "
            "so you do not need z: see the table of slopes.",
            "`return a + ... * h`, with the slope a * (1 - a).",
        ),
        mistakes=(
            Mistake(
                "the change, not the new output",
                "This is by how much the output changes. Add the output "
                "from which it starts.",
                lambda a, h: a * (1 - a) * h,
            ),
            Mistake(
                "the slope alone",
                "a * (1 - a) is how much the output changes for each unit "
                "of z. Multiply it by h, and add it to a.",
                lambda a, h: a * (1 - a) + 0 * h,
            ),
            Mistake(
                "slope not multiplied by h",
                "You add the whole slope, as if z had grown by 1. It grew "
                "by h.",
                lambda a, h: a + a * (1 - a) + 0 * h,
            ),
            Mistake(
                "the step added to the output",
                "z grows by h, and a grows by less: by the slope times h.",
                lambda a, h: a + h,
            ),
            Mistake(
                "a quarter everywhere",
                "One quarter is the slope at z = 0, where a = 0.5. Elsewhere "
                "the slope is a * (1 - a).",
                lambda a, h: a + 0.25 * h,
            ),
            Mistake(
                "the sigmoid taken of its own output",
                "a is the output already. sigmoid(a) would send it through "
                "the function once more.",
                lambda a, h: a + sigmoid(a) * (1 - sigmoid(a)) * h,
            ),
            Mistake(
                "the output taken for z",
                "`sigmoid(a + h)` adds h to the output and sends it through "
                "the sigmoid again. It is z that grows by h; a is "
                "sigmoid(z) already.",
                lambda a, h: sigmoid(a + h),
            ),
            Mistake(
                "the slope of the tanh",
                "1 - a**2 is the slope of the tanh. The sigmoid's is "
                "a * (1 - a).",
                lambda a, h: a + (1 - a**2) * h, section=SLOPE,
            ),
            Mistake(
                "against the slope",
                "The sigmoid rises: if z grows, so does a. You go down.",
                lambda a, h: a - a * (1 - a) * h,
            ),
            Mistake(
                "the exact output",
                "This is what the sigmoid really gives. The question is "
                "what its slope at the start says; the two agree for small "
                "h only.",
                _moved,
            ),
        ),
    ),
    Function(
        number="3.4",
        title="Where is it saturated?",
        chapter="03-activations",
        section=FLAT,
        answers=("saturated",),
        reference=_saturated,
        ask=lambda saturated, z: with_kind(saturated(z)),
        takes=("z",),
        returns=("the kind of answers", "the answers"),
        cases=(
            Case((0.0,), "the steepest place"),
            Case((2.5,), "the picture's first state"),
            Case((-2.5,), "as far to the left"),
            Case((2.0,), "not yet"),
            Case((1.7,), "where a is 0.94"),
            Case((1.9,), "where a is above 0.95"),
            Case((0.93,), "still steep"),
            Case((4.0,), "far to the right"),
            Case((np.array([-3.0, -2.1, 0.5, 2.1, 2.3]),), "five at once"),
            Case((np.array([[-6.0, 6.0], [1.0, -1.0]]),), "shape (2, 2)"),
            # The limits 0.0125 for the tanh, 0.05 for the sigmoid: between
            Case((np.array([2.884, -2.884]),), "flat on both sides"),
        ),
        shown="True where the slope is below a twentieth of the steepest.",
        hints=(
            "How steep is the tanh where it is steepest, and so what is a "
            "twentieth of that?",
            "The slope of the tanh at z is 1 - a**2 with a = tanh(z). Ask "
            "where it is below 0.05: a comparison gives True or False.",
            "`return 1 - tanh(z)**2 < ...`",
        ),
        mistakes=(
            Mistake(
                "the other way round",
                "True and False are exchanged: this says where the slope is "
                "*not* below a twentieth.",
                lambda z: 1 - np.tanh(z) ** 2 >= 0.05,
            ),
            Mistake(
                "the right side only",
                "The tanh is as flat far to the left of 0 as far to the "
                "right. For negative z this says False.",
                lambda z: np.asarray(z) > 2.18,
            ),
            Mistake(
                "the output, not the slope",
                "You ask whether a is near 1 or -1. Saturated was said of "
                "the slope, 1 - a**2: at a = 0.95 it is 0.0975 still.",
                lambda z: np.abs(np.tanh(z)) > 0.95,
            ),
            Mistake(
                "the slope of the sigmoid",
                "a * (1 - a) is the slope of the sigmoid. The tanh's is "
                "1 - a**2.",
                lambda z: sigmoid(z) * (1 - sigmoid(z)) < 0.25 / 20,
            ),
            Mistake(
                "the sigmoid's slope against the tanh's twentieth",
                "a * (1 - a) is the slope of the sigmoid. The tanh's is "
                "1 - a**2.",
                lambda z: sigmoid(z) * (1 - sigmoid(z)) < 0.05,
            ),
            Mistake(
                "a twentieth of the sigmoid's steepest slope",
                "The slope is right, and the limit is not: one quarter is "
                "the steepest slope of the sigmoid. The tanh's is 1, so a "
                "twentieth of it is 0.05.",
                lambda z: 1 - np.tanh(z) ** 2 < 0.25 / 20,
            ),
            *(
                Mistake(
                    "the sigmoid's formula with the tanh's output",
                    "a * (1 - a) is the slope of the sigmoid, whose output "
                    "is a. If a is tanh(z), the slope is 1 - a**2.",
                    lambda z, limit=limit: (
                        np.tanh(z) * (1 - np.tanh(z)) < limit
                    ),
                )
                for limit in (0.05, 0.25 / 20)
            ),
            numbers_for_truths(_saturated),
            Mistake(
                "z put in place of a",
                "In 1 - a**2 the letter a is the output, tanh(z), and not z.",
                lambda z: 1 - np.asarray(z) ** 2 < 0.05,
            ),
            Mistake(
                "the slope itself",
                "This is the slope. The question is whether it is below "
                "0.05: compare it, and you get True or False.",
                lambda z: 1 - np.tanh(z) ** 2,
            ),
        ),
    ),
    Function(
        number="3.5",
        title="Silent or dead?",
        chapter="03-activations",
        section=DEAD,
        answers=("is_dead",),
        reference=_dead,
        cases=(
            *(Case((ROWS, np.array(w), b), what) for w, b, what in UNITS),
            Case((ROWS[:1], np.array([1.0, 0.0]), -2.0), "a single row"),
            Case((np.array([[2.0], [-2.0]]), np.array([3.0]), -6.0),
                 "one input, z = 0 and -12"),
        ),
        shown="It tells the dead units from those that are only silent here.",
        hints=(
            "Silent is said of one row, dead of all of them. For which z is "
            "a ReLU silent?",
            "`X @ w + b` has one z for each row. Compare all of them with 0; "
            "`np.all(...)` says whether something holds everywhere.",
            "`return bool(np.all(X @ w + b <= ...))`",
        ),
        mistakes=(
            Mistake(
                "silent for one row is not dead",
                "True as soon as one row leaves the unit silent. It is dead "
                "only if all of them do.",
                lambda X, w, b: bool(np.any(X @ w + b <= 0)),
            ),
            Mistake(
                "z = 0 is silent too",
                "At z = 0 the ReLU gives 0 and its slope is 0 in this book. "
                "Ask for z <= 0, not z < 0.",
                lambda X, w, b: bool(np.all(X @ w + b < 0)),
            ),
            Mistake(
                "the other way round",
                "True and False are exchanged: this says whether the unit "
                "answers to some row.",
                lambda X, w, b: bool(np.any(X @ w + b > 0)),
            ),
            Mistake(
                "one answer for each row",
                "These are the answers row by row: silent or not. Dead is "
                "one answer for the unit: does it hold for all rows?",
                lambda X, w, b: X @ w + b <= 0,
            ),
            Mistake(
                "the first row only",
                "Only the first row is asked. Another row may wake the unit.",
                lambda X, w, b: bool((X @ w + b)[0] <= 0),
            ),
            Mistake(
                "bias forgotten",
                "The weighted sum alone decides nothing: z = w·x + b.",
                lambda X, w, b: bool(np.all(X @ w <= 0)),
            ),
            Mistake(
                "judged by the bias alone",
                "A negative bias does not kill a unit, if the inputs can "
                "outweigh it: look at z for each row.",
                lambda X, w, b: bool(b <= 0),
            ),
            Mistake(
                "the mean of all rows",
                "A unit whose z is negative on average may still answer to "
                "some rows.",
                lambda X, w, b: bool(np.mean(X @ w + b) <= 0),
            ),
        ),
    ),
]  # fmt: skip
