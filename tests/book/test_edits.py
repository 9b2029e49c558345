"""An edit is in the built page without its chapter being run, if it can."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
# Notes each run of the chapter.
CELLS = [
    "import os\nwith open(os.environ['RUNS'], 'a') as runs:\n"
    "    _ = runs.write('x')",
    "from nnbook.explorables import NeuronExplorer, panel\n"
    "panel(NeuronExplorer())",
]
NEURON = "lib/nnbook/explorables/neuron"
PLANTED = "planted-here"
EDITS = {
    f"{NEURON}/view.js": f'\nconst planted = "{PLANTED}";\n',
    f"{NEURON}/style.css": f"\n.{PLANTED} {{ color: red; }}\n",
    "lib/nnbook_sphinx/widgets/host/page.js": f'\nconst p = "{PLANTED}";\n',
    "lib/nnbook_sphinx/static/book.css": f"\n.{PLANTED} {{ color: red; }}\n",
}


class Book:
    """A book of two pages, with a copy of the library."""

    def __init__(self, folder):
        self.folder = folder
        self.html = folder / "_build" / "html"
        self.notes = folder / "runs.txt"
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "lib", folder / "lib", ignore=ignore)
        (folder / "chapters").mkdir()
        for name in (
            "_config.yml",
            "requirements.txt",
            "chapters/references.bib",
        ):
            shutil.copy(ROOT / name, folder / name)
        (folder / "_toc.yml").write_text(
            "format: jb-book\nroot: index\nchapters:\n  - file: one\n"
        )
        (folder / "index.md").write_text("# A book\n\nIt has one chapter.\n")
        cells = [nbformat.v4.new_code_cell(text) for text in CELLS]
        cells.insert(0, nbformat.v4.new_markdown_cell("# One\n\nA neuron."))
        kernel = {"name": "python3", "display_name": "Python 3"}
        notebook = nbformat.v4.new_notebook(
            cells=cells, metadata={"kernelspec": kernel}
        )
        nbformat.write(notebook, folder / "one.ipynb")

    def build(self):
        """Build; return how often the chapter has been run until now."""
        program = Path(sys.executable).with_name("jupyter-book")
        made = subprocess.run(
            [program, "build", ".", "-W", "--keep-going", "-q"],
            cwd=self.folder,
            env=os.environ
            | {
                "RUNS": str(self.notes),
                "PYTHONPATH": str(self.folder / "lib"),
                "NNBOOK_REPOSITORY": "",
            },
            capture_output=True,
            text=True,
        )
        assert made.returncode == 0, made.stdout + made.stderr
        return len(self.notes.read_text())

    def pages(self):
        """The built pages by name, and all they load, by address."""
        pages = {
            p.name: p.read_text("utf-8") for p in self.html.glob("*.html")
        }
        loaded = {}
        for text in pages.values():
            for name, number in re.findall(
                r"(_static/[\w./-]+)\?v=(\w+)", text
            ):
                loaded[name, number] = (self.html / name).read_text("utf-8")
        return pages, loaded

    def edit(self, name, change):
        path = self.folder / name
        path.write_text(change(path.read_text("utf-8")), "utf-8")


@pytest.mark.slow
def test_edits_are_on_the_page_without_a_run(tmp_path):
    book = Book(tmp_path)
    assert book.build() == 1
    pages, loaded = book.pages()
    assert json.dumps(PLANTED) not in str(loaded)
    assert book.build() == 1
    assert book.pages() == (pages, loaded)

    for name, text in EDITS.items():
        book.edit(name, lambda old, text=text: old + text)
    assert book.build() == 1
    edited, changed = book.pages()
    new = {address for address, text in changed.items() if PLANTED in text}
    assert {name.rpartition("/")[2] for name, _ in new} == {
        "host.js",
        "explorables.neuron.widget.NeuronExplorer.js",
        "nnbook-all.css",
    }
    assert not new & set(loaded)  # a browser asks for them again
    assert edited.keys() == pages.keys()

    for name, text in EDITS.items():
        book.edit(name, lambda old, text=text: old.removesuffix(text))
    assert book.build() == 1
    assert book.pages() == (pages, loaded)

    book.edit("one.ipynb", lambda old: old.replace("A neuron.", "A unit."))
    assert book.build() == 1
    assert "A unit." in book.pages()[0]["one.html"]

    book.edit("lib/nnbook/data.py", lambda old: f"{old}\nPLANTED = 1\n")
    assert book.build() == 2
