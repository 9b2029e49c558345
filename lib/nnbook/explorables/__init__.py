"""The book's interactive pictures: AnyWidgets that need no kernel."""

from .activation import ActivationExplorer
from .controls import Panel, panel
from .neuron import NeuronExplorer
from .quiz import Quiz

__all__ = ["ActivationExplorer", "NeuronExplorer", "Panel", "Quiz", "panel"]
