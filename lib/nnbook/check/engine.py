"""Judging an answer: whether there is one, and then by its kind."""

from nnbook.check.exercise import Function, Unusable
from nnbook.check.functions import judge_function
from nnbook.check.reading import is_blank, short
from nnbook.check.report import Report
from nnbook.check.running import Stopped, told, undisturbed
from nnbook.check.values import judge_values

OURS = (
    "The check itself stumbled over this answer. That is a fault of the "
    "book, not yours; please report it with your lines: "
)


def safely(exercise, answers):
    """`judge`, and whatever happens in it becomes a Report.

    Raises TypeError only if there are too many answers, or too few.
    """
    _demand_count(exercise, answers)
    try:
        return judge(exercise, answers)
    except KeyboardInterrupt:
        return Report(
            exercise, "wrong", "It was stopped before the check was through."
        )
    except Exception as error:
        return Report(exercise, "wrong", short(OURS + told(error)[0], 300))


def judge(exercise, answers):
    """The Report on `answers`, one for each of the exercise's `answers`.

    An error in the exercise itself is raised.
    """
    _demand_count(exercise, answers)
    missing = [
        name
        for name, answer in zip(exercise.answers, answers, strict=True)
        if is_blank(answer)
    ]
    if missing:
        return _missing(exercise, missing)
    with undisturbed():
        try:
            if isinstance(exercise, Function):
                return judge_function(exercise, answers)
            return judge_values(exercise, answers)
        except Stopped as stop:
            return Report(
                exercise,
                "wrong",
                "It was stopped while your function was still running. If "
                "it did not end by itself, look at its loops.",
                line=stop.line,
            )
        except Unusable as problem:
            return Report(exercise, "wrong", str(problem))


def _demand_count(exercise, answers):
    if len(answers) != len(exercise.answers):
        number = exercise.number
        wanted = f'check("{number}", {", ".join(exercise.answers)})'
        raise TypeError(
            f"exercise {number} takes {len(exercise.answers)}: {wanted}; "
            f"{len(answers)} came"
        )


def _missing(exercise, names):
    if len(names) == len(exercise.answers):
        return Report(exercise, "not attempted")
    verb = "is" if len(names) == 1 else "are"
    return Report(
        exercise, "not attempted", f"{' and '.join(names)} {verb} still empty."
    )
