"""The LayerExplorer in Python: its numbers, its refusals, its still."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from nnbook import ACTIVATIONS, Dense
from nnbook.explorables import LayerExplorer, panel
from nnbook.explorables.layer.widget import CONVENTIONS, MOST, VIEWS

sizes = st.integers(1, MOST)


@st.composite
def layers(draw):
    """W (n_in, n_out), b (n_out,) and X (batch, n_in), of any size."""
    n_in, n_out, batch = draw(sizes), draw(sizes), draw(sizes)
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    W = rng.uniform(-3, 3, (n_in, n_out)).round(6)
    b = rng.uniform(-3, 3, n_out).round(6)
    return W, b, rng.uniform(-3, 3, (batch, n_in)).round(6)


@settings(max_examples=25, deadline=None)
@given(layer=layers(), name=st.sampled_from(list(ACTIVATIONS)))
def test_its_values_are_those_of_dense_and_nn_linear(layer, name):
    W, b, X = layer
    explorer = LayerExplorer(W, b, X, activation=name)
    assert np.array_equal(explorer.W, W)
    assert np.array_equal(explorer.b, b)
    assert np.array_equal(explorer.X, X)
    dense = Dense(W, b, name)
    linear = torch.nn.functional.linear(
        *(torch.tensor(v) for v in (X, W.T.copy(), b))
    )
    for expected in (dense.z(X), linear.numpy()):
        np.testing.assert_allclose(explorer.Z, expected, rtol=0, atol=1e-12)
    np.testing.assert_allclose(explorer.A, dense(X), rtol=0, atol=1e-12)


@settings(max_examples=15, deadline=None)
@given(layer=layers(), n_in=sizes, n_out=sizes, batch=sizes)
def test_no_number_is_lost_when_the_sizes_change(layer, n_in, n_out, batch):
    W, b, X = layer
    explorer = LayerExplorer(W, b, X)
    before = explorer.Z
    explorer.n_in, explorer.n_out, explorer.batch = n_in, n_out, batch
    assert explorer.W.shape == (n_in, n_out)
    assert explorer.X.shape == (batch, n_in)
    assert explorer.Z.shape == explorer.A.shape == (batch, n_out)
    explorer.n_in, explorer.n_out = W.shape
    explorer.batch = len(X)
    assert np.array_equal(explorer.Z, before)


def test_a_row_of_x_changes_one_row_of_z():
    explorer = LayerExplorer(batch=3)
    before, X = explorer.Z, explorer.X
    X[1, 2] += 1
    explorer.X = X
    changed = explorer.Z - before
    np.testing.assert_allclose(changed[1], explorer.W[2], atol=1e-12)
    assert not changed[[0, 2]].any()


def test_a_column_of_w_changes_one_column_of_z():
    explorer = LayerExplorer(batch=3)
    before, W = explorer.Z, explorer.W
    W[2, 1] += 1
    explorer.W = W
    changed = explorer.Z - before
    np.testing.assert_allclose(changed[:, 1], explorer.X[:, 2], atol=1e-12)
    assert not changed[:, [0, 2]].any()


def test_arrays_are_copies():
    explorer = LayerExplorer()
    explorer.W[0, 0] = explorer.b[0] = explorer.X[0, 0] = 50
    assert explorer.W[0, 0] == 0.4
    assert explorer.b[0] == 0.1
    assert explorer.X[0, 0] == 1


def test_names_and_places_go_together():
    explorer = LayerExplorer()
    for i, view in enumerate(VIEWS):
        explorer.view = view
        assert (explorer.view_index, explorer.view) == (i, view)
    for i, convention in enumerate(CONVENTIONS):
        explorer.convention_index = i
        assert explorer.convention == convention
    explorer.activation = "tanh"
    assert explorer.activations[explorer.activation_index] == "tanh"
    np.testing.assert_allclose(explorer.A, np.tanh(explorer.Z))


def test_a_new_x_may_have_another_number_of_rows():
    explorer = LayerExplorer()
    explorer.X = np.ones((3, 4))
    assert explorer.batch == 3
    explorer.X = [1, 2, 3, 4]
    assert explorer.batch == 1


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"W": np.ones((5, 2))}, "W is (5, 2); the picture has room"),
        ({"W": np.ones((2, 5))}, "1 to 4 neurons"),
        ({"W": [1.0, 2.0]}, "W.reshape(2, 1)"),
        ({"W": np.ones((3, 2)), "b": [1, 2, 3]}, "did you mean W.T"),
        ({"W": np.ones((2, 3)), "b": np.ones((3, 1))}, "b.ravel()"),
        ({"W": np.ones((2, 3)), "X": np.ones((2, 3))}, "x should be (2,)"),
        ({"W": np.ones((2, 3)), "X": np.ones((5, 2))}, "batch is 5"),
        ({"W": [[101.0]]}, "between -100 and 100"),
        ({"W": [[np.nan]]}, "finite"),
        ({"batch": 0}, "at least 1"),
        ({"X": np.ones((2, 4)), "batch": 3}, "X has 2 rows"),
        ({"view": "a matrx"}, "Did you mean 'a matrix'?"),
        ({"convention": "xW"}, "known: x @ W + b"),
        ({"activation": "Relu"}, "Did you mean 'relu'?"),
        ({"neuron": 4}, "counts from 0"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_reason(given, says):
    with pytest.raises(ValueError, match=re.escape(says)):
        LayerExplorer(**given)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("W", np.ones((3, 4)), "did you mean W.T"),
        ("W", np.ones((2, 3)), "this layer has 4 inputs"),
        ("b", [1, 2], "so b should be (3,)"),
        ("X", [1, 2, 3], "this layer takes 4 inputs"),
        ("n_in", 5, "1 to 4"),
        ("weights", [1.0], "it keeps 16"),
        ("view_index", 3, "0 to 2"),
        ("sample", -1, "0 to 3"),
        ("activation_index", 9, "0 to 3"),
    ],
)
def test_a_wrong_value_is_refused_and_changes_nothing(name, value, says):
    explorer = LayerExplorer()
    before = explorer.get_state()
    with pytest.raises(ValueError, match=re.escape(says)):
        setattr(explorer, name, value)
    assert explorer.get_state() == before


def test_binary_noise_of_sliders_is_cut_off():
    explorer = LayerExplorer()
    values = list(explorer.weights)
    values[0] = 0.1 + 0.2
    explorer.weights = values
    assert explorer.W[0, 0] == 0.3


@pytest.mark.parametrize("convention", CONVENTIONS)
@pytest.mark.parametrize("size", [(1, 1, 1), (4, 3, 1), (4, 4, 4)])
def test_the_still_is_a_small_picture_with_its_numbers(convention, size):
    n_in, n_out, batch = size
    W = np.full((n_in, n_out), -99.5)
    b = np.full(n_out, 7.0)
    explorer = LayerExplorer(W, b, batch=batch, convention=convention)
    picture = explorer.still()
    assert len(picture.encode()) < 7000
    assert not re.search("nan|inf|None", picture)
    root = ElementTree.fromstring(picture)
    texts = [node.text for node in root.iter() if node.text]
    assert texts.count("−99.50") == n_in * n_out
    x = {"W @ x + b": f"x ({n_in}, {batch})"}.get(
        convention, f"X ({batch}, {n_in})"
    )
    if convention == "x @ W + b" and batch == 1:  # one sample is a vector
        x = f"x ({n_in},)"
    assert x in texts
    assert picture == explorer.still()


def test_its_repr_is_stable_and_says_the_sizes():
    explorer = LayerExplorer(np.ones((2, 3)), batch=2, activation="step")
    expected = "LayerExplorer(2→3, batch=2, step, 'a matrix', 'x @ W + b')"
    assert repr(explorer) == expected
    assert repr(panel(explorer, ["view"])) == f"panel({expected})"


def test_every_control_is_joined_to_its_trait():
    explorer = LayerExplorer()
    controls = panel(explorer).controls
    assert list(controls) == [
        "view", "convention", "batch", "n_in", "n_out", "activation",
    ]  # fmt: skip
    assert controls["n_in"].index == 3
    with pytest.raises(ValueError, match="this explorer has view"):
        panel(explorer, ["views"])
