"""The table of corrections on the page on the learning rule, recomputed."""

import re
from pathlib import Path

import nbformat
import numpy as np

from nnbook import step
from nnbook.data import logic_gate

PAGE = Path(__file__).resolve().parents[2] / "chapters/02b-learning-rule.ipynb"


def told():
    """The numbers in each row of the table: (rows, 11)."""
    cells = nbformat.read(PAGE, as_version=4).cells
    [table] = [c.source for c in cells if "| epoch | row |" in c.source]
    rows = re.findall(r"^\| \d+ \|.*$", table, re.M)
    return np.array(
        [
            [float(n) for n in re.findall(r"-?\d+", row.replace("−", "-"))]
            for row in rows
        ]
    )


def corrections(name):
    """Number, epoch, x, y, z, a, e, and then w and b, of each correction."""
    X, targets = logic_gate(name)
    w, b, found, wrong = np.zeros(2), 0.0, [], True
    for epoch in range(1, 20):
        wrong = False
        for x, y in zip(X, targets, strict=True):
            z = w @ x + b
            e = y - step(z)
            w, b = w + e * x, b + e
            if e:
                wrong = True
                found.append(
                    [len(found) + 1, epoch, *x, y, z, step(z), e, *w, b]
                )
        if not wrong:
            break
    return np.array(found)


def test_the_table_has_all_corrections_for_and():
    assert told().shape == (10, 11)
    np.testing.assert_array_equal(told(), corrections("AND"))


def test_xor_is_back_where_it_was_from_the_third_epoch_on():
    rows = corrections("XOR")
    ends = [rows[rows[:, 1] == epoch][-1, -3:] for epoch in range(2, 19)]
    assert [(rows[:, 1] == epoch).sum() for epoch in range(1, 6)] == [2, 3, 4, 4, 4]  # fmt: skip
    assert all(np.array_equal(end, ends[0]) for end in ends)
