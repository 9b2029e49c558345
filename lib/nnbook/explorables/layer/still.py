"""The still picture of a layer: its matrices and one equation a neuron."""

from ..svg import (
    GREEK,
    NEGATIVE,
    POSITIVE,
    WIDTH,
    element,
    name_of,
    number,
    picture,
    text,
)

HIGHLIGHT = "var(--nn-hot,#7a3ff2)"
CELL, ROW = 50, 30  # px


def layer_still(explorer):
    """X @ W + b = Z and A, in the explorer's convention, and equations."""
    blocks = list(_blocks(explorer))
    z = explorer.Z[min(explorer.sample, explorer.batch - 1)]
    lines = [_equation(explorer, j, value) for j, value in enumerate(z)]
    if explorer.names and explorer.names[0]:
        lines.insert(0, f"x: {', '.join(explorer.names[0][: explorer.n_in])}")
    parts, top = [], 0
    for row in (blocks[:3], blocks[3:]):
        tall = max(len(block[1]) for block in row) * ROW
        parts += _line(row, top + 12, tall, explorer)
        top += tall + 44
    parts += [
        text(WIDTH / 2, top + 18 + 22 * i, line)
        for i, line in enumerate(lines)
    ]
    title = f"A layer, {explorer.convention}: {'; '.join(lines)}."
    return picture(top + 10 + 22 * len(lines), title, *parts)


def _blocks(explorer):
    """(name, rows, what stands after it) for each matrix, left to right."""
    X, W, b = explorer.X, explorer.W, explorer.b.reshape(1, -1)
    Z, A = explorer.Z, explorer.A
    name = GREEK.get(explorer.activation, explorer.activation)
    shape = f"({explorer.n_out},)"
    if explorer.convention_index == 1:
        first = [("W", W.T, "@"), ("x", X.T, "+"), ("b", b.T, "=")]
        last = [("z", Z.T, f"{name} →"), ("a", A.T, "")]
    else:
        linear = explorer.convention_index == 2
        first = [
            ("X", X, "@"),
            ("weight", W.T, "ᵀ +") if linear else ("W", W, "+"),
            ("bias" if linear else "b", b, "="),
        ]
        last = [("Z", Z, f"{name} →"), ("A", A, "")]
    # One sample, x @ W + b, is a vector, as layer/state.js has it.
    vector = explorer.batch == 1 and explorer.convention_index == 0
    for letter, rows, after in first + last:
        flat = letter in ("b", "bias") and explorer.convention_index != 1
        words = shape if flat else str(rows.shape)
        if vector and letter in "XZA":
            letter, words = letter.lower(), f"({rows.shape[1]},)"
        yield f"{letter} {words}", rows.tolist(), after


def _line(blocks, top, tall, explorer):
    """One line of matrices, centred, with what stands between them."""
    steps = [_step(op) for _, _, op in blocks]
    wide = sum(len(rows[0]) * CELL + 16 for _, rows, _ in blocks) + sum(steps)
    x = (WIDTH - wide) / 2
    for (caption, rows, op), step in zip(blocks, steps, strict=True):
        left, y = x + 8, top + (tall - len(rows) * ROW) / 2
        right, low = left + len(rows[0]) * CELL, y + len(rows) * ROW
        yield from _cells(rows, left, y)
        yield _mark(caption, rows, left, y, explorer)
        yield element(
            "path",
            class_="k",
            d=f"M{left - 2:g} {y:g}h-5V{low:g}h5M{right + 2:g} {y:g}h5V{low:g}"
            "h-5",
        )
        yield text((left + right) / 2, low + 18, caption, "d")
        x = right + 8 + step
        raised = op[:1] == "ᵀ"
        if op:
            yield text(
                x - step / 2, top + tall / 2 + 5, op[-1] if raised else op
            )
        if raised:
            yield text(right + 14, y + 8, "ᵀ")


def _step(op):
    return {0: 0, 1: 16}.get(len(op), 11 * len(op))


def _cells(rows, left, top):
    boxes, lines = {POSITIVE: "", NEGATIVE: ""}, []
    for r, row in enumerate(rows):
        words = []
        for c, value in enumerate(row):
            if value:
                boxes[POSITIVE if value > 0 else NEGATIVE] += (
                    f"M{c * CELL + 1} {r * ROW + 1}h48v28h-48z"
                )
            x = c * CELL + CELL // 2
            words.append(element("tspan", number(value), x=x))
        lines.append(element("text", *words, y=r * ROW + 20))
    paths = [
        element("path", fill=colour, opacity=".18", d=d)
        for colour, d in boxes.items()
        if d
    ]
    yield element(
        "g",
        *paths,
        *lines,
        transform=f"translate({left:g} {top:g})",
        text_anchor="middle",
    )


def _mark(caption, rows, left, top, explorer):
    """A frame around what belongs to the neuron that is looked at."""
    j = min(explorer.neuron, explorer.n_out - 1)
    if caption[0] in "Xx":
        return ""
    across = explorer.convention_index == 1 or caption.startswith("weight")
    x, y = (left, top + j * ROW) if across else (left + j * CELL, top)
    wide, tall = (len(rows[0]), 1) if across else (1, len(rows))
    return element(
        "rect",
        x=x,
        y=y,
        width=wide * CELL,
        height=tall * ROW,
        rx=5,
        fill="none",
        stroke=HIGHLIGHT,
        stroke_width=2,
    )


def _equation(explorer, j, z):
    kind = "row" if explorer.convention_index else "column"
    sub, name = "₁₂₃₄"[j], name_of(explorer, 1, j)
    of = f"{name}: " if name else ""
    return f"{of}z{sub} = x · {kind} {j + 1} + b{sub} = {number(z)}"
