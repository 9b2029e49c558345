"""Judging an answer: whether there is one, and then by its kind."""

from nnbook.check.exercise import Function, Unusable
from nnbook.check.functions import judge_function
from nnbook.check.reading import is_empty
from nnbook.check.report import Report
from nnbook.check.running import undisturbed
from nnbook.check.values import judge_values


def judge(exercise, answers):
    """The Report on `answers`, one for each of the exercise's `answers`."""
    if len(answers) != len(exercise.answers):
        raise TypeError(_call(exercise, answers))
    missing = [
        name
        for name, answer in zip(exercise.answers, answers, strict=True)
        if _is_blank(answer)
    ]
    if missing:
        return _missing(exercise, missing)
    with undisturbed():
        try:
            if isinstance(exercise, Function):
                return judge_function(exercise, answers)
            return judge_values(exercise, answers)
        except Unusable as problem:
            return Report(exercise, "wrong", str(problem))


def _call(exercise, answers):
    number = exercise.number
    wanted = f'check("{number}", {", ".join(exercise.answers)})'
    return (
        f"exercise {number} takes {len(exercise.answers)}: {wanted}; "
        f"{len(answers)} came"
    )


def _is_blank(answer):
    """Whether an answer, or every entry of it, is None or an ellipsis."""
    if isinstance(answer, dict):
        answer = list(answer.values())
    if isinstance(answer, (list, tuple)) and answer:
        return all(map(_is_blank, answer))
    return is_empty(answer)


def _missing(exercise, names):
    if len(names) == len(exercise.answers):
        return Report(exercise, "not attempted")
    verb = "is" if len(names) == 1 else "are"
    return Report(
        exercise, "not attempted", f"{' and '.join(names)} {verb} still empty."
    )
