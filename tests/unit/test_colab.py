"""Notebooks for Google Colab: their first cell, there and elsewhere."""

import sys
from pathlib import Path
from types import ModuleType

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell

from scripts import colab

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = "https://github.com/someone/book"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The folder that becomes the branch."""
    folder = tmp_path_factory.mktemp("branch")
    colab.write(ADDRESS, "main", folder)
    return folder


@pytest.fixture
def shell():
    """An IPython that notes what would be installed."""
    shell, asked = InteractiveShell(), []
    shell.register_magic_function(asked.append, magic_name="pip")
    shell.asked = asked
    yield shell
    InteractiveShell.clear_instance()


def test_each_chapter_is_there_with_one_cell_more(written):
    chapters = sorted((ROOT / "chapters").glob("*.ipynb"))
    found = sorted((written / "chapters").glob("*.ipynb"))
    assert [p.name for p in found] == [p.name for p in chapters]
    for path, chapter in zip(found, chapters, strict=True):
        made = nbformat.read(path, as_version=4)
        nbformat.validate(made)
        cells = nbformat.read(chapter, as_version=4).cells
        assert [c.source for c in made.cells[1:]] == [c.source for c in cells]
        assert made.cells[0].id == colab.CELL


def first_cell(written):
    path = written / "chapters" / "02-perceptron.ipynb"
    return nbformat.read(path, as_version=4).cells[0].source


def test_elsewhere_the_first_cell_does_nothing(written, shell):
    shell.run_cell(first_cell(written)).raise_error()
    assert shell.asked == []


def test_in_colab_it_fetches_the_package_and_switches_widgets_on(
    written, shell, monkeypatch
):
    calls = []
    google, colab_, output = map(
        ModuleType, ("google", "google.colab", "google.colab.output")
    )
    output.enable_custom_widget_manager = lambda: calls.append("on")
    google.colab, colab_.output = colab_, output
    for module in (google, colab_, output):
        monkeypatch.setitem(sys.modules, module.__name__, module)
    shell.run_cell(first_cell(written)).raise_error()
    assert calls == ["on"]
    assert shell.asked == [
        f'install --quiet "nnbook @ {ADDRESS}/archive/main.zip"'
    ]
