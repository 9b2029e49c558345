"""A chain of functions of one number: diagram, plot, equation and code."""

import numpy as np
import traitlets as tl

from ...activations import ACTIVATIONS
from ..bundle import module, styles
from ..controls import dropdown, slider, whole_slider
from ..traits import LARGEST, Number, Whole, between, interval
from ..widget import Explorable
from .still import composition_still

FUNCTIONS = {
    "scale": lambda t, p: p * t,
    "shift": lambda t, p: t + p,
    "square": lambda t, p: t * t,
    "relu": lambda t, p: ACTIVATIONS["relu"].function(t),
    "sigmoid": lambda t, p: ACTIVATIONS["sigmoid"].function(t),
    "step": lambda t, p: ACTIVATIONS["step"].function(t),
}
KINDS = tuple(FUNCTIONS)
KIND_LABELS = ["ReLU" if kind == "relu" else kind for kind in KINDS]
NUMBERED = (
    f"the functions {', '.join(KINDS)} are numbered 0 to {len(KINDS) - 1}"
)
AFFINE = ("scale", "shift")  # the kinds with a parameter: p·t and t + p
# What stands at the places that a chain does not use, until it does.
SPARE = (("scale", 2.0), ("shift", 1.0), ("square", 1.0), ("sigmoid", 1.0))
PLACES = "1234"


