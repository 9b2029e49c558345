"""Mistakes that can be seen in every exercise whose answer is a function."""

import numpy as np

from nnbook.check.compare import parts, same
from nnbook.check.exercise import Mistake, Unusable
from nnbook.check.reading import is_empty

PRINTED = Mistake(
    "printed, not returned",
    "The result appears on the screen but does not leave the function. "
    "Write `return` where you wrote `print`.",
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
    "division by zero and an exponential that is too large.",
    None,
)
_EXAMPLE = Mistake(
    "works for the example only",
    "The example is right and other inputs are not. Is a number or a size "
    "from the example written into the code?",
    None,
)


def usual(runs, wanted, right, exercise):
    """A mistake that can be seen in every exercise, or None."""
    first = right.index(False)
    if runs[first].error:
        return None
    if is_empty(runs[first].value):
        return PRINTED if runs[first].printed else _NO_RETURN
    try:
        found = [parts(seen.value, exercise) for seen in runs]
        target = [parts(want.value, exercise) for want in wanted]
    except Unusable:
        return None
    pairs = [
        pair
        for one, other in zip(found, target, strict=True)
        for pair in zip(one, other, strict=True)
    ]
    if any(isinstance(part, str) for pair in pairs for part in pair):
        return None
    if not all(np.isfinite(one).all() for one, _ in pairs):
        return _NOT_FINITE
    if all(same(one.ravel(), two.ravel(), exercise.margin)
           for one, two in pairs):  # fmt: skip
        return _SHAPE
    if all(same(one, np.trunc(two), exercise.margin) for one, two in pairs):
        return _WHOLE
    return _EXAMPLE if right[0] and sum(right) <= len(right) / 2 else None
