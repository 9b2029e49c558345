"""Rosenblatt's learning rule: a step neuron that its mistakes correct."""

import numpy as np
import traitlets as tl

from ...learning import mistakes, perceptron_rule
from ..bundle import module, styles
from ..controls import choice, slider, whole_slider
from ..points import GATES, gate_points, point, points_rule
from ..traits import Choice, Number, Switch, Whole, interval
from ..widget import Explorable
from .still import learning_still

MOST = 12  # points
DATA = (*GATES, "yours")


class LearningRuleExplorer(Explorable):
    """The learning rule of a step neuron with two inputs, row by row.

    `data` is "AND", "OR", "XOR", or points of your own: rows of two inputs
    and a target, 0 or 1. Training starts from the weights `w1`, `w2` and
    from `bias`, with the learning rate `rate`, and ends after an epoch
    without a mistake or after `epochs` epochs. `step` says how many rows
    have been shown: from 0, the start, to `n_steps`. If it is None, the
    picture begins at the end of the second epoch.

    `trace` has all rows, as `nnbook.learning.perceptron_rule` gives them;
    `w` and `b` are what the weights are at `step`. A wrong number, name or
    point is a ValueError (a TraitError from traitlets' own checks).

    >>> explorer = LearningRuleExplorer("AND")
    >>> explorer.mistakes
    [1, 3, 3, 2, 1, 0]
    """

    _esm = module("learning/view.js")
    _css = styles("kit/kit.css", "kit/transport.css", "learning/style.css")

    w1 = Number()
    w2 = Number()
    bias = Number()
    rate = Number(1.0, (0.01, 10.0), usual=(0.1, 2.0))
    datasets = tl.List(tl.Unicode()).tag(sync=True)
    data_index = Choice("datasets", "data")
    points = tl.List().tag(sync=True)
    extent = tl.List(tl.Float(), [-1.0, 2.0]).tag(sync=True)
    epochs = tl.Int(10).tag(sync=True)
    step = Whole(limits=lambda explorer: (0, MOST * explorer.epochs))
    playing = Switch()

    data = tl.Unicode()

    def __init__(
        self,
        data="AND",
        rate=1.0,
        weights=(0.0, 0.0),
        bias=0.0,
        step=None,
        epochs=10,
        extent=(-1.0, 2.0),
        **layout,
    ):
        points = gate_points("AND")
        if not isinstance(data, str):
            points, data = [list(row) for row in data], "yours"
        elif data in GATES:
            points = gate_points(data)
        w1, w2 = weights
        super().__init__(
            w1=w1,
            w2=w2,
            bias=bias,
            rate=rate,
            datasets=list(DATA),
            points=points,
            extent=[float(v) for v in extent],
            epochs=epochs,
            **layout,
        )
        self.data = data
        self.step = (
            min(2 * len(self.y), self.n_steps) if step is None else step
        )

    @property
    def X(self):
        """The inputs, (batch, 2)."""
        return self._table()[:, :2]

    @property
    def y(self):
        """The targets, (batch,), 0.0 or 1.0."""
        return self._table()[:, 2]

    @property
    def trace(self):
        """One `Update` for each row, to the end of training."""
        w = [self.w1, self.w2]
        return perceptron_rule(
            self.X, self.y, self.rate, self.epochs, w, self.bias
        )

    @property
    def mistakes(self):
        """How many rows are wrong in each epoch, to the end."""
        return mistakes(self.trace)

    @property
    def n_steps(self):
        """How many rows are shown until training ends."""
        return len(self.trace)

    @property
    def shown(self):
        """The rows of `trace` up to `step`."""
        return self.trace[: self.step]

    @property
    def w(self):
        """The weights at `step`, (2,)."""
        start = np.array([self.w1, self.w2])
        return self.shown[-1].w if self.shown else start

    @property
    def b(self):
        """The bias at `step`, a float."""
        return self.shown[-1].b if self.shown else self.bias

    def _table(self):
        rows = self.points if self.data == "yours" else gate_points(self.data)
        return np.array(rows, float)

    def linked(self):
        """Return the names of the traits that a link holds, in order."""
        return ["w1", "w2", "bias", "rate", "points", "data_index", "step"]

    def own_rules(self):
        """Return the rule of the points: rows of two inputs and a target."""
        return {"points": points_rule([], 2, least=1, most=MOST)}

    def controls(self):
        """Return what makes each control, by name, in the usual order."""
        most = len(self.y) * self.epochs
        return {
            "step": whole_slider(self, "step", "step", (0, most)),
            "rate": slider(self, "rate", "$\\eta$"),
            "data": choice(self, "data_index", self.datasets, "data"),
        }

    def still(self):
        """Return the plane and the table of rows as an SVG."""
        return learning_still(self)

    def __repr__(self):
        return (
            f"LearningRuleExplorer({self.data}, rate={self.rate:g},"
            f" step={self.step})"
        )

    @tl.validate("data")
    def _check_data(self, proposal):
        name = proposal["value"]
        if name not in DATA:
            raise ValueError(
                f"data is {name!r}; it can be one of {', '.join(DATA)}, or"
                " rows of two inputs and a target."
            )
        return name

    @tl.validate("points")
    def _check_points(self, proposal):
        points = [point(row, 2) for row in proposal["value"]]
        if not 1 <= len(points) <= MOST:
            raise ValueError(
                f"there are {len(points)} points; the picture has room for 1"
                f" to {MOST}."
            )
        return points

    @tl.validate("epochs")
    def _check_epochs(self, proposal):
        if not 1 <= proposal["value"] <= 20:
            raise ValueError(
                f"epochs is {proposal['value']}; the table has room for 1 to"
                " 20."
            )
        return proposal["value"]

    @tl.validate("extent")
    def _check_extent(self, proposal):
        return interval("extent", proposal["value"])
