"""Each activation and derivative against PyTorch, and where PyTorch rounds
to zero, against the formula."""

import math
import os
import subprocess
import sys
import warnings

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

import nnbook
from nnbook import ACTIVATIONS
from nnbook.activations import (
    activation,
    d_relu,
    d_sigmoid,
    d_step,
    d_tanh,
    identity,
    relu,
    sigmoid,
    step,
    tanh,
)

NAMES = ["identity", "step", "sigmoid", "tanh", "relu"]
TORCH = {
    "identity": lambda z: 1.0 * z,
    "step": lambda z: torch.heaviside(z, torch.zeros(())),
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
}
BIGGEST = sys.float_info.max
EDGES = [0.0, -0.0, 1e-300, -1e-300, 5e-324, 1000.0, -1000.0, BIGGEST]
finite = st.floats(allow_nan=False, allow_infinity=False)
usual = st.floats(-50, 50)
anything = arrays(
    np.float64,
    array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=5),
    elements=st.one_of(usual, finite, st.sampled_from(EDGES)),
)
every_name = pytest.mark.parametrize("name", NAMES)


@every_name
@given(z=anything)
def test_value_is_pytorchs_and_keeps_the_shape(name, z):
    with warnings.catch_warnings(), np.errstate(all="raise"):
        warnings.simplefilter("error")
        a = ACTIVATIONS[name].function(z)
    expected = TORCH[name](torch.tensor(z)).numpy()
    assert np.shape(a) == z.shape
    np.testing.assert_allclose(a, expected, rtol=1e-14, atol=1e-300)


@every_name
@given(z=anything)
def test_derivative_is_autograds_and_keeps_the_shape(name, z):
    with warnings.catch_warnings(), np.errstate(all="raise"):
        warnings.simplefilter("error")
        slope = ACTIVATIONS[name].derivative(z)
    assert np.shape(slope) == z.shape
    if name == "step":  # PyTorch gives its heaviside no derivative
        assert not np.any(slope)
        return
    x = torch.tensor(z, requires_grad=True)
    (expected,) = torch.autograd.grad(TORCH[name](x).sum(), x)
    # autograd's a (1 - a) is itself wrong by a rounding of a near 1
    np.testing.assert_allclose(slope, expected, rtol=1e-9, atol=3e-16)


@every_name
@given(z=st.floats(-20, 20).filter(lambda z: abs(z) > 1e-3))
def test_derivative_is_the_slope_of_the_function(name, z):
    h = 1e-5
    function = ACTIVATIONS[name].function
    slope = (function(z + h) - function(z - h)) / (2 * h)
    assert ACTIVATIONS[name].derivative(z) == pytest.approx(
        slope, rel=1e-4, abs=1e-9
    )


@every_name
@given(z=st.lists(finite, min_size=2, max_size=6))
def test_no_activation_ever_falls(name, z):
    a = ACTIVATIONS[name].function(sorted(z))
    assert np.all(
        np.diff(a / 2) >= 0
    )  # half: the difference must not overflow


@pytest.mark.parametrize("z", [-700.0, -40.0, 40.0, 700.0])
def test_derivatives_keep_their_digits_in_the_tails(z):
    tail = math.exp(-abs(z))  # both slopes are this, and a factor
    assert d_sigmoid(z) / tail == pytest.approx(1, rel=1e-12)
    assert d_tanh(z / 2) / tail == pytest.approx(4, rel=1e-12)


def test_saturation_is_exact():
    assert sigmoid(1000) == 1.0
    assert sigmoid(-1000) == 0.0
    assert tanh(-1000) == -1.0
    assert d_sigmoid(1000) == d_sigmoid(-1000) == d_tanh(1000) == 0.0


@given(z=usual)
def test_sigmoid_laws(z):
    assert sigmoid(z) + sigmoid(-z) == pytest.approx(1.0, rel=1e-15)
    assert sigmoid(2 * z) == pytest.approx(
        (1 + tanh(z)) / 2, rel=1e-12, abs=1e-15
    )


def test_at_zero():
    assert step(0.0) == step(-0.0) == 0.0
    assert step(5e-324) == 1.0
    assert sigmoid(0) == 0.5
    assert d_sigmoid(0) == 0.25
    assert d_relu(0.0) == d_relu(-0.0) == d_step(0.0) == 0.0
    assert d_tanh(0) == 1.0


