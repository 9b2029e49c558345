"""The book's interactive pictures: AnyWidgets that need no kernel."""

from .controls import Panel, panel
from .neuron import NeuronExplorer
from .plane import PlaneExplorer
from .quiz import Quiz

__all__ = ["NeuronExplorer", "Panel", "PlaneExplorer", "Quiz", "panel"]
