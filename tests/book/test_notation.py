"""The page on notation and the chapters' recaps: one shape for one symbol."""

import re
from pathlib import Path

import nbformat
import pytest

CHAPTERS = Path(__file__).resolve().parents[2] / "chapters"
PAGE = "notation.md"
SAYS_WHAT = ("what it is", "meaning")


def markdown(path):
    """The Markdown of a page."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        cells = nbformat.reads(text, as_version=4).cells
        texts = [c.source for c in cells if c.cell_type == "markdown"]
        text = "\n\n".join(texts)
    return text


def rows(text):
    """The rows of the tables that say what symbols are: lists of cells."""
    found, inside = [], False
    for line in text.splitlines():
        cells = [c.strip() for c in re.split(r"(?<!\\)\|", line)[1:-1]]
        if not cells:
            inside = False
        elif cells[0] == "symbol":
            inside = cells[1] in SAYS_WHAT and cells[2] == "shape"
        elif inside and not cells[0].startswith(":-"):
            found.append(cells)
    return found


def symbols(text):
    """The symbols of a text's tables: pairs of the symbol and its shape."""
    for cells in rows(text):
        names = [name.split(" = ")[0] for name in formulas(cells[0])]
        shapes = parts(cells[2]) if len(names) > 1 else [plain(cells[2])]
        if len(shapes) == 1:
            shapes *= len(names)
        yield from zip(names, shapes, strict=True)


def formulas(cell):
    """The formulas of a cell, without their dollars."""
    return re.findall(r"\$([^$]+)\$", cell)


def plain(cell):
    """A shape without dollars and code marks: (n_in, n_out)."""
    return re.sub(r"\\text\{(\w+)\}", r"\1", cell.replace("$", "")).replace(
        "`", ""
    )


def parts(cell):
    """The shapes of a cell with several: split after each bracket."""
    return re.split(r"(?<=\)), ", plain(cell))


def of_layer(symbol, shape, number):
    """What the page says of layer l, for the layer of that number."""
    symbol = symbol.replace("(l)", f"({number})")
    shape = shape.replace("n_{l-1}", f"n_{number - 1}")
    return symbol, shape.replace("n_l", f"n_{number}")


def page_shapes(text):
    """The shapes that the page gives to a symbol, by symbol."""
    known = {}
    for pair in symbols(text):
        for number in (1, 2, 3):
            symbol, shape = of_layer(*pair, number)
            known.setdefault(symbol, set()).add(shape)
        known.setdefault(pair[0], set()).add(pair[1])
    return known


def agree(shape, pattern, sizes):
    """Whether a shape is the pattern, with sizes for names if it has any.

    A size that a name stands for is noted in `sizes`, and must be the same
    in the whole chapter.
    """
    if shape == pattern:
        return True
    ours, theirs = (re.findall(r"[\w{}-]+", t) for t in (shape, pattern))
    if len(ours) != len(theirs) or not all(n.isdigit() for n in ours):
        return False
    trial = {**sizes}
    for size, name in zip(ours, theirs, strict=True):
        if trial.setdefault(name, size) != size:
            return False
    sizes.update(trial)
    return True


def wrong(text, page):
    """The symbols of a chapter that the page lacks or gives other shapes."""
    known, sizes, found = page_shapes(page), {}, []
    for symbol, shape in symbols(text):
        patterns = sorted(known.get(symbol, ()))
        if not any(agree(shape, pattern, sizes) for pattern in patterns):
            found.append(f"{symbol}: {shape}")
    return found


def chapters():
    paths = [*CHAPTERS.glob("*.ipynb"), *CHAPTERS.glob("*.md")]
    return sorted(p for p in paths if p.name != PAGE and rows(markdown(p)))


def notation():
    return markdown(CHAPTERS / PAGE)


@pytest.mark.parametrize("path", chapters(), ids=lambda path: path.name)
def test_the_page_has_each_symbol_with_its_shape(path):
    assert wrong(markdown(path), notation()) == []


def test_there_are_recaps():
    names = {path.name[:2] for path in chapters()}
    assert {"01", "02", "04", "05", "co"} <= names


def test_a_symbol_occurs_in_the_chapter_that_is_said_to_introduce_it():
    missing = []
    for symbol, _, _, place in rows(notation()):
        file = re.search(r"\]\((.+)\)", place)[1]
        text = markdown(CHAPTERS / file)
        for formula in formulas(symbol):
            start = re.split(r" = |, ", formula)[0].removesuffix("(z)")
            # Some are written for the chapter's two layers alone.
            if start not in text and start.replace("(l)", "(1)") not in text:
                missing.append(f"{start} in {file}")
    assert missing == []


# ---- The checks above find a planted mistake.

RECAP = "| symbol | what it is | shape |\n|:--|:--|:--|\n"


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("| $W$ | weights | `(n_in, n_out)` |", []),
        ("| $W$ | weights | `(n_out, n_in)` |", ["W: (n_out, n_in)"]),
        ("| $Q$ | queries | `(n,)` |", ["Q: (n,)"]),
        ("| $W^{(2)}$, $\\mathbf{b}^{(2)}$ | | `(4, 1)`, `(1,)` |", []),
        (
            "| $W^{(2)}$, $\\mathbf{b}^{(2)}$ | | `(4, 1)`, `(4,)` |",
            ["\\mathbf{b}^{(2)}: (4,)"],
        ),
        ("| $X$ | samples | `(3,)` |", ["X: (3,)"]),
    ],
)
def test_a_planted_symbol_is_found(row, found):
    assert wrong(RECAP + row + "\n", notation()) == found
