"""The still picture (SVG text) of a NumberLineExplorer."""

import math

from ..svg import (
    NEGATIVE,
    POSITIVE,
    WIDTH,
    element,
    number,
    picture,
    text,
)

LEFT, RIGHT = 60, WIDTH - 40
UPPER, LOWER = 50, 150


def numberline_still(explorer):
    """Both lines with the step and its image, and what they say in words."""
    x, h, y = explorer.x, explorer.h, explorer.y
    end = y + explorer.stretch * h
    reach = reach_of(x, x + h, y, end)

    def at(v):
        return (LEFT + RIGHT) / 2 + v / (2 * reach) * (RIGHT - LEFT)

    words = (
        f"{explorer.function} takes {number(x)} to {number(y)}; a step of"
        f" {number(h)} becomes one of {number(end - y)}:"
        f" {number(explorer.stretch)} times as long"
    )
    return picture(
        214,
        words[0].upper() + words[1:] + ".",
        *_line(UPPER, "x", reach, at),
        *_line(LOWER, "f(x)", reach, at),
        *(
            element("path", class_="k", d=f"M{at(a)} {UPPER}L{at(b)} {LOWER}")
            for a, b in ((x, y), (x + h, end))
        ),
        _step(x, x + h, UPPER, at),
        _step(y, end, LOWER, at),
        text(WIDTH / 2, 202, words),
    )


def reach_of(*values):
    """4, or the next power of two that holds all values."""
    most = max(abs(v) for v in values)
    return 4.0 if most <= 4 else 2.0 ** math.ceil(math.log2(most))


def _line(y, name, reach, at):
    yield element("path", class_="l", d=f"M{LEFT} {y}H{RIGHT}")
    yield text(LEFT - 12, y + 5, name, "m", "end")
    for v in (-reach, -reach / 2, 0, reach / 2, reach):
        yield element("path", class_="l", d=f"M{at(v)} {y - 5}v10")
        yield text(at(v), y + 22, f"{v:g}".replace("-", "−"), "d")


def _step(start, end, y, at):
    dashes = {} if end >= start else {"stroke_dasharray": "7 5"}
    return element(
        "path",
        fill="none",
        stroke=POSITIVE if end >= start else NEGATIVE,
        stroke_width=6,
        d=f"M{at(start)} {y}H{at(end)}",
        **dashes,
    )
