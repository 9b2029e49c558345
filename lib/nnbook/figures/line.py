"""The line where a neuron with two inputs changes its mind."""

import numpy as np

from nnbook.arguments import finite, numbers, one_number
from nnbook.figures.plane import draw_legend, frame
from nnbook.figures.style import INK, dressed, note, number


def plot_line(w, b, ax=None, *, name="", style="-"):
    """The line w·x + b = 0 in the present view, and the vector w: (2,).

    w stands on the line's foot point, the point nearest to the origin, or
    in the middle of the visible piece if there is no room at that point; a
    long w is drawn shorter, and its label says by how much: 0.25 w. With
    w = 0, or the line out of view, a sentence says that instead. Several
    lines in one view need a `name` each, which then stands at the vector,
    and a `style` of Matplotlib's.
    """
    w, b = finite(numbers(w, "w"), "w"), one_number(b, "b")
    if w.shape != (2,):
        raise ValueError(f"w is {w.shape}; a line in the plane needs (2,)")
    if ax is None:
        ax = dressed()
        frame(ax)
    ax.set_aspect("equal")
    ax.autoscale(False)  # the line is cut to this view: keep it
    if not w.any():
        return _say(ax, f"no line: w = 0,\nz = {number(b)}\neverywhere")
    length = np.hypot(*w)
    unit, foot = w / length, -b / length * (w / length)
    view = np.sort([ax.get_xlim(), ax.get_ylim()])
    piece = _visible_piece(unit, foot, view)
    if piece is None:
        return _say(ax, "the line lies\noutside this view")
    label = name or "$z$ = 0"
    ax.plot(*piece, style, color=INK, linewidth=2, zorder=4, label=label)
    if _room(foot, unit, view) < 0.15 * np.ptp(view, axis=1).min():
        foot = piece.mean(axis=1)
    _draw_vector(ax, foot, unit, length, view, name)
    if ax.get_legend():
        draw_legend(ax)
    return ax


def _visible_piece(unit, foot, view):
    """The ends in view of the line through foot, across unit; or None.

    The two ends are columns, (2, 2). The line is cut to what lies between
    left and right, then to what lies between bottom and top.
    """
    along = np.array([-unit[1], unit[0]])
    enter, leave = -np.inf, np.inf
    for start, slope, side in zip(foot, along, view, strict=True):
        if slope == 0 and not side[0] < start < side[1]:
            return None
        if slope != 0:
            near, far = sorted((side - start) / slope)
            enter, leave = max(enter, near), min(leave, far)
    if enter >= leave:
        return None
    return foot[:, None] + along[:, None] * [enter, leave]


def _draw_vector(ax, foot, unit, length, view, name):
    most = 0.3 * np.ptp(view, axis=1).min()
    drawn = min(length, most, 0.8 * _room(foot, unit, view))
    arrow = {"arrowstyle": "-|>,head_width=.3,head_length=.6", "shrinkA": 0}
    arrow |= {"color": INK, "linewidth": 2, "shrinkB": 0}
    ax.annotate("", foot + unit * drawn, foot, arrowprops=arrow, zorder=4.5)
    tip = foot + unit * drawn
    if name:
        return _write_beyond(ax, name, tip, unit)
    text = "$w$" if drawn == length else f"{number(drawn / length)} $w$"
    return _write_beside(ax, text, foot + unit * drawn * 0.75, unit)


def _write_beyond(ax, name, tip, unit):
    ha = "left" if unit[0] > 0.3 else "right" if unit[0] < -0.3 else "center"
    va = "bottom" if unit[1] > 0.3 else "top" if unit[1] < -0.3 else "center"
    offset = {"textcoords": "offset points", "xytext": 4 * unit}
    note(ax, name, tip, ha=ha, va=va, zorder=5, **offset)


def _write_beside(ax, text, at, unit):
    aside = np.array([-unit[1], unit[0]])
    aside *= 1 if aside[1] >= 0 else -1
    ha = "center" if abs(aside[0]) < 0.5 else "left"
    ha = "right" if aside[0] <= -0.5 else ha
    offset = {"textcoords": "offset points", "xytext": 9 * aside}
    note(ax, text, at, ha=ha, va="center", zorder=3.9, **offset)


def _room(point, unit, view):
    """How far a step along `unit` may go from a point and stay in view."""
    ahead = np.where(unit > 0, view[:, 1] - point, point - view[:, 0])
    moving = unit != 0
    return (ahead[moving] / abs(unit[moving])).min()


def _say(ax, sentence):
    at = {"xycoords": "axes fraction", "ha": "center", "va": "center"}
    note(ax, sentence, (0.5, 0.5), **at)
    return ax
