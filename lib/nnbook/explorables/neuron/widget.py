"""One neuron, in four faces: diagram, equation, plots and code."""

import numpy as np
import traitlets as tl

from ...activations import ACTIVATIONS, activation
from ..bundle import module, styles
from ..controls import checkbox, choice, slider
from ..points import GATES, gate_points, point, points_rule
from ..traits import (
    Choice,
    Names,
    Number,
    Switch,
    interval,
    numbers,
)
from ..widget import Explorable
from .still import neuron_still

DATA = ("none", *GATES, "yours")


class NeuronExplorer(Explorable):
    """One neuron with 1 to 4 inputs: z = w·x + b, then a = φ(z).

    Its numbers are the traits `w1`..`w4`, `x1`..`x4` and `bias`, each a
    float of its own so that a slider can be joined to it with `jslink`.
    `weights` and `inputs`, (n,) lists, are the same numbers together.
    `activation` and `data` are names; what a Dropdown or ToggleButtons can
    be joined to are their places, `activation_index` in `activations` and
    `data_index` in `datasets`. `points` are the rows of the data set
    "yours": (n + 1) numbers each, the inputs and a label 0 or 1.

    `names` are what the inputs stand for, one text each, and `output` what
    the output says, of at most 12 characters. The trait `names` holds both,
    [[inputs], [output]].

    Weights, bias and inputs must be finite and at most 100 in size: a
    `ValueError` (a `TraitError` from traitlets' own checks) says what came.

    >>> explorer = NeuronExplorer(weights=[1.2, -0.7], bias=0.4)
    >>> explorer.inputs = [1.0, 0.5]
    >>> explorer.z, explorer.a
    """

    _esm = module("neuron/view.js")
    _css = styles("kit/kit.css", "neuron/style.css")

    n_inputs = tl.Int(2).tag(sync=True)
    bias = Number()
    use_bias = Switch(True)
    activations = tl.List(tl.Unicode()).tag(sync=True)
    activation_index = Choice("activations", "activation")
    datasets = tl.List(tl.Unicode()).tag(sync=True)
    data_index = Choice("datasets", "data")
    points = tl.List().tag(sync=True)
    extent = tl.List(tl.Float(), [-1.0, 2.0]).tag(sync=True)
    names = Names(lambda neuron: [("inputs", neuron.n_inputs), ("output", 1)])

    weights = tl.List(tl.Float())
    inputs = tl.List(tl.Float())
    activation = tl.Unicode()
    data = tl.Unicode()

    for _i in "1234":
        locals()[f"w{_i}"] = Number()
        locals()[f"x{_i}"] = Number(usual="extent")
    del _i

    def __init__(
        self,
        weights=(1.2, -0.7),
        bias=0.4,
        inputs=None,
        activation="sigmoid",
        use_bias=True,
        data="none",
        points=(),
        activations=("step", "sigmoid", "relu"),
        datasets=None,
        extent=(-1.0, 2.0),
        names=None,
        output=None,
        **layout,
    ):
        weights = numbers("weights", weights)
        if not 1 <= len(weights) <= 4:
            raise ValueError(
                f"weights holds {len(weights)} numbers; the picture has room"
                " for a neuron with 1 to 4 inputs, one weight each."
            )
        if inputs is None:
            inputs = (1.0, 1.5, 0.5, -0.5)[: len(weights)]
        if datasets is None:
            datasets = (*GATES, "yours") if len(weights) == 2 else ("none",)
        if not points and len(weights) == 2:
            points = gate_points(data if data in GATES else "AND")
        super().__init__(
            n_inputs=len(weights),
            activations=list(activations),
            datasets=list(datasets),
            extent=[float(v) for v in extent],
            use_bias=use_bias,
            points=[list(p) for p in points],
            names=_columns(names, output),
            **layout,
        )
        self.weights, self.inputs = weights, numbers("inputs", inputs)
        self.bias = bias
        self.activation, self.data = activation, data

    @property
    def z(self):
        """The pre-activation w·x + b, a float (without b if it is off)."""
        return float(np.dot(self.weights, self.inputs)) + self._b

    @property
    def a(self):
        """The activation φ(z), a float."""
        return float(ACTIVATIONS[self.activation].function(self.z))

    @property
    def X(self):
        """The data set's inputs, (batch, n_inputs)."""
        return self._table()[:, :-1]

    @property
    def y(self):
        """The data set's labels, (batch,), 0.0 or 1.0."""
        return self._table()[:, -1]

    @property
    def n_right(self):
        """How many points of the data set have z > 0 just where y is 1."""
        z = self.X @ np.array(self.weights) + self._b
        return int(np.sum((z > 0) == (self.y == 1)))

    @property
    def _b(self):
        return self.bias if self.use_bias else 0.0

    def _table(self):
        rows = {"none": [], "yours": self.points}.get(self.data)
        rows = gate_points(self.data) if rows is None else rows
        return np.array(rows, float).reshape(-1, self.n_inputs + 1)

    def linked(self):
        """Return the names of the traits that a link holds, in order."""
        places = range(1, self.n_inputs + 1)
        return [
            *(f"{letter}{i}" for letter in "wx" for i in places),
            *("bias", "use_bias", "activation_index", "points"),
            "data_index",
        ]

    ruling = ("extent", "points")

    def own_rules(self):
        """Return the rule of the points: rows of inputs and a label."""
        return {"points": points_rule(self.points, self.n_inputs)}

    def controls(self):
        """Return what makes each control, by name, in the usual order."""
        places = range(1, self.n_inputs + 1)
        labels = [ACTIVATIONS[name].label for name in self.activations]
        makers = {
            f"w{i}": slider(self, f"w{i}", f"$w_{i}$", signed=True)
            for i in places
        }
        makers["bias"] = slider(self, "bias", "$b$", quantity="b", signed=True)
        for i in places:
            makers[f"x{i}"] = slider(self, f"x{i}", f"$x_{i}$")
        makers["activation"] = choice(
            self, "activation_index", labels, "activation"
        )
        makers["use_bias"] = checkbox(self, "use_bias", "use the bias")
        if len(self.datasets) > 1:
            makers["data"] = choice(self, "data_index", self.datasets, "data")
        return makers

    def still(self):
        """Return the diagram, the plane and the equation as an SVG."""
        return neuron_still(self)

    def __repr__(self):
        bias = f"{self.bias:g}" if self.use_bias else "off"
        return (
            f"NeuronExplorer(weights={_short(self.weights)}, bias={bias},"
            f" inputs={_short(self.inputs)}, {self.activation})"
        )

    # The lists and the names are the numbers that the picture shows, under
    # friendlier names; each observer writes what the other one reads.

    @tl.observe("weights", "inputs")
    def _spread(self, change):
        for i, value in enumerate(change["new"], 1):
            setattr(self, f"{change['name'][0].replace('i', 'x')}{i}", value)

    @tl.observe(*(f"{v}{i}" for v in "wx" for i in "1234"))
    def _gather(self, change):
        name = {"w": "weights", "x": "inputs"}[change["name"][0]]
        place = int(change["name"][1]) - 1
        values = list(getattr(self, name))
        if place < len(values) and values[place] != change["new"]:
            values[place] = change["new"]
            setattr(self, name, values)

    @tl.validate("weights", "inputs")
    def _checknumbers(self, proposal):
        name = proposal["trait"].name
        values = numbers(name, proposal["value"])
        if len(values) != self.n_inputs:
            raise ValueError(
                f"{name} holds {len(values)} numbers; this neuron has"
                f" {self.n_inputs} inputs, so it needs {self.n_inputs}:"
                " make a new NeuronExplorer for another number of inputs."
            )
        return values

    @tl.validate("activation")
    def _check_activation(self, proposal):
        return activation(proposal["value"]).name

    @tl.validate("data")
    def _check_data(self, proposal):
        name = proposal["value"]
        if name not in DATA:
            raise ValueError(
                f"data is {name!r}; it can be one of {', '.join(DATA)}."
            )
        if name in GATES and self.n_inputs != 2:
            raise ValueError(
                f"{name} has two inputs and this neuron {self.n_inputs}."
            )
        return name

    @tl.validate("points")
    def _check_points(self, proposal):
        return [point(row, self.n_inputs) for row in proposal["value"]]

    @tl.validate("extent")
    def _check_extent(self, proposal):
        return interval("extent", proposal["value"])


def _columns(names, output):
    """What `names` and `output` are together, as the trait holds them."""
    if names is None and output is None:
        return []
    return [[] if names is None else names, [] if output is None else [output]]


def _short(values):
    return "[" + ", ".join(f"{v:g}" for v in values) + "]"
