"""XOR from many starts: the arithmetic, the counts, the margin."""

import numpy as np
import pytest
import torch

from nnbook import Dense, xor
from nnbook.data import logic_gate

X, y = logic_gate("XOR")
torch.set_default_dtype(torch.float64)


def by_torch(width, phi, seed, steps, rate):
    """The same training by PyTorch's autograd: answers and activations."""
    network = xor.start(width, phi, seed=seed)
    leaves = [
        torch.tensor(part, requires_grad=True)
        for layer in network.layers for part in (layer.W, layer.b)
    ]  # fmt: skip
    W1, b1, W2, b2 = leaves
    phi = {"identity": lambda z: z}.get(phi) or getattr(torch, phi)

    def forward():
        a = phi(torch.tensor(X) @ W1 + b1)
        return a, torch.sigmoid(a @ W2 + b2)[:, 0]

    for _ in range(steps):
        loss = torch.nn.functional.binary_cross_entropy(
            forward()[1], torch.tensor(y)
        )
        slopes = torch.autograd.grad(loss, leaves)
        with torch.no_grad():
            for leaf, slope in zip(leaves, slopes, strict=True):
                leaf -= rate * slope
    a, p = forward()
    return p.detach().numpy(), a.detach().numpy()


@pytest.mark.parametrize("phi", xor.ACTIVATIONS)
@pytest.mark.parametrize(("width", "seed"), [(2, 0), (3, 5)])
def test_one_run_of_many_is_what_autograd_computes(width, phi, seed):
    runs = xor.train(width, phi, seeds=[9, seed, 1], steps=100, rate=0.5)
    p, A = by_torch(width, phi, seed, 100, 0.5)
    np.testing.assert_allclose(runs.p[1], p, rtol=0, atol=1e-12)
    np.testing.assert_allclose(runs.A[1], A, rtol=0, atol=1e-12)


@pytest.mark.parametrize("phi", xor.ACTIVATIONS)
def test_without_a_step_it_is_the_start(phi):
    runs = xor.train(3, phi, seeds=[4, 7], steps=0)
    for i, seed in enumerate((4, 7)):
        first, last = xor.start(3, phi, seed=seed).trace(X)
        np.testing.assert_allclose(runs.A[i], first.a, atol=1e-15)
        np.testing.assert_allclose(runs.p[i], last.a[:, 0], atol=1e-15)


def test_the_start_is_drawn_as_nn_linear_draws():
    network = xor.start(10_000, seed=0)
    hidden, out = network.layers
    # Uniform on (-r, r) has the standard deviation r / √3.
    for part, n_in in ((hidden.W, 2), (hidden.b, 2), (out.W, 10_000)):
        assert np.abs(part).max() <= 1 / np.sqrt(n_in)
        assert np.std(part) == pytest.approx(1 / np.sqrt(3 * n_in), rel=0.02)
    assert abs(out.b[0]) <= 0.01
    torch.manual_seed(0)
    theirs = torch.nn.Linear(2, 10_000)
    assert np.std(hidden.W) == pytest.approx(
        theirs.weight.std().item(), rel=0.02
    )


# In percent, with room for the luck of 200 draws: about three standard
# errors around the long-run rates of 500 seeds and 5000 steps.
BANDS = {
    ("relu", 2): (17, 38),
    ("relu", 3): (39, 61),
    ("relu", 4): (62, 83),
    ("relu", 8): (93, 100),
    ("relu", 16): (98, 100),
    ("tanh", 2): (54, 76),
    ("tanh", 3): (93, 100),
    ("tanh", 4): (98, 100),
    ("tanh", 8): (100, 100),
    ("identity", 2): (0, 0),
    ("identity", 16): (0, 0),
}


@pytest.mark.parametrize(("phi", "width"), BANDS)
def test_the_rates_lie_in_their_bands(phi, width):
    runs = xor.train(width, phi, seeds=range(1000, 1200), steps=1500)
    low, high = BANDS[phi, width]
    assert low <= 100 * runs.solved().mean() <= high


def test_sigmoid_units_need_more_steps():
    early, late = (
        xor.train(2, "sigmoid", seeds=range(200), steps=n).solved().mean()
        for n in (1000, 5000)
    )
    assert early < 0.6
    assert 0.77 < late < 0.94


def test_half_of_the_runs_with_two_relus_have_a_dead_one():
    runs = xor.train(2, seeds=range(200))
    assert 0.43 < (runs.dead > 0).mean() < 0.65
    # Two units are the least, so a dead one is fatal.
    assert not runs.solved()[runs.dead > 0].any()


def test_dead_means_zero_on_all_four_inputs():
    A = np.zeros((2, 4, 3))
    A[0, :, 0], A[0, 2, 1], A[1, 0] = 1.0, 0.5, 1.0
    assert xor.Runs(np.zeros((2, 4)), A).dead.tolist() == [1, 0]


def test_only_a_margin_tells_an_answer_from_rounding():
    eps = np.finfo(float).eps / 2
    p = 0.5 + eps * np.array([0, 1, 1, 0])
    assert xor.right(p, 0).all()
    assert not xor.right(p).any()
    assert xor.right([0.1, 0.9, 0.9, 0.1]).all()
    assert xor.right([0.1, 0.7, 0.9, 0.1]).tolist() == [1, 0, 1, 1]
    linear = xor.train(16, "identity", seeds=range(20), steps=5000, rate=1)
    assert np.abs(linear.p - 0.5).max() < 1e-10
    assert not linear.solved().any()


def test_start_is_a_network_that_others_can_use():
    network = xor.start(4, "tanh", seed=1)
    assert network.sizes == (2, 4, 1)
    assert isinstance(network.layers[0], Dense)
    assert repr(network) == "Network(2→4→1, 17 parameters, tanh, sigmoid)"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"width": 0, "seeds": [1]}, "width should be at least 1"),
        ({"width": 2, "activation": "step", "seeds": [1]}, "slope 0"),
        ({"width": 2, "activation": "rely", "seeds": [1]}, "did you mean"),
        ({"width": 2, "seeds": []}, "seeds is empty"),
        ({"width": 2, "seeds": [1], "rate": np.nan}, "finite"),
    ],
)
def test_errors_teach(arguments, message):
    with pytest.raises(ValueError, match=f"(?i){message}"):
        xor.train(**arguments)
