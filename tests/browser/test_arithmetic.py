"""The arithmetic of the pictures is that of NumPy and of PyTorch.

nn.js and numbers.js run in Chromium as they are in the repository. Arrays cross
over as the bytes of their float64 numbers, so not one bit is lost on the way.
"""

import base64
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
import torch
from built import ROOT
from hypothesis import example, given
from hypothesis import strategies as st

from nnbook.activations import ACTIVATIONS
from nnbook.layers import Dense

SOURCES = ROOT / "lib" / "nnbook" / "explorables" / "kit"
NAMES = list(ACTIVATIONS)
EXACT = {"identity", "step", "relu"}
TINY = np.finfo(float).smallest_subnormal
LOAD = """async ([name, source]) => {
  const text = new Blob([source], { type: "text/javascript" });
  window[name] = await import(URL.createObjectURL(text));
  window.decoded = (bytes) => new Float64Array(
    Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0)).buffer);
  window.bytes = (numbers) => btoa(
    String.fromCharCode(...new Uint8Array(numbers.buffer)));
}"""

finite = st.floats(allow_nan=False, allow_infinity=False)
# Numbers of the sizes that pictures show, zeros of both signs, the edge
# between normal and subnormal, and the very large.
z_values = st.one_of(
    st.floats(-10, 10),
    st.sampled_from([0.0, -0.0, TINY, -TINY, 1e-308, -1e-308]),
    st.sampled_from([1000.0, -1000.0, 1e300, -1e300]),
    finite,
)
z_arrays = st.lists(z_values, min_size=1, max_size=40).map(np.array)


@pytest.fixture(scope="module")
def tab(browser):
    """A blank page with the modules nn and numbers as global names."""
    page = browser.new_page()
    for name in ("nn", "numbers"):
        page.evaluate(
            LOAD, [name, (SOURCES / f"{name}.js").read_text("utf-8")]
        )
    yield page
    page.close()


def packed(array):
    return base64.b64encode(np.asarray(array, float).tobytes()).decode()


def unpacked(text, shape):
    return np.frombuffer(base64.b64decode(text)).reshape(shape)


def in_javascript(tab, function, name, z):
    """nn[function](name, z) as an array of z's shape."""
    call = """([f, name, z]) => {
      const input = decoded(z);
      return bytes(nn[f](name, input, new Float64Array(input.length)));
    }"""
    return unpacked(tab.evaluate(call, [function, name, packed(z)]), z.shape)


def in_pytorch(name, z):
    """The activation and, by autograd, its derivative."""
    function = {
        "identity": lambda t: t * 1,
        "step": lambda t: torch.where(t > 0, 1.0, 0.0) + 0 * t.clamp(-1, 1),
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "relu": torch.relu,
    }[name]
    t = torch.tensor(z, dtype=torch.float64, requires_grad=True)
    a = function(t)
    a.sum().backward()
    return a.detach().numpy(), t.grad.numpy()


def assert_close(found, expected, name, absolute=0.0):
    if name in EXACT:
        assert np.array_equal(found, expected)
    else:
        # Below 1e-300 a float64 has not got 12 digits to agree in.
        np.testing.assert_allclose(
            found, expected, rtol=1e-12, atol=max(absolute, 1e-300)
        )


@pytest.mark.parametrize("name", NAMES)
@given(z=z_arrays)
@example(z=np.array([0.0, -0.0, TINY, -TINY, 1000, -1000, 1e308, -1e308]))
def test_activations_are_numpys(tab, name, z):
    found = in_javascript(tab, "activate", name, z)
    assert_close(found, ACTIVATIONS[name].function(z), name)


@pytest.mark.parametrize("name", NAMES)
@given(z=z_arrays)
@example(z=np.array([0.0, -0.0, TINY, -TINY, 1000, -1000, 1e308, -1e308]))
def test_derivatives_are_numpys(tab, name, z):
    found = in_javascript(tab, "derive", name, z)
    assert_close(found, ACTIVATIONS[name].derivative(z), name)


