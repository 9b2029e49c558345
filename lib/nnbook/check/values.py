"""Judging values: read them, compare, and recognise the wrong ones."""

import numpy as np

from nnbook.check.compare import same
from nnbook.check.exercise import Empty, Finding, Unusable
from nnbook.check.reading import (
    POINT,
    form,
    has_commas,
    is_empty,
    numeric,
    written,
)
from nnbook.check.report import Report


def judge_values(exercise, answers):
    """The Report on values, none of which is blank."""
    found = []
    for name, read, answer in zip(
        exercise.answers, _readers(exercise), answers, strict=True
    ):
        try:
            found.append(read(answer))
        except Empty as problem:
            raise Unusable(f"{name} {problem}.") from None
        except Unusable as problem:
            end = "" if str(problem).endswith("?") else "."
            raise Unusable(f"{name}: {problem}{end}") from None
    if all(map(is_empty, found)):  # a function to fill in, say
        return Report(exercise, "not attempted")
    misfit = _form_problem(exercise, found)
    finding = misfit or _verdict(exercise, found)
    if finding is None:
        return Report(exercise, "right", exercise.shown)
    return Report(
        exercise,
        "wrong",
        finding.inputs,
        came=finding.came,
        expected=finding.expected,
        mistake=_recognised(exercise, found, misfit is not None),
    )


def _form_problem(exercise, found):
    """A Finding if an answer's shape is wrong or it is not finite."""
    if exercise.read is not None:
        return None
    reference = exercise.several(exercise.reference)
    for name, one, other in zip(
        exercise.answers, found, map(numeric, reference), strict=True
    ):
        if one.shape != other.shape:
            comma = f" {POINT}." if has_commas(one, other.size) else ""
            return Finding(
                f"{name} has another shape than it should.{comma}",
                f"{name} with {form(one)}",
                form(other),
            )
        if not np.isfinite(one).all():
            return Finding(
                f"{name} is not finite.", written(one), "finite numbers"
            )
    return None


def _verdict(exercise, found):
    if exercise.verdict:
        return exercise.verdict(*found)
    for name, one, other in zip(
        exercise.answers, found, _wanted(exercise), strict=True
    ):
        if not _equal(one, other, exercise.margin):
            # What is expected stays unsaid: it would be the answer
            return Finding(f"{name} is not right.", written(one), "")
    return None


def _wanted(exercise):
    return _read_all(exercise, exercise.several(exercise.reference))


def _readers(exercise):
    if isinstance(exercise.read, tuple):
        return exercise.read
    return (exercise.read or numeric,) * len(exercise.answers)


def _read_all(exercise, answers):
    pairs = zip(_readers(exercise), answers, strict=True)
    return [read(answer) for read, answer in pairs]


def _equal(one, other, margin):
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return same(one, other, margin)
    return one == other


def _recognised(exercise, found, misfit):
    """The first catalogued mistake that the values are, or None."""
    if not all(map(_is_finite, found)):
        return None  # whatever they stand for, it has no cause of this kind
    for mistake in exercise.mistakes:
        if misfit and not mistake.of_shape:
            continue
        if _hits(mistake, exercise, found):
            return mistake
    return None


def _is_finite(value):
    return not isinstance(value, np.ndarray) or bool(np.isfinite(value).all())


def _hits(mistake, exercise, found):
    if not callable(mistake.wrong):
        wrong = _read_all(exercise, exercise.several(mistake.wrong))
        return all(
            _equal(*pair, exercise.margin)
            for pair in zip(found, wrong, strict=True)
        )
    try:
        return bool(mistake.wrong(*found))
    except (ValueError, TypeError, IndexError, KeyError):
        return False  # it is about values of another shape
