"""What a build depends on: chapters on Python and data, pages on the rest."""

from types import SimpleNamespace

import pytest

from nnbook_sphinx import execution, sources
from nnbook_sphinx.page import assets


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A book's folder with one file of each kind, and a way to change one."""
    monkeypatch.setattr(sources, "ROOT", tmp_path)

    def write(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    for name in (
        "lib/nnbook/a/view.js",
        "lib/nnbook/a/style.css",
        "lib/nnbook/a/widget.py",
        "lib/nnbook/table.csv",
        "lib/nnbook/table.json",
        "lib/nnbook_sphinx/page/order.py",
        "lib/nnbook_sphinx/static/book.css",
        "lib/nnbook_sphinx/widgets/host/page.js",
        "chapters/data/points.csv",
        "requirements.txt",
    ):
        write(name, "1")
    return write


def cache(folder):
    config = SimpleNamespace(nb_execution_cache_path=None)
    execution.set_cache(SimpleNamespace(outdir=folder / "html"), config)
    return config.nb_execution_cache_path


@pytest.mark.parametrize(
    ("name", "again"),
    [
        ("lib/nnbook/a/view.js", False),
        ("lib/nnbook/a/style.css", False),
        ("lib/nnbook/a/new.js", False),
        ("lib/nnbook_sphinx/page/order.py", False),
        ("lib/nnbook/a/widget.py", True),
        ("lib/nnbook/a/new.py", True),
        ("lib/nnbook/table.csv", True),
        ("lib/nnbook/table.json", True),
        ("chapters/data/points.csv", True),
        ("requirements.txt", True),
    ],
)
def test_chapters_run_again_for_python_and_data(book, tmp_path, name, again):
    before = cache(tmp_path)
    book(name, "2")
    assert (cache(tmp_path) != before) == again
    book(name, "1")


@pytest.mark.parametrize(
    ("name", "again"),
    [
        ("lib/nnbook/a/view.js", True),
        ("lib/nnbook/a/style.css", True),
        ("lib/nnbook_sphinx/static/book.css", True),
        ("lib/nnbook_sphinx/widgets/host/page.js", True),
        ("chapters/data/points.csv", False),
    ],
)
def test_a_build_is_finished_again_for_what_browsers_read(book, name, again):
    env = SimpleNamespace()
    app = SimpleNamespace(config=SimpleNamespace(root_doc="index"))
    nothing = set()

    def outdated():
        return assets.outdated(app, env, nothing, nothing, nothing)

    assert outdated() == ["index"]
    assert outdated() == []
    for text in ("2", "3", "1"):
        book(name, text)
        assert outdated() == (["index"] if again else [])
        assert outdated() == []


def test_an_address_has_the_number_of_its_file(tmp_path):
    page = tmp_path / "chapters" / "a.html"
    script = tmp_path / "_static" / "nnbook" / "host.js"
    for path in (page, script):
        path.parent.mkdir(parents=True)
    page.write_text(
        '<link href="../_static/lost.css?v=1" />'
        '<script data-later="../_static/nnbook/host.js ../searchindex.js ">'
        '</script><script src="../_static/nnbook/host.js?v=0"></script>'
        '<pre>"_static/nnbook/host.js"</pre>'
    )
    written = []
    for text in ("one", "two", "two", "one"):
        script.write_text(text)
        assets.stamp(None, tmp_path)
        written.append(page.read_text())
    first, second, third, back = written
    assert first == back != second == third
    assert first.count("?v=") == 2
    assert 'href="../_static/lost.css"' in first
    assert " ../searchindex.js " in first
    assert '<pre>"_static/nnbook/host.js"</pre>' in first
