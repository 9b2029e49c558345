"""One neuron in four faces."""

from .widget import NeuronExplorer

__all__ = ["NeuronExplorer"]