class CompositionExplorer(Explorable):
    """A chain of 1 to 4 functions, y = f_n(...f_1(x)), with every value.

    `functions` holds them from first to last: ("scale", p) is p·t,
    ("shift", p) is t + p, and "square", "relu", "sigmoid" and "step" have
    no parameter. The traits are `x`, the number of functions `n`, and for
    place 1 to 4 the function's place `f1`..`f4` in `KINDS` and its
    parameter `p1`..`p4`. `before` holds another order of the same
    functions, whose curve the plot keeps in the background.

    Numbers must be finite and at most 100 in size: a `ValueError` (a
    `TraitError` from traitlets' own checks) says what came.

    >>> chain = CompositionExplorer([("scale", 2), ("shift", 1)], x=1.5)
    >>> chain.values, chain.affine
    ([1.5, 3.0, 4.0], (2.0, 1.0))
    """

    _esm = module("composition/view.js")
    _css = styles("kit/kit.css", "composition/style.css")

    x = Number(1.0, usual="extent")
    n = Whole(1, (1, len(PLACES)), "a chain here has 1 to 4 functions")
    before = tl.List().tag(sync=True)
    extent = tl.List(tl.Float(), [-2.0, 2.0]).tag(sync=True)
    for _i in PLACES:
        locals()[f"f{_i}"] = Whole(0, (0, len(KINDS) - 1), NUMBERED)
        locals()[f"p{_i}"] = Number(1.0)
    del _i

    def __init__(
        self,
        functions=(("scale", 2.0), ("shift", 1.0), "relu"),
        x=-1.25,
        before=(),
        extent=(-2.0, 2.0),
        **layout,
    ):
        super().__init__(extent=[float(v) for v in extent], **layout)
        self.x = x
        self.functions = functions
        self.before = before

    @property
    def functions(self):
        """The chain from first to last: (kind, p), or the kind alone."""
        return [_plain(row) for row in self._rows]

    @functions.setter
    def functions(self, functions):
        rows = _rows("functions", functions)
        if not 1 <= len(rows) <= len(PLACES):
            raise ValueError(
                f"functions holds {len(rows)}; the picture has room for a"
                f" chain of 1 to {len(PLACES)}."
            )
        with self.hold_sync(), self.hold_trait_notifications():
            self.n = len(rows)
            for i, (kind, p) in zip(
                PLACES, [*rows, *SPARE[len(rows) :]], strict=True
            ):
                setattr(self, f"f{i}", KINDS.index(kind))
                setattr(self, f"p{i}", p)

    @property
    def values(self):
        """[x, f1(x), f2(f1(x)), ...]: n + 1 floats, the last one is y."""
        return _values(self._rows, self.x)

    @property
    def y(self):
        """f_n(...f_1(x)), a float."""
        return self.values[-1]

    @property
    def affine(self):
        """(m, c) if the whole chain is the one map m·x + c, else None."""
        m, c = 1.0, 0.0
        for kind, p in self._rows:
            if kind not in AFFINE:
                return None
            m, c = (p * m, p * c) if kind == "scale" else (m, c + p)
        return m, c

    def __call__(self, x):
        """f_n(...f_1(x)) for a number or an array x of any shape."""
        t = np.asarray(x, float)
        for kind, p in self._rows:
            t = FUNCTIONS[kind](t, p)
        return t[()]

    @staticmethod
    def apply(kind, t, p=1.0):
        """f(t) for the function of that kind; t may be an array."""
        return FUNCTIONS[kind](t, p)

    @property
    def _rows(self):
        return [
            (KINDS[getattr(self, f"f{i}")], getattr(self, f"p{i}"))
            for i in PLACES[: self.n]
        ]

    def linked(self):
        """Return the names of the traits that a link holds, in order."""
        places = [f"{letter}{i}" for letter in "fp" for i in PLACES]
        return ["x", "n", *places, "before"]

    ruling = ("extent",)

    def own_rules(self):
        """Return the rule of `before`: another order of the functions."""
        row = {"row": [{"words": list(KINDS)}, [-LARGEST, LARGEST]]}
        return {"before": {"each": row, "least": 0, "most": len(PLACES)}}

    def controls(self):
        """Return what makes each control, by name, in the usual order."""
        makers = {"x": slider(self, "x", "$x$")}
        makers["n"] = whole_slider(self, "n", "$n$", (1, len(PLACES)))
        for i in PLACES:
            makers[f"f{i}"] = dropdown(
                self,
                f"f{i}",
                KIND_LABELS,
                f"$f_{i}$",
                lit=True,
                style={"description_width": "1.6em"},
            )
            makers[f"p{i}"] = slider(self, f"p{i}", f"$p_{i}$", signed=True)
        return makers

    def still(self):
        """Return the chain, its curves and its equation as an SVG."""
        return composition_still(self)

    def __repr__(self):
        functions = ", ".join(
            repr(f) if isinstance(f, str) else f"('{f[0]}', {f[1]:g})"
            for f in self.functions
        )
        return f"CompositionExplorer([{functions}], x={self.x:g})"

    @tl.validate("before")
    def _check_before(self, proposal):
        return [list(row) for row in _rows("before", proposal["value"])]

    @tl.validate("extent")
    def _check_extent(self, proposal):
        return interval("extent", proposal["value"])


def _values(rows, x):
    values = [float(x)]
    for kind, p in rows:
        values.append(float(FUNCTIONS[kind](values[-1], p)))
    return values


def _plain(row):
    return tuple(row) if row[0] in AFFINE else row[0]


def _rows(name, functions):
    """`functions` as (kind, p) pairs, or an error that says what is wrong."""
    if isinstance(functions, str) or not np.iterable(functions):
        raise ValueError(
            f"{name} is {functions!r}; it takes a list of functions, such"
            " as [('scale', 2), 'relu']."
        )
    return [_row(function) for function in functions]


def _row(function):
    kind, *rest = (
        [function] if isinstance(function, str) else list(function) or [None]
    )
    if kind not in KINDS:
        raise ValueError(
            f"there is no function {kind!r}; a chain is made of"
            f" {', '.join(KINDS)}."
        )
    if kind in AFFINE and len(rest) != 1:
        raise ValueError(
            f"{kind!r} needs a number, as in ({kind!r}, 2); got {function!r}."
        )
    if len(rest) > 1:
        raise ValueError(f"{function!r} has more than a name and a number.")
    return kind, between(f"the parameter of {kind}", rest[0] if rest else 1.0)
