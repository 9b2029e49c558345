"""A learner's `train_classifier(X, y)` at work, on rows of the capstone.

It is trained three times, each time on rows of its own, and what it returns
is asked about rows that it has not seen: the data as they are, the same
data in other units, and fewer rows and columns.
"""

from functools import cache, cached_property
from typing import NamedTuple

import numpy as np

from nnbook.check.exercise import Unusable
from nnbook.check.reading import close, numeric
from nnbook.check.running import run
from nnbook.data import shares

N_TRAIN, N_FEW, N_COLUMNS = 997, 600, 48
LOOPS = (0, 6, 8, 9)  # the digits with a loop
# The first is more than a single neuron comes to, however it is trained; the
# second only more than one that is trained to the end: few rows are enough to
# put good networks behind a neuron with small weights
ENOUGH, ENOUGH_OF_FEW = 0.94, 0.91


class Task(NamedTuple):
    """Rows to train on and new rows, and how many have to be right."""

    what: str
    X: np.ndarray
    y: np.ndarray
    X_new: np.ndarray
    y_new: np.ndarray
    enough: float = ENOUGH


@cache
def seen_rows():
    """The chapter's rows but for those of the test: X, (1397, 64), and y.

    The first N_TRAIN are for training, the others for validation.
    """
    from sklearn.datasets import load_digits

    X, digit = load_digits(return_X_y=True)
    parts = shares(len(X), [997, 400, 400], rng=np.random.default_rng(0))
    rows = np.concatenate(parts[:2])
    return X[rows], np.isin(digit, LOOPS).astype(int)[rows]


def scaling(X):
    """Mean and standard deviation of each column; 1 for a constant one."""
    std = X.std(axis=0)
    return X.mean(axis=0), std + (std == 0)


def _task(what, factor=1.0, n=N_TRAIN, columns=None, enough=ENOUGH):
    X, y = seen_rows()
    X = (X * factor)[:, :columns]
    return Task(what, X[:n], y[:n], X[N_TRAIN:], y[N_TRAIN:], enough)


def _plain():
    return _task("997 rows to train on, 400 new ones")


def _other_units():
    powers = np.random.default_rng(5).integers(-3, 4, 64)
    return _task(
        "the same rows, each pixel in a unit of its own", 10.0**powers
    )


def _fewer():
    what = f"{N_FEW} rows of {N_COLUMNS} columns, the upper six lines"
    return _task(what, 1.0, N_FEW, N_COLUMNS, ENOUGH_OF_FEW)


def _scaled_before():
    X, _ = seen_rows()
    return _task("columns scaled beforehand", 1 / scaling(X[:N_TRAIN])[1])


class Attempt:
    """What a learner's function makes of one task."""

    def __init__(self, train, task):
        self.task = task
        self.training = run(train, task.X, task.y)
        self.predict = self.training.value
        self.spoils_rows = False

    @cached_property
    def asked(self):
        """The Run of `predict` on the new rows."""
        rows = self.task.X_new.copy()
        # Not run(self.predict, rows), which would hand over a copy
        asked = run(lambda: self.predict(rows))
        self.spoils_rows = not np.array_equal(rows, self.task.X_new)
        return asked

    @property
    def error(self):
        """The error that stopped the training or the prediction, or None."""
        if self.training.error or not callable(self.predict):
            return self.training.error
        return self.asked.error

    @cached_property
    def answer(self):
        """The answer for the new rows, an array; None if there is none."""
        if not callable(self.predict):
            return None
        return _numbers(self.asked)

    @cached_property
    def is_steady(self):
        """Whether the new rows get the same answer a second time."""
        again = self.about(self.task.X_new)
        return again is not None and np.array_equal(again, self.answer)

    def about(self, X):
        """The answer for X, an array; None if there is none."""
        if not callable(self.predict):
            return None
        return _numbers(run(self.predict, X))

    @property
    def is_classes(self):
        """Whether the answer is one class, 0 or 1, for each new row."""
        answer = self.answer
        if answer is None or answer.shape != self.task.y_new.shape:
            return False
        return bool(np.isin(answer, (0, 1)).all())

    @property
    def accuracy(self):
        """The share of the new rows that is right; 0 without classes."""
        if not self.is_classes:
            return 0.0
        return float(np.mean(self.answer == self.task.y_new))

    @cached_property
    def known(self):
        """The share of the training rows that is right."""
        answer = self.about(self.task.X)
        if answer is None or answer.shape != self.task.y.shape:
            return 0.0
        return float(np.mean(answer == self.task.y))

    @property
    def is_good(self):
        """Whether enough of the new rows are right."""
        return self.accuracy >= self.task.enough


class Trial:
    """A learner's function on each of the tasks, when it is asked for."""

    def __init__(self, train):
        self.train = train

    @cached_property
    def plain(self):
        """On the data as they are."""
        return Attempt(self.train, _plain())

    @cached_property
    def units(self):
        """On the same rows in other units."""
        return Attempt(self.train, _other_units())

    @cached_property
    def fewer(self):
        """With fewer rows and columns."""
        return Attempt(self.train, _fewer())

    @cached_property
    def scaled(self):
        """On columns that were brought to one size beforehand."""
        return Attempt(self.train, _scaled_before())

    @cached_property
    def company(self):
        """(alone, together): answers on rows of class 0, asked both ways.

        Each is None if these rows, or the first of them, give no classes.
        """
        task = self.plain.task
        rows = task.y_new == 0
        alone = self.plain.about(task.X_new[rows])
        return alone, self.plain.answer[rows]

    @cached_property
    def single(self):
        """The answer for a batch of one row; None if there is none."""
        return _numbers(self.alone)

    @cached_property
    def alone(self):
        """The Run of `predict` on a batch of one row."""
        return run(self.plain.predict, self.plain.task.X_new[:1])

    @property
    def is_centred(self):
        """Whether other classes come because the new rows are centred.

        Then adding a number to a whole column leaves the answers.
        """
        attempt = self.plain
        if not self.is_swayed:
            return False
        X = attempt.task.X_new
        moved = attempt.about(X + 3 * X.std(axis=0))
        return moved is not None and _equal(moved, attempt.answer)

    @property
    def is_swayed(self):
        """Whether the same rows get other classes in other company."""
        if not self.plain.is_classes:
            return False
        first = self.plain.answer[:1]
        return any(
            one is not None and one.shape == two.shape and not _equal(one, two)
            for one, two in (self.company, (self.single, first))
        )

    @property
    def needs_company(self):
        """Whether a row's answer depends on the rows it comes with."""
        if not self.plain.is_classes:
            return False
        alone, together = self.company
        if alone is None or not _equal(alone, together):
            return True
        single = self.single
        return single is None or not _equal(single, self.plain.answer[:1])


def _numbers(asked):
    try:
        return numeric(asked.value)
    except Unusable:
        return None


def _equal(one, other):
    return one.shape == other.shape and close(one, other, 0)
