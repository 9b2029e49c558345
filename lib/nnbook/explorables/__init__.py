"""The book's interactive pictures: AnyWidgets that need no kernel."""

from .activation import ActivationExplorer
from .composition import CompositionExplorer
from .controls import Panel, panel
from .layer import LayerExplorer
from .learning import LearningRuleExplorer
from .network import NetworkExplorer
from .neuron import NeuronExplorer
from .numberline import NumberLineExplorer
from .plane import PlaneExplorer
from .question import Quiz, Review
from .widget import show_stills_in_boxes

show_stills_in_boxes()

__all__ = [
    "ActivationExplorer",
    "CompositionExplorer",
    "LayerExplorer",
    "LearningRuleExplorer",
    "NetworkExplorer",
    "NeuronExplorer",
    "NumberLineExplorer",
    "Panel",
    "PlaneExplorer",
    "Quiz",
    "Review",
    "panel",
]