@given(z=anything)
def test_relus_derivative_is_the_step(z):
    assert np.array_equal(d_relu(z), step(z))


@every_name
def test_a_number_gives_a_float_and_a_list_an_array(name):
    for f in (ACTIVATIONS[name].function, ACTIVATIONS[name].derivative):
        for z in (2, 2.0, np.float32(2), np.array(2.0)):
            assert isinstance(f(z), float)
            assert f(z) == f(2.0)
        assert f([1, 2]).shape == (2,)


@every_name
def test_narrow_types_are_promoted(name):
    for dtype in (np.int8, np.float16, np.float32):
        z = np.array([-3, 0, 3], dtype=dtype)
        for f in (ACTIVATIONS[name].function, ACTIVATIONS[name].derivative):
            assert f(z).dtype == np.float64
            assert np.array_equal(f(z), f([-3.0, 0.0, 3.0]))


@every_name
def test_the_argument_is_left_alone(name):
    z = np.array([-1.0, 0.0, 2.0])
    a = ACTIVATIONS[name].function(z)
    a += 1
    assert z.tolist() == [-1.0, 0.0, 2.0]


def test_what_is_no_number_is_refused():
    with pytest.raises(TypeError, match=r"text.*\.astype\(float\)"):
        sigmoid("0.5")
    with pytest.raises(TypeError, match="complex"):
        relu(1j)
    with pytest.raises(TypeError, match="True and False"):
        step(np.array([1.0]) > 0)
    with pytest.raises(TypeError, match="None"):
        tanh([1.0, None])
    with pytest.raises(ValueError, match=r"ragged.*lengths 1 and 2"):
        identity([[1.0], [2.0, 3.0]])


def test_the_table():
    assert list(ACTIVATIONS) == NAMES
    for name, entry in ACTIVATIONS.items():
        assert entry.name == name
        assert entry(0.7) == entry.function(0.7)
        assert entry.label
        assert entry.symbol
        assert "(z) = " in entry.tex
        assert entry.range[0] in "({["
        assert repr(entry) == f"Activation({name})"
    assert ACTIVATIONS["relu"].label == "ReLU"
    assert ACTIVATIONS["sigmoid"].symbol == "σ"


@every_name
@given(z=usual)
def test_the_range_in_the_table_is_the_functions(name, z):
    a, text = ACTIVATIONS[name](z), ACTIVATIONS[name].range
    if text.startswith("{"):
        assert f"{a:.0f}" in text[1:-1].split(", ")
        return
    low, high = (
        float(end.replace("−", "-").replace("∞", "inf"))
        for end in text[1:-1].split(", ")
    )
    assert low <= a <= high


def test_lookup():
    assert activation("tanh") is ACTIVATIONS["tanh"]
    assert activation(ACTIVATIONS["tanh"]) is ACTIVATIONS["tanh"]


@pytest.mark.parametrize(
    ("wrong", "meant"), [("sigmiod", "sigmoid"), ("ReLU", "relu")]
)
def test_an_unknown_name_is_told_the_known_and_the_nearest(wrong, meant):
    with pytest.raises(ValueError, match=f"Did you mean '{meant}'") as error:
        activation(wrong)
    assert "identity, step, sigmoid, tanh, relu" in str(error.value)
    assert wrong in str(error.value)


def test_a_name_like_no_other_gets_no_wild_guess():
    with pytest.raises(ValueError, match="known: identity, step") as error:
        activation("zzz")
    assert "Did you mean" not in str(error.value)


@pytest.mark.parametrize("wrong", [sigmoid, None, 3])
def test_what_is_no_name_is_refused(wrong):
    with pytest.raises(TypeError, match="should be a name such as 'identity'"):
        activation(wrong)


def test_importing_nnbook_loads_nothing_heavy():
    code = (
        "import sys, nnbook; print([m for m in "
        "('matplotlib', 'torch', 'anywidget', 'sklearn') if m in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": nnbook.__path__[0] + "/.."},
    )
    assert run.stdout.strip() == "[]"
