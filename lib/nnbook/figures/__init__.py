"""Figures that the chapters draw more than once, in Matplotlib.

Every function takes an Axes or makes one, and returns it; `panels(n)` makes
n in a row. The figures are drawn on their own light paper, so that they
read alike on a light and on a dark page.
"""

from nnbook.figures.classes import plot_by_class
from nnbook.figures.curve import plot_activation
from nnbook.figures.diagram import plot_network
from nnbook.figures.images import plot_images
from nnbook.figures.line import plot_line
from nnbook.figures.plane import plot_decision
from nnbook.figures.rates import plot_rates
from nnbook.figures.style import panels

__all__ = [
    "panels",
    "plot_activation",
    "plot_by_class",
    "plot_decision",
    "plot_images",
    "plot_line",
    "plot_network",
    "plot_rates",
]
