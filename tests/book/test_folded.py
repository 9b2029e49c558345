"""No cell needs a name that only a folded solution defines."""

import ast
import builtins
from pathlib import Path

import nbformat
import pytest

CHAPTERS = Path(__file__).resolve().parents[2] / "chapters"
# The last is misspelled on the page about Python's complaints.
KNOWN = {*dir(builtins), "get_ipython", "wieghts"}

each_page = pytest.mark.parametrize(
    "path", sorted(CHAPTERS.glob("*.ipynb")), ids=lambda path: path.stem
)


def code(path):
    """(source, whether folded) of each cell of code."""
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            tags = cell.metadata.get("tags", [])
            yield cell.source, "hide-cell" in tags


def stored(tree):
    """The names that a piece of code leaves behind."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(a.asname or a.name).split(".")[0] for a in node.names}
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            names.add(node.name)
    return names


def loaded(tree):
    """The names that it uses."""
    return {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


def missing(cells):
    """The names that cells in sight use and cells in sight do not define."""
    known, wrong = set(KNOWN), []
    for source, folded in cells:
        tree = ast.parse(source)
        if folded:
            continue
        known |= stored(tree)
        wrong += sorted(loaded(tree) - known)
    return wrong


@each_page
def test_a_reader_who_opens_no_solution_can_run_the_page(path):
    assert missing(code(path)) == []


def test_a_name_from_a_solution_is_found():
    cells = [
        ("import numpy as np", False),
        ("V1 = np.ones(3)", True),
        ("for i in range(3):\n    print(V1[i], np.pi)", False),
    ]
    assert missing(cells) == ["V1"]
