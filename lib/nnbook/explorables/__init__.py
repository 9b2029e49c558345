"""The book's interactive pictures: AnyWidgets that need no kernel."""

from .controls import Panel, panel
from .network import NetworkExplorer
from .neuron import NeuronExplorer
from .quiz import Quiz

__all__ = ["NetworkExplorer", "NeuronExplorer", "Panel", "Quiz", "panel"]
