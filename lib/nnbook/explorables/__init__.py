"""The book's interactive pictures: AnyWidgets that need no kernel."""

from .controls import Panel, panel
from .layer import LayerExplorer
from .neuron import NeuronExplorer
from .quiz import Quiz

__all__ = ["LayerExplorer", "NeuronExplorer", "Panel", "Quiz", "panel"]
