"""The book's interactive pictures: AnyWidgets that need no kernel."""

from .composition import CompositionExplorer
from .controls import Panel, panel
from .neuron import NeuronExplorer
from .quiz import Quiz

__all__ = ["CompositionExplorer", "NeuronExplorer", "Panel", "Quiz", "panel"]
