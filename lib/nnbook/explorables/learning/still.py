"""The still picture of a LearningRuleExplorer: the plane and its rows."""

from ..svg import (
    NEGATIVE,
    POSITIVE,
    WIDTH,
    element,
    line_in_square,
    number,
    picture,
    text,
)

SIDE, LEFT, TOP = 240, 40, 20  # px
ROWS = 8  # the last ones are shown
COLUMNS = {
    **{"epoch": 350, "row": 390, "z": 445, "a": 470, "y": 495},
    **{"e": 535, "w": 640, "b": 692},
}


def learning_still(explorer):
    """The points, the line before and after the last row, and the rows."""
    said = _said(explorer)
    return picture(
        TOP + SIDE + 90,
        f"The learning rule. {said}",
        *_plane(explorer),
        *_rows(explorer),
        *(
            text(WIDTH / 2, TOP + SIDE + 58 + 22 * i, line)
            for i, line in enumerate(said.split("; "))
        ),
    )


def _said(explorer):
    w1, w2 = explorer.w
    rows = len(explorer.shown)
    # Of an epoch that is not over nothing is told.
    done = explorer.mistakes[: rows // len(explorer.y)]
    counts = ", ".join(map(str, done)) or "none is over yet"
    return (
        f"After {rows} rows w = ({number(w1)}, {number(w2)}) and b ="
        f" {number(explorer.b)}; mistakes in each epoch: {counts}."
    )


def _rows(explorer):
    for name, x in COLUMNS.items():
        yield text(x, TOP + 6, name, "d", "end")
    for i, each in enumerate(explorer.shown[-ROWS:]):
        w = f"({number(each.w[0])}, {number(each.w[1])})"
        e = f"✗ {each.error:.0f}".replace("-", "−") if each.error else "0"
        words = [each.epoch, each.row + 1, number(each.z)]
        words += [f"{each.answer:.0f}", f"{each.target:.0f}", e, w]
        words.append(number(each.b))
        for x, word in zip(COLUMNS.values(), words, strict=True):
            yield text(x, TOP + 32 + 26 * i, str(word), "", "end")


def _plane(explorer):
    low, high = explorer.extent

    def at(x1, x2):
        unit = SIDE / (high - low)
        return LEFT + (x1 - low) * unit, TOP + (high - x2) * unit

    yield element("rect", class_="l", x=LEFT, y=TOP, width=SIDE, height=SIDE)
    yield text(LEFT + SIDE / 2, TOP + SIDE + 22, "x₁", "m")
    yield text(LEFT - 16, TOP + SIDE / 2, "x₂", "m")
    before = explorer.trace[: max(0, explorer.step - 1)]
    if explorer.shown and explorer.shown[-1].error:
        w = before[-1].w if before else (explorer.w1, explorer.w2)
        b = before[-1].b if before else explorer.bias
        yield _line(w, b, (low, high), at, dashed=True)
    yield _line(explorer.w, explorer.b, (low, high), at)
    for i, (x1, x2, label) in enumerate(explorer._table()):
        cx, cy = at(x1, x2)
        if label:
            yield element(
                "rect", fill=POSITIVE, x=cx - 8, y=cy - 8, width=16, height=16
            )
        else:
            yield element(
                "circle", cx=cx, cy=cy, r=7.5, stroke_width=3.5, class_="b",
                stroke=NEGATIVE,
            )  # fmt: skip
        if explorer.shown and explorer.shown[-1].row == i:
            yield element("circle", class_="k", cx=cx, cy=cy, r=17)


def _line(w, b, extent, at, dashed=False):
    ends = line_in_square(*w, b, *extent)
    if not ends:
        return ""
    path = "L".join("{:.1f} {:.1f}".format(*at(*end)) for end in ends)
    more = {"stroke_dasharray": "7 5", "opacity": ".6"} if dashed else {}
    return element("path", class_="k", d=f"M{path}", **more)
