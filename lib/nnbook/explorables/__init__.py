"""The book's interactive pictures: AnyWidgets that need no kernel."""

from .base import show_stills_in_boxes
from .controls import Panel, panel
from .neuron import NeuronExplorer
from .quiz import Quiz

show_stills_in_boxes()

__all__ = ["NeuronExplorer", "Panel", "Quiz", "panel"]
