"""The input plane: what a function says of each point in it."""

import numpy as np
from matplotlib.ticker import MaxNLocator

from nnbook.arguments import finite, numbers
from nnbook.figures.style import (
    INK,
    NEGATIVE,
    NORMAL,
    PLOT,
    POSITIVE,
    SHADES,
    dressed,
    name_axes,
    title,
)

UNIT = (-0.3, 1.3)  # the view around the corners (0, 0) to (1, 1)
_GRID = 241  # points along each side


def plot_decision(function, X=None, y=None, ax=None, *, threshold=0.5):
    """What `function`: (n, 2) → (n,) says all over the plane, with data.

    Blue is above the threshold; orange, with fine hatching, is not. X is
    (n, 2); its labels y: (n,) are 1, filled blue squares, or 0, open orange
    circles, and the title counts how many are on their side. A legend is
    drawn when the Axes is made here; elsewhere call `ax.legend()`.

    Raises ValueError when shapes do not fit, or y is not all 0 and 1.
    """
    X, y = _checked_data(X, y)
    bare, ax = ax is None, dressed(ax)
    view = _view(X)
    _draw_regions(ax, function, view, threshold)
    if X is not None:
        _draw_points(ax, X, y)
        right = np.sum((_values(function, X) > threshold) == (y == 1))
        title(ax, f"{right} of {len(y)} right")
    frame(ax, *view)
    if bare and X is not None:
        draw_legend(ax)
    return ax


def _checked_data(X, y):
    if X is None and y is None:
        return None, None
    if X is None or y is None:
        raise ValueError("X and y come together; one of them is missing")
    X, y = finite(numbers(X, "X"), "X"), numbers(y, "y")
    if X.ndim != 2 or X.shape[1] != 2 or y.shape != X.shape[:1]:
        raise ValueError(
            f"X is {X.shape} and y is {y.shape}; expected (n, 2) and (n,)"
        )
    if not np.isin(y, (0, 1)).all():
        raise ValueError(f"the labels y should be 0 or 1; got {np.unique(y)}")
    return X, y


def _view(X):
    """((left, right), (bottom, top)): a square around the data."""
    if X is None or not len(X):
        return UNIT, UNIT
    middle = (X.max(axis=0) + X.min(axis=0)) / 2
    half = max(0.8 * np.ptp(X, axis=0).max(), 0.5)
    return tuple((m - half, m + half) for m in middle)


def frame(ax, x1=UNIT, x2=UNIT):
    """Limits, ticks and names of an input plane, its units alike."""
    ax.set(xlim=x1, ylim=x2, aspect="equal")
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(MaxNLocator(5, steps=[1, 5, 10]))
    name_axes(ax, "$x_1$", "$x_2$")


def _values(function, points):
    values = np.asarray(function(points), dtype=np.float64)
    if values.shape not in ((len(points),), (len(points), 1)):
        raise ValueError(
            f"the function gave {values.shape} for {len(points)} points; "
            f"expected one value each, ({len(points)},)"
        )
    return values.ravel()


def _draw_regions(ax, function, view, threshold):
    x1, x2 = (np.linspace(*side, _GRID) for side in view)
    grid = np.stack(np.meshgrid(x1, x2), axis=-1)
    values = _values(function, grid.reshape(-1, 2)).reshape(_GRID, _GRID)
    ax.imshow(
        values,
        cmap=SHADES,
        vmin=threshold - 0.5,
        vmax=threshold + 0.5,
        extent=(*view[0], *view[1]),
        origin="lower",
        interpolation="bilinear",
        zorder=0,
    )
    above = values > threshold
    if above.any() and not above.all():
        ax.contour(x1, x2, values, [threshold], colors=INK, linewidths=1.6)
    if not above.all():
        _hatch(ax, x1, x2, above)


def _hatch(ax, x1, x2, above):
    hatched = ax.contourf(
        x1, x2, above, [-0.5, 0.5], colors="none", hatches=["////"], zorder=1
    )
    hatched.set(edgecolor=(NEGATIVE, 0.3), linewidth=0)


def _draw_points(ax, X, y):
    look = {
        "linestyle": "none",
        "zorder": 5,
        "markersize": 9 if len(y) < 20 else 6,
    }
    ax.plot(
        *X[y == 1].T,
        "s",
        color=POSITIVE,
        markeredgecolor=PLOT,
        label="class 1",
        **look,
    )
    ax.plot(
        *X[y == 0].T,
        "o",
        color=NEGATIVE,
        markerfacecolor=PLOT,
        markeredgewidth=2.2 if len(y) < 20 else 1.5,
        label="class 0",
        **look,
    )


def draw_legend(ax):
    """What the marks mean, to the right of the plane."""
    ax.legend(
        loc="upper left",
        bbox_to_anchor=(1.02, 1.0),
        frameon=False,
        fontsize=NORMAL,
        labelcolor=INK,
    )
