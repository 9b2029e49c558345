"""Judging an answer: try it, compare, and find out why it is wrong."""

import inspect

import numpy as np

from nnbook.check.exercise import Finding, Function, Mistake, Unusable
from nnbook.check.reading import (
    apart,
    close,
    described,
    form,
    is_empty,
    numeric,
    written,
)
from nnbook.check.report import Report
from nnbook.check.running import refusal, run, told, undisturbed


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
                return _judge_function(exercise, answers)
            return _judge_values(exercise, answers)
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


# ---- Functions.


def _judge_function(exercise, answers):
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
        _agree(seen, want, exercise)
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
        or _usual(runs, wanted, right, exercise),
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
            mistake=_PRINTED,
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
    first = f": {what}." if what else "."
    return f"{count} The first that shows it{first}"


def _inputs(exercise, inputs):
    names = _parameters(exercise)
    return [
        (name, written(value))
        for name, value in zip(names, inputs, strict=False)
    ]


def _outcome(exercise, seen, want):
    """What came and what was expected, the shape first if that is wrong."""
    target = _parts(want.value, exercise)
    if seen.error:
        text, line = told(seen.error)
        return {"error": text, "line": line, "expected": written(want.value)}
    try:
        found = _parts(seen.value, exercise)
    except Unusable:
        came = described(seen.value)
        return {"came": came, "expected": written(want.value)}
    for name, one, other in zip(exercise.returns, found, target, strict=True):
        which = f"{name}: " if len(exercise.returns) > 1 else ""
        if _shape(one) != _shape(other):
            return {
                "came": f"{which}{form(one)}: {written(one)}",
                "expected": f"{which}{form(other)}: {written(other)}",
            }
        if not _same(one, other, exercise.margin):
            came, expected = apart(one, other)
            return {"came": which + came, "expected": which + expected}
    return {}


def _parts(value, exercise):
    """The results of one call, each an array or a text."""
    count = len(exercise.returns)
    if count == 1:
        return [_part(value)]
    if not isinstance(value, (tuple, list)) or len(value) != count:
        raise Unusable(f"expected {', '.join(exercise.returns)}")
    return [_part(part) for part in value]


def _part(value):
    return value if isinstance(value, str) else numeric(value)


def _shape(part):
    return "text" if isinstance(part, str) else part.shape


def _same(one, other, margin):
    if isinstance(one, str) or isinstance(other, str):
        return isinstance(one, str) and one == other
    return one.shape == other.shape and close(one, other, margin)


def _agree(seen, want, exercise):
    """Whether two runs came to the same."""
    if seen.error or want.error:
        return type(seen.error) is type(want.error)
    try:
        pairs = zip(
            _parts(seen.value, exercise),
            _parts(want.value, exercise),
            strict=True,
        )
        return all(_same(*pair, exercise.margin) for pair in pairs)
    except Unusable:
        return is_empty(seen.value) and is_empty(want.value)


def _known(exercise, runs, cases):
    """The first catalogued mistake that does what the learner's code does."""
    for mistake in exercise.mistakes:
        wrong = _runs(exercise, exercise.several(mistake.wrong), cases)
        if _explains(wrong, runs, exercise):
            return mistake
    return None


def _explains(wrong, runs, exercise):
    pairs = list(zip(runs, wrong, strict=True))
    if not all(_agree(*pair, exercise) for pair in pairs):
        return False
    # Errors of one kind everywhere may have many causes: compare their texts
    return any(
        not seen.error or str(seen.error) == str(other.error)
        for seen, other in pairs
    )


_PRINTED = Mistake(
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


def _usual(runs, wanted, right, exercise):
    """A mistake that can be seen in every exercise, or None."""
    first = right.index(False)
    if runs[first].error:
        return None
    if is_empty(runs[first].value):
        return _PRINTED if runs[first].printed else _NO_RETURN
    try:
        found = [_parts(seen.value, exercise) for seen in runs]
        target = [_parts(want.value, exercise) for want in wanted]
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
    if all(_same(one.ravel(), two.ravel(), exercise.margin)
           for one, two in pairs):  # fmt: skip
        return _SHAPE
    if all(_same(one, np.trunc(two), exercise.margin) for one, two in pairs):
        return _WHOLE
    return _EXAMPLE if right[0] and sum(right) <= len(right) / 2 else None


# ---- Values.


def _judge_values(exercise, answers):
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
            raise Unusable(f"{name}: {problem}.") from None
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
        return _same(one, other, margin)
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
