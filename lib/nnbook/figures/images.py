"""Rows of small images: samples in grey, or weights in signed colours."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from nnbook.arguments import finite, numbers
from nnbook.figures.style import (
    DIM,
    FAINT,
    INK,
    NEGATIVE,
    NORMAL,
    PLOT,
    POSITIVE,
    WIDTH,
    dressed,
    panels,
)

_GREY = LinearSegmentedColormap.from_list("paper to ink", [PLOT, INK])
_SIGNED = LinearSegmentedColormap.from_list(
    "negative to positive", [NEGATIVE, PLOT, POSITIVE]
)


def plot_images(rows, titles=None, *, signed=False, across=8):
    """Each row of `rows`: (n, side·side) as a square image, `across` a line.

    Samples run from 0, paper, to 1, ink. With `signed` blue is positive and
    orange negative with a dot, and all images share one scale, which ends
    where only the largest fiftieth lies beyond it. `titles` is a list of n
    short texts. Returns the list of Axes. Raises ValueError for rows that
    are no squares.
    """
    rows = finite(numbers(rows, "rows"), "rows")
    side = int(np.sqrt(rows.shape[-1]))
    if rows.ndim != 2 or side * side != rows.shape[1]:
        raise ValueError(
            f"rows is {rows.shape}; expected (n, side·side), one square"
            " image a row: weights are columns of W, so pass W.T"
        )
    lines = -(-len(rows) // across)
    cell = WIDTH / across
    line = cell + (0.25 if titles is not None else 0.0)
    axes = _cells(lines, across, lines * line)
    # A few large weights would leave all others pale
    most = np.quantile(np.abs(rows), 0.98) or np.abs(rows).max() or 1.0
    look = (
        {"cmap": _SIGNED, "vmin": -most, "vmax": most}
        if signed
        else {"cmap": _GREY, "vmin": 0.0, "vmax": 1.0}
    )
    for ax, row in zip(axes, rows, strict=False):
        image = row.reshape(side, side)
        ax.imshow(image, interpolation="nearest", **look)
        if signed:
            # The sign has a second channel: not by colour alone
            down, right = np.nonzero(image < -0.2 * most)
            ax.plot(right, down, ".", color=INK, markersize=1.5)
    for ax, text in zip(axes, () if titles is None else titles, strict=False):
        ax.set_title(text, fontsize=NORMAL, color=DIM, pad=3)
    for ax in axes[len(rows) :]:
        ax.set_axis_off()
    return axes[: len(rows)]


def _cells(lines, across, height):
    """`lines` times `across` small frames without ticks, as one list."""
    (first,) = panels(1, height)
    figure = first.figure
    first.remove()
    grid = figure.subplots(lines, across, squeeze=False)
    figure.get_layout_engine().set(w_pad=0.03, h_pad=0.03)
    for ax in grid.flat:
        dressed(ax)
        ax.set(xticks=[], yticks=[])
        for spine in ax.spines.values():
            spine.set_color(FAINT)
    return list(grid.flat)
