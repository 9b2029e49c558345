"""A layer of neurons: one by one, as a list, and as a matrix."""

import numpy as np
import traitlets as tl

from ...activations import ACTIVATIONS, activation
from ...arguments import choose, count
from ...shapes import inputs, parameters
from ..bundle import module, styles
from ..controls import switch
from ..traits import LARGEST, Choice, Names, Whole, numbers
from ..widget import Explorable
from .still import layer_still

MOST = 4  # inputs, neurons and rows that the picture has room for
FROM_0 = f"it counts from 0, so it is 0 to {MOST - 1}"
USUAL = [-3.0, 3.0]  # how far dragging and keys move a number
# The lists of numbers, and how many each keeps.
PLACES = {"weights": MOST * MOST, "biases": MOST, "samples": MOST * MOST}
VIEWS = ("one by one", "a list", "a matrix")
CONVENTIONS = ("x @ W + b", "W @ x + b", "nn.Linear")

# Where nothing is given: small numbers that a reader can check.
WEIGHTS = np.array(
    [
        [0.4, -0.6, 0.2, -0.3],
        [0.8, 0.3, -0.5, 0.5],
        [-0.2, 0.7, 0.6, 0.2],
        [0.1, -0.4, 0.9, -0.7],
    ]
)
BIASES = np.array([0.1, -0.2, 0.0, 0.3])
SAMPLES = np.array(
    [
        [1.0, -0.5, 2.0, 0.5],
        [-1.0, 0.5, 0.5, 1.0],
        [0.0, 1.0, -0.5, 1.5],
        [0.5, -1.0, 1.0, -0.5],
    ]
)


