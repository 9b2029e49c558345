"""The exercises of chapter 7, what a layer sees, and why we stack."""

import numpy as np

from nnbook import Dense, Network, relu
from nnbook.check.exercise import Case, Finding, Function, Mistake, Values
from nnbook.check.reading import written
from nnbook.compare import level
from nnbook.data import logic_gate
from nnbook.exercises import depth
from nnbook.exercises.shared import is_clear, weighed
from nnbook.train import predicted

X_XOR, Y_XOR = logic_gate("XOR")  # the rows 00, 01, 10, 11
XOR = "XOR: past the wall"
VIEWS = "A unit is a view of its input"
DIGITS = "What a layer sees on real data"

# ---- 7.1. Rows are the four inputs, columns the two units.

ASKED = np.array([[0, 0], [0, 1], [1, 0], [0, 0]], dtype=bool)
OF_THE_TEXT = np.array([[0, 0], [1, 0], [1, 0], [1, 1]], dtype=bool)
RIGHT = ([[1.0, -1.0], [-1.0, 1.0]], [0.0, 0.0], [1.0, 1.0], -0.5)


def _interest(W, b):
    """Which unit answers to which input; rounding is no answer."""
    if W.shape != (2, 2) or b.shape != (2,):
        raise ValueError("not a layer 2→2")
    return is_clear(*weighed(X_XOR, W, b))


def _says(W, b, v, c):
    """Whether s is positive, for each input."""
    return is_clear(*weighed(relu(X_XOR @ W + b), v, c))


def _xor(W, b, v, c):
    Z, seen = X_XOR @ W + b, _interest(W, b)
    for x, z, unit, want in zip(X_XOR, Z, seen, ASKED, strict=True):
        for j in range(2):
            if unit[j] != want[j]:
                return Finding(
                    f"Unit {j + 1} is the first to look at, for the input "
                    f"({x[0]:g}, {x[1]:g}).",
                    f"z = {written(z[j])}",
                    "z above 0" if want[j] else "z at most 0",
                )
    s = relu(Z) @ v + c
    for i, says in enumerate(_says(W, b, v, c)):
        if says != (Y_XOR[i] == 1):
            return Finding(
                "Both units do what was asked. The readout is wrong for "
                f"({X_XOR[i][0]:g}, {X_XOR[i][1]:g}), with the target "
                f"{Y_XOR[i]:g}.",
                f"s = {written(s[i])}",
                "s above 0" if Y_XOR[i] else "s at most 0",
            )
    return None


def _units(test):
    return lambda W, b, v, c: test(_interest(W, b))


def _readout(test):
    """A mistake in v and c only: the units are right."""
    return lambda W, b, v, c: (
        np.array_equal(_interest(W, b), ASKED) and test(_says(W, b, v, c))
    )


# ---- 7.2. The report shows the layer as W and b.


def _scored(score_on_views, W, b, X, y, X_test, y_test):
    head = Network.random(
        [W.shape[1], int(y.max()) + 1],
        "identity",
        rng=np.random.default_rng(0),
    )
    layer = Dense(W, b, "relu")
    return score_on_views(layer, head, X, y, X_test, y_test)


def _score(layer, head, X, y, X_test, y_test):
    fitted = level(head, layer(X), y)
    return np.mean(predicted(fitted, layer(X_test)) == y_test)


