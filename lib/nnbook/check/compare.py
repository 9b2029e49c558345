"""Comparing two results, or two runs of a function."""

import numpy as np

from nnbook.check.exercise import Unusable
from nnbook.check.reading import (
    close,
    holes,
    is_tensor,
    is_truth,
    numeric,
)


def parts(value, exercise):
    """The results of one call, each an array or a text."""
    return [_part(result) for result in _results(value, exercise)]


def shown(value, exercise):
    """`parts` as a report shows them: True and False are not numbers."""
    return [
        part.astype(bool) if is_truth(result) else part
        for result in _results(value, exercise)
        for part in [_part(result)]
    ]


def _results(value, exercise):
    count = len(exercise.returns)
    if count == 1:
        return [value]
    is_array = isinstance(value, np.ndarray) or is_tensor(value)
    if is_array and value.shape[:1] == (count,):
        value = list(value)  # it unpacks like a tuple
    if not isinstance(value, (tuple, list)) or len(value) != count:
        raise Unusable(f"expected {', '.join(exercise.returns)}")
    return value


def _part(value):
    return value if isinstance(value, str) else numeric(value)


def shape_of(part):
    """The shape of one result, or "text"."""
    return "text" if isinstance(part, str) else part.shape


def same(one, other, margin):
    """Whether two results agree, in shape as well."""
    if isinstance(one, str) or isinstance(other, str):
        return isinstance(one, str) and isinstance(other, str) and one == other
    return one.shape == other.shape and close(one, other, margin)


def agree(seen, other, exercise):
    """Whether two runs came to the same: equal results, or errors alike."""
    if seen.error or other.error:
        return type(seen.error) is type(other.error)
    try:
        pairs = zip(
            parts(seen.value, exercise),
            parts(other.value, exercise),
            strict=True,
        )
        return all(same(*pair, exercise.margin) for pair in pairs)
    except Unusable:
        return holes(seen.value) > 0 and holes(other.value) > 0
