"""The capstone, second part: a baseline, the mistakes counted, the bar."""

from functools import cache

import numpy as np

from nnbook.check.exercise import Case, Function, Mistake
from nnbook.check.reading import is_blank, numeric
from nnbook.compare import level
from nnbook.data import blobs, moons
from nnbook.exercises.capstone.trial import N_TRAIN, scaling, seen_rows
from nnbook.train import accuracy, random_start

CHAPTER = "10-capstone"
MEASURE = "Measure, compare, look at the mistakes"

# ---- 10.2: two baselines.

NEAR = 0.03  # how far the rates of two trained neurons may lie apart


def _some_digits():
    X, y = seen_rows()  # the test rows stay new here too
    mean, std = scaling(X[:N_TRAIN])
    Z = (X - mean) / std
    return Z[:N_TRAIN], y[:N_TRAIN], Z[N_TRAIN:], y[N_TRAIN:]


def _unequal_moons():
    """Moons with few of class 1 to train on, and many among the new rows."""
    X, y = moons(600, 0.15, rng=np.random.default_rng(1))
    y = y.astype(int)
    ones, zeros = np.flatnonzero(y), np.flatnonzero(y == 0)
    known = np.concatenate([ones[:80], zeros[:120]])
    new = np.concatenate([ones[80:200], zeros[120:200]])
    return X[known], y[known], X[new], y[new]


@cache
def _data():
    rng = np.random.default_rng(0)
    (X, y), (X_new, y_new) = blobs(90, rng=rng), blobs(60, rng=rng)
    known, new = y.astype(int), y_new.astype(int)
    return (
        Case(_some_digits(), "digits, with a loop or without"),
        Case(_unequal_moons(), "moons: other shares among the new rows"),
        Case((X, known, X_new, new), "blobs, that a line parts"),
    )


def _told(baselines, X, y, X_new, y_new):
    """The majority's accuracy, and in words how the neuron's compares."""
    found = baselines(X, y, X_new, y_new)
    if is_blank(found):
        return None
    found = numeric(found)
    if found.shape != (2,):
        return found
    majority, neuron = found
    usual, own = _neuron(X, y, X_new, y_new), _neuron(X, y, X, y)
    return majority, _compared(neuron, usual, own)


def _compared(neuron, usual, own):
    if neuron > 1 and np.isfinite(neuron):
        return f"{neuron:g}, which is no share"
    if not 0 <= neuron <= 1:
        return f"{neuron:g}, where a number from 0 to 1 is expected"
    if abs(neuron - usual) <= NEAR:
        return "as often right as a neuron that was trained to the end"
    if abs(neuron - own) <= 0.002:
        return "as often right as a neuron is on X and y"
    return f"{'more' if neuron > usual else 'less'} often right than a neuron"


_neurons = {}


def _fitted(X, y, hidden=()):
    """A trained network; the same rows are fitted once."""
    key = X.shape, X[:20].tobytes(), y.tobytes(), hidden
    if key not in _neurons:
        begin = random_start([X.shape[1], *hidden, 1], seed=0)
        _neurons[key] = level(begin, X, y)
    return _neurons[key]


def _neuron(X, y, X_new, y_new):
    return accuracy(_fitted(X, y), X_new, y_new)


def _majority(y, y_new):
    return float(np.mean(y_new == (y.mean() > 0.5)))


def _pair(majority=_majority, neuron=_neuron):
    return lambda X, y, X_new, y_new: (
        majority(y, y_new), neuron(X, y, X_new, y_new)
    )  # fmt: skip


