"""A forward pass, one neuron at a time, through any small dense network."""

import numpy as np
import traitlets as tl

from ...activations import ACTIVATIONS
from ...activations import activation as find_activation
from ...arguments import finite, numbers, plural
from ...layers import Dense, Network
from ..bundle import module, styles
from ..controls import dropdown, slider, whole_slider
from ..traits import LARGEST, Choice, Names, Number, Switch, Whole
from ..widget import Explorable
from .still import network_still

LAYERS, UNITS = 6, 8  # what the picture has room for
USUAL = [-3.0, 3.0]  # how far handles move a number
PHASES = 3  # of each neuron: its products, then z, then a
INPUTS = (1.0, 2.0, -1.0, 0.5, 1.5, -0.5, 2.5, -2.0)


class NetworkExplorer(Explorable):
    """A forward pass through a dense network: step, back, play, edit.

    It is made from an `nnbook.Network` with up to 6 weight layers of up to
    8 units, and one input x: (n_in,). Its numbers are the traits `weights`
    and `biases`, lists with one entry for each layer, and `x1`..`x8`, each a
    float that a slider can be joined to. `activation1`..`activation6` are
    places in `choices`, the names of activation functions. `step` counts from
    0, only the inputs, to `n_steps`, everything calculated.

    `names` are what inputs and neurons stand for, a list for each column of
    the picture, of at most 12 characters each; a list may be empty.

    `network`, `inputs` and `trace` are what the picture shows, in Python; a
    `ValueError` says what does not fit.

    >>> explorer = NetworkExplorer(Network([Dense([[2.0]], [1.0])]), [3.0])
    >>> explorer.trace[-1].a
    array([7.])
    """

    _esm = module("network/view.js")
    _css = styles(
        "kit/kit.css",
        "kit/transport.css",
        "kit/editor.css",
        "kit/paste.css",
        "network/style.css",
    )

    sizes = tl.List(tl.Int()).tag(sync=True)
    weights = tl.List().tag(sync=True)
    biases = tl.List().tag(sync=True)
    choices = tl.List(tl.Unicode()).tag(sync=True)
    step = Whole(limits=lambda explorer: (0, explorer.n_steps))
    at = Whole(limits=lambda explorer: (0, sum(explorer.sizes[1:])))
    playing = Switch()

    inputs = tl.List(tl.Float())
    activations = tl.List(tl.Unicode())
    names = Names(lambda explorer: _columns(explorer.sizes))

    for _i in "12345678":
        locals()[f"x{_i}"] = Number(usual=USUAL)
    for _i in "123456":
        locals()[f"activation{_i}"] = Choice("choices")
    del _i

    def __init__(
        self, network, x=None, step=None, choices=None, names=(), **layout
    ):
        _check_network(network)
        x = INPUTS[: network.sizes[0]] if x is None else x
        phis = [layer.activation.name for layer in network.layers]
        choices = list(ACTIVATIONS) if choices is None else list(choices)
        choices = [find_activation(name).name for name in choices]
        super().__init__(
            sizes=list(network.sizes),
            names=list(names),
            choices=choices + sorted(set(phis) - set(choices)),
            weights=[layer.W.tolist() for layer in network.layers],
            biases=[layer.b.tolist() for layer in network.layers],
            **layout,
        )
        self.inputs, self.activations = _vector("x", x, self.sizes[0]), phis
        self.step = self.n_steps if step is None else step

    @property
    def network(self):
        """The network that the picture shows now, an `nnbook.Network`."""
        return Network(
            Dense(W, b, name)
            for W, b, name in zip(
                self.weights, self.biases, self.activations, strict=True
            )
        )

    @network.setter
    def network(self, network):
        _check_network(network)
        if list(network.sizes) != self.sizes:
            raise ValueError(
                f"this picture shows {_arrows(self.sizes)}, the new network"
                f" is {_arrows(network.sizes)}: make a new NetworkExplorer"
                " for another size"
            )
        with self.hold_sync():
            self.weights = [layer.W.tolist() for layer in network.layers]
            self.biases = [layer.b.tolist() for layer in network.layers]
            self.activations = [
                layer.activation.name for layer in network.layers
            ]

    @property
    def trace(self):
        """[(z, a), ...] of the network at these inputs, layer by layer."""
        return self.network.trace(self.inputs)

    @property
    def n_steps(self):
        """The last step: 3 for each neuron, 1 from each layer to the next."""
        return PHASES * sum(self.sizes[1:]) + len(self.sizes) - 2

    @property
    def collapsed(self):
        """The one `Dense` layer that identity layers amount to, or None."""
        if set(self.activations) != {"identity"}:
            return None
        W, b = np.eye(self.sizes[0]), np.zeros(self.sizes[0])
        for layer in self.network.layers:
            W, b = W @ layer.W, layer.z(b)
        return Dense(W, b)

    def step_of(self, layer, neuron, phase="a"):
        """The step that shows a neuron's "products", "z" or "a".

        Layers and neurons are counted from 1, as in the formulas.
        """
        phases = ("products", "z", "a")
        if phase not in phases:
            raise ValueError(
                f"unknown phase {phase!r}; known: {', '.join(phases)}"
            )
        if not 1 <= layer < len(self.sizes):
            raise ValueError(
                f"there is no layer {layer}:"
                f" {plural(len(self.sizes) - 1, 'weight layer')}, counted"
                " from 1"
            )
        if not 1 <= neuron <= self.sizes[layer]:
            raise ValueError(
                f"there is no neuron {neuron} in layer {layer}: it has"
                f" {plural(self.sizes[layer], 'neuron')}, counted from 1"
            )
        before = sum(self.sizes[1:layer]) + neuron - 1
        return PHASES * before + layer + phases.index(phase)

    def linked(self):
        """Return the names of the traits that a link holds, in order."""
        inputs = [f"x{i}" for i in range(1, self.sizes[0] + 1)]
        layers = [f"activation{i}" for i in range(1, len(self.sizes))]
        return ["weights", "biases", *inputs, *layers, "step", "at"]

    def own_rules(self):
        """Return the rules of the lists, whose shapes the sizes give."""
        number = [-LARGEST, LARGEST]
        biases = [_exactly(n, number) for n in self.sizes[1:]]
        weights = [
            _exactly(n_in, row)
            for n_in, row in zip(self.sizes, biases, strict=False)
        ]
        return {
            "weights": {"row": weights, "depth": 3},
            "biases": {"row": biases, "depth": 2},
        }

    def own_usual(self):
        """Return the usual range of the weights and of the biases."""
        return {"weights": USUAL, "biases": USUAL}

    def controls(self):
        """Return what makes each control, by name, in the usual order."""
        makers = {
            "step": whole_slider(self, "step", "step", (0, self.n_steps))
        }
        for i in range(1, self.sizes[0] + 1):
            makers[f"x{i}"] = slider(
                self, f"x{i}", f"$x_{i}$", quantity=f"a0_{i}"
            )
        labels = [ACTIVATIONS[name].label for name in self.choices]
        for i in range(1, len(self.sizes)):
            makers[f"activation{i}"] = dropdown(
                self, f"activation{i}", labels, f"layer {i}"
            )
        return makers

    def still(self):
        """Return the diagram with all values, as an SVG."""
        return network_still(self)

    def __repr__(self):
        x = ", ".join(f"{v:g}" for v in self.inputs)
        return (
            f"NetworkExplorer({_arrows(self.sizes)}, x=[{x}],"
            f" {', '.join(self.activations)})"
        )

    # `inputs` and `activations` are what the picture shows, under friendlier
    # names; each observer writes what the other one reads.

    @tl.observe("inputs")
    def _spread_inputs(self, change):
        for i, value in enumerate(change["new"], 1):
            setattr(self, f"x{i}", value)

    @tl.observe(*(f"x{i}" for i in "12345678"))
    def _gather_inputs(self, change):
        self._gather("inputs", int(change["name"][1:]), change["new"])

    @tl.observe("activations")
    def _spread_activations(self, change):
        for i, name in enumerate(change["new"], 1):
            setattr(self, f"activation{i}", self.choices.index(name))

    @tl.observe(*(f"activation{i}" for i in "123456"))
    def _gather_activations(self, change):
        place = int(change["name"][len("activation") :])
        self._gather("activations", place, self.choices[change["new"]])

    def _gather(self, name, place, value):
        values = list(getattr(self, name))
        if place <= len(values) and values[place - 1] != value:
            values[place - 1] = value
            setattr(self, name, values)

    @tl.observe("step")
    def _follow_step(self, change):
        self.at = 0

    @tl.validate("inputs")
    def _check_inputs(self, proposal):
        return _vector("inputs", proposal["value"], self.sizes[0])

    @tl.validate("weights")
    def _check_weights(self, proposal):
        shapes = list(zip(self.sizes, self.sizes[1:], strict=False))
        return _per_layer("weights", proposal["value"], shapes)

    @tl.validate("biases")
    def _check_biases(self, proposal):
        shapes = [(n,) for n in self.sizes[1:]]
        return _per_layer("biases", proposal["value"], shapes)

    @tl.validate("activations")
    def _check_activations(self, proposal):
        names = [find_activation(name).name for name in proposal["value"]]
        if len(names) != len(self.sizes) - 1:
            raise ValueError(
                f"activations names {len(names)} functions for"
                f" {plural(len(self.sizes) - 1, 'weight layer')}; the input"
                " is no layer and has none"
            )
        missing = set(names) - set(self.choices)
        if missing:
            raise ValueError(
                f"{', '.join(sorted(missing))} is not among the choices of"
                f" this explorer: {', '.join(self.choices)}"
            )
        return names


