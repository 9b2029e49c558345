"""A still picture (SVG text) of the plane before and after a layer."""

import numpy as np

from ...activations import ACTIVATIONS
from ..svg import NEGATIVE, POSITIVE, WIDTH, element, number, picture, text

SIDE, TOP = 280, 30  # px
LINES = 9  # grid lines in each direction


def plane_still(explorer):
    """Both planes, with grid, lines, points and what was counted."""
    lines = list(_caption(explorer))
    height = TOP + SIDE + 16 + 24 * len(lines)
    moved = explorer.moved(explorer.X)
    here = _frame(40.0, explorer.view)
    there = _frame(WIDTH - SIDE - 40.0, _window(moved))
    return picture(
        height,
        f"A layer moves the plane: {' '.join(lines)}",
        *_half(explorer, here, explorer.X, lambda X: X, "before"),
        *_half(explorer, there, moved, explorer.moved, _stage(explorer)),
        *(
            text(WIDTH / 2, TOP + SIDE + 28 + 24 * i, line)
            for i, line in enumerate(lines)
        ),
    )


def _caption(explorer):
    name = ACTIVATIONS[explorer.activation].label
    w = [[number(value) for value in row] for row in explorer.W]
    b = [number(value) for value in explorer.b]
    yield (
        f"a = {name}(xW + b), W = ({w[0][0]} {w[0][1]}; {w[1][0]}"
        f" {w[1][1]}), b = ({b[0]} {b[1]})"
    )
    parts = "A line parts" if explorer.separable else "No line parts"
    right = f"{explorer.n_right} of {len(explorer.y)} right. "
    yield f"{right if explorer.readout else ''}{parts} the classes after it."


def _stage(explorer):
    steps = {0.0: "not moved yet", 0.5: "z = xW + b", 1.0: "after"}
    return steps.get(explorer.morph, "on the way")


def _window(P):
    low, high = P.min(axis=0), P.max(axis=0)
    middle, half = (low + high) / 2, np.max(high - low) / 2 + 0.4
    return tuple((m - half, m + half) for m in middle)


def _frame(left, box):
    """A function from points (n, 2) to px, cut off around the frame."""
    (west, east), (_, north) = box
    unit = SIDE / (east - west)

    def place(P):
        px = left + (P[:, 0] - west) * unit
        py = TOP + (north - P[:, 1]) * unit
        return np.column_stack(
            [px.clip(left, left + SIDE), py.clip(TOP, TOP + SIDE)]
        )

    place.left = left
    return place


def _half(explorer, place, P, move, name):
    yield text(place.left, 20, name, "d", anchor="start")
    yield element("path", class_="l", d=_grid(explorer, place, move))
    yield element(
        "rect", class_="l", x=place.left, y=TOP, width=SIDE, height=SIDE
    )
    bent = _bent(explorer, move)
    for j in range(2):
        ends = _zero_line(explorer, j)
        if ends is not None:
            path = _path(place(move(_samples(ends, bent))))
            yield element("path", class_="k", d=path)
    at, y = place(P), explorer.y
    r = 7 if len(y) < 10 else 4
    ones = "".join(
        f"M{px - r:.0f} {py - r:.0f}h{2 * r}v{2 * r}h-{2 * r}z"
        for px, py in at[y == 1]
    )
    zeros = "".join(f"M{px:.0f} {py:.0f}h.1" for px, py in at[y != 1])
    round_ = {"stroke_linecap": "round"}
    yield element("path", fill=POSITIVE, d=ones)
    yield element(
        "path", stroke=NEGATIVE, d=zeros, stroke_width=2 * r + 3, **round_
    )
    yield element("path", class_="n", d=zeros, stroke_width=2, **round_)


def _bent(explorer, move):
    return explorer.activation != "identity" and move == explorer.moved


def _samples(ends, bent):
    t = np.linspace(0, 1, 13 if bent else 2)[:, None]
    return ends[0] + t * (ends[1] - ends[0])


def _grid(explorer, place, move):
    (west, east), (south, north) = explorer.view
    bent = _bent(explorer, move)
    path = ""
    for part in np.linspace(0, 1, LINES):
        x, y = west + part * (east - west), south + part * (north - south)
        for ends in ([[x, south], [x, north]], [[west, y], [east, y]]):
            path += _path(place(move(_samples(np.array(ends), bent))))
    return path


def _path(points):
    """A path through points, whole pixels, without those that repeat."""
    steps = np.rint(points).astype(int)
    kept = [steps[0]]
    for step in steps[1:]:
        if np.any(step != kept[-1]):
            kept.append(step)
    return "M" + "L".join(f"{x} {y}" for x, y in kept)


def _zero_line(explorer, j):
    """The ends of z_j = 0 in the view, (2, 2), or None."""
    (w1, w2), b = explorer.W[:, j], explorer.b[j]
    (west, east), (south, north) = explorer.view
    found = []
    for x in (west, east):
        if w2 and south <= (y := -(w1 * x + b) / w2) <= north:
            found.append((x, y))
    for y in (south, north):
        if w1 and west <= (x := -(w2 * y + b) / w1) <= east:
            found.append((x, y))
    found = np.array(found).reshape(-1, 2)
    if len(found) < 2:
        return None
    far = np.linalg.norm(found - found[0], axis=1).argmax()
    return None if far == 0 else found[[0, far]]
