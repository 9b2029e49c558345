"""A network as a diagram: columns of nodes, and the weights between them."""

import numpy as np
from matplotlib.patches import FancyBboxPatch

from nnbook.arguments import finite, numbers
from nnbook.figures.layout import HEIGHT, NODE, WIDTH, columns, label_spots
from nnbook.figures.style import (
    DIM,
    INK,
    NEGATIVE,
    PAPER,
    POSITIVE,
    PX,
    SHADES,
    SMALL,
    dressed,
    note,
    number,
)
from nnbook.layers import Dense, Network

_FOOT = -0.25  # the height of the line below the drawing


def plot_network(network, x=None, ax=None, *, names=None):
    """A `Network` or a `Dense` as a diagram, with its values if x is given.

    An edge is a weight: blue and solid if positive, orange and dashed if
    negative, dotted if zero, 1 to 7 px wide by |weight| over the whole
    network. Biases are written out, weights where there is room. x is one
    sample, (n_in,): each node then shows its z and its a. Of a layer with
    more than eight nodes the middle ones are left out. `names` has a list of
    words for each column; they stand in place of x_i and of the biases, and
    of the line below the drawing.

    Raises ValueError when x or the names do not fit, TypeError for what is
    no network.
    """
    network = _as_network(network)
    values = None if x is None else _checked_values(network, x)
    names = _checked_names(network, names)
    places, height = columns(network.sizes)
    ax = dressed(ax, height + 0.7)
    low = _FOOT - 0.1 if names[0] is None else -0.05
    ax.set(xlim=(0, WIDTH), ylim=(low, height), aspect="equal")
    ax.set_axis_off()
    widest = max(abs(layer.W).max() for layer in network.layers)
    for i, layer in enumerate(network.layers):
        which = f"^{{({i + 1})}}" if len(network.layers) > 1 else ""
        _draw_weights(ax, layer, places[i], places[i + 1], widest)
        known = None if values is None else values[i + 1]
        _draw_neurons(ax, layer, places[i + 1], which, known, names[i + 1])
        if names[0] is None:
            _draw_feet(ax, layer, places[i], places[i + 1], which)
    known = None if values is None else values[0]
    _draw_inputs(ax, places[0], known, names[0])
    return ax


def _as_network(network):
    if isinstance(network, Dense):
        return Network([network])
    if not isinstance(network, Network):
        raise TypeError(
            f"expected a Network or a Dense; got {type(network).__name__}"
        )
    return network


def _checked_values(network, x):
    """[x, (z, a), ...]: the numbers in each column's nodes."""
    x = finite(numbers(x, "x"), "x")
    if x.ndim > 1:
        raise ValueError(
            f"x is {x.shape}; the diagram shows one sample, "
            f"({network.sizes[0]},): did you mean x[0]?"
        )
    return [x, *network.trace(x)]


def _checked_names(network, names):
    """A list of names, or None, for each column."""
    if names is None:
        return [None] * len(network.sizes)
    given = [len(column) for column in names]
    if given != list(network.sizes):
        raise ValueError(
            f"names has {given} words; expected a list for each column, "
            f"{list(network.sizes)}"
        )
    return names


def _draw_weights(ax, layer, left, right, widest):
    pairs = [(i, j) for i in left for j in right if None not in (i, j)]
    ends = np.array([(left[i], right[j]) for i, j in pairs])
    ends += [[NODE / 2, 0], [-NODE / 2, 0]]
    weights = [layer.W[pair] for pair in pairs]
    for (start, end), w in zip(ends, weights, strict=True):
        ax.plot(*zip(start, end, strict=True), **_edge_look(w, widest))
    spots = label_spots(ends) if len(pairs) <= 24 else None
    if spots is not None:
        for w, spot in zip(weights, spots, strict=True):
            _write(ax, number(w), spot, color=_color(w))


def _color(w):
    return POSITIVE if w > 0 else NEGATIVE if w < 0 else DIM


def _edge_look(w, widest):
    dash = "-" if w > 0 else (0, (2.6, 1.2)) if w < 0 else ":"
    width = 1 + 6 * abs(w) / widest if w else 1
    return {"color": _color(w), "linestyle": dash, "linewidth": PX * width}


def _draw_inputs(ax, column, x, names):
    if names is None:
        _write(ax, "inputs", (_x(column), _FOOT), color=DIM)
    for node, (at, y) in _nodes(ax, column):
        name = f"$x_{{{node + 1}}}$"
        if x is None:
            _draw_node(ax, (at, y), name, 0.0, round_=0.23)
        else:
            share = x[node] / (abs(x).max() or 1.0)
            _draw_node(ax, (at, y), number(x[node]), share, round_=0.23)
            if names is None:
                _write(ax, name, (at - NODE / 2 - 0.17, y), color=INK)
        if names is not None:
            _write_below(ax, (at, y), names[node], INK)


def _draw_neurons(ax, layer, column, which, values, names):
    for node, (x, y) in _nodes(ax, column):
        if values is None:
            _draw_node(ax, (x, y), f"$a{which}_{{{node + 1}}}$", 0.0)
        else:
            z, a = (number(each[node]) for each in values)
            share = values.a[node] / (abs(values.a).max() or 1.0)
            _draw_node(ax, (x, y), f"$z$ = {z}\n$a$ = {a}", share)
        bias = f"$b$ = {number(layer.b[node])}"
        if names is None:
            _write_below(ax, (x, y), bias, DIM)
        else:
            _write_below(ax, (x, y), names[node], INK)


def _write_below(ax, at, text, color):
    _write(ax, text, (at[0], at[1] - HEIGHT / 2 - 0.13), color=color)


def _nodes(ax, column):
    """The nodes that are drawn, with dots in place of those left out."""
    if None in column:
        _write(ax, "⋮", column[None], color=DIM)
    return [(node, at) for node, at in column.items() if node is not None]


def _x(column):
    return next(iter(column.values()))[0]


def _draw_node(ax, at, text, share, round_=0.1):
    """A node, shaded by its share, -1 to 1, of the column's largest value."""
    patch = FancyBboxPatch(
        (at[0] - NODE / 2, at[1] - HEIGHT / 2),
        NODE,
        HEIGHT,
        boxstyle=f"round,pad=0.0,rounding_size={round_}",
        facecolor=SHADES(0.5 + 0.5 * share),
        edgecolor=INK,
        linewidth=1.4,
        zorder=4,
    )
    ax.add_patch(patch)
    _write(ax, text, at, bbox=None)


def _draw_feet(ax, layer, left, right, which):
    """Below the drawing: what a column is, and the shape of W between two."""
    start, end = _x(left), _x(right)
    shape = f"$W{which}$ ({layer.n_in}, {layer.n_out})"
    _write(ax, shape, ((start + end) / 2, _FOOT), color=DIM)
    _write(ax, layer.activation.label, (end, _FOOT), color=DIM)


def _write(ax, text, at, **look):
    box = {"boxstyle": "round,pad=0.2", "facecolor": PAPER, "linewidth": 0}
    look = {"bbox": box, "fontsize": SMALL} | look
    note(ax, text, at, ha="center", va="center", **look)
