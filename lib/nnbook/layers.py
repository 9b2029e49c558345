"""A dense layer and a network of them, in the book's row convention.

A sample is a row: X is (batch, n_in), W is (n_in, n_out), column j of W is
neuron j, and Z = X @ W + b.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from nnbook.activations import activation as find_activation
from nnbook.arguments import count, generator, plural
from nnbook.shapes import chain, inputs, parameters


class LayerValues(NamedTuple):
    """What one weight layer computed: z, then a = φ(z), of equal shape."""

    z: np.ndarray
    a: np.ndarray


class Dense:
    """A layer of neurons: x: (n_in,) or (batch, n_in) → φ(x @ W + b).

    W is (n_in, n_out), b is (n_out,); both are copied as float64. Raises
    TypeError or ValueError, with the likely cause, when they do not fit.

    >>> Dense([[1.0], [1.0]], [-1.5], "step")([1, 1])
    array([1.])
    """

    def __init__(self, W, b, activation="identity"):
        self.W, self.b = parameters(W, b)
        self.activation = find_activation(activation)

    @classmethod
    def random(cls, n_in, n_out, activation="identity", *, rng):
        """Normal weights with zero mean, and a zero bias.

        The standard deviation is √(2 / n_in) for ReLU (He et al. 2015,
        arXiv:1502.01852, eq. 10), else √(2 / (n_in + n_out)) (Glorot and
        Bengio 2010, PMLR 9:249-256, eq. 12). Both keep the size of the
        values about the same from layer to layer.
        """
        n_in, n_out = count(n_in, "n_in"), count(n_out, "n_out")
        chosen = find_activation(activation)
        fan = n_in if chosen.name == "relu" else n_in + n_out
        W = generator(rng).normal(0.0, np.sqrt(2.0 / fan), (n_in, n_out))
        return cls(W, np.zeros(n_out), chosen)

    @property
    def n_in(self):
        """The number of inputs: W has this many rows."""
        return self.W.shape[0]

    @property
    def n_out(self):
        """The number of neurons: W has this many columns."""
        return self.W.shape[1]

    @property
    def n_parameters(self):
        """n_in · n_out weights and n_out biases."""
        return self.W.size + self.b.size

    def z(self, x):
        """The pre-activation: z = x @ W + b, (n_out,) or (batch, n_out)."""
        return inputs(x, self.n_in, self.n_out) @ self.W + self.b

    def __call__(self, x):
        """The activation: a = φ(z), (n_out,) or (batch, n_out)."""
        return self.activation(self.z(x))

    def __repr__(self):
        return (
            f"Dense({self.n_in}→{self.n_out}, "
            f"{plural(self.n_parameters, 'parameter')}, "
            f"{self.activation.name})"
        )


class Network:
    """Dense layers, each fed with the one before.

    x: (n_in,) or (batch, n_in) → (n_out,) or (batch, n_out). Raises
    TypeError or ValueError when the layers do not fit one another.
    """

    def __init__(self, layers):
        if isinstance(layers, Dense):
            raise TypeError("expected a list: write Network([layer])")
        self.layers = list(layers)
        _check_layers(self.layers)
        chain(self.layers)

    @classmethod
    def random(cls, sizes, activations, *, rng):
        """A network of the given sizes, input first, as `Dense.random`.

        `activations` is one name for every weight layer, or a list with
        one for each.

        >>> rng = np.random.default_rng(0)
        >>> Network.random([3, 4, 1], ["relu", "sigmoid"], rng=rng)
        Network(3→4→1, 21 parameters, relu, sigmoid)
        """
        pairs = list(pairwise(sizes))
        names = _one_for_each(activations, len(pairs))
        return cls(
            Dense.random(n_in, n_out, name, rng=rng)
            for (n_in, n_out), name in zip(pairs, names, strict=True)
        )

    @property
    def sizes(self):
        """(n_in, ..., n_out): one number more than there are layers."""
        return (self.layers[0].n_in, *(layer.n_out for layer in self.layers))

    @property
    def n_parameters(self):
        """All weights and biases, counted."""
        return sum(layer.n_parameters for layer in self.layers)

    def trace(self, x):
        """[(z, a), ...]: one `LayerValues` for each weight layer, in order."""
        values, a = [], x
        for layer in self.layers:
            z = layer.z(a)
            a = layer.activation(z)
            values.append(LayerValues(z, a))
        return values

    def __call__(self, x):
        """The last layer's activation, (n_out,) or (batch, n_out)."""
        return self.trace(x)[-1].a

    def __repr__(self):
        names = ", ".join(layer.activation.name for layer in self.layers)
        return (
            f"Network({'→'.join(map(str, self.sizes))}, "
            f"{plural(self.n_parameters, 'parameter')}, {names})"
        )


def _one_for_each(activations, n_layers):
    if n_layers < 1:
        raise ValueError(
            "sizes should hold at least two numbers, the inputs and the "
            "outputs, such as [3, 4, 1]"
        )
    if isinstance(activations, str):
        return [activations] * n_layers
    names = list(activations)
    if len(names) != n_layers:
        raise ValueError(
            f"{n_layers + 1} sizes make {plural(n_layers, 'weight layer')}, "
            f"but there are {plural(len(names), 'activation')}; the input "
            "is no layer and has none"
        )
    return names


def _check_layers(layers):
    if not layers:
        raise ValueError("a network needs at least one layer; got none")
    for i, layer in enumerate(layers, 1):
        if not isinstance(layer, Dense):
            raise TypeError(
                f"layer {i} is a {type(layer).__name__}; expected a layer, "
                "Dense(W, b, activation)"
            )
