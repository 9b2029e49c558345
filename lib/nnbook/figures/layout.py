"""Where the parts of a network's diagram go.

Positions are in inches of a figure of the book's width, so that the type
fits the nodes.
"""

import numpy as np

WIDTH, ROW = 6.0, 0.84  # of the drawing, and from node to node
NODE, HEIGHT = 0.74, 0.46  # of a node
LABEL = np.array([0.44, 0.18])  # of a weight's label, with some air

_LEFT, _RIGHT = 0.32, 0.03  # margins, the left one for the inputs' names
_LONGEST = 2.6  # from column to column
_MOST = 8  # nodes in a column; of more, the middle ones are left out


def columns(sizes):
    """A list of {node: (x, y)}, one for each column, and the height.

    The key None stands for the nodes left out of a large layer.
    """
    rows = [_rows(n) for n in sizes]
    height = ROW * max(len(each) for each in rows)
    room = WIDTH - _LEFT - _RIGHT - NODE
    span = min(room, _LONGEST * (len(sizes) - 1))
    left = _LEFT + NODE / 2 + (room - span) / 2
    xs = np.linspace(left, left + span, len(sizes))
    return [
        _column(x, each, height) for x, each in zip(xs, rows, strict=True)
    ], height


def label_spots(ends):
    """A place for a label on each edge (edges, 2 ends, 2), or None.

    Each label in turn takes the place on its edge that is clear of the
    other labels, then of the other edges, then nearest to the middle; a
    few rounds let the early ones give way. None if labels still overlap.
    """
    t = np.linspace(0.12, 0.88, 39)
    paths = ends[:, None, 0] + t[:, None] * (ends[:, 1] - ends[:, 0])[:, None]
    spots = np.full((len(ends), 2), np.inf)
    for _ in range(4):
        for i, path in enumerate(paths):
            spots[i] = np.inf
            cost = _cost(path, paths, spots) + abs(t - 0.5)
            spots[i] = path[cost.argmin()]
    return None if _overlap(spots[:, None], spots).sum() > len(ends) else spots


def _rows(n):
    if n <= _MOST:
        return list(range(n))
    half = _MOST // 2
    return [*range(half), None, *range(n - half + 1, n)]


def _column(x, rows, height):
    top = height / 2 + ROW * (len(rows) - 1) / 2
    return {node: (x, top - ROW * k) for k, node in enumerate(rows)}


def _cost(path, paths, spots):
    crossed = abs(paths[:, :, 1] - path[:, 1]) < 0.6 * LABEL[1]
    covered = _overlap(path[:, None], spots)
    return crossed.sum(axis=0) + 100.0 * covered.sum(axis=1)


def _overlap(a, b):
    return (abs(a - b) < LABEL).all(axis=-1)
