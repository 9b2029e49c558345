"""Who may import whom: the map of CONTRIBUTING.md, held to the code.

Numbers know no picture, pictures know no page, the judge knows neither.
"""

import ast
import re
from functools import cache
from xml.etree import ElementTree

import pytest
from test_lock import ROOT

from nnbook.explorables.bundle import IMPORT

# Each room of Python and the rooms that it may import: all stand above it.
ROOMS = {
    "numbers": [],
    "figures": ["numbers"],
    "explorables": ["numbers"],
    "check": ["numbers"],
    "exercises": ["numbers", "check"],
    "sources": [],
    "maths": [],
    "widgets": ["explorables", "maths"],
    "page": ["figures", "explorables", "maths", "widgets", "sources"],
}
# The doors of both packages, and names that stay for one release: nobody
# inside goes through them.
DOORS = {"nnbook.explorables", "nnbook.links", "nnbook.questions", "nnbook_sphinx"}  # fmt: skip
# Libraries that draw, and those that write pages, with the rooms for them.
PICTURES = {"anywidget", "ipywidgets", "IPython", "matplotlib", "traitlets"}
PAGES = {"docutils", "jupyter_book", "myst_nb", "nbformat", "sphinx"}
DRAWING = {"figures", "explorables", "doors"}
WRITING = {"sources", "maths", "widgets", "page", "doors"}
MAP = ROOT / "docs" / "rooms.svg"


def texts():
    """The text of every module in lib, by its dotted name."""
    lib = ROOT / "lib"
    return {
        ".".join(path.relative_to(lib).with_suffix("").parts): path.read_text("utf-8")
        for path in sorted(lib.rglob("*.py"))
    }  # fmt: skip


@cache
def imports(name, text):
    """The dotted names that a module imports, wherever it does."""
    return list(_imports(name, text))


