"""Judging a function: run it on every case and compare."""

import inspect
import re

import numpy as np

from nnbook.check.compare import agree, parts, same, shape_of, shown
from nnbook.check.exercise import Unusable
from nnbook.check.reading import (
    apart,
    described,
    form,
    is_blank,
    sentence,
    short,
    written,
)
from nnbook.check.report import Report
from nnbook.check.running import Stopped, message, refusal, run, told
from nnbook.check.slips import exchanged, meaning
from nnbook.check.usual import PRINTED, STATE, usual


def judge_function(exercise, answers):
    """The Report on a function, or on what `ask` makes of the answers.

    Raises the error of the reference, if it has one.
    """
    cases = exercise.cases
    cases = cases() if callable(cases) else cases
    names = taken(exercise)
    if names:
        _demand_function(exercise, answers[0], names)
    runs = _runs(exercise, answers, cases)
    if all(map(_is_nothing, runs)):
        return _nothing(exercise, runs)
    for seen in runs:
        if isinstance(seen.error, Unusable):
            raise seen.error
    wanted = _wanted(exercise, cases)
    right = [
        agree(seen, want, exercise)
        for seen, want in zip(runs, wanted, strict=True)
    ]
    if all(right):
        return Report(exercise, "right", exercise.shown)
    first = right.index(False)
    note = names and exchanged(answers[0], names)
    mistake = (
        None
        if note
        else (
            _unsteady(exercise, answers, cases[first], runs[first])
            or _known(exercise, runs, cases)
            or usual(runs, wanted, right, exercise, cases)
        )
    )
    return Report(
        exercise,
        "wrong",
        _tally(right, cases[first].what),
        inputs=_inputs(exercise, cases[first].inputs),
        **_outcome(exercise, runs[first], wanted[first]),
        mistake=mistake,
        note=note or meaning(runs[first].error),
    )


def taken(exercise):
    """The names of the inputs of the learner's function; () if several."""
    if exercise.ask is None:
        return tuple(inspect.signature(exercise.reference).parameters)
    return exercise.takes


_made = {}  # runs of the exercises' own functions: a training takes time


def _own(exercise, answer, cases, place):
    """The Run of the reference or of a mistake for one case, made once."""
    key = id(exercise), id(answer), place
    if key not in _made:
        try:
            [made] = _runs(exercise, exercise.several(answer), [cases[place]])
        except Stopped:  # it is our function that was running
            raise KeyboardInterrupt from None
        _made[key] = exercise, made  # held, so that no id is used again
    return _made[key][1]


def _wanted(exercise, cases):
    wanted = [
        _own(exercise, exercise.reference, cases, place)
        for place in range(len(cases))
    ]
    for want in wanted:
        if want.error:
            raise want.error
    return wanted


def _runs(exercise, answers, cases):
    ask = exercise.ask or (lambda function, *inputs: function(*inputs))
    return [
        run(lambda *inputs: ask(*answers, *inputs), *case.inputs)
        for case in cases
    ]


def _unsteady(exercise, answers, case, seen):
    """STATE if the same inputs do not give the same a second time."""
    if seen.error:
        return None
    try:
        parts(seen.value, exercise)
    except Unusable:
        return None
    [again] = _runs(exercise, answers, [case])
    return None if agree(seen, again, exercise) else STATE


def _demand_function(exercise, answer, names):
    if not callable(answer):
        raise Unusable(
            "Hand over the function itself, by its name and without "
            f'brackets: check("{exercise.number}", {exercise.answers[0]}). '
            f"{sentence(described(answer))} came."
        )
    problem = refusal(answer, names)
    if problem:
        raise Unusable(problem)


def _parameters(exercise):
    """The names of the inputs of a case, as a report calls them."""
    if exercise.ask is None:
        return taken(exercise)
    names = list(inspect.signature(exercise.ask).parameters)
    return names[len(exercise.answers) :]


