"""A small book, built with and without a repository: buttons, metadata."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
TOC = (
    "format: jb-book\nroot: chapters/index\nchapters:\n- file: chapters/one\n"
)
INDEX = "# The start\n\nHello.\n\n- [One](one.ipynb): what it is.\n"


def build(folder, **variables):
    """The pages of a book with a start page and a notebook, by name."""
    (folder / "chapters").mkdir(parents=True)
    config = (ROOT / "_config.yml").read_text("utf-8")
    config = config.replace("execute_notebooks: cache", 'execute_notebooks: "off"')  # fmt: skip
    (folder / "_config.yml").write_text(config, "utf-8")
    (folder / "_toc.yml").write_text(TOC)
    (folder / "lib").symlink_to(ROOT / "lib")
    (folder / "chapters" / "index.md").write_text(INDEX)
    shutil.copy(ROOT / "chapters" / "references.bib", folder / "chapters")
    cell = nbformat.v4.new_markdown_cell("# One\n\nA first page.")
    book = nbformat.v4.new_notebook(cells=[cell])
    book.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(book, folder / "chapters" / "one.ipynb")
    env = {k: v for k, v in os.environ.items() if not k.startswith("NNBOOK_")}
    program = Path(sys.executable).with_name("jupyter-book")
    command = [str(program), "build", str(folder), "-q"]
    done = subprocess.run(
        command, env=env | variables, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    html = folder / "_build" / "html" / "chapters"
    return {name: (html / f"{name}.html").read_text("utf-8") for name in ("index", "one")}  # fmt: skip


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return build(tmp_path_factory.mktemp("plain") / "book")


@pytest.fixture(scope="module")
def public(tmp_path_factory):
    return build(
        tmp_path_factory.mktemp("public") / "book",
        NNBOOK_REPOSITORY="git@github.com:someone/a-book.git",
        NNBOOK_HUB="https://hub.example.org/",
        NNBOOK_COLAB="for-colab",
    )


def test_without_a_repository_nothing_can_be_launched(plain):
    for page in plain.values():
        assert "launch-buttons" not in page
        assert not re.search(r"mybinder|og:image|og:url|canonical", page)
    assert "../_sources/chapters/one.ipynb" in plain["one"]


def test_with_one_there_are_buttons_for_it(public):
    binder = "https://mybinder.org/v2/gh/someone/a-book/main?urlpath=lab/tree/"
    assert f'href="{binder}chapters/one.ipynb"' in public["one"]
    colab = "https://colab.research.google.com/github/someone/a-book/blob/for-colab/"
    assert f'href="{colab}chapters/one.ipynb"' in public["one"]
    # A page without code has nothing to launch.
    assert "launch-buttons" not in public["index"]
    hub = "https://hub.example.org/hub/user-redirect/git-pull?"
    assert hub in public["one"]
    assert "urlpath=lab/tree/a-book/chapters/one.ipynb" in public["one"]


def test_what_a_page_says_of_itself(plain, public):
    says = '<meta property="og:description" content="What it is." />'
    site = "https://someone.github.io/a-book/"
    for page in (plain["one"], public["one"]):
        assert says in page
        assert '<meta property="og:title" content="One" />' in page
    assert f'rel="canonical" href="{site}chapters/one.html"' in public["one"]
    assert f'content="{site}_static/cards/one.png"' in public["one"]


def test_each_page_has_a_picture_for_where_it_is_shared(
    plain, public, tmp_path_factory
):
    [folder] = tmp_path_factory.getbasetemp().glob("public0/book")
    cards = folder / "_build" / "html" / "_static" / "cards"
    assert {path.stem for path in cards.iterdir()} == {"index", "one"}
    for path in cards.iterdir():
        with Image.open(path) as picture:
            assert picture.size == (1200, 630)
        assert path.stat().st_size < 100_000


def test_a_notebook_taken_alone_says_where_its_package_is(
    plain, public, tmp_path_factory
):
    for kind, address in (
        ("plain", ""),
        ("public", "https://github.com/someone/a-book/archive/main.zip"),
    ):
        [folder] = tmp_path_factory.getbasetemp().glob(f"{kind}0/book")
        path = (
            folder / "_build" / "html" / "_sources" / "chapters" / "one.ipynb"
        )
        first = nbformat.read(path, as_version=4).cells[0].source
        assert "`nnbook`" in first
        assert address in first
        assert ("%pip" in first) == bool(address)
