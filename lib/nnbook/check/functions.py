"""Judging a function: run it on every case and compare."""

import inspect

from nnbook.check.compare import agree, parts, same, shape_of
from nnbook.check.exercise import Unusable
from nnbook.check.reading import apart, described, form, is_empty, written
from nnbook.check.report import Report
from nnbook.check.running import refusal, run, told
from nnbook.check.usual import PRINTED, usual


def judge_function(exercise, answers):
    """The Report on a function, or on what `ask` makes of the answers."""
    cases = exercise.cases
    cases = cases() if callable(cases) else cases
    if exercise.ask is None:
        _demand_function(exercise, answers[0])
    runs = _runs(exercise, answers, cases)
    wanted = _runs(exercise, exercise.several(exercise.reference), cases)
    if all(map(_is_nothing, runs)):
        return _nothing(exercise, runs)
    for seen in runs:
        if isinstance(seen.error, Unusable):
            raise seen.error
    right = [
        agree(seen, want, exercise)
        for seen, want in zip(runs, wanted, strict=True)
    ]
    if all(right):
        return Report(exercise, "right", exercise.shown)
    first = right.index(False)
    return Report(
        exercise,
        "wrong",
        _tally(right, cases[first].what),
        inputs=_inputs(exercise, cases[first].inputs),
        **_outcome(exercise, runs[first], wanted[first]),
        mistake=_known(exercise, runs, cases)
        or usual(runs, wanted, right, exercise),
    )


def _runs(exercise, answers, cases):
    ask = exercise.ask or (lambda function, *inputs: function(*inputs))
    return [
        run(lambda *inputs: ask(*answers, *inputs), *case.inputs)
        for case in cases
    ]


def _demand_function(exercise, answer):
    name = exercise.answers[0]
    if not callable(answer):
        raise Unusable(
            "Hand over the function itself, by its name and without "
            f'brackets: check("{exercise.number}", {name}). '
            f"{described(answer).capitalize()} came."
        )
    problem = refusal(answer, _parameters(exercise))
    if problem:
        raise Unusable(problem)


def _parameters(exercise):
    """The names of the inputs, as the reference calls them."""
    if exercise.ask is None:
        return list(inspect.signature(exercise.reference).parameters)
    names = list(inspect.signature(exercise.ask).parameters)
    return names[len(exercise.answers) :]


def _is_nothing(seen):
    if seen.error:
        return isinstance(seen.error, NotImplementedError)
    return is_empty(seen.value)


def _nothing(exercise, runs):
    if any(seen.printed for seen in runs):
        return Report(
            exercise,
            "wrong",
            "It returns None for every input.",
            mistake=PRINTED,
        )
    return Report(
        exercise,
        "not attempted",
        "It returns None. If you have written something, is there a `return`?",
    )


def _tally(right, what):
    count = f"Right for {sum(right)} of {len(right)} inputs."
    if sum(right) == 0:
        count = f"Not right for any of {len(right)} inputs."
    if len(right) == 1:
        return ""
    first = f": {what}." if what else ":"
    return f"{count} The first that shows it{first}"


def _inputs(exercise, inputs):
    names = _parameters(exercise)
    return [
        (name, str(value) if callable(value) else written(value))
        for name, value in zip(names, inputs, strict=False)
    ]


def _outcome(exercise, seen, want):
    """What came and what was expected, the shape first if that is wrong."""
    target = parts(want.value, exercise)
    if seen.error:
        text, line = told(seen.error)
        return {
            "error": text,
            "line": line,
            "expected": _all(exercise, target),
        }
    try:
        found = parts(seen.value, exercise)
    except Unusable:
        return {
            "came": written(seen.value),
            "expected": _all(exercise, target),
        }
    for name, one, other in zip(exercise.returns, found, target, strict=True):
        which = f"{name}: " if len(exercise.returns) > 1 else ""
        if shape_of(one) != shape_of(other):
            return {
                "came": f"{which}{form(one)}: {written(one)}",
                "expected": f"{which}{form(other)}: {written(other)}",
            }
        if not same(one, other, exercise.margin):
            came, expected = apart(one, other)
            return {"came": which + came, "expected": which + expected}
    return {}


def _all(exercise, target):
    if len(target) == 1:
        return written(target[0])
    pairs = zip(exercise.returns, target, strict=True)
    results = ", ".join(f"{name} = {written(part)}" for name, part in pairs)
    return f"{len(target)} results: {results}"


def _known(exercise, runs, cases):
    """The first catalogued mistake that does what the learner's code does."""
    for mistake in exercise.mistakes:
        wrong = _runs(exercise, exercise.several(mistake.wrong), cases)
        if _explains(wrong, runs, exercise):
            return mistake
    return None


def _explains(wrong, runs, exercise):
    pairs = list(zip(runs, wrong, strict=True))
    if not all(agree(*pair, exercise) for pair in pairs):
        return False
    # Errors of one kind everywhere may have many causes: compare their texts
    return any(
        not seen.error or str(seen.error) == str(other.error)
        for seen, other in pairs
    )