def _is_nothing(seen):
    if seen.error:
        return isinstance(seen.error, NotImplementedError)
    return is_blank(seen.value)


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
    target = shown(want.value, exercise)
    if seen.error:
        text, line = told(seen.error)
        return {
            "error": text,
            "line": line,
            "expected": _all(exercise, target),
        }
    try:
        found = shown(seen.value, exercise)
    except Unusable:
        found = None
    if found is None or _is_no_pair(seen.value, found, target):
        return {
            "came": _counted(seen.value, exercise) + written(seen.value),
            "expected": _all(exercise, target),
        }
    for name, one, other in zip(exercise.returns, found, target, strict=True):
        which = f"{name}: " if len(exercise.returns) > 1 else ""
        if shape_of(one) != shape_of(other):
            return {
                "came": which + _formed(one),
                "expected": which + _formed(other),
            }
        if not same(one, other, exercise.margin):
            came, expected = _apart(*_near(one, other, exercise.margin))
            where = _place(one, other, exercise.margin)
            return {
                "came": which + where + came,
                "expected": which + where + expected,
            }
    return {}


def _apart(one, other):
    if isinstance(one, str) and isinstance(other, str):
        return short(one), short(other)  # our words, as in exercise 9.8
    return apart(one, other)


def _formed(part):
    if isinstance(part, str):
        return described(part)
    return f"{form(part)}: {written(part)}"


TALL, LONG = 2, 24  # rows, and entries, that a report shows in full


def _row(one, other, margin):
    """The first row where two tall arrays of one shape differ, or None."""
    if isinstance(one, str) or not one.ndim:
        return None
    if one.size <= LONG and (one.ndim == 1 or len(one) <= TALL):
        return None
    return next(
        i for i in range(len(one)) if not same(one[i], other[i], margin)
    )


def _place(one, other, margin):
    row = _row(one, other, margin)
    if row is None:
        return ""
    return f"row {row}: " if one.ndim > 1 else f"entry {row}: "


def _near(one, other, margin):
    row = _row(one, other, margin)
    return (one, other) if row is None else (one[row], other[row])


def _is_no_pair(value, found, target):
    """Whether an array that could be several results is a single one."""
    shapes = [list(map(shape_of, each)) for each in (found, target)]
    is_array = not isinstance(value, (tuple, list, str))
    return len(target) > 1 and is_array and shapes[0] != shapes[1]


def _counted(value, exercise):
    """How many results came, if it is another number than expected."""
    count = len(value) if type(value) is tuple else 1
    if count == len(exercise.returns):
        return ""
    return f"{count} result{'s' * (count > 1)}: "


def _all(exercise, target):
    if len(target) == 1:
        return written(target[0])
    pairs = zip(exercise.returns, target, strict=True)
    results = ", ".join(f"{name} = {written(part)}" for name, part in pairs)
    return f"{len(target)} results: {results}"


def _known(exercise, runs, cases):
    """The first catalogued mistake that does what the learner's code does."""
    if not all(_is_finite(seen, exercise) for seen in runs):
        return None  # of another kind, or infinite: not for one of these
    for mistake in exercise.mistakes:
        if mistake.example is not None:
            hit = mistake.wrong([seen.value for seen in runs])
        else:
            hit = _explains(mistake, runs, cases, exercise)
        if hit:
            return mistake
    return None


def _explains(mistake, runs, cases, exercise):
    """Whether the mistake's function does the same in every case."""
    told_alike = False
    for place, seen in enumerate(runs):
        other = _own(exercise, mistake.wrong, cases, place)
        if not agree(seen, other, exercise):
            return False
        # Errors of one kind may have many causes: compare what they say
        if seen.error and _is_another(seen.error, other.error):
            return False
        told_alike |= not seen.error or (
            message(seen.error) == message(other.error)
        )
    return told_alike


def _is_another(one, other):
    """Whether two errors mean different slips, or tell of other sizes."""
    means = [each and each.name for each in (meaning(one), meaning(other))]
    if means[0] != means[1]:
        return True
    texts = message(one), message(other)
    words = [re.sub(r"\d+", "", text) for text in texts]
    sizes = [sorted(re.findall(r"\d+", text)) for text in texts]
    return words[0] == words[1] and sizes[0] != sizes[1]


def _is_finite(seen, exercise):
    """Whether a run gave finite numbers or texts, or an error."""
    if seen.error:
        return True
    try:
        found = parts(seen.value, exercise)
    except Unusable:
        return False
    return all(isinstance(p, str) or np.isfinite(p).all() for p in found)
