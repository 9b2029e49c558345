"""Binder's list has what chapters import, and nothing that only tests do."""

import ast
import json
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

from test_lock import ROOT, pins

# Imported by no chapter: what a reader opens the chapters with.
TO_RUN = {"jupyterlab"}
# Comes with another on the list, and is used by our code through that one.
BROUGHT = {"traitlets": "ipywidgets", "ipython": "ipywidgets"}


def modules(text):
    """The top-level modules that a Python text imports from elsewhere."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.split(".")[0]


def texts():
    """All code that runs with a chapter: its cells and the package's."""
    for path in (ROOT / "lib" / "nnbook").rglob("*.py"):
        yield path.read_text("utf-8")
    for path in (ROOT / "chapters").glob("*.ipynb"):
        notebook = json.loads(path.read_text("utf-8"))
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                yield "".join(cell["source"])


def imported():
    """The distributions that the book imports at run time."""
    found = {module for text in texts() for module in modules(text)}
    found -= sys.stdlib_module_names | {"nnbook"}
    names = packages_distributions()
    return {re.sub(r"[-_.]+", "-", names[m][0]).lower() for m in found}


def test_binders_list_is_what_is_imported_and_nothing_more():
    listed = pins(".binder/requirements.txt").keys()
    used = imported()
    assert {"numpy", "scikit-learn", "anywidget"} <= used
    assert used - BROUGHT.keys() == listed - TO_RUN
    assert set(BROUGHT.values()) <= listed


def test_so_is_the_first_group_of_the_requirements():
    text = (ROOT / "requirements.txt").read_text("utf-8")
    group = text.split("# --- what the chapters use")[1].split("# ---")[0]
    named = set(re.findall(r"^([\w-]+)==", group, re.M))
    assert named == pins(".binder/requirements.txt").keys() | {"ipykernel"}


def test_the_package_says_what_it_needs():
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    needs = re.search(r"^dependencies = \[(.*?)\]", text, re.M | re.S)[1]
    assert set(re.findall(r'"([\w-]+)"', needs)) == (
        imported() - BROUGHT.keys()
    )


def test_binder_has_the_python_of_the_book():
    wanted = Path(ROOT / ".binder" / "runtime.txt").read_text("utf-8")
    assert wanted.strip() in ("python-3.11", "python-3.12", "python-3.13")
