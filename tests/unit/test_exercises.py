"""Every registered exercise keeps the promises of nnbook.exercises."""

import json
from pathlib import Path

import pytest

from nnbook.check import check, hint
from nnbook.check.catalogue import MODULES, exercises
from nnbook.check.exercise import Function

CHAPTERS = Path(__file__).resolve().parents[2] / "chapters"
ALL = [e for chapter in MODULES for e in exercises(chapter).values()]

each = pytest.mark.parametrize("exercise", ALL, ids=lambda e: e.number)
each_mistake = pytest.mark.parametrize(
    ("exercise", "mistake"),
    [(e, m) for e in ALL for m in e.mistakes],
    ids=lambda v: getattr(v, "name", None) or v.number,
)


@each
def test_the_reference_is_right(exercise):
    report = check(exercise.number, *exercise.several(exercise.reference))
    assert report, report


@each
def test_an_untouched_stub_is_not_attempted(exercise):
    for empty in (None, ...):
        report = check(exercise.number, *[empty] * len(exercise.answers))
        assert report.state == "not attempted"
    if isinstance(exercise, Function) and exercise.ask is None:
        report = check(exercise.number, lambda *inputs: None)
        assert report.state == "not attempted"


@each_mistake
def test_a_mistake_gets_its_own_diagnosis(exercise, mistake):
    report = check(exercise.number, *exercise.several(mistake.sample))
    assert report.state == "wrong"
    assert report.mistake is mistake, report
    assert mistake.why in repr(report)


@each
def test_it_has_hints_mistakes_and_a_section(exercise):
    assert len(exercise.hints) == 3
    assert len(exercise.mistakes) >= 4
    assert "<details>" in hint(exercise.number)._repr_html_()
    for mistake in (None, *exercise.mistakes):
        file, heading = exercise.place(mistake)
        cells = json.loads((CHAPTERS / f"{file}.ipynb").read_text("utf-8"))
        lines = "\n".join("".join(c["source"]) for c in cells["cells"])
        assert f"## {heading}\n" in lines + "\n", heading
