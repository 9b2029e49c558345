"""What one layer with two neurons does to the plane of its inputs."""

from functools import cache

import numpy as np
import traitlets as tl

from ...activations import ACTIVATIONS, activation
from ...data import logic_gate, moons
from ..bundle import module, styles
from ..controls import choice, slider
from ..traits import LARGEST, Choice, Number
from ..widget import Explorable
from .still import plane_still

DATA = ("XOR", "moons")
NUMBERS = ("w11", "w12", "w21", "w22", "b1", "b2", "v1", "v2", "c")
MOST_POINTS = 60


class PlaneExplorer(Explorable):
    """A layer 2→2, A = φ(X @ W + b), as a move of the whole plane.

    `W`, (2, 2), has one column for each neuron and `b` is (2,). They are the
    traits `w11`, `w12`, `w21`, `w22`, `b1`, `b2`, each a float of its own
    so that a slider can be joined to it with `jslink`: `w21` leads from x2
    to neuron 1. A readout, one more neuron with the weights `v` (`v1`,
    `v2`) and the bias `c`, says class 1 where s = a @ v + c > 0. `morph`
    says how far the points have gone: 0 at x, 0.5 at z, 1 at a. `inputs`
    (`x1`, `x2`) is one more point, whose numbers the equation shows.

    `data` is "XOR" or "moons"; the rows of `points` are the moons, (x1, x2,
    label). Numbers must be finite and at most 100 in size: a `ValueError`
    (a `TraitError` from traitlets' own checks) says what came.

    >>> explorer = PlaneExplorer(W=[[1, 1], [1, 1]], b=[0, -1])
    >>> explorer.separable
    True
    """

    _esm = module("plane/view.js")
    _css = styles("kit/kit.css", "plane/style.css")

    activations = tl.List(tl.Unicode()).tag(sync=True)
    activation_index = Choice("activations", "activation")
    datasets = tl.List(tl.Unicode()).tag(sync=True)
    data_index = Choice("datasets", "data")
    points = tl.List().tag(sync=True)
    morph = Number(
        1.0,
        (0, 1),
        usual=(0, 1),
        what="it is a part of the way from x (0) by z (0.5) to a (1)",
    )
    readout = tl.Bool(True).tag(sync=True)
    reach = tl.Float(3.0).tag(sync=True)

    activation = tl.Unicode()
    data = tl.Unicode()

    for _name in NUMBERS:
        locals()[_name] = Number(usual=lambda self: (-self.reach, self.reach))
    del _name
    x1 = Number(usual=lambda self: self.view[0])
    x2 = Number(usual=lambda self: self.view[1])

    def __init__(
        self,
        W=((1, 1), (1, 1)),
        b=(0, -1),
        v=(1, -2),
        c=-0.5,
        activation="relu",
        data="XOR",
        inputs=(0.5, 0.25),
        morph=1.0,
        readout=True,
        points=None,
        activations=("identity", "relu", "tanh", "sigmoid"),
        datasets=DATA,
        **layout,
    ):
        numbers = np.concatenate(
            [
                _shaped("W", W, (2, 2)).ravel(),
                _shaped("b", b, (2,)),
                _shaped("v", v, (2,)),
                [c],
            ]
        )
        x = _shaped("inputs", inputs, (2,))
        super().__init__(
            activations=list(activations),
            datasets=list(datasets),
            points=_two_moons() if points is None else list(points),
            morph=morph,
            readout=readout,
            reach=_reach(numbers),
            x1=x[0],
            x2=x[1],
            **dict(zip(NUMBERS, map(float, numbers), strict=True)),
            **layout,
        )
        self.activation, self.data = activation, data

    @property
    def W(self):
        """The weights, (2, 2): column j belongs to neuron j."""
        return np.array([[self.w11, self.w12], [self.w21, self.w22]])

    @property
    def b(self):
        """The biases, (2,)."""
        return np.array([self.b1, self.b2])

    @property
    def v(self):
        """The readout's weights, (2,)."""
        return np.array([self.v1, self.v2])

    @property
    def X(self):
        """The data set's inputs, (batch, 2)."""
        return self._table()[:, :2]

    @property
    def y(self):
        """The data set's labels, (batch,), 0.0 or 1.0."""
        return self._table()[:, 2]

    @property
    def Z(self):
        """The pre-activations of the data, X @ W + b: (batch, 2)."""
        return self.X @ self.W + self.b

    @property
    def A(self):
        """The layer's output for the data, φ(Z): (batch, 2)."""
        return ACTIVATIONS[self.activation](self.Z)

    @property
    def s(self):
        """The readout's pre-activations, A @ v + c: (batch,)."""
        return self.A @ self.v + self.c

    @property
    def n_right(self):
        """How many points have s > 0 just where y is 1."""
        return int(np.sum((self.s > 0) == (self.y == 1)))

    @property
    def separable(self):
        """Whether some straight line has the classes of A on its two sides."""
        return separable(self.A, self.y)

    def moved(self, X, morph=None):
        """Where points X: (n, 2) are after a part `morph` of their way."""
        X = np.asarray(X, float)
        t = self.morph if morph is None else morph
        Z = X @ self.W + self.b
        A = ACTIVATIONS[self.activation](Z)
        if t <= 0.5:
            return X + 2 * t * (Z - X)
        return Z + (2 * t - 1) * (A - Z)

    @property
    def view(self):
        """((left, right), (bottom, top)) of the plane of inputs, a square."""
        low, high = self.X.min(axis=0), self.X.max(axis=0)
        middle, half = (low + high) / 2, np.max(high - low) / 2 + 0.5
        return tuple((float(m - half), float(m + half)) for m in middle)

    def _table(self):
        if self.data == "moons":
            return np.array(self.points, float).reshape(-1, 3)
        return np.column_stack(logic_gate("XOR"))

    def linked(self):
        """Return the names of the traits that a link holds, in order."""
        choices = ("morph", "activation_index", "data_index")
        numbers = ("w11", "w12", "w21", "w22", "b1", "b2", "v1", "v2", "c")
        return [*numbers, "x1", "x2", *choices]

    ruling = ("reach", "points", "data_index")

    def controls(self):
        """Return what makes each control, by name, in the usual order."""
        names = ("w11", "w12", "v1", "w21", "w22", "v2", "b1", "b2", "c")
        makers = {
            name: slider(self, name, f"${_tex(name)}$", signed=True)
            for name in names
            if self.readout or name not in ("v1", "v2", "c")
        }
        makers["morph"] = slider(self, "morph", "morph")
        labels = [ACTIVATIONS[a].label for a in self.activations]
        makers["activation"] = choice(
            self, "activation_index", labels, "activation"
        )
        if len(self.datasets) > 1:
            makers["data"] = choice(self, "data_index", self.datasets, "data")
        return makers

    def still(self):
        """Return the plane before and after the layer as an SVG."""
        return plane_still(self)

    def __repr__(self):
        return (
            f"PlaneExplorer(W={_short(self.W)}, b={_short(self.b)},"
            f" {self.activation}, {self.data})"
        )

    @tl.validate("activation")
    def _check_activation(self, proposal):
        name = activation(proposal["value"]).name
        if name == "step":
            raise ValueError(
                "activation is 'step', which tears the plane: no grid line"
                " keeps together. Use identity, relu, tanh or sigmoid."
            )
        return name

    @tl.validate("data")
    def _check_data(self, proposal):
        if proposal["value"] not in DATA:
            raise ValueError(
                f"data is {proposal['value']!r}; it can be one of"
                f" {', '.join(DATA)}."
            )
        return proposal["value"]

    @tl.validate("points")
    def _check_points(self, proposal):
        rows = [_point(row) for row in proposal["value"]]
        if not 2 <= len(rows) <= MOST_POINTS:
            raise ValueError(
                f"points has {len(rows)} rows; the picture has room for 2 to"
                f" {MOST_POINTS}."
            )
        return rows


