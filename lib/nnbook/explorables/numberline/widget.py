"""Two number lines: where a function takes x, and a step from x."""

import numpy as np
import traitlets as tl

from ...activations import ACTIVATIONS
from ...arguments import choose
from ..bundle import module, styles
from ..controls import choice, slider
from ..traits import Choice, Number
from ..widget import Explorable
from .still import numberline_still

# Each function as it is called, and as an equation writes it.
FUNCTIONS = {
    "double": (lambda x: 2 * x, "double"),
    "square": (lambda x: x * x, "square"),
    **{name: (a.function, a.label) for name, a in ACTIVATIONS.items()},
}


class NumberLineExplorer(Explorable):
    """f takes x to f(x), and the step from x to x + h to one on its own line.

    `x` and `h` are floats; h is from 0.01 to 2, how long the step is.
    `function` is a name from `FUNCTIONS`; what ToggleButtons can be joined
    to is its place in `functions`, `function_index`. `stretch` is how often
    the step fits into its image, (f(x + h) - f(x)) / h: the slope of f over
    the step.

    A wrong number or name is a `ValueError` (a `TraitError` from traitlets'
    own checks).

    >>> explorer = NumberLineExplorer("square", x=1.5, h=0.5)
    >>> explorer.y, explorer.stretch
    (2.25, 3.5)
    """

    _esm = module("numberline/view.js")
    _css = styles("kit/kit.css", "numberline/style.css")

    x = Number(1.0)
    h = Number(0.5, (0.01, 2.0), usual=(0.05, 1.0))
    functions = tl.List(tl.Unicode()).tag(sync=True)
    function_index = Choice("functions", "function")

    function = tl.Unicode()

    def __init__(
        self,
        function="square",
        x=1.5,
        h=0.5,
        functions=("double", "square", "sigmoid", "relu"),
        **layout,
    ):
        names = [_known(name) for name in functions]
        super().__init__(x=x, h=h, functions=names, **layout)
        self.function = function

    @property
    def y(self):
        """f(x), a float."""
        return self._f(self.x)

    @property
    def stretch(self):
        """(f(x + h) - f(x)) / h, a float."""
        return (self._f(self.x + self.h) - self.y) / self.h

    def _f(self, x):
        return float(FUNCTIONS[self.function][0](np.float64(x)))

    def linked(self):
        """Return the names of the traits that a link holds, in order."""
        return ["x", "h", "function_index"]

    def controls(self):
        """Return what makes each control, by name, in the usual order."""
        labels = [FUNCTIONS[name][1] for name in self.functions]
        return {
            "x": slider(self, "x", "$x$"),
            "h": slider(self, "h", "$h$"),
            "function": choice(self, "function_index", labels, "function"),
        }

    def still(self):
        """Return both lines and the numbers as an SVG."""
        return numberline_still(self)

    def __repr__(self):
        return (
            f"NumberLineExplorer({self.function}, x={self.x:g}, h={self.h:g})"
        )

    @tl.validate("function")
    def _check_function(self, proposal):
        return _known(proposal["value"])


def _known(name):
    choose("function", name, FUNCTIONS)
    return name
