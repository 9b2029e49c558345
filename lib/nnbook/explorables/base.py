"""What every explorable shares: one JavaScript module, a stable repr, and a
still picture for readers without JavaScript."""

import re
from functools import cache
from pathlib import Path

import anywidget
import ipywidgets
from IPython import get_ipython

HERE = Path(__file__).parent
IMPORT = re.compile(
    r'^import\b[^;]*?from\s+"\./(?P<name>[\w-]+\.js)";\n', re.M
)


@cache
def module(name):
    """The ES module `name` as it is shipped: in one file, without comments."""
    return _uncommented(joined(name))


def joined(name):
    """The text of `name` with the modules it imports put in front of it.

    AnyWidget wants one ES module. Each imported file is written once, before
    the files that use it, without its `import` lines and `export` keywords;
    so no two of our modules may use one top-level name.
    """
    order = []
    _visit(name, order, path=[])
    *helpers, main = [_source(each) for each in order]
    helpers = [
        re.sub(r"^export (?!default)", "", h, flags=re.M) for h in helpers
    ]
    return "".join([*helpers, main])


@cache
def styles(*names):
    """The texts of the style sheets `names`, one after another."""
    texts = ((HERE / name).read_text(encoding="utf-8") for name in names)
    return "".join(re.sub(r"/\*.*?\*/\n?", "", t, flags=re.S) for t in texts)


def _visit(name, order, path):
    if name in path:
        raise ValueError(
            f"modules import in a circle: {' -> '.join([*path, name])}"
        )
    if name in order:
        return
    for found in IMPORT.finditer((HERE / name).read_text(encoding="utf-8")):
        _visit(found["name"], order, [*path, name])
    order.append(name)


def _source(name):
    text = IMPORT.sub("", (HERE / name).read_text(encoding="utf-8"))
    if re.search(r"^import\b", text, re.M):
        raise ValueError(
            f"{name}: an import must read"
            ' `import { a, b } from "./file.js";`'
        )
    return text


def _uncommented(text):
    """Whole-line comments and indents are for those who read the source."""
    return re.sub(r"^\s*(//.*\n)?", "", text, flags=re.M)


class Still:
    """A widget that shows `still()`, an SVG, where it cannot live."""

    def still(self):
        """Return an SVG picture (text) of the present state, or None."""

    def __repr__(self):
        # AnyWidget's own repr prints an address, which no stored output
        # can match.
        return ipywidgets.Widget.__repr__(self)

    def _repr_mimebundle_(self, **kwargs):
        bundle = super()._repr_mimebundle_(**kwargs)
        # AnyWidget returns (data, metadata), ipywidgets the data alone.
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        picture = self.still()
        if picture is not None:
            data["image/svg+xml"] = picture
        return bundle


def show_stills_in_boxes():
    """Let a plain Box that holds an explorable show its still picture too.

    Boxes are ipywidgets' own class, so IPython is told how to display them.
    """
    shell = get_ipython()
    if shell is not None:
        formatter = shell.display_formatter.mimebundle_formatter
        formatter.for_type(ipywidgets.Box, _box_bundle)


def _box_bundle(box):
    bundle = box._repr_mimebundle_()
    stills = [w.still() for w in box.children if isinstance(w, Still)]
    if stills and "image/svg+xml" not in bundle:
        bundle["image/svg+xml"] = stills[0]
    return bundle


class Explorable(Still, anywidget.AnyWidget):
    """An AnyWidget that draws and calculates in its own JavaScript.

    A subclass sets `_esm = module("name.js")` and `_css = styles(...)`.
    """
