"""A page's picture for where it is shared: 1200 by 630 pixels.

It has the page's title, and beside it what the page is about, drawn by the
book's own figures.
"""

import textwrap

import numpy as np
from matplotlib.figure import Figure

from nnbook import ACTIVATIONS, Dense, Network
from nnbook.data import blobs, logic_gate
from nnbook.figures.diagram import plot_network
from nnbook.figures.line import plot_line
from nnbook.figures.plane import plot_decision
from nnbook.figures.style import DIM, INK, NEGATIVE, PAPER, POSITIVE, dressed

SIZE = (1200, 630)
WALK = Network([
    Dense([[0.5, -0.4, 0.3, 0.2], [0.1, 0.6, -0.5, 0.3],
           [-0.3, 0.2, 0.4, -0.5]], [0.1, -0.3, 0.2, -0.1], "relu"),
    Dense([[0.5], [-0.8], [0.9], [0.4]], [-0.2], "sigmoid"),
])  # fmt: skip


def curves(*lines):
    """A drawing of functions of one number: (function, colour, style)."""

    def draw(ax):
        t = np.linspace(-3, 3, 601)
        for function, colour, style in lines:
            ax.plot(t, function(t), style, color=colour, lw=3)
        ax.set(xticks=[], yticks=[])

    return draw


def gate(name, *neurons):
    """A drawing of a gate's four points and of neurons (w, b) as lines."""

    def draw(ax):
        w, b = neurons[0]
        plot_decision(
            lambda X: (X @ np.array(w) + b > 0) * 1.0, *logic_gate(name), ax
        )
        for w, b in neurons:
            plot_line(w, b, ax)
        ax.set_title("", loc="left")
        ax.set(xlabel="", ylabel="", xticks=[], yticks=[])

    return draw


def network(*sizes):
    """A drawing of the walk's network, or of a random one of these sizes."""

    def draw(ax):
        rng = np.random.default_rng(3)
        net = Network.random(sizes, "relu", rng=rng) if sizes else WALK
        plot_network(net, ax=ax)

    return draw


def crowd(ax):
    """Draw two clouds of points."""
    X, y = blobs(60, rng=np.random.default_rng(1))
    for label, mark, colour in ((1, "s", POSITIVE), (0, "o", NEGATIVE)):
        ax.plot(*X[y == label].T, mark, color=colour, ms=9, mec="white")
    ax.set(xticks=[], yticks=[])


# What a page's card shows; the walk's network where nothing else fits.
DRAWINGS = {
    "01-composition": curves(
        (lambda t: t + 1, DIM, "--"),
        (lambda t: np.maximum(0, t + 1), INK, "-"),
    ),
    "02-perceptron": gate("AND", ([1, 1], -1.5)),
    "02b-learning-rule": gate("OR", ([1, 1], -0.5)),
    "03-activations": curves(
        (ACTIVATIONS["sigmoid"], POSITIVE, "-"),
        (ACTIVATIONS["tanh"], INK, "--"),
        (ACTIVATIONS["relu"], NEGATIVE, "-"),
    ),
    "04-layer": network(4, 3),
    "06-pytorch": network(3, 4, 1),
    "07-stacking": network(4, 3, 2, 1),
    "09-practice": gate("XOR", ([1, 1], -0.5), ([1, 1], -1.5)),
    "10-capstone": crowd,
}


def card(name, title, book):
    """The figure of the page `name`: its title, the book's, a drawing."""
    figure = Figure(figsize=(12, 6.3), dpi=100, facecolor=PAPER)
    if title != book:
        figure.text(0.05, 0.9, book, fontsize=19, color=DIM, va="top")
    lines = "\n".join(textwrap.wrap(title, 17))
    figure.text(0.05, 0.55, lines, fontsize=38, color=INK, va="center",
                weight="bold", linespacing=1.25)  # fmt: skip
    ax = dressed(figure.add_axes((0.5, 0.1, 0.46, 0.76)))
    DRAWINGS.get(name, network())(ax)
    return figure
