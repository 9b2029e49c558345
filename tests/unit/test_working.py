"""The table of a layer's arithmetic: what stands in it is what is computed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnbook import Dense, relu, sigmoid
from nnbook.working import Working

W = np.array([[0.5, -0.4], [0.1, 0.6], [-0.3, 0.2]])
B = np.array([0.1, -1.3])
DAY = np.array([1.0, 2.0, -1.0])


def test_a_row_holds_products_sum_bias_z_and_a():
    table = repr(Working(DAY, W, B, relu, ["fresh", "sultry"]))
    assert table.splitlines() == [
        "neuron     p1     p2     p3    sum      b      z      a",
        " fresh   0.50   0.20   0.30   1.00   0.10   1.10   1.10",
        "sultry  -0.40   1.20  -0.20   0.60  -1.30  -0.70   0.00",
    ]


def test_neurons_without_names_are_numbered_and_no_zero_is_negative():
    table = repr(Working([0.0, -0.0, 0.0], W, B * 0, relu))
    assert [row.split()[0] for row in table.splitlines()[1:]] == ["1", "2"]
    assert "-0.00" not in table


@given(st.integers(1, 6), st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_it_is_the_layer(n_in, n_out, seed):
    rng = np.random.default_rng(seed)
    layer = Dense.random(n_in, n_out, "sigmoid", rng=rng)
    x = rng.normal(size=n_in)
    found = Working(x, layer.W, layer.b, sigmoid)
    assert np.allclose(found.a, layer(x), rtol=0, atol=1e-12)
    assert np.allclose(found.products.sum(axis=0), found.sums)


@pytest.mark.parametrize(
    ("x", "names", "says"),
    [
        (DAY[:2], None, "3 inputs"),
        (np.ones((4, 3)), None, r"one sample, \(3,\)"),
        (DAY, ["only one"], "1 name for 2 neurons"),
    ],
)
def test_what_does_not_fit_is_said(x, names, says):
    with pytest.raises(ValueError, match=says):
        Working(x, W, B, relu, names)
