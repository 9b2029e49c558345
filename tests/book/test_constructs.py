"""Code keeps to what has been explained, and leads to where that is."""

import ast
import re
from itertools import takewhile
from pathlib import Path

import nbformat
import pytest

from nnbook_sphinx.constructs import ANCHORS, HOME, PLACES, SYNTAX, used

CHAPTERS = Path(__file__).resolve().parents[2] / "chapters"
HOME = CHAPTERS.parent / f"{HOME}.ipynb"
SLIPS = CHAPTERS / "00b-python-complains.ipynb"
FIRST = sorted(CHAPTERS.glob("00*.ipynb"))
# Part I's text: chapters 1 to 8, with the pages in between.
PAGES = sorted(CHAPTERS.glob("0[1-8]*.ipynb"))
# What a reader brings along: a number, a list, a loop, a function.
KNOWN = {"print", "range", "len", "abs", "min", "max", "sum", ".append"}
# And the syntax that needs no word.
BROUGHT = {
    "Module", "Expr", "Assign", "Name", "Store", "Load", "Constant", "Tuple",
    "List", "Subscript", "Attribute", "Call", "keyword", "FunctionDef",
    "arguments", "arg", "Return", "For", "If", "Import", "ImportFrom", "alias",
    "BinOp", "Add", "Sub", "Mult", "Div", "Pow", "UnaryOp", "USub", "Not",
    "Compare", "Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "In", "NotIn", "Is",
    "IsNot", "comprehension", "FormattedValue", "withitem", "ExceptHandler",
}  # fmt: skip
# The first cell of each page: settings that are explained there in a word.
SETTINGS = {"np.set_printoptions", "torch.set_default_dtype", "torch.float64",
            "torch.set_num_threads", "torch.set_printoptions"}  # fmt: skip
# Never in chapters 1 to 8: there is always a plainer way.
FORBIDDEN = {"reduce", "star-unpacking", "new axis"}

each_page = pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)


def cells(path):
    """The cells of a page that a reader sees."""
    return [
        cell
        for cell in nbformat.read(path, as_version=4).cells
        if "remove-input" not in cell.metadata.get("tags", [])
    ]


def in_code(text):
    """The words within backticks, whole names and their parts."""
    spans = re.findall(r"`([^`\n]+)`", text)
    return {word for span in spans for word in re.findall(r"\w+", span)}


def forbidden(path):
    """The constructs on a page that the chapters do without."""
    return {
        name
        for cell in cells(path)
        if cell.cell_type == "code"
        for name in used(cell.source)
        if name in FORBIDDEN
    }


def unknown_syntax(path):
    """The kinds of syntax on a page that nobody brings along or is led to."""
    known = {*BROUGHT, *(kind.__name__ for kind in SYNTAX)}
    return {
        type(node).__name__
        for cell in cells(path)
        if cell.cell_type == "code"
        for node in ast.walk(ast.parse(cell.source))
        if type(node).__name__ not in known
    }


def unexplained(path):
    """What a page's code uses and nobody has explained before.

    Explained is what the page on NumPy lists, what is named in backticks
    earlier in the chapters or in this cell's remarks, and what a cell defines
    or imports from the book's package.
    """
    before = takewhile(lambda page: page != path, [*FIRST, *PAGES])
    words = set().union(*(words_of(page) for page in before))
    wrong = set()
    for cell in cells(path):
        if cell.cell_type == "markdown":
            words |= in_code(cell.source)
            continue
        words |= told(cell.source)
        wrong |= {
            name
            for name in used(cell.source)
            if name not in ANCHORS.keys() | KNOWN | SETTINGS | FORBIDDEN
            and name.rpartition(".")[2] not in words
        }
    return wrong


def words_of(path):
    """The words that a page explains, defines or imports."""
    return set().union(
        *(
            in_code(cell.source)
            if cell.cell_type == "markdown"
            else told(cell.source)
            for cell in cells(path)
        )
    )


def told(source):
    """The names that a cell defines, imports from the book or remarks on."""
    remarks = " ".join(re.findall(r"#.*", source))
    words = set(re.findall(r"\w+", remarks))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            words.add(node.id)
        elif isinstance(node, ast.FunctionDef):
            words.add(node.name)
        elif isinstance(node, ast.arg):
            words.add(node.arg)
        elif isinstance(node, ast.ImportFrom) and "nnbook" in node.module:
            words |= {alias.name for alias in node.names}
    return words - set(SYNTAX.values())