class LayerExplorer(Explorable):
    """A layer with 1 to 4 inputs and 1 to 4 neurons: A = φ(X @ W + b).

    `W` (n_in, n_out), `b` (n_out,) and `X` (batch, n_in) are arrays that can
    be read and set; `Z` and `A`, (batch, n_out), are computed from them. Row
    by row, W's column j is neuron j, whatever the picture's `convention` is:
    that only says how the same numbers are written. `neuron` and `sample`
    are the column of W and the row of X that the picture looks at.

    What a control in the page can be joined to are numbers from 0:
    `view_index`, `convention_index`, `activation_index`, `inputs_index` (one
    less than n_in), `neurons_index` and `batch_index`. `weights`, `biases`
    and `samples` hold the numbers, row by row with 4 places a row, so that
    nothing is lost while the layer has fewer inputs or neurons.

    `names` are what inputs and neurons stand for, [[inputs], [neurons]], of
    at most 12 characters each; either list may be empty.

    >>> layer = LayerExplorer(activation="relu")
    >>> layer.W[2, 1] = 0.5  # a copy: this changes nothing
    >>> layer.W = 2 * layer.W
    >>> layer.A
    """

    _esm = module("layer/view.js")
    _css = styles("kit/kit.css", "layer/style.css", "kit/paste.css")

    weights = tl.List(tl.Float()).tag(sync=True)
    biases = tl.List(tl.Float()).tag(sync=True)
    samples = tl.List(tl.Float()).tag(sync=True)
    inputs_index = Whole(3, (0, MOST - 1), FROM_0)
    neurons_index = Whole(2, (0, MOST - 1), FROM_0)
    batch_index = Whole(0, (0, MOST - 1), FROM_0)
    neuron = Whole(0, (0, MOST - 1), FROM_0)
    sample = Whole(0, (0, MOST - 1), FROM_0)
    view_index = Whole(2, (0, len(VIEWS) - 1))
    convention_index = Whole(0, (0, len(CONVENTIONS) - 1))
    activations = tl.List(tl.Unicode()).tag(sync=True)
    activation_index = Choice("activations", "activation")

    activation = tl.Unicode()
    names = Names(lambda it: [("inputs", it.n_in), ("neurons", it.n_out)])

    def __init__(
        self,
        W=None,
        b=None,
        X=None,
        activation="relu",
        view="a matrix",
        convention="x @ W + b",
        neuron=None,
        batch=None,
        activations=("identity", "step", "sigmoid", "relu"),
        names=(),
        **layout,
    ):
        W, b, X = _layer(W, b, X, batch)
        super().__init__(
            weights=_store(W, WEIGHTS),
            biases=_store(b, BIASES),
            samples=_store(X, SAMPLES),
            inputs_index=W.shape[0] - 1,
            neurons_index=W.shape[1] - 1,
            batch_index=len(X) - 1,
            activations=list(activations),
            view_index=_place("view", view, VIEWS),
            convention_index=_place("convention", convention, CONVENTIONS),
            neuron=min(1, W.shape[1] - 1) if neuron is None else neuron,
            names=list(names),
            **layout,
        )
        self.activation = activation

    # ---- The layer, as arrays.

    @property
    def n_in(self):
        """How many inputs: 1 to 4."""
        return self.inputs_index + 1

    @n_in.setter
    def n_in(self, n):
        self.inputs_index = _size("n_in", n) - 1

    @property
    def n_out(self):
        """How many neurons: 1 to 4."""
        return self.neurons_index + 1

    @n_out.setter
    def n_out(self, n):
        self.neurons_index = _size("n_out", n) - 1

    @property
    def batch(self):
        """How many samples, rows of X: 1 to 4."""
        return self.batch_index + 1

    @batch.setter
    def batch(self, n):
        self.batch_index = _size("batch", n) - 1

    @property
    def W(self):
        """The weights, (n_in, n_out): column j is neuron j."""
        return _square(self.weights)[: self.n_in, : self.n_out]

    @W.setter
    def W(self, W):
        W, _ = parameters(W, self.b)
        if W.shape != (self.n_in, self.n_out):
            raise ValueError(
                f"W is {W.shape}; this layer has {self.n_in} inputs and"
                f" {self.n_out} neurons, so W is ({self.n_in}, {self.n_out})."
                " Set n_in first, or make a new LayerExplorer."
            )
        self.weights = _store(_sized("W", W), _square(self.weights))

    @property
    def b(self):
        """The biases, (n_out,)."""
        return np.array(self.biases)[: self.n_out]

    @b.setter
    def b(self, b):
        _, b = parameters(self.W, b)
        self.biases = _store(_sized("b", b), np.array(self.biases))

    @property
    def X(self):
        """The samples, (batch, n_in), one a row."""
        return _square(self.samples)[: self.batch, : self.n_in]

    @X.setter
    def X(self, X):
        X = np.atleast_2d(inputs(X, self.n_in, self.n_out))
        self.batch = len(X)
        self.samples = _store(_sized("X", X), _square(self.samples))

    @property
    def Z(self):
        """The pre-activations X @ W + b, (batch, n_out)."""
        return self.X @ self.W + self.b

    @property
    def A(self):
        """The activations φ(Z), (batch, n_out)."""
        return ACTIVATIONS[self.activation].function(self.Z)

    # ---- How it is shown.

    @property
    def view(self):
        """One of "one by one", "a list" and "a matrix"."""
        return VIEWS[self.view_index]

    @view.setter
    def view(self, name):
        self.view_index = _place("view", name, VIEWS)

    @property
    def convention(self):
        """One of "x @ W + b", "W @ x + b" and "nn.Linear"."""
        return CONVENTIONS[self.convention_index]

    @convention.setter
    def convention(self, name):
        self.convention_index = _place("convention", name, CONVENTIONS)

    def linked(self):
        """Return the names of the traits that a link holds, in order."""
        return [
            *("weights", "biases", "samples", "inputs_index"),
            *("neurons_index", "batch_index", "neuron", "sample"),
            *("view_index", "convention_index", "activation_index"),
        ]

    def own_rules(self):
        """Return the rules of the numbers: always as many."""
        return {
            name: {"each": [-LARGEST, LARGEST], "least": n, "most": n}
            for name, n in PLACES.items()
        }

    def own_usual(self):
        """Return how far dragging and keys move the numbers."""
        return dict.fromkeys(PLACES, USUAL)

    def controls(self):
        """Return what makes each control, by name, in the usual order."""
        sizes = [str(n) for n in range(1, MOST + 1)]
        labels = [ACTIVATIONS[name].label for name in self.activations]
        return {
            "view": switch(self, "view_index", VIEWS, "picture"),
            "convention": switch(
                self, "convention_index", CONVENTIONS, "convention"
            ),
            "batch": switch(self, "batch_index", sizes, "samples in X"),
            "n_in": switch(self, "inputs_index", sizes, "inputs"),
            "n_out": switch(self, "neurons_index", sizes, "neurons"),
            "activation": switch(
                self, "activation_index", labels, "activation"
            ),
        }

    def still(self):
        """Return the matrices and the equations as an SVG."""
        return layer_still(self)

    def __repr__(self):
        return (
            f"LayerExplorer({self.n_in}→{self.n_out}, batch={self.batch},"
            f" {self.activation}, {self.view!r}, {self.convention!r})"
        )

    # ---- What a trait may hold.

    @tl.validate(*PLACES)
    def _check_store(self, proposal):
        name = proposal["trait"].name
        values = numbers(name, proposal["value"])
        if len(values) != PLACES[name]:
            raise ValueError(
                f"{name} holds {len(values)} numbers; it keeps"
                f" {PLACES[name]}, {MOST} a row, of which the layer uses the"
                " first ones. Set W, b or X instead."
            )
        return values

    @tl.validate("activation")
    def _check_activation(self, proposal):
        return activation(proposal["value"]).name

    @tl.validate("activations")
    def _check_activations(self, proposal):
        return [activation(name).name for name in proposal["value"]]


