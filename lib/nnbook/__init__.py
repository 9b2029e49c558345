"""The small library behind *Neural Networks from First Principles*.

The modules follow the chapters: `activations`, then `layers`, `data` and
`figures`. Importing `nnbook` loads NumPy and nothing heavier: a module that
draws or needs another library is imported by name, where it is used.
"""

from nnbook.activations import (
    ACTIVATIONS,
    identity,
    relu,
    sigmoid,
    step,
    tanh,
)
from nnbook.layers import Dense, Network

__version__ = "1.2.0"

__all__ = [
    "ACTIVATIONS",
    "Dense",
    "Network",
    "identity",
    "relu",
    "sigmoid",
    "step",
    "tanh",
]
