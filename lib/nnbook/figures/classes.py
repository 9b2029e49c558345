"""What each unit answers to each class, as a table in grey."""

import numpy as np

from nnbook.figures.style import dressed, title


def shares_by_class(H, y):
    """(classes, units): each unit's mean activation over each class's rows.

    H is (batch, units) and not negative. Each column is divided by its
    largest mean; the column of a unit that is silent for all rows stays 0.
    """
    means = np.array([H[y == k].mean(axis=0) for k in np.unique(y)])
    return means / np.maximum(means.max(axis=0), 1e-9)


def plot_by_class(H, y, name="", ax=None):
    """`shares_by_class` drawn: a row for each class, a column for each unit.

    White is 0, black the unit's own largest mean. Returns the Axes.
    """
    ax = dressed(ax)
    table = shares_by_class(H, y)
    classes, units = table.shape
    edges = (0.5, units + 0.5, classes - 0.5, -0.5)
    ax.imshow(table, cmap="Greys", vmin=0, vmax=1, extent=edges)
    ax.set(xlabel="unit", ylabel="class", yticks=range(classes))
    title(ax, name)
    return ax
