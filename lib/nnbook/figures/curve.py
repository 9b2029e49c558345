"""The curve of an activation function."""

import numpy as np

from nnbook.activations import activation
from nnbook.arguments import one_number
from nnbook.figures.style import (
    DIM,
    FAINT,
    HIGHLIGHT,
    INK,
    PLOT,
    dressed,
    name_axes,
    note,
    number,
    title,
)

# Where the curve is bounded: the values that it approaches or takes
_BOUNDS = {"step": (0, 1), "sigmoid": (0, 1), "tanh": (-1, 1)}
_DOTS = (0, (1, 2.5))


def plot_activation(name, z=None, ax=None):
    """The curve of an activation, with the operating point at z if given.

    `name` is a key of `ACTIVATIONS`. The point, its guides and its value
    a = φ(z) are in the highlight colour. Raises ValueError for an unknown
    name or for a z that is not one finite number.
    """
    chosen = activation(name)
    z = None if z is None else one_number(z, "z")
    ax = dressed(ax)
    reach = 5.0 if z is None else max(5.0, 1.1 * abs(z))
    _draw_frame(ax, chosen, reach)
    _draw_curve(ax, chosen, reach)
    if z is not None:
        _mark_point(ax, chosen, z)
    return ax


def _draw_frame(ax, chosen, reach):
    ax.spines[["top", "right"]].set_visible(False)
    for line in (ax.axhline, ax.axvline):
        line(0, color=FAINT, linewidth=1, zorder=1)
    bounds = _BOUNDS.get(chosen.name)
    for bound in bounds or ():
        ax.axhline(bound, color=DIM, linewidth=1, ls=_DOTS, zorder=1)
    if bounds:
        ax.set_yticks(np.linspace(*bounds, 3))
    low, high = bounds or (chosen(-reach), chosen(reach))
    pad = 0.16 * (high - low)
    ax.set(xlim=(-reach, reach), ylim=(low - pad, high + pad))
    title(ax, chosen.label, chosen.range)
    name_axes(ax, "$z$", "$a$")


def _draw_curve(ax, chosen, reach):
    look = {"color": INK, "linewidth": 2, "solid_capstyle": "round"}
    if chosen.name == "step":
        ax.plot([-reach, 0, np.nan, 0, reach], [0, 0, np.nan, 1, 1], **look)
        ax.plot(0, 0, "o", color=INK)
        ax.plot(0, 1, "o", color=INK, markerfacecolor=PLOT)
    else:
        z = np.linspace(-reach, reach, 401)
        ax.plot(z, chosen(z), **look)


def _mark_point(ax, chosen, z):
    a = chosen(z)
    (left, right), (bottom, _) = ax.get_xlim(), ax.get_ylim()
    look = {"color": HIGHLIGHT, "linewidth": 1.2, "scalex": False}
    ax.plot([z, z, left], [bottom, a, a], ls=(0, (3, 2)), **look)
    ax.plot(z, a, "o", markersize=8, markeredgecolor=PLOT, **look)
    look = {"color": HIGHLIGHT, "textcoords": "offset points", "zorder": 1.5}
    # Above the guide, and above what the curve reaches over the label
    inch = (right - left) * ax.figure.dpi / ax.bbox.width
    at, above = (left, max(a, chosen(left + 0.7 * inch))), (4, 8)
    note(ax, f"$a$ = {number(a)}", at, xytext=above, **look)
    ha, dx = ("left", 6) if z < 0.4 * right else ("right", -6)
    beside = {"xytext": (dx, 4), "ha": ha}
    note(ax, f"$z$ = {number(z)}", (z, bottom), **beside, **look)
