"""The book's interactive pictures: AnyWidgets that need no kernel."""

from .activation import ActivationExplorer
from .base import show_stills_in_boxes
from .composition import CompositionExplorer
from .controls import Panel, panel
from .layer import LayerExplorer
from .network import NetworkExplorer
from .neuron import NeuronExplorer
from .plane import PlaneExplorer
from .quiz import Quiz
from .review import Review

show_stills_in_boxes()

__all__ = [
    "ActivationExplorer",
    "CompositionExplorer",
    "LayerExplorer",
    "NetworkExplorer",
    "NeuronExplorer",
    "Panel",
    "PlaneExplorer",
    "Quiz",
    "Review",
    "panel",
]