_BASELINES = Function(
    number="10.2",
    title="Two baselines",
    chapter=CHAPTER,
    section=MEASURE,
    answers=("baselines",),
    reference=_pair(),
    cases=_data,
    ask=_told,
    takes=("X", "y", "X_new", "y_new"),
    returns=("the majority's accuracy", "the neuron"),
    shown="Whatever you build has to be right more often than both.",
    hints=(
        "Which class is the more frequent one in `y`, and how many of "
        "`y_new` are of that class?",
        "The second baseline is a network with one layer: as many inputs as "
        "X has columns, and one output. `level` trains it until it no "
        "longer improves.",
        "`majority = np.mean(y_new == (y.mean() > 0.5))`, then "
        "`neuron = level(random_start([X.shape[1], 1], seed=0), X, ...)`, "
        "then `return majority, accuracy(neuron, ...)`.",
    ),
    mistakes=(
        Mistake(
            "counts, not shares",
            "An accuracy is a share, from 0 to 1: divide by the number of "
            "new rows, or take `np.mean`.",
            lambda seen: any("no share" in str(each) for each in seen),
            example=lambda X, y, X_new, y_new: (
                _majority(y, y_new) * len(y_new),
                _neuron(X, y, X_new, y_new) * len(y_new),
            ),
        ),
        Mistake(
            "the majority of the new rows",
            "Which class is the more frequent one has to be known before "
            "the new rows come: take it from y.",
            _pair(lambda y, y_new: max(np.mean(y_new), 1 - np.mean(y_new))),
        ),
        Mistake(
            "the majority's share in training",
            "This is how frequent the class is in y. The question is how "
            "many of the new rows are right if it is always said.",
            _pair(lambda y, y_new: max(np.mean(y), 1 - np.mean(y))),
        ),
        Mistake(
            "always class 1",
            "This is the share of class 1. Say the class that is more "
            "frequent in y; it may be 0.",
            _pair(lambda y, y_new: np.mean(y_new)),
        ),
        Mistake(
            "the two exchanged",
            "First the majority, then the neuron.",
            lambda *rows: (_neuron(*rows), _majority(rows[1], rows[3])),
        ),
        Mistake(
            "the neuron judged on its own rows",
            "That is its accuracy on X and y, which it has seen. Take "
            "X_new and y_new.",
            _pair(neuron=lambda X, y, X_new, y_new: accuracy(
                _fitted(X, y), X, y)),
        ),
        Mistake(
            "a hidden layer in the baseline",
            "This is right more often than a single neuron can be. The "
            "baseline is to be linear: the sizes `[X.shape[1], 1]`.",
            lambda seen: any("more often" in str(each) for each in seen),
            example=_pair(neuron=lambda X, y, X_new, y_new: accuracy(
                _fitted(X, y, (16,)), X_new, y_new)),
        ),
        Mistake(
            "a neuron that is not trained, or not to the end",
            "It is right less often than a neuron can be. `level` returns "
            "the trained network, and leaves the one given as it is.",
            lambda seen: any("less often" in str(each) for each in seen),
            example=_pair(neuron=lambda X, y, X_new, y_new: accuracy(
                random_start([X.shape[1], 1], seed=1), X_new, y_new)),
        ),
    ),
)  # fmt: skip

# ---- 10.3: which mistakes there are.


def _counts(y, said):
    """Rows: the truth, columns: the answer."""
    return np.array(
        [[np.sum((y == k) & (said == j)) for j in (0, 1)] for k in (0, 1)]
    )


def _answers(n, wrong, seed):
    rng = np.random.default_rng(seed)
    y = rng.integers(0, 2, n)
    said = y.copy()
    said[rng.permutation(n)[:wrong]] ^= 1
    return y, said


_TABLE = Function(
    number="10.3",
    title="The mistakes, counted",
    chapter=CHAPTER,
    section=MEASURE,
    answers=("confusion",),
    reference=_counts,
    cases=(
        Case((np.array([1, 1, 1, 0, 0, 1]), np.array([1, 0, 1, 0, 1, 0])),
             "six rows"),
        Case(_answers(40, 9, 1), "forty rows"),
        Case((np.array([0, 0, 1]), np.array([1, 1, 1])), "0 is never said"),
        Case((np.array([1, 0, 1, 0, 0]), np.array([1, 0, 1, 0, 0])),
             "all right"),
    ),
    shown="Off the diagonal are the mistakes, each kind by itself.",
    hints=(
        "How many of the rows with y = 0 got the answer 1?",
        "A comparison of arrays is True or False for each row, `&` is True "
        "where both are, and `np.sum` counts.",
        "`[[np.sum((y == 0) & (said == 0)), ...], [..., ...]]`: the first "
        "row for y = 0, the second for y = 1.",
    ),
    mistakes=(
        Mistake(
            "rows and columns exchanged",
            "A row is for what was true, a column for what was said.",
            lambda y, said: _counts(y, said).T,
        ),
        Mistake(
            "1 before 0",
            "Class 0 comes first, in the rows and in the columns.",
            lambda y, said: _counts(y, said)[::-1, ::-1],
        ),
        Mistake(
            "shares, not counts",
            "Count the rows. Shares hide how few rows a kind may have.",
            lambda y, said: _counts(y, said) / len(y),
        ),
        Mistake(
            "right and wrong only",
            "These are the right answers and the wrong ones. There are two "
            "kinds of each.",
            lambda y, said: [np.sum(y == said), np.sum(y != said)],
        ),
        Mistake(
            "each class counted by itself",
            "These are how often each class is true and how often it is "
            "said. Ask for both at once: `(y == 0) & (said == 1)`.",
            lambda y, said: [[np.sum(y == 0), np.sum(said == 0)],
                             [np.sum(y == 1), np.sum(said == 1)]],
        ),
    ),
)  # fmt: skip

