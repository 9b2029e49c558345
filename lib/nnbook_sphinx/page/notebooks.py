"""The chapters as notebooks, for a reader who has nothing but the pages.

One zip holds them all, with the book's package and `start.py`, which makes an
environment and opens them; the first page links to it. A notebook that is
taken alone, by the download button of its page, says in its first cell how to
get the package.
"""

import json
import zipfile
from pathlib import Path

ZIP = "nnbook-notebooks.zip"
NAME = "nnbook-notebooks"  # the folder that the zip unpacks to
# Folders with the endings of what is taken from them, and single files.
FOLDERS = {
    "chapters": {".ipynb", ".md", ".bib"},
    "lib/nnbook": {".py", ".js", ".css", ".json", ".csv", ".html"},
}
FILES = ("pyproject.toml", "LICENSE", "LICENSE-text")
LIBRARIES = "requirements.txt"
# What builds the book is not needed to run it.
REST = "# --- what builds the book"
README = """\
# Neural Networks from First Principles: the notebooks

Open a terminal in this folder and type

    python3 start.py

(on Windows, `py start.py`). It needs Python 3.11, 3.12 or 3.13. The first
time it takes a few minutes to install what the notebooks need, about 1.5 GB,
into the folder `.venv` here; nothing else on the machine changes. Then
JupyterLab opens in your browser with the first page. Shift+Enter runs a cell.

To stop it: Ctrl+C in the terminal, twice. To be rid of it: delete this folder.
The chapters are in `chapters/`, the book's package is in `lib/`.
"""
START = "scripts/start.py"  # stands on top in the zip
WHEN = (1980, 1, 1, 0, 0, 0)  # the same book is the same file
CELL = "how-to-get-nnbook"


def taken(root):
    """Yield (path, name in the zip) for each file, in order."""
    for folder, endings in FOLDERS.items():
        for path in sorted((root / folder).rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.suffix in endings and "/." not in name:
                yield path, name
    for path, name in [
        *((root / n, n) for n in FILES),
        (root / START, "start.py"),
    ]:
        if path.is_file():  # a book that is not this one may have less
            yield path, name


def own(root):
    """Yield (text, name in the zip) of what only the zip has."""
    yield README, "README.md"
    libraries = root / LIBRARIES
    if libraries.is_file():
        yield libraries.read_text(encoding="utf-8").split(REST)[0], LIBRARIES


def pack(root, target):
    """Write the zip with the notebooks of the book in `root`."""
    files = [(path.read_bytes(), name) for path, name in taken(root)]
    files += [(text.encode(), name) for text, name in own(root)]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as book:
        for content, name in files:
            book.writestr(
                zipfile.ZipInfo(f"{NAME}/{name}", WHEN),
                content,
                zipfile.ZIP_DEFLATED,
            )


def package(repository, site):
    """Where pip finds the book's package, or ''."""
    if repository and repository.host == "github.com":
        return f"{repository.url}/archive/{repository.branch}.zip"
    if repository:
        return f"git+{repository.url}@{repository.branch}"
    return site + ZIP if site else ""


def advice(address):
    """What the first cell of a notebook that is taken alone says."""
    text = (
        "*To run this notebook* you need the book's own package, `nnbook`. "
        "If the first cell of code says `No module named 'nnbook'`, "
    )
    if address:
        return (
            f"{text}put this line into a cell above it and run it:\n\n"
            f'```python\n%pip install "nnbook @ {address}"\n```'
        )
    return (
        f"{text}take the notebooks as one zip from *How to start* on the "
        "book's first page: it has the package and a program that starts "
        "them."
    )


def with_advice(text, address):
    """A notebook's text with that cell first, whatever stood there before."""
    notebook = json.loads(text)
    cell = {
        "cell_type": "markdown",
        "id": CELL,
        "metadata": {},
        "source": advice(address).splitlines(keepends=True),
    }
    others = [c for c in notebook["cells"] if c.get("id") != CELL]
    notebook["cells"] = [cell, *others]
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def write(app, out):
    """Write the zip, and the advice into the notebooks beside the pages."""
    pack(Path(app.srcdir), out / ZIP)
    address = package(app.nnbook_repository, app.config.html_baseurl)
    for path in (out / "_sources").rglob("*.ipynb"):
        text = path.read_text(encoding="utf-8")
        path.write_text(with_advice(text, address), encoding="utf-8")
