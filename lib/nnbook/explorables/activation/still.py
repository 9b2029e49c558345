"""The still picture (SVG text) of an ActivationExplorer."""

from ...activations import ACTIVATIONS
from ..svg import WIDTH, element, number, picture, text

WIDE, TALL, LOW = 250, 130, 64  # px: a plot, and the plot of the slope
REACHES = (6, 12, 25, 50, 100, 250, 500)  # how far the axes may go
STEEPEST = {"step": 0.0, "sigmoid": 0.25}  # the others: 1


def activation_still(explorer):
    """Both curves with their tangents, both slopes, and the equations."""
    lines = [*_captions(explorer)]
    top = max(STEEPEST.get(n, 1.0) for n in (explorer.left, explorer.right))
    height = 300 + 24 * len(lines)
    return picture(
        height,
        f"Two activation functions at one z: {', '.join(lines)}.",
        *_pane(explorer, 0, 46, top or 1.0),
        *_pane(explorer, 1, 396, top or 1.0),
        *(text(WIDTH / 2, 298 + 24 * i, line) for i, line in enumerate(lines)),
    )


def _captions(explorer):
    z = number(explorer.z)
    if explorer.scaled:
        z = f"{number(explorer.scale)}·{_factor(z)}"
    names = explorer.left, explorer.right
    for name, a, slope in zip(names, explorer.a, explorer.slope, strict=True):
        yield (
            f"{ACTIVATIONS[name].label}: a = {ACTIVATIONS[name].symbol}"
            f"({z}) = {number(a)}, slope {number(slope)}"
        )
    if explorer.probability and "sigmoid" in names:
        a = number(float(ACTIVATIONS["sigmoid"](explorer.scale * explorer.z)))
        yield f"Read as a probability: {a}, with odds of {_odds(explorer)}"


def _factor(written):
    return f"({written})" if written[0] == "−" else written


def _odds(explorer):
    odds = explorer.odds
    if odds > 1e6:
        return "over a million to 1"
    return "under 1 in a million" if odds < 1e-6 else f"{odds:.4g} to 1"


def _pane(explorer, side, left, steepest):
    """One function: its curve with the tangent, and its slope below."""
    name = (explorer.left, explorer.right)[side]
    entry, k, z = ACTIVATIONS[name], explorer.scale, explorer.z
    a, slope = explorer.a[side], explorer.slope[side]
    reach = next(r for r in REACHES if abs(z) <= r)
    tall = next(r for r in REACHES if max(abs(k * z), reach) <= r)
    most = steepest * max(1.0, k)
    high = float(tall) if name in ("relu", "identity") else 1.0
    low = {"tanh": -1.0, "identity": -high}.get(name, 0.0)

    def x(value):
        return left + (value + reach) / (2 * reach) * WIDE

    def y(value):
        value = min(value, high)  # the curve stops at the frame
        return 158 - 8 - (value - low) / (high - low) * (TALL - 16)

    def y_slope(value):
        return 252 - 4 - value / most * (LOW - 10)

    def line(function, to_y):
        # In two pieces: there may be a jump at 0.
        values = (
            [reach * i / 24 for i in range(-24, 1)],
            [1e-9, *(reach * i / 24 for i in range(1, 25))],
        )
        return "M" + "M".join(
            "L".join(f"{x(v):.0f} {to_y(function(v)):.1f}" for v in part)
            for part in values
        )

    yield text(
        left, 18, f"{entry.label}, values in {entry.range}", "", "start"
    )
    for top, tall in ((28, TALL), (188, LOW)):
        yield element(
            "rect", class_="n", x=left, y=top, width=WIDE, height=tall, rx=6
        )
    yield text(left, 180, "slope", "d", "start")
    curve = line(lambda v: float(entry(k * v)), y)
    slopes = line(lambda v: k * float(entry.derivative(k * v)), y_slope)
    yield element("path", class_="k", d=curve)
    yield element("path", class_="k", d=slopes)
    rise = slope * (y(0) - y(1)) * 2 * reach / WIDE  # px up per px right
    run = 45 / (1 + rise * rise) ** 0.5
    yield element(
        "path",
        class_="p",
        stroke_width=3,
        d=f"M{x(z) - run:.1f} {y(a) + run * rise:.1f}"
        f"l{2 * run:.1f} {-2 * run * rise:.1f}"
        f"M{x(z):.1f} {y_slope(0):.1f}V{y_slope(slope):.1f}",
    )
    yield element("circle", class_="f", cx=x(z), cy=y(a), r=5)
    yield element("circle", class_="f", cx=x(z), cy=y_slope(slope), r=4)
    for value, to_y in ((low, y), (high, y), (most, y_slope)):
        written = f"{value:.4g}".replace("-", "−")
        yield text(left - 6, to_y(value) + 5, written, "d", "end")
    for value in (-reach, 0, reach):
        written = f"{value:g}".replace("-", "−")
        yield text(x(value), 270, written, "d")
