"""The still picture of a CompositionExplorer."""

import numpy as np

from ..svg import WIDTH, element, number, picture, text

BOX, TALL, PILL = 82, 60, 62  # px: a function's box, an end of the chain
MIDDLE, PLOT_TOP, PLOT_TALL = 56, 130, 190
LEFT, SIDE = 60, 380
DASHES = ("2 4", "7 4", "11 4 2 4")
NAMES = {"relu": "ReLU", "sigmoid": "sigmoid", "step": "step"}


def composition_still(explorer):
    """The chain with its values, and its partial compositions over x."""
    rows, values = explorer._rows, explorer.values
    title = " then ".join(_words(*row) for row in rows)
    return picture(
        PLOT_TOP + PLOT_TALL + 40,
        f"A chain of functions: {title}. {_number(values[0])} becomes"
        f" {_number(values[-1])}.",
        *_chain(rows, values),
        *_plot(explorer, rows, values),
    )


def _number(value):
    """As the explorer writes it: powers of ten for what would not fit."""
    if abs(value) < 9999.995:
        return number(value)
    digits, power = f"{value:.2e}".replace("-", "−").split("e+")
    return f"{digits}·10" + "".join(
        "⁰¹²³⁴⁵⁶⁷⁸⁹"[int(d)] for d in f"{int(power)}"
    )


def _words(kind, p):
    if kind == "scale":
        return f"× {number(p)}"
    if kind == "shift":
        return f"{'−' if p < 0 else '+'} {number(abs(p))}"
    return "t²" if kind == "square" else NAMES[kind]


def _chain(rows, values):
    n = len(rows)
    gap = min(104.0, (WIDTH - 2 * PILL - 34 - n * BOX) / max(1, n - 1))
    total = 2 * PILL + 34 + n * BOX + (n - 1) * gap
    left = (WIDTH - total) / 2
    boxes = [left + PILL + 17 + i * (BOX + gap) for i in range(n)]
    yield from _pill(left, "x", values[0])
    yield from _pill(left + total - PILL, "y", values[-1])
    for i, box in enumerate(boxes):
        yield _arrow(boxes[i - 1] + BOX if i else left + PILL, box, values[i])
        if i:
            yield text(box - gap / 2, MIDDLE - 10, _number(values[i]))
        yield element(
            "rect",
            class_="n",
            x=box,
            y=MIDDLE - TALL / 2,
            width=BOX,
            height=TALL,
            rx=9,
        )
        yield text(box + BOX / 2, MIDDLE + 5, _words(*rows[i]))
        yield text(box + BOX / 2, MIDDLE - TALL / 2 - 8, _name(i), "m")
    yield _arrow(boxes[-1] + BOX, left + total - PILL, values[-1])


def _name(i):
    return f"f{'₁₂₃₄'[i]}"


def _pill(left, name, value):
    yield element(
        "rect",
        class_="n",
        x=left,
        y=MIDDLE - 19,
        width=PILL,
        height=38,
        rx=19,
    )
    yield text(left + PILL / 2, MIDDLE + 5, _number(value))
    yield text(left + PILL / 2, MIDDLE - 27, name, "m")


def _arrow(start, end, value):
    dash = {"stroke_dasharray": "7 4"} if value < 0 else {}
    return element(
        "path",
        class_="q" if value < 0 else "p",
        d=f"M{start:.1f} {MIDDLE}H{end - 2:.1f}m-6 -5l6 5l-6 5",
        stroke_width=2.5,
        **dash,
    )


def _plot(explorer, rows, values):
    """One curve for each partial composition; the last one is solid."""
    low, high = explorer.extent
    xs = np.linspace(low, high, 41)
    curves, t = [], xs
    for kind, p in rows:
        t = type(explorer).apply(kind, t, p)
        curves.append(t)
    floor = min(0.0, *(float(c.min()) for c in curves))
    ceiling = max(floor + 2, *(float(c.max()) for c in curves))

    def at(x, y):
        return (
            LEFT + (x - low) / (high - low) * SIDE,
            PLOT_TOP + (ceiling - y) / (ceiling - floor) * PLOT_TALL,
        )

    yield element(
        "rect", class_="l", x=LEFT, y=PLOT_TOP, width=SIDE, height=PLOT_TALL
    )
    zero = at(low, 0.0)[1]
    yield element("path", class_="l", d=f"M{LEFT} {zero:.1f}h{SIDE}")
    for y in (floor, ceiling):
        yield text(LEFT - 8, at(low, y)[1] + 5, _number(y), "d", "end")
    for x in (low, high):
        yield text(at(x, floor)[0], PLOT_TOP + PLOT_TALL + 18, number(x), "d")
    here = min(max(explorer.x, low), high)
    name = "x"
    for i, curve in enumerate(curves):
        last = i == len(curves) - 1
        dash = {} if last else {"stroke_dasharray": DASHES[i]}
        points = " ".join(
            "{:.0f},{:.1f}".format(*at(x, y))
            for x, y in zip(xs, curve, strict=True)
        )
        yield element("polyline", class_="k", points=points, **dash)
        cx, cy = at(here, values[i + 1])
        cy = min(max(cy, PLOT_TOP), PLOT_TOP + PLOT_TALL)
        yield element("circle", class_="f", cx=cx, cy=round(cy, 1), r=5)
        line = PLOT_TOP + 24 + 26 * i
        yield element("path", class_="k", d=f"M460 {line - 5}h34", **dash)
        name = f"{_name(i)}({name})"
        yield text(
            504, line, f"{name} = {_number(values[i + 1])}", "", "start"
        )
