"""Judging values: read them, compare, and recognise the wrong ones."""

import numpy as np

from nnbook.check.compare import same
from nnbook.check.exercise import Finding, Unusable
from nnbook.check.reading import form, is_empty, numeric, written
from nnbook.check.report import Report


def judge_values(exercise, answers):
    """The Report on values, none of which is empty."""
    reads = exercise.read
    if not isinstance(reads, tuple):
        reads = (reads or numeric,) * len(answers)
    found = []
    for name, read, answer in zip(
        exercise.answers, reads, answers, strict=True
    ):
        try:
            found.append(read(answer))
        except Unusable as problem:
            end = "" if str(problem).endswith("?") else "."
            raise Unusable(f"{name}: {problem}{end}") from None
    if all(map(is_empty, found)):  # a function to fill in, say
        return Report(exercise, "not attempted")
    finding = _form_problem(exercise, found) or _verdict(exercise, found)
    if finding is None:
        return Report(exercise, "right", exercise.shown)
    return Report(
        exercise,
        "wrong",
        finding.inputs,
        came=finding.came,
        expected=finding.expected,
        mistake=_recognised(exercise, found),
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
            return Finding(
                f"{name} has another shape than it should.",
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


def _read_all(exercise, answers):
    reads = exercise.read
    if not isinstance(reads, tuple):
        reads = (reads or numeric,) * len(answers)
    return [read(answer) for read, answer in zip(reads, answers, strict=True)]


def _equal(one, other, margin):
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return same(one, other, margin)
    return one == other


def _recognised(exercise, found):
    """The first catalogued mistake that the values are, or None."""
    for mistake in exercise.mistakes:
        try:
            if callable(mistake.wrong):
                hit = mistake.wrong(*found)
            else:
                wrong = _read_all(exercise, exercise.several(mistake.wrong))
                hit = all(
                    _equal(*pair, exercise.margin)
                    for pair in zip(found, wrong, strict=True)
                )
        except (ValueError, TypeError, IndexError, KeyError):
            continue  # it is about values of another shape
        if hit:
            return mistake
    return None
