"""The notebooks that a reader takes along: the zip, and a first cell."""

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest

from nnbook_sphinx.page import notebooks
from nnbook_sphinx.page.launch import Repository

ROOT = Path(__file__).resolve().parents[2]
GITHUB = Repository("github.com", "someone/book", "spring")


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """The folder that a reader has after unpacking the zip."""
    folder = tmp_path_factory.mktemp("a reader's folder é")
    notebooks.pack(ROOT, folder / notebooks.ZIP)
    with zipfile.ZipFile(folder / notebooks.ZIP) as book:
        book.extractall(folder)
    return folder / notebooks.NAME


def test_the_zip_has_every_chapter_and_the_whole_package(unpacked):
    for folder, ending in (("chapters", "ipynb"), ("lib/nnbook", "py"), ("lib/nnbook", "js"), ("lib/nnbook", "css")):  # fmt: skip
        wanted = {
            p.relative_to(ROOT) for p in (ROOT / folder).rglob(f"*.{ending}")
            if not any(part.startswith(".") for part in p.relative_to(ROOT).parts)
        }  # fmt: skip
        found = {
            p.relative_to(unpacked)
            for p in (unpacked / folder).rglob(f"*.{ending}")
        }
        assert wanted
        assert found == wanted


def test_the_same_book_is_the_same_zip(unpacked, tmp_path):
    notebooks.pack(ROOT, tmp_path / "again.zip")
    first = unpacked.parent / notebooks.ZIP
    assert (tmp_path / "again.zip").read_bytes() == first.read_bytes()


def test_the_program_asks_for_what_the_chapters_import(unpacked):
    code = "import start; print(*start.needed())"
    said = run(unpacked, "-c", code)
    pins = dict(re.findall(r"([\w-]+)==([\w.]+)", said))
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    libraries = re.search(r"dependencies = \[(.*?)\]", project, re.S)[1]
    for library in [*re.findall(r'"([\w-]+)"', libraries), "jupyterlab"]:
        assert library in pins
    assert "pytest" not in pins


def run(folder, *words):
    done = subprocess.run(
        [sys.executable, *words], cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.mark.slow
def test_one_command_leads_to_a_chapter_that_runs(unpacked):
    run(unpacked, "start.py", "--install-only")
    code = (
        "import sys, runpy; sys.path.insert(0, '..');"
        "import start, subprocess;"
        "sys.exit(subprocess.call([start.PYTHON, '-m', 'jupyter', 'execute', '00-numpy.ipynb']))"
    )  # fmt: skip
    run(unpacked / "chapters", "-c", code)
    # It is all there now: the second time is a moment.
    assert "Installing" not in run(unpacked, "start.py", "--install-only")


@pytest.mark.parametrize(
    ("repository", "site", "address"),
    [
        (GITHUB, "", "https://github.com/someone/book/archive/spring.zip"),
        (Repository("git.example.org", "a/b"), "https://b.example.org/",
         "git+https://git.example.org/a/b@main"),
        (None, "https://b.example.org/",
         "https://b.example.org/nnbook-notebooks.zip"),
        (None, "", ""),
    ],
)  # fmt: skip
def test_where_the_package_is(repository, site, address):
    assert notebooks.package(repository, site) == address


def test_the_first_cell_says_how_to_get_the_package():
    plain = (ROOT / "chapters" / "00-numpy.ipynb").read_text(encoding="utf-8")
    text = notebooks.with_advice(plain, "https://example.org/a.zip")
    made = nbformat.reads(text, as_version=4)
    nbformat.validate(made)
    assert '%pip install "nnbook @ https://example.org/a.zip"' in made.cells[0].source  # fmt: skip
    cells = nbformat.reads(plain, as_version=4).cells
    assert [c.source for c in made.cells[1:]] == [c.source for c in cells]


def test_where_nothing_is_known_it_leads_to_the_first_page():
    assert "How to start" in notebooks.advice("")
    assert "%pip" not in notebooks.advice("")


def test_it_is_said_once_however_often_the_book_is_built():
    text = json.dumps({"cells": [], "nbformat": 4})
    once = notebooks.with_advice(text, "")
    twice = notebooks.with_advice(once, "https://example.org/a.zip")
    assert len(json.loads(twice)["cells"]) == 1
    assert "example.org" in twice
