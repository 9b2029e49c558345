"""Dense and Network against PyTorch and a loop written out, and the words
in which they refuse what does not fit."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from torch import nn

from nnbook import ACTIVATIONS, Dense, Network
from nnbook.layers import LayerValues

NN = {
    "identity": nn.Identity(),
    "sigmoid": nn.Sigmoid(),
    "tanh": nn.Tanh(),
    "relu": nn.ReLU(),
}
values = st.floats(-100, 100)
sizes = st.integers(1, 6)


def matrices(*shape):
    return arrays(np.float64, shape, elements=values)


@st.composite
def layers_with_batches(draw):
    n_in, n_out, batch = draw(sizes), draw(sizes), draw(st.integers(0, 5))
    W, b = draw(matrices(n_in, n_out)), draw(matrices(n_out))
    return W, b, draw(matrices(batch, n_in))


@st.composite
def networks(draw):
    shape = draw(st.lists(sizes, min_size=2, max_size=5))
    names = [draw(st.sampled_from(sorted(NN))) for _ in shape[1:]]
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    network = Network.random(shape, names, rng=rng)
    for layer in network.layers:
        layer.b += rng.normal(size=layer.n_out)
    return network, draw(matrices(draw(st.integers(1, 4)), shape[0]))


def close(a, b):
    np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-9)


@given(layers_with_batches())
def test_z_is_pytorchs_linear_with_the_weight_transposed(case):
    W, b, X = case
    expected = nn.functional.linear(*map(torch.tensor, (X, W.T.copy(), b)))
    assert Dense(W, b).z(X).shape == (len(X), len(b))
    close(Dense(W, b).z(X), expected)


@given(layers_with_batches())
def test_z_is_the_loop_over_samples_neurons_and_inputs(case):
    W, b, X = case
    expected = np.empty((len(X), len(b)))
    for s, x in enumerate(X):
        for j in range(len(b)):
            expected[s, j] = sum(x[i] * W[i, j] for i in range(len(x))) + b[j]
    close(Dense(W, b).z(X), expected)


@given(layers_with_batches(), st.sampled_from(sorted(ACTIVATIONS)))
def test_a_is_the_activation_of_z(case, name):
    W, b, X = case
    layer = Dense(W, b, name)
    assert np.array_equal(layer(X), ACTIVATIONS[name](layer.z(X)))


@given(layers_with_batches(), st.sampled_from(["identity", "tanh", "relu"]))
def test_a_batch_is_its_samples_one_by_one(case, name):
    W, b, X = case
    layer = Dense(W, b, name)
    for x, a in zip(X, layer(X), strict=True):
        assert layer(x).shape == (len(b),)
        close(layer(x), a)


def test_a_layer_copied_from_nn_linear(rng):
    linear = nn.Linear(4, 3)
    W, b = linear.weight.detach().numpy().T, linear.bias.detach().numpy()
    X = rng.normal(size=(5, 4))
    close(Dense(W, b)(X), linear(torch.tensor(X)).detach())


def as_sequential(network):
    steps = []
    for layer in network.layers:
        linear = nn.Linear(layer.n_in, layer.n_out)
        linear.weight.data = torch.tensor(layer.W.T.copy())
        linear.bias.data = torch.tensor(layer.b)
        steps += [linear, NN[layer.activation.name]]
    return nn.Sequential(*steps)


@given(networks())
def test_a_network_is_pytorchs_sequential_at_every_layer(case):
    network, X = case
    sequential, h = as_sequential(network), torch.tensor(X)
    trace = network.trace(X)
    assert len(trace) == len(network.layers)
    for k, (z, a) in enumerate(trace):
        h = sequential[2 * k](h)
        close(z, h.detach())
        h = sequential[2 * k + 1](h)
        close(a, h.detach())
    assert np.array_equal(network(X), trace[-1].a)
    assert isinstance(trace[0], LayerValues)


@given(networks())
def test_a_network_counts_what_pytorch_counts(case):
    network, _ = case
    parameters = as_sequential(network).parameters()
    assert network.n_parameters == sum(p.numel() for p in parameters)


def test_values_of_a_trace_are_its_own():
    z, a = Network([Dense([[2.0]], [0.0])]).trace([1.0])[0]
    a += 1
    assert z.tolist() == [2.0]


def test_a_gate_that_a_pencil_can_check():
    both = Dense([[1.0], [1.0]], [-1.5], "step")
    corners = [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert both(corners).tolist() == [[0], [0], [0], [1]]
    assert both([1, 1]).tolist() == [1.0]


def test_parameters_are_copied_as_float64():
    W, b = np.ones((2, 1)), np.zeros(1)
    layer = Dense(W, b)
    W[:], b[:] = 7, 7
    assert layer.W.tolist() == [[1], [1]]
    assert layer.b.tolist() == [0]
    assert Dense([[1], [2]], [3]).W.dtype == np.float64
    assert Dense(np.float32([[1]]), [3]).b.dtype == np.float64


def test_reprs(rng):
    network = Network.random([3, 4, 1], ["relu", "sigmoid"], rng=rng)
    text = "3→4→1, 21 parameters, relu, sigmoid"
    assert repr(network) == f"Network({text})"
    assert repr(network.layers[0]) == "Dense(3→4, 16 parameters, relu)"
    assert network.sizes == (3, 4, 1)


def test_random_needs_no_more_than_a_seed():
    a, b = (
        Network.random([2, 3, 1], "tanh", rng=np.random.default_rng(5))
        for _ in range(2)
    )
    x = [0.3, -0.4]
    assert np.array_equal(a(x), b(x))
    assert [layer.activation.name for layer in a.layers] == ["tanh"] * 2


@pytest.mark.parametrize(
    ("name", "variance"), [("relu", 2 / 300), ("tanh", 2 / 500)]
)
def test_random_scale_is_hes_or_glorots(rng, name, variance):
    layer = Dense.random(300, 200, name, rng=rng)
    assert layer.W.var() == pytest.approx(variance, rel=0.02)
    assert abs(layer.W.mean()) < 0.001
    assert not layer.b.any()


# What goes wrong, and what the message has to say about it

W34, B4 = np.ones((3, 4)), np.zeros(4)

BAD_PARAMETERS = {
    "transposed": (
        np.ones((4, 3)),
        B4,
        ["W is (4, 3); for 3 inputs and 4 neurons this book stores W as "
         "(3, 4): did you mean W.T?"],
    ),
    "column bias": (
        W34,
        np.zeros((4, 1)),
        ["b is (4, 1)", "b should be (4,)", "column", "b.ravel()"],
    ),
    "row bias": (
        W34,
        np.zeros((1, 4)),
        ["b is (1, 4)", "b should be (4,)", "row", "b.ravel()"],
    ),
    "short bias": (
        W34,
        [0, 0],
        ["b is (2,)", "b should be (4,)", "2 numbers for 4 neurons"],
    ),
    "number for a bias": (
        [[1.0], [1.0]],
        0.5,
        ["b is a single number", "b should be (1,)", "[0.5]"],
    ),
    "number for four biases": (W34, 0.5, ["b is a single number", "(4,)"]),
    "flat weights": (
        [1.0, 2.0, 3.0],
        [0.0],
        ["W is (3,)", "(n_in, n_out)", "W.reshape(3, 1)"],
    ),
    "number for weights": (1.0, [0.0], ["W is a single number", "two axes"]),
    "deep weights": (np.ones((1, 2, 3)), [0.0] * 3, ["W is (1, 2, 3)"]),
    "no inputs": (np.ones((0, 3)), [0.0] * 3, ["W is (0, 3)", "an input"]),
    "ragged": ([[1, 2], [3]], [0, 0], ["W is ragged", "lengths 1 and 2"]),
    "nan weight": (
        [[1.0, np.nan]],
        [0, 0],
        ["W[0, 1] is nan", "finite", "blew up"],
    ),
    "infinite bias": ([[1.0]], [-np.inf], ["b[0] is -inf", "finite"]),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD_PARAMETERS)
def test_parameters_that_do_not_fit(case):
    W, b, words = BAD_PARAMETERS[case]
    with pytest.raises(ValueError, match=r"^[Wb]") as error:
        Dense(W, b)
    for word in words:
        assert word in str(error.value)


BAD_DTYPES = {
    "text": ([["1"]], "text"),
    "objects": ([[None]], "None"),
    "complex": ([[1j]], "complex"),
    "truth": ([[True]], "True and False"),
    "dates": (np.array([["2001-01-01"]], dtype="datetime64[D]"), "datetime"),
}


@pytest.mark.parametrize("case", BAD_DTYPES)
def test_parameters_and_inputs_that_are_no_numbers(case):
    wrong, word = BAD_DTYPES[case]
    for attempt in (
        lambda: Dense(wrong, [0.0]),
        lambda: Dense([[1.0]], wrong),
        lambda: Dense([[1.0]], [0.0])(wrong),
    ):
        with pytest.raises(TypeError, match=f"real numbers.*{word}"):
            attempt()


BAD_INPUTS = {
    "column": (
        W34,
        np.ones((3, 1)),
        ["x is (3, 1)", "(3,) for one sample", "column", "x.ravel()"],
    ),
    "samples in columns": (
        W34,
        np.ones((3, 5)),
        ["x is (3, 5)", "(batch, 3)", "x.T"],
    ),
    "too many": (W34, np.ones(5), ["x is (5,)", "takes 3 inputs"]),
    "batch too wide": (
        W34,
        np.ones((2, 5)),
        ["x is (2, 5)", "has 5 numbers, not 3"],
    ),
    "as many as neurons": (
        W34,
        np.ones(4),
        ["x is (4,)", "W is (3, 4)", "W.T"],
    ),
    "flat batch": (
        [[2.0, 1.0]],
        np.ones(5),
        ["x is (5,)", "takes 1 input,", "x.reshape(-1, 1)"],
    ),
    "number": ([[1.0]], 2.0, ["x is a single number", "[2]"]),
    "number for three": (W34, 2.0, ["x is a single number", "(3,)"]),
    "images": (W34, np.ones((7, 3, 3)), ["x is (7, 3, 3)", "Flatten"]),
    "nan": (W34, [[1, 2, 3], [1, np.nan, 3]], ["x[1, 1] is nan", "missing"]),
    "infinite": (W34, [1, 2, np.inf], ["x[2] is inf"]),
    "ragged": (W34, [[1, 2, 3], [1]], ["x is ragged", "1 and 3"]),
}


@pytest.mark.parametrize("case", BAD_INPUTS)
def test_inputs_that_do_not_fit(case):
    W, x, words = BAD_INPUTS[case]
    layer = Dense(W, np.zeros(np.shape(W)[1]))
    for attempt in (layer, layer.z, Network([layer]), Network([layer]).trace):
        with pytest.raises(ValueError, match=r"^x") as error:
            attempt(x)
        for word in words:
            assert word in str(error.value)


def test_unknown_activation():
    with pytest.raises(ValueError, match="Did you mean 'relu'"):
        Dense([[1.0]], [0.0], "relo")
    with pytest.raises(ValueError, match="Did you mean 'tanh'"):
        Network.random([1, 1], "tan", rng=np.random.default_rng(0))


def test_layers_that_do_not_fit_one_another():
    a, b = Dense(W34, B4), Dense(np.ones((5, 1)), [0.0])
    with pytest.raises(ValueError, match="layer 1") as error:
        Network([a, b])
    for word in ["(3→4) gives 4 numbers", "layer 2 (5→1) takes 5",
                 "W of layer 2 is (5, 1)", "should be 4"]:  # fmt: skip
        assert word in str(error.value)


def test_layers_in_the_wrong_order():
    first, last = Dense(W34, B4), Dense(np.ones((4, 1)), [0.0])
    with pytest.raises(ValueError, match="opposite order they fit"):
        Network([last, first])


def test_what_is_no_list_of_layers():
    layer = Dense(W34, B4)
    with pytest.raises(ValueError, match="at least one layer"):
        Network([])
    with pytest.raises(TypeError, match=r"Network\(\[layer\]\)"):
        Network(layer)
    with pytest.raises(TypeError, match=r"layer 2 is a tuple.*Dense\(W, b"):
        Network([layer, (W34, B4)])


def test_random_with_wrong_arguments(rng):
    with pytest.raises(TypeError, match=r"np\.random\.default_rng\(0\)"):
        Dense.random(2, 3, rng=0)
    with pytest.raises(TypeError, match=r"n_in should be a whole.*2\.5"):
        Dense.random(2.5, 3, rng=rng)
    with pytest.raises(ValueError, match="n_out should be at least 1; got 0"):
        Dense.random(2, 0, rng=rng)
    with pytest.raises(ValueError, match="at least two numbers"):
        Network.random([3], "relu", rng=rng)
    words = "3 sizes make 2 weight layers, but there are 3 activations"
    with pytest.raises(ValueError, match=words):
        Network.random([3, 4, 1], ["relu", "relu", "tanh"], rng=rng)
