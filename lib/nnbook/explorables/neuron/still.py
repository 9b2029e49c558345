"""The still picture of a NeuronExplorer."""

import math
import zlib

from ...activations import ACTIVATIONS
from ..svg import (
    GREEK,
    NEGATIVE,
    POSITIVE,
    WIDTH,
    element,
    line_in_square,
    name_of,
    number,
    picture,
    text,
)

PLANE = 220  # px, the side of the plane of inputs


def neuron_still(explorer):
    """The diagram, the equation and, for two inputs, the plane."""
    n = explorer.n_inputs
    lines = list(_caption(explorer))
    body = max(190, 60 * n + 40, PLANE + 40 if n == 2 else 0)
    height = body + 8 + 24 * len(lines)
    right = WIDTH - PLANE - 70 if n == 2 else WIDTH - 40
    return picture(
        height,
        f"One neuron{_of(explorer)}: {', '.join(lines)}.",
        *_diagram(explorer, right, body / 2),
        *(_plane(explorer) if n == 2 else ()),
        *(
            text(WIDTH / 2, body + 18 + 24 * i, line)
            for i, line in enumerate(lines)
        ),
    )


def _of(explorer):
    """What inputs and output are called, for the title."""
    columns = [", ".join(column) for column in explorer.names if column]
    return f" ({' → '.join(columns)})" if columns else ""


def _factor(value):
    written = number(value)
    return f"({written})" if written[0] == "−" else written


def _caption(explorer):
    """The equations with their numbers, and how many points are right."""
    terms = [
        f"{_factor(w)}·{_factor(x)}"
        for w, x in zip(explorer.weights, explorer.inputs, strict=True)
    ]
    if explorer.use_bias:
        terms.append(_factor(explorer.bias))
    name = GREEK.get(explorer.activation, explorer.activation)
    z = number(explorer.z)
    yield f"z = {' + '.join(terms)} = {z}"
    yield f"a = {name}({z}) = {number(explorer.a)}"
    if explorer.data != "none":
        yield f"{explorer.n_right} of {len(explorer.y)} points right"


def _diagram(explorer, right, middle):
    n, sum_x, out_x = explorer.n_inputs, right - 190.0, right - 20.0
    for i, (w, x) in enumerate(
        zip(explorer.weights, explorer.inputs, strict=True)
    ):
        y = middle + (i - (n - 1) / 2) * 60
        dash = {"stroke_dasharray": "7 5"} if w < 0 else {}
        wide = 1 + 2 * min(3, abs(w))
        yield element(
            "path",
            class_="q" if w < 0 else "p",
            d=f"M50 {y:g}L{sum_x:g} {middle:g}",
            stroke_width=wide,
            **dash,
        )
        yield element("circle", class_="n", cx=28, cy=y, r=22)
        yield text(28, y + 5, number(x))
        yield from _name(explorer, i, y)
        at_x, at_y = (50 + sum_x) / 2, (y + middle) / 2
        yield element(
            "rect",
            class_="b",
            x=at_x - 34,
            y=at_y - 12,
            width=68,
            height=24,
            rx=5,
        )
        yield text(at_x, at_y + 5, f"× {number(w)}")
    yield element(
        "path",
        class_="k",
        d=f"M{sum_x:g} {middle + 58:g}V{middle:g}H{out_x:g}",
    )
    yield text(
        sum_x,
        middle + 76,
        f"b = {number(explorer.bias)}" if explorer.use_bias else "no bias",
    )
    yield element("circle", class_="n", cx=sum_x, cy=middle, r=26)
    yield text(sum_x, middle - 6, "Σ", "d")
    yield text(sum_x, middle + 12, number(explorer.z))
    yield from _curve(explorer, sum_x + 45, middle)
    yield element("circle", class_="n", cx=out_x, cy=middle, r=24)
    yield text(out_x, middle + 5, number(explorer.a))
    yield text(out_x, middle - 32, "a", "m")
    name = name_of(explorer, 1, 0)
    if len(name) > 7:  # to the left from where there is no more room
        yield text(right + 34, middle + 40, name, "d", "end")
    elif name:
        yield text(out_x, middle + 40, name, "d")
    yield text(sum_x, middle - 34, "z", "m")


def _name(explorer, i, y):
    """x₁ beside its node, or above it with its name."""
    name, symbol = name_of(explorer, 0, i), f"x{'₁₂₃₄'[i]}"
    if not name:
        yield text(62, y - 14, symbol, "m")
        return
    yield text(4, y - 26, symbol, "m", "start")
    yield text(22, y - 26, name, "d", "start")