def _layer(W, b, X, batch):
    """W, b and X with what is missing filled in, checked and fitting."""
    if W is None:
        n_in = 4 if X is None else np.shape(np.atleast_2d(X))[-1]
        n_out = 3 if b is None else np.size(b)
        W = WEIGHTS[: _size("n_in", n_in), : _size("n_out", n_out)]
    n_out = np.shape(W)[-1] if np.ndim(W) else 1
    if b is None:
        b = np.resize(BIASES, n_out)
    W, b = parameters(W, b)
    for n, what in zip(W.shape, ("inputs", "neurons"), strict=True):
        if n > MOST:
            raise ValueError(
                f"W is {W.shape}; the picture has room for 1 to {MOST}"
                f" {what}, not {n}."
            )
    if X is None:
        X = SAMPLES[: _size("batch", 1 if batch is None else batch)]
        X = X[:, : W.shape[0]]
    X = np.atleast_2d(inputs(X, *W.shape))
    if batch is not None and len(X) != batch:
        raise ValueError(f"X has {len(X)} rows, but batch is {batch}.")
    _size("batch", len(X))
    return _sized("W", W), _sized("b", b), _sized("X", X)


def _size(name, n):
    if count(n, name) > MOST:
        raise ValueError(
            f"{name} is {n}; the picture has room for 1 to {MOST}."
        )
    return int(n)


def _sized(name, array):
    if not np.all(np.abs(array) <= LARGEST):
        raise ValueError(
            f"{name} holds {array.ravel()[np.abs(array.ravel()).argmax()]:g};"
            f" it takes finite numbers between {-LARGEST:g} and {LARGEST:g}."
        )
    return array


def _store(array, into):
    """`array` in the first rows and columns of a copy of `into`, flat."""
    whole = into.copy()
    whole[tuple(slice(n) for n in array.shape)] = array
    return [float(v) for v in whole.ravel()]


def _square(values):
    return np.array(values).reshape(MOST, MOST)


def _place(kind, name, names):
    choose(kind, name, dict.fromkeys(names))
    return names.index(name)