def _data(n_in, units, classes, batch, seed):
    """A random layer, and classes that overlap, so that no score is 1."""
    rng = np.random.default_rng(seed)
    middles = rng.normal(size=(classes, n_in))
    y = np.arange(batch + batch // 2 + 1) % classes
    X = middles[y] + 0.7 * rng.normal(size=(len(y), n_in))
    W, b = rng.normal(size=(n_in, units)), 0.5 * rng.normal(size=units)
    return W, b, X[:batch], y[:batch], X[batch:], y[batch:]


def _cases():
    # Data on which `fit` with its usual steps ends with the same answers:
    # what is asked here is what the head sees, not how long it is trained.
    return (
        Case(_data(4, 3, 3, 40, 5), "four inputs, three units, three classes"),
        Case(_data(3, 3, 2, 30, 10), "as many units as inputs"),
        Case(_data(2, 5, 4, 60, 2), "two inputs, five units, four classes"),
    )


def _of_fitted(judged):
    """A wrong score of the right network: `judged` of its answers."""

    def score_on_views(layer, head, X, y, X_test, y_test):
        fitted = level(head, layer(X), y)
        return judged(
            lambda samples: predicted(fitted, layer(samples)),
            (X, y),
            (X_test, y_test),
        )

    return score_on_views


EXERCISES = [
    Values(
        number="7.1",
        title="XOR in another way",
        chapter="07-stacking",
        section=XOR,
        answers=("W", "b", "v", "c"),
        reference=RIGHT,
        verdict=_xor,
        shown="Each unit answers to one point, and the readout adds them up.",
        hints=(
            "Which difference of x1 and x2 is positive at (1, 0) and not at "
            "the three other points?",
            "Unit 1 views x1 - x2 and unit 2 views x2 - x1. Then the four "
            "points go to three places, and one line parts (0, 0) from the "
            "other two.",
            "`W` holds 1 and -1 only, column j for unit j; no bias is "
            "needed. `v` counts both units alike, and `c` lies between "
            "minus the answer of one unit and 0.",
        ),
        mistakes=(
            Mistake(
                "the units in the other order",
                "Unit 1 answers to (0, 1) and unit 2 to (1, 0). Swap the "
                "columns of W, and the entries of b and v.",
                _units(lambda seen: np.array_equal(seen, ASKED[:, ::-1])),
                example=([[-1, 1], [1, -1]], [0, 0], [1, 1], -0.5),
            ),
            Mistake(
                "the units of the text",
                "These units see the sum x1 + x2, as in the chapter. Here "
                "each of them should answer to a single point.",
                _units(lambda seen: np.array_equal(seen, OF_THE_TEXT)),
                example=([[1, 1], [1, 1]], [0, -1], [1, -2], -0.5),
            ),
            Mistake(
                "a unit answers to (0, 0)",
                "At (0, 0) z is b alone, so no bias may be positive.",
                _units(lambda seen: seen[0].any()),
                example=(RIGHT[0], [0.5, 0.5], [1, 1], -1),
            ),
            Mistake(
                "a unit never answers",
                "There is a unit with no z above 0 at any of the four "
                "points: what it weighs never exceeds its bar -b.",
                _units(lambda seen: not seen.any(axis=0).all()),
                example=(RIGHT[0], [-1, -1], [1, 1], -0.5), section=VIEWS,
            ),
            Mistake(
                "both units see the same",
                "Both answer to the same points. Unit j is column j of W: "
                "give the second column the opposite signs.",
                _units(lambda seen: np.array_equal(seen[:, 0], seen[:, 1])),
                example=([[1, 1], [-1, -1]], [0, 0], [1, 1], -0.5),
                section=VIEWS,
            ),
            Mistake(
                "a unit answers to (1, 1) too",
                "At (1, 1) z is both weights and the bias together. The "
                "other input has to count against it: give it a negative "
                "weight, at least as large in size.",
                _units(lambda seen: seen[3].any()),
                example=([[1, 0], [0, 1]], [0, 0], [1, 1], -0.5),
                section=VIEWS,
            ),
            Mistake(
                "the readout says 1 for every input",
                "At (0, 0) both units are silent, so s is c alone. It must "
                "not be positive.",
                _readout(np.all), example=(*RIGHT[:3], 0.5),
            ),
            Mistake(
                "the readout says 0 for every input",
                "v and c do not let any s become positive. A unit's answer "
                "has to outweigh c.",
                _readout(lambda says: not says.any()),
                example=(*RIGHT[:3], -1.5),
            ),
            Mistake(
                "the opposite of XOR",
                "s is positive where both units are silent, and not where "
                "one of them answers. Change the signs of v and c.",
                _readout(lambda says: list(says) == [1, 0, 0, 1]),
                example=(*RIGHT[:2], [-1, -1], 0.5),
            ),
            Mistake(
                "the readout hears one unit only",
                "One of the two points is lost. XOR is one unit *or* the "
                "other, so both weights of v are positive.",
                _readout(lambda says: says[1] != says[2]),
                example=(*RIGHT[:2], [1, -1], -0.5),
            ),
        ),
    ),
    Function(
        number="7.2",
        title="Views that nobody trained",
        chapter="07-stacking",
        section=DIGITS,
        answers=("score_on_views",),
        reference=_score,
        ask=_scored,
        takes=("layer", "head", "X", "y", "X_test", "y_test"),
        cases=_cases,
        shown="Now try it on the digits, with the first layer of `start` and "
        "with that of `trained`.",
        hints=(
            "What does the second network see instead of the samples, in "
            "training and in the test?",
            "`layer(X)` has a row for each sample and takes the place of X. "
            "`level` returns the fitted network and leaves `head` as it is.",
            "`fitted = level(head, ..., y)`, then "
            "`np.mean(predicted(fitted, ...) == y_test)`.",
        ),
        mistakes=(
            Mistake(
                "head not fitted",
                "`level` does not change the network that it is given. Use "
                "what it returns.",
                lambda layer, head, X, y, X_test, y_test: np.mean(
                    predicted(head, layer(X_test)) == y_test
                ),
                section=XOR,
            ),
            Mistake(
                "scored on the training samples",
                "What it has seen in training it may know by heart. The "
                "score is the share of right answers on X_test.",
                _of_fitted(lambda said, seen, test: np.mean(
                    said(seen[0]) == seen[1])),
            ),
            Mistake(
                "the layer left out in the test",
                "The head was trained on the layer's output, so the test "
                "samples have to go through the layer too.",
                lambda layer, head, X, y, X_test, y_test: np.mean(
                    predicted(level(head, layer(X), y), X_test) == y_test
                ),
            ),
            Mistake(
                "the layer left out in training",
                "`head` was fitted to X itself. Its inputs are the units of "
                "the layer: fit it to `layer(X)`.",
                lambda layer, head, X, y, X_test, y_test: np.mean(
                    predicted(level(head, X, y), layer(X_test)) == y_test
                ),
            ),
            Mistake(
                "z instead of a",
                "`layer.z` stops before the ReLU. Without it the two layers "
                "do the work of one.",
                lambda layer, head, X, y, X_test, y_test: np.mean(
                    predicted(level(head, layer.z(X), y), layer.z(X_test))
                    == y_test
                ),
                section="Without an activation, layers collapse",
            ),
            Mistake(
                "wrong answers counted",
                "This is the share of wrong answers. Compare with `==`.",
                _of_fitted(lambda said, seen, test: np.mean(
                    said(test[0]) != test[1])),
            ),
            Mistake(
                "a count, not a share",
                "This is how many are right. Divide by the number of test "
                "samples: `np.mean` does it.",
                _of_fitted(lambda said, seen, test: np.sum(
                    said(test[0]) == test[1])),
            ),
            Mistake(
                "the classes, not a score",
                "These are the classes of the test samples. Compare them "
                "with y_test and take the mean.",
                _of_fitted(lambda said, seen, test: said(test[0])),
            ),
        ),
    ),
    *depth.EXERCISES,
]  # fmt: skip