def _columns(sizes):
    return [
        (f"neurons of layer {i}" if i else "inputs", n)
        for i, n in enumerate(sizes)
    ]


def _exactly(n, rule):
    return {"each": rule, "least": n, "most": n}


def _arrows(sizes):
    return "→".join(map(str, sizes))


def _check_network(network):
    if not isinstance(network, Network):
        raise TypeError(
            f"network is a {type(network).__name__}; expected an"
            " nnbook.Network, such as Network([Dense(W1, b1, 'relu'), ...])"
        )
    if len(network.layers) > LAYERS or max(network.sizes) > UNITS:
        raise ValueError(
            f"the network is {_arrows(network.sizes)}; the picture has room"
            f" for {LAYERS} weight layers and {UNITS} units in each"
        )


def _tidy(value):
    if abs(value) > LARGEST:
        raise ValueError(
            f"{value:g} is more than the picture can show: at most"
            f" {LARGEST:g} in size"
        )
    # JupyterLab's sliders count in binary steps: 1.2000000000000002.
    return float(f"{value:.15g}")


def _vector(name, values, n):
    array = finite(numbers(values, name), name)
    if array.shape != (n,):
        raise ValueError(
            f"{name} is {array.shape}; this network takes"
            f" {plural(n, 'input')}, so it should be ({n},)"
        )
    return [_tidy(v) for v in array.tolist()]


def _per_layer(name, value, shapes):
    if len(value) != len(shapes):
        raise ValueError(
            f"{name} has {len(value)} entries for"
            f" {plural(len(shapes), 'weight layer')}; one for each"
        )
    for i, (part, shape) in enumerate(zip(value, shapes, strict=True), 1):
        array = finite(numbers(part, name), name)
        if array.shape != shape:
            raise ValueError(
                f"{name} of layer {i} is {array.shape}; it should be {shape}"
            )
        if np.abs(array).max() > LARGEST:
            _tidy(array.ravel()[np.abs(array).argmax()])
    return value