def _curve(explorer, left, middle):
    """The activation over −reach ≤ z ≤ reach, with the operating point."""
    entry = ACTIVATIONS[explorer.activation]
    reach = (
        4.0
        if abs(explorer.z) <= 4
        else 2.0 ** math.ceil(math.log2(abs(explorer.z)))
    )
    low = {"tanh": -1.0, "identity": -reach}.get(entry.name, 0.0)
    high = reach if entry.name in ("relu", "identity") else 1.0

    def at(z):
        share = (float(entry.function(z)) - low) / (high - low)
        return left + 10 + (z + reach) / (
            2 * reach
        ) * 70, middle + 28 - 56 * share

    points = " ".join(
        "{:.1f},{:.1f}".format(*at(reach * i / 30)) for i in range(-30, 31)
    )
    cx, cy = at(explorer.z)
    yield element(
        "rect", class_="n", x=left, y=middle - 38, width=90, height=76, rx=8
    )
    yield element("polyline", class_="k", points=points)
    yield element("circle", class_="f", cx=cx, cy=cy, r=5)
    yield text(left + 45, middle + 56, entry.label, "d")


def _plane(explorer):
    low, high = explorer.extent
    left, top = WIDTH - PLANE - 10.0, 14.0

    def at(x1, x2):
        unit = PLANE / (high - low)
        return left + (x1 - low) * unit, top + (high - x2) * unit

    yield from _shading(explorer, at, left, top)
    yield element("rect", class_="l", x=left, y=top, width=PLANE, height=PLANE)
    for x1, x2, label in explorer._table():
        cx, cy = at(x1, x2)
        if label:
            yield element(
                "rect", fill=POSITIVE, x=cx - 8, y=cy - 8, width=16, height=16
            )
        else:
            yield element(
                "circle", class_="q", cx=cx, cy=cy, r=7.5, stroke_width=3.5
            )
    cx, cy = at(*explorer.inputs)
    yield element("circle", class_="k", cx=cx, cy=cy, r=11)
    yield element(
        "path",
        class_="k",
        d=f"M{cx - 17:.1f} {cy:.1f}h34M{cx:.1f} {cy - 17:.1f}v34",
    )
    names = [name_of(explorer, 0, i) for i in range(2)]
    middle, low = left + PLANE / 2, top + PLANE + 20
    yield text(middle, low, "x₁", "m")
    if names[0]:
        yield text(middle + 14, low, names[0], "d", "start")
    if not names[1]:
        yield text(left - 14, top + PLANE / 2, "x₂", "m")
    else:
        yield text(left - 20, top - 4, "x₂", "m", "start")
        yield text(left, top - 4, names[1], "d", "start")


def _shading(explorer, at, left, top):
    """The output changes along w alone, so a linear gradient shows it."""
    w1, w2 = explorer.weights
    size = math.hypot(w1, w2)
    if not size:
        return
    b = explorer.bias if explorer.use_bias else 0.0
    foot = (-b * w1 / size**2, -b * w2 / size**2)
    reach = 6.0  # z from −6 to 6: beyond it the sigmoid is flat

    def away(z):
        return at(foot[0] + z * w1 / size**2, foot[1] + z * w2 / size**2)

    # Two stops at the line itself: there the step jumps.
    steps = [*range(-8, 0), -1e-6, 1e-6, *range(1, 9)]
    stops = [_stop(explorer.activation, reach * i / 8, i) for i in steps]
    (x1, y1), (x2, y2) = away(-reach), away(reach)
    # A name of its own, the same on every run, for each gradient on a page.
    key = "".join(stops) + repr((x1, y1, x2, y2))
    name = f"nn-still-{zlib.crc32(key.encode()):x}"
    yield element(
        "linearGradient",
        *stops,
        id=name,
        gradientUnits="userSpaceOnUse",
        x1=x1,
        y1=y1,
        x2=x2,
        y2=y2,
    )
    yield element(
        "rect", fill=f"url(#{name})", x=left, y=top, width=PLANE, height=PLANE
    )
    ends = line_in_square(w1, w2, b, *explorer.extent)
    if ends:
        path = "L".join("{:.1f} {:.1f}".format(*at(*end)) for end in ends)
        yield element("path", class_="k", d=f"M{path}")


def _stop(activation, z, place):
    """One stop of the gradient: blue where z > 0, orange where z < 0."""
    a = float(ACTIVATIONS[activation].function(z))
    signed = activation in ("tanh", "identity", "relu")
    share = a / (1 + abs(a)) if signed else 2 * a - 1
    return element(
        "stop",
        offset=round((place + 8) / 16, 4),
        stop_color=POSITIVE if share > 0 else NEGATIVE,
        stop_opacity=round(0.4 * abs(share), 3),
    )
