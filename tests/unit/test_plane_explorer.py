"""PlaneExplorer: its numbers, its messages, its still picture."""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
import torch
import traitlets
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nnbook import ACTIVATIONS
from nnbook.data import logic_gate
from nnbook.explorables import PlaneExplorer, panel
from nnbook.explorables.plane.widget import separable

NAMES = ["identity", "relu", "tanh", "sigmoid"]
grid_numbers = st.integers(-60, 60).map(lambda i: i / 20)
matrices = arrays(float, (2, 2), elements=grid_numbers)
vectors = arrays(float, (2,), elements=grid_numbers)


def test_the_first_state_solves_xor():
    explorer = PlaneExplorer()
    X, y = logic_gate("XOR")
    np.testing.assert_array_equal(explorer.X, X)
    np.testing.assert_array_equal(explorer.A, [[0, 0], [1, 0], [1, 0], [2, 1]])
    np.testing.assert_array_equal(explorer.s > 0, y == 1)
    assert explorer.n_right == 4
    assert explorer.separable


@given(W=matrices, b=vectors, v=vectors, c=grid_numbers,
       name=st.sampled_from(NAMES), data=st.sampled_from(["XOR", "moons"]))  # fmt: skip
def test_values_are_pytorchs(W, b, v, c, name, data):
    explorer = PlaneExplorer(W=W, b=b, v=v, c=c, activation=name, data=data)
    np.testing.assert_array_equal(explorer.W, W)
    X = torch.tensor(explorer.X)
    Z = torch.nn.functional.linear(
        X, torch.tensor(W.T.copy()), torch.tensor(b)
    )
    A = {"identity": lambda t: t}.get(name, getattr(torch, name, None))(Z)
    s = A @ torch.tensor(v) + c
    np.testing.assert_allclose(explorer.Z, Z, rtol=0, atol=1e-12)
    np.testing.assert_allclose(explorer.A, A, rtol=0, atol=1e-12)
    np.testing.assert_allclose(explorer.s, s, rtol=0, atol=1e-12)


@given(W=matrices, b=vectors, name=st.sampled_from(NAMES))
def test_the_way_leads_from_x_by_z_to_a(W, b, name):
    explorer = PlaneExplorer(W=W, b=b, activation=name)
    X, Z, A = explorer.X, explorer.Z, explorer.A
    for t, place in [
        (0, X),
        (0.25, (X + Z) / 2),
        (0.5, Z),
        (0.75, (Z + A) / 2),
        (1, A),
    ]:
        np.testing.assert_allclose(explorer.moved(X, t), place, atol=1e-12)


# ---- Separable or not.


@given(W=matrices, b=vectors)
def test_no_matrix_makes_xor_separable(W, b):
    assert not PlaneExplorer(W=W, b=b, activation="identity").separable


@given(
    P=arrays(float, (6, 2), elements=grid_numbers), w=vectors, c=grid_numbers
)
def test_points_on_two_sides_of_a_line_are_separable(P, w, c):
    s = P @ w + c
    if np.abs(s).min() > 1e-6:
        assert separable(P, (s > 0).astype(float))


@given(P=arrays(float, (5, 2), elements=grid_numbers), share=st.floats(0, 1))
def test_a_point_between_two_of_the_other_class_is_not(P, share):
    between = P[0] + share * (P[1] - P[0])
    y = np.array([1, 1, 1, 1, 1, 0])
    assert not separable(np.vstack([P, between]), y)


@given(P=arrays(float, (7, 2), elements=grid_numbers),
       y=arrays(int, (7,), elements=st.integers(0, 1)))  # fmt: skip
def test_separable_is_what_linear_programming_finds(P, y):
    from scipy.optimize import linprog

    signs = 2 * y - 1
    rows = -signs[:, None] * np.column_stack([P, np.ones(7)])
    found = linprog(np.zeros(3), rows, -np.ones(7), bounds=(None, None))
    assert separable(P, y) == found.success


def test_one_class_alone_is_separable():
    assert separable([[0, 0], [1, 1]], [1, 1])


def test_two_tanh_units_part_the_moons():
    explorer = PlaneExplorer(
        W=[[-0.75, -6.25], [0.25, -6.15]], b=[0.3, 4.45], v=[-6.05, 3.3],
        c=-0.1, activation="tanh", data="moons",
    )  # fmt: skip
    assert explorer.n_right == len(explorer.y) == 40
    assert explorer.separable
    explorer.activation = "relu"
    assert explorer.n_right < 40


