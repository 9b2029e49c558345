"""Two activation functions side by side: value, slope and flat regions."""

import math

import traitlets as tl

from ...activations import ACTIVATIONS, activation
from ..bundle import module, styles
from ..controls import checkbox, choice, slider
from ..traits import Choice, Number, Switch
from ..widget import Explorable
from .still import activation_still

FLAT = 0.05  # a saturated slope is below this share of the steepest one
SCALES = (0.1, 5.0)  # with |z| up to 100, e^(kz) stays a float64
EDGE = 2 * math.atanh(math.sqrt(1 - FLAT))  # where σ' is FLAT/4


class ActivationExplorer(Explorable):
    """a = φ(k·z) and its slope, for two activation functions at one z.

    `z` is a float of at most 100 in size. `scale` is k, from 0.1 to 5; with
    `scale=None` it is 1, and neither the picture nor `controls()` has a k.
    `left` and `right` are names from `ACTIVATIONS`; what ToggleButtons can
    be joined to are their places in `activations`, `left_index` and
    `right_index`. With `probability` on, the sigmoid's output is also read
    as a probability, with its odds.

    `a`, `slope` and `region` are pairs, the left one first. A wrong number
    or name is a `ValueError` (a `TraitError` from traitlets' own checks).

    >>> explorer = ActivationExplorer("sigmoid", "relu", z=2.0)
    >>> explorer.scale = 0.5
    >>> explorer.a, explorer.slope
    """

    _esm = module("activation/view.js")
    _css = styles("kit/kit.css", "activation/style.css")

    z = Number(usual=(-6, 6))
    scale = Number(1.0, SCALES, usual=SCALES)
    scaled = tl.Bool(True).tag(sync=True)
    activations = tl.List(tl.Unicode()).tag(sync=True)
    left_index = Choice("activations", "left")
    right_index = Choice("activations", "right")
    probability = Switch()

    left = tl.Unicode()
    right = tl.Unicode()

    def __init__(
        self,
        left="sigmoid",
        right="relu",
        z=1.0,
        scale=None,
        probability=False,
        activations=("step", "sigmoid", "tanh", "relu"),
        **layout,
    ):
        names = [activation(name).name for name in activations]
        super().__init__(
            z=z,
            scale=1.0 if scale is None else scale,
            scaled=scale is not None,
            probability=probability,
            **layout,
        )
        self.activations = names
        self.left, self.right = left, right

    @property
    def a(self):
        """φ(k·z) on the left and on the right, two floats."""
        u = self.scale * self.z
        return tuple(float(entry(u)) for entry in self._pair)

    @property
    def slope(self):
        """The slope of φ(k·z) over z, k·φ'(k·z), left and right."""
        k, u = self.scale, self.scale * self.z
        return tuple(k * float(entry.derivative(u)) for entry in self._pair)

    @property
    def region(self):
        """Which flat region z is in, left and right: a name, or ""."""
        u = self.scale * self.z
        return tuple(flat_region(entry.name, u) for entry in self._pair)

    @property
    def odds(self):
        """σ(k·z) / (1 − σ(k·z)), which is e^(k·z), a float."""
        return math.exp(self.scale * self.z)

    @property
    def _pair(self):
        return ACTIVATIONS[self.left], ACTIVATIONS[self.right]

    def linked(self):
        """Return the names of the traits that a link holds, in order."""
        scale = ["scale"] if self.scaled else []
        return ["z", *scale, "left_index", "right_index", "probability"]

    def controls(self):
        """Return what makes each control, by name, in the usual order."""
        labels = [ACTIVATIONS[name].label for name in self.activations]
        sides = {
            side: choice(self, f"{side}_index", labels, f"{side} function")
            for side in ("left", "right")
        }
        makers = {"z": slider(self, "z", "$z$", signed=True)}
        if self.scaled:
            makers["scale"] = slider(self, "scale", "$k$", quantity="k")
        for side, make in sides.items():
            makers[side] = _marked(make, side)
        makers["probability"] = checkbox(
            self, "probability", "read the sigmoid as a probability"
        )
        return makers

    def still(self):
        """Return both curves, their slopes and the numbers as an SVG."""
        return activation_still(self)

    def __repr__(self):
        scale = f", scale={self.scale:g}" if self.scaled else ""
        return (
            f"ActivationExplorer({self.left}, {self.right},"
            f" z={self.z:g}{scale})"
        )

    @tl.validate("left", "right")
    def _check_name(self, proposal):
        return activation(proposal["value"]).name


def flat_region(name, u):
    """ "saturated", "silent" or "flat" if φ is flat at u = k·z, else "".

    The sigmoid and tanh are called saturated where their slope is below
    FLAT of the steepest; the ReLU is silent and the step flat where it is
    0. Whether a ReLU is dead is not a matter of one z.
    """
    if name == "step":
        return "flat"
    if name == "relu":
        return "" if u > 0 else "silent"
    edge = {"sigmoid": EDGE, "tanh": EDGE / 2}.get(name, math.inf)
    return "saturated" if abs(u) > edge else ""


def _marked(make, side):
    """The same control with a class for its column."""

    def marked():
        control = make()
        control.add_class(f"nn-{side}")
        return control

    return marked
