"""fit: what it promises before the box is opened."""

import numpy as np
import pytest
import torch

from nnbook import Dense, Network
from nnbook.data import blobs, logic_gate, moons
from nnbook.train import accuracy, fit, loss, predicted, random_start


def start(*sizes, phi="relu", seed=0):
    names = [phi] * (len(sizes) - 2) + ["identity"]
    return Network.random(sizes, names, rng=np.random.default_rng(seed))


def test_it_learns_two_blobs_and_three_classes():
    X, y = blobs(60, rng=np.random.default_rng(0))
    assert np.all(predicted(fit(start(2, 1), X, y, rate=0.05), X) == y)
    X = np.vstack([X, X + np.array([6, 0])])
    y = np.concatenate([y, np.full(60, 2)])
    found = fit(start(2, 8, 3), X, y, steps=300, rate=0.05)
    assert np.mean(predicted(found, X) == y) > 0.95


def test_the_network_given_stays_and_the_fit_repeats():
    X, y = logic_gate("XOR")
    network = start(2, 3, 1)
    before = [(layer.W.copy(), layer.b.copy()) for layer in network.layers]
    one, other = (fit(network, X, y, steps=20) for _ in range(2))
    for layer, (W, b) in zip(network.layers, before, strict=True):
        assert np.array_equal(layer.W, W)
        assert np.array_equal(layer.b, b)
    assert np.array_equal(one(X), other(X))
    assert not np.array_equal(one(X), network(X))


def test_no_steps_change_nothing():
    X, y = logic_gate("AND")
    network = start(2, 3, 1)
    assert np.array_equal(fit(network, X, y, steps=0)(X), network(X))


@pytest.mark.parametrize("phi", ["relu", "tanh", "sigmoid", "identity"])
def test_the_first_step_goes_down_by_the_rate_against_the_slope(phi):
    X, y = blobs(20, rng=np.random.default_rng(1))
    network = start(2, 3, 1, phi=phi, seed=1)
    moved = fit(network, X, y, steps=1, rate=1e-3)
    # Adam's first step has the size of the rate, whatever the slope's size.
    phi = {"identity": lambda t: t}.get(phi, getattr(torch, phi, None))
    leaves = [
        torch.tensor(p, requires_grad=True)
        for layer in network.layers for p in (layer.W, layer.b)
    ]  # fmt: skip
    W1, b1, W2, b2 = leaves
    s = (phi(torch.tensor(X) @ W1 + b1) @ W2 + b2)[:, 0]
    signs = torch.tensor(2 * y - 1)
    torch.nn.functional.softplus(-signs * s).mean().backward()
    after = [p for layer in moved.layers for p in (layer.W, layer.b)]
    for leaf, new in zip(leaves, after, strict=True):
        slope = leaf.grad.numpy()
        expected = leaf.detach().numpy() - 1e-3 * slope / (
            np.abs(slope) + 1e-8
        )
        np.testing.assert_allclose(new, expected, rtol=0, atol=1e-12)


def test_predicted_is_the_largest_score_or_the_sign():
    identity = Network([Dense(np.eye(3), np.zeros(3))])
    assert predicted(identity, [[1, 3, 2], [5, 0, 0]]).tolist() == [1, 0]
    single = Network([Dense([[1.0]], [0.0])])
    assert predicted(single, [[-1], [0], [2]]).tolist() == [0, 0, 1]


@pytest.mark.parametrize(
    ("network", "X", "y", "message"),
    [
        (start(2, 1), [[1, 2, 3]], [1], r"X is \(1, 3\)"),
        (start(2, 1), [[1, 2]], [1, 0], r"y is \(2,\)"),
        (start(2, 1), [[1, 2]], [2], "classes are 0 to 1"),
        (start(2, 3), [[1, 2]], [0.5], "classes are 0 to 2"),
        (start(2, 1), [[1, np.nan]], [1], "nan"),
        (start(2, 3, 1, phi="step"), [[1, 2]], [1], "slope 0"),
        (Network([Dense([[1], [1]], [0], "sigmoid")]), [[1, 2]], [1], "identity"),
    ],
)  # fmt: skip
def test_errors_teach(network, X, y, message):
    with pytest.raises(ValueError, match=message):
        fit(network, X, y)


def test_only_a_network_can_be_fitted():
    with pytest.raises(TypeError, match="expected a Network"):
        fit(Dense([[1.0]], [0.0]), [[1]], [1])


@pytest.mark.parametrize("n_out", [1, 2, 4])
def test_the_loss_is_pytorchs_cross_entropy(n_out):
    rng = np.random.default_rng(0)
    network = start(3, 5, n_out, seed=2)
    X, y = 20 * rng.normal(size=(30, 3)), rng.integers(0, max(2, n_out), 30)
    scores, targets = torch.tensor(network(X)), torch.tensor(y)
    functional = torch.nn.functional
    expected = (
        functional.binary_cross_entropy_with_logits(
            scores[:, 0], targets.double()
        )
        if n_out == 1
        else functional.cross_entropy(scores, targets)
    )
    assert loss(network, X, y) == pytest.approx(expected.item(), rel=1e-12)


def test_until_ends_at_the_first_level_hundred_steps():
    X, y = moons(200, 0.2, rng=np.random.default_rng(0))
    begin = start(2, 1)

    def fall(steps):
        early, late = (fit(begin, X, y, steps=n) for n in (steps - 100, steps))
        return loss(early, X, y) - loss(late, X, y)

    found = fit(begin, X, y, steps=5000, until=0.001)
    steps = next(
        n
        for n in range(100, 5001, 100)
        if np.array_equal(fit(begin, X, y, steps=n)(X), found(X))
    )
    assert 100 < steps < 5000
    assert fall(steps) < 0.001 <= fall(steps - 100)


def test_steps_still_end_it_and_zero_never_does():
    X, y = blobs(40, rng=np.random.default_rng(0))
    few = fit(start(2, 1), X, y, steps=150)
    assert np.array_equal(
        fit(start(2, 1), X, y, steps=150, until=0.001)(X), few(X)
    )
    long = fit(start(2, 1), X, y, steps=900)
    assert np.array_equal(
        fit(start(2, 1), X, y, steps=900, until=0)(X), long(X)
    )


def test_a_random_start_ends_in_scores_and_repeats():
    network = random_start([4, 3, 3, 2], "tanh", seed=7)
    names = [layer.activation.name for layer in network.layers]
    assert names == ["tanh", "tanh", "identity"]
    again = random_start([4, 3, 3, 2], "tanh", seed=7)
    assert np.array_equal(network(np.eye(4)), again(np.eye(4)))
    other = random_start([4, 3, 3, 2], "tanh", seed=8)
    assert not np.array_equal(network(np.eye(4)), other(np.eye(4)))


def test_accuracy_is_the_share_of_right_answers():
    single = Network([Dense([[1.0]], [0.0])])
    y = np.array([0, 1, 1, 1])
    assert accuracy(single, [[-1], [0], [2], [3]], y) == 0.75
