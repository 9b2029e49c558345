"""The data sets: their shapes, their labels, and their repetition."""

import numpy as np
import pytest

from nnbook.data import blobs, digits, logic_gate, moons, shares

RULES = {
    "AND": lambda p, q: p and q,
    "OR": lambda p, q: p or q,
    "XOR": lambda p, q: p != q,
    "NAND": lambda p, q: not (p and q),
}


@pytest.mark.parametrize("name", RULES)
def test_a_gate_is_its_rule_in_the_books_order(name):
    X, y = logic_gate(name)
    assert X.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert y.tolist() == [float(RULES[name](*map(bool, x))) for x in X]
    assert X.dtype == y.dtype == np.float64


def test_a_gate_is_a_fresh_copy():
    logic_gate("AND")[1][:] = 7
    assert logic_gate("AND")[1].max() == 1


def test_an_unknown_gate():
    with pytest.raises(ValueError, match="known: AND, OR, XOR, NAND") as error:
        logic_gate("xnor")
    assert "Did you mean 'XOR'" in str(error.value)


@pytest.mark.parametrize("make", [blobs, moons])
def test_clouds(make):
    X, y = make(101, rng=np.random.default_rng(3))
    again = make(101, rng=np.random.default_rng(3))
    other = make(101, rng=np.random.default_rng(4))
    assert X.shape == (101, 2)
    assert y.shape == (101,)
    assert X.dtype == y.dtype == np.float64
    assert sorted(np.bincount(y.astype(int))) == [50, 51]
    assert np.abs(np.diff(y)).sum() > 10  # shuffled
    assert np.array_equal(X, again[0])
    assert not np.array_equal(X, other[0])


def test_blobs_lie_around_their_centres(rng):
    X, y = blobs(2000, rng=rng)
    for label, centre in ((0, -1), (1, 1)):
        assert np.allclose(X[y == label].mean(axis=0), centre, atol=0.06)
        assert np.allclose(X[y == label].std(axis=0), 0.5, atol=0.04)


def test_moons_lie_on_circles_and_noise_is_added(rng):
    X, y = moons(60, 0.0, rng=rng)
    assert np.allclose(np.hypot(*X[y == 0].T), 1)
    assert np.allclose(np.hypot(*(X[y == 1] - [1, 0.5]).T), 1)
    X, y = moons(2000, 0.2, rng=rng)
    assert np.hypot(*X[y == 0].T).std() == pytest.approx(0.2, abs=0.02)


@pytest.mark.parametrize("make", [blobs, moons])
def test_wrong_arguments(make, rng):
    with pytest.raises(TypeError, match="default_rng"):
        make(10, rng=0)
    with pytest.raises(ValueError, match="n should be at least 2; got 1"):
        make(1, rng=rng)
    with pytest.raises(TypeError, match="whole number"):
        make(10.5, rng=rng)


def test_digits_are_grey_values_from_0_to_1():
    X, y = digits()
    assert X.shape == (1797, 64)
    assert X.min() == 0.0
    assert X.max() == 1.0
    assert np.array_equal(np.unique(y), np.arange(10))


def test_shares_deal_every_row_out_once(rng):
    parts = shares(20, [12, 5, 3], rng=rng)
    assert [len(part) for part in parts] == [12, 5, 3]
    together = np.concatenate(parts)
    assert np.array_equal(np.sort(together), np.arange(20))
    assert not np.array_equal(together, np.arange(20))
    few = shares(20, [2, 3], rng=rng)
    assert len(set(np.concatenate(few))) == 5


def test_shares_cannot_deal_out_more_than_there_is(rng):
    with pytest.raises(ValueError, match="add up to 21; n is 20"):
        shares(20, [12, 9], rng=rng)
