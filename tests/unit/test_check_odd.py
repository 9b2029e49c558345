"""Fifty odd values in every place: no exception, and a short report.

Whatever a learner hands in or returns, `check` answers with a report, and
the judge does not stumble (`engine.OURS` is for what nobody thought of).
"""

import math
import sys
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import torch

from nnbook.check import check, hint
from nnbook.check.catalogue import MODULES, exercises
from nnbook.check.engine import OURS
from nnbook.check.exercise import Function
from nnbook.check.report import LINES

ALL = [e for chapter in MODULES for e in exercises(chapter).values()]
each = pytest.mark.parametrize("exercise", ALL, ids=lambda e: e.number)
LONGEST = 2500


class Rude:
    """Whatever is asked of it, it raises."""

    __hash__ = None

    def _no(self, *inputs):
        raise ZeroDivisionError("rude")

    __eq__ = __str__ = __repr__ = __float__ = __len__ = __iter__ = _no
    __bool__ = __getitem__ = __index__ = __array__ = _no


class RudeFunction(Rude):
    def __call__(self, *inputs):
        return Rude()


class Mute(Exception):
    def __str__(self):
        raise ZeroDivisionError("in __str__")


def circular():
    found = []
    found.append(found)
    return found


def wide():
    found = []
    found.extend([found] * 50)
    return found


def deep():
    found = []
    for _ in range(3000):
        found = [found]
    return found


def odd_values():
    """Made anew each time: some are used up, or could be changed."""
    return [
        None, ..., True, 0, -1, 10**400, math.inf, -math.inf, math.nan,
        1e308, 1e-320, Fraction(1, 3), Decimal("NaN"), 1 + 2j, "", "abc",
        "x" * 50000, "\ud800", "1,5", b"ab", [], [[]], [1, [2]], [1, ...],
        (1, 5), circular(), deep(), wide(), {}, {1: 2}, {1, 2}, frozenset("ab"),
        range(3), range(10**12), np.broadcast_to(0.0, (10**6, 10**6)), (i for i in range(3)), zip([1], [2], strict=True),
        np.array(...), np.array([1, None]), np.array(["a", "b"]),
        np.zeros(0), np.zeros((2, 2, 2)), np.array([1 + 1j]),
        np.zeros(2, dtype=[("a", int)]), np.zeros(2, dtype="M8[D]"),
        np.ma.masked_array([1, 2], [1, 0]), np.full(2, np.nan),
        np.zeros(10**5), torch.zeros(2, requires_grad=True),
        torch.zeros(2).to_sparse(), torch.zeros(2, dtype=torch.complex64),
        torch.zeros(2, device="meta"), torch.nn.Linear(2, 2), Rude(),
        RudeFunction(), [Rude()], Rude, len, np, NotImplemented, sys.stdout,
        Mute("x"), lambda: 1, lambda *inputs: inputs,
    ]  # fmt: skip


def errors():
    return [
        SystemExit(), GeneratorExit(), StopIteration(), Mute(),
        RecursionError(), MemoryError(), BaseException("base"), ValueError(),
        ValueError("z" * 9000), KeyError("a"), Exception(circular()),
    ]  # fmt: skip


def returning(value):
    return lambda *inputs: value


def raising(error):
    def function(*inputs):
        raise error

    return function


def demand_a_report(number, answers):
    report = check(number, *answers)
    text = repr(report)
    assert OURS not in text, text
    assert len(text) < LONGEST
    assert sum(len(rows.splitlines()) for _, rows in report.rows) <= LINES
    assert report._repr_html_().startswith("<div")
    return report


@each
def test_an_odd_value_in_any_place(exercise):
    right = list(exercise.several(exercise.reference))
    for place in range(len(right)):
        for value in odd_values():
            answers = [*right[:place], value, *right[place + 1 :]]
            demand_a_report(exercise.number, answers)
    for value in odd_values():
        demand_a_report(exercise.number, [value] * len(right))


def of_functions():
    return [e for e in ALL if callable(e.reference)]


@pytest.mark.parametrize("exercise", of_functions(), ids=lambda e: e.number)
def test_an_odd_value_returned(exercise):
    several = len(exercise.returns) if isinstance(exercise, Function) else 1
    for value in odd_values():
        report = demand_a_report(exercise.number, [returning(value)])
        assert not report, report
        if several > 1 and exercise.ask is None:
            value = (value,) * several
            assert not check(exercise.number, returning(value))
        demand_a_report(exercise.number, [returning(returning(value))])


@pytest.mark.parametrize("exercise", of_functions(), ids=lambda e: e.number)
def test_any_error_raised(exercise):
    for error in errors():
        report = demand_a_report(exercise.number, [raising(error)])
        assert not report, report
        if type(error) is not NotImplementedError:
            assert type(error).__name__ in repr(report)
        demand_a_report(exercise.number, [returning(raising(error))])


@pytest.mark.parametrize("exercise", of_functions(), ids=lambda e: e.number)
def test_a_function_that_is_stopped(exercise):
    report = check(exercise.number, raising(KeyboardInterrupt()))
    text = repr(report)
    assert "stopped while your function was still running" in text
    assert "raise error" in text  # the learner's own line, and no other
    assert ".py" not in text


@pytest.mark.parametrize("call", [hint, check])
def test_an_odd_value_for_the_number_is_a_wrong_call(call):
    for value in odd_values():
        with pytest.raises((TypeError, ValueError)) as caught:
            call(value)
        assert len(str(caught.value)) < 300
        if value is not None and type(value) is not bool:
            with pytest.raises((TypeError, ValueError), match="hints"):
                hint("2.1", value)
