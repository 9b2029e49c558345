"""Runs of several networks: a dot for each, a line at each median."""

import numpy as np

from nnbook.figures.style import DIM, HIGHLIGHT, INK, NORMAL, POSITIVE, panels


def plot_rates(rates, ax=None):
    """The held-out accuracies of a list of `Rates`, a line of dots for each.

    The vertical stroke is the median. Returns the Axes.
    """
    if ax is None:
        (ax,) = panels(1, 0.9 + 0.42 * len(rates))
    for row, each in enumerate(rates):
        dots = each.held_out
        ax.plot(dots, [row] * len(dots), "o", color=POSITIVE, alpha=0.5)
        middle = [np.median(dots)] * 2
        ax.plot(middle, [row - 0.3, row + 0.3], color=HIGHLIGHT, linewidth=2)
    names = ["→".join(map(str, each.sizes)) for each in rates]
    ax.set_yticks(range(len(rates)), names, fontsize=NORMAL, color=INK)
    ax.set_ylim(len(rates) - 0.5, -0.5)
    ax.set_xlabel("accuracy on held-out rows", color=DIM)
    return ax