def _imports(name, text):
    package = name.split(".")[:-1]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = (
                package[: len(package) - node.level + 1] if node.level else []
            )
            base = ".".join([*above, *filter(None, [node.module])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def graph(found):
    """Each module and those of ours that it imports; packages by their name."""
    modules = {name.removesuffix(".__init__") for name in found}

    def module(wanted):
        while wanted and wanted not in modules:
            wanted = wanted.rpartition(".")[0]
        return wanted

    return {
        name.removesuffix(".__init__"): {
            known
            for wanted in imports(name, text)
            if (known := module(wanted))
        }
        for name, text in found.items()
    }


def room(name):
    """The room that a module stands in."""
    top, _, rest = name.partition(".")
    first = rest.partition(".")[0]
    if name in DOORS:
        return "doors"
    if top == "nnbook_sphinx":
        return first if first in ROOMS else "sources"
    return first if first in ROOMS else "numbers"


def inside(name):
    """Where in the explorables a module stands: shared, or whose folder."""
    parts = name.split(".")[2:]
    folder = ROOT / "lib" / "nnbook" / "explorables" / parts[0]
    return parts[0] if folder.is_dir() else "shared"


def trespasses(found):
    """The imports that the map does not allow, as "this -> that"."""
    wrong = []
    for name, wanted in graph(found).items():
        for other in sorted(wanted):
            here, there = room(name), room(other)
            allowed = here == "doors" or there in [here, *ROOMS[here]]
            if here == there == "explorables":
                allowed = inside(other) in ("shared", inside(name))
            if not allowed:
                wrong.append(f"{name} -> {other}")
    return wrong


def strangers(found):
    """Imports of libraries in rooms that are not for them."""
    wrong = []
    for name, text in found.items():
        here = room(name.removesuffix(".__init__"))
        tops = {wanted.partition(".")[0] for wanted in imports(name, text)}
        barred = set() if here in DRAWING | WRITING else PICTURES
        barred |= set() if here in WRITING else PAGES
        barred |= {"scripts", "tests"}
        wrong += [f"{name} -> {top}" for top in sorted(tops & barred)]
    return wrong


def circle(edges):
    """Modules that import each other in a circle, or None."""
    done = set()

    def visit(name, above):
        if name in above:
            return [*above[above.index(name) :], name]
        if name in done:
            return None
        for other in sorted(edges.get(name, ())):
            if other != name and (found := visit(other, [*above, name])):
                return found
        done.add(name)
        return None

    return next(filter(None, (visit(name, []) for name in edges)), None)


def test_every_import_is_on_the_map():
    assert trespasses(texts()) == []


def test_no_room_has_a_library_that_is_not_for_it():
    assert strangers(texts()) == []


def test_nothing_is_imported_in_a_circle():
    assert circle(graph(texts())) is None


PLANTED = {
    "numbers that draw": ("nnbook.layers", "from nnbook.figures import style"),
    "numbers by a relative way": ("nnbook.data", "from .explorables import svg"),
    "a picture that knows the page": (
        "nnbook.explorables.widget", "from nnbook_sphinx.page import strict"),
    "an explorable in another": (
        "nnbook.explorables.plane.view", "from ..neuron import still"),
    "what all share in one": (
        "nnbook.explorables.controls", "from .neuron import widget"),
    "a judge that names an exercise": (
        "nnbook.check.engine", "def f():\n    from nnbook.exercises import layer"),
    "a judge that draws": (
        "nnbook.check.report", "import nnbook.explorables.svg"),
    "formulas that know widgets": (
        "nnbook_sphinx.maths.render", "from ..widgets import state"),
    "an old name": ("nnbook.data", "from nnbook.links import link"),
}  # fmt: skip


@pytest.mark.parametrize("what", PLANTED)
def test_a_planted_import_is_found(what):
    name, line = PLANTED[what]
    found = trespasses(texts() | {name: line})
    assert [each.partition(" -> ")[0] for each in found] == [name]


@pytest.mark.parametrize(
    ("name", "line", "found"),
    [
        ("nnbook.layers", "import matplotlib.pyplot as plt", "matplotlib"),
        ("nnbook.check.report", "from IPython.display import SVG", "IPython"),
        ("nnbook.explorables.svg", "import docutils", "docutils"),
        ("nnbook_sphinx.sources", "from scripts import serve", "scripts"),
    ],
)
def test_a_planted_library_is_found(name, line, found):
    assert strangers({name: line}) == [f"{name} -> {found}"]


def test_a_planted_circle_is_found():
    found = texts()
    found["nnbook.arguments"] += "\nfrom nnbook.layers import Dense\n"
    names = circle(graph(found))
    assert names[0] == names[-1]
    assert {"nnbook.arguments", "nnbook.layers"} <= set(names)


# ---- JavaScript has rooms too: the kit, a folder for each, the host.

KIT = ROOT / "lib" / "nnbook" / "explorables" / "kit"


def scripts():
    """Each JavaScript file below lib that is a module, with its text."""
    for place in ("nnbook/explorables", "nnbook_sphinx/widgets"):
        for path in sorted((ROOT / "lib" / place).rglob("*.js")):
            yield path, path.read_text("utf-8")


def astray(path, text):
    """The files that a module imports from neither its folder nor the kit."""
    for found in IMPORT.finditer(text):
        other = (path.parent / found["path"]).resolve()
        assert other.is_file(), f"{path} imports {found['path']}"
        if other.parent not in (path.parent, KIT):
            yield f"{path.parent.name}/{path.name} -> {found['path']}"


def test_javascript_imports_from_its_folder_and_the_kit_alone():
    found = list(scripts())
    assert len(found) > 40
    assert [each for one in found for each in astray(*one)] == []


def test_a_planted_import_between_explorables_is_found():
    path = KIT / "mount.js"
    line = 'import { read } from "../neuron/state.js";\n'
    assert list(astray(path, line)) == ["kit/mount.js -> ../neuron/state.js"]


# ---- The picture.


def test_the_picture_draws_these_rooms_and_no_other():
    svg = "{http://www.w3.org/2000/svg}"
    drawn = {room: [] for room in ROOMS}
    for node in ElementTree.parse(MAP).iter():
        if node.tag == f"{svg}rect" and (name := node.get("id")):
            assert name in ROOMS
        if node.tag == f"{svg}path" and (name := node.get("id")):
            here, there = name.split("-")
            drawn[here].append(there)
    boxes = re.findall(r'<rect id="(\w+)"', MAP.read_text("utf-8"))
    assert sorted(boxes) == sorted(ROOMS)
    assert {k: sorted(v) for k, v in drawn.items()} == {
        k: sorted(v) for k, v in ROOMS.items()
    }