@each_page
def test_a_page_does_without_what_is_hard_to_read(path):
    assert forbidden(path) == set()


@each_page
def test_nothing_is_used_before_it_is_explained(path):
    assert unexplained(path) == set()


@each_page
def test_no_syntax_is_new(path):
    assert not unknown_syntax(path)


def test_the_lines_are_twenty():
    code = "\n".join(c.source for c in cells(HOME) if c.cell_type == "code")
    numbers = [int(n) for n in re.findall(r"  # (\d+)$", code, re.MULTILINE)]
    assert numbers == list(range(1, 21))


def test_the_slips_are_seven():
    """Seven sections of that page show an error each."""
    tried = [
        anchor
        for anchor, inside in sections(SLIPS).items()
        for cell in inside
        if cell.cell_type == "code" and "try" in used(cell.source)
    ]
    assert len(set(tried)) == 7
    assert "the seven slips" in cells(SLIPS)[0].source


def sections(path=HOME):
    """A page: each heading as an anchor, with its cells."""
    found = {}
    for cell in cells(path):
        heading = re.match(r"## (.*)", cell.source)
        if cell.cell_type == "markdown" and heading:
            anchor = re.sub(r"[^\w-]+", "-", heading[1].lower()).strip("-")
            found[anchor] = []
        if found:
            list(found.values())[-1].append(cell)
    return found


@pytest.mark.parametrize("place", PLACES)
def test_each_construct_is_shown_where_its_link_leads(place):
    shown = {
        name
        for cell in sections()[place]
        if cell.cell_type == "code"
        for name in used(cell.source)
    }
    prose = " ".join(
        c.source for c in sections()[place] if c.cell_type == "markdown"
    )
    for name in PLACES[place]:
        word = name.rpartition(".")[2]
        assert name in shown or f"`{word}" in prose or f"`{name}" in prose


# ---- The tests above find a planted mistake.


def planted(tmp_path, source):
    """A page with one cell of code."""
    path = tmp_path / "01-planted.ipynb"
    cell = nbformat.v4.new_code_cell(source)
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    return path


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("X, *rest = numbers", "star-unpacking"),
        ("f(*numbers)", "star-unpacking"),
        ("y = reduce(f, numbers, x)", "reduce"),
        ("d = A[:, None] - B", "new axis"),
        ("d = A[:, :, np.newaxis]", "new axis"),
    ],
)
def test_a_planted_construct_is_found(tmp_path, source, name):
    assert forbidden(planted(tmp_path, source)) == {name}


def test_a_planted_function_is_found(tmp_path):
    source = "np.einsum('ij,jk', A, B)\nA.cumsum()"
    assert unexplained(planted(tmp_path, source)) == {"np.einsum", ".cumsum"}


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("f(x, h=1)", ["f", "name=value"]),
        ("np.set_printoptions(precision=4)", ["np.set_printoptions"]),
        ("zip(a, b, strict=True)", ["zip", "strict="]),
        ("def f(x, h=1): return x", ["default"]),
        ("def f(x, *, h=1): return x", ["default"]),
        ("def f(x, *, h): return x", []),
        ('day["wind"]', ["dictionary"]),
        ('{"wind": 2}', ["dictionary"]),
        ("day.items()", [".items"]),
        ("total += 1", ["+="]),
        ("total %= 2", ["+=", "%"]),
        ("while True: break", ["break"]),
        ("for _ in range(3): f", ["_", "range"]),
        ("X[0, 1] = 2", ["x[0] = …", "place in a table"]),
        ("X[[0, 2]]", ["list of places"]),
        ("X.reshape(-1)", ["reshape(-1)", ".reshape"]),
        ("x < 200_000", ["200_000"]),
        ("x < 1e-12", ["1e-12"]),
        ("x < 2E6", ["1e-12"]),
        ('f"{x:.3g}"', ["f-string", "{…:.3g}"]),
        ('f"{x}"', ["f-string"]),
        ("x - 2.5", []),
    ],
)
def test_what_a_line_uses(source, names):
    assert used(source) == names


def test_planted_syntax_is_found(tmp_path):
    source = "while (n := n - 1) > 0:\n    print(n)"
    found = unknown_syntax(planted(tmp_path, source))
    assert found == {"While", "NamedExpr"}
