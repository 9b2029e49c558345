"""Mistakes that can be seen in every exercise whose answer is a function."""

from itertools import permutations

import numpy as np

from nnbook.check.compare import parts, same
from nnbook.check.exercise import Mistake, Unusable
from nnbook.check.reading import holes, is_empty, is_tensor

PRINTED = Mistake(
    "printed, not returned",
    "The result appears on the screen but does not leave the function. "
    "Write `return` where you wrote `print`.",
    None,
)
STATE = Mistake(
    "another answer to the same inputs",
    "Called twice with the same inputs, your function gives two different "
    "results. Something is kept from call to call, a list in the first line "
    "for instance (`def f(x, found=[])`), or random numbers are drawn.",
    None,
)
_NO_RETURN = Mistake(
    "no result on one way through",
    "For this input the function ends without `return`, which gives None. "
    "Look at what happens when an `if` does not apply.",
    None,
)
_SHAPE = Mistake(
    "right numbers, wrong shape",
    "The numbers are right, but they are arranged in another shape. What "
    "uses this result next would broadcast it without a warning.",
    None,
)
_WHOLE = Mistake(
    "whole numbers",
    "Everything behind the decimal point is lost: look for `//`, `int(...)` "
    "or an array of integers.",
    None,
)
_NOT_FINITE = Mistake(
    "not a finite number",
    "The result is infinite or not a number (nan). Usual causes are a "
    "division by zero, the logarithm of 0 and an exponential that is too "
    "large; or brackets are missing around what is divided.",
    None,
)
_EXAMPLE = Mistake(
    "works for the example only",
    "The example is right and other inputs are not. Is a number or a size "
    "from the example written into the code?",
    None,
)
_FIRST = Mistake(
    "the first row only",
    "This is the answer for the first row of the batch. A `return` inside "
    "the loop ends the function in its first turn: move it to the left.",
    None,
)
_LAST = Mistake(
    "the last row only",
    "This is the answer for the last row of the batch. Each turn of the "
    "loop replaces the one before: collect the answers in a list.",
    None,
)
_REVERSED = Mistake(
    "rows in reverse order",
    "All answers are there, the last one first.",
    None,
)
_ORDER = Mistake(
    "results in another order",
    "All results are right, and stand in another order than the exercise "
    "asks for.",
    None,
)


def usual(runs, wanted, right, exercise, cases):
    """A mistake that can be seen in every exercise, or None."""
    first = right.index(False)
    if runs[first].error:
        return None
    if is_empty(runs[first].value):
        return PRINTED if runs[first].printed else _NO_RETURN
    if holes(runs[first].value) and runs[first].printed:
        return PRINTED
    ended = [i for i, seen in enumerate(runs) if not seen.error]
    try:
        found = [parts(runs[i].value, exercise) for i in ended]
        target = [parts(wanted[i].value, exercise) for i in ended]
    except Unusable:
        return None
    pairs = _numbers(found, target)
    if not pairs:
        return None
    if not all(np.isfinite(one).all() for one, _ in pairs):
        return _NOT_FINITE
    margin = exercise.margin
    if len(ended) == len(runs):
        form = _form(pairs, margin)
        if form is None and _is_mixed(found, target, margin):
            form = _ORDER
        if form is not None:
            return form
    counts = [_count(cases[i].inputs[0]) for i in ended]
    return _rows(found, target, counts, margin) or (
        _EXAMPLE if _is_example(right) else None
    )


def _numbers(found, target):
    """The pairs of numerical results; [] if one is a text that is wrong."""
    pairs = [
        pair
        for one, other in zip(found, target, strict=True)
        for pair in zip(one, other, strict=True)
    ]
    texts = [p for p in pairs if any(isinstance(part, str) for part in p)]
    if not all(same(*p, 0) for p in texts):
        return []
    return [p for p in pairs if not isinstance(p[0], str)]


def _form(pairs, margin):
    """What happened to numbers that are otherwise right, or None."""
    if all(same(one.ravel(), two.ravel(), margin) for one, two in pairs):
        return _SHAPE
    if any(one.any() for one, _ in pairs) and all(
        same(one, np.trunc(two), margin) for one, two in pairs
    ):
        return _WHOLE
    return None


def _count(value):
    """How many rows a batch has; 0 for a single sample and what is none."""
    is_array = isinstance(value, np.ndarray) or is_tensor(value)
    return len(value) if is_array and value.ndim == 2 else 0


def _rows(found, target, counts, margin):
    """Which rows came, if they are not all or not in their order, or None.

    `counts` are the numbers of rows of the inputs.
    """
    pairs = [
        _numbers([one], [two]) for one, two in zip(found, target, strict=True)
    ]
    if any(len(each) != 1 for each in pairs):
        return None
    batches, single = [], []
    for [(one, two)], count in zip(pairs, counts, strict=True):
        if count and two.ndim and len(two) == count:
            batches.append((one, two))
        elif count == 0:  # a loop would take its numbers for rows
            single.append((one, two))
        elif not same(one, two, margin):
            return None
    if not any(len(two) > 1 for _, two in batches):
        return None
    for mistake, change in _CHANGES:
        if all(same(one, change(two), margin) for one, two in batches) and all(
            same(one, two, margin)
            or (two.ndim and same(one, change(two), margin))
            for one, two in single
        ):
            return mistake
    return None


_CHANGES = (
    (_FIRST, lambda rows: rows[0]),
    (_FIRST, lambda rows: rows[:1]),
    (_LAST, lambda rows: rows[-1]),
    (_LAST, lambda rows: rows[-1:]),
    (_REVERSED, lambda rows: rows[::-1]),
)


def _is_mixed(found, target, margin):
    """Whether the same results came, always in one other order."""
    return any(
        all(
            all(same(*p, margin) for p in zip(one, other, strict=True))
            for one, other in zip(
                ([results[i] for i in each] for results in found),
                target,
                strict=True,
            )
        )
        for each in permutations(range(len(target[0])))
        if len(each) > 1
    )


def _is_example(right):
    return right[0] and sum(right) == 1 and len(right) > 2