# ---- Traits.


def test_names_and_places_follow_each_other():
    explorer = PlaneExplorer()
    explorer.activation_index = explorer.activations.index("tanh")
    assert explorer.activation == "tanh"
    np.testing.assert_allclose(explorer.A, ACTIVATIONS["tanh"](explorer.Z))
    explorer.data = "moons"
    assert explorer.datasets[explorer.data_index] == "moons"
    assert len(explorer.X) == 40


def test_the_view_is_a_square_with_all_points_inside():
    for data in ("XOR", "moons"):
        explorer = PlaneExplorer(data=data)
        (left, right), (bottom, top) = explorer.view
        assert right - left == pytest.approx(top - bottom)
        x1, x2 = explorer.X.T
        assert left < x1.min() < x1.max() < right
        assert bottom < x2.min() < x2.max() < top


def test_two_explorers_share_no_points():
    one, other = PlaneExplorer(data="moons"), PlaneExplorer(data="moons")
    assert one.points == other.points
    one.points = [[0, 0, 0], [1, 1, 1]]
    assert len(other.points) == 40


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"W": [1, 2]}, r"W is \(2,\).*needs \(2, 2\): column j"),
        ({"W": [[1, 2], [3]]}, "takes numbers, of shape"),
        ({"b": [1, 2, 3]}, r"b is \(3,\).*needs \(2,\)"),
        ({"v": 1}, r"v is \(\)"),
        ({"v": [np.nan, 1]}, "v1 is nan; it takes a finite"),
        ({"c": np.inf}, "c is inf"),
        ({"inputs": [0, 1e9]}, "x2 is 1000000000.0"),
        ({"morph": 1.5}, "morph is 1.5; it is a part of the way"),
        ({"activation": "step"}, "tears the plane"),
        ({"activation": "swish"}, "unknown activation"),
        ({"data": "AND"}, "one of XOR, moons"),
        ({"points": [[0, 0, 2], [1, 1, 1]]}, "label, 0 or 1"),
        ({"points": [[0, 0, 1]]}, "has 1 rows"),
    ],
)  # fmt: skip
def test_errors_say_what_came_and_what_was_expected(wrong, message):
    with pytest.raises((ValueError, traitlets.TraitError), match=message):
        PlaneExplorer(**wrong)


def test_an_index_outside_the_choices_is_refused():
    with pytest.raises(ValueError, match="numbered 0 to 3"):
        PlaneExplorer().activation_index = 4


# ---- Controls, repr, still.


def test_controls_are_joined_and_wide_enough():
    whole = panel(PlaneExplorer(W=[[5, 1], [1, 1]]))
    assert list(whole.controls) == [
        "w11", "w12", "v1", "w21", "w22", "v2", "b1", "b2", "c",
        "morph", "activation", "data",
    ]  # fmt: skip
    assert (whole.controls["w12"].min, whole.controls["w12"].max) == (-5, 5)
    assert "v1" not in PlaneExplorer(readout=False).controls()
    with pytest.raises(ValueError, match="no control is called 'w13'"):
        panel(PlaneExplorer(), ["w13"])


def test_the_repr_is_stable():
    text = "PlaneExplorer(W=[[1, 1], [1, 1]], b=[0, -1], relu, XOR)"
    assert repr(PlaneExplorer()) == text


@given(W=matrices, b=vectors, name=st.sampled_from(NAMES),
       data=st.sampled_from(["XOR", "moons"]), morph=st.sampled_from([0, 0.3, 0.5, 1]))  # fmt: skip
def test_the_still_picture_is_whole_and_small(W, b, name, data, morph):
    explorer = PlaneExplorer(W=W, b=b, activation=name, data=data, morph=morph)
    still = explorer.still()
    assert still == explorer.still()
    assert len(still.encode()) < 7000
    assert not re.search("nan|inf", still.replace("linear", ""))
    texts = " ".join(ET.fromstring(still).itertext())
    assert f"{explorer.n_right} of {len(explorer.y)} right" in texts


@pytest.mark.parametrize("size", [-100, 100])
def test_the_still_picture_of_extremes(size):
    explorer = PlaneExplorer(W=[[size, size], [size, -size]], b=[size, 0])
    for name in NAMES:
        explorer.activation = name
        ET.fromstring(explorer.still())
        assert "nan" not in explorer.still()