# ---- 10.4: where the bar stands.


def _missed(scores, y, bar):
    return np.mean(scores[y == 1] <= bar)


def _highest(scores, y, bars, most, share=_missed, pick=max):
    good = [bar for bar in bars if share(scores, y, bar) <= most]
    return float(pick(good)) if good else float(np.min(bars))


def _scores(n, seed, shift=2.0):
    """Scores to halves, as round numbers hit the bars."""
    rng = np.random.default_rng(seed)
    y = rng.integers(0, 2, n)
    return np.round(2 * (shift * y + rng.normal(0, 1.5, n) - 1)) / 2, y


_BARS = np.arange(-8, 9) / 2

_BAR = Function(
    number="10.4",
    title="Where the bar stands",
    chapter=CHAPTER,
    section=MEASURE,
    answers=("choose_bar",),
    reference=lambda scores, y, bars, most: _highest(scores, y, bars, most),
    cases=(
        Case((np.array([-1, 0, 1, 2, 3, 0.5]), np.array([0, 1, 1, 1, 1, 0]),
              np.array([-1, 0, 1, 2]), 0.25), "six rows, four bars"),
        Case((*_scores(60, 1), _BARS, 0.05), "sixty rows, at most 5 in 100"),
        Case((*_scores(60, 2), _BARS, 0.0), "none may be missed"),
        Case((*_scores(80, 3), _BARS, 0.2), "at most 20 in 100"),
        Case((np.array([3.0, 3, 1, 2]), np.array([0, 0, 1, 1]),
              np.array([-1, 0.5]), 0.25), "two bars, both allowed"),
    ),
    shown="The bar comes from validation rows, so the test rows stay new.",
    hints=(
        "If you raise the bar, do more loops get missed, or fewer?",
        "For each bar, which share of the rows with y = 1 has a score that "
        "is not above it? Keep the bars for which it is at most `most`, and "
        "take the largest.",
        "`good = [bar for bar in bars if np.mean(scores[y == 1] <= ...) <= "
        "most]`, then `return max(...)`.",
    ),
    mistakes=(
        Mistake(
            "the lowest bar",
            "The lowest bar misses the fewest, and raises the most false "
            "alarms. Take the highest one that is still allowed.",
            lambda scores, y, bars, most: _highest(
                scores, y, bars, most, pick=min),
        ),
        Mistake(
            "a score on the bar counts as a loop",
            "1 is said where the score is *above* the bar. A score equal to "
            "the bar is missed: `<=`.",
            lambda scores, y, bars, most: _highest(
                scores, y, bars, most,
                lambda s, t, bar: np.mean(s[t == 1] < bar)),
        ),
        Mistake(
            "a share of all rows",
            "The share is to be taken among the rows with a loop alone: "
            "`scores[y == 1]`.",
            lambda scores, y, bars, most: _highest(
                scores, y, bars, most,
                lambda s, t, bar: np.mean((t == 1) & (s <= bar))),
        ),
        Mistake(
            "a count instead of a share",
            "`most` is a share, such as 0.02. Take `np.mean`, not a sum.",
            lambda scores, y, bars, most: _highest(
                scores, y, bars, most,
                lambda s, t, bar: np.sum(s[t == 1] <= bar)),
        ),
        Mistake(
            "false alarms instead of missed loops",
            "You count rows without a loop that are above the bar. What is "
            "limited here are loops that are not.",
            lambda scores, y, bars, most: _highest(
                scores, y, bars, most,
                lambda s, t, bar: np.mean(s[t == 0] > bar)),
        ),
    ),
)  # fmt: skip

EXERCISES = [_BASELINES, _TABLE, _BAR]