def separable(P, y):
    """Whether a straight line has P[y == 1] on one side, the rest strictly
    on the other; P is (n, 2), y is (n,).

    There is one just if all differences between a point of one class and a
    point of the other lie within an open half plane, so that their angles
    leave a gap of more than half a turn.
    """
    P, y = np.asarray(P, float), np.asarray(y)
    gaps = (P[y == 1][:, None] - P[y != 1]).reshape(-1, 2)
    if not len(gaps):
        return True
    if np.abs(gaps).max(axis=1).min() < 1e-9:
        return False  # two points of different classes on one spot
    angles = np.sort(np.arctan2(gaps[:, 1], gaps[:, 0]))
    turns = np.diff(angles, append=angles[0] + 2 * np.pi)
    return bool(turns.max() > np.pi + 1e-9)


@cache
def _moons_table():
    X, y = moons(40, 0.08, rng=np.random.default_rng(1))
    rows = np.column_stack([X.round(2), y])
    return rows[np.lexsort((rows[:, 0], y))].tolist()


def _two_moons():
    return [list(row) for row in _moons_table()]


def _shaped(name, values, shape):
    """`values` as an array of that shape, or an error with both shapes."""
    try:
        array = np.array(values, dtype=float)
    except (TypeError, ValueError):
        raise ValueError(
            f"{name} is {values!r}; it takes numbers, of shape {shape}."
        ) from None
    if array.shape != shape:
        raise ValueError(
            f"{name} is {array.shape}; a layer from 2 inputs to 2 neurons"
            f" needs {shape}{': column j of W is neuron j' * (name == 'W')}."
        )
    return array


def _reach(numbers):
    """How far sliders and dragging go: 3, or more if a number needs it."""
    return max(3.0, float(np.ceil(min(np.abs(numbers).max(), LARGEST))))


def _point(row):
    values = _shaped("a point", row, (3,))
    if not np.all(np.abs(values) <= LARGEST) or values[2] not in (0, 1):
        raise ValueError(
            f"a point is {row!r}; it takes two finite inputs and then a"
            " label, 0 or 1."
        )
    return values.tolist()


def _tex(name):
    letter, index = name[0], name[1:]
    return f"{letter}_{{{index}}}" if index else letter


def _short(array):
    if array.ndim == 1:
        return "[" + ", ".join(f"{v:g}" for v in array) + "]"
    return "[" + ", ".join(_short(row) for row in array) + "]"
