"""Data points with a label 0 or 1, as pictures keep them: lists of numbers."""

from ..data import logic_gate
from .traits import LARGEST, numbers

GATES = ("AND", "OR", "XOR")


def gate_points(name):
    """The four rows of a gate: two inputs and a label each."""
    X, y = logic_gate(name)
    return [
        [*map(float, x), float(label)] for x, label in zip(X, y, strict=True)
    ]


def point(row, n_inputs):
    """`row` as n inputs and a label in floats, or a ValueError."""
    values = numbers("a point", row)
    if len(values) != n_inputs + 1 or values[-1] not in (0, 1):
        raise ValueError(
            f"a point is {row!r}; it takes {n_inputs} inputs and then a"
            " label, 0 or 1."
        )
    return values


def points_rule(points, n_inputs, least=0, most=64):
    """What a link may set a list of such points to; see `traits.py`."""
    row = [[-LARGEST, LARGEST]] * n_inputs + [[0, 1, 1]]
    most = max(most, len(points))
    return {"each": {"row": row}, "least": least, "most": most}
