"""Each registered exercise has its cells: a stub, the hints, a solution."""

from pathlib import Path

import nbformat
import pytest

from nnbook.check.catalogue import MODULES, exercises

CHAPTERS = Path(__file__).resolve().parents[2] / "chapters"
ALL = [e for chapter in MODULES for e in exercises(chapter).values()]

each = pytest.mark.parametrize("exercise", ALL, ids=lambda e: e.number)


def cells_of(exercise):
    """Where the chapter calls check and hint for it: stub, hint, solution."""
    path = CHAPTERS / f"{exercise.chapter}.ipynb"
    checks, hints = [], []
    for place, cell in enumerate(nbformat.read(path, as_version=4).cells):
        last = cell.source.strip().splitlines()[-1:]
        if cell.cell_type == "code" and last:
            if last[0].startswith(f'check("{exercise.number}", '):
                checks.append((place, cell))
            if last[0] == f'hint("{exercise.number}")':
                hints.append((place, cell))
    return checks, hints


def is_folded(cell):
    return "hide-cell" in cell.metadata.get("tags", [])


def said(cell):
    """The text that the cell's value has in the stored notebook."""
    return "".join(
        output.data["text/plain"]
        for output in cell.outputs
        if output.output_type == "execute_result"
    )


def test_there_are_exercises():
    assert {"1.1", "1.2", "1.3", "2.1", "2.2", "2.3"} <= {
        e.number for e in ALL
    }


@each
def test_stub_hints_and_solution_follow_each_other(exercise):
    checks, hints = cells_of(exercise)
    assert len(checks) == 2, "expected a stub and a solution"
    assert len(hints) == 1, "expected one cell with the hints"
    (stub, _), (solution, _) = checks
    assert stub < hints[0][0] < solution


@each
def test_the_stub_is_open_and_not_attempted(exercise):
    (_, stub), _ = cells_of(exercise)[0]
    assert not is_folded(stub)
    assert said(stub).startswith(f"○ Exercise {exercise.number}, ")
    assert "..." in stub.source or "# Your lines go here" in stub.source


@each
def test_the_solution_is_folded_and_right(exercise):
    _, (_, solution) = cells_of(exercise)[0]
    assert is_folded(solution)
    assert solution.source.startswith("# Solution\n")
    assert said(solution).startswith(f"✓ Exercise {exercise.number}, ")


@each
def test_the_hints_are_stored_and_open(exercise):
    [(_, cell)] = cells_of(exercise)[1]
    assert not is_folded(cell)
    assert said(cell).startswith("Hint 1 of 3. ")
