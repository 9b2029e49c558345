"""The still picture of a network: every unit with its value."""

from html import escape

from ...activations import ACTIVATIONS
from ..svg import WIDTH, element, name_of, number, picture, text

FEW = 48  # with more weights each layer's are drawn as one band


def network_still(explorer):
    """The diagram with the values that the pass has come to."""
    close = max(explorer.sizes) > 5 and not explorer.names
    sizes, gap = explorer.sizes, 44 if close else 58
    height = gap * max(sizes) + 96
    columns = [
        _column(i, n, len(sizes), gap, height - 40)
        for i, n in enumerate(sizes)
    ]
    values = _reached(explorer)
    if explorer.step == explorer.n_steps:
        outcome = f"output: {_told(explorer, len(sizes) - 1, values[-1])}"
    else:
        outcome = f"step {explorer.step} of {explorer.n_steps}"
    title = (
        f"A network {'→'.join(map(str, sizes))}: inputs"
        f" {_told(explorer, 0, values[0])}; {outcome.replace(':', '')}."
    )
    circles = "".join(
        f"M{x - 19:g} {y:g}a19 19 0 1 0 38 0a19 19 0 1 0-38 0"
        for column in columns
        for x, y in column
    )
    return picture(
        height,
        title,
        *_edges(explorer.weights, columns),
        element("path", class_="n", d=circles),
        *_values(values, columns),
        *_names(explorer, columns),
        *_captions(explorer, columns),
        text(WIDTH / 2, height - 8, outcome),
    )


def _reached(explorer):
    """Column by column what each unit shows: a, z on the way, or None."""
    shown = [list(explorer.inputs)]
    for layer, (z, a) in enumerate(explorer.trace, 1):
        steps = [explorer.step_of(layer, j + 1, "z") for j in range(len(z))]
        shown.append(
            [
                a[j] if explorer.step > at else z[j] if explorer.step == at
                else None
                for j, at in enumerate(steps)
            ]
        )  # fmt: skip
    return shown


def _told(explorer, column, values):
    """The values of a column, each behind its name if it has one."""
    return ", ".join(
        f"{name_of(explorer, column, i)} {number(value)}".lstrip()
        for i, value in enumerate(values)
    )


def _column(i, n, n_columns, gap, height):
    x = 60 + i * (WIDTH - 120) / max(1, n_columns - 1)
    middle = height / 2 + 6
    return [(round(x), middle + (j - (n - 1) / 2) * gap) for j in range(n)]


def _edges(weights, columns):
    many = sum(len(W) * len(W[0]) for W in weights) > FEW
    for W, left, right in zip(weights, columns, columns[1:], strict=False):
        if many:
            ends = [left[0], right[0], right[-1], left[-1]]
            path = "L".join(f"{x:g} {y:g}" for x, y in ends)
            yield element("path", class_="l", d=f"M{path}Z")
            continue
        for row, (x0, y0) in zip(W, left, strict=True):
            for w, (x1, y1) in zip(row, right, strict=True):
                yield element(
                    "path",
                    class_="q" if w < 0 else "p",
                    d=f"M{x0:g} {y0:g}L{x1:g} {y1:g}",
                    stroke_width=f"{1 + 2 * min(3, abs(w)):.3g}",
                    **({"stroke_dasharray": "7 5"} if w < 0 else {}),
                )


def _values(values, columns):
    words = "".join(
        f'<text x="{x:g}" y="{y + 5:g}">{escape(_short(value))}</text>'
        for column, layer in zip(columns, values, strict=True)
        for (x, y), value in zip(column, layer, strict=True)
        if value is not None
    )
    yield f'<g text-anchor="middle">{words}</g>'


def _names(explorer, columns):
    for c, column in enumerate(columns):
        for i, (x, y) in enumerate(column):
            if name := name_of(explorer, c, i):
                yield text(x, y + 33, name, "d")


def _short(value):
    written = number(value)
    return written if len(written) < 6 else f"{value:.0e}".replace("-", "−")


def _captions(explorer, columns):
    names = ["x", *(ACTIVATIONS[n].label for n in explorer.activations)]
    for name, column in zip(names, columns, strict=True):
        kind = "m" if name == "x" else "d"
        yield text(column[0][0], column[0][1] - 28, name, kind)
