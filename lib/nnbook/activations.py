"""Activation functions and their derivatives, elementwise and in float64.

Each function takes a number, a list or an array of any shape, and gives back
a float or an array of that shape. Integers and float32 are promoted, and no
finite input overflows or warns.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

import numpy as np

from nnbook.arguments import choose, numbers


def _elementwise(formula):
    """Let a formula written for float64 arrays take numbers and lists too."""

    @wraps(formula)
    def function(z):
        # e^-1000 rounds to 0, which is the right answer and no accident
        with np.errstate(under="ignore"):
            return formula(numbers(z, "z"))[()]

    return function


@_elementwise
def identity(z):
    """id(z) = z"""
    return z.copy()


@_elementwise
def d_identity(z):
    """id'(z) = 1"""
    return np.ones_like(z)


@_elementwise
def step(z):
    """step(z) = 1 if z > 0 else 0"""
    return np.where(z > 0, 1.0, 0.0)


@_elementwise
def d_step(z):
    """step'(z) = 0; at the jump, where there is no slope, 0 by convention."""
    return np.zeros_like(z)


@_elementwise
def sigmoid(z):
    """σ(z) = 1 / (1 + e^-z)

    For z < 0 computed as e^z / (1 + e^z), which is the same number and
    cannot overflow.
    """
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


@_elementwise
def d_sigmoid(z):
    """σ'(z) = σ(z) (1 - σ(z)) = e^-|z| / (1 + e^-|z|)²

    The second form keeps its digits for large z, where 1 - σ(z) is
    rounded to 0.
    """
    e = np.exp(-np.abs(z))
    return e / (1.0 + e) ** 2


@_elementwise
def tanh(z):
    """tanh(z) = (e^z - e^-z) / (e^z + e^-z)"""
    return np.tanh(z)


@_elementwise
def d_tanh(z):
    """tanh'(z) = 1 - tanh²(z) = (2 e^-|z| / (1 + e^-2|z|))²

    The second form keeps its digits where tanh(z) is rounded to 1.
    """
    e = np.exp(-np.abs(z))
    return (2.0 * e / (1.0 + e * e)) ** 2


@_elementwise
def relu(z):
    """ReLU(z) = max(0, z)"""
    return np.maximum(z, 0.0)


@_elementwise
def d_relu(z):
    """ReLU'(z) = step(z); at the kink, z = 0, PyTorch's choice too: 0."""
    return step(z)


@dataclass(frozen=True)
class Activation:
    """An activation function with what a figure or a widget says of it.

    `symbol` is for equations in plain text, `tex` is the formula in TeX and
    `range` is the set of values, in words a reader would write. Calling the
    object calls its function.
    """

    name: str
    function: Callable
    derivative: Callable
    label: str
    symbol: str
    tex: str
    range: str

    def __call__(self, z):
        """φ(z), for this φ."""
        return self.function(z)

    def __repr__(self):
        return f"Activation({self.name})"


_TABLE = [
    Activation(
        "identity", identity, d_identity, "identity", "id",
        r"\operatorname{id}(z) = z", "(−∞, ∞)",
    ),
    Activation(
        "step", step, d_step, "step", "step",
        r"\operatorname{step}(z) ="
        r" \begin{cases} 1 & z > 0 \\ 0 & z \le 0 \end{cases}", "{0, 1}",
    ),
    Activation(
        "sigmoid", sigmoid, d_sigmoid, "sigmoid", "σ",
        r"\sigma(z) = \frac{1}{1 + e^{-z}}", "(0, 1)",
    ),
    Activation(
        "tanh", tanh, d_tanh, "tanh", "tanh",
        r"\tanh(z) = \frac{e^{z} - e^{-z}}{e^{z} + e^{-z}}", "(−1, 1)",
    ),
    Activation(
        "relu", relu, d_relu, "ReLU", "ReLU",
        r"\operatorname{ReLU}(z) = \max(0, z)", "[0, ∞)",
    ),
]  # fmt: skip

ACTIVATIONS = {entry.name: entry for entry in _TABLE}


def activation(name):
    """The `Activation` called `name`, or `name` itself if it is one already.

    Raises ValueError for an unknown name, TypeError for what is no name.
    """
    if isinstance(name, Activation):
        return name
    return choose("activation", name, ACTIVATIONS)
