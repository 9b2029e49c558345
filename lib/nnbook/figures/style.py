"""The look that all figures share, and small helpers for it.

A figure is drawn on its own light paper, panel and all, so that it reads the
same on a light and on a dark page. Sizes suit the book's column: 6.4 in are
700 px there, and 9 pt type is 14 px.
"""

import matplotlib.pyplot as plt
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

PAPER = "#fafcfe"
PLOT = "#ffffff"
INK = "#1c2430"
DIM = "#5a6675"
FAINT = "#d5dbe3"
POSITIVE = "#1f6fb4"
NEGATIVE = "#b85a00"
HIGHLIGHT = "#7a3ff2"

WIDTH, HEIGHT, DPI = 6.4, 3.6, 144
SMALL, NORMAL, LARGE = 9.0, 10.0, 11.5  # pt
PX = 72 * WIDTH / 700  # one pixel of the column, in pt

# From class 0 to class 1; pale, so that ink and points stand out on it
SHADES = LinearSegmentedColormap.from_list(
    "orange to blue", ["#eccba9", PLOT, "#a9cbe8"]
)


def panels(n=1, height=HEIGHT):
    """A figure of the book's width with n plots in a row: a list of Axes.

    `height` is in inches; the width is 6.4.
    """
    figure, axes = plt.subplots(
        1,
        n,
        figsize=(WIDTH, height),
        dpi=DPI,
        layout="constrained",
        squeeze=False,
    )
    figure.get_layout_engine().set(w_pad=0.12, h_pad=0.12)
    # Notebooks crop a figure to what is on it: this keeps it at full width
    figure.add_artist(Rectangle((0, 0), 1, 1, color=PAPER, zorder=-9))
    return [dressed(ax) for ax in axes[0]]


def dressed(ax=None, height=HEIGHT):
    """`ax`, or a new one, with the book's paper, type and thin frame."""
    if ax is None:
        return panels(1, height)[0]
    ax.figure.set_facecolor(PAPER)
    ax.set_facecolor(PLOT)
    ax.tick_params(colors=DIM, labelsize=SMALL, length=0, pad=5)
    for spine in ax.spines.values():
        spine.set(color=FAINT, linewidth=0.8)
    return ax


def number(value):
    """Two decimals and a true minus sign; never a minus zero."""
    text = f"{value:.2f}"
    return text.replace("-", "−" if float(text) else "")


def title(ax, left, right=""):
    """A left-aligned title in ink, and a note at the right, dim."""
    ax.set_title(left, loc="left", fontsize=LARGE, color=INK)
    ax.set_title(right, loc="right", fontsize=SMALL, color=DIM)


def name_axes(ax, x, y):
    """Label both axes with symbols in the maths font."""
    look = {"fontsize": LARGE, "color": INK, "math_fontfamily": "stix"}
    ax.set_xlabel(x, **look)
    ax.set_ylabel(y, rotation=0, labelpad=10, va="center", **look)


def note(ax, text, xy, **look):
    """Text with its own background, so that no line runs through it."""
    box = {"boxstyle": "round,pad=0.2", "facecolor": PLOT, "linewidth": 0}
    look = {
        "xycoords": "data",
        "fontsize": SMALL,
        "color": INK,
        "bbox": box,
        "zorder": 6,
    } | look
    artist = ax.annotate(text, xy, math_fontfamily="stix", **look)
    artist.set_in_layout(False)
    return artist
