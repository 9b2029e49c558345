"""CONTRIBUTING.md and README.md name what is there: paths, functions, code."""

import re

import pytest
from test_lock import ROOT

LIB = ROOT / "lib"
# Where paths begin, as CONTRIBUTING.md says.
BEGINNINGS = [
    ROOT,
    LIB / "nnbook",
    LIB / "nnbook" / "explorables",
    LIB / "nnbook_sphinx",
]
EXAMPLE = LIB / "nnbook" / "explorables" / "numberline"
# A path between backticks; what is built, or not to be found by it, is none.
PATH = re.compile(
    r"`(?!_build|\.venv|\.js|\.css)((?:[\w.-]+/)+[\w.-]*|[\w.-]+\.(?:py|js|css|ipynb|md|yml))`"
)
FUNCTION = re.compile(r"`(\w+)\(\)`")
FENCED = re.compile(r"^```\w+\n(.*?)^```$", re.M | re.S)
PAGES = ["CONTRIBUTING.md", "README.md"]
# Functions of Python and of ipywidgets, not ours.
FOREIGN = {"draw"}


def read(page):
    return (ROOT / page).read_text(encoding="utf-8")


def place(path):
    """The file or folder that a path means, or None."""
    found = [b / path for b in BEGINNINGS if (b / path).exists()]
    return found[0] if found else None


def blocks(text):
    """Paragraphs, entries of lists and rows, each on its own."""
    text = FENCED.sub("", text)
    return re.split(r"\n\s*\n|\n(?=\d+\. |- |\|)", text)


def defines(file, name):
    """Whether a file of Python or JavaScript defines a function or a class."""
    text = file.read_text(encoding="utf-8")
    pattern = {
        ".py": rf"^ *(?:async )?(?:def|class) {name}\b",
        ".js": rf"^ *(?:export )?(?:(?:async )?function\*? {name}\b"
        rf"|const {name} =|(?:async )?{name}\([^)]*\) \{{)",
    }.get(file.suffix)
    return bool(pattern and re.search(pattern, text, re.M))


def missing(text):
    """What a page names and the house has not: paths, then functions.

    A function stands in a file that is named in the same block.
    """
    wrong = [path for path in PATH.findall(text) if place(path) is None]
    for block in blocks(text):
        files = [
            f for p in PATH.findall(block) if (f := place(p)) and f.is_file()
        ]
        for name in FUNCTION.findall(block):
            if name not in FOREIGN and not any(
                defines(f, name) for f in files
            ):
                wrong.append(f"{name}()")
    return wrong


@pytest.mark.parametrize("page", PAGES)
def test_what_it_names_is_there(page):
    assert len(PATH.findall(read(page))) > 5
    assert missing(read(page)) == []


@pytest.mark.parametrize("page", PAGES)
def test_so_are_the_targets_of_make(page):
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.M))
    named = set(re.findall(r"(?:`|^ +)make ([a-z-]+)", read(page), re.M))
    assert {"book", "test"} <= named
    assert named <= targets


@pytest.mark.parametrize("page", PAGES)
def test_so_is_what_it_links_to(page):
    links = re.findall(r"\]\(([^)#:]+)\)", read(page))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def unknown(block):
    """The lines of a block of code that the worked example does not have."""
    files = [*EXAMPLE.glob("*.py"), *EXAMPLE.glob("*.js")]
    known = {
        line.strip()
        for file in files
        for line in file.read_text(encoding="utf-8").splitlines()
    }
    wanted = (line.strip() for line in block.splitlines())
    return [
        line for line in wanted if line and line != "..." and line not in known
    ]


def test_its_code_is_that_of_the_worked_example():
    found = FENCED.findall(read("CONTRIBUTING.md"))
    assert len(found) > 3
    assert [line for block in found for line in unknown(block)] == []


def test_the_example_is_small():
    lines = (EXAMPLE / "view.js").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 150
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See `kit/gone.js`.", ["kit/gone.js"]),
        (
            "See `tests/unit/test_gone.py` and `kit/`.",
            ["tests/unit/test_gone.py"],
        ),
        ("`drag()` in `kit/handle.js`", []),
        ("`drags()` in `kit/handle.js`", ["drags()"]),
        # It is used there, and defined elsewhere.
        ("`clamp()` in `kit/handle.js`", ["clamp()"]),
        ("1. `judge()`\n2. `check/engine.py`", ["judge()"]),
        ("`judge()` in `check/engine.py`", []),
    ],
)
def test_a_planted_name_is_found(text, found):
    assert missing(text) == found


def test_a_planted_line_is_found():
    assert unknown("x = Number(1.0)\n...\nx = Number(2.0)\n") == [
        "x = Number(2.0)"
    ]