@pytest.mark.parametrize("name", NAMES)
@given(z=z_arrays)
@example(z=np.array([0.0, -0.0, TINY, -TINY, 1000, -1000, 1e308, -1e308]))
def test_activations_and_derivatives_are_pytorchs(tab, name, z):
    a, slope = in_pytorch(name, z)
    assert_close(in_javascript(tab, "activate", name, z), a, name)
    # Autograd calculates 1 − a, which has no digits left in the tails.
    found = in_javascript(tab, "derive", name, z)
    assert_close(found, slope, name, absolute=1e-15)


@st.composite
def layers(draw):
    """X (batch, n_in), W (n_in, n_out) and b (n_out,), in that order."""
    batch, n_in, n_out = (draw(st.integers(1, 5)) for _ in range(3))
    numbers = st.one_of(st.floats(-10, 10), st.floats(-1e100, 1e100))

    def array(*shape):
        size = int(np.prod(shape))
        values = draw(st.lists(numbers, min_size=size, max_size=size))
        return np.array(values).reshape(shape)

    return array(batch, n_in), array(n_in, n_out), array(n_out)


@given(layer=layers())
def test_affine_is_a_dense_layer_and_nn_linear(tab, layer):
    X, W, b = layer
    shape = (len(X), len(b))
    call = """([X, W, b, batch, nIn, nOut]) => bytes(nn.affine(
      decoded(X), decoded(W), decoded(b), batch, nIn, nOut,
      new Float64Array(batch * nOut)))"""
    sizes = [len(X), *W.shape]
    found = tab.evaluate(call, [packed(X), packed(W), packed(b), *sizes])
    found = unpacked(found, shape)
    # A sum's error is measured by the size of what is added up.
    size = np.abs(X) @ np.abs(W) + np.abs(b)
    linear = torch.nn.functional.linear(*map(torch.tensor, (X, W.T.copy(), b)))
    for expected in (Dense(W, b).z(X), linear.numpy()):
        assert np.all(np.abs(found - expected) <= 1e-12 * size)


def test_the_names_are_those_of_the_table(tab):
    assert tab.evaluate("nn.ACTIVATION_NAMES") == NAMES
    labels = {name: entry.label for name, entry in ACTIVATIONS.items()}
    symbols = {name: entry.symbol for name, entry in ACTIVATIONS.items()}
    assert tab.evaluate("nn.ACTIVATION_LABELS") == labels
    assert tab.evaluate("nn.ACTIVATION_SYMBOLS") == symbols


@pytest.mark.parametrize("function", ["activate", "derive"])
def test_an_unknown_activation_is_refused(tab, function):
    call = """(f) => {
      try { nn[f]("swish", [1], [0]); } catch (error) { return `${error}`; }
    }"""
    assert "swish" in tab.evaluate(call, function)


def rounded(value, digits=2):
    """`value` as JavaScript's toFixed rounds it: halves go away from 0."""
    quantum = Decimal(1).scaleb(-digits)
    size = abs(Decimal(value)).quantize(quantum, ROUND_HALF_UP)
    return f"-{size}" if value < 0 and size else f"{size}"


@given(value=st.floats(-1e6, 1e6))
@example(value=-0.0)
@example(value=-0.004)
@example(value=-0.005)
@example(value=0.125)
@example(value=-TINY)
def test_numbers_are_shown_to_two_decimals_with_a_true_minus(tab, value):
    fmt, code, factor = tab.evaluate(
        "(v) => [numbers.fmt(v), numbers.code(v), numbers.factor(v)]", value
    )
    assert code == rounded(value)
    assert fmt == code.replace("-", "−")
    assert factor == (f"({fmt})" if fmt.startswith("−") else fmt)


@given(value=st.floats(), function=st.sampled_from(["fmt", "code", "factor"]))
@example(value=float("nan"), function="code")
@example(value=float("inf"), function="fmt")
@example(value=float("-inf"), function="factor")
def test_no_number_is_shown_as_nan_or_minus_zero(tab, value, function):
    text = tab.evaluate("([f, v]) => numbers[f](v)", [function, value])
    assert text
    assert "NaN" not in text
    assert "Infinity" not in text
    assert text.strip("()").replace("-", "−") != "−0.00"


@given(w=st.floats(allow_nan=False))
def test_an_edge_is_one_to_seven_pixels_thick(tab, w):
    found = tab.evaluate("(w) => numbers.thickness(w)", w)
    assert found == pytest.approx(1 + 2 * min(abs(w), 3))
